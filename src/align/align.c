/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The method in one screen: texts become tokens; tokens that may translate each
 * other give a corridor; the best path through it gives beads. The words that
 * these beads share are learned, and the search is run again.
 */
#include "align/align.h"
#include "align/corridor/find.h"
#include "align/explain/kept.h"
#include "align/explain/moved.h"
#include "align/learn/digest.h"
#include "align/learn/fit.h"
#include "align/learn/fit_parts.h"
#include "align/learn/fit_times.h"
#include "align/learn/fit_vectors.h"
#include "align/learn/learn.h"
#include "align/learn/learned.h"
#include "align/learn/rates.h"
#include "align/relation/chain.h"
#include "align/relation/doubtful.h"
#include "align/relation/relation.h"
#include "align/score/constraints.h"
#include "align/score/digest_scores.h"
#include "align/score/vectors.h"
#include "align/search/constrained.h"
#include "align/search/decode.h"
#include "align/search/search.h"
#include "base/fail.h"
#include "base/options.h"
#include "base/parallel.h"
#include "tokens/open.h"

#include <math.h>
#include <stdlib.h>

enum {
  /* Units added to the corridor around anchors, where 4, 8 and 16 gave the same
     F1, and around the path of the first pass, where 2, 4 and 8 did. */
  MARGIN = 8,
  PATH_MARGIN = 4,
  /* Opened at both ends of a run of unaligned sentences longer than NULL_MAX.
     With a foreign passage of 200 sentences in six chapters, F1 is .9496 with
     0, .9523 with 32 and 64, .9512 with 128, .9535 with every cell open. */
  GAP_RADIUS = 32
};

/* Documented in <zhen/align.h>. */
static const size_t SENTENCES_MAX = 1000000, MEMORY = (size_t)256 << 20;

/*
 * Posteriors are overconfident, because tokens are counted as independent. A
 * factor on the log odds calibrates them; the result stays as far from 0 and 1
 * as a float can represent.
 */
static void calibrate(zhen_bead *beads, size_t count, double factor)
{
  for (size_t k = 0; k < count; k++) {
    double p = fmin(1 - 1e-7, fmax(1e-7, beads[k].score));

    beads[k].score = (float)(1 / (1 + pow((1 - p) / p, factor)));
  }
}

/* A document, its corridor, and the parameters fitted to it. */
typedef struct aligner {
  document d;
  constraints *constraints; /* NULL: none */
  vectors *vectors;         /* NULL: none */
  digest_side digest;
  digest_scores *digest_scores; /* NULL: none */
  corridor corridor;
  align_params fitting;
  score_model model; /* of the last pass */
  relation_texts texts;
  zhen_alignment *first; /* beads of the first pass */
  float *first_odds;
  zhen_bead *fixed; /* required pairs, and where chapters begin */
  size_t n_fixed;
  search_options how;
  bool exact;
  size_t narrowed;
  const align_how *asked;
  progress progress;
} aligner;

static align_input input_of(const aligner *x)
{
  return (align_input){.d = &x->d,
                       .constraints = x->constraints,
                       .vectors = x->vectors,
                       .digest = x->digest_scores};
}

static zhen_status search(zhen_alignment **out, aligner *x, uint32_t max_bead,
                          bool final)
{
  const corridor *c = x->corridor.low ? &x->corridor : NULL;
  align_input in = input_of(x);
  score_model *m = &x->model;
  zhen_status status;

  score_model_dispose(m);
  status = score_model_make(m, &x->d, &x->fitting, max_bead);
  if (status != ZHEN_OK)
    return status;
  return x->constraints || x->n_fixed > 0
             ? search_constrained(out, &in, m, x->fixed, x->n_fixed, c, MARGIN,
                                  &x->how, final, &x->narrowed)
             : search_document(out, &in, m, c, &x->how, final, &x->narrowed);
}

/* A pair that the caller requires is a translation. */
static void believe(float *odds, const zhen_alignment *a, const constraints *c)
{
  size_t k = 0;

  for (size_t i = 0; c && i < c->n_pairs; i++) {
    while (k < a->count && a->beads[k].zh_end < c->pairs[i].zh_end)
      k++;
    if (k < a->count && a->beads[k].zh_begin == c->pairs[i].zh_begin)
      odds[k] = INFINITY;
  }
}

/*
 * Learn words and the translator's habits from the beads of the first pass; of
 * texts that are not parallel, from those in parallel passages.
 */
