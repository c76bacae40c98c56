/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the lattice: the best path backwards, its beads joined where they
 * share a sentence, and the posterior probability of each,
 *
 *   P(bead) = forward(start) * inside(start, end) * backward(end) / total
 *
 * where `inside` sums over the paths from its start to its end that pass no
 * boundary between sentences of both sides on the way (those are other beads).
 */
#include "align/search.h"
#include "base/fail.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

typedef struct cell_at {
  uint32_t i, j;
} cell_at;

static double add_logs(double a, double b)
{
  double high = a > b ? a : b, low = a > b ? b : a;

  return low <= -DBL_MAX ? high : high + log1p(exp(low - high));
}

/* ---- best path ---- */

static const lattice_edge *best_step(const lattice *l, cell_at c)
{
  size_t cell = corridor_cell(&l->corridor, c.i, c.j);

  return &l->edges[l->first[cell] + l->via[cell]];
}

static bool is_at_edge(const corridor *c, cell_at at)
{
  bool low = at.j == c->low[at.i] && at.j > 0 && at.i < c->n;
  bool high = at.j == c->high[at.i] && at.j < c->m && at.i > 0;

  return low || high;
}

/* Marks move the cells, so the path is walked to its end first. */
zhen_status lattice_widen(lattice *l, uint32_t radius, bool *touched)
{
  cell_at at = {(uint32_t)l->corridor.n, (uint32_t)l->corridor.m};
  cell_at *places = NULL;
  size_t count = 0, capacity = 0;
  zhen_status status = ZHEN_OK;

  while ((at.i > 0 || at.j > 0) && status == ZHEN_OK) {
    const lattice_edge *step = best_step(l, at);

    if (is_at_edge(&l->corridor, at)) {
      status = mem_grow(&places, &capacity, count + 1, sizeof *places);
      if (status == ZHEN_OK)
        places[count++] = at;
    }
    at.i -= step->zh;
    at.j -= step->en;
  }
  for (size_t k = 0; k < count && status == ZHEN_OK; k++)
    corridor_open(&l->corridor, places[k].i, places[k].j, radius);
  if (count)
    corridor_settle(&l->corridor);
  *touched = count > 0;
  free(places);
  return status;
}

static bool is_boundary(const document *d, uint32_t i)
{
  return i == 0 || d->zh.units[i - 1].ends_sentence;
}

/* ---- probabilities ---- */

static double *backward_of(const lattice *l)
{
  const corridor *c = &l->corridor;
  size_t cells = c->cell[c->n + 1];
  double *backward = mem_calloc(cells, sizeof *backward);

  if (!backward)
    return NULL;
  for (size_t k = 0; k < cells; k++)
    backward[k] = -DBL_MAX;
  backward[cells - 1] = 0;
  for (size_t i = c->n + 1; i-- > 0;)
    for (size_t j = c->high[i] + (size_t)1; j-- > c->low[i];) {
      size_t cell = corridor_cell(c, i, j);

      if (backward[cell] <= -DBL_MAX)
        continue;
      for (size_t e = l->first[cell]; e < l->first[cell + 1]; e++) {
        const lattice_edge *step = &l->edges[e];
        size_t from = corridor_cell(c, i - step->zh, j - step->en);

        backward[from] =
            add_logs(backward[from], backward[cell] + (double)step->score);
      }
    }
  return backward;
}

/* Log sum over the paths of one bead from `a` to `b`; NAN without memory. */
static double inside(const lattice *l, const document *d, cell_at a, cell_at b)
{
  const corridor *c = &l->corridor;
  size_t width = b.j - a.j + 1, height = b.i - a.i + 1;
  double *sum = mem_calloc(width * height, sizeof *sum), result;

  if (!sum)
    return (double)NAN;
  for (size_t k = 1; k < width * height; k++)
    sum[k] = -DBL_MAX;
  for (uint32_t i = a.i; i <= b.i; i++)
    for (uint32_t j = a.j; j <= b.j; j++) {
      bool start = i == a.i && j == a.j, end = i == b.i && j == b.j;
      double *to = &sum[(i - a.i) * width + j - a.j];
      size_t cell;

      if (start || !corridor_has(c, i, j) || (!end && is_boundary(d, i)))
        continue;
      cell = corridor_cell(c, i, j);
      for (size_t e = l->first[cell]; e < l->first[cell + 1]; e++) {
        const lattice_edge *step = &l->edges[e];

        if (step->zh <= i - a.i && step->en <= j - a.j)
          *to = add_logs(
              *to, sum[(i - step->zh - a.i) * width + j - step->en - a.j] +
                       (double)step->score);
      }
    }
  result = sum[width * height - 1];
  free(sum);
  return result;
}

