/* SPDX-License-Identifier: Apache-2.0 */
#include "align/explain/kept.h"
#include "align/explain/matches.h"
#include "align/explain/rival.h"
#include "base/fail.h"
#include "text/utf8.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

const char *zhen_term_name(zhen_term term)
{
  static_assert(ZHEN_TERMS <= ZHEN_TERMS_ROOM, "its number is part of the ABI");
  static const char *const names[ZHEN_TERMS] = {
      [ZHEN_TERM_MATCHED] = "matched words",
      [ZHEN_TERM_UNMATCHED] = "unmatched words",
      [ZHEN_TERM_LENGTH] = "length",
      [ZHEN_TERM_SHAPE] = "number of sentences",
      [ZHEN_TERM_INSIDE] = "boundary inside a sentence",
      [ZHEN_TERM_QUOTES] = "quotation marks",
      [ZHEN_TERM_PARAS] = "paragraphs",
      [ZHEN_TERM_TURNS] = "position in bilingual file",
      [ZHEN_TERM_ORDER] = "word order",
      [ZHEN_TERM_LEAD] = "distance from start",
      [ZHEN_TERM_EMBEDDINGS] = "embeddings",
      [ZHEN_TERM_CROSSED] = "crossed halves",
      [ZHEN_TERM_ENDS] = "end marks",
      [ZHEN_TERM_DIGEST] = "words of the digest",
      [ZHEN_TERM_REPEATED] = "repeated words",
      [ZHEN_TERM_TIMES] = "times"};

  return names[term];
}

const char *zhen_word_match_name(zhen_word_match_kind kind)
{
  static const char *const names[ZHEN_MATCH_KINDS] = {
      [ZHEN_MATCH_WORD] = "dictionary",
      [ZHEN_MATCH_LATIN] = "same Latin letters",
      [ZHEN_MATCH_NUMBER] = "number",
      [ZHEN_MATCH_NAME] = "name (by sound)",
      [ZHEN_MATCH_MARK] = "punctuation",
      [ZHEN_MATCH_TERM] = "glossary",
      [ZHEN_MATCH_PART] = "part of a word",
      [ZHEN_MATCH_LEARNED] = "learned"};

  return names[kind];
}

static bool has_zh(const zhen_bead *b)
{
  return b->zh_begin < b->zh_end;
}

static bool has_en(const zhen_bead *b)
{
  return b->en_begin < b->en_end;
}

/*
 * The path of the search through a bead: its best path of steps that passes no
 * other boundary, or one step if there is none (a bead that the search would
 * not make).
 */
static zhen_status path_through(local_path *out, const explain_data *x,
                                const zhen_bead *b)
{
  const path_limits w = {.at = section_of(&x->d, b),
                         .one_bead = has_zh(b) && has_en(b)};
  zhen_status status;

  status = local_path_find(out, &x->scorer, &w);
  if (status != ZHEN_OK || out->count > 0)
    return status;
  out->steps = mem_calloc(1, sizeof *out->steps);
  if (!out->steps)
    return zhen_fail_memory();
  out->steps[0] = step_over(w.at);
  out->count = 1;
  out->score = terms_sum(&x->scorer, out->steps[0]);
  return ZHEN_OK;
}

/* ---- terms ---- */

/* The blocks of a crossed bead instead of a monotone path. */
static zhen_status cross_path(local_path *w, section at, const crossing *c)
{
  step *steps = mem_calloc(2, sizeof *steps);

  if (!steps)
    return zhen_fail_memory();
  steps[0] = step_over((section){{at.begin.zh, c->en}, {c->zh, at.end.en}});
  steps[1] = step_over((section){{c->zh, at.begin.en}, {at.end.zh, c->en}});
  local_path_dispose(w);
  *w = (local_path){.steps = steps, .count = 2, .score = c->score};
  return ZHEN_OK;
}

/* The byte of its sentence at which a unit begins. */
static zhen_place place_of(const side *s, const zhen_sentences *text,
                           uint32_t first)
{
  zhen_place place = {.sentence = s->units[first].sentence};
  zhen_str sentence = zhen_sentence_str(text, place.sentence);

  for (uint32_t u = s->unit_of[place.sentence]; u < first; u++)
    for (float n = 0; n < s->units[u].chars && place.at < sentence.len; n++)
      utf8_next(sentence, &place.at);
  return place;
}

typedef struct texts {
  const zhen_sentences *zh, *en;
} texts;

/* The terms of a bead with two sides; the path becomes the crossed one if this
   is better. */
