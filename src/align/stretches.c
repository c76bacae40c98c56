/* SPDX-License-Identifier: Apache-2.0 */
#include "align/stretches.h"
#include "align/decode.h"
#include "base/fail.h"
#include "base/parallel.h"

#include <stdlib.h>

enum {
  PIECE_CELLS = 64 * 1024, /* some megabytes: what a cache holds */
  ROWS_MIN = 4 * OVERLAP   /* of a piece, so that overlaps do not meet */
};

/* ---- one piece ---- */

static zhen_status search_part(zhen_alignment **out, lattice *l,
                               const document *part, const searcher *s)
{
  zhen_status status = lattice_fill(l, part, s->model, s->final);

  if (status != ZHEN_OK)
    return status;
  return s->final ? lattice_decode(out, l, part, s->model->p)
                  : lattice_beads(out, l, part);
}

/* Count the sentences of a piece as the document does. */
static void shift(zhen_alignment *a, uint32_t zh, uint32_t en)
{
  for (size_t k = 0; k < a->count; k++) {
    a->beads[k].zh_begin += zh;
    a->beads[k].zh_end += zh;
    a->beads[k].en_begin += en;
    a->beads[k].en_end += en;
  }
}

static zhen_status search_piece(const searcher *s, piece *x, size_t cells)
{
  lattice l = {0};
  document part;
  zhen_status status = document_part(&part, s->d, x->begin, x->end);

  if (status == ZHEN_OK)
    status = corridor_between(&l.corridor, &s->corridor, x->begin, x->end);
  if (status == ZHEN_OK) {
    x->narrowed = corridor_fit(&l.corridor, cells);
    status = search_part(&x->found, &l, &part, s);
  }
  if (status == ZHEN_OK)
    shift(x->found, sentence_at(&s->d->zh, x->begin.zh),
          sentence_at(&s->d->en, x->begin.en));
  lattice_dispose(&l);
  document_part_close(&part);
  return status;
}

static zhen_status search_one(void *context, size_t number)
{
  const searcher *s = context;

  return search_piece(s, &s->now[number], s->share);
}

/*
 * On several threads each piece has its share of the memory. One that needs
 * more is done again, alone: what comes out is the same as if it was done
 * alone at once.
 */
static zhen_status search_all(searcher *s, const piece_list *list)
{
  piece *x = list->at;
  zhen_status status;

  s->now = x;
  status = parallel_for(list->n, s->how->threads, search_one, s);
  for (size_t k = 0; k < list->n && status == ZHEN_OK; k++) {
    if (x[k].narrowed && s->share < s->cells_max) {
      zhen_alignment_free(x[k].found);
      x[k].found = NULL;
      status = search_piece(s, &x[k], s->cells_max);
    }
    s->narrowed += x[k].narrowed;
  }
  return status;
}

static zhen_status add_piece(piece_list *list, piece x)
{
  zhen_status status =
      mem_grow(&list->at, &list->capacity, list->n + 1, sizeof *list->at);

  if (status == ZHEN_OK)
    list->at[list->n++] = x;
  return status;
}

static void clear_pieces(piece_list *list)
{
  for (size_t k = 0; k < list->n; k++)
    zhen_alignment_free(list->at[k].found);
  list->n = 0;
}

/* ---- cutting ---- */

/* The place on the middle of the corridor before or behind a sentence. */
static place place_near(const searcher *s, const stretch *x,
                        uint32_t unit_number, bool behind)
{
  const side *zh = &s->d->zh;
  uint32_t i, j;

  if (unit_number >= x->end.zh)
    return x->end;
  i = zh->unit_of[zh->units[unit_number].sentence + behind];
  if (i <= x->begin.zh)
    return x->begin;
  if (i >= x->end.zh)
    return x->end;
  j = s->corridor.middle[i];
  j = j < x->begin.en ? x->begin.en : j;
  return (place){i, j > x->end.en ? x->end.en : j};
}

static zhen_status cut_off(searcher *s, stretch *x, uint32_t from, uint32_t to)
{
  piece next = {.begin = x->begin, .from = from, .to = to};

  if (from > x->begin.zh + OVERLAP)
    next.begin = place_near(s, x, from - OVERLAP, false);
  next.end = place_near(s, x, to + OVERLAP, true);
  x->n++;
  return add_piece(&s->pieces, next);
}

/* Pieces end with sentences: one sentence is not cut more than once. */
static zhen_status cut_stretch(searcher *s, stretch *x)
{
  const corridor *c = &s->corridor;
  const unit *zh = s->d->zh.units;
  size_t wanted = s->how->cells ? s->how->cells : PIECE_CELLS;
  uint32_t from = x->begin.zh;
  zhen_status status = ZHEN_OK;

  x->first = s->pieces.n;
  x->n = 0;
  for (uint32_t i = from; i + ROWS_MIN < x->end.zh && status == ZHEN_OK; i++)
    if (i - from >= ROWS_MIN && c->cell[i] - c->cell[from] >= wanted &&
        zh[i].sentence != zh[from].sentence) {
      status = cut_off(s, x, from, i);
      from = i;
    }
  return status == ZHEN_OK ? cut_off(s, x, from, x->end.zh) : status;
}

/* ---- joining ---- */

