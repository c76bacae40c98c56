/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dynamic programming over the cells (i, j) of the corridor: i Chinese units
 * and j English ones are behind. A step is a bead of the last `a` and `b`.
 *
 * The token evidence of a bead is a sum over its units, each against the span
 * of the other side. Both sums are built up while a and b grow, from two
 * tables: zh_rows[u][j][b], Chinese unit u against the b English units from j
 * on, kept for the last A_MAX units; en_row[j][a], the English units before j
 * against the last a Chinese units, for the present row.
 */
#include "align/search.h"
#include "align/gains.h"
#include "base/fail.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { A_MAX = 32, B_MAX = 8 };

static const double LATTICE_PRUNE = 9;

typedef struct zh_row {
  float *at; /* (j - low) * B_MAX + b - 1 */
  size_t capacity;
  uint32_t low, high; /* of j; high excluded */
} zh_row;

/* Terms of a bead that only its Chinese side decides: the last a units. */
typedef struct zh_span {
  double expected;     /* log of the English characters expected */
  double level, slope; /* length term: level - slope * x^2 */
  double cut;          /* the greatest x that is tried */
  double shape;
  unsigned bucket;
} zh_span;

/* The same of its English side: the b units from j on. */
typedef struct en_span {
  float chars; /* log of */
  uint8_t bucket, paras;
} en_span;

