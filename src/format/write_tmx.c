/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TMX 1.4b for translation memories. Pairs only: importers reject an empty
 * segment. No DOCTYPE: readers would look for a DTD that does not exist.
 */
#include "format/writer.h"
#include "text/xml.h"

#include <zhen/zhen.h>

static zhen_status begin_tmx(writer_part *p)
{
  const zhen_write_options *o = &p->writer->options.write;
  buf *b = &p->line;

  buf_printf(b,
             "%s<tmx version=\"1.4\">\n <header creationtool=\"zhen\" "
             "creationtoolversion=\"%s\" segtype=\"%s\" o-tmf=\"zhen\" "
             "adminlang=\"en\" srclang=\"",
             xml_declaration, zhen_version(),
             p->writer->options.granularity ? "paragraph" : "sentence");
  writer_put_xml_name(b, o->zh_code);
  buf_puts(b, "\" datatype=\"plaintext\"");
  if (o->date > 0) {
    buf_puts(b, " creationdate=\"");
    writer_put_date(b, o->date, "%Y%m%dT%H%M%SZ");
    buf_putc(b, '"');
  }
  buf_puts(b, "/>\n <body>\n");
  return ZHEN_OK;
}

static void put_name(buf *b, const char *type, const char *name)
{
  if (!name)
    return;
  buf_printf(b, "   <prop type=\"%s\">", type);
  writer_put_xml_name(b, name);
  buf_puts(b, "</prop>\n");
}

static void put_properties(buf *b, const record *r, const record_document *doc)
{
  if (r->score >= 0) {
    buf_puts(b, "   <prop type=\"x-zhen-prob\">");
    line_put_score(b, r->score, 4);
    buf_puts(b, "</prop>\n");
  }
  if (!r->placed)
    return;
  buf_puts(b, "   <prop type=\"x-zhen-bead\">");
  record_put_bead(b, r);
  buf_puts(b, "</prop>\n");
  put_name(b, "x-document", doc->id);
  put_name(b, "x-source-file", document_file(doc, doc->zh_file));
  put_name(b, "x-target-file", document_file(doc, doc->en_file));
  buf_printf(b, "   <prop type=\"x-offsets\">%zu-%zu %zu-%zu</prop>\n",
             r->zh.bytes.begin, r->zh.bytes.end, r->en.bytes.begin,
             r->en.bytes.end);
}

static void put_variant(buf *b, const char *code, zhen_str text)
{
  buf_puts(b, "   <tuv xml:lang=\"");
  writer_put_xml_name(b, code);
  buf_puts(b, "\"><seg>");
  xml_put_text(b, text);
  buf_puts(b, "</seg></tuv>\n");
}

static zhen_status put_tmx(writer_part *p, const record *r)
{
  buf *b = &p->line;

  buf_printf(b, "  <tu tuid=\"%llu\">\n", (unsigned long long)p->rows + 1);
  put_properties(b, r, p->doc);
  put_variant(b, p->writer->options.write.zh_code, r->zh.text);
  put_variant(b, p->writer->options.write.en_code, r->en.text);
  buf_puts(b, "  </tu>\n");
  return ZHEN_OK;
}

const writer_format format_tmx = {.suffixes = {""},
                                  .labels = LABELS_REGION,
                                  .begin = begin_tmx,
                                  .put = put_tmx,
                                  .tail = " </body>\n</tmx>\n"};
