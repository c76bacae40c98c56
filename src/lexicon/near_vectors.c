/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/near_vectors.h"
#include "base/fail.h"
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>

enum {
  BATCH = 4 * NEAR_RUN,
  EPOCHS = 6,
  FOLDS_OF_WORK = 8 /* pieces of a batch */
};

static const float SHARPNESS = 20, RATE = .05F, RATE_LAST = .005F, /* T */
    SPREAD = .05F, /* of the first vectors */
    CHAR_SHARE = .5F;

/* A side of a batch. */
typedef struct batch_side {
  float sum[BATCH][NEAR_DIM];    /* normalized */
  float turned[NEAR_DIM][BATCH]; /* the same, transposed */
  float length[BATCH];
  float gradient[BATCH][NEAR_DIM];
} batch_side;

typedef struct vector_trainer {
  near_vectors *v;
  const near_rows *rows;
  uint32_t *runs; /* in the order of the epoch */
  size_t n_runs;
  const near_row *batch[BATCH];
  batch_side *side_zh, *side_en;
  float (*shares)[BATCH]; /* exp(T u_i v_j - T), then the gradient of it */
  float zh_total[BATCH], en_total[BATCH];
  float rate;
  unsigned threads;
  progress *progress;
} vector_trainer;

/* e^x for x in [-80, 0], from operations that are the same everywhere. */
static float exp_of(float x)
{
  float y = x * 1.44269504F;
  int whole = (int)(y - 1);
  float f = (y - (float)whole) * .693147181F, power = 1;
  float sum =
      1 +
      f * (1 + f * (.5F + f * (.166666667F +
                               f * (.0416666667F +
                                    f * (.00833333333F + f * .00138888889F)))));
  uint32_t bits = (uint32_t)(127 + whole) << 23;

  memcpy(&power, &bits, sizeof power);
  return sum * power;
}

/* About log2(n), exactly the same everywhere. */
static float bits_of(uint32_t n)
{
  uint32_t whole = 0;

  while (n >> whole > 1)
    whole++;
  return (float)whole + (float)n / (float)(1U << whole) - 1;
}

/* A number from -1 to 1, by its place (SplitMix64, Steele et al. 2014). */
static float random_at(uint64_t place)
{
  uint64_t z = (place + 1) * 0x9E3779B97F4A7C15U;

  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
  z = (z ^ z >> 27) * 0x94D049BB133111EBU;
  z ^= z >> 31;
  return (float)(z >> 40) / (float)(1 << 23) - 1;
}

/* ---- vectors ---- */

static zhen_status embedding_open(embedding *e, const uint32_t *seen,
                                  size_t count, size_t n_rows, uint64_t place)
{
  float all = bits_of((uint32_t)n_rows + 1);

  *e = (embedding){.at = mem_calloc(count * NEAR_DIM + 1, sizeof *e->at),
                   .square = mem_calloc(count + 1, sizeof *e->square),
                   .seen = seen,
                   .count = count};
  if (!e->at || !e->square)
    return zhen_fail_memory();
  for (size_t f = 0; f < count; f++) {
    float rarity = 1.7F * SPREAD * (all - bits_of(seen[f] + 1)) / (.7F * all);

    e->square[f] = 1e-6F;
    for (size_t k = 0; k < NEAR_DIM; k++)
      e->at[f * NEAR_DIM + k] = rarity * random_at(place + f * NEAR_DIM + k);
  }
  return ZHEN_OK;
}

/* `r` of Chinese features, NULL of English ones. */
static float share_of(const near_rows *r, uint32_t feature)
{
  return r && r->zh.words.keys[feature].ptr[0] == '+' ? CHAR_SHARE : 1;
}

float near_normalize(float *v)
{
  float square = 0, length;

  for (size_t k = 0; k < NEAR_DIM; k++)
    square += v[k] * v[k];
  length = sqrtf(square) + 1e-6F;
  for (size_t k = 0; k < NEAR_DIM; k++)
    v[k] /= length;
  return length;
}

static void add_up(const near_rows *zh, const embedding *e,
                   const uint32_t *features, size_t n, float *sum)
{
  for (size_t k = 0; k < NEAR_DIM; k++)
    sum[k] = 0;
  for (size_t i = 0; i < n; i++) {
    const float *v = e->at + (size_t)features[i] * NEAR_DIM;
    float share = share_of(zh, features[i]);

    if (e->seen[features[i]] > 1)
      for (size_t k = 0; k < NEAR_DIM; k++)
        sum[k] += share * v[k];
  }
}

