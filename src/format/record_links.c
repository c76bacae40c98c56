/* SPDX-License-Identifier: Apache-2.0 */
#include "format/record_links.h"
#include "base/mem.h"

#include <stdlib.h>

zhen_status record_links_add(record_links *l, const record *r)
{
  zhen_status status;

  if (!record_is_pair(r))
    return ZHEN_OK;
  status = mem_grow(&l->pairs, &l->capacity, l->count + 1, sizeof *l->pairs);
  if (status != ZHEN_OK)
    return status;
  l->pairs[l->count++] = (zhen_pair){r->zh.text, r->en.text, r->score};
  buf_put(&l->texts, r->zh.text.ptr, r->zh.text.len);
  buf_put(&l->texts, r->en.text.ptr, r->en.text.len);
  return buf_status(&l->texts);
}

zhen_status record_links_find(record_links *l, const zhen_lexicon *lexicon,
                              unsigned threads)
{
  const zhen_words_options how = {.struct_size = sizeof how,
                                  .threads = threads};
  size_t at = 0;

  for (size_t i = 0; i < l->count; i++) {
    l->pairs[i].zh.ptr = l->texts.ptr + at;
    l->pairs[i].en.ptr = l->pairs[i].zh.ptr + l->pairs[i].zh.len;
    at += l->pairs[i].zh.len + l->pairs[i].en.len;
  }
  return zhen_words_link(&l->words, lexicon, l->pairs, l->count, &how);
}

void record_links_describe(record_links *l, record *r)
{
  if (!l->words || !record_is_pair(r))
    return;
  l->now = zhen_words_of(l->words, l->next++);
  r->words = &l->now;
  r->given = zhen_words_given(l->words);
}

void record_links_dispose(record_links *l)
{
  buf_dispose(&l->texts);
  free(l->pairs);
  zhen_words_free(l->words);
}
