/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An e-book: the documents of its spine in their order, each a part, without
 * its tables of contents.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "document/archive_paths.h"
#include "document/edition.h"
#include "document/paragraphs.h"
#include "document/readers.h"
#include "document/xml_walk.h"
#include "markup/html_notes.h"
#include "markup/markup.h"
#include "text/declared.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A page of the book; the strings belong to the archive. */
typedef struct item {
  const char *id, *path;
} item;

typedef struct epub {
  archive *archive;
  const char *package; /* the member that lists the pages */
  item *items;         /* sorted by id when all are read */
  size_t n_items, items_capacity;
  const char **spine; /* ids in the order of reading */
  size_t n_spine, spine_capacity;
  const char *contents; /* path of the table of contents; NULL: not known */
  bool fonts;           /* the cipher of the current file is one of fonts */
  paragraphs text;
  edition edition; /* if zhen wrote the book */
  zhen_status status;
} epub;

/* ---- META-INF ---- */

static bool begin_container(void *data, const xml_element *e)
{
  epub *b = data;

  if (strcmp(e->name, "rootfile") == 0 && !b->package)
    b->status = archive_resolve(b->archive, &b->package, "",
                                xml_value(e, "full-path", NULL));
  return b->status == ZHEN_OK;
}

static bool is_font_cipher(const xml_element *e)
{
  return xml_value_is(e, "Algorithm", "http://www.idpf.org/2008/embedding") ||
         xml_value_is(e, "Algorithm", "http://ns.adobe.com/pdf/enc#RC");
}

/* The scheme shows in what else is in the archive. */
static const char *locked_by(const epub *b)
{
#define LOCKED(by)                                                             \
  "is encrypted (DRM" by "); only a book without DRM can be read"
  static const struct {
    const char *member, *why;
  } schemes[] = {{"META-INF/sinf.xml", LOCKED(" by Apple FairPlay")},
                 {"META-INF/license.lcpl", LOCKED(" by Readium LCP")},
                 {"META-INF/rights.xml", LOCKED(" by Adobe ADEPT")}};

  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
    if (archive_has(b->archive, schemes[i].member))
      return schemes[i].why;
  return LOCKED("");
#undef LOCKED
}

static void lock(epub *b, zhen_str link)
{
  const char *member;

  b->status = archive_resolve(b->archive, &member, "", link);
  if (b->status == ZHEN_OK)
    archive_lock(b->archive, member, locked_by(b));
}

static bool begin_encryption(void *data, const xml_element *e)
{
  epub *b = data;

  if (strcmp(e->name, "EncryptedData") == 0)
    b->fonts = false;
  else if (strcmp(e->name, "EncryptionMethod") == 0)
    b->fonts |= is_font_cipher(e);
  else if (strcmp(e->name, "CipherReference") == 0 && !b->fonts)
    lock(b, xml_value(e, "URI", NULL));
  return b->status == ZHEN_OK;
}

static zhen_status read_about(epub *b, const char *member,
                              bool (*begin)(void *data, const xml_element *e))
{
  const xml_visitor visitor = {.begin = begin};
  zhen_status status = xml_walk_member(b->archive, member, &visitor, b);

  return status == ZHEN_OK ? b->status : status;
}

/* ---- the package ---- */

static bool has_word(zhen_str s, const char *word)
{
  size_t len = strlen(word);

  for (size_t at = 0; at < s.len; at = str_find(s, at, ' ') + 1) {
    zhen_str one = str_part(s, at, str_find(s, at, ' '));

    if (one.len == len && memcmp(one.ptr, word, len) == 0)
      return true;
  }
  return false;
}

static bool is_page(const xml_element *e)
{
  return !has_word(xml_value(e, "properties", NULL), "nav") &&
         (xml_value_is(e, "media-type", "application/xhtml+xml") ||
          xml_value_is(e, "media-type", "text/html") ||
          xml_value_is(e, "media-type", "text/x-oeb1-document"));
}

static zhen_status add_item(epub *b, const xml_element *e)
{
  item i = {0};
  zhen_status status = archive_resolve(b->archive, &i.path, b->package,
                                       xml_value(e, "href", NULL));

  if (status != ZHEN_OK)
    return status;
  i.id = archive_copy(b->archive, xml_value(e, "id", NULL));
  if (!i.id)
    return zhen_fail_memory();
  status =
      mem_grow(&b->items, &b->items_capacity, b->n_items + 1, sizeof *b->items);
  if (status == ZHEN_OK)
    b->items[b->n_items++] = i;
  return status;
}

static zhen_status add_to_spine(epub *b, const xml_element *e)
{
  const char *id = archive_copy(b->archive, xml_value(e, "idref", NULL));
  zhen_status status = id ? mem_grow(&b->spine, &b->spine_capacity,
                                     b->n_spine + 1, sizeof *b->spine)
                          : zhen_fail_memory();

  if (status == ZHEN_OK)
    b->spine[b->n_spine++] = id;
  return status;
}

