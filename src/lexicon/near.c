/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Near words: a vector for each Chinese word, character and English stem, so
 * that the sums of the words of two sentences that translate each other point
 * in the same direction, and others do not. For a batch of B rows with
 * normalized sums u and v, the vectors follow the gradient of
 *
 *   -1/2 sum over i of log softmax_j(T u_i v_j)[i] + log softmax_j(T u_j
 * v_i)[i]
 *
 * (the in-batch softmax of Henderson et al. 2017 in both directions, as Guo et
 * al. 2018 use it to find translations), by Adagrad (Duchi et al. 2011) with
 * one rate for each vector. Words of one meaning get vectors of one direction,
 * also if they never occurred together.
 *
 * The result does not depend on threads: a thread has rows, or a side, of its
 * own, and adds in the same order. Nor does it depend on the machine: there are
 * only operations that IEEE 754 defines exactly.
 */
#include "base/fail.h"
#include "base/parallel.h"
#include "lexicon/near_rows.h"

#include <math.h>
#include <stdlib.h>

enum {
  DIM = 128,
  BATCH = 4 * NEAR_RUN,
  EPOCHS = 6,
  NEAR_MAX = 8, /* near words of a word */
  SEEN_MIN = 5, /* rows in which a word and a stem must be */
  HEADS_AT_ONCE = 256,
  FOLDS_OF_WORK = 8 /* pieces of a batch */
};

static const float SHARPNESS = 20, RATE = .05F, RATE_LAST = .005F, /* T */
    SPREAD = .05F, /* of the first vectors */
    CHAR_SHARE = .5F, NEAR_MIN = .25F;

/* The vectors of a language. */
typedef struct embedding {
  float *at; /* DIM for each feature */
  float *square;
  const uint32_t *seen;
  size_t count;
} embedding;

/* A side of a batch. */
typedef struct batch_side {
  float sum[BATCH][DIM];    /* normalized */
  float turned[DIM][BATCH]; /* the same, transposed */
  float length[BATCH];
  float gradient[BATCH][DIM];
} batch_side;

typedef struct near_trainer {
  near_rows rows;
  embedding zh, en;
  uint32_t *runs; /* in the order of the epoch */
  size_t n_runs;
  const near_row *batch[BATCH];
  batch_side *side_zh, *side_en;
  float (*shares)[BATCH]; /* exp(T u_i v_j - T), then the gradient of it */
  float zh_total[BATCH], en_total[BATCH];
  float rate;
  unsigned threads;
  progress *progress;
  word_pairs *pairs; /* result */
  size_t first_head, n_heads;
  size_t *heads;     /* first pair of each word */
  float(*en_turned); /* DIM x en_kept, normalized */
  uint32_t *en_kept;
  size_t n_en_kept;
  struct near_list *found;
} near_trainer;

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

  *e = (embedding){.at = mem_calloc(count * DIM + 1, sizeof *e->at),
                   .square = mem_calloc(count + 1, sizeof *e->square),
                   .seen = seen,
                   .count = count};
  if (!e->at || !e->square)
    return zhen_fail_memory();
  for (size_t f = 0; f < count; f++) {
    float rarity = 1.7F * SPREAD * (all - bits_of(seen[f] + 1)) / (.7F * all);

    e->square[f] = 1e-6F;
    for (size_t k = 0; k < DIM; k++)
      e->at[f * DIM + k] = rarity * random_at(place + f * DIM + k);
  }
  return ZHEN_OK;
}

static void embedding_close(embedding *e)
{
  free(e->at);
  free(e->square);
}

static float share_of(const near_rows *r, const embedding *e,
                      const near_trainer *t, uint32_t feature)
{
  return e == &t->zh && r->zh.words.keys[feature].ptr[0] == '+' ? CHAR_SHARE
                                                                : 1;
}

/* Returns the length of the vector before. */
static float normalize(float *v)
{
  float square = 0, length;

  for (size_t k = 0; k < DIM; k++)
    square += v[k] * v[k];
  length = sqrtf(square) + 1e-6F;
  for (size_t k = 0; k < DIM; k++)
    v[k] /= length;
  return length;
}

