/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dynamic programming over the cells (i, j) of the corridor: i Chinese units
 * and j English ones are behind. A step is a bead of the last `a` and `b`.
 *
 * A row is done in chunks of columns. First all beads of a shape a x b that
 * end in a chunk are scored together, which is where the time goes; the best
 * step into each cell decides which others are worth a second look; then the
 * cells are finished one after the other, because a sentence alone leads from
 * one to the next.
 */
#include "align/search.h"
#include "align/holds.h"
#include "align/spans.h"
#include "align/vectors.h"
#include "base/fail.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

static const double LATTICE_PRUNE = 9;

/* A bead that is not tried, a cell that is not reached: less than any other. */
static const float BARRED = -1e30F;

/* The beads of a shape that end in columns [begin, end) of a chunk. */
typedef struct shape {
  uint32_t a, b, begin, end;
  float scores[CHUNK];
} shape;

typedef struct chunk {
  uint32_t low, n;                  /* its columns are low .. low + n - 1 */
  float from[A_MAX][CHUNK + B_MAX]; /* of row i - a, columns low - B_MAX .. */
  float ends[CHUNK];                /* end_term() of a bead */
  float zh_sums[CHUNK];             /* of the beads at hand: evidence */
  float fixed[CHUNK]; /* what does not depend on the Chinese side */
  float top[CHUNK];   /* the best of all steps */
  shape shapes[A_MAX * B_MAX];
  uint32_t n_shapes;
  uint8_t likely[CHUNK][A_MAX * B_MAX]; /* numbers of the shapes near the top */
  uint32_t n_likely[CHUNK];
} chunk;

typedef struct filler {
  lattice *l;
  const document *d;
  const align_params *p;
  uint32_t max_bead;
  spans spans;
  bool quotes;
  double usual_zh, usual_en; /* characters of a sentence */
  double prune;
  const double *sum; /* what steps are compared by: `forward` or `best` */
  chunk *chunk;
  vector_rows *vectors; /* NULL if they say nothing */
  /* Sentences alone: before this row; before column j, n of them. */
  lattice_edge zh_nulls[NULL_MAX];
  unsigned n_zh_nulls;
  float *en_nulls; /* [j * NULL_MAX + n - 1] */
} filler;

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

static bool has_alone(const unit *u, uint32_t n)
{
  for (uint32_t k = 0; k < n; k++)
    if (u[k].alone)
      return true;
  return false;
}

/* A bead of any Chinese units and the b English ones from `from` on. */
static double english_term(const filler *f, uint32_t from, uint32_t b)
{
  const align_params *p = f->p;
  const spans *t = &f->spans;
  size_t at = (size_t)(b - 1) * f->d->en.n_units + from;

  if (f->d->has_alone && has_alone(&f->d->en.units[from], b))
    return IMPOSSIBLE;
  return p->prior_extra_en * (b - 1) + p->para_inside * t->en_paras[at] +
         (p->evidence_en > 0 ? 0 : p->lead * from);
}

static double turn_term(const filler *f, uint32_t i, uint32_t a, uint32_t j,
                        uint32_t b)
{
  const unit *zh = f->d->zh.units, *en = f->d->en.units;
  double score = 0;

  for (int last = 0; last < 2; last++) {
    uint32_t tz = zh[last ? i - 1 : i - a].turn;
    uint32_t te = en[last ? j - 1 : j - b].turn;

    if ((tz > te ? tz - te : te - tz) != 1)
      score += f->p->turn_apart;
  }
  return score;
}

/* All the terms of the beads of a shape; `k->zh_sums` and `fixed` are made. */
static void score_shape(const filler *f, shape *s, uint32_t i)
{
  const chunk *k = f->chunk;
  const spans *t = &f->spans;
  const zh_span *zh = &t->zh_spans[s->a - 1];
  const float *chars = t->en_chars + (size_t)(s->b - 1) * f->d->en.n_units;
  ptrdiff_t shift = (ptrdiff_t)k->low - s->b;
  const float *en_to = t->en_sums[s->a - 1] + B_MAX, *en_from = en_to - s->b;
  float weight_zh = (float)f->p->evidence_zh;
  float weight_en = (float)f->p->evidence_en;
  float constant = zh->level + zh->shape;

  for (ptrdiff_t c = s->begin; c < s->end; c++) {
    float x = chars[c + shift] - zh->expected;
    float score = weight_zh * k->zh_sums[c] +
                  weight_en * (en_to[c] - en_from[c]) + constant -
                  zh->slope * x * x + k->fixed[c];

    s->scores[c] = fabsf(x) > zh->cut ? BARRED : score;
  }
  if (f->vectors)
    vector_rows_add(f->vectors, f->d, i, s->a, s->b, k->low + s->begin,
                    k->low + s->end, s->scores + s->begin);
  for (uint32_t c = s->begin; f->d->has_turns && c < s->end; c++)
    s->scores[c] += (float)turn_term(f, i, s->a, k->low + c, s->b);
  for (uint32_t c = s->begin; f->d->holds && c < s->end; c++)
    if (holds_refuse(f->d, i, s->a, k->low + c, s->b))
      s->scores[c] = BARRED;
}

