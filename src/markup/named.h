/* SPDX-License-Identifier: Apache-2.0 */
/* Texts that a document gives names to, and refers to by them. `{0}` is empty.
 */
#ifndef ZHEN_MARKUP_NAMED_H
#define ZHEN_MARKUP_NAMED_H

#include "text/utf8.h"

#include <stddef.h>

typedef struct named_text {
  zhen_str name, text;
} named_text;

typedef struct named_texts {
  named_text *at;
  size_t count, capacity;
  bool failed; /* out of memory */
} named_texts;

void named_add(named_texts *n, zhen_str name, zhen_str text);

/* When all are added. */
void named_sort(named_texts *n);

/* The text of a name, the first one in the document; false if it has none, or
   one that is too long to be put in many places. */
bool named_find(const named_texts *n, zhen_str name, zhen_str *text);

void named_dispose(named_texts *n);

#endif
