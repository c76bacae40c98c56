/* SPDX-License-Identifier: Apache-2.0 */
/* A glossary on its way into a lexicon. */
#ifndef ZHEN_LEXICON_GLOSSARY_H
#define ZHEN_LEXICON_GLOSSARY_H

#include "base/buf.h"
#include "base/interner.h"
#include "lexicon/english.h"
#include "lexicon/lexicon.h"

typedef struct glossary {
  zhen_lexicon *lexicon; /* only its strings grow while reading */
  english *english;
  const char *path;
  size_t line;           /* for messages, from 1 */
  interner heads, stems; /* number of a head: of its term */
  glossary_term *terms;
  size_t capacity;
  buf folded;
} glossary;

/* `en` translates `zh`; both are trimmed and not empty. */
ZHEN_CHECK zhen_status glossary_add(glossary *g, zhen_str zh, zhen_str en);

/* Whether two Chinese terms are the same when folded. */
bool glossary_same_head(const glossary *g, zhen_str a, zhen_str b);

/* Wrong input: the message after file and line. */
zhen_status glossary_fail(const glossary *g, const char *why);

/* One term a line, in one of three forms; the first entry says which. */
ZHEN_CHECK zhen_status glossary_read_lines(glossary *g, zhen_str text);

/* TBX (ISO 30042), version 2 or 3. */
ZHEN_CHECK zhen_status glossary_read_tbx(glossary *g, zhen_str text);

#endif
