/* SPDX-License-Identifier: Apache-2.0 */
#include "align/spans.h"
#include "base/fail.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* Standard deviations of the length ratio beyond which no bead is tried. */
static const double LENGTH_CUT = 4.5;

/* One Chinese unit against English spans that begin at each j. */
static void add_zh_type(spans *f, zh_row *row, uint32_t type)
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

static zhen_status make_zh_row(spans *f, uint32_t u)
{
  const corridor *c = f->c;
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
static void add_en_type(spans *f, float *cell, uint32_t type, uint32_t i)
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
static zhen_status make_en_row(spans *f, uint32_t i)
{
  const corridor *c = f->c;
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

/*
 * The spans of the last a Chinese units. Length is evidence as the log ratio
 * of two normal densities of the log of the length ratio: of translations,
 * which is narrow and narrower for long spans, and of chance, which is wide.
 */
static void make_zh_spans(spans *f, uint32_t i)
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

static zhen_status make_en_spans(spans *f)
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

static zhen_status begin_hits(spans *f)
{
  const side *en = &f->d->en;

  f->en_next = mem_calloc(en->n_types, sizeof *f->en_next);
  if (!f->en_next)
    return zhen_fail_memory();
  for (size_t t = 0; t < en->n_types; t++)
    f->en_next[t] = en->hits.first[t];
  return ZHEN_OK;
}

zhen_status spans_open(spans *f, const document *d, const align_params *p,
                       const corridor *c, uint32_t max_bead)
{
  zhen_status status;

  *f = (spans){.d = d, .p = p, .c = c, .max_bead = max_bead};
  status = gains_make(&f->zh_gains, &d->zh, p);
  if (status == ZHEN_OK)
    status = gains_make(&f->en_gains, &d->en, p);
  if (status == ZHEN_OK)
    status = make_en_spans(f);
  if (status == ZHEN_OK)
    status = begin_hits(f);
  return status;
}

zhen_status spans_row(spans *f, uint32_t i)
{
  zhen_status status;

  make_zh_spans(f, i);
  status = make_zh_row(f, i - 1);
  return status == ZHEN_OK ? make_en_row(f, i) : status;
}

void spans_dispose(spans *f)
{
  gains_dispose(&f->zh_gains);
  gains_dispose(&f->en_gains);
  for (size_t k = 0; k < A_MAX; k++)
    free(f->zh_rows[k].at);
  free(f->en_row);
  free(f->en_spans);
  free(f->en_next);
}
