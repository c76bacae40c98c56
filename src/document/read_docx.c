/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A Word document, as it reads when all changes are accepted: without hidden
 * text, comments, codes of fields, tables of contents, headers and footers.
 * Footnotes and endnotes follow the text.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "document/body.h"
#include "document/docx_styles.h"
#include "document/readers.h"

#include <stdlib.h>
#include <string.h>

enum { FIELDS_MAX = 32 /* nested; deeper ones are text */ };

typedef struct docx {
  archive *archive;
  ooxml_links links;
  docx_styles styles;
  body body;
  size_t *notes[2]; /* the footnotes and endnotes that the text refers to */
  size_t n_notes[2], capacity[2];
  int kind;               /* of the notes that are read; -1: the text is */
  bool properties;        /* in those of a paragraph */
  bool joined;            /* the mark of the paragraph is deleted or hidden */
  bool hidden[2];         /* the paragraph; the run */
  bool in_text, taken;    /* see ooxml_take_alternative() */
  bool codes[FIELDS_MAX]; /* open fields: whether we are in their codes */
  size_t fields;
  zhen_status status;
} docx;

/* ---- fields ---- */

static bool in_code(const docx *d)
{
  for (size_t i = 0; i < d->fields && i < FIELDS_MAX; i++)
    if (d->codes[i])
      return true;
  return false;
}

static void set_code(docx *d, bool code)
{
  if (d->fields > 0 && d->fields <= FIELDS_MAX)
    d->codes[d->fields - 1] = code;
}

static void take_field(docx *d, const xml_element *e)
{
  if (xml_attribute_is(e, "fldCharType", "begin")) {
    d->fields++;
    set_code(d, true);
  } else if (xml_attribute_is(e, "fldCharType", "separate")) {
    set_code(d, false);
  } else if (d->fields > 0) {
    d->fields--;
  }
}

/* ---- properties ---- */

static void take_style(docx *d, const xml_element *e, bool paragraph)
{
  docx_style style = docx_style_find(&d->styles, xml_attribute(e, "val", NULL));

  if (paragraph && style.chapter)
    body_part(&d->body);
  d->hidden[!paragraph] = style.hidden || (!paragraph && d->hidden[0]);
}

/* In those of a paragraph, the properties of a run are of its mark. */
static void take_paragraph_property(docx *d, const xml_element *e)
{
  if (strcmp(e->name, "pStyle") == 0)
    take_style(d, e, true);
  else if (strcmp(e->name, "outlineLvl") == 0 &&
           xml_attribute_is(e, "val", "0"))
    body_part(&d->body);
  else if (strcmp(e->name, "del") == 0 || strcmp(e->name, "moveFrom") == 0)
    d->joined = true;
  else if (strcmp(e->name, "vanish") == 0 && ooxml_is_on(e))
    d->joined = true;
}

static bool take_run_property(docx *d, const xml_element *e)
{
  if (strcmp(e->name, "rStyle") == 0)
    take_style(d, e, false);
  else if (strcmp(e->name, "vanish") == 0 || strcmp(e->name, "webHidden") == 0)
    d->hidden[1] = ooxml_is_on(e);
  else
    return false;
  return true;
}

/* ---- text ---- */

static void put(docx *d, const char *bytes, size_t len)
{
  if (!d->hidden[1] && !in_code(d))
    paragraphs_put(body_now(&d->body), (zhen_str){bytes, len});
}

/* A character of a symbol font has no meaning without the font. */
static void put_symbol(docx *d, const xml_element *e)
{
  zhen_str code = xml_attribute(e, "char", NULL);
  char digits[8] = "", bytes[4];
  unsigned long rune;

  if (!code.ptr || code.len >= sizeof digits)
    return;
  memcpy(digits, code.ptr, code.len);
  rune = strtoul(digits, NULL, 16);
  if (rune > ' ' && rune < 0xD800)
    put(d, bytes, rune_encode(bytes, (uint32_t)rune));
}

