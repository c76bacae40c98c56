/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/builder.h"
#include "base/fail.h"

#include <string.h>
#include <utf8proc.h>

zhen_status builder_begin(text_builder *b, const zhen_text *in)
{
  *b = (text_builder){.in = in, .out = text_new(in->name, in->encoding)};
  if (!b->out)
    return zhen_fail_memory();
  b->out->source_len = in->source_len;
  return ZHEN_OK;
}

zhen_status builder_end(text_builder *b, zhen_text **out)
{
  zhen_status status = text_status(b->out);

  *out = NULL;
  if (status == ZHEN_OK)
    *out = b->out;
  else
    zhen_text_free(b->out);
  *b = (text_builder){0};
  return status;
}

/* `len` bytes that replace [begin, end) of the input text. */
static void put_bytes(text_builder *b, const char *bytes, size_t len,
                      size_t begin, size_t end)
{
  size_t source = zhen_text_source(b->in, begin);
  size_t after = zhen_text_source(b->in, end);

  buf_put(&b->out->bytes, bytes, len);
  text_map(b->out, len, source, after > source ? after - source : 0);
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

static void put_breaks(text_builder *b)
{
  size_t have = b->breaks ? trailing_feeds(&b->out->bytes) : 0;

  for (; have < b->breaks; have++)
    put_bytes(b, "\n", 1, b->last, b->last);
  b->breaks = 0;
}

/* The replacement of white space before the character `next`. */
static void put_join(text_builder *b, uint32_t next)
{
  zhen_str made = {b->out->bytes.ptr, b->out->bytes.len};
  uint32_t last = '\n';
  size_t size;

  b->joins = false;
  if (made.len > 0)
    last = utf8_at(made, utf8_before(made, made.len), &size);
  if (b->breaks == 0 && last != '\n' && last != ' ' && last != '\t' &&
      !(b->fed && runes_join(last, next)))
    put_bytes(b, " ", 1, b->join_begin, b->join_end);
}

/* Whole runs if the input was not changed, else character by character. */
static void keep(text_builder *b, size_t begin, size_t end)
{
  zhen_str s = zhen_text_str(b->in);
  const source_map *map = &b->in->map;
  bool whole = map->count == 1 && map->run[0].text_step == 1;

  while (begin < end) {
    size_t size = whole ? end - begin : utf8_size(s.ptr[begin]);

    put_bytes(b, s.ptr + begin, size, begin, begin + size);
    begin += size;
  }
  b->last = end;
}

static bool is_space(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

void builder_keep(text_builder *b, size_t begin, size_t end)
{
  zhen_str s = zhen_text_str(b->in);
  size_t size;

  while ((b->breaks || b->joins) && begin < end) {
    if (!is_space(s.ptr[begin])) {
      if (b->joins)
        put_join(b, utf8_at(s, begin, &size));
      put_breaks(b);
      break;
    }
    b->joins &= s.ptr[begin] != '\n';
    if (!b->joins)
      keep(b, begin, begin + 1);
    begin++;
  }
  if (begin < end)
    keep(b, begin, end);
}

void builder_words(text_builder *b, size_t begin, size_t end)
{
  zhen_str s = zhen_text_str(b->in);

  while (begin < end) {
    size_t at = begin;
    bool fed = false;

    while (at < end && !is_space(s.ptr[at]))
      at++;
    if (at > begin)
      builder_keep(b, begin, at);
    for (begin = at; at < end && is_space(s.ptr[at]); at++)
      fed |= s.ptr[at] == '\n';
    if (at > begin)
      builder_space(b, begin, at, fed);
    begin = at;
  }
}

void builder_space(text_builder *b, size_t begin, size_t end, bool fed)
{
  b->fed = fed || (b->joins && b->fed);
  b->joins = true;
  b->join_begin = begin;
  b->join_end = end;
}

void builder_put(text_builder *b, uint32_t rune, size_t begin, size_t end)
{
  char bytes[4];

  if (b->joins)
    put_join(b, rune);
  if (rune > ' ')
    put_breaks(b);
  put_bytes(b, bytes, rune_encode(bytes, rune), begin, end);
  b->last = end;
}

void builder_break(text_builder *b, size_t breaks)
{
  b->joins = false;
  if (b->breaks < breaks)
    b->breaks = breaks;
}
