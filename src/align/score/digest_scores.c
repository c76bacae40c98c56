/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/digest_scores.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "judge/partners.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>

enum { PIECE = 64 }; /* sentences of a piece of work */

typedef struct digest_work {
  digest_scores *out;
  const document *d;
  const zhen_sentences *zh, *en;
} digest_work;

static zhen_str sentence(const zhen_sentences *s, size_t i)
{
  return (zhen_str){s->text.ptr + s->at[i].begin,
                    s->at[i].end - s->at[i].begin};
}

/*
 * As much as two words of two characters that are not rare, which say nothing:
 * few words are not sure.
 */
static const float BEFORE = 40;

/* By length and rareness: 新冠疫情 is more of a headline than 变得 is. */
static float mean_by_content(const judge_side *s)
{
  float sum = 0, weights = BEFORE;

  for (size_t i = 0; i < s->n_words; i++) {
    const judge_word *w = &s->words[i];
    zhen_str text = str_part(s->text, w->begin, w->end);
    float weight = w->repeated ? 0 : w->bits * (float)utf8_length(text);

    sum += weight * w->says;
    weights += weight;
  }
  return sum / weights;
}

/* A pair of sentences, in the rows of all units of the Chinese one. */
static zhen_status score_pair(const digest_work *w, judge_reader *r, uint32_t z,
                              uint32_t e)
{
  const uint32_t *unit_of = w->d->zh.unit_of;
  zhen_status status = judge_read(r, sentence(w->zh, z), sentence(w->en, e));

  if (status != ZHEN_OK)
    return status;
  for (uint32_t u = unit_of[z]; u < unit_of[z + 1]; u++)
    w->out->at[u * w->out->n_en + e] =
        mean_by_content(w->out->zh ? &r->zh : &r->en);
  return ZHEN_OK;
}

/* A piece is sentences of the side that is no digest. */
static zhen_status score_piece(void *context, size_t piece)
{
  const digest_work *w = context;
  bool zh = w->out->zh;
  size_t end = (piece + 1) * PIECE;
  size_t n = zh ? w->en->count : w->zh->count;
  size_t n_digest = zh ? w->zh->count : w->en->count;
  judge_reader r;
  zhen_status status = judge_reader_open(&r, w->d->lexicon);

  for (size_t k = piece * PIECE; k < end && k < n; k++)
    for (size_t m = 0; m < n_digest && status == ZHEN_OK; m++)
      status =
          score_pair(w, &r, (uint32_t)(zh ? m : k), (uint32_t)(zh ? k : m));
  judge_reader_close(&r);
  return status == ZHEN_OK ? progress_step(w->d->progress, 0) : status;
}

zhen_status digest_scores_open(digest_scores **out, const document *d,
                               const zhen_sentences *zh,
                               const zhen_sentences *en, bool zh_is_digest,
                               unsigned threads)
{
  digest_scores *x = mem_calloc(1, sizeof *x);
  digest_work w = {x, d, zh, en};

  *out = x;
  if (!x)
    return zhen_fail_memory();
  *x = (digest_scores){.zh = zh_is_digest, .n_en = en->count};
  x->at = mem_calloc(d->zh.n_units * en->count + 1, sizeof *x->at);
  if (!x->at)
    return zhen_fail_memory();
  return parallel_for(((zh_is_digest ? en : zh)->count + PIECE - 1) / PIECE,
                      threads, score_piece, &w);
}

void digest_scores_free(digest_scores *x)
{
  if (x)
    free(x->at);
  free(x);
}

double digest_score(const align_input *in, uint32_t i, uint32_t a, uint32_t j,
                    uint32_t b)
{
  const digest_scores *x = in->digest;
  const float *at = x->at + in->zh_at * x->n_en + in->en_at;
  uint32_t n = x->zh ? a : b;
  double sum = 0;

  for (uint32_t k = 0; k < n; k++) {
    float best = -INFINITY;

    if (x->zh && !is_between_sentences(&in->d->zh, i - a + k))
      continue;
    for (uint32_t m = 0; m < (x->zh ? b : a); m++)
      best = fmaxf(best, x->zh ? at[(i - a + k) * x->n_en + j - b + m]
                               : at[(i - a + m) * x->n_en + j - b + k]);
    sum += (double)best;
  }
  return sum;
}
