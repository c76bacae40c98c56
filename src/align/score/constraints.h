/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the caller has decided about a document in advance: pairs that must be
 * aligned or must not be, sentences that must be unaligned or must not be. All
 * but the first exclude steps of the search.
 */
#ifndef ZHEN_ALIGN_SCORE_CONSTRAINTS_H
#define ZHEN_ALIGN_SCORE_CONSTRAINTS_H

#include "align/score/input.h"

/* A forbidden bead: its first and last boundary, in units. */
typedef struct forbidden_bead {
  uint32_t zh, to_zh, en, to_en;
} forbidden_bead;

/* Of a unit; if both are set, no path is possible. */
enum { MUST_BE_NULL = 1, MUST_PAIR = 2 };

typedef struct constraints {
  zhen_bead *pairs; /* required, in order, with score 1 */
  size_t n_pairs;
  forbidden_bead *forbidden; /* ordered by their Chinese side */
  size_t n_forbidden;
  uint8_t *zh, *en; /* by unit */
  bool has_null;    /* some unit must be unaligned */
} constraints;

/*
 * Take the constraints of a document; NULL if `count` is 0.
 * @retval ZHEN_EUSAGE  outside the document, or contradictory
 */
ZHEN_CHECK zhen_status constraints_open(constraints **out, const document *d,
                                        const zhen_constraint *given,
                                        size_t count);

void constraints_free(constraints *c);

/* Is a step forbidden? (i, j) is its end, counted in the input. */
bool constraints_forbid(const align_input *in, uint32_t i, uint32_t zh,
                        uint32_t j, uint32_t en);

/* Does some unit of [begin, end), counted in the input, have a constraint? */
bool constrained_zh(const align_input *in, uint32_t begin, uint32_t end,
                    uint8_t constraint);
bool constrained_en(const align_input *in, uint32_t begin, uint32_t end,
                    uint8_t constraint);

#endif
