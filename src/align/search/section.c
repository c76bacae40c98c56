/* SPDX-License-Identifier: Apache-2.0 */
#include "align/search/section.h"
#include "base/fail.h"

#include <stdlib.h>

static zhen_status cut_side(side *part, const side *s, uint32_t begin,
                            uint32_t end)
{
  uint32_t first = sentence_at(s, begin), last = sentence_at(s, end);

  *part = *s;
  part->n_units = end - begin;
  part->n_sentences = last - first;
  part->units = mem_calloc(part->n_units, sizeof *part->units);
  part->unit_of = mem_calloc(part->n_sentences + 1, sizeof *part->unit_of);
  if (!part->units || !part->unit_of)
    return zhen_fail_memory();
  for (uint32_t u = begin; u < end; u++) {
    part->units[u - begin] = s->units[u];
    part->units[u - begin].sentence -= first;
  }
  for (uint32_t i = first; i <= last; i++)
    part->unit_of[i - first] = s->unit_of[i] - begin;
  if (begin < end)
    part->tokens.first += begin;
  part->tokens.n = part->n_units;
  return ZHEN_OK;
}

zhen_status document_part(document *part, const document *d, place begin,
                          place end)
{
  zhen_status status;

  *part = *d;
  part->zh_at += begin.zh;
  part->en_at += begin.en;
  part->en.units = NULL;
  part->en.unit_of = NULL;
  status = cut_side(&part->zh, &d->zh, begin.zh, end.zh);
  if (status == ZHEN_OK)
    status = cut_side(&part->en, &d->en, begin.en, end.en);
  return status;
}

void document_part_close(document *part)
{
  free(part->zh.units);
  free(part->zh.unit_of);
  free(part->en.units);
  free(part->en.unit_of);
}
