/* SPDX-License-Identifier: Apache-2.0 */
#include "align/explain/moved.h"
#include "align/score/terms.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>

enum {
  COMMON = 32,    /* sentences; a word in more of them is no evidence */
  SHARED_MIN = 2, /* words that two sentences must share */
  APART_MAX = 2   /* from one sentence of a passage to the next */
};

/*
 * Minimum scores of a sentence and of a passage: log odds of a translation
 * against chance. In 208 novels, talks, news and documents without moved
 * sentences, these values report none.
 */
static const double SENTENCE_MIN = 6, PASSAGE_MIN = 12;

/* An unaligned sentence. */
typedef struct null_sentence {
  uint32_t sentence;
  uint32_t rank; /* number of pairs before it */
  uint32_t best; /* its best partner; NONE if there is none */
  double score;
} null_sentence;

#define NONE UINT32_MAX

typedef struct null_list {
  null_sentence *at;
  size_t count, capacity;
} null_list;

typedef struct passage_finder {
  const document *d;
  const score_model *m;
  align_input in;
  term_scorer scorer;
  null_list zh, en;
  uint32_t *first, *holders; /* English type -> numbers of those unaligned */
  uint8_t *shared; /* by number of an English sentence: shared words */
  uint32_t *touched;
  size_t n_touched;
} passage_finder;

/* ---- unaligned sentences ---- */

static zhen_status add_null(null_list *l, const side *s, uint32_t sentence,
                            uint32_t rank)
{
  zhen_status status;

  if (s->units[s->unit_of[sentence]].chars <= 0) /* an empty line */
    return ZHEN_OK;
  status = mem_grow(&l->at, &l->capacity, l->count + 1, sizeof *l->at);
  if (status == ZHEN_OK)
    l->at[l->count++] = (null_sentence){sentence, rank, NONE, 0};
  return status;
}

static zhen_status list_nulls(passage_finder *f, const zhen_alignment *a)
{
  uint32_t rank = 0;
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k < a->count; k++) {
    const zhen_bead *b = &a->beads[k];

    if (b->zh_begin < b->zh_end && b->en_begin < b->en_end) {
      rank++;
      continue;
    }
    for (uint32_t i = b->zh_begin; i < b->zh_end && status == ZHEN_OK; i++)
      status = add_null(&f->zh, &f->d->zh, i, rank);
    for (uint32_t j = b->en_begin; j < b->en_end && status == ZHEN_OK; j++)
      status = add_null(&f->en, &f->d->en, j, rank);
  }
  return status;
}

/* The tokens of a sentence: [*begin, *end) of the side's. */
static void tokens_of(const side *s, uint32_t sentence, uint32_t *begin,
                      uint32_t *end)
{
  *begin = s->tokens.first[s->unit_of[sentence]];
  *end = s->tokens.first[s->unit_of[sentence + 1]];
}

static zhen_status list_holders(passage_finder *f)
{
  const side *en = &f->d->en;
  uint32_t begin, end;
  size_t n = 0;

  f->first = mem_calloc(en->n_types + 2, sizeof *f->first);
  if (!f->first)
    return zhen_fail_memory();
  for (size_t k = 0; k < f->en.count; k++) {
    tokens_of(en, f->en.at[k].sentence, &begin, &end);
    n += end - begin;
    for (uint32_t t = begin; t < end; t++)
      f->first[en->tokens.at[t] + 2]++;
  }
  f->holders = mem_calloc(n + 1, sizeof *f->holders);
  if (!f->holders)
    return zhen_fail_memory();
  for (size_t t = 2; t < en->n_types + 2; t++)
    f->first[t] += f->first[t - 1];
  for (size_t k = 0; k < f->en.count; k++) {
    tokens_of(en, f->en.at[k].sentence, &begin, &end);
    for (uint32_t t = begin; t < end; t++)
      f->holders[f->first[en->tokens.at[t] + 1]++] = (uint32_t)k;
  }
  return ZHEN_OK;
}

/* ---- partners ---- */

/* English sentences that contain a translation of a type are counted again. */
static void touch_holders(passage_finder *f, uint32_t zh_type)
{
  const rows *edges = &f->d->edges;

  for (uint32_t e = edges->first[zh_type]; e < edges->first[zh_type + 1]; e++) {
    const uint32_t *first = f->first + edges->at[e];

    if (first[1] - first[0] > COMMON)
      continue;
    for (uint32_t h = first[0]; h < first[1]; h++) {
      uint32_t k = f->holders[h];

      if (f->shared[k] == 0)
        f->touched[f->n_touched++] = k;
      f->shared[k] =
          (uint8_t)(f->shared[k] < UINT8_MAX ? f->shared[k] + 1 : UINT8_MAX);
    }
  }
}

static double score_of(const passage_finder *f, uint32_t zh, uint32_t en)
{
  const document *d = f->d;
  double terms[ZHEN_TERMS] = {0};
  step s = {.i = d->zh.unit_of[zh + 1], .j = d->en.unit_of[en + 1]};

  s.zh = s.i - d->zh.unit_of[zh];
  s.en = s.j - d->en.unit_of[en];
  terms_add(&f->scorer, s, terms);
  return terms[ZHEN_TERM_MATCHED] + terms[ZHEN_TERM_UNMATCHED] +
         terms[ZHEN_TERM_LENGTH];
}

