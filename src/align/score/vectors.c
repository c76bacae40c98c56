/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/vectors.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>

/* ---- setting them ---- */

static float product(const float *a, const float *b, size_t dim)
{
  float sum[8] = {0}, rest = 0;
  size_t k = 0;

  for (; k + 8 <= dim; k += 8)
    for (size_t n = 0; n < 8; n++)
      sum[n] += a[k + n] * b[k + n];
  for (; k < dim; k++)
    rest += a[k] * b[k];
  for (size_t n = 0; n < 8; n++)
    rest += sum[n];
  return rest;
}

static void add_scaled(float *sum, const float *a, float scale, size_t dim)
{
  for (size_t k = 0; k < dim; k++)
    sum[k] += scale * a[k];
}

static float *normalise(const zhen_embeddings *in, progress *watched)
{
  float *out = mem_calloc(in->count * in->dim + 1, sizeof *out);

  for (size_t i = 0; out && i < in->count && !progress_cancelled(watched);
       i++) {
    const float *from = in->at + i * in->dim;
    double norm = sqrt((double)product(from, from, in->dim));

    if (norm > 0)
      add_scaled(out + i * in->dim, from, (float)(1 / norm), in->dim);
  }
  return out;
}

static zhen_status check_finite(const zhen_embeddings *in, const char *language)
{
  for (size_t k = 0; k < in->count * in->dim; k++)
    if (!isfinite(in->at[k]))
      return zhen_fail(ZHEN_EUSAGE,
                       "the embedding of %s sentence %zu has a number that is "
                       "not finite",
                       language, k / in->dim);
  return ZHEN_OK;
}

static zhen_status check(const document *d, const zhen_embeddings *zh,
                         const zhen_embeddings *en)
{
  zhen_status status;

  if (zh->count != d->zh.n_sentences)
    return zhen_fail(
        ZHEN_EUSAGE,
        "%zu embeddings for %zu Chinese sentences; one per sentence is needed",
        zh->count, d->zh.n_sentences);
  if (en->count != d->en.n_sentences)
    return zhen_fail(
        ZHEN_EUSAGE,
        "%zu embeddings for %zu English sentences; one per sentence is needed",
        en->count, d->en.n_sentences);
  if (zh->dim != en->dim)
    return zhen_fail(ZHEN_EUSAGE,
                     "Chinese embeddings have %zu dimensions, English ones "
                     "%zu; use the same model for both",
                     zh->dim, en->dim);
  if (zh->dim == 0)
    return zhen_fail(ZHEN_EUSAGE, "the embeddings have no dimensions");
  status = check_finite(zh, "Chinese");
  return status == ZHEN_OK ? check_finite(en, "English") : status;
}

static void share_out(vectors *v, const side *zh)
{
  for (size_t s = 0; s < zh->n_sentences; s++) {
    float chars = 0;

    for (uint32_t u = zh->unit_of[s]; u < zh->unit_of[s + 1]; u++)
      chars += zh->units[u].chars;
    for (uint32_t u = zh->unit_of[s]; u < zh->unit_of[s + 1]; u++) {
      v->zh_of[u] = (uint32_t)s;
      v->share[u] = chars > 0 ? zh->units[u].chars / chars : 0;
    }
  }
}

static zhen_status measure_english(vectors *v, progress *watched)
{
  float *sum = mem_calloc(v->dim + 1, sizeof *sum);
  zhen_status status = sum ? ZHEN_OK : zhen_fail_memory();

  for (size_t j = 0; j < v->n_en && status == ZHEN_OK; j++) {
    status = progress_step(watched, 0);
    for (size_t k = 0; k < v->dim; k++)
      sum[k] = 0;
    for (size_t b = 1; b <= B_MAX && j + b <= v->n_en; b++) {
      add_scaled(sum, v->en + (j + b - 1) * v->dim, 1, v->dim);
      v->en_norms[j * B_MAX + b - 1] = sqrtf(product(sum, sum, v->dim));
    }
  }
  free(sum);
  return status;
}

static zhen_status take(vectors *v, const document *d,
                        const zhen_embeddings *zh, const zhen_embeddings *en)
{
  zhen_status status = check(d, zh, en);

  if (status != ZHEN_OK)
    return status;
  *v = (vectors){.dim = zh->dim,
                 .n_units = d->zh.n_units,
                 .n_en = d->en.n_units,
                 .zh = normalise(zh, d->progress),
                 .en = normalise(en, d->progress),
                 .zh_of = mem_calloc(d->zh.n_units + 1, sizeof *v->zh_of),
                 .share = mem_calloc(d->zh.n_units + 1, sizeof *v->share),
                 .en_norms =
                     mem_calloc(en->count + 1, B_MAX * sizeof *v->en_norms)};
  if (!v->zh || !v->en || !v->zh_of || !v->share || !v->en_norms)
    return zhen_fail_memory();
  share_out(v, &d->zh);
  return measure_english(v, d->progress);
}

