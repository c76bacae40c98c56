/* SPDX-License-Identifier: Apache-2.0 */
/* Which words and numbers of the two sides translate each other. */
#include "judge/partners.h"
#include "base/fail.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- words by key ---- */

static uint32_t slot_of(const judge_reader *r, uint32_t key)
{
  return (uint32_t)((key * 0x9E3779B97F4A7C15ULL) >> 32) &
         (uint32_t)(r->n_slots - 1);
}

static bool may_have(const judge_reader *r, uint32_t key)
{
  return r->seen[key >> 6 & 63] >> (key & 63) & 1;
}

/* The first word with a key; NULL if there is none. */
static judge_word *find(const judge_reader *r, judge_side *s, uint32_t key)
{
  if (!may_have(r, key))
    return NULL;
  for (uint32_t at = slot_of(r, key); r->slots[at];
       at = (at + 1) & (uint32_t)(r->n_slots - 1))
    if (s->words[r->slots[at] - 1].key == key)
      return &s->words[r->slots[at] - 1];
  return NULL;
}

/* Put all words into the table; note which occurred before. */
static zhen_status index_words(judge_reader *r, judge_side *s)
{
  size_t n = 16;
  zhen_status status;

  while (n < 2 * s->n_words + 2)
    n *= 2;
  status = mem_grow(&r->slots, &r->slots_capacity, n, sizeof *r->slots);
  if (status != ZHEN_OK)
    return status;
  r->n_slots = n;
  memset(r->slots, 0, n * sizeof *r->slots);
  memset(r->seen, 0, sizeof r->seen);
  for (size_t i = 0; i < s->n_words; i++) {
    judge_word *w = &s->words[i];
    uint32_t at = slot_of(r, w->key);

    w->repeated = find(r, s, w->key) != NULL;
    if (w->repeated)
      continue;
    while (r->slots[at])
      at = (at + 1) & (uint32_t)(n - 1);
    r->slots[at] = (uint32_t)i + 1;
    r->seen[w->key >> 6 & 63] |= 1ULL << (w->key & 63);
  }
  return ZHEN_OK;
}

/* ---- the lexicon ---- */

static void join(judge_word *zh, judge_word *en, partner_kind how, float weight)
{
  judge_word *both[] = {zh, en};

  for (size_t i = 0; i < 2; i++) {
    judge_word *w = both[i];

    if (how > w->partner || (how == w->partner && weight > w->weight)) {
      w->partner = how;
      w->weight = weight;
      w->with = both[1 - i];
    }
  }
}

static void join_pairs(judge_reader *r, judge_word *zh, const uint8_t *pairs,
                       const uint8_t *end, partner_kind how)
{
  uint32_t stem = 0;
  uint8_t weight;

  while (pairs && lexicon_pair(&pairs, end, &stem, &weight)) {
    judge_word *en = find(r, &r->en, stem);

    if (en)
      join(zh, en, how, (float)weight / 255);
  }
}

/* The longest word that a longer word begins with: 玻利维亚 of 玻利维亚的. */
static void join_beginning(judge_reader *r, judge_word *zh, zhen_str word)
{
  const uint8_t *pairs = NULL, *end = NULL;
  size_t first = utf8_size(word.ptr[0]);

  word.len -= first; /* not the word itself: all characters are of one size */
  if (lexicon_longest(r->lexicon, word, &pairs, &end) > first)
    join_pairs(r, zh, pairs, end, PARTNER_WORD);
}

static void join_characters(judge_reader *r, judge_word *zh, zhen_str word)
{
  for (size_t at = 0; at < word.len;) {
    zhen_str c = {word.ptr + at, utf8_size(word.ptr[at])};
    const uint8_t *pairs = NULL, *end = NULL;

    at += c.len;
    if (lexicon_longest(r->lexicon, c, &pairs, &end) == c.len)
      join_pairs(r, zh, pairs, end, PARTNER_CHARACTER);
  }
}

static void join_term(judge_reader *r, judge_word *zh,
                      const glossary_term *term)
{
  for (const glossary_stem *s = term->stems; s; s = s->next) {
    judge_word *en = find(r, &r->en, judge_key(r->lexicon, s->text));

    if (en)
      join(zh, en, PARTNER_SAME, 1);
  }
}

static void join_words(judge_reader *r)
{
  const segmenter *g = &r->segmenter;
  size_t next = 0;

  for (size_t i = 0; i < r->zh.n_words; i++) {
    judge_word *zh = &r->zh.words[i];
    const chinese_word *w;

    if (zh->kind == WORD_LATIN) {
      judge_word *en = find(r, &r->en, zh->key);

      if (en)
        join(zh, en, PARTNER_SAME, 1);
      continue;
    }
    w = &g->words[next++];
    if (w->term)
      join_term(r, zh, w->term);
    join_pairs(r, zh, w->pairs, w->end, PARTNER_WORD);
    if (zh->partner == PARTNER_NONE && w->n_chars > 2)
      join_beginning(r, zh, w->text);
    if (zh->partner == PARTNER_NONE && w->n_chars > 1)
      join_characters(r, zh, w->text);
  }
}

