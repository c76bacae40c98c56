/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The form of a step: the lengths of its sides, and how many sentences they
 * are. Most of it depends on one side only.
 *
 * Length evidence is the log ratio of two normal densities of x, the log of the
 * ratio to the English characters expected: that of translations, which is
 * narrow, and narrower for long spans; and that of chance, which is wide. It is
 * level - slope x^2.
 */
#ifndef ZHEN_ALIGN_SCORE_FORM_H
#define ZHEN_ALIGN_SCORE_FORM_H

#include "align/score/params.h"
#include "tokens/document.h"

#include <math.h>

/* Of Chinese units. */
typedef struct zh_form {
  double chars; /* English ones expected; their log is that of 1 more */
  double log, deviation; /* standard, of x */
  double level, slope, shape;
} zh_form;

/* Of English units. */
typedef struct en_form {
  double log, shape;
} en_form;

/* Of the units [begin, end) of a side, which are not none. */
zh_form zh_form_of(const document *d, const align_params *p, uint32_t begin,
                   uint32_t end);
en_form en_form_of(const document *d, const align_params *p, uint32_t begin,
                   uint32_t end);

/* Does the search try a bead of these lengths? */
static inline bool form_is_tried(const align_params *p, const zh_form *zh,
                                 const en_form *en)
{
  return !(p->length_weight > 0) ||
         fabs(en->log - zh->log) <= p->length_cut * zh->deviation;
}

static inline double form_length(const zh_form *zh, const en_form *en)
{
  double x = en->log - zh->log;

  return zh->level - zh->slope * x * x;
}

#endif
