/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as captions of each kind: the text is valid and leads back to the
 * input, captions lie in order inside it, and every sentence of them
 * has times.
 */
#include "fuzz.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <zhen/zhen.h>

static void check_content(const zhen_content *c, size_t input_len)
{
  zhen_str s = zhen_text_str(c->text);
  size_t end = 0;
  int64_t time = INT64_MIN;

  REQUIRE(s.len == 0 ||
          utf8_valid((const unsigned char *)s.ptr, s.len) == s.len);
  for (size_t i = 0; i <= s.len; i++) {
    size_t source = zhen_text_source(c->text, i);

    REQUIRE(source <= (input_len > s.len ? input_len : s.len));
  }
  for (size_t i = 0; i < c->n_captions; i++) {
    const zhen_caption *x = &c->captions[i];

    REQUIRE(x->at.begin >= end && x->at.end > x->at.begin &&
            x->at.end <= s.len);
    REQUIRE(x->begin >= time && x->end >= x->begin);
    end = x->at.end;
    time = x->begin;
  }
}

static void check_times(const zhen_sentences *s)
{
  for (size_t i = 0; s->times && i < s->count; i++)
    REQUIRE(s->times[i].begin <= s->times[i].end);
}

static void check_article(const zhen_input *input, zhen_kind kind)
{
  const zhen_article_options how = {
      .struct_size = sizeof how, .kind = kind, .order = ZHEN_ORDER_GIVEN};
  zhen_article *article;

  if (zhen_article_read(&article, input, input, &how) != ZHEN_OK) {
    REQUIRE(!article && zhen_error_last()[0]);
    return;
  }
  check_times(article->zh.sentences);
  check_times(article->en.sentences);
  zhen_article_free(article);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const zhen_kind kinds[] = {ZHEN_KIND_SRT, ZHEN_KIND_VTT,
                                    ZHEN_KIND_ASS};
  const zhen_input input = {.name = "film", .bytes = data, .len = size};

  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    const zhen_document_options how = {
        .struct_size = sizeof how, .kind = kinds[i], .repair = true};
    zhen_document *d;

    if (zhen_document_read(&d, &input, &how) != ZHEN_OK) {
      REQUIRE(!d && zhen_error_last()[0]);
      continue;
    }
    check_content(&d->main, size);
    if (d->other.text)
      check_content(&d->other, size);
    zhen_document_free(d);
    check_article(&input, kinds[i]);
  }
  return 0;
}
