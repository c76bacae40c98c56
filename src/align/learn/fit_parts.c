/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A chapter begins with its translation. The path of a first alignment, which
 * knows no chapters, passes near each such place; where it passes further away,
 * the chapters are others. A chapter that the other side does not have begins
 * where the next one does there, so that both its ends are found.
 */
#include "align/learn/fit_parts.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>

/* Sentences between the path and a place where chapters begin. */
enum { NEAR = 3 };

/* Boundaries of the other side that the path has at a boundary. */
typedef struct path_range {
  uint32_t from, to;
} path_range;

static uint32_t distance(uint32_t at, path_range c)
{
  return at < c.from ? c.from - at : at > c.to ? at - c.to : 0;
}

static void widen(path_range *c, uint32_t at)
{
  if (at < c->from)
    c->from = at;
  if (at > c->to)
    c->to = at;
}

/* Of all boundaries of a side, the ranges on the other one. */
static void take_bead(path_range *at, uint32_t begin, uint32_t end,
                      uint32_t from, uint32_t to)
{
  widen(&at[begin], from);
  widen(&at[end], to);
  for (uint32_t i = begin + 1; i < end; i++)
    at[i] = (path_range){from, to};
  if (begin == end) {
    widen(&at[begin], to);
    widen(&at[begin], from);
  }
}

typedef struct part_fit {
  const zhen_sentences *zh, *en;
  path_range *at_zh, *at_en;
  zhen_bead *out;
  size_t count;
} part_fit;

static zhen_status find_ranges(part_fit *f, const zhen_alignment *first)
{
  f->at_zh = mem_calloc(f->zh->count + 1, sizeof *f->at_zh);
  f->at_en = mem_calloc(f->en->count + 1, sizeof *f->at_en);
  if (!f->at_zh || !f->at_en)
    return zhen_fail_memory();
  for (size_t i = 0; i <= f->zh->count; i++)
    f->at_zh[i].from = UINT32_MAX;
  for (size_t i = 0; i <= f->en->count; i++)
    f->at_en[i].from = UINT32_MAX;
  for (size_t k = 0; k < first->count; k++) {
    const zhen_bead *b = &first->beads[k];

    take_bead(f->at_zh, b->zh_begin, b->zh_end, b->en_begin, b->en_end);
    take_bead(f->at_en, b->en_begin, b->en_end, b->zh_begin, b->zh_end);
  }
  return ZHEN_OK;
}

/* How far the path is from where two parts begin. */
static uint32_t off_path(const part_fit *f, uint32_t zh, uint32_t en)
{
  uint32_t a = distance(en, f->at_zh[zh]), b = distance(zh, f->at_en[en]);

  return a > b ? a : b;
}

/* The parts of a side that begin near a range: [*from, *to). */
static void find_near(const zhen_sentences *s, path_range c, size_t *from,
                      size_t *to)
{
  size_t low = 0, high = s->n_parts;

  while (low < high) {
    size_t middle = low + (high - low) / 2;

    if (s->parts[middle] + NEAR < c.from)
      low = middle + 1;
    else
      high = middle;
  }
  *from = *to = low;
  while (*to < s->n_parts && s->parts[*to] <= c.to + NEAR &&
         s->parts[*to] <= s->count)
    ++*to;
}

static uint32_t nearest_en(const part_fit *f, uint32_t zh)
{
  uint32_t least = NEAR + 1;
  size_t from, to;

  find_near(f->en, f->at_zh[zh], &from, &to);
  for (size_t k = from; k < to; k++) {
    uint32_t off = off_path(f, zh, f->en->parts[k]);

    least = off < least ? off : least;
  }
  return least;
}

static uint32_t nearest_zh(const part_fit *f, uint32_t en)
{
  uint32_t least = NEAR + 1;
  size_t from, to;

  find_near(f->zh, f->at_en[en], &from, &to);
  for (size_t k = from; k < to; k++) {
    uint32_t off = off_path(f, f->zh->parts[k], en);

    least = off < least ? off : least;
  }
  return least;
}

/* Whether a boundary is in none of the required pairs, from `*k` on. */
static bool is_free(zhen_bead at, const zhen_bead *pairs, size_t n, size_t *k)
{
  while (*k < n &&
         (pairs[*k].zh_end <= at.zh_begin && pairs[*k].en_end <= at.en_begin))
    ++*k;
  return *k == n || (pairs[*k].zh_begin >= at.zh_begin &&
                     pairs[*k].en_begin >= at.en_begin);
}

static void choose(part_fit *f, const zhen_bead *required, size_t n)
{
  zhen_bead last = {0};
  size_t k = 0;

  for (size_t i = 0; i < f->zh->n_parts; i++) {
    uint32_t zh = f->zh->parts[i], least;
    size_t from, to;

    if (zh > f->zh->count)
      break;
    least = nearest_en(f, zh);
    find_near(f->en, f->at_zh[zh], &from, &to);
    for (; from < to && least <= NEAR; from++) {
      uint32_t en = f->en->parts[from];
      zhen_bead at = {zh, zh, en, en, 0};

      if (off_path(f, zh, en) == least && nearest_zh(f, en) == least &&
          en >= last.en_begin && is_free(at, required, n, &k))
        f->out[f->count++] = last = at;
    }
  }
}

zhen_status parts_fit(zhen_bead **out, size_t *count, const zhen_sentences *zh,
                      const zhen_sentences *en, const zhen_alignment *first,
                      const zhen_bead *required, size_t n_required)
{
  part_fit f = {.zh = zh, .en = en};
  zhen_status status;

  *out = NULL;
  *count = 0;
  if (zh->n_parts == 0 || en->n_parts == 0)
    return ZHEN_OK;
  status = find_ranges(&f, first);
  if (status == ZHEN_OK) {
    f.out = mem_calloc(zh->n_parts + en->n_parts, sizeof *f.out);
    status = f.out ? ZHEN_OK : zhen_fail_memory();
  }
  if (status == ZHEN_OK)
    choose(&f, required, n_required);
  free(f.at_zh);
  free(f.at_en);
  *out = f.out;
  *count = f.count;
  return status;
}
