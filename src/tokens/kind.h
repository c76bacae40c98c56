/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_TOKENS_KIND_H
#define ZHEN_TOKENS_KIND_H

/* The kind of a token; each has its own probability of being translated. */
typedef enum token_kind {
  TOKEN_WORD,   /* a Chinese word of more than one character */
  TOKEN_CHAR,   /* a Chinese word of one character */
  TOKEN_EN,     /* an English word */
  TOKEN_LATIN,  /* a Latin string in Chinese text */
  TOKEN_NUMBER, /* a number below ten, by value */
  TOKEN_TENS,   /* 10 to 99; a month, a time of day, a half or quarter */
  TOKEN_HARD,   /* a number that is no accident: 100 and more, decimals */
  TOKEN_NAME,   /* characters whose pinyin is an English name */
  TOKEN_MARK,   /* ? ! " : ; ... */
  TOKEN_TERM,   /* a term of the user's glossary */
  TOKEN_PART,   /* a character of a longer word */
  TOKEN_PHRASE, /* words that are a phrase of the lexicon: a hit gains, but
                   without one it costs nothing */
  TOKEN_PROPER, /* no kind of its own: words that count as names, see `as` */
  TOKEN_KINDS
} token_kind;

#endif
