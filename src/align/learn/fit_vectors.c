/* SPDX-License-Identifier: Apache-2.0 */
#include "align/learn/fit_vectors.h"

#include <math.h>

/* Beads sampled; sentences on either side of one; minimum number of beads. */
enum { SAMPLES = 500 };

typedef struct moments {
  double n, sum, squares;
} moments;

static void add_moment(moments *m, double x)
{
  m->n++;
  m->sum += x;
  m->squares += x * x;
}

static double spread(const moments *m)
{
  double mean = m->sum / m->n;

  return m->squares - m->n * mean * mean;
}

/* Cosines of sentences with the other side. */
typedef struct cosines {
  moments near; /* the nearest one around the place that the first pass found */
  moments far;  /* the nearest one in an equal range around another place */
  moments any;  /* every one there */
} cosines;

static double cosine_at(const vectors *v, const document *d, uint32_t zh,
                        size_t en)
{
  return vectors_cosine(v, d->zh.unit_of[zh], d->zh.unit_of[zh + 1],
                        (uint32_t)en, (uint32_t)en + 1);
}

/* The greatest cosine with the sentences around one; `any`: with each. */
static double nearest(const vectors *v, const document *d, uint32_t zh,
                      size_t en, moments *any)
{
  size_t begin = en > VECTORS_AROUND ? en - VECTORS_AROUND : 0;
  size_t end =
      en + VECTORS_AROUND < v->n_en ? en + VECTORS_AROUND + 1 : v->n_en;
  double best = -1;

  for (size_t j = begin; j < end; j++) {
    double c = cosine_at(v, d, zh, j);

    best = fmax(best, c);
    if (any)
      add_moment(any, c);
  }
  return best;
}

static cosines measure_cosines(const vectors *v, const document *d,
                               const zhen_alignment *a)
{
  cosines l = {.near = {.n = 0}};
  size_t step = 1 + a->count / SAMPLES;

  for (size_t k = 0; k < a->count; k += step) {
    const zhen_bead *b = &a->beads[k];
    size_t away = (b->en_begin + v->n_en / 2) % v->n_en;

    if (b->zh_begin == b->zh_end || b->en_begin == b->en_end)
      continue;
    add_moment(&l.near, nearest(v, d, b->zh_begin, b->en_begin, NULL));
    add_moment(&l.far, nearest(v, d, b->zh_begin, away, &l.any));
  }
  return l;
}

void vectors_fit(vectors *v, const document *d, const zhen_alignment *first,
                 const align_params *p)
{
  cosines l = {.near = {.n = 0}};
  double m0, m1, variance, found;

  v->slope = 0;
  if (v->n_en > 0)
    l = measure_cosines(v, d, first);
  if (l.near.n < VECTORS_BEADS_MIN)
    return;
  m0 = l.any.sum / l.any.n;
  m1 = l.near.sum / l.near.n;
  found = m1 - l.far.sum / l.far.n;
  variance = (spread(&l.near) + spread(&l.any)) / (l.near.n + l.any.n - 2);
  if (!(found > 0) || !(m1 > m0) || !(variance > 0))
    return;
  v->slope = p->vectors_weight * found / variance;
  v->middle = (m0 + m1) / 2;
  v->most = p->vectors_most;
}