static zhen_status learn(aligner *x)
{
  zhen_alignment *first = x->first;
  zhen_status status =
      relation_odds(&x->first_odds, &x->texts, first, NULL, NULL);

  if (status == ZHEN_OK) {
    believe(x->first_odds, first, x->constraints);
    status = chain_sum(first, x->first_odds);
  }
  /* a few doubtful beads of a translation teach as the others do */
  if (status == ZHEN_OK && relation_is_parallel(first, &x->texts)) {
    free(first->within);
    first->within = NULL;
  }
  if (status == ZHEN_OK)
    status = document_learn(&x->d, first, &x->fitting);
  if (status == ZHEN_OK && !x->digest)
    status = document_learn_rates(&x->d, first, &x->fitting);
  if (status == ZHEN_OK)
    params_fit(&x->fitting, &x->d, first);
  if (status == ZHEN_OK && !x->digest)
    status = times_fit(&x->fitting, &x->d, x->texts.zh, x->texts.en, x->first);
  if (status == ZHEN_OK && x->vectors)
    vectors_fit(x->vectors, &x->d, first, &x->fitting);
  return status;
}

/*
 * Where a long run of unaligned sentences begins and ends, the first pass,
 * which knows less, may be wrong by more than the margin.
 */
static void open_gaps(corridor *c, const node *path, const zhen_alignment *a)
{
  size_t from = 0;

  for (size_t k = 0; k <= a->count; k++) {
    if (k < a->count && !is_pair(&a->beads[k]))
      continue;
    if (k - from > NULL_MAX) {
      node end =
          k < a->count ? path[k] : (node){(uint32_t)c->n, (uint32_t)c->m};

      corridor_open(c, path[from].zh, path[from].en, GAP_RADIUS);
      corridor_open(c, end.zh, end.en, GAP_RADIUS);
    }
    from = k + 1;
  }
  corridor_close_up(c);
}

static int by_place(const void *a, const void *b)
{
  const zhen_bead *x = a, *y = b;
  uint32_t at = x->zh_begin + x->en_begin, other = y->zh_begin + y->en_begin;

  if (at != other)
    return at < other ? -1 : 1;
  return (x->zh_end + x->en_end > y->zh_end + y->en_end) -
         (x->zh_end + x->en_end < y->zh_end + y->en_end);
}

/* Fix the required pairs and, after the first pass, where chapters begin. */
static zhen_status fix(aligner *x, const zhen_bead *parts, size_t n_parts)
{
  const constraints *c = x->constraints;
  size_t n = c ? c->n_pairs : 0;

  free(x->fixed);
  x->n_fixed = n + n_parts;
  x->fixed = mem_calloc(x->n_fixed, sizeof *x->fixed);
  if (!x->fixed)
    return zhen_fail_memory();
  for (size_t k = 0; k < n; k++)
    x->fixed[k] = c->pairs[k];
  for (size_t k = 0; k < n_parts; k++)
    x->fixed[n + k] = parts[k];
  if (x->n_fixed > 0)
    qsort(x->fixed, x->n_fixed, sizeof *x->fixed, by_place);
  return ZHEN_OK;
}

static zhen_status fix_parts(aligner *x)
{
  const constraints *c = x->constraints;
  zhen_bead *parts;
  size_t count;
  zhen_status status =
      parts_fit(&parts, &count, x->texts.zh, x->texts.en, x->first,
                c ? c->pairs : NULL, c ? c->n_pairs : 0);

  if (status == ZHEN_OK && count > 0)
    status = fix(x, parts, count);
  free(parts);
  return status;
}

static void open_parts(aligner *x)
{
  const document *d = &x->d;

  for (size_t k = 0; k < x->n_fixed; k++)
    corridor_open(&x->corridor, d->zh.unit_of[x->fixed[k].zh_begin],
                  d->en.unit_of[x->fixed[k].en_begin], GAP_RADIUS);
}

/* The second pass searches around the path of the first one. */
static zhen_status follow(aligner *x)
{
  const zhen_alignment *first = x->first;
  node *path;
  zhen_status status = bead_nodes(&path, &x->d, first);

  corridor_dispose(&x->corridor);
  if (status == ZHEN_OK)
    status =
        corridor_around(&x->corridor, &x->d, path, first->count, PATH_MARGIN);
  if (status == ZHEN_OK && x->texts.zh->n_parts > 0)
    open_parts(x);
  if (status == ZHEN_OK)
    open_gaps(&x->corridor, path, first);
  free(path);
  return status;
}

