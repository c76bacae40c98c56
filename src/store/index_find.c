/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The terms that a text must have: its Chinese characters in pairs, each in all
 * variants; its words, the first and the last of which may be parts of longer
 * words. A document that has them all may contain the text.
 */
#include "base/buf.h"
#include "base/fail.h"
#include "base/mem.h"
#include "store/index.h"

#include <stdlib.h>
#include <string.h>

/* Words that contain a part of one; more of them are in almost all documents.
 */
enum { WORDS_MAX = 1000, HAN_MAX = 0xFFFF };

/* Characters of the query: [begin, end) is a word, or one or two of Chinese. */
typedef struct wanted_term {
  size_t begin, end;
  term_kind kind;
} wanted_term;

typedef struct variant {
  size_t at; /* in the query */
  uint32_t rune;
} variant;

typedef struct index_search {
  database *db;
  const zhen_text_query *wanted;
  wanted_term *terms;
  size_t n_terms, terms_capacity;
  variant *variants; /* of the Chinese characters, in order */
  size_t n_variants, variants_capacity;
  found_part part;
  size_t n_bits;  /* words of 64 */
  uint64_t *bits; /* of one term */
  zhen_str words;
  buf pattern;
  query one, range;
} index_search;

static zhen_status add_term(index_search *s, wanted_term term)
{
  zhen_status status =
      mem_grow(&s->terms, &s->terms_capacity, s->n_terms + 1, sizeof term);

  if (status == ZHEN_OK)
    s->terms[s->n_terms++] = term;
  return status;
}

/* A row of Chinese characters: its pairs, or the only one. */
static zhen_status add_han(index_search *s, size_t begin, size_t end)
{
  zhen_status status = ZHEN_OK;

  if (end - begin == 1)
    return add_term(s, (wanted_term){begin, end, TERM_HAN});
  for (; status == ZHEN_OK && begin + 1 < end; begin++)
    status = add_term(s, (wanted_term){begin, begin + 2, TERM_HAN});
  return status;
}

static zhen_status find_terms(index_search *s)
{
  const zhen_text_query *w = s->wanted;
  zhen_status status = ZHEN_OK;

  for (size_t at = 0, end; status == ZHEN_OK && at < w->count; at = end) {
    term_kind kind = term_kind_of(w->runes[at]);

    for (end = at + 1; end < w->count && term_kind_of(w->runes[end]) == kind;)
      end++;
    if (kind == TERM_HAN)
      status = add_han(s, at, end);
    else if (kind == TERM_WORD)
      status = add_term(s, (wanted_term){at, end, kind});
  }
  return status;
}

static zhen_status add_variant(index_search *s, size_t at, uint32_t rune)
{
  zhen_status status = mem_grow(&s->variants, &s->variants_capacity,
                                s->n_variants + 1, sizeof *s->variants);

  if (status == ZHEN_OK)
    s->variants[s->n_variants++] = (variant){at, rune};
  return status;
}

static int by_place(const void *a, const void *b)
{
  const variant *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return (x->rune > y->rune) - (x->rune < y->rune);
}

/* The characters that are folded to those of the query. */
static zhen_status find_variants(index_search *s)
{
  const zhen_text_query *w = s->wanted;
  zhen_status status = ZHEN_OK;

  bool han = false;

  for (size_t at = 0; status == ZHEN_OK && at < w->count; at++) {
    bool is_han = term_kind_of(w->runes[at]) == TERM_HAN;

    han = han || is_han;
    if (is_han && text_fold(w->lexicon, w->runes[at]) == w->runes[at])
      status = add_variant(s, at, w->runes[at]);
  }
  for (uint32_t rune = 0; han && w->lexicon && rune <= HAN_MAX; rune++) {
    uint32_t folded = rune_is_han(rune) ? text_fold(w->lexicon, rune) : rune;

    for (size_t at = 0; folded != rune && status == ZHEN_OK && at < w->count;
         at++)
      if (w->runes[at] == folded && term_kind_of(folded) == TERM_HAN)
        status = add_variant(s, at, rune);
  }
  if (s->n_variants > 0)
    qsort(s->variants, s->n_variants, sizeof *s->variants, by_place);
  return status;
}