static void put_break(docx *d, const xml_element *e)
{
  if (d->hidden[1] || in_code(d))
    return;
  if (xml_attribute_is(e, "type", "page") ||
      xml_attribute_is(e, "type", "column"))
    paragraphs_end(body_now(&d->body));
  else
    paragraphs_break(body_now(&d->body));
}

static void refer(docx *d, const xml_element *e, int kind)
{
  size_t n = d->n_notes[kind] + 1;

  if (d->kind >= 0 || d->hidden[1] || in_code(d))
    return;
  if (mem_grow(&d->notes[kind], &d->capacity[kind], n, sizeof(size_t)) !=
      ZHEN_OK)
    d->body.text.failed = true;
  else
    d->notes[kind][d->n_notes[kind]++] =
        xml_number(xml_attribute(e, "id", NULL));
}

static bool take_character(docx *d, const xml_element *e)
{
  if (strcmp(e->name, "tab") == 0 || strcmp(e->name, "ptab") == 0)
    put(d, " ", 1);
  else if (strcmp(e->name, "br") == 0 || strcmp(e->name, "cr") == 0)
    put_break(d, e);
  else if (strcmp(e->name, "noBreakHyphen") == 0)
    put(d, "-", 1);
  else if (strcmp(e->name, "sym") == 0)
    put_symbol(d, e);
  else if (strcmp(e->name, "footnoteReference") == 0)
    refer(d, e, 0);
  else if (strcmp(e->name, "endnoteReference") == 0)
    refer(d, e, 1);
  else
    return false;
  return true;
}

/* ---- structure ---- */

static void begin_paragraph(docx *d)
{
  d->hidden[0] = d->hidden[1] = d->joined = false;
  body_begin_paragraph(&d->body);
}

/* A field that is left open must not swallow the text. */
static void end_paragraph(docx *d)
{
  body_end_paragraph(&d->body, d->joined);
  d->hidden[0] = d->hidden[1] = d->joined = false;
  memset(d->codes, 0, sizeof d->codes);
}

static int compare_numbers(const void *a, const void *b)
{
  size_t x = *(const size_t *)a, y = *(const size_t *)b;

  return (x > y) - (x < y);
}

static bool begin_note(docx *d, const xml_element *e)
{
  size_t id = xml_number(xml_attribute(e, "id", NULL));
  zhen_str type = xml_attribute(e, "type", NULL);

  if (d->kind < 0 || (type.ptr && !xml_attribute_is(e, "type", "normal")) ||
      d->n_notes[d->kind] == 0 ||
      !bsearch(&id, d->notes[d->kind], d->n_notes[d->kind], sizeof id,
               compare_numbers))
    return false;
  body_begin_note(&d->body);
  return true;
}

/* The columns of a cell after its first. */
static size_t spanned(const xml_element *e)
{
  size_t n = xml_number(xml_attribute(e, "val", NULL));

  return n > 0 ? n - 1 : 0;
}

static bool begin_structure(docx *d, const xml_element *e)
{
  if (strcmp(e->name, "p") == 0)
    begin_paragraph(d);
  else if (strcmp(e->name, "pPr") == 0)
    d->properties = true;
  else if (strcmp(e->name, "r") == 0)
    d->hidden[1] = d->hidden[0];
  else if (strcmp(e->name, "t") == 0)
    d->in_text = true;
  else if (strcmp(e->name, "tbl") == 0)
    body_begin_table(&d->body);
  else if (strcmp(e->name, "tr") == 0)
    body_begin_row(&d->body);
  else if (strcmp(e->name, "tc") == 0)
    body_begin_cell(&d->body);
  else if (strcmp(e->name, "gridBefore") == 0)
    body_skip_cells(&d->body, xml_number(xml_attribute(e, "val", NULL)));
  else if (strcmp(e->name, "gridSpan") == 0)
    body_skip_cells(&d->body, spanned(e));
  else if (strcmp(e->name, "fldChar") == 0)
    take_field(d, e);
  else
    return false;
  return true;
}

