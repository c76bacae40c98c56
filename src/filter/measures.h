/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the rules of <zhen/filter.h> are made from: one look at each side, and
 * one small question a file.
 */
#ifndef ZHEN_FILTER_MEASURES_H
#define ZHEN_FILTER_MEASURES_H

#include <zhen/filter.h>

/* One look at a side. */
typedef struct side_facts {
  zhen_str text;
  size_t chars; /* without white space */
  size_t letters, digits;
  zhen_scripts scripts;
  size_t han_like; /* ideographs, kana and full-width characters */
  size_t ends;     /* of sentences: runs of 。！？ . ! ? … */
  size_t mojibake; /* see mojibake.c */
} side_facts;

typedef struct pair_facts {
  const zhen_pair *pair;
  side_facts zh, en;
} pair_facts;

/* How long the Chinese side is: ideographs count whole, others .32. */
double filter_zh_length(const side_facts *zh);

/* The z-score of a pair's lengths by what the corpora say; NaN: empty. */
double filter_length_z(const side_facts *zh, const side_facts *en);

side_facts filter_look(zhen_str text);

double filter_language_zh(const side_facts *zh);
double filter_language_en(const side_facts *en);
double filter_copied(zhen_str zh, zhen_str en);
double filter_numbers(zhen_str zh, zhen_str en);
double filter_urls(zhen_str zh, zhen_str en);
double filter_html(zhen_str text);
double filter_repetition(zhen_str text);

/* Characters of `text` that are the rubble of a wrong decoding. */
size_t filter_mojibake(zhen_str text);

/*
 * The next run of ASCII letters, digits and the letters of other Latin
 * alphabets at or after *at; false at the end.
 */
bool filter_word(zhen_str text, size_t *at, zhen_str *word);

#endif
