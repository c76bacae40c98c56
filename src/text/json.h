/* SPDX-License-Identifier: Apache-2.0 */
/* JSON that may stand in an HTML page: pure text, nothing can end its element.
 */
#ifndef ZHEN_TEXT_JSON_H
#define ZHEN_TEXT_JSON_H

#include "base/buf.h"

#include <zhen/text.h>

/*
 * Append a string in quotes. What HTML, an editor or a terminal could take for
 * more than text (< > &, controls, bidi overrides) becomes an escape.
 */
void json_put(buf *b, zhen_str s);

/* The same as data: only what JSON itself cannot hold becomes an escape. */
void json_put_data(buf *b, zhen_str s);

/* Append a name that may be any bytes. */
void json_put_name(buf *b, const char *name);

/*
 * Lengths in the units that JavaScript counts strings in (UTF-16), of pieces of
 * a text that are asked for in any order. `{0}` is none.
 */
typedef struct json_units {
  zhen_str text;
  uint32_t *before; /* units before each UNITS_STEPth byte */
} json_units;

ZHEN_CHECK zhen_status json_units_open(json_units *u, zhen_str text);

/* Of the bytes [begin, end). */
size_t json_units_between(const json_units *u, size_t begin, size_t end);

void json_units_close(json_units *u);

#endif
