/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The search against brute force: on small random documents every path there
 * is gets walked and scored from the definitions, and the lattice must find
 * the best one, the sum over all, the probability of each bead, and the beads
 * expected to be right most often.
 *
 *     prop_search [CASES [SEED]]
 */
#include "align/corridor/find.h"
#include "align/score/digest_scores.h"
#include "align/score/order.h"
#include "align/search/decode.h"
#include "tokens/open.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ZH_MAX = 15, EN_MAX = 10, TYPES_MAX = 64, STEPS_MAX = ZH_MAX + EN_MAX };

/* What a case has besides tokens and lengths; a bit each. */
enum {
  QUOTES = 1,
  PARAS = 2,
  TURNS = 4,
  NARROW = 8,
  RANDOM_PARAMS = 16,
  TIMES = 32
};

/* Larger beads are not crossed. */
enum { CROSS_ZH_MAX = 12, CROSS_EN_MAX = 6 };

/* Sentences of a side that may be a run longer than those counted. */
enum { LONG = 9 };

/* ---- chance, the same on every run ---- */

static uint64_t state;

static uint64_t next(void)
{
  uint64_t z = state += 0x9E3779B97F4A7C15;

  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
  z = (z ^ z >> 27) * 0x94D049BB133111EB;
  return z ^ z >> 31;
}

static uint32_t pick(uint32_t n)
{
  return (uint32_t)(next() % n);
}

static double between(double low, double high)
{
  return low + (high - low) * ((double)(next() >> 11) / 9007199254740992.0);
}

static bool chance(double p)
{
  return between(0, 1) < p;
}

static void need(zhen_status status)
{
  if (status == ZHEN_OK)
    return;
  fprintf(stderr, "prop_search: %s\n", zhen_error_last());
  exit(EXIT_FAILURE);
}

/* ---- documents of numbers ---- */

static void add_units(document *d, side *s, uint32_t sentence, unsigned traits)
{
  bool is_zh = s == &d->zh;
  uint32_t clauses = is_zh && s->n_sentences < LONG ? 1 + pick(3) : 1;
  uint32_t turn = 1 + 2 * (sentence / 2) + !is_zh + 2 * chance(.2);

  s->unit_of[sentence] = (uint32_t)s->n_units;
  for (uint32_t k = 0; k < clauses; k++) {
    bool last = k + 1 == clauses, empty = clauses == 1 && chance(.05);
    unit u = {.sentence = sentence,
              .ends_sentence = last,
              .ends_para = last && chance(.4),
              .in_quote = (traits & QUOTES) && chance(.3),
              .boilerplate = last && chance(.2),
              .ending = last ? (line_end)pick(4) : LINE_OTHER,
              .chars = empty ? 0 : (float)(1 + pick(is_zh ? 20 : 80)),
              .turn = (traits & TURNS) ? turn : 0};
    uint32_t type;

    need(side_begin_unit(s, u));
    for (uint32_t n = pick(5); n > 0; n--) {
      char key[2] = {(char)('a' + pick(9)), '\0'};

      s->position = (uint16_t)pick(POSITION_NONE + 1);
      need(side_add_token(d, s, (token_kind)((unsigned)key[0] % TOKEN_KINDS),
                          (zhen_str){key, 1}, &type));
      if (!is_zh && key[0] < 'e') /* a word of the lexicon */
        s->types[type].stem = type;
      if (key[0] == 'c')
        s->types[type].rate = .7;
    }
  }
}

static void make_side(document *d, side *s, uint32_t sentences, unsigned traits)
{
  s->n_sentences = sentences;
  s->unit_of = calloc(sentences + 1, sizeof *s->unit_of);
  if (!s->unit_of)
    exit(EXIT_FAILURE);
  for (uint32_t i = 0; i < sentences; i++)
    add_units(d, s, i, traits);
  s->unit_of[sentences] = (uint32_t)s->n_units;
}

static void make_document(document *d, unsigned traits)
{
  double density = between(.1, .5);
  uint32_t draw = pick(12), most = draw < 2 ? 2 : 5;

  *d = (document){.has_turns = (traits & TURNS) != 0,
                  .has_paras = (traits & PARAS) != 0};
  make_side(d, &d->en, draw == 0 ? LONG + pick(2) : 1 + pick(most), traits);
  make_side(d, &d->zh, draw == 1 ? LONG + pick(2) : 1 + pick(most), traits);
  for (size_t z = 0; z < d->zh.n_types; z++) {
    need(rows_begin(&d->edges));
    for (uint32_t e = 0; e < d->en.n_types; e++)
      if (chance(density))
        need(rows_append(&d->edges, e));
  }
  need(document_connect(d));
}

static void put_times(side *s)
{
  double at = between(0, 3);

  for (size_t u = 0; u < s->n_units; u++) {
    s->units[u].begin = at += between(0, 2);
    s->units[u].end = at += between(0, 3);
  }
}

/* ---- documents of sentences ---- */

static const struct {
  const char *zh, *en;
} words[] = {{"小船", "boat"},    {"河水", "river"},     {"桥头", "bridge"},
             {"老人", "old man"}, {"孩子", "children"},  {"雨伞", "umbrella"},
             {"面条", "noodles"}, {"灯塔", "lighthouse"}};

enum { N_WORDS = sizeof words / sizeof words[0] };

static char lexicon_path[] = "/tmp/zhen-prop-XXXXXX";

static zhen_lexicon *make_lexicon(void)
{
  char tsv[64];
  const char *paths[] = {tsv};
  int fd = mkstemp(lexicon_path);
  zhen_lexicon *lexicon;
  FILE *f;

  if (fd < 0)
    exit(EXIT_FAILURE);
  close(fd);
  snprintf(tsv, sizeof tsv, "%s.tsv", lexicon_path);
  f = fopen(tsv, "w");
  if (!f)
    exit(EXIT_FAILURE);
  for (size_t i = 0; i < N_WORDS; i++)
    fprintf(f, "%s\t%s\n", words[i].zh, words[i].en);
  fclose(f);
  need(zhen_lexicon_build(lexicon_path, paths, 1));
  need(zhen_lexicon_open(&lexicon, lexicon_path));
  unlink(tsv);
  unlink(lexicon_path);
  return lexicon;
}

