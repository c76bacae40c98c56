/* SPDX-License-Identifier: Apache-2.0 */
#include "pairs/batch.h"
#include "base/mem.h"
#include "text/utf8.h"

#include <stdlib.h>

zhen_status pair_batch_add(pair_batch *b, text_pair pair)
{
  pair.zh = str_trim(pair.zh);
  pair.en = str_trim(pair.en);
  return pair.zh.len && pair.en.len ? pair_batch_append(b, pair) : ZHEN_OK;
}

zhen_status pair_batch_append(pair_batch *b, text_pair pair)
{
  zhen_status status =
      mem_grow(&b->at, &b->capacity, b->count + 1, sizeof *b->at);

  if (status != ZHEN_OK)
    return status;
  buf_put(&b->text, pair.zh.ptr, pair.zh.len);
  buf_put(&b->text, pair.en.ptr, pair.en.len);
  b->at[b->count++] = pair;
  return buf_status(&b->text);
}

void pair_batch_settle(pair_batch *b)
{
  const char *p = b->text.ptr ? b->text.ptr : "";

  for (size_t i = 0; i < b->count; i++) {
    b->at[i].zh.ptr = p;
    b->at[i].en.ptr = p + b->at[i].zh.len;
    p += b->at[i].zh.len + b->at[i].en.len;
  }
}

void pair_batch_dispose(pair_batch *b)
{
  free(b->at);
  buf_dispose(&b->text);
  *b = (pair_batch){0};
}
