/* SPDX-License-Identifier: Apache-2.0 */
#include "align/beads/alignment.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

const zhen_bead *zhen_alignment_beads(const zhen_alignment *a, size_t *count)
{
  *count = a->count;
  return a->beads;
}

static bool is_partition(const zhen_bead *b, size_t count, zhen_bead end)
{
  uint32_t zh = 0, en = 0;

  for (size_t k = 0; k < count; k++) {
    if (b[k].zh_begin != zh || b[k].en_begin != en || b[k].zh_end < zh ||
        b[k].en_end < en)
      return false;
    zh = b[k].zh_end;
    en = b[k].en_end;
  }
  return zh == end.zh_end && en == end.en_end;
}

/* The bead of a sentence. */
static size_t find_bead(const zhen_alignment *a, uint32_t sentence, bool en)
{
  size_t low = 0, high = a->count;

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if ((en ? a->beads[mid].en_end : a->beads[mid].zh_end) <= sentence)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/* Doubtful pairs are only those of sentences that are still unaligned. */
static void settle_doubtful(zhen_alignment *a)
{
  size_t kept = 0;

  for (size_t k = 0; k < a->n_doubtful; k++) {
    const zhen_bead d = a->doubtful[k];
    bool paired = false;

    for (uint32_t z = d.zh_begin; z < d.zh_end; z++)
      paired |= is_pair(&a->beads[find_bead(a, z, false)]);
    for (uint32_t e = d.en_begin; e < d.en_end; e++)
      paired |= is_pair(&a->beads[find_bead(a, e, true)]);
    if (!paired)
      a->doubtful[kept++] = d;
  }
  a->n_doubtful = kept;
}

zhen_status zhen_alignment_replace(zhen_alignment *a, const zhen_bead *beads,
                                   size_t count)
{
  zhen_bead end = {0};
  zhen_bead *copy;
  float *within;

  if (a->count)
    end = a->beads[a->count - 1];
  if (!is_partition(beads, count, end))
    return zhen_fail(ZHEN_EUSAGE, "the beads do not cover the same sentences");
  copy = mem_calloc(count + 1, sizeof *copy);
  within = mem_calloc(count + 1, sizeof *within);
  if (!copy || !within) {
    free(copy);
    free(within);
    return zhen_fail_memory();
  }
  if (count)
    memcpy(copy, beads, count * sizeof *copy);
  for (size_t k = 0; k < count; k++)
    within[k] = (float)alignment_within(a, &beads[k]);
  free(a->beads);
  free(a->within);
  a->beads = copy;
  a->within = within;
  a->count = count;
  settle_doubtful(a);
  return ZHEN_OK;
}

double alignment_within(const zhen_alignment *a, const zhen_bead *bead)
{
  uint32_t n = bead->zh_end - bead->zh_begin + bead->en_end - bead->en_begin;
  double sum = 0;

  if (!a->within || n == 0)
    return 1;
  for (uint32_t i = bead->zh_begin; i < bead->zh_end; i++)
    sum += (double)a->within[find_bead(a, i, false)];
  for (uint32_t j = bead->en_begin; j < bead->en_end; j++)
    sum += (double)a->within[find_bead(a, j, true)];
  return sum / n;
}

const zhen_learned *zhen_alignment_learned(const zhen_alignment *a,
                                           size_t *count)
{
  *count = a->n_learned;
  return a->learned;
}

size_t zhen_alignment_narrowed(const zhen_alignment *a)
{
  return a->narrowed;
}

const zhen_bead *zhen_alignment_moved(const zhen_alignment *a, size_t *count)
{
  *count = a->n_moved;
  return a->moved;
}

const zhen_bead *zhen_alignment_doubtful(const zhen_alignment *a, size_t *count)
{
  *count = a->n_doubtful;
  return a->doubtful;
}

static const char *const relations[] = {"parallel", "part", "comparable",
                                        "unrelated"};

const char *zhen_relation_name(zhen_relation relation)
{
  return relations[relation];
}

bool relation_parse(zhen_relation *out, const char *name)
{
  for (size_t k = 0; k < sizeof relations / sizeof *relations; k++)
    if (strcmp(name, relations[k]) == 0) {
      *out = (zhen_relation)k;
      return true;
    }
  return false;
}

zhen_relation zhen_alignment_relation(const zhen_alignment *a)
{
  return a->relation;
}

double zhen_alignment_parallel(const zhen_alignment *a)
{
  return a->parallel;
}

const zhen_bead *zhen_alignment_passages(const zhen_alignment *a, size_t *count)
{
  *count = a->n_passages;
  return a->passages;
}

zhen_status alignment_add(zhen_alignment *a, size_t *capacity, zhen_bead bead)
{
  uint32_t zh = bead.zh_end - bead.zh_begin, en = bead.en_end - bead.en_begin;
  uint32_t n = zh && en ? 1 : zh + en;
  zhen_status status =
      mem_grow(&a->beads, capacity, a->count + n, sizeof *a->beads);

  if (status != ZHEN_OK)
    return status;
  for (uint32_t k = n; k-- > 0;) {
    zhen_bead *b = &a->beads[a->count++];

    *b = bead;
    if (n > 1 && zh) {
      b->zh_begin = bead.zh_begin + k;
      b->zh_end = b->zh_begin + 1;
    } else if (n > 1) {
      b->en_begin = bead.en_begin + k;
      b->en_end = b->en_begin + 1;
    }
  }
  return ZHEN_OK;
}

void alignment_reverse(zhen_alignment *a)
{
  for (size_t k = 0; k < a->count / 2; k++) {
    zhen_bead swap = a->beads[k];

    a->beads[k] = a->beads[a->count - 1 - k];
    a->beads[a->count - 1 - k] = swap;
  }
}

void zhen_alignment_free(zhen_alignment *a)
{
  if (!a)
    return;
  free(a->beads);
  free(a->within);
  free(a->learned);
  free(a->words);
  free(a->moved);
  free(a->doubtful);
  free(a->passages);
  if (a->explain_data)
    a->explain_data_free(a->explain_data);
  free(a->band);
  free(a);
}

static int by_score(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x < y) - (x > y);
}

/*
 * Scores are probabilities, so their mean over the kept beads is the expected
 * precision: the threshold needs no gold.
 */
zhen_status zhen_alignment_cut(const zhen_alignment *a, double precision,
                               zhen_cut *out)
{
  double *scores = mem_calloc(a->count, sizeof *scores);
  double sum = 0;

  *out = (zhen_cut){.min_score = 1};
  if (!scores)
    return zhen_fail_memory();
  for (size_t k = 0; k < a->count; k++) {
    const zhen_bead *b = &a->beads[k];

    if (b->zh_begin < b->zh_end && b->en_begin < b->en_end)
      scores[out->pairs++] = b->score;
  }
  if (out->pairs)
    qsort(scores, out->pairs, sizeof *scores, by_score);
  for (size_t k = 0; k < out->pairs; k++) {
    sum += scores[k];
    if (sum >= precision * (double)(k + 1)) {
      out->kept = k + 1;
      out->min_score = scores[k];
      out->precision = sum / (double)(k + 1);
    }
  }
  free(scores);
  return ZHEN_OK;
}