static zhen_status fail_damaged(const index_search *s)
{
  return zhen_fail(ZHEN_EINPUT,
                   "%s: is damaged: its index is inconsistent; build it again",
                   s->db->path);
}

/* Add documents of a list to those of the term. */
static zhen_status add_list(index_search *s, zhen_str list)
{
  uint64_t key = 0, delta = 0;
  unsigned shift = 0;

  for (size_t i = 0; i < list.len; i++) {
    unsigned char byte = (unsigned char)list.ptr[i];

    if (shift > 28)
      return fail_damaged(s);
    delta |= (uint64_t)(byte & 0x7F) << shift;
    shift += 7;
    if (byte & 0x80)
      continue;
    key += delta;
    if (key / 64 >= s->n_bits)
      return fail_damaged(s);
    s->bits[key / 64] |= UINT64_C(1) << (key % 64);
    delta = shift = 0;
  }
  return ZHEN_OK;
}

static zhen_status take_list(void *context, query *q)
{
  zhen_str list = query_blob_at(q, 0);
  zhen_status status = query_check(q);

  return status == ZHEN_OK ? add_list(context, list) : status;
}

static zhen_status add_number(index_search *s, int64_t number)
{
  query_int(&s->one, s->part.first);
  query_int(&s->one, number);
  return query_each(&s->one, take_list, s);
}

/* The pairs that begin with a character, and it alone. */
static zhen_status add_beginning(index_search *s, uint32_t rune)
{
  query_int(&s->range, s->part.first);
  query_int(&s->range, index_number(rune, 0));
  query_int(&s->range, index_number(rune + 1, 0));
  return query_each(&s->range, take_list, s);
}

static zhen_status find_han(index_search *s, const wanted_term *t)
{
  const variant *v = s->variants, *end = v + s->n_variants;
  zhen_status status = ZHEN_OK;

  while (v < end && v->at < t->begin)
    v++;
  for (; status == ZHEN_OK && v < end && v->at == t->begin; v++) {
    if (t->end - t->begin == 1)
      status = add_beginning(s, v->rune);
    else
      for (const variant *w = v; status == ZHEN_OK && w < end; w++)
        if (w->at == t->begin + 1)
          status = add_number(s, index_number(v->rune, w->rune));
  }
  return status;
}

static size_t word_begin(zhen_str words, size_t at)
{
  while (at > 0 && words.ptr[at - 1] != '\n')
    at--;
  return at;
}

/* The words that the pattern is in; *few is false if there are too many. */
static zhen_status find_words(index_search *s, bool *few)
{
  const zhen_str words = s->words;
  const buf *p = &s->pattern;
  zhen_status status = add_number(s, INDEX_LONG_WORD);
  size_t at = 0;

  for (int n = 0; status == ZHEN_OK && *few; n++) {
    const char *hit = memmem(words.ptr + at, words.len - at, p->ptr, p->len);

    if (!hit)
      break;
    at = (size_t)(hit - words.ptr);
    at += *hit == '\n';
    status = add_number(s, (int64_t)word_begin(words, at));
    at = str_find(words, at, '\n');
    *few = n < WORDS_MAX;
  }
  return status;
}

/* A word between others is whole; at the ends of the query it may be part of a
   longer one. */
static zhen_status find_word(index_search *s, const wanted_term *t, bool *few)
{
  s->pattern.len = 0;
  if (t->begin > 0)
    buf_putc(&s->pattern, '\n');
  for (size_t i = t->begin; i < t->end; i++)
    buf_put_rune(&s->pattern, s->wanted->runes[i]);
  if (t->end < s->wanted->count)
    buf_putc(&s->pattern, '\n');
  return s->pattern.failed ? zhen_fail_memory() : find_words(s, few);
}

/* Keep the documents of the part that have a term. */
static zhen_status keep_term(index_search *s, const wanted_term *t)
{
  bool few = true;
  zhen_status status;

  memset(s->bits, 0, s->n_bits * sizeof *s->bits);
  status = t->kind == TERM_HAN ? find_han(s, t) : find_word(s, t, &few);
  for (size_t i = 0; few && i < s->n_bits; i++)
    s->part.bits[i] &= s->bits[i];
  return status;
}

static uint64_t count_bits(const uint64_t *bits, size_t count)
{
  uint64_t sum = 0;

  for (size_t i = 0; i < count; i++)
    sum += (uint64_t)__builtin_popcountll(bits[i]);
  return sum;
}

