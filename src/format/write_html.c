/* SPDX-License-Identifier: Apache-2.0 */
/* A page to read and print, without scripts; well-formed XML, too. */
#include "format/reading.h"

static void begin_block(writer_part *p, bool heading)
{
  (void)p;
  (void)heading;
}

static zhen_status begin_html(writer_part *p)
{
  /* a store has several documents, all with ids */
  const char *name = p->doc && p->doc->id ? "" : document_title(p->doc);
  buf *b = &p->line;

  buf_puts(b,
           "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" "
           "lang=\"en\" xml:lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
           "<meta name=\"viewport\" content=\"width=device-width\"/>\n"
           "<meta http-equiv=\"Content-Security-Policy\" "
           "content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
           "<meta name=\"generator\" content=\"zhen\"/>\n<title>");
  writer_put_xml_name(b, *name ? name : "Chinese and English");
  buf_puts(b, "</title>\n<style>\n");
  buf_puts(b, reading_style);
  buf_puts(b, "</style>\n</head>\n<body>\n");
  reading_put_legend(b, p->writer->options.write.approved);
  return reading_open(p, begin_block);
}

static zhen_status begin_section(writer_part *p)
{
  const char *name = document_title(p->doc);
  buf *b = &p->line;

  buf_puts(b, "<section>\n");
  if (*name) {
    buf_puts(b, "<h1>");
    writer_put_xml_name(b, name);
    buf_puts(b, "</h1>\n");
  }
  return reading_begin_document(p);
}

static zhen_status end_section(writer_part *p)
{
  zhen_status status = reading_end_document(p);

  buf_puts(&p->line, "</section>\n");
  return status;
}

const writer_format format_html = {.suffixes = {""},
                                   .labels = LABELS_SCRIPT,
                                   .begin = begin_html,
                                   .begin_document = begin_section,
                                   .put = reading_put,
                                   .end_document = end_section,
                                   .tail = "</body>\n</html>\n",
                                   .dispose = reading_close};