/* A sentence of a line in each language; they share a word now and then. */
static void write_zh(FILE *out, unsigned traits)
{
  uint32_t clauses = 1 + pick(3);

  if ((traits & QUOTES) && chance(.4))
    fputs("“", out);
  for (uint32_t k = 0; k < clauses; k++) {
    fprintf(out, "%s%s在%s那里", k ? "，" : "", words[pick(N_WORDS)].zh,
            words[pick(N_WORDS)].zh);
    if (chance(.3))
      fprintf(out, "有%u个", 10 + pick(3));
  }
  fprintf(out, "%s%s\n", chance(.3) ? "？" : "。",
          (traits & QUOTES) && chance(.3) ? "”" : "");
}

static void write_en(FILE *out, unsigned traits)
{
  if ((traits & QUOTES) && chance(.4))
    fputs("“", out);
  fprintf(out, "The %s is by the %s", words[pick(N_WORDS)].en,
          words[pick(N_WORDS)].en);
  if (chance(.5))
    fprintf(out, ", near %u %s", 10 + pick(3), words[pick(N_WORDS)].en);
  fprintf(out, "%s%s\n", chance(.3) ? "?" : ".",
          (traits & QUOTES) && chance(.3) ? "”" : "");
}

static zhen_sentences *make_sentences(char **bytes, bool is_zh, unsigned traits)
{
  size_t len;
  FILE *out = open_memstream(bytes, &len);
  uint32_t para = 0;
  zhen_sentences *s;

  if (!out)
    exit(EXIT_FAILURE);
  for (uint32_t n = 1 + pick(5); n > 0; n--)
    (is_zh ? write_zh : write_en)(out, traits);
  fclose(out);
  need(zhen_split_lines(&s, (zhen_str){*bytes, len}));
  for (uint32_t i = 0; i < s->count; i++) {
    s->at[i].para = para;
    para += (traits & PARAS) && chance(.5);
    if (traits & TURNS)
      s->at[i].turn = 1 + 2 * (i / 2) + !is_zh + 2 * chance(.2);
  }
  return s;
}

static void read_document(document *d, const zhen_lexicon *lexicon,
                          unsigned traits)
{
  char *zh_bytes, *en_bytes;
  zhen_sentences *zh = make_sentences(&zh_bytes, true, traits);
  zhen_sentences *en = make_sentences(&en_bytes, false, traits);

  need(document_open(d, lexicon, zh, en, NULL));
  zhen_sentences_free(zh);
  zhen_sentences_free(en);
  free(zh_bytes);
  free(en_bytes);
}

/* ---- the model, from its definitions ---- */

typedef struct model {
  const document *d;
  const align_params *p;
  const corridor *corridor;
  const digest_scores *digest; /* NULL: none */
  uint32_t max_bead;
  bool quotes;
  double ends;                           /* common share of end marks */
  double cut;                            /* share of cut lines */
  bool translates[TYPES_MAX][TYPES_MAX]; /* zh type, en type */
  /* of the step of a x b units that ends at (i, j); -INFINITY: not allowed */
  double step[ZH_MAX + 1][EN_MAX + 1][ZH_MAX + 1][EN_MAX + 1];
} model;

static double hit_rate(const model *m, const token_type *t)
{
  return t->rate > 0 ? t->rate : m->p->hit[t->as];
}

static bool holds(const side *s, uint32_t from, uint32_t to, uint32_t type)
{
  for (uint32_t u = from; u < to; u++)
    for (uint32_t k = s->tokens.first[u]; k < s->tokens.first[u + 1]; k++)
      if (s->tokens.at[k] == type)
        return true;
  return false;
}

static bool translate(const model *m, bool is_zh, uint32_t own, uint32_t other)
{
  return is_zh ? m->translates[own][other] : m->translates[other][own];
}

/* The middle of the bucket that a number of tokens falls into (token_scores.c).
 */
static double bucket_middle(uint32_t n_tokens)
{
  static const uint16_t middle[SPAN_BUCKETS] = {1,  2,  3,   4,   5,   7,  9,
                                                12, 15, 18,  23,  30,  38, 48,
                                                62, 80, 105, 140, 190, 300};

  return middle[span_bucket(n_tokens)];
}

/* One token against the units [from, to) of the other side. */
static double token_score(const model *m, bool is_zh, uint32_t type,
                          uint32_t from, uint32_t to)
{
  const side *own = is_zh ? &m->d->zh : &m->d->en;
  const side *other = is_zh ? &m->d->en : &m->d->zh;
  const token_type *t = &own->types[type];
  double h = hit_rate(m, t), n = 0, total = 1, r, ch;
  uint32_t n_span = 0;
  bool hit = false;

  for (uint32_t o = 0; o < other->n_types; o++)
    if (translate(m, is_zh, type, o))
      hit |= holds(other, from, to, o);
  for (uint32_t u = 0; u < other->n_units; u++)
    for (uint32_t k = other->tokens.first[u]; k < other->tokens.first[u + 1];
         k++) {
      n += translate(m, is_zh, type, other->tokens.at[k]);
      total++;
      n_span += u >= from && u < to;
    }
  if (!hit && t->kind == TOKEN_PHRASE)
    return 0;
  if (n == 0)
    return t->pairs || t->stem != WORD_NONE ? log(1 - m->p->absent) : 0;
  if (!hit)
    return log(1 - h);
  r = fmin(n / total, .9);
  if (m->d->lexicon) /* and general text */
    r = -expm1(own->miss_chance[type]);
  ch = 1 - pow(1 - r, bucket_middle(n_span));
  return log((h + (1 - h) * ch) / ch);
}

