/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Detect how the languages alternate. Adjacent pieces of one language are a
 * run; the runs and their separators determine the pattern, and the lengths of
 * adjacent runs determine which language comes first: a translation is about as
 * long as its original, so the right pairing fits over the whole file, even if
 * a note or a title is in one language only.
 */
#include "article/bitext_pattern.h"

#include <math.h>

/* The cost of a run without a partner: as much as a bad fit. */
static const double WORST_FIT = 1.5;
/* Two pieces on consecutive lines belong together. */
static const double ADJACENT = 0.5;
/* English letters per weighted Chinese letter, on average. */
static const double EXPANSION = 1.0;

typedef struct run {
  const bitext_piece *first, *end;
  double length;
  size_t paragraphs, lines;
} run;

/* Statistics of one pass over the runs. */
typedef struct survey {
  size_t runs, several;         /* runs; of more than one paragraph or line */
  size_t switches, blank;       /* changes between lines; at an empty one */
  double fit[2];                /* cost of pairs that begin with zh, with en */
  double length[2], largest[2]; /* by language; of its largest run */
  size_t lines[2];
  double cut;          /* length in lines with both languages */
  size_t cut_first[2]; /* of these: language that begins */
} survey;

static size_t side(const bitext_piece *p)
{
  return p->lang == ZHEN_LANG_ZH ? 0 : 1;
}

static run next_run(const pieces *p, const bitext_piece *from)
{
  const bitext_piece *end = p->at + p->count;
  run r = {.first = from, .end = from};

  while (r.end < end && r.end->lang == from->lang) {
    r.length += bitext_length(r.end);
    r.paragraphs += r.end == from || r.end->after_blank;
    r.lines++;
    r.end++;
  }
  return r;
}

/* The cost of run `b` as the translation of the previous run. */
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
    const bitext_piece *one = &p->at[i];

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

  for (const bitext_piece *at = p->at; at < p->at + p->count;) {
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

/*
 * Halves may contain strays: lines of code, names, a title in both languages.
 * Find the best cut, and how much is then on the wrong side.
 */
typedef struct halves {
  size_t cut;      /* number of the first piece of the second half */
  zhen_lang first; /* language of the first half */
  double zh_astray, en_astray;
} halves;

static void try_halves(halves *best, const halves *h)
{
  if (best->first == ZHEN_LANG_NONE ||
      h->zh_astray + h->en_astray < best->zh_astray + best->en_astray)
    *best = *h;
}

static halves find_halves(const pieces *p)
{
  double before[2] = {0}, all[2] = {0};
  halves best = {0};

  for (size_t i = 0; i < p->count; i++)
    all[side(&p->at[i])] += bitext_length(&p->at[i]);
  for (size_t i = 0; i < p->count; i++) {
    halves zh = {i, ZHEN_LANG_ZH, all[0] - before[0], before[1]};
    halves en = {i, ZHEN_LANG_EN, before[0], all[1] - before[1]};

    try_halves(&best, &zh);
    try_halves(&best, &en);
    before[side(&p->at[i])] += bitext_length(&p->at[i]);
  }
  best.zh_astray /= all[0] + 1;
  best.en_astray /= all[1] + 1;
  return best;
}

static bool is_halves(const halves *h, const pieces *p)
{
  /* Chinese in the English half is rarely there by chance. */
  return p->count > 2 && h->cut > 0 && h->zh_astray < 0.05 &&
         h->en_astray < 0.2 &&
         (h->cut > 2 || p->count - h->cut > 2 || h->en_astray == 0);
}

/*
 * Lines without a Han character in the Chinese half were left untranslated; a
 * title at the very top is in both languages.
 */
static void take_strays(const halves *h, const pieces *p)
{
  enum { TITLE_LINES = 3 };
  bool zh_first = h->first == ZHEN_LANG_ZH;
  size_t begin = zh_first ? TITLE_LINES : h->cut;
  size_t end = zh_first ? h->cut : p->count;

  for (size_t i = begin; i < end; i++)
    if (p->at[i].letters.han == 0)
      p->at[i].lang = ZHEN_LANG_ZH;
}

static zhen_pattern choose_pattern(const survey *s, const pieces *p)
{
  if (s->cut > 0.5 * (s->length[0] + s->length[1]))
    return ZHEN_PATTERN_SAME_LINE;
  if (is_headline(s, p))
    return ZHEN_PATTERN_HEADLINE;
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

zhen_lang bitext_find_order(const pieces *p)
{
  survey s = take_survey(p);

  return choose_first(&s, choose_pattern(&s, p), p);
}

void bitext_find_pattern(zhen_bitext *out, pieces *p)
{
  survey s = take_survey(p);
  halves h = find_halves(p);

  out->pattern = choose_pattern(&s, p);
  out->first = choose_first(&s, out->pattern, p);
  if (out->pattern != ZHEN_PATTERN_HEADLINE &&
      out->pattern != ZHEN_PATTERN_SAME_LINE && is_halves(&h, p)) {
    out->pattern = ZHEN_PATTERN_HALVES;
    out->first = h.first;
    take_strays(&h, p);
  }
  number_turns(p);
}
