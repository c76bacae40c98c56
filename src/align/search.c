/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dynamic programming over the cells (i, j) of the corridor: i Chinese units
 * and j English ones are behind. A step is a bead of the last `a` and `b`.
 *
 * The token evidence of a bead is a sum over its units, each against the span
 * of the other side. Both sums are built up while a and b grow, from two
 * tables: zh_rows[u][j][b], Chinese unit u against the b English units from j
 * on, kept for the last A_MAX units; en_row[j][a], English unit j against the
 * last a Chinese units, for the present row.
 */
#include "align/search.h"
#include "align/gains.h"
#include "base/fail.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { A_MAX = 32, B_MAX = 8 };

static const double LATTICE_PRUNE = 14;

typedef struct zh_row {
  float *at; /* (j - low) * B_MAX + b - 1 */
  size_t capacity;
  uint32_t low, high; /* of j; high excluded */
} zh_row;

typedef struct filler {
  lattice *l;
  const document *d;
  const align_params *p;
  uint32_t max_bead;
  gains zh_gains, en_gains;
  zh_row zh_rows[A_MAX]; /* unit u is in u % A_MAX */
  float *en_row;         /* (j - low) * A_MAX + a - 1 */
  size_t en_capacity;
  uint32_t en_low, en_high;
  uint32_t *zh_paras, *en_paras;   /* paragraph ends before a boundary */
  double *zh_chars, *en_chars;     /* characters before a boundary */
  uint64_t *zh_tokens, *en_tokens; /* tokens before a boundary */
  double zh_share[A_MAX];          /* log characters of the last a units */
  double sd[A_MAX];
  bool quotes;
} filler;

/* ---- tables ---- */

/* One Chinese unit against English spans that begin at each j. */
static void add_zh_type(filler *f, zh_row *row, uint32_t type)
{
  const rows *hits = &f->d->zh.hits;
  uint32_t begin = hits->first[type], end = hits->first[type + 1];
  uint32_t m = (uint32_t)f->d->en.n_units;

  while (end > begin && hits->at[end - 1] >= row->high + B_MAX)
    end--;
  for (uint32_t h = end; h-- > begin && hits->at[h] + 1 > row->low;) {
    uint32_t hit = hits->at[h];
    uint32_t from = h > begin ? hits->at[h - 1] + 1 : 0;

    if (from + B_MAX < hit + 1)
      from = hit + 1 - B_MAX;
    if (from < row->low)
      from = row->low;
    /* for spans that begin in [from, hit], this is the first hit */
    for (uint32_t j = from; j <= hit && j < row->high; j++) {
      float *cell = row->at + (size_t)(j - row->low) * B_MAX;

      for (uint32_t b = hit - j + 1; b <= B_MAX && j + b <= m; b++)
        cell[b - 1] += gain_of(
            &f->zh_gains, type,
            gain_bucket((uint32_t)(f->en_tokens[j + b] - f->en_tokens[j])));
    }
  }
}

static zhen_status make_zh_row(filler *f, uint32_t u)
{
  const corridor *c = &f->l->corridor;
  const side *zh = &f->d->zh;
  zh_row *row = &f->zh_rows[u % A_MAX];
  size_t last = u + A_MAX < c->n ? u + A_MAX : c->n;
  size_t size;
  zhen_status status;

  row->low = c->low[u] > B_MAX ? c->low[u] - B_MAX : 0;
  row->high = c->high[last];
  size = (size_t)(row->high - row->low) * B_MAX;
  status = mem_grow(&row->at, &row->capacity, size + 1, sizeof *row->at);
  if (status != ZHEN_OK)
    return status;
  for (size_t k = 0; k < size; k++)
    row->at[k] = f->zh_gains.base[u];
  for (uint32_t k = zh->tokens.first[u]; k < zh->tokens.first[u + 1]; k++)
    add_zh_type(f, row, zh->tokens.at[k]);
  return ZHEN_OK;
}

/* One English unit against the Chinese units before i. */
static void add_en_type(filler *f, float *cell, uint32_t type, uint32_t i)
{
  const rows *hits = &f->d->en.hits;
  uint32_t low = hits->first[type], begin = low, high = hits->first[type + 1],
           distance;

  while (low < high) { /* the last hit before i */
    uint32_t mid = low + (high - low) / 2;

    if (hits->at[mid] < i)
      low = mid + 1;
    else
      high = mid;
  }
  if (low == begin)
    return;
  distance = i - hits->at[low - 1];
  for (uint32_t a = distance; a <= A_MAX && a <= i; a++)
    cell[a - 1] +=
        gain_of(&f->en_gains, type,
                gain_bucket((uint32_t)(f->zh_tokens[i] - f->zh_tokens[i - a])));
}

