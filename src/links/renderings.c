/* SPDX-License-Identifier: Apache-2.0 */
#include "links/renderings.h"

#include <string.h>

typedef struct unlinked {
  const char *word;
  float share;
} unlinked;

#include "links/renderings.inc"

enum {
  N_RENDERINGS = sizeof renderings / sizeof renderings[0],
  N_ZH = sizeof unlinked_zh / sizeof unlinked_zh[0],
  N_EN = sizeof unlinked_en / sizeof unlinked_en[0]
};

/* As strcmp(), of a text without NUL. */
static int compare(const char *a, zhen_str b)
{
  int order = strncmp(a, b.ptr, b.len);

  return order ? order : a[b.len] != '\0';
}

/* The first of rows of `size` bytes, sorted by the string at `offset`, whose
   string is not below `word`. */
static const void *find(const void *rows, size_t n, size_t size, size_t offset,
                        zhen_str word)
{
  const char *low = rows;

  while (n > 0) {
    const char *mid = low + n / 2 * size;
    const char *name;

    memcpy(&name, mid + offset, sizeof name);
    if (compare(name, word) < 0) {
      low = mid + size;
      n -= n / 2 + 1;
    } else {
      n /= 2;
    }
  }
  return low;
}

size_t renderings_of(zhen_str zh, const rendering **out)
{
  const rendering *first = find(renderings, N_RENDERINGS, sizeof *first,
                                offsetof(rendering, zh), zh);
  size_t n = 0;

  while (first + n < renderings + N_RENDERINGS && compare(first[n].zh, zh) == 0)
    n++;
  *out = first;
  return n;
}

const rendering *rendering_find(const rendering *rows, size_t n, zhen_str en)
{
  const rendering *at = find(rows, n, sizeof *at, offsetof(rendering, en), en);

  return n > 0 && at < rows + n && compare(at->en, en) == 0 ? at : NULL;
}

static float share_of(const unlinked *rows, size_t n, zhen_str word)
{
  const unlinked *at =
      find(rows, n, sizeof *at, offsetof(unlinked, word), word);

  return at < rows + n && compare(at->word, word) == 0 ? at->share : -1;
}

float unlinked_share_zh(zhen_str word)
{
  return share_of(unlinked_zh, N_ZH, word);
}

float unlinked_share_en(zhen_str word)
{
  return share_of(unlinked_en, N_EN, word);
}
