/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens/ending.h"
#include "split/marks.h"
#include "text/utf8.h"

#include <stdbool.h>

static bool is_aside(uint32_t rune, mark m)
{
  return mark_closes(m) || m == MARK_STRAIGHT || m == MARK_TICK ||
         rune_is_space(rune);
}

ending ending_of(zhen_str line)
{
  for (size_t end = line.len; end > 0;) {
    size_t size, at = utf8_before(line, end);
    uint32_t rune = utf8_at(line, at, &size);
    mark m = mark_of(rune);

    if (mark_ends(m))
      return ENDING_WHOLE;
    if (rune_is_word(rune) ||
        (m == MARK_COMMA && rune != ':' && rune != 0xFF1A))
      return ENDING_CUT;
    if (!is_aside(rune, m))
      return ENDING_OTHER;
    end = at;
  }
  return ENDING_OTHER;
}
