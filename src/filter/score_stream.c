/* SPDX-License-Identifier: Apache-2.0 */
/* Scores as a stream: read a batch, score it on all threads, write it. */
#include "filter/batch.h"
#include "filter/copier.h"
#include "filter/json_score.h"
#include "filter/reasons.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "base/system.h"
#include "format/copy.h"
#include "text/line.h"

#include <stdlib.h>
#include <zhen/score.h>
#include <zhen/words.h>

typedef struct score_stream {
  const zhen_scorer *scorer;
  zhen_score_stream_options options;
  progress progress;
  zhen_pairs_writer *out;
  zhen_score_stream_counts *counts;
  batch_raw raw; /* LINES: keep the other keys of the objects */
  copier copier;
  batch batch;
  buf line;
  zhen_pair_score *scores;
  uint32_t *order;
  zhen_words *words;   /* of the batch */
  zhen_word_kind kind; /* of the first batch, for all */
  buf collapsed;
  size_t scores_capacity, order_capacity;
} score_stream;

/* ---- writing ---- */

static void put_doubtful(score_stream *s, const zhen_pair *pair,
                         const zhen_pair_score *score, size_t line)
{
  buf *b = &s->line;

  line_put_score(b, score->probability, 4);
  buf_putc(b, '\t');
  score_put_reasons(b, score);
  buf_printf(b, "\t%zu\t", line);
  line_put_collapsed(b, pair->zh, false);
  buf_putc(b, '\t');
  line_put_collapsed(b, pair->en, false);
  buf_putc(b, '\n');
  line_flush(b, s->options.doubtful);
}

static void put_raw(score_stream *s, size_t i)
{
  s->line.len = 0;
  json_put_with_score(&s->line, batch_line(&s->batch, i),
                      s->scores[i].probability);
  if (s->words) {
    zhen_pair_words words = zhen_words_of(s->words, i);

    json_put_words(&s->line, &words);
  }
  zhen_pairs_put_raw(s->out, (zhen_str){s->line.ptr, s->line.len});
}

static void put_scored(score_stream *s, size_t i)
{
  s->batch.pairs[i].score = s->scores[i].probability;
  if (s->raw == BATCH_LINES) {
    put_raw(s, i);
  } else if (s->words) {
    zhen_pair_words words = zhen_words_of(s->words, i);

    zhen_pairs_put_words(s->out, &s->batch.pairs[i], &words,
                         zhen_words_given(s->words));
  } else {
    zhen_pairs_put(s->out, &s->batch.pairs[i]);
  }
}

static void put_pair(score_stream *s, size_t i)
{
  const zhen_pair_score *score = &s->scores[i];
  double below = s->options.below > 0 ? s->options.below : .5;

  s->counts->pairs++;
  s->counts->empty += score->empty;
  s->counts->wrong_language += score->wrong_language;
  s->counts->below += score->probability < below;
  if (s->options.doubtful && score->probability < below)
    put_doubtful(s, &s->batch.pairs[i], score, s->batch.items[i].line);
  if (s->out && s->raw != BATCH_COPY)
    put_scored(s, i);
}

static int by_score(const void *a, const void *b, void *context)
{
  const zhen_pair_score *scores = context;
  uint32_t i = *(const uint32_t *)a, k = *(const uint32_t *)b;
  double x = scores[i].probability, y = scores[k].probability;

  return x != y ? (x < y ? -1 : 1) : i < k ? -1 : i > k;
}

/* The texts as they will be written, so that bytes of words are theirs. */
static zhen_status collapse(score_stream *s)
{
  zhen_status status;
  size_t at = 0;

  s->collapsed.len = 0;
  for (size_t i = 0; i < s->batch.count; i++) {
    zhen_pair *pair = &s->batch.pairs[i];
    size_t begin = s->collapsed.len, middle;

    line_put_collapsed(&s->collapsed, pair->zh, false);
    middle = s->collapsed.len;
    line_put_collapsed(&s->collapsed, pair->en, false);
    pair->zh.len = middle - begin;
    pair->en.len = s->collapsed.len - middle;
  }
  status = buf_status(&s->collapsed);
  for (size_t i = 0; i < s->batch.count && status == ZHEN_OK; i++) {
    zhen_pair *pair = &s->batch.pairs[i];

    pair->zh.ptr = s->collapsed.ptr + at;
    pair->en.ptr = pair->zh.ptr + pair->zh.len;
    at += pair->zh.len + pair->en.len;
  }
  return status;
}

