/* SPDX-License-Identifier: Apache-2.0 */
#include "align/search/doubtful.h"
#include "align/search/decode.h"
#include "align/search/section.h"
#include "base/mem.h"

#include <stdlib.h>

/*
 * Beads before and after that are summed over as well: where the sentences
 * belong if not to each other. A longer run is a passage that one of the texts
 * does not have.
 */
enum { AROUND = 2, RUN_MAX = NULL_MAX };

/* Nine in ten that are less probable are no pairs. */
static const double DOUBT_MIN = .1;

typedef struct doubt_finder {
  const align_input *in;
  score_model model;
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
    status = lattice_fill(&l, &cut.in, &x->model, true);
  area.zh_begin -= whole.zh_begin;
  area.zh_end -= whole.zh_begin;
  area.en_begin -= whole.en_begin;
  area.en_end -= whole.en_begin;
  if (status == ZHEN_OK)
    status =
        decode_pairs(&found, &l, &cut.d, x->model.p, area, (float)DOUBT_MIN);
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
                          const align_params *p, uint32_t max_bead)
{
  doubt_finder x = {.in = in, .a = a};
  zhen_status status = score_model_make(&x.model, in->d, p, max_bead);

  if (status == ZHEN_OK)
    status = find_all(&x);
  score_model_dispose(&x.model);
  return status;
}
