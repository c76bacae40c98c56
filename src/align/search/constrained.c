/* SPDX-License-Identifier: Apache-2.0 */
#include "align/search/constrained.h"
#include "align/corridor/find.h"
#include "align/search/search.h"
#include "align/search/section.h"
#include "base/fail.h"

#include <stdlib.h>

typedef struct constrained_search {
  const align_input *in;
  const score_model *m;
  const zhen_bead *fixed;
  size_t n_fixed;
  const corridor *c; /* NULL: to be computed */
  uint32_t margin;
  const search_options *how;
  bool final;
  size_t narrowed, capacity;
  zhen_alignment *out;
} constrained_search;

static zhen_status append(constrained_search *s, const zhen_bead *beads,
                          size_t n, zhen_bead shift)
{
  zhen_status status = mem_grow(&s->out->beads, &s->capacity, s->out->count + n,
                                sizeof *s->out->beads);

  for (size_t k = 0; k < n && status == ZHEN_OK; k++) {
    zhen_bead b = beads[k];

    b.zh_begin += shift.zh_begin;
    b.zh_end += shift.zh_begin;
    b.en_begin += shift.en_begin;
    b.en_end += shift.en_begin;
    s->out->beads[s->out->count++] = b;
  }
  return status;
}

static zhen_status search_section(constrained_search *s, zhen_alignment **found,
                                  section at)
{
  section_input cut;
  corridor c = {0};
  zhen_status status = section_open(&cut, s->in, at);

  if (status == ZHEN_OK)
    status = s->c ? corridor_cut(&c, s->c, at)
                  : corridor_find(&c, &cut.d, s->margin);
  if (status == ZHEN_OK)
    status = search_document(found, &cut.in, s->m, &c, s->how, s->final,
                             &s->narrowed);
  corridor_dispose(&c);
  section_close(&cut);
  return status;
}

/* The sentences from one boundary to another. */
static zhen_status search_between(constrained_search *s, zhen_bead at)
{
  const document *d = s->in->d;
  section between = {
      .begin = {d->zh.unit_of[at.zh_begin], d->en.unit_of[at.en_begin]},
      .end = {d->zh.unit_of[at.zh_end], d->en.unit_of[at.en_end]}};
  zhen_alignment *found = NULL;
  zhen_status status;

  if (at.zh_begin == at.zh_end && at.en_begin == at.en_end)
    return ZHEN_OK;
  status = search_section(s, &found, between);
  if (status == ZHEN_OK)
    status = append(s, found->beads, found->count, at);
  zhen_alignment_free(found);
  return status;
}

static zhen_status search_all(constrained_search *s)
{
  zhen_bead at = {0};
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k < s->n_fixed && status == ZHEN_OK; k++) {
    const zhen_bead *b = &s->fixed[k];

    at.zh_end = b->zh_begin;
    at.en_end = b->en_begin;
    status = search_between(s, at);
    if (status == ZHEN_OK && is_pair(b))
      status = append(s, b, 1, (zhen_bead){0});
    at.zh_begin = b->zh_end;
    at.en_begin = b->en_end;
  }
  at.zh_end = (uint32_t)s->in->d->zh.n_sentences;
  at.en_end = (uint32_t)s->in->d->en.n_sentences;
  return status == ZHEN_OK ? search_between(s, at) : status;
}

zhen_status search_constrained(zhen_alignment **out, const align_input *in,
                               const score_model *m, const zhen_bead *fixed,
                               size_t n_fixed, const corridor *c,
                               uint32_t margin, const search_options *how,
                               bool final, size_t *narrowed)
{
  constrained_search s = {.in = in,
                          .m = m,
                          .fixed = fixed,
                          .n_fixed = n_fixed,
                          .c = c,
                          .margin = margin,
                          .how = how,
                          .final = final,
                          .out = mem_calloc(1, sizeof *s.out)};
  zhen_status status = s.out ? search_all(&s) : zhen_fail_memory();

  *out = s.out;
  *narrowed += s.narrowed;
  if (status != ZHEN_OK) {
    zhen_alignment_free(*out);
    *out = NULL;
  }
  return status;
}
