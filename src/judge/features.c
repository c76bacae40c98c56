/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/features.h"

#include <math.h>

/* Probability that a content word of a translation has a partner. */
static const float HIT = .6F;

/* The most that one word says, and how often it is repeated for a partner. */
static const float GAIN_MOST = 6;

/* Content: nothing for the commonest words, 1 for a rare one. */
float judge_content(const judge_word *w)
{
  return w->repeated ? 0 : fminf(fmaxf((w->bits - 5.5F) / 6.5F, 0), 1);
}

/* How sure a partner is, by its kind. */
static float surety(const judge_word *w)
{
  switch (w->partner) {
  case PARTNER_NONE:
    return 0;
  case PARTNER_CHARACTER:
    return .3F;
  case PARTNER_SOUND:
    return .7F;
  case PARTNER_WORD:
    return .55F + .45F * fminf(w->weight * 3, 1);
  default:
    return 1;
  }
}

/* The logarithm of how much likelier a partner is than by chance. */
static float gain_of(const judge_word *w, float others)
{
  float chance = 1 - expf(-w->chance * others);

  if (w->repeated || w->partner == PARTNER_NONE)
    return 0;
  return surety(w) *
         fminf(logf((HIT + (1 - HIT) * chance) / chance), GAIN_MOST);
}

static float squashed(float x)
{
  return log1pf(x);
}

/*
 * The longest passage without partners is the one with the greatest sum, where
 * a word without a partner adds its content and one with takes it away.
 */
static judge_rest find_rest(const judge_side *s, float others)
{
  judge_rest best = {0}, now = {0};

  for (size_t i = 0; i < s->n_words; i++) {
    const judge_word *w = &s->words[i];
    float gain = gain_of(w, others);

    if (now.size <= 0)
      now = (judge_rest){.begin = w->begin};
    now.size += w->partner == PARTNER_NONE ? judge_content(w) : -.6F * gain;
    now.end = w->end;
    if (now.size > best.size)
      best = now;
  }
  return best;
}

static void look_at_words(float *f, const judge_side *s, float others,
                          const judge_rest *rest)
{
  float gain = 0, content = 0, found = 0, sure = 0, inside = 0, around = 0;

  for (size_t i = 0; i < s->n_words; i++) {
    const judge_word *w = &s->words[i];
    float c = judge_content(w), g = gain_of(w, others);
    bool lacks = w->partner == PARTNER_NONE;

    gain += g;
    content += c;
    found += lacks ? 0 : c;
    sure += c * surety(w);
    if (w->begin >= rest->begin && w->end <= rest->end)
      inside += c;
    else
      around += g;
    if (w->repeated)
      continue;
    if (w->name || w->latin) {
      bool lost = w->partner <= PARTNER_CHARACTER;

      f[SIDE_NAMES] += lost;
      f[SIDE_FOUND] += !lost;
      f[SIDE_SOUND] += w->sound;
    } else {
      f[SIDE_RARE] += lacks && w->bits > 13;
    }
  }
  f[SIDE_GAIN] = squashed(gain);
  f[SIDE_MEAN] = gain / (content + 1);
  f[SIDE_SHARE] = (found + .3F) / (content + .6F);
  f[SIDE_SURE] = (sure + .2F) / (content + .6F);
  f[SIDE_MISSED] = squashed(content - found);
  f[SIDE_RARE] = squashed(f[SIDE_RARE]);
  f[SIDE_NAMES] = squashed(f[SIDE_NAMES]);
  f[SIDE_FOUND] = squashed(f[SIDE_FOUND]);
  f[SIDE_CONTENT] = squashed(content);
  f[SIDE_REST] = squashed(rest->size);
  f[SIDE_REST_SHARE] = inside / (content + .6F);
  f[SIDE_AROUND] = around / (content - inside + 1);
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
  float n_zh = (float)zh->n_words, n_en = (float)en->n_words, z;
  float *f = out->at, *f_en = f + SIDE_FEATURES;
  unsigned hard_zh, hard_en;

  *out = (judge_features){.rest_zh = find_rest(zh, n_en),
                          .rest_en = find_rest(en, n_zh)};
  look_at_words(f, zh, n_en, &out->rest_zh);
  look_at_words(f_en, en, n_zh, &out->rest_en);
  look_at_numbers(f, zh, &hard_zh);
  look_at_numbers(f_en, en, &hard_en);
  f[PAIR_NUMBERS] = squashed((float)count_found(en));
  f[PAIR_NUMBERS_DIFFER] =
      squashed((float)(hard_zh < hard_en ? hard_zh : hard_en));
  f[PAIR_NAMES_DIFFER] = fminf(f[SIDE_RARE] + f[SIDE_NAMES], f_en[SIDE_NAMES]);
  z = judge_length_z(zh, en);
  f[PAIR_SHORT_ZH] = fminf(fmaxf(z, 0), 8);
  f[PAIR_SHORT_EN] = fminf(fmaxf(-z, 0), 8);
  f[PAIR_LENGTH] = squashed(fminf(fminf(length_of(zh), n_en), 150));
  f[PAIR_LATIN] = share_of(zh->narrow, zh->wide);
  f[PAIR_HAN] = share_of(en->wide, en->narrow);
  look_at_marks(f, zh, en);
}