static zhen_status first_pass(aligner *x)
{
  zhen_status status = ZHEN_OK;

  progress_begin(&x->progress, "finding where to search", "", 0);
  if (x->exact || x->digest)
    status = corridor_open_all(&x->corridor, &x->d);
  else if (!x->constraints)
    status = corridor_find(&x->corridor, &x->d, MARGIN);
  progress_begin(&x->progress, "first pass", "clauses", x->d.zh.n_units);
  if (status == ZHEN_OK && x->constraints)
    status = fix(x, NULL, 0);
  if (status == ZHEN_OK)
    status = search(&x->first, x, FIRST_BEAD_MAX, false);
  progress_begin(&x->progress, "learning words", "", 0);
  if (status == ZHEN_OK)
    status = learn(x);
  if (status == ZHEN_OK && !x->digest)
    status = fix_parts(x);
  if (status == ZHEN_OK && !x->exact && !x->digest)
    status = follow(x);
  return status;
}

/* The partner of a headline may be anywhere. */
static zhen_status find_digest(aligner *x)
{
  x->digest = digest_find(&x->d, &x->fitting);
  if (x->digest == DIGEST_NONE)
    return ZHEN_OK;
  x->fitting = digest_params(&x->fitting, x->digest == DIGEST_ZH);
  return digest_scores_open(&x->digest_scores, &x->d, x->texts.zh, x->texts.en,
                            x->digest == DIGEST_ZH, x->how.threads);
}

static zhen_status aligner_open(aligner *x, const zhen_lexicon *lexicon,
                                const zhen_sentences *zh,
                                const zhen_sentences *en, const align_params *p,
                                const align_how *how)
{
  zhen_status status;

  *x = (aligner){
      .asked = how,
      .exact = how->exact,
      .how = {.threads = how->threads ? how->threads : parallel_processors(),
              .memory = how->exact    ? SIZE_MAX
                        : how->memory ? how->memory
                                      : MEMORY,
              .cells = how->exact ? SIZE_MAX : 0}};
  x->texts = (relation_texts){.lexicon = lexicon,
                              .zh = zh,
                              .en = en,
                              .threads = x->how.threads,
                              .progress = &x->progress};
  status = progress_open(&x->progress, how->progress);
  if (status == ZHEN_OK)
    status = document_open(&x->d, lexicon, zh, en, &x->progress);
  if (status == ZHEN_OK)
    status = constraints_open(&x->constraints, &x->d, how->constraints,
                              how->n_constraints);
  x->fitting = *p;
  if (status == ZHEN_OK)
    status = find_digest(x);
  if (status == ZHEN_OK && how->zh_embeddings)
    status = vectors_open(&x->vectors, &x->d, how->zh_embeddings,
                          how->en_embeddings);
  return status == ZHEN_OK ? first_pass(x) : status;
}

static void aligner_close(aligner *x)
{
  corridor_dispose(&x->corridor);
  score_model_dispose(&x->model);
  constraints_free(x->constraints);
  vectors_free(x->vectors);
  digest_scores_free(x->digest_scores);
  zhen_alignment_free(x->first);
  free(x->first_odds);
  free(x->fixed);
  document_close(&x->d);
}

/* If there are embeddings, the search knows what is related. */
static zhen_status find_doubtful(zhen_alignment *a, const aligner *x,
                                 const float *odds)
{
  align_input in = input_of(x);
  zhen_status status = x->vectors ? ZHEN_OK : doubtful_part(a, odds);

  if (status == ZHEN_OK)
    status = doubtful_find(a, &in, &x->model);
  calibrate(a->doubtful, a->n_doubtful, x->fitting.calibration);
  return status == ZHEN_OK ? doubtful_settle(a, &x->texts) : status;
}

/* Set `within` of an alignment, its relation, and the doubtful pairs. */
static zhen_status relate(zhen_alignment *a, const aligner *x)
{
  float *odds = NULL;
  zhen_status status =
      relation_odds(&odds, &x->texts, a, x->first, x->first_odds);

  if (status == ZHEN_OK) {
    believe(odds, a, x->constraints);
    if (!x->vectors)
      doubtful_weigh(a->beads, a->count, odds);
    status = chain_sum(a, odds);
  }
  if (status == ZHEN_OK)
    status = relation_tell(a, &x->texts);
  if (status == ZHEN_OK)
    status = find_doubtful(a, x, odds);
  free(odds);
  return status;
}

