/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What words and lengths add to the score of a bead, for a chunk of columns at
 * once. A span is consecutive units of one side. Tables are planes with the
 * English unit as the last index, so that loops over it can be vectorized.
 *
 * The token score of a bead is a sum over its units, each against the span of
 * the other side. Both sums are built up while the bead grows, from two
 * tables: zh_rows[u][b][j], Chinese unit u against the b English units before
 * j, kept for the last A_MAX units; en_sums[a][j], the English units before j
 * against the last a Chinese units, for the current row.
 *
 * Columns are computed FLOATS at once, so planes are that much longer.
 */
#ifndef ZHEN_ALIGN_SCORE_SPANS_H
#define ZHEN_ALIGN_SCORE_SPANS_H

#include "align/corridor/corridor.h"
#include "align/corridor/hits.h"
#include "align/score/input.h"
#include "align/score/floats.h"
#include "align/score/model.h"

enum { CHUNK = 64 }; /* columns that are computed at once; whole FLOATS */

typedef struct zh_row {
  float *at; /* b - 1 planes of j - low */
  size_t capacity, stride;
  uint32_t low, high;   /* of j; high excluded */
  uint32_t first, last; /* where spans with the unit may begin */
} zh_row;

/* Terms of a bead that depend only on its Chinese side: the last a units. */
typedef struct zh_span {
  float expected;     /* log of the English characters expected */
  float level, slope; /* length term: level - slope * x^2 */
  float cut;          /* the greatest x that is tried */
  float shape;
  unsigned bucket;
} zh_span;

/* A bead that is not tried or a cell that is not reached: below any score. */
#define BARRED (-1e30F)

typedef struct spans {
  const align_input *in;
  const document *d;
  const score_model *m;
  const corridor *c;
  hits zh_hits, en_hits;
  uint32_t *zh_next; /* by number: its first hit not yet passed */
  rows hit_by;       /* Chinese unit -> numbers of English types that hit it */
  uint32_t *last;    /* by number: the last passed unit that it hits; + 1 */
  float *zh_base, *en_base; /* of a unit without hits */
  double *zh_leads;         /* log of the sentence's number, weighted */
  zh_row zh_rows[A_MAX];    /* unit u is in u % A_MAX */
  zh_span zh_spans[A_MAX];  /* of the current row; a - 1 */
  uint32_t n_spans;         /* how many of them a bead may use */
  /* b - 1 planes of j, of the b units before j: log of characters, ... */
  float *en_chars;
  float *en_shapes; /* BARRED where there are less than b */
  uint8_t *en_buckets;
  size_t en_stride;
  /* a - 1 planes of j - chunk_low + B_MAX: of the units before j */
  float en_sums[A_MAX][CHUNK + B_MAX];
} spans;

/* The row of the plane of b English units in a table. */
static inline size_t spans_plane(const spans *s, uint32_t b)
{
  return (b - 1) * s->en_stride;
}

ZHEN_CHECK zhen_status spans_open(spans *s, const align_input *in,
                                  const score_model *m, const corridor *c);

/* Go to row i, which is not 0; rows are visited in order. */
ZHEN_CHECK zhen_status spans_row(spans *s, uint32_t i);

/* Go to the columns [low, high] of the row, at most CHUNK: en_sums. */
void spans_chunk(spans *s, uint32_t i, uint32_t low, uint32_t high);

void spans_dispose(spans *s);

#endif
