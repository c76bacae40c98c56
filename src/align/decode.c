/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the lattice to beads of sentences. A path of units says more than is
 * asked for: which clauses went together inside a bead. So the sum over all
 * paths gives the posterior probability of each bead of sentences,
 *
 *   P(bead) = forward(start) * inside(start, end) * backward(end) / total
 *
 * where `inside` sums over the paths from its start to its end that pass no
 * boundary between sentences on the way (those are other beads); and the beads
 * are chosen that are expected to be right most often, not those of the single
 * best path (maximum expected accuracy: Do et al., ProbCons, 2005).
 */
#include "align/decode.h"
#include "base/fail.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* Cells through which less of the probability leads are passed over. */
static const double MASS_MIN = -9.2;

/*
 * What a bead must be worth: then two beads stand in place of one if each is
 * as probable as that one. It is also the half of F1 at its best.
 */
static const double BEAD_COST = .5;

/* The same of a sentence alone: of those found, most shall be right. */
static const double NULL_COST = .6;

/*
 * Sums of probabilities are no more exact than this. Of two sentences that are
 * alone at one place, the Chinese one comes first.
 */
static const double TIE = 1e-9;

/* The largest bead that is looked at, in units. */
enum { HEIGHT = 64, WIDTH = 2 * 8 + 1 };

typedef struct decoder {
  const lattice *l;
  const document *d;
  double *backward;
  double total;
  size_t *first;             /* steps by the cell they leave; cells + 1 */
  lattice_edge *step;        /* those that lead from and to cells with mass */
  double *null_zh, *null_en; /* probability of a sentence to be alone */
  double *value;             /* best expectation of the beads up to a cell */
  zhen_bead *last;           /* the last of these beads */
  uint32_t *via_i, *via_j;   /* the cell where it begins */
  double (*inside)[WIDTH];   /* of the start at hand; HEIGHT rows */
  zhen_bead *wanted;         /* that lattice_judge() looks for */
} decoder;

static double add_logs(double a, double b)
{
  double high = a > b ? a : b, low = a > b ? b : a;

  return low <= -DBL_MAX ? high : high + log1p(exp(low - high));
}

static bool is_boundary(const document *d, uint32_t i)
{
  return i == 0 || d->zh.units[i - 1].ends_sentence;
}

static double mass(const decoder *x, size_t cell)
{
  return x->l->forward[cell] + x->backward[cell] - x->total;
}

/* ---- sums ---- */

static void sum_backward(decoder *x)
{
  const lattice *l = x->l;
  const corridor *c = &l->corridor;
  size_t cells = c->cell[c->n + 1];

  for (size_t k = 0; k < cells; k++)
    x->backward[k] = -DBL_MAX;
  x->backward[cells - 1] = 0;
  for (size_t i = c->n + 1; i-- > 0;)
    for (size_t j = c->high[i] + (size_t)1; j-- > c->low[i];) {
      size_t cell = corridor_cell(c, i, j);

      if (x->backward[cell] <= -DBL_MAX)
        continue;
      for (size_t e = l->first[cell]; e < l->first[cell + 1]; e++) {
        const lattice_edge *s = &l->edges[e];
        double *from = &x->backward[corridor_cell(c, i - s->zh, j - s->en)];

        *from = add_logs(*from, x->backward[cell] + (double)s->score);
      }
    }
}

typedef void visit(decoder *x, const lattice_edge *s, size_t from, size_t to,
                   uint32_t i, uint32_t j);

/* Visit the steps between cells with mass; (i, j) is where they lead. */
static void each_step(decoder *x, visit *v)
{
  const lattice *l = x->l;
  const corridor *c = &l->corridor;

  for (uint32_t i = 0; i <= c->n; i++)
    for (uint32_t j = c->low[i]; j <= c->high[i]; j++) {
      size_t to = corridor_cell(c, i, j);

      if (mass(x, to) < MASS_MIN)
        continue;
      for (size_t e = l->first[to]; e < l->first[to + 1]; e++) {
        const lattice_edge *s = &l->edges[e];
        size_t from = corridor_cell(c, i - s->zh, j - s->en);

        if (mass(x, from) >= MASS_MIN)
          v(x, s, from, to, i, j);
      }
    }
}

/* A sentence is alone wherever the other side stands meanwhile. */
static void add_null(decoder *x, const lattice_edge *s, size_t from, size_t to,
                     uint32_t i, uint32_t j)
{
  double p;

  if (s->zh && s->en)
    return;
  p = exp(x->l->forward[from] + (double)s->score + x->backward[to] - x->total);
  if (s->zh)
    for (uint32_t z = x->d->zh.units[i - s->zh].sentence;
         z <= x->d->zh.units[i - 1].sentence; z++)
      x->null_zh[z] += p;
  else
    for (uint32_t e = j - s->en; e < j; e++)
      x->null_en[e] += p;
}

static void count_step(decoder *x, const lattice_edge *s, size_t from,
                       size_t to, uint32_t i, uint32_t j)
{
  (void)s, (void)to, (void)i, (void)j;
  x->first[from + 1]++;
}

