/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Word pairs from parallel text: IBM Model 1 (Brown et al. 1993) in both
 * directions over one sparse table of the words that meet in a sentence pair,
 *
 *   t(e|z) = c(z, e) / sum over e of c(z, e),
 *   c(z, e) = sum over sentence pairs of t(e|z) / sum over z' of t(e|z'),
 *
 * and the same for t(z|e). A pair is kept if both find each other likely.
 */
#include "base/fail.h"
#include "base/interner.h"
#include "lexicon/chinese.h"
#include "lexicon/english.h"
#include "lexicon/pairs.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>

enum {
  ITERATIONS = 5,
  WORDS_MAX = 80,       /* longer sentences say little of words */
  PAIRS_A_FILE = 80000, /* evenly taken, so that no genre drowns the others */
  MEET_MIN = 3,         /* sentence pairs in which a word pair must meet */
  REFUTE_MIN = 20       /* times both words must be seen to refute a pair */
};

static const double KNOWN = 4, /* start value of pairs of the lexicon */
    KEEP = .05,                /* geometric mean of both directions */
    REFUTE = .0005;

/* Lists of word numbers, sentence by sentence. */
typedef struct word_lists {
  uint32_t *at;
  size_t *first; /* n + 1 */
  size_t n_at, at_capacity, n, first_capacity;
} word_lists;

/* A pair of words that meet, and what is known of it. */
typedef struct cell {
  uint32_t en, meetings;
  float en_zh, zh_en;     /* t(e|z), t(z|e) */
  float c_en_zh, c_zh_en; /* counts of the present iteration */
} cell;

typedef struct trainer {
  const zhen_lexicon *lexicon;
  english *english;
  segmenter segmenter;
  arena strings;
  interner zh, en;
  word_lists zh_lists, en_lists;
  uint32_t *zh_seen, *en_seen; /* sentence pairs that hold a word */
  cell *cells;
  size_t *row; /* of a Chinese word; zh.count + 1 */
} trainer;

/* ---- reading ---- */

static zhen_status lists_begin(word_lists *l)
{
  zhen_status status =
      mem_grow(&l->first, &l->first_capacity, l->n + 2, sizeof *l->first);

  if (status == ZHEN_OK) {
    l->first[l->n++] = l->n_at;
    l->first[l->n] = l->n_at;
  }
  return status;
}

/* Append a word to the last list, once. */
static zhen_status lists_append(word_lists *l, uint32_t word)
{
  zhen_status status;

  for (size_t k = l->first[l->n - 1]; k < l->n_at; k++)
    if (l->at[k] == word)
      return ZHEN_OK;
  status = mem_grow(&l->at, &l->at_capacity, l->n_at + 1, sizeof *l->at);
  if (status == ZHEN_OK) {
    l->at[l->n_at++] = word;
    l->first[l->n] = l->n_at;
  }
  return status;
}

static zhen_status add_zh(trainer *t, zhen_str s)
{
  zhen_status status = segmenter_cut(&t->segmenter, t->lexicon, s);

  if (status == ZHEN_OK)
    status = lists_begin(&t->zh_lists);
  for (size_t i = 0; i < t->segmenter.n_words && status == ZHEN_OK; i++) {
    uint32_t word;

    status =
        interner_add(&t->zh, &t->strings, t->segmenter.words[i].text, &word);
    if (status == ZHEN_OK)
      status = lists_append(&t->zh_lists, word);
  }
  return status;
}

static zhen_status add_en(trainer *t, zhen_str s)
{
  english_word w;
  zhen_status status = lists_begin(&t->en_lists);

  for (size_t at = 0;
       status == ZHEN_OK && english_next(t->english, s, &at, &w);) {
    uint32_t word;

    if (w.has_digit || !w.stem[0])
      continue;
    status = interner_add(&t->en, &t->strings,
                          (zhen_str){w.stem, strlen(w.stem)}, &word);
    if (status == ZHEN_OK)
      status = lists_append(&t->en_lists, word);
  }
  return status;
}

