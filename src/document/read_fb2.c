/* SPDX-License-Identifier: Apache-2.0 */
/* A FictionBook, also in a ZIP archive: its body, and after it its notes. */
#include "base/fail.h"
#include "document/body.h"
#include "document/readers.h"
#include "document/xml_walk.h"

#include <string.h>

typedef struct fb2 {
  body body;
  size_t sections; /* depth */
} fb2;

/* Sorted. */
static bool is_paragraph(const char *name)
{
  static const char *const names[] = {"p",           "subtitle", "td",
                                      "text-author", "th",       "v"};

  return xml_find_name(names, sizeof names / sizeof *names, name) >= 0;
}

static bool begin(void *data, const xml_element *e)
{
  fb2 *f = data;

  if (strcmp(e->name, "description") == 0 || strcmp(e->name, "binary") == 0 ||
      strcmp(e->name, "stylesheet") == 0 ||
      (strcmp(e->name, "a") == 0 && xml_value_is(e, "type", "note")))
    return false;
  if (strcmp(e->name, "body") == 0 && xml_value(e, "name", NULL).ptr)
    body_begin_note(&f->body);
  else if (strcmp(e->name, "section") == 0 && f->sections++ == 0)
    body_part(&f->body);
  else if (is_paragraph(e->name))
    body_begin_paragraph(&f->body);
  return true;
}

static void end(void *data, const char *name)
{
  fb2 *f = data;

  if (strcmp(name, "body") == 0)
    body_end_note(&f->body);
  else if (strcmp(name, "section") == 0)
    f->sections--;
  else if (is_paragraph(name))
    body_end_paragraph(&f->body, false);
}

static void take_text(void *data, zhen_str s)
{
  fb2 *f = data;

  if (f->body.depth > 0)
    paragraphs_put(body_now(&f->body), s);
}

static const xml_visitor visitor = {begin, end, take_text};

static zhen_status read_packed(fb2 *f, const document_source *source)
{
  archive *a;
  const char *member;
  zhen_status status = archive_open(&a, source);

  if (status != ZHEN_OK)
    return status;
  member = archive_find(a, ".fb2");
  status = member ? xml_walk_member(a, member, &visitor, f)
                  : archive_fail(a, NULL, "has no FictionBook (.fb2) in it");
  archive_close(a);
  return status;
}

static zhen_status read_plain(fb2 *f, const document_source *source)
{
  return xml_walk(text_label(source->name),
                  source->text ? zhen_text_str(source->text) : source->bytes,
                  &visitor, f);
}

zhen_status document_read_fb2(zhen_document *out, document_source *source)
{
  fb2 f = {0};
  bool packed = str_begins(source->bytes, "PK");
  zhen_status status =
      packed ? read_packed(&f, source) : read_plain(&f, source);

  if (status == ZHEN_OK)
    status = body_finish(&f.body, out, source->name);
  body_dispose(&f.body);
  return status;
}