typedef struct filler {
  lattice *l;
  const document *d;
  const align_params *p;
  uint32_t max_bead;
  gains zh_gains, en_gains;
  zh_row zh_rows[A_MAX]; /* unit u is in u % A_MAX */
  float *en_row;         /* (j - low) * A_MAX + a - 1; of the units before j */
  size_t en_capacity;
  uint32_t *en_next; /* by English type: its first hit that is not before i */
  uint32_t en_low, en_high;
  zh_span zh_spans[A_MAX]; /* of the present row; a - 1 */
  uint32_t n_spans;        /* how many of them a bead may take */
  en_span *en_spans;       /* j * B_MAX + b - 1 */
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

    if (from + f->max_bead < hit + 1)
      from = hit + 1 - f->max_bead;
    if (from < row->low)
      from = row->low;
    /* for spans that begin in [from, hit], this is the first hit */
    for (uint32_t j = from; j <= hit && j < row->high; j++) {
      float *cell = row->at + (size_t)(j - row->low) * B_MAX;

      for (uint32_t b = hit - j + 1; b <= f->max_bead && j + b <= m; b++)
        cell[b - 1] += gain_of(&f->zh_gains, type,
                               f->en_spans[(size_t)j * B_MAX + b - 1].bucket);
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
  uint32_t end = hits->first[type + 1];
  uint32_t *next = &f->en_next[type];

  while (*next < end && hits->at[*next] < i)
    ++*next;
  if (*next == hits->first[type])
    return;
  for (uint32_t a = i - hits->at[*next - 1]; a <= f->n_spans; a++)
    cell[a - 1] += gain_of(&f->en_gains, type, f->zh_spans[a - 1].bucket);
}

/* Sums over j: cell j holds the units before j. */
static zhen_status make_en_row(filler *f, uint32_t i)
{
  const corridor *c = &f->l->corridor;
  const side *en = &f->d->en;
  size_t size;
  zhen_status status;

  f->en_low = c->low[i] > B_MAX ? c->low[i] - B_MAX : 0;
  f->en_high = c->high[i];
  size = (size_t)(f->en_high - f->en_low + 1) * A_MAX;
  status = mem_grow(&f->en_row, &f->en_capacity, size, sizeof *f->en_row);
  if (status != ZHEN_OK)
    return status;
  memset(f->en_row, 0, A_MAX * sizeof *f->en_row);
  for (uint32_t j = f->en_low; j < f->en_high; j++) {
    float *before = f->en_row + (size_t)(j - f->en_low) * A_MAX;
    float *cell = before + A_MAX;

    for (uint32_t a = 0; a < f->n_spans; a++)
      cell[a] = f->en_gains.base[j];
    for (uint32_t k = en->tokens.first[j]; k < en->tokens.first[j + 1]; k++)
      add_en_type(f, cell, en->tokens.at[k], i);
    for (uint32_t a = 0; a < f->n_spans; a++)
      cell[a] += before[a];
  }
  return ZHEN_OK;
}

/* ---- the terms of a bead ---- */

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

/* ---- steps ---- */

typedef struct step_list {
  lattice_edge at[A_MAX * B_MAX + 2];
  double forward[A_MAX * B_MAX + 2], best[A_MAX * B_MAX + 2];
  double top; /* of forward */
  size_t count;
} step_list;

static inline void add_step(const filler *f, step_list *s, uint32_t i,
                            uint32_t j, lattice_edge e)
{
  const corridor *c = &f->l->corridor;
  double forward;
  size_t from;

  if (!corridor_has(c, i - e.zh, j - e.en))
    return;
  from = corridor_cell(c, i - e.zh, j - e.en);
  forward = f->l->forward[from] + (double)e.score;
  if (forward < s->top - LATTICE_PRUNE)
    return;
  if (forward > s->top)
    s->top = forward;
  s->at[s->count] = e;
  s->forward[s->count] = forward;
  s->best[s->count++] = f->l->best[from] + (double)e.score;
}

/* An empty line of a text split already is alone for nothing. */
static double null_prior(const unit *u, double prior)
{
  return u->chars > 0 ? prior : 0;
}

static void null_steps(const filler *f, step_list *s, uint32_t i, uint32_t j)
{
  const side *zh = &f->d->zh;
  double end = end_term(f, i, j, true);

  if (i > 0 && !zh->units[i - 1].ends_sentence)
    return;
  if (j > 0)
    add_step(f, s, i, j,
             (lattice_edge){0, 1,
                            (float)(null_prior(&f->d->en.units[j - 1],
                                               f->p->prior_null_en) +
                                    end)});
  if (i > 0) {
    uint32_t from = zh->unit_of[zh->units[i - 1].sentence];

    if (i - from <= UINT16_MAX)
      add_step(f, s, i, j,
               (lattice_edge){
                   (uint16_t)(i - from), 0,
                   (float)(null_prior(&zh->units[i - 1], f->p->prior_null_zh) +
                           end)});
  }
}

/*
 * Where a narrow corridor leads through a sentence, and lengths bar the way
 * for beads, units go one by one: there is always a path.
 */
static void forced_steps(const filler *f, step_list *s, uint32_t i, uint32_t j)
{
  if (j > 0)
    add_step(f, s, i, j, (lattice_edge){0, 1, (float)IMPOSSIBLE});
  if (i > 0)
    add_step(f, s, i, j, (lattice_edge){1, 0, (float)IMPOSSIBLE});
}

/* Standard deviations of the length ratio beyond which no bead is tried. */
static const double LENGTH_CUT = 4.5;

/* Beads of the last b English units and any number of Chinese ones. */
static void bead_steps_of(const filler *f, step_list *s, uint32_t i, uint32_t j,
                          uint32_t b, double end)
{
  uint32_t from = j - b;
  const float *en_to = f->en_row + (size_t)(j - f->en_low) * A_MAX;
  const float *en_from = f->en_row + (size_t)(from - f->en_low) * A_MAX;
  const en_span *en = &f->en_spans[(size_t)from * B_MAX + b - 1];
  double fixed = end + f->p->prior_extra_en * (b - 1) +
                 f->p->para_inside * en->paras +
                 (f->p->evidence_en > 0 ? 0 : f->p->lead * from);
  float zh_sum = 0;

  for (uint32_t a = 1; a <= f->n_spans; a++) {
    const zh_row *row = &f->zh_rows[(i - a) % A_MAX];
    const zh_span *zh = &f->zh_spans[a - 1];
    double x = (double)en->chars - zh->expected, score;

    if (x < -zh->cut || from < row->low || from >= row->high)
      break; /* too much Chinese, or out of the corridor for good */
    zh_sum += row->at[(size_t)(from - row->low) * B_MAX + b - 1];
    if (x > zh->cut || !corridor_has(&f->l->corridor, i - a, from))
      continue;
    score = f->p->evidence_zh * (double)zh_sum +
            f->p->evidence_en * (double)(en_to[a - 1] - en_from[a - 1]) +
            zh->level - zh->slope * x * x + zh->shape + fixed +
            turn_term(f, i, a, j, b);
    add_step(f, s, i, j,
             (lattice_edge){(uint16_t)a, (uint16_t)b, (float)score});
  }
}

static void bead_steps(const filler *f, step_list *s, uint32_t i, uint32_t j)
{
  double end = end_term(f, i, j, false);

  for (uint32_t b = 1; b <= f->max_bead && b <= j && j - b >= f->en_low; b++)
    bead_steps_of(f, s, i, j, b, end);
}

/* Keep the steps that matter; sum and maximum over them. */
static zhen_status finish_cell(lattice *l, size_t cell, const step_list *s)
{
  double sum = 0;
  size_t first = l->n_edges;
  zhen_status status = mem_grow(&l->edges, &l->edges_capacity,
                                l->n_edges + s->count, sizeof *l->edges);

  if (status != ZHEN_OK)
    return status;
  for (size_t k = 0; k < s->count; k++) {
    if (s->forward[k] < s->top - LATTICE_PRUNE)
      continue;
    if (s->best[k] > l->best[cell]) {
      l->best[cell] = s->best[k];
      l->via[cell] = (uint32_t)(l->n_edges - first);
    }
    sum += exp(s->forward[k] - s->top);
    l->edges[l->n_edges++] = s->at[k];
  }
  if (s->count)
    l->forward[cell] = s->top + log(sum);
  l->first[cell + 1] = l->n_edges;
  return ZHEN_OK;
}

/*
 * The spans of the last a Chinese units. Length is evidence as the log ratio
 * of two normal densities of the log of the length ratio: of translations,
 * which is narrow and narrower for long spans, and of chance, which is wide.
 */
static void make_zh_spans(filler *f, uint32_t i)
{
  const align_params *p = f->p;
  const unit *zh = f->d->zh.units;
  double wide = p->length_sd_chance, chars = 0;
  uint32_t tokens = 0, paras = 0, a;

  for (a = 1; a <= A_MAX && a <= i; a++) {
    uint32_t sentences = zh[i - 1].sentence - zh[i - a].sentence + 1;
    double sd;

    if (sentences > f->max_bead)
      break;
    chars += (double)zh[i - a].chars;
    tokens += zh[i - a].n_tokens;
    paras += a > 1 && zh[i - a].ends_para;
    sd = p->length_sd * sqrt(1 + p->length_short / chars);
    f->zh_spans[a - 1] = (zh_span){
        .expected = log(p->length_ratio * chars + 1),
        .level = chars > 0 ? p->length_weight * log(wide / sd) : IMPOSSIBLE,
        .slope = p->length_weight * .5 * (1 / (sd * sd) - 1 / (wide * wide)),
        .cut = p->length_weight > 0 ? LENGTH_CUT * sd : DBL_MAX,
        .shape = p->prior_both + p->prior_extra_zh * (sentences - 1) +
                 (f->d->has_paras ? p->para_inside * paras : 0) +
                 (p->evidence_en > 0 ? p->lead * zh[i - a].sentence : 0),
        .bucket = gain_bucket(tokens),
    };
  }
  f->n_spans = a - 1;
}

static zhen_status fill_row(filler *f, uint32_t i)
{
  lattice *l = f->l;
  const corridor *c = &l->corridor;
  zhen_status status = ZHEN_OK;

  if (i > 0) {
    make_zh_spans(f, i);
    status = make_zh_row(f, i - 1);
  }
  if (status == ZHEN_OK && i > 0)
    status = make_en_row(f, i);
  for (uint32_t j = c->low[i]; j <= c->high[i] && status == ZHEN_OK; j++) {
    step_list steps;

    steps.count = 0;
    steps.top = -DBL_MAX;
    if (i == 0 && j == 0) {
      l->forward[0] = l->best[0] = 0;
      l->first[1] = 0;
      continue;
    }
    null_steps(f, &steps, i, j);
    if (i > 0)
      bead_steps(f, &steps, i, j);
    if (steps.count == 0)
      forced_steps(f, &steps, i, j);
    status = finish_cell(l, corridor_cell(c, i, j), &steps);
  }
  return status;
}

/* ---- preparation ---- */

static zhen_status make_en_spans(filler *f)
{
  const side *en = &f->d->en;
  size_t m = en->n_units;

  f->en_spans = mem_calloc(m * B_MAX, sizeof *f->en_spans);
  if (!f->en_spans)
    return zhen_fail_memory();
  for (size_t j = 0; j < m; j++) {
    double chars = 0;
    uint32_t tokens = 0;
    uint8_t paras = 0;

    for (size_t b = 0; b < B_MAX && j + b < m; b++) {
      const unit *u = &en->units[j + b];

      chars += (double)u->chars;
      tokens += u->n_tokens;
      f->en_spans[j * B_MAX + b] = (en_span){
          .chars = (float)log(chars + 1),
          .bucket = (uint8_t)gain_bucket(tokens),
          .paras = f->d->has_paras ? paras : 0,
      };
      paras = (uint8_t)(paras + u->ends_para);
    }
  }
  return ZHEN_OK;
}

static zhen_status begin_hits(filler *f)
{
  const side *en = &f->d->en;

  f->en_next = mem_calloc(en->n_types, sizeof *f->en_next);
  if (!f->en_next)
    return zhen_fail_memory();
  for (size_t t = 0; t < en->n_types; t++)
    f->en_next[t] = en->hits.first[t];
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
    status = make_en_spans(f);
  if (status == ZHEN_OK)
    status = begin_hits(f);
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
  free(f->en_spans);
  free(f->en_next);
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

void lattice_clear(lattice *l)
{
  free(l->first);
  free(l->edges);
  free(l->forward);
  free(l->best);
  free(l->via);
  *l = (lattice){.corridor = l->corridor};
}

void lattice_dispose(lattice *l)
{
  corridor_dispose(&l->corridor);
  lattice_clear(l);
}
