/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From candidates to beads: add the terms of whole beads to each candidate;
 * forward and backward sums give the posterior probabilities,
 *
 *   P(bead) = forward(start) * weight * backward(end) / total
 *
 * and the beads with the greatest expected number of right ones are chosen, not
 * those of the best path (maximum expected accuracy: Do et al., ProbCons,
 * 2005).
 */
#include "align/search/decode.h"
#include "align/search/candidates.h"
#include "align/score/whole.h"
#include "align/search/logs.h"
#include "base/fail.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/*
 * The cost of a bead: two beads replace one only if each is as probable as that
 * one. This is also half of the best possible F1.
 */
static const double BEAD_COST = .5;

/* The same for an unaligned sentence. */
static const double NULL_COST = .5;

/* Precision of sums of probabilities; of equal choices, the last one counts. */
static const double TIE = 1e-9;

typedef struct decoder {
  const corridor *c;
  const document *d;
  bead_candidates beads;
  double *forward[PATH_KINDS], *backward[PATH_KINDS]; /* as in a lattice */
  double *null_zh, *null_en; /* probability of a sentence to be unaligned */
  double *value;             /* best expectation of the beads up to a cell */
  uint32_t *last;            /* the last bead of that choice */
} decoder;

static size_t start_of(const decoder *x, const bead_candidate *b)
{
  return corridor_cell(x->c, b->i, b->j);
}

static size_t end_of(const decoder *x, const bead_candidate *b)
{
  return corridor_cell(x->c, b->to_i, b->to_j);
}

static bool is_null(const bead_candidate *b)
{
  return b->i == b->to_i || b->j == b->to_j;
}

/* The paths that a bead may continue, and those that may continue it. */
static path_kind source(const bead_candidate *b)
{
  return b->null && b->j == b->to_j ? PATHS_OPEN : PATHS_ALL;
}

static path_kind sequel(const bead_candidate *b)
{
  return b->null && b->i == b->to_i ? PATHS_ALL : PATHS_OPEN;
}

/* ---- weights and sums ---- */

/* The end of the candidates that begin where the one at `from` does. */
static size_t end_of_group(const bead_candidates *c, size_t from)
{
  size_t to = from;

  while (to < c->count && c->at[to].i == c->at[from].i &&
         c->at[to].j == c->at[from].j)
    to++;
  return to;
}

/* Candidates with the same beginning are read together. */
static zhen_status weigh_group(whole *w, bead_candidate *b, size_t n)
{
  whole_bead all = {b->i, b->i, b->j, b->j};
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k < n; k++) {
    if (is_null(&b[k]))
      continue;
    all.to_i = b[k].to_i > all.to_i ? b[k].to_i : all.to_i;
    all.to_j = b[k].to_j > all.to_j ? b[k].to_j : all.to_j;
  }
  if (all.to_i > all.i)
    status = whole_read(w, all);
  for (size_t k = 0; k < n && status == ZHEN_OK; k++) {
    if (is_null(&b[k]))
      continue;
    whole_cut(w, b[k].to_i, b[k].to_j);
    b[k].weight = whole_weight(w, b[k].weight);
  }
  return status;
}

static zhen_status add_terms(decoder *x, const align_input *in,
                             const score_model *m)
{
  whole w;
  zhen_status status = whole_open(&w, in, m);
  size_t to;

  for (size_t k = 0; k < x->beads.count && status == ZHEN_OK; k = to) {
    to = end_of_group(&x->beads, k);
    status = progress_step(x->d->progress, 0);
    if (status == ZHEN_OK)
      status = weigh_group(&w, &x->beads.at[k], to - k);
  }
  whole_close(&w);
  return status;
}

