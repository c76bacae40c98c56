/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/english.h"
#include "base/fail.h"
#include "base/mem.h"
#include "text/utf8.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Words seen before, by a hash of their form: most words are frequent ones. */
enum { KNOWN_BITS = 11, KNOWN_WORDS = 1 << KNOWN_BITS, KNOWN_BYTES = 16 };

typedef struct known_word {
  char form[KNOWN_BYTES], stem[KNOWN_BYTES];
  uint32_t note;
} known_word;

struct english {
  struct sb_stemmer *stemmer;
  known_word known[KNOWN_WORDS];
};

typedef struct irregular {
  const char *form, *base;
} irregular;

static const irregular irregulars[] = {
#include "lexicon/irregular.inc"
};

/*
 * The buffer of the stemmer grows with its longest word; grow it in advance, so
 * that no word fails later.
 */
static bool make_room(struct sb_stemmer *stemmer)
{
  sb_symbol longest[STEM_MAX];

  memset(longest, 'x', sizeof longest);
  return sb_stemmer_stem(stemmer, longest, STEM_MAX) != NULL;
}

zhen_status english_open(english **out)
{
  english *e = mem_calloc(1, sizeof *e);

  *out = NULL;
  if (!e)
    return zhen_fail_memory();
  e->stemmer = sb_stemmer_new("english", NULL);
  if (!e->stemmer || !make_room(e->stemmer)) {
    english_close(e);
    return zhen_fail_memory();
  }
  *out = e;
  return ZHEN_OK;
}

void english_close(english *e)
{
  if (!e)
    return;
  if (e->stemmer)
    sb_stemmer_delete(e->stemmer);
  free(e);
}

static int compare_irregular(const void *key, const void *row)
{
  return strcmp(key, ((const irregular *)row)->form);
}

static const char *base_form(const char *form)
{
  const irregular *row =
      bsearch(form, irregulars, sizeof irregulars / sizeof irregulars[0],
              sizeof irregulars[0], compare_irregular);

  return row ? row->base : form;
}

static void stem_new(english *e, english_word *word)
{
  const char *base = base_form(word->form);
  const sb_symbol *stemmed;
  int len;

  if (word->has_digit) {
    memcpy(word->stem, word->form, sizeof word->stem);
    return;
  }
  stemmed =
      sb_stemmer_stem(e->stemmer, (const sb_symbol *)base, (int)strlen(base));
  len = stemmed ? sb_stemmer_length(e->stemmer) : 0;
  if (len <= 0 || len > STEM_MAX) {
    memcpy(word->stem, word->form, sizeof word->stem);
    return;
  }
  memcpy(word->stem, stemmed, (size_t)len);
  word->stem[len] = '\0';
}

static void stem(english *e, english_word *word)
{
  uint32_t hash = 0;
  size_t len = 0;
  known_word *known;

  for (; word->form[len]; len++)
    hash = (hash ^ (uint8_t)word->form[len]) * 0x9E3779B1U;
  known = &e->known[hash >> (32 - KNOWN_BITS)];
  if (len > 0 && len < KNOWN_BYTES &&
      memcmp(known->form, word->form, len + 1) == 0) {
    memcpy(word->stem, known->stem, KNOWN_BYTES);
    word->note = &known->note;
    return;
  }
  stem_new(e, word);
  if (len < KNOWN_BYTES && strlen(word->stem) < KNOWN_BYTES) {
    memcpy(known->form, word->form, len + 1);
    memcpy(known->stem, word->stem, KNOWN_BYTES);
    known->note = 0;
    word->note = &known->note;
  }
}

static bool is_digit(uint32_t rune)
{
  return (rune >= '0' && rune <= '9') || (rune >= 0xFF10 && rune <= 0xFF19);
}

static bool is_apostrophe(uint32_t rune)
{
  return rune == '\'' || rune == 0x2019;
}

