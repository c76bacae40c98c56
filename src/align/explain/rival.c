/* SPDX-License-Identifier: Apache-2.0 */
#include "align/explain/rival.h"
#include "align/explain/kept.h"
#include "align/explain/local_path.h"
#include "base/fail.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* ---- scores of paths ---- */

/* Add to the score of a path through a bead what the whole bead adds. */
static zhen_status add_whole(double *score, const explain_data *x, section at)
{
  zhen_status status;

  if (is_one_sided(at))
    return ZHEN_OK;
  status = whole_read(x->whole, whole_of(at));
  if (status == ZHEN_OK)
    *score = fmax(*score + whole_order(x->whole), whole_cross(x->whole).score) +
             whole_repeats(x->whole);
  return status;
}

/* The score of a path, including the terms of whole beads. */
static zhen_status score_of(double *score, const explain_data *x,
                            const local_path *w)
{
  const unit *zh = x->d.zh.units;
  double own = 0; /* of the current bead */
  section bead = {0};
  bool open = false;

  *score = 0;
  for (size_t k = 0; k < w->count; k++) {
    step s = w->steps[k];
    zhen_status status = ZHEN_OK;

    if (!open)
      bead.begin = (node){s.i - s.zh, s.j - s.en};
    bead.end = (node){s.i, s.j};
    own += terms_sum(&x->scorer, s);
    open = s.i > 0 && !zh[s.i - 1].ends_sentence;
    if (!open) {
      status = add_whole(&own, x, bead);
      *score += own;
      own = 0;
    }
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

/* ---- rivals ---- */

/*
 * Unaligned sentences at one place are one run for the search; of more than
 * NULL_MAX the number does not count, so a few more are enough.
 */
enum { RUN_MAX = NULL_MAX + 4 };

/* Is a bead, next to one that is near `b`, near it as well? */
static bool is_near(const zhen_bead *n, const zhen_bead *next,
                    const zhen_bead *b)
{
  return !is_pair(next) && !(is_pair(n) && is_pair(b));
}

/* The beads around a bead that may be part of a rival. */
static zhen_bead neighbourhood(const zhen_alignment *a, const zhen_bead *b)
{
  zhen_bead w = *b;
  size_t first = 0, last;

  while (first < a->count && a->beads[first].zh_end <= b->zh_begin &&
         a->beads[first].en_end <= b->en_begin)
    first++;
  for (last = first; last < a->count && a->beads[last].zh_begin <= b->zh_end &&
                     a->beads[last].en_begin <= b->en_end &&
                     (a->beads[last].zh_begin < b->zh_end ||
                      a->beads[last].en_begin < b->en_end);)
    last++;
  if (first > 0)
    first--;
  if (last < a->count)
    last++;
  for (size_t n = 0; n < RUN_MAX && first > 0 &&
                     is_near(&a->beads[first - 1], &a->beads[first], b);
       n++)
    first--;
  for (size_t n = 0; n < RUN_MAX && last > 0 && last < a->count &&
                     is_near(&a->beads[last], &a->beads[last - 1], b);
       n++)
    last++;
  for (size_t k = first; k < last; k++) {
    const zhen_bead *n = &a->beads[k];

    w.zh_begin = n->zh_begin < w.zh_begin ? n->zh_begin : w.zh_begin;
    w.en_begin = n->en_begin < w.en_begin ? n->en_begin : w.en_begin;
    w.zh_end = n->zh_end > w.zh_end ? n->zh_end : w.zh_end;
    w.en_end = n->en_end > w.en_end ? n->en_end : w.en_end;
  }
  return w;
}

static bool touches(const zhen_bead *a, const zhen_bead *b)
{
  return (a->zh_begin < b->zh_end && a->zh_end > b->zh_begin) ||
         (a->en_begin < b->en_end && a->en_end > b->en_begin);
}

/* The beads of a path that share a sentence with the explained bead. */
static zhen_status add_rival(zhen_explanation *out, const explain_data *x,
                             const local_path *w)
{
  const side *zh = &x->d.zh, *en = &x->d.en;
  zhen_bead b = {0};
  bool open = false;

  out->rival = mem_calloc(w->count, sizeof *out->rival);
  if (!out->rival)
    return zhen_fail_memory();
  for (size_t k = 0; k < w->count; k++) {
    step s = w->steps[k];

    if (!open) {
      b.zh_begin = sentence_at(zh, s.i - s.zh);
      b.en_begin = sentence_at(en, s.j - s.en);
    }
    open = s.i > 0 && !zh->units[s.i - 1].ends_sentence;
    b.zh_end = sentence_at(zh, s.i);
    b.en_end = sentence_at(en, s.j);
    if (!open && touches(&b, &out->bead))
      out->rival[out->n_rival++] = b;
  }
  return ZHEN_OK;
}

/* The best paths on both sides of the bead, and the bead between them. */
static zhen_status score_with(double *out, const explain_data *x,
                              const zhen_bead *around, const zhen_bead *b)
{
  section all = section_of(&x->d, around), own = section_of(&x->d, b);
  path_limits sides[2] = {{.at = {all.begin, own.begin}},
                          {.at = {own.end, all.end}}};

  for (int k = 0; k < 2; k++) {
    local_path w;
    double score = 0;
    zhen_status status = local_path_find(&w, &x->scorer, &sides[k]);

    if (status == ZHEN_OK)
      status = score_of(&score, x, &w);
    *out += score;
    local_path_dispose(&w);
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

static bool is_in_run(const zhen_bead *n, const zhen_bead *b)
{
  return !is_pair(n) && !is_pair(b) &&
         (n->zh_begin < n->zh_end) == (b->zh_begin < b->zh_end);
}

/* A pair, or all of the run of an unaligned sentence that is in `around`. */
static zhen_bead run_of(const zhen_alignment *a, const zhen_bead *around,
                        const zhen_bead *b)
{
  zhen_bead run = *b;
  size_t k = 0, last;

  while (k < a->count && !is_same_bead(&a->beads[k], b))
    k++;
  for (last = k; last < a->count && is_in_run(&a->beads[last], b); last++) {
    run.zh_end = a->beads[last].zh_end;
    run.en_end = a->beads[last].en_end;
  }
  for (; k > 0 && is_in_run(&a->beads[k - 1], b); k--) {
    run.zh_begin = a->beads[k - 1].zh_begin;
    run.en_begin = a->beads[k - 1].en_begin;
  }
  if (run.zh_begin < around->zh_begin)
    run.zh_begin = around->zh_begin;
  if (run.en_begin < around->en_begin)
    run.en_begin = around->en_begin;
  if (run.zh_end > around->zh_end)
    run.zh_end = around->zh_end;
  if (run.en_end > around->en_end)
    run.en_end = around->en_end;
  return run;
}

zhen_status rival_find(zhen_explanation *out, const zhen_alignment *a)
{
  const explain_data *x = a->explain_data;
  zhen_bead around = neighbourhood(a, &out->bead);
  const path_limits w = {.at = section_of(&x->d, &around), .shun = &out->bead};
  const zhen_bead own = run_of(a, &around, &out->bead);
  double with = out->score, without = 0;
  local_path other;
  zhen_status status;

  if (!is_pair(&own))
    with = terms_sum(&x->scorer, step_over(section_of(&x->d, &own)));
  status = local_path_find(&other, &x->scorer, &w);
  if (status == ZHEN_OK && other.count > 0)
    status = score_with(&with, x, &around, &own);
  if (status == ZHEN_OK)
    status = score_of(&without, x, &other);
  if (status == ZHEN_OK && other.count > 0 && with > -DBL_MAX) {
    out->margin = with - without;
    status = add_rival(out, x, &other);
  }
  local_path_dispose(&other);
  return status;
}
