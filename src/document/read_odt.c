/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An OpenDocument text, packed or in one file (.fodt), as it reads when all
 * changes are accepted: without hidden text, comments, generated indexes,
 * headers and footers. Notes follow the text.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "document/body.h"
#include "document/readers.h"
#include "document/xml_walk.h"

#include <stdlib.h>
#include <string.h>

typedef struct odt {
  body body;
  const char **hidden; /* names of hidden styles; the strings are in `names` */
  size_t n_hidden, capacity;
  bool sorted;
  arena names;
  const char *style; /* that is being defined */
  bool any;          /* there is a text */
} odt;

/* ---- hidden styles ---- */

static const char *copy(odt *o, zhen_str s)
{
  char *name = arena_alloc(&o->names, s.len + 1, 1);

  if (name && s.len > 0)
    memcpy(name, s.ptr, s.len);
  o->body.text.failed |= !name;
  return name;
}

static void hide_style(odt *o)
{
  if (!o->style)
    return;
  if (mem_grow(&o->hidden, &o->capacity, o->n_hidden + 1, sizeof *o->hidden) !=
      ZHEN_OK)
    o->body.text.failed = true;
  else
    o->hidden[o->n_hidden++] = o->style;
  o->sorted = false;
}

static int compare_names(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_hidden(odt *o, const xml_element *e)
{
  zhen_str style = xml_attribute(e, "style-name", NULL);
  const char *name;

  if (xml_attribute_is(e, "display", "none"))
    return true;
  if (!style.ptr || o->n_hidden == 0)
    return false;
  if (!o->sorted)
    qsort(o->hidden, o->n_hidden, sizeof *o->hidden, compare_names);
  o->sorted = true;
  name = copy(o, style);
  return name && xml_find_name(o->hidden, o->n_hidden, name) >= 0;
}

/* ---- elements ---- */

/* What is not text, or not of the final version. Sorted. */
static bool is_left_out(const char *name)
{
  static const char *const names[] = {"alphabetical-index",
                                      "annotation",
                                      "desc",
                                      "font-face-decls",
                                      "forms",
                                      "hidden-paragraph",
                                      "hidden-text",
                                      "illustration-index",
                                      "master-styles",
                                      "meta",
                                      "note-citation",
                                      "number",
                                      "object-index",
                                      "placeholder",
                                      "ruby-text",
                                      "scripts",
                                      "settings",
                                      "table-index",
                                      "table-of-content",
                                      "tracked-changes",
                                      "user-index"};

  return xml_find_name(names, sizeof names / sizeof *names, name) >= 0;
}

static void put_spaces(odt *o)
{
  paragraphs_put(body_now(&o->body), (zhen_str){" ", 1});
}

static size_t repeated(const xml_element *e)
{
  size_t n = xml_number(xml_attribute(e, "number-columns-repeated", NULL));

  return n > 1 ? n - 1 : 0;
}

static bool begin_table(odt *o, const xml_element *e)
{
  if (strcmp(e->name, "table") == 0) {
    body_begin_table(&o->body);
  } else if (strcmp(e->name, "table-row") == 0) {
    body_begin_row(&o->body);
  } else if (strcmp(e->name, "table-cell") == 0 ||
             strcmp(e->name, "covered-table-cell") == 0) {
    body_begin_cell(&o->body);
    body_skip_cells(&o->body, repeated(e));
  } else {
    return false;
  }
  return true;
}

static void begin_text(odt *o, const xml_element *e)
{
  bool heading = strcmp(e->name, "h") == 0;

  if (heading && xml_attribute_is(e, "outline-level", "1"))
    body_part(&o->body);
  if (heading || strcmp(e->name, "p") == 0)
    body_begin_paragraph(&o->body);
  else if (strcmp(e->name, "note-body") == 0)
    body_begin_note(&o->body);
  else if (strcmp(e->name, "s") == 0 || strcmp(e->name, "tab") == 0)
    put_spaces(o);
  else if (strcmp(e->name, "line-break") == 0)
    paragraphs_break(body_now(&o->body));
  else
    (void)begin_table(o, e);
}

static bool has_text_namespace(const xml_element *e)
{
  return strstr(e->uri, ":text:") != NULL;
}

static bool begin(void *data, const xml_element *e)
{
  odt *o = data;

  o->any |= strcmp(e->name, "text") == 0 && strstr(e->uri, ":office:");
  if (strcmp(e->name, "style") == 0)
    o->style = copy(o, xml_attribute(e, "name", NULL));
  else if (strcmp(e->name, "text-properties") == 0 &&
           xml_attribute_is(e, "display", "none"))
    hide_style(o);
  if (is_left_out(e->name) ||
      (strcmp(e->name, "title") == 0 && !has_text_namespace(e)) ||
      (has_text_namespace(e) && is_hidden(o, e)))
    return false;
  begin_text(o, e);
  return true;
}

static void end(void *data, const char *name)
{
  odt *o = data;

  if (strcmp(name, "p") == 0 || strcmp(name, "h") == 0)
    body_end_paragraph(&o->body, false);
  else if (strcmp(name, "note-body") == 0)
    body_end_note(&o->body);
  else if (strcmp(name, "table-cell") == 0 ||
           strcmp(name, "covered-table-cell") == 0)
    body_end_cell(&o->body);
  else if (strcmp(name, "table") == 0)
    body_end_table(&o->body);
}

static void take_text(void *data, zhen_str s)
{
  odt *o = data;

  if (o->body.depth > 0)
    paragraphs_put(body_now(&o->body), s);
}

static const xml_visitor visitor = {begin, end, take_text};

/* ---- encrypted documents ---- */

typedef struct manifest {
  archive *archive;
  const char *member;
} manifest;

static bool begin_manifest(void *data, const xml_element *e)
{
  manifest *m = data;

  if (strcmp(e->name, "file-entry") == 0)
    m->member = archive_copy(m->archive, xml_attribute(e, "full-path", NULL));
  else if (strcmp(e->name, "encryption-data") == 0 && m->member)
    archive_lock(m->archive, m->member,
                 "is encrypted; save the file without a password");
  return true;
}

static zhen_status read_manifest(archive *a)
{
  static const char path[] = "META-INF/manifest.xml";
  static const xml_visitor lock = {.begin = begin_manifest};
  manifest m = {.archive = a};

  return archive_has(a, path) ? xml_walk_member(a, path, &lock, &m) : ZHEN_OK;
}

static zhen_status read_packed(odt *o, const document_source *source)
{
  archive *a;
  zhen_status status = archive_open(&a, source);

  if (status == ZHEN_OK)
    status = read_manifest(a);
  if (status == ZHEN_OK && archive_has(a, "encrypted-package"))
    status = archive_fail(a, NULL, "is encrypted; save it without a password");
  if (status == ZHEN_OK && archive_has(a, "styles.xml"))
    status = xml_walk_member(a, "styles.xml", &visitor, o);
  if (status == ZHEN_OK)
    status = xml_walk_member(a, "content.xml", &visitor, o);
  archive_close(a);
  return status;
}

static zhen_status read_flat(odt *o, const document_source *source)
{
  return xml_walk(text_label(source->name), zhen_text_str(source->text),
                  &visitor, o);
}

zhen_status document_read_odt(zhen_document *out, document_source *source)
{
  odt o = {0};
  zhen_status status =
      source->text ? read_flat(&o, source) : read_packed(&o, source);

  if (status == ZHEN_OK && !o.any)
    status = source_fail(source, NULL,
                         "an OpenDocument file without a text document in it; "
                         "save it as ODT");
  if (status == ZHEN_OK)
    status = body_finish(&o.body, out, source->name);
  body_dispose(&o.body);
  free(o.hidden);
  arena_dispose(&o.names);
  return status;
}
