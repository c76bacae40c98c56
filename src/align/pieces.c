/* SPDX-License-Identifier: Apache-2.0 */
#include "align/pieces.h"
#include "align/decode.h"
#include "align/part.h"
#include "base/fail.h"
#include "base/parallel.h"

#include <stdlib.h>

enum {
  PIECE_CELLS = 128 * 1024, /* some megabytes: what a cache holds */
  OVERLAP = 128,            /* units before and behind a cut */
  ROWS_MIN = 4 * OVERLAP,   /* of a piece, so that overlaps do not meet */
  CELL_BYTES = 128,         /* of a lattice and its decoder, about */
  RADIUS = 32,              /* of the first widening; then four times more */
  WIDENINGS = 3
};

typedef struct piece {
  place begin, end;
  zhen_alignment *found; /* its sentences are those of the document */
  bool narrowed;
} piece;

typedef struct searcher {
  const document *d;
  const search_model *model;
  search_model strict; /* no bead may end inside a sentence */
  align_params strict_params;
  const corridor *corridor;
  const pieces_options *how;
  bool final;
  size_t cells_max, share; /* of a piece: alone, and beside others */
  piece *pieces;
  size_t n_pieces, capacity;
  uint32_t *cuts; /* the Chinese unit between the pieces k and k + 1 */
  size_t cuts_capacity;
  piece *bridges;
  size_t n_bridges, bridges_capacity;
  piece *now; /* those that are searched */
} searcher;

/* ---- one piece ---- */

static zhen_status widen(lattice *l, uint32_t radius, size_t cells, bool *again)
{
  corridor before;
  zhen_status status = corridor_copy(&before, &l->corridor);

  if (status == ZHEN_OK)
    status = lattice_widen(l, radius, again);
  if (status == ZHEN_OK && *again && corridor_cells(&l->corridor) > cells) {
    corridor wide = l->corridor;

    l->corridor = before;
    before = wide;
    l->narrowed = true;
    *again = false;
  }
  corridor_dispose(&before);
  return status;
}

zhen_status lattice_search(lattice *l, const document *d, const search_model *m,
                           bool sums, size_t cells)
{
  uint32_t radius = RADIUS;
  bool again = true;
  zhen_status status = ZHEN_OK;

  for (int round = 0; again && status == ZHEN_OK; round++) {
    lattice_clear(l);
    again = false;
    status = lattice_fill(l, d, m, sums);
    if (status == ZHEN_OK && round < WIDENINGS)
      status = widen(l, radius, cells, &again);
    radius *= 4;
  }
  return status;
}

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

/* Leave each sentence of larger beads alone. */
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
 * Beads joined because they share a sentence may grow beyond what is asked
 * for; then no bead may end inside a sentence. What is too large even so, no
 * bead was possible for: its sentences are alone.
 */
static zhen_status hold_to_max(zhen_alignment **out, lattice *l,
                               const document *d, const searcher *s,
                               size_t cells)
{
  uint32_t max_bead = s->model->max_bead;
  zhen_status status;

  if (!has_larger_bead(*out, max_bead))
    return ZHEN_OK;
  zhen_alignment_free(*out);
  *out = NULL;
  status = lattice_search(l, d, &s->strict, true, cells);
  if (status == ZHEN_OK)
    status = lattice_decode(out, l, d);
  if (status == ZHEN_OK && has_larger_bead(*out, max_bead))
    status = part_larger_beads(*out, max_bead);
  return status;
}

