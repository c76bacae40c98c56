/* SPDX-License-Identifier: Apache-2.0 */
#include "filter/batch.h"
#include "base/mem.h"

#include <stdlib.h>

static zhen_status add(batch *b, const zhen_pair_row *row, bool raw)
{
  batch_item *i;
  zhen_status status =
      mem_grow(&b->items, &b->items_capacity, b->count + 1, sizeof *b->items);

  if (status == ZHEN_OK)
    status =
        mem_grow(&b->pairs, &b->pairs_capacity, b->count + 1, sizeof *b->pairs);
  if (status != ZHEN_OK)
    return status;
  b->pairs[b->count].score = row->pair.score;
  i = &b->items[b->count++];
  *i = (batch_item){.raw = b->texts.len, .line = row->line};
  if (raw)
    buf_put(&b->texts, row->raw.ptr, row->raw.len);
  i->zh = b->texts.len;
  buf_put(&b->texts, row->pair.zh.ptr, row->pair.zh.len);
  i->en = b->texts.len;
  buf_put(&b->texts, row->pair.en.ptr, row->pair.en.len);
  i->end = b->texts.len;
  return buf_status(&b->texts);
}

static zhen_str part(const batch *b, size_t begin, size_t end)
{
  return (zhen_str){b->texts.ptr ? b->texts.ptr + begin : "", end - begin};
}

zhen_status batch_read(batch *b, zhen_pairs *in, bool all, bool raw,
                       progress *watched)
{
  b->count = b->texts.len = 0;
  b->more = true;
  while (all || (b->count < BATCH_PAIRS && b->texts.len < BATCH_BYTES)) {
    const zhen_pair_row *next;
    zhen_status status = zhen_pairs_next(in, &next);

    if (status == ZHEN_OK)
      status = progress_step(watched, 0);
    b->more = next != NULL;
    if (status == ZHEN_OK && b->more)
      status = add(b, next, raw);
    if (status != ZHEN_OK)
      return status;
    if (!b->more)
      break;
  }
  for (size_t i = 0; i < b->count; i++) {
    const batch_item *at = &b->items[i];

    b->pairs[i].zh = part(b, at->zh, at->en);
    b->pairs[i].en = part(b, at->en, at->end);
  }
  return ZHEN_OK;
}

zhen_str batch_raw(const batch *b, size_t i)
{
  return part(b, b->items[i].raw, b->items[i].zh);
}

void batch_dispose(batch *b)
{
  buf_dispose(&b->texts);
  free(b->items);
  free(b->pairs);
}
