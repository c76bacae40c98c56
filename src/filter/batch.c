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

static zhen_status add_copy(batch *b, const pair_copy *copy)
{
  zhen_status status = mem_grow(&b->copies, &b->copies_capacity,
                                b->n_copies + 1, sizeof *b->copies);

  if (status != ZHEN_OK)
    return status;
  b->copies[b->n_copies++] = (batch_copy){*copy, b->texts.len, b->count};
  buf_put(&b->texts, copy->bytes.ptr, copy->bytes.len);
  return buf_status(&b->texts);
}

/* The next pair, or with copies a part of the file that is none. */
static zhen_status read_next(batch *b, zhen_pairs *in, batch_raw raw)
{
  const zhen_pair_row *row;
  pair_copy copy = {.pair = true};
  zhen_status status;

  if (raw == BATCH_COPY) {
    status = pairs_next_copy(in, &row, &copy, &b->more);
    if (status == ZHEN_OK)
      status = add_copy(b, &copy);
  } else {
    status = zhen_pairs_next(in, &row);
    b->more = row != NULL;
  }
  return status == ZHEN_OK && b->more && copy.pair
             ? add(b, row, raw == BATCH_LINES)
             : status;
}

/* Set the pointers, once the texts do not move any more. */
static void settle(batch *b)
{
  for (size_t i = 0; i < b->count; i++) {
    const batch_item *at = &b->items[i];

    b->pairs[i].zh = part(b, at->zh, at->en);
    b->pairs[i].en = part(b, at->en, at->end);
  }
  for (size_t i = 0; i < b->n_copies; i++) {
    batch_copy *c = &b->copies[i];

    c->copy.bytes = part(b, c->begin, c->begin + c->copy.bytes.len);
  }
}

zhen_status batch_read(batch *b, zhen_pairs *in, bool all, batch_raw raw,
                       progress *watched)
{
  zhen_status status = ZHEN_OK;

  b->count = b->n_copies = b->texts.len = 0;
  b->more = true;
  while (b->more && status == ZHEN_OK &&
         (all || (b->count < BATCH_PAIRS && b->texts.len < BATCH_BYTES))) {
    status = read_next(b, in, raw);
    if (status == ZHEN_OK)
      status = progress_step(watched, 0);
  }
  settle(b);
  return status;
}

zhen_str batch_line(const batch *b, size_t i)
{
  return part(b, b->items[i].raw, b->items[i].zh);
}

void batch_dispose(batch *b)
{
  buf_dispose(&b->texts);
  free(b->items);
  free(b->pairs);
  free(b->copies);
}
