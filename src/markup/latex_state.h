/* SPDX-License-Identifier: Apache-2.0 */
/* A document in LaTeX while it is read: what is open, and its arguments. */
#ifndef ZHEN_MARKUP_LATEX_STATE_H
#define ZHEN_MARKUP_LATEX_STATE_H

#include "markup/builder.h"
#include "markup/latex_command.h"

typedef struct latex_note {
  size_t begin, end;
} latex_note;

typedef struct latex {
  zhen_str s;
  text_builder b;
  latex_note *notes; /* of the paragraph */
  size_t n_notes, notes_capacity;
  size_t *paragraphs; /* ends of arguments that are paragraphs */
  size_t n_paragraphs, paragraphs_capacity;
  size_t tables;              /* open environments */
  bool ended;                 /* a paragraph did: its notes follow */
  bool open[LATEX_TABLE + 1]; /* cached: one of these does not end */
  bool failed;
} latex;

/* End the paragraph; its notes are put by the caller. */
void latex_end_paragraph(latex *t);

/* A note of the paragraph; an argument up to `end` that is a paragraph. */
void latex_add_note(latex *t, size_t begin, size_t end);
void latex_add_paragraph(latex *t, size_t end);

/* Whether an argument that is a paragraph ends here. */
bool latex_ends_argument(latex *t, size_t at);

/* After white space without an empty line. */
size_t latex_skip_blanks(const latex *t, size_t at, size_t end);

/* After the group or option at `at`, which begins with `open`; `at` if there
   is none. */
size_t latex_skip_group(const latex *t, size_t at, size_t end, char open);

/* After all options at `at`; after `groups` groups, and options around them. */
size_t latex_skip_options(const latex *t, size_t at, size_t end);
size_t latex_drop_groups(const latex *t, size_t at, size_t end,
                         unsigned groups);

/* After "\name#1{text}" or "\name=\other", which follow "\def" or "\let". */
size_t latex_drop_definition(const latex *t, size_t at, size_t end);

static inline bool latex_is_letter(char c)
{
  return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '@';
}

#endif
