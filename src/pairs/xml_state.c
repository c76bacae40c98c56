/* SPDX-License-Identifier: Apache-2.0 */
/* The place of an element is that of the parser in the text that was pushed. */
#include "pairs/xml_state.h"
#include "base/fail.h"
#include "pairs/pair_line.h"
#include "text/utf8.h"

#include <libxml/SAX2.h>
#include <string.h>

bool xml_is(const char *name, const char *what)
{
  return strcmp(name, what) == 0;
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

size_t xml_position(const xml_reader *t)
{
  const xmlParserInput *in = t->xml->input;

  return in ? (size_t)in->consumed + (size_t)(in->cur - in->base) : 0;
}

size_t xml_begin_of(const xml_reader *t)
{
  return t->sink->window ? window_before(t->sink->window, xml_position(t), '<')
                         : 0;
}

size_t xml_tag_end(const xml_reader *t)
{
  return t->sink->window ? window_after(t->sink->window, xml_position(t), '>')
                         : 0;
}

size_t xml_end_of(const xml_reader *t)
{
  size_t at = xml_position(t);
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

buf *xml_side(xml_reader *t)
{
  return t->texts.lang == ZHEN_LANG_ZH ? &t->texts.zh : &t->texts.en;
}

void xml_begin_text(xml_reader *t, zhen_lang lang)
{
  t->texts.lang = lang;
  t->texts.in_text = t->aside == 0 && t->in_unit && lang != ZHEN_LANG_NONE &&
                     xml_side(t)->len == 0;
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
