/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the rules of <zhen/filter.h>: one pass over each side, and one
 * small function per file.
 */
#ifndef ZHEN_FILTER_MEASURES_H
#define ZHEN_FILTER_MEASURES_H

#include <zhen/filter.h>

/* Facts about a side, from one pass. */
typedef struct side_facts {
  zhen_str text;
  size_t chars; /* without white space */
  size_t letters, digits;
  zhen_scripts scripts;
  size_t han_like; /* ideographs, kana and full-width characters */
  size_t ends;     /* sentence ends: runs of 。！？ . ! ? … */
  size_t mojibake; /* see mojibake.c */
} side_facts;

typedef struct pair_facts {
  const zhen_pair *pair;
  side_facts zh, en;
} pair_facts;

/* The length of the Chinese side: an ideograph counts 1, others .32. */
double filter_zh_length(const side_facts *zh);

/* The z-score of the lengths of a pair, fitted on the corpora; NaN: empty. */
double filter_length_z(const side_facts *zh, const side_facts *en);

side_facts filter_look(zhen_str text);

double filter_language_zh(const side_facts *zh);
double filter_language_en(const side_facts *en);
double filter_copied(zhen_str zh, zhen_str en);
double filter_numbers(zhen_str zh, zhen_str en);
double filter_urls(zhen_str zh, zhen_str en);
double filter_html(zhen_str text);
double filter_repetition(zhen_str text);

/* Characters of `text` that were decoded with the wrong encoding. */
size_t filter_mojibake(zhen_str text);

/*
 * The next run of ASCII letters, digits and other Latin letters at or after
 * *at; false at the end.
 */
bool filter_word(zhen_str text, size_t *at, zhen_str *word);

#endif
