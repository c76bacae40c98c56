/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/source_line.h"

#include <string.h>
#include <utf8proc.h>

enum { TAB = 8, MOST_DIGITS = 4 };

source_line source_line_read(zhen_str s, size_t at)
{
  size_t feed = str_find(s, at, '\n');
  source_line l = {.at = at, .text = at, .end = feed};

  l.next = feed < s.len ? feed + 1 : s.len;
  while (l.end > at && strchr(" \t\r\f\v", s.ptr[l.end - 1]))
    l.end--;
  for (; l.text < l.end && strchr(" \t\f\v", s.ptr[l.text]); l.text++)
    l.column =
        s.ptr[l.text] == '\t' ? (l.column / TAB + 1) * TAB : l.column + 1;
  return l;
}

source_line source_line_after_blanks(zhen_str s, size_t at)
{
  source_line l = source_line_read(s, at);

  while (source_line_is_blank(&l) && l.next < s.len)
    l = source_line_read(s, l.next);
  return l;
}

bool source_is_rule(zhen_str line, size_t least)
{
  size_t n = 0;

  if (line.len < least ||
      !strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", line.ptr[0]))
    return false;
  while (n < line.len && line.ptr[n] == line.ptr[0])
    n++;
  return n == line.len;
}

size_t source_width(zhen_str s)
{
  size_t columns = 0;

  for (size_t at = 0; at < s.len;) {
    int width = utf8proc_charwidth((utf8proc_int32_t)utf8_next(s, &at));

    columns += width > 0 ? (size_t)width : 0;
  }
  return columns;
}

size_t source_enumerator(zhen_str s)
{
  size_t at = s.len > 0 && s.ptr[0] == '(', digits = at;

  while (at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9')
    at++;
  if (at == digits && at < s.len &&
      (s.ptr[at] == '#' || (s.ptr[at] >= 'a' && s.ptr[at] <= 'z')))
    at++;
  if (at == digits || at - digits > MOST_DIGITS || at + 1 >= s.len)
    return 0;
  if (s.ptr[at] != ')' && (digits > 0 || s.ptr[at] != '.'))
    return 0;
  if (s.ptr[at + 1] != ' ' && s.ptr[at + 1] != '\t')
    return 0;
  for (at++; at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\t');)
    at++;
  return at;
}
