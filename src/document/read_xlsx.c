/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A workbook: the texts of its cells, in the order of sheets, rows and columns,
 * without hidden ones, numbers and formulas. Two columns or two sheets, one per
 * language, are the two sides.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "document/grid.h"
#include "document/ooxml.h"
#include "document/readers.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 16384 /* of a sheet, at most */ };

typedef struct sheet {
  zhen_bytes at; /* of the text */
} sheet;

/* Where the text of a cell is. */
typedef enum cell_type { CELL_OTHER, CELL_SHARED, CELL_INLINE } cell_type;

typedef struct xlsx {
  archive *archive;
  ooxml_links links;
  buf strings;  /* the shared ones, one after another */
  size_t *ends; /* of them */
  size_t n_strings, capacity;
  paragraphs text;
  grid grid;
  sheet *sheets; /* those with text */
  size_t n_sheets, sheets_capacity;
  grid_cell cell; /* the current one */
  cell_type type;
  buf value; /* of the cell */
  bool in_value, hidden_row;
  bool hidden[COLUMNS];
  zhen_status status;
} xlsx;

/* ---- strings ---- */

/* _x000A_ is a character. */
static size_t escaped(zhen_str s, size_t at, uint32_t *rune)
{
  char digits[5] = "";
  char *end;

  if (s.len - at < 7 || s.ptr[at] != '_' || s.ptr[at + 1] != 'x' ||
      s.ptr[at + 6] != '_')
    return 0;
  memcpy(digits, s.ptr + at + 2, 4);
  *rune = (uint32_t)strtoul(digits, &end, 16);
  return end == digits + 4 && (*rune < 0xD800 || *rune > 0xDFFF) ? 7 : 0;
}

static void put_unescaped(paragraphs *p, zhen_str s)
{
  size_t done = 0;

  for (size_t at = 0; at < s.len; at++) {
    uint32_t rune = 0;
    size_t len = s.ptr[at] == '_' ? escaped(s, at, &rune) : 0;
    char bytes[4];

    if (len == 0)
      continue;
    paragraphs_put(p, str_part(s, done, at));
    if (rune >= ' ')
      paragraphs_put(p, (zhen_str){bytes, rune_encode(bytes, rune)});
    else
      paragraphs_put(p, (zhen_str){"\n", 1});
    done = at + len;
    at = done - 1;
  }
  paragraphs_put(p, str_after(s, done));
}

static bool begin_string(void *data, const xml_element *e)
{
  xlsx *x = data;

  if (strcmp(e->name, "t") == 0)
    x->in_value = true;
  return strcmp(e->name, "rPh") != 0;
}

static void end_string(void *data, const char *name)
{
  xlsx *x = data;

  if (strcmp(name, "t") == 0)
    x->in_value = false;
  if (strcmp(name, "si") != 0)
    return;
  if (mem_grow(&x->ends, &x->capacity, x->n_strings + 1, sizeof *x->ends) !=
      ZHEN_OK)
    x->text.failed = true;
  else
    x->ends[x->n_strings++] = x->strings.len;
}

static void take_string(void *data, zhen_str s)
{
  xlsx *x = data;

  if (x->in_value)
    buf_put(&x->strings, s.ptr, s.len);
}

static zhen_status read_strings(xlsx *x)
{
  static const xml_visitor visitor = {begin_string, end_string, take_string};
  const char *part = ooxml_by_type(&x->links, "sharedStrings");
  zhen_status status =
      part ? xml_walk_member(x->archive, part, &visitor, x) : ZHEN_OK;

  return status == ZHEN_OK ? buf_status(&x->strings) : status;
}

static zhen_str shared(const xlsx *x, size_t i)
{
  size_t begin;

  if (i >= x->n_strings)
    return (zhen_str){"", 0};
  begin = i > 0 ? x->ends[i - 1] : 0;
  return (zhen_str){x->strings.ptr + begin, x->ends[i] - begin};
}

/* ---- a sheet ---- */

static bool is_true(const xml_element *e, const char *name)
{
  return xml_attribute_is(e, name, "1") || xml_attribute_is(e, name, "true");
}

static void hide_columns(xlsx *x, const xml_element *e)
{
  size_t from = xml_number(xml_attribute(e, "min", NULL));
  size_t to = xml_number(xml_attribute(e, "max", NULL));

  if (is_true(e, "hidden"))
    for (size_t i = from; i > 0 && i <= to && i <= COLUMNS; i++)
      x->hidden[i - 1] = true;
}

/* B12 is in the second column. */
static size_t column_of(zhen_str reference, size_t next)
{
  size_t n = 0;

  for (size_t i = 0; i < reference.len && reference.ptr[i] >= 'A' &&
                     reference.ptr[i] <= 'Z' && n <= COLUMNS;
       i++)
    n = n * 26 + (size_t)(reference.ptr[i] - 'A') + 1;
  return n > 0 ? n - 1 : next;
}

static void begin_cell(xlsx *x, const xml_element *e)
{
  zhen_str reference = xml_attribute(e, "r", NULL);

  x->cell.column = column_of(reference, x->cell.column);
  x->value.len = 0;
  x->type =
      xml_attribute_is(e, "t", "s") ? CELL_SHARED
      : xml_attribute_is(e, "t", "str") || xml_attribute_is(e, "t", "inlineStr")
          ? CELL_INLINE
          : CELL_OTHER;
}

