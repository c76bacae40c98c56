/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Beads as the rungs of a ladder, in lines of the two texts. A rung begins a
 * step, which ends at the next rung.
 */
#ifndef ZHEN_CLI_HUNALIGN_RUNGS_H
#define ZHEN_CLI_HUNALIGN_RUNGS_H

#include "cli/hunalign_text.h"

/* Qualities of hunalign that callers know: of a sentence alone, of two empty
   lines or paragraph marks, and of the last rung. */
#define QUALITY_ALONE (-0.3)
#define QUALITY_EMPTY 0.3

typedef struct rung {
  uint32_t at[2];
  double quality;
} rung;

typedef struct rungs {
  rung *at; /* the last one is the end of both texts */
  size_t count;
} rungs;

/* Least values below which pairs are not kept; see zhen-hunalign(1). */
typedef struct rung_limits {
  double quality, around, header, straight;
} rung_limits;

/*
 * The rungs of an alignment of two texts, of which `texts[zh]` is Chinese. A
 * sentence that is unaligned, or whose pair is not kept, is a step alone, as is
 * an empty line without one on the other side. An exit status.
 */
int rungs_of(rungs *out, const hunalign_text texts[2], int zh,
             const zhen_alignment *alignment, const rung_limits *limits);

/* Whether step `i` has one line on each side. */
bool rungs_straight(const rungs *r, size_t i);

/* Whether step `i` is between two such steps; the ends of the text count. */
bool rungs_between_straight(const rungs *r, size_t i);

/* Keep only rungs between two such steps, the first one and the last one. */
void rungs_be_cautious(rungs *r);

/* The mean quality of the steps. */
double rungs_quality(const rungs *r);

#endif
