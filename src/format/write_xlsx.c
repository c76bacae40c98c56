/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A workbook of Excel (ISO/IEC 29500), row by row: a sheet for each million of
 * pairs. All text is in strings of the cells, so nothing is a formula or a
 * link.
 *
 * Not by libxlsxwriter: it writes to a named file only, and when memory runs
 * out it prints, omits cells or crashes.
 */
#include "base/fail.h"
#include "base/zip.h"
#include "format/writer.h"
#include "text/utf8.h"
#include "text/xml.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* The limits of Excel. */
enum { ROWS_MAX = 1048576, CELL_MAX = 32767, LINES_MAX = 27 };
enum { LINE_POINTS = 15 };

/* Numbers of <xf> in styles.xml. */
enum { HEADER = 1, TEXT, SCORE, DOUBTFUL_TEXT, DOUBTFUL_SCORE, ALONE };

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE                                                                 \
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"

/* A style of cells with line breaks: the format of numbers, the fill. */
#define WRAPPED(number, fill)                                                  \
  "<xf numFmtId=\"" number "\" fontId=\"0\" fillId=\"" fill                    \
  "\" borderId=\"0\" "                                                         \
  "xfId=\"0\" applyNumberFormat=\"1\" applyFill=\"1\" applyAlignment=\"1\">"   \
  "<alignment vertical=\"top\" wrapText=\"1\"/></xf>"

static const char styles[] =
    "<styleSheet xmlns=\"" MAIN "\">"
    "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"0.0000\"/>"
    "</numFmts>"
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    "<fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill>"
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFFEB9C\"/>"
    "</patternFill></fill>"
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFD9D9D9\"/>"
    "</patternFill></fill></fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/>"
    "</border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
    "borderId=\"0\"/></cellStyleXfs>"
    "<cellXfs count=\"7\">"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyFont=\"1\"/>" WRAPPED("49", "0") WRAPPED("164", "0")
        WRAPPED("49", "2") WRAPPED("164", "2")
            WRAPPED("49", "3") "</cellXfs><cellStyles count=\"1\"><cellStyle "
                               "name=\"Normal\" xfId=\"0\" "
                               "builtinId=\"0\"/></cellStyles></styleSheet>";

/* Of the columns, in digits. */
#define ZH_WIDTH 50
#define EN_WIDTH 70
#define WIDTH(number) WIDTH_TEXT(number)
#define WIDTH_TEXT(number) #number

static const char sheet_head[] =
    "<worksheet xmlns=\"" MAIN "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/>"
    "</sheetPr><sheetViews><sheetView "
    "workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
    "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
    "<sheetFormatPr defaultRowHeight=\"15\"/><cols>"
    "<col min=\"1\" max=\"1\" width=\"" WIDTH(
        ZH_WIDTH) "\" customWidth=\"1\"/>"
                  "<col min=\"2\" max=\"2\" width=\"" WIDTH(
                      EN_WIDTH) "\" customWidth=\"1\"/>"
                                "<col min=\"3\" max=\"5\" width=\"9\" "
                                "customWidth=\"1\"/>"
                                "<col min=\"6\" max=\"6\" width=\"30\" "
                                "customWidth=\"1\"/></cols>"
                                "<sheetData>\n";

typedef struct place {
  char column;
  uint64_t row; /* in its sheet, from 1 */
} place;

static void begin_cell(buf *b, place at, int style)
{
  buf_printf(b,
             "<c r=\"%c%llu\" s=\"%d\" t=\"inlineStr\"><is><t "
             "xml:space=\"preserve\">",
             at.column, (unsigned long long)at.row, style);
}

/* "_x005F_" is an underscore; one before such letters is written like that. */
static bool is_escape(zhen_str s, size_t at)
{
  if (s.len - at < 7 || s.ptr[at] != '_' || s.ptr[at + 1] != 'x' ||
      s.ptr[at + 6] != '_')
    return false;
  for (size_t i = at + 2; i < at + 6; i++)
    if (!isxdigit((unsigned char)s.ptr[i]))
      return false;
  return true;
}

