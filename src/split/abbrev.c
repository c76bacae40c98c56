/* SPDX-License-Identifier: Apache-2.0 */
#include "split/abbrev.h"

#include <string.h>

enum { LONGEST = 8 };

static const struct {
  char word[LONGEST];
  unsigned char len, kind;
} builtin[] = {
#define ABBREV(word, kind) {word, sizeof word - 1, ABBREV_##kind},
#include "split/abbrev.inc"
#undef ABBREV
};

int abbrev_compare(zhen_str a, zhen_str b)
{
  size_t shorter = a.len < b.len ? a.len : b.len;
  int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;

  return order ? order : (a.len > b.len) - (a.len < b.len);
}

static abbrev find_builtin(zhen_str word)
{
  size_t low = 0;
  size_t high = sizeof builtin / sizeof builtin[0];

  if (word.len >= LONGEST)
    return ABBREV_ORDINARY;
  while (low < high) {
    size_t mid = (low + high) / 2;
    int order =
        abbrev_compare(word, (zhen_str){builtin[mid].word, builtin[mid].len});

    if (order == 0)
      return (abbrev)builtin[mid].kind;
    if (order < 0)
      high = mid;
    else
      low = mid + 1;
  }
  return ABBREV_ORDINARY;
}

abbrev abbrev_find(const abbrev_list *list, zhen_str word)
{
  size_t low = 0;
  size_t high = list->count;

  while (low < high) {
    size_t mid = (low + high) / 2;
    int order = abbrev_compare(word, list->own[mid].word);

    if (order == 0)
      return list->own[mid].kind;
    if (order < 0)
      high = mid;
    else
      low = mid + 1;
  }
  return list->builtin ? find_builtin(word) : ABBREV_ORDINARY;
}
