/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/terms.h"
#include "align/score/digest_scores.h"
#include "align/score/form.h"
#include "align/score/times.h"
#include "align/score/vectors.h"

#include <math.h>

/* ---- positions of tokens ---- */

zhen_status terms_index(term_scorer *x)
{
  const document *d = x->in->d;
  zhen_status status =
      rows_transpose(&x->zh_units, &d->zh.tokens, d->zh.n_types);

  if (status == ZHEN_OK)
    status = rows_transpose(&x->en_units, &d->en.tokens, d->en.n_types);
  return status;
}

void terms_unindex(term_scorer *x)
{
  rows_dispose(&x->zh_units);
  rows_dispose(&x->en_units);
}

/* ---- tokens ---- */

static bool has_edge(const rows *edges, uint32_t from, uint32_t to)
{
  for (uint32_t k = edges->first[from]; k < edges->first[from + 1]; k++)
    if (edges->at[k] == to)
      return true;
  return false;
}

/* Is a type in one of the units [from, to)? */
static bool is_held(const rows *units, uint32_t type, uint32_t from,
                    uint32_t to)
{
  uint32_t low = units->first[type], end = units->first[type + 1], high = end;

  while (low < high) {
    uint32_t mid = low + (high - low) / 2;

    if (units->at[mid] < from)
      low = mid + 1;
    else
      high = mid;
  }
  return low < end && units->at[low] < to;
}

static bool zh_hits(const term_scorer *x, uint32_t type, step s)
{
  const rows *edges = &x->in->d->edges;

  for (uint32_t k = edges->first[type]; k < edges->first[type + 1]; k++)
    if (is_held(&x->en_units, edges->at[k], s.j - s.en, s.j))
      return true;
  return false;
}

/* By the edges of the side that has fewer: "the" has hundreds. */
static bool en_hits(const term_scorer *x, uint32_t type, step s)
{
  const rows *zh = &x->in->d->zh.tokens, *back = &x->in->d->back;
  uint32_t begin = zh->first[s.i - s.zh], end = zh->first[s.i];

  if (back->first[type + 1] - back->first[type] <= end - begin) {
    for (uint32_t k = back->first[type]; k < back->first[type + 1]; k++)
      if (is_held(&x->zh_units, back->at[k], s.i - s.zh, s.i))
        return true;
    return false;
  }
  for (uint32_t k = begin; k < end; k++)
    if (has_edge(&x->in->d->edges, zh->at[k], type))
      return true;
  return false;
}

static uint32_t count_tokens(const side *s, uint32_t begin, uint32_t end)
{
  return s->tokens.first[end] - s->tokens.first[begin];
}

static contribution contribute(const token_scores *t, uint32_t type, bool hit,
                               uint32_t n_tokens, double weight)
{
  double x = (double)t->miss_cost[type];

  if (hit)
    x += (double)hit_gains_of(t, type)[span_bucket(n_tokens)];
  return (contribution){weight * x, hit};
}

contribution contribution_zh(const term_scorer *x, uint32_t type, step s)
{
  return contribute(&x->m->zh, type, zh_hits(x, type, s),
                    count_tokens(&x->in->d->en, s.j - s.en, s.j),
                    x->m->p->token_weight_zh);
}

contribution contribution_en(const term_scorer *x, uint32_t type, step s)
{
  return contribute(&x->m->en, type, en_hits(x, type, s),
                    count_tokens(&x->in->d->zh, s.i - s.zh, s.i),
                    x->m->p->token_weight_en);
}

static void add_contribution(double *terms, contribution c)
{
  terms[c.hit ? ZHEN_TERM_MATCHED : ZHEN_TERM_UNMATCHED] += c.value;
}

void terms_add_tokens(const term_scorer *x, step s, double terms[ZHEN_TERMS])
{
  const rows *zh = &x->in->d->zh.tokens, *en = &x->in->d->en.tokens;

  for (uint32_t k = zh->first[s.i - s.zh]; k < zh->first[s.i]; k++)
    add_contribution(terms, contribution_zh(x, zh->at[k], s));
  for (uint32_t k = en->first[s.j - s.en]; k < en->first[s.j]; k++)
    add_contribution(terms, contribution_en(x, en->at[k], s));
}

/* ---- the other terms ---- */

static double count_chars(const side *s, uint32_t begin, uint32_t end)
{
  double n = 0;

  for (uint32_t u = begin; u < end; u++)
    n += (double)s->units[u].chars;
  return n;
}

length_fit step_length(const term_scorer *x, step s)
{
  zh_form zh = zh_form_of(x->in->d, x->m->p, s.i - s.zh, s.i);
  en_form en = en_form_of(x->in->d, x->m->p, s.j - s.en, s.j);

  return (length_fit){zh.chars, en.log - zh.log, zh.deviation};
}

