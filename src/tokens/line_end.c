/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens/line_end.h"
#include "split/marks.h"
#include "split/rules.h"
#include "text/utf8.h"

#include <stdbool.h>
#include <string.h>

static bool is_passed_over(uint32_t rune, mark m)
{
  return mark_closes(m) || m == MARK_STRAIGHT || m == MARK_TICK ||
         rune_is_space(rune);
}

line_end line_end_of(zhen_str line)
{
  for (size_t end = line.len; end > 0;) {
    size_t size, at = utf8_before(line, end);
    uint32_t rune = utf8_at(line, at, &size);
    mark m = mark_of(rune);

    if (mark_ends(m))
      return LINE_WHOLE;
    if (rune_is_word(rune) ||
        (m == MARK_COMMA && rune != ':' && rune != 0xFF1A))
      return LINE_CUT;
    if (!is_passed_over(rune, m))
      return LINE_OTHER;
    end = at;
  }
  return LINE_OTHER;
}

/* As zhen splits text. Lines that others have split are cut after Mr., St. and
   initials. */
static bool goes_on(zhen_str line, zhen_str next)
{
  static const abbrev_list abbrevs = {.builtin = true};
  char after[64] = " ";
  size_t len = next.len < sizeof after - 1 ? next.len : sizeof after - 1;

  while (len < next.len && ((unsigned char)next.ptr[len] & 0xC0) == 0x80)
    len--;
  memcpy(after + 1, next.ptr, len);
  line.len--;
  return line.len > 0 &&
         rules_en_dot(&abbrevs, line, (zhen_str){after, len + 1}) == GO_ON;
}

line_end line_end_before(zhen_str line, zhen_str next)
{
  if (line.len > 0 && line.ptr[line.len - 1] == '.' && next.len > 0 &&
      goes_on(line, next))
    return LINE_TORN;
  return line_end_of(line);
}