/* ---- all beads of a chunk ---- */

/* The greatest log sum of the cells [begin, end), which may be none. */
static double greatest(const double *sum, size_t begin, size_t end)
{
  double most = -DBL_MAX;

  for (size_t k = begin; k < end; k++)
    most = sum[k] > most ? sum[k] : most;
  return most;
}

/* The log sums of the cells that a bead may come from, as small numbers. */
static void take_sources(const filler *f, uint32_t i)
{
  chunk *k = f->chunk;
  const corridor *c = &f->l->corridor;
  double base = -DBL_MAX;

  for (uint32_t a = 1; a <= f->spans.n_spans; a++) {
    float *from = k->from[a - 1];
    uint32_t low = c->low[i - a], begin = k->low > B_MAX ? k->low - B_MAX : 0;
    uint32_t end = k->low + k->n;
    size_t cell;

    begin = low > begin ? low : begin;
    end = c->high[i - a] + 1 < end ? c->high[i - a] + 1 : end;
    if (begin >= end)
      break; /* nor are those before it */
    cell = c->cell[i - a] - low;
    if (base <= -DBL_MAX)
      base = greatest(f->sum, cell + begin, cell + end);
    for (uint32_t j = begin; j < end; j++)
      from[j + B_MAX - k->low] = (float)(f->sum[cell + j] - base);
  }
}

/* The columns of a chunk at which beads of b English units may end. */
static uint32_t first_column(const chunk *k, uint32_t b)
{
  return b > k->low ? b - k->low : 0;
}

/* Add what the Chinese unit i - a says to the evidence of the beads. */
static void add_zh_unit(const filler *f, uint32_t u, uint32_t b, uint32_t begin,
                        uint32_t end)
{
  chunk *k = f->chunk;
  const zh_row *row = &f->spans.zh_rows[u % A_MAX];
  const float *at = row->at + (size_t)(b - 1) * (row->high - row->low);
  ptrdiff_t shift = (ptrdiff_t)k->low - b - row->low;

  for (ptrdiff_t c = begin; c < end; c++)
    k->zh_sums[c] += at[c + shift];
}

static void add_shape(const filler *f, uint32_t i, uint32_t a, uint32_t b,
                      uint32_t begin, uint32_t end)
{
  chunk *k = f->chunk;
  shape *s = &k->shapes[k->n_shapes++];
  const float *from = k->from[a - 1] + B_MAX - b;

  s->a = a;
  s->b = b;
  s->begin = begin;
  s->end = end;
  score_shape(f, s, i);
  for (uint32_t c = begin; c < end; c++) {
    float sum = from[c] + s->scores[c];

    k->top[c] = sum > k->top[c] ? sum : k->top[c];
  }
}

/* The longest of the English spans that end in a chunk; log of characters. */
static float longest(const filler *f, uint32_t b, uint32_t begin)
{
  const chunk *k = f->chunk;
  const float *chars = f->spans.en_chars + (size_t)(b - 1) * f->d->en.n_units +
                       k->low + begin - b;
  float most = 0;

  for (uint32_t c = begin; c < k->n; c++)
    most = chars[c - begin] > most ? chars[c - begin] : most;
  return most;
}

