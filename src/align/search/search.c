/* SPDX-License-Identifier: Apache-2.0 */
#include "align/search/search.h"
#include "align/search/regions.h"
#include "base/fail.h"

#include <stdlib.h>

/*
 * The widths affect time only: with every cell open (tune -x), F1 of the
 * development sets is the same to the fourth digit. Texts in random order would
 * be opened completely, which WIDENED_MIN and WIDENED_PART prevent.
 */
enum {
  CELL_BYTES = 128, /* of a lattice and its decoder, approximately */
  RADIUS = 8,       /* of the first widening; each later one is four times as
                       wide; narrow corridors are widened often */
  WIDENINGS = 4,
  /* Limits of the cells that a widening may search: least, and share of all. */
  WIDENED_MIN = 4 * 1024 * 1024,
  WIDENED_PART = 4
};

zhen_status search_lattice(lattice *l, const align_input *in,
                           const score_model *m)
{
  uint32_t radius = RADIUS;
  bool again = true;
  zhen_status status = ZHEN_OK;

  for (int round = 0; again && status == ZHEN_OK; round++) {
    lattice_clear(l);
    again = false;
    status = lattice_fill(l, in, m, true);
    if (status == ZHEN_OK && round < WIDENINGS)
      status = path_widen(l, radius, &again);
    radius *= 4;
  }
  return status;
}

/* ---- widening ---- */

/* A new region, or extend the last one if they are close. */
static zhen_status add_region(searcher *s, size_t first, size_t last)
{
  region *before = s->n_regions ? &s->regions[s->n_regions - 1] : NULL;
  zhen_status status;

  if (before && before->last_bead >= first) {
    before->last_bead = last;
    return ZHEN_OK;
  }
  status = mem_grow(&s->regions, &s->regions_capacity, s->n_regions + 1,
                    sizeof *s->regions);
  if (status == ZHEN_OK)
    s->regions[s->n_regions++] =
        (region){.first_bead = first, .last_bead = last};
  return status;
}

static bool is_far(const document *d, const zhen_bead *b, node x,
                   uint32_t reach)
{
  node at = bead_begin(d, b);

  return apart(at.zh, x.zh) > reach || apart(at.en, x.en) > reach;
}

typedef struct edges {
  node *at;
  size_t n, capacity;
  size_t first, last; /* the beads near the last of them */
} edges;

/* A node at the edge, and the beads around it that may change. */
static zhen_status add_edge(searcher *s, edges *e, const zhen_alignment *all,
                            size_t bead, uint32_t reach)
{
  node x = bead_begin(s->d, &all->beads[bead]);
  zhen_status status = mem_grow(&e->at, &e->capacity, e->n + 1, sizeof *e->at);

  if (status != ZHEN_OK)
    return status;
  e->at[e->n++] = x;
  while (e->first < bead && is_far(s->d, &all->beads[e->first], x, reach))
    e->first++;
  e->first -= e->first > 0;
  e->last = e->last > bead ? e->last : bead;
  while (e->last < all->count && !is_far(s->d, &all->beads[e->last], x, reach))
    e->last++;
  return add_region(s, e->first, e->last);
}

static zhen_status find_edges(searcher *s, edges *e, const zhen_alignment *all,
                              uint32_t reach)
{
  zhen_status status = ZHEN_OK;

  s->n_regions = 0;
  for (size_t k = 0; k < all->count && status == ZHEN_OK; k++)
    if (corridor_is_edge(&s->corridor, bead_begin(s->d, &all->beads[k])))
      status = add_edge(s, e, all, k, reach);
  return status;
}

static void locate_regions(searcher *s, const zhen_alignment *all)
{
  for (size_t n = 0; n < s->n_regions; n++) {
    region *x = &s->regions[n];

    x->at.begin = bead_begin(s->d, &all->beads[x->first_bead]);
    x->at.end =
        x->last_bead < all->count
            ? bead_begin(s->d, &all->beads[x->last_bead])
            : (node){(uint32_t)s->d->zh.n_units, (uint32_t)s->d->en.n_units};
  }
}

static size_t count_cells(const searcher *s)
{
  const corridor *c = &s->corridor;
  size_t cells = 0;

  for (size_t n = 0; n < s->n_regions; n++)
    cells += c->cell[s->regions[n].at.end.zh + 1] -
             c->cell[s->regions[n].at.begin.zh];
  return cells;
}

/* Open the corridor around the places; its middle is the current path. */
static zhen_status open_edges(searcher *s, const edges *e,
                              const zhen_alignment *all, uint32_t radius)
{
  node *path;
  zhen_status status = bead_nodes(&path, s->d, all);

  if (status == ZHEN_OK)
    corridor_draw(&s->corridor, path, all->count);
  for (size_t k = 0; k < e->n && status == ZHEN_OK; k++)
    corridor_open(&s->corridor, e->at[k].zh, e->at[k].en, radius);
  corridor_close_up(&s->corridor);
  free(path);
  return status;
}

