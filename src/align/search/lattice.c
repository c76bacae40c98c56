/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dynamic programming over the cells (i, j) of the corridor: i Chinese units
 * and j English ones are before. A step is a bead of the last `a` and `b`.
 *
 * A row is computed in chunks of columns. First, all beads of a shape a x b
 * that end in a chunk are scored together, which takes most of the time; the
 * best step into each cell decides which others are kept; then the cells are
 * completed in order, because an unaligned sentence leads from one to the next.
 */
#include "align/search/lattice.h"
#include "align/score/bead_scores.h"
#include "base/fail.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/*
 * A step 8,000 times less probable than the best one adds nothing to speak of:
 * with 7 and 12 F1 of the development sets is the same; with 5 it is .0025
 * lower.
 */
static const double LATTICE_PRUNE = 9;

/* Fills the cells in order. */
typedef struct lattice_filler {
  lattice *l;
  bead_scorer beads;
  /* Runs of n unaligned sentences that end at this row or at column j. */
  lattice_edge zh_nulls[NULL_MAX];
  unsigned n_zh_nulls;
  float *en_nulls; /* [j * NULL_MAX + n - 1] */
} lattice_filler;

/* ---- steps into a cell ---- */

enum { STEPS_MAX = A_MAX * B_MAX + 2 * NULL_MAX };

typedef struct step_list {
  lattice_edge at[STEPS_MAX];
  double sum[STEPS_MAX], best[STEPS_MAX];
  double top; /* of the sums */
  size_t count;
} step_list;

static inline void add_step(const lattice_filler *f, step_list *s, uint32_t i,
                            uint32_t j, lattice_edge e)
{
  const corridor *c = &f->l->corridor;
  double sum;
  size_t from;

  if (!corridor_has(c, i - e.zh, j - e.en))
    return;
  from = corridor_cell(c, i - e.zh, j - e.en);
  sum = f->beads.sum[from] + (double)e.score;
  if (sum < s->top - f->beads.prune)
    return;
  if (sum > s->top)
    s->top = sum;
  s->at[s->count] = e;
  s->sum[s->count] = sum;
  s->best[s->count++] = f->l->best[from] + (double)e.score;
}

/* No beads end inside a sentence. */
static void find_zh_nulls(lattice_filler *f, uint32_t i)
{
  const side *zh = &f->beads.d->zh;
  uint32_t from = i;

  f->n_zh_nulls = 0;
  if (i > 0 && !zh->units[i - 1].ends_sentence)
    return;
  for (unsigned n = 1; n <= NULL_MAX && from > 0; n++) {
    from = zh->unit_of[zh->units[from - 1].sentence];
    if (i - from > UINT16_MAX)
      break;
    f->zh_nulls[f->n_zh_nulls++] = (lattice_edge){
        (uint16_t)(i - from), 0, null_score(&f->beads, true, from, i, n)};
  }
}

static zhen_status find_en_nulls(lattice_filler *f)
{
  const side *en = &f->beads.d->en;

  f->en_nulls = mem_calloc(en->n_units + 1, NULL_MAX * sizeof *f->en_nulls);
  if (!f->en_nulls)
    return zhen_fail_memory();
  for (size_t j = 1; j <= en->n_units; j++)
    for (unsigned n = 1; n <= NULL_MAX && n <= j; n++)
      f->en_nulls[j * NULL_MAX + n - 1] =
          null_score(&f->beads, false, (uint32_t)j - n, (uint32_t)j, n);
  return ZHEN_OK;
}

static void zh_null_steps(const lattice_filler *f, step_list *s, uint32_t i,
                          uint32_t j, float end)
{
  for (unsigned k = 0; k < f->n_zh_nulls; k++) {
    lattice_edge e = f->zh_nulls[k];

    e.score += end;
    add_step(f, s, i, j, e);
  }
}

static void en_null_steps(const lattice_filler *f, step_list *s, uint32_t i,
                          uint32_t j, float end)
{
  const float *scores = f->en_nulls + (size_t)j * NULL_MAX;

  for (unsigned n = 1; n <= NULL_MAX && n <= j; n++)
    add_step(f, s, i, j, (lattice_edge){0, (uint16_t)n, end + scores[n - 1]});
}

static void null_steps(const lattice_filler *f, step_list *s, uint32_t i,
                       uint32_t j)
{
  float end = (float)end_score(&f->beads, i, j, true);

  if (!is_between_sentences(&f->beads.d->zh, i))
    return;
  en_null_steps(f, s, i, j, end);
  zh_null_steps(f, s, i, j, end);
}

static void bead_steps(const lattice_filler *f, step_list *s, uint32_t i,
                       uint32_t j)
{
  const chunk *k = f->beads.chunk;
  uint32_t c = j - k->low;

  for (uint32_t n = 0; n < k->n_likely[c]; n++) {
    const shape *bead = &k->shapes[k->likely[c][n]];

    add_step(
        f, s, i, j,
        (lattice_edge){(uint16_t)bead->a, (uint16_t)bead->b, bead->scores[c]});
  }
}

/*
 * Where a narrow corridor passes through a sentence and the length limits
 * exclude all beads, advance unit by unit, so that a path always exists.
 */
static void forced_steps(const lattice_filler *f, step_list *s, uint32_t i,
                         uint32_t j)
{
  if (j > 0)
    add_step(f, s, i, j, (lattice_edge){0, 1, (float)IMPOSSIBLE});
  if (i > 0)
    add_step(f, s, i, j, (lattice_edge){1, 0, (float)IMPOSSIBLE});
}

