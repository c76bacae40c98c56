/* SPDX-License-Identifier: Apache-2.0 */
/* A glossary that is being added to a lexicon. */
#ifndef ZHEN_LEXICON_GLOSSARY_H
#define ZHEN_LEXICON_GLOSSARY_H

#include "base/buf.h"
#include "base/interner.h"
#include "lexicon/english.h"
#include "lexicon/lexicon.h"

/* An entry that was read: a folded Chinese term, and a translation. */
typedef zhen_status glossary_take(void *context, zhen_str head, zhen_str en);

typedef struct glossary {
  zhen_lexicon *lexicon; /* only its strings grow during reading */
  english *english;
  const char *path;
  size_t line;           /* for messages, from 1 */
  bool lenient;          /* a dictionary, as of hunalign */
  size_t skipped;        /* lines */
  interner heads, stems; /* number of a head: of its term */
  glossary_term *terms;
  size_t capacity;
  buf folded;
  glossary_take *take; /* NULL: nobody */
  void *context;
} glossary;

/* As zhen_lexicon_add_glossary(); `take` gets each entry. */
ZHEN_CHECK zhen_status lexicon_add_glossary(zhen_lexicon *lexicon,
                                            const char *path,
                                            glossary_take *take, void *context);

/* Begin with the terms that `g->lexicon` has. */
ZHEN_CHECK zhen_status glossary_open(glossary *g);

/* Give all terms to the lexicon. */
void glossary_finish(glossary *g);

void glossary_close(glossary *g);

/* Add `zh` with its translation `en`; both are trimmed and not empty. */
ZHEN_CHECK zhen_status glossary_add(glossary *g, zhen_str zh, zhen_str en);

/* Whether two Chinese terms are equal after folding. */
bool glossary_same_head(const glossary *g, zhen_str a, zhen_str b);

/* Invalid input: the message after file and line. */
zhen_status glossary_fail(const glossary *g, const char *why);

#endif
