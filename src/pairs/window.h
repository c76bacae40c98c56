/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last pieces of a file, for the places of its units: places are bytes of
 * the whole text, and lead back to bytes of the input.
 */
#ifndef ZHEN_PAIRS_WINDOW_H
#define ZHEN_PAIRS_WINDOW_H

#include "base/buf.h"

#include <zhen/text.h>

/* `{0}` is the beginning of a file. */
typedef struct window {
  zhen_text **at;
  size_t *ends; /* where each piece ends in the text */
  size_t count, capacity, ends_capacity;
  size_t begin, end; /* of the text in the pieces */
} window;

/* Add the next piece, which the window then owns, also on failure. */
ZHEN_CHECK zhen_status window_add(window *w, zhen_text *piece);

/* Drop the pieces that end at or before `place`. */
void window_drop(window *w, size_t place);

/* The byte at a place; 0 outside the window. */
char window_byte(const window *w, size_t place);

/* The place of the last such byte before `place`; `place` if there is none. */
size_t window_before(const window *w, size_t place, char byte);

/* The place after the next such byte at or after `place`; likewise. */
size_t window_after(const window *w, size_t place, char byte);

/* The first place of the white space that ends at `place`; `w` may be NULL. */
size_t window_space(const window *w, size_t place);

/* The place after the white space that begins at `place`; likewise. */
size_t window_text(const window *w, size_t place);

/* The byte of the input that a place leads back to. */
size_t window_source(const window *w, size_t place);

/* Append the input of a range of the text. */
void window_put(const window *w, buf *out, size_t begin, size_t end);

/* The name of the encoding of the file; NULL before the first piece. */
const char *window_encoding(const window *w);

void window_dispose(window *w);

#endif
