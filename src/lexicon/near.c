/* SPDX-License-Identifier: Apache-2.0 */
/* The near words of each word: the stems whose vectors have its direction. */
#include "base/fail.h"
#include "base/parallel.h"
#include "lexicon/near_vectors.h"

#include <math.h>
#include <stdlib.h>

enum {
  NEAR_MAX = 8, /* near words of a word */
  SEEN_MIN = 5, /* rows in which a word and a stem must be */
  HEADS_AT_ONCE = 256
};

static const float NEAR_MIN = .25F;

typedef struct near_list {
  uint32_t en[NEAR_MAX];
  float cosine[NEAR_MAX];
  size_t n;
} near_list;

typedef struct near_finder {
  near_rows rows;
  near_vectors vectors;
  unsigned threads;
  progress *progress;
  word_pairs *pairs; /* result */
  size_t n_heads;
  size_t *heads;     /* first pair of each word */
  float(*en_turned); /* NEAR_DIM x en_kept, normalized */
  uint32_t *en_kept;
  size_t n_en_kept;
  near_list *found;
} near_finder;

/* Insert, the nearest first; the farthest is lost if there are too many. */
static void near_put(near_list *l, uint32_t en, float cosine)
{
  size_t k = l->n < NEAR_MAX ? l->n++ : NEAR_MAX - 1;

  if (k + 1 == NEAR_MAX && l->n == NEAR_MAX && l->cosine[k] >= cosine &&
      l->en[k] != 0)
    return;
  for (; k > 0 && l->cosine[k - 1] < cosine; k--) {
    l->en[k] = l->en[k - 1];
    l->cosine[k] = l->cosine[k - 1];
  }
  l->en[k] = en;
  l->cosine[k] = cosine;
}

static zhen_status keep_stems(near_finder *t)
{
  t->en_kept = mem_calloc(t->vectors.en.count + 1, sizeof *t->en_kept);
  if (!t->en_kept)
    return zhen_fail_memory();
  for (uint32_t e = 0; e < t->vectors.en.count; e++)
    if (t->vectors.en.seen[e] >= SEEN_MIN)
      t->en_kept[t->n_en_kept++] = e;
  t->en_turned = mem_calloc(t->n_en_kept * NEAR_DIM + 1, sizeof *t->en_turned);
  if (!t->en_turned)
    return zhen_fail_memory();
  for (size_t i = 0; i < t->n_en_kept; i++) {
    float v[NEAR_DIM];

    memcpy(v, t->vectors.en.at + (size_t)t->en_kept[i] * NEAR_DIM, sizeof v);
    near_normalize(v);
    for (size_t k = 0; k < NEAR_DIM; k++)
      t->en_turned[k * t->n_en_kept + i] = v[k];
  }
  return ZHEN_OK;
}

/* Words that occur often enough, as their first pair. */
static zhen_status keep_heads(near_finder *t)
{
  const word_pairs *p = t->pairs;

  t->heads = mem_calloc(p->count + 1, sizeof *t->heads);
  if (!t->heads)
    return zhen_fail_memory();
  for (size_t i = 0; i < p->count; i++) {
    uint32_t f;

    if (p->at[i].phrase ||
        (i > 0 && strcmp(p->at[i].head, p->at[i - 1].head) == 0))
      continue;
    f = interner_find(&t->rows.zh.words,
                      (zhen_str){p->at[i].head, strlen(p->at[i].head)});
    if (f != INTERNER_NONE && t->vectors.zh.seen[f] >= SEEN_MIN)
      t->heads[t->n_heads++] = i;
  }
  t->found = mem_calloc(t->n_heads + 1, sizeof *t->found);
  return t->found ? ZHEN_OK : zhen_fail_memory();
}