/* How to come from one piece into the next one. */
typedef struct joint {
  size_t left, right; /* numbers of the beads behind it */
  bool found;         /* else there is a bridge between them */
  size_t bridge;
} joint;

/* Where both paths pass, the place nearest to the cut. */
static joint find_joint(const searcher *s, const piece *left,
                        const piece *right)
{
  const zhen_alignment *a = left->found, *b = right->found;
  uint32_t cut = s->d->zh.units[left->to].sentence;
  joint best = {0};
  size_t i = a->count, k = 0;

  /* of the left piece, only what the right one also holds */
  while (i > 0 && b->count && a->beads[i - 1].zh_begin >= b->beads[0].zh_begin)
    i--;
  while (i < a->count && k < b->count) {
    const zhen_bead *x = &a->beads[i], *y = &b->beads[k];
    uint32_t at_x = x->zh_begin + x->en_begin;
    uint32_t at_y = y->zh_begin + y->en_begin;

    if (x->zh_begin == y->zh_begin && x->en_begin == y->en_begin &&
        (!best.found ||
         apart(x->zh_begin, cut) < apart(a->beads[best.left].zh_begin, cut)))
      best = (joint){.left = i, .right = k, .found = true};
    i += at_x <= at_y;
    k += at_y <= at_x;
  }
  return best;
}

/* The bead of a piece that is half way between its cuts. */
static size_t middle_bead(const searcher *s, const piece *x)
{
  uint32_t middle = s->d->zh.units[x->from + (x->to - x->from) / 2].sentence;
  size_t k = 0;

  while (k + 1 < x->found->count && x->found->beads[k].zh_begin < middle)
    k++;
  return k;
}

/* A bridge goes from bead to bead, which are on the paths of both pieces. */
static zhen_status plan_bridge(searcher *s, const piece *left,
                               const piece *right, joint *at)
{
  at->left = middle_bead(s, left);
  at->right = middle_bead(s, right);
  at->bridge = s->bridges.n;
  return add_piece(
      &s->bridges,
      (piece){.begin = bead_begin(s->d, &left->found->beads[at->left]),
              .end = bead_begin(s->d, &right->found->beads[at->right])});
}

static zhen_status plan_joints(searcher *s, joint *joints)
{
  zhen_status status = ZHEN_OK;

  for (size_t n = 0; n < s->n_stretches; n++) {
    const stretch *x = &s->stretches[n];

    for (size_t k = x->first; k + 1 < x->first + x->n && status == ZHEN_OK;
         k++) {
      const piece *left = &s->pieces.at[k], *right = left + 1;

      joints[k] = find_joint(s, left, right);
      if (!joints[k].found)
        status = plan_bridge(s, left, right, &joints[k]);
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

/* The beads of a stretch, piece after piece. */
static zhen_status join(const searcher *s, const stretch *x,
                        const joint *joints, zhen_alignment *out,
                        size_t *capacity)
{
  size_t first = 0;
  zhen_status status = ZHEN_OK;

  for (size_t k = x->first; k < x->first + x->n && status == ZHEN_OK; k++) {
    const zhen_alignment *a = s->pieces.at[k].found;
    const joint *next = k + 1 < x->first + x->n ? &joints[k] : NULL;

    status = append(out, capacity, a, first, next ? next->left : a->count);
    if (status == ZHEN_OK && next && !next->found) {
      a = s->bridges.at[next->bridge].found;
      status = append(out, capacity, a, 0, a->count);
    }
    first = next ? next->right : 0;
  }
  return status;
}

/* Put what the stretches found in place of the beads that were there. */
static zhen_status replace(const searcher *s, const joint *joints,
                           zhen_alignment *all)
{
  zhen_alignment out = {0};
  size_t capacity = 0, from = 0;
  zhen_status status = ZHEN_OK;

  for (size_t n = 0; n < s->n_stretches && status == ZHEN_OK; n++) {
    const stretch *x = &s->stretches[n];

    status = append(&out, &capacity, all, from, x->first_bead);
    if (status == ZHEN_OK)
      status = join(s, x, joints, &out, &capacity);
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

zhen_status stretches_search(searcher *s, zhen_alignment *all)
{
  joint *joints = NULL;
  zhen_status status = ZHEN_OK;

  clear_pieces(&s->pieces);
  clear_pieces(&s->bridges);
  for (size_t n = 0; n < s->n_stretches && status == ZHEN_OK; n++)
    status = cut_stretch(s, &s->stretches[n]);
  if (status == ZHEN_OK)
    status = search_all(s, &s->pieces);
  if (status == ZHEN_OK)
    joints = mem_calloc(s->pieces.n, sizeof *joints);
  if (status == ZHEN_OK && !joints)
    status = zhen_fail_memory();
  if (status == ZHEN_OK)
    status = plan_joints(s, joints);
  if (status == ZHEN_OK)
    status = search_all(s, &s->bridges);
  if (status == ZHEN_OK)
    status = replace(s, joints, all);
  free(joints);
  return status;
}

void stretches_dispose(searcher *s)
{
  clear_pieces(&s->pieces);
  clear_pieces(&s->bridges);
  free(s->pieces.at);
  free(s->bridges.at);
  free(s->stretches);
}
