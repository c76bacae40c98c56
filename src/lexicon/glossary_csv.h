/* SPDX-License-Identifier: Apache-2.0 */
/* A glossary in columns of comma-separated values. */
#ifndef ZHEN_LEXICON_GLOSSARY_CSV_H
#define ZHEN_LEXICON_GLOSSARY_CSV_H

#include "lexicon/glossary.h"

/* Read a text that begins at line `g->line`. */
ZHEN_CHECK zhen_status glossary_read_csv(glossary *g, zhen_str text);

#endif
