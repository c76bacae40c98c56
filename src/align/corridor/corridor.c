/* SPDX-License-Identifier: Apache-2.0 */
#include "align/corridor/corridor.h"
#include "base/fail.h"

#include <stdlib.h>

/*
 * These numbers save time and do not change the result: with every cell open
 * (tune -x), F1 of the development sets is the same to the fourth digit.
 */
enum {
  OPEN_CELLS = 250000, /* cells of a section between two nodes that is opened
                          completely */
  LARGE_MARGIN = 60    /* added to the margin in larger sections */
};

void corridor_dispose(corridor *c)
{
  free(c->low);
  free(c->high);
  free(c->middle);
  free(c->cell);
  *c = (corridor){0};
}

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
static void draw_middle(corridor *c, node a, node b)
{
  uint32_t n = b.zh - a.zh, m = b.en - a.en;

  for (uint32_t i = 0; i <= n; i++)
    c->middle[a.zh + i] = a.en + (n ? (uint32_t)((uint64_t)m * i / n) : m);
}

/*
 * A section: the whole rectangle if it is small; otherwise a band along its
 * diagonal, which the search widens where necessary.
 */
static void open_section(corridor *c, node a, node b, uint32_t margin)
{
  uint32_t n = b.zh - a.zh, m = b.en - a.en;
  uint32_t parts = 1 + (uint32_t)((uint64_t)n * m / OPEN_CELLS);

  if (parts > n)
    parts = n ? n : 1;
  if (parts > 1)
    margin += LARGE_MARGIN;
  for (uint32_t k = 0; k < parts; k++) {
    uint32_t i = a.zh + (uint32_t)((uint64_t)n * k / parts);
    uint32_t j = a.en + (uint32_t)((uint64_t)m * k / parts);
    uint32_t to_i = a.zh + (uint32_t)((uint64_t)n * (k + 1) / parts);
    uint32_t to_j = a.en + (uint32_t)((uint64_t)m * (k + 1) / parts);

    open_rows(c, sub(i, margin), add(to_i, margin, c->n), sub(j, margin),
              add(to_j, margin, c->m));
  }
}

void corridor_draw(corridor *c, const node *path, size_t count)
{
  node from = {0}, end = {(uint32_t)c->n, (uint32_t)c->m};

  for (size_t k = 0; k < count; k++) {
    draw_middle(c, from, path[k]);
    from = path[k];
  }
  draw_middle(c, from, end);
}

static void open_path(corridor *c, const node *path, size_t count,
                      uint32_t margin)
{
  node from = {0}, end = {(uint32_t)c->n, (uint32_t)c->m};

  for (size_t k = 0; k < count; k++) {
    open_section(c, from, path[k], margin);
    from = path[k];
  }
  open_section(c, from, end, margin);
}

/* Margins in both directions may overlap: keep the ends monotone. */
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

void corridor_close_up(corridor *c)
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

zhen_status corridor_around(corridor *c, const document *d, const node *path,
                            size_t count, uint32_t margin)
{
  zhen_status status = allocate(c, d->zh.n_units, d->en.n_units);

  if (status != ZHEN_OK)
    return status;
  open_path(c, path, count, margin);
  corridor_draw(c, path, count);
  corridor_close_up(c);
  return ZHEN_OK;
}

zhen_status band_open(band *b, size_t n)
{
  *b = (band){mem_calloc(n + 1, sizeof *b->low),
              mem_calloc(n + 1, sizeof *b->high)};
  if (!b->low || !b->high)
    return zhen_fail_memory();
  for (size_t i = 0; i <= n; i++)
    b->low[i] = UINT32_MAX;
  return ZHEN_OK;
}

void band_dispose(band *b)
{
  free(b->low);
  free(b->high);
  *b = (band){0};
}

void band_join(band *all, const band *part, node at, size_t n)
{
  for (size_t i = 0; i <= n; i++)
    if (part->low[i] <= part->high[i]) {
      band_add(all, at.zh + i, at.en + part->low[i]);
      band_add(all, at.zh + i, at.en + part->high[i]);
    }
}

/* A row extends to the next one, so that they meet. */
static void connect_rows(corridor *c)
{
  for (size_t i = 0; i < c->n; i++) {
    if (c->low[i] > c->high[i])
      c->low[i] = c->high[i];
    if (c->high[i] < c->low[i + 1])
      c->high[i] = c->low[i + 1];
  }
}

zhen_status corridor_of_band(corridor *c, const band *b, const document *d,
                             const node *path, size_t count, uint32_t margin)
{
  zhen_status status = allocate(c, d->zh.n_units, d->en.n_units);

  if (status != ZHEN_OK)
    return status;
  for (size_t i = 0; i <= c->n; i++)
    if (b->low[i] <= b->high[i])
      open_rows(c, i, i, sub(b->low[i], margin), add(b->high[i], margin, c->m));
  make_monotone(c);
  connect_rows(c);
  corridor_draw(c, path, count);
  number_cells(c);
  return ZHEN_OK;
}

zhen_status corridor_open_all(corridor *c, const document *d)
{
  zhen_status status = allocate(c, d->zh.n_units, d->en.n_units);

  if (status != ZHEN_OK)
    return status;
  corridor_draw(c, NULL, 0);
  open_rows(c, 0, c->n, 0, (uint32_t)c->m);
  corridor_close_up(c);
  return ZHEN_OK;
}

static uint32_t clamp(uint32_t x, uint32_t low, uint32_t high)
{
  return x < low ? low : x > high ? high : x;
}

zhen_status corridor_cut(corridor *out, const corridor *c, section at)
{
  node begin = at.begin, end = at.end;
  zhen_status status = allocate(out, end.zh - begin.zh, end.en - begin.en);

  if (status != ZHEN_OK)
    return status;
  for (uint32_t i = begin.zh; i <= end.zh; i++) {
    out->low[i - begin.zh] = clamp(c->low[i], begin.en, end.en) - begin.en;
    out->high[i - begin.zh] = clamp(c->high[i], begin.en, end.en) - begin.en;
    out->middle[i - begin.zh] =
        clamp(c->middle[i], begin.en, end.en) - begin.en;
  }
  out->low[0] = out->middle[0] = 0;
  out->high[out->n] = out->middle[out->n] = (uint32_t)out->m;
  number_cells(out);
  return ZHEN_OK;
}

/* A row extends to the middle of the next one, so that they meet. */
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

bool corridor_is_edge(const corridor *c, node at)
{
  bool low = at.en == c->low[at.zh] && at.en > 0 && at.zh < c->n;
  bool high = at.en == c->high[at.zh] && at.en < c->m && at.zh > 0;

  return low || high;
}
