/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/spans.h"
#include "align/score/constraints.h"
#include "base/fail.h"
#include "base/quick.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

static uint32_t at_most(uint32_t a, uint32_t b)
{
  return a < b ? a : b;
}

static uint32_t at_least(uint32_t a, uint32_t b)
{
  return a > b ? a : b;
}

static uint32_t less(uint32_t a, uint32_t b)
{
  return a > b ? a - b : 0;
}

/* ---- Chinese units ---- */

/*
 * Spans that begin in [from, to] and include the hit have it as their first
 * one.
 */
static void add_hit(const spans *s, const zh_row *row, const float *gain,
                    uint32_t from, uint32_t to, uint32_t hit)
{
  uint32_t first = at_least(at_least(less(row->low, to), hit + 1 - to), 1);
  uint32_t last = at_most(s->m->max_bead, less(row->high, from + 1));

  for (uint32_t b = first; b <= last; b++) {
    uint32_t begin = at_least(at_least(from + b, hit + 1), row->low);
    uint32_t end = at_most(to + b + 1, row->high);
    float *cell = row->at + (b - 1) * row->stride + (begin - row->low);
    const uint8_t *bucket = s->en_buckets + spans_plane(s, b) + begin;

    for (uint32_t j = begin; j < end; j++)
      *cell++ += gain[*bucket++];
  }
}

/* One type of a Chinese unit against English spans that end at each j. */
static void add_zh_type(spans *s, const zh_row *row, uint32_t number)
{
  const rows *at = &s->zh_hits.at;
  uint32_t begin = at->first[number], end = at->first[number + 1];
  uint32_t *next = &s->zh_next[number];
  const float *gain = hit_gains_of(&s->m->zh, s->zh_hits.type[number]);

  while (*next < end && at->at[*next] < row->first)
    ++*next;
  for (uint32_t h = *next; h < end && at->at[h] < row->high; h++) {
    uint32_t hit = at->at[h], from = h > begin ? at->at[h - 1] + 1 : 0;

    if (from > row->last)
      break;
    add_hit(s, row, gain, at_least(from, row->first), at_most(hit, row->last),
            hit);
  }
}

/* Beads with the unit u begin in row u or before and end after it. */
static zhen_status make_zh_row(spans *s, uint32_t u)
{
  const corridor *c = s->c;
  const rows *tokens = &s->zh_hits.tokens;
  zh_row *row = &s->zh_rows[u % A_MAX];
  size_t last = u + A_MAX < c->n ? u + A_MAX : c->n;
  size_t size;
  zhen_status status;

  row->first = c->low[u + 1 - s->n_spans];
  row->last = c->high[u];
  row->low = c->low[u + 1];
  row->high = at_most(c->high[u] + s->m->max_bead, c->high[last]) + 1;
  row->stride = row->high - row->low + FLOATS;
  size = row->stride * s->m->max_bead;
  status = mem_grow(&row->at, &row->capacity, size, sizeof *row->at);
  if (status != ZHEN_OK)
    return status;
  for (size_t k = 0; k < size; k++)
    row->at[k] = s->zh_base[u];
  for (uint32_t k = tokens->first[u]; k < tokens->first[u + 1]; k++)
    add_zh_type(s, row, tokens->at[k]);
  return ZHEN_OK;
}

/*
 * The spans of the last a Chinese units. Length evidence is the log ratio of
 * two normal densities of the log length ratio: that of translations, which is
 * narrow, and narrower for long spans; and that of chance, which is wide.
 */
