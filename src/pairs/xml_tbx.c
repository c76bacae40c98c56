/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TBX, the exchange format of terms (ISO 30042):
 *
 *   version 2  martif: termEntry / langSet / tig or ntig/termGrp / term
 *   version 3  tbx: conceptEntry / langSec / termSec / term
 *
 * Every Chinese term of an entry goes with every English one.
 */
#include "pairs/xml_dialects.h"
#include "text/utf8.h"

#include <string.h>

enum { TERMS_MAX = 256 };

static bool is_one_of(const char *name, const char *v2, const char *v3)
{
  return xml_is(name, v2) || xml_is(name, v3);
}

static void begin_section(xml_reader *t, const xml_element *e)
{
  if (!xml_find_lang(e->at, e->count, &t->texts.lang))
    xml_fail(t, "a language section without xml:lang");
}

static void begin(xml_reader *t, const xml_element *e)
{
  if (is_one_of(e->name, "termEntry", "conceptEntry")) {
    xml_begin_unit(t);
  } else if (t->in_unit && is_one_of(e->name, "langSet", "langSec")) {
    begin_section(t, e);
  } else if (t->in_unit && xml_is(e->name, "term")) {
    t->texts.zh.len = t->texts.en.len = 0;
    xml_begin_text(t, t->texts.lang);
  }
}

static void add_term(xml_reader *t, xml_terms *list, buf *text)
{
  zhen_str term;

  if (buf_status(text) != ZHEN_OK) {
    xml_stop(t, ZHEN_ENOMEM);
    return;
  }
  if (text->len > 0)
    xml_unfold(text->ptr, text->len);
  term = str_trim((zhen_str){text->ptr, text->len});
  if (term.len == 0) {
    xml_fail(t, "the term is empty");
    return;
  }
  if (list->count == TERMS_MAX) {
    xml_fail(t, "an entry has over 256 terms in one language");
    return;
  }
  buf_put(&list->text, term.ptr, term.len);
  buf_putc(&list->text, '\0');
  list->count++;
}

static void end_term(xml_reader *t)
{
  bool zh = t->texts.lang == ZHEN_LANG_ZH;

  t->texts.in_text = false;
  add_term(t, zh ? &t->zh_terms : &t->en_terms,
           zh ? &t->texts.zh : &t->texts.en);
}

static zhen_status add_pairs(xml_reader *t)
{
  const xml_terms *a = &t->zh_terms, *b = &t->en_terms;
  text_pair pair = {.zh = {a->text.ptr, 0}, .score = -1, .line = xml_line(t)};
  zhen_status status = buf_status(&a->text);

  if (status == ZHEN_OK)
    status = buf_status(&b->text);
  if (a->count == 0 || b->count == 0)
    t->sink->skipped++;
  for (size_t i = 0; i < a->count; i++, pair.zh.ptr += pair.zh.len + 1) {
    pair.zh.len = strlen(pair.zh.ptr);
    pair.en = (zhen_str){b->text.ptr, 0};
    for (size_t j = 0; j < b->count; j++, pair.en.ptr += pair.en.len + 1) {
      pair.en.len = strlen(pair.en.ptr);
      if (status == ZHEN_OK)
        status = unit_sink_add(t->sink, pair, false);
    }
  }
  return status;
}

static void end_entry(xml_reader *t)
{
  zhen_status status = add_pairs(t);

  t->in_unit = false;
  if (status != ZHEN_OK)
    xml_stop(t, status);
  t->zh_terms.text.len = t->zh_terms.count = 0;
  t->en_terms.text.len = t->en_terms.count = 0;
}

static void end(xml_reader *t, const char *name)
{
  if (is_one_of(name, "termEntry", "conceptEntry"))
    end_entry(t);
  else if (is_one_of(name, "langSet", "langSec"))
    t->texts.lang = ZHEN_LANG_NONE;
  else if (t->texts.in_text && xml_is(name, "term"))
    end_term(t);
}

const xml_dialect xml_tbx = {
    ZHEN_FORMAT_TBX, begin, end, {NULL, NULL}, {NULL, NULL}};
