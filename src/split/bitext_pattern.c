/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the languages follow each other. Adjacent pieces of one language are a
 * run; runs and what separates them name the pattern, and the lengths of
 * neighbouring runs tell which one begins a turn: a translation is about as
 * long as its original, so the right pairing fits over the whole file, even
 * if a note or a title in one language alone stands in its way.
 */
#include "split/bitext.h"

#include <math.h>

/* A run of one language that has no partner costs as much as a bad fit. */
static const double WORST_FIT = 1.5;
/* Two pieces with nothing between them belong together. */
static const double ADJACENT = 0.5;
/* English letters to one letter's worth of Chinese, on average. */
static const double EXPANSION = 1.0;

typedef struct run {
  const piece *first, *end;
  double length;
  size_t paragraphs, lines;
} run;

/* What one walk over the runs tells. */
typedef struct survey {
  size_t runs, several;         /* runs; of more than one paragraph or line */
  size_t switches, blank;       /* changes between lines; at an empty one */
  double fit[2];                /* cost of pairs that begin with zh, with en */
  double length[2], largest[2]; /* by language; of its largest run */
  size_t lines[2];
  double cut;          /* length in lines with both languages */
  size_t cut_first[2]; /* of these: language that begins */
} survey;

static size_t side(const piece *p)
{
  return p->lang == ZHEN_LANG_ZH ? 0 : 1;
}

static run next_run(const pieces *p, const piece *from)
{
  const piece *end = p->at + p->count;
  run r = {.first = from, .end = from};

  while (r.end < end && r.end->lang == from->lang) {
    r.length += bitext_length(r.end);
    r.paragraphs += r.end == from || r.end->after_blank;
    r.lines++;
    r.end++;
  }
  return r;
}

/* Cost of taking run `b` for the translation of the run before it. */
static double fit(const run *a, const run *b)
{
  double zh = side(a->first) == 0 ? a->length : b->length;
  double en = side(a->first) == 0 ? b->length : a->length;
  double off = fabs(log((en + 4) / (EXPANSION * zh + 4)));
  double cost = off < WORST_FIT ? off : WORST_FIT;

  if (b->first->after_blank || b->first->after_cut)
    return cost;
  return cost - ADJACENT;
}

static void survey_run(survey *s, const run *r)
{
  size_t k = side(r->first);

  s->runs++;
  s->several += r->paragraphs > 1 || (r->paragraphs == 1 && r->lines > 1);
  s->length[k] += r->length;
  s->lines[k] += r->lines;
  if (r->length > s->largest[k])
    s->largest[k] = r->length;
}

static void survey_cuts(survey *s, const pieces *p)
{
  for (size_t i = 1; i < p->count; i++) {
    const piece *one = &p->at[i];

    if (!one->after_cut)
      continue;
    s->cut += bitext_length(one);
    if (one[-1].after_cut)
      continue;
    s->cut += bitext_length(&one[-1]);
    s->cut_first[side(&one[-1])]++;
  }
}

static survey take_survey(const pieces *p)
{
  survey s = {0};
  run before = {0};

  for (const piece *at = p->at; at < p->at + p->count;) {
    run r = next_run(p, at);

    survey_run(&s, &r);
    if (before.first) {
      s.switches += !r.first->after_cut;
      s.blank += r.first->after_blank;
      s.fit[side(before.first)] += fit(&before, &r);
    } else {
      /* The first run has no partner if the other language begins. */
      s.fit[1 - side(r.first)] += WORST_FIT;
    }
    before = r;
    at = r.end;
  }
  if (before.first)
    s.fit[side(before.first)] += WORST_FIT;
  survey_cuts(&s, p);
  return s;
}

/* A line or two of one language, then a body far too long for them. */
static bool is_headline(const survey *s, const pieces *p)
{
  size_t head = side(p->at);

  return s->runs == 2 && s->lines[head] <= 2 &&
         s->length[1 - head] > 6 * s->length[head];
}

static bool is_halves(const survey *s)
{
  bool whole =
      s->largest[0] > 0.8 * s->length[0] && s->largest[1] > 0.8 * s->length[1];

  return whole && s->lines[0] + s->lines[1] > 2;
}

static zhen_pattern choose_pattern(const survey *s, const pieces *p)
{
  if (s->cut > 0.5 * (s->length[0] + s->length[1]))
    return ZHEN_PATTERN_SAME_LINE;
  if (is_headline(s, p))
    return ZHEN_PATTERN_HEADLINE;
  if (is_halves(s))
    return ZHEN_PATTERN_HALVES;
  if (s->several * 3 > s->runs)
    return ZHEN_PATTERN_GROUPS;
  if (s->blank * 4 > s->switches * 3)
    return ZHEN_PATTERN_PARAGRAPHS;
  return ZHEN_PATTERN_LINES;
}

static zhen_lang choose_first(const survey *s, zhen_pattern pattern,
                              const pieces *p)
{
  switch (pattern) {
  case ZHEN_PATTERN_SAME_LINE:
    return s->cut_first[0] >= s->cut_first[1] ? ZHEN_LANG_ZH : ZHEN_LANG_EN;
  case ZHEN_PATTERN_HEADLINE:
    return p->at->lang;
  default:
    break;
  }
  if (fabs(s->fit[0] - s->fit[1]) < 1e-9)
    return p->at->lang;
  return s->fit[0] < s->fit[1] ? ZHEN_LANG_ZH : ZHEN_LANG_EN;
}

static void number_turns(const pieces *p)
{
  uint32_t turn = 0;

  for (size_t i = 0; i < p->count; i++) {
    turn += i == 0 || p->at[i].lang != p->at[i - 1].lang;
    p->at[i].turn = turn;
  }
}

void bitext_find_pattern(zhen_bitext *out, const pieces *p)
{
  survey s = take_survey(p);

  number_turns(p);
  out->pattern = choose_pattern(&s, p);
  out->first = choose_first(&s, out->pattern, p);
}
