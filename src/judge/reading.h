/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sentence pair as words and numbers, and which of them translate each other.
 * Everything depends on the pair and the lexicon alone.
 */
#ifndef ZHEN_JUDGE_READING_H
#define ZHEN_JUDGE_READING_H

#include "lexicon/frequency.h"
#include "lexicon/chinese.h"
#include "lexicon/english.h"
#include "lexicon/number.h"
#include "lexicon/sound.h"

/* How a word was found on the other side; the later, the surer. */
typedef enum partner_kind {
  PARTNER_NONE,
  PARTNER_CHARACTER, /* one character of a Chinese word */
  PARTNER_SOUND,     /* a foreign name by its sound */
  PARTNER_WORD,      /* the lexicon, a glossary */
  PARTNER_SAME       /* the same letters, or pinyin */
} partner_kind;

/* What a word is, if it is not a frequent one. */
typedef enum word_kind {
  WORD_ZH,         /* a Chinese word of the lexicon */
  WORD_ZH_SINGLE,  /* of one character */
  WORD_ZH_UNKNOWN, /* a character that the lexicon does not have */
  WORD_LATIN,      /* Latin letters in Chinese text */
  WORD_EN,         /* an English word of the lexicon */
  WORD_EN_UNKNOWN,
  WORD_NAME, /* English, begins with a capital inside a sentence */
  WORD_NAME_UNKNOWN,
  WORD_KINDS
} word_kind;

typedef struct judge_word {
  uint32_t key;        /* of its stem, see judge_key(); Chinese: of its text */
  uint32_t begin, end; /* bytes of the text */
  float bits;          /* how rare: the logarithm of its frequency, base 2 */
  float chance; /* share of the words of the other language that translate it */
  float weight; /* of the translation, 0 to 1 */
  float hit;    /* probability of a partner, if the sides are translations */
  float says;   /* log odds of that, from its partner or from having none */
  float sound;  /* distance of the nearest rendering of a name; 0: not tried */
  partner_kind partner;
  const struct judge_word *with; /* the partner; NULL: part of a number */
  word_kind kind;
  bool repeated; /* it occurred before */
} judge_word;

static inline bool judge_is_name(const judge_word *w)
{
  return w->kind == WORD_NAME || w->kind == WORD_NAME_UNKNOWN;
}

typedef struct judge_number {
  number at;
  bool found;  /* on the other side */
  size_t with; /* its number there */
  bool hard;   /* it must be there: in digits, and not one of a few things */
} judge_number;

/* Numbers of a side; characters of a side in which names are looked for. */
enum { JUDGE_NUMBERS = 64, JUDGE_RUNES = 400 };

typedef struct judge_side {
  zhen_str text;
  judge_word *words;
  size_t n_words, capacity;
  judge_number numbers[JUDGE_NUMBERS];
  size_t n_numbers;
  bool has_numbers; /* numbers are read: a side may have some */
  size_t wide,
      narrow; /* characters: ideographs and other wide ones; narrow ones */
  unsigned questions, ends, quotes, negations; /* how many */
} judge_side;

/* Working memory of a thread, reused for all pairs. */
typedef struct judge_reader {
  const zhen_lexicon *lexicon;
  const frequencies *frequencies;
  english *english;
  segmenter segmenter;
  judge_side zh, en;
  uint32_t *slots; /* English words by key: number + 1 */
  size_t n_slots, slots_capacity;
  uint64_t seen[64];              /* bits of the keys in `slots` */
  uint32_t initials[JUDGE_RUNES]; /* of the readings of each character, as bits;
                                     if names were looked for */
  sound_costs costs;
} judge_reader;

ZHEN_CHECK zhen_status judge_reader_open(judge_reader *r,
                                         const zhen_lexicon *lexicon);
void judge_reader_close(judge_reader *r);

/* The words and numbers of a side. */
ZHEN_CHECK zhen_status judge_read_zh(judge_reader *r, zhen_str text);
ZHEN_CHECK zhen_status judge_read_en(judge_reader *r, zhen_str text);

/* What equal stems share: the number in the lexicon, or a hash. */
uint32_t judge_key(const zhen_lexicon *lexicon, const char *stem);

#endif
