/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as captions of each kind: the text is valid and leads back to the
 * input, captions lie in order inside it, and every sentence of them
 * has times. They are aligned with themselves, and one half with the other, on
 * one clock, and what is written of them as captions is read back.
 */
#include "fuzz.h"
#include "match/clocks.h"
#include "text/utf8.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#include <zhen/zhen.h>

enum { MOST = 400 /* sentences that are aligned */ };

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

/* Times over a day are read and written, but need not come back the same. */
static void check_written(const char *path)
{
  const zhen_document_options how = {
      .struct_size = sizeof how, .kind = ZHEN_KIND_SRT, .repair = true};
  zhen_document *d;

  if (zhen_document_read(&d, &(zhen_input){.name = path}, &how) != ZHEN_OK) {
    REQUIRE(!d && zhen_error_last()[0]);
    return;
  }
  check_content(&d->main, SIZE_MAX);
  zhen_document_free(d);
}

static void check_writing(const zhen_article *a, const zhen_alignment *found)
{
  zhen_write_options how = ZHEN_WRITE_OPTIONS_INIT;
  char path[] = "/tmp/fuzz-captions-XXXXXX";
  int fd = mkstemp(path);

  REQUIRE(fd >= 0);
  close(fd);
  for (zhen_lang side = ZHEN_LANG_NONE; side <= ZHEN_LANG_EN; side++) {
    how.retime = side;
    if (zhen_write_alignment(path, ZHEN_FORMAT_SRT, found, &a->zh, &a->en,
                             &how) == ZHEN_OK)
      check_written(path);
    else
      REQUIRE(zhen_error_last()[0]);
  }
  unlink(path);
}

static void check_alignment(const zhen_article *a)
{
  static zhen_lexicon *lexicon;
  zhen_align_options how = ZHEN_ALIGN_OPTIONS_INIT;
  zhen_alignment *found;
  const zhen_bead *b;
  size_t count;

  if (a->zh.sentences->count > MOST || a->en.sentences->count > MOST)
    return;
  if (!lexicon)
    REQUIRE(zhen_lexicon_open_default(&lexicon) == ZHEN_OK);
  how.threads = 1;
  REQUIRE(zhen_align(&found, lexicon, a->zh.sentences, a->en.sentences, &how) ==
          ZHEN_OK);
  b = zhen_alignment_beads(found, &count);
  for (size_t k = 0; k < count; k++)
    REQUIRE(b[k].score >= 0 && b[k].score <= 1);
  check_writing(a, found);
  zhen_alignment_free(found);
}

static void check_clocks(const zhen_content *zh, const zhen_content *en)
{
  caption_times a = {0}, b = {0};

  REQUIRE(caption_times_read(&a, zh) == ZHEN_OK);
  REQUIRE(caption_times_read(&b, en) == ZHEN_OK);
  REQUIRE(isfinite(clocks_evidence(&a, &b)));
  free(a.at);
  free(b.at);
}

static void check_article(const zhen_input *input, const zhen_input *second,
                          zhen_kind kind)
{
  const zhen_article_options how = {
      .struct_size = sizeof how, .kind = kind, .order = ZHEN_ORDER_GIVEN};
  zhen_article *article;

  if (zhen_article_read(&article, input, second, &how) != ZHEN_OK) {
    REQUIRE(!article && zhen_error_last()[0]);
    return;
  }
  check_times(article->zh.sentences);
  check_times(article->en.sentences);
  check_alignment(article);
  zhen_article_free(article);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const zhen_kind kinds[] = {ZHEN_KIND_SRT, ZHEN_KIND_VTT,
                                    ZHEN_KIND_ASS};
  const zhen_input input = {.name = "film", .bytes = data, .len = size};
  const zhen_input half = {.name = "half", .bytes = data, .len = size / 2};
  const zhen_input rest = {
      .name = "rest", .bytes = data + size / 2, .len = size - size / 2};

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
    check_clocks(&d->main, d->other.text ? &d->other : &d->main);
    zhen_document_free(d);
    check_article(&input, &input, kinds[i]);
    check_article(&half, &rest, kinds[i]);
  }
  return 0;
}
