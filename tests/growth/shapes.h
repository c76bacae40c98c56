/* SPDX-License-Identifier: Apache-2.0 */
/* Texts with a repeated element on which a program may be slow. */
#ifndef GROWTH_SHAPES_H
#define GROWTH_SHAPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef enum shape_form {
  SHAPE_FLAT,  /* one line on each side */
  SHAPE_LINES, /* one unit per line */
  SHAPE_PARAS, /* a unit a paragraph */
  SHAPE_NEST   /* one line on each side: `zh` repeated, then `en` */
} shape_form;

typedef struct shape {
  char name[64];
  char zh[192], en[192]; /* a unit; see shapes.c for its varying parts */
  shape_form form;
  bool once_zh, once_en; /* that side is one unit only */
} shape;

/* The first ones were slow in the past, and are always tried. */
enum { SHAPES_ALWAYS = 12 };

/* The shape of a number, counted from 0; false after the last. */
bool shape_get(size_t number, shape *out);

/* False if no shape has that name. */
bool shape_find(const char *name, shape *out);

/* Write about `bytes` of each language, always the same, to two files. */
void shape_write_sides(const shape *s, size_t bytes, FILE *zh, FILE *en);

/* The same to one file, alternating a Chinese and an English unit. */
void shape_write_mixed(const shape *s, size_t bytes, FILE *out);

/* The same as pairs: Chinese, a tab, English. Flat ones are a single pair. */
void shape_write_pairs(const shape *s, size_t bytes, FILE *out);

#endif
