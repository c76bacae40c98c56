/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every number of the model, in one table. All are natural logarithms of
 * probability ratios unless said otherwise. Chosen by tests/tune/fit.py on
 * novels, talks, news, technical and official text together; those of
 * paragraphs and turns by hand, on raw bilingual articles; those of digests,
 * embeddings and learning by hand, on the same texts. Numbers that only save
 * time are where they are used.
 */
#ifndef ZHEN_ALIGN_SCORE_PARAMS_H
#define ZHEN_ALIGN_SCORE_PARAMS_H

#include "tokens/kind.h"

#include <stdbool.h>
#include <zhen/align.h>

typedef struct align_params {
  /* Probability that a token of a true pair is translated as we know it. */
  double hit[TOKEN_KINDS];
  /* The same of a word whose translations are nowhere in the document. */
  double absent;
  /*
   * Weight of the tokens of either side: both directions count a fact
   * twice, so it is below 1.
   */
  double token_weight_zh, token_weight_en;
  /*
   * Chinese characters to English ones: en = ratio * zh; standard deviation
   * of the log, for long spans; of a span of `short` characters it is by the
   * square root of two larger; of spans that are no translations.
   */
  double length_ratio, length_sd, length_short, length_sd_chance;
  double length_weight;
  /* Order of words, see order.h: weight; s as a share of the bead; u; price
     of sentences that changed places. */
  double order_weight, order_scale, order_free, order_turned;
  /* Prior of a bead by shape: each sentence beyond one on a side. */
  double prior_extra_zh, prior_extra_en, prior_both;
  double prior_null_zh, prior_null_en; /* an unaligned sentence */
  double null_more;        /* the same of each further sentence of a run */
  double null_boilerplate; /* and of each line that is none of the text */
  double null_length;      /* by log of their length to what is usual */
  double lead;             /* each sentence before the partner of a digest */
  double inner_end;        /* a bead ends inside a Chinese sentence */
  /* State of quotation at the end of a bead: the same, or not. */
  double quote_same, quote_differs;
  /* A paragraph ends at the end of a bead on both sides, or on one. */
  double para_both, para_one, para_inside;
  /* In a bilingual file: not next to each other. */
  double turn_apart;
  /* Standard deviations beyond which no bead is tried: one in 150,000. */
  double length_cut;
  /*
   * Embeddings, see vectors.h: half the weight, because vectors see the same
   * words as the tokens do; and no term beyond `most`, because tails of cosines
   * are not normal.
   */
  double vectors_weight, vectors_most;
  /*
   * A side is a digest of the other if it has `digest_max` sentences at most
   * and the other is `digest_ratio` times as long as its translation. The prior
   * of its sentences to be unaligned; and `lead` for news, which tells the most
   * important first.
   */
  double digest_max, digest_ratio, digest_null, digest_lead;
  /*
   * What a document teaches, see learn.h: of beads of up to `learn_bead`
   * sentences a side, words that meet `learn_count` times at least, with a
   * Dice coefficient and a G2 above these (a G2 of 10 is one in 600 by chance).
   */
  double learn_bead, learn_count, learn_dice, learn_g2;
  /*
   * What a document is taken to be like before it was looked at: its ratio of
   * lengths as if seen in so many characters; per bead, so many sentences more
   * than one on a side and so many unaligned, as if seen in so many beads.
   */
  double usual_chars, usual_beads, usual_merges, usual_nulls;
  double calibration; /* factor to the log odds of a bead */
} align_params;

/* What no path may do. */
#define IMPOSSIBLE (-1e4)

extern const align_params align_defaults;

/*
 * The prior of `n` unaligned sentences in a row, of so many characters,
 * `n_boilerplate` of them boilerplate, where `usual` is the length of a
 * sentence; `first` is the prior of the first one. An empty line of a text
 * split already costs nothing.
 */
double align_null_prior(const align_params *p, double first, unsigned n,
                        unsigned n_boilerplate, double chars, double usual);

/*
 * Limits of a bead. Of 8,838 gold pairs of development texts ten have more than
 * five sentences on a side and none more than eight; time grows with the
 * limits.
 */
enum {
  A_MAX = 32,            /* Chinese units of a step: four clauses a sentence */
  B_MAX = ZHEN_BEAD_MAX, /* English units, which are sentences */
  NULL_MAX = 8 /* unaligned sentences in one step; longer runs take more */
};

#endif