static void add_up(const near_trainer *t, const embedding *e,
                   const uint32_t *features, size_t n, float *sum)
{
  for (size_t k = 0; k < DIM; k++)
    sum[k] = 0;
  for (size_t i = 0; i < n; i++) {
    const float *v = e->at + (size_t)features[i] * DIM;
    float share = share_of(&t->rows, e, t, features[i]);

    if (e->seen[features[i]] > 1)
      for (size_t k = 0; k < DIM; k++)
        sum[k] += share * v[k];
  }
}

/* ---- a batch ---- */

static void sum_row(near_trainer *t, const embedding *e, batch_side *s,
                    size_t i, size_t first, size_t n)
{
  add_up(t, e, t->rows.numbers + first, n, s->sum[i]);
  s->length[i] = normalize(s->sum[i]);
  for (size_t k = 0; k < DIM; k++)
    s->turned[k][i] = s->sum[i][k];
}

static zhen_status sum_rows(void *context, size_t number)
{
  near_trainer *t = context;

  for (size_t i = number; i < BATCH; i += FOLDS_OF_WORK) {
    sum_row(t, &t->zh, t->side_zh, i, t->batch[i]->zh, t->batch[i]->n_zh);
    sum_row(t, &t->en, t->side_en, i, t->batch[i]->en, t->batch[i]->n_en);
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
  near_trainer *t = context;

  for (size_t i = number; i < BATCH; i += FOLDS_OF_WORK) {
    float *share = t->shares[i], total = 0;

    multiply(share, t->side_zh->sum[i], DIM,
             (const float(*)[BATCH])t->side_en->turned);
    for (size_t j = 0; j < BATCH; j++) {
      share[j] = exp_of(fminf(SHARPNESS * share[j] - SHARPNESS, 0));
      total += share[j];
    }
    t->zh_total[i] = total;
  }
  return ZHEN_OK;
}

static void total_columns(near_trainer *t)
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

  for (size_t k = 0; k < DIM; k++)
    along += s->gradient[i][k] * s->sum[i][k];
  for (size_t k = 0; k < DIM; k++)
    s->gradient[i][k] =
        (s->gradient[i][k] - along * s->sum[i][k]) / s->length[i];
}

static zhen_status pull_rows(void *context, size_t number)
{
  near_trainer *t = context;

  for (size_t i = number; i < BATCH; i += FOLDS_OF_WORK) {
    float *zh = t->side_zh->gradient[i], *en = t->side_en->gradient[i];

    for (size_t k = 0; k < DIM; k++)
      zh[k] = en[k] = 0;
    for (size_t j = 0; j < BATCH; j++)
      for (size_t k = 0; k < DIM; k++) {
        zh[k] += t->shares[i][j] * t->side_en->sum[j][k];
        en[k] += t->shares[j][i] * t->side_zh->sum[j][k];
      }
    pull_back(t->side_zh, i);
    pull_back(t->side_en, i);
  }
  return ZHEN_OK;
}

static void differ(near_trainer *t)
{
  for (size_t i = 0; i < BATCH; i++)
    for (size_t j = 0; j < BATCH; j++)
      t->shares[i][j] =
          SHARPNESS *
          (.5F * t->shares[i][j] * (1 / t->zh_total[i] + 1 / t->en_total[j]) -
           (i == j ? 1 : 0));
}

static void move_features(near_trainer *t, embedding *e, const batch_side *s,
                          size_t i, const uint32_t *features, size_t n)
{
  const float *g = s->gradient[i];
  float square = 0;

  for (size_t k = 0; k < DIM; k++)
    square += g[k] * g[k];
  for (size_t f = 0; f < n; f++) {
    float *v = e->at + (size_t)features[f] * DIM;
    float share = share_of(&t->rows, e, t, features[f]), step;

    e->square[features[f]] += share * share * square / DIM;
    step = t->rate * share / sqrtf(e->square[features[f]]);
    for (size_t k = 0; k < DIM; k++)
      v[k] -= step * g[k];
  }
}

static zhen_status move_side(void *context, size_t number)
{
  near_trainer *t = context;

  for (size_t i = 0; i < BATCH; i++) {
    const near_row *row = t->batch[i];

    if (number == 0)
      move_features(t, &t->zh, t->side_zh, i, t->rows.numbers + row->zh,
                    row->n_zh);
    else
      move_features(t, &t->en, t->side_en, i, t->rows.numbers + row->en,
                    row->n_en);
  }
  return ZHEN_OK;
}

