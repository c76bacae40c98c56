/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The best path of the lattice, backwards; beads that share a sentence are
 * joined.
 */
#include "align/search/path.h"
#include "base/fail.h"

#include <stdlib.h>

/* ---- best path ---- */

/* Step back along the best path of a kind, which becomes that before it. */
static void step_back(const lattice *l, node *at, path_kind *kind)
{
  size_t cell = corridor_cell(&l->corridor, at->zh, at->en);
  const lattice_edge *step = &l->edges[l->first[cell] + l->via[*kind][cell]];

  at->zh -= step->zh;
  at->en -= step->en;
  *kind = step_source(step);
}

/* Opening moves the cells, so walk the path to its end first. */
zhen_status path_widen(lattice *l, uint32_t radius, bool *touched)
{
  node at = {(uint32_t)l->corridor.n, (uint32_t)l->corridor.m};
  node *nodes = NULL;
  path_kind kind = PATHS_ALL;
  size_t count = 0, capacity = 0;
  zhen_status status = ZHEN_OK;

  while ((at.zh > 0 || at.en > 0) && status == ZHEN_OK) {
    if (corridor_is_edge(&l->corridor, at)) {
      status = mem_grow(&nodes, &capacity, count + 1, sizeof *nodes);
      if (status == ZHEN_OK)
        nodes[count++] = at;
    }
    step_back(l, &at, &kind);
  }
  for (size_t k = 0; k < count && status == ZHEN_OK; k++)
    corridor_open(&l->corridor, nodes[k].zh, nodes[k].en, radius);
  if (count)
    corridor_close_up(&l->corridor);
  *touched = count > 0;
  free(nodes);
  return status;
}

/* ---- beads ---- */

/* From the end: a bead is complete when the path is between sentences. */
static zhen_status trace(zhen_alignment *a, const lattice *l, const document *d)
{
  node at = {(uint32_t)l->corridor.n, (uint32_t)l->corridor.m};
  node end = at;
  path_kind kind = PATHS_ALL;
  size_t capacity = 0;

  while (at.zh > 0 || at.en > 0) {
    zhen_bead bead;
    zhen_status status;

    step_back(l, &at, &kind);
    if (!is_between_sentences(&d->zh, at.zh))
      continue;
    bead = (zhen_bead){.zh_begin = sentence_at(&d->zh, at.zh),
                       .zh_end = sentence_at(&d->zh, end.zh),
                       .en_begin = sentence_at(&d->en, at.en),
                       .en_end = sentence_at(&d->en, end.en),
                       .score = 1};
    status = alignment_add(a, &capacity, bead);
    if (status != ZHEN_OK)
      return status;
    end = at;
  }
  alignment_reverse(a);
  return ZHEN_OK;
}

node bead_begin(const document *d, const zhen_bead *b)
{
  return (node){d->zh.unit_of[b->zh_begin], d->en.unit_of[b->en_begin]};
}

zhen_status bead_nodes(node **out, const document *d, const zhen_alignment *a)
{
  *out = mem_calloc(a->count, sizeof **out);
  if (!*out)
    return zhen_fail_memory();
  for (size_t k = 0; k < a->count; k++)
    (*out)[k] = bead_begin(d, &a->beads[k]);
  return ZHEN_OK;
}

zhen_status path_beads(zhen_alignment **out, const lattice *l,
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
