/* SPDX-License-Identifier: Apache-2.0 */
/* "Did you mean": the known name at the least edit distance. */
#include "cli/cli.h"

#include <string.h>

enum { MAX_WORD = 64 };

/* Insertions, deletions, changes of a letter, and exchanges of two neighbours
   (Damerau), from `a` to the first `len` bytes of `b`. */
static size_t distance(const char *a, const char *b, size_t len)
{
  size_t rows[3][MAX_WORD];
  size_t *before = rows[0], *last = rows[1], *row = rows[2];

  for (size_t j = 0; j <= len; j++)
    last[j] = j;
  for (size_t i = 1; a[i - 1]; i++) {
    size_t *oldest = before;

    row[0] = i;
    for (size_t j = 1; j <= len; j++) {
      size_t best = last[j - 1] + (a[i - 1] != b[j - 1]);

      best = last[j] + 1 < best ? last[j] + 1 : best;
      best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
          before[j - 2] + 1 < best)
        best = before[j - 2] + 1;
      row[j] = best;
    }
    before = last;
    last = row;
    row = oldest;
  }
  return last[len];
}

void nearest_try(nearest *n, const char *name)
{
  size_t far = n->name ? n->distance : n->len / 3 + 2;
  size_t d = n->len < MAX_WORD ? distance(name, n->word, n->len) : far;

  if (d >= far)
    return;
  n->name = name;
  n->distance = d;
}