static void make_zh_spans(spans *s, uint32_t i)
{
  const align_params *p = s->m->p;
  const corridor *c = s->c;
  const unit *zh = s->d->zh.units;
  double wide = p->length_sd_chance, chars = 0;
  uint32_t tokens = 0, paras = 0, lines = 0, a;

  for (a = 1; a <= A_MAX && a <= i && c->high[i - a] + B_MAX >= c->low[i];
       a++) {
    uint32_t sentences = zh[i - 1].sentence - zh[i - a].sentence + 1;
    double sd;

    if (sentences > s->m->max_bead ||
        constrained_zh(s->in, i - a, i - a + 1, MUST_BE_NULL))
      break;
    chars += (double)zh[i - a].chars;
    tokens += zh[i - a].n_tokens;
    paras += a > 1 && zh[i - a].ends_para;
    lines += zh[i - a].boilerplate;
    sd = p->length_sd * sqrt(1 + p->length_short / chars);
    s->zh_spans[a - 1] = (zh_span){
        .expected = (float)quick_log(p->length_ratio * chars + 1),
        .level = (float)(chars > 0 ? p->length_weight * quick_log(wide / sd)
                                   : IMPOSSIBLE),
        .slope = (float)(p->length_weight * .5 *
                         (1 / (sd * sd) - 1 / (wide * wide))),
        .cut = (float)(p->length_weight > 0 ? fmin(p->length_cut * sd, FLT_MAX)
                                            : FLT_MAX),
        .shape = (float)(p->prior_both + p->prior_extra_zh * (sentences - 1) +
                         (s->d->has_paras ? p->para_inside * paras : 0) +
                         (sentences > 1 ? p->boilerplate_inside * lines : 0) +
                         s->zh_leads[i - a]),
        .bucket = span_bucket(tokens),
    };
  }
  s->n_spans = a - 1;
}

/* ---- English units ---- */

/* The last hit of each English type among the Chinese units before i. */
static void pass_unit(spans *s, uint32_t i)
{
  for (uint32_t k = s->hit_by.first[i - 1]; k < s->hit_by.first[i]; k++)
    s->last[s->hit_by.at[k]] = i;
}

/* An English unit against the last a Chinese ones: its sum for each a. */
static void add_en_unit(const spans *s, float *value, uint32_t j, uint32_t i)
{
  const rows *tokens = &s->en_hits.tokens;
  uint32_t before = i - s->n_spans; /* the hit is too far away */

  for (uint32_t k = tokens->first[j]; k < tokens->first[j + 1]; k++) {
    uint32_t number = tokens->at[k], last = s->last[number];
    const float *gain;

    if (last <= before)
      continue;
    gain = hit_gains_of(&s->m->en, s->en_hits.type[number]);
    for (uint32_t a = i - last; a < s->n_spans; a++)
      value[a] += gain[s->zh_spans[a].bucket];
  }
}

void spans_chunk(spans *s, uint32_t i, uint32_t low, uint32_t high)
{
  uint32_t first =
      at_least(less(low, s->m->max_bead), s->c->low[i - s->n_spans]);
  uint32_t column = first + B_MAX - low;
  float sums[A_MAX] = {0};

  for (uint32_t a = 0; a < s->n_spans; a++)
    s->en_sums[a][column] = 0;
  for (uint32_t j = first; j < high; j++) {
    float value[A_MAX];

    for (uint32_t a = 0; a < A_MAX; a++)
      value[a] = s->en_base[j];
    add_en_unit(s, value, j, i);
    for (uint32_t a = 0; a < A_MAX; a++)
      sums[a] += value[a];
    column++;
    for (uint32_t a = 0; a < s->n_spans; a++)
      s->en_sums[a][column] = sums[a];
  }
}

/* What a bead of the units [j, j + b) has of its English side alone. */
static double en_shape(const spans *s, uint32_t j, uint32_t b, uint32_t paras,
                       uint32_t lines)
{
  const align_params *p = s->m->p;
  double shape = p->prior_extra_en * (double)(b - 1) + p->para_inside * paras +
                 (b > 1 ? p->boilerplate_inside * lines : 0);

  if (s->in->constraints && s->in->constraints->has_null &&
      constrained_en(s->in, j, j + b, MUST_BE_NULL))
    return IMPOSSIBLE;
  return shape + (p->token_weight_en > 0 ? 0 : p->lead * log1p(j));
}

/* The spans that begin at a unit. */
static void make_en_spans_at(spans *s, uint32_t j)
{
  const side *en = &s->d->en;
  double chars = 0;
  uint32_t tokens = 0, paras = 0, lines = 0;

  for (uint32_t b = 1; b <= s->m->max_bead && j + b <= en->n_units; b++) {
    const unit *u = &en->units[j + b - 1];
    size_t at = spans_plane(s, b) + j + b;

    chars += (double)u->chars;
    tokens += u->n_tokens;
    lines += u->boilerplate;
    s->en_chars[at] = (float)quick_log(chars + 1);
    s->en_buckets[at] = (uint8_t)span_bucket(tokens);
    s->en_shapes[at] = (float)en_shape(s, j, b, paras, lines);
    paras += s->d->has_paras && u->ends_para;
  }
}