static zhen_status make_en_row(filler *f, uint32_t i)
{
  const corridor *c = &f->l->corridor;
  const side *en = &f->d->en;
  size_t size;
  zhen_status status;

  f->en_low = c->low[i] > B_MAX ? c->low[i] - B_MAX : 0;
  f->en_high = c->high[i];
  size = (size_t)(f->en_high - f->en_low) * A_MAX;
  status = mem_grow(&f->en_row, &f->en_capacity, size + 1, sizeof *f->en_row);
  if (status != ZHEN_OK)
    return status;
  for (uint32_t j = f->en_low; j < f->en_high; j++) {
    float *cell = f->en_row + (size_t)(j - f->en_low) * A_MAX;

    for (uint32_t a = 0; a < A_MAX; a++)
      cell[a] = f->en_gains.base[j];
    for (uint32_t k = en->tokens.first[j]; k < en->tokens.first[j + 1]; k++)
      add_en_type(f, cell, en->tokens.at[k], i);
  }
  return ZHEN_OK;
}

/* ---- the terms of a bead ---- */

/* Log ratio of two normal densities of the log of the length ratio. */
static double length_term(const filler *f, uint32_t a, double en_log)
{
  const align_params *p = f->p;
  double x = en_log - f->zh_share[a - 1] - log(p->length_ratio);
  double sd = f->sd[a - 1], wide = p->length_sd_chance;

  return p->length_weight *
         (log(wide / sd) - .5 * x * x * (1 / (sd * sd) - 1 / (wide * wide)));
}

/* What is known of a place where a bead ends. */
static double end_term(const filler *f, uint32_t i, uint32_t j, bool null)
{
  const align_params *p = f->p;
  const unit *zh = i ? &f->d->zh.units[i - 1] : NULL;
  const unit *en = j ? &f->d->en.units[j - 1] : NULL;
  double score = 0;

  if (zh && !zh->ends_sentence)
    score += p->inner_end;
  if (f->quotes)
    score += (zh && zh->in_quote) == (en && en->in_quote) ? p->quote_same
                                                          : p->quote_differs;
  if (f->d->has_paras && !null && zh && en) {
    if (zh->ends_para && en->ends_para)
      score += p->para_both;
    else if (zh->ends_para || en->ends_para)
      score += p->para_one;
  }
  return score;
}

static double turn_term(const filler *f, uint32_t i, uint32_t a, uint32_t j,
                        uint32_t b)
{
  const unit *zh = f->d->zh.units, *en = f->d->en.units;
  double score = 0;

  if (!f->d->has_turns)
    return 0;
  for (int last = 0; last < 2; last++) {
    uint32_t tz = zh[last ? i - 1 : i - a].turn;
    uint32_t te = en[last ? j - 1 : j - b].turn;

    if ((tz > te ? tz - te : te - tz) != 1)
      score += f->p->turn_apart;
  }
  return score;
}

static double shape_term(const filler *f, uint32_t i, uint32_t a, uint32_t b,
                         uint32_t j)
{
  const align_params *p = f->p;
  const unit *zh = f->d->zh.units;
  uint32_t sentences = zh[i - 1].sentence - zh[i - a].sentence + 1;
  uint32_t paras = f->zh_paras[i - 1] - f->zh_paras[i - a] +
                   f->en_paras[j - 1] - f->en_paras[j - b];

  return p->prior_both + p->prior_extra_zh * (sentences - 1) +
         p->prior_extra_en * (b - 1) +
         (f->d->has_paras ? p->para_inside * paras : 0);
}

/* ---- steps ---- */

typedef struct step_list {
  lattice_edge at[A_MAX * B_MAX + 2];
  double forward[A_MAX * B_MAX + 2], best[A_MAX * B_MAX + 2];
  size_t count;
} step_list;

