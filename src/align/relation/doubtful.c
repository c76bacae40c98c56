/* SPDX-License-Identifier: Apache-2.0 */
#include "align/relation/doubtful.h"
#include "align/search/decode.h"
#include "align/search/section.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

/*
 * Beads before and after that are summed over as well: where the sentences
 * belong if not to each other. A longer run is a passage that one of the texts
 * does not have.
 */
enum { AROUND = 2, RUN_MAX = NULL_MAX };

/* Nine in ten that are less probable are no pairs. */
static const double DOUBT_MIN = .1;

/*
 * Of the beads of a parallel passage, those that are of unrelated sentences.
 * With .001, .005 and .02 the mean log likelihood of whether the pairs of six
 * chapters are right is -.164, -.162 and -.166; without, -.165. Of talks and
 * news with two sentences in seventeen replaced by others: -.213, -.139 and
 * -.090; without, -.384.
 */
static const double UNRELATED = .005;

/* As probable as an unaligned sentence must be (NULL_COST in decode.c). */
static const double PART_MIN = .6;

/* ---- unrelated pairs ---- */

static double related(float odds)
{
  return 1 / (1 + UNRELATED * exp(-(double)odds));
}

void doubtful_weigh(zhen_bead *beads, size_t count, const float *odds)
{
  for (size_t k = 0; k < count; k++)
    if (is_pair(&beads[k]))
      beads[k].score = (float)((double)beads[k].score * related(odds[k]));
}

static bool must_part(const zhen_alignment *a, size_t k, const float *odds)
{
  return is_pair(&a->beads[k]) && bead_within(a, k) >= .5 &&
         1 - related(odds[k]) > PART_MIN;
}

/* The sentences of a pair as beads of their own. */
static zhen_status add_parts(zhen_alignment *out, size_t *capacity,
                             const zhen_bead *b, float score)
{
  zhen_status status = ZHEN_OK;

  for (uint32_t z = b->zh_begin; z < b->zh_end && status == ZHEN_OK; z++)
    status = alignment_add(
        out, capacity, (zhen_bead){z, z + 1, b->en_begin, b->en_begin, score});
  for (uint32_t e = b->en_begin; e < b->en_end && status == ZHEN_OK; e++)
    status = alignment_add(out, capacity,
                           (zhen_bead){b->zh_end, b->zh_end, e, e + 1, score});
  return status;
}

zhen_status doubtful_part(zhen_alignment *a, const float *odds)
{
  zhen_alignment out = {0};
  size_t capacity = 0, parted = 0;
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k < a->count; k++)
    parted += must_part(a, k, odds);
  if (parted == 0)
    return ZHEN_OK;
  for (size_t k = 0; k < a->count && status == ZHEN_OK; k++)
    status = must_part(a, k, odds)
                 ? add_parts(&out, &capacity, &a->beads[k],
                             (float)(1 - related(odds[k])))
                 : alignment_add(&out, &capacity, a->beads[k]);
  if (status == ZHEN_OK)
    status = zhen_alignment_replace(a, out.beads, out.count);
  free(out.beads);
  return status;
}

/* ---- unaligned sentences ---- */

typedef struct doubt_finder {
  const align_input *in;
  const score_model *model;
  zhen_alignment *a;
  size_t capacity;
} doubt_finder;

/* From the beginning of one bead to that of another, or to the end. */
static zhen_bead area_of(const doubt_finder *x, size_t from, size_t to)
{
  const zhen_bead *b = x->a->beads, *last = &b[to - 1];

  return (zhen_bead){b[from].zh_begin, last->zh_end, b[from].en_begin,
                     last->en_end, 0};
}

static bool overlap(const zhen_bead *a, const zhen_bead *b)
{
  bool before = a->zh_end <= b->zh_begin && a->en_end <= b->en_begin;
  bool after = b->zh_end <= a->zh_begin && b->en_end <= a->en_begin;

  return !before && !after;
}

static bool is_best(const zhen_alignment *found, size_t k)
{
  const zhen_bead *b = found->beads;

  for (size_t i = 0; i < found->count; i++)
    if (i != k && overlap(&b[i], &b[k]) &&
        (b[i].score > b[k].score || (b[i].score >= b[k].score && i < k)))
      return false;
  return true;
}

