/* SPDX-License-Identifier: Apache-2.0 */
#include "align/search/live.h"
#include "base/fail.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* By cell, the score of the best path that may follow: after an open path, and
   after any path. */
typedef struct sequels {
  double *best[PATH_KINDS];
} sequels;

static void follow_steps(sequels *s, const lattice *l, uint32_t i, uint32_t j)
{
  const corridor *c = &l->corridor;
  size_t cell = corridor_cell(c, i, j);

  for (size_t e = l->first[cell]; e < l->first[cell + 1]; e++) {
    const lattice_edge *x = &l->edges[e];
    size_t from = corridor_cell(c, i - x->zh, j - x->en);
    double score = s->best[step_opens(x) ? PATHS_OPEN : PATHS_ALL][cell] +
                   (double)x->score;

    for (int kind = PATHS_OPEN; kind <= (int)step_source(x); kind++)
      s->best[kind][from] = fmax(s->best[kind][from], score);
  }
}

static zhen_status sequels_open(sequels *s, const lattice *l)
{
  const corridor *c = &l->corridor;
  size_t cells = corridor_cells(c);

  *s = (sequels){
      {mem_calloc(cells, sizeof(double)), mem_calloc(cells, sizeof(double))}};
  if (!s->best[PATHS_OPEN] || !s->best[PATHS_ALL])
    return zhen_fail_memory();
  for (size_t k = 0; k + 1 < cells; k++)
    s->best[PATHS_OPEN][k] = s->best[PATHS_ALL][k] = -DBL_MAX;
  for (uint32_t i = (uint32_t)c->n + 1; i-- > 0;)
    for (uint32_t j = c->high[i] + 1; j-- > c->low[i];)
      if (s->best[PATHS_OPEN][corridor_cell(c, i, j)] > -DBL_MAX)
        follow_steps(s, l, i, j);
  return ZHEN_OK;
}

static void sequels_close(sequels *s)
{
  free(s->best[PATHS_OPEN]);
  free(s->best[PATHS_ALL]);
}

zhen_status live_find(band *out, const lattice *l)
{
  const corridor *c = &l->corridor;
  double least = l->best[PATHS_ALL][corridor_cells(c) - 1] - LIVE_NEAR;
  sequels s;
  zhen_status status = sequels_open(&s, l);

  if (status == ZHEN_OK)
    status = band_open(out, c->n);
  for (uint32_t i = 0; i <= c->n && status == ZHEN_OK; i++)
    for (uint32_t j = c->low[i]; j <= c->high[i]; j++) {
      size_t k = corridor_cell(c, i, j);

      if (l->best[PATHS_OPEN][k] + s.best[PATHS_OPEN][k] >= least ||
          l->best[PATHS_ALL][k] + s.best[PATHS_ALL][k] >= least)
        band_add(out, i, j);
    }
  sequels_close(&s);
  return status;
}
