/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The best path of the lattice backwards; beads that share a sentence are one.
 */
#include "align/search/lattice.h"
#include "base/fail.h"

#include <stdlib.h>

typedef struct cell_at {
  uint32_t i, j;
} cell_at;

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

/* ---- beads ---- */

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
    status = alignment_add(a, &capacity, bead);
    if (status != ZHEN_OK)
      return status;
    end = at;
  }
  alignment_reverse(a);
  return ZHEN_OK;
}

zhen_status lattice_beads(zhen_alignment **out, const lattice *l,
                          const document *d)
{
  zhen_alignment *a = mem_calloc(1, sizeof *a);
  zhen_status status;

  *out = NULL;
  if (!a)
    return zhen_fail_memory();
  status = trace(a, l, d);
  if (status != ZHEN_OK) {
    zhen_alignment_free(a);
    return status;
  }
  *out = a;
  return ZHEN_OK;
}
