/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/train_table.h"
#include "base/fail.h"
#include "base/parallel.h"

#include <stdlib.h>

enum {
  SHARD_NUMBERS = 1 << 24, /* of 4 bytes; a thread works on one shard */
  WAVE_MAX = 64,
  MEETINGS_MAX = 1 << 16
};

/* Two words that occur together. */
typedef struct meeting {
  uint32_t en, count;
} meeting;

/* Chinese words [begin, end), and for each the row of its English words. */
typedef struct shard {
  uint32_t begin, end;
  size_t *first;     /* capacity of each in `numbers` */
  uint32_t *numbers; /* a list of English words, or a count for each */
  size_t *filled;    /* of a list; SIZE_MAX: counts */
  meeting *found;
  size_t n_found, capacity;
  size_t *row_end;
} shard;

typedef struct table_builder {
  train_table *table;
  const train_text *text;
  progress *progress;
  train_sum *zh_weight, *en_weight;
  _Atomic uint64_t *mass; /* sum of n_en over the pairs of a Chinese word */
  shard wave[WAVE_MAX];
  meeting *cells;
  size_t n_cells, capacity;
  size_t histogram[MEETINGS_MAX]; /* cells by number of occurrences, including
                                     omitted ones */
  uint32_t least;                 /* occurrences that a cell must have */
} table_builder;

/* ---- counting words ---- */

static zhen_status count_chunk(void *context, size_t chunk)
{
  table_builder *m = context;
  train_table *t = m->table;
  double weight = t->weight[m->text->chunks[chunk].source];
  uint32_t *numbers = NULL;
  zhen_status status = train_text_load(m->text, chunk, &numbers);
  train_pair p;

  for (size_t at = 0; status == ZHEN_OK &&
                      train_pair_next(m->text, chunk, numbers, &at, &p);) {
    for (uint32_t i = 0; i < p.n_zh; i++) {
      atomic_fetch_add_explicit(&t->zh_pairs[p.zh[i]], 1, memory_order_relaxed);
      atomic_fetch_add_explicit(&m->mass[p.zh[i]], p.n_en,
                                memory_order_relaxed);
      train_add(&m->zh_weight[p.zh[i]], weight);
    }
    for (uint32_t j = 0; j < p.n_en; j++) {
      atomic_fetch_add_explicit(&t->en_pairs[p.en[j]], 1, memory_order_relaxed);
      train_add(&m->en_weight[p.en[j]], weight);
    }
  }
  free(numbers);
  return status == ZHEN_OK ? progress_step(m->progress, 0) : status;
}

static zhen_status count_words(table_builder *m, unsigned threads)
{
  train_table *t = m->table;
  size_t n_zh = m->text->zh.words.count, n_en = m->text->en.words.count;
  zhen_status status = ZHEN_OK;

  m->zh_weight = mem_calloc(n_zh + 1, sizeof *m->zh_weight);
  m->en_weight = mem_calloc(n_en + 1, sizeof *m->en_weight);
  m->mass = mem_calloc(n_zh + 1, sizeof *m->mass);
  t->zh_pairs = mem_calloc(n_zh + 1, sizeof *t->zh_pairs);
  t->en_pairs = mem_calloc(n_en + 1, sizeof *t->en_pairs);
  t->zh_seen = mem_calloc(n_zh + 1, sizeof *t->zh_seen);
  t->en_seen = mem_calloc(n_en + 1, sizeof *t->en_seen);
  if (!m->zh_weight || !m->en_weight || !m->mass || !t->zh_pairs ||
      !t->en_pairs || !t->zh_seen || !t->en_seen)
    return zhen_fail_memory();
  status = parallel_for(m->text->n_chunks, threads, count_chunk, m);
  for (size_t z = 0; z < n_zh; z++)
    t->zh_seen[z] = train_take(&m->zh_weight[z]);
  for (size_t e = 0; e < n_en; e++)
    t->en_seen[e] = train_take(&m->en_weight[e]);
  return status;
}

/* ---- a shard ---- */

