/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The two formats, event by event:
 *
 *   tmx / body / tu / tuv xml:lang / seg
 *   xliff / file source-language target-language / body / trans-unit /
 *     source, target
 *
 * The text of inline codes (bpt, ept, it, ph, ut) belongs to the format of the
 * translated file and is dropped; what is inside hi, g or mrk is kept. libxml2
 * knows no entity, so there is nothing to expand or to fetch.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "pairs/pair_line.h"
#include "pairs/xml_reader.h"
#include "text/utf8.h"
#include "text/xml.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 100, SEG_MAX = 1 << 20 };

struct xml_reader {
  xml_events events;
  const char *path;
  xmlParserCtxt *xml;
  pair_batch *batch; /* of the current call */
  xml_guard guard;
  xml_watch watch;
  zhen_status status;
  unsigned depth, codes; /* depth of inline codes */
  unsigned aside;        /* depth in other translations of the unit */
  bool in_seg, in_score, any;
  zhen_format format; /* AUTO: the root is not read yet */
  zhen_lang langs[2]; /* XLIFF: of sources and targets */
  zhen_lang lang; /* of the current variant; NONE: another, or seen already */
  buf zh, en, score; /* of the unit */
  size_t skipped;
};

static bool is_named(const xmlChar *name, const char *what)
{
  return strcmp((const char *)name, what) == 0;
}

static bool is_code(const xmlChar *name)
{
  return is_named(name, "bpt") || is_named(name, "ept") ||
         is_named(name, "it") || is_named(name, "ph") || is_named(name, "ut");
}

static bool is_unit(const xmlChar *name)
{
  return is_named(name, "tu") || is_named(name, "trans-unit");
}

/* What may hold the score that zhen writes. */
static bool is_score(const xmlChar *name)
{
  return is_named(name, "prop") || is_named(name, "note");
}

static void stop(xml_reader *t, zhen_status status)
{
  t->status = status;
  xmlStopParser(t->xml);
}

static void fail(xml_reader *t, const char *why)
{
  stop(t, zhen_fail(ZHEN_EINPUT, "%s: line %d: %s", t->path,
                    xmlSAX2GetLineNumber(t->xml), why));
}

static buf *side_of(xml_reader *t)
{
  return t->lang == ZHEN_LANG_ZH ? &t->zh : &t->en;
}

static void begin_variant(xml_reader *t, int count, const xmlChar **at)
{
  if (!xml_find_lang(at, count, &t->lang))
    fail(t, "a tuv without xml:lang");
  else if (t->lang != ZHEN_LANG_NONE && side_of(t)->len > 0)
    t->lang = ZHEN_LANG_NONE;
}

/* The value of an attribute; empty if it is missing. */
static zhen_str attribute(int count, const xmlChar **at, const char *name)
{
  for (int i = 0; i < count; i++, at += 5)
    if (is_named(at[0], name))
      return (zhen_str){(const char *)at[3], (size_t)(at[4] - at[3])};
  return (zhen_str){"", 0};
}

static bool has_value(int count, const xmlChar **at, const char *name,
                      const char *value)
{
  zhen_str s = attribute(count, at, name);

  return s.len == strlen(value) && memcmp(s.ptr, value, s.len) == 0;
}

static void begin_file(xml_reader *t, int count, const xmlChar **at)
{
  zhen_str source = attribute(count, at, "source-language");
  zhen_str target = attribute(count, at, "target-language");

  t->langs[0] = xml_lang(source.ptr, source.len);
  t->langs[1] = xml_lang(target.ptr, target.len);
}

static void begin_side(xml_reader *t, bool target)
{
  t->lang = t->langs[target];
  t->in_seg =
      t->aside == 0 && t->lang != ZHEN_LANG_NONE && side_of(t)->len == 0;
}

static bool is_allowed(xml_reader *t, int n_attributes)
{
  zhen_status status = xml_check_element(t->xml, t->path, n_attributes);

  if (status != ZHEN_OK)
    stop(t, status);
  return status == ZHEN_OK;
}

static void begin_root(xml_reader *t, const xmlChar *name)
{
  if (is_named(name, "tmx"))
    t->format = ZHEN_FORMAT_TMX;
  else if (is_named(name, "xliff"))
    t->format = ZHEN_FORMAT_XLIFF;
  else
    fail(t, "not TMX or XLIFF: the root element is not <tmx> or <xliff>");
}

static void begin_element(void *data, const xmlChar *name, const xmlChar **at,
                          int n_at)
{
  xml_reader *t = data;

  if (t->depth++ == 0)
    begin_root(t, name);
  if (t->status != ZHEN_OK)
    return;
  if (t->depth > DEPTH_MAX)
    fail(t, "elements are nested over 100 deep");
  else if (!is_allowed(t, n_at))
    return;
  else if (is_unit(name))
    t->zh.len = t->en.len = t->score.len = 0;
  else if (is_named(name, "tuv"))
    begin_variant(t, n_at, at);
  else if (is_named(name, "seg"))
    t->in_seg = t->lang != ZHEN_LANG_NONE;
  else if (is_named(name, "file"))
    begin_file(t, n_at, at);
  else if (is_named(name, "source") || is_named(name, "target"))
    begin_side(t, is_named(name, "target"));
  else if (is_named(name, "alt-trans"))
    t->aside++;
  else if (is_score(name))
    t->in_score = has_value(n_at, at, "type", "x-zhen-prob") ||
                  has_value(n_at, at, "from", "zhen");
  else if (is_code(name))
    t->codes++;
}

