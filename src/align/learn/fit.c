/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Translators differ: one is verbose, another joins short sentences, an editor
 * omits passages. Counts of a first alignment move the general values as far as
 * the evidence goes (posterior mean under a prior that counts as a number of
 * characters or beads). Only what is in parallel passages counts.
 */
#include "align/learn/fit.h"

#include <math.h>

typedef struct counts {
  double zh_chars, en_chars;
  double beads;              /* with both sides */
  double extra_zh, extra_en; /* beyond the first sentence */
  double null_zh, null_en;
  double run_zh, run_en; /* unaligned since the last pair */
} counts;

static double chars_in(const side *s, uint32_t begin, uint32_t end)
{
  double sum = 0;

  for (uint32_t u = s->unit_of[begin]; u < s->unit_of[end]; u++)
    sum += (double)s->units[u].chars;
  return sum;
}

/*
 * A run is omitted by one decision. A long one says nothing of the habit: it is
 * a passage that one of the texts does not have.
 */
static double run_worth(double n, double most)
{
  return n > NULL_MAX ? 0 : fmin(n, most);
}

static void end_runs(counts *c, double most)
{
  c->null_zh += run_worth(c->run_zh, most);
  c->null_en += run_worth(c->run_en, most);
  c->run_zh = c->run_en = 0;
}

static void count_bead(counts *c, const document *d, const zhen_bead *b,
                       double within, double run_most)
{
  if (b->zh_begin == b->zh_end) {
    c->run_en += within * (b->en_end - b->en_begin);
    return;
  }
  if (b->en_begin == b->en_end) {
    c->run_zh += within * (b->zh_end - b->zh_begin);
    return;
  }
  end_runs(c, run_most);
  c->beads += within;
  c->extra_zh += within * (b->zh_end - b->zh_begin - 1);
  c->extra_en += within * (b->en_end - b->en_begin - 1);
  c->zh_chars += within * chars_in(&d->zh, b->zh_begin, b->zh_end);
  c->en_chars += within * chars_in(&d->en, b->en_begin, b->en_end);
}

/* How much more frequent than usual, as a logarithm. */
static double shift(const align_params *p, double n, double beads, double usual)
{
  double k = p->usual_beads;

  return log((n + k * usual) / (beads + k) / usual);
}

void params_fit(align_params *p, const document *d, const zhen_alignment *a)
{
  counts c = {0};
  double prior = p->usual_chars;

  for (size_t k = 0; k < a->count; k++)
    count_bead(&c, d, &a->beads[k], bead_within(a, k), p->run_most);
  end_runs(&c, p->run_most);
  p->length_ratio =
      (c.en_chars + prior * p->length_ratio) / (c.zh_chars + prior);
  p->prior_extra_zh += shift(p, c.extra_zh, c.beads, p->usual_merges);
  p->prior_extra_en += shift(p, c.extra_en, c.beads, p->usual_merges);
  p->prior_null_zh += shift(p, c.null_zh, c.beads, p->usual_nulls);
  p->prior_null_en += shift(p, c.null_en, c.beads, p->usual_nulls);
}