/* ---- a batch ---- */

static void sum_row(vector_trainer *t, const embedding *e, batch_side *s,
                    size_t i, size_t first, size_t n)
{
  add_up(e == &t->v->zh ? t->rows : NULL, e, t->rows->numbers + first, n,
         s->sum[i]);
  s->length[i] = near_normalize(s->sum[i]);
  for (size_t k = 0; k < NEAR_DIM; k++)
    s->turned[k][i] = s->sum[i][k];
}

static zhen_status sum_rows(void *context, size_t number)
{
  vector_trainer *t = context;

  for (size_t i = number; i < BATCH; i += FOLDS_OF_WORK) {
    sum_row(t, &t->v->zh, t->side_zh, i, t->batch[i]->zh, t->batch[i]->n_zh);
    sum_row(t, &t->v->en, t->side_en, i, t->batch[i]->en, t->batch[i]->n_en);
  }
  return ZHEN_OK;
}

/* out = row x turned: BATCH numbers. */
static void multiply(float *out, const float *row, size_t n,
                     const float (*turned)[BATCH])
{
  for (size_t j = 0; j < BATCH; j++)
    out[j] = 0;
  for (size_t k = 0; k < n; k++)
    for (size_t j = 0; j < BATCH; j++)
      out[j] += row[k] * turned[k][j];
}

static zhen_status compare_rows(void *context, size_t number)
{
  vector_trainer *t = context;

  for (size_t i = number; i < BATCH; i += FOLDS_OF_WORK) {
    float *share = t->shares[i], total = 0;

    multiply(share, t->side_zh->sum[i], NEAR_DIM,
             (const float(*)[BATCH])t->side_en->turned);
    for (size_t j = 0; j < BATCH; j++) {
      share[j] = exp_of(fminf(SHARPNESS * share[j] - SHARPNESS, 0));
      total += share[j];
    }
    t->zh_total[i] = total;
  }
  return ZHEN_OK;
}

static void total_columns(vector_trainer *t)
{
  for (size_t j = 0; j < BATCH; j++)
    t->en_total[j] = 0;
  for (size_t i = 0; i < BATCH; i++)
    for (size_t j = 0; j < BATCH; j++)
      t->en_total[j] += t->shares[i][j];
}

/* The gradient of a sum, from that of its normalized form. */
static void pull_back(batch_side *s, size_t i)
{
  float along = 0;

  for (size_t k = 0; k < NEAR_DIM; k++)
    along += s->gradient[i][k] * s->sum[i][k];
  for (size_t k = 0; k < NEAR_DIM; k++)
    s->gradient[i][k] =
        (s->gradient[i][k] - along * s->sum[i][k]) / s->length[i];
}

static zhen_status pull_rows(void *context, size_t number)
{
  vector_trainer *t = context;

  for (size_t i = number; i < BATCH; i += FOLDS_OF_WORK) {
    float *zh = t->side_zh->gradient[i], *en = t->side_en->gradient[i];

    for (size_t k = 0; k < NEAR_DIM; k++)
      zh[k] = en[k] = 0;
    for (size_t j = 0; j < BATCH; j++)
      for (size_t k = 0; k < NEAR_DIM; k++) {
        zh[k] += t->shares[i][j] * t->side_en->sum[j][k];
        en[k] += t->shares[j][i] * t->side_zh->sum[j][k];
      }
    pull_back(t->side_zh, i);
    pull_back(t->side_en, i);
  }
  return ZHEN_OK;
}

static void differ(vector_trainer *t)
{
  for (size_t i = 0; i < BATCH; i++)
    for (size_t j = 0; j < BATCH; j++)
      t->shares[i][j] =
          SHARPNESS *
          (.5F * t->shares[i][j] * (1 / t->zh_total[i] + 1 / t->en_total[j]) -
           (i == j ? 1 : 0));
}

static void move_features(vector_trainer *t, embedding *e, const batch_side *s,
                          size_t i, const uint32_t *features, size_t n)
{
  const near_rows *zh = e == &t->v->zh ? t->rows : NULL;
  const float *g = s->gradient[i];
  float square = 0;

  for (size_t k = 0; k < NEAR_DIM; k++)
    square += g[k] * g[k];
  for (size_t f = 0; f < n; f++) {
    float *v = e->at + (size_t)features[f] * NEAR_DIM;
    float share = share_of(zh, features[f]), step;

    e->square[features[f]] += share * share * square / NEAR_DIM;
    step = t->rate * share / sqrtf(e->square[features[f]]);
    for (size_t k = 0; k < NEAR_DIM; k++)
      v[k] -= step * g[k];
  }
}

