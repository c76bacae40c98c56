/* SPDX-License-Identifier: Apache-2.0 */
#include "align/search/section.h"
#include "base/fail.h"

#include <stdlib.h>

static zhen_status cut_side(side *cut, const side *s, uint32_t begin,
                            uint32_t end)
{
  uint32_t first = sentence_at(s, begin), last = sentence_at(s, end);

  *cut = *s;
  cut->n_units = end - begin;
  cut->n_sentences = last - first;
  cut->units = mem_calloc(cut->n_units, sizeof *cut->units);
  cut->unit_of = mem_calloc(cut->n_sentences + 1, sizeof *cut->unit_of);
  if (!cut->units || !cut->unit_of)
    return zhen_fail_memory();
  for (uint32_t u = begin; u < end; u++) {
    cut->units[u - begin] = s->units[u];
    cut->units[u - begin].sentence -= first;
  }
  for (uint32_t i = first; i <= last; i++)
    cut->unit_of[i - first] = s->unit_of[i] - begin;
  if (begin < end)
    cut->tokens.first += begin;
  cut->tokens.n = cut->n_units;
  return ZHEN_OK;
}

zhen_status section_open(section_input *s, const align_input *whole, section at)
{
  const document *d = whole->d;
  zhen_status status;

  s->d = *d;
  s->d.en.units = NULL;
  s->d.en.unit_of = NULL;
  s->in = *whole;
  s->in.d = &s->d;
  s->in.zh_at += at.begin.zh;
  s->in.en_at += at.begin.en;
  status = cut_side(&s->d.zh, &d->zh, at.begin.zh, at.end.zh);
  if (status == ZHEN_OK)
    status = cut_side(&s->d.en, &d->en, at.begin.en, at.end.en);
  return status;
}

void section_close(section_input *s)
{
  free(s->d.zh.units);
  free(s->d.zh.unit_of);
  free(s->d.en.units);
  free(s->d.en.unit_of);
}
