/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of reStructuredText share. */
#ifndef ZHEN_MARKUP_RST_BLOCKS_H
#define ZHEN_MARKUP_RST_BLOCKS_H

#include "markup/builder.h"
#include "markup/cuts.h"
#include "markup/named.h"
#include "markup/source_line.h"

/* The blocks of a document under construction, a paragraph per line. */
typedef struct rst_blocks {
  zhen_str s; /* the input text */
  text_builder b;
  named_texts known; /* substitutions */
  bool failed;       /* out of memory */
} rst_blocks;

/* Find all substitutions of the document. */
void rst_collect(rst_blocks *r);

/* Words of the current paragraph, with substitutions. */
void rst_words(rst_blocks *r, size_t begin, size_t end);

/* Whether a table starts at this line, and where it ends after it is put. */
bool rst_is_grid(zhen_str line);
bool rst_is_simple_table(zhen_str line);
size_t rst_put_grid(rst_blocks *r, const source_line *first);
size_t rst_put_simple_table(rst_blocks *r, const source_line *first);

/* The bytes of the mark of a list item; 0 if there is none. */
size_t rst_item_mark(zhen_str s);

/* ":name: value"; not ":role:`text`". The bytes up to the value, or 0. */
size_t rst_field_mark(zhen_str s);

/* "-a FILE  text": the bytes up to the text, or 0. */
size_t rst_option_mark(zhen_str s);

/* The name of the directive at the start, or an empty string. */
zhen_str rst_directive_name(zhen_str s);

/* What to do with a directive. */
typedef enum rst_use {
  RST_DROP,    /* all of it */
  RST_CONTENT, /* keep its content, not its argument */
  RST_TITLE,   /* keep both */
  RST_VERSION, /* the argument without its first word, and the content */
  RST_ROWS,    /* its content is a list of rows */
  RST_CSV      /* its content is a table */
} rst_use;

rst_use rst_directive(zhen_str name);

/* The marks within the paragraphs, which are the lines of the text. */
void rst_cut_inline(cuts *c);

#endif
