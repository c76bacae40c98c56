/* SPDX-License-Identifier: Apache-2.0 */
#include "filter/reasons.h"
#include "text/line.h"

static void put_reason(buf *b, size_t begin, const char *what, zhen_str text)
{
  if (text.len == 0)
    return;
  if (b->len > begin)
    buf_puts(b, "; ");
  buf_puts(b, what);
  line_put_collapsed(b, text, false);
}

static void put_words(buf *b, const zhen_pair_score *score)
{
  buf_printf(b, "words matched: zh %d%%, en %d%%",
             (int)(100 * score->matched_zh + .5),
             (int)(100 * score->matched_en + .5));
}

void score_put_reasons(buf *b, const zhen_pair_score *score)
{
  const zhen_str none = {" ", 1};
  size_t begin = b->len;

  if (score->empty) {
    buf_puts(b, "empty side");
    return;
  }
  put_words(b, score);
  if (score->wrong_language)
    put_reason(b, begin, "wrong language", none);
  put_reason(b, begin, "number only in zh: ", score->number_zh);
  put_reason(b, begin, "number only in en: ", score->number_en);
  put_reason(b, begin, "name only in en: ", score->name_en);
  put_reason(b, begin, "unmatched in zh: ", score->unmatched_zh);
  put_reason(b, begin, "unmatched in en: ", score->unmatched_en);
  if (score->length_z > 3)
    put_reason(b, begin, "zh is short", none);
  if (score->length_z < -3)
    put_reason(b, begin, "en is short", none);
  if (score->negation_zh)
    put_reason(b, begin, "negation only in zh", none);
  if (score->negation_en)
    put_reason(b, begin, "negation only in en", none);
}
