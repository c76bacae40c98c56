/* SPDX-License-Identifier: Apache-2.0 */
/* XLIFF 2.0, a file element for each document; the score is metadata. */
#include "format/writer.h"
#include "text/xml.h"

static zhen_status begin_xliff2(writer_part *p)
{
  const char *codes[2];
  buf *b = &p->line;

  writer_codes(p->writer, codes);
  buf_puts(b, xml_declaration);
  buf_puts(b, "<xliff version=\"2.0\" srcLang=\"");
  writer_put_xml_name(b, codes[0]);
  buf_puts(b, "\" trgLang=\"");
  writer_put_xml_name(b, codes[1]);
  buf_puts(b, "\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" "
              "xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\">\n");
  return ZHEN_OK;
}

static zhen_status begin_file(writer_part *p)
{
  buf *b = &p->line;

  buf_printf(b, " <file id=\"f%llu\" original=\"",
             (unsigned long long)p->documents + 1);
  writer_put_xml_name(b, document_name(p->doc));
  buf_puts(b, "\">\n");
  if (p->doc->relation) {
    buf_puts(b, "  <mda:metadata><mda:metaGroup category=\"zhen\"><mda:meta "
                "type=\"parallel\">");
    line_put_score(b, p->doc->parallel, 4);
    buf_printf(b,
               "</mda:meta><mda:meta type=\"relation\">%s</mda:meta>"
               "</mda:metaGroup></mda:metadata>\n",
               p->doc->relation);
  }
  return ZHEN_OK;
}

static zhen_status put_xliff2(writer_part *p, const record *r)
{
  static const char *const states[] = {"translated", "initial", "final"};
  writer_side sides[2];
  buf *b = &p->line;

  writer_sides(p, r, sides);
  buf_printf(b, "  <unit id=\"u%llu\">\n",
             (unsigned long long)p->rows_of_document + 1);
  if (r->score >= 0) {
    buf_puts(b, "   <mda:metadata><mda:metaGroup category=\"zhen\">"
                "<mda:meta type=\"score\">");
    line_put_score(b, r->score, 4);
    buf_puts(b, "</mda:meta></mda:metaGroup></mda:metadata>\n");
  }
  buf_printf(b, "   <segment state=\"%s\">\n    <source>",
             states[writer_standing(p, r)]);
  xml_put_text(b, sides[0].text);
  buf_puts(b, "</source>\n    <target>");
  xml_put_text(b, sides[1].text);
  buf_puts(b, "</target>\n   </segment>\n  </unit>\n");
  return ZHEN_OK;
}

/* A file has a unit or a group. */
static zhen_status end_file(writer_part *p)
{
  buf_puts(&p->line, p->rows_of_document ? " </file>\n"
                                         : "  <group id=\"g1\"/>\n </file>\n");
  return ZHEN_OK;
}

const writer_format format_xliff2 = {.suffixes = {""},
                                     .labels = LABELS_REGION,
                                     .begin = begin_xliff2,
                                     .begin_document = begin_file,
                                     .put = put_xliff2,
                                     .end_document = end_file,
                                     .tail = "</xliff>\n"};
