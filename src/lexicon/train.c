/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Word pairs from parallel text: IBM Model 1 (Brown et al. 1993) in both
 * directions over the words of a sentence pair,
 *
 *   t(e|z) = c(z, e) / n(z),
 *   c(z, e) = sum over sentence pairs of t(e|z) / sum over z' of t(e|z'),
 *
 * where n(z) is the number of pairs that contain z; the same for t(z|e). Pairs
 * of the lexicon get some virtual occurrences. A pair is kept if it is likely
 * in both directions.
 */
#include "base/fail.h"
#include "base/parallel.h"
#include "lexicon/word_pairs.h"
#include "lexicon/train_table.h"

#include <math.h>
#include <stdlib.h>

enum { ITERATIONS = 5 };

/*
 * KEEP was chosen by how probable the aligner finds the gold of novels, talks,
 * news and documents; .05 to .2 were tried. Dropping pairs that the text
 * refutes made novels worse.
 */
static const double KNOWN = 4,        /* start value of pairs of the lexicon */
    PRIOR = 1,                        /* virtual occurrences of these pairs */
    KEEP = .08;                       /* geometric mean of both directions */
static const float HOPELESS = .0001F; /* in both directions: no candidate */

typedef struct trainer {
  train_text text;
  train_table table;
  unsigned threads;
  progress *progress;
} trainer;

/* ---- expectation and maximisation ---- */

/* The cells of one sentence pair, Chinese words by English ones. */
typedef struct grid {
  size_t cell[TRAIN_WORDS_MAX * TRAIN_WORDS_MAX];
  float zh_sum[TRAIN_WORDS_MAX], en_sum[TRAIN_WORDS_MAX];
} grid;

static void find_cells(const train_table *t, const train_pair *p, grid *g)
{
  for (uint32_t i = 0; i < p->n_zh; i++)
    g->zh_sum[i] = 0;
  for (uint32_t j = 0; j < p->n_en; j++)
    g->en_sum[j] = 0;
  for (uint32_t i = 0; i < p->n_zh; i++) {
    size_t from = t->row[p->zh[i]];

    for (uint32_t j = 0; j < p->n_en; j++) {
      size_t c = train_table_find(t, p->zh[i], p->en[j], &from);

      g->cell[i * TRAIN_WORDS_MAX + j] = c;
      if (c < t->n_cells) {
        g->en_sum[j] += t->cells[c].en_zh;
        g->zh_sum[i] += t->cells[c].zh_en;
      }
    }
  }
}

/* Distribute the counts of one sentence pair. */
static void expect(train_table *t, const train_pair *p, double weight, grid *g)
{
  find_cells(t, p, g);
  for (uint32_t i = 0; i < p->n_zh; i++)
    for (uint32_t j = 0; j < p->n_en; j++) {
      size_t number = g->cell[i * TRAIN_WORDS_MAX + j];
      train_cell *c = &t->cells[number];

      if (number == t->n_cells)
        continue;
      if (g->en_sum[j] > 0)
        train_add(&c->to_en, weight * (double)(c->en_zh / g->en_sum[j]));
      if (g->zh_sum[i] > 0)
        train_add(&c->to_zh, weight * (double)(c->zh_en / g->zh_sum[i]));
    }
}

static zhen_status expect_chunk(void *context, size_t chunk)
{
  trainer *t = context;
  double weight = t->table.weight[t->text.chunks[chunk].source];
  grid *g = mem_calloc(1, sizeof *g);
  uint32_t *numbers = NULL;
  zhen_status status = g ? ZHEN_OK : zhen_fail_memory();
  train_pair p;

  if (status == ZHEN_OK)
    status = train_text_load(&t->text, chunk, &numbers);
  for (size_t at = 0;
       status == ZHEN_OK && train_pair_next(&t->text, chunk, numbers, &at, &p);)
    expect(&t->table, &p, weight, g);
  free(numbers);
  free(g);
  return status == ZHEN_OK ? progress_step(t->progress, 1) : status;
}

