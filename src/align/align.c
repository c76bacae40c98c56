/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The method in one screen: texts become tokens, tokens that may translate
 * each other give a corridor, the best path through it gives beads; the words
 * that meet in these beads are learned, and the search is run once more.
 */
#include "align/align.h"
#include "align/decode.h"
#include "align/fit.h"
#include "align/learn.h"
#include "align/search.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>

enum {
  BEAD_MAX = 8,
  LEARN_BEAD_MAX = 3, /* in the first pass, which only learns words */
  MARGIN = 8,
  DIGEST_MAX = 3, /* sentences */
  WIDENINGS = 3
};

static const size_t SENTENCES_MAX = 1000000;

/*
 * Search in the corridor, opened wider where the path runs along its edge. The
 * lattice keeps its corridor: what the first pass found open stays open.
 */
static zhen_status search(lattice *l, const document *d, const align_params *p,
                          uint32_t max_bead)
{
  uint32_t radius = MARGIN;
  bool again = true;
  zhen_status status = ZHEN_OK;

  for (int round = 0; again && status == ZHEN_OK; round++) {
    lattice_clear(l);
    radius *= 4;
    again = false;
    status = lattice_fill(l, d, p, max_bead);
    if (status == ZHEN_OK && round < WIDENINGS)
      status = lattice_widen(l, radius, &again);
  }
  return status;
}

/* What the beads of a first pass teach: words, and the translator's habits. */
static zhen_status learn(document *d, const lattice *l, align_params *p)
{
  zhen_alignment *first;
  zhen_status status = lattice_beads(&first, l, d);

  if (status == ZHEN_OK)
    status = document_learn(d, first);
  if (status == ZHEN_OK)
    params_fit(p, d, first);
  zhen_alignment_free(first);
  return status;
}

/* How many times longer than the other a side is, as a translation would be. */
static const double DIGEST_RATIO = 5;

/* The parameters that fit the document: a few sentences may be a digest. */
static align_params choose_params(const document *d, const align_params *p)
{
  double zh = 0, en = 0;

  for (size_t u = 0; u < d->zh.n_units; u++)
    zh += (double)d->zh.units[u].chars * p->length_ratio;
  for (size_t u = 0; u < d->en.n_units; u++)
    en += (double)d->en.units[u].chars;
  if (d->zh.n_sentences <= DIGEST_MAX && en > DIGEST_RATIO * zh)
    return align_digest(p, true);
  if (d->en.n_sentences <= DIGEST_MAX && zh > DIGEST_RATIO * en)
    return align_digest(p, false);
  return *p;
}

static bool is_larger(const zhen_bead *b, uint32_t max_bead)
{
  return b->zh_end - b->zh_begin > max_bead ||
         b->en_end - b->en_begin > max_bead;
}

static bool has_larger_bead(const zhen_alignment *a, uint32_t max_bead)
{
  for (size_t k = 0; k < a->count; k++)
    if (is_larger(&a->beads[k], max_bead))
      return true;
  return false;
}

/* Leave each sentence of larger beads alone. */
static zhen_status part_larger_beads(zhen_alignment *a, uint32_t max_bead)
{
  zhen_bead *beads = NULL;
  size_t count = 0, capacity = 0;
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k < a->count && status == ZHEN_OK; k++) {
    zhen_bead b = a->beads[k];
    uint32_t n = b.zh_end - b.zh_begin + b.en_end - b.en_begin;

    status = mem_grow(&beads, &capacity, count + n, sizeof *beads);
    if (status != ZHEN_OK)
      break;
    if (!is_larger(&b, max_bead)) {
      beads[count++] = b;
      continue;
    }
    for (uint32_t i = b.zh_begin; i < b.zh_end; i++)
      beads[count++] = (zhen_bead){i, i + 1, b.en_begin, b.en_begin, b.score};
    for (uint32_t j = b.en_begin; j < b.en_end; j++)
      beads[count++] = (zhen_bead){b.zh_end, b.zh_end, j, j + 1, b.score};
  }
  if (status != ZHEN_OK) {
    free(beads);
    return status;
  }
  free(a->beads);
  a->beads = beads;
  a->count = count;
  return ZHEN_OK;
}

