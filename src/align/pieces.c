/* SPDX-License-Identifier: Apache-2.0 */
#include "align/pieces.h"
#include "align/decode.h"
#include "align/part.h"
#include "base/fail.h"
#include "base/parallel.h"

#include <stdlib.h>

enum {
  PIECE_CELLS = 64 * 1024, /* some megabytes: what a cache holds */
  OVERLAP = 128,           /* units before and behind a cut */
  ROWS_MIN = 4 * OVERLAP,  /* of a piece, so that overlaps do not meet */
  CELL_BYTES = 128,        /* of a lattice and its decoder, about */
  RADIUS = 32,             /* of the first widening; then four times more */
  WIDENINGS = 3,
  /* Cells that a widening may search, however few and by how many there are. */
  WIDENED_MIN = 4 * 1024 * 1024,
  WIDENED_PART = 4
};

typedef struct piece {
  place begin, end;
  uint32_t from, to;     /* the Chinese units of the cuts it lies between */
  zhen_alignment *found; /* its sentences are those of the document */
  bool narrowed;
} piece;

typedef struct piece_list {
  piece *at;
  size_t n, capacity;
} piece_list;

/* A stretch of the document that is searched; its pieces stand in a row. */
typedef struct stretch {
  place begin, end;
  size_t first_bead, last_bead; /* what it is to replace; last excluded */
  size_t first, n;              /* its pieces */
} stretch;

typedef struct searcher {
  const document *d;
  const search_model *model;
  search_model strict; /* no bead may end inside a sentence */
  align_params strict_params;
  corridor corridor; /* its own: it is widened */
  const pieces_options *how;
  bool final;
  size_t cells_max, share; /* of a piece: alone, and beside others */
  piece_list pieces, bridges;
  stretch *stretches;
  size_t n_stretches, stretches_capacity;
  size_t narrowed;
  piece *now; /* those that are searched */
} searcher;

/* ---- one lattice ---- */

