/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/terms.h"
#include "align/score/spans.h"
#include "align/score/vectors.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>

enum { SENTENCES_MAX = 8 };

enum { HALL_ROWS = 500 };

/* As finely as a map of it can show. */
zhen_status hall_keep(zhen_alignment *a, const document *d, const corridor *c)
{
  size_t step = c->n / HALL_ROWS + 1;

  a->hall = mem_calloc(c->n / step + 2, sizeof *a->hall);
  if (!a->hall)
    return zhen_fail_memory();
  for (size_t i = 0; i < c->n + step; i += step) {
    uint32_t row = (uint32_t)(i < c->n ? i : c->n);

    a->hall[a->n_hall++] =
        (hall_row){sentence_at(&d->zh, row), sentence_at(&d->en, c->low[row]),
                   sentence_at(&d->en, c->high[row])};
  }
  return ZHEN_OK;
}

zhen_status evidence_keep(evidence **out, document *d, const align_params *p)
{
  evidence *x = mem_calloc(1, sizeof *x);
  zhen_status status = x ? ZHEN_OK : zhen_fail_memory();

  *out = NULL;
  if (!x) {
    document_close(d);
    return status;
  }
  x->d = *d;
  *d = (document){0};
  x->p = *p;
  status = search_model_make(&x->m, &x->d, &x->p, SENTENCES_MAX);
  if (status == ZHEN_OK)
    status = order_open(&x->order, &x->d, &x->p);
  if (status != ZHEN_OK) {
    evidence_free(x);
    return status;
  }
  *out = x;
  return ZHEN_OK;
}

void evidence_free(evidence *x)
{
  if (!x)
    return;
  search_model_dispose(&x->m);
  order_close(x->order);
  document_close(&x->d);
  free(x);
}

/* ---- tokens ---- */

static bool has_edge(const rows *edges, uint32_t from, uint32_t to)
{
  for (uint32_t k = edges->first[from]; k < edges->first[from + 1]; k++)
    if (edges->at[k] == to)
      return true;
  return false;
}

static bool zh_hits(const document *d, uint32_t type, step_at s)
{
  const rows *en = &d->en.tokens;

  if (d->edges.first[type] == d->edges.first[type + 1])
    return false;
  for (uint32_t k = en->first[s.j - s.en]; k < en->first[s.j]; k++)
    if (has_edge(&d->edges, type, en->at[k]))
      return true;
  return false;
}

/* By the edges of the Chinese side, which are few: "the" has hundreds. */
static bool en_hits(const document *d, uint32_t type, step_at s)
{
  const rows *zh = &d->zh.tokens;

  if (d->back.first[type] == d->back.first[type + 1])
    return false;
  for (uint32_t k = zh->first[s.i - s.zh]; k < zh->first[s.i]; k++)
    if (has_edge(&d->edges, zh->at[k], type))
      return true;
  return false;
}

static uint32_t count_tokens(const side *s, uint32_t begin, uint32_t end)
{
  return s->tokens.first[end] - s->tokens.first[begin];
}

static token_worth worth(const gains *g, uint32_t type, bool hit,
                         uint32_t n_tokens, double weight)
{
  double x = (double)g->miss[type];

  if (hit)
    x += (double)gain_row(g, type)[gain_bucket(n_tokens)];
  return (token_worth){weight * x, hit};
}

token_worth worth_zh(const evidence *x, uint32_t type, step_at s)
{
  return worth(&x->m.zh, type, zh_hits(&x->d, type, s),
               count_tokens(&x->d.en, s.j - s.en, s.j), x->p.evidence_zh);
}

token_worth worth_en(const evidence *x, uint32_t type, step_at s)
{
  return worth(&x->m.en, type, en_hits(&x->d, type, s),
               count_tokens(&x->d.zh, s.i - s.zh, s.i), x->p.evidence_en);
}

static void add_worth(double *terms, token_worth w)
{
  terms[w.hit ? ZHEN_TERM_MATCHED : ZHEN_TERM_UNMATCHED] += w.worth;
}

static void add_tokens(const evidence *x, step_at s, double *terms)
{
  const rows *zh = &x->d.zh.tokens, *en = &x->d.en.tokens;

  for (uint32_t k = zh->first[s.i - s.zh]; k < zh->first[s.i]; k++)
    add_worth(terms, worth_zh(x, zh->at[k], s));
  for (uint32_t k = en->first[s.j - s.en]; k < en->first[s.j]; k++)
    add_worth(terms, worth_en(x, en->at[k], s));
}

/* ---- the other terms ---- */

static double count_chars(const side *s, uint32_t begin, uint32_t end)
{
  double n = 0;

  for (uint32_t u = begin; u < end; u++)
    n += (double)s->units[u].chars;
  return n;
}

length_fit evidence_length(const evidence *x, step_at s)
{
  double zh = count_chars(&x->d.zh, s.i - s.zh, s.i);
  double en = count_chars(&x->d.en, s.j - s.en, s.j);

  return (length_fit){
      .expected = x->p.length_ratio * zh,
      .off = log(en + 1) - log(x->p.length_ratio * zh + 1),
      .deviation = x->p.length_sd * sqrt(1 + x->p.length_short / zh),
  };
}

