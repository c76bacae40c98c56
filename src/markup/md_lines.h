/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of the dialects of Markdown: MDX, MkDocs, Docusaurus, kramdown. */
#ifndef ZHEN_MARKUP_MD_LINES_H
#define ZHEN_MARKUP_MD_LINES_H

#include "markup/cuts.h"

/* The title of ":::tip Title", "!!! note "Title"" or "=== "Tab"": bytes of the
   line, maybe none; false if the line is no such directive. */
bool md_directive(zhen_str line, size_t *begin, size_t *end);

/* Whether a line is an import or export of MDX. */
bool md_is_module(zhen_str line);

/* Lines without text, other than those of CommonMark. */
bool md_is_setting(zhen_str line);

/* Where the formula between two "$$" that begins at `at` ends; 0 if none does.
 */
size_t md_formula_end(zhen_str s, size_t at);

/* The value of "title:" in front matter that ends at `end`. */
bool md_title(zhen_str s, size_t end, zhen_str *title);

/* "[name]: address" */
bool md_definition(zhen_str line, zhen_str *name);

/* The names of all definitions, sorted. */
typedef struct md_names {
  zhen_str *at;
  size_t count, capacity;
  bool failed;
} md_names;

void md_names_collect(md_names *names, zhen_str s);
bool md_names_have(const md_names *names, zhen_str name);

#endif
