/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs in memory against all rules: on all threads, duplicates on one. */
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "base/parallel.h"
#include "base/progress.h"

#include <math.h>
#include <stdlib.h>
#include <zhen/score.h>

enum { PIECE = 250 };

typedef struct filter_pairs {
  const zhen_filter *filter;
  zhen_filter_pairs_options options;
  progress progress;
  const zhen_pair *pairs;
  size_t count;
  zhen_verdict *verdicts;
  zhen_signature *signatures; /* of the pairs that passed */
} filter_pairs;

static bool passes(const filter_pairs *f, size_t i)
{
  return f->verdicts[i].rule == ZHEN_RULE_NONE;
}

/* The rules that need only the pair, and the list of held-out sentences. */
static void check(filter_pairs *f, size_t i)
{
  const zhen_pair *pair = &f->pairs[i];
  zhen_verdict *verdict = &f->verdicts[i];

  if (f->options.refuses && f->options.refuses(f->options.review, pair)) {
    *verdict = (zhen_verdict){ZHEN_RULE_REVIEW, 0, 1};
    return;
  }
  if (zhen_filter_check(f->filter, pair, verdict) && f->options.holdout &&
      zhen_holdout_has(f->options.holdout, pair))
    *verdict = (zhen_verdict){ZHEN_RULE_HOLDOUT, 0, 1};
}

/* Scoring takes the most time, so only the pairs that passed are scored. */
static zhen_status check_translations(filter_pairs *f, size_t begin, size_t end)
{
  double least = zhen_filter_threshold(f->filter, ZHEN_RULE_TRANSLATION);
  zhen_pair pairs[PIECE];
  zhen_pair_score scores[PIECE];
  size_t n = 0;
  zhen_status status;

  if (!f->options.scorer || isnan(least))
    return ZHEN_OK;
  for (size_t i = begin; i < end; i++)
    if (passes(f, i))
      pairs[n++] = f->pairs[i];
  status = zhen_score_pairs(f->options.scorer, pairs, n, 1, scores);
  if (status != ZHEN_OK)
    return status;
  n = 0;
  for (size_t i = begin; i < end; i++) {
    if (!passes(f, i))
      continue;
    if (scores[n].related < least)
      f->verdicts[i] =
          (zhen_verdict){ZHEN_RULE_TRANSLATION, scores[n].related, least};
    n++;
  }
  return ZHEN_OK;
}

static zhen_status check_piece(void *context, size_t number)
{
  filter_pairs *f = context;
  size_t begin = number * PIECE, end = begin + PIECE;
  zhen_status status;

  if (end > f->count)
    end = f->count;
  for (size_t i = begin; i < end; i++)
    check(f, i);
  status = check_translations(f, begin, end);
  for (size_t i = begin; f->options.seen && i < end; i++)
    if (passes(f, i))
      f->signatures[i] = zhen_pair_signature(&f->pairs[i]);
  return status == ZHEN_OK ? progress_step(&f->progress, end - begin) : status;
}

static zhen_status run(filter_pairs *f)
{
  unsigned threads =
      f->options.threads ? f->options.threads : parallel_processors();
  zhen_status status;

  progress_begin(&f->progress, "filtering", "pairs", f->count);
  status =
      parallel_for((f->count + PIECE - 1) / PIECE, threads, check_piece, f);
  for (size_t i = 0; f->options.seen && status == ZHEN_OK && i < f->count; i++)
    if (passes(f, i))
      status = zhen_seen_check(f->options.seen, f->filter, f->signatures[i],
                               &f->verdicts[i]);
  return status;
}

zhen_status zhen_filter_pairs(const zhen_filter *filter, const zhen_pair *pairs,
                              size_t count,
                              const zhen_filter_pairs_options *options,
                              zhen_verdict *out)
{
  filter_pairs f = {
      .filter = filter, .pairs = pairs, .count = count, .verdicts = out};
  zhen_status status = OPTIONS_TAKE(&f.options, options);

  if (status == ZHEN_OK)
    status = progress_open(&f.progress, f.options.progress);
  if (status == ZHEN_OK && f.options.seen) {
    f.signatures = mem_calloc(count + 1, sizeof *f.signatures);
    status = f.signatures ? ZHEN_OK : zhen_fail_memory();
  }
  if (status == ZHEN_OK)
    status = run(&f);
  free(f.signatures);
  return status;
}
