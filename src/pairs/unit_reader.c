/* SPDX-License-Identifier: Apache-2.0 */
#include "pairs/unit_reader.h"
#include "base/fail.h"
#include "text/utf8.h"

/* What lies between two units is held until the second; not too much of it. */
enum { HELD_MAX = 1 << 20 };

zhen_status unit_sink_add(unit_sink *s, text_pair pair, bool whole)
{
  pair.zh = str_trim(pair.zh);
  pair.en = str_trim(pair.en);
  if (whole ? pair.zh.len > 0 || pair.en.len > 0
            : pair.zh.len > 0 && pair.en.len > 0) {
    s->any = true;
  } else {
    s->skipped++;
    if (pair.place.end - s->placed < HELD_MAX && pair.place.group == 0)
      return ZHEN_OK;
    pair.zh.len = pair.en.len = 0;
    pair.place.begin = pair.place.end;
    pair.place.stays = true;
  }
  s->placed = pair.place.end;
  return pair_batch_append(s->batch, pair);
}

zhen_status unit_sink_refuse(unit_sink *s, size_t line, const char *why)
{
  if (!s->skip)
    return zhen_fail(ZHEN_EINPUT, "%s: line %zu: %s%s", s->path, line, why,
                     s->terse ? ""
                              : "; use `skip_malformed` to skip such lines");
  s->skipped++;
  return ZHEN_OK;
}
