/* SPDX-License-Identifier: Apache-2.0 */
/* A user's glossary: terms that outrank the lexicon. */
#include "base/buf.h"
#include "base/fail.h"
#include "lexicon/english.h"
#include "lexicon/lexicon.h"
#include "text/utf8.h"

#include <stdlib.h>

typedef struct reading {
  zhen_lexicon *lexicon;
  english *english;
  const char *path;
  size_t line;
} reading;

static char *fold_head(const zhen_lexicon *lexicon, zhen_str head)
{
  buf folded = {0};

  for (size_t at = 0; at < head.len;) {
    uint32_t rune = utf8_next(head, &at);

    if (rune >= 'A' && rune <= 'Z')
      rune += 32;
    buf_put_rune(&folded, lexicon_fold(lexicon, rune));
  }
  buf_putc(&folded, '\0');
  if (folded.failed)
    buf_dispose(&folded);
  return folded.ptr;
}

static zhen_status read_stems(reading *r, zhen_str en, glossary_term *term)
{
  english_word word;
  size_t capacity = 0;

  for (size_t at = 0; english_next(r->english, en, &at, &word);) {
    if (mem_grow(&term->en, &capacity, term->n_en + 1, sizeof *term->en) !=
        ZHEN_OK)
      return ZHEN_ENOMEM;
    term->en[term->n_en] = mem_strdup(word.stem);
    if (!term->en[term->n_en])
      return zhen_fail_memory();
    term->n_en++;
  }
  return ZHEN_OK;
}

static zhen_status add_term(reading *r, zhen_str zh, zhen_str en)
{
  zhen_lexicon *x = r->lexicon;
  zhen_status status =
      mem_grow(&x->terms, &x->terms_capacity, x->n_terms + 1, sizeof *x->terms);
  glossary_term *term;

  if (status != ZHEN_OK)
    return status;
  term = &x->terms[x->n_terms++];
  *term = (glossary_term){.zh = fold_head(x, zh)};
  if (!term->zh)
    return zhen_fail_memory();
  return read_stems(r, en, term);
}

static zhen_status read_line(reading *r, zhen_str line)
{
  const char *tab;
  zhen_str zh, en;

  if (str_trim(line).len == 0 || line.ptr[0] == '#')
    return ZHEN_OK;
  tab = memchr(line.ptr, '\t', line.len);
  if (!tab)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: line %zu: no tab; a glossary line is Chinese, a tab, "
                     "English",
                     r->path, r->line);
  zh = str_trim((zhen_str){line.ptr, (size_t)(tab - line.ptr)});
  en = (zhen_str){tab + 1, (size_t)(line.ptr + line.len - tab - 1)};
  tab = memchr(en.ptr, '\t', en.len);
  if (tab)
    en.len = (size_t)(tab - en.ptr);
  en = str_trim(en);
  if (zh.len == 0 || en.len == 0)
    return zhen_fail(ZHEN_EINPUT, "%s: line %zu: the %s side is empty", r->path,
                     r->line, zh.len == 0 ? "Chinese" : "English");
  return add_term(r, zh, en);
}

static int by_head(const void *a, const void *b)
{
  return strcmp(((const glossary_term *)a)->zh, ((const glossary_term *)b)->zh);
}

static void drop_terms(zhen_lexicon *x, size_t from)
{
  while (x->n_terms > from) {
    glossary_term *term = &x->terms[--x->n_terms];

    for (size_t i = 0; i < term->n_en; i++)
      free(term->en[i]);
    free(term->en);
    free(term->zh);
  }
}

static zhen_status read_lines(reading *r, zhen_str all)
{
  for (size_t at = 0; at < all.len; r->line++) {
    const char *end = memchr(all.ptr + at, '\n', all.len - at);
    size_t len = end ? (size_t)(end - all.ptr) - at : all.len - at;
    zhen_status status = read_line(r, (zhen_str){all.ptr + at, len});

    if (status != ZHEN_OK)
      return status;
    at += len + 1;
  }
  return ZHEN_OK;
}

zhen_status zhen_lexicon_glossary(zhen_lexicon *lexicon, const char *path)
{
  reading r = {lexicon, NULL, path, 1};
  size_t before = lexicon->n_terms;
  zhen_text *text;
  zhen_status status = zhen_text_read(&text, path, NULL);

  if (status != ZHEN_OK)
    return status;
  status = english_open(&r.english);
  if (status == ZHEN_OK)
    status = read_lines(&r, zhen_text_str(text));
  if (status != ZHEN_OK)
    drop_terms(lexicon, before);
  if (lexicon->n_terms)
    qsort(lexicon->terms, lexicon->n_terms, sizeof *lexicon->terms, by_head);
  english_close(r.english);
  zhen_text_free(text);
  return status;
}

/* Terms are few: the first bytes narrow them down, the longest match wins. */
const glossary_term *lexicon_term(const zhen_lexicon *x, zhen_str text)
{
  const glossary_term *best = NULL;
  size_t best_len = 0, low = 0, high = x->n_terms;

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if ((unsigned char)x->terms[mid].zh[0] < (unsigned char)text.ptr[0])
      low = mid + 1;
    else
      high = mid;
  }
  for (; low < x->n_terms && x->terms[low].zh[0] == text.ptr[0]; low++) {
    size_t len = strlen(x->terms[low].zh);

    if (len > best_len && len <= text.len &&
        memcmp(x->terms[low].zh, text.ptr, len) == 0) {
      best = &x->terms[low];
      best_len = len;
    }
  }
  return best;
}
