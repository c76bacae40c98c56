/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/order.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/quick.h"

#include <math.h>
#include <stdlib.h>

/* Resolution of distances: 800 steps per scale of the density. */
enum { STEPS = 4096 };

/* A product of densities is kept within these. */
static const double LEAST = 1e-200, MOST = 1e200;

/* Of a token without a position. */
static const double NOWHERE = -1;

/* A Chinese token that hits, in the part that is looked at. */
typedef struct order_word {
  double position, norm; /* a share of the part; what the density there is
                            multiplied by, for each hit */
  double sure;           /* the probability that the hits are not by chance */
  uint32_t end;          /* of its hits; they begin where the last ones end */
} order_word;

struct order {
  double fall[STEPS + 1]; /* values of the density, by distance */
  double norm[STEPS + 1]; /* 1 / its integral, by position */
  const links *links;
  const align_params *p;
  double *zh_ends, *en_ends; /* characters of the side before each unit, ... */
  double *zh_at, *en_at;     /* before each token; NOWHERE */
  order_word *words;
  double *hits; /* positions of English tokens */
  size_t n_words, words_capacity, hits_capacity;
};

static double *sum_chars(const side *s)
{
  double *ends = mem_calloc(s->n_units + 1, sizeof *ends);

  for (size_t u = 0; ends && u < s->n_units; u++)
    ends[u + 1] = ends[u] + (double)s->units[u].chars;
  return ends;
}

/* The tokens of a section are not the first of its document. */
static uint32_t first_token(const side *s)
{
  return s->n_units ? s->tokens.first[0] : 0;
}

static double *place_tokens(const side *s, const double *ends)
{
  const rows *tokens = &s->tokens;
  uint32_t begin = first_token(s);
  size_t n = s->n_units ? tokens->first[s->n_units] - begin : 0;
  double *at = mem_calloc(n + 1, sizeof *at);

  for (size_t u = 0; at && u < s->n_units; u++) {
    double scale = (ends[u + 1] - ends[u]) / POSITION_END;

    for (uint32_t k = tokens->first[u]; k < tokens->first[u + 1]; k++)
      at[k - begin] = tokens->notes[k] == POSITION_NONE
                          ? NOWHERE
                          : ends[u] + scale * tokens->notes[k];
  }
  return at;
}

static size_t step_of(double share)
{
  return (size_t)(share * STEPS + .5);
}

/* By multiplication: 4096 roundings are still below 1e-12. */
static void fill_density(order *o)
{
  double scale = o->p->order_scale, step = exp(-1. / STEPS / scale);

  o->fall[0] = 1;
  for (size_t k = 0; k < STEPS; k++)
    o->fall[k + 1] = o->fall[k] * step;
  for (size_t k = 0; k <= STEPS; k++)
    o->norm[k] = 1 / (2 * scale * (1 - .5 * (o->fall[k] + o->fall[STEPS - k])));
}

zhen_status order_open(order **out, const links *l, const align_params *p)
{
  order *o = mem_calloc(1, sizeof *o);

  *out = o;
  if (!o)
    return zhen_fail_memory();
  o->links = l;
  o->p = p;
  o->zh_ends = sum_chars(&l->d->zh);
  o->en_ends = sum_chars(&l->d->en);
  if (!o->zh_ends || !o->en_ends)
    return zhen_fail_memory();
  o->zh_at = place_tokens(&l->d->zh, o->zh_ends);
  o->en_at = place_tokens(&l->d->en, o->en_ends);
  if (!o->zh_at || !o->en_at)
    return zhen_fail_memory();
  fill_density(o);
  return ZHEN_OK;
}

zhen_status order_read(order *o)
{
  zhen_status status = mem_grow(&o->words, &o->words_capacity,
                                o->links->zh.n + 1, sizeof *o->words);

  return status == ZHEN_OK ? mem_grow(&o->hits, &o->hits_capacity,
                                      o->links->n_hits + 1, sizeof *o->hits)
                           : status;
}

void order_close(order *o)
{
  if (!o)
    return;
  free(o->zh_ends);
  free(o->en_ends);
  free(o->zh_at);
  free(o->en_at);
  free(o->words);
  free(o->hits);
  free(o);
}

/* ---- the words of a part ---- */

/* Units [from, to) of a side, and the tokens in them. */
typedef struct bead_part {
  const double *at; /* of the tokens of the bead */
  double start, scale;
  uint32_t begin, end;
} bead_part;

