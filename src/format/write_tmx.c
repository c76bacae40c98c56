/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TMX 1.4b for translation memories. Pairs only: importers reject an empty
 * segment. No DOCTYPE: readers would look for a DTD that does not exist.
 */
#include "format/row.h"
#include "base/fail.h"
#include "text/utf8.h"

#include <libxml/xmlwriter.h>
#include <time.h>
#include <zhen/zhen.h>

/* The XML being written; the first failure is sticky. */
typedef struct tmx {
  const row_source *doc;
  xmlTextWriterPtr xml;
  buf scratch;
  bool failed;
} tmx;

static void need(tmx *t, int result)
{
  if (result < 0)
    t->failed = true;
}

/* Code points that XML 1.0 cannot contain, not even as references. */
static bool is_forbidden(uint32_t rune)
{
  return (rune < 0x20 && rune != '\t' && rune != '\n' && rune != '\r') ||
         rune == 0xFFFE || rune == 0xFFFF;
}

/* The content of the scratch buffer as a C string; clears the buffer. */
static const xmlChar *take_scratch(tmx *t)
{
  buf_putc(&t->scratch, '\0');
  t->scratch.len = 0;
  if (!t->scratch.failed)
    return (const xmlChar *)t->scratch.ptr;
  t->failed = true;
  return (const xmlChar *)"";
}

/* Append the characters of a text that XML can contain. */
static void put_clean(tmx *t, zhen_str s)
{
  for (size_t at = 0; at < s.len;) {
    uint32_t rune = utf8_next(s, &at);

    buf_put_rune(&t->scratch, is_forbidden(rune) ? 0xFFFD : rune);
  }
}

static void start(tmx *t, const char *element)
{
  need(t, xmlTextWriterStartElement(t->xml, (const xmlChar *)element));
}

static void end(tmx *t)
{
  need(t, xmlTextWriterEndElement(t->xml));
}

static void attribute(tmx *t, const char *name, const char *value)
{
  need(t, xmlTextWriterWriteAttribute(t->xml, (const xmlChar *)name,
                                      (const xmlChar *)value));
}

/* The value is the content of the scratch buffer. */
static void property(tmx *t, const char *type)
{
  start(t, "prop");
  attribute(t, "type", type);
  need(t, xmlTextWriterWriteString(t->xml, take_scratch(t)));
  end(t);
}

/* A file name may have U+FFFE, too. */
static void name_property(tmx *t, const char *type, const zhen_side *side)
{
  buf name = {0};

  line_put_name(&name, zhen_text_name(side->source));
  if (name.failed)
    t->failed = true;
  put_clean(t, (zhen_str){name.ptr, name.len});
  buf_dispose(&name);
  property(t, type);
}

static void put_header(tmx *t)
{
  const zhen_write_options *options = &t->doc->options;
  char date[32];
  time_t seconds = (time_t)options->date;
  struct tm tm;

  start(t, "header");
  attribute(t, "creationtool", "zhen");
  attribute(t, "creationtoolversion", zhen_version());
  attribute(t, "segtype", "sentence");
  attribute(t, "o-tmf", "zhen");
  attribute(t, "adminlang", "en");
  attribute(t, "srclang", options->zh_code);
  attribute(t, "datatype", "plaintext");
  if (options->date > 0 && gmtime_r(&seconds, &tm) &&
      strftime(date, sizeof date, "%Y%m%dT%H%M%SZ", &tm) > 0)
    attribute(t, "creationdate", date);
  end(t);
}

static void put_properties(tmx *t, const row *r)
{
  const row_source *doc = t->doc;
  row_bytes zh, en;

  line_put_score(&t->scratch, (double)r->bead->score, 4);
  property(t, "x-zhen-prob");
  row_put_bead(&t->scratch, r->bead);
  property(t, "x-zhen-bead");
  name_property(t, "x-source-file", doc->zh);
  name_property(t, "x-target-file", doc->en);
  zh = row_bytes_of(doc->zh, r->bead->zh_begin, r->bead->zh_end);
  en = row_bytes_of(doc->en, r->bead->en_begin, r->bead->en_end);
  buf_printf(&t->scratch, "%zu-%zu %zu-%zu", zh.begin, zh.end, en.begin,
             en.end);
  property(t, "x-offsets");
}

static void put_segment(tmx *t, const char *language, zhen_str text)
{
  start(t, "tuv");
  attribute(t, "xml:lang", language);
  put_clean(t, text);
  need(t, xmlTextWriterWriteElement(t->xml, (const xmlChar *)"seg",
                                    take_scratch(t)));
  end(t);
}

static void put_unit(tmx *t, const row *r)
{
  start(t, "tu");
  buf_printf(&t->scratch, "%zu", r->number);
  attribute(t, "tuid", (const char *)take_scratch(t));
  put_properties(t, r);
  put_segment(t, t->doc->options.zh_code, r->zh);
  put_segment(t, t->doc->options.en_code, r->en);
  end(t);
}

static zhen_status put_document(tmx *t)
{
  row_reader r = {.doc = t->doc};

  need(t, xmlTextWriterSetIndent(t->xml, 1));
  need(t, xmlTextWriterSetIndentString(t->xml, (const xmlChar *)" "));
  need(t, xmlTextWriterStartDocument(t->xml, NULL, "UTF-8", NULL));
  start(t, "tmx");
  attribute(t, "version", "1.4");
  put_header(t);
  start(t, "body");
  while (!t->failed && rows_next(&r))
    put_unit(t, &r.now);
  need(t, xmlTextWriterEndDocument(t->xml));
  return rows_end(&r);
}

/* A zhen_output keeps its errors for the commit, so libxml2 sees none. */
static int sink_put(void *out, const char *bytes, int len)
{
  zhen_output_put(out, bytes, (size_t)len);
  return len;
}

static zhen_status put_xml(tmx *t, zhen_output *out)
{
  xmlOutputBufferPtr sink = xmlOutputBufferCreateIO(sink_put, NULL, out, NULL);
  zhen_status status;

  if (!sink)
    return zhen_fail_memory();
  t->xml = xmlNewTextWriter(sink);
  if (!t->xml) {
    xmlOutputBufferClose(sink);
    return zhen_fail_memory();
  }
  status = put_document(t);
  xmlFreeTextWriter(t->xml);
  return status;
}

static void note_error(void *t, xmlErrorPtr error)
{
  if (error->level >= XML_ERR_ERROR)
    ((tmx *)t)->failed = true;
}

static void note_message(void *t, const char *format, ...)
{
  (void)format;
  ((tmx *)t)->failed = true;
}

/*
 * When memory runs out, libxml2 may print a line, skip a text and continue as
 * if nothing had happened: so we receive its messages (of this thread).
 */
zhen_status write_tmx(const row_source *doc, zhen_output *out)
{
  tmx t = {.doc = doc};
  xmlGenericErrorFunc old_message = xmlGenericError;
  xmlStructuredErrorFunc old_error = xmlStructuredError;
  void *old_message_context = xmlGenericErrorContext;
  void *old_error_context = xmlStructuredErrorContext;
  zhen_status status;

  xmlSetGenericErrorFunc(&t, note_message);
  xmlSetStructuredErrorFunc(&t, note_error);
  status = put_xml(&t, out);
  xmlSetGenericErrorFunc(old_message_context, old_message);
  xmlSetStructuredErrorFunc(old_error_context, old_error);
  buf_dispose(&t.scratch);
  if (status == ZHEN_OK && t.failed)
    status = zhen_fail_memory();
  return status;
}