static double side_score(const model *m, bool is_zh, uint32_t from, uint32_t to,
                         uint32_t other_from, uint32_t other_to)
{
  const side *s = is_zh ? &m->d->zh : &m->d->en;
  double sum = 0;

  for (uint32_t u = from; u < to; u++)
    for (uint32_t k = s->tokens.first[u]; k < s->tokens.first[u + 1]; k++)
      sum += token_score(m, is_zh, s->tokens.at[k], other_from, other_to);
  return sum;
}

/* -INFINITY for lengths that are out of all proportion. */
static double length_score(const model *m, uint32_t i, uint32_t a, uint32_t j,
                           uint32_t b)
{
  static const double cut = 4.5; /* align_params.length_cut */
  const align_params *p = m->p;
  double zh = 0, en = 0, sd, x, wide = p->length_sd_chance;

  for (uint32_t u = i - a; u < i; u++)
    zh += (double)m->d->zh.units[u].chars;
  for (uint32_t u = j - b; u < j; u++)
    en += (double)m->d->en.units[u].chars;
  x = log(en + 1) - log(p->length_ratio * zh + 1);
  sd = p->length_sd * sqrt(1 + p->length_short / zh);
  if (zh == 0 || (p->length_weight > 0 && fabs(x) > cut * sd))
    return -INFINITY;
  return p->length_weight * ((-x * x / (2 * sd * sd) - log(sd)) -
                             (-x * x / (2 * wide * wide) - log(wide)));
}

static double end_score(const model *m, uint32_t i, uint32_t j, bool null)
{
  const align_params *p = m->p;
  const unit none = {.ends_sentence = true};
  const unit *zh = i ? &m->d->zh.units[i - 1] : &none;
  const unit *en = j ? &m->d->en.units[j - 1] : &none;
  double score = zh->ends_sentence ? 0 : p->inner_end;

  if (m->quotes)
    score += zh->in_quote == en->in_quote ? p->quote_same : p->quote_differs;
  if (i && j && (zh->ending == LINE_WHOLE || zh->ending == LINE_CUT) &&
      (en->ending == LINE_WHOLE || en->ending == LINE_CUT) &&
      zh->ending != en->ending)
    score += p->end_differs * m->ends * (null ? m->cut : 1);
  if (j && en->ending == LINE_TORN)
    score += p->end_torn;
  if (m->d->has_paras && !null && i && j && zh->ends_para && en->ends_para)
    score += p->para_both;
  else if (m->d->has_paras && !null && i && j &&
           (zh->ends_para || en->ends_para))
    score += p->para_one;
  return score;
}

/* How far apart the sides are, where a bead begins or ends. */
static double time_score(const model *m, double zh, double en)
{
  const align_params *p = m->p;
  double x = p->time_gain - fabs(zh - en) / p->time_scale;

  if (!m->d->has_times)
    return 0;
  return p->time_weight * (x < p->time_least ? p->time_least : x);
}

static double turn_score(const model *m, const unit *zh, const unit *en)
{
  int apart = (int)zh->turn - (int)en->turn;

  return m->d->has_turns && abs(apart) != 1 ? m->p->turn_apart : 0;
}

/* Paragraphs that end before the last unit of a span. */
static unsigned paras_inside(const side *s, uint32_t from, uint32_t to)
{
  unsigned n = 0;

  for (uint32_t u = from; u + 1 < to; u++)
    n += s->units[u].ends_para;
  return n;
}

static unsigned boilerplate_in(const side *s, uint32_t from, uint32_t to)
{
  unsigned n = 0;

  for (uint32_t u = from; u < to; u++)
    n += s->units[u].boilerplate;
  return n;
}

static bool is_boundary(const document *d, uint32_t i)
{
  return i == 0 || d->zh.units[i - 1].ends_sentence;
}

/* Each sentence of the digest with the best one of the other side. */
static double digest_part(const model *m, uint32_t i, uint32_t a, uint32_t j,
                          uint32_t b)
{
  const digest_scores *x = m->digest;
  double best[ZH_MAX + EN_MAX], sum = 0;

  for (uint32_t k = 0; k < (x->zh ? a : b); k++)
    best[k] = -INFINITY;
  for (uint32_t u = 0; u < a; u++)
    for (uint32_t v = 0; v < b; v++) {
      double *own = &best[x->zh ? u : v];

      *own = fmax(*own, (double)x->at[(i - a + u) * x->n_en + j - b + v]);
    }
  for (uint32_t k = 0; k < (x->zh ? a : b); k++)
    sum += !x->zh || is_boundary(m->d, i - a + k) ? best[k] : 0;
  return m->p->digest_weight * sum;
}

/* Of a bead, or of a block of a crossed one: words, length, and shape. */
static double form_score(const model *m, uint32_t i, uint32_t a, uint32_t j,
                         uint32_t b)
{
  const align_params *p = m->p;
  const unit *zh = m->d->zh.units;
  uint32_t sentences = zh[i - 1].sentence - zh[i - a].sentence + 1;
  double score = p->prior_both + p->prior_extra_zh * (sentences - 1) +
                 p->prior_extra_en * (b - 1);

  score += p->token_weight_zh * side_score(m, true, i - a, i, j - b, j);
  score += p->token_weight_en * side_score(m, false, j - b, j, i - a, i);
  if (sentences > 1)
    score += p->boilerplate_inside * boilerplate_in(&m->d->zh, i - a, i);
  if (b > 1)
    score += p->boilerplate_inside * boilerplate_in(&m->d->en, j - b, j);
  score += m->digest ? digest_part(m, i, a, j, b) : 0;
  return score + length_score(m, i, a, j, b);
}

