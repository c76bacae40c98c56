/* SPDX-License-Identifier: Apache-2.0 */
#include "links/model.h"
#include "base/fail.h"
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Chosen on half of the hand-linked pairs, see tests/bench/word_links.py. */
static const float LEXICON = 8, SMOOTH = 4, GENERAL = 20000, NULL_COUNT = 10,
                   NULL_SHARE = .2F;

/* How much less often a mark is translated by a word than by a mark. */
static const float MARK_AS_WORD = .1F;

enum { ROUNDS = 3, PIECE = 200 };

/* ---- types that meet ---- */

static size_t slot_of(const link_model *m, uint32_t zh, uint32_t en)
{
  uint64_t key = ((uint64_t)zh << 32 | en) * 0x9E3779B97F4A7C15ULL;

  return (size_t)(key >> 20) & (m->n_slots - 1);
}

static zhen_status grow_slots(link_model *m)
{
  free(m->slots);
  m->n_slots = m->n_slots ? 2 * m->n_slots : 1 << 12;
  m->slots = mem_calloc(m->n_slots, sizeof *m->slots);
  if (!m->slots)
    return zhen_fail_memory();
  for (size_t i = 0; i < m->n_meetings; i++) {
    size_t at = slot_of(m, m->meetings[i].zh, m->meetings[i].en);

    while (m->slots[at])
      at = (at + 1) & (m->n_slots - 1);
    m->slots[at] = (uint32_t)i + 1;
  }
  return ZHEN_OK;
}

static zhen_status meet(link_model *m, uint32_t zh, uint32_t en, uint32_t *out)
{
  const link_text *t = m->text;
  zhen_status status = ZHEN_OK;
  size_t at;

  if (2 * m->n_meetings >= m->n_slots)
    status = grow_slots(m);
  if (status == ZHEN_OK)
    status = mem_grow(&m->meetings, &m->capacity, m->n_meetings + 1,
                      sizeof *m->meetings);
  if (status != ZHEN_OK)
    return status;
  for (at = slot_of(m, zh, en); m->slots[at];
       at = (at + 1) & (m->n_slots - 1)) {
    const link_meeting *k = &m->meetings[m->slots[at] - 1];

    if (k->zh == zh && k->en == en) {
      *out = m->slots[at] - 1;
      return ZHEN_OK;
    }
  }
  m->meetings[m->n_meetings] = (link_meeting){
      .zh = zh,
      .en = en,
      .prior = affinity_of(t, &t->zh.types[zh], &t->en.types[en])};
  *out = (uint32_t)m->n_meetings;
  m->slots[at] = (uint32_t)++m->n_meetings;
  return ZHEN_OK;
}

static zhen_status find_meetings(link_model *m)
{
  const link_text *t = m->text;

  for (size_t p = 0; p < t->count; p++) {
    uint32_t *cell = m->cells + t->pairs[p].cell;

    if (!link_has_cells(t, p))
      continue;
    for (size_t i = t->pairs[p].zh; i < t->pairs[p + 1].zh; i++)
      for (size_t k = t->pairs[p].en; k < t->pairs[p + 1].en; k++) {
        zhen_status status = meet(m, t->zh.words[i], t->en.words[k], cell++);

        if (status != ZHEN_OK)
          return status;
      }
  }
  return ZHEN_OK;
}

/* ---- expectation ---- */

/* A direction of the links of a pair: the words that are linked, and the words
   that are their states; cells between them are `step` and `state_step`
   apart. */
typedef struct direction {
  const link_side *words;
  size_t first, n, n_states, step, state_step;
  const float *jump, *share, *none;
  float *null, *posterior; /* results */
} direction;

static zhen_status link_direction(const link_model *m, hmm *h, size_t p,
                                  const direction *d, bool to_en)
{
  const uint32_t *cell = m->cells + m->text->pairs[p].cell;
  float *posterior = d->posterior + m->text->pairs[p].cell;
  zhen_status status = hmm_reserve(h, d->n_states, d->n);

  if (status != ZHEN_OK)
    return status;
  memcpy(h->jump, d->jump, sizeof h->jump);
  for (size_t k = 0; k < d->n; k++) {
    uint32_t word = d->words->words[d->first + k];

    h->null[k] = d->share[word] * d->none[word];
    for (size_t i = 0; i < d->n_states; i++) {
      const affinity *now =
          &m->meetings[cell[k * d->step + i * d->state_step]].now;

      h->emit[k * d->n_states + i] = to_en ? now->en : now->zh;
    }
  }
  hmm_run(h);
  memcpy(d->null + d->first, h->unlinked, d->n * sizeof *d->null);
  for (size_t k = 0; k < d->n; k++)
    for (size_t i = 0; i < d->n_states; i++)
      posterior[k * d->step + i * d->state_step] =
          h->posterior[k * d->n_states + i];
  return ZHEN_OK;
}

static zhen_status link_pair_both(const link_model *m, hmm *h, size_t p)
{
  const link_text *t = m->text;
  size_t n_zh = link_n_zh(t, p), n_en = link_n_en(t, p);
  const direction en = {&t->en,     t->pairs[p].en, n_en,       n_zh,
                        1,          n_en,           m->jump_en, m->share_en,
                        m->none_en, m->null_en,     m->to_en};
  const direction zh = {
      &t->zh,     t->pairs[p].zh, n_zh,       n_en,       n_en,    1,
      m->jump_zh, m->share_zh,    m->none_zh, m->null_zh, m->to_zh};
  zhen_status status = link_direction(m, h, p, &en, true);

  return status == ZHEN_OK ? link_direction(m, h, p, &zh, false) : status;
}

