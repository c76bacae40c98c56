/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes through decoding, markup and the sides of a bilingual text: what
 * comes out is valid UTF-8, leads back to the input without ever turning
 * round, and its sentences lie in order inside it.
 */
#include "fuzz.h"
#include "markup/markup.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <zhen/zhen.h>

static void check_valid(zhen_str s)
{
  REQUIRE(s.len == 0 ||
          utf8_valid((const unsigned char *)s.ptr, s.len) == s.len);
}

static void check_map(const zhen_text *text, size_t input_len)
{
  zhen_str s = zhen_text_str(text);
  size_t before = 0;

  for (size_t i = 0; i <= s.len; i++) {
    size_t source = zhen_text_source(text, i);

    REQUIRE(source >= before && source <= input_len);
    before = source;
  }
  REQUIRE(before == input_len);
}

static void check_side(const zhen_sentences *side, zhen_str text)
{
  size_t end = 0;
  uint32_t turn = 1, para = 0;

  REQUIRE(side->count > 0);
  for (size_t i = 0; i < side->count; i++) {
    const zhen_sentence *s = &side->at[i];

    REQUIRE(s->begin >= end && s->begin < s->end && s->end <= text.len);
    REQUIRE(s->turn >= turn && s->para >= para);
    end = s->end;
    turn = s->turn;
    para = s->para;
  }
}

static void check_bitext(zhen_str text, bool lines)
{
  zhen_bitext *bitext;

  if (zhen_bitext_split(&bitext, text, lines) != ZHEN_OK) {
    REQUIRE(!bitext && zhen_error_last()[0]);
    return;
  }
  REQUIRE(zhen_bitext_describe(bitext)[0]);
  check_side(bitext->zh, text);
  check_side(bitext->en, text);
  zhen_bitext_free(bitext);
}

/* Notes and cells of tables are moved, so the way back is not in order. */
static void check_moved(const zhen_text *text, size_t input_len)
{
  for (size_t i = 0; i <= zhen_text_str(text).len; i++)
    REQUIRE(zhen_text_source(text, i) <= input_len);
}

static void check_plain(const zhen_text *text, zhen_kind kind, size_t input_len)
{
  const markup_options options = {
      .main = input_len % 2, .comments = input_len % 3, .named = true};
  zhen_text *plain;
  zhen_status status = markup_plain(&plain, text, kind, &options);

  REQUIRE(status == ZHEN_OK ||
          (kind == ZHEN_KIND_MAN && status == ZHEN_EINPUT));
  if (status != ZHEN_OK)
    return;
  check_valid(zhen_text_str(plain));
  if (kind == ZHEN_KIND_TEXT || kind == ZHEN_KIND_HTML ||
      kind == ZHEN_KIND_MARKDOWN)
    check_map(plain, input_len);
  else
    check_moved(plain, input_len);
  check_bitext(zhen_text_str(plain), false);
  zhen_text_free(plain);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  zhen_text *text;
  const char *seems;

  if (zhen_text_decode(&text, bytes, len, "fuzz", NULL) != ZHEN_OK) {
    REQUIRE(!text && zhen_error_last()[0]);
    return 0;
  }
  check_valid(zhen_text_str(text));
  check_map(text, len);
  (void)zhen_text_is(zhen_text_str(text), ZHEN_LANG_EN, &seems);
  (void)markup_kind(zhen_text_str(text));
  (void)markup_in_lines(zhen_text_str(text));
  for (zhen_kind kind = ZHEN_KIND_TEXT; kind <= ZHEN_KIND_MAN; kind++)
    check_plain(text, kind, len);
  check_bitext(zhen_text_str(text), true);
  zhen_text_free(text);
  return 0;
}
