/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Weigh the pairs of glosses.
 *
 * A gloss of n words gives each of them 1/n, and each of the m glosses of a
 * word 1/m; weights below CUTOFF are dropped, because words of long
 * explanations hit by chance (measured: a cutoff of .1 is best on held-out
 * alignments). Of a name and its explanation ("Alibaba, PRC e-commerce
 * company") only the name counts, and it is not shared with other glosses.
 * Dictionaries are weighed separately; a pair gets its greatest weight.
 */
#include "base/fail.h"
#include "lexicon/english.h"
#include "lexicon/word_pairs.h"
#include "text/utf8.h"

#include <stdlib.h>

static const float CUTOFF = .1F;

static uint32_t fold_rune(const char_facts *folds, uint32_t rune)
{
  size_t low = 0, high = folds->count;

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (folds->at[mid].rune == rune)
      return folds->at[mid].value;
    if (folds->at[mid].rune < rune)
      low = mid + 1;
    else
      high = mid;
  }
  return rune;
}

static zhen_status fold_heads(word_pairs *p, dictionary *d)
{
  for (size_t i = 0; i < d->n_glosses; i++) {
    const char *head = d->glosses[i].head;
    zhen_str s = {head, strlen(head)};
    buf folded = {0};
    char *copy;

    for (size_t at = 0; at < s.len;) {
      uint32_t rune = fold_rune(&d->folds, utf8_next(s, &at));

      buf_put_rune(&folded, rune < 0x80 && rune >= 'A' && rune <= 'Z'
                                ? rune + 32
                                : rune);
    }
    copy = arena_alloc(&p->strings, folded.len + 1, 1);
    if (!copy || folded.failed || folded.len > WORD_MAX) {
      buf_dispose(&folded);
      return zhen_fail_memory();
    }
    memcpy(copy, folded.ptr, folded.len);
    d->glosses[i].head = copy;
    buf_dispose(&folded);
  }
  return ZHEN_OK;
}

static int by_head_and_source(const void *a, const void *b)
{
  const gloss *x = a, *y = b;
  int order = strcmp(x->head, y->head);

  if (order != 0)
    return order;
  if (x->source != y->source)
    return x->source < y->source ? -1 : 1;
  order = strcmp(x->text, y->text);
  if (order != 0)
    return order;
  return (x->order > y->order) - (x->order < y->order);
}

static size_t count_words(english *e, zhen_str text, bool fillers)
{
  english_word word;
  size_t n = 0;

  for (size_t at = 0; english_next(e, text, &at, &word);)
    n += fillers || !english_is_filler(word.stem);
  return n;
}

/* The name that a gloss explains after a comma; empty if it does not. */
static zhen_str explained_name(english *e, zhen_str text)
{
  zhen_str name = str_part(text, 0, str_find(text, 0, ','));
  english_word word;
  size_t n = 0;

  if (name.len == text.len)
    return (zhen_str){0};
  for (size_t at = 0; english_next(e, name, &at, &word); n++)
    if (!word.capital && (n == 0 || !english_is_filler(word.stem)))
      return (zhen_str){0};
  return name;
}

