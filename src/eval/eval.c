/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compare beads with beads. Lookups use a sorted set; for ids, a sorted list of
 * (id, bead). So a document costs O(n log n).
 */
#include "eval/beads.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* (id << 32 | number of a bead that contains it), ascending. */
typedef struct bead_index {
  uint64_t *at;
  size_t count;
} bead_index;

/* A set of beads for lookups. */
typedef struct reference {
  zhen_beads set; /* ids borrowed */
  bead_index side[2];
  size_t *asked; /* by bead: the last query that matched its Chinese side */
  size_t question;
} reference;

static int compare_numbers(const void *a, const void *b)
{
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

  return (x > y) - (x < y);
}

static zhen_status bead_index_fill(bead_index *p, const zhen_beads *beads,
                                   int side)
{
  size_t total = 0;

  for (size_t i = 0; i < beads->count; i++)
    total += beads->at[i].side[side].count;
  p->at = mem_calloc(total, sizeof *p->at);
  if (!p->at)
    return zhen_fail_memory();
  for (size_t i = 0; i < beads->count; i++) {
    id_list ids = beads->at[i].side[side];

    for (size_t k = 0; k < ids.count; k++)
      p->at[p->count++] = (uint64_t)ids.at[k] << 32 | i;
  }
  qsort(p->at, p->count, sizeof *p->at, compare_numbers);
  return ZHEN_OK;
}

