/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The filter as a stream: read a batch, check it on all threads, and write it
 * in order on one, which also has the seen set.
 */
#include "filter/batch.h"
#include "filter/copier.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "format/copy.h"
#include "text/line.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zhen/score.h>

typedef struct filter_stream {
  zhen_filter *filter;
  zhen_filter_stream_options options;
  progress progress;
  zhen_pairs_writer *out;
  batch_raw raw; /* what is written unchanged */
  copier copier;
  zhen_seen *seen;
  zhen_filter_stream_counts *counts;
  batch batch;
  buf line;
  zhen_verdict verdicts[BATCH_PAIRS];
} filter_stream;

static void learn(filter_stream *s)
{
  zhen_lengths lengths = {{0}};

  for (size_t i = 0; i < s->batch.count; i++)
    zhen_lengths_add(&lengths, &s->batch.pairs[i]);
  zhen_filter_learn(s->filter, &lengths);
}

static bool passes(const filter_stream *s, size_t i)
{
  return s->verdicts[i].rule == ZHEN_RULE_NONE;
}

/* By its number or its texts; `pair` is of the batch. */
static bool is_refused(const void *context, const zhen_pair *pair)
{
  const filter_stream *s = context;
  const zhen_filter_stream_options *o = &s->options;
  uint64_t n = s->counts->pairs + (uint64_t)(pair - s->batch.pairs);

  return (n < o->n_refused && (o->refused[n / 8] >> n % 8 & 1) != 0) ||
         (o->refuses && o->refuses(o->review, pair));
}

/* All that is known of the pairs of the batch. */
static zhen_status check(filter_stream *s)
{
  bool reviewed = s->options.refuses || s->options.refused;
  const zhen_progress watched = progress_inner(&s->progress);
  const zhen_filter_pairs_options how = {.struct_size = sizeof how,
                                         .threads = s->options.threads,
                                         .seen = s->seen,
                                         .holdout = s->options.holdout,
                                         .scorer = s->options.scorer,
                                         .refuses =
                                             reviewed ? is_refused : NULL,
                                         .review = s,
                                         .progress = &watched};

  return zhen_filter_pairs(s->filter, s->batch.pairs, s->batch.count, &how,
                           s->verdicts);
}

/* At most four decimals. */
static void put_number(buf *b, double value)
{
  size_t begin = b->len;

  if (value <= 1) {
    line_put_score(b, value, 4);
    while (b->len > begin && b->ptr[b->len - 1] == '0')
      b->len--;
    b->len -= b->len > begin && b->ptr[b->len - 1] == '.';
  } else {
    buf_printf(b, "%.0f.%02d", floor(value), (int)(fmod(value, 1) * 100));
    if (b->len > 3 && memcmp(b->ptr + b->len - 3, ".00", 3) == 0)
      b->len -= 3;
  }
}

static void put_rejected(filter_stream *s, size_t i)
{
  const zhen_verdict *verdict = &s->verdicts[i];
  buf *b = &s->line;

  buf_puts(b, zhen_rule_name(verdict->rule));
  buf_putc(b, '\t');
  put_number(b, verdict->value);
  buf_putc(b, '\t');
  put_number(b, verdict->threshold);
  buf_printf(b, "\t%zu\t", s->batch.items[i].line);
  line_put_collapsed(b, s->batch.pairs[i].zh, false);
  buf_putc(b, '\t');
  line_put_collapsed(b, s->batch.pairs[i].en, false);
  buf_putc(b, '\n');
  line_flush(b, s->options.rejected);
}

static void put_item(filter_stream *s, size_t i)
{
  zhen_rule rule = s->verdicts[i].rule;

  s->counts->pairs++;
  s->counts->dropped[rule]++;
  if (rule != ZHEN_RULE_NONE) {
    if (s->options.rejected)
      put_rejected(s, i);
  } else if (s->raw == BATCH_LINES) {
    zhen_pairs_put_raw(s->out, batch_line(&s->batch, i));
  } else if (s->raw == BATCH_TEXT) {
    zhen_pairs_put(s->out, &s->batch.pairs[i]);
  }
}

/* All bytes but those of dropped pairs. */
static zhen_status put_copies(filter_stream *s)
{
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; status == ZHEN_OK && k < s->batch.n_copies; k++) {
    const batch_copy *c = &s->batch.copies[k];

    status = copier_put(&s->copier, &c->copy,
                        c->copy.pair && passes(s, c->pair), COPIER_NO_SCORE);
  }
  return status;
}

static zhen_status run_batch(filter_stream *s, bool first)
{
  size_t n = s->batch.count;
  zhen_status status;

  if (first && s->options.learn)
    learn(s);
  status = check(s);
  for (size_t i = 0; status == ZHEN_OK && i < n; i++)
    put_item(s, i);
  if (status == ZHEN_OK)
    status = put_copies(s);
  if (status == ZHEN_OK)
    status = progress_step(&s->progress, n);
  return status == ZHEN_OK ? buf_status(&s->line) : status;
}

static zhen_status run(filter_stream *s, zhen_pairs *in)
{
  zhen_status status = ZHEN_OK;

  progress_begin(&s->progress, "filtering", "pairs", 0);
  s->batch.more = true;
  for (bool first = true; status == ZHEN_OK && s->batch.more; first = false) {
    status = batch_read(&s->batch, in, false, s->raw, &s->progress);
    if (first && status == ZHEN_OK && s->raw == BATCH_LINES &&
        zhen_pairs_header(in).len > 0)
      zhen_pairs_put_raw(s->out, zhen_pairs_header(in));
    if (status == ZHEN_OK)
      status = run_batch(s, first);
  }
  return status == ZHEN_OK && s->raw == BATCH_COPY ? copier_end(&s->copier)
                                                   : status;
}

/* The input is copied, or its lines are, or its pairs are rewritten. */
static batch_raw raw_of(const zhen_pairs *in, const zhen_pairs_writer *out)
{
  if (pairs_writer_copies(out, in))
    return BATCH_COPY;
  return pairs_have_lines(in) &&
                 zhen_pairs_writer_format(out) == zhen_pairs_format(in)
             ? BATCH_LINES
             : BATCH_TEXT;
}

zhen_status zhen_filter_stream(zhen_filter *filter, zhen_pairs *in,
                               zhen_pairs_writer *out,
                               const zhen_filter_stream_options *options,
                               zhen_filter_stream_counts *counts)
{
  filter_stream *s = mem_calloc(1, sizeof *s);
  zhen_status status;

  *counts = (zhen_filter_stream_counts){0};
  if (!s)
    return zhen_fail_memory();
  s->filter = filter;
  s->out = out;
  s->counts = counts;
  s->raw = raw_of(in, out);
  s->copier = (copier){.in = in, .out = out, .score = COPIER_NO_SCORE};
  status = OPTIONS_TAKE(&s->options, options);
  if (status == ZHEN_OK)
    status = progress_open(&s->progress, s->options.progress);
  if (status == ZHEN_OK)
    status = zhen_seen_new(&s->seen);
  if (status == ZHEN_OK)
    status = run(s, in);
  zhen_seen_free(s->seen);
  batch_dispose(&s->batch);
  copier_dispose(&s->copier);
  buf_dispose(&s->line);
  free(s);
  return status;
}
