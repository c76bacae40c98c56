/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The chain: for each Chinese unit the English units that the most telling
 * tokens hit; then the heaviest increasing subsequence (Fenwick tree of
 * maxima, O(k log k)), as genome aligners chain their seeds (minimap2).
 */
#include "align/corridor.h"
#include "align/hits.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>

enum {
  RARE = 64,          /* a token that hits more units tells nothing of place */
  CANDIDATES = 3,     /* anchors kept of each unit */
  SMALL = 40000,      /* cells: not worth a corridor */
  GAP_CELLS = 250000, /* a gap between anchors that is opened whole */
  BAND = 60           /* added to the margin in larger gaps */
};

typedef struct anchor {
  uint32_t zh, en;
  double weight, total; /* its own; of the best chain that ends with it */
  uint32_t before;      /* + 1: the anchor before it in that chain */
  bool chained;         /* it is in the heaviest chain */
} anchor;

typedef struct anchors {
  anchor *at;
  size_t count, capacity;
} anchors;

void corridor_dispose(corridor *c)
{
  free(c->low);
  free(c->high);
  free(c->middle);
  free(c->cell);
  *c = (corridor){0};
}

/* Votes of a unit's tokens for units of the other side. */
typedef struct votes {
  double *of; /* by English unit */
  uint32_t *touched;
  size_t n_touched;
} votes;

static void vote(votes *v, const document *d, const hits *h, uint32_t u)
{
  double m = (double)d->en.n_units;

  for (uint32_t k = h->tokens.first[u]; k < h->tokens.first[u + 1]; k++) {
    uint32_t number = h->tokens.at[k];
    uint32_t begin = h->at.first[number], end = h->at.first[number + 1];

    if (d->zh.types[h->type[number]].kind == TOKEN_MARK)
      continue;
    for (uint32_t n = begin; n < end; n++) {
      uint32_t en = h->at.at[n];

      if (v->of[en] == 0)
        v->touched[v->n_touched++] = en;
      v->of[en] += log(m / (end - begin));
    }
  }
}

static zhen_status take_best(votes *v, anchors *out, uint32_t zh)
{
  for (int taken = 0; taken < CANDIDATES; taken++) {
    uint32_t best = 0;
    zhen_status status;

    for (size_t k = 0; k < v->n_touched; k++) {
      uint32_t en = v->touched[k];

      if (v->of[en] > v->of[best] || (v->of[en] == v->of[best] && en < best))
        best = en;
    }
    if (v->of[best] <= 0)
      break;
    status =
        mem_grow(&out->at, &out->capacity, out->count + 1, sizeof *out->at);
    if (status != ZHEN_OK)
      return status;
    out->at[out->count++] =
        (anchor){.zh = zh, .en = best, .weight = v->of[best]};
    v->of[best] = 0;
  }
  for (size_t k = 0; k < v->n_touched; k++)
    v->of[v->touched[k]] = 0;
  v->n_touched = 0;
  return ZHEN_OK;
}

static zhen_status find_anchors(anchors *out, const document *d)
{
  votes v = {.of = mem_calloc(d->en.n_units, sizeof *v.of),
             .touched = mem_calloc(d->en.n_units, sizeof *v.touched)};
  hits rare;
  zhen_status status = hits_find(&rare, NULL, d, RARE);

  if (!v.of || !v.touched)
    status = zhen_fail_memory();
  for (uint32_t i = 0; i < d->zh.n_units && status == ZHEN_OK; i++) {
    vote(&v, d, &rare, i);
    status = take_best(&v, out, i);
  }
  hits_dispose(&rare);
  free(v.of);
  free(v.touched);
  return status;
}

/* ---- chain ---- */

/* By Chinese unit; the far English one first, so that a unit is used once. */
static int by_place(const void *a, const void *b)
{
  const anchor *x = a, *y = b;

  if (x->zh != y->zh)
    return x->zh < y->zh ? -1 : 1;
  return (x->en < y->en) - (x->en > y->en);
}

/* The best chain that ends at an English unit before `en`; + 1. */
static uint32_t best_before(const uint32_t *tree, const anchor *at, uint32_t en)
{
  uint32_t best = 0;

  for (uint32_t k = en; k > 0; k -= k & (~k + 1))
    if (tree[k] && (!best || at[tree[k] - 1].total > at[best - 1].total))
      best = tree[k];
  return best;
}

static void enter(uint32_t *tree, size_t n, const anchor *at, uint32_t number)
{
  for (size_t k = at[number].en + 1; k <= n; k += k & (~k + 1))
    if (!tree[k] || at[number].total > at[tree[k] - 1].total)
      tree[k] = number + 1;
}