/* The numbers that a Chinese word needs; none for rare words. */
static size_t room_of(const table_builder *m, uint32_t zh)
{
  uint64_t mass = m->mass[zh];

  if (m->table->zh_pairs[zh] < TRAIN_MEET_MIN)
    return 0;
  return mass < m->text->en.words.count ? (size_t)mass
                                        : m->text->en.words.count;
}

static zhen_status shard_allocate(const table_builder *m, shard *s)
{
  size_t n = s->end - s->begin, room = 0;

  s->first = mem_calloc(n + 1, sizeof *s->first);
  s->filled = mem_calloc(n + 1, sizeof *s->filled);
  s->row_end = mem_calloc(n + 1, sizeof *s->row_end);
  if (!s->first || !s->filled || !s->row_end)
    return zhen_fail_memory();
  for (size_t k = 0; k < n; k++) {
    uint32_t zh = s->begin + (uint32_t)k;

    s->first[k] = room;
    s->filled[k] = m->mass[zh] < m->text->en.words.count ? 0 : SIZE_MAX;
    room += room_of(m, zh);
  }
  s->first[n] = room;
  s->numbers = mem_calloc(room + 1, sizeof *s->numbers);
  return s->numbers ? ZHEN_OK : zhen_fail_memory();
}

static void meet(const table_builder *m, shard *s, size_t k,
                 const train_pair *p)
{
  uint32_t *at = s->numbers + s->first[k];

  if (s->first[k + 1] == s->first[k])
    return;
  for (uint32_t j = 0; j < p->n_en; j++) {
    uint32_t en = p->en[j];

    if (m->table->en_pairs[en] < TRAIN_MEET_MIN)
      continue;
    if (s->filled[k] == SIZE_MAX)
      at[en]++;
    else
      at[s->filled[k]++] = en;
  }
}

static zhen_status shard_fill(const table_builder *m, shard *s)
{
  zhen_status status = ZHEN_OK;

  for (size_t chunk = 0; chunk < m->text->n_chunks && status == ZHEN_OK;
       chunk++) {
    uint32_t *numbers = NULL;
    train_pair p;

    status = train_text_load(m->text, chunk, &numbers);
    for (size_t at = 0; status == ZHEN_OK &&
                        train_pair_next(m->text, chunk, numbers, &at, &p);)
      for (uint32_t i = 0; i < p.n_zh && p.zh[i] < s->end; i++)
        if (p.zh[i] >= s->begin)
          meet(m, s, p.zh[i] - s->begin, &p);
    free(numbers);
  }
  return status;
}

/* The number of common occurrences expected by chance. */
static double by_chance(const table_builder *m, uint32_t zh, uint32_t en,
                        double pairs)
{
  return (double)m->table->zh_pairs[zh] * (double)m->table->en_pairs[en] /
         pairs;
}

static zhen_status keep_meeting(const table_builder *m, shard *s, uint32_t zh,
                                meeting found, double pairs)
{
  zhen_status status;

  if (found.count < TRAIN_MEET_MIN ||
      (double)found.count <= by_chance(m, zh, found.en, pairs))
    return ZHEN_OK;
  status = mem_grow(&s->found, &s->capacity, s->n_found + 1, sizeof *s->found);
  if (status == ZHEN_OK)
    s->found[s->n_found++] = found;
  return status;
}

static int by_number(const void *a, const void *b)
{
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

  return (x > y) - (x < y);
}

static zhen_status collect_word(const table_builder *m, shard *s, size_t k,
                                double pairs)
{
  uint32_t zh = s->begin + (uint32_t)k;
  uint32_t *at = s->numbers + s->first[k];
  size_t n = s->first[k + 1] - s->first[k];
  zhen_status status = ZHEN_OK;

  if (n > 0 && s->filled[k] == SIZE_MAX) {
    for (uint32_t en = 0; en < n && status == ZHEN_OK; en++)
      status = keep_meeting(m, s, zh, (meeting){en, at[en]}, pairs);
    return status;
  }
  n = n > 0 ? s->filled[k] : 0;
  if (n > 0)
    qsort(at, n, sizeof *at, by_number);
  for (size_t i = 0, next; i < n && status == ZHEN_OK; i = next) {
    for (next = i + 1; next < n && at[next] == at[i];)
      next++;
    status =
        keep_meeting(m, s, zh, (meeting){at[i], (uint32_t)(next - i)}, pairs);
  }
  return status;
}

