/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a bead is worth by its words and its length.
 *
 * The token evidence of a bead is a sum over its units, each against the span
 * of the other side. Both sums are built up while the bead grows, from two
 * tables: zh_rows[u][j][b], Chinese unit u against the b English units from j
 * on, kept for the last A_MAX units; en_row[j][a], the English units before j
 * against the last a Chinese units, for the present row.
 */
#ifndef ZHEN_ALIGN_SPANS_H
#define ZHEN_ALIGN_SPANS_H

#include "align/corridor.h"
#include "align/gains.h"

/* The most units of a bead on either side. */
enum { A_MAX = 32, B_MAX = 8 };

typedef struct zh_row {
  float *at; /* (j - low) * B_MAX + b - 1 */
  size_t capacity;
  uint32_t low, high; /* of j; high excluded */
} zh_row;

/* Terms of a bead that only its Chinese side decides: the last a units. */
typedef struct zh_span {
  double expected;     /* log of the English characters expected */
  double level, slope; /* length term: level - slope * x^2 */
  double cut;          /* the greatest x that is tried */
  double shape;
  unsigned bucket;
} zh_span;

/* The same of its English side: the b units from j on. */
typedef struct en_span {
  float chars; /* log of */
  uint8_t bucket, paras;
} en_span;

typedef struct spans {
  const document *d;
  const align_params *p;
  const corridor *c;
  uint32_t max_bead;
  gains zh_gains, en_gains;
  zh_row zh_rows[A_MAX]; /* unit u is in u % A_MAX */
  float *en_row;         /* (j - low) * A_MAX + a - 1; of the units before j */
  size_t en_capacity;
  uint32_t *en_next; /* by English type: its first hit that is not before i */
  uint32_t en_low, en_high;
  zh_span zh_spans[A_MAX]; /* of the present row; a - 1 */
  uint32_t n_spans;        /* how many of them a bead may take */
  en_span *en_spans;       /* j * B_MAX + b - 1 */
} spans;

ZHEN_CHECK zhen_status spans_open(spans *s, const document *d,
                                  const align_params *p, const corridor *c,
                                  uint32_t max_bead);

/* Go to row i, which is not 0; rows are visited in order. */
ZHEN_CHECK zhen_status spans_row(spans *s, uint32_t i);

void spans_dispose(spans *s);

#endif