/* The next line at *at; false at the end. */
static bool next_line(zhen_str all, size_t *at, zhen_str *line)
{
  const char *end;

  if (*at >= all.len)
    return false;
  end = memchr(all.ptr + *at, '\n', all.len - *at);
  line->ptr = all.ptr + *at;
  line->len = end ? (size_t)(end - line->ptr) : all.len - *at;
  *at += line->len + 1;
  return true;
}

static zhen_status add_line(trainer *t, zhen_str line)
{
  const char *tab = memchr(line.ptr, '\t', line.len);
  zhen_status status;

  if (!tab)
    return ZHEN_OK;
  status = add_zh(t, (zhen_str){line.ptr, (size_t)(tab - line.ptr)});
  if (status == ZHEN_OK)
    status =
        add_en(t, (zhen_str){tab + 1, (size_t)(line.ptr + line.len - tab - 1)});
  return status;
}

static zhen_status read_corpus(trainer *t, const char *path)
{
  zhen_text *text;
  zhen_status status = zhen_text_read(&text, path, NULL);
  size_t lines = 0, n = 0, before = t->zh_lists.n;
  zhen_str line;

  if (status != ZHEN_OK)
    return status;
  for (size_t at = 0; next_line(zhen_text_str(text), &at, &line);)
    lines++;
  for (size_t at = 0;
       status == ZHEN_OK && next_line(zhen_text_str(text), &at, &line); n++)
    if (lines <= PAIRS_A_FILE ||
        n * PAIRS_A_FILE / lines != (n + 1) * PAIRS_A_FILE / lines)
      status = add_line(t, line);
  zhen_text_free(text);
  if (status == ZHEN_OK && t->zh_lists.n == before)
    status =
        zhen_fail(ZHEN_EINPUT,
                  "%s: no pair in it; a line is Chinese, a tab, English", path);
  return status;
}

/* ---- the table ---- */

static uint32_t *count_seen(const word_lists *l, size_t n_words)
{
  uint32_t *seen = mem_calloc(n_words, sizeof *seen);

  for (size_t k = 0; seen && k < l->n_at; k++)
    seen[l->at[k]]++;
  return seen;
}

static bool is_usable(const trainer *t, size_t pair)
{
  const word_lists *z = &t->zh_lists, *e = &t->en_lists;

  return z->first[pair + 1] - z->first[pair] <= WORDS_MAX &&
         e->first[pair + 1] - e->first[pair] <= WORDS_MAX;
}

/* Sentence pairs by Chinese word. */
static zhen_status list_holders(const trainer *t, size_t **first, uint32_t **at)
{
  const word_lists *z = &t->zh_lists;
  size_t n = t->zh.count;
  size_t *fill = mem_calloc(n + 1, sizeof *fill);

  *first = mem_calloc(n + 2, sizeof **first);
  *at = mem_calloc(z->n_at, sizeof **at);
  if (!fill || !*first || !*at) {
    free(fill);
    return zhen_fail_memory();
  }
  for (size_t k = 0; k < z->n_at; k++)
    (*first)[z->at[k] + 1]++;
  for (size_t w = 0; w < n; w++) {
    (*first)[w + 1] += (*first)[w];
    fill[w] = (*first)[w];
  }
  for (size_t p = 0; p < z->n; p++)
    for (size_t k = z->first[p]; k < z->first[p + 1]; k++)
      (*at)[fill[z->at[k]]++] = (uint32_t)p;
  free(fill);
  return ZHEN_OK;
}

/* The row of one Chinese word: the English ones it meets often enough. */
static zhen_status make_row(trainer *t, size_t *capacity, const uint32_t *at,
                            size_t n, uint32_t *meetings)
{
  const word_lists *e = &t->en_lists;
  size_t begin = t->row[0];
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k < n; k++)
    for (size_t w = e->first[at[k]];
         is_usable(t, at[k]) && w < e->first[at[k] + 1]; w++)
      meetings[e->at[w]]++;
  for (size_t k = 0; k < n && status == ZHEN_OK; k++)
    for (size_t w = e->first[at[k]]; w < e->first[at[k] + 1]; w++) {
      uint32_t en = e->at[w];

      if (meetings[en] >= MEET_MIN) {
        status = mem_grow(&t->cells, capacity, begin + 1, sizeof *t->cells);
        if (status != ZHEN_OK)
          break;
        t->cells[begin++] =
            (cell){.en = en, .meetings = meetings[en], .en_zh = 1, .zh_en = 1};
      }
      meetings[en] = 0;
    }
  t->row[0] = begin;
  return status;
}