/* `first` of a cell moves on to its end, which is the next one's first. */
static void put_step(decoder *x, const lattice_edge *s, size_t from, size_t to,
                     uint32_t i, uint32_t j)
{
  (void)to, (void)i, (void)j;
  x->step[x->first[from]++] = *s;
}

static zhen_status turn_steps(decoder *x)
{
  const corridor *c = &x->l->corridor;
  size_t cells = c->cell[c->n + 1];

  each_step(x, count_step);
  for (size_t k = 0; k < cells; k++)
    x->first[k + 1] += x->first[k];
  x->step = mem_calloc(x->first[cells], sizeof *x->step);
  if (!x->step)
    return zhen_fail_memory();
  each_step(x, put_step);
  for (size_t k = cells; k > 0; k--)
    x->first[k] = x->first[k - 1];
  x->first[0] = 0;
  return ZHEN_OK;
}

/* ---- the beads that begin at a cell ---- */

typedef void found(decoder *x, uint32_t i, uint32_t j, uint32_t to_i,
                   uint32_t to_j, double p);

static zhen_bead bead_between(const document *d, uint32_t i, uint32_t j,
                              uint32_t to_i, uint32_t to_j)
{
  return (zhen_bead){.zh_begin = sentence_at(&d->zh, i),
                     .zh_end = sentence_at(&d->zh, to_i),
                     .en_begin = sentence_at(&d->en, j),
                     .en_end = sentence_at(&d->en, to_j)};
}

static double probability(const decoder *x, size_t from, size_t to, double sum)
{
  return exp(x->l->forward[from] + sum + x->backward[to] - x->total);
}

/* Pass the sum of one cell of the window on to the cells it leads to. */
static uint32_t push(decoder *x, size_t cell, uint32_t row, uint32_t column)
{
  double sum = x->inside[row][column];
  uint32_t last = 0;

  for (size_t e = x->first[cell]; e < x->first[cell + 1]; e++) {
    const lattice_edge *s = &x->step[e];
    uint32_t r = row + s->zh, k = column + s->en;

    if (r >= HEIGHT || k >= WIDTH)
      continue;
    x->inside[r][k] = add_logs(x->inside[r][k], sum + (double)s->score);
    if (r > last)
      last = r;
  }
  return last;
}

/* What the sentences of a bead without a partner are worth, each alone. */
static double null_value(const decoder *x, const zhen_bead *b)
{
  double value = 0;

  for (uint32_t z = b->zh_begin; z < b->zh_end; z++)
    value += x->null_zh[z] - NULL_COST;
  for (uint32_t e = b->en_begin; e < b->en_end; e++)
    value += x->null_en[e] - NULL_COST;
  return value;
}

static bool is_null(const zhen_bead *b)
{
  return b->zh_begin == b->zh_end || b->en_begin == b->en_end;
}

static float null_score(const decoder *x, const zhen_bead *b)
{
  return (float)fmin(1, b->zh_begin < b->zh_end ? x->null_zh[b->zh_begin]
                                                : x->null_en[b->en_begin]);
}

/* Every bead that begins at (i, j), with its probability. */
static void each_bead(decoder *x, uint32_t i, uint32_t j, found *f)
{
  const corridor *c = &x->l->corridor;
  size_t start = corridor_cell(c, i, j);
  uint32_t last = 0;

  x->inside[0][0] = 0;
  for (uint32_t r = 0; r <= last; r++)
    for (uint32_t k = 0; k < WIDTH; k++) {
      uint32_t to_i = i + r, to_j = j + k, far;
      size_t cell;

      if (x->inside[r][k] <= -DBL_MAX)
        continue;
      cell = corridor_cell(c, to_i, to_j);
      if (cell != start && is_boundary(x->d, to_i)) {
        f(x, i, j, to_i, to_j, probability(x, start, cell, x->inside[r][k]));
      } else {
        far = push(x, cell, r, k);
        last = far > last ? far : last;
      }
      x->inside[r][k] = -DBL_MAX;
    }
}

/* ---- choice ---- */

static void relax(decoder *x, uint32_t i, uint32_t j, uint32_t to_i,
                  uint32_t to_j, double p)
{
  const corridor *c = &x->l->corridor;
  size_t from = corridor_cell(c, i, j), to = corridor_cell(c, to_i, to_j);
  zhen_bead b = bead_between(x->d, i, j, to_i, to_j);
  double value =
      x->value[from] + (is_null(&b) ? null_value(x, &b) : p - BEAD_COST);

  if (value < x->value[to] - TIE)
    return;
  b.score = (float)fmin(1, p);
  x->value[to] = value;
  x->last[to] = b;
  x->via_i[to] = i;
  x->via_j[to] = j;
}