/* Of where a bead begins and ends. */
static double bounds_score(const model *m, uint32_t i, uint32_t a, uint32_t j,
                           uint32_t b)
{
  const align_params *p = m->p;
  const unit *zh = m->d->zh.units, *en = m->d->en.units;
  double score = p->lead * log1p(j - b); /* of a Chinese digest alone */

  if (m->d->has_paras)
    score += p->para_inside * (paras_inside(&m->d->zh, i - a, i) +
                               paras_inside(&m->d->en, j - b, j));
  return score + end_score(m, i, j, false) +
         time_score(m, zh[i - a].begin, en[j - b].begin) +
         time_score(m, zh[i - 1].end, en[j - 1].end) +
         turn_score(m, &zh[i - a], &en[j - b]) +
         turn_score(m, &zh[i - 1], &en[j - 1]);
}

static double bead_score(const model *m, uint32_t i, uint32_t a, uint32_t j,
                         uint32_t b)
{
  const unit *zh = m->d->zh.units;

  if (zh[i - 1].sentence - zh[i - a].sentence >= m->max_bead || b > m->max_bead)
    return -INFINITY;
  return form_score(m, i, a, j, b) + bounds_score(m, i, a, j, b);
}

static double usual_length(const side *s)
{
  double chars = 1;

  for (size_t u = 0; u < s->n_units; u++)
    chars += (double)s->units[u].chars;
  return chars / (double)(s->n_sentences + 1);
}

/* The last a or b units alone, which are n sentences; empty ones for nothing.
 */
static double null_score(const model *m, uint32_t i, uint32_t a, uint32_t j,
                         uint32_t b, uint32_t n)
{
  const side *s = a ? &m->d->zh : &m->d->en;
  double chars = 0, first = a ? m->p->prior_null_zh : m->p->prior_null_en;

  for (uint32_t u = 1; u <= a + b; u++) {
    const unit *x = &s->units[(a ? i : j) - u];

    chars += (double)x->chars;
    first += x->boilerplate ? m->p->null_boilerplate : 0;
  }
  if (chars == 0)
    return 0;
  return first + (n - 1) * m->p->null_more +
         m->p->null_length * log(chars / n / usual_length(s));
}

static double step_score(const model *m, uint32_t i, uint32_t a, uint32_t j,
                         uint32_t b)
{
  const side *zh = &m->d->zh;
  uint32_t n;

  if (!corridor_has(m->corridor, i, j) ||
      !corridor_has(m->corridor, i - a, j - b))
    return -INFINITY;
  if (a > 0 && b > 0)
    return bead_score(m, i, a, j, b);
  if (a + b == 0 || !is_boundary(m->d, i) || !is_boundary(m->d, i - a))
    return -INFINITY; /* whole sentences, or none */
  n = b;
  if (a > 0)
    n = zh->units[i - 1].sentence - zh->units[i - a].sentence + 1;
  if (n >= LONG)
    return (a ? m->p->prior_null_zh : m->p->prior_null_en) + m->p->null_gap +
           end_score(m, i, j, true);
  return null_score(m, i, a, j, b, n) + end_score(m, i, j, true);
}

static bool has_quotes(const side *s)
{
  bool any = false;

  for (size_t u = 0; u < s->n_units; u++)
    any |= s->units[u].in_quote;
  return any;
}

static double count_endings(const side *s, line_end which)
{
  double n = 0;

  for (size_t u = 0; u < s->n_units; u++)
    n += s->units[u].ending == which;
  return n;
}

static double common(double a, double b)
{
  return a > b ? b / a : a / fmax(1, b);
}

static void model_make(model *m, const document *d, const align_params *p,
                       const corridor *c, const digest_scores *digest,
                       uint32_t max_bead)
{
  memset(m, 0, sizeof *m);
  m->d = d;
  m->digest = digest;
  m->p = p;
  m->corridor = c;
  m->max_bead = max_bead;
  m->quotes = has_quotes(&d->zh) && has_quotes(&d->en);
  m->ends = common(count_endings(&d->zh, LINE_WHOLE),
                   count_endings(&d->en, LINE_WHOLE));
  m->cut = fmax(count_endings(&d->zh, LINE_CUT) / (double)d->zh.n_sentences,
                count_endings(&d->en, LINE_CUT) / (double)d->en.n_sentences);
  for (uint32_t z = 0; z < d->zh.n_types; z++)
    for (uint32_t k = d->edges.first[z]; k < d->edges.first[z + 1]; k++)
      m->translates[z][d->edges.at[k]] = true;
  for (uint32_t i = 0; i <= d->zh.n_units; i++)
    for (uint32_t j = 0; j <= d->en.n_units; j++)
      for (uint32_t a = 0; a <= i; a++)
        for (uint32_t b = 0; b <= j; b++)
          m->step[i][j][a][b] = step_score(m, i, a, j, b);
}

/* ---- every path ---- */

/* Weights of beads: first sentences and numbers of sentences, zh and en. */
typedef double bead_table[ZH_MAX + 1][ZH_MAX + 1][EN_MAX + 1][EN_MAX + 1];

/* Scores of crossed beads, by where they begin and end; NAN: not known yet. */
typedef double crossed_table[ZH_MAX + 1][EN_MAX + 1][ZH_MAX + 1][EN_MAX + 1];

typedef struct walk {
  const model *m;
  const align_input *in;
  const score_model *by;
  uint32_t i[STEPS_MAX + 1], j[STEPS_MAX + 1];
  bool crossed[STEPS_MAX + 1]; /* the step to a place is a crossed bead */
  size_t n;                    /* steps so far; place 0 is (0, 0) */
  double best;
  bool weigh;         /* second walk: `best` is known */
  double sum;         /* of e^(score - best) */
  bead_table *weight; /* of the paths with a bead, as `sum` */
  double plain;       /* the same sum without the terms of whole beads */
  links *links;
  order *order;
  double (*across)[EN_MAX + 1][ZH_MAX + 1][EN_MAX + 1]; /* a crossed_table */
  const zhen_bead *beads;
  size_t n_beads;
  double best_same; /* of the paths with these beads and no others */
  size_t n_paths;
  bool is_tied; /* two cuts of a crossed bead are equal */
} walk;