/* Search again where the path runs along an edge; say whether it did. */
static zhen_status widen(searcher *s, zhen_alignment *all, uint32_t radius,
                         bool *again)
{
  size_t most = WIDENED_MIN + WIDENED_PART * corridor_cells(&s->corridor);
  edges e = {0};
  zhen_status status = find_edges(s, &e, all, 3 * radius);

  *again = status == ZHEN_OK && e.n > 0;
  if (*again)
    status = open_edges(s, &e, all, radius);
  free(e.at);
  if (status != ZHEN_OK || !*again)
    return status;
  locate_regions(s, all);
  if (count_cells(s) > most) { /* the texts have no common order */
    s->narrowed += s->n_regions;
    *again = false;
    return ZHEN_OK;
  }
  return regions_search(s, all);
}

/* ---- beads too large ---- */

static bool is_larger(const zhen_bead *b, uint32_t max_bead)
{
  return b->zh_end - b->zh_begin > max_bead ||
         b->en_end - b->en_begin > max_bead;
}

static bool has_larger_bead(const zhen_alignment *a, uint32_t max_bead)
{
  for (size_t k = 0; k < a->count; k++)
    if (is_larger(&a->beads[k], max_bead))
      return true;
  return false;
}

/* Sentences of larger beads become unaligned. */
static zhen_status part_larger_beads(zhen_alignment *a, uint32_t max_bead)
{
  zhen_bead *beads = NULL;
  size_t count = 0, capacity = 0;
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k < a->count && status == ZHEN_OK; k++) {
    zhen_bead b = a->beads[k];
    uint32_t n = b.zh_end - b.zh_begin + b.en_end - b.en_begin;

    status = mem_grow(&beads, &capacity, count + n, sizeof *beads);
    if (status != ZHEN_OK)
      break;
    if (!is_larger(&b, max_bead)) {
      beads[count++] = b;
      continue;
    }
    for (uint32_t i = b.zh_begin; i < b.zh_end; i++)
      beads[count++] = (zhen_bead){i, i + 1, b.en_begin, b.en_begin, b.score};
    for (uint32_t j = b.en_begin; j < b.en_end; j++)
      beads[count++] = (zhen_bead){b.zh_end, b.zh_end, j, j + 1, b.score};
  }
  if (status != ZHEN_OK) {
    free(beads);
    return status;
  }
  free(a->beads);
  a->beads = beads;
  a->count = count;
  return ZHEN_OK;
}

/*
 * Beads joined because they share a sentence may exceed the limit; then no bead
 * around there may end inside a sentence. If one is still too large, no allowed
 * bead was possible: its sentences become unaligned.
 */
static zhen_status limit_beads(searcher *s, zhen_alignment *all)
{
  uint32_t max_bead = s->model->max_bead;
  edges e = {0};
  zhen_status status = ZHEN_OK;

  s->n_regions = 0;
  for (size_t k = 0; k < all->count && status == ZHEN_OK; k++)
    if (is_larger(&all->beads[k], max_bead))
      status = add_edge(s, &e, all, k, OVERLAP);
  free(e.at);
  if (status != ZHEN_OK || s->n_regions == 0)
    return status;
  locate_regions(s, all);
  s->model = &s->strict;
  status = regions_search(s, all);
  if (status == ZHEN_OK && has_larger_bead(all, max_bead))
    status = part_larger_beads(all, max_bead);
  return status;
}

/* ---- the search ---- */

static zhen_status search_all_of_it(searcher *s, zhen_alignment *all)
{
  node end = {(uint32_t)s->d->zh.n_units, (uint32_t)s->d->en.n_units};
  uint32_t radius = RADIUS;
  bool again = true;
  zhen_status status = add_region(s, 0, 0);

  if (status != ZHEN_OK)
    return status;
  s->regions[0].at.end = end;
  status = regions_search(s, all);
  for (int k = 0; k < WIDENINGS && again && status == ZHEN_OK; k++) {
    status = widen(s, all, radius, &again);
    radius *= 4;
  }
  return status == ZHEN_OK && s->final ? limit_beads(s, all) : status;
}

zhen_status search_document(zhen_alignment **out, const align_input *in,
                            const score_model *m, const corridor *c,
                            const search_options *how, bool final,
                            size_t *narrowed)
{
  searcher s = {.in = in,
                .d = in->d,
                .model = m,
                .strict = *m,
                .strict_params = *m->p,
                .how = how,
                .final = final};
  zhen_status status = corridor_copy(&s.corridor, c);

  s.strict.p = &s.strict_params;
  s.strict_params.inner_end = IMPOSSIBLE;
  s.cells_max = how->memory / CELL_BYTES;
  s.share = s.cells_max / (how->threads ? how->threads : 1);
  *out = mem_calloc(1, sizeof **out);
  if (!*out)
    status = zhen_fail_memory();
  if (status == ZHEN_OK)
    status = search_all_of_it(&s, *out);
  regions_dispose(&s);
  corridor_dispose(&s.corridor);
  *narrowed += s.narrowed;
  if (status != ZHEN_OK) {
    zhen_alignment_free(*out);
    *out = NULL;
  }
  return status;
}
