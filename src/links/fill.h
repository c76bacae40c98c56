/* SPDX-License-Identifier: Apache-2.0 */
/* Links of function words, which their neighbours decide. */
#ifndef ZHEN_LINKS_FILL_H
#define ZHEN_LINKS_FILL_H

#include "links/text.h"

/* The links of a pair while they are chosen: probabilities, 0: not linked. */
typedef struct link_grid {
  float *at; /* [zh * n_en + en] */
  size_t n_zh, n_en, capacity;
} link_grid;

static inline bool link_grid_is_free(const link_grid *g, size_t first,
                                     size_t step, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (g->at[first + i * step] > 0)
      return false;
  return true;
}

/* Link function words that have no link yet to one that translates them, if the
   words beside both are linked to each other; with this probability. */
void fill_function_words(link_grid *g, const link_text *t, size_t pair,
                         float probability);

/* Link both words of 在 ... 内 to what one of them is linked to. */
void fill_frames(link_grid *g, const link_text *t, size_t pair,
                 float probability);

/* Link all words of "at least" to what one of them is linked to. */
void fill_expressions(link_grid *g, const link_text *t, size_t pair,
                      float probability);

#endif