static zhen_status search_part(index_search *s)
{
  zhen_status status = ZHEN_OK;
  size_t range = (size_t)(s->part.end - s->part.first);

  s->n_bits = (range + 63) / 64;
  s->part.bits = mem_calloc(s->n_bits, sizeof *s->bits);
  s->bits = mem_calloc(s->n_bits, sizeof *s->bits);
  if (!s->part.bits || !s->bits)
    status = zhen_fail_memory();
  if (status == ZHEN_OK)
    memset(s->part.bits, 0xFF, s->n_bits * sizeof *s->bits);
  if (status == ZHEN_OK && range % 64)
    s->part.bits[s->n_bits - 1] = (UINT64_C(1) << (range % 64)) - 1;
  for (size_t i = 0; status == ZHEN_OK && i < s->n_terms; i++)
    status = keep_term(s, &s->terms[i]);
  free(s->bits);
  s->bits = NULL;
  return status;
}

typedef struct part_visitor {
  index_search *search;
  found_documents *out;
} part_visitor;

static zhen_status take_part(void *context, query *q)
{
  const part_visitor *v = context;
  index_search *s = v->search;
  found_documents *out = v->out;
  zhen_status status;

  s->part = (found_part){query_int_at(q, 0), query_int_at(q, 1), NULL};
  s->words = query_blob_at(q, 2);
  status = query_check(q);
  if (status == ZHEN_OK &&
      (s->part.first < out->rest || s->part.end <= s->part.first ||
       s->part.end - s->part.first > INDEX_RANGE_MAX + 1))
    status = fail_damaged(s);
  if (status == ZHEN_OK)
    status = mem_grow(&out->parts, &out->capacity, out->count + 1,
                      sizeof *out->parts);
  if (status != ZHEN_OK)
    return status;
  status = search_part(s);
  out->parts[out->count++] = s->part;
  out->rest = s->part.end;
  if (status == ZHEN_OK)
    out->documents += count_bits(s->part.bits, s->n_bits);
  return status;
}

static zhen_status search_parts(index_search *s, found_documents *out)
{
  part_visitor v = {s, out};
  zhen_status status = find_variants(s);

  if (status == ZHEN_OK)
    status =
        query_open(&s->one, s->db,
                   "SELECT documents FROM term WHERE part = ? AND number = ?");
  if (status == ZHEN_OK)
    status = query_open(&s->range, s->db,
                        "SELECT documents FROM term WHERE part = ?"
                        " AND number >= ? AND number < ?");
  if (status == ZHEN_OK)
    status = database_each(s->db,
                           "SELECT first, end, words FROM indexed"
                           " ORDER BY first",
                           take_part, &v);
  query_close(&s->one);
  query_close(&s->range);
  return status;
}

zhen_status index_find(database *db, const zhen_text_query *wanted,
                       found_documents *out)
{
  index_search s = {.db = db, .wanted = wanted};
  int64_t version, parts = 0;
  zhen_status status = database_number(db, "PRAGMA user_version", &version);

  *out = (found_documents){0};
  if (status == ZHEN_OK && version > 2)
    status = database_number(db, "SELECT count(*) FROM indexed", &parts);
  if (status == ZHEN_OK && parts > 0)
    status = find_terms(&s);
  out->all = parts > 0 && s.n_terms == 0;
  if (status == ZHEN_OK && s.n_terms > 0)
    status = search_parts(&s, out);
  free(s.terms);
  free(s.variants);
  buf_dispose(&s.pattern);
  return status;
}

bool index_found_has(const found_documents *found, int64_t key)
{
  size_t low = 0, high = found->count;

  while (low < high) {
    size_t middle = (low + high) / 2;

    if (found->parts[middle].end <= key)
      low = middle + 1;
    else
      high = middle;
  }
  if (found->all || low == found->count || key < found->parts[low].first)
    return found->all;
  key -= found->parts[low].first;
  return found->parts[low].bits[key / 64] >> (key % 64) & 1;
}

void index_found_dispose(found_documents *found)
{
  for (size_t i = 0; i < found->count; i++)
    free(found->parts[i].bits);
  free(found->parts);
  *found = (found_documents){0};
}
