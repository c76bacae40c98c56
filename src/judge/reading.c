/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/reading.h"
#include "base/fail.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The chance that a word of the other language is a partner: of a rare word,
   and of Latin letters in Chinese text. */
static const float CHANCE_RARE = 0x1p-16F, CHANCE_LATIN = 0x1p-12F;

/* ---- words ---- */

static uint32_t hash_text(zhen_str s)
{
  uint32_t h = 2166136261U;

  for (size_t i = 0; i < s.len; i++)
    h = (h ^ (uint8_t)s.ptr[i]) * 16777619U;
  return h;
}

uint32_t judge_key(const zhen_lexicon *lexicon, const char *stem)
{
  zhen_str s = {stem, strlen(stem)};
  uint32_t id = lexicon_stem(lexicon, s);

  return id == WORD_NONE ? hash_text(s) | 0x80000000U : id;
}

static zhen_status add_word(judge_side *s, judge_word w)
{
  zhen_status status =
      mem_grow(&s->words, &s->capacity, s->n_words + 1, sizeof *s->words);

  if (status == ZHEN_OK)
    s->words[s->n_words++] = w;
  return status;
}

/* The probability of a partner: of a frequent word its own, else by kind. */
static float hit_of(const frequency_class *c, word_kind kind)
{
  static const float rare[WORD_KINDS] = {
      [WORD_ZH] = .7F,    [WORD_ZH_SINGLE] = .4F,   [WORD_ZH_UNKNOWN] = .3F,
      [WORD_LATIN] = .9F, [WORD_EN] = .6F,          [WORD_EN_UNKNOWN] = .5F,
      [WORD_NAME] = .85F, [WORD_NAME_UNKNOWN] = .7F};

  return c && c->hit >= 0 ? c->hit : rare[kind];
}

static bool is_number_form(const char *form)
{
  return strspn(form, "0123456789") == strlen(form);
}

/* ---- numbers ---- */

static bool has_digits(zhen_str s, const number *n)
{
  for (size_t i = n->begin; i < n->end; i++)
    if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
      return true;
  return number_starts(s, n->begin, "\xEF\xBC"); /* full-width */
}

static void read_numbers(judge_side *s,
                         bool (*next)(zhen_str text, size_t *at, number *out))
{
  number n;

  s->n_numbers = 0;
  if (!s->has_numbers)
    return;
  for (size_t at = 0; s->n_numbers < JUDGE_NUMBERS && next(s->text, &at, &n);)
    s->numbers[s->n_numbers++] = (judge_number){
        .at = n,
        .hard = n.kind != NUMBER_CLOCK && n.kind != NUMBER_HALF &&
                (n.value > 12 || n.kind == NUMBER_MONTH || n.value < 1 ||
                 fmod(n.value, 1) > 0) &&
                (has_digits(s->text, &n) || n.value >= 100 ||
                 n.kind == NUMBER_MONTH)};
}

/* ---- characters ---- */

static bool is_end(uint32_t r)
{
  return r == 0x3002 || r == 0xFF01 || r == '!' || r == 0xFF61;
}

static bool is_stop(zhen_str s, size_t at)
{
  size_t size;

  return at >= s.len || rune_is_space(utf8_at(s, at, &size)) ||
         s.ptr[at] == '"' || s.ptr[at] == ')';
}

static void read_characters(judge_side *s)
{
  bool ended = false;

  s->wide = s->narrow = 0;
  s->questions = s->ends = s->quotes = s->negations = 0;
  for (size_t at = 0; at < s->text.len;) {
    uint32_t r = utf8_next(s->text, &at);
    bool question = r == '?' || r == 0xFF1F;
    bool end;

    if (r == ' ' || rune_is_space(r))
      continue;
    end = is_end(r) || question || (r == '.' && is_stop(s->text, at));
    s->ends += end && !ended;
    s->questions += question && !ended;
    ended = end;
    s->quotes += r == '"' || r == 0x201C || r == 0x300C || r == 0x300E;
    s->wide += r >= 0x2E80;
    s->narrow += r < 0x2E80;
  }
}

/* ---- Chinese ---- */

static bool begins_negation(zhen_str word)
{
  static const char marks[] = "不没無无未非莫勿别";

  for (size_t i = 0; i < sizeof marks - 1; i += 3)
    if (word.len >= 3 && memcmp(word.ptr, marks + i, 3) == 0)
      return true;
  return false;
}

/* 不, 没 and similar ones begin a negation, but not in these words. */
static bool is_negation_zh(const chinese_word *w)
{
  static const char *const others[] = {
      "不过", "不但", "不仅", "不断", "不同", "非常",   "未来", "无论",
      "别人", "不久", "不少", "不管", "不论", "不只",   "不禁", "不妨",
      "非洲", "未必", "别的", "没错", "不错", "不得不", "不得"};

  if (w->n_chars > 3 || !begins_negation(w->text))
    return false;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (w->text.len == strlen(others[i]) &&
        memcmp(w->text.ptr, others[i], w->text.len) == 0)
      return false;
  return true;
}

