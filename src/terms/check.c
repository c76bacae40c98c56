/* SPDX-License-Identifier: Apache-2.0 */
/* Whether pairs translate the terms of a glossary as it says. */
#include "base/fail.h"
#include "lexicon/chinese.h"
#include "lexicon/glossary.h"

#include <stdlib.h>
#include <string.h>
#include <zhen/terms.h>

typedef struct entry_rendering {
  zhen_str en;
  const char *stems; /* with a space around each */
  struct entry_rendering *next;
} entry_rendering;

struct zhen_term_check {
  zhen_lexicon *lexicon; /* with the glossary */
  arena strings;
  interner heads;
  entry_rendering **renderings; /* of each head, in the order of the glossary */
  size_t capacity;
  english *english;
  segmenter segmenter;
  buf stems, list;
};

/* ---- the glossary ---- */

/* The stems of a text, with a space around each; without an article or a "to"
   that begins a translation. */
static zhen_status put_stems(zhen_term_check *c, zhen_str text, bool entry)
{
  english_word w;

  c->stems.len = 0;
  buf_putc(&c->stems, ' ');
  for (size_t at = 0; english_next(c->english, text, &at, &w);) {
    if (entry && c->stems.len == 1 && at < text.len &&
        english_is_filler(w.stem))
      continue;
    buf_puts(&c->stems, w.stem);
    buf_putc(&c->stems, ' ');
  }
  buf_putc(&c->stems, '\0');
  return buf_status(&c->stems);
}

static zhen_status add_rendering(zhen_term_check *c, entry_rendering **to,
                                 zhen_str en)
{
  zhen_str stems = {"", 0};
  zhen_status status = put_stems(c, en, true);

  if (status != ZHEN_OK)
    return status;
  for (; *to; to = &(*to)->next)
    if (strcmp((*to)->stems, c->stems.ptr) == 0)
      return ZHEN_OK;
  *to = arena_alloc(&c->strings, 1, sizeof **to);
  if (!*to)
    return zhen_fail_memory();
  status = arena_copy(&c->strings, en, &(*to)->en);
  if (status == ZHEN_OK)
    status =
        arena_copy(&c->strings, (zhen_str){c->stems.ptr, c->stems.len}, &stems);
  if (status == ZHEN_OK)
    (*to)->stems = stems.ptr;
  return status;
}

static zhen_status take(void *context, zhen_str head, zhen_str en)
{
  zhen_term_check *c = context;
  size_t before = c->heads.count;
  uint32_t i;
  zhen_status status =
      mem_grow(&c->renderings, &c->capacity, before + 1, sizeof *c->renderings);

  if (status == ZHEN_OK)
    status = interner_add(&c->heads, &c->strings, head, &i);
  if (status != ZHEN_OK)
    return status;
  if (i == before)
    c->renderings[i] = NULL;
  return add_rendering(c, &c->renderings[i], en);
}

zhen_status zhen_term_check_open(zhen_term_check **out, const char *path)
{
  zhen_term_check *c = mem_calloc(1, sizeof *c);
  zhen_status status;

  *out = NULL;
  if (!c)
    return zhen_fail_memory();
  status = english_open(&c->english);
  if (status == ZHEN_OK)
    status = zhen_lexicon_open_default(&c->lexicon);
  if (status == ZHEN_OK)
    status = lexicon_add_glossary(c->lexicon, path, take, c);
  if (status == ZHEN_OK)
    *out = c;
  else
    zhen_term_check_free(c);
  return status;
}

/* ---- pairs ---- */

static bool is_rendered(const zhen_term_check *c, const entry_rendering *r)
{
  for (; r; r = r->next)
    if (r->stems[1] && strstr(c->stems.ptr, r->stems))
      return true;
  return false;
}

static zhen_str list_renderings(zhen_term_check *c, const entry_rendering *r)
{
  c->list.len = 0;
  for (; r; r = r->next) {
    buf_put(&c->list, r->en.ptr, r->en.len);
    if (r->next)
      buf_puts(&c->list, " | ");
  }
  return (zhen_str){c->list.ptr, c->list.len};
}

/* Was the term of a word checked already, in this pair? */
static bool is_repeated(const segmenter *g, size_t word)
{
  for (size_t i = 0; i < word; i++)
    if (g->words[i].term == g->words[word].term)
      return true;
  return false;
}

typedef struct fault_sink {
  void (*each)(void *context, const zhen_term_fault *fault);
  void *context;
  zhen_terms_counts *counts;
} fault_sink;

static zhen_status check_pair(zhen_term_check *c, const zhen_pair_row *row,
                              const fault_sink *to)
{
  const segmenter *g = &c->segmenter;
  zhen_status status = segmenter_cut(&c->segmenter, c->lexicon, row->pair.zh);

  if (status == ZHEN_OK)
    status = put_stems(c, row->pair.en, false);
  for (size_t i = 0; i < g->n_words && status == ZHEN_OK; i++) {
    const chinese_word *w = &g->words[i];
    zhen_term_fault fault = {.row = row};
    const entry_rendering *r;

    if (!w->term || is_repeated(g, i))
      continue;
    r = c->renderings[interner_find(
        &c->heads, (zhen_str){w->term->zh, strlen(w->term->zh)})];
    to->counts->used++;
    if (is_rendered(c, r))
      continue;
    to->counts->faults++;
    fault.zh = (zhen_str){row->pair.zh.ptr + g->source[w->at],
                          g->source[w->at + w->n_chars] - g->source[w->at]};
    fault.en = list_renderings(c, r);
    status = buf_status(&c->list);
    if (status == ZHEN_OK)
      to->each(to->context, &fault);
  }
  return status;
}

static void count_terms(const zhen_term_check *c, zhen_terms_counts *counts)
{
  *counts = (zhen_terms_counts){.terms = c->heads.count};
  for (size_t i = 0; i < c->heads.count; i++)
    if (c->renderings[i]->next) {
      if (counts->several++ == 0)
        counts->first = c->heads.keys[i];
    }
}

zhen_status zhen_term_check_pairs(zhen_term_check *c, zhen_pairs *in,
                                  void (*each)(void *context,
                                               const zhen_term_fault *fault),
                                  void *context, zhen_terms_counts *counts)
{
  const fault_sink to = {each, context, counts};
  const zhen_pair_row *row;
  zhen_status status;

  count_terms(c, counts);
  do {
    status = zhen_pairs_next(in, &row);
    if (status == ZHEN_OK && row) {
      counts->pairs++;
      status = check_pair(c, row, &to);
    }
  } while (status == ZHEN_OK && row);
  return status;
}

void zhen_term_check_free(zhen_term_check *c)
{
  if (!c)
    return;
  zhen_lexicon_close(c->lexicon);
  arena_dispose(&c->strings);
  interner_dispose(&c->heads);
  free(c->renderings);
  english_close(c->english);
  segmenter_dispose(&c->segmenter);
  buf_dispose(&c->stems);
  buf_dispose(&c->list);
  free(c);
}
