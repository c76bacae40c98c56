/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The longest chain of matches in which the English files are in the order of
 * the Chinese ones. Matches in any other order have chains of about twice the
 * root of their number.
 */
#include "match/sequence.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>

enum {
  LEAST = 6, /* matches that show an order: one in 28 by chance */
  CHAINED = 4,
  OF = 5, /* share of them that is in the chain */
};

/* Out of order is evidence, as other numbers are; in order, the neighbors of a
   file that is missing are as well. */
#define OUT_OF_ORDER -3
#define IN_ORDER 1.5

zhen_status sequence_open(sequence *s, size_t n_zh, size_t n_en)
{
  *s = (sequence){.at = mem_calloc(n_zh, sizeof *s->at),
                  .chain = mem_calloc(2 * n_zh + 1, sizeof *s->chain),
                  .n_zh = n_zh,
                  .n_en = n_en};
  return s->at && s->chain ? ZHEN_OK : zhen_fail_memory();
}

void sequence_close(sequence *s)
{
  free(s->at);
  free(s->chain);
}

/* The first chain whose last English file is not before `en`. */
static size_t place(const likeness *const *matches, const size_t *ends,
                    size_t n, size_t en)
{
  size_t low = 0;

  while (low < n) {
    size_t middle = low + (n - low) / 2;

    if (matches[ends[middle]]->en < en)
      low = middle + 1;
    else
      n = middle;
  }
  return low;
}

/*
 * The last file of the longest chain and, in `before`, of each file the one
 * before it in its chain, or itself; the length of the chain.
 */
static size_t find_chain(const sequence *s, const likeness *const *matches,
                         size_t *last)
{
  size_t *ends = s->chain, *before = s->chain + s->n_zh, length = 0;

  for (size_t i = 0; i < s->n_zh; i++) {
    size_t k;

    if (!matches[i])
      continue;
    k = place(matches, ends, length, matches[i]->en);
    before[i] = k > 0 ? ends[k - 1] : i;
    ends[k] = i;
    length += k == length;
  }
  *last = length > 0 ? ends[length - 1] : 0;
  return length;
}

void sequence_learn(sequence *s, const likeness *const *matches)
{
  size_t n = 0, last, length = find_chain(s, matches, &last);
  const size_t *before = s->chain + s->n_zh;
  size_t to = s->n_en, i = s->n_zh;

  for (size_t k = 0; k < s->n_zh; k++)
    n += matches[k] != NULL;
  s->known = n >= LEAST && length * OF >= n * CHAINED;
  while (s->known && i > 0) {
    size_t from = last < i ? matches[last]->en + 1 : 0;
    size_t stop = last < i ? last + 1 : 0;

    while (i > stop)
      s->at[--i] = (sequence_range){from, to};
    if (i == 0)
      break;
    to = matches[last]->en;
    s->at[--i] = (sequence_range){to, to + 1};
    last = before[last] == last ? s->n_zh : before[last];
  }
}

double sequence_evidence(const sequence *s, const likeness *l)
{
  sequence_range r;

  if (!s->known)
    return 0;
  r = s->at[l->zh];
  if (l->en < r.from || l->en >= r.to)
    return OUT_OF_ORDER;
  return fmin(IN_ORDER, log((double)s->n_en / (double)(r.to - r.from)));
}