/* Boundaries in order; the best path's own beads join them in any case. */
static void choose(decoder *x, const zhen_alignment *path)
{
  const corridor *c = &x->l->corridor;
  const document *d = x->d;
  size_t k = 0;

  x->value[0] = 0;
  for (uint32_t i = 0; i <= c->n; i++)
    for (uint32_t j = c->low[i]; is_boundary(d, i) && j <= c->high[i]; j++) {
      const zhen_bead *b = &path->beads[k];

      if (x->value[corridor_cell(c, i, j)] <= -DBL_MAX)
        continue;
      each_bead(x, i, j, relax);
      if (k < path->count && d->zh.unit_of[b->zh_begin] == i &&
          d->en.unit_of[b->en_begin] == j) {
        relax(x, i, j, d->zh.unit_of[b->zh_end], d->en.unit_of[b->en_end], 0);
        k++;
      }
    }
}

/* Replace the beads of the best path by those chosen. */
static zhen_status take(const decoder *x, zhen_alignment *a)
{
  const corridor *c = &x->l->corridor;
  size_t capacity = 0, i = c->n, j = c->m;
  zhen_status status = ZHEN_OK;

  free(a->beads);
  a->beads = NULL;
  a->count = 0;
  while ((i > 0 || j > 0) && status == ZHEN_OK) {
    size_t cell = corridor_cell(c, i, j);

    status = alignment_add(a, &capacity, x->last[cell]);
    i = x->via_i[cell];
    j = x->via_j[cell];
  }
  alignment_reverse(a);
  for (size_t k = 0; k < a->count; k++)
    if (is_null(&a->beads[k]))
      a->beads[k].score = null_score(x, &a->beads[k]);
  return status;
}

static void clear_window(decoder *x)
{
  for (size_t r = 0; r < HEIGHT; r++)
    for (size_t k = 0; k < WIDTH; k++)
      x->inside[r][k] = -DBL_MAX;
}

static zhen_status decoder_open(decoder *x, const lattice *l, const document *d)
{
  size_t cells = l->corridor.cell[l->corridor.n + 1];

  *x = (decoder){
      .l = l,
      .d = d,
      .total = l->forward[cells - 1],
      .backward = mem_calloc(cells, sizeof *x->backward),
      .first = mem_calloc(cells + 1, sizeof *x->first),
      .null_zh = mem_calloc(d->zh.n_sentences, sizeof *x->null_zh),
      .null_en = mem_calloc(d->en.n_sentences, sizeof *x->null_en),
      .inside = mem_calloc(HEIGHT, sizeof *x->inside),
  };
  if (!x->backward || !x->first || !x->null_zh || !x->null_en || !x->inside)
    return zhen_fail_memory();
  clear_window(x);
  sum_backward(x);
  each_step(x, add_null);
  return turn_steps(x);
}

static void decoder_close(decoder *x)
{
  free(x->backward);
  free(x->first);
  free(x->step);
  free(x->null_zh);
  free(x->null_en);
  free(x->value);
  free(x->last);
  free(x->via_i);
  free(x->via_j);
  free(x->inside);
}

static zhen_status open_values(decoder *x)
{
  size_t cells = x->l->corridor.cell[x->l->corridor.n + 1];

  x->value = mem_calloc(cells, sizeof *x->value);
  x->last = mem_calloc(cells, sizeof *x->last);
  x->via_i = mem_calloc(cells, sizeof *x->via_i);
  x->via_j = mem_calloc(cells, sizeof *x->via_j);
  if (!x->value || !x->last || !x->via_i || !x->via_j)
    return zhen_fail_memory();
  for (size_t k = 0; k < cells; k++)
    x->value[k] = -DBL_MAX;
  return ZHEN_OK;
}

zhen_status lattice_decode(zhen_alignment **out, const lattice *l,
                           const document *d)
{
  decoder x;
  zhen_status status = decoder_open(&x, l, d);

  *out = NULL;
  if (status == ZHEN_OK)
    status = open_values(&x);
  if (status == ZHEN_OK)
    status = lattice_beads(out, l, d);
  if (status == ZHEN_OK) {
    choose(&x, *out);
    status = take(&x, *out);
  }
  if (status != ZHEN_OK) {
    zhen_alignment_free(*out);
    *out = NULL;
  }
  decoder_close(&x);
  return status;
}

static void compare(decoder *x, uint32_t i, uint32_t j, uint32_t to_i,
                    uint32_t to_j, double p)
{
  zhen_bead b = bead_between(x->d, i, j, to_i, to_j);

  if (b.zh_end == x->wanted->zh_end && b.en_end == x->wanted->en_end)
    x->wanted->score = (float)fmin(1, p);
}

zhen_status lattice_judge(const lattice *l, const document *d, zhen_bead *beads,
                          size_t count)
{
  decoder x;
  zhen_status status = decoder_open(&x, l, d);

  for (size_t k = 0; k < count && status == ZHEN_OK; k++) {
    zhen_bead *b = &beads[k];
    uint32_t i = d->zh.unit_of[b->zh_begin], j = d->en.unit_of[b->en_begin];

    b->score = 0;
    x.wanted = b;
    if (is_null(b))
      b->score = null_score(&x, b);
    else if (corridor_has(&l->corridor, i, j))
      each_bead(&x, i, j, compare);
  }
  decoder_close(&x);
  return status;
}
