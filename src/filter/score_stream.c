/* SPDX-License-Identifier: Apache-2.0 */
/* Scores as a stream: read a batch, score it on all threads, write it. */
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "base/progress.h"
#include "text/line.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <zhen/score.h>

enum { BATCH = 10000, MOST_BYTES = 16 << 20 };

typedef struct scored {
  size_t zh, en, end; /* where its texts start in `texts` */
  size_t line;
} scored;

typedef struct score_stream {
  const zhen_scorer *scorer;
  zhen_score_stream_options options;
  progress progress;
  zhen_pairs_writer *out;
  zhen_score_stream_counts *counts;
  buf texts, line;
  scored *items;
  zhen_pair *pairs;
  zhen_pair_score *scores;
  uint32_t *order;
  size_t count, capacity;
  bool more;
} score_stream;

/* ---- reading ---- */

static zhen_status reserve(score_stream *s)
{
  size_t of_items = s->capacity, of_pairs = of_items, of_order = of_items;
  zhen_status status =
      mem_grow(&s->items, &of_items, s->count + 1, sizeof *s->items);

  if (status == ZHEN_OK)
    status = mem_grow(&s->pairs, &of_pairs, s->count + 1, sizeof *s->pairs);
  if (status == ZHEN_OK)
    status = mem_grow(&s->order, &of_order, s->count + 1, sizeof *s->order);
  if (status == ZHEN_OK)
    status =
        mem_grow(&s->scores, &s->capacity, s->count + 1, sizeof *s->scores);
  return status;
}

static bool is_full(const score_stream *s)
{
  return !s->options.sort && (s->count == BATCH || s->texts.len >= MOST_BYTES);
}

static zhen_status read_batch(score_stream *s, zhen_pairs *in)
{
  s->count = s->texts.len = 0;
  while (!is_full(s)) {
    const zhen_pair_row *next;
    scored *i;
    zhen_status status = zhen_pairs_next(in, &next);

    s->more = next != NULL;
    if (status != ZHEN_OK)
      return status;
    if (!s->more)
      break;
    status = reserve(s);
    if (status != ZHEN_OK)
      return status;
    i = &s->items[s->count++];
    *i = (scored){.zh = s->texts.len, .line = next->line};
    buf_put(&s->texts, next->pair.zh.ptr, next->pair.zh.len);
    i->en = s->texts.len;
    buf_put(&s->texts, next->pair.en.ptr, next->pair.en.len);
    i->end = s->texts.len;
    status = progress_step(&s->progress, 0);
    if (status != ZHEN_OK)
      return status;
  }
  return buf_status(&s->texts);
}

/* ---- writing ---- */

static void put_reason(buf *b, size_t begin, const char *what, zhen_str text)
{
  if (text.len == 0)
    return;
  if (b->len > begin)
    buf_puts(b, "; ");
  buf_puts(b, what);
  line_put_collapsed(b, text, false);
}

static void put_words(buf *b, const zhen_pair_score *score)
{
  buf_printf(b, "words matched: zh %d%%, en %d%%",
             (int)(100 * score->matched_zh + .5),
             (int)(100 * score->matched_en + .5));
}

static void put_reasons(buf *b, const zhen_pair_score *score)
{
  const zhen_str none = {" ", 1};
  size_t begin = b->len;

  if (score->empty) {
    buf_puts(b, "empty side");
    return;
  }
  put_words(b, score);
  if (score->wrong_language)
    put_reason(b, begin, "wrong language", none);
  put_reason(b, begin, "number only in zh: ", score->number_zh);
  put_reason(b, begin, "number only in en: ", score->number_en);
  put_reason(b, begin, "name only in en: ", score->name_en);
  put_reason(b, begin, "unmatched in zh: ", score->unmatched_zh);
  put_reason(b, begin, "unmatched in en: ", score->unmatched_en);
  if (score->length_z > 3)
    put_reason(b, begin, "zh is short", none);
  if (score->length_z < -3)
    put_reason(b, begin, "en is short", none);
  if (score->negation_zh)
    put_reason(b, begin, "negation only in zh", none);
  if (score->negation_en)
    put_reason(b, begin, "negation only in en", none);
}

static void put_doubtful(score_stream *s, const zhen_pair *pair,
                         const zhen_pair_score *score, size_t line)
{
  buf *b = &s->line;

  line_put_score(b, score->probability, 4);
  buf_putc(b, '\t');
  put_reasons(b, score);
  buf_printf(b, "\t%zu\t", line);
  line_put_collapsed(b, pair->zh, false);
  buf_putc(b, '\t');
  line_put_collapsed(b, pair->en, false);
  buf_putc(b, '\n');
  line_flush(b, s->options.doubtful);
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
    put_doubtful(s, &s->pairs[i], score, s->items[i].line);
  if (s->out) {
    s->pairs[i].score = score->probability;
    zhen_pairs_put(s->out, &s->pairs[i]);
  }
}

static int by_score(const void *a, const void *b, void *context)
{
  const zhen_pair_score *scores = context;
  uint32_t i = *(const uint32_t *)a, k = *(const uint32_t *)b;
  double x = scores[i].probability, y = scores[k].probability;

  return x != y ? (x < y ? -1 : 1) : i < k ? -1 : i > k;
}

static zhen_status run_batch(score_stream *s)
{
  const char *text = s->texts.ptr ? s->texts.ptr : "";
  zhen_status status;

  for (size_t i = 0; i < s->count; i++) {
    const scored *at = &s->items[i];

    s->order[i] = (uint32_t)i;
    s->pairs[i] = (zhen_pair){.zh = {text + at->zh, at->en - at->zh},
                              .en = {text + at->en, at->end - at->en}};
  }
  status = zhen_score_pairs(s->scorer, s->pairs, s->count, s->options.threads,
                            s->scores);
  if (status != ZHEN_OK)
    return status;
  if (s->options.sort && s->count)
    qsort_r(s->order, s->count, sizeof *s->order, by_score, s->scores);
  for (size_t i = 0; i < s->count; i++)
    put_pair(s, s->order[i]);
  status = progress_step(&s->progress, s->count);
  return status == ZHEN_OK ? buf_status(&s->line) : status;
}

zhen_status zhen_score_stream(const zhen_scorer *scorer, zhen_pairs *in,
                              zhen_pairs_writer *out,
                              const zhen_score_stream_options *options,
                              zhen_score_stream_counts *counts)
{
  score_stream s = {
      .scorer = scorer, .out = out, .counts = counts, .more = true};
  zhen_status status = OPTIONS_TAKE(&s.options, options);

  *counts = (zhen_score_stream_counts){0};
  if (status == ZHEN_OK)
    status = progress_open(&s.progress, s.options.progress);
  if (status == ZHEN_OK)
    progress_begin(&s.progress, "scoring", "pairs", 0);
  while (status == ZHEN_OK && s.more) {
    status = read_batch(&s, in);
    if (status == ZHEN_OK)
      status = run_batch(&s);
  }
  buf_dispose(&s.texts);
  buf_dispose(&s.line);
  free(s.items);
  free(s.pairs);
  free(s.scores);
  free(s.order);
  return status;
}