static void sum_up(decoder *x)
{
  size_t cells = x->c->cell[x->c->n + 1];

  for (int kind = 0; kind < PATH_KINDS; kind++) {
    for (size_t k = 0; k < cells; k++)
      x->forward[kind][k] = x->backward[kind][k] = -DBL_MAX;
    x->forward[kind][0] = x->backward[kind][cells - 1] = 0;
  }
  for (size_t k = 0; k < x->beads.count; k++) {
    const bead_candidate *b = &x->beads.at[k];
    double sum = x->forward[source(b)][start_of(x, b)] + b->weight;
    size_t to = end_of(x, b);

    for (int kind = (int)sequel(b); kind < PATH_KINDS; kind++)
      x->forward[kind][to] = add_logs(x->forward[kind][to], sum);
  }
  for (size_t k = x->beads.count; k-- > 0;) {
    const bead_candidate *b = &x->beads.at[k];
    double sum = x->backward[sequel(b)][end_of(x, b)] + b->weight;
    size_t from = start_of(x, b);

    for (int kind = 0; kind <= (int)source(b); kind++)
      x->backward[kind][from] = add_logs(x->backward[kind][from], sum);
  }
}

static double probability(const decoder *x, const bead_candidate *b)
{
  double from = x->forward[source(b)][start_of(x, b)],
         to = x->backward[sequel(b)][end_of(x, b)];

  if (from <= -DBL_MAX || to <= -DBL_MAX)
    return 0;
  return fmin(1, exp(from + b->weight + to - x->backward[PATHS_OPEN][0]));
}

static zhen_bead bead_of(const decoder *x, const bead_candidate *b)
{
  const document *d = x->d;

  return (zhen_bead){.zh_begin = sentence_at(&d->zh, b->i),
                     .zh_end = sentence_at(&d->zh, b->to_i),
                     .en_begin = sentence_at(&d->en, b->j),
                     .en_end = sentence_at(&d->en, b->to_j),
                     .score = (float)probability(x, b)};
}

/* Sentences may be unaligned at any position of the other side. */
static void add_nulls(decoder *x)
{
  for (size_t k = 0; k < x->beads.count; k++) {
    const bead_candidate *c = &x->beads.at[k];
    zhen_bead b;

    if (!is_null(c))
      continue;
    b = bead_of(x, c);
    for (uint32_t z = b.zh_begin; z < b.zh_end; z++)
      x->null_zh[z] += (double)b.score;
    for (uint32_t e = b.en_begin; e < b.en_end; e++)
      x->null_en[e] += (double)b.score;
  }
}

/* ---- choosing ---- */

/* What a bead adds to the expectation; unaligned sentences count one by one. */
static double gain(const decoder *x, const bead_candidate *c)
{
  zhen_bead b = bead_of(x, c);
  double sum = 0;

  if (!is_null(c))
    return (double)b.score - BEAD_COST;
  for (uint32_t z = b.zh_begin; z < b.zh_end; z++)
    sum += x->null_zh[z] - NULL_COST;
  for (uint32_t e = b.en_begin; e < b.en_end; e++)
    sum += x->null_en[e] - NULL_COST;
  return sum;
}

static void choose(decoder *x)
{
  size_t cells = x->c->cell[x->c->n + 1];

  for (size_t k = 1; k < cells; k++)
    x->value[k] = -DBL_MAX;
  for (size_t k = 0; k < x->beads.count; k++) {
    const bead_candidate *b = &x->beads.at[k];
    size_t from = start_of(x, b), to = end_of(x, b);
    double value;

    if (x->value[from] <= -DBL_MAX)
      continue;
    value = x->value[from] + gain(x, b);
    if (value < x->value[to] - TIE)
      continue;
    x->value[to] = value;
    x->last[to] = (uint32_t)k;
  }
}

static void score_null(const decoder *x, zhen_bead *b)
{
  if (b->en_begin == b->en_end)
    b->score = (float)fmin(1, x->null_zh[b->zh_begin]);
  else if (b->zh_begin == b->zh_end)
    b->score = (float)fmin(1, x->null_en[b->en_begin]);
}

static zhen_status take(const decoder *x, zhen_alignment *a)
{
  size_t capacity = 0, cell = x->c->cell[x->c->n + 1] - 1;
  zhen_status status = ZHEN_OK;

  while (cell > 0 && status == ZHEN_OK) {
    const bead_candidate *b = &x->beads.at[x->last[cell]];

    status = alignment_add(a, &capacity, bead_of(x, b));
    cell = start_of(x, b);
  }
  alignment_reverse(a);
  for (size_t k = 0; k < a->count; k++)
    score_null(x, &a->beads[k]);
  return status;
}