/* Keep only the anchors of the heaviest chain, in order. */
static zhen_status keep_chain(anchors *a, size_t n_en)
{
  uint32_t *tree = mem_calloc(n_en + 1, sizeof *tree);
  uint32_t best = 0;
  size_t n = 0;

  if (!tree)
    return zhen_fail_memory();
  if (a->count)
    qsort(a->at, a->count, sizeof *a->at, by_place);
  for (uint32_t k = 0; k < a->count; k++) {
    anchor *x = &a->at[k];

    x->before = best_before(tree, a->at, x->en);
    x->total = x->weight + (x->before ? a->at[x->before - 1].total : 0);
    enter(tree, n_en, a->at, k);
    if (!best || x->total > a->at[best - 1].total)
      best = k + 1;
  }
  free(tree);
  for (uint32_t k = best; k; k = a->at[k - 1].before)
    a->at[k - 1].chained = true;
  for (size_t k = 0; k < a->count; k++)
    if (a->at[k].chained)
      a->at[n++] = a->at[k];
  a->count = n;
  return ZHEN_OK;
}

/* ---- corridor ---- */

static uint32_t sub(uint32_t a, uint32_t b)
{
  return a > b ? a - b : 0;
}

static uint32_t add(uint32_t a, uint32_t b, size_t most)
{
  return a + b > most ? (uint32_t)most : a + b;
}

/* Rows [from, to] get columns [low, high]. */
static void open_rows(corridor *c, size_t from, size_t to, uint32_t low,
                      uint32_t high)
{
  for (size_t i = from; i <= to; i++) {
    if (low < c->low[i])
      c->low[i] = low;
    if (high > c->high[i])
      c->high[i] = high;
  }
}

/* In the middle of the rows from a to b: the straight line. */
static void draw_middle(corridor *c, place a, place b)
{
  uint32_t n = b.zh - a.zh, m = b.en - a.en;

  for (uint32_t i = 0; i <= n; i++)
    c->middle[a.zh + i] = a.en + (n ? (uint32_t)((uint64_t)m * i / n) : m);
}

/*
 * Between two places: the whole rectangle, unless it is large; then a band
 * along its diagonal, which the search opens wider where it must.
 */
static void open_gap(corridor *c, place a, place b, uint32_t margin)
{
  uint32_t n = b.zh - a.zh, m = b.en - a.en;
  uint32_t parts = 1 + (uint32_t)((uint64_t)n * m / GAP_CELLS);

  draw_middle(c, a, b);
  if (parts > n)
    parts = n ? n : 1;
  if (parts > 1)
    margin += BAND;
  for (uint32_t k = 0; k < parts; k++) {
    uint32_t i = a.zh + (uint32_t)((uint64_t)n * k / parts);
    uint32_t j = a.en + (uint32_t)((uint64_t)m * k / parts);
    uint32_t to_i = a.zh + (uint32_t)((uint64_t)n * (k + 1) / parts);
    uint32_t to_j = a.en + (uint32_t)((uint64_t)m * (k + 1) / parts);

    open_rows(c, sub(i, margin), add(to_i, margin, c->n), sub(j, margin),
              add(to_j, margin, c->m));
  }
}

static void open_path(corridor *c, const place *path, size_t count,
                      uint32_t margin)
{
  place from = {0}, end = {(uint32_t)c->n, (uint32_t)c->m};

  for (size_t k = 0; k < count; k++) {
    open_gap(c, from, path[k], margin);
    from = path[k];
  }
  open_gap(c, from, end, margin);
}

/* Margins in both directions overlap a lot: keep the ends monotone. */
static void make_monotone(corridor *c)
{
  for (size_t i = c->n; i-- > 0;)
    if (c->low[i] > c->low[i + 1])
      c->low[i] = c->low[i + 1];
  for (size_t i = 1; i <= c->n; i++)
    if (c->high[i] < c->high[i - 1])
      c->high[i] = c->high[i - 1];
}

static void number_cells(corridor *c)
{
  size_t cell = 0;

  for (size_t i = 0; i <= c->n; i++) {
    c->cell[i] = cell;
    cell += c->high[i] - c->low[i] + 1;
  }
  c->cell[c->n + 1] = cell;
}

void corridor_open(corridor *c, uint32_t i, uint32_t j, uint32_t radius)
{
  open_rows(c, sub(i, radius), add(i, radius, c->n), sub(j, radius),
            add(j, radius, c->m));
}

void corridor_settle(corridor *c)
{
  make_monotone(c);
  number_cells(c);
}

