/* SPDX-License-Identifier: Apache-2.0 */
#include "align/search/candidates.h"
#include "align/search/logs.h"
#include "base/fail.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/*
 * The weight of a bead of the best path that has no mass: next to nothing. With
 * -5 and -60 F1 of the development sets is the same.
 */
static const double WEIGHT_MIN = -40;

/*
 * The largest bead considered, in units: twice the limit of a step, since beads
 * that share a sentence are joined.
 */
enum { HEIGHT = 2 * A_MAX, WIDTH = 2 * B_MAX + 1 };

typedef struct candidate_finder {
  const lattice *l;
  const document *d;
  double least; /* mass of a cell that is not skipped */
  /* By cell, the sums over what may follow: after an open path anything, after
     any path what may follow all of them. */
  double *after[PATH_KINDS];
  double total;
  uint32_t *first;         /* steps by the cell they leave; cells + 1 */
  lattice_edge *step;      /* those that lead from and to cells with mass */
  double (*inside)[WIDTH]; /* of the current start; HEIGHT rows */
  bead_candidates *out;
} candidate_finder;

/* Nearly: at most twice as much. */
static double mass(const candidate_finder *x, size_t cell)
{
  double *const *forward = x->l->forward, *const *after = x->after;

  return fmax(forward[PATHS_OPEN][cell] + after[PATHS_OPEN][cell],
              forward[PATHS_ALL][cell] + after[PATHS_ALL][cell]) -
         x->total;
}

/* ---- sums ---- */

static void sum_steps(candidate_finder *x, uint32_t i, uint32_t j, size_t cell)
{
  const lattice *l = x->l;
  const corridor *c = &l->corridor;

  for (size_t e = l->first[cell]; e < l->first[cell + 1]; e++) {
    const lattice_edge *s = &l->edges[e];
    size_t from = corridor_cell(c, i - s->zh, j - s->en);
    double sum = x->after[step_opens(s) ? PATHS_OPEN : PATHS_ALL][cell] +
                 (double)s->score;

    for (int kind = PATHS_OPEN; kind <= (int)step_source(s); kind++)
      x->after[kind][from] = add_logs(x->after[kind][from], sum);
  }
}

static zhen_status sum_backward(candidate_finder *x)
{
  const corridor *c = &x->l->corridor;
  size_t cells = c->cell[c->n + 1];

  for (size_t k = 0; k + 1 < cells; k++)
    x->after[PATHS_OPEN][k] = x->after[PATHS_ALL][k] = -DBL_MAX;
  for (size_t i = c->n + 1; i-- > 0;) {
    zhen_status status = progress_step(x->d->progress, 0);

    if (status != ZHEN_OK)
      return status;
    for (size_t j = c->high[i] + (size_t)1; j-- > c->low[i];) {
      size_t cell = corridor_cell(c, i, j);

      if (x->after[PATHS_OPEN][cell] > -DBL_MAX)
        sum_steps(x, (uint32_t)i, (uint32_t)j, cell);
    }
  }
  return ZHEN_OK;
}

typedef void visit(candidate_finder *x, const lattice_edge *s, size_t from,
                   size_t to, uint32_t i, uint32_t j);

/* Visit the steps between cells with mass; (i, j) is their end. */
static void each_step(candidate_finder *x, visit *v)
{
  const lattice *l = x->l;
  const corridor *c = &l->corridor;

  for (uint32_t i = 0; i <= c->n; i++)
    for (uint32_t j = c->low[i]; j <= c->high[i]; j++) {
      size_t to = corridor_cell(c, i, j);

      if (mass(x, to) < x->least)
        continue;
      for (size_t e = l->first[to]; e < l->first[to + 1]; e++) {
        const lattice_edge *s = &l->edges[e];
        size_t from = corridor_cell(c, i - s->zh, j - s->en);

        if (mass(x, from) >= x->least)
          v(x, s, from, to, i, j);
      }
    }
}