/* "0.9000", or "score 0.9000" in XLIFF. */
static double score_of(const buf *text)
{
  static const char word[] = "score ";
  zhen_str s = str_trim((zhen_str){text->ptr, text->len});

  if (s.len >= sizeof word && memcmp(s.ptr, word, sizeof word - 1) == 0)
    s = str_part(s, sizeof word - 1, s.len);
  return pair_score(s);
}

static void end_unit(xml_reader *t)
{
  zhen_status status = buf_status(&t->zh);
  size_t before = t->batch->count;

  if (status == ZHEN_OK)
    status = buf_status(&t->en);
  if (status == ZHEN_OK)
    status = buf_status(&t->score);
  if (status == ZHEN_OK && t->zh.len && t->en.len) {
    xml_unfold(t->zh.ptr, t->zh.len);
    xml_unfold(t->en.ptr, t->en.len);
    status = pair_batch_add(
        t->batch, (text_pair){.zh = {t->zh.ptr, t->zh.len},
                              .en = {t->en.ptr, t->en.len},
                              .score = score_of(&t->score),
                              .line = (size_t)xmlSAX2GetLineNumber(t->xml)});
  }
  t->any |= t->batch->count > before;
  t->skipped += t->batch->count == before;
  if (status != ZHEN_OK)
    stop(t, status);
}

static void end_element(void *data, const xmlChar *name)
{
  xml_reader *t = data;

  t->depth--;
  if (t->status != ZHEN_OK)
    return;
  if (is_unit(name))
    end_unit(t);
  else if (is_named(name, "tuv"))
    t->lang = ZHEN_LANG_NONE;
  else if (is_named(name, "seg") || is_named(name, "source") ||
           is_named(name, "target"))
    t->in_seg = false;
  else if (is_named(name, "alt-trans"))
    t->aside--;
  else if (is_score(name))
    t->in_score = false;
  else if (is_code(name))
    t->codes--;
}

static void take_text(void *data, const xmlChar *text, int len)
{
  xml_reader *t = data;
  buf *side = side_of(t);

  if (t->in_score)
    buf_put(&t->score, text, (size_t)len);
  if (!t->in_seg || t->codes > 0 || t->status != ZHEN_OK)
    return;
  if (side->len + (size_t)len > SEG_MAX)
    fail(t, "a segment over 1 MiB");
  else
    buf_put(side, text, (size_t)len);
}

static void refuse_reference(void *data, const xmlChar *name)
{
  xml_reader *t = data;

  (void)name;
  if (t->in_seg)
    fail(t, "an entity in a segment; write its text instead");
}

zhen_status xml_reader_open(xml_reader **out, const char *path)
{
  xmlSAXHandler sax = xml_handler();
  xml_reader *t = mem_calloc(1, sizeof *t);
  zhen_status status;

  *out = t;
  if (!t)
    return zhen_fail_memory();
  t->path = t->guard.path = path;
  t->events = (xml_events){begin_element, end_element};
  sax.characters = sax.ignorableWhitespace = sax.cdataBlock = take_text;
  sax.reference = refuse_reference;
  xml_watch_begin(&t->watch, path);
  t->xml = xmlCreatePushParserCtxt(&sax, t, NULL, 0, NULL);
  status = xml_watch_end(&t->watch, t->xml ? ZHEN_OK : zhen_fail_memory());
  if (status != ZHEN_OK)
    return status;
  xmlCtxtUseOptions(t->xml, XML_PARSE_NONET | XML_PARSE_NOERROR |
                                XML_PARSE_NOWARNING |
                                XML_PARSE_IGNORE_ENC /* it is UTF-8 by now */);
  return ZHEN_OK;
}

static zhen_status parse(xml_reader *t, zhen_str piece, pair_batch *batch,
                         bool last)
{
  enum { STEP = 1 << 16 };

  t->batch = batch;
  xml_watch_begin(&t->watch, t->path);
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

zhen_status xml_reader_push(xml_reader *t, zhen_str piece, pair_batch *batch)
{
  zhen_status status = xml_guard_take(&t->guard, piece);

  if (status != ZHEN_OK)
    return status;
  return parse(t, piece, batch, false);
}

zhen_status xml_reader_finish(xml_reader *t, pair_batch *batch)
{
  zhen_status status;

  if (t->depth > 0)
    return zhen_fail(ZHEN_EINPUT, "%s: line %d: truncated", t->path,
                     xmlSAX2GetLineNumber(t->xml));
  status = parse(t, (zhen_str){"", 0}, batch, true);
  if (status == ZHEN_OK && !t->xml->wellFormed)
    return zhen_fail(ZHEN_EINPUT, "%s: not well-formed XML", t->path);
  if (status == ZHEN_OK && !t->any)
    return zhen_fail(
        ZHEN_EINPUT,
        "%s: no translation unit with both Chinese and English text", t->path);
  return status;
}

zhen_format xml_reader_format(const xml_reader *t)
{
  return t->format;
}

size_t xml_reader_skipped(const xml_reader *t)
{
  return t->skipped;
}

void xml_reader_close(xml_reader *t)
{
  if (!t)
    return;
  if (t->xml)
    xmlFreeDoc(t->xml->myDoc); /* of a DOCTYPE, if there was one */
  xmlFreeParserCtxt(t->xml);
  buf_dispose(&t->zh);
  buf_dispose(&t->en);
  buf_dispose(&t->score);
  free(t);
}