static bool is_contents(const xml_element *e)
{
  return strcmp(e->name, "reference") == 0 && xml_value_is(e, "type", "toc");
}

static bool begin_package(void *data, const xml_element *e)
{
  epub *b = data;

  if (strcmp(e->name, "item") == 0 && is_page(e))
    b->status = add_item(b, e);
  else if (strcmp(e->name, "itemref") == 0)
    b->status = add_to_spine(b, e);
  else if (is_contents(e))
    b->status = archive_resolve(b->archive, &b->contents, b->package,
                                xml_value(e, "href", NULL));
  return b->status == ZHEN_OK;
}

static int compare_ids(const void *a, const void *b)
{
  return strcmp(((const item *)a)->id, ((const item *)b)->id);
}

static const item *find_item(const epub *b, const char *id)
{
  const item key = {.id = id};

  return b->n_items > 0
             ? bsearch(&key, b->items, b->n_items, sizeof key, compare_ids)
             : NULL;
}

/* ---- pages ---- */

static void put_page(epub *b, zhen_str s)
{
  paragraphs_part(&b->text);
  while (s.len > 0) {
    paragraphs_put(&b->text, str_take_line(&s));
    paragraphs_end(&b->text);
  }
}

/* Its notes come after it. */
static zhen_status read_text(epub *b, const zhen_text *page, const char *label)
{
  static const zhen_read_options utf8 = {
      .struct_size = sizeof utf8, .encoding = "UTF-8", .max_line = SIZE_MAX};
  const markup_options how = {.named = true};
  zhen_text *text = NULL, *plain = NULL;
  buf moved = {0};
  zhen_status status;

  html_move_notes(&moved, zhen_text_str(page));
  status = buf_status(&moved);
  if (status == ZHEN_OK)
    status = zhen_text_decode(&text, moved.ptr, moved.len, label, &utf8);
  if (status == ZHEN_OK)
    status = markup_plain(&plain, text, ZHEN_KIND_HTML, &how);
  if (status == ZHEN_OK)
    put_page(b, zhen_text_str(plain));
  zhen_text_free(plain);
  zhen_text_free(text);
  buf_dispose(&moved);
  return status;
}

static zhen_status read_page(epub *b, const char *path)
{
  static const zhen_read_options options = {.struct_size = sizeof options,
                                            .max_line = SIZE_MAX};
  zhen_text *page = NULL;
  const char *label;
  buf bytes = {0};
  bool misfit;
  zhen_status status = archive_label(b->archive, &label, path);

  if (status == ZHEN_OK)
    status = archive_read(b->archive, path, &bytes);
  if (status == ZHEN_OK)
    status = text_decode_declared(&page, (zhen_str){bytes.ptr, bytes.len},
                                  label, &options, &misfit);
  if (status == ZHEN_OK && edition_is(zhen_text_str(page)))
    edition_add(&b->edition, zhen_text_str(page));
  else if (status == ZHEN_OK)
    status = read_text(b, page, label);
  zhen_text_free(page);
  buf_dispose(&bytes);
  return status;
}

static zhen_status read_pages(epub *b)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; status == ZHEN_OK && i < b->n_spine; i++) {
    const item *page = find_item(b, b->spine[i]);

    if (page && (!b->contents || strcmp(page->path, b->contents) != 0))
      status = read_page(b, page->path);
  }
  return status;
}

static zhen_status read_parts(epub *b)
{
  static const char container[] = "META-INF/container.xml";
  static const char encryption[] = "META-INF/encryption.xml";
  zhen_status status = read_about(b, container, begin_container);

  if (status == ZHEN_OK && !b->package)
    status = archive_fail(b->archive, container,
                          "does not name the package; get the file again");
  if (status == ZHEN_OK && archive_has(b->archive, encryption))
    status = read_about(b, encryption, begin_encryption);
  if (status == ZHEN_OK)
    status = read_about(b, b->package, begin_package);
  if (status == ZHEN_OK && b->n_items > 0)
    qsort(b->items, b->n_items, sizeof *b->items, compare_ids);
  return status == ZHEN_OK ? read_pages(b) : status;
}

zhen_status document_read_epub(zhen_document *out, document_source *source)
{
  epub b = {0};
  zhen_status status = archive_open(&b.archive, source);

  if (status == ZHEN_OK)
    status = read_parts(&b);
  if (status == ZHEN_OK && b.edition.text.len > 0)
    status = edition_finish(&b.edition, out, source->name);
  else if (status == ZHEN_OK)
    status = paragraphs_finish(&b.text, &out->main, source->name);
  edition_dispose(&b.edition);
  paragraphs_dispose(&b.text);
  free(b.items);
  free(b.spine);
  archive_close(b.archive);
  return status;
}
