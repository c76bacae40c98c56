/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pairs that were there: a set of hashes, and SimHashes by each quarter of
 * their bits. Two that differ in three bits at most have a quarter in common
 * (Manku et al. 2007), so that only those need be looked at.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "corpus/filter.h"

#include <math.h>
#include <stdlib.h>

enum { QUARTERS = 4, QUARTER_BITS = 16, LISTS = 1 << QUARTER_BITS };

typedef struct list {
  uint64_t *at;
  uint32_t count, capacity;
} list;

struct zhen_seen {
  uint64_t *slots; /* 0 is empty */
  size_t n_slots, used;
  list *near; /* QUARTERS * LISTS */
};

zhen_status zhen_seen_new(zhen_seen **out)
{
  zhen_seen *s = mem_calloc(1, sizeof *s);

  *out = NULL;
  if (!s)
    return zhen_fail_memory();
  s->n_slots = 1 << 16;
  s->slots = mem_calloc(s->n_slots, sizeof *s->slots);
  s->near = mem_calloc((size_t)QUARTERS * LISTS, sizeof *s->near);
  if (!s->slots || !s->near) {
    zhen_seen_free(s);
    return zhen_fail_memory();
  }
  *out = s;
  return ZHEN_OK;
}

static uint64_t *find(uint64_t *slots, size_t n, uint64_t key)
{
  size_t at = (size_t)key & (n - 1);

  while (slots[at] && slots[at] != key)
    at = (at + 1) & (n - 1);
  return &slots[at];
}

static zhen_status widen(zhen_seen *s)
{
  size_t n = s->n_slots * 2;
  uint64_t *slots = mem_calloc(n, sizeof *slots);

  if (!slots)
    return zhen_fail_memory();
  for (size_t i = 0; i < s->n_slots; i++)
    if (s->slots[i])
      *find(slots, n, s->slots[i]) = s->slots[i];
  free(s->slots);
  s->slots = slots;
  s->n_slots = n;
  return ZHEN_OK;
}

/* Was it there? If not, it is now. */
static zhen_status add_exact(zhen_seen *s, uint64_t key, bool *there)
{
  uint64_t *slot;

  key += key == 0; /* 0 is an empty slot */
  slot = find(s->slots, s->n_slots, key);
  *there = *slot != 0;
  if (*there)
    return ZHEN_OK;
  *slot = key;
  s->used++;
  return s->used * 4 > s->n_slots * 3 ? widen(s) : ZHEN_OK;
}

static list *list_of(zhen_seen *s, uint64_t near, unsigned quarter)
{
  size_t bits = (size_t)(near >> (quarter * QUARTER_BITS)) & (LISTS - 1);

  return &s->near[quarter * (size_t)LISTS + bits];
}

/* The smallest distance to one that was there; 64 if none is close. */
static unsigned nearest(zhen_seen *s, uint64_t near)
{
  unsigned best = 64;

  for (unsigned q = 0; q < QUARTERS && best > 0; q++) {
    const list *l = list_of(s, near, q);

    for (uint32_t i = 0; i < l->count; i++) {
      unsigned d = zhen_near_distance(near, l->at[i]);

      best = d < best ? d : best;
    }
  }
  return best;
}

static zhen_status add_near(zhen_seen *s, uint64_t near)
{
  for (unsigned q = 0; q < QUARTERS; q++) {
    list *l = list_of(s, near, q);

    if (l->count == l->capacity) {
      uint32_t wanted = l->capacity ? l->capacity + l->capacity / 2 : 4;
      uint64_t *moved = realloc(l->at, wanted * sizeof *moved);

      if (!moved)
        return zhen_fail_memory();
      l->at = moved;
      l->capacity = wanted;
    }
    l->at[l->count++] = near;
  }
  return ZHEN_OK;
}

static bool asked(const zhen_filter *f, zhen_rule rule)
{
  return !isnan(zhen_filter_threshold(f, rule));
}

zhen_status zhen_seen_check(zhen_seen *s, const zhen_filter *f,
                            zhen_signature signature, zhen_verdict *out)
{
  double most = zhen_filter_threshold(f, ZHEN_RULE_NEAR_DUPLICATE);
  bool there = false;
  zhen_status status = ZHEN_OK;

  *out = (zhen_verdict){ZHEN_RULE_NONE, 0, 0};
  if (asked(f, ZHEN_RULE_DUPLICATE))
    status = add_exact(s, signature.exact, &there);
  if (status == ZHEN_OK && there)
    *out = (zhen_verdict){ZHEN_RULE_DUPLICATE, 0,
                          zhen_filter_threshold(f, ZHEN_RULE_DUPLICATE)};
  if (status != ZHEN_OK || there || !asked(f, ZHEN_RULE_NEAR_DUPLICATE))
    return status;
  unsigned distance = nearest(s, signature.near);

  if (distance <= most) {
    *out = (zhen_verdict){ZHEN_RULE_NEAR_DUPLICATE, distance, most};
    return ZHEN_OK;
  }
  return add_near(s, signature.near);
}

void zhen_seen_free(zhen_seen *s)
{
  if (!s)
    return;
  for (size_t i = 0; s->near && i < (size_t)QUARTERS * LISTS; i++)
    free(s->near[i].at);
  free(s->near);
  free(s->slots);
  free(s);
}
