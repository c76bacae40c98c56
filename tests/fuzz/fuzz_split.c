/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes, made valid, through the splitter: sentences and gaps are the
 * text, and a sentence split alone is itself. The first byte chooses options.
 * Built for libFuzzer as it is, and with driver.c to replay a corpus.
 */
#include "text/utf8.h"
#include <zhen/zhen.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *why, zhen_str text, size_t at)
{
  fprintf(stderr, "fuzz_split: %s, byte %zu of: %.*s\n", why, at,
          (int)(text.len < 2000 ? text.len : 2000), text.ptr);
  abort();
}

/* The valid characters of `data`. */
static zhen_str make_valid(const uint8_t *data, size_t size, char *room)
{
  zhen_str s = {room, 0};

  while (size > 0) {
    size_t valid = utf8_valid(data, size);

    if (valid > 0)
      memcpy(room + s.len, data, valid);
    s.len += valid;
    valid += valid < size;
    data += valid;
    size -= valid;
  }
  return s;
}

static bool is_blank(zhen_str s)
{
  return str_trim(s).len == 0;
}

static void check_whole(const zhen_sentences *s, zhen_str text)
{
  size_t end = 0;

  for (size_t i = 0; i < s->count; i++) {
    zhen_str sentence = zhen_sentence_str(s, i);

    if (s->at[i].begin < end || s->at[i].end <= s->at[i].begin ||
        s->at[i].end > text.len)
      fail("a range out of order", text, s->at[i].begin);
    if (!is_blank((zhen_str){text.ptr + end, s->at[i].begin - end}))
      fail("text in a gap", text, end);
    if (str_trim(sentence).len != sentence.len)
      fail("white space at the end of a sentence", text, s->at[i].begin);
    end = s->at[i].end;
  }
  if (!is_blank((zhen_str){text.ptr + end, text.len - end}))
    fail("text in the last gap", text, end);
}

static void check_alone(zhen_str sentence, const zhen_split_options *options)
{
  zhen_sentences *s;

  if (zhen_split(&s, sentence, options) != ZHEN_OK)
    return;
  if (s->count != 1)
    fail("a sentence splits when alone", sentence, s->at[0].end);
  zhen_sentences_free(s);
}

static void check_unwrap(zhen_str text, zhen_wrap wrap)
{
  zhen_text *read, *joined;
  zhen_sentences *dropped;
  size_t last = 0;

  if (zhen_text_decode(
          &read, text.ptr, text.len, "fuzz",
          &(zhen_read_options){.struct_size = sizeof(zhen_read_options),
                               .encoding = "UTF-8"}) != ZHEN_OK)
    return;
  if (zhen_text_unwrap(&joined, read, wrap, &dropped, NULL) == ZHEN_OK) {
    zhen_str s = zhen_text_str(joined);

    if (utf8_valid((const unsigned char *)s.ptr, s.len) != s.len)
      fail("joined text is not UTF-8", text, 0);
    for (size_t i = 0; i <= s.len; i++) {
      size_t source = zhen_text_source(joined, i);

      if (source < last || source > text.len)
        fail("the way back goes astray", text, i);
      last = source;
    }
    zhen_sentences_free(dropped);
    zhen_text_free(joined);
  }
  zhen_text_free(read);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  unsigned choice = size > 0 ? data[0] : 0;
  zhen_split_options options = {
      .struct_size = sizeof options,
      .quotes = choice & 1 ? ZHEN_QUOTES_ATOMIC : ZHEN_QUOTES_TRANSPARENT,
      .soft = choice & 2 ? ZHEN_SOFT_CUT : ZHEN_SOFT_JOIN,
      .max_len = choice & 4 ? 20 : 0};
  char *room = malloc(size + 1);
  zhen_str text;
  zhen_sentences *s;

  if (!room)
    return 0;
  text = make_valid(data + (size > 0), size - (size > 0), room);
  if (zhen_split(&s, text, &options) == ZHEN_OK) {
    check_whole(s, text);
    for (size_t i = 0; i < s->count && !options.max_len; i++)
      check_alone(zhen_sentence_str(s, i), &options);
    zhen_sentences_free(s);
  }
  if (choice & 8)
    check_unwrap(text, choice & 16 ? ZHEN_WRAP_JOIN : ZHEN_WRAP_AUTO);
  free(room);
  return 0;
}
