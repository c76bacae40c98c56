/* SPDX-License-Identifier: Apache-2.0 */
/* The signature of a pair, by which it is recognized again. */
#include <zhen/filter.h>
#include "split/marks.h"
#include "text/utf8.h"

#include <utf8proc.h>
#include <xxhash.h>

static bool is_digit(uint32_t r)
{
  utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)r);

  return category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
}

/* Letters and digits, in lower case and half width; 0: anything else. */
static uint32_t normal(uint32_t r)
{
  if (r < 0x80) {
    if (r >= 'A' && r <= 'Z')
      return r | 0x20;
    return (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9') ? r : 0;
  }
  if (r >= 0xFF01 && r <= 0xFF5E)
    return normal(r - 0xFEE0);
  if (r >= 0x4E00 && r <= 0x9FA5) /* most ideographs */
    return r;
  return rune_is_letter(r) || is_digit(r)
             ? (uint32_t)utf8proc_tolower((utf8proc_int32_t)r)
             : 0;
}

/* ---- exact ---- */

enum { CHUNK = 512 };

/* Without letters and digits, the text itself is used: ……, ♪♪. */
static uint64_t hash_side(zhen_str s, uint64_t seed)
{
  uint32_t chunk[CHUNK];
  size_t used = 0;
  bool any = false;

  for (size_t at = 0; at < s.len;) {
    uint32_t r = normal(utf8_next(s, &at));

    if (!r)
      continue;
    any = true;
    chunk[used++] = r;
    if (used == CHUNK) {
      seed = XXH3_64bits_withSeed(chunk, sizeof chunk, seed);
      used = 0;
    }
  }
  if (!any)
    return XXH3_64bits_withSeed(s.ptr, s.len, seed);
  return XXH3_64bits_withSeed(chunk, used * sizeof *chunk, seed);
}

uint64_t zhen_sentence_signature(zhen_str sentence)
{
  return hash_side(sentence, 1);
}

/* ---- near ---- */

enum { BITS = 64 };

/* For each bit how many features have it: its binary digits, a row each. */
typedef struct votes {
  uint64_t digit[32];
  uint32_t features;
} votes;

/* The last step of SplitMix64 (Steele et al. 2014). */
static uint64_t mix(uint64_t x)
{
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
  x = (x ^ x >> 27) * 0x94D049BB133111EBu;
  return x ^ x >> 31;
}

static void vote(votes *v, uint64_t feature)
{
  uint64_t carry = mix(feature);

  v->features++;
  for (uint64_t *digit = v->digit; carry; digit++) {
    uint64_t both = *digit & carry;

    *digit ^= carry;
    carry = both;
  }
}

/* Ideographs and pairs of them; whole words of other scripts. */
static void vote_side(votes *v, zhen_str s, uint64_t side)
{
  uint64_t word = 0, last = 0;

  for (size_t at = 0; at <= s.len;) {
    bool end = at == s.len;
    uint32_t r = end ? 0 : normal(utf8_next(s, &at));
    bool han = rune_is_han(r);

    if (word && (!r || han)) {
      vote(v, word ^ side);
      word = last = 0;
    }
    if (han) {
      vote(v, r ^ side);
      if (last)
        vote(v, (last << 32 | r) ^ side);
      last = r;
    } else if (r) {
      word = mix(word + r + 0x9E3779B97F4A7C15u);
    }
    if (end)
      break;
  }
}

/* The bits of more than half the features. */
static uint64_t tally(const votes *v)
{
  uint64_t bits = 0;

  for (unsigned i = 0; i < BITS; i++) {
    uint64_t count = 0;

    for (unsigned k = 0; v->features >> k; k++)
      count |= (v->digit[k] >> i & 1) << k;
    bits |= (uint64_t)(2 * count > v->features) << i;
  }
  return bits;
}

zhen_signature zhen_pair_signature(const zhen_pair *pair)
{
  votes v = {0};
  zhen_signature s;

  s.exact = hash_side(pair->en, hash_side(pair->zh, 2));
  vote_side(&v, pair->zh, (uint64_t)1 << 62);
  vote_side(&v, pair->en, (uint64_t)1 << 63);
  s.near = tally(&v);
  return s;
}

unsigned zhen_near_distance(uint64_t near, uint64_t other)
{
  uint64_t x = near ^ other;
  unsigned n = 0;

  for (; x; x &= x - 1)
    n++;
  return n;
}
