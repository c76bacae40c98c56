/* SPDX-License-Identifier: Apache-2.0 */
#include "split/abbrev.h"

#include <string.h>

enum { LONGEST = 8 };

/* Words are padded with zeros, so that eight bytes compare as one number. */
static const struct builtin {
  unsigned char word[LONGEST];
  unsigned char kind;
} builtins[] = {
#define ABBREV(word, kind) {word, ABBREV_##kind},
#include "split/abbrev.inc"
#undef ABBREV
};

static uint64_t number_of(const unsigned char *word)
{
  uint64_t n = 0;

  for (int i = 0; i < LONGEST; i++)
    n = n << 8 | word[i];
  return n;
}

int abbrev_compare(zhen_str a, zhen_str b)
{
  size_t shorter = a.len < b.len ? a.len : b.len;
  int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;

  return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* A branchless binary search: it runs at every full stop. */
static abbrev find_builtin(zhen_str word)
{
  unsigned char padded[LONGEST] = {0};
  const struct builtin *base = builtins;
  uint64_t wanted;

  if (word.len >= LONGEST)
    return ABBREV_ORDINARY;
  memcpy(padded, word.ptr, word.len);
  wanted = number_of(padded);
  for (size_t n = sizeof builtins / sizeof builtins[0]; n > 1; n -= n / 2)
    base += number_of(base[n / 2].word) <= wanted ? n / 2 : 0;
  return number_of(base->word) == wanted ? (abbrev)base->kind : ABBREV_ORDINARY;
}

abbrev abbrev_find(const abbrev_list *list, zhen_str word)
{
  size_t low = 0;
  size_t high = list->count;

  while (low < high) {
    size_t mid = (low + high) / 2;
    int order = abbrev_compare(word, list->user[mid].word);

    if (order == 0)
      return list->user[mid].kind;
    if (order < 0)
      high = mid;
    else
      low = mid + 1;
  }
  return list->builtin ? find_builtin(word) : ABBREV_ORDINARY;
}
