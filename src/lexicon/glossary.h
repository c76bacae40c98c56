/* SPDX-License-Identifier: Apache-2.0 */
/* A glossary that is being added to a lexicon. */
#ifndef ZHEN_LEXICON_GLOSSARY_H
#define ZHEN_LEXICON_GLOSSARY_H

#include "base/buf.h"
#include "base/interner.h"
#include "lexicon/english.h"
#include "lexicon/lexicon.h"

typedef struct glossary {
  zhen_lexicon *lexicon; /* only its strings grow during reading */
  english *english;
  const char *path;
  size_t line;           /* for messages, from 1 */
  interner heads, stems; /* number of a head: of its term */
  glossary_term *terms;
  size_t capacity;
  buf folded;
} glossary;

/* Add `zh` with its translation `en`; both are trimmed and not empty. */
ZHEN_CHECK zhen_status glossary_add(glossary *g, zhen_str zh, zhen_str en);

/* Whether two Chinese terms are equal after folding. */
bool glossary_same_head(const glossary *g, zhen_str a, zhen_str b);

/* Invalid input: the message after file and line. */
zhen_status glossary_fail(const glossary *g, const char *why);

/* One term per line, in one of three forms, set by the first entry. */
ZHEN_CHECK zhen_status glossary_read_lines(glossary *g, zhen_str text);

/* TBX (ISO 30042), version 2 or 3. */
ZHEN_CHECK zhen_status glossary_read_tbx(glossary *g, zhen_str text);

#endif