/* ---- decoding ---- */

static zhen_status decoder_open(decoder *x, const lattice *l,
                                const align_input *in, const score_model *m)
{
  const document *d = in->d;
  size_t cells = l->corridor.cell[l->corridor.n + 1];
  zhen_status status;

  *x = (decoder){
      .c = &l->corridor,
      .d = d,
      .null_zh = mem_calloc(d->zh.n_sentences, sizeof *x->null_zh),
      .null_en = mem_calloc(d->en.n_sentences, sizeof *x->null_en),
      .value = mem_calloc(cells, sizeof *x->value),
      .last = mem_calloc(cells, sizeof *x->last),
  };
  for (int kind = 0; kind < PATH_KINDS; kind++) {
    x->forward[kind] = mem_calloc(cells, sizeof(double));
    x->backward[kind] = mem_calloc(cells, sizeof(double));
    if (!x->forward[kind] || !x->backward[kind])
      return zhen_fail_memory();
  }
  if (!x->null_zh || !x->null_en || !x->value || !x->last)
    return zhen_fail_memory();
  status = candidates_find(&x->beads, l, d, m->p);
  if (status == ZHEN_OK)
    status = add_terms(x, in, m);
  if (status != ZHEN_OK)
    return status;
  sum_up(x);
  add_nulls(x);
  return ZHEN_OK;
}

static void decoder_close(decoder *x)
{
  candidates_dispose(&x->beads);
  for (int kind = 0; kind < PATH_KINDS; kind++) {
    free(x->forward[kind]);
    free(x->backward[kind]);
  }
  free(x->null_zh);
  free(x->null_en);
  free(x->value);
  free(x->last);
}

zhen_status decode_beads(zhen_alignment **out, const lattice *l,
                         const align_input *in, const score_model *m)
{
  decoder x;
  zhen_status status = decoder_open(&x, l, in, m);

  *out = status == ZHEN_OK ? mem_calloc(1, sizeof **out) : NULL;
  if (status == ZHEN_OK && !*out)
    status = zhen_fail_memory();
  if (status == ZHEN_OK) {
    choose(&x);
    status = take(&x, *out);
  }
  if (status != ZHEN_OK) {
    zhen_alignment_free(*out);
    *out = NULL;
  }
  decoder_close(&x);
  return status;
}

static void judge(const decoder *x, zhen_bead *b)
{
  b->score = 0;
  for (size_t k = 0; k < x->beads.count; k++) {
    zhen_bead own = bead_of(x, &x->beads.at[k]);

    if (is_same_bead(&own, b))
      b->score = own.score;
  }
  score_null(x, b);
}

zhen_status decode_judge(const lattice *l, const align_input *in,
                         const score_model *m, zhen_bead *beads, size_t count)
{
  decoder x;
  zhen_status status = decoder_open(&x, l, in, m);

  for (size_t k = 0; k < count && status == ZHEN_OK; k++)
    judge(&x, &beads[k]);
  decoder_close(&x);
  return status;
}

static bool is_inside(const zhen_bead *b, const zhen_bead *area)
{
  return b->zh_begin >= area->zh_begin && b->zh_end <= area->zh_end &&
         b->en_begin >= area->en_begin && b->en_end <= area->en_end;
}

zhen_status decode_pairs(zhen_alignment *out, const lattice *l,
                         const align_input *in, const score_model *m,
                         zhen_bead area, float least)
{
  size_t capacity = out->count;
  decoder x;
  zhen_status status = decoder_open(&x, l, in, m);

  for (size_t k = 0; k < x.beads.count && status == ZHEN_OK; k++) {
    zhen_bead b = bead_of(&x, &x.beads.at[k]);

    if (is_pair(&b) && is_inside(&b, &area) && b.score >= least)
      status = alignment_add(out, &capacity, b);
  }
  decoder_close(&x);
  return status;
}
