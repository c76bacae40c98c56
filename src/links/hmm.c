/* SPDX-License-Identifier: Apache-2.0 */
#include "links/hmm.h"

#include <stdlib.h>
#include <string.h>

/* Share of words without a translation in the transitions. */
static const float NULL_SHARE = .2F;

static zhen_status reserve(float **at, size_t *capacity, size_t n)
{
  return mem_grow(at, capacity, n + 1, sizeof **at);
}

zhen_status hmm_reserve(hmm *h, size_t states, size_t words)
{
  float **cells[] = {&h->emit, &h->posterior, &h->forward, &h->backward};
  size_t n = states * words;
  zhen_status status = ZHEN_OK;

  h->states = states;
  h->words = words;
  for (size_t i = 0; i < 4 && status == ZHEN_OK; i++)
    status = reserve(cells[i], &h->cells_capacity[i], 2 * n);
  if (status == ZHEN_OK)
    status = reserve(&h->null, &h->words_capacity[0], words);
  if (status == ZHEN_OK)
    status = reserve(&h->unlinked, &h->words_capacity[1], words);
  return status == ZHEN_OK
             ? reserve(&h->work, &h->work_capacity, 4 * states + 4)
             : status;
}

/* to[k] = sum of from[i] * jump(i, k), or, backward, jump(k, i). The far ones
   have one probability, so that a prefix sum has them. */
static void spread(const hmm *h, const float *from, float *to, float *sums,
                   bool backward)
{
  size_t n = h->states;
  const float *at = h->jump;
  float left = at[backward ? 0 : JUMPS - 1],
        right = at[backward ? JUMPS - 1 : 0];

  sums[0] = 0;
  for (size_t i = 0; i < n; i++)
    sums[i + 1] = sums[i] + from[i];
  for (size_t k = 0; k < n; k++) {
    size_t low = k >= JUMP_FAR ? k - JUMP_FAR + 1 : 0;
    size_t high = k + JUMP_FAR < n ? k + JUMP_FAR : n;
    float sum = sums[low] * left + (sums[n] - sums[high]) * right;

    for (size_t i = low; i < high; i++)
      sum += from[i] * at[backward ? JUMP_FAR + i - k : JUMP_FAR + k - i];
    to[k] = sum;
  }
}

/* The sum of the jumps from each state, to divide by. */
static void find_norms(const hmm *h, float *norms, float *ones, float *sums)
{
  for (size_t i = 0; i < h->states; i++)
    ones[i] = 1;
  spread(h, ones, norms, sums, true);
}

static void scale(float *at, size_t n)
{
  float sum = 0;

  for (size_t i = 0; i < n; i++)
    sum += at[i];
  for (size_t i = 0; i < n && sum > 0; i++)
    at[i] /= sum;
}

/* The first half of a row are linked states, the second ones null states. */
static void begin_row(const hmm *h, float *row)
{
  size_t n = h->states;
  float norm = 0;

  for (size_t k = 0; k < n; k++)
    norm += h->jump[JUMP_FAR + (k + 1 < JUMP_FAR ? k + 1 : JUMP_FAR)];
  for (size_t k = 0; k < n; k++) {
    float at = h->jump[JUMP_FAR + (k + 1 < JUMP_FAR ? k + 1 : JUMP_FAR)] / norm;

    row[k] = at * (1 - NULL_SHARE) * h->emit[k];
    row[n + k] = at * h->null[0];
  }
  scale(row, 2 * n);
}

static void go_forward(hmm *h, const float *norms, float *from, float *sums)
{
  size_t n = h->states;

  begin_row(h, h->forward);
  for (size_t w = 1; w < h->words; w++) {
    const float *last = h->forward + 2 * n * (w - 1);
    float *row = h->forward + 2 * n * w;

    for (size_t i = 0; i < n; i++)
      from[i] = (last[i] + last[n + i]) / norms[i];
    spread(h, from, row, sums, false);
    for (size_t k = 0; k < n; k++) {
      row[k] *= (1 - NULL_SHARE) * h->emit[w * n + k];
      row[n + k] = (last[k] + last[n + k]) * h->null[w];
    }
    scale(row, 2 * n);
  }
}

static void go_backward(hmm *h, const float *norms, float *from, float *sums)
{
  size_t n = h->states;
  float *row = h->backward + 2 * n * (h->words - 1);

  for (size_t k = 0; k < 2 * n; k++)
    row[k] = 1;
  for (size_t w = h->words - 1; w > 0; w--) {
    const float *next = row;

    row -= 2 * n;
    for (size_t i = 0; i < n; i++)
      from[i] = next[i] * (1 - NULL_SHARE) * h->emit[w * n + i];
    spread(h, from, row, sums, true);
    for (size_t k = 0; k < n; k++)
      row[k] = row[n + k] = row[k] / norms[k] + next[n + k] * h->null[w];
    scale(row, 2 * n);
  }
}

static void find_posteriors(hmm *h)
{
  size_t n = h->states;

  for (size_t w = 0; w < h->words; w++) {
    const float *f = h->forward + 2 * n * w, *b = h->backward + 2 * n * w;
    float *p = h->posterior + n * w;
    float sum = 0, null = 0;

    for (size_t k = 0; k < n; k++) {
      p[k] = f[k] * b[k];
      null += f[n + k] * b[n + k];
      sum += p[k];
    }
    sum += null;
    for (size_t k = 0; k < n && sum > 0; k++)
      p[k] /= sum;
    h->unlinked[w] = sum > 0 ? null / sum : 1;
  }
}

/* Jumps between the most probable states of words beside each other. */
static void count_jumps(hmm *h)
{
  size_t n = h->states;

  memset(h->jumps, 0, sizeof h->jumps);
  for (size_t w = 1; w < h->words; w++) {
    const float *a = h->posterior + n * (w - 1), *b = a + n;
    size_t x = 0, y = 0;
    ptrdiff_t d;

    for (size_t k = 1; k < n; k++) {
      x = a[k] > a[x] ? k : x;
      y = b[k] > b[y] ? k : y;
    }
    d = (ptrdiff_t)y - (ptrdiff_t)x;
    d = d < -JUMP_FAR ? -JUMP_FAR : d > JUMP_FAR ? JUMP_FAR : d;
    h->jumps[d + JUMP_FAR] += a[x] * b[y];
  }
}

void hmm_run(hmm *h)
{
  size_t n = h->states;
  float *norms = h->work, *from = norms + n, *sums = from + n;

  if (n == 0 || h->words == 0)
    return;
  find_norms(h, norms, from, sums);
  go_forward(h, norms, from, sums);
  go_backward(h, norms, from, sums);
  find_posteriors(h);
  count_jumps(h);
}

void hmm_dispose(hmm *h)
{
  free(h->emit);
  free(h->null);
  free(h->posterior);
  free(h->unlinked);
  free(h->forward);
  free(h->backward);
  free(h->work);
}
