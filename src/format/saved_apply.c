/* SPDX-License-Identifier: Apache-2.0 */
/* A saved alignment in the place of another. */
#include "align/beads/alignment.h"
#include "base/fail.h"
#include "base/mem.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <zhen/saved.h>

/* The next character that is not white space; 0 at the end. */
static uint32_t next_mark(zhen_str s, size_t *at)
{
  uint32_t rune;

  do
    rune = utf8_next(s, at);
  while (rune && rune_is_space(rune));
  return rune;
}

/* Whether a text equals sentences [begin, end), ignoring white space. */
static bool is_text_of(zhen_str text, const zhen_sentences *s, uint32_t begin,
                       uint32_t end)
{
  size_t at = 0;

  if (end > s->count)
    return false;
  for (uint32_t i = begin; i < end; i++) {
    zhen_str sentence = zhen_sentence_str(s, i);

    for (size_t k = 0; k < sentence.len;) {
      uint32_t rune = next_mark(sentence, &k);

      if (rune && rune != next_mark(text, &at))
        return false;
    }
  }
  return next_mark(text, &at) == 0;
}

typedef struct bead_list {
  zhen_bead *at;
  size_t count, capacity;
} bead_list;

static zhen_status add(bead_list *list, zhen_bead b)
{
  zhen_status status =
      mem_grow(&list->at, &list->capacity, list->count + 1, sizeof *list->at);

  if (status == ZHEN_OK)
    list->at[list->count++] = b;
  return status;
}

/* Add the sentences before a position as unaligned, one by one. */
static zhen_status add_unaligned(bead_list *list, uint32_t zh_end,
                                 uint32_t en_end)
{
  const zhen_bead *last = list->count ? &list->at[list->count - 1] : NULL;
  uint32_t zh = last ? last->zh_end : 0, en = last ? last->en_end : 0;
  zhen_status status = ZHEN_OK;

  for (; zh < zh_end && status == ZHEN_OK; zh++)
    status = add(list, (zhen_bead){zh, zh + 1, en, en, 0});
  for (; en < en_end && status == ZHEN_OK; en++)
    status = add(list, (zhen_bead){zh_end, zh_end, en, en + 1, 0});
  return status;
}

static zhen_status list_beads(bead_list *list, const zhen_saved *saved,
                              const zhen_sentences *zh,
                              const zhen_sentences *en)
{
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k < saved->count && status == ZHEN_OK; k++) {
    const zhen_saved_row *row = &saved->rows[k];
    const zhen_bead *b = &row->bead;

    if (!is_text_of(row->zh, zh, b->zh_begin, b->zh_end) ||
        !is_text_of(row->en, en, b->en_begin, b->en_end))
      return zhen_fail(ZHEN_EINPUT,
                       "line %zu differs from the texts; give the files and "
                       "the input options that the alignment was made with",
                       row->line);
    status = add_unaligned(list, b->zh_begin, b->en_begin);
    if (status == ZHEN_OK)
      status = add(list, *b);
  }
  if (status != ZHEN_OK)
    return status;
  return add_unaligned(list, (uint32_t)zh->count, (uint32_t)en->count);
}

zhen_status zhen_saved_apply(const zhen_saved *saved, zhen_alignment *a,
                             const zhen_sentences *zh, const zhen_sentences *en)
{
  bead_list list = {0};
  zhen_status status = list_beads(&list, saved, zh, en);

  if (status == ZHEN_OK)
    status = zhen_alignment_replace(a, list.at, list.count);
  if (status == ZHEN_OK && saved->parallel >= 0) {
    a->parallel = saved->parallel;
    a->relation = saved->relation;
  }
  free(list.at);
  return status;
}