/* The words of the characters [from, to) have a partner. */
static void join_runes(judge_reader *r, size_t from, size_t to, judge_word *en,
                       partner_kind how, float weight)
{
  const segmenter *g = &r->segmenter;
  uint32_t begin = g->source[from], end = g->source[to];

  for (size_t i = 0; i < r->zh.n_words && r->zh.words[i].begin < end; i++)
    if (r->zh.words[i].end > begin)
      join(&r->zh.words[i], en, how, weight);
}

static void join_phrases(judge_reader *r)
{
  for (size_t i = 0; i < r->segmenter.n_phrases; i++) {
    const chinese_word *w = &r->segmenter.phrases[i];
    const uint8_t *pairs = w->pairs;
    uint32_t stem = 0;
    uint8_t weight;

    while (lexicon_pair(&pairs, w->end, &stem, &weight)) {
      judge_word *en = find(r, &r->en, stem);

      if (en)
        join_runes(r, w->at, (size_t)w->at + w->n_chars, en, PARTNER_WORD,
                   (float)weight / 255);
    }
  }
}

/* ---- names ---- */

/* The distance of a rendering for each consonant of a name: what is searched,
   and what is found; of names of two consonants. */
static const float SOUND_FAR = .34F, SOUND_NEAR = .17F, SOUND_NEAR_SHORT = .07F;

enum { NAMES_MAX = 16, CHARS_MAX = 6 };

/* How many characters from one on are read as a form; 0: they are not. */
static size_t reads_as(const judge_reader *r, size_t at, const char *form)
{
  const char *readings[READINGS_MAX];
  size_t n;

  if (at >= r->segmenter.n_runes || !rune_is_han(r->segmenter.runes[at]))
    return 0;
  n = lexicon_readings(r->lexicon, r->segmenter.runes[at], readings);
  for (size_t i = 0; i < n; i++) {
    size_t len = strlen(readings[i]), rest;

    if (strncmp(form, readings[i], len) != 0)
      continue;
    if (!form[len])
      return 1;
    rest = reads_as(r, at + 1, form + len);
    if (rest)
      return rest + 1;
  }
  return 0;
}

/* The first letters of the readings of each character. */
static void read_initials(judge_reader *r)
{
  for (size_t i = 0; i < r->segmenter.n_runes && i < JUDGE_RUNES; i++) {
    const char *readings[READINGS_MAX];
    size_t n = lexicon_readings(r->lexicon, r->segmenter.runes[i], readings);

    r->initials[i] = 0;
    for (size_t k = 0; k < n; k++)
      r->initials[i] |= 1U << (readings[k][0] & 31);
  }
}

static void join_pinyin(judge_reader *r, judge_word *name, const char *form)
{
  for (size_t i = 0; i < r->segmenter.n_runes && i < JUDGE_RUNES; i++) {
    bool begins = r->initials[i] >> (form[0] & 31) & 1;
    size_t len = begins ? reads_as(r, i, form) : 0;

    if (len) {
      join_runes(r, i, i + len, name, len > 1 ? PARTNER_SAME : PARTNER_SOUND,
                 1);
      return;
    }
  }
}

/* The best rendering of a name from a character on: its characters. */
static size_t renders(judge_reader *r, size_t at, const sound *name,
                      double *distance)
{
  sound han = {.n = 0};
  size_t sounds[CHARS_MAX + 1] = {0}, consonants[CHARS_MAX + 1] = {0};
  size_t n = 0, best = 0;
  sound_column column, next;

  while (n < CHARS_MAX && at + n < r->segmenter.n_runes &&
         sound_add_han(&han, r->segmenter.runes[at + n])) {
    if (n++ == 0 && han.n && !sound_begins_like(name, &han))
      return 0;
    sounds[n] = han.n;
    consonants[n] = han.n_consonants;
  }
  if (n < 2 || !sound_begins_like(name, &han))
    return 0;
  column = sound_column_begin(&han);
  for (size_t i = 0; i < name->n; i++) {
    if (sound_column_next(&next, &column, name->at[i], &han, &r->costs) >
        *distance)
      return 0;
    column = next;
  }
  for (size_t k = 2; k <= n; k++)
    if (column.at[sounds[k]] < *distance &&
        consonants[k] + 1 >= name->n_consonants &&
        consonants[k] <= name->n_consonants + 2) {
      *distance = column.at[sounds[k]];
      best = k;
    }
  return best;
}

