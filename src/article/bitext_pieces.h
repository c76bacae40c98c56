/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bilingual text as pieces of one language each; a piece is a line or a part
 * of a line.
 */
#ifndef ZHEN_ARTICLE_BITEXT_PIECES_H
#define ZHEN_ARTICLE_BITEXT_PIECES_H

#include <zhen/bitext.h>

/* Letters of a piece, without web addresses. */
typedef struct weight {
  size_t han, latin;
} weight;

typedef struct bitext_piece {
  size_t begin, end; /* bytes of the text, trimmed */
  zhen_lang lang;
  weight letters;
  uint32_t turn;
  bool after_blank; /* after an empty line */
  bool after_cut;   /* on the same line as the previous piece */
} bitext_piece;

typedef struct pieces {
  zhen_str text;
  bitext_piece *at;
  size_t count, capacity;
  bool failed; /* out of memory: sticky */
} pieces;

void bitext_append(pieces *p, const bitext_piece *one);

/* A Han character carries as much information as this many English letters. */
enum { BITEXT_HAN_LETTERS = 4 };

weight bitext_weigh(zhen_str s);
zhen_lang bitext_lang(weight letters);

static inline bool bitext_is_ascii_word(char c)
{
  return c > ' ' && c < 0x7F;
}

/* A speaker or a head word is not longer. */
enum { BITEXT_SPEAKER_BYTES = 40 };

/* The language of a line or a part: by its form if clear, else by weight. */
zhen_lang bitext_judge(zhen_str s);

/* Length in English letters, comparable between the languages. */
double bitext_length(const bitext_piece *p);

#endif