/* The beads of b English units, with ever more Chinese ones. */
static void add_shapes(const filler *f, uint32_t i, uint32_t b)
{
  chunk *k = f->chunk;
  const corridor *c = &f->l->corridor;
  uint32_t begin = first_column(k, b), end = k->n;
  float most = longest(f, b, begin);

  for (uint32_t n = begin; n < end; n++) {
    k->zh_sums[n] = 0;
    k->fixed[n] = k->ends[n] + (float)english_term(f, k->low + n - b, b);
  }
  for (uint32_t a = 1; a <= f->spans.n_spans; a++) {
    const zh_span *zh = &f->spans.zh_spans[a - 1];
    uint32_t low = c->low[i - a] + b, high = c->high[i - a] + b + 1, from;

    if (most - zh->expected < -zh->cut)
      break; /* too much Chinese */
    if (high <= k->low + begin)
      break; /* out of the corridor for good */
    end = high < k->low + end ? high - k->low : end;
    from = low > k->low + begin ? low - k->low : begin;
    add_zh_unit(f, i - a, b, begin, end);
    if (from < end)
      add_shape(f, i, a, b, from, end);
  }
}

/* Note for each cell the shapes whose beads are near the best one into it. */
static void choose_likely(const filler *f)
{
  chunk *k = f->chunk;
  float prune = (float)-f->prune;

  for (uint32_t n = 0; n < k->n_shapes; n++) {
    const shape *s = &k->shapes[n];
    const float *from = k->from[s->a - 1] + B_MAX - s->b;
    float nearest = BARRED;

    for (uint32_t c = s->begin; c < s->end; c++) {
      float near = from[c] + s->scores[c] - k->top[c];

      nearest = near > nearest ? near : nearest;
    }
    if (nearest < prune)
      continue;
    for (uint32_t c = s->begin; c < s->end; c++)
      if (from[c] + s->scores[c] - k->top[c] >= prune &&
          s->scores[c] > BARRED / 2)
        k->likely[c][k->n_likely[c]++] = (uint8_t)n;
  }
}

static void score_chunk(const filler *f, uint32_t i)
{
  chunk *k = f->chunk;

  take_sources(f, i);
  for (uint32_t c = 0; c < k->n; c++)
    k->ends[c] = (float)end_term(f, i, k->low + c, false);
  for (uint32_t b = 1; b <= f->max_bead && b < k->low + k->n; b++)
    add_shapes(f, i, b);
  choose_likely(f);
}

/* ---- steps into a cell ---- */

enum { STEPS_MAX = A_MAX * B_MAX + 2 * NULL_MAX };

typedef struct step_list {
  lattice_edge at[STEPS_MAX];
  double sum[STEPS_MAX], best[STEPS_MAX];
  double top; /* of the sums */
  size_t count;
} step_list;

static inline void add_step(const filler *f, step_list *s, uint32_t i,
                            uint32_t j, lattice_edge e)
{
  const corridor *c = &f->l->corridor;
  double sum;
  size_t from;

  if (!corridor_has(c, i - e.zh, j - e.en))
    return;
  from = corridor_cell(c, i - e.zh, j - e.en);
  sum = f->sum[from] + (double)e.score;
  if (sum < s->top - f->prune)
    return;
  if (sum > s->top)
    s->top = sum;
  s->at[s->count] = e;
  s->sum[s->count] = sum;
  s->best[s->count++] = f->l->best[from] + (double)e.score;
}

/* The n sentences of the units [u, end) alone. */
static float null_step(const filler *f, const unit *u, const unit *end,
                       unsigned n, bool zh)
{
  double chars = 0;
  unsigned n_furniture = 0;

  for (; u < end; u++) {
    if (u->attached)
      return (float)IMPOSSIBLE;
    chars += (double)u->chars;
    n_furniture += u->furniture;
  }
  return (float)align_null_prior(
      f->p, zh ? f->p->prior_null_zh : f->p->prior_null_en, n, n_furniture,
      chars, zh ? f->usual_zh : f->usual_en);
}

static void find_zh_nulls(filler *f, uint32_t i)
{
  const side *zh = &f->d->zh;
  uint32_t from = i;

  f->n_zh_nulls = 0;
  for (unsigned n = 1; n <= NULL_MAX && from > 0; n++) {
    from = zh->unit_of[zh->units[from - 1].sentence];
    if (i - from > UINT16_MAX)
      break;
    f->zh_nulls[f->n_zh_nulls++] =
        (lattice_edge){(uint16_t)(i - from), 0,
                       null_step(f, zh->units + from, zh->units + i, n, true)};
  }
}

