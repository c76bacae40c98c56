/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libxml2 knows no entity, so there is nothing to expand or to fetch. The
 * place of an element is that of the parser in the text that was pushed.
 */
#include "pairs/xml_reader.h"
#include "base/fail.h"
#include "base/mem.h"
#include "pairs/pair_line.h"
#include "text/line.h"
#include "text/utf8.h"

#include <libxml/SAX2.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 100 };

struct unit_reader {
  xml_reader xml;
};

bool xml_is(const xmlChar *name, const char *what)
{
  return strcmp((const char *)name, what) == 0;
}

zhen_str xml_attribute(const xml_element *e, const char *name)
{
  const xmlChar **at = e->at;

  for (int i = 0; i < e->count; i++, at += 5)
    if (xml_is(at[0], name))
      return (zhen_str){(const char *)at[3], (size_t)(at[4] - at[3])};
  return (zhen_str){"", 0};
}

bool xml_has(const xml_element *e, const char *name, const char *value)
{
  zhen_str s = xml_attribute(e, name);

  return s.len == strlen(value) && memcmp(s.ptr, value, s.len) == 0;
}

void xml_stop(xml_reader *t, zhen_status status)
{
  t->status = status;
  xmlStopParser(t->xml);
}

size_t xml_line(const xml_reader *t)
{
  return (size_t)xmlSAX2GetLineNumber(t->xml);
}

void xml_fail(xml_reader *t, const char *why)
{
  xml_stop(t, zhen_fail(ZHEN_EINPUT, "%s: line %zu: %s", t->sink->path,
                        xml_line(t), why));
}

/* ---- places ---- */

static size_t position(const xml_reader *t)
{
  const xmlParserInput *in = t->xml->input;

  return in ? (size_t)in->consumed + (size_t)(in->cur - in->base) : 0;
}

size_t xml_begin_of(const xml_reader *t)
{
  return t->sink->window ? window_before(t->sink->window, position(t), '<') : 0;
}

size_t xml_tag_end(const xml_reader *t)
{
  return t->sink->window ? window_after(t->sink->window, position(t), '>') : 0;
}

size_t xml_end_of(const xml_reader *t)
{
  size_t at = position(t);
  const window *w = t->sink->window;

  return !w || (at > 0 && window_byte(w, at - 1) == '>')
             ? at
             : window_after(w, at, '>');
}

void xml_begin_unit(xml_reader *t)
{
  size_t begin = xml_begin_of(t);

  t->in_unit = true;
  t->texts.zh.len = t->texts.en.len = t->texts.score.len = 0;
  t->place = (unit_place){.begin = window_space(t->sink->window, begin)};
}

void xml_end_place(xml_reader *t)
{
  t->in_unit = false;
  t->place.end = xml_end_of(t);
}

/* ---- text ---- */

static buf *side_of(xml_reader *t)
{
  return t->texts.lang == ZHEN_LANG_ZH ? &t->texts.zh : &t->texts.en;
}

void xml_begin_text(xml_reader *t, zhen_lang lang)
{
  t->texts.lang = lang;
  t->texts.in_text = t->aside == 0 && t->in_unit && lang != ZHEN_LANG_NONE &&
                     side_of(t)->len == 0;
}

void xml_begin_score(xml_reader *t)
{
  t->texts.in_score = true;
  t->texts.score.len = 0;
  t->place.edit = xml_begin_of(t);
}

