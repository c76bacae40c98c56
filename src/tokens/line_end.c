/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens/line_end.h"
#include "split/marks.h"
#include "text/utf8.h"

#include <stdbool.h>

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
