/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The filter as a stream: read a batch, check it on all threads, and write it
 * in order on one, which also has the seen set.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "text/line.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zhen/pairs.h>

enum { BATCH = 10000, PIECE = 250, MOST_BYTES = 16 << 20 };

typedef struct item {
  size_t raw, zh, en, end; /* where its texts start in `texts` */
  size_t line;
  double score;
  zhen_verdict verdict;
  zhen_signature signature;
} item;

typedef struct filter_stream {
  zhen_filter *filter;
  zhen_filter_stream_options options;
  progress progress;
  zhen_pairs_writer *out;
  bool raw; /* write lines unchanged */
  zhen_seen *seen;
  zhen_filter_stream_counts *counts;
  buf texts, line;
  item items[BATCH];
  size_t count;
  bool more;
} filter_stream;

static zhen_str part(const filter_stream *s, size_t begin, size_t end)
{
  return (zhen_str){s->texts.ptr ? s->texts.ptr + begin : "", end - begin};
}

static zhen_pair pair_of(const filter_stream *s, const item *i)
{
  return (zhen_pair){part(s, i->zh, i->en), part(s, i->en, i->end), i->score};
}

static zhen_status read_batch(filter_stream *s, zhen_pairs *in)
{
  s->count = s->texts.len = 0;
  while (s->count < BATCH && s->texts.len < MOST_BYTES) {
    item *i = &s->items[s->count];
    const zhen_pair_row *next;
    zhen_status status = zhen_pairs_next(in, &next);

    s->more = next != NULL;
    if (status != ZHEN_OK)
      return status;
    if (!s->more)
      break;
    *i = (item){
        .raw = s->texts.len, .line = next->line, .score = next->pair.score};
    buf_put(&s->texts, next->raw.ptr, next->raw.len);
    i->zh = s->texts.len;
    buf_put(&s->texts, next->pair.zh.ptr, next->pair.zh.len);
    i->en = s->texts.len;
    buf_put(&s->texts, next->pair.en.ptr, next->pair.en.len);
    i->end = s->texts.len;
    s->count++;
  }
  return buf_status(&s->texts);
}

static void learn(filter_stream *s)
{
  zhen_lengths lengths = {{0}};

  for (size_t i = 0; i < s->count; i++) {
    zhen_pair pair = pair_of(s, &s->items[i]);

    zhen_lengths_add(&lengths, &pair);
  }
  zhen_filter_learn(s->filter, &lengths);
}

static void check(filter_stream *s, item *i)
{
  zhen_pair pair = pair_of(s, i);

  if (!zhen_filter_check(s->filter, &pair, &i->verdict))
    return;
  if (s->options.holdout && zhen_holdout_has(s->options.holdout, &pair))
    i->verdict = (zhen_verdict){ZHEN_RULE_HOLDOUT, 0, 1};
  else
    i->signature = zhen_pair_signature(&pair);
}

static zhen_status check_piece(void *context, size_t number)
{
  filter_stream *s = context;

  for (size_t i = number * PIECE; i < (number + 1) * PIECE && i < s->count; i++)
    check(s, &s->items[i]);
  return progress_step(&s->progress, 0);
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

static void put_rejected(filter_stream *s, const item *i)
{
  buf *b = &s->line;

  buf_puts(b, zhen_rule_name(i->verdict.rule));
  buf_putc(b, '\t');
  put_number(b, i->verdict.value);
  buf_putc(b, '\t');
  put_number(b, i->verdict.threshold);
  buf_printf(b, "\t%zu\t", i->line);
  line_put_collapsed(b, part(s, i->zh, i->en), false);
  buf_putc(b, '\t');
  line_put_collapsed(b, part(s, i->en, i->end), false);
  buf_putc(b, '\n');
  line_flush(b, s->options.rejected);
}

static zhen_status put_item(filter_stream *s, item *i)
{
  zhen_pair pair = pair_of(s, i);

  if (i->verdict.rule == ZHEN_RULE_NONE) {
    zhen_status status =
        zhen_seen_check(s->seen, s->filter, i->signature, &i->verdict);

    if (status != ZHEN_OK)
      return status;
  }
  s->counts->pairs++;
  s->counts->dropped[i->verdict.rule]++;
  if (i->verdict.rule != ZHEN_RULE_NONE) {
    if (s->options.rejected)
      put_rejected(s, i);
  } else if (s->raw) {
    zhen_pairs_put_raw(s->out, part(s, i->raw, i->zh));
  } else {
    zhen_pairs_put(s->out, &pair);
  }
  return ZHEN_OK;
}

static zhen_status run_batch(filter_stream *s, bool first)
{
  unsigned threads =
      s->options.threads ? s->options.threads : parallel_processors();
  zhen_status status;

  if (first && s->options.learn)
    learn(s);
  status =
      parallel_for((s->count + PIECE - 1) / PIECE, threads, check_piece, s);
  for (size_t i = 0; status == ZHEN_OK && i < s->count; i++)
    status = put_item(s, &s->items[i]);
  if (status == ZHEN_OK)
    status = progress_step(&s->progress, s->count);
  return status == ZHEN_OK ? buf_status(&s->line) : status;
}

static zhen_status run(filter_stream *s, zhen_pairs *in)
{
  zhen_status status = ZHEN_OK;

  progress_begin(&s->progress, "filtering", "pairs", 0);
  s->more = true;
  for (bool first = true; status == ZHEN_OK && s->more; first = false) {
    status = read_batch(s, in);
    if (first && status == ZHEN_OK && s->raw && zhen_pairs_header(in).len > 0)
      zhen_pairs_put_raw(s->out, zhen_pairs_header(in));
    if (status == ZHEN_OK)
      status = run_batch(s, first);
  }
  return status;
}

zhen_status zhen_filter_stream(zhen_filter *filter, zhen_pairs *in,
                               zhen_pairs_writer *out,
                               const zhen_filter_stream_options *options,
                               zhen_filter_stream_counts *counts)
{
  zhen_format format = zhen_pairs_format(in);
  filter_stream *s = mem_calloc(1, sizeof *s);
  zhen_status status;

  *counts = (zhen_filter_stream_counts){0};
  if (!s)
    return zhen_fail_memory();
  s->filter = filter;
  s->out = out;
  s->counts = counts;
  s->raw = zhen_pairs_writer_format(out) == format &&
           (format == ZHEN_FORMAT_TSV || format == ZHEN_FORMAT_JSONL);
  status = OPTIONS_TAKE(&s->options, options);
  if (status == ZHEN_OK)
    status = progress_open(&s->progress, s->options.progress);
  if (status == ZHEN_OK)
    status = zhen_seen_new(&s->seen);
  if (status == ZHEN_OK)
    status = run(s, in);
  zhen_seen_free(s->seen);
  buf_dispose(&s->texts);
  buf_dispose(&s->line);
  free(s);
  return status;
}
