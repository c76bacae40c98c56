/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file is similar to its translation, and more so than to any other file: how
 * much more says what the similarity alone cannot, since the files of a book
 * are all similar to each other. The surest matches are chosen first. They are
 * no rivals any more, and they show how similar a translation is here, and
 * whether the numbers in the names or their order tell anything.
 */
#include "match/choose.h"
#include "match/sequence.h"
#include "base/fail.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

/*
 * Judgments, made on chapters, articles, talks and pages of manuals, with all
 * files or a third of them having a partner: tests/bench/pair_bench.py.
 */
#define SURE .9 /* score of the matches that are chosen first */
#define LEAD .3 /* log of the lead on rivals that says nothing */
#define MOST_LEAD .8
#define LEAD_WEIGHT 12
#define NUMBER_WEIGHT 3
#define TYPICAL_WEIGHT 10
#define TYPICAL_LESS .5 /* less than typical, as a log, that says nothing */
#define FEW_LIKENESS .1 /* of a rival, if there are few files */

enum {
  FEW = 8,
  MOST_ROUNDS = 8,
  LEAST_SURE = 3, /* matches that show whether numbers tell anything */
  LEAST_TYPICAL = 4
};

/* The two candidates of a file that are most like it. */
typedef struct rivals {
  const likeness *first;
  double second;
} rivals;

typedef struct chooser {
  likenesses *all;
  const compared *files;
  const zhen_file_match_options *options;
  assignment *out;
  rivals *zh, *en;
  bool numbered;         /* numbers differ by `offset` in matches */
  long offset, *offsets; /* the latter scratch, by match */
  double typical;        /* content of a match; 0: not known */
  sequence sequence;
} chooser;

/* Copies of a file are no rivals of each other. */
static void compete(rivals *r, const likeness *l)
{
  if (!r->first || l->content > r->first->content) {
    r->second = r->first ? r->first->content : 0;
    r->first = l;
  } else if (l->content > r->second && l->content < r->first->content) {
    r->second = l->content;
  }
}

static bool is_open(const chooser *c, const likeness *l)
{
  return !c->out->zh[l->zh] && !c->out->en[l->en];
}

static void find_rivals(chooser *c)
{
  for (size_t i = 0; i < c->files->n_zh; i++)
    c->zh[i] = (rivals){0};
  for (size_t i = 0; i < c->files->n_en; i++)
    c->en[i] = (rivals){0};
  for (size_t i = 0; i < c->all->count; i++) {
    const likeness *l = &c->all->at[i];

    if (!is_open(c, l))
      continue;
    compete(&c->zh[l->zh], l);
    compete(&c->en[l->en], l);
  }
}

static double rival_of(const rivals *r, const likeness *l)
{
  return r->first->content > l->content ? r->first->content : r->second;
}

/*
 * Log odds from the lead on the rivals, from the matches there are, and from
 * numbers in the names and their order.
 */
static double context_of(const chooser *c, const likeness *l)
{
  const compared *f = c->files;
  size_t files = f->n_zh < f->n_en ? f->n_zh : f->n_en;
  double rival = fmax(rival_of(&c->zh[l->zh], l), rival_of(&c->en[l->en], l));
  double least = FEW_LIKENESS * fmin(1, (double)FEW / (double)files);
  double lead, gain;
  bool fits =
      numbers_fit(&f->zh[l->zh].numbers, &f->en[l->en].numbers, c->offset);

  lead = l->content > 0 ? log(l->content / fmax(rival, least)) : -1;
  gain = LEAD_WEIGHT * (fmax(-1, fmin(lead, MOST_LEAD)) - LEAD);
  if (gain > 0)
    gain *= exp(-l->doubt);
  else if (l->name == 1)
    gain = 0;
  if (c->numbered)
    gain += fits ? NUMBER_WEIGHT : -NUMBER_WEIGHT;
  if (c->typical > 0 && l->content > 0)
    gain += TYPICAL_WEIGHT *
            (TYPICAL_LESS + fmax(-1.5, fmin(0, log(l->content / c->typical))));
  return gain + sequence_evidence(&c->sequence, l);
}

static void score_all(chooser *c)
{
  for (size_t i = 0; i < c->all->count; i++) {
    likeness *l = &c->all->at[i];

    if (is_open(c, l))
      l->score = 1 / (1 + exp(-l->evidence - context_of(c, l)));
  }
}

static int by_value(const void *a, const void *b)
{
  long x = *(const long *)a, y = *(const long *)b;

  return (x > y) - (x < y);
}