static zhen_status work_shard(void *context, size_t number)
{
  table_builder *m = context;
  shard *s = &m->wave[number];
  double pairs = 0;
  zhen_status status = shard_allocate(m, s);

  for (size_t i = 0; i <= m->text->chunks[m->text->n_chunks - 1].source; i++)
    pairs += (double)m->text->pairs[i];
  if (status == ZHEN_OK)
    status = shard_fill(m, s);
  for (size_t k = 0; k < s->end - s->begin && status == ZHEN_OK; k++) {
    status = collect_word(m, s, k, pairs);
    s->row_end[k] = s->n_found;
    if (status == ZHEN_OK)
      status = progress_step(m->progress, 0);
  }
  return status;
}

static void shard_dispose(shard *s)
{
  free(s->first);
  free(s->numbers);
  free(s->filled);
  free(s->found);
  free(s->row_end);
  *s = (shard){0};
}

/* ---- all shards ---- */

/* Drop the cells that are now too rare. */
static void compact(table_builder *m, uint32_t n_rows)
{
  size_t n = 0, begin = 0;

  for (uint32_t z = 0; z < n_rows; z++) {
    size_t end = m->table->row[z + 1];

    for (size_t k = begin; k < end; k++)
      if (m->cells[k].count >= m->least)
        m->cells[n++] = m->cells[k];
    m->table->row[z + 1] = n;
    begin = end;
  }
  m->n_cells = n;
}

/* The minimum number of occurrences that leaves at most the allowed cells. */
static uint32_t find_least(const table_builder *m)
{
  size_t n = 0;
  uint32_t least = MEETINGS_MAX;

  while (least > TRAIN_MEET_MIN &&
         n + m->histogram[least - 1] <= TRAIN_CELLS_MAX)
    n += m->histogram[--least];
  return least;
}

static zhen_status append(table_builder *m, const shard *s)
{
  size_t from = 0;
  uint32_t least;
  zhen_status status = mem_grow(&m->cells, &m->capacity,
                                m->n_cells + s->n_found, sizeof *m->cells);

  for (uint32_t z = s->begin; z < s->end && status == ZHEN_OK; z++) {
    for (; from < s->row_end[z - s->begin]; from++) {
      uint32_t count = s->found[from].count;

      m->histogram[count < MEETINGS_MAX ? count : MEETINGS_MAX - 1]++;
      if (count >= m->least)
        m->cells[m->n_cells++] = s->found[from];
    }
    m->table->row[z + 1] = m->n_cells;
  }
  least = find_least(m);
  if (status == ZHEN_OK && least > m->least) {
    m->least = least;
    compact(m, s->end);
  }
  return status;
}

/* The next words that fit into a shard. */
static shard next_shard(const table_builder *m, uint32_t begin)
{
  size_t room = 0;
  uint32_t end = begin;

  while (end < m->text->zh.words.count &&
         (end == begin || room + room_of(m, end) <= SHARD_NUMBERS))
    room += room_of(m, end++);
  return (shard){.begin = begin, .end = end};
}

static zhen_status make_rows(table_builder *m, unsigned threads)
{
  size_t n_zh = m->text->zh.words.count;
  uint32_t begin = 0;
  zhen_status status = ZHEN_OK;

  m->least = TRAIN_MEET_MIN;
  while (begin < n_zh && status == ZHEN_OK) {
    size_t n = 0;

    for (; n < WAVE_MAX && n < threads && begin < n_zh; n++) {
      m->wave[n] = next_shard(m, begin);
      begin = m->wave[n].end;
    }
    status = parallel_for(n, threads, work_shard, m);
    for (size_t k = 0; k < n; k++) {
      if (status == ZHEN_OK)
        status = append(m, &m->wave[k]);
      if (status == ZHEN_OK)
        status = progress_step(m->progress, m->wave[k].end - m->wave[k].begin);
      shard_dispose(&m->wave[k]);
    }
  }
  return status;
}

