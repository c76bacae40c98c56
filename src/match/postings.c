/* SPDX-License-Identifier: Apache-2.0 */
#include "match/postings.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>

typedef struct posting {
  uint64_t key;
  uint32_t file;
} posting;

static int by_key(const void *a, const void *b)
{
  const posting *x = a, *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return (x->file > y->file) - (x->file < y->file);
}

/* Where the files of each key begin. */
static zhen_status make_terms(postings *p, const posting *sorted, size_t n)
{
  size_t keys = 0;

  for (size_t at = 0; at < n; at++)
    keys += at == 0 || sorted[at].key != sorted[at - 1].key;
  p->terms = mem_calloc(keys + 1, sizeof *p->terms);
  if (!p->terms)
    return zhen_fail_memory();
  for (size_t at = 0; at < n; at++) {
    if (at == 0 || sorted[at].key != sorted[at - 1].key)
      p->terms[p->n_terms++] = (term){sorted[at].key, at, 0};
    p->files[at] = sorted[at].file;
  }
  p->terms[p->n_terms].from = n;
  return ZHEN_OK;
}

static zhen_status sort_features(postings *p, const file_features *files)
{
  size_t total = p->first[p->n_files], n = 0;
  posting *sorted = mem_calloc(total, sizeof *sorted);
  zhen_status status;

  if (!sorted)
    return zhen_fail_memory();
  for (size_t i = 0; i < p->n_files; i++)
    for (size_t k = 0; k < files[i].count; k++)
      sorted[n++] = (posting){files[i].features[k].key, (uint32_t)i};
  if (n > 0)
    qsort(sorted, n, sizeof *sorted, by_key);
  status = make_terms(p, sorted, n);
  free(sorted);
  return status;
}

static double idf(const postings *p, size_t files)
{
  return log(((double)p->n_files + 1) / ((double)files + .5));
}

/* The features of a file are by key, and so are its terms. */
static void weigh(postings *p)
{
  for (size_t k = 0; k < p->n_terms; k++) {
    size_t end = p->terms[k + 1].from;
    double w = idf(p, end - p->terms[k].from);

    p->terms[k].idf = w;
    for (size_t i = p->terms[k].from; i < end; i++) {
      p->norm[p->files[i]] += w * w;
      p->held[p->first[p->files[i]]++] = (uint32_t)k;
    }
  }
  for (size_t i = p->n_files; i > 0; i--) {
    p->norm[i - 1] = sqrt(p->norm[i - 1]);
    p->first[i] = p->first[i - 1];
  }
  p->first[0] = 0;
}

/* About as many starts as terms: keys are hashes. */
static zhen_status index_terms(postings *p)
{
  unsigned bits = 1;
  size_t n, k = 0;

  while (bits < 32 && (size_t)1 << bits < p->n_terms)
    bits++;
  n = (size_t)1 << bits;
  p->shift = 64 - bits;
  p->starts = mem_calloc(n + 1, sizeof *p->starts);
  if (!p->starts)
    return zhen_fail_memory();
  for (size_t i = 0; i < n; i++) {
    while (k < p->n_terms && p->terms[k].key >> p->shift < i)
      k++;
    p->starts[i] = k;
  }
  p->starts[n] = p->n_terms;
  return ZHEN_OK;
}

zhen_status postings_open(postings *p, const file_features *files, size_t n)
{
  zhen_status status;
  size_t total = 0;

  *p = (postings){.n_files = n, .first = mem_calloc(n + 1, sizeof *p->first)};
  if (!p->first)
    return zhen_fail_memory();
  for (size_t i = 0; i < n; i++) {
    p->first[i] = total;
    total += files[i].count;
  }
  p->first[n] = total;
  p->files = mem_calloc(total, sizeof *p->files);
  p->held = mem_calloc(total, sizeof *p->held);
  p->norm = mem_calloc(n, sizeof *p->norm);
  if (!p->files || !p->held || !p->norm)
    return zhen_fail_memory();
  status = sort_features(p, files);
  if (status != ZHEN_OK)
    return status;
  weigh(p);
  p->unseen = idf(p, 0);
  return index_terms(p);
}

void postings_close(postings *p)
{
  free(p->terms);
  free(p->files);
  free(p->first);
  free(p->held);
  free(p->norm);
  free(p->starts);
}

const term *postings_find(const postings *p, uint64_t key)
{
  size_t at = p->starts[key >> p->shift];
  size_t end = p->starts[(key >> p->shift) + 1];

  while (at < end && p->terms[at].key < key)
    at++;
  return at < end && p->terms[at].key == key ? &p->terms[at] : NULL;
}
