/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/features.h"
#include "judge/partners.h"

#include <math.h>

/* Content: nothing for the commonest words, 1 for a rare one. */
float judge_content(const judge_word *w)
{
  return w->repeated ? 0 : fminf(fmaxf((w->bits - 5.5F) / 6.5F, 0), 1);
}

static float squashed(float x)
{
  return log1pf(x);
}

/*
 * The longest passage without partners is the one with the greatest sum of what
 * words without a partner say against a translation, less that of those with.
 */
static judge_rest find_rest(const judge_side *s)
{
  judge_rest best = {0}, now = {0};

  for (size_t i = 0; i < s->n_words; i++) {
    const judge_word *w = &s->words[i];

    if (now.size <= 0)
      now = (judge_rest){.begin = w->begin};
    now.size -= w->says > 0 ? .6F * w->says : w->says;
    now.end = w->end;
    if (now.size > best.size)
      best = now;
  }
  return best;
}

/* Words of one name follow each other. */
static bool continues_name(const judge_side *s, size_t i)
{
  return i > 0 && judge_is_name(&s->words[i]) &&
         judge_is_name(&s->words[i - 1]) &&
         s->words[i].begin - s->words[i - 1].end <= 2;
}

/* Names of which no word has a partner; in Chinese, rare words. */
static void look_at_names(float *f, const judge_side *s)
{
  for (size_t i = 0; i < s->n_words; i++) {
    const judge_word *w = &s->words[i];
    bool found = false;
    float distance = 1;

    if (w->kind == WORD_ZH && w->bits > 13 && !w->repeated)
      f[SIDE_RUNS] += w->partner <= PARTNER_CHARACTER;
    if (!judge_is_name(w))
      continue;
    for (;; i++) {
      w = &s->words[i];
      found |= w->partner > PARTNER_CHARACTER || w->repeated;
      distance = fminf(distance, w->sound);
      if (i + 1 == s->n_words || !continues_name(s, i + 1))
        break;
    }
    f[SIDE_RUNS] += !found;
    if (!found)
      f[SIDE_RUN_SOUND] = fmaxf(f[SIDE_RUN_SOUND], distance);
  }
  f[SIDE_RUNS] = squashed(f[SIDE_RUNS]);
}

typedef struct word_sums {
  float gain, loss, content, found, sure, inside, around, known, count;
} word_sums;

static void look_at_word(float *f, word_sums *t, const judge_word *w)
{
  float c = judge_content(w);
  bool lacks = w->partner == PARTNER_NONE;

  t->gain += fmaxf(w->says, 0);
  t->loss += fmaxf(-w->says, 0);
  t->content += c;
  t->found += lacks ? 0 : c;
  t->sure += c * judge_surety(w);
  if (w->repeated)
    return;
  t->count++;
  if (w->kind == WORD_ZH || w->kind == WORD_EN || w->kind == WORD_NAME)
    t->known += lacks ? c : 0;
  if (judge_is_name(w) || w->kind == WORD_LATIN) {
    bool lost = w->partner <= PARTNER_CHARACTER;

    f[SIDE_NAMES] += lost;
    f[SIDE_FOUND] += !lost;
    f[SIDE_SOUND] += w->sound;
  } else {
    f[SIDE_RARE] += lacks && w->bits > 13;
  }
}

static void look_at_words(float *f, const judge_side *s, const judge_rest *rest)
{
  word_sums t = {0};

  for (size_t i = 0; i < s->n_words; i++) {
    const judge_word *w = &s->words[i];

    look_at_word(f, &t, w);
    if (w->begin >= rest->begin && w->end <= rest->end)
      t.inside += judge_content(w);
    else
      t.around += w->says;
  }
  f[SIDE_GAIN] = squashed(t.gain);
  f[SIDE_LOSS] = squashed(t.loss);
  f[SIDE_ODDS] = (t.gain - t.loss) / (t.count + 2);
  f[SIDE_MEAN] = t.gain / (t.content + 1);
  f[SIDE_SHARE] = (t.found + .3F) / (t.content + .6F);
  f[SIDE_SURE] = (t.sure + .2F) / (t.content + .6F);
  f[SIDE_MISSED] = squashed(t.content - t.found);
  f[SIDE_KNOWN] = squashed(t.known);
  f[SIDE_RARE] = squashed(f[SIDE_RARE]);
  f[SIDE_NAMES] = squashed(f[SIDE_NAMES]);
  f[SIDE_FOUND] = squashed(f[SIDE_FOUND]);
  f[SIDE_CONTENT] = squashed(t.content);
  f[SIDE_REST] = squashed(rest->size);
  f[SIDE_REST_SHARE] = t.inside / (t.content + .6F);
  f[SIDE_AROUND] = t.around / (t.content - t.inside + 1);
  look_at_names(f, s);
}