static zhen_status find_en_nulls(filler *f)
{
  const side *en = &f->d->en;

  f->en_nulls = mem_calloc(en->n_units + 1, NULL_MAX * sizeof *f->en_nulls);
  if (!f->en_nulls)
    return zhen_fail_memory();
  for (size_t j = 1; j <= en->n_units; j++)
    for (unsigned n = 1; n <= NULL_MAX && n <= j; n++)
      f->en_nulls[j * NULL_MAX + n - 1] =
          null_step(f, en->units + j - n, en->units + j, n, false);
  return ZHEN_OK;
}

static void zh_null_steps(const filler *f, step_list *s, uint32_t i, uint32_t j,
                          float end)
{
  for (unsigned k = 0; k < f->n_zh_nulls; k++) {
    lattice_edge e = f->zh_nulls[k];

    e.score += end;
    add_step(f, s, i, j, e);
  }
}

static void en_null_steps(const filler *f, step_list *s, uint32_t i, uint32_t j,
                          float end)
{
  const float *scores = f->en_nulls + (size_t)j * NULL_MAX;

  for (unsigned n = 1; n <= NULL_MAX && n <= j; n++)
    add_step(f, s, i, j, (lattice_edge){0, (uint16_t)n, end + scores[n - 1]});
}

static void null_steps(const filler *f, step_list *s, uint32_t i, uint32_t j)
{
  float end = (float)end_term(f, i, j, true);

  if (i > 0 && !f->d->zh.units[i - 1].ends_sentence)
    return;
  en_null_steps(f, s, i, j, end);
  zh_null_steps(f, s, i, j, end);
}

