/* SPDX-License-Identifier: Apache-2.0 */
/* What a pair that was read says about being a translation, as numbers. */
#ifndef ZHEN_JUDGE_FEATURES_H
#define ZHEN_JUDGE_FEATURES_H

#include "judge/reading.h"

/* The longest passage of a side without partners. */
typedef struct judge_rest {
  float size;          /* of its words, as in features.c; 0: none */
  uint32_t begin, end; /* bytes of the text */
} judge_rest;

/* Of the words of one side. */
enum {
  SIDE_GAIN,      /* what words with a partner say, against chance */
  SIDE_LOSS,      /* what words without a partner say against it */
  SIDE_ODDS,      /* both, as a mean */
  SIDE_MEAN,      /* the gain as a mean */
  SIDE_SHARE,     /* share of content that has a partner */
  SIDE_SURE,      /* share of content with a probable translation */
  SIDE_MISSED,    /* content without a partner */
  SIDE_KNOWN,     /* of that, of words of the lexicon */
  SIDE_RARE,      /* rare words without a partner */
  SIDE_NAMES,     /* names and Latin words without a partner */
  SIDE_SOUND,     /* distance of names from the nearest rendering */
  SIDE_FOUND,     /* names and Latin words with one */
  SIDE_RUNS,      /* names of which no word has a partner; Chinese rare words */
  SIDE_RUN_SOUND, /* the greatest distance of such a name */
  SIDE_CONTENT,   /* how much content there is */
  SIDE_REST,      /* the longest passage without partners */
  SIDE_REST_SHARE,
  SIDE_AROUND,  /* what partners say outside this passage, as a mean */
  SIDE_NUMBERS, /* hard numbers without a partner */
  SIDE_NUMBERS_SOFT,
  SIDE_FEATURES
};

/* Of the pair, after those of the Chinese and of the English side. */
enum {
  PAIR_NUMBERS = 2 * SIDE_FEATURES, /* found on both sides */
  PAIR_NUMBERS_DIFFER,              /* hard ones */
  PAIR_SHORT_ZH,                    /* how much too short */
  PAIR_SHORT_EN,
  PAIR_LENGTH, /* of the shorter side */
  PAIR_LATIN,  /* share of Latin letters in Chinese text */
  PAIR_HAN,    /* share of ideographs in English text */
  PAIR_QUESTION_ZH,
  PAIR_QUESTION_EN,
  PAIR_NEGATION_ZH,
  PAIR_NEGATION_EN,
  PAIR_NEGATION_BOTH,
  PAIR_ENDS_ZH, /* more sentences */
  PAIR_ENDS_EN,
  PAIR_QUOTES,
  PAIR_NAMES_DIFFER,
  JUDGE_FEATURES
};

typedef struct judge_features {
  float at[JUDGE_FEATURES];
  judge_rest rest_zh, rest_en;
} judge_features;

/* How much a word tells: from 0, of the commonest words, to 1. */
float judge_content(const judge_word *w);

/* The length of the English against the Chinese side, in deviations. */
float judge_length_z(const judge_side *zh, const judge_side *en);

void judge_look(judge_features *f, const judge_reader *r);

#endif