static void add_step(const filler *f, step_list *s, uint32_t i, uint32_t j,
                     lattice_edge e)
{
  const corridor *c = &f->l->corridor;
  size_t from;

  if (!corridor_has(c, i - e.zh, j - e.en))
    return;
  from = corridor_cell(c, i - e.zh, j - e.en);
  if (f->l->forward[from] <= -DBL_MAX)
    return;
  s->at[s->count] = e;
  s->forward[s->count] = f->l->forward[from] + (double)e.score;
  s->best[s->count++] = f->l->best[from] + (double)e.score;
}

static void null_steps(const filler *f, step_list *s, uint32_t i, uint32_t j)
{
  const side *zh = &f->d->zh;
  double prior = f->p->prior_null + end_term(f, i, j, true);

  if (i > 0 && !zh->units[i - 1].ends_sentence)
    return;
  if (j > 0)
    add_step(f, s, i, j, (lattice_edge){0, 1, (float)prior});
  if (i > 0) {
    uint32_t from = zh->unit_of[zh->units[i - 1].sentence];

    if (i - from <= UINT16_MAX)
      add_step(f, s, i, j,
               (lattice_edge){(uint16_t)(i - from), 0, (float)prior});
  }
}

/* How many of the last Chinese units a bead that ends at i may take. */
static uint32_t most_units(const filler *f, uint32_t i)
{
  const unit *zh = f->d->zh.units;
  uint32_t a = 0;

  while (a < A_MAX && a < i &&
         zh[i - 1].sentence - zh[i - 1 - a].sentence < f->max_bead)
    a++;
  return a;
}

static void bead_steps(const filler *f, step_list *s, uint32_t i, uint32_t j)
{
  uint32_t most = most_units(f, i);
  float en_sum[A_MAX] = {0};
  double end = end_term(f, i, j, false);

  for (uint32_t b = 1; b <= B_MAX && b <= f->max_bead && b <= j; b++) {
    uint32_t from = j - b;
    const float *en_cell;
    double en_log = log(f->en_chars[j] - f->en_chars[from] + 1);
    float zh_sum = 0;

    if (from < f->en_low)
      break;
    en_cell = f->en_row + (size_t)(from - f->en_low) * A_MAX;
    for (uint32_t a = 1; a <= most; a++) {
      const zh_row *row = &f->zh_rows[(i - a) % A_MAX];
      double score;

      en_sum[a - 1] += en_cell[a - 1];
      if (from < row->low || from >= row->high)
        continue;
      zh_sum += row->at[(size_t)(from - row->low) * B_MAX + b - 1];
      if (!corridor_has(&f->l->corridor, i - a, from))
        continue;
      score = f->p->evidence * (double)(zh_sum + en_sum[a - 1]) +
              length_term(f, a, en_log) + shape_term(f, i, a, b, j) +
              turn_term(f, i, a, j, b) + end;
      add_step(f, s, i, j,
               (lattice_edge){(uint16_t)a, (uint16_t)b, (float)score});
    }
  }
}

/* Keep the steps that matter; sum and maximum over them. */
static zhen_status finish_cell(lattice *l, size_t cell, const step_list *s)
{
  double top = -DBL_MAX, sum = 0, best = -DBL_MAX;
  size_t first = l->n_edges;
  zhen_status status = mem_grow(&l->edges, &l->edges_capacity,
                                l->n_edges + s->count, sizeof *l->edges);

  if (status != ZHEN_OK)
    return status;
  for (size_t k = 0; k < s->count; k++)
    top = fmax(top, s->forward[k]);
  for (size_t k = 0; k < s->count; k++)
    best = fmax(best, s->best[k]);
  for (size_t k = 0; k < s->count; k++) {
    if (s->forward[k] < top - LATTICE_PRUNE && s->best[k] < best)
      continue;
    if (s->best[k] >= best && l->best[cell] <= -DBL_MAX) {
      l->best[cell] = s->best[k];
      l->via[cell] = (uint32_t)(l->n_edges - first);
    }
    sum += exp(s->forward[k] - top);
    l->edges[l->n_edges++] = s->at[k];
  }
  if (s->count)
    l->forward[cell] = top + log(sum);
  l->first[cell + 1] = l->n_edges;
  return ZHEN_OK;
}