/* Those to which no other is preferred; the sentences before them count. */
static zhen_status add_best(doubt_finder *x, const zhen_alignment *found,
                            zhen_bead before)
{
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k < found->count && status == ZHEN_OK; k++) {
    zhen_bead b = found->beads[k];

    if (!is_best(found, k))
      continue;
    b.zh_begin += before.zh_begin;
    b.zh_end += before.zh_begin;
    b.en_begin += before.en_begin;
    b.en_end += before.en_begin;
    status = mem_grow(&x->a->doubtful, &x->capacity, x->a->n_doubtful + 1,
                      sizeof *x->a->doubtful);
    if (status == ZHEN_OK)
      x->a->doubtful[x->a->n_doubtful++] = b;
  }
  return status;
}

/* The pairs of the beads [from, to), summed over with those around them. */
static zhen_status find_pairs(doubt_finder *x, size_t from, size_t to)
{
  const document *d = x->in->d;
  size_t end = to + AROUND < x->a->count ? to + AROUND : x->a->count;
  zhen_bead whole = area_of(x, from > AROUND ? from - AROUND : 0, end);
  section at = {{d->zh.unit_of[whole.zh_begin], d->en.unit_of[whole.en_begin]},
                {d->zh.unit_of[whole.zh_end], d->en.unit_of[whole.en_end]}};
  zhen_bead area = area_of(x, from, to);
  zhen_alignment found = {0};
  section_input cut;
  lattice l = {0};
  zhen_status status = section_open(&cut, x->in, at);

  if (status == ZHEN_OK)
    status = corridor_open_all(&l.corridor, &cut.d);
  if (status == ZHEN_OK)
    status = lattice_fill(&l, &cut.in, x->model, true);
  area.zh_begin -= whole.zh_begin;
  area.zh_end -= whole.zh_begin;
  area.en_begin -= whole.en_begin;
  area.en_end -= whole.en_begin;
  if (status == ZHEN_OK)
    status =
        decode_pairs(&found, &l, &cut.in, x->model, area, (float)DOUBT_MIN);
  if (status == ZHEN_OK)
    status = add_best(x, &found, whole);
  free(found.beads);
  lattice_dispose(&l);
  section_close(&cut);
  return status;
}

/* The end of the beads from `from` on that have one side. */
static size_t end_of_nulls(const doubt_finder *x, size_t from)
{
  size_t to = from;

  while (to < x->a->count && !is_pair(&x->a->beads[to]))
    to++;
  return to;
}

static bool is_doubtful(const doubt_finder *x, size_t from, size_t to)
{
  zhen_bead area;

  if (to - from < 2 || bead_within(x->a, from) < .5)
    return false;
  area = area_of(x, from, to);
  return area.zh_begin < area.zh_end && area.en_begin < area.en_end &&
         area.zh_end - area.zh_begin <= RUN_MAX &&
         area.en_end - area.en_begin <= RUN_MAX;
}

static zhen_status find_all(doubt_finder *x)
{
  zhen_status status = ZHEN_OK;
  size_t to;

  for (size_t from = 0; from < x->a->count && status == ZHEN_OK;
       from = to + 1) {
    to = end_of_nulls(x, from);
    if (is_doubtful(x, from, to))
      status = find_pairs(x, from, to);
  }
  return status;
}

zhen_status doubtful_find(zhen_alignment *a, const align_input *in,
                          const score_model *m)
{
  doubt_finder x = {.in = in, .model = m, .a = a};

  return find_all(&x);
}

zhen_status doubtful_settle(zhen_alignment *a, const relation_texts *t)
{
  zhen_alignment list = {.beads = a->doubtful, .count = a->n_doubtful};
  float *odds = NULL;
  size_t kept = 0;
  zhen_status status = ZHEN_OK;

  if (list.count)
    status = relation_odds(&odds, t, &list, NULL, NULL);
  if (status == ZHEN_OK && list.count) {
    doubtful_weigh(list.beads, list.count, odds);
    for (size_t k = 0; k < list.count; k++)
      if ((double)list.beads[k].score >= DOUBT_MIN)
        list.beads[kept++] = list.beads[k];
    a->n_doubtful = kept;
  }
  free(odds);
  return status;
}
