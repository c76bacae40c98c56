/* SPDX-License-Identifier: Apache-2.0 */
/* Search that ignores case, width and the variant of Chinese characters. */
#include "base/fail.h"
#include "base/mem.h"
#include "store/text_query.h"

#include <stdlib.h>

zhen_status zhen_text_query_new(zhen_text_query **out, zhen_str text,
                                const zhen_lexicon *lexicon)
{
  zhen_text_query *n = mem_calloc(1, sizeof *n);
  zhen_status status = n ? ZHEN_OK : zhen_fail_memory();

  *out = NULL;
  if (status == ZHEN_OK)
    n->lexicon = lexicon;
  text = str_trim(text);
  if (status == ZHEN_OK && text.len == 0)
    status = zhen_fail(ZHEN_EUSAGE, "the search text is empty");
  for (size_t at = 0; status == ZHEN_OK && at < text.len;) {
    status = mem_grow(&n->runes, &n->capacity, n->count + 1, sizeof *n->runes);
    if (status == ZHEN_OK)
      n->runes[n->count++] = text_next(lexicon, text, &at);
  }
  if (status == ZHEN_OK)
    *out = n;
  else
    zhen_text_query_free(n);
  return status;
}

/* Where the query text ends if it starts at `at`; 0 if it does not. */
static size_t match(const zhen_text_query *n, zhen_str in, size_t at)
{
  for (size_t i = 0; i < n->count; i++)
    if (at >= in.len || text_next(n->lexicon, in, &at) != n->runes[i])
      return 0;
  return at;
}

bool zhen_text_query_find(const zhen_text_query *query, zhen_str in,
                          size_t from, zhen_bytes *found)
{
  for (size_t at = from; at < in.len; at += utf8_size(in.ptr[at])) {
    size_t end = match(query, in, at);

    if (end > 0) {
      *found = (zhen_bytes){at, end};
      return true;
    }
  }
  return false;
}

void zhen_text_query_free(zhen_text_query *query)
{
  if (!query)
    return;
  free(query->runes);
  free(query);
}
