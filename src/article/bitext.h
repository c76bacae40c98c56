/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bilingual text between its lines and its two sides: pieces of one
 * language each, a line or a part of a line.
 */
#ifndef ZHEN_ARTICLE_BITEXT_H
#define ZHEN_ARTICLE_BITEXT_H

#include <zhen/bitext.h>

/* Letters of a piece, without addresses of the web. */
typedef struct weight {
  size_t han, latin;
} weight;

typedef struct piece {
  size_t begin, end; /* bytes of the text, trimmed */
  zhen_lang lang;
  weight letters;
  uint32_t turn;
  bool after_blank; /* an empty line stands before it */
  bool after_cut;   /* the piece before it is on the same line */
} piece;

typedef struct pieces {
  zhen_str text;
  piece *at;
  size_t count, capacity;
  bool failed; /* out of memory: sticky */
} pieces;

void bitext_append(pieces *p, const piece *one);

/* A Han character says about as much as so many letters of English. */
enum { BITEXT_HAN_LETTERS = 4 };

weight bitext_weigh(zhen_str s);
zhen_lang bitext_lang(weight letters);

/* The language of a line or a part: by weight, unless its make-up tells. */
zhen_lang bitext_judge(zhen_str s);

/* Length in English letters, the same for both languages. */
double bitext_length(const piece *p);

/* The lines of `p->text` to pieces, cut where a line holds both languages. */
ZHEN_CHECK zhen_status bitext_read_pieces(pieces *p);

/*
 * Cut one line into pieces of one language, which replace what is in `out`;
 * false if it is all one. `lenient`: the file is known to hold both languages
 * in each line. `order`: the language that begins, if it is known; weak signs
 * do not cut a line in the other order.
 */
bool bitext_cut_line(pieces *out, const piece *line, bool lenient,
                     zhen_lang order);

/* The language that comes first in each turn. */
zhen_lang bitext_find_order(const pieces *p);

/* Number the turns and find the pattern. */
void bitext_find_pattern(zhen_bitext *out, pieces *p);

#endif
