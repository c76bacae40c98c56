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

/* Words, length and shape of the beads of FLOATS columns at a time. */
static void score_floats(const bead_scorer *f, shape *s, uint32_t first)
{
  const chunk *k = f->chunk;
  const spans *t = &f->spans;
  const zh_span zh = t->zh_spans[s->a - 1];
  const float *chars = t->en_chars + spans_plane(t, s->b) + k->low;
  const float *en_to = t->en_sums[s->a - 1] + B_MAX, *en_from = en_to - s->b;
  float weight_zh = f->weight_zh, weight_en = f->weight_en;
  float constant = zh.level + zh.shape;

  for (uint32_t c = first, end = s->end; c < end; c += FLOATS) {
    floats x = floats_at(chars + c) - zh.expected;
    floats en = floats_at(en_to + c) - floats_at(en_from + c);
    floats score = weight_zh * floats_at(k->zh_sums + c) + weight_en * en +
                   constant - zh.slope * x * x + floats_at(k->fixed + c);

    floats_put(s->scores + c,
               floats_choose(floats_abs(x) > zh.cut, floats_of(BARRED), score));
  }
}

/* The terms that few documents have. */
static void add_rare_terms(const bead_scorer *f, shape *s, uint32_t i)
{
  const chunk *k = f->chunk;

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

/* Of a cell that no path reaches: below that of a bead that is not tried. */
#define UNREACHED (2 * BARRED)

/* The greatest log sum of the cells [begin, end), which may be empty. */
static double greatest(const double *sum, size_t begin, size_t end)
{
  double most = -DBL_MAX;

  for (size_t k = begin; k < end; k++)
    most = sum[k] > most ? sum[k] : most;
  return most;
}

/*
 * The log sums of the cells that a bead may come from, as small numbers; out of
 * the corridor, and in rows before those, there are none.
 */
static void take_sources(const bead_scorer *f, uint32_t i)
{
  chunk *k = f->chunk;
  const corridor *c = f->corridor;
  uint32_t a, width = B_MAX + floats_up(k->n);
  double base = -DBL_MAX;

  for (a = 1; a <= f->spans.n_spans; a++) {
    float *from = k->from[a - 1];
    uint32_t low = c->low[i - a], begin = k->low > B_MAX ? k->low - B_MAX : 0;
    uint32_t end = k->low + k->n;
    size_t cell;

    begin = low > begin ? low : begin;
    end = c->high[i - a] + 1 < end ? c->high[i - a] + 1 : end;
    if (begin >= end)
      break;
    for (uint32_t n = 0; n < width; n += FLOATS)
      floats_put(from + n, floats_of(UNREACHED));
    cell = c->cell[i - a] - low;
    if (base <= -DBL_MAX)
      base = greatest(f->sum, cell + begin, cell + end);
    for (uint32_t j = begin; j < end; j++)
      if (f->sum[cell + j] > -DBL_MAX)
        from[j + B_MAX - k->low] = (float)(f->sum[cell + j] - base);
  }
  k->n_sources = a - 1;
}

/* The columns of a chunk at which beads of b English units may end. */
static uint32_t first_column(const chunk *k, uint32_t b)
{
  return b > k->low ? b - k->low : 0;
}

/* Add the contribution of a Chinese unit to the sums of beads. */
static void add_zh_unit(const bead_scorer *f, uint32_t u, uint32_t b,
                        uint32_t begin, uint32_t end)
{
  chunk *k = f->chunk;
  const zh_row *row = &f->spans.zh_rows[u % A_MAX];
  const float *at = row->at + (b - 1) * row->stride + (k->low - row->low);

  for (uint32_t c = begin; c < end; c += FLOATS)
    floats_put(k->zh_sums + c, floats_at(k->zh_sums + c) + floats_at(at + c));
}

/* Take the beads into the best ones; may one be near the best into a cell? */
static bool raise_top(chunk *k, const shape *s, uint32_t first, float prune)
{
  const float *from = k->from[s->a - 1] + B_MAX - s->b;
  float_mask near = {0};

  for (uint32_t c = first, end = s->end; c < end; c += FLOATS) {
    floats sum = floats_at(from + c) + floats_at(s->scores + c);
    floats top = floats_max(sum, floats_at(k->top + c));

    floats_put(k->top + c, top);
    near |= sum - top >= prune;
  }
  return floats_any(near);
}

/* Keep a shape if one of its beads may be near the best one into a cell. */
static void add_shape(const bead_scorer *f, uint32_t i, uint32_t a, uint32_t b,
                      uint32_t begin, uint32_t end)
{
  chunk *k = f->chunk;
  shape *s = &k->shapes[k->n_shapes];
  uint32_t first = begin / FLOATS * FLOATS;

  s->a = a;
  s->b = b;
  s->begin = begin;
  s->end = end;
  score_floats(f, s, first);
  if (f->has_rare_terms)
    add_rare_terms(f, s, i);
  k->n_shapes += raise_top(k, s, first, (float)-f->prune);
}

/* The longest of the English spans that end in a chunk; log of characters. */
static float longest(const bead_scorer *f, uint32_t b, uint32_t begin)
{
  const chunk *k = f->chunk;
  const float *chars = f->spans.en_chars + spans_plane(&f->spans, b) + k->low;
  float most = 0;

  for (uint32_t c = begin; c < k->n; c++)
    most = chars[c] > most ? chars[c] : most;
  return most;
}

static void begin_shapes(const bead_scorer *f, uint32_t b)
{
  chunk *k = f->chunk;
  const float *shapes = f->spans.en_shapes + spans_plane(&f->spans, b) + k->low;

  for (uint32_t c = 0; c < k->n; c += FLOATS) {
    floats_put(k->zh_sums + c, floats_of(0));
    floats_put(k->fixed + c, floats_at(k->ends + c) + floats_at(shapes + c));
  }
}

/* The beads of b English units, with an increasing number of Chinese ones. */
static void add_shapes(const bead_scorer *f, uint32_t i, uint32_t b)
{
  chunk *k = f->chunk;
  const corridor *c = f->corridor;
  uint32_t begin = first_column(k, b), end = k->n;
  float most = longest(f, b, begin);

  begin_shapes(f, b);
  for (uint32_t a = 1; a <= k->n_sources; a++) {
    const zh_span *zh = &f->spans.zh_spans[a - 1];
    uint32_t low = c->low[i - a] + b, high = c->high[i - a] + b + 1, from;

    if (most - zh->expected < -zh->cut)
      break; /* too many Chinese characters */
    if (high <= k->low + begin)
      break; /* out of the corridor, as are all that follow */
    end = high < k->low + end ? high - k->low : end;
    from = low > k->low + begin ? low - k->low : begin;
    add_zh_unit(f, i - a, b, begin / FLOATS * FLOATS, end);
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
  for (uint32_t c = 0; c < k->n; c += FLOATS)
    floats_put(k->top + c, floats_of(BARRED));
  memset(k->n_likely, 0, k->n * sizeof *k->n_likely);
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
                     .weight_zh = (float)m->p->token_weight_zh,
                     .weight_en = (float)m->p->token_weight_en,
                     .has_rare_terms = v || in->d->has_turns ||
                                       in->d->has_times || in->digest ||
                                       in->constraints,
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