bool evidence_fits(const evidence *x, step_at s)
{
  length_fit fit;

  if (!(x->p.length_weight > 0))
    return true;
  fit = evidence_length(x, s);
  return fabs(fit.off) <= LENGTH_CUT * fit.deviation;
}

static double length_term(const evidence *x, step_at s)
{
  length_fit fit = evidence_length(x, s);
  double wide = x->p.length_sd_chance, sd = fit.deviation;

  if (!(fit.expected > 0))
    return IMPOSSIBLE;
  return x->p.length_weight *
         (log(wide / sd) -
          .5 * fit.off * fit.off * (1 / (sd * sd) - 1 / (wide * wide)));
}

static uint32_t count_sentences(const side *s, uint32_t begin, uint32_t end)
{
  return s->units[end - 1].sentence - s->units[begin].sentence + 1;
}

static uint32_t count_paras(const side *s, uint32_t begin, uint32_t end)
{
  uint32_t n = 0;

  for (uint32_t u = begin; u + 1 < end; u++)
    n += s->units[u].ends_para;
  return n;
}

static double paras_term(const evidence *x, step_at s)
{
  bool zh = s.i && x->d.zh.units[s.i - 1].ends_para;
  bool en = s.j && x->d.en.units[s.j - 1].ends_para;
  double inside = count_paras(&x->d.zh, s.i - s.zh, s.i) +
                  count_paras(&x->d.en, s.j - s.en, s.j);

  if (!x->d.has_paras)
    return 0;
  return x->p.para_inside * inside + (zh && en   ? x->p.para_both
                                      : zh || en ? x->p.para_one
                                                 : 0);
}

static double turns_term(const evidence *x, step_at s)
{
  const unit *zh = x->d.zh.units, *en = x->d.en.units;
  int64_t first = (int64_t)zh[s.i - s.zh].turn - en[s.j - s.en].turn;
  int64_t last = (int64_t)zh[s.i - 1].turn - en[s.j - 1].turn;

  if (!x->d.has_turns)
    return 0;
  return x->p.turn_apart *
         ((first != 1 && first != -1) + (last != 1 && last != -1));
}

static double lead_term(const evidence *x, step_at s)
{
  double n = 0;

  if (x->p.evidence_en > 0)
    n += x->d.zh.units[s.i - s.zh].sentence;
  else
    n += s.j - s.en;
  return x->p.lead * n;
}

/* Terms of the place where a step ends, whatever it is. */
static void add_end(const evidence *x, step_at s, double *terms)
{
  const unit *zh = s.i ? &x->d.zh.units[s.i - 1] : NULL;
  const unit *en = s.j ? &x->d.en.units[s.j - 1] : NULL;

  if (zh && !zh->ends_sentence)
    terms[ZHEN_TERM_INSIDE] += x->p.inner_end;
  if (x->m.quotes)
    terms[ZHEN_TERM_QUOTES] += (zh && zh->in_quote) == (en && en->in_quote)
                                   ? x->p.quote_same
                                   : x->p.quote_differs;
}

static unsigned count_boilerplate(const side *s, uint32_t begin, uint32_t end)
{
  unsigned n = 0;

  for (uint32_t u = begin; u < end; u++)
    n += s->units[u].boilerplate;
  return n;
}

static double null_term(const evidence *x, step_at s)
{
  const align_params *p = &x->p;
  const side *one = s.zh ? &x->d.zh : &x->d.en;
  uint32_t end = s.zh ? s.i : s.j, begin = end - s.zh - s.en;

  return align_null_prior(
      p, s.zh ? p->prior_null_zh : p->prior_null_en,
      count_sentences(one, begin, end), count_boilerplate(one, begin, end),
      count_chars(one, begin, end), s.zh ? x->m.usual_zh : x->m.usual_en);
}

void evidence_terms(const evidence *x, step_at s, double terms[ZHEN_TERMS])
{
  const align_params *p = &x->p;

  add_end(x, s, terms);
  if (s.zh == 0 || s.en == 0) {
    terms[ZHEN_TERM_SHAPE] += null_term(x, s);
    return;
  }
  add_tokens(x, s, terms);
  terms[ZHEN_TERM_LENGTH] += length_term(x, s);
  terms[ZHEN_TERM_SHAPE] +=
      p->prior_both + p->prior_extra_en * (s.en - 1) +
      p->prior_extra_zh * (count_sentences(&x->d.zh, s.i - s.zh, s.i) - 1);
  terms[ZHEN_TERM_PARAS] += paras_term(x, s);
  terms[ZHEN_TERM_TURNS] += turns_term(x, s);
  terms[ZHEN_TERM_LEAD] += lead_term(x, s);
  if (x->d.vectors)
    terms[ZHEN_TERM_VECTORS] +=
        vectors_term(x->d.vectors, s.i - s.zh, s.i, s.j - s.en, s.j);
}

double evidence_score(const evidence *x, step_at s)
{
  double terms[ZHEN_TERMS] = {0}, sum = 0;

  evidence_terms(x, s, terms);
  for (int k = 0; k < ZHEN_TERMS; k++)
    sum += terms[k];
  return sum;
}