static void count_step(candidate_finder *x, const lattice_edge *s, size_t from,
                       size_t to, uint32_t i, uint32_t j)
{
  (void)s, (void)to, (void)i, (void)j;
  x->first[from + 1]++;
}

/* `first` of a cell has moved to its end, the start of the next one. */
static void put_step(candidate_finder *x, const lattice_edge *s, size_t from,
                     size_t to, uint32_t i, uint32_t j)
{
  (void)to, (void)i, (void)j;
  x->step[x->first[from]++] = *s;
}

static zhen_status turn_steps(candidate_finder *x)
{
  const corridor *c = &x->l->corridor;
  size_t cells = c->cell[c->n + 1];

  each_step(x, count_step);
  for (size_t k = 0; k < cells; k++)
    x->first[k + 1] += x->first[k];
  x->step = mem_calloc(x->first[cells], sizeof *x->step);
  if (!x->step)
    return zhen_fail_memory();
  each_step(x, put_step);
  for (size_t k = cells; k > 0; k--)
    x->first[k] = x->first[k - 1];
  x->first[0] = 0;
  return ZHEN_OK;
}

/* ---- the beads that begin at a cell ---- */

/* Add the sum of one cell of the window to the cells it leads to. */
static uint32_t push(candidate_finder *x, size_t cell, uint32_t row,
                     uint32_t column, double sum)
{
  uint32_t last = 0;

  for (uint32_t e = x->first[cell]; e < x->first[cell + 1]; e++) {
    const lattice_edge *s = &x->step[e];
    uint32_t r = row + s->zh, k = column + s->en;

    if (is_null_step(s) || r >= HEIGHT || k >= WIDTH)
      continue;
    x->inside[r][k] = add_logs(x->inside[r][k], sum + (double)s->score);
    if (r > last)
      last = r;
  }
  return last;
}

static zhen_status add(candidate_finder *x, bead_candidate c)
{
  bead_candidates *out = x->out;
  zhen_status status =
      mem_grow(&out->at, &out->capacity, out->count + 1, sizeof *out->at);

  if (status == ZHEN_OK)
    out->at[out->count++] = c;
  return status;
}

/* Null steps lead from sentence to sentence, so each is a bead by itself. */
static zhen_status add_null_steps(candidate_finder *x, uint32_t i, uint32_t j)
{
  size_t cell = corridor_cell(&x->l->corridor, i, j);
  zhen_status status = ZHEN_OK;

  for (uint32_t e = x->first[cell]; e < x->first[cell + 1] && status == ZHEN_OK;
       e++) {
    const lattice_edge *s = &x->step[e];

    if (is_null_step(s))
      status = add(x, (bead_candidate){i, j, i + s->zh, j + s->en,
                                       (double)s->score, true});
  }
  return status;
}

/* Every bead that starts at (i, j), with its weight. */
static zhen_status find_from(candidate_finder *x, uint32_t i, uint32_t j)
{
  const corridor *c = &x->l->corridor;
  uint32_t last = 0;
  zhen_status status = add_null_steps(x, i, j);

  x->inside[0][0] = 0;
  for (uint32_t r = 0; r <= last; r++)
    for (uint32_t k = 0; k < WIDTH; k++) {
      double sum = x->inside[r][k];

      if (sum <= -DBL_MAX)
        continue;
      x->inside[r][k] = -DBL_MAX;
      if (r + k > 0 && is_between_sentences(&x->d->zh, i + r)) {
        if (status == ZHEN_OK)
          status = add(x, (bead_candidate){i, j, i + r, j + k, sum, false});
      } else {
        uint32_t far = push(x, corridor_cell(c, i + r, j + k), r, k, sum);

        last = far > last ? far : last;
      }
    }
  return status;
}

/*
 * A bead of the best path is always among the candidates; if a forced step
 * broke the order of null steps, as one that need not keep it.
 */