static void put_text(buf *b, place at, int style, zhen_str s)
{
  size_t begin = 0;

  begin_cell(b, at, style);
  for (size_t i = 0; i < s.len; i++)
    if (is_escape(s, i)) {
      xml_put_text(b, (zhen_str){s.ptr + begin, i - begin});
      buf_puts(b, "_x005F");
      begin = i;
    }
  xml_put_text(b, (zhen_str){s.ptr + begin, s.len - begin});
  buf_puts(b, "</t></is></c>");
}

static void put_ids(buf *b, place at, int style, const record_side *s)
{
  begin_cell(b, at, style);
  row_put_ids(b, s->begin, s->end, " ");
  buf_puts(b, "</t></is></c>");
}

/* ---- sheets ---- */

static void put_header(writer_part *p)
{
  static const char *const names[] = {"zh",     "en",     "score",
                                      "zh_ids", "en_ids", "document"};
  int n = p->doc && p->doc->id ? 6 : p->writer->options.places ? 5 : 3;
  buf *b = &p->line;

  buf_puts(b, "<row r=\"1\">");
  for (int i = 0; i < n; i++)
    put_text(b, (place){(char)('A' + i), 1}, HEADER,
             (zhen_str){names[i], strlen(names[i])});
  buf_puts(b, "</row>\n");
}

static void begin_sheet(writer_part *p)
{
  char name[48];

  snprintf(name, sizeof name, "xl/worksheets/sheet%u.xml", ++p->sheets);
  zip_member(p->zip, name, false);
  buf_puts(&p->line, xml_declaration);
  buf_puts(&p->line, sheet_head);
  put_header(p);
}

static uint64_t rows_of_sheet(const writer_part *p)
{
  return p->rows % (ROWS_MAX - 1);
}

static void end_sheet(writer_part *p, uint64_t rows)
{
  buf_printf(&p->line,
             "</sheetData><autoFilter ref=\"A1:C%llu\"/>"
             "<pageSetup orientation=\"landscape\" fitToHeight=\"0\"/>"
             "</worksheet>",
             (unsigned long long)rows + 1);
  zip_put(p->zip, &p->line);
}

static zhen_status begin_xlsx(writer_part *p)
{
  p->zip = zip_open(p->files[0]);
  if (!p->zip)
    return zhen_fail_memory();
  zip_put_member(p->zip, "_rels/.rels",
                 "<Relationships xmlns=\"" PACKAGE "relationships\">"
                 "<Relationship Id=\"rId1\" Type=\"" OFFICE
                 "/officeDocument\" Target=\"xl/workbook.xml\"/>"
                 "</Relationships>");
  begin_sheet(p);
  zip_put(p->zip, &p->line);
  return ZHEN_OK;
}

/* ---- rows ---- */

/* Excel counts in UTF-16. */
static zhen_status check_length(const writer_part *p, zhen_str s)
{
  size_t n = 0;

  if (s.len <= CELL_MAX)
    return ZHEN_OK;
  for (size_t at = 0; at < s.len;)
    n += utf8_next(s, &at) > 0xFFFF ? 2 : 1;
  if (n <= CELL_MAX)
    return ZHEN_OK;
  return zhen_fail(ZHEN_ELIMIT,
                   "%s: row %llu: a text of %zu characters; a cell of xlsx "
                   "holds %d; use csv or docx",
                   p->writer->target, (unsigned long long)p->rows + 1, n,
                   CELL_MAX);
}

/* Lines of a text in a column; an ideograph is two digits wide. */
static size_t lines_of(zhen_str s, size_t width)
{
  size_t n = 0;

  for (size_t at = 0; at < s.len;)
    n += utf8_next(s, &at) < 0x2E80 ? 1 : 2;
  return n / width + 1;
}

/* Not every program finds the height of wrapped text by itself. */
static size_t height_of(const record *r)
{
  size_t zh = lines_of(r->zh.text, ZH_WIDTH);
  size_t en = lines_of(r->en.text, EN_WIDTH);
  size_t lines = zh > en ? zh : en;

  return (lines < LINES_MAX ? lines : LINES_MAX) * LINE_POINTS;
}