/* Latin words of Chinese text that begin before a byte. */
static zhen_status add_latin(judge_reader *r, size_t *at, size_t before)
{
  english_word e;

  while (*at < before) {
    size_t from = *at;
    zhen_status status;

    if (!english_next(r->english, r->zh.text, at, &e)) {
      *at = SIZE_MAX;
      return ZHEN_OK;
    }
    if (e.begin >= before) {
      *at = from;
      return ZHEN_OK;
    }
    if (strlen(e.form) < 2 || is_number_form(e.form))
      continue;
    status = add_word(&r->zh, (judge_word){.key = judge_key(r->lexicon, e.stem),
                                           .begin = (uint32_t)e.begin,
                                           .end = (uint32_t)e.end,
                                           .bits = BITS_RARE,
                                           .chance = CHANCE_LATIN,
                                           .hit = hit_of(NULL, WORD_LATIN),
                                           .kind = WORD_LATIN});
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

static float chance_zh(const judge_reader *r, const chinese_word *w)
{
  const uint8_t *pairs = w->pairs;
  uint32_t stem = 0;
  uint8_t weight;
  float chance = 0;

  while (pairs && lexicon_pair(&pairs, w->end, &stem, &weight))
    chance += frequency_rate(frequency_en(r->frequencies, stem));
  return fmaxf(chance, CHANCE_RARE);
}

static zhen_status add_han(judge_reader *r, const chinese_word *w)
{
  const segmenter *g = &r->segmenter;
  const frequency_class *c = frequency_zh(r->frequencies, w->text);
  word_kind kind = w->pairs == w->end && !w->term ? WORD_ZH_UNKNOWN
                   : w->n_chars == 1              ? WORD_ZH_SINGLE
                                                  : WORD_ZH;

  r->zh.negations += is_negation_zh(w);
  return add_word(&r->zh, (judge_word){.key = hash_text(w->text),
                                       .begin = g->source[w->at],
                                       .end = g->source[w->at + w->n_chars],
                                       .bits = c->bits,
                                       .chance = chance_zh(r, w),
                                       .hit = hit_of(c, kind),
                                       .kind = kind});
}

zhen_status judge_read_zh(judge_reader *r, zhen_str text)
{
  size_t latin = 0;
  zhen_status status = segmenter_cut(&r->segmenter, r->lexicon, text);

  r->zh.text = text;
  r->zh.n_words = 0;
  read_characters(&r->zh);
  read_numbers(&r->zh, number_next_zh);
  for (size_t i = 0; i < r->segmenter.n_words && status == ZHEN_OK; i++) {
    const chinese_word *w = &r->segmenter.words[i];

    status = add_latin(r, &latin, r->segmenter.source[w->at]);
    if (status == ZHEN_OK)
      status = add_han(r, w);
  }
  return status == ZHEN_OK ? add_latin(r, &latin, text.len) : status;
}

/* ---- English ---- */

static bool is_negation_en(const english_word *w)
{
  static const char *const words[] = {
      "not",     "no",   "never",   "none",   "nothing", "nobody",
      "neither", "nor",  "without", "cannot", "unable",  "nowhere",
      "hardly",  "cant", "refuse",  "fail",   "lack"};

  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (w->form[0] == words[i][0] && strcmp(w->form, words[i]) == 0)
      return true;
  return false;
}

/* don't, and with a curved apostrophe. */
static bool is_contracted(zhen_str s, size_t end, size_t at)
{
  return at - end >= 2 && s.ptr[at - 1] == 't' && end > 0 &&
         s.ptr[end - 1] == 'n';
}

/* Does a sentence begin between two bytes? */
static bool begins_sentence(zhen_str s, size_t from, size_t to)
{
  for (size_t i = from; i < to; i++)
    if (strchr(".!?:\"\xE2", s.ptr[i]))
      return true;
  return from == 0;
}

/* Begins with a capital, and is no acronym. */
static bool is_name(zhen_str s, const english_word *w)
{
  return w->capital && w->end - w->begin > 2 &&
         !(s.ptr[w->begin + 1] >= 'A' && s.ptr[w->begin + 1] <= 'Z');
}

static void weigh_en(const judge_reader *r, judge_word *w, const char *stem,
                     bool name)
{
  const frequencies *f = r->frequencies;
  const frequency_class *c = NULL;
  bool known;

  w->key = judge_key(r->lexicon, stem);
  known = !(w->key & 0x80000000U);
  if (known)
    c = frequency_en(f, w->key);
  w->kind = known  ? name ? WORD_NAME : WORD_EN
            : name ? WORD_NAME_UNKNOWN
                   : WORD_EN_UNKNOWN;
  w->bits = c ? c->bits : BITS_RARE;
  w->chance = c ? fmaxf(f->en_chance[w->key], CHANCE_RARE) : CHANCE_RARE;
  w->hit = hit_of(c, w->kind);
}

zhen_status judge_read_en(judge_reader *r, zhen_str text)
{
  judge_side *s = &r->en;
  zhen_status status = ZHEN_OK;
  english_word e;
  size_t before = 0;

  s->text = text;
  s->n_words = 0;
  read_characters(s);
  read_numbers(s, number_next_en);
  for (size_t at = 0;
       status == ZHEN_OK && english_next(r->english, text, &at, &e);) {
    judge_word w = {.begin = (uint32_t)e.begin, .end = (uint32_t)e.end};

    if (is_number_form(e.form))
      continue;
    weigh_en(r, &w, e.stem,
             is_name(text, &e) && !begins_sentence(text, before, e.begin));
    s->negations += is_negation_en(&e) || is_contracted(text, e.end, at);
    before = e.end;
    status = add_word(s, w);
  }
  return status;
}

/* ---- the pair ---- */

zhen_status judge_reader_open(judge_reader *r, const zhen_lexicon *lexicon)
{
  *r = (judge_reader){.lexicon = lexicon, .frequencies = &lexicon->frequencies};
  return english_open(&r->english);
}

void judge_reader_close(judge_reader *r)
{
  english_close(r->english);
  segmenter_dispose(&r->segmenter);
  free(r->zh.words);
  free(r->en.words);
  free(r->slots);
}
