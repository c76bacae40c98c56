/* SPDX-License-Identifier: Apache-2.0 */
/* The lexicon in the program, with its tables; its bytes are trusted. */
#include "base/fail.h"
#include "lexicon/tables.h"

extern const uint8_t zhen_lexicon_embedded[];
extern const uint8_t zhen_lexicon_embedded_end[];

zhen_status zhen_lexicon_open_default(zhen_lexicon **out)
{
  zhen_lexicon *x = mem_calloc(1, sizeof *x);

  *out = x;
  if (!x)
    return zhen_fail_memory();
  x->bytes = zhen_lexicon_embedded;
  x->size = (size_t)(zhen_lexicon_embedded_end - zhen_lexicon_embedded);
  lexicon_find_lists(x);
  lexicon_tables_use(x, (const void *)zhen_lexicon_embedded_tables);
  return ZHEN_OK;
}