/* Log of the weight of all paths whose step into (i, j) is zh x en units. */
static double through(const lattice *l, const double *backward, cell_at to,
                      uint32_t zh, uint32_t en)
{
  const corridor *c = &l->corridor;
  size_t cell;

  if (!corridor_has(c, to.i, to.j))
    return -DBL_MAX;
  cell = corridor_cell(c, to.i, to.j);
  for (size_t e = l->first[cell]; e < l->first[cell + 1]; e++)
    if (l->edges[e].zh == zh && l->edges[e].en == en)
      return l->forward[corridor_cell(c, to.i - zh, to.j - en)] +
             (double)l->edges[e].score + backward[cell];
  return -DBL_MAX;
}

/* A sentence is alone wherever the other side stands meanwhile. */
static double null_weight(const lattice *l, const double *backward, cell_at a,
                          cell_at b)
{
  const corridor *c = &l->corridor;
  double sum = -DBL_MAX;

  if (a.i == b.i)
    for (uint32_t i = 0; i <= c->n; i++)
      sum = add_logs(sum, through(l, backward, (cell_at){i, b.j}, 0, 1));
  else
    for (uint32_t j = c->low[b.i]; j <= c->high[b.i]; j++)
      sum =
          add_logs(sum, through(l, backward, (cell_at){b.i, j}, b.i - a.i, 0));
  return sum;
}

static zhen_status score_bead(zhen_bead *bead, const lattice *l,
                              const document *d, const double *backward)
{
  const corridor *c = &l->corridor;
  cell_at a = {d->zh.unit_of[bead->zh_begin], d->en.unit_of[bead->en_begin]};
  cell_at b = {d->zh.unit_of[bead->zh_end], d->en.unit_of[bead->en_end]};
  double p;

  if (a.i == b.i || a.j == b.j) {
    p = null_weight(l, backward, a, b);
  } else {
    p = inside(l, d, a, b);
    if (isnan(p))
      return zhen_fail_memory();
    p += l->forward[corridor_cell(c, a.i, a.j)] +
         backward[corridor_cell(c, b.i, b.j)];
  }
  p -= l->forward[corridor_cell(c, c->n, c->m)];
  bead->score = (float)fmin(1, fmax(0, exp(p)));
  return ZHEN_OK;
}

/* ---- beads ---- */

static zhen_status append(zhen_alignment *a, size_t *capacity, zhen_bead bead)
{
  zhen_status status =
      mem_grow(&a->beads, capacity, a->count + 1, sizeof *a->beads);

  if (status == ZHEN_OK)
    a->beads[a->count++] = bead;
  return status;
}

/* From the end: a bead is done when the path is between sentences. */
static zhen_status trace(zhen_alignment *a, const lattice *l, const document *d)
{
  cell_at at = {(uint32_t)l->corridor.n, (uint32_t)l->corridor.m};
  cell_at end = at;
  size_t capacity = 0;

  while (at.i > 0 || at.j > 0) {
    const lattice_edge *step = best_step(l, at);
    zhen_bead bead;
    zhen_status status;

    at.i -= step->zh;
    at.j -= step->en;
    if (!is_boundary(d, at.i))
      continue;
    bead =
        (zhen_bead){.zh_begin = at.i ? d->zh.units[at.i - 1].sentence + 1 : 0,
                    .zh_end = end.i ? d->zh.units[end.i - 1].sentence + 1 : 0,
                    .en_begin = at.j ? d->en.units[at.j - 1].sentence + 1 : 0,
                    .en_end = end.j ? d->en.units[end.j - 1].sentence + 1 : 0,
                    .score = 1};
    status = append(a, &capacity, bead);
    if (status != ZHEN_OK)
      return status;
    end = at;
  }
  for (size_t k = 0; k < a->count / 2; k++) {
    zhen_bead swap = a->beads[k];

    a->beads[k] = a->beads[a->count - 1 - k];
    a->beads[a->count - 1 - k] = swap;
  }
  return ZHEN_OK;
}

static zhen_status score_all(zhen_alignment *a, const lattice *l,
                             const document *d)
{
  double *backward = backward_of(l);
  zhen_status status = backward ? ZHEN_OK : zhen_fail_memory();

  for (size_t k = 0; k < a->count && status == ZHEN_OK; k++)
    status = score_bead(&a->beads[k], l, d, backward);
  free(backward);
  return status;
}

zhen_status lattice_beads(zhen_alignment **out, const lattice *l,
                          const document *d, bool scores)
{
  zhen_alignment *a = mem_calloc(1, sizeof *a);
  zhen_status status;

  *out = NULL;
  if (!a)
    return zhen_fail_memory();
  status = trace(a, l, d);
  if (status == ZHEN_OK && scores)
    status = score_all(a, l, d);
  if (status != ZHEN_OK) {
    zhen_alignment_free(a);
    return status;
  }
  *out = a;
  return ZHEN_OK;
}
