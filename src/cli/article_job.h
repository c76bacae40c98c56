/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the commands that align one article share: options, files, lexicon, and
 * the steps from file names to beads.
 */
#ifndef ZHEN_CLI_ARTICLE_JOB_H
#define ZHEN_CLI_ARTICLE_JOB_H

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

typedef struct article_values {
  const char *zh, *en, *encoding, *from, *markup, *content, *wrap;
  const char *glossary, *lexicon, *patch;
  size_t max_bead, threads, max_memory;
  const char *embeddings[2], *overlaps[2];
  const char *delimiter;
  bool presplit, repair;
  verbosity level;
} article_values;

#define ARTICLE_DEFAULTS                                                       \
  {                                                                            \
    .max_bead = MAX_BEAD, .max_memory = MAX_MEMORY                             \
  }

/* Groups of options that fill an article_values. */
extern const option article_sides[];   /* which file is which side */
extern const option article_reading[]; /* how articles are read and aligned */
extern const option article_threads[]; /* for commands of one article */
extern const option article_patch[];   /* corrections of a review */
extern const option article_embeddings[]; /* one embedding per sentence */
extern const option article_delimiter[];  /* lines that no pair crosses */

/* One article, from file names to beads. */
typedef struct article_job {
  const command *self;
  const article_values *v;
  const char *files[2]; /* the second is NULL if both sides are in one */
  bool explain;         /* keep what explaining needs */
  size_t n_misfits;     /* lines of the patch that do not fit */
  zhen_article_options reading;
  zhen_article *sides;
  zhen_lexicon *lexicon;
  zhen_embeddings *vectors[2];
  zhen_alignment *alignment;
} article_job;

/* Take the operands and check the options; an exit status. */
int article_settle(article_job *p, const command *self, const article_values *v,
                   int count, char **files);

/* The same without operands, for commands that read many articles. */
int article_settle_reading(article_job *p, const command *self,
                           const article_values *v);

/* The steps, in their order; each an exit status after a message. */
int article_read(article_job *p);
int article_open_lexicon(article_job *p);
int article_align(article_job *p);

/* The exit status after success: EXIT_NO if lines of the patch did not fit. */
int article_end(const article_job *p);

/* Add the files that an article is read and aligned with. */
void article_inputs(const article_job *p, targets *t);

/* Two language tags such as "zh-TW,en-GB"; an exit status. */
int article_tags(const command *self, const char *list, char zh[MAX_TAG + 1],
                 char en[MAX_TAG + 1]);

/* The time to write to a file: now, or SOURCE_DATE_EPOCH if it is set. */
int article_date(const command *self, int64_t *date);

void article_dispose(article_job *p);

#endif