static bead_part part_of(const side *s, const bead_side *b, const double *at,
                         const double *ends, uint32_t from, uint32_t to)
{
  double chars = ends[to] - ends[from];

  return (bead_part){.at = at + (b->begin - first_token(s)),
                     .start = ends[from],
                     .scale = chars > 0 ? 1 / chars : 0,
                     .begin = s->tokens.first[from] - b->begin,
                     .end = s->tokens.first[to] - b->begin};
}

/* As a share of the part. Empty lines have no length; everything in them is at
   their start. */
static double position_of(const bead_part *p, uint32_t token)
{
  double share = (p->at[token] - p->start) * p->scale;

  return share < 1 ? share : 1;
}

static uint32_t find_hits(order *o, const bead_part *en, uint32_t token,
                          uint32_t n)
{
  const links *l = o->links;

  for (uint32_t h = l->first[token]; h < l->first[token + 1]; h++) {
    uint32_t k = l->hits[h];

    if (k >= en->begin && k < en->end && en->at[k] >= 0)
      o->hits[n++] = position_of(en, k);
  }
  return n;
}

/* The probability that a hit is not by chance. */
static double sureness(const order *o, uint32_t type, double span)
{
  const side *zh = &o->links->d->zh;
  double h = o->p->hit[zh->types[type].as];
  double chance = 1 - quick_exp(span * zh->miss_chance[type]);

  return h / (h + (1 - h) * chance);
}

static void find_words(order *o, whole_bead part)
{
  const links *l = o->links;
  const side *zh = &l->d->zh, *en = &l->d->en;
  const uint32_t *type = zh->tokens.at + l->zh.begin;
  bead_part own = part_of(zh, &l->zh, o->zh_at, o->zh_ends, part.i, part.to_i);
  bead_part other =
      part_of(en, &l->en, o->en_at, o->en_ends, part.j, part.to_j);
  uint32_t n = 0;

  o->n_words = 0;
  for (uint32_t k = own.begin; k < own.end; k++) {
    uint32_t before = n;
    double position;

    if (l->first[k] == l->first[k + 1] || own.at[k] < 0)
      continue;
    n = find_hits(o, &other, k, n);
    if (n == before)
      continue;
    position = position_of(&own, k);
    o->words[o->n_words++] =
        (order_word){.position = position,
                     .norm = (1 - o->p->order_free) *
                             o->norm[step_of(position)] / (n - before),
                     .sure = sureness(o, type[k], other.end - other.begin),
                     .end = n};
  }
}

/* ---- terms ---- */

/* A position in a text whose first part, up to `cut`, was moved to the end. */
static double turned(double position, double cut)
{
  return position >= cut ? position - cut : position + 1 - cut;
}

/*
 * The term with the English text rotated at `cut`: of each word, the mean of
 * the density at its hits, relative to chance. Their product has one logarithm.
 */
static double term_turned(const order *o, double cut)
{
  double sum = 0, product = 1;
  uint32_t h = 0;

  for (size_t k = 0; k < o->n_words; k++) {
    const order_word *w = &o->words[k];
    double fall = 0;

    for (; h < w->end; h++)
      fall += o->fall[step_of(fabs(turned(o->hits[h], cut) - w->position))];
    product *= 1 + w->sure * (o->p->order_free + w->norm * fall - 1);
    if (product < LEAST || product > MOST) {
      sum += log(product);
      product = 1;
    }
  }
  return o->p->order_weight * (sum + log(product));
}

double order_term(order *o, whole_bead part)
{
  find_words(o, part);
  return term_turned(o, 0);
}

/* The cut, as a share, where the units before u of the bead end. */
static double cut_before(const double *ends, uint32_t from, uint32_t to,
                         uint32_t u)
{
  double chars = ends[to] - ends[from];

  return chars > 0 ? fmin(1, (ends[u] - ends[from]) / chars) : 0;
}

double order_best(order *o)
{
  const align_params *p = o->p;
  whole_bead b = o->links->bead;
  double best = order_term(o, b);

  if ((b.to_i - b.i > 1 && b.to_j - b.j > 1) || b.to_i - b.i > A_MAX ||
      b.to_j - b.j > B_MAX)
    return best; /* or each cut of a long sentence reads all of it */
  for (uint32_t u = b.j + 1; u < b.to_j; u++) {
    double cut = cut_before(o->en_ends, b.j, b.to_j, u);

    best = fmax(best, p->order_turned + term_turned(o, cut));
  }
  for (uint32_t u = b.i + 1; u < b.to_i; u++) {
    bool end = o->links->d->zh.units[u - 1].ends_sentence;
    double cut = 1 - cut_before(o->zh_ends, b.i, b.to_i, u);

    best = fmax(best, (end ? p->turned_sentence : p->order_turned) +
                          term_turned(o, cut));
  }
  return best;
}
