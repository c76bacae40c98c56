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

size_t renderings_of(zhen_str zh, const rendering **out)
{
  size_t low = 0, high = N_RENDERINGS, n = 0;

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (compare(renderings[mid].zh, zh) < 0)
      low = mid + 1;
    else
      high = mid;
  }
  while (low + n < N_RENDERINGS && compare(renderings[low + n].zh, zh) == 0)
    n++;
  *out = renderings + low;
  return n;
}

const rendering *rendering_find(const rendering *rows, size_t n, zhen_str en)
{
  size_t low = 0, high = n;

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (compare(rows[mid].en, en) < 0)
      low = mid + 1;
    else
      high = mid;
  }
  return low < n && compare(rows[low].en, en) == 0 ? rows + low : NULL;
}

static float share_of(const unlinked *rows, size_t n, zhen_str word)
{
  size_t low = 0, high = n;

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (compare(rows[mid].word, word) < 0)
      low = mid + 1;
    else
      high = mid;
  }
  return low < n && compare(rows[low].word, word) == 0 ? rows[low].share : -1;
}

float unlinked_share_zh(zhen_str word)
{
  return share_of(unlinked_zh, N_ZH, word);
}

float unlinked_share_en(zhen_str word)
{
  return share_of(unlinked_en, N_EN, word);
}
