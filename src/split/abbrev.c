/* SPDX-License-Identifier: Apache-2.0 */
#include "split/abbrev.h"

#include <string.h>

enum { LONGEST = 8 };

/* Words are padded with zeros, so that eight bytes compare as one number. */
static const struct {
  unsigned char word[LONGEST];
  unsigned char kind;
} builtin[] = {
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

static abbrev find_builtin(zhen_str word)
{
  unsigned char padded[LONGEST] = {0};
  size_t low = 0;
  size_t high = sizeof builtin / sizeof builtin[0];
  uint64_t wanted;

  if (word.len >= LONGEST)
    return ABBREV_ORDINARY;
  memcpy(padded, word.ptr, word.len);
  wanted = number_of(padded);
  while (low < high) {
    size_t mid = (low + high) / 2;
    uint64_t here = number_of(builtin[mid].word);

    if (here == wanted)
      return (abbrev)builtin[mid].kind;
    if (wanted < here)
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