static zhen_status expect_piece(void *context, size_t piece)
{
  link_model *m = context;
  size_t end = (piece + 1) * PIECE;
  hmm h = {0};
  zhen_status status = ZHEN_OK;

  for (size_t p = piece * PIECE;
       p < end && p < m->text->count && status == ZHEN_OK; p++) {
    if (!link_has_cells(m->text, p))
      continue;
    status = link_pair_both(m, &h, p);
  }
  hmm_dispose(&h);
  return status;
}

static zhen_status expect(link_model *m)
{
  return parallel_for((m->text->count + PIECE - 1) / PIECE,
                      m->threads ? m->threads : parallel_processors(),
                      expect_piece, m);
}

/* ---- maximization ---- */

static float unlinked(const link_type *t)
{
  return t->unlinked < 0 ? NULL_SHARE : t->unlinked;
}

static void set_nulls(const link_side *s, const float *null, float *none)
{
  for (size_t i = 0; i < s->names.count; i++)
    none[i] = 0;
  for (size_t i = 0; i < s->n_words; i++)
    none[s->words[i]] += null[i];
  for (size_t i = 0; i < s->names.count; i++)
    none[i] = (none[i] + NULL_COUNT * unlinked(&s->types[i])) /
              ((float)s->types[i].count + NULL_COUNT);
}

/* A count of zero of words: nothing was learned yet. */
static void set_probabilities(link_model *m, bool learned)
{
  const link_text *t = m->text;

  for (size_t i = 0; i < m->n_meetings; i++) {
    link_meeting *k = &m->meetings[i];
    float zh = learned ? (float)t->zh.types[k->zh].count : 0;
    float en = learned ? (float)t->en.types[k->en].count : 0;

    float as =
        t->zh.types[k->zh].mark == t->en.types[k->en].mark ? 1 : MARK_AS_WORD;

    k->now.en =
        as * (k->count + LEXICON * k->prior.en + SMOOTH * m->share_en[k->en]) /
        (zh + LEXICON + SMOOTH);
    k->now.zh =
        as * (k->count + LEXICON * k->prior.zh + SMOOTH * m->share_zh[k->zh]) /
        (en + LEXICON + SMOOTH);
  }
}

static void maximize(link_model *m)
{
  size_t n = m->text->pairs[m->text->count].cell;

  for (size_t i = 0; i < m->n_meetings; i++)
    m->meetings[i].count = 0;
  for (size_t i = 0; i < n; i++)
    m->meetings[m->cells[i]].count += m->to_en[i] * m->to_zh[i];
  set_nulls(&m->text->zh, m->null_zh, m->none_zh);
  set_nulls(&m->text->en, m->null_en, m->none_en);
  set_probabilities(m, true);
}

/* ---- the model ---- */

static void set_shares(const link_side *s, float *share, float *none)
{
  for (size_t i = 0; i < s->names.count; i++) {
    share[i] = ((float)s->types[i].count + GENERAL * s->types[i].share) /
               ((float)s->n_words + GENERAL);
    none[i] = unlinked(&s->types[i]);
  }
}

static void set_jumps(float jump[JUMPS])
{
  for (int d = -JUMP_FAR; d <= JUMP_FAR; d++)
    jump[d + JUMP_FAR] = d == 1 ? 1 : .6F / (1 + fabsf((float)d - 1));
}

static zhen_status allocate(link_model *m)
{
  const link_text *t = m->text;
  size_t cells = t->pairs[t->count].cell + 1;
  size_t zh = t->zh.names.count + 1, en = t->en.names.count + 1;

  m->cells = mem_calloc(cells, sizeof *m->cells);
  m->to_en = mem_calloc(cells, sizeof *m->to_en);
  m->to_zh = mem_calloc(cells, sizeof *m->to_zh);
  m->null_zh = mem_calloc(t->zh.n_words + 1, sizeof *m->null_zh);
  m->null_en = mem_calloc(t->en.n_words + 1, sizeof *m->null_en);
  m->share_zh = mem_calloc(zh, sizeof *m->share_zh);
  m->share_en = mem_calloc(en, sizeof *m->share_en);
  m->none_zh = mem_calloc(zh, sizeof *m->none_zh);
  m->none_en = mem_calloc(en, sizeof *m->none_en);
  return m->cells && m->to_en && m->to_zh && m->null_zh && m->null_en &&
                 m->share_zh && m->share_en && m->none_zh && m->none_en
             ? ZHEN_OK
             : zhen_fail_memory();
}

zhen_status link_model_learn(link_model *m, const link_text *text,
                             unsigned threads)
{
  zhen_status status;

  *m = (link_model){.text = text, .threads = threads};
  status = allocate(m);
  if (status != ZHEN_OK)
    return status;
  set_shares(&text->zh, m->share_zh, m->none_zh);
  set_shares(&text->en, m->share_en, m->none_en);
  set_jumps(m->jump_zh);
  set_jumps(m->jump_en);
  status = find_meetings(m);
  set_probabilities(m, false);
  for (int i = 0; i < ROUNDS && status == ZHEN_OK; i++) {
    status = expect(m);
    maximize(m);
  }
  return status == ZHEN_OK ? expect(m) : status;
}

void link_model_dispose(link_model *m)
{
  free(m->meetings);
  free(m->slots);
  free(m->cells);
  free(m->to_en);
  free(m->to_zh);
  free(m->null_zh);
  free(m->null_en);
  free(m->share_zh);
  free(m->share_en);
  free(m->none_zh);
  free(m->none_en);
}
