/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scripts and, from them, languages. Only English needs more than its script:
 * its most common function words are a fifth or more of English prose, and
 * nearly absent from other languages.
 */
#include "text/utf8.h"

#include <string.h>
#include <utf8proc.h>

enum {
  HAN_WEIGHT = 4, /* letters of English per ideograph of the same meaning */
  MIN_WORDS = 40,
  MAX_WORDS = 20000, /* a sample is enough */
  WORD_BYTES = 8,
  SLOTS = 512 /* for all function words, sparsely */
};

static bool is_kana(uint32_t r)
{
  return (r >= 0x3041 && r <= 0x3096) || (r >= 0x30A1 && r <= 0x30FA) ||
         r == 0x30FC || (r >= 0x31F0 && r <= 0x31FF) ||
         (r >= 0xFF66 && r <= 0xFF9D);
}

static bool is_hangul(uint32_t r)
{
  return (r >= 0xAC00 && r <= 0xD7FF) || (r >= 0x1100 && r <= 0x11FF) ||
         (r >= 0x3131 && r <= 0x318E) || (r >= 0xA960 && r <= 0xA97C);
}

static bool is_letter(uint32_t r)
{
  switch (utf8proc_category((utf8proc_int32_t)r)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
    return true;
  default:
    return false;
  }
}

zhen_scripts zhen_text_scripts(zhen_str text)
{
  zhen_scripts n = {0};

  for (size_t at = 0; at < text.len;) {
    uint32_t r = utf8_next(text, &at);

    if (rune_is_latin(r))
      n.latin++;
    else if (r < 0x250)
      continue;
    else if (rune_is_han(r))
      n.han++;
    else if (is_kana(r))
      n.kana++;
    else if (is_hangul(r))
      n.hangul++;
    else if (is_letter(r))
      n.other++;
  }
  return n;
}

zhen_lang zhen_text_lang(zhen_str text)
{
  zhen_scripts n = zhen_text_scripts(text);

  if (n.han == 0 && n.latin == 0)
    return ZHEN_LANG_NONE;
  return HAN_WEIGHT * n.han >= n.latin ? ZHEN_LANG_ZH : ZHEN_LANG_EN;
}

/* Function words that few other languages have, of up to WORD_BYTES letters. */
typedef struct language {
  const char *name;
  const char *words; /* with spaces between them */
} language;

static const language languages[] = {
    {"English",
     "the and of to that with this from you your are have has which they we "
     "it is was be been were not for his her he she their if when who would "
     "can will or what there but our its could should more than into "},
    {"French", "le les des et est une dans que pour qui pas du sur au ce "},
    {"German", "der die und das nicht ist ein eine den von mit zu dem auch "},
    {"Spanish", "el los las que del una por con para es la de su y en "},
    {"Italian", "il che della di non per una sono con del la e le un "},
    {"Portuguese", "o os que uma para com do da em e de as no na "},
    {"Dutch", "de het een van niet dat en zijn op te voor met ook "},
};

enum { LANGUAGES = sizeof languages / sizeof *languages };

/* The letters of a word as a number; 0: it is too long. */
typedef uint64_t word_letters;

typedef struct function_words {
  size_t words, stops, of[LANGUAGES];
  struct {
    word_letters word; /* 0: none */
    uint8_t languages; /* as bits */
  } slots[SLOTS];
} function_words;

/* Where a word is, or a free slot. */
static size_t slot_of(const function_words *n, word_letters word)
{
  size_t at = (size_t)((word * 0x9E3779B97F4A7C15U) >> 32) % SLOTS;

  while (n->slots[at].word && n->slots[at].word != word)
    at = (at + 1) % SLOTS;
  return at;
}

static void index_words(function_words *n)
{
  for (size_t i = 0; i < LANGUAGES; i++) {
    word_letters word = 0;

    for (const char *p = languages[i].words; *p; p++) {
      size_t at;

      if (*p != ' ') {
        word = word << 8 | (uint8_t)*p;
        continue;
      }
      at = slot_of(n, word);
      n->slots[at].word = word;
      n->slots[at].languages |= (uint8_t)(1U << i);
      word = 0;
    }
  }
}

static void count_word(function_words *n, word_letters word)
{
  uint8_t in = n->slots[slot_of(n, word)].languages;

  n->words++;
  for (size_t i = 0; i < LANGUAGES; i++)
    n->of[i] += in >> i & 1;
}

/* Runs of Latin letters, in lower case. */
static void count_words(function_words *n, zhen_str text)
{
  word_letters word = 0;
  size_t len = 0;

  *n = (function_words){0};
  index_words(n);
  for (size_t at = 0; at <= text.len && n->words < MAX_WORDS;) {
    bool end = at == text.len;
    uint32_t r = end ? 0 : utf8_next(text, &at);

    n->stops += r == '.' || r == '!' || r == '?';
    if (rune_is_latin(r)) {
      word = word << 8 | (r < 0x80 ? r | 0x20 : '?');
      len++;
    } else if (len > 0) {
      count_word(n, len <= WORD_BYTES ? word : 0);
      word = len = 0;
    }
    if (end)
      break;
  }
}

/* The language of a text in Latin script; "English" if that is possible. */
static const char *guess_latin(zhen_str text)
{
  function_words n;
  size_t best = 0;

  count_words(&n, text);
  if (n.words < MIN_WORDS)
    return "English";
  for (size_t i = 1; i < LANGUAGES; i++)
    if (n.of[i] > n.of[best])
      best = i;
  if (best && n.of[best] > 2 * n.of[0] && n.of[best] * 10 > n.words)
    return languages[best].name;
  /* Lists of names and terms have no function words and no sentences. */
  if (n.of[0] * 25 < n.words && n.stops * 40 > n.words)
    return "unknown (Latin script)";
  return "English";
}

/* Name of the dominant script, NULL if it is Han or Latin. */
static const char *guess_other(const zhen_scripts *n)
{
  size_t zh_en = HAN_WEIGHT * n->han + n->latin;

  if (n->kana * 4 > n->han + n->kana && HAN_WEIGHT * n->kana > n->latin)
    return "Japanese";
  if (HAN_WEIGHT * n->hangul > zh_en)
    return "Korean";
  return n->other > zh_en ? "unknown (other script)" : NULL;
}

bool zhen_text_is(zhen_str text, zhen_lang lang, const char **seems)
{
  zhen_scripts n = zhen_text_scripts(text);
  const char *name = guess_other(&n);

  if (!name && lang == ZHEN_LANG_ZH)
    name = n.latin > 10 * HAN_WEIGHT * n.han ? guess_latin(text) : "Chinese";
  else if (!name)
    name = HAN_WEIGHT * n.han > n.latin ? "Chinese" : guess_latin(text);
  *seems = name;
  return strcmp(name, lang == ZHEN_LANG_ZH ? "Chinese" : "English") == 0;
}
