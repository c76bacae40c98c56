/* SPDX-License-Identifier: Apache-2.0 */
#include "text/markup_cuts.h"
#include "base/mem.h"

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