static zhen_bead bead_of(const walk *w, size_t from, size_t to)
{
  const side *zh = &w->m->d->zh;
  uint32_t i = w->i[from], end = w->i[to];

  return (zhen_bead){i ? zh->units[i - 1].sentence + 1 : 0,
                     end ? zh->units[end - 1].sentence + 1 : 0, w->j[from],
                     w->j[to], 0};
}

static double *weight_of(const walk *w, const zhen_bead *b)
{
  return &(*w->weight)[b->zh_begin][b->zh_end - b->zh_begin][b->en_begin]
                      [b->en_end - b->en_begin];
}

static bool is_same(const zhen_bead *a, const zhen_bead *b)
{
  return a->zh_begin == b->zh_begin && a->zh_end == b->zh_end &&
         a->en_begin == b->en_begin && a->en_end == b->en_end;
}

static bool is_null(const zhen_bead *b)
{
  return b->zh_begin == b->zh_end || b->en_begin == b->en_end;
}

/* How many beads of the alignment, from number n on, a bead of a path is:
   sentences alone are a bead each. 0 if it is others. */
static size_t same_beads(const walk *w, size_t n, const zhen_bead *b)
{
  uint32_t count = b->zh_end - b->zh_begin + b->en_end - b->en_begin;
  zhen_bead one = *b;

  if (!is_null(b))
    return n < w->n_beads && is_same(b, &w->beads[n]);
  if (n + count > w->n_beads)
    return 0;
  for (uint32_t k = 0; k < count; k++) {
    if (b->zh_begin < b->zh_end)
      one.zh_end = (one.zh_begin = b->zh_begin + k) + 1;
    else
      one.en_end = (one.en_begin = b->en_begin + k) + 1;
    if (!is_same(&one, &w->beads[n + k]))
      return 0;
  }
  return count;
}

/* A word said less often than Chinese sentences have its translation. */
static double repeats_of(const model *m, uint32_t i, uint32_t to_i, uint32_t j,
                         uint32_t to_j)
{
  const side *zh = &m->d->zh, *en = &m->d->en;
  double sum = 0;

  for (uint32_t t = 0; t < zh->n_types; t++) {
    double n = 0, said = 0, hit;

    for (uint32_t u = i; u < to_i; u++)
      n += holds(zh, u, u + 1, t) &&
           !holds(zh, u + 1, zh->unit_of[zh->units[u].sentence + 1], t);
    for (uint32_t k = en->tokens.first[j]; k < en->tokens.first[to_j]; k++)
      if (translate(m, true, t, en->tokens.at[k]))
        said += en->times[k];
    hit = token_score(m, true, t, j, to_j);
    if (zh->types[t].kind != TOKEN_PHRASE)
      hit -= log(1 - hit_rate(m, &zh->types[t]));
    if (n > 1 && said > 0 && said < n)
      sum += (n - said) * hit;
  }
  return -m->p->repeat_weight * m->p->token_weight_zh * sum;
}

/* What translates an English type in Chinese units: words, or parts of them. */
static double said_in_zh(const model *m, uint32_t type, uint32_t i,
                         uint32_t to_i)
{
  const side *zh = &m->d->zh;
  double whole = 0, parts = 0;

  for (uint32_t k = zh->tokens.first[i]; k < zh->tokens.first[to_i]; k++) {
    token_kind kind = zh->types[zh->tokens.at[k]].kind;

    if (!translate(m, false, type, zh->tokens.at[k]))
      continue;
    whole += kind != TOKEN_PART && kind != TOKEN_PHRASE;
    parts += kind == TOKEN_PART;
  }
  return whole > 0 ? whole : parts;
}

/* The bounds of a bead. */
typedef struct bounds {
  uint32_t i, to_i, j, to_j;
} bounds;

/* The English units of a bead that have a type, beyond what translates it. */
static double excess(const model *m, uint32_t type, bounds b)
{
  double said = said_in_zh(m, type, b.i, b.to_i), n = 0;

  for (uint32_t u = b.j; u < b.to_j; u++)
    n += holds(&m->d->en, u, u + 1, type);
  return said > 0 ? fmax(0, n - said) : 0;
}

static double en_gain(const model *m, uint32_t type, bounds b)
{
  const token_type *t = &m->d->en.types[type];
  double hit = token_score(m, false, type, b.i, b.to_i);

  return t->kind == TOKEN_PHRASE ? hit : hit - log(1 - hit_rate(m, t));
}

static double contradiction_of(const model *m, uint32_t u, bounds b)
{
  const side *en = &m->d->en;
  double own = 0, missing = 0;

  for (uint32_t type = 0; type < en->n_types; type++) {
    token_kind as = en->types[type].as;
    bool anchor = as == TOKEN_LATIN || as == TOKEN_TENS || as == TOKEN_HARD ||
                  as == TOKEN_NAME || as == TOKEN_PROPER;

    if (!holds(en, u, u + 1, type))
      continue;
    if (said_in_zh(m, type, b.i, b.to_i) == 0)
      missing = fmax(missing, anchor ? m->p->hit[as] : 0);
    else if (anchor)
      return 0;
    else if (excess(m, type, b) == 0)
      own += en_gain(m, type, b);
  }
  return own < m->p->repeat_own ? log(1 - missing) : 0;
}

/* The same for English, with what contradicts. */
static double en_repeats_of(const model *m, bounds b)
{
  const side *en = &m->d->en;
  double sum = 0, repeated = 0;

  if (b.to_j - b.j < 2)
    return 0;
  for (uint32_t u = b.j; u < b.to_j; u++)
    sum += contradiction_of(m, u, b);
  for (uint32_t type = 0; type < en->n_types; type++) {
    double weight = m->p->repeat_weight_en;

    for (uint32_t u = b.j; u < b.to_j; u++)
      if (holds(en, u, u + 1, type) && contradiction_of(m, u, b) < 0)
        weight = 1;
    if (excess(m, type, b) > 0)
      repeated += weight * excess(m, type, b) * en_gain(m, type, b);
  }
  return sum - m->p->token_weight_en * repeated;
}

