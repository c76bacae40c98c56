/* SPDX-License-Identifier: Apache-2.0 */
/* Which of the phrases of a text are terms. */
#include "base/fail.h"
#include "base/options.h"
#include "base/system.h"
#include "terms/find.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Chosen by reading lists of terms. A noun follows an article, a possessive or
   a preposition, or is written with capitals, in at least this share; a part of
   a term has one neighbour in at least this share, and an adjective has a word
   after it. */
static const float NOUN = .25F, NAME = .6F, ALWAYS = .95F, PART = .5F,
                   MODIFIER = .7F;

/* Renderings that are listed as variants: this share of the best. */
static const float VARIANT = .1F;

typedef struct chosen {
  uint32_t at; /* in the table */
  double rank, to_en, to_zh;
  zhen_str variants;
} chosen;

struct zhen_terms {
  term_table table;
  chosen *at;
  size_t count, capacity;
  uint64_t pairs;
};

/* Phrases of a side: their pairs, from the most frequent one. */
typedef struct side_phrases {
  interner names;
  uint64_t *counts;    /* of each phrase */
  uint32_t *of;        /* of each pair: its phrase */
  uint32_t *by_phrase; /* pairs, by phrase and then by falling count */
  uint32_t *first;     /* of each phrase in `by_phrase` */
} side_phrases;

typedef struct choosing {
  zhen_terms *terms;
  const zhen_terms_options *options;
  arena strings;
  side_phrases zh, en;
  buf text;
} choosing;

/* ---- phrases of a side ---- */

typedef struct pair_order {
  const term_count *at;
  const uint32_t *of;
} pair_order;

static int by_phrase(const void *a, const void *b, void *context)
{
  const pair_order *o = context;
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

  if (o->of[x] != o->of[y])
    return o->of[x] < o->of[y] ? -1 : 1;
  if (o->at[x].count != o->at[y].count)
    return o->at[x].count > o->at[y].count ? -1 : 1;
  return x < y ? -1 : x > y;
}

static zhen_status group(choosing *c, side_phrases *s, bool en)
{
  const term_table *t = &c->terms->table;
  size_t n = t->names.count;
  pair_order order = {t->at, NULL};
  zhen_status status = ZHEN_OK;

  s->of = mem_calloc(n + 1, sizeof *s->of);
  s->by_phrase = mem_calloc(n + 1, sizeof *s->by_phrase);
  s->counts = mem_calloc(n + 1, sizeof *s->counts);
  s->first = mem_calloc(n + 2, sizeof *s->first);
  if (!s->of || !s->by_phrase || !s->counts || !s->first)
    return zhen_fail_memory();
  for (size_t i = 0; i < n && status == ZHEN_OK; i++) {
    status = interner_add(&s->names, &c->strings,
                          en ? t->at[i].key : t->at[i].zh_key, &s->of[i]);
    if (status != ZHEN_OK)
      return status;
    s->by_phrase[i] = (uint32_t)i;
    s->counts[s->of[i]] += t->at[i].count;
    s->first[s->of[i] + 1]++;
  }
  for (size_t i = 0; i < s->names.count; i++)
    s->first[i + 1] += s->first[i];
  order.of = s->of;
  system_sort(s->by_phrase, n, sizeof *s->by_phrase, by_phrase, &order);
  return status;
}

static void side_dispose(side_phrases *s)
{
  interner_dispose(&s->names);
  free(s->counts);
  free(s->of);
  free(s->by_phrase);
  free(s->first);
}

/* ---- terms ---- */

static bool is_name(const term_count *t, float share)
{
  return (float)t->capital >= share * (float)t->inside;
}

static bool is_noun(const term_count *t)
{
  return (float)t->nominal >= NOUN * (float)t->inside || is_name(t, NAME);
}

static bool is_single(zhen_str key)
{
  return memchr(key.ptr, ' ', key.len) == NULL;
}

static bool is_part(const neighbour *n, uint32_t count)
{
  return n->word && (float)n->votes > PART * (float)count;
}

/* A single word of each side has to be a name, and not only at times. */
static bool is_term(const term_count *t)
{
  if (t->inside == 0 || !is_noun(t))
    return false;
  if (!is_name(t, NAME) && (float)t->modifies > MODIFIER * (float)t->inside)
    return false;
  if (is_part(&t->left, t->count) || is_part(&t->right, t->count) ||
      is_part(&t->left_zh, t->count) || is_part(&t->right_zh, t->count))
    return false;
  return !is_single(t->key) || t->zh.len > 6 || is_name(t, ALWAYS);
}

static double xlogx(double x)
{
  return x > 0 ? x * log(x) : 0;
}

/* G2 of the pairs that have both, one, and none of the two phrases. */
static double significance(double both, double zh, double en, double all)
{
  double n = fmax(all, zh + en);

  return 2 * (xlogx(both) + xlogx(zh - both) + xlogx(en - both) +
              xlogx(n - zh - en + both) - xlogx(zh) - xlogx(en) -
              xlogx(n - zh) - xlogx(n - en) + xlogx(n));
}

