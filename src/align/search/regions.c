/* SPDX-License-Identifier: Apache-2.0 */
#include "align/search/regions.h"
#include "align/search/decode.h"
#include "align/search/live.h"
#include "base/fail.h"
#include "base/parallel.h"

#include <stdlib.h>

enum {
  /* A few megabytes: fits a cache. With 65,536 the memory of a book of 6,301
     sentences is 49 MB instead of 35. */
  BLOCK_CELLS = 16 * 1024,
  ROWS_MIN = 4 * OVERLAP /* minimum of a block, so that overlaps do not meet */
};

/* ---- one block ---- */

static zhen_status search_section(block *x, lattice *l, const align_input *in,
                                  const searcher *s)
{
  zhen_status status;

  l->near = s->how->live ? LIVE_NEAR : 0;
  status = lattice_fill(l, in, s->model, s->final);
  if (status == ZHEN_OK && s->final)
    return decode_beads(&x->found, l, in, s->model);
  if (status == ZHEN_OK && s->how->live)
    status = live_find(&x->live, l);
  return status == ZHEN_OK ? path_beads(&x->found, l, in->d) : status;
}

/* Number the sentences of a block as in the document. */
static void shift(zhen_alignment *a, uint32_t zh, uint32_t en)
{
  for (size_t k = 0; k < a->count; k++) {
    a->beads[k].zh_begin += zh;
    a->beads[k].zh_end += zh;
    a->beads[k].en_begin += en;
    a->beads[k].en_end += en;
  }
}

static zhen_status search_block(const searcher *s, block *x, size_t cells)
{
  lattice l = {0};
  section_input cut;
  zhen_status status = section_open(&cut, s->in, x->at);

  if (status == ZHEN_OK)
    status = corridor_cut(&l.corridor, &s->corridor, x->at);
  if (status == ZHEN_OK) {
    x->narrowed = corridor_fit(&l.corridor, cells);
    status = search_section(x, &l, &cut.in, s);
  }
  if (status == ZHEN_OK)
    shift(x->found, sentence_at(&s->d->zh, x->at.begin.zh),
          sentence_at(&s->d->en, x->at.begin.en));
  lattice_dispose(&l);
  section_close(&cut);
  return status;
}

static zhen_status search_one(void *context, size_t number)
{
  const searcher *s = context;

  return search_block(s, &s->now[number], s->share);
}

static void clear_block(block *x)
{
  zhen_alignment_free(x->found);
  x->found = NULL;
  band_dispose(&x->live);
}

/*
 * With several threads, each block has a share of the memory. A block that
 * needs more is searched again with all of it, so that the result does not
 * depend on the number of threads.
 */
static zhen_status search_all(searcher *s, const block_list *list)
{
  block *x = list->at;
  zhen_status status;

  s->now = x;
  status = parallel_for(list->n, s->how->threads, search_one, s);
  for (size_t k = 0; k < list->n && status == ZHEN_OK; k++) {
    if (x[k].narrowed && s->share < s->cells_max) {
      clear_block(&x[k]);
      status = search_block(s, &x[k], s->cells_max);
    }
    s->narrowed += x[k].narrowed;
    if (status == ZHEN_OK && s->how->live) {
      band_join(s->how->live, &x[k].live, x[k].at.begin,
                x[k].at.end.zh - x[k].at.begin.zh);
      band_dispose(&x[k].live);
    }
  }
  return status;
}

static zhen_status add_block(block_list *list, block x)
{
  zhen_status status =
      mem_grow(&list->at, &list->capacity, list->n + 1, sizeof *list->at);

  if (status == ZHEN_OK)
    list->at[list->n++] = x;
  return status;
}

static void clear_blocks(block_list *list)
{
  for (size_t k = 0; k < list->n; k++)
    clear_block(&list->at[k]);
  list->n = 0;
}

/* ---- cutting into blocks ---- */

