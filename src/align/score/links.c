/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/links.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>

zhen_status links_open(links *x, const document *d)
{
  *x = (links){.d = d, .last = mem_calloc(d->en.n_types + 1, sizeof *x->last)};
  return x->last ? ZHEN_OK : zhen_fail_memory();
}

void links_close(links *x)
{
  free(x->zh.unit);
  free(x->en.unit);
  free(x->first);
  free(x->hits);
  free(x->same);
  free(x->before);
  free(x->last);
}

static zhen_status read_side(bead_side *x, const rows *tokens, uint32_t begin,
                             uint32_t end)
{
  zhen_status status;

  x->begin = tokens->first[begin];
  x->n = tokens->first[end] - x->begin;
  status = mem_grow(&x->unit, &x->capacity, x->n + 1, sizeof *x->unit);
  if (status != ZHEN_OK)
    return status;
  for (uint32_t u = begin; u < end; u++)
    for (uint32_t k = tokens->first[u]; k < tokens->first[u + 1]; k++)
      x->unit[k - x->begin] = u - begin;
  return ZHEN_OK;
}

/* Chain the English tokens of each type. */
static zhen_status chain_types(links *x)
{
  const uint32_t *type = x->d->en.tokens.at + x->en.begin;
  uint32_t n = x->en.n;
  zhen_status status =
      mem_grow(&x->same, &x->same_capacity, n + 1, sizeof *x->same);

  if (status == ZHEN_OK)
    status =
        mem_grow(&x->before, &x->before_capacity, n + 1, sizeof *x->before);
  if (status != ZHEN_OK)
    return status;
  for (uint32_t k = 0; k < n; k++) {
    uint32_t before = x->last[type[k]];

    x->before[k] = before;
    x->same[k] = before ? x->same[before - 1] : k;
    x->last[type[k]] = k + 1;
  }
  return ZHEN_OK;
}

static void forget_types(links *x)
{
  for (uint32_t k = 0; k < x->en.n; k++)
    x->last[x->d->en.tokens.at[x->en.begin + k]] = 0;
}

static zhen_status link_token(links *x, uint32_t type)
{
  const rows *edges = &x->d->edges;
  zhen_status status = ZHEN_OK;

  for (uint32_t e = edges->first[type]; e < edges->first[type + 1]; e++)
    for (uint32_t k = x->last[edges->at[e]]; k; k = x->before[k - 1]) {
      if (x->n_hits == x->hits_capacity)
        status = mem_grow(&x->hits, &x->hits_capacity, x->n_hits + 1,
                          sizeof *x->hits);
      if (status != ZHEN_OK)
        return status;
      x->hits[x->n_hits++] = k - 1;
    }
  return ZHEN_OK;
}

static zhen_status link_tokens(links *x)
{
  const uint32_t *type = x->d->zh.tokens.at + x->zh.begin;
  zhen_status status =
      mem_grow(&x->first, &x->first_capacity, x->zh.n + 1, sizeof *x->first);

  x->n_hits = 0;
  for (uint32_t k = 0; k < x->zh.n && status == ZHEN_OK; k++) {
    x->first[k] = (uint32_t)x->n_hits;
    status = link_token(x, type[k]);
  }
  if (status == ZHEN_OK)
    x->first[x->zh.n] = (uint32_t)x->n_hits;
  return status;
}

zhen_status links_read(links *x, whole_bead b)
{
  zhen_status status = read_side(&x->zh, &x->d->zh.tokens, b.i, b.to_i);

  x->bead = b;
  if (status == ZHEN_OK)
    status = read_side(&x->en, &x->d->en.tokens, b.j, b.to_j);
  if (status == ZHEN_OK)
    status = chain_types(x);
  if (status != ZHEN_OK)
    return status;
  status = link_tokens(x);
  forget_types(x);
  return status;
}

void links_cut(links *x, uint32_t to_i, uint32_t to_j)
{
  x->bead.to_i = to_i;
  x->bead.to_j = to_j;
  x->zh.n = x->d->zh.tokens.first[to_i] - x->zh.begin;
  x->en.n = x->d->en.tokens.first[to_j] - x->en.begin;
}
