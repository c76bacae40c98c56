/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pair of texts for the aligner: units, their tokens, and which tokens of the
 * two sides may translate each other.
 *
 * A unit is the smallest piece that a bead may start or end with: a clause on
 * the Chinese side (translators move clauses across sentence ends), a sentence
 * on the English one. Tokens are numbered by type; a unit has each type once.
 */
#ifndef ZHEN_TOKENS_DOCUMENT_H
#define ZHEN_TOKENS_DOCUMENT_H

#include "base/interner.h"
#include "base/progress.h"
#include "base/rows.h"
#include "lexicon/chinese.h"
#include "lexicon/english.h"
#include "tokens/line_end.h"
#include "tokens/kind.h"

#include <zhen/align.h>

/*
 * Positions of tokens, stored as notes of their rows: a unit is POSITION_END
 * long, POSITION_NONE is unknown.
 */
enum { POSITION_END = 0xFFFE, POSITION_NONE = 0xFFFF };

typedef struct token_type {
  token_kind kind;
  token_kind as;  /* how surely it is translated: as its kind, or as a proper
                     name of the lexicon (墨西哥, Mexico) */
  uint32_t count; /* units that contain it */
  double rate; /* how surely it is translated, learned; 0: as others of `as` */
  const char *key;            /* the text; unique on its side */
  const uint8_t *pairs, *end; /* zh words: translations in the lexicon */
  const glossary_term *term;
  uint32_t stem;    /* en words: number in the lexicon, or WORD_NONE */
  uint32_t name_of; /* zh names: the en type they are read as */
  const char *form; /* of English letters: unstemmed, lower case; of a foreign
                       name in Chinese: its characters, folded */
  uint32_t n_capital, n_lower; /* en words: inside sentences */
  uint32_t last_unit;          /* + 1: the last one that contains it */
  uint32_t last_at;            /* en: its number in the tokens there */
} token_type;

typedef struct unit {
  uint32_t sentence; /* that it belongs to */
  bool ends_sentence;
  bool ends_para;
  bool in_quote;    /* the end of the text is inside a quotation */
  bool boilerplate; /* the sentence is boilerplate: see boilerplate.h */
  line_end ending;  /* of the sentence */
  float chars;      /* length evidence */
  uint32_t n_tokens;
  uint32_t turn;
  double begin, end; /* seconds, on the clock of the English side */
} unit;

typedef struct side {
  unit *units;
  size_t n_units, units_capacity;
  uint32_t *unit_of; /* first unit of each sentence; n_sentences + 1 */
  size_t n_sentences;
  token_type *types;
  size_t n_types, types_capacity;
  rows tokens;     /* unit -> types */
  uint16_t *times; /* en: occurrences of each of `tokens.at` in its unit */
  size_t times_capacity;
  uint64_t n_tokens;   /* in all units */
  uint16_t position;   /* of the tokens being added */
  double *miss_chance; /* type -> log of the probability that a random token of
                          the other side does not translate it */
  interner names;
} side;

/* Two types that translate each other, learned from the document. */
typedef struct learned_pair {
  uint32_t zh, en;
  uint32_t count; /* how often they occurred together */
  float strength;
} learned_pair;

/* An English name and a way to read it, in pinyin. */
typedef struct pinyin_name {
  const char *syllables[4];
  uint32_t n, en_type;
  uint32_t order; /* of those with a single position, by type */
} pinyin_name;

/* Two adjacent English words that may form a name. */
typedef struct bigram {
  uint32_t first, second; /* types */
  uint32_t hyphen;        /* between them? */
} bigram;

typedef struct document {
  arena strings;
  const zhen_lexicon *lexicon;
  side zh, en;
  rows edges;         /* zh type -> en types that translate it */
  rows back;          /* the same, en type -> zh types */
  pinyin_name *names; /* sorted by their syllables, the shorter ones first */
  size_t n_names, names_capacity;
  uint32_t name_initials; /* the letters that names begin with, as bits */
  bigram *bigrams;        /* as written in the text */
  size_t n_bigrams, bigrams_capacity;
  interner runs;         /* of zh characters used for foreign names */
  rows unit_runs;        /* zh unit -> runs in it */
  learned_pair *learned; /* those of the edges that are in no lexicon */
  size_t n_learned, learned_capacity;
  progress *progress; /* that all who work on it report to; NULL: nobody */
  bool single_quotes; /* English speech is in 'single' quotes */
  bool has_turns;
  bool has_paras;
  bool has_times; /* on one clock */
} document;

/* Recompute `back` and `miss_chance` after a change of `edges`. */
ZHEN_CHECK zhen_status document_connect(document *d);

void document_close(document *d);

/* Is the boundary before a unit one between sentences? */
static inline bool is_between_sentences(const side *s, uint32_t unit_number)
{
  return unit_number == 0 || s->units[unit_number - 1].ends_sentence;
}

/* The sentence that starts at a unit; after the last one, their number. */
static inline uint32_t sentence_at(const side *s, uint32_t unit_number)
{
  return unit_number ? s->units[unit_number - 1].sentence + 1 : 0;
}

/* The position of tokens added from now on: a byte of a unit of `len` bytes. */
static inline void side_go_to(side *s, size_t at, size_t len)
{
  s->position = (uint16_t)(len ? at * POSITION_END / len : 0);
}

/* A new unit, and a token in the last unit. */
ZHEN_CHECK zhen_status side_begin_unit(side *s, unit u);
ZHEN_CHECK zhen_status side_add_token(document *d, side *s, token_kind kind,
                                      zhen_str key, uint32_t *type);

/* Its two steps: the type of a token; a token in any unit, added to rows. */
ZHEN_CHECK zhen_status side_add_type(document *d, side *s, token_kind kind,
                                     zhen_str key, uint32_t *type);
ZHEN_CHECK zhen_status side_put_token(side *s, rows *tokens,
                                      uint32_t unit_number, uint32_t type);

/* Record the spelling of a word, which is in lower case. */
ZHEN_CHECK zhen_status token_keep_form(document *d, token_type *t,
                                       const char *form);

struct number;

/* Numbers and punctuation marks of a part of the text, as tokens. */
ZHEN_CHECK zhen_status side_add_number(document *d, side *s,
                                       const struct number *n);
ZHEN_CHECK zhen_status side_add_mark(document *d, side *s, uint32_t rune);

/* Most characters of a text: neither a mark nor money, and no quotation begins
   or ends with them. */
static inline bool rune_is_plain(uint32_t rune)
{
  return (rune >= 'a' && rune <= 'z') || rune == ' ' ||
         (rune >= 0x4E00 && rune <= 0x9FFF);
}

/* One key for equivalent marks of both languages; NULL: none. */
const char *mark_key(uint32_t rune);

/* Names, borrowed from a document; `at` is the owner's to free. */
typedef struct name_list {
  const pinyin_name **at;
  size_t n, capacity;
} name_list;

/* Replace a list by the names that the characters from `at` on are read as. */
ZHEN_CHECK zhen_status names_read_at(name_list *found, const document *d,
                                     const segmenter *g, size_t at);

/* The stem of a currency sign: $ is dollar; NULL if it is not one. */
const char *money_word(uint32_t rune);

/* Inside a quotation after this character? Straight quotes open after space. */
bool quote_after(bool inside, uint32_t rune, uint32_t before);

#endif
