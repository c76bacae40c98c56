/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TBX, the exchange format of terms (ISO 30042), event by event:
 *
 *   version 2  martif: termEntry / langSet / tig or ntig/termGrp / term
 *   version 3  tbx: conceptEntry / langSec / termSec / term
 *
 * No tree is built, so only a term can be large. libxml2 knows no entities, so
 * there is nothing to expand or to fetch: a DOCTYPE is harmless, and a
 * reference to an entity that it declares is an error.
 */
#include "lexicon/glossary_tbx.h"
#include "base/fail.h"
#include "text/utf8.h"
#include "text/xml.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>

/* Every Chinese term of an entry goes with every English one; nesting. */
enum { TERMS_MAX = 256, DEPTH_MAX = 100 };

/* Terms of one language, each followed by a NUL. */
typedef struct term_list {
  buf text;
  size_t count;
} term_list;

typedef struct tbx {
  xml_events events;
  glossary *glossary;
  xmlParserCtxt *xml;
  xml_watch watch;
  zhen_status status;
  unsigned depth;
  bool in_entry, in_term;
  zhen_lang lang;   /* of the section; NONE: another, or outside a section */
  term_list zh, en; /* of the entry */
  buf term;
  size_t pairs;
} tbx;

static bool is_named(const xmlChar *name, const char *what)
{
  return strcmp((const char *)name, what) == 0;
}

static bool is_one_of(const xmlChar *name, const char *v2, const char *v3)
{
  return is_named(name, v2) || is_named(name, v3);
}

static void stop(tbx *t, zhen_status status)
{
  t->status = status;
  xmlStopParser(t->xml);
}

static void fail(tbx *t, const char *why)
{
  t->glossary->line = (size_t)xmlSAX2GetLineNumber(t->xml);
  stop(t, glossary_fail(t->glossary, why));
}

static void begin_section(tbx *t, int count, const xmlChar **at)
{
  if (!xml_find_lang(at, count, &t->lang))
    fail(t, "a language section without xml:lang");
}

static bool is_allowed(tbx *t, int n_attributes)
{
  zhen_status status =
      xml_check_element(t->xml, t->glossary->path, n_attributes);

  if (status != ZHEN_OK)
    stop(t, status);
  return status == ZHEN_OK;
}

static void begin_element(void *data, const xmlChar *name, const xmlChar **at,
                          int n_at)
{
  tbx *t = data;

  if (t->depth++ == 0) {
    if (!is_one_of(name, "martif", "tbx"))
      fail(t, "not TBX: the root element is not <tbx> or <martif>");
  } else if (t->depth > DEPTH_MAX) {
    fail(t, "elements are nested over 100 deep");
  } else if (!is_allowed(t, n_at)) {
    return;
  } else if (is_one_of(name, "termEntry", "conceptEntry")) {
    t->in_entry = true;
  } else if (t->in_entry && is_one_of(name, "langSet", "langSec")) {
    begin_section(t, n_at, at);
  } else if (t->lang != ZHEN_LANG_NONE && is_named(name, "term")) {
    t->in_term = true;
    t->term.len = 0;
  }
}

static void end_term(tbx *t)
{
  term_list *list = t->lang == ZHEN_LANG_ZH ? &t->zh : &t->en;
  zhen_str term;

  t->in_term = false;
  if (buf_status(&t->term) != ZHEN_OK) {
    stop(t, ZHEN_ENOMEM);
    return;
  }
  xml_unfold(t->term.ptr, t->term.len);
  term = str_trim((zhen_str){t->term.ptr, t->term.len});
  if (term.len == 0) {
    fail(t, "the term is empty");
    return;
  }
  if (list->count == TERMS_MAX) {
    fail(t, "an entry has over 256 terms in one language");
    return;
  }
  buf_put(&list->text, term.ptr, term.len);
  buf_putc(&list->text, '\0');
  list->count++;
}

