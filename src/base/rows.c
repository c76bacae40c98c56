/* SPDX-License-Identifier: Apache-2.0 */
#include "base/rows.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>

zhen_status rows_begin(rows *r)
{
  zhen_status status =
      mem_grow(&r->first, &r->first_capacity, r->n + 2, sizeof *r->first);

  if (status != ZHEN_OK)
    return status;
  r->first[r->n++] = (uint32_t)r->n_at;
  r->first[r->n] = (uint32_t)r->n_at;
  return ZHEN_OK;
}

zhen_status rows_append(rows *r, uint32_t value)
{
  zhen_status status =
      mem_grow(&r->at, &r->at_capacity, r->n_at + 1, sizeof *r->at);

  if (status != ZHEN_OK)
    return status;
  r->at[r->n_at++] = value;
  r->first[r->n] = (uint32_t)r->n_at;
  return ZHEN_OK;
}

zhen_status rows_append_noted(rows *r, uint32_t value, uint16_t note)
{
  zhen_status status =
      mem_grow(&r->notes, &r->notes_capacity, r->n_at + 1, sizeof *r->notes);

  if (status != ZHEN_OK)
    return status;
  r->notes[r->n_at] = note;
  return rows_append(r, value);
}

static int by_number(const void *a, const void *b)
{
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

  return (x > y) - (x < y);
}

void rows_settle(rows *r)
{
  uint32_t begin = r->first[r->n - 1];
  size_t n = r->n_at - begin, kept = 0;
  uint32_t *at = r->at ? r->at + begin : NULL;

  if (n < 2)
    return;
  qsort(at, n, sizeof *at, by_number);
  for (size_t i = 1; i < n; i++)
    if (at[kept] != at[i])
      at[++kept] = at[i];
  r->n_at = begin + kept + 1;
  r->first[r->n] = (uint32_t)r->n_at;
}

void rows_dispose(rows *r)
{
  free(r->first);
  free(r->at);
  free(r->notes);
  *r = (rows){0};
}

zhen_status rows_transpose(rows *out, const rows *in, size_t n_values)
{
  uint32_t *fill = mem_calloc(n_values + 1, sizeof *fill);

  *out = (rows){0};
  out->first = mem_calloc(n_values + 2, sizeof *out->first);
  out->at = mem_calloc(in->n_at + 1, sizeof *out->at);
  if (!fill || !out->first || !out->at) {
    free(fill);
    rows_dispose(out);
    return zhen_fail_memory();
  }
  for (size_t k = 0; k < in->n_at; k++)
    out->first[in->at[k] + 1]++;
  for (size_t v = 0; v < n_values; v++) {
    out->first[v + 1] += out->first[v];
    fill[v] = out->first[v];
  }
  for (uint32_t i = 0; i < in->n; i++)
    for (uint32_t k = in->first[i]; k < in->first[i + 1]; k++)
      out->at[fill[in->at[k]]++] = i;
  out->n = n_values;
  out->n_at = in->n_at;
  free(fill);
  return ZHEN_OK;
}
