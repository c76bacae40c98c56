/* SPDX-License-Identifier: Apache-2.0 */
/* XLIFF 1.2, a file element for each document. */
#include "format/writer.h"
#include "text/xml.h"

/* Less probable pairs are marked for review. */
static const double CERTAIN = .9;

static zhen_status begin_xliff(writer_part *p)
{
  buf_puts(&p->line, xml_declaration);
  buf_puts(&p->line, "<xliff version=\"1.2\" "
                     "xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n");
  return ZHEN_OK;
}

static zhen_status begin_file(writer_part *p)
{
  const zhen_write_options *o = &p->writer->options.write;
  buf *b = &p->line;

  buf_puts(b, " <file original=\"");
  writer_put_xml_name(b, document_name(p->doc));
  buf_puts(b, "\" source-language=\"");
  writer_put_xml_name(b, o->zh_code);
  buf_puts(b, "\" target-language=\"");
  writer_put_xml_name(b, o->en_code);
  buf_puts(b, "\" datatype=\"plaintext\">\n  <body>\n");
  return ZHEN_OK;
}

static void put_segment(buf *b, zhen_str text)
{
  buf_puts(b, "<mrk mtype=\"seg\" mid=\"1\">");
  xml_put_text(b, text);
  buf_puts(b, "</mrk>");
}

static zhen_status put_xliff(writer_part *p, const record *r)
{
  bool certain = r->score < 0 || r->score >= CERTAIN;
  buf *b = &p->line;

  buf_printf(b, "   <trans-unit id=\"%llu\"%s>\n    <source>",
             (unsigned long long)p->rows_of_document + 1,
             certain ? "" : " approved=\"no\"");
  xml_put_text(b, r->zh.text);
  buf_puts(b, "</source>\n    <seg-source>");
  put_segment(b, r->zh.text);
  buf_printf(b, "</seg-source>\n    <target state=\"%s\">",
             certain ? "translated" : "needs-review-translation");
  put_segment(b, r->en.text);
  buf_puts(b, "</target>\n");
  if (r->score >= 0) {
    buf_puts(b, "    <note from=\"zhen\">score ");
    line_put_score(b, r->score, 4);
    buf_puts(b, "</note>\n");
  }
  buf_puts(b, "   </trans-unit>\n");
  return ZHEN_OK;
}

const writer_format format_xliff = {.suffixes = {""},
                                    .begin = begin_xliff,
                                    .begin_document = begin_file,
                                    .put = put_xliff,
                                    .document_tail = "  </body>\n </file>\n",
                                    .tail = "</xliff>\n"};
