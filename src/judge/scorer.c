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

const zhen_lexicon *zhen_scorer_lexicon(const zhen_scorer *s)
{
  return s->lexicon;
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
  double related;

  if (is_blank(pair->zh) || is_blank(pair->en)) {
    *out = (zhen_pair_score){.empty = true};
    return ZHEN_OK;
  }
  status = judge_read(r, pair->zh, pair->en);
  if (status != ZHEN_OK)
    return status;
  judge_look(&f, r);
  *out = explain(r, &f);
  related = judge_related(&f);
  out->probability = 1 / (1 + exp(-(judge_odds(&f, related) + prior)));
  out->related = 1 / (1 + exp(-(related + prior)));
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

/* ---- explanations ---- */

static zhen_str word_str(const judge_side *s, const judge_word *w)
{
  return str_part(s->text, w->begin, w->end);
}

static zhen_str number_str(const judge_side *s, const judge_number *n)
{
  return str_part(s->text, n->at.begin, n->at.end);
}

static const char *kind_of(const judge_word *w)
{
  static const char *const kinds[] = {[PARTNER_NONE] = "none",
                                      [PARTNER_CHARACTER] = "character",
                                      [PARTNER_SOUND] = "sound",
                                      [PARTNER_WORD] = "dictionary",
                                      [PARTNER_SAME] = "same"};

  return kinds[w->partner];
}

/* A word of a side and its partner; not one that is part of a number, and of
   two English words with one partner each only once. */
static void put_word(zhen_pair_explanation *e, const judge_reader *r,
                     const judge_word *w, bool is_en)
{
  const judge_side *own = is_en ? &r->en : &r->zh,
                   *other = is_en ? &r->zh : &r->en;
  zhen_word_pair put = {.kind = kind_of(w), .says = (double)w->says};
  zhen_str text = word_str(own, w), partner = {"", 0};

  if (w->repeated || (w->partner != PARTNER_NONE && !w->with) ||
      (is_en && w->with && w->with->with == w))
    return;
  if (w->with) {
    partner = word_str(other, w->with);
    put.says = fmax(put.says, (double)w->with->says);
  }
  put.zh = is_en ? partner : text;
  put.en = is_en ? text : partner;
  e->words[e->count++] = put;
}

/* Numbers; of those without a partner the hard ones. */
static void put_numbers(zhen_pair_explanation *e, const judge_reader *r)
{
  const judge_side *zh = &r->zh, *en = &r->en;

  for (size_t i = 0; i < zh->n_numbers; i++) {
    const judge_number *n = &zh->numbers[i];

    if (n->found || n->hard)
      e->words[e->count++] = (zhen_word_pair){
          .zh = number_str(zh, n),
          .en = n->found ? number_str(en, &en->numbers[n->with])
                         : (zhen_str){"", 0},
          .kind = "number"};
  }
  for (size_t i = 0; i < en->n_numbers; i++)
    if (!en->numbers[i].found && en->numbers[i].hard)
      e->words[e->count++] = (zhen_word_pair){
          {"", 0}, number_str(en, &en->numbers[i]), "number", 0};
}

static zhen_status put_words(zhen_pair_explanation *e, const judge_reader *r)
{
  const judge_side *zh = &r->zh, *en = &r->en;

  e->words =
      mem_calloc(zh->n_words + en->n_words + zh->n_numbers + en->n_numbers + 1,
                 sizeof *e->words);
  if (!e->words)
    return zhen_fail_memory();
  for (size_t i = 0; i < zh->n_words; i++)
    put_word(e, r, &zh->words[i], false);
  for (size_t i = 0; i < en->n_words; i++)
    put_word(e, r, &en->words[i], true);
  put_numbers(e, r);
  return ZHEN_OK;
}

zhen_status zhen_pair_explain(const zhen_scorer *scorer, const zhen_pair *pair,
                              zhen_pair_explanation **out)
{
  zhen_pair_explanation *e = mem_calloc(1, sizeof *e);
  judge_reader r;
  zhen_status status;

  *out = NULL;
  if (!e)
    return zhen_fail_memory();
  status = judge_reader_open(&r, scorer->lexicon);
  if (status == ZHEN_OK)
    status = score(&r, scorer->prior, pair, &e->score);
  if (status == ZHEN_OK && !e->score.empty)
    status = put_words(e, &r);
  judge_reader_close(&r);
  if (status == ZHEN_OK)
    *out = e;
  else
    zhen_pair_explanation_free(e);
  return status;
}

void zhen_pair_explanation_free(zhen_pair_explanation *e)
{
  if (!e)
    return;
  free(e->words);
  free(e);
}