/* The other pairs of a phrase, with their phrase of the other side. */
static void put_variants(choosing *c, const side_phrases *s, uint32_t at,
                         bool en)
{
  const term_count *all = c->terms->table.at;
  uint32_t own = s->of[at];

  for (uint32_t i = s->first[own]; i < s->first[own + 1]; i++) {
    const term_count *t = &all[s->by_phrase[i]];

    if (t->count < 2 || (float)t->count < VARIANT * (float)all[at].count)
      break;
    if (s->by_phrase[i] == at || !is_noun(t))
      continue;
    if (c->text.len > 0)
      buf_puts(&c->text, "; ");
    buf_put(&c->text, en ? t->zh.ptr : t->en.ptr, en ? t->zh.len : t->en.len);
    buf_printf(&c->text, " (%u)", t->count);
  }
}

static zhen_status keep(choosing *c, uint32_t at, chosen term)
{
  zhen_terms *t = c->terms;
  zhen_status status;

  c->text.len = 0;
  put_variants(c, &c->zh, at, false);
  put_variants(c, &c->en, at, true);
  status = buf_status(&c->text);
  if (status == ZHEN_OK)
    status = mem_grow(&t->at, &t->capacity, t->count + 1, sizeof *t->at);
  if (status != ZHEN_OK)
    return status;
  status = arena_copy(&t->table.strings, (zhen_str){c->text.ptr, c->text.len},
                      &term.variants);
  if (status == ZHEN_OK)
    t->at[t->count++] = term;
  return status;
}

static int by_rank(const void *a, const void *b)
{
  const chosen *x = a, *y = b;

  if (x->rank > y->rank || x->rank < y->rank)
    return x->rank > y->rank ? -1 : 1;
  return x->at < y->at ? -1 : x->at > y->at;
}

static zhen_status choose(choosing *c)
{
  zhen_terms *t = c->terms;
  const zhen_terms_options *o = c->options;
  zhen_status status = group(c, &c->zh, false);

  if (status == ZHEN_OK)
    status = group(c, &c->en, true);
  for (uint32_t i = 0; i < t->table.names.count && status == ZHEN_OK; i++) {
    const term_count *n = &t->table.at[i];
    double count = n->count, zh = (double)c->zh.counts[c->zh.of[i]],
           en = (double)c->en.counts[c->en.of[i]];
    chosen term = {.at = i, .to_en = count / zh, .to_zh = count / en};

    if (n->count < o->min_count || term.to_en < o->min_strength ||
        term.to_zh < o->min_strength || !is_term(n))
      continue;
    term.rank = significance(count, zh, en, (double)t->pairs);
    status = keep(c, i, term);
  }
  if (t->count)
    qsort(t->at, t->count, sizeof *t->at, by_rank);
  return status;
}

static zhen_status choose_terms(zhen_terms *t,
                                const zhen_terms_options *options)
{
  choosing c = {.terms = t, .options = options};
  zhen_status status = choose(&c);

  side_dispose(&c.zh);
  side_dispose(&c.en);
  buf_dispose(&c.text);
  arena_dispose(&c.strings);
  return status;
}

/* ---- the list ---- */

static zhen_status read_all(zhen_terms *t, const zhen_lexicon *lexicon,
                            const char *const *paths, size_t count,
                            const zhen_terms_options *options)
{
  progress watched;
  uint64_t document = 0;
  zhen_status status = progress_open(&watched, options->progress);

  if (status == ZHEN_OK)
    progress_begin(&watched, "finding terms", "pairs", 0);
  for (size_t i = 0; i < count && status == ZHEN_OK; i++)
    status = terms_read(&t->table, lexicon, paths[i], options, &watched,
                        &document, &t->pairs);
  return status;
}

zhen_status zhen_terms_find(zhen_terms **out, const zhen_lexicon *lexicon,
                            const char *const *paths, size_t count,
                            const zhen_terms_options *options)
{
  zhen_terms_options known;
  zhen_status status = OPTIONS_TAKE(&known, options);
  zhen_terms *t;

  *out = NULL;
  if (status != ZHEN_OK)
    return status;
  known.min_count = known.min_count ? known.min_count : 3;
  if (!(known.min_strength >= 0 && known.min_strength <= 1))
    return zhen_fail(ZHEN_EUSAGE, "the least strength must be 0 to 1");
  known.min_strength = known.min_strength > 0 ? known.min_strength : .5;
  t = mem_calloc(1, sizeof *t);
  if (!t)
    return zhen_fail_memory();
  status = read_all(t, lexicon, paths, count, &known);
  if (status == ZHEN_OK)
    status = choose_terms(t, &known);
  if (status == ZHEN_OK)
    *out = t;
  else
    zhen_terms_free(t);
  return status;
}

size_t zhen_terms_count(const zhen_terms *t)
{
  return t->count;
}

uint64_t zhen_terms_pairs(const zhen_terms *t)
{
  return t->pairs;
}

uint64_t zhen_terms_dropped(const zhen_terms *t)
{
  return t->table.dropped;
}

zhen_bilingual_term zhen_terms_at(const zhen_terms *t, size_t i)
{
  const chosen *c = &t->at[i];
  const term_count *n = &t->table.at[c->at];

  return (zhen_bilingual_term){.zh = n->zh,
                               .en = n->en,
                               .count = n->count,
                               .documents = n->documents,
                               .to_en = c->to_en,
                               .to_zh = c->to_zh,
                               .variants = c->variants,
                               .zh_text = n->zh_text,
                               .en_text = n->en_text};
}

void zhen_terms_free(zhen_terms *t)
{
  if (!t)
    return;
  term_table_dispose(&t->table);
  free(t->at);
  free(t);
}
