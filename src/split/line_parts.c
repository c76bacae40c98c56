/* SPDX-License-Identifier: Apache-2.0 */
#include "split/line_parts.h"
#include "split/marks.h"

#include <string.h>
#include <utf8proc.h>
#include <xxhash.h>

zhen_str line_str(const line_layout *p, const line *l)
{
  return (zhen_str){p->text.ptr + l->begin, l->end - l->begin};
}

uint32_t line_first(const line_layout *p, const line *l)
{
  size_t size;

  return l->end > l->begin ? utf8_at(p->text, l->begin, &size) : 0;
}

uint32_t line_last(const line_layout *p, const line *l)
{
  size_t size;

  return l->end > l->begin
             ? utf8_at(p->text, utf8_before(p->text, l->end), &size)
             : 0;
}

uint32_t line_rune_columns(uint32_t rune)
{
  int width = rune == '\t' ? 4 : utf8proc_charwidth((utf8proc_int32_t)rune);

  return width > 0 ? (uint32_t)width : 0;
}

uint32_t line_columns(zhen_str s)
{
  uint32_t width = 0;

  for (size_t at = 0; at < s.len;)
    width += line_columns_of(utf8_next(s, &at));
  return width;
}

bool line_is_tail(uint32_t rune)
{
  mark m = mark_of(rune);

  return rune >= 0x80 && (m == MARK_STOP || m == MARK_COMMA ||
                          m == MARK_SEMICOLON || mark_closes(m));
}

uint64_t line_header_hash(zhen_str s)
{
  char letters[4 * LONGEST_HEADER];
  size_t n = 0;

  for (size_t i = 0; i < s.len && n < sizeof letters; i++)
    if (s.ptr[i] < '0' || s.ptr[i] > '9')
      letters[n++] = s.ptr[i];
  return n > 0 ? XXH3_64bits(letters, n) : 0;
}

bool line_ends_in_hyphen(const line_layout *p, const line *l)
{
  return l->end - l->begin > 1 && p->text.ptr[l->end - 1] == '-' &&
         words_char(p->text.ptr[l->end - 2]);
}

zhen_str line_word_before(const line_layout *p, const line *l)
{
  size_t begin = l->end - 1;

  while (begin > l->begin &&
         (words_char(p->text.ptr[begin - 1]) || p->text.ptr[begin - 1] == '-'))
    begin--;
  return str_part(p->text, begin, l->end - 1);
}

bool line_knows_both(const line_layout *p, zhen_str left, const char *between,
                     zhen_str right)
{
  char both[128];
  size_t len = strlen(between);

  if (left.len + len + right.len > sizeof both)
    return false;
  memcpy(both, left.ptr, left.len);
  memcpy(both + left.len, between, len);
  memcpy(both + left.len + len, right.ptr, right.len);
  return words_know(&p->words, (zhen_str){both, left.len + len + right.len});
}

int line_compare_hashes(const void *a, const void *b)
{
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

  return (x > y) - (x < y);
}