static void meet(null_sentence *l, uint32_t other, double score)
{
  if (l->best == NONE || score > l->score) {
    l->best = other;
    l->score = score;
  }
}

static zhen_status find_partner(passage_finder *f, uint32_t number)
{
  null_sentence *zh = &f->zh.at[number];
  uint32_t begin, end;
  zhen_status status = ZHEN_OK;

  tokens_of(&f->d->zh, zh->sentence, &begin, &end);
  for (uint32_t t = begin; t < end; t++)
    touch_holders(f, f->d->zh.tokens.at[t]);
  for (size_t k = 0; k < f->n_touched && status == ZHEN_OK; k++) {
    null_sentence *en = &f->en.at[f->touched[k]];

    /* both between the same pairs: they could have been aligned */
    if (f->shared[f->touched[k]] >= SHARED_MIN && en->rank != zh->rank) {
      double score = score_of(f, zh->sentence, en->sentence);

      status = progress_step(f->d->progress, 0);
      meet(zh, f->touched[k], score);
      meet(en, number, score);
    }
    f->shared[f->touched[k]] = 0;
  }
  f->n_touched = 0;
  return status;
}

static zhen_status find_partners(passage_finder *f)
{
  zhen_status status = ZHEN_OK;

  f->shared = mem_calloc(f->en.count, sizeof *f->shared);
  f->touched = mem_calloc(f->en.count, sizeof *f->touched);
  if (!f->shared || !f->touched)
    return zhen_fail_memory();
  for (size_t k = 0; k < f->zh.count && status == ZHEN_OK; k++) {
    status = find_partner(f, (uint32_t)k);
    if (status == ZHEN_OK)
      status = progress_step(f->d->progress, 1);
  }
  return status;
}

/* ---- passages ---- */

typedef struct passage {
  zhen_bead bead;
  uint32_t zh_rank, en_rank;
  double score; /* 0: none */
} passage;

static zhen_status end_passage(const passage_finder *f, zhen_alignment *a,
                               size_t *capacity, const passage *p)
{
  double odds = p->score - log((double)f->en.count);
  zhen_status status;

  if (odds < PASSAGE_MIN)
    return ZHEN_OK;
  status = mem_grow(&a->moved, capacity, a->n_moved + 1, sizeof *a->moved);
  if (status != ZHEN_OK)
    return status;
  a->moved[a->n_moved] = p->bead;
  a->moved[a->n_moved++].score =
      (float)(1 / (1 + exp(-f->m->p->calibration * odds)));
  return ZHEN_OK;
}

/* Do two sentences continue the passage, with no pair between? */
static bool follows(const passage *p, const null_sentence *zh,
                    const null_sentence *en)
{
  const zhen_bead *b = &p->bead;

  return p->score > 0 && zh->rank == p->zh_rank && en->rank == p->en_rank &&
         zh->sentence - b->zh_end < APART_MAX && en->sentence >= b->en_end &&
         en->sentence - b->en_end < APART_MAX;
}

static zhen_status find_passages(const passage_finder *f, zhen_alignment *a)
{
  size_t capacity = 0;
  passage p = {.score = 0};
  zhen_status status = ZHEN_OK;

  for (uint32_t k = 0; k < f->zh.count && status == ZHEN_OK; k++) {
    const null_sentence *zh = &f->zh.at[k], *en;

    if (zh->best == NONE || zh->score < SENTENCE_MIN ||
        f->en.at[zh->best].best != k)
      continue;
    en = &f->en.at[zh->best];
    if (!follows(&p, zh, en)) {
      status = end_passage(f, a, &capacity, &p);
      p = (passage){.bead = {zh->sentence, 0, en->sentence, 0, 0},
                    .zh_rank = zh->rank,
                    .en_rank = en->rank};
    }
    p.bead.zh_end = zh->sentence + 1;
    p.bead.en_end = en->sentence + 1;
    p.score += zh->score;
  }
  return status == ZHEN_OK ? end_passage(f, a, &capacity, &p) : status;
}

zhen_status moved_find(zhen_alignment *a, const document *d,
                       const score_model *m)
{
  passage_finder f = {.d = d, .m = m, .in = {.d = d}};
  zhen_status status = list_nulls(&f, a);

  progress_begin(d->progress, "finding moved passages", "sentences",
                 f.zh.count);
  if (status == ZHEN_OK && f.zh.count && f.en.count) {
    f.scorer = (term_scorer){.in = &f.in, .m = m};
    status = terms_index(&f.scorer);
    if (status == ZHEN_OK)
      status = list_holders(&f);
    if (status == ZHEN_OK)
      status = find_partners(&f);
    if (status == ZHEN_OK)
      status = find_passages(&f, a);
    terms_unindex(&f.scorer);
  }
  free(f.zh.at);
  free(f.en.at);
  free(f.first);
  free(f.holders);
  free(f.shared);
  free(f.touched);
  return status;
}
