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
#include "align/score/constraints.h"
#include "align/search/gap_starts.h"
#include "align/search/logs.h"
#include "base/fail.h"
#include "base/quick.h"

#include <math.h>
#include <stdlib.h>

/* The sentences of the shortest run that is one step of any length. */
enum { GAP_MIN = NULL_MAX + 1 };

/* Fills the cells in order. */
typedef struct lattice_filler {
  lattice *l;
  bead_scorer beads;
  double *const *sum; /* the log sums of the paths, or the scores of the best */
  /* Runs of n unaligned sentences that end at this row or at column j. */
  lattice_edge zh_nulls[NULL_MAX];
  unsigned n_zh_nulls;
  float *en_nulls; /* [j * NULL_MAX + n - 1] */
  /* Where long runs that end in this row may begin, of the rows or columns seen
     so far: by column, and in this row. */
  gap_starts *zh_gaps, en_gaps;
  uint32_t zh_seen, en_seen;
} lattice_filler;

/* ---- steps into a cell ---- */

enum { STEPS_MAX = A_MAX * B_MAX + 2 * NULL_MAX + 2 * GAP_STARTS };

typedef struct step_list {
  lattice_edge at[STEPS_MAX];
  double sum[STEPS_MAX], best[STEPS_MAX];
  double top, top_open; /* of the sums: of all, of steps that open */
  size_t count;
} step_list;

/* Steps that open are compared with each other: Chinese null steps continue
   from them alone. */
