/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a bead is worth by its words and its length, for a stretch of columns
 * at once: tables are planes with the English unit as the last index, so that
 * the loops over it are simple ones.
 *
 * The token evidence of a bead is a sum over its units, each against the span
 * of the other side. Both sums are built up while the bead grows, from two
 * tables: zh_rows[u][b][j], Chinese unit u against the b English units from j
 * on, kept for the last A_MAX units; en_sums[a][j], the English units before j
 * against the last a Chinese units, for the present row.
 */
#ifndef ZHEN_ALIGN_SCORE_SPANS_H
#define ZHEN_ALIGN_SCORE_SPANS_H

#include "align/corridor/corridor.h"
#include "align/score/token_scores.h"
#include "align/corridor/hits.h"

/* The most units of a bead on either side; columns that are done at once. */
enum { A_MAX = 32, B_MAX = 8, CHUNK = 64 };

/* Standard deviations of the length ratio beyond which no bead is tried. */
static const double LENGTH_CUT = 4.5;

typedef struct zh_row {
  float *at; /* b - 1 planes of j - low */
  size_t capacity;
  uint32_t low, high; /* of j; high excluded */
} zh_row;

/* Terms of a bead that only its Chinese side decides: the last a units. */
typedef struct zh_span {
  float expected;     /* log of the English characters expected */
  float level, slope; /* length term: level - slope * x^2 */
  float cut;          /* the greatest x that is tried */
  float shape;
  unsigned bucket;
} zh_span;

typedef struct spans {
  const document *d;
  const align_params *p;
  const corridor *c;
  uint32_t max_bead;
  const gains *zh_gains, *en_gains;
  hits zh_hits, en_hits;
  uint32_t *zh_next; /* by number: its first hit not yet passed */
  rows hit_by;       /* Chinese unit -> numbers of English types that hit it */
  uint32_t *last;    /* by number: the last unit passed that it hits; + 1 */
  float *zh_base, *en_base; /* of a unit without hits */
  zh_row zh_rows[A_MAX];    /* unit u is in u % A_MAX */
  zh_span zh_spans[A_MAX];  /* of the present row; a - 1 */
  uint32_t n_spans;         /* how many of them a bead may take */
  /* b - 1 planes of j, of the b units from j on: log of characters, ... */
  float *en_chars;
  uint8_t *en_buckets, *en_paras;
  /* a - 1 planes of j - chunk_low + B_MAX: of the units before j */
  float en_sums[A_MAX][CHUNK + B_MAX];
} spans;

ZHEN_CHECK zhen_status spans_open(spans *s, const document *d,
                                  const align_params *p, const gains *zh,
                                  const gains *en, const corridor *c,
                                  uint32_t max_bead);

/* Go to row i, which is not 0; rows are visited in order. */
ZHEN_CHECK zhen_status spans_row(spans *s, uint32_t i);

/* Go to the columns [low, high] of the row, CHUNK at most: en_sums. */
void spans_chunk(spans *s, uint32_t i, uint32_t low, uint32_t high);

void spans_dispose(spans *s);

#endif
