/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the commands that align one article share: its options, its files, the
 * lexicon, the way from names to beads.
 */
#ifndef ZHEN_CLI_PAIR_H
#define ZHEN_CLI_PAIR_H

#include "cli/targets.h"

#include <stddef.h>

/* As long as language tags get; the most sentences the aligner joins. */
enum { MAX_TAG = 35, MAX_BEAD = ZHEN_BEAD_MAX, MAX_THREADS = 1024 };

typedef struct pair_values {
  const char *zh, *en, *encoding, *markup, *wrap;
  const char *glossary, *lexicon, *patch;
  size_t max_bead, threads, max_memory;
  const char *embeddings[2];
  bool presplit, repair, quiet;
  unsigned verbose;
} pair_values;

/* The rows of these options; `type` has a pair_values named `pair`. */
#define PAIR_SIDES(type)                                                       \
  {0,                                                                          \
   "zh",                                                                       \
   OPTION_STRING,                                                              \
   offsetof(type, pair.zh),                                                    \
   "FILE",                                                                     \
   "this is the Chinese side",                                                 \
   NULL},                                                                      \
  {                                                                            \
    0, "en", OPTION_STRING, offsetof(type, pair.en), "FILE",                   \
        "this is the English side", NULL                                       \
  }

/* Those of them that are about any article. */
#define PAIR_READING(type)                                                     \
  {0,                                                                          \
   "encoding",                                                                 \
   OPTION_STRING,                                                              \
   offsetof(type, pair.encoding),                                              \
   "NAME",                                                                     \
   "encoding of the input, such as GB18030",                                   \
   "found out"},                                                               \
      {0,           "repair",                                                  \
       OPTION_FLAG, offsetof(type, pair.repair),                               \
       NULL,        "put U+FFFD for what cannot be decoded",                   \
       NULL},                                                                  \
      {0,           "presplit",                                                \
       OPTION_FLAG, offsetof(type, pair.presplit),                             \
       NULL,        "each line is a sentence already",                         \
       NULL},                                                                  \
      {0,                                                                      \
       "markup",                                                               \
       OPTION_STRING,                                                          \
       offsetof(type, pair.markup),                                            \
       "auto|keep",                                                            \
       "take HTML and Markdown away, or keep them",                            \
       "auto"},                                                                \
      {0,                                                                      \
       "wrap",                                                                 \
       OPTION_STRING,                                                          \
       offsetof(type, pair.wrap),                                              \
       "keep|auto|join",                                                       \
       "line breaks: keep, find out, or join",                                 \
       "keep"},                                                                \
      {0,                                                                      \
       "glossary",                                                             \
       OPTION_STRING,                                                          \
       offsetof(type, pair.glossary),                                          \
       "FILE",                                                                 \
       "terms to align by: TSV, TBX, CC-CEDICT or .dic",                       \
       NULL},                                                                  \
      {0,                                                                      \
       "lexicon",                                                              \
       OPTION_STRING,                                                          \
       offsetof(type, pair.lexicon),                                           \
       "FILE",                                                                 \
       "a lexicon of zhen lexicon build",                                      \
       "built in"},                                                            \
      {0,           "max-bead",                                                \
       OPTION_SIZE, offsetof(type, pair.max_bead),                             \
       "N",         "most sentences on a side of a pair",                      \
       "8"},                                                                   \
  {                                                                            \
    0, "max-memory", OPTION_BYTES, offsetof(type, pair.max_memory), "SIZE",    \
        "memory for the search, such as 1G", "256M"                            \
  }

/* Not of commands that work on many articles side by side. */
#define PAIR_THREADS(type)                                                     \
  {                                                                            \
    'j', "threads", OPTION_SIZE, offsetof(type, pair.threads), "N",            \
        "threads to work on", "all processors"                                 \
  }

#define PAIR_PATCH(type)                                                       \
  {                                                                            \
    0, "patch", OPTION_STRING, offsetof(type, pair.patch), "FILE",             \
        "align around what a review decided (.zpatch)", NULL                   \
  }

#define PAIR_EMBEDDINGS(type)                                                  \
  {                                                                            \
    0, "embeddings", OPTION_TWO, offsetof(type, pair.embeddings),              \
        "ZH.npy EN.npy", "a vector a sentence, from a model of yours", NULL    \
  }

#define PAIR_OPTIONS(type)                                                     \
  PAIR_SIDES(type), PAIR_READING(type), PAIR_PATCH(type), PAIR_THREADS(type),  \
      PAIR_EMBEDDINGS(type)

/* The last rows of every command. */
#define PAIR_VERBOSITY(type)                                                   \
  {'q',         "quiet",                                                       \
   OPTION_FLAG, offsetof(type, pair.quiet),                                    \
   NULL,        "say nothing but errors",                                      \
   NULL},                                                                      \
  {                                                                            \
    'v', "verbose", OPTION_COUNT, offsetof(type, pair.verbose), NULL,          \
        "say what was found out", NULL                                         \
  }

/* One article, from names to beads. */
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

/* What to end with if all went well: EXIT_NO if the patch did not fit. */
int pair_end(const pair *p);

/* Add the files that an article is read and aligned with. */
void pair_inputs(const pair *p, targets *t);

/* Two language tags such as "zh-TW,en-GB"; an exit status. */
int pair_tags(const command *self, const char *list, char zh[MAX_TAG + 1],
              char en[MAX_TAG + 1]);

/* The time that goes into a file: now, or what SOURCE_DATE_EPOCH says. */
int pair_date(const command *self, int64_t *date);

void pair_dispose(pair *p);

#endif
