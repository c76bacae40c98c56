/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_TERMS_FIND_H
#define ZHEN_TERMS_FIND_H

#include "base/progress.h"
#include "terms/table.h"

#include <zhen/terms.h>

/* Count the phrases of a store or a file of pairs. `*document` is the number of
   the next one. */
ZHEN_CHECK zhen_status terms_read(term_table *table,
                                  const zhen_lexicon *lexicon, const char *path,
                                  const zhen_terms_options *options,
                                  progress *watched, uint64_t *document,
                                  uint64_t *pairs);

#endif
