/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/cuts.h"
#include "base/fail.h"
#include "base/mem.h"
#include "markup/builder.h"

#include <stdlib.h>
#include <string.h>

void cuts_add(cuts *c, size_t begin, size_t end, uint32_t put)
{
  if (c->failed ||
      mem_grow(&c->at, &c->capacity, c->count + 1, sizeof *c->at) != ZHEN_OK) {
    c->failed = true;
    return;
  }
  c->at[c->count++] = (cut){begin, end, put};
}

zhen_str markup_line(zhen_str s, size_t at)
{
  const char *begin = s.ptr + at;
  const char *feed = memchr(begin, '\n', s.len - at);

  return (zhen_str){begin, feed ? (size_t)(feed - begin) : s.len - at};
}

static bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

void markup_join_lines(cuts *c, size_t feed)
{
  size_t begin = feed, end = feed + 1;

  while (begin > 0 && is_space(c->text.ptr[begin - 1]))
    begin--;
  while (end < c->text.len && is_space(c->text.ptr[end]))
    end++;
  cuts_add(c, begin, end, PUT_JOIN);
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

static void put_feeds(text_builder *b, zhen_str s, size_t begin, size_t end)
{
  for (size_t i = begin; i < end; i++)
    if (s.ptr[i] == '\n') {
      b->joins = false;
      builder_put(b, '\n', i, i + 1);
    }
}

static void put_cut(text_builder *b, const cuts *c, const cut *next,
                    size_t begin)
{
  switch (next->put) {
  case PUT_NOTHING:
    break;
  case PUT_JOIN:
    builder_space(b, begin, next->end, true);
    break;
  case PUT_SPACE:
    builder_space(b, begin, next->end, false);
    break;
  case PUT_FEEDS:
    put_feeds(b, c->text, begin, next->end);
    break;
  case PUT_BREAK:
    builder_break(b, b->breaks ? 2 : 1);
    break;
  case PUT_LINE:
    builder_break(b, 1);
    break;
  case PUT_PARAGRAPH:
    builder_break(b, 2);
    break;
  default:
    builder_put(b, next->put, begin, next->end);
  }
}

static void make(text_builder *b, const cuts *c)
{
  size_t at = 0;

  for (size_t i = 0; i < c->count; i++) {
    const cut *next = &c->at[i];

    if (next->end <= at && next->begin < at)
      continue;
    if (next->begin > at)
      builder_keep(b, at, next->begin);
    put_cut(b, c, next, next->begin > at ? next->begin : at);
    at = next->end > at ? next->end : at;
  }
  builder_keep(b, at, c->text.len);
}

zhen_status cuts_apply(zhen_text **out, const zhen_text *text, cuts *c)
{
  text_builder b;
  zhen_status status = builder_begin(&b, text);

  *out = NULL;
  if (c->count)
    qsort(c->at, c->count, sizeof *c->at, compare_cuts);
  if (status == ZHEN_OK) {
    make(&b, c);
    status = builder_end(&b, out);
  }
  if (status == ZHEN_OK && c->failed) {
    zhen_text_free(*out);
    *out = NULL;
    status = zhen_fail_memory();
  }
  free(c->at);
  *c = (cuts){0};
  return status;
}