static void look_at_numbers(float *f, const judge_side *s, unsigned *hard)
{
  unsigned soft = 0;

  *hard = 0;
  for (size_t i = 0; i < s->n_numbers; i++) {
    *hard += !s->numbers[i].found && s->numbers[i].hard;
    soft += !s->numbers[i].found && !s->numbers[i].hard;
  }
  f[SIDE_NUMBERS] = squashed((float)*hard);
  f[SIDE_NUMBERS_SOFT] = squashed((float)soft);
}

static unsigned count_found(const judge_side *s)
{
  unsigned n = 0;

  for (size_t i = 0; i < s->n_numbers; i++)
    n += s->numbers[i].found;
  return n;
}

/* As in filter: a character that is no ideograph counts .32. */
static float length_of(const judge_side *s)
{
  return (float)s->wide + .32F * (float)s->narrow;
}

/* Fitted as in filter/look.c: the shorter, the wider. */
float judge_length_z(const judge_side *zh, const judge_side *en)
{
  float length_zh = length_of(zh), length_en = (float)(en->wide + en->narrow);

  if (length_zh <= 0 || length_en <= 0)
    return 0;
  return (logf(length_en / length_zh) - 1.1F) /
         sqrtf(.035F + .5F / (length_zh + 1));
}

static float share_of(size_t part, size_t rest)
{
  return part + rest ? (float)part / (float)(part + rest) : 0;
}

static float more(unsigned a, unsigned b)
{
  return a > b ? squashed((float)(a - b)) : 0;
}

static void look_at_marks(float *f, const judge_side *zh, const judge_side *en)
{
  f[PAIR_QUESTION_ZH] = zh->questions && !en->questions;
  f[PAIR_QUESTION_EN] = en->questions && !zh->questions;
  f[PAIR_NEGATION_ZH] = more(zh->negations, en->negations);
  f[PAIR_NEGATION_EN] = more(en->negations, zh->negations);
  f[PAIR_NEGATION_BOTH] = zh->negations && en->negations;
  f[PAIR_ENDS_ZH] = more(zh->ends, en->ends);
  f[PAIR_ENDS_EN] = more(en->ends, zh->ends);
  f[PAIR_QUOTES] = (zh->quotes > 0) != (en->quotes > 0);
}

void judge_look(judge_features *out, const judge_reader *r)
{
  const judge_side *zh = &r->zh, *en = &r->en;
  float z;
  float *f = out->at, *f_en = f + SIDE_FEATURES;
  unsigned hard_zh, hard_en;

  *out = (judge_features){.rest_zh = find_rest(zh), .rest_en = find_rest(en)};
  look_at_words(f, zh, &out->rest_zh);
  look_at_words(f_en, en, &out->rest_en);
  look_at_numbers(f, zh, &hard_zh);
  look_at_numbers(f_en, en, &hard_en);
  f[PAIR_NUMBERS] = squashed((float)count_found(en));
  f[PAIR_NUMBERS_DIFFER] =
      squashed((float)(hard_zh < hard_en ? hard_zh : hard_en));
  f[PAIR_NAMES_DIFFER] = fminf(f[SIDE_RARE] + f[SIDE_NAMES], f_en[SIDE_NAMES]);
  z = judge_length_z(zh, en);
  f[PAIR_SHORT_ZH] = fminf(fmaxf(z, 0), 8);
  f[PAIR_SHORT_EN] = fminf(fmaxf(-z, 0), 8);
  f[PAIR_LENGTH] =
      squashed(fminf(fminf(length_of(zh), (float)en->n_words), 150));
  f[PAIR_LATIN] = share_of(zh->narrow, zh->wide);
  f[PAIR_HAN] = share_of(en->wide, en->narrow);
  look_at_marks(f, zh, en);
}