static zhen_status learn_batch(near_trainer *t)
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

static void shuffle(near_trainer *t, int epoch)
{
  for (size_t i = t->n_runs; i > 1; i--) {
    float r = (random_at((uint64_t)(epoch + 1) << 40 | i) + 1) / 2;
    size_t k = (size_t)(r * (float)i) % i;
    uint32_t swapped = t->runs[i - 1];

    t->runs[i - 1] = t->runs[k];
    t->runs[k] = swapped;
  }
}

static zhen_status learn_vectors(near_trainer *t)
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
            &t->rows.at[t->runs[(b * BATCH + i) / NEAR_RUN] * NEAR_RUN +
                        i % NEAR_RUN];
      status = learn_batch(t);
    }
  }
  return status;
}

/* ---- near words ---- */

typedef struct near_list {
  uint32_t en[NEAR_MAX];
  float cosine[NEAR_MAX];
  size_t n;
} near_list;

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

static zhen_status keep_stems(near_trainer *t)
{
  t->en_kept = mem_calloc(t->en.count + 1, sizeof *t->en_kept);
  if (!t->en_kept)
    return zhen_fail_memory();
  for (uint32_t e = 0; e < t->en.count; e++)
    if (t->en.seen[e] >= SEEN_MIN)
      t->en_kept[t->n_en_kept++] = e;
  t->en_turned = mem_calloc(t->n_en_kept * DIM + 1, sizeof *t->en_turned);
  if (!t->en_turned)
    return zhen_fail_memory();
  for (size_t i = 0; i < t->n_en_kept; i++) {
    float v[DIM];

    memcpy(v, t->en.at + (size_t)t->en_kept[i] * DIM, sizeof v);
    normalize(v);
    for (size_t k = 0; k < DIM; k++)
      t->en_turned[k * t->n_en_kept + i] = v[k];
  }
  return ZHEN_OK;
}

/* Words that occur often enough, as their first pair. */
static zhen_status keep_heads(near_trainer *t)
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
    if (f != INTERNER_NONE && t->zh.seen[f] >= SEEN_MIN)
      t->heads[t->n_heads++] = i;
  }
  t->found = mem_calloc(t->n_heads + 1, sizeof *t->found);
  return t->found ? ZHEN_OK : zhen_fail_memory();
}

static void find_near(near_trainer *t, size_t number, float *cosine)
{
  const char *head = t->pairs->at[t->heads[number]].head;
  uint32_t features[NEAR_FEATURES_MAX];
  size_t n = near_features(&t->rows, (zhen_str){head, strlen(head)}, features);
  float v[DIM];

  add_up(t, &t->zh, features, n, v);
  normalize(v);
  for (size_t i = 0; i < t->n_en_kept; i++)
    cosine[i] = 0;
  for (size_t k = 0; k < DIM; k++) {
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
  near_trainer *t = context;
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

static zhen_status add_near(near_trainer *t)
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

static zhen_status find_all(near_trainer *t)
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

/* ---- all ---- */

static zhen_status open_trainer(near_trainer *t)
{
  zhen_status status = embedding_open(&t->zh, t->rows.zh_seen,
                                      t->rows.zh.words.count, t->rows.count, 0);

  if (status == ZHEN_OK)
    status = embedding_open(&t->en, t->rows.en_seen, t->rows.en.words.count,
                            t->rows.count, (uint64_t)1 << 36);
  t->n_runs = t->rows.count / NEAR_RUN;
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

static void close_trainer(near_trainer *t)
{
  embedding_close(&t->zh);
  embedding_close(&t->en);
  near_rows_dispose(&t->rows);
  free(t->runs);
  free(t->side_zh);
  free(t->side_en);
  free(t->shares);
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
  near_trainer t = {.threads = threads ? threads : parallel_processors(),
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
    status = open_trainer(&t);
  if (status == ZHEN_OK)
    status = learn_vectors(&t);
  if (status == ZHEN_OK)
    status = find_all(&t);
  close_trainer(&t);
  return status;
}
