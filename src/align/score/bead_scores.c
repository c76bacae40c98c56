/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/bead_scores.h"
#include "align/score/constraints.h"
#include "align/score/digest_scores.h"
#include "align/score/times.h"
#include "base/fail.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* ---- the terms of a bead ---- */

double end_score(const bead_scorer *f, uint32_t i, uint32_t j, bool null)
{
  const align_params *p = f->p;
  const unit *zh = i ? &f->d->zh.units[i - 1] : NULL;
  const unit *en = j ? &f->d->en.units[j - 1] : NULL;
  double score = 0;

  if (zh && !zh->ends_sentence)
    score += p->inner_end;
  if (f->m->quotes)
    score += (zh && zh->in_quote) == (en && en->in_quote) ? p->quote_same
                                                          : p->quote_differs;
  if (zh && en && line_ends_differ(zh->ending, en->ending))
    score += p->end_differs * (null ? f->m->null_ends : f->m->ends);
  if (en && en->ending == LINE_TORN)
    score += p->end_torn;
  if (f->d->has_paras && !null && zh && en) {
    if (zh->ends_para && en->ends_para)
      score += p->para_both;
    else if (zh->ends_para || en->ends_para)
      score += p->para_one;
  }
  if (!null && zh && en)
    score += times_end(p, f->d, i, j);
  return score;
}

/* A bead of any Chinese units and the b English ones from `from` on. */
static double english_term(const bead_scorer *f, uint32_t from, uint32_t b)
{
  const align_params *p = f->p;
  const spans *t = &f->spans;
  size_t at = (size_t)(b - 1) * f->d->en.n_units + from;

  if (f->in->constraints && f->in->constraints->has_null &&
      constrained_en(f->in, from, from + b, MUST_BE_NULL))
    return IMPOSSIBLE;
  return t->en_shapes[at] +
         (p->token_weight_en > 0 ? 0 : p->lead * log1p(from));
}

static double turn_term(const bead_scorer *f, uint32_t i, uint32_t a,
                        uint32_t j, uint32_t b)
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

/* All terms of the beads of a shape; `k->zh_sums` and `fixed` are ready. */
static void score_shape(const bead_scorer *f, shape *s, uint32_t i)
{
  const chunk *k = f->chunk;
  const spans *t = &f->spans;
  const zh_span *zh = &t->zh_spans[s->a - 1];
  const float *chars = t->en_chars + (size_t)(s->b - 1) * f->d->en.n_units;
  ptrdiff_t shift = (ptrdiff_t)k->low - s->b;
  const float *en_to = t->en_sums[s->a - 1] + B_MAX, *en_from = en_to - s->b;
  float weight_zh = (float)f->p->token_weight_zh;
  float weight_en = (float)f->p->token_weight_en;
  float constant = zh->level + zh->shape;

  for (ptrdiff_t c = s->begin; c < s->end; c++) {
    float x = chars[c + shift] - zh->expected;
    float score = weight_zh * k->zh_sums[c] +
                  weight_en * (en_to[c] - en_from[c]) + constant -
                  zh->slope * x * x + k->fixed[c];

    s->scores[c] = fabsf(x) > zh->cut ? BARRED : score;
  }
  if (f->has_vectors)
    vector_rows_add(&f->vectors, f->in, i, s->a, s->b, k->low + s->begin,
                    k->low + s->end, s->scores + s->begin);
  for (uint32_t c = s->begin; f->d->has_turns && c < s->end; c++)
    s->scores[c] += (float)turn_term(f, i, s->a, k->low + c, s->b);
  for (uint32_t c = s->begin; f->d->has_times && c < s->end; c++)
    s->scores[c] += (float)times_begin(f->p, f->d, i - s->a, k->low + c - s->b);
  for (uint32_t c = s->begin; f->in->digest && c < s->end; c++)
    s->scores[c] += (float)(f->p->digest_weight *
                            digest_score(f->in, i, s->a, k->low + c, s->b));
  for (uint32_t c = s->begin; f->in->constraints && c < s->end; c++)
    if (constraints_forbid(f->in, i, s->a, k->low + c, s->b))
      s->scores[c] = BARRED;
}

float null_score(const bead_scorer *f, bool zh, uint32_t begin, uint32_t end,
                 unsigned n)
{
  const unit *units = zh ? f->d->zh.units : f->d->en.units;
  double chars = 0;
  unsigned n_boilerplate = 0;

  if (zh ? constrained_zh(f->in, begin, end, MUST_PAIR)
         : constrained_en(f->in, begin, end, MUST_PAIR))
    return (float)IMPOSSIBLE;
  for (uint32_t u = begin; u < end; u++) {
    chars += (double)units[u].chars;
    n_boilerplate += units[u].boilerplate;
  }
  return (float)align_null_prior(
      f->p, zh ? f->p->prior_null_zh : f->p->prior_null_en, n, n_boilerplate,
      chars, zh ? f->m->usual_zh : f->m->usual_en);
}

/* ---- all beads of a chunk ---- */

