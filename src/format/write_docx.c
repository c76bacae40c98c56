/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A Word document (ISO/IEC 29500): a table of two columns for each document, a
 * row for each pair. Doubtful pairs are shaded, unaligned sentences gray.
 */
#include "base/fail.h"
#include "base/zip.h"
#include "format/writer.h"
#include "text/xml.h"

#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define OFFICE                                                                 \
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define EDGE(side)                                                             \
  "<w:" side " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"BFBFBF\"/>"

static const char types[] =
    "<Types xmlns=\"" PACKAGE "content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd."
    "openxmlformats-package.relationships+xml\"/>"
    "<Override PartName=\"/word/document.xml\" ContentType=\"" TYPE
    "document.main+xml\"/>"
    "<Override PartName=\"/word/styles.xml\" ContentType=\"" TYPE
    "styles+xml\"/></Types>";

static const char package[] =
    "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship "
    "Id=\"rId1\" Type=\"" OFFICE
    "/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

static const char parts[] =
    "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship "
    "Id=\"rId1\" Type=\"" OFFICE
    "/styles\" Target=\"styles.xml\"/></Relationships>";

static const char styles[] =
    "<w:styles xmlns:w=\"" WORD "\"><w:style w:type=\"paragraph\" "
    "w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>"
    "</w:style><w:style w:type=\"paragraph\" w:styleId=\"Heading1\">"
    "<w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/>"
    "<w:next w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing "
    "w:before=\"240\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/></w:pPr>"
    "<w:rPr><w:b/><w:sz w:val=\"28\"/></w:rPr></w:style><w:style "
    "w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"ZhenTitle\"><w:name "
    "w:val=\"zhen title\"/><w:basedOn w:val=\"Heading1\"/><w:next "
    "w:val=\"Normal\"/></w:style></w:styles>";

static const char table[] =
    "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>" EDGE(
        "top") EDGE("left") EDGE("bottom") EDGE("right") EDGE("insideH")
        EDGE("insideV") "</w:tblBorders><w:tblLayout w:type=\"fixed\"/>"
                        "</w:tblPr><w:tblGrid><w:gridCol w:w=\"4819\"/>"
                        "<w:gridCol w:w=\"4819\"/></w:tblGrid>\n";

static zhen_status begin_docx(writer_part *p)
{
  p->zip = zip_open(p->files[0]);
  if (!p->zip)
    return zhen_fail_memory();
  zip_put_member(p->zip, "[Content_Types].xml", types);
  zip_put_member(p->zip, "_rels/.rels", package);
  zip_put_member(p->zip, "word/_rels/document.xml.rels", parts);
  zip_put_member(p->zip, "word/styles.xml", styles);
  zip_member(p->zip, "word/document.xml", false);
  buf_puts(&p->line, xml_declaration);
  buf_puts(&p->line, "<w:document xmlns:w=\"" WORD "\"><w:body>\n");
  zip_put(p->zip, &p->line);
  return ZHEN_OK;
}

/* The language decides which font Word takes for the Chinese. */
static void put_language(writer_part *p)
{
  const zhen_write_options *o = &p->writer->options.write;
  buf *b = &p->line;

  buf_puts(b, "<w:lang w:val=\"");
  writer_put_xml_name(b, o->en_code);
  buf_puts(b, "\" w:eastAsia=\"");
  writer_put_xml_name(b, o->zh_code);
  buf_puts(b, "\"/>");
}

static void put_cell(writer_part *p, zhen_str text, const char *fill, bool bold)
{
  buf *b = &p->line;

  buf_puts(b, "<w:tc><w:tcPr><w:tcW w:w=\"2500\" w:type=\"pct\"/>");
  if (fill)
    buf_printf(b, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"%s\"/>",
               fill);
  buf_printf(b, "</w:tcPr><w:p><w:r><w:rPr>%s", bold ? "<w:b/>" : "");
  put_language(p);
  buf_puts(b, "</w:rPr><w:t xml:space=\"preserve\">");
  xml_put_text(b, text);
  buf_puts(b, "</w:t></w:r></w:p></w:tc>");
}

static zhen_status begin_table(writer_part *p)
{
  const char *name = document_title(p->doc);
  buf *b = &p->line;

  if (*name) {
    buf_puts(b,
             "<w:p><w:pPr><w:pStyle w:val=\"ZhenTitle\"/></w:pPr><w:r><w:t>");
    writer_put_xml_name(b, name);
    buf_puts(b, "</w:t></w:r></w:p>");
  }
  buf_puts(b, table);
  buf_puts(b, "<w:tr><w:trPr><w:tblHeader/></w:trPr>");
  put_cell(p, (zhen_str){"\xE4\xB8\xAD\xE6\x96\x87", 6}, NULL, true);
  put_cell(p, (zhen_str){"English", 7}, NULL, true);
  buf_puts(b, "</w:tr>\n");
  zip_put(p->zip, b);
  return ZHEN_OK;
}

static zhen_status put_docx(writer_part *p, const record *r)
{
  const char *fill = !record_is_pair(r)                           ? "E7E6E6"
                     : writer_standing(p, r) == STANDING_DOUBTFUL ? "FFF2CC"
                                                                  : NULL;
  buf *b = &p->line;

  buf_puts(b, "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
  put_cell(p, r->zh.text, fill, false);
  put_cell(p, r->en.text, fill, false);
  buf_puts(b, "</w:tr>\n");
  zip_put(p->zip, b);
  return ZHEN_OK;
}

static zhen_status end_table(writer_part *p)
{
  buf_puts(&p->line, "</w:tbl><w:p/>\n");
  zip_put(p->zip, &p->line);
  return ZHEN_OK;
}

static zhen_status end_docx(writer_part *p)
{
  buf_puts(&p->line,
           "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar "
           "w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" "
           "w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/></w:sectPr>"
           "</w:body></w:document>\n");
  zip_put(p->zip, &p->line);
  return zip_end(p->zip);
}

static void dispose_docx(writer_part *p)
{
  zip_close(p->zip);
}

const writer_format format_docx = {.suffixes = {""},
                                   .labels = LABELS_REGION,
                                   .begin = begin_docx,
                                   .begin_document = begin_table,
                                   .put = put_docx,
                                   .end_document = end_table,
                                   .end = end_docx,
                                   .dispose = dispose_docx};