static zhen_status search_part(zhen_alignment **out, lattice *l,
                               const document *part, const searcher *s,
                               size_t cells)
{
  zhen_status status = lattice_search(l, part, s->model, s->final, cells);

  if (status != ZHEN_OK)
    return status;
  if (!s->final)
    return lattice_beads(out, l, part);
  status = lattice_decode(out, l, part);
  return status == ZHEN_OK ? hold_to_max(out, l, part, s, cells) : status;
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
    status = corridor_between(&l.corridor, s->corridor, x->begin, x->end);
  if (status == ZHEN_OK) {
    l.narrowed = corridor_fit(&l.corridor, cells);
    status = search_part(&x->found, &l, &part, s, cells);
  }
  if (status == ZHEN_OK)
    shift(x->found, sentence_at(&s->d->zh, x->begin.zh),
          sentence_at(&s->d->en, x->begin.en));
  x->narrowed = l.narrowed;
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
static zhen_status search_all(searcher *s, piece *pieces, size_t n)
{
  zhen_status status;

  s->now = pieces;
  status = parallel_for(n, s->how->threads, search_one, s);
  for (size_t k = 0; k < n && status == ZHEN_OK; k++)
    if (pieces[k].narrowed && s->share < s->cells_max) {
      zhen_alignment_free(pieces[k].found);
      pieces[k].found = NULL;
      status = search_piece(s, &pieces[k], s->cells_max);
    }
  return status;
}

/* ---- cutting ---- */

/* The place on the middle of the corridor before or behind a sentence. */
static place place_near(const searcher *s, uint32_t unit_number, bool behind)
{
  const side *zh = &s->d->zh;
  uint32_t i;

  if (unit_number >= zh->n_units)
    return (place){(uint32_t)zh->n_units, (uint32_t)s->d->en.n_units};
  i = zh->unit_of[zh->units[unit_number].sentence + behind];
  if (i == 0)
    return (place){0};
  if (i == zh->n_units)
    return (place){i, (uint32_t)s->d->en.n_units};
  return (place){i, s->corridor->middle[i]};
}

static zhen_status add_piece(searcher *s, uint32_t cut)
{
  const piece *before = s->n_pieces ? &s->pieces[s->n_pieces - 1] : NULL;
  uint32_t from = before ? s->cuts[s->n_pieces - 1] : 0;
  piece next = {.end = place_near(s, cut + OVERLAP, true)};
  zhen_status status =
      mem_grow(&s->pieces, &s->capacity, s->n_pieces + 1, sizeof *s->pieces);

  if (status == ZHEN_OK)
    status =
        mem_grow(&s->cuts, &s->cuts_capacity, s->n_pieces + 1, sizeof *s->cuts);
  if (status != ZHEN_OK)
    return status;
  if (from > OVERLAP)
    next.begin = place_near(s, from - OVERLAP, false);
  s->cuts[s->n_pieces] = cut;
  s->pieces[s->n_pieces++] = next;
  return ZHEN_OK;
}

static zhen_status cut_pieces(searcher *s)
{
  const corridor *c = s->corridor;
  size_t wanted = s->how->cells ? s->how->cells : PIECE_CELLS;
  size_t from = 0;
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; i + ROWS_MIN < c->n && status == ZHEN_OK; i++)
    if (i - from >= ROWS_MIN && c->cell[i] - c->cell[from] >= wanted) {
      status = add_piece(s, (uint32_t)i);
      from = i;
    }
  return status == ZHEN_OK ? add_piece(s, (uint32_t)c->n) : status;
}

/* ---- joining ---- */

/* How to come from one piece into the next one. */
typedef struct joint {
  size_t left, right; /* numbers of the beads behind it */
  bool found;         /* else there is a bridge between them */
  size_t bridge;
} joint;

static uint32_t apart(uint32_t a, uint32_t b)
{
  return a > b ? a - b : b - a;
}

