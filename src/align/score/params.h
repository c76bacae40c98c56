/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every number of the model, in one table. All are natural logarithms of
 * probability ratios unless said otherwise. Chosen by tests/tune/fit.py on
 * novels, talks, news, technical and official text together; those of
 * paragraphs and turns by hand, on raw bilingual articles; those of digests,
 * embeddings and learning by hand, on the same texts. Numbers that only save
 * time are where they are used, with what other values did to F1: "the
 * development sets" are nine, of 63 to 3,544 sentences, run by
 * tests/tune/tune.c.
 */
#ifndef ZHEN_ALIGN_SCORE_PARAMS_H
#define ZHEN_ALIGN_SCORE_PARAMS_H

#include "tokens/kind.h"

#include <stdbool.h>
#include <zhen/align.h>

typedef struct align_params {
  /* Probability that a token of a true pair has a known translation. */
  double hit[TOKEN_KINDS];
  /* The same for a word none of whose translations is in the document. */
  double absent;
  /*
   * Weight of the tokens of either side; below 1, because the two directions
   * count the same fact twice.
   */
  double token_weight_zh, token_weight_en;
  /*
   * Chinese characters to English ones: en = ratio * zh; standard deviation
   * of the log, for long spans (a span of `short` characters: larger by the
   * square root of two); and of spans that are not translations.
   */
  double length_ratio, length_sd, length_short, length_sd_chance;
  double length_weight;
  /* Word order, see order.h: weight; s as a share of the bead; u; penalty
     for parts that changed places, inside a sentence and over its end. */
  double order_weight, order_scale, order_free, order_turned, turned_sentence;
  /* Halves of a bead that changed places, see whole.h: cut inside a Chinese
     sentence, and between sentences. */
  double cross, cross_sentence;
  double repeat_weight, repeat_weight_en, repeat_own; /* see repeats.h */
  /* Prior of a bead by shape: each sentence beyond one on a side. */
  double prior_extra_zh, prior_extra_en, prior_both;
  double prior_null_zh, prior_null_en; /* an unaligned sentence */
  double null_more;                    /* each further sentence of a run */
  double null_gap;         /* all further ones of a run longer than NULL_MAX */
  double null_boilerplate; /* each boilerplate line */
  double null_length;      /* by log of length relative to the usual length */
  double boilerplate_inside; /* the same, joined to other lines */
  double lead; /* by log of 1 + the sentences before the partner of a digest */
  double inner_end; /* a bead ends inside a Chinese sentence */
  /* State of quotation at the end of a bead: the same, or different. */
  double quote_same, quote_differs;
  /* A bead ends with an end mark on one side only, if both use them alike. */
  double end_differs;
  double end_torn; /* a bead ends after an abbreviation inside a sentence */
  /* Both sides, or only one, have a paragraph end at the end of a bead. */
  double para_both, para_one, para_inside;
  /*
   * Times of captions, see times.h: weight, limit, seconds around the right
   * place within which a wrong one is, and how exact times are at best; fitted
   * to the document: how exact they are, and the term of sides that begin or
   * end at the same time.
   */
  double time_weight, time_least, time_within, time_exact;
  double time_scale, time_gain;
  /* In a bilingual file: not next to each other. */
  double turn_apart;
  /* Standard deviations beyond which no bead is tried: one in 150,000. */
  double length_cut;
  /*
   * What is dropped before the terms of whole beads are known: steps by how
   * much less probable they are than the best one into a cell, cells by the
   * share of the probability that leads through them; as logarithms. With 16
   * and -18 F1 of the development sets is the same to the fourth digit, in
   * twice the time; a prune of 5 costs .0025, a mass of -2 costs .003.
   */
  double prune, mass_min;
  /*
   * Embeddings, see vectors.h: half the weight, because vectors and tokens see
   * the same words; terms are limited to `most`, because the tails of cosines
   * are not normal.
   */
  double vectors_weight, vectors_most;
  /*
   * A side is a digest of the other if it has at most `digest_max` sentences
   * and the other is `digest_ratio` times as long as its translation. The prior
   * of its sentences to be unaligned; `lead` for news, which puts the most
   * important first; the weight of its words, see digest_scores.h. Chosen with
   * tests/bench/headline_bench.py and on passages without most of one side.
   */
  double digest_max, digest_ratio, digest_null, digest_lead, digest_weight;
  /*
   * Learning from the document, see learn.h: in beads of up to `learn_bead`
   * sentences per side, words that occur together at least `learn_count` times,
   * with a Dice coefficient and a G2 above these (G2 of 10: one in 600 by
   * chance), which at most `learn_chance` pairs of the document reach by
   * chance.
   */
  double learn_bead, learn_count, learn_dice, learn_g2, learn_chance;
  /*
   * How surely a word of the document is translated, see rates.h: beads that
   * its kind counts as, at most this many of its own, and at least; the same
   * for names.
   */
  double rate_prior, rate_most, rate_least, rate_prior_name, rate_least_name;
  /*
   * The prior for a document: its length ratio, counting as this many
   * characters of evidence; sentences beyond one per side and unaligned
   * sentences per bead, counting as this many beads. A run of unaligned
   * sentences counts as at most `run_most`: with 1, 2 and 3 F1 of captions is
   * .9666, .9647 and .9630.
   */
  double usual_chars, usual_beads, usual_merges, usual_nulls, run_most;
  double calibration; /* factor to the log odds of a bead */
} align_params;

/* The score of what no path may do. */
#define IMPOSSIBLE (-1e4)

extern const align_params align_defaults;

/*
 * The prior of `n` consecutive unaligned sentences with the given number of
 * characters, `n_boilerplate` of them boilerplate; `usual` is the length of a
 * sentence and `first` the prior of the first one. An empty line of a presplit
 * text costs nothing. What is longer than NULL_MAX is a passage that was
 * omitted or inserted as a whole; its length and its lines say nothing.
 */
double align_null_prior(const align_params *p, double first, unsigned n,
                        unsigned n_boilerplate, double chars, double usual);

/*
 * Limits of a bead. Of 8,838 gold pairs of development texts, ten have more
 * than five sentences on a side and none more than eight; time grows with the
 * limits.
 */
enum {
  A_MAX = 32, /* Chinese units of a step: four clauses per sentence */
  B_MAX = ZHEN_BEAD_MAX, /* English units, which are sentences */
  NULL_MAX = 8,          /* unaligned sentences of a run that are counted */
  /* BEAD_MAX of the first pass, which only learns words. The mean F1 of the
     development sets is .9385 with 1, .9851 with 2, .9898 with 3, .9901 with 4
     and .9903 with 8. */
  FIRST_BEAD_MAX = 3
};

/* What embeddings are fitted from, see learn/fit_vectors.h; by hand. */
enum {
  VECTORS_AROUND = 4,   /* sentences on either side of the path */
  VECTORS_BEADS_MIN = 3 /* with fewer beads embeddings say nothing */
};

#endif