/* Divide the counts by the occurrences of the given word. */
static void maximise(trainer *t)
{
  train_table *c = &t->table;

  for (uint32_t z = 0; z < t->text.zh.words.count; z++)
    for (size_t k = c->row[z]; k < c->row[z + 1]; k++) {
      double prior = c->known[k] ? PRIOR : 0;

      train_cell *cell = &c->cells[k];

      cell->en_zh =
          (float)((train_take(&cell->to_en) + prior) / (c->zh_seen[z] + prior));
      cell->zh_en = (float)((train_take(&cell->to_zh) + prior) /
                            (c->en_seen[c->en[k]] + prior));
    }
}

static zhen_status iterate(trainer *t)
{
  zhen_status status = ZHEN_OK;

  progress_begin(t->progress, "training", "chunks",
                 (uint64_t)ITERATIONS * t->text.n_chunks);
  for (int round = 0; round < ITERATIONS && status == ZHEN_OK; round++) {
    status = parallel_for(t->text.n_chunks, t->threads, expect_chunk, t);
    maximise(t);
    train_table_drop(&t->table, t->text.zh.words.count, HOPELESS);
  }
  return status;
}

/* ---- known pairs, and results ---- */

/* The words of a pair in the text; false if one of them does not occur. */
static bool find_words(const trainer *t, const word_pair *p, uint32_t *zh,
                       uint32_t *en)
{
  *zh = interner_find(&t->text.zh.words, (zhen_str){p->head, strlen(p->head)});
  *en = interner_find(&t->text.en.words, (zhen_str){p->stem, strlen(p->stem)});
  return *zh != INTERNER_NONE && *en != INTERNER_NONE;
}

/* The cell of two words; n_cells if there is none. */
static size_t find_cell(const train_table *c, uint32_t zh, uint32_t en)
{
  size_t from = c->row[zh];

  return train_table_find(c, zh, en, &from);
}

static void start_from_known(trainer *t, const word_pairs *pairs)
{
  for (size_t k = 0; k < pairs->count; k++) {
    uint32_t zh, en;
    size_t c = t->table.n_cells;

    if (!word_pair_is_near(&pairs->at[k]) &&
        find_words(t, &pairs->at[k], &zh, &en))
      c = find_cell(&t->table, zh, en);
    if (c == t->table.n_cells)
      continue;
    t->table.known[c] = true;
    t->table.cells[c].en_zh = t->table.cells[c].zh_en = (float)KNOWN;
  }
}

static zhen_status add_learned(const trainer *t, word_pairs *pairs)
{
  const train_table *c = &t->table;
  zhen_status status = ZHEN_OK;

  for (uint32_t z = 0; z < t->text.zh.words.count; z++)
    for (size_t k = c->row[z]; k < c->row[z + 1] && status == ZHEN_OK; k++) {
      double mean = sqrt((double)c->cells[k].en_zh * (double)c->cells[k].zh_en);

      if (mean >= KEEP)
        status = word_pairs_add(pairs, t->text.zh.words.keys[z].ptr,
                                t->text.en.words.keys[c->en[k]].ptr,
                                (float)fmin(1, mean));
    }
  return status;
}

static zhen_status learn(trainer *t, word_pairs *pairs, size_t n_sources)
{
  zhen_status status =
      train_table_make(&t->table, &t->text, n_sources, t->threads, t->progress);

  if (status != ZHEN_OK)
    return status;
  start_from_known(t, pairs);
  status = iterate(t);
  if (status == ZHEN_OK)
    status = add_learned(t, pairs);
  if (status == ZHEN_OK)
    word_pairs_keep_best(pairs);
  return status;
}

zhen_status word_pairs_train(word_pairs *pairs, const zhen_lexicon *lexicon,
                             const zhen_parallel_file *sources, size_t count,
                             unsigned threads, progress *watched)
{
  trainer t = {.threads = threads ? threads : parallel_processors(),
               .progress = watched};
  zhen_status status =
      train_text_read(&t.text, lexicon, sources, count, t.threads, watched);

  if (status == ZHEN_OK)
    status = learn(&t, pairs, count);
  train_table_dispose(&t.table);
  train_text_dispose(&t.text);
  return status;
}
