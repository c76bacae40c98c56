/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a text, and the meaning of their breaks. */
#ifndef ZHEN_SPLIT_LINES_H
#define ZHEN_SPLIT_LINES_H

#include "split/words.h"
#include "text/utf8.h"

/* One line without surrounding white space; empty at the end. */
typedef struct line {
  size_t begin, end;
  uint32_t width;  /* columns, the indentation included */
  uint32_t indent; /* columns of leading white space */
  bool han;        /* mostly Chinese */
  bool page;       /* a form feed before it */
  bool margin;     /* among the first or last lines of a page */
} line;

typedef struct line_layout {
  zhen_str text;
  line *line;
  size_t count, capacity;
  uint32_t full[2]; /* columns of a full line, Latin and Chinese; 0: unknown */
  uint64_t *repeated; /* sorted hashes of lines, without their digits */
  size_t n_repeated;
  bool pages;        /* there are form feeds */
  bool indented;     /* the first line of a paragraph is */
  bool cut;          /* Chinese lines end anywhere: 20|24, and 。 begins one */
  bool spaced;       /* spaces between Chinese characters and Latin words */
  bool whole;        /* no word is broken: a hyphen at the end of a line is that
                        of a compound */
  latin_words words; /* empty if no line ends with a hyphen */
} line_layout;

typedef enum joint { JOINT_NOTHING, JOINT_SPACE, JOINT_HYPHEN } joint;

ZHEN_CHECK zhen_status lines_read(line_layout *p, zhen_str text);
void lines_dispose(line_layout *p);

/* Whether the break between the adjacent lines `a` and `b` is a line wrap. */
bool lines_go_on(const line_layout *p, const line *a, const line *b);

/* Whether a sentence ends with the line, for all that is seen of it. */
bool lines_end_sentence(const line_layout *p, const line *l);

/* Whether `b` starts with a list mark or is indented on its own. */
bool lines_new_item(const line_layout *p, const line *b);

/* A page number, or a short line that is repeated. */
bool lines_is_boilerplate(const line_layout *p, const line *l);

/* Whether a sentence continues from `a` to `b` over what is between them. */
bool lines_are_halves(const line_layout *p, const line *a, const line *b);

/* The replacement of the break between them. */
joint lines_joint(const line_layout *p, const line *a, const line *b);

#endif