/*
 * Beads joined because they share a sentence may grow beyond what is asked
 * for; then no bead may end inside a sentence. What is too large even so, no
 * bead was possible for: its sentences are alone.
 */
static zhen_status hold_to_max(zhen_alignment **out, lattice *l,
                               const document *d, align_params *p,
                               uint32_t max_bead)
{
  zhen_status status;

  if (!has_larger_bead(*out, max_bead))
    return ZHEN_OK;
  zhen_alignment_free(*out);
  *out = NULL;
  p->inner_end = IMPOSSIBLE;
  status = search(l, d, p, max_bead);
  if (status == ZHEN_OK)
    status = lattice_decode(out, l, d);
  if (status == ZHEN_OK && has_larger_bead(*out, max_bead))
    status = part_larger_beads(*out, max_bead);
  return status;
}

/*
 * Posteriors are too sure of themselves: evidence is counted as if tokens were
 * independent. One factor to their log odds makes of them what they are taken
 * for.
 */
static void calibrate(zhen_alignment *a, double factor)
{
  for (size_t k = 0; k < a->count; k++) {
    double p = fmin(1 - 1e-7, fmax(1e-7, (double)a->beads[k].score));

    a->beads[k].score = (float)(1 / (1 + pow((1 - p) / p, factor)));
  }
}

/* A document, its lattice and the parameters that came to fit it. */
typedef struct aligner {
  document d;
  lattice l;
  align_params fitting;
} aligner;

static zhen_status aligner_open(aligner *x, const zhen_lexicon *lexicon,
                                const zhen_sentences *zh,
                                const zhen_sentences *en, const align_params *p,
                                uint32_t max_bead)
{
  zhen_status status = document_open(&x->d, lexicon, zh, en);

  x->l = (lattice){0};
  if (status == ZHEN_OK)
    status = corridor_find(&x->l.corridor, &x->d, MARGIN);
  x->fitting = choose_params(&x->d, p);
  if (status == ZHEN_OK)
    status = search(&x->l, &x->d, &x->fitting, LEARN_BEAD_MAX);
  if (status == ZHEN_OK)
    status = learn(&x->d, &x->l, &x->fitting);
  if (status == ZHEN_OK)
    status = search(&x->l, &x->d, &x->fitting, max_bead);
  return status;
}

static void aligner_close(aligner *x)
{
  lattice_dispose(&x->l);
  document_close(&x->d);
}

zhen_status align_with(zhen_alignment **out, const zhen_lexicon *lexicon,
                       const zhen_sentences *zh, const zhen_sentences *en,
                       const align_params *p, uint32_t max_bead)
{
  aligner x;
  zhen_status status = aligner_open(&x, lexicon, zh, en, p, max_bead);

  *out = NULL;
  if (status == ZHEN_OK)
    status = lattice_decode(out, &x.l, &x.d);
  if (status == ZHEN_OK)
    status = hold_to_max(out, &x.l, &x.d, &x.fitting, max_bead);
  if (status == ZHEN_OK) {
    calibrate(*out, x.fitting.calibration);
    status = document_tell(&x.d, *out);
  }
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
  aligner x;
  zhen_status status = aligner_open(&x, lexicon, zh, en, p, BEAD_MAX);

  if (status == ZHEN_OK)
    status = lattice_judge(&x.l, &x.d, beads, count);
  aligner_close(&x);
  return status;
}

zhen_status zhen_align(zhen_alignment **out, const zhen_lexicon *lexicon,
                       const zhen_sentences *zh, const zhen_sentences *en,
                       const zhen_align_options *options)
{
  uint32_t max_bead = options && options->max_bead ? options->max_bead : 8;

  *out = NULL;
  if (zh->count > SENTENCES_MAX || en->count > SENTENCES_MAX)
    return zhen_fail(ZHEN_ELIMIT, "%zu x %zu sentences: more than %zu a side",
                     zh->count, en->count, SENTENCES_MAX);
  if (max_bead > BEAD_MAX)
    max_bead = BEAD_MAX;
  return align_with(out, lexicon, zh, en, &align_defaults, max_bead);
}