/* What is not text, or not of the final version. Sorted. */
static bool is_left_out(const char *name)
{
  static const char *const names[] = {
      "del",    "delInstrText", "delText",   "fldData", "instrText", "moveFrom",
      "numPr",  "pPrChange",    "rPrChange", "rt",      "rubyPr",    "sdtPr",
      "sectPr", "tabs",         "tblGrid",   "tblPr",   "tblPrEx"};

  return xml_find_name(names, sizeof names / sizeof *names, name) >= 0;
}

/* Word shows other files in the place of these; we would lose their text. */
static bool is_elsewhere(const char *name)
{
  return strcmp(name, "altChunk") == 0 || strcmp(name, "subDoc") == 0;
}

static bool begin(void *data, const xml_element *e)
{
  docx *d = data;

  if (d->properties) {
    take_paragraph_property(d, e);
    return strcmp(e->name, "rPr") == 0;
  }
  if (is_left_out(e->name) || !ooxml_take_alternative(e, &d->taken))
    return false;
  if (strcmp(e->name, "footnote") == 0 || strcmp(e->name, "endnote") == 0)
    return begin_note(d, e);
  if (strcmp(e->name, "txbxContent") == 0 && d->hidden[1])
    return false;
  if (is_elsewhere(e->name) && d->status == ZHEN_OK)
    d->status = archive_fail(d->archive, e->name,
                             "a part of the text is another document; open "
                             "and save the file in Word");
  if (!begin_structure(d, e) && !take_run_property(d, e))
    (void)take_character(d, e);
  return true;
}

static void end(void *data, const char *name)
{
  docx *d = data;

  if (strcmp(name, "t") == 0)
    d->in_text = false;
  else if (strcmp(name, "pPr") == 0)
    d->properties = false;
  else if (strcmp(name, "p") == 0)
    end_paragraph(d);
  else if (strcmp(name, "tc") == 0)
    body_end_cell(&d->body);
  else if (strcmp(name, "tbl") == 0)
    body_end_table(&d->body);
  else if (strcmp(name, "Choice") == 0)
    d->taken = true;
  else if (strcmp(name, "footnote") == 0 || strcmp(name, "endnote") == 0)
    body_end_note(&d->body);
}

static void take_text(void *data, zhen_str s)
{
  docx *d = data;

  if (d->in_text)
    put(d, s.ptr, s.len);
}

/* ---- parts ---- */

static const xml_visitor visitor = {begin, end, take_text};

static zhen_status read_notes(docx *d)
{
  static const char *const types[2] = {"footnotes", "endnotes"};
  zhen_status status = ZHEN_OK;

  for (d->kind = 0; status == ZHEN_OK && d->kind < 2; d->kind++) {
    const char *part = ooxml_by_type(&d->links, types[d->kind]);

    if (!part || d->n_notes[d->kind] == 0)
      continue;
    qsort(d->notes[d->kind], d->n_notes[d->kind], sizeof(size_t),
          compare_numbers);
    d->fields = 0;
    status = xml_walk_member(d->archive, part, &visitor, d);
  }
  return status;
}

static zhen_status read_parts(docx *d)
{
  const char *main;
  zhen_status status = ooxml_main(d->archive, &main);

  if (status == ZHEN_OK)
    status = ooxml_links_read(&d->links, d->archive, main);
  if (status == ZHEN_OK)
    status = docx_styles_read(&d->styles, d->archive,
                              ooxml_by_type(&d->links, "styles"));
  if (status == ZHEN_OK)
    status = xml_walk_member(d->archive, main, &visitor, d);
  if (status == ZHEN_OK)
    status = read_notes(d);
  return status == ZHEN_OK ? d->status : status;
}

zhen_status document_read_docx(zhen_document *out, document_source *source)
{
  docx d = {.kind = -1};
  zhen_status status = archive_open(&d.archive, source);

  if (status == ZHEN_OK)
    status = read_parts(&d);
  if (status == ZHEN_OK)
    status = body_finish(&d.body, out, source->name);
  body_dispose(&d.body);
  docx_styles_dispose(&d.styles);
  ooxml_links_dispose(&d.links);
  archive_close(d.archive);
  for (int i = 0; i < 2; i++)
    free(d.notes[i]);
  return status;
}
