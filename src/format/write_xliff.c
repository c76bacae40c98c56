/* SPDX-License-Identifier: Apache-2.0 */
/* XLIFF 1.2, a file element for each document. */
#include "format/writer.h"
#include "text/xml.h"

static zhen_status begin_xliff(writer_part *p)
{
  buf_puts(&p->line, xml_declaration);
  buf_puts(&p->line, "<xliff version=\"1.2\" "
                     "xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n");
  return ZHEN_OK;
}

static zhen_status begin_file(writer_part *p)
{
  const char *codes[2];
  buf *b = &p->line;

  writer_codes(p->writer, codes);
  buf_puts(b, " <file original=\"");
  writer_put_xml_name(b, document_name(p->doc));
  buf_puts(b, "\" source-language=\"");
  writer_put_xml_name(b, codes[0]);
  buf_puts(b, "\" target-language=\"");
  writer_put_xml_name(b, codes[1]);
  buf_puts(b, "\" datatype=\"plaintext\">\n");
  if (p->doc->relation) {
    buf_puts(b, "  <header>\n   <note from=\"zhen\">parallel ");
    line_put_score(b, p->doc->parallel, 4);
    buf_printf(b, ", relation %s</note>\n  </header>\n", p->doc->relation);
  }
  buf_puts(b, "  <body>\n");
  return ZHEN_OK;
}

static void put_segment(buf *b, zhen_str text)
{
  buf_puts(b, "<mrk mtype=\"seg\" mid=\"1\">");
  xml_put_text(b, text);
  buf_puts(b, "</mrk>");
}

/* Tools take a unit that is not approved for fuzzy, whatever its state. */
static zhen_status put_xliff(writer_part *p, const record *r)
{
  static const char *const approved[] = {"", " approved=\"no\"",
                                         " approved=\"yes\""};
  static const char *const states[] = {"translated", "needs-review-translation",
                                       "final"};
  record_standing standing = writer_standing(p, r);
  writer_side sides[2];
  buf *b = &p->line;

  writer_sides(p, r, sides);
  buf_printf(b, "   <trans-unit id=\"%llu\"%s>\n    <source>",
             (unsigned long long)p->rows_of_document + 1, approved[standing]);
  xml_put_text(b, sides[0].text);
  buf_puts(b, "</source>\n    <seg-source>");
  put_segment(b, sides[0].text);
  buf_printf(b, "</seg-source>\n    <target state=\"%s\">", states[standing]);
  put_segment(b, sides[1].text);
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
                                    .labels = LABELS_REGION,
                                    .begin = begin_xliff,
                                    .begin_document = begin_file,
                                    .put = put_xliff,
                                    .document_tail = "  </body>\n </file>\n",
                                    .tail = "</xliff>\n"};
