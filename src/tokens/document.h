/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pair of texts as the aligner sees it: units, the tokens in them, and which
 * tokens of the two sides may translate each other.
 *
 * A unit is the smallest piece that a bead may begin or end with: a clause on
 * the Chinese side (translators move clauses across sentence ends), a sentence
 * on the English one. Tokens are numbered by type; a unit holds each once.
 */
#ifndef ZHEN_TOKENS_DOCUMENT_H
#define ZHEN_TOKENS_DOCUMENT_H

#include "base/interner.h"
#include "base/progress.h"
#include "base/rows.h"
#include "lexicon/chinese.h"
#include "lexicon/english.h"
#include "tokens/kind.h"

#include <zhen/align.h>

/*
 * Positions of tokens, the notes of their rows: a unit is POSITION_END long,
 * POSITION_NONE is nowhere.
 */
enum { POSITION_END = 0xFFFE, POSITION_NONE = 0xFFFF };

typedef struct token_type {
  token_kind kind;
  uint32_t count;             /* units that hold it */
  const char *key;            /* what it is; unique on its side */
  const uint8_t *pairs, *end; /* zh words: translations in the lexicon */
  const glossary_term *term;
  uint32_t stem;    /* en words: number in the lexicon, or WORD_NONE */
  uint32_t name_of; /* zh names: the en type they are read as */
  const char *form; /* of English letters: unstemmed, lower case; of a foreign
                       name in Chinese: its characters, folded */
  uint32_t n_capital, n_lower; /* en words: inside sentences */
  uint32_t last_unit;          /* + 1: the last one that holds it */
} token_type;

typedef struct unit {
  uint32_t sentence; /* that it belongs to */
  bool ends_sentence;
  bool ends_para;
  bool in_quote;    /* the text is inside a quotation when it ends */
  bool boilerplate; /* the sentence is none of the text: see boilerplate.h */
  float chars;      /* length evidence */
  uint32_t n_tokens;
  uint32_t turn;
} unit;

typedef struct side {
  unit *units;
  size_t n_units, units_capacity;
  uint32_t *unit_of; /* first unit of each sentence; n_sentences + 1 */
  size_t n_sentences;
  token_type *types;
  size_t n_types, types_capacity;
  rows tokens;         /* unit -> types */
  uint64_t n_tokens;   /* in all units */
  uint16_t position;   /* of tokens that are added */
  double *miss_chance; /* type -> log of the probability that one token of the
                          other side, taken anywhere, does not translate it */
  interner names;
} side;

/* Two types that the document teaches to be each other's translation. */
typedef struct learned_pair {
  uint32_t zh, en;
  uint32_t count; /* how often they met */
  float strength;
} learned_pair;

/* An English name and a way to read it, in pinyin. */
typedef struct pinyin_name {
  const char *syllables[4];
  uint32_t n, en_type;
  uint32_t order; /* of those that are found at one place, by type */
} pinyin_name;

/* Two English words in a row that may be a name together. */
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
  bigram *bigrams; /* as they stand in the text */
  size_t n_bigrams, bigrams_capacity;
  interner runs;         /* of zh characters that render foreign names */
  rows unit_runs;        /* zh unit -> runs in it */
  learned_pair *learned; /* those of the edges that no lexicon has */
  size_t n_learned, learned_capacity;
  progress *progress; /* that all who work on it report to; NULL: nobody */
  bool single_quotes; /* English speech stands in 'single' quotes */
  bool has_turns;
  bool has_paras;
} document;

/* Make `back` and `miss_chance` again after `edges` were changed. */
ZHEN_CHECK zhen_status document_connect(document *d);

void document_close(document *d);

/* Is the boundary before a unit one between sentences? */
static inline bool is_between_sentences(const side *s, uint32_t unit_number)
{
  return unit_number == 0 || s->units[unit_number - 1].ends_sentence;
}

/* The sentence that begins at a unit; after the last one, their number. */
static inline uint32_t sentence_at(const side *s, uint32_t unit_number)
{
  return unit_number ? s->units[unit_number - 1].sentence + 1 : 0;
}

/* The tokens added from now on are at this byte of a unit of `len` bytes. */
static inline void side_go_to(side *s, size_t at, size_t len)
{
  s->position = (uint16_t)(len ? at * POSITION_END / len : 0);
}

/* A new unit, and a token in the last unit. */
ZHEN_CHECK zhen_status side_begin_unit(side *s, unit u);
ZHEN_CHECK zhen_status side_add_token(document *d, side *s, token_kind kind,
                                      zhen_str key, uint32_t *type);

/* The parts of it: the type of a token; a token in any unit, put into rows. */
ZHEN_CHECK zhen_status side_add_type(document *d, side *s, token_kind kind,
                                     zhen_str key, uint32_t *type);
ZHEN_CHECK zhen_status side_put_token(side *s, rows *tokens,
                                      uint32_t unit_number, uint32_t type);

/* Remember how a word was written, which is in lower case. */
ZHEN_CHECK zhen_status token_keep_form(document *d, token_type *t,
                                       const char *form);

struct number;

/* Numbers and punctuation marks of a stretch of text, as tokens. */
ZHEN_CHECK zhen_status side_add_number(document *d, side *s,
                                       const struct number *n);
ZHEN_CHECK zhen_status side_add_mark(document *d, side *s, uint32_t rune);

/* One key for the marks of both languages that say the same; NULL: none. */
const char *mark_key(uint32_t rune);

/* The stem that a sign of money is read as: $ is dollar; NULL if it is none. */
const char *money_word(uint32_t rune);

/* Inside a quotation after this character? Straight quotes open after space. */
bool quote_after(bool inside, uint32_t rune, uint32_t before);

#endif
