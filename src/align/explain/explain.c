/* SPDX-License-Identifier: Apache-2.0 */
#include "align/explain/kept.h"
#include "align/explain/matches.h"
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

static section section_of(const document *d, const zhen_bead *b)
{
  return (section){{d->zh.unit_of[b->zh_begin], d->en.unit_of[b->en_begin]},
                   {d->zh.unit_of[b->zh_end], d->en.unit_of[b->en_end]}};
}

/* A section in one step. */
static step step_over(section at)
{
  return (step){at.end.zh, at.end.en, at.end.zh - at.begin.zh,
                at.end.en - at.begin.en};
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

static whole_bead whole_of(section at)
{
  return (whole_bead){at.begin.zh, at.end.zh, at.begin.en, at.end.en};
}

static bool is_one_sided(section at)
{
  return at.begin.zh == at.end.zh || at.begin.en == at.end.en;
}

/* Add to the score of a path through a bead what the whole bead adds. */
static zhen_status add_whole(double *score, const explain_data *x, section at)
{
  crossing c;
  zhen_status status;

  if (is_one_sided(at))
    return ZHEN_OK;
  status = whole_cross(&c, x->whole, whole_of(at));
  if (status == ZHEN_OK)
    *score = fmax(*score + whole_order(x->whole, whole_of(at)), c.score) +
             whole_repeats(x->whole, whole_of(at));
  return status;
}

/* The score of a path, including the terms of whole beads. */
static zhen_status score_of(double *score, const explain_data *x,
                            const local_path *w)
{
  const unit *zh = x->d.zh.units;
  double own = 0; /* of the current bead */
  section bead = {0};
  bool open = false;

  *score = 0;
  for (size_t k = 0; k < w->count; k++) {
    step s = w->steps[k];
    zhen_status status = ZHEN_OK;

    if (!open)
      bead.begin = (node){s.i - s.zh, s.j - s.en};
    bead.end = (node){s.i, s.j};
    own += terms_sum(&x->scorer, s);
    open = s.i > 0 && !zh[s.i - 1].ends_sentence;
    if (!open) {
      status = add_whole(&own, x, bead);
      *score += own;
      own = 0;
    }
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

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
  double in_order = whole_order(x->whole, whole_of(at));
  crossing c;
  zhen_status status = whole_cross(&c, x->whole, whole_of(at));

  if (status != ZHEN_OK)
    return status;
  out->terms[ZHEN_TERM_REPEATED] = whole_repeats(x->whole, whole_of(at));
  out->crossed = c.score > w->score + in_order;
  if (!out->crossed) {
    out->terms[ZHEN_TERM_ORDER] = in_order;
    for (size_t k = 0; k < w->count; k++)
      terms_add(&x->scorer, w->steps[k], out->terms);
    return ZHEN_OK;
  }
  whole_cross_terms(x->whole, &x->scorer, whole_of(at), &c, out->terms);
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

/* ---- rivals ---- */

/* The beads around a bead that may be part of a rival. */
static zhen_bead neighbourhood(const zhen_alignment *a, const zhen_bead *b)
{
  zhen_bead w = *b;
  size_t first = 0, last;

  while (first < a->count && a->beads[first].zh_end <= b->zh_begin &&
         a->beads[first].en_end <= b->en_begin)
    first++;
  for (last = first; last < a->count && a->beads[last].zh_begin <= b->zh_end &&
                     a->beads[last].en_begin <= b->en_end &&
                     (a->beads[last].zh_begin < b->zh_end ||
                      a->beads[last].en_begin < b->en_end);)
    last++;
  if (first > 0)
    first--;
  if (last < a->count)
    last++;
  for (size_t k = first; k < last; k++) {
    const zhen_bead *n = &a->beads[k];

    w.zh_begin = n->zh_begin < w.zh_begin ? n->zh_begin : w.zh_begin;
    w.en_begin = n->en_begin < w.en_begin ? n->en_begin : w.en_begin;
    w.zh_end = n->zh_end > w.zh_end ? n->zh_end : w.zh_end;
    w.en_end = n->en_end > w.en_end ? n->en_end : w.en_end;
  }
  return w;
}

static bool touches(const zhen_bead *a, const zhen_bead *b)
{
  return (a->zh_begin < b->zh_end && a->zh_end > b->zh_begin) ||
         (a->en_begin < b->en_end && a->en_end > b->en_begin);
}

/* The beads of a path that share a sentence with the explained bead. */
static zhen_status add_rival(zhen_explanation *out, const explain_data *x,
                             const local_path *w)
{
  const side *zh = &x->d.zh, *en = &x->d.en;
  zhen_bead b = {0};
  bool open = false;

  out->rival = mem_calloc(w->count, sizeof *out->rival);
  if (!out->rival)
    return zhen_fail_memory();
  for (size_t k = 0; k < w->count; k++) {
    step s = w->steps[k];

    if (!open) {
      b.zh_begin = sentence_at(zh, s.i - s.zh);
      b.en_begin = sentence_at(en, s.j - s.en);
    }
    open = s.i > 0 && !zh->units[s.i - 1].ends_sentence;
    b.zh_end = sentence_at(zh, s.i);
    b.en_end = sentence_at(en, s.j);
    if (!open && touches(&b, &out->bead))
      out->rival[out->n_rival++] = b;
  }
  return ZHEN_OK;
}

/* The best paths on both sides of the bead, and the bead between them. */
static zhen_status score_with(double *out, const explain_data *x,
                              const zhen_bead *around, const zhen_bead *b)
{
  section all = section_of(&x->d, around), own = section_of(&x->d, b);
  path_limits sides[2] = {{.at = {all.begin, own.begin}},
                          {.at = {own.end, all.end}}};

  for (int k = 0; k < 2; k++) {
    local_path w;
    double score = 0;
    zhen_status status = local_path_find(&w, &x->scorer, &sides[k]);

    if (status == ZHEN_OK)
      status = score_of(&score, x, &w);
    *out += score;
    local_path_dispose(&w);
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

static zhen_status find_rival(zhen_explanation *out, const zhen_alignment *a)
{
  const explain_data *x = a->explain_data;
  zhen_bead around = neighbourhood(a, &out->bead);
  const path_limits w = {.at = section_of(&x->d, &around), .shun = &out->bead};
  double with = out->score, without = 0;
  local_path other;
  zhen_status status;

  status = local_path_find(&other, &x->scorer, &w);
  if (status == ZHEN_OK && other.count > 0)
    status = score_with(&with, x, &around, &out->bead);
  if (status == ZHEN_OK)
    status = score_of(&without, x, &other);
  if (status == ZHEN_OK && other.count > 0 && with > -DBL_MAX) {
    out->margin = with - without;
    status = add_rival(out, x, &other);
  }
  local_path_dispose(&other);
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
    status = find_rival(*out, a);
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