/* Where both paths pass, the place nearest to the cut. */
static joint find_joint(const piece *left, const piece *right, uint32_t cut)
{
  const zhen_alignment *a = left->found, *b = right->found;
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
static size_t middle_bead(const searcher *s, size_t number)
{
  uint32_t low = number ? s->cuts[number - 1] : 0, high = s->cuts[number];
  const zhen_alignment *a = s->pieces[number].found;
  uint32_t middle = s->d->zh.units[low + (high - low) / 2].sentence;
  size_t k = 0;

  while (k + 1 < a->count && a->beads[k].zh_begin < middle)
    k++;
  return k;
}

static place bead_place(const searcher *s, size_t piece_number, size_t number)
{
  const zhen_bead *b = &s->pieces[piece_number].found->beads[number];

  return (place){s->d->zh.unit_of[b->zh_begin], s->d->en.unit_of[b->en_begin]};
}

/* A bridge goes from bead to bead, which are on the paths of both pieces. */
static zhen_status plan_bridge(searcher *s, size_t k, joint *at)
{
  zhen_status status = mem_grow(&s->bridges, &s->bridges_capacity,
                                s->n_bridges + 1, sizeof *s->bridges);

  if (status != ZHEN_OK)
    return status;
  at->left = middle_bead(s, k);
  at->right = middle_bead(s, k + 1);
  at->bridge = s->n_bridges;
  s->bridges[s->n_bridges++] = (piece){.begin = bead_place(s, k, at->left),
                                       .end = bead_place(s, k + 1, at->right)};
  return ZHEN_OK;
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

static zhen_status join(const searcher *s, const joint *joints,
                        zhen_alignment *out)
{
  size_t capacity = 0, first = 0;
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k < s->n_pieces && status == ZHEN_OK; k++) {
    const zhen_alignment *a = s->pieces[k].found;
    const joint *next = k + 1 < s->n_pieces ? &joints[k] : NULL;

    status = append(out, &capacity, a, first, next ? next->left : a->count);
    if (status == ZHEN_OK && next && !next->found) {
      a = s->bridges[next->bridge].found;
      status = append(out, &capacity, a, 0, a->count);
    }
    first = next ? next->right : 0;
  }
  return status;
}

static zhen_status join_pieces(searcher *s, zhen_alignment *out)
{
  size_t n = s->n_pieces - 1;
  joint *joints = mem_calloc(n, sizeof *joints);
  zhen_status status = joints ? ZHEN_OK : zhen_fail_memory();

  for (size_t k = 0; k < n && status == ZHEN_OK; k++) {
    uint32_t cut = s->d->zh.units[s->cuts[k]].sentence;

    joints[k] = find_joint(&s->pieces[k], &s->pieces[k + 1], cut);
    if (!joints[k].found)
      status = plan_bridge(s, k, &joints[k]);
  }
  if (status == ZHEN_OK)
    status = search_all(s, s->bridges, s->n_bridges);
  if (status == ZHEN_OK)
    status = join(s, joints, out);
  free(joints);
  return status;
}

/* ---- all of it ---- */

static size_t dispose(piece *pieces, size_t n)
{
  size_t narrowed = 0;

  for (size_t k = 0; k < n; k++) {
    narrowed += pieces[k].narrowed;
    zhen_alignment_free(pieces[k].found);
  }
  free(pieces);
  return narrowed;
}

zhen_status pieces_search(zhen_alignment **out, const document *d,
                          const search_model *m, const corridor *c,
                          const pieces_options *how, bool final,
                          size_t *narrowed)
{
  searcher s = {.d = d,
                .model = m,
                .strict = *m,
                .strict_params = *m->p,
                .corridor = c,
                .how = how,
                .final = final};
  zhen_status status;

  s.strict.p = &s.strict_params;
  s.strict_params.inner_end = IMPOSSIBLE;
  s.cells_max = how->memory / CELL_BYTES;
  s.share = s.cells_max / (how->threads ? how->threads : 1);
  *out = mem_calloc(1, sizeof **out);
  status = *out ? cut_pieces(&s) : zhen_fail_memory();
  if (status == ZHEN_OK)
    status = search_all(&s, s.pieces, s.n_pieces);
  if (status == ZHEN_OK)
    status = join_pieces(&s, *out);
  *narrowed += dispose(s.pieces, s.n_pieces);
  *narrowed += dispose(s.bridges, s.n_bridges);
  free(s.cuts);
  if (status != ZHEN_OK) {
    zhen_alignment_free(*out);
    *out = NULL;
  }
  return status;
}
