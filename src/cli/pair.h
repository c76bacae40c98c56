/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the commands that align one article share: options, files, lexicon, and
 * the steps from file names to beads.
 */
#ifndef ZHEN_CLI_PAIR_H
#define ZHEN_CLI_PAIR_H

#include "cli/targets.h"

#include <stddef.h>

/* The length of a language tag; sentences on a side of a bead; threads; bytes
   for the search unless --max-memory says otherwise. */
enum {
  MAX_TAG = 35,
  MAX_BEAD = ZHEN_BEAD_MAX,
  MAX_THREADS = 1024,
  MAX_MEMORY = 256 << 20
};

typedef struct pair_values {
  const char *zh, *en, *encoding, *markup, *wrap;
  const char *glossary, *lexicon, *patch;
  size_t max_bead, threads, max_memory;
  const char *embeddings[2];
  bool presplit, repair;
  verbosity level;
} pair_values;

#define PAIR_DEFAULTS                                                          \
  {                                                                            \
    .max_bead = MAX_BEAD, .max_memory = MAX_MEMORY                             \
  }

/* Groups of options that fill a pair_values. */
extern const option pair_sides[];      /* which file is which side */
extern const option pair_reading[];    /* how articles are read and aligned */
extern const option pair_threads[];    /* for commands of one article */
extern const option pair_patch[];      /* corrections of a review */
extern const option pair_embeddings[]; /* one embedding per sentence */

/* One article, from file names to beads. */
typedef struct pair {
  const command *self;
  const pair_values *v;
  const char *files[2]; /* the second is NULL if both sides are in one */
  bool explain;         /* keep what explaining needs */
  size_t n_misfits;     /* lines of the patch that do not fit */
  zhen_article_options reading;
  zhen_article *article;
  zhen_lexicon *lexicon;
  zhen_embeddings *vectors[2];
  zhen_alignment *alignment;
} pair;

/* Take the operands and check the options; an exit status. */
int pair_settle(pair *p, const command *self, const pair_values *v, int count,
                char **files);

/* The same without operands, for commands that read many articles. */
int pair_settle_reading(pair *p, const command *self, const pair_values *v);

/* The steps, in their order; each an exit status after a message. */
int pair_read(pair *p);
int pair_open_lexicon(pair *p);
int pair_align(pair *p);

/* The exit status after success: EXIT_NO if lines of the patch did not fit. */
int pair_end(const pair *p);

/* Add the files that an article is read and aligned with. */
void pair_inputs(const pair *p, targets *t);

/* Two language tags such as "zh-TW,en-GB"; an exit status. */
int pair_tags(const command *self, const char *list, char zh[MAX_TAG + 1],
              char en[MAX_TAG + 1]);

/* The time to write to a file: now, or SOURCE_DATE_EPOCH if it is set. */
int pair_date(const command *self, int64_t *date);

void pair_dispose(pair *p);

#endif