/* The links are those of the bead; a part of it may have changed places. */
static double order_of(const walk *w, bounds b)
{
  return order_term(w->order, (whole_bead){b.i, b.to_i, b.j, b.to_j});
}

static void read_bead(const walk *w, bounds b)
{
  need(links_read(w->links, (whole_bead){b.i, b.to_i, b.j, b.to_j}));
  need(order_read(w->order));
}

/* What the beads of the path add as wholes. */
static double wholes_of_path(const walk *w)
{
  size_t from = 0;
  double sum = 0;

  for (size_t k = 1; k <= w->n; k++) {
    bounds b = {w->i[from], w->i[k], w->j[from], w->j[k]};

    if (!is_boundary(w->m->d, w->i[k]))
      continue;
    from = k;
    if (b.i == b.to_i || b.j == b.to_j)
      continue;
    sum += repeats_of(w->m, b.i, b.to_i, b.j, b.to_j) + en_repeats_of(w->m, b);
    read_bead(w, b);
    if (!w->crossed[k])
      sum += order_best(w->order);
  }
  return sum;
}

/* Steps that share a sentence are one bead. */
static void weigh_path(walk *w, double score)
{
  size_t from = 0, n = 0;
  bool same = true;
  double weight = exp(score - w->best);

  for (size_t k = 1; k <= w->n; k++)
    same = same && !w->crossed[k];
  w->plain += same ? weight : 0;
  weight *= exp(wholes_of_path(w));
  w->sum += weight;
  for (size_t k = 1; k <= w->n; k++) {
    zhen_bead b;
    size_t count;

    if (!is_boundary(w->m->d, w->i[k]))
      continue;
    b = bead_of(w, from, k);
    *weight_of(w, &b) += weight;
    count = same_beads(w, n, &b);
    same = same && count > 0;
    n += count;
    from = k;
  }
  if (same && n == w->n_beads)
    w->best_same = fmax(w->best_same, score);
}

/* Of sentences alone at one place, the Chinese ones come first. */
static bool breaks_order(const walk *w, uint32_t to_j)
{
  return w->n > 0 && w->i[w->n - 1] == w->i[w->n] && to_j == w->j[w->n];
}

static void walk_on(walk *w, double score);

static void walk_to(walk *w, uint32_t to_i, uint32_t to_j, bool crossed,
                    double score)
{
  w->n++;
  w->i[w->n] = to_i;
  w->j[w->n] = to_j;
  w->crossed[w->n] = crossed;
  walk_on(w, score);
  w->n--;
}

/* Do beads of steps lead from one place to another, in one sentence? */
static bool is_bead(const model *m, bounds b)
{
  for (uint32_t i = b.i; i < b.to_i; i++)
    for (uint32_t j = b.j; j < b.to_j; j++)
      if (!isinf(m->step[b.to_i][b.to_j][b.to_i - i][b.to_j - j]) &&
          ((i == b.i && j == b.j) ||
           (!is_boundary(m->d, i) && is_bead(m, (bounds){b.i, i, b.j, j}))))
        return true;
  return false;
}

/* The best way to cut a bead into halves that changed places. Of two equal ones
   rounding chooses, and what is compared then says nothing. */
static double crossed_score(walk *w, bounds b)
{
  const model *m = w->m;
  double best = -INFINITY, orders = 0;

  read_bead(w, b);
  for (uint32_t u = b.i + 1; u < b.to_i; u++)
    for (uint32_t v = b.j + 1; v < b.to_j; v++) {
      double score =
          (is_boundary(m->d, u) ? m->p->cross_sentence : m->p->cross) +
          form_score(m, u, u - b.i, b.to_j, b.to_j - v) +
          form_score(m, b.to_i, b.to_i - u, v, v - b.j);

      w->is_tied = w->is_tied || fabs(score - best) < 1e-6;
      if (score <= best)
        continue;
      best = score;
      orders = order_of(w, (bounds){b.i, u, v, b.to_j}) +
               order_of(w, (bounds){u, b.to_i, b.j, v});
    }
  return best + orders +
         bounds_score(m, b.to_i, b.to_i - b.i, b.to_j, b.to_j - b.j);
}

static void walk_across(walk *w, double score)
{
  const document *d = w->m->d;
  bounds b = {.i = w->i[w->n], .j = w->j[w->n]};

  for (b.to_i = b.i + 2;
       b.to_i <= d->zh.n_units && b.to_i - b.i <= CROSS_ZH_MAX; b.to_i++)
    for (b.to_j = b.j + 2;
         b.to_j <= d->en.n_units && b.to_j - b.j <= CROSS_EN_MAX; b.to_j++) {
      double *crossed = &w->across[b.i][b.j][b.to_i][b.to_j];

      if (!is_boundary(d, b.to_i))
        continue;
      if (isnan(*crossed))
        *crossed = is_bead(w->m, b) ? crossed_score(w, b) : -INFINITY;
      if (!isinf(*crossed))
        walk_to(w, b.to_i, b.to_j, true, score + *crossed);
    }
}

static void walk_on(walk *w, double score)
{
  const document *d = w->m->d;
  uint32_t i = w->i[w->n], j = w->j[w->n];

  if (i == d->zh.n_units && j == d->en.n_units) {
    w->n_paths++;
    if (w->weigh)
      weigh_path(w, score);
    else
      w->best = fmax(w->best, score);
    return;
  }
  for (uint32_t to_i = i; to_i <= d->zh.n_units; to_i++)
    for (uint32_t to_j = j; to_j <= d->en.n_units; to_j++) {
      double step = w->m->step[to_i][to_j][to_i - i][to_j - j];

      if (!isinf(step) && !breaks_order(w, to_j))
        walk_to(w, to_i, to_j, false, score + step);
    }
  if (w->weigh && is_boundary(d, i))
    walk_across(w, score);
}