static zhen_status add_pairs(tbx *t)
{
  zhen_str zh = {t->zh.text.ptr, 0};

  for (size_t i = 0; i < t->zh.count; i++, zh.ptr += zh.len + 1) {
    zhen_str en = {t->en.text.ptr, 0};

    zh.len = strlen(zh.ptr);
    for (size_t j = 0; j < t->en.count; j++, en.ptr += en.len + 1) {
      zhen_status status;

      en.len = strlen(en.ptr);
      status = glossary_add(t->glossary, zh, en);
      if (status != ZHEN_OK)
        return status;
      t->pairs++;
    }
  }
  return ZHEN_OK;
}

static void end_entry(tbx *t)
{
  zhen_status status = buf_status(&t->zh.text);

  t->in_entry = false;
  if (status == ZHEN_OK)
    status = buf_status(&t->en.text);
  if (status == ZHEN_OK)
    status = add_pairs(t);
  if (status != ZHEN_OK)
    stop(t, status);
  t->zh.text.len = t->zh.count = 0;
  t->en.text.len = t->en.count = 0;
}

static void end_element(void *data, const xmlChar *name)
{
  tbx *t = data;

  t->depth--;
  if (t->status != ZHEN_OK)
    return;
  if (is_one_of(name, "termEntry", "conceptEntry"))
    end_entry(t);
  else if (is_one_of(name, "langSet", "langSec"))
    t->lang = ZHEN_LANG_NONE;
  else if (t->in_term && is_named(name, "term"))
    end_term(t);
}

static void take_text(void *data, const xmlChar *text, int len)
{
  tbx *t = data;

  if (t->in_term)
    buf_put(&t->term, text, (size_t)len);
}

static void refuse_reference(void *data, const xmlChar *name)
{
  tbx *t = data;

  (void)name;
  if (t->in_term)
    fail(t, "an entity in a term; write its text instead");
}

static zhen_status parse(tbx *t, zhen_str text)
{
  const int options = XML_PARSE_NONET | XML_PARSE_NOERROR |
                      XML_PARSE_NOWARNING |
                      XML_PARSE_IGNORE_ENC; /* it is UTF-8 by now */

  *t->xml->sax = xml_handler();
  t->xml->sax->characters = take_text;
  t->xml->sax->ignorableWhitespace = take_text;
  t->xml->sax->cdataBlock = take_text;
  t->xml->sax->reference = refuse_reference;
  t->xml->userData = t;
  xmlFreeDoc(
      xmlCtxtReadMemory(t->xml, text.ptr, (int)text.len, NULL, NULL, options));
  if (t->status == ZHEN_OK && t->watch.status != ZHEN_OK)
    return t->watch.status;
  if (t->status == ZHEN_OK && !t->xml->wellFormed)
    return zhen_fail(ZHEN_EINPUT, "%s: not well-formed XML", t->glossary->path);
  if (t->status == ZHEN_OK && t->pairs == 0)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: no entry with both a Chinese and an English term",
                     t->glossary->path);
  return t->status;
}

static zhen_status read_text(tbx *t, zhen_str text)
{
  xml_guard guard = {.path = t->glossary->path};
  zhen_status status = xml_guard_take(&guard, text);

  if (status != ZHEN_OK)
    return status;
  if (text.len > INT32_MAX)
    return zhen_fail(ZHEN_ELIMIT, "%s: over 2 GiB", t->glossary->path);
  t->xml = xmlNewParserCtxt();
  if (!t->xml)
    return zhen_fail_memory();
  status = parse(t, text);
  xmlFreeParserCtxt(t->xml);
  return status;
}

zhen_status glossary_read_tbx(glossary *g, zhen_str text)
{
  tbx t = {.events = {begin_element, end_element}, .glossary = g};
  zhen_status status;

  xml_watch_begin(&t.watch, g->path);
  status = read_text(&t, text);
  status = xml_watch_end(&t.watch, status);
  buf_dispose(&t.zh.text);
  buf_dispose(&t.en.text);
  buf_dispose(&t.term);
  return status;
}