/* The greatest log sum of the cells [begin, end), which may be empty. */
static double greatest(const double *sum, size_t begin, size_t end)
{
  double most = -DBL_MAX;

  for (size_t k = begin; k < end; k++)
    most = sum[k] > most ? sum[k] : most;
  return most;
}

/* The log sums of the cells that a bead may come from, as small numbers. */
static void take_sources(const bead_scorer *f, uint32_t i)
{
  chunk *k = f->chunk;
  const corridor *c = f->corridor;
  double base = -DBL_MAX;

  for (uint32_t a = 1; a <= f->spans.n_spans; a++) {
    float *from = k->from[a - 1];
    uint32_t low = c->low[i - a], begin = k->low > B_MAX ? k->low - B_MAX : 0;
    uint32_t end = k->low + k->n;
    size_t cell;

    begin = low > begin ? low : begin;
    end = c->high[i - a] + 1 < end ? c->high[i - a] + 1 : end;
    if (begin >= end)
      break; /* nor are the ones before it */
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

/* Add the contribution of the Chinese unit i - a to the scores of the beads. */
static void add_zh_unit(const bead_scorer *f, uint32_t u, uint32_t b,
                        uint32_t begin, uint32_t end)
{
  chunk *k = f->chunk;
  const zh_row *row = &f->spans.zh_rows[u % A_MAX];
  const float *at = row->at + (size_t)(b - 1) * (row->high - row->low);
  ptrdiff_t shift = (ptrdiff_t)k->low - b - row->low;

  for (ptrdiff_t c = begin; c < end; c++)
    k->zh_sums[c] += at[c + shift];
}

static void add_shape(const bead_scorer *f, uint32_t i, uint32_t a, uint32_t b,
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
static float longest(const bead_scorer *f, uint32_t b, uint32_t begin)
{
  const chunk *k = f->chunk;
  const float *chars = f->spans.en_chars + (size_t)(b - 1) * f->d->en.n_units +
                       k->low + begin - b;
  float most = 0;

  for (uint32_t c = begin; c < k->n; c++)
    most = chars[c - begin] > most ? chars[c - begin] : most;
  return most;
}

/* The beads of b English units, with an increasing number of Chinese ones. */
static void add_shapes(const bead_scorer *f, uint32_t i, uint32_t b)
{
  chunk *k = f->chunk;
  const corridor *c = f->corridor;
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
      break; /* too many Chinese characters */
    if (high <= k->low + begin)
      break; /* out of the corridor, as are all that follow */
    end = high < k->low + end ? high - k->low : end;
    from = low > k->low + begin ? low - k->low : begin;
    add_zh_unit(f, i - a, b, begin, end);
    if (from < end)
      add_shape(f, i, a, b, from, end);
  }
}

/* For each cell, note the shapes whose beads are near the best one into it. */
static void choose_likely(const bead_scorer *f)
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

static void chunk_begin(chunk *k, uint32_t low, uint32_t high)
{
  k->low = low;
  k->n = high - low + 1;
  k->n_shapes = 0;
  for (uint32_t c = 0; c < k->n; c++) {
    k->top[c] = BARRED;
    k->n_likely[c] = 0;
  }
}

void score_chunk(bead_scorer *f, uint32_t i, uint32_t low, uint32_t high)
{
  chunk *k = f->chunk;

  chunk_begin(k, low, high);
  if (i == 0)
    return;
  spans_chunk(&f->spans, i, low, high);
  take_sources(f, i);
  for (uint32_t c = 0; c < k->n; c++)
    k->ends[c] = (float)end_score(f, i, k->low + c, false);
  for (uint32_t b = 1; b <= f->m->max_bead && b < k->low + k->n; b++)
    add_shapes(f, i, b);
  choose_likely(f);
}

/* ---- the scorer ---- */

zhen_status bead_scorer_open(bead_scorer *f, const align_input *in,
                             const score_model *m, const corridor *c,
                             const double *sum, double prune)
{
  const vectors *v = in->vectors;
  zhen_status status;

  *f = (bead_scorer){.in = in,
                     .d = in->d,
                     .p = m->p,
                     .m = m,
                     .corridor = c,
                     .sum = sum,
                     .prune = prune,
                     .has_vectors = v && v->slope > 0,
                     .chunk = mem_calloc(1, sizeof *f->chunk)};
  status = spans_open(&f->spans, in, m, c);
  if (status == ZHEN_OK && !f->chunk)
    status = zhen_fail_memory();
  return status;
}

zhen_status bead_scorer_row(bead_scorer *f, uint32_t i)
{
  zhen_status status = spans_row(&f->spans, i);

  if (status == ZHEN_OK && f->has_vectors)
    status =
        vector_rows_go(&f->vectors, f->in, f->corridor, i, f->spans.n_spans);
  return status;
}

void bead_scorer_close(bead_scorer *f)
{
  spans_dispose(&f->spans);
  vector_rows_dispose(&f->vectors);
  free(f->chunk);
}