static void end_cell(xlsx *x)
{
  size_t column = x->cell.column++;
  zhen_str value = {x->value.ptr, x->value.len};

  if (x->type == CELL_SHARED)
    value = shared(x, xml_number(value));
  if (x->type == CELL_OTHER || x->hidden_row ||
      (column < COLUMNS && x->hidden[column]))
    return;
  x->cell.at.begin = x->text.text.len;
  put_unescaped(&x->text, value);
  paragraphs_end(&x->text);
  x->cell.at.end = x->text.text.len;
  if (x->cell.at.end > x->cell.at.begin)
    grid_put(&x->grid, &(grid_cell){.table = x->cell.table,
                                    .row = x->cell.row,
                                    .column = column,
                                    .at = x->cell.at});
}

static bool begin_sheet(void *data, const xml_element *e)
{
  xlsx *x = data;

  if (strcmp(e->name, "col") == 0) {
    hide_columns(x, e);
  } else if (strcmp(e->name, "row") == 0) {
    x->hidden_row = is_true(e, "hidden");
    x->cell.row++;
    x->cell.column = 0;
  } else if (strcmp(e->name, "c") == 0) {
    begin_cell(x, e);
  } else if (strcmp(e->name, "v") == 0 || strcmp(e->name, "t") == 0) {
    x->in_value = true;
  }
  return strcmp(e->name, "rPh") != 0 && strcmp(e->name, "f") != 0 &&
         strcmp(e->name, "headerFooter") != 0;
}

static void end_sheet(void *data, const char *name)
{
  xlsx *x = data;

  if (strcmp(name, "c") == 0)
    end_cell(x);
  else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
    x->in_value = false;
}

static void take_value(void *data, zhen_str s)
{
  xlsx *x = data;

  if (x->in_value)
    buf_put(&x->value, s.ptr, s.len);
}

static zhen_status read_sheet(xlsx *x, const char *part)
{
  static const xml_visitor visitor = {begin_sheet, end_sheet, take_value};
  sheet s = {{.begin = x->text.text.len}};
  zhen_status status;

  memset(x->hidden, 0, sizeof x->hidden);
  paragraphs_part(&x->text);
  status = xml_walk_member(x->archive, part, &visitor, x);
  s.at.end = x->text.text.len;
  x->cell.table++;
  if (status != ZHEN_OK || s.at.begin == s.at.end)
    return status;
  status = mem_grow(&x->sheets, &x->sheets_capacity, x->n_sheets + 1,
                    sizeof *x->sheets);
  if (status == ZHEN_OK)
    x->sheets[x->n_sheets++] = s;
  return status;
}

/* ---- the workbook ---- */

static bool begin_workbook(void *data, const xml_element *e)
{
  xlsx *x = data;
  zhen_str state = xml_attribute(e, "state", NULL);
  const char *part;

  if (strcmp(e->name, "sheet") != 0 || x->status != ZHEN_OK)
    return x->status == ZHEN_OK;
  if (state.ptr && !xml_attribute_is(e, "state", "visible"))
    return false;
  part = ooxml_by_id(&x->links, xml_attribute(e, "id", "/relationships"));
  if (part)
    x->status = read_sheet(x, part);
  else
    x->status = archive_fail(x->archive, "xl/workbook.xml",
                             "refers to a sheet that is missing; the file is "
                             "damaged");
  return true;
}

static zhen_status read_parts(xlsx *x)
{
  static const xml_visitor visitor = {.begin = begin_workbook};
  const char *main;
  zhen_status status = ooxml_main(x->archive, &main);

  if (status == ZHEN_OK)
    status = ooxml_links_read(&x->links, x->archive, main);
  if (status == ZHEN_OK)
    status = read_strings(x);
  if (status == ZHEN_OK)
    status = xml_walk_member(x->archive, main, &visitor, x);
  if (status == ZHEN_OK)
    status = buf_status(&x->value);
  return status == ZHEN_OK ? x->status : status;
}

/* ---- two sheets ---- */

static void put_lines(paragraphs *p, zhen_str s)
{
  while (s.len > 0)
    paragraphs_line(p, str_take_line(&s));
}

static void divide_sheets(const xlsx *x, paragraphs *zh, paragraphs *en)
{
  zhen_str sides[2];
  bool swapped;

  if (x->n_sheets != 2)
    return;
  for (int i = 0; i < 2; i++)
    sides[i] = (zhen_str){x->text.text.ptr + x->sheets[i].at.begin,
                          x->sheets[i].at.end - x->sheets[i].at.begin};
  swapped = zhen_text_lang(sides[0]) == ZHEN_LANG_EN;
  if (zhen_text_lang(sides[swapped]) != ZHEN_LANG_ZH ||
      zhen_text_lang(sides[!swapped]) != ZHEN_LANG_EN)
    return;
  put_lines(zh, sides[swapped]);
  put_lines(en, sides[!swapped]);
}

static zhen_status finish(xlsx *x, zhen_document *out, const char *name)
{
  paragraphs zh = {0}, en = {0};
  zhen_status status = grid_divide(&x->grid, &x->text, &zh, &en);

  if (status == ZHEN_OK && zh.text.len == 0)
    divide_sheets(x, &zh, &en);
  return status == ZHEN_OK ? grid_finish(&x->text, &zh, &en, out, name)
                           : status;
}

static void dispose(xlsx *x)
{
  paragraphs_dispose(&x->text);
  grid_dispose(&x->grid);
  ooxml_links_dispose(&x->links);
  archive_close(x->archive);
  buf_dispose(&x->strings);
  buf_dispose(&x->value);
  free(x->ends);
  free(x->sheets);
  free(x);
}

zhen_status document_read_xlsx(zhen_document *out, document_source *source)
{
  xlsx *x = mem_calloc(1, sizeof *x);
  zhen_status status;

  if (!x)
    return zhen_fail_memory();
  status = archive_open(&x->archive, source);
  if (status == ZHEN_OK)
    status = read_parts(x);
  if (status == ZHEN_OK)
    status = finish(x, out, source->name);
  dispose(x);
  return status;
}
