/* SPDX-License-Identifier: Apache-2.0 */
/* The rules: names, thresholds, and the order in which they are applied. */
#include "filter/measures.h"
#include "base/fail.h"
#include "base/mem.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* On which side of its threshold a value must be. */
typedef enum sense { AT_LEAST, AT_MOST } sense;

struct zhen_filter {
  double threshold[ZHEN_RULES];
  double z_middle, z_spread;
};

typedef struct rule {
  const char *name;
  sense sense;
  double threshold;
  double (*value)(const zhen_filter *f, const pair_facts *p);
  const char *what;
} rule;

static double probability(const zhen_filter *f, const pair_facts *p)
{
  (void)f;
  return p->pair->score < 0 ? NAN : p->pair->score;
}

static double shorter(const zhen_filter *f, const pair_facts *p)
{
  (void)f;
  return (double)(p->zh.chars < p->en.chars ? p->zh.chars : p->en.chars);
}

static double longer(const zhen_filter *f, const pair_facts *p)
{
  (void)f;
  return (double)(p->zh.chars > p->en.chars ? p->zh.chars : p->en.chars);
}

static double mojibake(const zhen_filter *f, const pair_facts *p)
{
  (void)f;
  return (double)(p->zh.mojibake + p->en.mojibake);
}

static double html(const zhen_filter *f, const pair_facts *p)
{
  (void)f;
  return filter_html(p->zh.text) + filter_html(p->en.text);
}

/* Digits count half: a date is not a table. */
static double share(const side_facts *s)
{
  double letters = (double)s->letters + .5 * (double)s->digits;

  return s->chars ? letters / (double)s->chars : 0;
}

static double alphabet(const zhen_filter *f, const pair_facts *p)
{
  (void)f;
  return fmin(share(&p->zh), share(&p->en));
}

static double language_zh(const zhen_filter *f, const pair_facts *p)
{
  (void)f;
  return filter_language_zh(&p->zh);
}

static double language_en(const zhen_filter *f, const pair_facts *p)
{
  (void)f;
  return filter_language_en(&p->en);
}

static double copied(const zhen_filter *f, const pair_facts *p)
{
  (void)f;
  return p->zh.scripts.latin ? filter_copied(p->zh.text, p->en.text) : 0;
}

static double length_ratio(const zhen_filter *f, const pair_facts *p)
{
  double zh = 3 * filter_zh_length(&p->zh), en = (double)p->en.chars;

  (void)f;
  return zh > 0 && en > 0 ? fmax(zh / en, en / zh) : NAN;
}

static double length_z(const zhen_filter *f, const pair_facts *p)
{
  double z = filter_length_z(&p->zh, &p->en);

  return fabs(z - f->z_middle) / f->z_spread;
}

static double numbers(const zhen_filter *f, const pair_facts *p)
{
  (void)f;
  return filter_numbers(p->zh.text, p->en.text);
}

static double urls(const zhen_filter *f, const pair_facts *p)
{
  (void)f;
  return filter_urls(p->zh.text, p->en.text);
}

static double punctuation(const zhen_filter *f, const pair_facts *p)
{
  (void)f;
  return fabs((double)p->zh.ends - (double)p->en.ends);
}

static double repetition(const zhen_filter *f, const pair_facts *p)
{
  (void)f;
  return fmax(filter_repetition(p->zh.text), filter_repetition(p->en.text));
}

static_assert(ZHEN_RULES <= ZHEN_RULES_ROOM, "its number is part of the ABI");

static const rule rules[ZHEN_RULES] = {
    [ZHEN_RULE_NONE] = {"none", AT_LEAST, NAN, NULL, "none"},
    [ZHEN_RULE_PROBABILITY] = {"probability", AT_LEAST, .5, probability,
                               "probability that the pair is a translation"},
    [ZHEN_RULE_MIN_LENGTH] = {"min-length", AT_LEAST, 1, shorter,
                              "length of the shorter side in characters"},
    [ZHEN_RULE_MAX_LENGTH] = {"max-length", AT_MOST, 1024, longer,
                              "length of the longer side in characters"},
    [ZHEN_RULE_MOJIBAKE] = {"mojibake", AT_MOST, 0, mojibake,
                            "characters decoded with the wrong encoding"},
    [ZHEN_RULE_HTML] = {"html", AT_MOST, 0, html,
                        "HTML tags and character references"},
    [ZHEN_RULE_ALPHABET] = {"alphabet", AT_LEAST, .3, alphabet,
                            "share of letters"},
    [ZHEN_RULE_LANGUAGE_ZH] = {"language-zh", AT_LEAST, .2, language_zh,
                               "share of Chinese on the Chinese side"},
    [ZHEN_RULE_LANGUAGE_EN] = {"language-en", AT_LEAST, .3, language_en,
                               "share of English on the English side"},
    [ZHEN_RULE_COPIED] = {"copied", AT_MOST, .8, copied,
                          "share of English words on the Chinese side"},
    [ZHEN_RULE_LENGTH_RATIO] =
        {"length-ratio", AT_MOST, 4, length_ratio,
         "length ratio relative to a typical translation"},
    [ZHEN_RULE_LENGTH_Z] = {"length-z", AT_MOST, 4, length_z,
                            "z-score of the length ratio"},
    [ZHEN_RULE_NUMBERS] = {"numbers", AT_LEAST, .5, numbers,
                           "share of numbers that occur on both sides"},
    [ZHEN_RULE_URLS] = {"urls", AT_MOST, 0, urls,
                        "URLs and addresses on one side only"},
    [ZHEN_RULE_PUNCTUATION] = {"punctuation", AT_MOST, 4, punctuation,
                               "difference in sentence-final marks"},
    [ZHEN_RULE_REPETITION] = {"repetition", AT_MOST, 4, repetition,
                              "consecutive repetitions of a phrase"},
    [ZHEN_RULE_DUPLICATE] = {"duplicate", AT_LEAST, 1, NULL,
                             "same pair occurs earlier"},
    [ZHEN_RULE_NEAR_DUPLICATE] = {"near-duplicate", AT_LEAST, 3, NULL,
                                  "bits that differ from an earlier pair"},
    [ZHEN_RULE_HOLDOUT] = {"holdout", AT_LEAST, 1, NULL,
                           "occurs in a holdout list"},
    [ZHEN_RULE_PARALLEL] = {"parallel", AT_LEAST, .3, NULL,
                            "share of the document that is translated"},
    /* tests/bench/score_bench.py --filter: higher drops more than 4 % of the
       translations of novels. */
    [ZHEN_RULE_TRANSLATION] = {"translation", AT_LEAST, .1, NULL,
                               "probability that the sides say the same"},
    [ZHEN_RULE_REVIEW] = {"review", AT_LEAST, 1, NULL,
                          "marked wrong in a review"},
};

