/* SPDX-License-Identifier: Apache-2.0 */
/* Moving over the ASCII words around an English number. */
#include "lexicon/number_en.h"

#include <string.h>

size_t english_word_at(zhen_str s, size_t at, char out[WORD_BYTES])
{
  size_t len = 0;

  while (at + len < s.len && ((s.ptr[at + len] | 0x20) >= 'a') &&
         ((s.ptr[at + len] | 0x20) <= 'z')) {
    if (len < WORD_BYTES - 1)
      out[len] = (char)(s.ptr[at + len] | 0x20);
    len++;
  }
  out[len < WORD_BYTES - 1 ? len : WORD_BYTES - 1] = '\0';
  return len;
}

size_t english_skip_joint(zhen_str s, size_t at)
{
  while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '-'))
    at++;
  return at;
}

size_t english_next_word(zhen_str s, size_t *at, char out[WORD_BYTES])
{
  size_t len;

  *at = english_skip_joint(s, *at);
  len = english_word_at(s, *at, out);
  *at += len;
  return len;
}

bool english_take_word(zhen_str s, size_t *at, const char *wanted)
{
  char word[WORD_BYTES];
  size_t here = *at;

  if (!english_next_word(s, &here, word) || strcmp(word, wanted) != 0)
    return false;
  *at = here;
  return true;
}

void english_word_before(zhen_str s, size_t at, char out[WORD_BYTES])
{
  char word[WORD_BYTES];
  size_t begin;

  while (at > 0 && (s.ptr[at - 1] == ' ' || s.ptr[at - 1] == '-'))
    at--;
  for (begin = at; begin > 0 && english_word_at(s, begin - 1, word); begin--)
    if (at - begin >= WORD_BYTES)
      break;
  english_word_at(s, begin, out);
  if (begin == at)
    out[0] = '\0';
}

bool english_is_in(const char *word, const char *const *list)
{
  for (; *list; list++)
    if ((*list)[0] == word[0] && strcmp(*list, word) == 0)
      return true;
  return false;
}
