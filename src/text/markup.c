/* SPDX-License-Identifier: Apache-2.0 */
/* Apply the cuts of a text to get plain text. */
#include "text/markup_html.h"
#include "text/markup_md.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>

unsigned zhen_text_markup(zhen_str text)
{
  unsigned kinds = ZHEN_MARKUP_NONE;

  if (text.len == 0)
    return kinds;
  if (markup_has_entities(text))
    kinds |= ZHEN_MARKUP_ENTITIES;
  if (markup_has_tags(text))
    kinds |= ZHEN_MARKUP_TAGS;
  if (markup_has_markdown(text))
    kinds |= ZHEN_MARKUP_MARKDOWN;
  return kinds;
}

static int compare_cuts(const void *a, const void *b)
{
  const cut *x = a, *y = b;

  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;
  if (x->end != y->end)
    return x->end > y->end ? -1 : 1;
  return x->put < y->put ? -1 : x->put > y->put;
}

/* The resulting text. */
typedef struct text_builder {
  const zhen_text *in;
  zhen_text *out;
  size_t breaks; /* line feeds due before the next character */
  bool joins;    /* a line break, [join_begin, join_end) of the input, that is
                    a space or nothing */
  size_t join_begin, join_end;
} text_builder;

/* `len` bytes that replace [begin, end) of the input text. */
static void put(text_builder *m, const char *bytes, size_t len, size_t begin,
                size_t end)
{
  size_t source = zhen_text_source(m->in, begin);

  buf_put(&m->out->bytes, bytes, len);
  text_map(m->out, len, source, zhen_text_source(m->in, end) - source);
}

static size_t trailing_feeds(const buf *bytes)
{
  size_t n = 0;

  for (size_t i = bytes->len; i > 0; i--) {
    char c = bytes->ptr[i - 1];

    if (c != '\n' && c != ' ' && c != '\t' && c != '\r')
      return n;
    n += c == '\n';
  }
  return 2;
}

static void put_breaks(text_builder *m, size_t at)
{
  size_t have = m->breaks ? trailing_feeds(&m->out->bytes) : 0;

  for (; have < m->breaks; have++)
    put(m, "\n", 1, at, at);
  m->breaks = 0;
}

/* The replacement of a line break before the character `next`. */
static void put_join(text_builder *m, uint32_t next)
{
  zhen_str made = {m->out->bytes.ptr, m->out->bytes.len};
  uint32_t last = '\n';
  size_t size;

  m->joins = false;
  if (made.len > 0)
    last = utf8_at(made, utf8_before(made, made.len), &size);
  if (m->breaks == 0 && last != '\n' && last != ' ' && last != '\t' &&
      !runes_join(last, next))
    put(m, " ", 1, m->join_begin, m->join_end);
}

/* Whole runs if the input was not changed, else character by character. */
static void keep(text_builder *m, size_t begin, size_t end)
{
  zhen_str s = zhen_text_str(m->in);
  const source_map *map = &m->in->map;
  bool whole = map->count == 1 && map->run[0].text_step == 1;

  while (begin < end) {
    size_t size = whole ? end - begin : utf8_size(s.ptr[begin]);
    size_t source = zhen_text_source(m->in, begin);
    size_t next = zhen_text_source(m->in, begin + size);

    buf_put(&m->out->bytes, s.ptr + begin, size);
    text_map(m->out, size, source, whole ? size : next - source);
    begin += size;
  }
}

static void keep_text(text_builder *m, size_t begin, size_t end)
{
  zhen_str s = zhen_text_str(m->in);
  size_t size;

  while ((m->breaks || m->joins) && begin < end) {
    if (s.ptr[begin] != ' ' && s.ptr[begin] != '\t' && s.ptr[begin] != '\r' &&
        s.ptr[begin] != '\n') {
      if (m->joins)
        put_join(m, utf8_at(s, begin, &size));
      put_breaks(m, begin);
      break;
    }
    m->joins &= s.ptr[begin] != '\n';
    if (!m->joins)
      keep(m, begin, begin + 1);
    begin++;
  }
  keep(m, begin, end);
}

static void put_feeds(text_builder *m, size_t begin, size_t end)
{
  zhen_str s = zhen_text_str(m->in);

  for (size_t i = begin; i < end; i++)
    if (s.ptr[i] == '\n') {
      put(m, "\n", 1, i, i + 1);
      m->joins = false;
    }
}

static void put_cut(text_builder *m, const cut *c, size_t begin)
{
  buf rune = {0};

  m->joins &= c->put < PUT_BREAK;
  switch (c->put) {
  case PUT_NOTHING:
    break;
  case PUT_JOIN:
    m->joins = true;
    m->join_begin = begin;
    m->join_end = c->end;
    break;
  case PUT_FEEDS:
    put_feeds(m, begin, c->end);
    break;
  case PUT_BREAK:
    m->breaks += m->breaks < 2;
    break;
  case PUT_LINE:
    m->breaks += m->breaks == 0;
    break;
  case PUT_PARAGRAPH:
    m->breaks = 2;
    break;
  default:
    if (m->joins)
      put_join(m, c->put);
    if (c->put > ' ')
      put_breaks(m, begin);
    buf_put_rune(&rune, c->put);
    put(m, rune.ptr, rune.len, begin, c->end);
    m->out->bytes.failed |= rune.failed;
    buf_dispose(&rune);
  }
}

static void make(text_builder *m, const cuts *c)
{
  size_t at = 0;

  for (size_t i = 0; i < c->count; i++) {
    const cut *next = &c->at[i];

    if (next->end <= at && next->begin < at)
      continue;
    if (next->begin > at)
      keep_text(m, at, next->begin);
    put_cut(m, next, next->begin > at ? next->begin : at);
    at = next->end > at ? next->end : at;
  }
  keep_text(m, at, c->text.len);
}

zhen_status zhen_text_plain(zhen_text **out, const zhen_text *text,
                            unsigned kinds)
{
  cuts c = {.text = zhen_text_str(text)};
  bool markdown = (kinds & ZHEN_MARKUP_MARKDOWN) != 0;
  text_builder m = {.in = text};
  zhen_status st;

  *out = NULL;
  m.out = text_new(text->name, text->encoding);
  if (!m.out)
    return zhen_fail_memory();
  m.out->source_len = text->source_len;
  if (kinds & (ZHEN_MARKUP_ENTITIES | ZHEN_MARKUP_TAGS))
    markup_cut_html(&c, kinds, markdown);
  if (markdown)
    markup_cut_markdown(&c);
  if (c.count)
    qsort(c.at, c.count, sizeof *c.at, compare_cuts);
  make(&m, &c);
  st = c.failed ? zhen_fail_memory() : text_status(m.out);
  free(c.at);
  if (st == ZHEN_OK)
    *out = m.out;
  else
    zhen_text_free(m.out);
  return st;
}