const char *zhen_rule_name(zhen_rule which)
{
  return rules[which].name;
}

const char *zhen_rule_describe(zhen_rule which)
{
  return rules[which].what;
}

double zhen_rule_default(zhen_rule which)
{
  return rules[which].threshold;
}

static bool same_name(const char *a, const char *b)
{
  for (; *a && *b; a++, b++)
    if (*a != *b && !(*a == '-' && *b == '_'))
      return false;
  return *a == *b;
}

zhen_status zhen_rule_parse(zhen_rule *out, const char *name)
{
  *out = ZHEN_RULE_NONE;
  for (unsigned i = ZHEN_RULE_NONE + 1; i < ZHEN_RULES; i++)
    if (same_name(rules[i].name, name)) {
      *out = (zhen_rule)i;
      return ZHEN_OK;
    }
  return zhen_fail(ZHEN_EUSAGE, "unknown rule '%s'", name);
}

zhen_status zhen_filter_new(zhen_filter **out)
{
  zhen_filter *f = mem_calloc(1, sizeof *f);

  *out = f;
  if (!f)
    return zhen_fail_memory();
  for (unsigned i = 0; i < ZHEN_RULES; i++)
    f->threshold[i] = rules[i].threshold;
  f->z_spread = 1;
  return ZHEN_OK;
}

void zhen_filter_set(zhen_filter *f, zhen_rule which, double threshold)
{
  f->threshold[which] = threshold;
}

double zhen_filter_threshold(const zhen_filter *f, zhen_rule which)
{
  return f->threshold[which];
}

static pair_facts look(const zhen_pair *pair)
{
  return (pair_facts){pair, filter_look(pair->zh), filter_look(pair->en)};
}

/* A pair without a value, such as a missing score, does not fail the rule. */
static bool fails(const rule *r, double value, double threshold)
{
  return r->sense == AT_LEAST ? value < threshold : value > threshold;
}

bool zhen_filter_check(const zhen_filter *f, const zhen_pair *pair,
                       zhen_verdict *out)
{
  pair_facts p = look(pair);

  for (unsigned i = ZHEN_RULE_NONE + 1; i < ZHEN_RULE_DUPLICATE; i++) {
    double value;

    if (isnan(f->threshold[i]))
      continue;
    value = rules[i].value(f, &p);
    if (fails(&rules[i], value, f->threshold[i])) {
      *out = (zhen_verdict){(zhen_rule)i, value, f->threshold[i]};
      return false;
    }
  }
  *out = (zhen_verdict){ZHEN_RULE_NONE, 0, 0};
  return true;
}

double zhen_filter_value(const zhen_filter *f, const zhen_pair *pair,
                         zhen_rule which)
{
  pair_facts p = look(pair);

  return rules[which].value ? rules[which].value(f, &p) : NAN;
}

void zhen_lengths_add(zhen_lengths *lengths, const zhen_pair *pair)
{
  pair_facts p = look(pair);
  double z = filter_length_z(&p.zh, &p.en);

  if (!isnan(z))
    lengths->count[(size_t)fmax(0, fmin(159, floor(z * 10) + 80))]++;
}

/* The z that a share of the pairs is below, by interpolation within a tenth. */
static double quantile(const zhen_lengths *lengths, double total, double part)
{
  double wanted = part * total, below = 0;
  size_t i = 0;

  while (i < 159 && below + (double)lengths->count[i] < wanted)
    below += (double)lengths->count[i++];
  if (lengths->count[i] == 0)
    return ((double)i - 80) / 10;
  return ((double)i - 80 + (wanted - below) / (double)lengths->count[i]) / 10;
}

void zhen_filter_learn(zhen_filter *f, const zhen_lengths *lengths)
{
  const double quartiles = 1.349; /* distance in a normal distribution */
  double total = 0, spread;

  for (size_t i = 0; i < 160; i++)
    total += (double)lengths->count[i];
  if (total < 1000)
    return;
  f->z_middle = quantile(lengths, total, .5);
  spread = quantile(lengths, total, .75) - quantile(lengths, total, .25);
  /* A corpus of one kind of text still has sentences of other kinds. */
  f->z_spread = fmax(.5, spread / quartiles);
}

void zhen_filter_free(zhen_filter *f)
{
  free(f);
}
