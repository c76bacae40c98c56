/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bilingual text as pieces of one language each; a piece is a line or a part
 * of a line.
 */
#ifndef ZHEN_ARTICLE_BITEXT_H
#define ZHEN_ARTICLE_BITEXT_H

#include <zhen/bitext.h>

/* Letters of a piece, without web addresses. */
typedef struct weight {
  size_t han, latin;
} weight;

typedef struct piece {
  size_t begin, end; /* bytes of the text, trimmed */
  zhen_lang lang;
  weight letters;
  uint32_t turn;
  bool after_blank; /* after an empty line */
  bool after_cut;   /* on the same line as the previous piece */
} piece;

typedef struct pieces {
  zhen_str text;
  piece *at;
  size_t count, capacity;
  bool failed; /* out of memory: sticky */
} pieces;

void bitext_append(pieces *p, const piece *one);

/* A Han character carries as much information as this many English letters. */
enum { BITEXT_HAN_LETTERS = 4 };

weight bitext_weigh(zhen_str s);
zhen_lang bitext_lang(weight letters);

/* The language of a line or a part: by its form if clear, else by weight. */
zhen_lang bitext_judge(zhen_str s);

/* Length in English letters, comparable between the languages. */
double bitext_length(const piece *p);

/* The lines of `p->text` as pieces, cut where a line has both languages. */
ZHEN_CHECK zhen_status bitext_read_pieces(pieces *p);

/*
 * Cut one line into pieces of one language, which replace the content of `out`;
 * false if it has one language only. `lenient`: the file is known to have both
 * languages on each line. `order`: the language that comes first, if known;
 * weak evidence does not cut a line in the other order.
 */
bool bitext_cut_line(pieces *out, const piece *line, bool lenient,
                     zhen_lang order);

/* The language that comes first in each turn. */
zhen_lang bitext_find_order(const pieces *p);

/* Number the turns and find the pattern. */
void bitext_find_pattern(zhen_bitext *out, pieces *p);

#endif