static zhen_status fill_row(filler *f, uint32_t i)
{
  lattice *l = f->l;
  const corridor *c = &l->corridor;
  const unit *zh = f->d->zh.units;
  double chars = 0;
  zhen_status status = ZHEN_OK;

  if (i > 0)
    status = make_zh_row(f, i - 1);
  if (status == ZHEN_OK && i > 0)
    status = make_en_row(f, i);
  for (uint32_t a = 1; a <= A_MAX && a <= i; a++) {
    chars += (double)zh[i - a].chars;
    f->zh_share[a - 1] = log(chars + .3);
    f->sd[a - 1] = f->p->length_sd * sqrt(1 + 12 / (chars + 1));
  }
  for (uint32_t j = c->low[i]; j <= c->high[i] && status == ZHEN_OK; j++) {
    step_list steps;

    steps.count = 0;
    if (i == 0 && j == 0) {
      l->forward[0] = l->best[0] = 0;
      l->first[1] = 0;
      continue;
    }
    null_steps(f, &steps, i, j);
    if (i > 0)
      bead_steps(f, &steps, i, j);
    status = finish_cell(l, corridor_cell(c, i, j), &steps);
  }
  return status;
}

/* ---- preparation ---- */

static zhen_status count_before(const side *s, uint32_t **paras, double **chars,
                                uint64_t **tokens)
{
  size_t n = s->n_units;

  *paras = mem_calloc(n + 1, sizeof **paras);
  *chars = mem_calloc(n + 1, sizeof **chars);
  *tokens = mem_calloc(n + 1, sizeof **tokens);
  if (!*paras || !*chars || !*tokens)
    return zhen_fail_memory();
  for (size_t u = 0; u < n; u++) {
    (*paras)[u + 1] = (*paras)[u] + s->units[u].ends_para;
    (*chars)[u + 1] = (*chars)[u] + (double)s->units[u].chars;
    (*tokens)[u + 1] = (*tokens)[u] + s->units[u].n_tokens;
  }
  return ZHEN_OK;
}

static bool has_quotes(const side *s)
{
  for (size_t u = 0; u < s->n_units; u++)
    if (s->units[u].in_quote)
      return true;
  return false;
}

static zhen_status prepare(filler *f)
{
  const document *d = f->d;
  zhen_status status = gains_make(&f->zh_gains, &d->zh, f->p);

  if (status == ZHEN_OK)
    status = gains_make(&f->en_gains, &d->en, f->p);
  if (status == ZHEN_OK)
    status = count_before(&d->zh, &f->zh_paras, &f->zh_chars, &f->zh_tokens);
  if (status == ZHEN_OK)
    status = count_before(&d->en, &f->en_paras, &f->en_chars, &f->en_tokens);
  f->quotes = has_quotes(&d->zh) && has_quotes(&d->en);
  return status;
}

static zhen_status allocate_cells(lattice *l)
{
  size_t cells = l->corridor.cell[l->corridor.n + 1];

  l->first = mem_calloc(cells + 1, sizeof *l->first);
  l->forward = mem_calloc(cells, sizeof *l->forward);
  l->best = mem_calloc(cells, sizeof *l->best);
  l->via = mem_calloc(cells, sizeof *l->via);
  if (!l->first || !l->forward || !l->best || !l->via)
    return zhen_fail_memory();
  for (size_t k = 0; k < cells; k++)
    l->forward[k] = l->best[k] = -DBL_MAX;
  return ZHEN_OK;
}

static void filler_dispose(filler *f)
{
  gains_dispose(&f->zh_gains);
  gains_dispose(&f->en_gains);
  for (size_t k = 0; k < A_MAX; k++)
    free(f->zh_rows[k].at);
  free(f->en_row);
  free(f->zh_paras);
  free(f->en_paras);
  free(f->zh_chars);
  free(f->en_chars);
  free(f->zh_tokens);
  free(f->en_tokens);
}

zhen_status lattice_fill(lattice *l, const document *d, const align_params *p,
                         uint32_t max_bead)
{
  filler f = {.l = l, .d = d, .p = p, .max_bead = max_bead};
  zhen_status status = allocate_cells(l);

  if (status == ZHEN_OK)
    status = prepare(&f);
  for (uint32_t i = 0; i <= d->zh.n_units && status == ZHEN_OK; i++)
    status = fill_row(&f, i);
  filler_dispose(&f);
  return status;
}

void lattice_dispose(lattice *l)
{
  corridor_dispose(&l->corridor);
  free(l->first);
  free(l->edges);
  free(l->forward);
  free(l->best);
  free(l->via);
  *l = (lattice){0};
}
