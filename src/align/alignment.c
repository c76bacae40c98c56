/* SPDX-License-Identifier: Apache-2.0 */
#include "align/alignment.h"
#include "align/evidence.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>

const zhen_bead *zhen_alignment_beads(const zhen_alignment *a, size_t *count)
{
  *count = a->count;
  return a->beads;
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

void zhen_alignment_free(zhen_alignment *a)
{
  if (!a)
    return;
  free(a->beads);
  free(a->learned);
  free(a->words);
  evidence_free(a->evidence);
  free(a);
}

static int by_score(const void *a, const void *b)
{
  float x = *(const float *)a, y = *(const float *)b;

  return (x < y) - (x > y);
}

/*
 * Scores are probabilities, so the mean of the scores kept is the share of
 * them that is right: the cut for a precision needs no gold.
 */
zhen_status zhen_alignment_cut(const zhen_alignment *a, double precision,
                               zhen_cut *out)
{
  float *scores = mem_calloc(a->count, sizeof *scores);
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
    sum += (double)scores[k];
    if (sum >= precision * (double)(k + 1)) {
      out->kept = k + 1;
      out->min_score = scores[k];
      out->precision = sum / (double)(k + 1);
    }
  }
  free(scores);
  return ZHEN_OK;
}