zhen_status vectors_open(vectors **out, const document *d,
                         const zhen_embeddings *zh, const zhen_embeddings *en)
{
  vectors *v = mem_calloc(1, sizeof *v);
  zhen_status status = v ? take(v, d, zh, en) : zhen_fail_memory();

  *out = v;
  if (status != ZHEN_OK) {
    vectors_free(v);
    *out = NULL;
  }
  return status;
}

void vectors_free(vectors *v)
{
  if (!v)
    return;
  free(v->zh);
  free(v->en);
  free(v->zh_of);
  free(v->share);
  free(v->en_norms);
  free(v);
}

/* ---- one bead ---- */

static const float *zh_vector(const vectors *v, uint32_t unit_number)
{
  return v->zh + v->zh_of[unit_number] * v->dim;
}

/* The cosine of the sums: products over lengths. 0 if there is no length. */
double vectors_cosine(const vectors *v, uint32_t zh, uint32_t zh_end,
                      uint32_t en, uint32_t en_end)
{
  double dot = 0, norm_zh = 0, norm_en = 0;

  for (uint32_t u = zh; u < zh_end; u++) {
    for (uint32_t j = en; j < en_end; j++)
      dot += (double)(v->share[u] *
                      product(zh_vector(v, u), v->en + j * v->dim, v->dim));
    for (uint32_t w = zh; w < zh_end; w++)
      norm_zh += (double)(v->share[u] * v->share[w] *
                          product(zh_vector(v, u), zh_vector(v, w), v->dim));
  }
  for (uint32_t j = en; j < en_end; j++)
    for (uint32_t k = en; k < en_end; k++)
      norm_en +=
          (double)product(v->en + j * v->dim, v->en + k * v->dim, v->dim);
  return norm_zh > 0 && norm_en > 0 ? dot / sqrt(norm_zh * norm_en) : 0;
}

static double term_of(const vectors *v, double cosine)
{
  return fmax(-v->most, fmin(v->most, v->slope * (cosine - v->middle)));
}

double vectors_term(const vectors *v, uint32_t zh, uint32_t zh_end, uint32_t en,
                    uint32_t en_end)
{
  if (v->slope <= 0)
    return 0;
  return term_of(v, vectors_cosine(v, zh, zh_end, en, en_end));
}

/* ---- many beads ---- */

/* Products of a Chinese unit with the English ones from the low end on. */
static zhen_status make_row(vector_rows *r, const align_input *in,
                            const corridor *c, uint32_t u)
{
  const vectors *v = in->vectors;
  const float *zh = zh_vector(v, in->zh_at + u);
  size_t last = u + A_MAX < c->n ? u + A_MAX : c->n;
  uint32_t low = c->low[u] > B_MAX ? c->low[u] - B_MAX : 0;
  uint32_t high = c->high[last];
  size_t k = u % A_MAX;
  float sum = 0;
  zhen_status status = mem_grow(&r->rows[k].sums, &r->rows[k].capacity,
                                high - low + 1, sizeof *r->rows[k].sums);

  if (status != ZHEN_OK)
    return status;
  r->rows[k].low = low;
  r->rows[k].sums[0] = 0;
  for (uint32_t j = low; j < high; j++) {
    sum += v->share[in->zh_at + u] *
           product(zh, v->en + (in->en_at + j) * v->dim, v->dim);
    r->rows[k].sums[j - low + 1] = sum;
  }
  return ZHEN_OK;
}

zhen_status vector_rows_go(vector_rows *r, const align_input *in,
                           const corridor *c, uint32_t i, uint32_t most)
{
  const vectors *v = in->vectors;

  if (!r->sum)
    r->sum = mem_calloc(v->dim + 1, sizeof *r->sum);
  if (!r->sum)
    return zhen_fail_memory();
  for (size_t k = 0; k < v->dim; k++)
    r->sum[k] = 0;
  for (uint32_t a = 1; a <= most; a++) {
    uint32_t u = in->zh_at + i - a;

    add_scaled(r->sum, zh_vector(v, u), v->share[u], v->dim);
    r->norms[a - 1] = sqrtf(product(r->sum, r->sum, v->dim));
  }
  return make_row(r, in, c, i - 1);
}

void vector_rows_add(const vector_rows *r, const align_input *in, uint32_t i,
                     uint32_t a, uint32_t b, uint32_t begin, uint32_t end,
                     float *scores)
{
  const vectors *v = in->vectors;

  for (uint32_t j = begin; j < end; j++) {
    float norm = r->norms[a - 1] *
                 v->en_norms[(size_t)(in->en_at + j - b) * B_MAX + b - 1];
    float dot = 0;

    for (uint32_t u = i - a; u < i; u++) {
      const float *sums = r->rows[u % A_MAX].sums;
      uint32_t low = r->rows[u % A_MAX].low;

      dot += sums[j - low] - sums[j - b - low];
    }
    scores[j - begin] += (float)term_of(v, norm > 0 ? (double)(dot / norm) : 0);
  }
}

void vector_rows_dispose(vector_rows *r)
{
  for (size_t k = 0; k < A_MAX; k++)
    free(r->rows[k].sums);
  free(r->sum);
}
