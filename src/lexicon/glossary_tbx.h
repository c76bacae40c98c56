/* SPDX-License-Identifier: Apache-2.0 */
/* A glossary in TBX (ISO 30042), version 2 or 3. */
#ifndef ZHEN_LEXICON_GLOSSARY_TBX_H
#define ZHEN_LEXICON_GLOSSARY_TBX_H

#include "lexicon/glossary.h"

ZHEN_CHECK zhen_status glossary_read_tbx(glossary *g, zhen_str text);

#endif