static zhen_status add_path_bead(candidate_finder *x, size_t first,
                                 bead_candidate c, bool is_free)
{
  for (size_t k = first; k < x->out->count; k++)
    if (x->out->at[k].to_i == c.to_i && x->out->at[k].to_j == c.to_j &&
        !(is_free && x->out->at[k].null))
      return ZHEN_OK;
  return add(x, c);
}

/* Is a bead a Chinese null right after an English one? */
static bool breaks_order(const zhen_bead *beads, size_t k)
{
  return k > 0 && beads[k].en_begin == beads[k].en_end &&
         beads[k - 1].zh_begin == beads[k - 1].zh_end;
}

static bead_candidate path_bead(const document *d, const zhen_bead *b)
{
  return (bead_candidate){.i = d->zh.unit_of[b->zh_begin],
                          .j = d->en.unit_of[b->en_begin],
                          .to_i = d->zh.unit_of[b->zh_end],
                          .to_j = d->en.unit_of[b->en_end],
                          .weight = WEIGHT_MIN};
}

static zhen_status find_all(candidate_finder *x, const zhen_alignment *path)
{
  const corridor *c = &x->l->corridor;
  size_t k = 0;
  zhen_status status = ZHEN_OK;

  for (uint32_t i = 0; i <= c->n; i++)
    for (uint32_t j = c->low[i];
         is_between_sentences(&x->d->zh, i) && j <= c->high[i]; j++) {
      size_t first = x->out->count;
      bead_candidate own = {0};

      status = progress_step(x->d->progress, 0);
      if (status == ZHEN_OK && mass(x, corridor_cell(c, i, j)) >= x->least)
        status = find_from(x, i, j);
      if (status == ZHEN_OK && k < path->count)
        own = path_bead(x->d, &path->beads[k]);
      if (status == ZHEN_OK && k < path->count && own.i == i && own.j == j) {
        status = add_path_bead(x, first, own, breaks_order(path->beads, k));
        k++;
      }
      if (status != ZHEN_OK)
        return status;
    }
  return ZHEN_OK;
}

static zhen_status finder_open(candidate_finder *x, const lattice *l,
                               const document *d, const align_params *p)
{
  size_t cells = l->corridor.cell[l->corridor.n + 1];
  zhen_status status;

  *x = (candidate_finder){
      .l = l,
      .d = d,
      .least = p->mass_min,
      .total = l->forward[PATHS_ALL][cells - 1],
      .after = {mem_calloc(cells, sizeof(double)),
                mem_calloc(cells, sizeof(double))},
      .first = mem_calloc(cells + 1, sizeof *x->first),
      .inside = mem_calloc(HEIGHT, sizeof *x->inside),
  };
  if (!x->after[PATHS_OPEN] || !x->after[PATHS_ALL] || !x->first || !x->inside)
    return zhen_fail_memory();
  for (size_t r = 0; r < HEIGHT; r++)
    for (size_t k = 0; k < WIDTH; k++)
      x->inside[r][k] = -DBL_MAX;
  status = sum_backward(x);
  return status == ZHEN_OK ? turn_steps(x) : status;
}

static void finder_close(candidate_finder *x)
{
  free(x->after[PATHS_OPEN]);
  free(x->after[PATHS_ALL]);
  free(x->first);
  free(x->step);
  free(x->inside);
}

zhen_status candidates_find(bead_candidates *out, const lattice *l,
                            const document *d, const align_params *p)
{
  candidate_finder x;
  zhen_alignment *path = NULL;
  zhen_status status = finder_open(&x, l, d, p);

  *out = (bead_candidates){0};
  x.out = out;
  if (status == ZHEN_OK)
    status = path_beads(&path, l, d);
  if (status == ZHEN_OK)
    status = find_all(&x, path);
  zhen_alignment_free(path);
  finder_close(&x);
  return status;
}

void candidates_dispose(bead_candidates *c)
{
  free(c->at);
  *c = (bead_candidates){0};
}