zhen_status lattice_search(lattice *l, const document *d, const search_model *m)
{
  uint32_t radius = RADIUS;
  bool again = true;
  zhen_status status = ZHEN_OK;

  for (int round = 0; again && status == ZHEN_OK; round++) {
    lattice_clear(l);
    again = false;
    status = lattice_fill(l, d, m, true);
    if (status == ZHEN_OK && round < WIDENINGS)
      status = lattice_widen(l, radius, &again);
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

static zhen_status search_part(zhen_alignment **out, lattice *l,
                               const document *part, const searcher *s)
{
  zhen_status status = lattice_fill(l, part, s->model, s->final);

  if (status != ZHEN_OK)
    return status;
  return s->final ? lattice_decode(out, l, part, s->model->p)
                  : lattice_beads(out, l, part);
}

/* ---- one piece ---- */

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

static zhen_status cut_stretch(searcher *s, stretch *x)
{
  const corridor *c = &s->corridor;
  size_t wanted = s->how->cells ? s->how->cells : PIECE_CELLS;
  uint32_t from = x->begin.zh;
  zhen_status status = ZHEN_OK;

  x->first = s->pieces.n;
  x->n = 0;
  for (uint32_t i = from; i + ROWS_MIN < x->end.zh && status == ZHEN_OK; i++)
    if (i - from >= ROWS_MIN && c->cell[i] - c->cell[from] >= wanted) {
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

static uint32_t apart(uint32_t a, uint32_t b)
{
  return a > b ? a - b : b - a;
}

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

place bead_begin(const document *d, const zhen_bead *b)
{
  return (place){d->zh.unit_of[b->zh_begin], d->en.unit_of[b->en_begin]};
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

/* Search the stretches, which lie apart. */
static zhen_status search_stretches(searcher *s, zhen_alignment *all)
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

/* ---- widening ---- */

/* Does a path through here run along an edge of the corridor? */
static bool is_at_edge(const corridor *c, place x)
{
  bool low = x.en == c->low[x.zh] && x.en > 0 && x.zh < c->n;
  bool high = x.en == c->high[x.zh] && x.en < c->m && x.zh > 0;

  return low || high;
}

/* A new stretch, or more of the last one if they are close. */
static zhen_status add_stretch(searcher *s, size_t first, size_t last)
{
  stretch *before = s->n_stretches ? &s->stretches[s->n_stretches - 1] : NULL;
  zhen_status status;

  if (before && before->last_bead >= first) {
    before->last_bead = last;
    return ZHEN_OK;
  }
  status = mem_grow(&s->stretches, &s->stretches_capacity, s->n_stretches + 1,
                    sizeof *s->stretches);
  if (status == ZHEN_OK)
    s->stretches[s->n_stretches++] =
        (stretch){.first_bead = first, .last_bead = last};
  return status;
}

static bool is_far(const document *d, const zhen_bead *b, place x,
                   uint32_t reach)
{
  place at = bead_begin(d, b);

  return apart(at.zh, x.zh) > reach || apart(at.en, x.en) > reach;
}

typedef struct edges {
  place *at;
  size_t n, capacity;
  size_t first, last; /* the beads near the last of them */
} edges;

/* A place at the edge, and the beads around it that may change. */
static zhen_status add_edge(searcher *s, edges *e, const zhen_alignment *all,
                            size_t bead, uint32_t reach)
{
  place x = bead_begin(s->d, &all->beads[bead]);
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
  return add_stretch(s, e->first, e->last);
}

static zhen_status find_edges(searcher *s, edges *e, const zhen_alignment *all,
                              uint32_t reach)
{
  zhen_status status = ZHEN_OK;

  s->n_stretches = 0;
  for (size_t k = 0; k < all->count && status == ZHEN_OK; k++)
    if (is_at_edge(&s->corridor, bead_begin(s->d, &all->beads[k])))
      status = add_edge(s, e, all, k, reach);
  return status;
}

static void place_stretches(searcher *s, const zhen_alignment *all)
{
  for (size_t n = 0; n < s->n_stretches; n++) {
    stretch *x = &s->stretches[n];

    x->begin = bead_begin(s->d, &all->beads[x->first_bead]);
    x->end =
        x->last_bead < all->count
            ? bead_begin(s->d, &all->beads[x->last_bead])
            : (place){(uint32_t)s->d->zh.n_units, (uint32_t)s->d->en.n_units};
  }
}

static size_t count_cells(const searcher *s)
{
  const corridor *c = &s->corridor;
  size_t cells = 0;

  for (size_t n = 0; n < s->n_stretches; n++)
    cells +=
        c->cell[s->stretches[n].end.zh + 1] - c->cell[s->stretches[n].begin.zh];
  return cells;
}

zhen_status beads_places(place **out, const document *d,
                         const zhen_alignment *a)
{
  *out = mem_calloc(a->count, sizeof **out);
  if (!*out)
    return zhen_fail_memory();
  for (size_t k = 0; k < a->count; k++)
    (*out)[k] = bead_begin(d, &a->beads[k]);
  return ZHEN_OK;
}

/* Open the corridor around the places; its middle is the path as it is now. */
static zhen_status open_edges(searcher *s, const edges *e,
                              const zhen_alignment *all, uint32_t radius)
{
  place *path;
  zhen_status status = beads_places(&path, s->d, all);

  if (status == ZHEN_OK)
    corridor_draw(&s->corridor, path, all->count);
  for (size_t k = 0; k < e->n && status == ZHEN_OK; k++)
    corridor_open(&s->corridor, e->at[k].zh, e->at[k].en, radius);
  corridor_settle(&s->corridor);
  free(path);
  return status;
}

/* Search anew where the path runs along an edge; say whether it did. */
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
  place_stretches(s, all);
  if (count_cells(s) > most) { /* it has no order to find */
    s->narrowed += s->n_stretches;
    *again = false;
    return ZHEN_OK;
  }
  return search_stretches(s, all);
}

/* ---- beads too large ---- */

/*
 * Beads joined because they share a sentence may grow beyond what is asked
 * for; then no bead around there may end inside a sentence. What is too large
 * even so, no bead was possible for: its sentences are alone.
 */
static zhen_status hold_to_max(searcher *s, zhen_alignment *all)
{
  uint32_t max_bead = s->model->max_bead;
  edges e = {0};
  zhen_status status = ZHEN_OK;

  s->n_stretches = 0;
  for (size_t k = 0; k < all->count && status == ZHEN_OK; k++)
    if (is_larger(&all->beads[k], max_bead))
      status = add_edge(s, &e, all, k, OVERLAP);
  free(e.at);
  if (status != ZHEN_OK || s->n_stretches == 0)
    return status;
  place_stretches(s, all);
  s->model = &s->strict;
  status = search_stretches(s, all);
  if (status == ZHEN_OK && has_larger_bead(all, max_bead))
    status = part_larger_beads(all, max_bead);
  return status;
}

/* ---- all of it ---- */

static zhen_status search_all_of_it(searcher *s, zhen_alignment *all)
{
  place end = {(uint32_t)s->d->zh.n_units, (uint32_t)s->d->en.n_units};
  uint32_t radius = RADIUS;
  bool again = true;
  zhen_status status = add_stretch(s, 0, 0);

  if (status != ZHEN_OK)
    return status;
  s->stretches[0].end = end;
  status = search_stretches(s, all);
  for (int k = 0; k < WIDENINGS && again && status == ZHEN_OK; k++) {
    status = widen(s, all, radius, &again);
    radius *= 4;
  }
  return status == ZHEN_OK && s->final ? hold_to_max(s, all) : status;
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
  clear_pieces(&s.pieces);
  clear_pieces(&s.bridges);
  free(s.pieces.at);
  free(s.bridges.at);
  free(s.stretches);
  corridor_dispose(&s.corridor);
  *narrowed += s.narrowed;
  if (status != ZHEN_OK) {
    zhen_alignment_free(*out);
    *out = NULL;
  }
  return status;
}