static zhen_status relate_digest(zhen_alignment *a, const aligner *x)
{
  zhen_status status = relation_of_digest(a, x->digest == DIGEST_ZH);

  return status == ZHEN_OK ? relation_tell(a, &x->texts) : status;
}

/* Add what an alignment has besides its beads; it may take over members. */
static zhen_status report(zhen_alignment *a, aligner *x)
{
  zhen_status status = learned_export(a, &x->d);

  calibrate(a->beads, a->count, x->fitting.calibration);
  a->narrowed = x->narrowed;
  if (status == ZHEN_OK)
    status = x->digest ? relate_digest(a, x) : relate(a, x);
  if (status == ZHEN_OK && !x->digest)
    status = moved_find(a, &x->d, &x->model);
  if (status == ZHEN_OK && x->asked->keep)
    status = band_keep(a, &x->d, &x->corridor);
  if (status == ZHEN_OK && x->asked->keep)
    status =
        explain_keep(a, &x->d, &x->vectors, &x->digest_scores, &x->fitting);
  return status;
}

zhen_status align_with(zhen_alignment **out, const zhen_lexicon *lexicon,
                       const zhen_sentences *zh, const zhen_sentences *en,
                       const align_params *p, const align_how *how)
{
  aligner x;
  zhen_status status = aligner_open(&x, lexicon, zh, en, p, how);

  *out = NULL;
  progress_begin(&x.progress, "second pass", "clauses", x.d.zh.n_units);
  if (status == ZHEN_OK)
    status = search(out, &x, how->max_bead, true);
  if (status == ZHEN_OK)
    status = report(*out, &x);
  if (status != ZHEN_OK) {
    zhen_alignment_free(*out);
    *out = NULL;
  }
  aligner_close(&x);
  return status;
}

zhen_status align_judge(const zhen_lexicon *lexicon, const zhen_sentences *zh,
                        const zhen_sentences *en, const align_params *p,
                        zhen_bead *beads, size_t count)
{
  static const align_how how = {.max_bead = ZHEN_BEAD_MAX};
  aligner x;
  align_input in;
  lattice l = {0};
  score_model m = {0};
  zhen_status status = aligner_open(&x, lexicon, zh, en, p, &how);

  in = input_of(&x);
  l.corridor = x.corridor;
  x.corridor = (corridor){0};
  if (status == ZHEN_OK)
    status = score_model_make(&m, &x.d, &x.fitting, ZHEN_BEAD_MAX);
  if (status == ZHEN_OK)
    status = search_lattice(&l, &in, &m);
  if (status == ZHEN_OK)
    status = decode_judge(&l, &in, &m, beads, count);
  score_model_dispose(&m);
  lattice_dispose(&l);
  aligner_close(&x);
  return status;
}

zhen_status zhen_align(zhen_alignment **out, const zhen_lexicon *lexicon,
                       const zhen_sentences *zh, const zhen_sentences *en,
                       const zhen_align_options *options)
{
  zhen_align_options known;
  zhen_status status = OPTIONS_TAKE(&known, options);
  align_how how = {.max_bead = known.max_bead,
                   .threads = known.threads,
                   .memory = known.max_memory,
                   .keep = known.explain,
                   .progress = known.progress,
                   .constraints = known.constraints,
                   .n_constraints = known.n_constraints,
                   .zh_embeddings = known.zh_embeddings,
                   .en_embeddings = known.en_embeddings};

  *out = NULL;
  if (status != ZHEN_OK)
    return status;
  if (zh->count > SENTENCES_MAX || en->count > SENTENCES_MAX)
    return zhen_fail(ZHEN_ELIMIT,
                     "%zu x %zu sentences: the limit is %zu per side",
                     zh->count, en->count, SENTENCES_MAX);
  if (!known.zh_embeddings != !known.en_embeddings)
    return zhen_fail(
        ZHEN_EUSAGE,
        "embeddings are given for one side only; give them for both");
  if (how.max_bead == 0 || how.max_bead > ZHEN_BEAD_MAX)
    how.max_bead = ZHEN_BEAD_MAX;
  return align_with(out, lexicon, zh, en, &align_defaults, &how);
}
