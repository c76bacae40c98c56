/* SPDX-License-Identifier: Apache-2.0 */
/* Words and addresses that are, or should be, the same on both sides. */
#include "filter/measures.h"
#include "text/utf8.h"

#include <string.h>
#include <strings.h>
#include <xxhash.h>

static bool is_word(uint32_t r)
{
  return rune_is_latin(r) || (r >= '0' && r <= '9');
}

bool filter_word(zhen_str text, size_t *at, zhen_str *word)
{
  size_t begin = *at, end;

  while (begin < text.len) {
    size_t size;

    if (is_word(utf8_at(text, begin, &size)))
      break;
    begin += size;
  }
  for (end = begin; end < text.len;) {
    size_t size;

    if (!is_word(utf8_at(text, end, &size)))
      break;
    end += size;
  }
  *word = str_part(text, begin, end);
  *at = end;
  return begin < end;
}

/* Words of the Chinese side; each matches one word of the English side. */
enum { SLOTS = 2048, WORDS_MAX = SLOTS / 2, WORD_BYTES = 64 };

typedef struct word_counts {
  uint64_t hash[SLOTS]; /* 0: free */
  uint32_t count[SLOTS];
  size_t slots, used; /* in use: at least twice the words */
} word_counts;

/* Of the letters in lower case; ASCII letters among them. */
static uint64_t hash_word(zhen_str word)
{
  uint64_t hash = word.len;

  for (size_t at = 0; at < word.len; at += WORD_BYTES) {
    char folded[WORD_BYTES];
    size_t n = word.len - at < WORD_BYTES ? word.len - at : WORD_BYTES;

    for (size_t i = 0; i < n; i++) {
      char c = word.ptr[at + i];

      folded[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    hash = XXH3_64bits_withSeed(folded, n, hash);
  }
  return hash ? hash : 1;
}

/* The slot of a word, or a free one. */
static size_t find_slot(const word_counts *c, uint64_t hash)
{
  size_t slot = hash & (c->slots - 1);

  while (c->hash[slot] && c->hash[slot] != hash)
    slot = (slot + 1) & (c->slots - 1);
  return slot;
}

static void count_words(word_counts *c, zhen_str text)
{
  zhen_str word;

  c->used = 0;
  for (c->slots = 64; c->slots < SLOTS && c->slots <= text.len;)
    c->slots *= 2;
  memset(c->hash, 0, c->slots * sizeof *c->hash);
  memset(c->count, 0, c->slots * sizeof *c->count);
  for (size_t at = 0; c->used < WORDS_MAX && filter_word(text, &at, &word);) {
    uint64_t hash = hash_word(word);
    size_t slot = find_slot(c, hash);

    c->used += c->hash[slot] == 0;
    c->hash[slot] = hash;
    c->count[slot]++;
  }
}

static bool has_han(zhen_str s)
{
  for (size_t at = 0; at < s.len;)
    if (rune_is_han(utf8_next(s, &at)))
      return true;
  return false;
}

double filter_copied(zhen_str zh, zhen_str en)
{
  size_t words = 0, copied = 0;
  word_counts in_zh;
  zhen_str word;

  count_words(&in_zh, zh);
  for (size_t at = 0; filter_word(en, &at, &word); words++) {
    size_t slot = find_slot(&in_zh, hash_word(word));

    copied += in_zh.count[slot] > 0;
    in_zh.count[slot] -= in_zh.count[slot] > 0;
  }
  /* One or two words may be a term given next to its translation. */
  if (words < 3 && copied > 0 && has_han(zh))
    return 0;
  return words ? (double)copied / (double)words : 0;
}

/* ---- addresses ---- */

enum { ADDRESSES_MAX = 32 };

typedef struct addresses {
  zhen_str at[ADDRESSES_MAX]; /* name@host, or the last two labels of a host */
  size_t count;
} addresses;

static bool in_host(char c)
{
  return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') ||
         c == '.' || c == '-' || c == '_';
}

static size_t host_end(zhen_str s, size_t at)
{
  while (at < s.len && in_host(s.ptr[at]))
    at++;
  while (at > 0 && s.ptr[at - 1] == '.')
    at--;
  return at;
}

/* zh.example.org and www.example.org are the same site. */
static zhen_str last_labels(zhen_str s, size_t begin, size_t end)
{
  unsigned points = 0;

  for (size_t i = end; i > begin; i--)
    if (s.ptr[i - 1] == '.' && ++points == 2)
      return str_part(s, i, end);
  return str_part(s, begin, end);
}

static bool starts(zhen_str s, size_t at, const char *prefix)
{
  size_t len = strlen(prefix);

  return s.len - at >= len && strncasecmp(s.ptr + at, prefix, len) == 0;
}

static size_t scheme(zhen_str s, size_t at)
{
  static const char *const schemes[] = {"https://", "http://", "ftp://",
                                        "www."};

  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
    if (starts(s, at, schemes[i]))
      return strlen(schemes[i]);
  return 0;
}

/* The address that starts at `at`, or whose @ is there; its end, or 0. */
static size_t find_address(zhen_str s, size_t at, zhen_str *out)
{
  size_t begin = at + scheme(s, at), end;

  if (begin > at) {
    end = host_end(s, begin);
    *out = last_labels(s, begin, end);
    return end > begin ? end : 0;
  }
  if (s.ptr[at] != '@')
    return 0;
  while (begin > 0 && in_host(s.ptr[begin - 1]))
    begin--;
  end = host_end(s, at + 1);
  *out = str_part(s, begin, end);
  return begin < at && end > at + 1 && memchr(s.ptr + at, '.', end - at) ? end
                                                                         : 0;
}

/* The first letter of a scheme, or @. */
static bool may_begin(char c)
{
  char small = (char)(c | 0x20);

  return small == 'h' || small == 'f' || small == 'w' || c == '@';
}

static void find_addresses(zhen_str s, addresses *found)
{
  found->count = 0;
  for (size_t at = 0; at < s.len && found->count < ADDRESSES_MAX;) {
    size_t end = may_begin(s.ptr[at])
                     ? find_address(s, at, &found->at[found->count])
                     : 0;

    found->count += end > 0;
    at = end > 0 ? end : at + 1;
  }
}

static size_t missing(const addresses *a, const addresses *other)
{
  bool used[ADDRESSES_MAX] = {false};
  size_t n = 0;

  for (size_t i = 0; i < a->count; i++) {
    size_t j = 0;

    while (j < other->count &&
           (used[j] || a->at[i].len != other->at[j].len ||
            strncasecmp(a->at[i].ptr, other->at[j].ptr, a->at[i].len) != 0))
      j++;
    if (j < other->count)
      used[j] = true;
    else
      n++;
  }
  return n;
}

double filter_urls(zhen_str zh, zhen_str en)
{
  addresses a, b;

  find_addresses(zh, &a);
  find_addresses(en, &b);
  return (double)(missing(&a, &b) + missing(&b, &a));
}