/* The offset of the numbers in names that most matches have. */
static void learn_numbers(chooser *c)
{
  const compared *f = c->files;
  size_t all = 0, n = 0, most = 0;

  for (size_t i = 0; i < f->n_zh; i++) {
    const likeness *l = c->out->zh[i];
    const name_numbers *zh = &f->zh[i].numbers, *en;

    if (!l || zh->count == 0 || f->en[l->en].numbers.count == 0)
      continue;
    all++;
    en = &f->en[l->en].numbers;
    if (numbers_fit(zh, en, zh->at[0] - en->at[0]))
      c->offsets[n++] = zh->at[0] - en->at[0];
  }
  if (n > 0)
    qsort(c->offsets, n, sizeof *c->offsets, by_value);
  for (size_t i = 0, same = 0; i < n; i++) {
    same = i > 0 && c->offsets[i] == c->offsets[i - 1] ? same + 1 : 1;
    if (same > most) {
      most = same;
      c->offset = c->offsets[i];
    }
  }
  c->numbered = most >= LEAST_SURE && most * 5 >= all * 4;
}

static int by_content(const void *a, const void *b)
{
  double x = (*(const likeness *const *)a)->content;
  double y = (*(const likeness *const *)b)->content;

  return (x > y) - (x < y);
}

/* How similar the contents of the matches are, a median. */
static void learn_content(chooser *c, const likeness **order)
{
  size_t n = 0;

  for (size_t i = 0; i < c->files->n_zh; i++)
    if (c->out->zh[i] && c->out->zh[i]->content > 0)
      order[n++] = c->out->zh[i];
  if (n < LEAST_TYPICAL)
    return;
  qsort(order, n, sizeof *order, by_content);
  c->typical = order[n / 2]->content;
}

/* Those with a score of `least`, the best first; whether there was one. */
static bool take(chooser *c, const likeness **order, double least)
{
  bool any = false;
  size_t n = 0;

  for (size_t i = 0; i < c->all->count; i++)
    if (is_open(c, &c->all->at[i]) && c->all->at[i].score >= least)
      order[n++] = &c->all->at[i];
  if (n > 0)
    qsort(order, n, sizeof *order, likeness_by_score);
  for (size_t i = 0; i < n; i++)
    if (is_open(c, order[i])) {
      c->out->zh[order[i]->zh] = c->out->en[order[i]->en] = order[i];
      any = true;
    }
  return any;
}

/* Whether a round chose any. */
static bool choose(chooser *c, const likeness **order, double least)
{
  bool any;

  if (!c->options->names_only) {
    find_rivals(c);
    score_all(c);
  }
  any = take(c, order, least);
  learn_numbers(c);
  learn_content(c, order);
  sequence_learn(&c->sequence, c->out->zh);
  return any;
}

/* The sure ones, and then the others. */
static void choose_in_rounds(chooser *c, const likeness **order, double least)
{
  for (int k = 0; k < MOST_ROUNDS && choose(c, order, fmax(SURE, least)); k++)
    ;
  for (int k = 0; k < MOST_ROUNDS && choose(c, order, least); k++)
    ;
}

static void find_nearest(chooser *c, const likeness **order)
{
  size_t n = c->all->count;

  for (size_t i = 0; i < n; i++)
    order[i] = &c->all->at[i];
  if (n > 0)
    qsort(order, n, sizeof *order, likeness_by_score);
  for (size_t i = 0; i < n; i++) {
    const likeness *l = order[i];

    if (!c->out->near_zh[l->zh])
      c->out->near_zh[l->zh] = l;
    if (!c->out->near_en[l->en])
      c->out->near_en[l->en] = l;
  }
}

zhen_status match_choose(likenesses *all, const compared *files,
                         const zhen_file_match_options *options,
                         assignment *out)
{
  rivals *both = mem_calloc(files->n_zh + files->n_en, sizeof *both);
  const likeness **order = mem_calloc(all->count, sizeof *order);
  chooser c = {.all = all,
               .files = files,
               .options = options,
               .out = out,
               .zh = both,
               .offsets = mem_calloc(files->n_zh, sizeof *c.offsets)};
  zhen_status status =
      both && order && c.offsets ? ZHEN_OK : zhen_fail_memory();

  if (status == ZHEN_OK)
    status = sequence_open(&c.sequence, files->n_zh, files->n_en);
  if (status == ZHEN_OK) {
    c.en = both + files->n_zh;
    choose_in_rounds(&c, order,
                     options->min_score > 0 ? options->min_score : .5);
    find_nearest(&c, order);
  }
  sequence_close(&c.sequence);
  free(c.offsets);
  free(order);
  free(both);
  return status;
}