/* The first place of `id` or a later one. */
static size_t bead_index_from(const bead_index *p, uint64_t id)
{
  size_t low = 0, high = p->count;

  while (low < high) {
    size_t middle = low + (high - low) / 2;

    if (p->at[middle] >> 32 < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static int compare_ids(id_list a, id_list b)
{
  if (a.count != b.count)
    return a.count < b.count ? -1 : 1;
  return a.count ? memcmp(a.at, b.at, a.count * sizeof *a.at) : 0;
}

static int compare_beads(const void *a, const void *b)
{
  const any_bead *x = a, *y = b;
  int order = compare_ids(x->side[0], y->side[0]);

  return order ? order : compare_ids(x->side[1], y->side[1]);
}

/* Of equal beads, the one with the highest score comes first. */
static int compare_scored(const void *a, const void *b)
{
  const any_bead *x = a, *y = b;
  int order = compare_beads(a, b);

  return order ? order : (x->score < y->score) - (x->score > y->score);
}

static bool is_null(const any_bead *b)
{
  return b->side[0].count == 0 || b->side[1].count == 0;
}

static bool is_empty(const any_bead *b)
{
  return b->side[0].count == 0 && b->side[1].count == 0;
}

static zhen_status make_set(zhen_beads *set, const zhen_beads *from)
{
  size_t n = 0;

  for (size_t i = 0; i < from->count; i++)
    if (!is_empty(&from->at[i]) && beads_add(set, &from->at[i]) != ZHEN_OK)
      return ZHEN_ENOMEM;
  if (set->count == 0)
    return ZHEN_OK;
  qsort(set->at, set->count, sizeof *set->at, compare_scored);
  for (size_t i = 1; i < set->count; i++)
    if (compare_beads(&set->at[n], &set->at[i]) != 0)
      set->at[++n] = set->at[i];
  set->count = n + 1;
  return ZHEN_OK;
}

static zhen_status reference_make(reference *r, const zhen_beads *from)
{
  zhen_status status = make_set(&r->set, from);

  for (int side = 0; side < 2 && status == ZHEN_OK; side++)
    status = bead_index_fill(&r->side[side], &r->set, side);
  if (status != ZHEN_OK)
    return status;
  r->asked = mem_calloc(r->set.count, sizeof *r->asked);
  return r->asked ? ZHEN_OK : zhen_fail_memory();
}

static void reference_dispose(reference *r)
{
  free(r->asked);
  free(r->side[0].at);
  free(r->side[1].at);
  beads_dispose(&r->set);
}

static bool holds(const reference *r, const any_bead *b)
{
  return r->set.count > 0 &&
         bsearch(b, r->set.at, r->set.count, sizeof *r->set.at, compare_beads);
}

/*
 * Visit the beads of the set that contain an id of `ids`. The Chinese side
 * stores the number of the query in them, the English one checks for it.
 */
static bool meet(const reference *r, int side, id_list ids)
{
  const bead_index *p = &r->side[side];

  for (size_t i = 0; i < ids.count; i++)
    for (size_t k = bead_index_from(p, ids.at[i]);
         k < p->count && p->at[k] >> 32 == ids.at[i]; k++) {
      size_t *asked = &r->asked[(uint32_t)p->at[k]];

      if (side == 1 && *asked == r->question)
        return true;
      if (side == 0)
        *asked = r->question;
    }
  return false;
}

/* Whether a bead of the set has a sentence of both sides of `b`. */
static bool is_linked(reference *r, const any_bead *b)
{
  r->question++;
  meet(r, 0, b->side[0]);
  return meet(r, 1, b->side[1]);
}

static void count_hit(zhen_share *share, bool hit)
{
  share->total++;
  share->hits += hit;
}

static void count_score(zhen_eval *e, const any_bead *b, bool right)
{
  size_t bin = (size_t)(b->score * ZHEN_SCORE_BINS);
  zhen_score_bin *into =
      &e->scores[bin < ZHEN_SCORE_BINS ? bin : ZHEN_SCORE_BINS - 1];

  count_hit(&into->right, right);
  into->score += b->score;
}

static void count_precision(zhen_eval *e, const zhen_beads *hyp,
                            reference *gold)
{
  for (size_t i = 0; i < hyp->count; i++) {
    const any_bead *b = &hyp->at[i];
    bool strict = holds(gold, b);

    count_hit(&e->strict.precision, strict);
    count_hit(&e->lax.precision, strict || is_linked(gold, b));
    if (is_null(b))
      count_hit(&e->nulls.precision, strict);
    else if (b->score >= 0)
      count_score(e, b, strict);
  }
}

static zhen_eval_shape shape_of(const any_bead *b)
{
  size_t zh = b->side[0].count, en = b->side[1].count;

  if (en == 0)
    return zh == 1 ? ZHEN_EVAL_SHAPE_1_0 : ZHEN_EVAL_SHAPE_N_0;
  if (zh == 0)
    return en == 1 ? ZHEN_EVAL_SHAPE_0_1 : ZHEN_EVAL_SHAPE_0_N;
  if (zh == 1 && en <= 2)
    return en == 1 ? ZHEN_EVAL_SHAPE_1_1 : ZHEN_EVAL_SHAPE_1_2;
  return zh == 2 && en == 1 ? ZHEN_EVAL_SHAPE_2_1 : ZHEN_EVAL_SHAPE_N_M;
}

static void count_recall(zhen_eval *e, const zhen_beads *gold, reference *hyp)
{
  for (size_t i = 0; i < gold->count; i++) {
    const any_bead *b = &gold->at[i];
    bool strict = holds(hyp, b);

    count_hit(&e->shapes[shape_of(b)], strict);
    if (is_null(b)) {
      count_hit(&e->nulls.recall, strict);
      continue;
    }
    count_hit(&e->strict.recall, strict);
    count_hit(&e->lax.recall, strict || is_linked(hyp, b));
  }
}

static zhen_status add_plain(zhen_eval *sum, const zhen_beads *gold,
                             const zhen_beads *hyp)
{
  reference g = {0}, h = {0};
  zhen_status status = reference_make(&g, gold);

  if (status == ZHEN_OK)
    status = reference_make(&h, hyp);
  if (status == ZHEN_OK) {
    count_precision(sum, &h.set, &g);
    count_recall(sum, &g.set, &h);
  }
  reference_dispose(&h);
  reference_dispose(&g);
  return status;
}

#define NOWHERE INT64_MIN

/* The gold bead that contains an id, the last if several; -1 - id if none. */
static int64_t home_of_id(const bead_index *p, uint32_t id)
{
  size_t end = bead_index_from(p, (uint64_t)id + 1);

  if (end > 0 && p->at[end - 1] >> 32 == id)
    return (uint32_t)p->at[end - 1];
  return -1 - (int64_t)id;
}

/* The one gold bead that contains all of a bead, or NOWHERE. */
static int64_t home_of(const bead_index sides[2], const any_bead *b)
{
  int64_t home = NOWHERE;

  for (int side = 0; side < 2; side++)
    for (size_t i = 0; i < b->side[side].count; i++) {
      int64_t own = home_of_id(&sides[side], b->side[side].at[i]);

      if (home != NOWHERE && home != own)
        return NOWHERE;
      home = own;
    }
  return home;
}

/* Append one side of all the beads [from, to). */
static zhen_status join_side(zhen_beads *out, id_list *joined,
                             const any_bead *from, const any_bead *to, int side)
{
  uint32_t *ids;
  size_t count = 0;

  for (const any_bead *b = from; b < to; b++)
    count += b->side[side].count;
  ids = arena_alloc(&out->ids, count, sizeof *ids);
  if (!ids)
    return zhen_fail_memory();
  *joined = (id_list){ids, count};
  for (const any_bead *b = from; b < to; b++)
    for (size_t i = 0; i < b->side[side].count; i++)
      *ids++ = b->side[side].at[i];
  return ZHEN_OK;
}

static zhen_status join(zhen_beads *out, const any_bead *from,
                        const any_bead *to)
{
  any_bead joined = {.score = from->score};
  zhen_status status = join_side(out, &joined.side[0], from, to, 0);

  if (status == ZHEN_OK)
    status = join_side(out, &joined.side[1], from, to, 1);
  for (const any_bead *b = from; b < to; b++)
    if (b->score < joined.score)
      joined.score = b->score;
  return status == ZHEN_OK ? beads_add(out, &joined) : status;
}

static zhen_status merge_runs(zhen_beads *out, const zhen_beads *hyp,
                              const bead_index gold[2])
{
  zhen_status status = ZHEN_OK;

  for (size_t at = 0, end; at < hyp->count && status == ZHEN_OK; at = end) {
    int64_t home = home_of(gold, &hyp->at[at]);

    end = at + 1;
    while (home != NOWHERE && end < hyp->count &&
           home_of(gold, &hyp->at[end]) == home)
      end++;
    status = join(out, hyp->at + at, hyp->at + end);
  }
  return status;
}

static zhen_status add_merged(zhen_eval *sum, const zhen_beads *gold,
                              const zhen_beads *hyp)
{
  bead_index sides[2] = {{0}, {0}};
  zhen_beads merged = {0};
  zhen_status status = bead_index_fill(&sides[0], gold, 0);

  if (status == ZHEN_OK)
    status = bead_index_fill(&sides[1], gold, 1);
  if (status == ZHEN_OK)
    status = merge_runs(&merged, hyp, sides);
  if (status == ZHEN_OK)
    status = add_plain(sum, gold, &merged);
  beads_dispose(&merged);
  free(sides[1].at);
  free(sides[0].at);
  return status;
}

zhen_status zhen_eval_add(zhen_eval *sum, const zhen_beads *gold,
                          const zhen_beads *hyp, bool merge)
{
  return merge ? add_merged(sum, gold, hyp) : add_plain(sum, gold, hyp);
}

double zhen_share_value(zhen_share share)
{
  return share.total ? (double)share.hits / (double)share.total : 0;
}

double zhen_agreement_f1(const zhen_agreement *a)
{
  double p = zhen_share_value(a->precision);
  double r = zhen_share_value(a->recall);

  return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

double zhen_eval_calibration(const zhen_eval *e, size_t *pairs)
{
  size_t total = 0;
  double error = 0;

  for (size_t i = 0; i < ZHEN_SCORE_BINS; i++) {
    total += e->scores[i].right.total;
    error += fabs(e->scores[i].score - (double)e->scores[i].right.hits);
  }
  if (pairs)
    *pairs = total;
  return total ? error / (double)total : 0;
}
