/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fail.h"
#include "base/options.h"
#include "base/parallel.h"
#include "judge/model.h"
#include "judge/partners.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <zhen/score.h>

enum { PIECE = 500 };

/* A passage of this much content without translations is worth a reason. */
static const float REST_MIN = 2.5F;

struct zhen_scorer {
  const zhen_lexicon *lexicon;
  double prior; /* as log odds */
};

zhen_status zhen_scorer_open(zhen_scorer **out, const zhen_lexicon *lexicon,
                             const zhen_scorer_options *options)
{
  zhen_scorer_options known;
  zhen_status status = OPTIONS_TAKE(&known, options);
  zhen_scorer *s;

  *out = NULL;
  if (status != ZHEN_OK)
    return status;
  if (known.prior == 0)
    known.prior = .5;
  if (!(known.prior > 0 && known.prior < 1))
    return zhen_fail(ZHEN_EUSAGE, "the prior must be above 0 and below 1");
  s = mem_calloc(1, sizeof *s);
  if (!s)
    return zhen_fail_memory();
  s->lexicon = lexicon;
  s->prior = log(known.prior / (1 - known.prior));
  *out = s;
  return ZHEN_OK;
}

void zhen_scorer_close(zhen_scorer *s)
{
  free(s);
}

/* ---- reasons ---- */

static double share(const judge_side *s)
{
  double found = 0, all = 0;

  for (size_t i = 0; i < s->n_words; i++) {
    double content = judge_content(&s->words[i]);

    all += content;
    found += s->words[i].partner == PARTNER_NONE ? 0 : content;
  }
  return all > 0 ? found / all : 0;
}

static zhen_str unmatched(const judge_side *s, const judge_rest *rest)
{
  return rest->size < REST_MIN ? (zhen_str){0}
                               : str_part(s->text, rest->begin, rest->end);
}

static zhen_str lost_number(const judge_side *s)
{
  for (size_t i = 0; i < s->n_numbers; i++)
    if (s->numbers[i].hard && !s->numbers[i].found)
      return str_part(s->text, s->numbers[i].at.begin, s->numbers[i].at.end);
  return (zhen_str){0};
}

static zhen_str lost_name(const judge_side *s)
{
  for (size_t i = 0; i < s->n_words; i++)
    if (judge_is_name(&s->words[i]) && !s->words[i].repeated &&
        s->words[i].partner <= PARTNER_CHARACTER)
      return str_part(s->text, s->words[i].begin, s->words[i].end);
  return (zhen_str){0};
}

static zhen_pair_score explain(const judge_reader *r, const judge_features *f)
{
  const judge_side *zh = &r->zh, *en = &r->en;

  return (zhen_pair_score){.matched_zh = share(zh),
                           .matched_en = share(en),
                           .length_z = judge_length_z(zh, en),
                           .unmatched_zh = unmatched(zh, &f->rest_zh),
                           .unmatched_en = unmatched(en, &f->rest_en),
                           .number_zh = lost_number(zh),
                           .number_en = lost_number(en),
                           .name_en = lost_name(en),
                           .negation_zh = zh->negations > en->negations,
                           .negation_en = en->negations > zh->negations,
                           .wrong_language =
                               zh->wide == 0 || en->wide > en->narrow};
}

/* ---- scores ---- */

static bool is_blank(zhen_str s)
{
  for (size_t at = 0; at < s.len;)
    if (!rune_is_space(utf8_next(s, &at)))
      return false;
  return true;
}

static zhen_status score(judge_reader *r, double prior, const zhen_pair *pair,
                         zhen_pair_score *out)
{
  judge_features f;
  zhen_status status;

  if (is_blank(pair->zh) || is_blank(pair->en)) {
    *out = (zhen_pair_score){.empty = true};
    return ZHEN_OK;
  }
  status = judge_read(r, pair->zh, pair->en);
  if (status != ZHEN_OK)
    return status;
  judge_look(&f, r);
  *out = explain(r, &f);
  out->probability = 1 / (1 + exp(-(judge_odds(&f) + prior)));
  out->related = 1 / (1 + exp(-(judge_related(&f) + prior)));
  return ZHEN_OK;
}

typedef struct score_work {
  const zhen_scorer *scorer;
  const zhen_pair *pairs;
  size_t count;
  zhen_pair_score *out;
} score_work;

static zhen_status score_piece(void *context, size_t piece)
{
  const score_work *w = context;
  size_t end = (piece + 1) * PIECE;
  judge_reader r;
  zhen_status status = judge_reader_open(&r, w->scorer->lexicon);

  for (size_t i = piece * PIECE; i < end && i < w->count && status == ZHEN_OK;
       i++)
    status = score(&r, w->scorer->prior, &w->pairs[i], &w->out[i]);
  judge_reader_close(&r);
  return status;
}

zhen_status zhen_score_pairs(const zhen_scorer *scorer, const zhen_pair *pairs,
                             size_t count, unsigned threads,
                             zhen_pair_score *out)
{
  score_work w = {scorer, pairs, count, out};

  return parallel_for((count + PIECE - 1) / PIECE,
                      threads ? threads : parallel_processors(), score_piece,
                      &w);
}
