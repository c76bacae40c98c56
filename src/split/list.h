/* SPDX-License-Identifier: Apache-2.0 */
/* The sentences found so far. `{0}` is an empty list. */
#ifndef ZHEN_SPLIT_LIST_H
#define ZHEN_SPLIT_LIST_H

#include "base/mem.h"
#include <zhen/split.h>

typedef struct sentence_list {
  zhen_sentence *at;
  size_t count, capacity;
} sentence_list;

static inline zhen_status sentence_put(sentence_list *list,
                                       const zhen_sentence *sentence)
{
  if (list->count == list->capacity) {
    zhen_status status =
        mem_grow(&list->at, &list->capacity, list->count + 1, sizeof *list->at);

    if (status != ZHEN_OK)
      return status;
  }
  list->at[list->count++] = *sentence;
  return ZHEN_OK;
}

#endif