void xml_end_score(xml_reader *t)
{
  t->texts.in_score = false;
  t->place.edit_end = xml_end_of(t);
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

static zhen_status texts_status(const xml_texts *x)
{
  zhen_status status = buf_status(&x->zh);

  if (status == ZHEN_OK)
    status = buf_status(&x->en);
  return status == ZHEN_OK ? buf_status(&x->score) : status;
}

/* A language that the file does not name must be in the right script. */
static bool fits(const xml_reader *t)
{
  const xml_texts *x = &t->texts;

  return !t->sides.guessed ||
         (zhen_text_scripts((zhen_str){x->zh.ptr, x->zh.len}).han > 0 &&
          zhen_text_lang((zhen_str){x->en.ptr, x->en.len}) == ZHEN_LANG_EN);
}

void xml_add(xml_reader *t, pair_batch *to, const unit_place *place)
{
  xml_texts *x = &t->texts;
  zhen_status status = texts_status(x);
  text_pair pair = {
      {"", 0}, {"", 0}, .score = -1, .line = xml_line(t), .place = *place};

  if (status == ZHEN_OK && x->zh.len && x->en.len && fits(t)) {
    xml_unfold(x->zh.ptr, x->zh.len);
    xml_unfold(x->en.ptr, x->en.len);
    pair.zh = (zhen_str){x->zh.ptr, x->zh.len};
    pair.en = (zhen_str){x->en.ptr, x->en.len};
    pair.score = score_of(&x->score);
  }
  if (status == ZHEN_OK)
    status =
        to ? pair_batch_append(to, pair) : unit_sink_add(t->sink, pair, false);
  if (status != ZHEN_OK)
    xml_stop(t, status);
}

void xml_set_sides(xml_reader *t, zhen_str source, zhen_str target)
{
  zhen_lang *langs = t->sides.langs;

  langs[0] = xml_lang(source.ptr, source.len);
  langs[1] = xml_lang(target.ptr, target.len);
  t->sides.guessed = target.len == 0 && langs[0] != ZHEN_LANG_NONE;
  if (t->sides.guessed)
    langs[1] = langs[0] == ZHEN_LANG_ZH ? ZHEN_LANG_EN : ZHEN_LANG_ZH;
}

/* ---- events ---- */

static void begin_root(xml_reader *t, const xml_element *e)
{
  if (xml_is(e->name, "tmx"))
    t->dialect = &xml_tmx;
  else if (xml_is(e->name, "xliff"))
    t->dialect = xml_attribute(e, "srcLang").len > 0 ? &xml_xliff2 : &xml_xliff;
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
  else if (t->in_unit && position(t) - t->place.begin > UNIT_MAX)
    xml_fail(t, "a unit over 16 MiB");
  return t->status == ZHEN_OK;
}

static void begin_element(void *data, const xmlChar *name, const xmlChar **at,
                          int n_at)
{
  xml_reader *t = data;
  const xml_element e = {name, at, n_at};

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
    t->dialect->end(t, name);
}

static void take_text(void *data, const xmlChar *text, int len)
{
  xml_reader *t = data;
  buf *side = t->texts.in_score ? &t->texts.score : side_of(t);

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
    xml_fail(t, "an entity in a segment; write its text instead");
}

/* ---- reading ---- */

static void close_reader(unit_reader *r)
{
  xml_reader *t = &r->xml;

  if (!r)
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
  free(r);
}

static zhen_status open_reader(unit_reader **out, unit_sink *sink)
{
  xmlSAXHandler sax = xml_handler();
  unit_reader *r = mem_calloc(1, sizeof *r);
  xml_reader *t = &r->xml;
  zhen_status status;

  *out = r;
  if (!r)
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

static zhen_status push(unit_reader *r, zhen_str piece, size_t at)
{
  zhen_status status = xml_guard_take(&r->xml.guard, piece);

  (void)at;
  return status == ZHEN_OK ? parse(&r->xml, piece, false) : status;
}

static zhen_status finish(unit_reader *r)
{
  xml_reader *t = &r->xml;
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

static void put_score(const unit_reader *r, buf *out, double score, bool fresh,
                      bool wrap)
{
  const xml_dialect *d = r->xml.dialect;

  buf_puts(out, fresh && wrap ? "<notes>" : "");
  buf_puts(out, d->score[0]);
  line_put_score(out, score, 4);
  buf_puts(out, d->score[1]);
  buf_puts(out, fresh && wrap ? "</notes>" : "");
}

const unit_reader_type xml_units = {open_reader, push, finish, put_score,
                                    close_reader};