static int by_en(const void *a, const void *b)
{
  uint32_t x = ((const cell *)a)->en, y = ((const cell *)b)->en;

  return (x > y) - (x < y);
}

static zhen_status make_rows(trainer *t)
{
  size_t *first = NULL, *rows = mem_calloc(t->zh.count + 1, sizeof *rows);
  uint32_t *at = NULL;
  uint32_t *meetings = mem_calloc(t->en.count, sizeof *meetings);
  size_t capacity = 0, end = 0;
  zhen_status status = list_holders(t, &first, &at);

  if (status == ZHEN_OK && (!meetings || !rows))
    status = zhen_fail_memory();
  for (size_t w = 0; w < t->zh.count && status == ZHEN_OK; w++) {
    rows[w] = end;
    t->row = &end;
    status = make_row(t, &capacity, at + first[w], first[w + 1] - first[w],
                      meetings);
    if (end > rows[w])
      qsort(t->cells + rows[w], end - rows[w], sizeof *t->cells, by_en);
  }
  if (rows)
    rows[t->zh.count] = end;
  t->row = rows;
  free(first);
  free(at);
  free(meetings);
  return status;
}

static cell *find_cell(const trainer *t, uint32_t zh, uint32_t en)
{
  size_t low = t->row[zh], high = t->row[zh + 1];

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (t->cells[mid].en == en)
      return &t->cells[mid];
    if (t->cells[mid].en < en)
      low = mid + 1;
    else
      high = mid;
  }
  return NULL;
}

static cell *find_pair(const trainer *t, const word_pair *p)
{
  uint32_t z = interner_find(&t->zh, (zhen_str){p->head, strlen(p->head)});
  uint32_t e = interner_find(&t->en, (zhen_str){p->stem, strlen(p->stem)});

  return z == INTERNER_NONE || e == INTERNER_NONE ? NULL : find_cell(t, z, e);
}

/* ---- expectation and maximisation ---- */

/* Share out the words of one sentence pair. `found` holds its cells. */
static void expect(trainer *t, size_t pair, cell **found)
{
  const uint32_t *z = t->zh_lists.at + t->zh_lists.first[pair];
  const uint32_t *e = t->en_lists.at + t->en_lists.first[pair];
  size_t nz = t->zh_lists.first[pair + 1] - t->zh_lists.first[pair];
  size_t ne = t->en_lists.first[pair + 1] - t->en_lists.first[pair];
  float zh_sum[WORDS_MAX] = {0}, en_sum[WORDS_MAX] = {0};

  for (size_t i = 0; i < nz; i++)
    for (size_t j = 0; j < ne; j++) {
      cell *c = find_cell(t, z[i], e[j]);

      found[i * WORDS_MAX + j] = c;
      if (c) {
        en_sum[j] += c->en_zh;
        zh_sum[i] += c->zh_en;
      }
    }
  for (size_t i = 0; i < nz; i++)
    for (size_t j = 0; j < ne; j++) {
      cell *c = found[i * WORDS_MAX + j];

      if (c && en_sum[j] > 0 && zh_sum[i] > 0) {
        c->c_en_zh += c->en_zh / en_sum[j];
        c->c_zh_en += c->zh_en / zh_sum[i];
      }
    }
}

/* Both tables are divided by how often the given word was seen. */
static void maximise(trainer *t)
{
  for (uint32_t z = 0; z < t->zh.count; z++)
    for (size_t k = t->row[z]; k < t->row[z + 1]; k++) {
      cell *c = &t->cells[k];

      c->en_zh = c->c_en_zh / (float)t->zh_seen[z];
      c->zh_en = c->c_zh_en / (float)t->en_seen[c->en];
      c->c_en_zh = c->c_zh_en = 0;
    }
}