/* ---- one case ---- */

static align_params make_params(unsigned traits)
{
  align_params p = align_defaults;

  p.prune = 1e3; /* what is dropped is a matter of time, not of definition */
  p.mass_min = -1e3;
  if (!(traits & RANDOM_PARAMS))
    return p;
  for (int k = 0; k < TOKEN_KINDS; k++)
    p.hit[k] = between(.1, .9);
  p.absent = chance(.5) ? between(0, .9) : 0;
  p.token_weight_zh = chance(.8) ? between(.2, 1.2) : 0;
  p.token_weight_en = chance(.8) ? between(.2, 1.2) : 0;
  p.length_ratio = between(2, 5);
  p.length_sd = between(.1, .5);
  p.length_short = between(1, 20);
  p.length_sd_chance = between(.8, 2);
  p.length_weight = chance(.9) ? between(.3, 2) : 0;
  p.order_weight = between(0, 1);
  p.order_scale = between(.05, .5);
  p.order_free = between(.1, .9);
  p.order_turned = between(-4, 0);
  p.turned_sentence = between(-4, 0);
  p.cross = between(-8, 0);
  p.cross_sentence = between(-8, 0);
  p.repeat_weight = between(0, 1.5);
  p.repeat_weight_en = between(0, 1);
  p.repeat_own = 4 * p.order_free;
  p.prior_extra_zh = between(-4, 0);
  p.prior_extra_en = between(-4, 0);
  p.prior_both = between(-1, 1);
  p.prior_null_zh = between(-8, 0);
  p.prior_null_en = between(-8, 0);
  p.lead = p.token_weight_en > 0 ? 0 : between(-1, 0);
  p.digest_weight = between(0, 3);
  p.boilerplate_inside = between(-4, 0);
  p.null_more = between(-6, 0);
  p.null_gap = between(-15, 0);
  p.null_length = between(-1, 1);
  p.null_boilerplate = between(0, 3);
  p.inner_end = between(-4, 0);
  p.quote_same = between(0, 1);
  p.quote_differs = between(-5, 0);
  p.end_differs = between(-5, 0);
  p.end_torn = p.end_differs;
  p.para_both = between(0, 3);
  p.para_one = between(-4, 0);
  p.para_inside = between(-6, 0);
  p.turn_apart = between(-6, 0);
  p.time_weight = between(0, 2);
  p.time_gain = between(0, 4);
  p.time_scale = between(.3, 3);
  p.time_least = between(-8, 0);
  return p;
}

static void make_digest(digest_scores *x, const document *d)
{
  size_t n = d->zh.n_units * d->en.n_units;

  *x = (digest_scores){.zh = chance(.5),
                       .n_en = d->en.n_units,
                       .at = malloc((n + 1) * sizeof *x->at)};
  if (!x->at)
    exit(EXIT_FAILURE);
  for (size_t k = 0; k < n; k++)
    x->at[k] = (float)between(-1, 1);
}

/* Any ends that never decrease make a corridor, if its rows meet. */
static void narrow(corridor *c)
{
  for (size_t i = 0; i <= c->n; i++) {
    uint32_t middle = (uint32_t)(c->m * i / c->n);

    c->low[i] = i ? middle - pick(middle + 1) : 0;
    c->high[i] =
        i < c->n ? middle + pick((uint32_t)c->m - middle + 1) : (uint32_t)c->m;
    if (i > 0 && c->low[i] > c->high[i - 1])
      c->low[i] = c->high[i - 1];
  }
  corridor_close_up(c);
}

static bool differ(const char *what, double got, double want, double tolerance)
{
  if (fabs(got - want) <= tolerance)
    return false;
  fprintf(stderr, "%s: %.6f, brute force says %.6f\n", what, got, want);
  return true;
}

/* A sentence is unaligned at any position of the other side, in any run. */
static double null_probability(const walk *w, bool zh, uint32_t at)
{
  const document *d = w->m->d;
  uint32_t n = (uint32_t)(zh ? d->zh.n_sentences : d->en.n_sentences);
  uint32_t m = (uint32_t)(zh ? d->en.n_sentences : d->zh.n_sentences);
  double sum = 0;

  for (uint32_t from = 0; from <= at; from++)
    for (uint32_t to = at + 1; to <= n; to++)
      for (uint32_t other = 0; other <= m; other++) {
        zhen_bead b = zh ? (zhen_bead){from, to, other, other, 0}
                         : (zhen_bead){other, other, from, to, 0};

        sum += *weight_of(w, &b);
      }
  return sum / w->sum;
}

static double probability(const walk *w, const zhen_bead *b)
{
  if (!is_null(b))
    return *weight_of(w, b) / w->sum;
  return null_probability(w, b->zh_begin < b->zh_end,
                          b->zh_begin < b->zh_end ? b->zh_begin : b->en_begin);
}

/* What a bead adds to the expectation. */
static double gain(const walk *w, const zhen_bead *b)
{
  double sum = 0;

  if (!is_null(b))
    return probability(w, b) - .5;
  for (uint32_t z = b->zh_begin; z < b->zh_end; z++)
    sum += null_probability(w, true, z) - .5;
  for (uint32_t e = b->en_begin; e < b->en_end; e++)
    sum += null_probability(w, false, e) - .5;
  return sum;
}

/* The greatest sum of gains over the beads of at least `least` there are. */
static double best_expectation(const walk *w, double least)
{
  uint32_t n = (uint32_t)w->m->d->zh.n_sentences;
  uint32_t m = (uint32_t)w->m->d->en.n_sentences;
  double value[ZH_MAX + 1][EN_MAX + 1];

  for (uint32_t z = 0; z <= n; z++)
    for (uint32_t e = 0; e <= m; e++) {
      value[z][e] = z + e ? -INFINITY : 0;
      for (uint32_t a = 0; a <= z; a++)
        for (uint32_t b = 0; b <= e; b++) {
          zhen_bead bead = {z - a, z, e - b, e, 0};

          if (a + b > 0 && *weight_of(w, &bead) / w->sum >= least)
            value[z][e] =
                fmax(value[z][e], value[z - a][e - b] + gain(w, &bead));
        }
    }
  return value[n][m];
}

