/* SPDX-License-Identifier: Apache-2.0 */
/* JSON that is safe inside an HTML page: nothing in it can end its element. */
#ifndef ZHEN_TEXT_JSON_H
#define ZHEN_TEXT_JSON_H

#include "base/buf.h"

#include <zhen/text.h>

/*
 * Append a string in quotes. What HTML, an editor or a terminal could interpret
 * (< > &, controls, bidi overrides) is escaped.
 */
void json_put(buf *b, zhen_str s);

/* The same as data: escapes only what JSON requires. */
void json_put_data(buf *b, zhen_str s);

/* Append a name, which may have any bytes. */
void json_put_name(buf *b, const char *name);

/*
 * String lengths in JavaScript's units (UTF-16), for pieces of a text requested
 * in any order. `{0}` is none.
 */
typedef struct json_units {
  zhen_str text;
  uint32_t *before; /* units before each UNITS_STEPth byte */
} json_units;

ZHEN_CHECK zhen_status json_units_open(json_units *u, zhen_str text);

/* The length of the bytes [begin, end). */
size_t json_units_between(const json_units *u, size_t begin, size_t end);

void json_units_close(json_units *u);

#endif