static void find_near(near_finder *t, size_t number, float *cosine)
{
  const char *head = t->pairs->at[t->heads[number]].head;
  uint32_t features[NEAR_FEATURES_MAX];
  size_t n = near_features(&t->rows, (zhen_str){head, strlen(head)}, features);
  float v[NEAR_DIM];

  near_vectors_sum_zh(&t->vectors, &t->rows, features, n, v);
  for (size_t i = 0; i < t->n_en_kept; i++)
    cosine[i] = 0;
  for (size_t k = 0; k < NEAR_DIM; k++) {
    const float *row = t->en_turned + k * t->n_en_kept;

    for (size_t i = 0; i < t->n_en_kept; i++)
      cosine[i] += v[k] * row[i];
  }
  for (size_t i = 0; i < t->n_en_kept; i++)
    if (cosine[i] >= NEAR_MIN)
      near_put(&t->found[number], t->en_kept[i], cosine[i]);
}

static zhen_status find_chunk(void *context, size_t chunk)
{
  near_finder *t = context;
  float *cosine = mem_calloc(t->n_en_kept + 1, sizeof *cosine);

  if (!cosine)
    return zhen_fail_memory();
  for (size_t i = chunk * HEADS_AT_ONCE;
       i < (chunk + 1) * HEADS_AT_ONCE && i < t->n_heads; i++)
    find_near(t, i, cosine);
  free(cosine);
  return progress_step(t->progress, HEADS_AT_ONCE);
}

/* A cosine as the weight of a pair, below that of any translation. */
static float weight_of(float cosine)
{
  return (1 + fminf(cosine, 1) * (WEIGHT_TRANSLATION - 2)) / 255;
}

static zhen_status add_near(near_finder *t)
{
  zhen_status status = ZHEN_OK;

  for (size_t h = 0; h < t->n_heads; h++)
    for (size_t k = 0; k < t->found[h].n && status == ZHEN_OK; k++)
      status = word_pairs_add(t->pairs, t->pairs->at[t->heads[h]].head,
                              t->rows.en.words.keys[t->found[h].en[k]].ptr,
                              weight_of(t->found[h].cosine[k]));
  if (status == ZHEN_OK)
    word_pairs_keep_best(t->pairs);
  return status;
}

static zhen_status find_all(near_finder *t)
{
  zhen_status status = keep_stems(t);

  if (status == ZHEN_OK)
    status = keep_heads(t);
  if (status != ZHEN_OK)
    return status;
  progress_begin(t->progress, "comparing", "words", t->n_heads);
  status = parallel_for((t->n_heads + HEADS_AT_ONCE - 1) / HEADS_AT_ONCE,
                        t->threads, find_chunk, t);
  return status == ZHEN_OK ? add_near(t) : status;
}

static void dispose(near_finder *t)
{
  near_vectors_dispose(&t->vectors);
  near_rows_dispose(&t->rows);
  free(t->heads);
  free(t->en_turned);
  free(t->en_kept);
  free(t->found);
}

static void drop_near(word_pairs *p)
{
  size_t n = 0;

  for (size_t i = 0; i < p->count; i++)
    if (!word_pair_is_near(&p->at[i]))
      p->at[n++] = p->at[i];
  p->count = n;
}

zhen_status word_pairs_find_near(word_pairs *pairs, const zhen_lexicon *lexicon,
                                 const zhen_parallel_file *sources,
                                 size_t count, unsigned threads,
                                 progress *watched)
{
  near_finder t = {.threads = threads ? threads : parallel_processors(),
                   .progress = watched,
                   .pairs = pairs};
  train_text text = {0};
  zhen_status status =
      train_text_read(&text, lexicon, sources, count, t.threads, watched);

  drop_near(pairs);
  if (status == ZHEN_OK)
    status = near_rows_make(&t.rows, &text, count, pairs);
  train_text_dispose(&text);
  if (status == ZHEN_OK)
    status = near_vectors_learn(&t.vectors, &t.rows, t.threads, watched);
  if (status == ZHEN_OK)
    status = find_all(&t);
  dispose(&t);
  return status;
}