static void start_from_known(trainer *t, const word_pairs *pairs)
{
  for (size_t k = 0; k < pairs->count; k++) {
    cell *c = find_pair(t, &pairs->at[k]);

    if (c)
      c->en_zh = c->zh_en = (float)KNOWN;
  }
}

static zhen_status iterate(trainer *t)
{
  cell **found = mem_calloc(WORDS_MAX * WORDS_MAX, sizeof(cell *));

  if (!found)
    return zhen_fail_memory();
  for (int round = 0; round < ITERATIONS; round++) {
    for (size_t p = 0; p < t->zh_lists.n; p++)
      if (is_usable(t, p))
        expect(t, p, found);
    maximise(t);
  }
  free(found);
  return ZHEN_OK;
}

/* ---- what comes of it ---- */

static bool is_refuted(const trainer *t, const word_pair *p)
{
  uint32_t z = interner_find(&t->zh, (zhen_str){p->head, strlen(p->head)});
  uint32_t e = interner_find(&t->en, (zhen_str){p->stem, strlen(p->stem)});
  const cell *c;

  if (z == INTERNER_NONE || e == INTERNER_NONE || t->zh_seen[z] < REFUTE_MIN ||
      t->en_seen[e] < REFUTE_MIN)
    return false;
  c = find_cell(t, z, e);
  return !c || ((double)c->en_zh < REFUTE && (double)c->zh_en < REFUTE);
}

static void drop_refuted(const trainer *t, word_pairs *pairs)
{
  size_t n = 0;

  for (size_t k = 0; k < pairs->count; k++)
    if (!is_refuted(t, &pairs->at[k]))
      pairs->at[n++] = pairs->at[k];
  pairs->count = n;
}

static zhen_status add_learned(const trainer *t, word_pairs *pairs)
{
  zhen_status status = ZHEN_OK;

  for (uint32_t z = 0; z < t->zh.count; z++)
    for (size_t k = t->row[z]; k < t->row[z + 1] && status == ZHEN_OK; k++) {
      const cell *c = &t->cells[k];
      double mean = sqrt((double)c->en_zh * (double)c->zh_en);

      if (mean >= KEEP)
        status = pairs_add(pairs, t->zh.keys[z].ptr, t->en.keys[c->en].ptr,
                           (float)fmin(1, mean));
    }
  return status;
}

static zhen_status learn(trainer *t, word_pairs *pairs)
{
  zhen_status status = make_rows(t);

  t->zh_seen = count_seen(&t->zh_lists, t->zh.count);
  t->en_seen = count_seen(&t->en_lists, t->en.count);
  if (status == ZHEN_OK && (!t->zh_seen || !t->en_seen))
    status = zhen_fail_memory();
  if (status != ZHEN_OK)
    return status;
  start_from_known(t, pairs);
  status = iterate(t);
  if (status == ZHEN_OK) {
    drop_refuted(t, pairs);
    status = add_learned(t, pairs);
  }
  if (status == ZHEN_OK)
    pairs_keep_best(pairs);
  return status;
}

static void trainer_dispose(trainer *t)
{
  free(t->zh_lists.at);
  free(t->zh_lists.first);
  free(t->en_lists.at);
  free(t->en_lists.first);
  free(t->zh_seen);
  free(t->en_seen);
  free(t->cells);
  free(t->row);
  interner_dispose(&t->zh);
  interner_dispose(&t->en);
  arena_dispose(&t->strings);
  segmenter_dispose(&t->segmenter);
  english_close(t->english);
}

zhen_status pairs_train(word_pairs *pairs, const zhen_lexicon *lexicon,
                        const char *const *paths, size_t count)
{
  trainer t = {.lexicon = lexicon};
  zhen_status status = english_open(&t.english);

  for (size_t i = 0; i < count && status == ZHEN_OK; i++)
    status = read_corpus(&t, paths[i]);
  if (status == ZHEN_OK)
    status = learn(&t, pairs);
  trainer_dispose(&t);
  return status;
}
