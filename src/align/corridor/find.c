/* SPDX-License-Identifier: Apache-2.0 */
#include "align/corridor/find.h"
#include "align/corridor/chain.h"

#include <stdlib.h>

/*
 * Cells: few enough to search them all. With 10,000 and 160,000 F1 of the
 * development sets is the same.
 */
enum { SMALL = 40000 };

zhen_status corridor_find(corridor *c, const document *d, uint32_t margin)
{
  size_t count = 0;
  node *path = NULL;
  zhen_status status = ZHEN_OK;

  *c = (corridor){0};
  if (d->zh.n_units * d->en.n_units > SMALL)
    status = chain_find(&path, &count, d);
  if (status == ZHEN_OK)
    status = corridor_around(c, d, path, count, margin);
  free(path);
  return status;
}