static inline void add_step(const lattice_filler *f, step_list *s, uint32_t i,
                            uint32_t j, lattice_edge e)
{
  const corridor *c = &f->l->corridor;
  path_kind source = step_source(&e);
  double sum;
  size_t from;

  if (!corridor_has(c, i - e.zh, j - e.en))
    return;
  from = corridor_cell(c, i - e.zh, j - e.en);
  sum = f->sum[source][from] + (double)e.score;
  if (sum <= -DBL_MAX)
    return;
  if (sum < (step_opens(&e) ? s->top_open : s->top) - f->beads.prune)
    return;
  if (sum > s->top)
    s->top = sum;
  if (sum > s->top_open && step_opens(&e))
    s->top_open = sum;
  s->at[s->count] = e;
  s->sum[s->count] = sum;
  s->best[s->count++] = f->l->best[source][from] + (double)e.score;
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

/* The rows that are far enough before row i, which is between sentences. */
static void see_rows(lattice_filler *f, uint32_t i)
{
  const side *zh = &f->beads.d->zh;
  const corridor *c = &f->l->corridor;
  uint32_t sentence = sentence_at(zh, i);

  if (i > 0 &&
      constrained_zh(f->beads.in, zh->unit_of[sentence - 1], i, MUST_PAIR)) {
    memset(f->zh_gaps, 0, (f->beads.d->en.n_units + 1) * sizeof *f->zh_gaps);
    f->zh_seen = i;
  }
  if (sentence < GAP_MIN)
    return;
  for (uint32_t r = f->zh_seen; r <= zh->unit_of[sentence - GAP_MIN]; r++) {
    f->zh_seen = r + 1;
    for (uint32_t j = c->low[r]; is_between_sentences(zh, r) && j <= c->high[r];
         j++)
      gap_starts_add(&f->zh_gaps[j], r,
                     f->sum[PATHS_OPEN][corridor_cell(c, r, j)]);
  }
}

static void see_columns(lattice_filler *f, uint32_t i, uint32_t j)
{
  const corridor *c = &f->l->corridor;

  if (j > 0 && constrained_en(f->beads.in, j - 1, j, MUST_PAIR)) {
    f->en_gaps.n = 0;
    f->en_seen = j;
  }
  for (; f->en_seen + GAP_MIN <= j; f->en_seen++)
    if (corridor_has(c, i, f->en_seen))
      gap_starts_add(&f->en_gaps, f->en_seen,
                     f->sum[PATHS_ALL][corridor_cell(c, i, f->en_seen)]);
}

/* Runs of any length, from where they most probably begin. */
static void gap_steps(lattice_filler *f, step_list *s, uint32_t i, uint32_t j,
                      float end)
{
  const align_params *p = f->beads.p;
  const gap_starts *zh = &f->zh_gaps[j], *en = &f->en_gaps;

  if (p->null_gap <= IMPOSSIBLE)
    return;
  see_columns(f, i, j);
  for (unsigned k = 0; k < en->n; k++)
    if (j - en->at[k] <= UINT16_MAX)
      add_step(f, s, i, j,
               (lattice_edge){0, (uint16_t)(j - en->at[k]),
                              end + (float)(p->prior_null_en + p->null_gap)});
  for (unsigned k = 0; k < zh->n; k++)
    if (i - zh->at[k] <= UINT16_MAX)
      add_step(f, s, i, j,
               (lattice_edge){(uint16_t)(i - zh->at[k]), 0,
                              end + (float)(p->prior_null_zh + p->null_gap)});
}

static void null_steps(lattice_filler *f, step_list *s, uint32_t i, uint32_t j)
{
  float end = (float)end_score(&f->beads, i, j, true);

  if (!is_between_sentences(&f->beads.d->zh, i))
    return;
  en_null_steps(f, s, i, j, end);
  zh_null_steps(f, s, i, j, end);
  gap_steps(f, s, i, j, end);
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

/* The first of the best steps; s->count if none is open. */
static size_t best_step(const step_list *s, path_kind kind)
{
  size_t best = s->count;

  for (size_t k = 0; k < s->count; k++)
    if ((kind == PATHS_ALL || step_opens(&s->at[k])) &&
        (best == s->count || s->best[k] > s->best[best]))
      best = k;
  return best;
}

static void keep_step(lattice *l, size_t cell, const step_list *s, size_t k)
{
  uint16_t number = (uint16_t)(l->n_edges - l->first[cell]);

  for (int kind = step_opens(&s->at[k]) ? PATHS_OPEN : PATHS_ALL;
       kind < PATH_KINDS; kind++)
    if (s->best[k] > l->best[kind][cell]) {
      l->best[kind][cell] = s->best[k];
      l->via[kind][cell] = number;
    }
  l->edges[l->n_edges++] = s->at[k];
}

static void keep_best(lattice *l, size_t cell, const step_list *s)
{
  size_t best = best_step(s, PATHS_ALL), open = best_step(s, PATHS_OPEN);

  keep_step(l, cell, s, best);
  if (open < s->count && open != best)
    keep_step(l, cell, s, open);
}

/* Keep the steps that matter; their sums are the scores of paths. */
static void keep_near(lattice *l, size_t cell, const step_list *s)
{
  for (size_t k = 0; k < s->count; k++)
    if (s->sum[k] >= (step_opens(&s->at[k]) ? s->top_open : s->top) - l->near)
      keep_step(l, cell, s, k);
}

/* Keep the steps that matter; compute their sums. */
static void keep_steps(lattice *l, size_t cell, const step_list *s,
                       double prune)
{
  double sum[PATH_KINDS] = {0};

  for (size_t k = 0; k < s->count; k++) {
    bool opens = step_opens(&s->at[k]);

    if (s->sum[k] < (opens ? s->top_open : s->top) - prune)
      continue;
    keep_step(l, cell, s, k);
    sum[PATHS_ALL] += quick_exp(s->sum[k] - s->top);
    if (opens)
      sum[PATHS_OPEN] += quick_exp(s->sum[k] - s->top_open);
  }
  l->forward[PATHS_ALL][cell] = s->top + quick_log(sum[PATHS_ALL]);
  if (sum[PATHS_OPEN] > 0)
    l->forward[PATHS_OPEN][cell] = s->top_open + quick_log(sum[PATHS_OPEN]);
}

static zhen_status finish_cell(const lattice_filler *f, size_t cell,
                               const step_list *s)
{
  lattice *l = f->l;
  zhen_status status = mem_grow(&l->edges, &l->edges_capacity,
                                l->n_edges + s->count, sizeof *l->edges);

  if (status != ZHEN_OK)
    return status;
  if (s->count && l->forward[PATHS_ALL])
    keep_steps(l, cell, s, f->beads.prune);
  else if (s->count && l->near > 0)
    keep_near(l, cell, s);
  else if (s->count)
    keep_best(l, cell, s);
  l->first[cell + 1] = (uint32_t)l->n_edges;
  return ZHEN_OK;
}

/* ---- rows ---- */

static zhen_status fill_cell(lattice_filler *f, uint32_t i, uint32_t j)
{
  step_list steps;

  if (i == 0 && j == 0)
    return ZHEN_OK;
  steps.count = 0;
  steps.top = steps.top_open = -DBL_MAX;
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
  if (is_between_sentences(&f->beads.d->zh, i))
    see_rows(f, i);
  f->en_gaps.n = 0;
  f->en_seen = c->low[i];
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

/* Unreached, except the first cell. */
static zhen_status allocate_scores(double **out, size_t cells)
{
  *out = mem_calloc(cells, sizeof **out);
  if (!*out)
    return zhen_fail_memory();
  for (size_t k = 1; k < cells; k++)
    (*out)[k] = -DBL_MAX;
  return ZHEN_OK;
}

static zhen_status allocate_cells(lattice *l, bool sums)
{
  size_t cells = l->corridor.cell[l->corridor.n + 1];
  zhen_status status = ZHEN_OK;

  l->first = mem_calloc(cells + 1, sizeof *l->first);
  if (!l->first)
    return zhen_fail_memory();
  for (int kind = 0; kind < PATH_KINDS && status == ZHEN_OK; kind++) {
    l->via[kind] = mem_calloc(cells, sizeof *l->via[kind]);
    status = l->via[kind] ? allocate_scores(&l->best[kind], cells)
                          : zhen_fail_memory();
    if (status == ZHEN_OK && sums)
      status = allocate_scores(&l->forward[kind], cells);
  }
  return status;
}

zhen_status lattice_fill(lattice *l, const align_input *in,
                         const score_model *m, bool sums)
{
  lattice_filler f = {.l = l, .sum = sums ? l->forward : l->best};
  zhen_status status = allocate_cells(l, sums);

  if (status == ZHEN_OK)
    status = bead_scorer_open(&f.beads, in, m, &l->corridor, f.sum[PATHS_ALL],
                              sums ? m->p->prune : l->near);
  if (status == ZHEN_OK)
    status = find_en_nulls(&f);
  if (status == ZHEN_OK) {
    f.zh_gaps = mem_calloc(in->d->en.n_units + 1, sizeof *f.zh_gaps);
    status = f.zh_gaps ? ZHEN_OK : zhen_fail_memory();
  }
  for (uint32_t i = 0; i <= in->d->zh.n_units && status == ZHEN_OK; i++)
    status = fill_row(&f, i);
  bead_scorer_close(&f.beads);
  free(f.en_nulls);
  free(f.zh_gaps);
  return status;
}

void lattice_clear(lattice *l)
{
  free(l->first);
  free(l->edges);
  for (int kind = 0; kind < PATH_KINDS; kind++) {
    free(l->forward[kind]);
    free(l->best[kind]);
    free(l->via[kind]);
  }
  *l = (lattice){.corridor = l->corridor, .near = l->near};
}

void lattice_dispose(lattice *l)
{
  corridor_dispose(&l->corridor);
  lattice_clear(l);
}