static zhen_status allocate(corridor *c, size_t n, size_t m)
{
  *c = (corridor){.low = mem_calloc(n + 1, sizeof *c->low),
                  .high = mem_calloc(n + 1, sizeof *c->high),
                  .middle = mem_calloc(n + 1, sizeof *c->middle),
                  .cell = mem_calloc(n + 2, sizeof *c->cell),
                  .n = n,
                  .m = m};
  if (!c->low || !c->high || !c->middle || !c->cell)
    return zhen_fail_memory();
  for (size_t i = 0; i <= n; i++)
    c->low[i] = (uint32_t)m;
  return ZHEN_OK;
}

zhen_status corridor_copy(corridor *copy, const corridor *c)
{
  zhen_status status = allocate(copy, c->n, c->m);

  if (status != ZHEN_OK)
    return status;
  memcpy(copy->low, c->low, (c->n + 1) * sizeof *c->low);
  memcpy(copy->high, c->high, (c->n + 1) * sizeof *c->high);
  memcpy(copy->middle, c->middle, (c->n + 1) * sizeof *c->middle);
  memcpy(copy->cell, c->cell, (c->n + 2) * sizeof *c->cell);
  return ZHEN_OK;
}

zhen_status corridor_around(corridor *c, const document *d, const place *path,
                            size_t count, uint32_t margin)
{
  zhen_status status = allocate(c, d->zh.n_units, d->en.n_units);

  if (status != ZHEN_OK)
    return status;
  open_path(c, path, count, margin);
  corridor_settle(c);
  return ZHEN_OK;
}

zhen_status corridor_open_all(corridor *c, const document *d)
{
  zhen_status status = allocate(c, d->zh.n_units, d->en.n_units);

  if (status != ZHEN_OK)
    return status;
  draw_middle(c, (place){0}, (place){(uint32_t)c->n, (uint32_t)c->m});
  open_rows(c, 0, c->n, 0, (uint32_t)c->m);
  corridor_settle(c);
  return ZHEN_OK;
}

static uint32_t clamp(uint32_t x, uint32_t low, uint32_t high)
{
  return x < low ? low : x > high ? high : x;
}

zhen_status corridor_between(corridor *part, const corridor *c, place begin,
                             place end)
{
  zhen_status status = allocate(part, end.zh - begin.zh, end.en - begin.en);

  if (status != ZHEN_OK)
    return status;
  for (uint32_t i = begin.zh; i <= end.zh; i++) {
    part->low[i - begin.zh] = clamp(c->low[i], begin.en, end.en) - begin.en;
    part->high[i - begin.zh] = clamp(c->high[i], begin.en, end.en) - begin.en;
    part->middle[i - begin.zh] =
        clamp(c->middle[i], begin.en, end.en) - begin.en;
  }
  part->low[0] = part->middle[0] = 0;
  part->high[part->n] = part->middle[part->n] = (uint32_t)part->m;
  number_cells(part);
  return ZHEN_OK;
}

/* A row reaches the middle of the next one, so that they meet. */
bool corridor_fit(corridor *c, size_t cells)
{
  uint32_t half = (uint32_t)(cells / (c->n + 1) / 2);

  if (corridor_cells(c) <= cells)
    return false;
  for (size_t i = 0; i <= c->n; i++) {
    uint32_t next = c->middle[i < c->n ? i + 1 : i];
    uint32_t low = sub(c->middle[i], half), high = c->middle[i] + half;

    high = high < next ? next : high;
    c->low[i] = low > c->low[i] ? low : c->low[i];
    c->high[i] = high < c->high[i] ? high : c->high[i];
  }
  number_cells(c);
  return true;
}

/* Places of the units of a chain: before and behind each. */
static zhen_status list_places(place **out, size_t *count, const anchors *a)
{
  place *at = mem_calloc(2 * a->count, sizeof *at);

  *out = at;
  if (!at)
    return zhen_fail_memory();
  for (size_t k = 0; k < a->count; k++) {
    at[2 * k] = (place){a->at[k].zh, a->at[k].en};
    at[2 * k + 1] = (place){a->at[k].zh + 1, a->at[k].en + 1};
  }
  *count = 2 * a->count;
  return ZHEN_OK;
}

zhen_status corridor_find(corridor *c, const document *d, uint32_t margin)
{
  size_t count = 0;
  anchors a = {0};
  place *path = NULL;
  zhen_status status = ZHEN_OK;

  *c = (corridor){0};
  if (d->zh.n_units * d->en.n_units > SMALL) {
    status = find_anchors(&a, d);
    if (status == ZHEN_OK)
      status = keep_chain(&a, d->en.n_units);
  }
  if (status == ZHEN_OK)
    status = list_places(&path, &count, &a);
  if (status == ZHEN_OK)
    status = corridor_around(c, d, path, count, margin);
  free(path);
  free(a.at);
  return status;
}
