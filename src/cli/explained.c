/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/explained.h"

/* The parallel passage that shares a sentence with the bead, or NULL. */
const zhen_bead *explained_passage(const explained *e)
{
  const zhen_bead *b = &e->why->bead;
  size_t count;
  const zhen_bead *p = zhen_alignment_passages(e->alignment, &count);

  for (size_t k = 0; k < count; k++)
    if ((b->zh_begin < p[k].zh_end && p[k].zh_begin < b->zh_end) ||
        (b->en_begin < p[k].en_end && p[k].en_begin < b->en_end))
      return &p[k];
  return NULL;
}

/* The doubtful pair that an unaligned sentence may be in; NULL: none. */
const zhen_bead *explained_doubt(const explained *e)
{
  const zhen_bead *own = &e->why->bead;
  size_t count;
  const zhen_bead *d = zhen_alignment_doubtful(e->alignment, &count);

  for (size_t k = 0; k < count && !explained_is_pair(e); k++)
    if (own->zh_begin < own->zh_end
            ? d[k].zh_begin <= own->zh_begin && own->zh_end <= d[k].zh_end
            : d[k].en_begin <= own->en_begin && own->en_end <= d[k].en_end)
      return &d[k];
  return NULL;
}

zhen_str explained_text(const zhen_side *side, const zhen_word_position *p)
{
  zhen_str s = zhen_sentence_str(side->sentences, p->sentence);

  return (zhen_str){s.ptr + p->begin, p->end - p->begin};
}

static zhen_word_position position_of(const zhen_side *side, uint32_t first,
                                      uint32_t last, const zhen_bytes *word)
{
  const zhen_sentence *at = side->sentences->at;
  size_t begin = at[first].begin + word->begin,
         end = at[first].begin + word->end;
  uint32_t i = first;

  while (i + 1 < last && at[i + 1].begin <= begin)
    i++;
  end = end < at[i].end ? end : at[i].end;
  return (zhen_word_position){i, begin - at[i].begin, end - at[i].begin};
}

explained_link explained_link_at(const explained *e, size_t k)
{
  const zhen_bead *b = &e->why->bead;
  const zhen_pair_words *w = &e->words;
  const zhen_word_link *l = &w->links[k];

  return (explained_link){
      position_of(e->zh, b->zh_begin, b->zh_end, &w->zh[l->zh]),
      position_of(e->en, b->en_begin, b->en_end, &w->en[l->en]),
      (double)l->probability};
}