static unsigned compare_decoded(const lattice *l, const walk *w)
{
  const zhen_bead *beads;
  zhen_alignment *a;
  size_t count;
  double value = 0;
  unsigned faults = 0;

  need(decode_beads(&a, l, w->in, w->by));
  beads = zhen_alignment_beads(a, &count);
  for (size_t k = 0; k < count; k++) {
    zhen_bead same = beads[k];
    double p = probability(w, &beads[k]);

    faults += !(same.score >= 0 && same.score <= 1);
    faults += differ("bead", (double)same.score, p, 1e-3);
    need(decode_judge(l, w->in, w->by, &same, 1));
    faults += differ("judged", (double)same.score, p, 1e-3);
    value += gain(w, &beads[k]);
  }
  faults += value < best_expectation(w, 1e-3) - 2e-2 ||
            value > best_expectation(w, DBL_MIN) + 1e-6;
  zhen_alignment_free(a);
  return faults;
}

static unsigned compare(const lattice *l, walk *w)
{
  size_t last = l->corridor.cell[l->corridor.n + 1] - 1;
  static bead_table weight;
  static crossed_table across;
  unsigned faults = 0;
  zhen_alignment *a;
  links hits;

  need(path_beads(&a, l, w->m->d));
  w->beads = zhen_alignment_beads(a, &w->n_beads);
  w->best_same = -INFINITY;
  w->weigh = true;
  w->weight = &weight;
  memset(weight, 0, sizeof weight);
  w->across = across;
  for (size_t k = 0; k < sizeof across / sizeof(double); k++)
    ((double *)across)[k] = NAN;
  w->n_paths = 0;
  need(links_open(&hits, w->m->d));
  w->links = &hits;
  need(order_open(&w->order, &hits, w->m->p));
  walk_on(w, 0);
  faults += differ("best path", l->best[PATHS_ALL][last], w->best, 1e-3);
  faults +=
      differ("sum", l->forward[PATHS_ALL][last], w->best + log(w->plain), 1e-2);
  faults += differ("path of the beads", w->best_same, w->best, 1e-3);
  if (!w->is_tied)
    faults += compare_decoded(l, w);
  order_close(w->order);
  links_close(&hits);
  zhen_alignment_free(a);
  return faults;
}

/* Where no path is allowed, beads are a partition nevertheless. */
static unsigned check_forced(const lattice *l, const walk *w)
{
  const document *d = w->m->d;
  uint32_t zh = 0, en = 0;
  const zhen_bead *b;
  zhen_alignment *a;
  size_t count;

  need(decode_beads(&a, l, w->in, w->by));
  b = zhen_alignment_beads(a, &count);
  for (size_t k = 0; k < count; k++) {
    if (b[k].zh_begin != zh || b[k].en_begin != en)
      break;
    zh = b[k].zh_end;
    en = b[k].en_end;
  }
  zhen_alignment_free(a);
  if (zh == d->zh.n_sentences && en == d->en.n_sentences)
    return 0;
  fprintf(stderr, "forced path: no partition\n");
  return 1;
}

static unsigned check(document *d, unsigned traits, size_t *n_paths)
{
  align_params p = make_params(traits);
  uint32_t max_bead = 1 + pick(5);
  static model m;
  lattice l = {0};
  digest_scores digest;
  bool has_digest = chance(.3);
  const align_input in = {.d = d, .digest = has_digest ? &digest : NULL};
  score_model by;
  walk w = {.m = &m, .in = &in, .by = &by, .best = -INFINITY};
  unsigned faults = 0;

  need(corridor_find(&l.corridor, d, 8));
  if (traits & NARROW)
    narrow(&l.corridor);
  make_digest(&digest, d);
  model_make(&m, d, &p, &l.corridor, in.digest, max_bead);
  walk_on(&w, 0);
  need(score_model_make(&by, d, &p, max_bead));
  need(lattice_fill(&l, &in, &by, true));
  if (w.n_paths > 0)
    faults = compare(&l, &w);
  else /* a random corridor may bar every way */
    faults = check_forced(&l, &w);
  *n_paths += w.n_paths;
  score_model_dispose(&by);
  lattice_dispose(&l);
  free(digest.at);
  return faults;
}

int main(int argc, char **argv)
{
  unsigned long cases = argc > 1 ? strtoul(argv[1], NULL, 10) : 1200;
  unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
  zhen_lexicon *lexicon = make_lexicon();
  size_t n_paths = 0, n_walked = 0;
  unsigned n_bad = 0;

  for (unsigned long k = 0; k < cases; k++) {
    unsigned traits = (unsigned)(k % 64);
    size_t before = n_paths;
    document d;

    state = seed + k;
    if (chance(.3))
      read_document(&d, lexicon, traits);
    else
      make_document(&d, traits);
    d.has_times = (traits & TIMES) != 0;
    put_times(&d.zh);
    put_times(&d.en);
    if (d.zh.n_types > TYPES_MAX || d.en.n_types > TYPES_MAX ||
        d.zh.n_units > ZH_MAX || d.en.n_units > EN_MAX) {
      fprintf(stderr, "prop_search: a document is too large\n");
      return EXIT_FAILURE;
    }
    if (check(&d, traits, &n_paths) > 0) {
      fprintf(stderr, "prop_search: seed %lu, traits %u: see above\n", seed + k,
              traits);
      n_bad++;
    }
    n_walked += n_paths > before;
    document_close(&d);
  }
  zhen_lexicon_close(lexicon);
  printf("%zu documents, %zu paths, %u bad\n", n_walked, n_paths, n_bad);
  return n_bad == 0 && n_walked * 2 > cases ? EXIT_SUCCESS : EXIT_FAILURE;
}