static void bead_steps(const filler *f, step_list *s, uint32_t i, uint32_t j)
{
  const chunk *k = f->chunk;
  uint32_t c = j - k->low;

  for (uint32_t n = 0; n < k->n_likely[c]; n++) {
    const shape *bead = &k->shapes[k->likely[c][n]];

    add_step(
        f, s, i, j,
        (lattice_edge){(uint16_t)bead->a, (uint16_t)bead->b, bead->scores[c]});
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

/* The first of the best steps. */
static size_t best_step(const step_list *s)
{
  size_t best = 0;

  for (size_t k = 1; k < s->count; k++)
    if (s->best[k] > s->best[best])
      best = k;
  return best;
}

/* Keep the steps that matter; sum and maximum over them. */
static void keep_steps(lattice *l, size_t cell, const step_list *s,
                       double prune)
{
  double sum = 0;
  size_t first = l->n_edges;

  for (size_t k = 0; k < s->count; k++) {
    if (s->sum[k] < s->top - prune)
      continue;
    if (s->best[k] > l->best[cell]) {
      l->best[cell] = s->best[k];
      l->via[cell] = (uint16_t)(l->n_edges - first);
    }
    sum += exp(s->sum[k] - s->top);
    l->edges[l->n_edges++] = s->at[k];
  }
  l->forward[cell] = s->top + log(sum);
}

static void keep_best(lattice *l, size_t cell, const step_list *s)
{
  size_t best = best_step(s);

  l->best[cell] = s->best[best];
  l->edges[l->n_edges++] = s->at[best];
}

static zhen_status finish_cell(const filler *f, size_t cell, const step_list *s)
{
  lattice *l = f->l;
  zhen_status status = mem_grow(&l->edges, &l->edges_capacity,
                                l->n_edges + s->count, sizeof *l->edges);

  if (status != ZHEN_OK)
    return status;
  if (s->count && l->forward)
    keep_steps(l, cell, s, f->prune);
  else if (s->count)
    keep_best(l, cell, s);
  l->first[cell + 1] = (uint32_t)l->n_edges;
  return ZHEN_OK;
}

/* ---- rows ---- */

static zhen_status fill_cell(const filler *f, uint32_t i, uint32_t j)
{
  step_list steps;

  steps.count = 0;
  steps.top = -DBL_MAX;
  if (i == 0 && j == 0) {
    f->l->best[0] = 0;
    if (f->l->forward)
      f->l->forward[0] = 0;
    f->l->first[1] = 0;
    return ZHEN_OK;
  }
  null_steps(f, &steps, i, j);
  if (i > 0)
    bead_steps(f, &steps, i, j);
  if (steps.count == 0)
    forced_steps(f, &steps, i, j);
  return finish_cell(f, corridor_cell(&f->l->corridor, i, j), &steps);
}

static zhen_status fill_chunk(filler *f, uint32_t i, uint32_t low,
                              uint32_t high)
{
  chunk *k = f->chunk;
  zhen_status status = ZHEN_OK;

  k->low = low;
  k->n = high - low + 1;
  k->n_shapes = 0;
  for (uint32_t c = 0; c < k->n; c++) {
    k->top[c] = BARRED;
    k->n_likely[c] = 0;
  }
  if (i > 0) {
    spans_chunk(&f->spans, i, low, high);
    score_chunk(f, i);
  }
  for (uint32_t j = low; j <= high && status == ZHEN_OK; j++)
    status = fill_cell(f, i, j);
  return status;
}

static zhen_status fill_row(filler *f, uint32_t i)
{
  const corridor *c = &f->l->corridor;
  zhen_status status = ZHEN_OK;

  find_zh_nulls(f, i);
  if (i > 0)
    status = spans_row(&f->spans, i);
  if (i > 0 && status == ZHEN_OK && f->vectors)
    status = vector_rows_go(f->vectors, f->d, c, i, f->spans.n_spans);
  for (uint32_t j = c->low[i]; j <= c->high[i] && status == ZHEN_OK; j += CHUNK)
    status = fill_chunk(f, i, j,
                        c->high[i] - j < CHUNK ? c->high[i] : j + CHUNK - 1);
  return status;
}

/* ---- preparation ---- */

static bool has_quotes(const side *s)
{
  for (size_t u = 0; u < s->n_units; u++)
    if (s->units[u].in_quote)
      return true;
  return false;
}

static double usual_length(const side *s)
{
  double chars = 1;

  for (size_t u = 0; u < s->n_units; u++)
    chars += (double)s->units[u].chars;
  return chars / (double)(s->n_sentences + 1);
}

static zhen_status allocate_cells(lattice *l, bool sums)
{
  size_t cells = l->corridor.cell[l->corridor.n + 1];

  l->first = mem_calloc(cells + 1, sizeof *l->first);
  l->best = mem_calloc(cells, sizeof *l->best);
  l->via = mem_calloc(cells, sizeof *l->via);
  if (!l->first || !l->best || !l->via)
    return zhen_fail_memory();
  for (size_t k = 0; k < cells; k++)
    l->best[k] = -DBL_MAX;
  if (!sums)
    return ZHEN_OK;
  l->forward = mem_calloc(cells, sizeof *l->forward);
  if (!l->forward)
    return zhen_fail_memory();
  for (size_t k = 0; k < cells; k++)
    l->forward[k] = -DBL_MAX;
  return ZHEN_OK;
}

zhen_status search_model_make(search_model *m, const document *d,
                              const align_params *p, uint32_t max_bead)
{
  zhen_status status;

  *m = (search_model){.p = p,
                      .max_bead = max_bead,
                      .usual_zh = usual_length(&d->zh),
                      .usual_en = usual_length(&d->en),
                      .quotes = has_quotes(&d->zh) && has_quotes(&d->en)};
  status = gains_make(&m->zh, &d->zh, &d->edges, p);
  if (status == ZHEN_OK)
    status = gains_make(&m->en, &d->en, &d->back, p);
  return status;
}

void search_model_dispose(search_model *m)
{
  gains_dispose(&m->zh);
  gains_dispose(&m->en);
}

zhen_status lattice_fill(lattice *l, const document *d, const search_model *m,
                         bool sums)
{
  filler f = {.l = l,
              .d = d,
              .p = m->p,
              .max_bead = m->max_bead,
              .quotes = m->quotes,
              .usual_zh = m->usual_zh,
              .usual_en = m->usual_en,
              .prune = sums ? LATTICE_PRUNE : 0,
              .chunk = mem_calloc(1, sizeof *f.chunk)};
  vector_rows products = {.sum = NULL};
  zhen_status status =
      spans_open(&f.spans, d, m->p, &m->zh, &m->en, &l->corridor, m->max_bead);

  if (status == ZHEN_OK && !f.chunk)
    status = zhen_fail_memory();
  if (status == ZHEN_OK)
    status = allocate_cells(l, sums);
  if (status == ZHEN_OK)
    status = find_en_nulls(&f);
  f.sum = sums ? l->forward : l->best;
  if (d->vectors && d->vectors->slope > 0)
    f.vectors = &products;
  for (uint32_t i = 0; i <= d->zh.n_units && status == ZHEN_OK; i++)
    status = fill_row(&f, i);
  spans_dispose(&f.spans);
  vector_rows_dispose(&products);
  free(f.en_nulls);
  free(f.chunk);
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
