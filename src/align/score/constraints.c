/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/constraints.h"
#include "align/beads/alignment.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>

/* ---- setting them ---- */

static bool has_zh(const zhen_bead *b)
{
  return b->zh_begin < b->zh_end;
}

static bool has_en(const zhen_bead *b)
{
  return b->en_begin < b->en_end;
}

static bool is_inside(const document *d, const zhen_bead *b)
{
  return b->zh_begin <= b->zh_end && b->en_begin <= b->en_end &&
         (!has_zh(b) || b->zh_end <= d->zh.n_sentences) &&
         (!has_en(b) || b->en_end <= d->en.n_sentences) &&
         (has_zh(b) || has_en(b));
}

/* Constrain the units of the sentences [begin, end) of a side. */
static void mark(uint8_t *units, const side *s, uint32_t begin, uint32_t end,
                 uint8_t constraint)
{
  for (uint32_t u = s->unit_of[begin]; u < s->unit_of[end]; u++)
    units[u] |= constraint;
}

static void mark_null(constraints *c, const document *d,
                      const zhen_constraint *h)
{
  const zhen_bead *b = &h->bead;
  uint8_t constraint = h->refuse ? MUST_PAIR : MUST_BE_NULL;

  if (has_zh(b))
    mark(c->zh, &d->zh, b->zh_begin, b->zh_end, constraint);
  if (has_en(b))
    mark(c->en, &d->en, b->en_begin, b->en_end, constraint);
  c->has_null |= !h->refuse;
}

static int by_zh(const void *a, const void *b)
{
  const zhen_bead *x = a, *y = b;

  if (x->zh_begin != y->zh_begin)
    return x->zh_begin < y->zh_begin ? -1 : 1;
  return (x->en_begin > y->en_begin) - (x->en_begin < y->en_begin);
}

static int by_forbidden_zh(const void *a, const void *b)
{
  const forbidden_bead *x = a, *y = b;

  return (x->zh > y->zh) - (x->zh < y->zh);
}

static bool has_mark(const uint8_t *units, uint32_t begin, uint32_t end,
                     uint8_t constraint)
{
  for (uint32_t u = begin; u < end; u++)
    if (units[u] & constraint)
      return true;
  return false;
}

static bool has_null(const uint8_t *units, const side *s, uint32_t begin,
                     uint32_t end)
{
  return has_mark(units, s->unit_of[begin], s->unit_of[end], MUST_BE_NULL);
}

/* Pairs in order without overlap, and none of their sentences unaligned. */
static bool is_consistent(const constraints *c, const document *d)
{
  for (size_t k = 0; k < c->n_pairs; k++) {
    const zhen_bead *b = &c->pairs[k];

    if (k > 0 && (b->zh_begin < b[-1].zh_end || b->en_begin < b[-1].en_end))
      return false;
    if (has_null(c->zh, &d->zh, b->zh_begin, b->zh_end) ||
        has_null(c->en, &d->en, b->en_begin, b->en_end))
      return false;
  }
  return true;
}

static void put(constraints *c, const document *d, const zhen_constraint *h)
{
  const zhen_bead *b = &h->bead;

  if (!is_pair(b)) {
    mark_null(c, d, h);
  } else if (h->refuse) {
    c->forbidden[c->n_forbidden++] =
        (forbidden_bead){d->zh.unit_of[b->zh_begin], d->zh.unit_of[b->zh_end],
                         d->en.unit_of[b->en_begin], d->en.unit_of[b->en_end]};
  } else {
    c->pairs[c->n_pairs] = *b;
    c->pairs[c->n_pairs++].score = 1;
  }
}

static zhen_status take(constraints *c, const document *d,
                        const zhen_constraint *given, size_t count)
{
  c->pairs = mem_calloc(count, sizeof *c->pairs);
  c->forbidden = mem_calloc(count, sizeof *c->forbidden);
  c->zh = mem_calloc(d->zh.n_units, sizeof *c->zh);
  c->en = mem_calloc(d->en.n_units, sizeof *c->en);
  if (!c->pairs || !c->forbidden || !c->zh || !c->en)
    return zhen_fail_memory();
  for (size_t k = 0; k < count; k++) {
    if (!is_inside(d, &given[k].bead))
      return zhen_fail(ZHEN_EUSAGE, "constraint %zu is outside the document",
                       k);
    put(c, d, &given[k]);
  }
  qsort(c->pairs, c->n_pairs, sizeof *c->pairs, by_zh);
  qsort(c->forbidden, c->n_forbidden, sizeof *c->forbidden, by_forbidden_zh);
  if (!is_consistent(c, d))
    return zhen_fail(ZHEN_EUSAGE, "constraints contradict each other");
  return ZHEN_OK;
}

zhen_status constraints_open(constraints **out, const document *d,
                             const zhen_constraint *given, size_t count)
{
  constraints *c;
  zhen_status status;

  *out = NULL;
  if (count == 0)
    return ZHEN_OK;
  c = mem_calloc(1, sizeof *c);
  status = c ? take(c, d, given, count) : zhen_fail_memory();
  if (status != ZHEN_OK) {
    constraints_free(c);
    return status;
  }
  *out = c;
  return ZHEN_OK;
}

void constraints_free(constraints *c)
{
  if (!c)
    return;
  free(c->pairs);
  free(c->forbidden);
  free(c->zh);
  free(c->en);
  free(c);
}

/* ---- querying them ---- */

/*
 * A pair is forbidden if its own step is, and each step that ends inside it
 * between clauses: every other path from its start to its end is several beads.
 */
static bool bars(const forbidden_bead *f, bool boundary, uint32_t i,
                 uint32_t zh, uint32_t j, uint32_t en)
{
  if (f->to_zh == i && f->to_en == j && f->zh == i - zh && f->en == j - en)
    return true;
  return !boundary && i > f->zh && i < f->to_zh && j > f->en && j < f->to_en;
}

bool constraints_forbid(const align_input *in, uint32_t i, uint32_t zh,
                        uint32_t j, uint32_t en)
{
  const constraints *c = in->constraints;
  bool boundary = is_between_sentences(&in->d->zh, i);

  for (size_t k = 0; k < c->n_forbidden; k++) {
    if (c->forbidden[k].zh > in->zh_at + i)
      break;
    if (bars(&c->forbidden[k], boundary, in->zh_at + i, zh, in->en_at + j, en))
      return true;
  }
  return false;
}

bool constrained_zh(const align_input *in, uint32_t begin, uint32_t end,
                    uint8_t constraint)
{
  return in->constraints && has_mark(in->constraints->zh, in->zh_at + begin,
                                     in->zh_at + end, constraint);
}

bool constrained_en(const align_input *in, uint32_t begin, uint32_t end,
                    uint8_t constraint)
{
  return in->constraints && has_mark(in->constraints->en, in->en_at + begin,
                                     in->en_at + end, constraint);
}
