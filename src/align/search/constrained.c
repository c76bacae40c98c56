/* SPDX-License-Identifier: Apache-2.0 */
#include "align/search/constrained.h"
#include "align/search/section.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

/* ---- settling ---- */

static bool has_zh(const zhen_bead *b)
{
  return b->zh_begin < b->zh_end;
}

static bool has_en(const zhen_bead *b)
{
  return b->en_begin < b->en_end;
}

static bool is_pair(const zhen_bead *b)
{
  return has_zh(b) && has_en(b);
}

static bool is_inside(const document *d, const zhen_bead *b)
{
  return b->zh_begin <= b->zh_end && b->en_begin <= b->en_end &&
         (!has_zh(b) || b->zh_end <= d->zh.n_sentences) &&
         (!has_en(b) || b->en_end <= d->en.n_sentences) &&
         (has_zh(b) || has_en(b));
}

/* Sentences of one side are alone, or are not. */
static void mark_side(side *s, uint32_t begin, uint32_t end, bool refuse)
{
  for (uint32_t u = s->unit_of[begin]; u < s->unit_of[end]; u++) {
    if (refuse)
      s->units[u].attached = true;
    else
      s->units[u].alone = true;
  }
}

static void mark(document *d, const zhen_hold *h)
{
  if (has_zh(&h->bead))
    mark_side(&d->zh, h->bead.zh_begin, h->bead.zh_end, h->refuse);
  if (has_en(&h->bead))
    mark_side(&d->en, h->bead.en_begin, h->bead.en_end, h->refuse);
  d->has_alone |= !h->refuse;
}

static int by_zh(const void *a, const void *b)
{
  const zhen_bead *x = a, *y = b;

  if (x->zh_begin != y->zh_begin)
    return x->zh_begin < y->zh_begin ? -1 : 1;
  return (x->en_begin > y->en_begin) - (x->en_begin < y->en_begin);
}

static int by_refused_zh(const void *a, const void *b)
{
  const refusal *x = a, *y = b;

  return (x->zh > y->zh) - (x->zh < y->zh);
}

static bool holds_alone(const side *s, uint32_t begin, uint32_t end)
{
  for (uint32_t u = s->unit_of[begin]; u < s->unit_of[end]; u++)
    if (s->units[u].alone)
      return true;
  return false;
}

/* Pairs in order that share nothing, and no sentence of them alone. */
static bool is_consistent(const document *d, const holds *h)
{
  for (size_t k = 0; k < h->n_pairs; k++) {
    const zhen_bead *b = &h->pairs[k];

    if (k > 0 && (b->zh_begin < b[-1].zh_end || b->en_begin < b[-1].en_end))
      return false;
    if (holds_alone(&d->zh, b->zh_begin, b->zh_end) ||
        holds_alone(&d->en, b->en_begin, b->en_end))
      return false;
  }
  return true;
}

static void put(document *d, holds *h, const zhen_hold *said)
{
  const zhen_bead *b = &said->bead;

  if (!is_pair(b)) {
    mark(d, said);
  } else if (said->refuse) {
    h->refused[h->n_refused++] =
        (refusal){d->zh.unit_of[b->zh_begin], d->zh.unit_of[b->zh_end],
                  d->en.unit_of[b->en_begin], d->en.unit_of[b->en_end]};
  } else {
    h->pairs[h->n_pairs] = *b;
    h->pairs[h->n_pairs++].score = 1;
  }
}

zhen_status holds_settle(document *d, const zhen_hold *said, size_t count)
{
  holds *h;

  if (count == 0)
    return ZHEN_OK;
  h = arena_alloc(&d->strings, 1, sizeof *h);
  if (h) {
    h->refused = arena_alloc(&d->strings, count, sizeof *h->refused);
    h->pairs = arena_alloc(&d->strings, count, sizeof *h->pairs);
  }
  if (!h || !h->refused || !h->pairs)
    return zhen_fail_memory();
  for (size_t k = 0; k < count; k++) {
    if (!is_inside(d, &said[k].bead))
      return zhen_fail(ZHEN_EUSAGE, "hold %zu is not in this document", k);
    put(d, h, &said[k]);
  }
  qsort(h->pairs, h->n_pairs, sizeof *h->pairs, by_zh);
  qsort(h->refused, h->n_refused, sizeof *h->refused, by_refused_zh);
  if (!is_consistent(d, h))
    return zhen_fail(ZHEN_EUSAGE, "what is to hold contradicts itself");
  d->holds = h;
  return ZHEN_OK;
}