/* The first of the best steps. */
static size_t best_step(const step_list *s)
{
  size_t best = 0;

  for (size_t k = 1; k < s->count; k++)
    if (s->best[k] > s->best[best])
      best = k;
  return best;
}

/* Keep the steps that matter; compute their sum and maximum. */
static void keep_steps(lattice *l, size_t cell, const step_list *s,
                       double prune)
{
  double sum = 0;
  size_t first = l->n_edges;

  for (size_t k = 0; k < s->count; k++) {
    if (s->sum[k] < s->top - prune)
      continue;
    if (s->best[k] > l->best[cell]) {
      l->best[cell] = s->best[k];
      l->via[cell] = (uint16_t)(l->n_edges - first);
    }
    sum += exp(s->sum[k] - s->top);
    l->edges[l->n_edges++] = s->at[k];
  }
  l->forward[cell] = s->top + log(sum);
}

static void keep_best(lattice *l, size_t cell, const step_list *s)
{
  size_t best = best_step(s);

  l->best[cell] = s->best[best];
  l->edges[l->n_edges++] = s->at[best];
}

static zhen_status finish_cell(const lattice_filler *f, size_t cell,
                               const step_list *s)
{
  lattice *l = f->l;
  zhen_status status = mem_grow(&l->edges, &l->edges_capacity,
                                l->n_edges + s->count, sizeof *l->edges);

  if (status != ZHEN_OK)
    return status;
  if (s->count && l->forward)
    keep_steps(l, cell, s, f->beads.prune);
  else if (s->count)
    keep_best(l, cell, s);
  l->first[cell + 1] = (uint32_t)l->n_edges;
  return ZHEN_OK;
}

/* ---- rows ---- */

static zhen_status fill_cell(const lattice_filler *f, uint32_t i, uint32_t j)
{
  step_list steps;

  steps.count = 0;
  steps.top = -DBL_MAX;
  if (i == 0 && j == 0) {
    f->l->best[0] = 0;
    if (f->l->forward)
      f->l->forward[0] = 0;
    f->l->first[1] = 0;
    return ZHEN_OK;
  }
  null_steps(f, &steps, i, j);
  if (i > 0)
    bead_steps(f, &steps, i, j);
  if (steps.count == 0)
    forced_steps(f, &steps, i, j);
  return finish_cell(f, corridor_cell(&f->l->corridor, i, j), &steps);
}

static zhen_status fill_chunk(lattice_filler *f, uint32_t i, uint32_t low,
                              uint32_t high)
{
  zhen_status status = progress_step(f->beads.d->progress, 0);

  if (status != ZHEN_OK)
    return status;
  score_chunk(&f->beads, i, low, high);
  for (uint32_t j = low; j <= high && status == ZHEN_OK; j++)
    status = fill_cell(f, i, j);
  return status;
}

static zhen_status fill_row(lattice_filler *f, uint32_t i)
{
  const corridor *c = &f->l->corridor;
  zhen_status status = ZHEN_OK;

  find_zh_nulls(f, i);
  if (i > 0)
    status = progress_step(f->beads.d->progress, 1);
  if (i > 0 && status == ZHEN_OK)
    status = bead_scorer_row(&f->beads, i);
  for (uint32_t j = c->low[i]; j <= c->high[i] && status == ZHEN_OK; j += CHUNK)
    status = fill_chunk(f, i, j,
                        c->high[i] - j < CHUNK ? c->high[i] : j + CHUNK - 1);
  return status;
}

/* ---- preparation ---- */

static zhen_status allocate_cells(lattice *l, bool sums)
{
  size_t cells = l->corridor.cell[l->corridor.n + 1];

  l->first = mem_calloc(cells + 1, sizeof *l->first);
  l->best = mem_calloc(cells, sizeof *l->best);
  l->via = mem_calloc(cells, sizeof *l->via);
  if (!l->first || !l->best || !l->via)
    return zhen_fail_memory();
  for (size_t k = 0; k < cells; k++)
    l->best[k] = -DBL_MAX;
  if (!sums)
    return ZHEN_OK;
  l->forward = mem_calloc(cells, sizeof *l->forward);
  if (!l->forward)
    return zhen_fail_memory();
  for (size_t k = 0; k < cells; k++)
    l->forward[k] = -DBL_MAX;
  return ZHEN_OK;
}

zhen_status lattice_fill(lattice *l, const align_input *in,
                         const score_model *m, bool sums)
{
  lattice_filler f = {.l = l};
  zhen_status status = allocate_cells(l, sums);

  if (status == ZHEN_OK)
    status =
        bead_scorer_open(&f.beads, in, m, &l->corridor,
                         sums ? l->forward : l->best, sums ? LATTICE_PRUNE : 0);
  if (status == ZHEN_OK)
    status = find_en_nulls(&f);
  for (uint32_t i = 0; i <= in->d->zh.n_units && status == ZHEN_OK; i++)
    status = fill_row(&f, i);
  bead_scorer_close(&f.beads);
  free(f.en_nulls);
  return status;
}

void lattice_clear(lattice *l)
{
  free(l->first);
  free(l->edges);
  free(l->forward);
  free(l->best);
  free(l->via);
  *l = (lattice){.corridor = l->corridor};
}

void lattice_dispose(lattice *l)
{
  corridor_dispose(&l->corridor);
  lattice_clear(l);
}