static zhen_status move_side(void *context, size_t number)
{
  vector_trainer *t = context;

  for (size_t i = 0; i < BATCH; i++) {
    const near_row *row = t->batch[i];

    if (number == 0)
      move_features(t, &t->v->zh, t->side_zh, i, t->rows->numbers + row->zh,
                    row->n_zh);
    else
      move_features(t, &t->v->en, t->side_en, i, t->rows->numbers + row->en,
                    row->n_en);
  }
  return ZHEN_OK;
}

static zhen_status learn_batch(vector_trainer *t)
{
  zhen_status status = parallel_for(FOLDS_OF_WORK, t->threads, sum_rows, t);

  if (status == ZHEN_OK)
    status = parallel_for(FOLDS_OF_WORK, t->threads, compare_rows, t);
  if (status != ZHEN_OK)
    return status;
  total_columns(t);
  differ(t);
  status = parallel_for(FOLDS_OF_WORK, t->threads, pull_rows, t);
  if (status == ZHEN_OK)
    status = parallel_for(2, t->threads, move_side, t);
  return status == ZHEN_OK ? progress_step(t->progress, BATCH) : status;
}

/* ---- epochs ---- */

static void shuffle(vector_trainer *t, int epoch)
{
  for (size_t i = t->n_runs; i > 1; i--) {
    float r = (random_at((uint64_t)(epoch + 1) << 40 | i) + 1) / 2;
    size_t k = (size_t)(r * (float)i) % i;
    uint32_t swapped = t->runs[i - 1];

    t->runs[i - 1] = t->runs[k];
    t->runs[k] = swapped;
  }
}

static zhen_status learn_vectors(vector_trainer *t)
{
  size_t n_batches = t->n_runs / (BATCH / NEAR_RUN);
  zhen_status status = ZHEN_OK;

  progress_begin(t->progress, "training", "rows",
                 (uint64_t)EPOCHS * n_batches * BATCH);
  for (int epoch = 0; epoch < EPOCHS; epoch++) {
    t->rate = RATE * (1 - (float)epoch / EPOCHS) + RATE_LAST;
    shuffle(t, epoch);
    for (size_t b = 0; b < n_batches && status == ZHEN_OK; b++) {
      for (size_t i = 0; i < BATCH; i++)
        t->batch[i] =
            &t->rows->at[t->runs[(b * BATCH + i) / NEAR_RUN] * NEAR_RUN +
                         i % NEAR_RUN];
      status = learn_batch(t);
    }
  }
  return status;
}

static zhen_status open_trainer(vector_trainer *t)
{
  const near_rows *r = t->rows;
  zhen_status status =
      embedding_open(&t->v->zh, r->zh_seen, r->zh.words.count, r->count, 0);

  if (status == ZHEN_OK)
    status = embedding_open(&t->v->en, r->en_seen, r->en.words.count, r->count,
                            (uint64_t)1 << 36);
  t->n_runs = r->count / NEAR_RUN;
  t->runs = mem_calloc(t->n_runs + 1, sizeof *t->runs);
  t->side_zh = mem_calloc(1, sizeof *t->side_zh);
  t->side_en = mem_calloc(1, sizeof *t->side_en);
  t->shares = mem_calloc(BATCH, sizeof *t->shares);
  if (status == ZHEN_OK &&
      (!t->runs || !t->side_zh || !t->side_en || !t->shares))
    status = zhen_fail_memory();
  for (size_t i = 0; i < t->n_runs && t->runs; i++)
    t->runs[i] = (uint32_t)i;
  return status;
}

zhen_status near_vectors_learn(near_vectors *v, const near_rows *rows,
                               unsigned threads, progress *watched)
{
  vector_trainer t = {
      .v = v, .rows = rows, .threads = threads, .progress = watched};
  zhen_status status = open_trainer(&t);

  if (status == ZHEN_OK)
    status = learn_vectors(&t);
  free(t.runs);
  free(t.side_zh);
  free(t.side_en);
  free(t.shares);
  return status;
}

void near_vectors_sum_zh(const near_vectors *v, const near_rows *rows,
                         const uint32_t *features, size_t n, float *sum)
{
  add_up(rows, &v->zh, features, n, sum);
  near_normalize(sum);
}

static void embedding_close(embedding *e)
{
  free(e->at);
  free(e->square);
}

void near_vectors_dispose(near_vectors *v)
{
  embedding_close(&v->zh);
  embedding_close(&v->en);
}