/* As tokens/foreign.h, for a single name. */
static void join_sound(judge_reader *r, judge_word *name, const char *form)
{
  sound s = sound_of_name(form);
  double n = (double)s.n_consonants;
  double distance = n * SOUND_FAR;
  size_t from = 0, len = 0;

  name->sound = SOUND_FAR;
  if (n < 2 || strlen(form) < 4)
    return;
  for (size_t i = 0; i < r->segmenter.n_runes && i < JUDGE_RUNES; i++) {
    size_t found = renders(r, i, &s, &distance);

    if (found) {
      from = i;
      len = found;
    }
  }
  if (len)
    name->sound = (float)(distance / n);
  if (name->sound < (n > 2 ? SOUND_NEAR : SOUND_NEAR_SHORT))
    join_runes(r, from, from + len, name, PARTNER_SOUND, 1);
}

static void join_names(judge_reader *r)
{
  unsigned tried = 0;

  for (size_t i = 0; i < r->en.n_words && tried < NAMES_MAX; i++) {
    judge_word *w = &r->en.words[i];
    char form[STEM_MAX + 1];
    size_t len = w->end - w->begin;

    if (w->partner > PARTNER_CHARACTER || w->repeated || w->bits < 10 ||
        len < 2 || len > STEM_MAX || r->en.text.ptr[w->begin] < 'A' ||
        r->en.text.ptr[w->begin] > 'Z')
      continue;
    for (size_t k = 0; k < len; k++)
      form[k] = (char)(r->en.text.ptr[w->begin + k] | 0x20);
    form[len] = '\0';
    if (tried++ == 0)
      read_initials(r);
    join_pinyin(r, w, form);
    if (w->partner < PARTNER_SOUND)
      join_sound(r, w, form);
  }
}

/* ---- numbers ---- */

static bool same(const number *a, const number *b)
{
  return fabs(a->value - b->value) <=
         1e-9 * fmax(fabs(a->value), fabs(b->value));
}

/* The words of a number that was found have a partner, too. */
static void join_words_of(judge_side *s, const number *n)
{
  for (size_t i = 0; i < s->n_words && s->words[i].begin < n->end; i++)
    if (s->words[i].end > n->begin) {
      s->words[i].partner = PARTNER_SAME;
      s->words[i].with = NULL;
    }
}

static void join_numbers(judge_side *zh, judge_side *en)
{
  for (size_t i = 0; i < zh->n_numbers; i++)
    for (size_t k = 0; k < en->n_numbers; k++)
      if (!en->numbers[k].found &&
          same(&zh->numbers[i].at, &en->numbers[k].at)) {
        zh->numbers[i].found = en->numbers[k].found = true;
        zh->numbers[i].with = k;
        en->numbers[k].with = i;
        join_words_of(zh, &zh->numbers[i].at);
        join_words_of(en, &en->numbers[k].at);
        break;
      }
}

/* ---- what they say ---- */

/* The most that one word says. */
static const float SAYS_MOST = 6;

/* How sure a partner is, by its kind. */
float judge_surety(const judge_word *w)
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

/* How much likelier a partner, or none, is in a translation than by chance. */
static void weigh(judge_side *s, float others)
{
  for (size_t i = 0; i < s->n_words; i++) {
    judge_word *w = &s->words[i];
    float chance;

    w->says = 0;
    if (w->repeated)
      continue;
    if (w->partner == PARTNER_NONE) {
      w->says = logf(1 - w->hit);
      continue;
    }
    chance = 1 - expf(-w->chance * others);
    w->says = judge_surety(w) *
              fminf(logf((w->hit + (1 - w->hit) * chance) / chance), SAYS_MOST);
  }
}

static zhen_status find_partners(judge_reader *r)
{
  zhen_status status = index_words(r, &r->zh);

  if (status == ZHEN_OK)
    status = index_words(r, &r->en);
  if (status != ZHEN_OK)
    return status;
  join_words(r);
  join_phrases(r);
  join_names(r);
  join_numbers(&r->zh, &r->en);
  weigh(&r->zh, (float)r->en.n_words);
  weigh(&r->en, (float)r->zh.n_words);
  return ZHEN_OK;
}

/* Digits, ASCII or full-width, or the 月 of a month: reading numbers takes
   time. */
static bool may_have_numbers(zhen_str s)
{
  for (size_t i = 0; i < s.len; i++)
    if ((s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
        (s.ptr[i] == '\xEF' && number_one_of(s, i, "０１２３４５６７８９")) ||
        (s.ptr[i] == '\xE6' && number_starts(s, i, "月")))
      return true;
  return false;
}

zhen_status judge_read(judge_reader *r, zhen_str zh, zhen_str en)
{
  zhen_status status;

  r->zh.has_numbers = r->en.has_numbers =
      may_have_numbers(zh) || may_have_numbers(en);
  status = judge_read_zh(r, zh);
  if (status == ZHEN_OK)
    status = judge_read_en(r, en);
  return status == ZHEN_OK ? find_partners(r) : status;
}
