/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The seen set: hashes, and SimHashes by each quarter of their bits. Two that
 * differ in at most three bits have a quarter in common (Manku et al. 2007), so
 * that only those must be compared.
 */
#include "filter/seen_set.h"
#include "base/fail.h"
#include "base/hash_set.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

enum { QUARTERS = 4, QUARTER_BITS = 16, LISTS = 1 << QUARTER_BITS };

typedef struct list {
  uint64_t *at;
  uint32_t count, capacity;
} list;

struct zhen_seen {
  hash_set exact;
  list *near; /* QUARTERS * LISTS */
};

zhen_status zhen_seen_new(zhen_seen **out)
{
  zhen_seen *s = mem_calloc(1, sizeof *s);

  *out = NULL;
  if (!s)
    return zhen_fail_memory();
  s->near = mem_calloc((size_t)QUARTERS * LISTS, sizeof *s->near);
  if (!s->near) {
    zhen_seen_free(s);
    return zhen_fail_memory();
  }
  *out = s;
  return ZHEN_OK;
}

static list *list_of(const zhen_seen *s, uint64_t near, unsigned quarter)
{
  size_t bits = (size_t)(near >> (quarter * QUARTER_BITS)) & (LISTS - 1);

  return &s->near[quarter * (size_t)LISTS + bits];
}

/* The smallest distance to an earlier one; 64 if none is close. */
static unsigned nearest(const zhen_seen *s, uint64_t near)
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
  unsigned distance;
  zhen_status status = ZHEN_OK;

  *out = (zhen_verdict){ZHEN_RULE_NONE, 0, 0};
  if (asked(f, ZHEN_RULE_DUPLICATE))
    status = hash_set_add(&s->exact, signature.exact, &there);
  if (status == ZHEN_OK && there)
    *out = (zhen_verdict){ZHEN_RULE_DUPLICATE, 0,
                          zhen_filter_threshold(f, ZHEN_RULE_DUPLICATE)};
  if (status != ZHEN_OK || there || !asked(f, ZHEN_RULE_NEAR_DUPLICATE))
    return status;
  distance = nearest(s, signature.near);
  if (distance <= most) {
    *out = (zhen_verdict){ZHEN_RULE_NEAR_DUPLICATE, distance, most};
    return ZHEN_OK;
  }
  return add_near(s, signature.near);
}

zhen_status seen_set_add(zhen_seen *s, zhen_signature signature)
{
  bool there;
  zhen_status status = hash_set_add(&s->exact, signature.exact, &there);

  return status == ZHEN_OK && !there ? add_near(s, signature.near) : status;
}

bool seen_set_has(const zhen_seen *s, zhen_signature signature, unsigned most)
{
  return hash_set_has(&s->exact, signature.exact) ||
         nearest(s, signature.near) <= most;
}

void zhen_seen_free(zhen_seen *s)
{
  if (!s)
    return;
  for (size_t i = 0; s->near && i < (size_t)QUARTERS * LISTS; i++)
    free(s->near[i].at);
  free(s->near);
  hash_set_dispose(&s->exact);
  free(s);
}
