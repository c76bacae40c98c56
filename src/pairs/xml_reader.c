/* SPDX-License-Identifier: Apache-2.0 */
/* libxml2 knows no entity, so there is nothing to expand or to fetch. */
#include "base/fail.h"
#include "base/mem.h"
#include "pairs/xml_dialects.h"
#include "text/line.h"

#include <libxml/SAX2.h>
#include <stdlib.h>

enum { DEPTH_MAX = 100 };

/* ---- events ---- */

static void begin_root(xml_reader *t, const xml_element *e)
{
  if (xml_is(e->name, "tmx"))
    t->dialect = &xml_tmx;
  else if (xml_is(e->name, "xliff"))
    t->dialect =
        xml_value(e, "srcLang", NULL).len > 0 ? &xml_xliff2 : &xml_xliff;
  else if (xml_is(e->name, "tbx") || xml_is(e->name, "martif"))
    t->dialect = &xml_tbx;
  else
    xml_fail(t,
             "not TMX, XLIFF or TBX: the root element is not <tmx>, <xliff>, "
             "<tbx> or <martif>");
  if (t->dialect)
    t->sink->format = t->dialect->format;
}

static bool is_allowed(xml_reader *t, const xml_element *e)
{
  zhen_status status = xml_check_element(t->xml, t->sink->path, e->count);

  if (status != ZHEN_OK)
    xml_stop(t, status);
  else if (t->depth > DEPTH_MAX)
    xml_fail(t, "elements are nested over 100 deep");
  else if (t->in_unit && xml_position(t) - t->place.begin > UNIT_MAX)
    xml_fail(t, "a unit over 16 MiB");
  return t->status == ZHEN_OK;
}

static void begin_element(void *data, const xmlChar *name, const xmlChar **at,
                          int n_at)
{
  xml_reader *t = data;
  const xml_element e = {(const char *)name, "", at, n_at};

  if (t->depth++ == 0)
    begin_root(t, &e);
  if (t->status == ZHEN_OK && is_allowed(t, &e))
    t->dialect->begin(t, &e);
}

static void end_element(void *data, const xmlChar *name)
{
  xml_reader *t = data;

  t->depth--;
  if (t->status == ZHEN_OK)
    t->dialect->end(t, (const char *)name);
}

static void take_text(void *data, const xmlChar *text, int len)
{
  xml_reader *t = data;
  buf *side = t->texts.in_score ? &t->texts.score : xml_side(t);

  if ((!t->texts.in_text && !t->texts.in_score) || t->codes > 0 ||
      t->status != ZHEN_OK)
    return;
  if (side->len + (size_t)len > SEGMENT_MAX)
    xml_fail(t, "a segment over 1 MiB");
  else
    buf_put(side, text, (size_t)len);
}

static void refuse_reference(void *data, const xmlChar *name)
{
  xml_reader *t = data;

  (void)name;
  if (t->texts.in_text)
    xml_fail(t, "an entity in a text; write its characters instead");
}

/* ---- reading ---- */

static void close_reader(void *self)
{
  xml_reader *t = self;

  if (!t)
    return;
  if (t->xml)
    xmlFreeDoc(t->xml->myDoc); /* of a DOCTYPE, if there was one */
  xmlFreeParserCtxt(t->xml);
  buf_dispose(&t->texts.zh);
  buf_dispose(&t->texts.en);
  buf_dispose(&t->texts.score);
  buf_dispose(&t->zh_terms.text);
  buf_dispose(&t->en_terms.text);
  pair_batch_dispose(&t->segments);
  free(t);
}

static zhen_status open_reader(void **out, unit_sink *sink)
{
  xmlSAXHandler sax = xml_handler();
  xml_reader *t = mem_calloc(1, sizeof *t);
  zhen_status status;

  *out = t;
  if (!t)
    return zhen_fail_memory();
  t->sink = sink;
  t->guard.path = sink->path;
  t->events = (xml_events){begin_element, end_element};
  sax.characters = sax.ignorableWhitespace = sax.cdataBlock = take_text;
  sax.reference = refuse_reference;
  xml_watch_begin(&t->watch, sink->path);
  t->xml = xmlCreatePushParserCtxt(&sax, t, NULL, 0, NULL);
  status = xml_watch_end(&t->watch, t->xml ? ZHEN_OK : zhen_fail_memory());
  if (status == ZHEN_OK)
    xmlCtxtUseOptions(
        t->xml, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                    XML_PARSE_IGNORE_ENC /* it is UTF-8 by now */);
  return status;
}

static zhen_status parse(xml_reader *t, zhen_str piece, bool last)
{
  enum { STEP = 1 << 16 };

  xml_watch_begin(&t->watch, t->sink->path);
  for (size_t at = 0; t->status == ZHEN_OK && t->watch.status == ZHEN_OK &&
                      (at < piece.len || last);
       at += STEP) {
    size_t n = piece.len - at < STEP ? piece.len - at : STEP;

    xmlParseChunk(t->xml, piece.ptr + at, (int)n, last);
    if (last)
      break;
  }
  t->status = xml_watch_end(&t->watch, t->status);
  return t->status;
}

static zhen_status push(void *self, zhen_str piece, size_t at)
{
  xml_reader *t = self;
  zhen_status status = xml_guard_take(&t->guard, piece);

  (void)at;
  return status == ZHEN_OK ? parse(t, piece, false) : status;
}

static zhen_status finish(void *self)
{
  xml_reader *t = self;
  zhen_status status;

  if (t->depth > 0)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: line %zu: truncated: the file ends before its last "
                     "element does; get a complete copy",
                     t->sink->path, xml_line(t));
  status = parse(t, (zhen_str){"", 0}, true);
  if (status == ZHEN_OK && !t->xml->wellFormed)
    return zhen_fail(ZHEN_EINPUT, "%s: not well-formed XML", t->sink->path);
  if (status == ZHEN_OK && !t->sink->any)
    return zhen_fail(
        ZHEN_EINPUT, "%s: no %s with both Chinese and English text",
        t->sink->path, t->dialect == &xml_tbx ? "entry" : "translation unit");
  return status;
}

static void put_score(const void *self, buf *out, double score, bool fresh,
                      bool wrap)
{
  const xml_dialect *d = ((const xml_reader *)self)->dialect;
  const char *const *around = fresh && wrap ? d->wrap : d->score;
  bool all = fresh || !d->wrap[0];

  buf_puts(out, all ? around[0] : "");
  line_put_score(out, score, 4);
  buf_puts(out, all ? around[1] : "");
}

const unit_reader_type xml_units = {open_reader,  push,
                                    finish,       put_score,
                                    close_reader, "<group id=\"empty\"/>"};
