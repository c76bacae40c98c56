/* SPDX-License-Identifier: Apache-2.0 */
#include "terms/table.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

/* A full table drops its rarest phrases (Manku and Motwani 2002); the longest
   text of an example, in bytes. */
enum { PHRASES_MAX = 2000000, NAME_MAX = 512, EXAMPLE_MAX = 600 };

static bool is_same(zhen_str a, zhen_str b)
{
  return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static void vote(neighbour *n, uint32_t word)
{
  if (n->votes == 0)
    n->word = word;
  if (n->word == word)
    n->votes++;
  else
    n->votes--;
}

static zhen_status vote_writing(term_table *t, zhen_str *writing,
                                uint32_t *votes, zhen_str now)
{
  zhen_status status = ZHEN_OK;

  if (*votes > 0 && !is_same(*writing, now)) {
    --*votes;
    return ZHEN_OK;
  }
  if (!is_same(*writing, now))
    status = arena_copy(&t->strings, now, writing);
  ++*votes;
  return status;
}

/* Singletons have no example: there are many. */
static zhen_status keep_example(term_table *t, term_count *c,
                                const zhen_pair *pair)
{
  zhen_status status;

  if (c->count < 2 || c->zh_text.len > 0 ||
      pair->zh.len + pair->en.len > EXAMPLE_MAX)
    return ZHEN_OK;
  status = arena_copy(&t->strings, pair->zh, &c->zh_text);
  return status == ZHEN_OK ? arena_copy(&t->strings, pair->en, &c->en_text)
                           : status;
}

static zhen_status add_new(term_table *t, zhen_str name, size_t tab,
                           term_count **out)
{
  size_t before = t->names.count;
  uint32_t i;
  zhen_status status =
      mem_grow(&t->at, &t->capacity, before + 1, sizeof *t->at);

  if (status == ZHEN_OK)
    status = interner_add(&t->names, &t->strings, name, &i);
  if (status != ZHEN_OK)
    return status;
  if (i == before) {
    const char *key = t->names.keys[i].ptr;

    t->at[i] = (term_count){.zh_key = {key, tab},
                            .key = {key + tab + 1, name.len - tab - 1}};
  }
  *out = &t->at[i];
  return ZHEN_OK;
}

/* Copy a phrase of an old table, with its strings. */
static zhen_status take_over(term_table *t, const term_count *old)
{
  zhen_str name = {old->zh_key.ptr, old->zh_key.len + 1 + old->key.len};
  zhen_str zh_key, key;
  term_count *c;
  zhen_status status = add_new(t, name, old->zh_key.len, &c);

  if (status != ZHEN_OK)
    return status;
  zh_key = c->zh_key;
  key = c->key;
  *c = *old;
  c->zh_key = zh_key;
  c->key = key;
  status = arena_copy(&t->strings, old->zh, &c->zh);
  if (status == ZHEN_OK)
    status = arena_copy(&t->strings, old->en, &c->en);
  if (status == ZHEN_OK)
    status = arena_copy(&t->strings, old->zh_text, &c->zh_text);
  return status == ZHEN_OK ? arena_copy(&t->strings, old->en_text, &c->en_text)
                           : status;
}

static size_t most_of(const term_table *t)
{
  return t->most ? t->most : PHRASES_MAX;
}

static zhen_status drop_rarest(term_table *t)
{
  zhen_status status = ZHEN_OK;

  while (status == ZHEN_OK && t->names.count > most_of(t) / 2) {
    term_table next = {.most = t->most, .dropped = t->dropped + 1};

    for (size_t i = 0; i < t->names.count && status == ZHEN_OK; i++)
      if (t->at[i].count > next.dropped)
        status = take_over(&next, &t->at[i]);
    term_table_dispose(t);
    *t = next;
  }
  return status;
}

zhen_status term_table_add(term_table *t, const phrase *p,
                           const zhen_pair *pair, uint64_t document)
{
  char name[NAME_MAX];
  term_count *c;
  zhen_status status = ZHEN_OK;

  if (t->names.count >= most_of(t))
    status = drop_rarest(t);
  if (status != ZHEN_OK || p->zh_key.len + p->key.len + 1 > sizeof name)
    return status;
  memcpy(name, p->zh_key.ptr, p->zh_key.len);
  name[p->zh_key.len] = '\t';
  memcpy(name + p->zh_key.len + 1, p->key.ptr, p->key.len);
  status = add_new(t, (zhen_str){name, p->zh_key.len + 1 + p->key.len},
                   p->zh_key.len, &c);
  if (status != ZHEN_OK)
    return status;
  c->count++;
  c->documents += c->last != document + 1;
  c->last = document + 1;
  c->inside += !p->initial;
  c->nominal += !p->initial && p->nominal;
  c->capital += !p->initial && p->capital;
  c->modifies += !p->initial && p->right;
  vote(&c->left, p->left);
  vote(&c->right, p->right);
  vote(&c->left_zh, p->left_zh);
  vote(&c->right_zh, p->right_zh);
  status = keep_example(t, c, pair);
  if (status == ZHEN_OK)
    status = vote_writing(t, &c->zh, &c->zh_votes, p->zh);
  return status == ZHEN_OK && (!p->initial || c->en_votes == 0)
             ? vote_writing(t, &c->en, &c->en_votes, p->en)
             : status;
}

void term_table_dispose(term_table *t)
{
  interner_dispose(&t->names);
  arena_dispose(&t->strings);
  free(t->at);
}