static zhen_status link_batch(score_stream *s)
{
  zhen_words_options how = {.struct_size = sizeof how,
                            .threads = s->options.threads,
                            .kind = s->kind};
  zhen_status status = s->raw == BATCH_LINES ? ZHEN_OK : collapse(s);

  zhen_words_free(s->words);
  s->words = NULL;
  if (status == ZHEN_OK)
    status = zhen_words_link(&s->words, zhen_scorer_lexicon(s->scorer),
                             s->batch.pairs, s->batch.count, &how);
  if (status == ZHEN_OK)
    s->kind =
        zhen_words_given(s->words) ? ZHEN_WORD_GIVEN : ZHEN_WORD_SEGMENTED;
  return status;
}

/* All bytes, and the scores. */
static zhen_status put_copies(score_stream *s)
{
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; status == ZHEN_OK && k < s->batch.n_copies; k++) {
    const batch_copy *c = &s->batch.copies[k];

    status = copier_put(&s->copier, &c->copy, true,
                        c->copy.pair ? s->scores[c->pair].probability : 0);
  }
  return status;
}

static zhen_status run_batch(score_stream *s)
{
  size_t n = s->batch.count;
  zhen_status status =
      mem_grow(&s->scores, &s->scores_capacity, n, sizeof *s->scores);

  if (status == ZHEN_OK)
    status = mem_grow(&s->order, &s->order_capacity, n, sizeof *s->order);
  if (status == ZHEN_OK)
    status = zhen_score_pairs(s->scorer, s->batch.pairs, n, s->options.threads,
                              s->scores);
  if (status == ZHEN_OK && s->options.words)
    status = link_batch(s);
  if (status != ZHEN_OK)
    return status;
  for (size_t i = 0; i < n; i++)
    s->order[i] = (uint32_t)i;
  if (s->options.sort)
    system_sort(s->order, n, sizeof *s->order, by_score, s->scores);
  for (size_t i = 0; i < n; i++)
    put_pair(s, s->order[i]);
  status = put_copies(s);
  if (status == ZHEN_OK)
    status = progress_step(&s->progress, n);
  return status == ZHEN_OK ? buf_status(&s->line) : status;
}

static batch_raw raw_of(const zhen_pairs *in, const zhen_pairs_writer *out)
{
  if (pairs_writer_copies(out, in))
    return BATCH_COPY;
  return out && zhen_pairs_format(in) == ZHEN_FORMAT_JSONL &&
                 zhen_pairs_writer_format(out) == ZHEN_FORMAT_JSONL
             ? BATCH_LINES
             : BATCH_TEXT;
}

zhen_status zhen_score_stream(const zhen_scorer *scorer, zhen_pairs *in,
                              zhen_pairs_writer *out,
                              const zhen_score_stream_options *options,
                              zhen_score_stream_counts *counts)
{
  score_stream s = {.scorer = scorer, .out = out, .counts = counts};
  zhen_status status = OPTIONS_TAKE(&s.options, options);

  *counts = (zhen_score_stream_counts){0};
  s.copier = (copier){.in = in, .out = out, .score = COPIER_NO_SCORE};
  s.raw = raw_of(in, out);
  if (status == ZHEN_OK && s.raw == BATCH_COPY && s.options.sort)
    status = zhen_fail(ZHEN_EUSAGE, "a copy cannot be sorted");
  if (status == ZHEN_OK)
    status = progress_open(&s.progress, s.options.progress);
  if (status == ZHEN_OK)
    progress_begin(&s.progress, "scoring", "pairs", 0);
  s.batch.more = true;
  while (status == ZHEN_OK && s.batch.more) {
    status = batch_read(&s.batch, in, s.options.sort, s.raw, &s.progress);
    if (status == ZHEN_OK)
      status = run_batch(&s);
  }
  if (status == ZHEN_OK && s.raw == BATCH_COPY)
    status = copier_end(&s.copier);
  batch_dispose(&s.batch);
  copier_dispose(&s.copier);
  buf_dispose(&s.line);
  buf_dispose(&s.collapsed);
  zhen_words_free(s.words);
  free(s.scores);
  free(s.order);
  return status;
}