static zhen_status make_en_spans(spans *s)
{
  size_t m = s->d->en.n_units, size;

  s->en_stride = m + 1 + FLOATS;
  size = s->en_stride * s->m->max_bead;
  s->en_chars = mem_calloc(size, sizeof *s->en_chars);
  s->en_buckets = mem_calloc(size, sizeof *s->en_buckets);
  s->en_shapes = mem_calloc(size, sizeof *s->en_shapes);
  if (!s->en_chars || !s->en_buckets || !s->en_shapes)
    return zhen_fail_memory();
  for (size_t k = 0; k < size; k++)
    s->en_shapes[k] = BARRED;
  for (uint32_t j = 0; j < m; j++)
    make_en_spans_at(s, j);
  return ZHEN_OK;
}

/* ---- all tables ---- */

static zhen_status begin_hits(spans *s)
{
  const rows *zh = &s->zh_hits.at, *en = &s->en_hits.at;

  s->zh_next = mem_calloc(zh->n, sizeof *s->zh_next);
  s->last = mem_calloc(en->n, sizeof *s->last);
  if (!s->zh_next || !s->last)
    return zhen_fail_memory();
  if (zh->n)
    memcpy(s->zh_next, zh->first, zh->n * sizeof *s->zh_next);
  return rows_transpose(&s->hit_by, en, s->d->zh.n_units);
}

static zhen_status make_base(float **base, const side *s, const token_scores *t)
{
  *base = mem_calloc(s->n_units, sizeof **base);
  if (!*base)
    return zhen_fail_memory();
  for (size_t u = 0; u < s->n_units; u++) {
    double sum = 0;

    for (uint32_t k = s->tokens.first[u]; k < s->tokens.first[u + 1]; k++)
      sum += t->miss_cost[s->tokens.at[k]];
    (*base)[u] = (float)sum;
  }
  return ZHEN_OK;
}

/* By the Chinese unit that a bead begins with. */
static zhen_status make_zh_leads(spans *s)
{
  const align_params *p = s->m->p;
  const side *zh = &s->d->zh;

  s->zh_leads = mem_calloc(zh->n_units, sizeof *s->zh_leads);
  if (!s->zh_leads)
    return zhen_fail_memory();
  for (size_t u = 0; u < zh->n_units && p->token_weight_en > 0; u++)
    s->zh_leads[u] = p->lead * log1p(zh->units[u].sentence);
  return ZHEN_OK;
}

zhen_status spans_open(spans *s, const align_input *in, const score_model *m,
                       const corridor *c)
{
  const document *d = in->d;
  hits_scratch scratch = {0};
  zhen_status status;

  *s = (spans){.in = in, .d = d, .m = m, .c = c};
  status = hits_find(&s->zh_hits, &s->en_hits, d, SIZE_MAX, &scratch);
  hits_scratch_dispose(&scratch);
  if (status == ZHEN_OK)
    status = begin_hits(s);
  if (status == ZHEN_OK)
    status = make_base(&s->zh_base, &d->zh, &m->zh);
  if (status == ZHEN_OK)
    status = make_base(&s->en_base, &d->en, &m->en);
  if (status == ZHEN_OK)
    status = make_zh_leads(s);
  if (status == ZHEN_OK)
    status = make_en_spans(s);
  return status;
}

zhen_status spans_row(spans *s, uint32_t i)
{
  make_zh_spans(s, i);
  pass_unit(s, i);
  return make_zh_row(s, i - 1);
}

void spans_dispose(spans *s)
{
  hits_dispose(&s->zh_hits);
  hits_dispose(&s->en_hits);
  free(s->zh_next);
  rows_dispose(&s->hit_by);
  free(s->last);
  free(s->zh_base);
  free(s->en_base);
  free(s->zh_leads);
  for (size_t k = 0; k < A_MAX; k++)
    free(s->zh_rows[k].at);
  free(s->en_chars);
  free(s->en_buckets);
  free(s->en_shapes);
}