/* The base letter, lower case: É -> e, Ａ -> a; 0 if there is none. */
static uint32_t fold_letter(uint32_t rune)
{
  utf8proc_int32_t folded[8];
  utf8proc_ssize_t n;

  if (rune < 0x80)
    return rune >= 'A' && rune <= 'Z' ? rune + 32 : rune;
  n = utf8proc_decompose_char(
      (utf8proc_int32_t)rune, folded, 8,
      UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, NULL);
  return n > 0 ? (uint32_t)folded[0] : rune;
}

static size_t put_rune(char *out, size_t len, uint32_t rune)
{
  if (rune < 0x80 && len < STEM_MAX) {
    out[len++] = (char)rune;
  } else if (rune < 0x800 && len + 1 < STEM_MAX) {
    out[len++] = (char)(0xC0 | rune >> 6);
    out[len++] = (char)(0x80 | (rune & 0x3F));
  }
  return len;
}

/* After an apostrophe: 's, 't, 're, 've, 'll, 'd, 'm end the word before. */
static size_t clitic(zhen_str s, size_t at)
{
  static const char *const tails[] = {"s", "t", "re", "ve", "ll", "d", "m"};
  size_t end = at;

  while (end < s.len && rune_is_latin((unsigned char)s.ptr[end]) &&
         (unsigned char)s.ptr[end] < 0x80)
    end++;
  for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
    size_t len = strlen(tails[i]);

    if (end - at == len && memcmp(s.ptr + at, tails[i], len) == 0)
      return len;
  }
  return 0;
}

static bool is_word_rune(uint32_t rune)
{
  return rune_is_latin(rune) || is_digit(rune);
}

/* Read the letters of one word; *at moves past it. */
static void read_form(zhen_str s, size_t *at, english_word *word)
{
  size_t len = 0;

  word->begin = *at;
  while (*at < s.len) {
    size_t size, tail;
    uint32_t rune = utf8_at(s, *at, &size);

    if (is_apostrophe(rune) && (tail = clitic(s, *at + size)) > 0) {
      word->end = *at;
      *at += size + tail;
      break;
    }
    if (!is_word_rune(rune) &&
        !(is_apostrophe(rune) && *at + size < s.len &&
          rune_is_latin((unsigned char)s.ptr[*at + size])))
      break;
    word->has_digit |= is_digit(rune);
    if (!is_apostrophe(rune))
      len = put_rune(word->form, len, fold_letter(rune));
    *at += size;
    word->end = *at;
  }
  word->form[len] = '\0';
}

/* don't, isn't, won't: the n of n't was read as part of the word. */
static void mend_negation(zhen_str s, size_t at, english_word *word)
{
  size_t len = strlen(word->form);

  if (at - word->end < 2 || s.ptr[at - 1] != 't' || len < 3 ||
      word->form[len - 1] != 'n')
    return;
  if (strcmp(word->form, "won") == 0)
    memcpy(word->form, "will", 5);
  else if (strcmp(word->form, "can") != 0)
    word->form[len - 1] = '\0';
}

bool english_next(english *e, zhen_str s, size_t *at, english_word *word)
{
  while (*at < s.len) {
    size_t size;
    uint32_t rune = utf8_at(s, *at, &size);

    if (!is_word_rune(rune)) {
      *at += size;
      continue;
    }
    memset(word, 0, sizeof *word);
    word->capital = fold_letter(rune) != rune && !is_digit(rune);
    read_form(s, at, word);
    mend_negation(s, *at, word);
    stem(e, word);
    return true;
  }
  return false;
}

bool english_is_filler(const char *stem_text)
{
  static const char *const fillers[] = {
      "a",   "an",   "and", "as",   "at",       "be",     "by",
      "for", "from", "in",  "into", "it",       "not",    "of",
      "on",  "one",  "or",  "sb",   "somebodi", "someon", "someth",
      "sth", "that", "the", "to",   "with"};

  for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++)
    if (strcmp(stem_text, fillers[i]) == 0)
      return true;
  return false;
}
