/* SPDX-License-Identifier: Apache-2.0 */
#include "align/relation/odds.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "judge/features.h"
#include "judge/model.h"
#include "judge/partners.h"

#include <math.h>
#include <stdlib.h>

enum { PIECE = 200 };

/*
 * A lexicon that lacks frequent words says little by what it does not find:
 * nothing with LITTLE of them, all with ENOUGH. CC-CEDICT has 92 %, the default
 * lexicon all.
 */
static const float LITTLE = .5F, ENOUGH = .9F;

typedef struct odds_work {
  const relation_texts *t;
  const zhen_alignment *a;
  bool *done;
  float *out;
} odds_work;

static zhen_str text_of(const zhen_sentences *s, uint32_t begin, uint32_t end)
{
  size_t from = s->at[begin].begin;

  return (zhen_str){s->text.ptr + from, s->at[end - 1].end - from};
}

static float weight_against(const frequencies *f)
{
  return fminf(fmaxf((f->coverage - LITTLE) / (ENOUGH - LITTLE), 0), 1);
}

static zhen_status look_at(judge_reader *r, const relation_texts *t,
                           const zhen_bead *b, float *out)
{
  zhen_str zh = text_of(t->zh, b->zh_begin, b->zh_end);
  zhen_str en = text_of(t->en, b->en_begin, b->en_end);
  judge_features f;
  zhen_status status;

  if (zh.len == 0 || en.len == 0)
    return ZHEN_OK;
  status = judge_read(r, zh, en);
  if (status != ZHEN_OK)
    return status;
  judge_look(&f, r);
  *out = (float)judge_related(&f);
  if (*out < 0)
    *out *= weight_against(r->frequencies);
  return ZHEN_OK;
}

static zhen_status odds_piece(void *context, size_t piece)
{
  const odds_work *w = context;
  size_t end = (piece + 1) * PIECE;
  judge_reader r;
  zhen_status status = judge_reader_open(&r, w->t->lexicon);

  for (size_t k = piece * PIECE;
       k < end && k < w->a->count && status == ZHEN_OK; k++)
    if (!w->done[k])
      status = look_at(&r, w->t, &w->a->beads[k], &w->out[k]);
  judge_reader_close(&r);
  return status == ZHEN_OK ? progress_step(w->t->progress, 0) : status;
}

/* Beads of both alignments are in the same order. */
static void copy_known(odds_work *w, const zhen_alignment *before,
                       const float *known)
{
  size_t i = 0;

  for (size_t k = 0; k < w->a->count; k++) {
    const zhen_bead *b = &w->a->beads[k];

    while (i < before->count && (before->beads[i].zh_end < b->zh_end ||
                                 (before->beads[i].zh_end == b->zh_end &&
                                  before->beads[i].en_end < b->en_end)))
      i++;
    if (i < before->count && is_same_bead(&before->beads[i], b)) {
      w->out[k] = known[i];
      w->done[k] = true;
    }
  }
}

zhen_status relation_odds(float **out, const relation_texts *t,
                          const zhen_alignment *a, const zhen_alignment *before,
                          const float *known)
{
  odds_work w = {.t = t,
                 .a = a,
                 .out = mem_calloc(a->count + 1, sizeof *w.out),
                 .done = mem_calloc(a->count + 1, sizeof *w.done)};
  zhen_status status = ZHEN_OK;

  *out = w.out;
  if (!w.out || !w.done) {
    free(w.done);
    return zhen_fail_memory();
  }
  for (size_t k = 0; k < a->count; k++)
    w.done[k] = !is_pair(&a->beads[k]);
  if (before)
    copy_known(&w, before, known);
  status =
      parallel_for((a->count + PIECE - 1) / PIECE, t->threads, odds_piece, &w);
  free(w.done);
  return status;
}