/* The node on the middle of the corridor before or after a sentence. */
static node node_near(const searcher *s, const region *x, uint32_t unit_number,
                      bool after)
{
  const side *zh = &s->d->zh;
  uint32_t i, j;

  if (unit_number >= x->at.end.zh)
    return x->at.end;
  i = zh->unit_of[zh->units[unit_number].sentence + after];
  if (i <= x->at.begin.zh)
    return x->at.begin;
  if (i >= x->at.end.zh)
    return x->at.end;
  j = s->corridor.middle[i];
  j = j < x->at.begin.en ? x->at.begin.en : j;
  return (node){i, j > x->at.end.en ? x->at.end.en : j};
}

static zhen_status cut_off(searcher *s, region *x, uint32_t from, uint32_t to)
{
  block next = {.at.begin = x->at.begin, .from = from, .to = to};

  if (from > x->at.begin.zh + OVERLAP)
    next.at.begin = node_near(s, x, from - OVERLAP, false);
  next.at.end = node_near(s, x, to + OVERLAP, true);
  x->n++;
  return add_block(&s->blocks, next);
}

/* Blocks end with sentences: no sentence is cut twice. */
static zhen_status cut_region(searcher *s, region *x)
{
  const corridor *c = &s->corridor;
  const unit *zh = s->d->zh.units;
  size_t wanted = s->how->cells ? s->how->cells : BLOCK_CELLS;
  uint32_t from = x->at.begin.zh;
  zhen_status status = ZHEN_OK;

  x->first = s->blocks.n;
  x->n = 0;
  for (uint32_t i = from; i + ROWS_MIN < x->at.end.zh && status == ZHEN_OK; i++)
    if (i - from >= ROWS_MIN && c->cell[i] - c->cell[from] >= wanted &&
        zh[i].sentence != zh[from].sentence) {
      status = cut_off(s, x, from, i);
      from = i;
    }
  return status == ZHEN_OK ? cut_off(s, x, from, x->at.end.zh) : status;
}

/* ---- joining blocks ---- */

/* How to pass from one block into the next. */
typedef struct junction {
  size_t left, right; /* numbers of the beads after it */
  bool found;         /* otherwise a bridge connects them */
  size_t bridge;
} junction;

/* The node of both paths that is nearest to the cut. */
static junction find_junction(const searcher *s, const block *left,
                              const block *right)
{
  const zhen_alignment *a = left->found, *b = right->found;
  uint32_t cut = s->d->zh.units[left->to].sentence;
  junction best = {0};
  size_t i = a->count, k = 0;

  /* of the left block, only the part that the right one shares */
  while (i > 0 && b->count && a->beads[i - 1].zh_begin >= b->beads[0].zh_begin)
    i--;
  while (i < a->count && k < b->count) {
    const zhen_bead *x = &a->beads[i], *y = &b->beads[k];
    uint32_t at_x = x->zh_begin + x->en_begin;
    uint32_t at_y = y->zh_begin + y->en_begin;

    if (x->zh_begin == y->zh_begin && x->en_begin == y->en_begin &&
        (!best.found ||
         apart(x->zh_begin, cut) < apart(a->beads[best.left].zh_begin, cut)))
      best = (junction){.left = i, .right = k, .found = true};
    i += at_x <= at_y;
    k += at_y <= at_x;
  }
  return best;
}

/* The bead in the middle of a block, between its cuts. */
static size_t middle_bead(const searcher *s, const block *x)
{
  uint32_t middle = s->d->zh.units[x->from + (x->to - x->from) / 2].sentence;
  size_t k = 0;

  while (k + 1 < x->found->count && x->found->beads[k].zh_begin < middle)
    k++;
  return k;
}

/* Where a bead of a block begins, or the block ends. */
static node node_of(const searcher *s, const block *x, size_t bead)
{
  return bead < x->found->count ? bead_begin(s->d, &x->found->beads[bead])
                                : x->at.end;
}

/*
 * A bridge leads from a bead of one path to a bead of the other. The middle
 * ones do, unless the paths contradict each other so much that it would lead
 * back; `first` is where the path enters the left block.
 */
static zhen_status plan_bridge(searcher *s, const block *left,
                               const block *right, size_t first, junction *at)
{
  size_t middle = middle_bead(s, left);
  node from, to;

  at->found = false;
  at->left = middle > first ? middle : first;
  at->right = middle_bead(s, right);
  at->bridge = s->bridges.n;
  to = node_of(s, right, at->right);
  while (at->left > first && node_of(s, left, at->left).en > to.en)
    at->left--;
  from = node_of(s, left, at->left);
  while (at->right < right->found->count && to.en < from.en)
    to = node_of(s, right, ++at->right);
  return add_block(&s->bridges, (block){.at = {from, to}});
}