static zhen_status make_cells(train_table *t, const table_builder *m)
{
  size_t n = m->n_cells;

  t->n_cells = n;
  t->en = mem_calloc(n + 1, sizeof *t->en);
  t->cells = mem_calloc(n + 1, sizeof *t->cells);
  t->known = mem_calloc(n + 1, sizeof *t->known);
  if (!t->en || !t->cells || !t->known)
    return zhen_fail_memory();
  for (size_t k = 0; k < n; k++) {
    t->en[k] = m->cells[k].en;
    t->cells[k].en_zh = t->cells[k].zh_en = 1;
  }
  return ZHEN_OK;
}

static zhen_status weigh_sources(train_table *t, const train_text *text,
                                 size_t n_sources)
{
  t->weight = mem_calloc(n_sources, sizeof *t->weight);
  if (!t->weight)
    return zhen_fail_memory();
  for (size_t i = 0; i < n_sources; i++)
    t->weight[i] = text->pairs[i] > TRAIN_SOURCE_WEIGHT
                       ? (double)TRAIN_SOURCE_WEIGHT / (double)text->pairs[i]
                       : 1;
  return ZHEN_OK;
}

zhen_status train_table_make(train_table *t, const train_text *text,
                             size_t n_sources, unsigned threads,
                             progress *watched)
{
  table_builder *m = mem_calloc(1, sizeof *m);
  zhen_status status =
      m ? weigh_sources(t, text, n_sources) : zhen_fail_memory();

  if (status == ZHEN_OK) {
    m->table = t;
    m->text = text;
    m->progress = watched;
    progress_begin(watched, "counting", "words", text->zh.words.count);
    t->row = mem_calloc((size_t)text->zh.words.count + 1, sizeof *t->row);
    status = t->row ? count_words(m, threads) : zhen_fail_memory();
  }
  if (status == ZHEN_OK)
    status = make_rows(m, threads);
  if (status == ZHEN_OK)
    status = make_cells(t, m);
  if (m) {
    free(m->zh_weight);
    free(m->en_weight);
    free(m->mass);
    free(m->cells);
  }
  free(m);
  return status;
}

/* Words ascend in a pair and in a row, so the search continues at *from. */
size_t train_table_find(const train_table *t, uint32_t zh, uint32_t en,
                        size_t *from)
{
  size_t end = t->row[zh + 1], low = *from, high = low, step = 1;

  while (high < end && t->en[high] < en) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  if (high > end)
    high = end;
  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (t->en[mid] < en)
      low = mid + 1;
    else
      high = mid;
  }
  *from = low;
  return low < end && t->en[low] == en ? low : t->n_cells;
}

void train_table_drop(train_table *t, size_t n_zh, float least)
{
  size_t n = 0, begin = 0;

  for (size_t z = 0; z < n_zh; z++) {
    size_t end = t->row[z + 1];

    for (size_t k = begin; k < end; k++) {
      float en_zh = t->cells[k].en_zh, zh_en = t->cells[k].zh_en;

      if (en_zh < least && zh_en < least)
        continue;
      t->en[n] = t->en[k];
      t->cells[n].en_zh = en_zh;
      t->cells[n].zh_en = zh_en;
      t->known[n++] = t->known[k];
    }
    t->row[z + 1] = n;
    begin = end;
  }
  t->n_cells = n;
}

void train_table_dispose(train_table *t)
{
  free(t->weight);
  free(t->zh_pairs);
  free(t->en_pairs);
  free(t->zh_seen);
  free(t->en_seen);
  free(t->row);
  free(t->en);
  free(t->cells);
  free(t->known);
  *t = (train_table){0};
}