static zhen_status add_gloss(word_pairs *p, english *e, const gloss *g,
                             size_t n_glosses)
{
  zhen_str text = {g->text, strlen(g->text)};
  zhen_str name = explained_name(e, text);
  size_t words;
  bool fillers;
  english_word word;

  if (name.len > 0) {
    text = name;
    n_glosses = 1;
  }
  words = count_words(e, text, false);
  fillers = words == 0;

  if (fillers)
    words = count_words(e, text, true);
  for (size_t at = 0; english_next(e, text, &at, &word);) {
    zhen_status status;

    if (!fillers && english_is_filler(word.stem))
      continue;
    status = word_pairs_add(p, g->head, word.stem,
                            1.0F / (float)words / (float)n_glosses);
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

/* Add up the pairs from `first` on: the glosses of one word in one source. */
static void add_up(word_pairs *p, size_t first)
{
  size_t n = first;

  if (p->count == first)
    return;
  qsort(p->at + first, p->count - first, sizeof *p->at, word_pairs_compare);
  for (size_t i = first + 1; i < p->count; i++) {
    if (strcmp(p->at[n].stem, p->at[i].stem) == 0)
      p->at[n].weight += p->at[i].weight;
    else
      p->at[++n] = p->at[i];
  }
  p->count = first;
  for (size_t i = first; i <= n; i++)
    if (p->at[i].weight >= CUTOFF)
      p->at[p->count++] = p->at[i];
}

static bool same_gloss(const gloss *a, const gloss *b)
{
  return strcmp(a->text, b->text) == 0;
}

static zhen_status weigh_glosses(word_pairs *p, english *e, const dictionary *d)
{
  const gloss *g = d->glosses;
  size_t n = d->n_glosses;

  for (size_t begin = 0, end; begin < n; begin = end) {
    size_t first = p->count, distinct = 0;

    for (end = begin; end < n && g[end].source == g[begin].source &&
                      strcmp(g[end].head, g[begin].head) == 0;
         end++)
      distinct += end == begin || !same_gloss(&g[end], &g[end - 1]);
    for (size_t i = begin; i < end; i++) {
      zhen_status status = ZHEN_OK;

      if (i == begin || !same_gloss(&g[i], &g[i - 1]))
        status = add_gloss(p, e, &g[i], distinct);
      if (status != ZHEN_OK)
        return status;
    }
    add_up(p, first);
  }
  return ZHEN_OK;
}

zhen_status word_pairs_weigh(word_pairs *p, dictionary *d)
{
  english *e;
  zhen_status status = english_open(&e);

  if (status == ZHEN_OK)
    status = fold_heads(p, d);
  if (status == ZHEN_OK) {
    if (d->n_glosses)
      qsort(d->glosses, d->n_glosses, sizeof *d->glosses, by_head_and_source);
    status = weigh_glosses(p, e, d);
  }
  if (status == ZHEN_OK)
    word_pairs_keep_best(p);
  english_close(e);
  return status;
}

/* `head` folded to the characters of a lexicon, kept in `p`. */
static const char *fold_by(const zhen_lexicon *lexicon, word_pairs *p,
                           const char *head)
{
  zhen_str s = {head, strlen(head)};
  buf folded = {0};
  char *copy = NULL;

  for (size_t at = 0; at < s.len;)
    buf_put_rune(&folded, lexicon_fold(lexicon, utf8_next(s, &at)));
  if (!folded.failed)
    copy = arena_alloc(&p->strings, folded.len + 1, 1);
  if (copy)
    memcpy(copy, folded.ptr, folded.len);
  buf_dispose(&folded);
  return copy;
}

static bool is_word(const zhen_lexicon *lexicon, const char *head)
{
  const uint8_t *pairs, *end;
  zhen_str s = {head, strlen(head)};

  return lexicon_longest(lexicon, s, &pairs, &end) == s.len;
}

zhen_status word_pairs_add_phrases(word_pairs *p, dictionary *d,
                                   const zhen_lexicon *lexicon)
{
  word_pairs new = {0};
  zhen_status status = word_pairs_weigh(&new, d);

  for (size_t i = 0; i < new.count &&status == ZHEN_OK; i++) {
    const char *head = fold_by(lexicon, &new, new.at[i].head);

    status = head ? ZHEN_OK : zhen_fail_memory();
    if (status != ZHEN_OK || is_word(lexicon, head))
      continue;
    status = word_pairs_add(p, head, new.at[i].stem, new.at[i].weight);
    if (status == ZHEN_OK)
      p->at[p->count - 1].phrase = true;
  }
  word_pairs_dispose(&new);
  if (status == ZHEN_OK)
    word_pairs_keep_best(p);
  return status;
}