static zhen_status plan_junctions(searcher *s, junction *junctions)
{
  zhen_status status = ZHEN_OK;

  for (size_t n = 0; n < s->n_regions; n++) {
    const region *x = &s->regions[n];
    size_t first = 0;

    for (size_t k = x->first; k + 1 < x->first + x->n && status == ZHEN_OK;
         k++) {
      const block *left = &s->blocks.at[k], *right = left + 1;

      junctions[k] = find_junction(s, left, right);
      if (!junctions[k].found || junctions[k].left < first)
        status = plan_bridge(s, left, right, first, &junctions[k]);
      first = junctions[k].right;
    }
  }
  return status;
}

static zhen_status append(zhen_alignment *out, size_t *capacity,
                          const zhen_alignment *a, size_t first, size_t last)
{
  size_t n = last - first;
  zhen_status status =
      mem_grow(&out->beads, capacity, out->count + n, sizeof *out->beads);

  if (status != ZHEN_OK || n == 0)
    return status;
  memcpy(out->beads + out->count, a->beads + first, n * sizeof *out->beads);
  out->count += n;
  return ZHEN_OK;
}

/* The beads of a region, block after block. */
static zhen_status join(const searcher *s, const region *x,
                        const junction *junctions, zhen_alignment *out,
                        size_t *capacity)
{
  size_t first = 0;
  zhen_status status = ZHEN_OK;

  for (size_t k = x->first; k < x->first + x->n && status == ZHEN_OK; k++) {
    const zhen_alignment *a = s->blocks.at[k].found;
    const junction *next = k + 1 < x->first + x->n ? &junctions[k] : NULL;

    status = append(out, capacity, a, first, next ? next->left : a->count);
    if (status == ZHEN_OK && next && !next->found) {
      a = s->bridges.at[next->bridge].found;
      status = append(out, capacity, a, 0, a->count);
    }
    first = next ? next->right : 0;
  }
  return status;
}

/* Replace the old beads by those found in the regions. */
static zhen_status replace(const searcher *s, const junction *junctions,
                           zhen_alignment *all)
{
  zhen_alignment out = {0};
  size_t capacity = 0, from = 0;
  zhen_status status = ZHEN_OK;

  for (size_t n = 0; n < s->n_regions && status == ZHEN_OK; n++) {
    const region *x = &s->regions[n];

    status = append(&out, &capacity, all, from, x->first_bead);
    if (status == ZHEN_OK)
      status = join(s, x, junctions, &out, &capacity);
    from = x->last_bead;
  }
  if (status == ZHEN_OK)
    status = append(&out, &capacity, all, from, all->count);
  if (status != ZHEN_OK) {
    free(out.beads);
    return status;
  }
  free(all->beads);
  all->beads = out.beads;
  all->count = out.count;
  return ZHEN_OK;
}

zhen_status regions_search(searcher *s, zhen_alignment *all)
{
  junction *junctions = NULL;
  zhen_status status = ZHEN_OK;

  clear_blocks(&s->blocks);
  clear_blocks(&s->bridges);
  for (size_t n = 0; n < s->n_regions && status == ZHEN_OK; n++)
    status = cut_region(s, &s->regions[n]);
  if (status == ZHEN_OK)
    status = search_all(s, &s->blocks);
  if (status == ZHEN_OK)
    junctions = mem_calloc(s->blocks.n, sizeof *junctions);
  if (status == ZHEN_OK && !junctions)
    status = zhen_fail_memory();
  if (status == ZHEN_OK)
    status = plan_junctions(s, junctions);
  if (status == ZHEN_OK)
    status = search_all(s, &s->bridges);
  if (status == ZHEN_OK)
    status = replace(s, junctions, all);
  free(junctions);
  return status;
}

void regions_dispose(searcher *s)
{
  clear_blocks(&s->blocks);
  clear_blocks(&s->bridges);
  free(s->blocks.at);
  free(s->bridges.at);
  free(s->regions);
}