static zhen_status add_both(zhen_explanation *out, const explain_data *x,
                            local_path *w, texts t)
{
  section at = section_of(&x->d, &out->bead);
  zhen_status status = whole_read(x->whole, whole_of(at));
  double in_order;
  crossing c;

  if (status != ZHEN_OK)
    return status;
  in_order = whole_order(x->whole);
  c = whole_cross(x->whole);
  out->terms[ZHEN_TERM_REPEATED] = whole_repeats(x->whole);
  out->crossed = c.score > w->score + in_order;
  if (!out->crossed) {
    out->terms[ZHEN_TERM_ORDER] = in_order;
    for (size_t k = 0; k < w->count; k++)
      terms_add(&x->scorer, w->steps[k], out->terms);
    return ZHEN_OK;
  }
  whole_cross_terms(x->whole, &x->scorer, &c, out->terms);
  out->zh_cut = place_of(&x->d.zh, t.zh, c.zh);
  out->en_cut = place_of(&x->d.en, t.en, c.en);
  return cross_path(w, at, &c);
}

static zhen_status add_terms(zhen_explanation *out, const explain_data *x,
                             local_path *w, texts t)
{
  const zhen_bead *b = &out->bead;
  section at = section_of(&x->d, b);
  zhen_status status = ZHEN_OK;

  if (is_one_sided(at))
    terms_add(&x->scorer, w->steps[0], out->terms);
  else
    status = add_both(out, x, w, t);
  out->parts = (uint32_t)w->count;
  for (int k = 0; k < ZHEN_TERMS; k++)
    out->score += out->terms[k];
  out->zh_in_quote = at.end.zh && x->d.zh.units[at.end.zh - 1].in_quote;
  out->en_in_quote = at.end.en && x->d.en.units[at.end.en - 1].in_quote;
  if (!is_one_sided(at)) {
    length_fit fit = step_length(&x->scorer, step_over(at));

    out->expected = fit.expected;
    if (fit.expected > 0)
      out->deviation = fit.off / fit.deviation;
  }
  return status;
}

/* ---- probability ---- */

/* Saved scores have four decimals: below this the quotient is off by more than
   a hundredth. */
static const double PARALLEL_MIN = .005;

/* A score that comes from elsewhere may exceed what is possible here. */
static void factor(zhen_explanation *out, const zhen_alignment *a)
{
  const zhen_bead *b = &out->bead;

  out->parallel = alignment_within(a, b);
  out->bounds = -1;
  if (has_zh(b) && has_en(b) && out->parallel >= PARALLEL_MIN)
    out->bounds = b->score < out->parallel ? b->score / out->parallel : 1;
}

/* ---- explaining ---- */

static bool is_there(const document *d, const zhen_bead *b)
{
  return b->zh_begin <= b->zh_end && b->zh_end <= d->zh.n_sentences &&
         b->en_begin <= b->en_end && b->en_end <= d->en.n_sentences &&
         b->zh_end - b->zh_begin <= ZHEN_BEAD_MAX &&
         b->en_end - b->en_begin <= ZHEN_BEAD_MAX && (has_zh(b) || has_en(b));
}

zhen_status zhen_explain(zhen_explanation **out, const zhen_alignment *a,
                         const zhen_sentences *zh, const zhen_sentences *en,
                         const zhen_bead *bead, bool rival)
{
  const explain_data *x = a->explain_data;
  local_path w = {0};
  zhen_status status;

  *out = NULL;
  if (!x)
    return zhen_fail(ZHEN_EUSAGE, "the alignment has no data to explain it; "
                                  "align with the option explain");
  if (!is_there(&x->d, bead))
    return zhen_fail(ZHEN_EUSAGE, "the alignment has no bead %u-%u, %u-%u",
                     bead->zh_begin, bead->zh_end, bead->en_begin,
                     bead->en_end);
  *out = mem_calloc(1, sizeof **out);
  if (!*out)
    return zhen_fail_memory();
  (*out)->bead = *bead;
  factor(*out, a);
  status = path_through(&w, x, bead);
  if (status == ZHEN_OK)
    status = add_terms(*out, x, &w, (texts){zh, en});
  if (status == ZHEN_OK)
    status = matches_find(*out, &x->scorer, zh, en, &w);
  if (status == ZHEN_OK && rival)
    status = rival_find(*out, a);
  local_path_dispose(&w);
  if (status != ZHEN_OK) {
    zhen_explanation_free(*out);
    *out = NULL;
  }
  return status;
}

void zhen_explanation_free(zhen_explanation *explanation)
{
  if (!explanation)
    return;
  free(explanation->matches);
  free(explanation->unmatched);
  free(explanation->rival);
  free(explanation);
}
