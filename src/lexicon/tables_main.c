/* SPDX-License-Identifier: Apache-2.0 */
/* zhen-tables LEXICON TABLES: write the tables of a lexicon. It runs when zhen
   is built; the exit status is a zhen_status. */
#include "lexicon/tables.h"

#include <stdio.h>

static zhen_status write_tables(const lexicon_tables *t, const char *path)
{
  FILE *f = fopen(path, "wb");
  bool whole = f && fwrite(t, 1, t->size, f) == t->size;

  return f && fclose(f) == 0 && whole ? ZHEN_OK : ZHEN_EOUTPUT;
}

int main(int argc, char **argv)
{
  zhen_lexicon *x = NULL;
  zhen_status status = argc == 3 ? zhen_lexicon_open(&x, argv[1]) : ZHEN_EUSAGE;

  if (status == ZHEN_OK)
    status = write_tables(x->own_tables, argv[2]);
  zhen_lexicon_close(x);
  return (int)status;
}