/* ---- refusing ---- */

/*
 * A pair is refused if its own step is, and each that ends inside it between
 * clauses: every other way from its beginning to its end is several beads.
 */
static bool bars(const refusal *r, bool boundary, uint32_t i, uint32_t zh,
                 uint32_t j, uint32_t en)
{
  if (r->to_zh == i && r->to_en == j && r->zh == i - zh && r->en == j - en)
    return true;
  return !boundary && i > r->zh && i < r->to_zh && j > r->en && j < r->to_en;
}

bool holds_refuse(const document *d, uint32_t i, uint32_t zh, uint32_t j,
                  uint32_t en)
{
  const holds *h = d->holds;
  bool boundary = i == 0 || d->zh.units[i - 1].ends_sentence;

  for (size_t k = 0; k < h->n_refused; k++) {
    if (h->refused[k].zh > d->zh_at + i)
      break;
    if (bars(&h->refused[k], boundary, d->zh_at + i, zh, d->en_at + j, en))
      return true;
  }
  return false;
}

/* ---- searching ---- */

typedef struct stretches {
  const document *d;
  const search_model *m;
  const corridor *c; /* NULL: to be found */
  uint32_t margin;
  const pieces_options *how;
  bool final;
  size_t narrowed, capacity;
  zhen_alignment *out;
} stretches;

static zhen_status append(stretches *s, const zhen_bead *beads, size_t n,
                          zhen_bead shift)
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

static zhen_status search_part(stretches *s, zhen_alignment **found,
                               place begin, place end)
{
  document part;
  corridor c = {0};
  zhen_status status = document_part(&part, s->d, begin, end);

  if (status == ZHEN_OK)
    status = s->c ? corridor_between(&c, s->c, begin, end)
                  : corridor_find(&c, &part, s->margin);
  if (status == ZHEN_OK)
    status =
        pieces_search(found, &part, s->m, &c, s->how, s->final, &s->narrowed);
  corridor_dispose(&c);
  document_part_close(&part);
  return status;
}

/* The sentences from one boundary to another. */
static zhen_status search_stretch(stretches *s, zhen_bead at)
{
  const document *d = s->d;
  zhen_alignment *found = NULL;
  zhen_status status;

  if (!has_zh(&at) && !has_en(&at))
    return ZHEN_OK;
  status = search_part(
      s, &found,
      (place){d->zh.unit_of[at.zh_begin], d->en.unit_of[at.en_begin]},
      (place){d->zh.unit_of[at.zh_end], d->en.unit_of[at.en_end]});
  if (status == ZHEN_OK)
    status = append(s, found->beads, found->count, at);
  zhen_alignment_free(found);
  return status;
}

static zhen_status search_all(stretches *s)
{
  const holds *h = s->d->holds;
  zhen_bead at = {0};
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k < h->n_pairs && status == ZHEN_OK; k++) {
    const zhen_bead *b = &h->pairs[k];

    at.zh_end = b->zh_begin;
    at.en_end = b->en_begin;
    status = search_stretch(s, at);
    if (status == ZHEN_OK)
      status = append(s, b, 1, (zhen_bead){0});
    at.zh_begin = b->zh_end;
    at.en_begin = b->en_end;
  }
  at.zh_end = (uint32_t)s->d->zh.n_sentences;
  at.en_end = (uint32_t)s->d->en.n_sentences;
  return status == ZHEN_OK ? search_stretch(s, at) : status;
}

zhen_status holds_search(zhen_alignment **out, const document *d,
                         const search_model *m, const corridor *c,
                         uint32_t margin, const pieces_options *how, bool final,
                         size_t *narrowed)
{
  stretches s = {.d = d,
                 .m = m,
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
