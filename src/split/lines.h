/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a text, and what their breaks are. */
#ifndef ZHEN_SPLIT_LINES_H
#define ZHEN_SPLIT_LINES_H

#include "split/words.h"
#include "text/utf8.h"

/* One line without the white space around it; empty if there is no more. */
typedef struct line {
  size_t begin, end;
  uint32_t width;  /* columns, the indentation included */
  uint32_t indent; /* columns of white space at the front */
  bool han;        /* mostly Chinese */
} line;

typedef struct line_layout {
  zhen_str text;
  line *line;
  size_t count, capacity;
  uint32_t full[2];   /* columns of a full line, Latin and Chinese; 0: none
                         can be told */
  uint64_t *repeated; /* sorted hashes of lines, their digits left out */
  size_t n_repeated;
  latin_words words; /* empty if no word is broken */
} line_layout;

typedef enum joint { JOINT_NOTHING, JOINT_SPACE, JOINT_HYPHEN } joint;

ZHEN_CHECK zhen_status lines_read(line_layout *p, zhen_str text);
void lines_dispose(line_layout *p);

/* Whether the break between the neighbours `a` and `b` is a typesetter's. */
bool lines_go_on(const line_layout *p, const line *a, const line *b);

/* Whether `b` begins with the mark of a list or is indented by itself. */
bool lines_new_item(const line_layout *p, const line *b);

/* A page number, or a short line that comes again and again. */
bool lines_is_boilerplate(const line_layout *p, const line *l);

/* Whether a sentence goes on from `a` to `b` over what stands between. */
bool lines_are_halves(const line_layout *p, const line *a, const line *b);

/* What takes the place of the break between them. */
joint lines_joint(const line_layout *p, const line *a, const line *b);

#endif
