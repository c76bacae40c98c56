/* SPDX-License-Identifier: Apache-2.0 */
#include "align/relation/relation.h"
#include "base/fail.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

/*
 * Texts of which less than UNRELATED is in parallel passages are unrelated, and
 * translations from PARALLEL on. Between them, a passage of PASSAGE_PAIRS makes
 * them parallel in part; in texts of fewer pairs, their majority decides.
 * Judgments: of true and unrelated documents of 5 sentences and more, nearly
 * all are far from both limits.
 */
static const double UNRELATED = .25, PARALLEL = .85;
enum { PASSAGE_PAIRS = 4 };

/* More unaligned sentences in a row than a translator omits end a passage. */
enum { OMITTED = 8 };

/* ---- share ---- */

static double size_of(const zhen_sentences *s, uint32_t begin, uint32_t end)
{
  double sum = 0;

  for (uint32_t i = begin; i < end; i++)
    sum += (double)(s->at[i].end - s->at[i].begin);
  return sum;
}

/* The number of unaligned sentences in a row, from a bead on. */
static size_t run_at(const zhen_alignment *a, size_t k)
{
  size_t end = k;

  while (end < a->count && !is_pair(&a->beads[end]))
    end++;
  return end - k;
}

/*
 * The mean of both sides: English takes more characters. More than `omitted`
 * unaligned sentences in a row are in no passage.
 */
static double share_of(const zhen_alignment *a, const relation_texts *t,
                       size_t omitted)
{
  double zh = 0, en = 0, in_zh = 0, in_en = 0;
  size_t run_end = 0, run = 0;

  for (size_t k = 0; k < a->count; k++) {
    const zhen_bead *b = &a->beads[k];
    double z = size_of(t->zh, b->zh_begin, b->zh_end);
    double e = size_of(t->en, b->en_begin, b->en_end);

    if (k >= run_end) {
      run = run_at(a, k);
      run_end = k + run;
    }
    zh += z;
    en += e;
    if (k < run_end && run > omitted)
      continue;
    in_zh += z * (double)a->within[k];
    in_en += e * (double)a->within[k];
  }
  if (zh <= 0 || en <= 0)
    return 0;
  return (in_zh / zh + in_en / en) / 2;
}

/* ---- passages ---- */

/* The passage that begins at a bead; its pairs. `*k`: the bead after it. */
static zhen_bead passage_at(const zhen_alignment *a, size_t *k, size_t *pairs)
{
  zhen_bead p = a->beads[*k];
  double sum = 0;
  size_t end = *k, n = 0;

  p.score = 0;
  *pairs = 0;
  for (; end < a->count && a->within[end] >= .5F; end++) {
    sum += (double)a->within[end];
    n++;
    if (!is_pair(&a->beads[end]) && run_at(a, end) > OMITTED)
      break;
    if (!is_pair(&a->beads[end]))
      continue;
    ++*pairs;
    p.zh_end = a->beads[end].zh_end;
    p.en_end = a->beads[end].en_end;
    p.score = sum / (double)n;
  }
  *k = end;
  return p;
}

/* `longest`: the pairs of the longest one. */
static zhen_status find_passages(zhen_alignment *a, size_t *longest)
{
  size_t capacity = 0;
  zhen_status status = ZHEN_OK;

  *longest = 0;
  for (size_t k = 0; k < a->count && status == ZHEN_OK;) {
    zhen_bead p;
    size_t pairs;

    if (a->within[k] < .5F || !is_pair(&a->beads[k])) {
      k++;
      continue;
    }
    p = passage_at(a, &k, &pairs);
    *longest = pairs > *longest ? pairs : *longest;
    status = mem_grow(&a->passages, &capacity, a->n_passages + 1,
                      sizeof *a->passages);
    if (status == ZHEN_OK)
      a->passages[a->n_passages++] = p;
  }
  return status;
}

/* ---- digests ---- */

zhen_status relation_of_digest(zhen_alignment *a, bool zh_is_digest)
{
  double most = 0;

  free(a->within);
  a->within = mem_calloc(a->count + 1, sizeof *a->within);
  if (!a->within)
    return zhen_fail_memory();
  for (size_t k = 0; k < a->count; k++) {
    const zhen_bead *b = &a->beads[k];
    bool paired = is_pair(b);

    if (paired ||
        (zh_is_digest ? b->zh_begin < b->zh_end : b->en_begin < b->en_end))
      most = fmax(most, paired ? b->score : 1 - b->score);
  }
  for (size_t k = 0; k < a->count && most > 0; k++) {
    zhen_bead *b = &a->beads[k];

    a->within[k] = (float)most;
    b->score =
        is_pair(b) ? b->score / most : 1 - fmin(1, (1 - b->score) / most);
  }
  return ZHEN_OK;
}

/* ---- all ---- */

static size_t count_pairs(const zhen_alignment *a)
{
  size_t n = 0;

  for (size_t k = 0; k < a->count; k++)
    n += is_pair(&a->beads[k]);
  return n;
}

bool relation_is_parallel(const zhen_alignment *a, const relation_texts *t)
{
  return share_of(a, t, SIZE_MAX) >= PARALLEL;
}

static zhen_relation relation_of(double share, size_t pairs, size_t longest)
{
  if (pairs < PASSAGE_PAIRS && 2 * longest <= pairs)
    return ZHEN_RELATION_UNRELATED;
  if (pairs < PASSAGE_PAIRS)
    return share >= .5 ? ZHEN_RELATION_PARALLEL : ZHEN_RELATION_PART;
  if (share >= PARALLEL)
    return ZHEN_RELATION_PARALLEL;
  if (longest >= PASSAGE_PAIRS)
    return ZHEN_RELATION_PART;
  return share < UNRELATED ? ZHEN_RELATION_UNRELATED : ZHEN_RELATION_COMPARABLE;
}

zhen_status relation_tell(zhen_alignment *a, const relation_texts *t)
{
  size_t longest;
  zhen_status status = find_passages(a, &longest);

  a->parallel = share_of(a, t, OMITTED);
  a->relation = relation_of(a->parallel, count_pairs(a), longest);
  for (size_t k = 0; k < a->count; k++) {
    zhen_bead *b = &a->beads[k];
    double within = (double)a->within[k];

    b->score = is_pair(b) ? b->score * within : 1 - (1 - b->score) * within;
  }
  return status;
}