bool step_is_tried(const term_scorer *x, step s)
{
  zh_form zh = zh_form_of(x->in->d, x->m->p, s.i - s.zh, s.i);
  en_form en = en_form_of(x->in->d, x->m->p, s.j - s.en, s.j);

  return form_is_tried(x->m->p, &zh, &en);
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

static double paras_term(const term_scorer *x, step s)
{
  bool zh = s.i && x->in->d->zh.units[s.i - 1].ends_para;
  bool en = s.j && x->in->d->en.units[s.j - 1].ends_para;
  double inside = count_paras(&x->in->d->zh, s.i - s.zh, s.i) +
                  count_paras(&x->in->d->en, s.j - s.en, s.j);

  if (!x->in->d->has_paras)
    return 0;
  return x->m->p->para_inside * inside + (zh && en   ? x->m->p->para_both
                                          : zh || en ? x->m->p->para_one
                                                     : 0);
}

static double turns_term(const term_scorer *x, step s)
{
  const unit *zh = x->in->d->zh.units, *en = x->in->d->en.units;
  int64_t first = (int64_t)zh[s.i - s.zh].turn - en[s.j - s.en].turn;
  int64_t last = (int64_t)zh[s.i - 1].turn - en[s.j - 1].turn;

  if (!x->in->d->has_turns)
    return 0;
  return x->m->p->turn_apart *
         ((first != 1 && first != -1) + (last != 1 && last != -1));
}

static double lead_term(const term_scorer *x, step s)
{
  double n = 0;

  if (x->m->p->token_weight_en > 0)
    n += x->in->d->zh.units[s.i - s.zh].sentence;
  else
    n += s.j - s.en;
  return x->m->p->lead * log1p(n);
}

/* Terms of the node where a step ends, independent of its shape. */
static void add_end(const term_scorer *x, step s, double *terms)
{
  const unit *zh = s.i ? &x->in->d->zh.units[s.i - 1] : NULL;
  const unit *en = s.j ? &x->in->d->en.units[s.j - 1] : NULL;

  if (zh && !zh->ends_sentence)
    terms[ZHEN_TERM_INSIDE] += x->m->p->inner_end;
  if (zh && en && line_ends_differ(zh->ending, en->ending))
    terms[ZHEN_TERM_ENDS] +=
        x->m->p->end_differs * (s.zh && s.en ? x->m->ends : x->m->null_ends);
  if (en && en->ending == LINE_TORN)
    terms[ZHEN_TERM_ENDS] += x->m->p->end_torn;
  if (x->m->quotes)
    terms[ZHEN_TERM_QUOTES] += (zh && zh->in_quote) == (en && en->in_quote)
                                   ? x->m->p->quote_same
                                   : x->m->p->quote_differs;
}

static unsigned count_boilerplate(const side *s, uint32_t begin, uint32_t end)
{
  unsigned n = 0;

  for (uint32_t u = begin; u < end; u++)
    n += s->units[u].boilerplate;
  return n;
}

static double null_term(const term_scorer *x, step s)
{
  const align_params *p = x->m->p;
  const side *one = s.zh ? &x->in->d->zh : &x->in->d->en;
  uint32_t end = s.zh ? s.i : s.j, begin = end - s.zh - s.en;

  return align_null_prior(
      p, s.zh ? p->prior_null_zh : p->prior_null_en,
      count_sentences(one, begin, end), count_boilerplate(one, begin, end),
      count_chars(one, begin, end), s.zh ? x->m->usual_zh : x->m->usual_en);
}

double term_digest(const term_scorer *x, step s)
{
  return x->in->digest ? x->m->p->digest_weight *
                             digest_score(x->in, s.i, s.zh, s.j, s.en)
                       : 0;
}

double term_embeddings(const term_scorer *x, step s)
{
  return x->in->vectors
             ? vectors_term(x->in->vectors, x->in->zh_at + s.i - s.zh,
                            x->in->zh_at + s.i, x->in->en_at + s.j - s.en,
                            x->in->en_at + s.j)
             : 0;
}

void terms_add_form(const term_scorer *x, step s, double terms[ZHEN_TERMS])
{
  zh_form zh = zh_form_of(x->in->d, x->m->p, s.i - s.zh, s.i);
  en_form en = en_form_of(x->in->d, x->m->p, s.j - s.en, s.j);

  terms[ZHEN_TERM_LENGTH] += form_length(&zh, &en);
  terms[ZHEN_TERM_SHAPE] += zh.shape + en.shape;
  terms[ZHEN_TERM_DIGEST] += term_digest(x, s);
  terms[ZHEN_TERM_EMBEDDINGS] += term_embeddings(x, s);
}

void terms_add_bounds(const term_scorer *x, step s, double terms[ZHEN_TERMS])
{
  add_end(x, s, terms);
  terms[ZHEN_TERM_PARAS] += paras_term(x, s);
  terms[ZHEN_TERM_TURNS] += turns_term(x, s);
  terms[ZHEN_TERM_LEAD] += lead_term(x, s);
  terms[ZHEN_TERM_TIMES] +=
      times_begin(x->m->p, x->in->d, s.i - s.zh, s.j - s.en) +
      times_end(x->m->p, x->in->d, s.i, s.j);
}

void terms_add(const term_scorer *x, step s, double terms[ZHEN_TERMS])
{
  if (s.zh == 0 || s.en == 0) {
    add_end(x, s, terms);
    terms[ZHEN_TERM_SHAPE] += null_term(x, s);
    return;
  }
  terms_add_tokens(x, s, terms);
  terms_add_form(x, s, terms);
  terms_add_bounds(x, s, terms);
}

double terms_sum(const term_scorer *x, step s)
{
  double terms[ZHEN_TERMS] = {0}, sum = 0;

  terms_add(x, s, terms);
  for (int k = 0; k < ZHEN_TERMS; k++)
    sum += terms[k];
  return sum;
}