static void put_cells(writer_part *p, const record *r, uint64_t row)
{
  bool doubtful = writer_standing(p, r) == STANDING_DOUBTFUL;
  bool pair = record_is_pair(r);
  int style = !pair ? ALONE : doubtful ? DOUBTFUL_TEXT : TEXT;
  buf *b = &p->line;

  put_text(b, (place){'A', row}, style, r->zh.text);
  put_text(b, (place){'B', row}, style, r->en.text);
  if (pair && r->score >= 0) {
    buf_printf(b, "<c r=\"C%llu\" s=\"%d\"><v>", (unsigned long long)row,
               doubtful ? DOUBTFUL_SCORE : SCORE);
    line_put_score(b, r->score, 4);
    buf_puts(b, "</v></c>");
  }
  if (r->placed) {
    put_ids(b, (place){'D', row}, style, &r->zh);
    put_ids(b, (place){'E', row}, style, &r->en);
  }
  if (p->doc->id) {
    begin_cell(b, (place){'F', row}, style);
    writer_put_xml_name(b, p->doc->id);
    buf_puts(b, "</t></is></c>");
  }
}

static zhen_status put_xlsx(writer_part *p, const record *r)
{
  uint64_t row = rows_of_sheet(p) + 2;
  zhen_status status = check_length(p, r->zh.text);

  if (status == ZHEN_OK)
    status = check_length(p, r->en.text);
  if (status != ZHEN_OK)
    return status;
  if (row == 2 && p->rows > 0) {
    end_sheet(p, ROWS_MAX - 1);
    begin_sheet(p);
  }
  buf_printf(&p->line, "<row r=\"%llu\" ht=\"%zu\">", (unsigned long long)row,
             height_of(r));
  put_cells(p, r, row);
  buf_puts(&p->line, "</row>\n");
  zip_put(p->zip, &p->line);
  return ZHEN_OK;
}

/* ---- the rest of the package ---- */

static void put_workbook(writer_part *p)
{
  buf *b = &p->line;

  zip_member(p->zip, "xl/workbook.xml", false);
  buf_puts(b, "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\"><sheets>");
  for (unsigned i = 1; i <= p->sheets; i++)
    buf_printf(b, "<sheet name=\"pairs %u\" sheetId=\"%u\" r:id=\"rId%u\"/>", i,
               i, i);
  buf_puts(b, "</sheets></workbook>");
  zip_put(p->zip, b);
  zip_member(p->zip, "xl/_rels/workbook.xml.rels", false);
  buf_puts(b, "<Relationships xmlns=\"" PACKAGE "relationships\">");
  for (unsigned i = 1; i <= p->sheets; i++)
    buf_printf(b,
               "<Relationship Id=\"rId%u\" Type=\"" OFFICE
               "/worksheet\" Target=\"worksheets/sheet%u.xml\"/>",
               i, i);
  buf_printf(b,
             "<Relationship Id=\"rId%u\" Type=\"" OFFICE
             "/styles\" Target=\"styles.xml\"/></Relationships>",
             p->sheets + 1);
  zip_put(p->zip, b);
}

static void put_types(writer_part *p)
{
  static const char type[] =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  buf *b = &p->line;

  zip_member(p->zip, "[Content_Types].xml", false);
  buf_printf(b,
             "<Types xmlns=\"" PACKAGE "content-types\">"
             "<Default Extension=\"rels\" ContentType=\"application/vnd."
             "openxmlformats-package.relationships+xml\"/>"
             "<Override PartName=\"/xl/workbook.xml\" "
             "ContentType=\"%ssheet.main+xml\"/>"
             "<Override PartName=\"/xl/styles.xml\" "
             "ContentType=\"%sstyles+xml\"/>",
             type, type);
  for (unsigned i = 1; i <= p->sheets; i++)
    buf_printf(b,
               "<Override PartName=\"/xl/worksheets/sheet%u.xml\" "
               "ContentType=\"%sworksheet+xml\"/>",
               i, type);
  buf_puts(b, "</Types>");
  zip_put(p->zip, b);
}

static zhen_status end_xlsx(writer_part *p)
{
  uint64_t rows = rows_of_sheet(p);

  end_sheet(p, rows == 0 && p->rows > 0 ? ROWS_MAX - 1 : rows);
  put_workbook(p);
  zip_put_member(p->zip, "xl/styles.xml", styles);
  put_types(p);
  return zip_end(p->zip);
}

static void dispose_xlsx(writer_part *p)
{
  zip_close(p->zip);
}

const writer_format format_xlsx = {.suffixes = {""},
                                   .begin = begin_xlsx,
                                   .put = put_xlsx,
                                   .end = end_xlsx,
                                   .dispose = dispose_xlsx};
