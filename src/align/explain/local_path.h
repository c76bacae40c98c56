/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The best path of steps through a small section of a document, each step
 * computed directly: shows how a bead came about, and what its best rival is.
 */
#ifndef ZHEN_ALIGN_EXPLAIN_LOCAL_PATH_H
#define ZHEN_ALIGN_EXPLAIN_LOCAL_PATH_H

#include "align/beads/alignment.h"
#include "align/corridor/corridor.h"
#include "align/score/whole.h"

static inline section section_of(const document *d, const zhen_bead *b)
{
  return (section){{d->zh.unit_of[b->zh_begin], d->en.unit_of[b->en_begin]},
                   {d->zh.unit_of[b->zh_end], d->en.unit_of[b->en_end]}};
}

/* A section in one step. */
static inline step step_over(section at)
{
  return (step){at.end.zh, at.end.en, at.end.zh - at.begin.zh,
                at.end.en - at.begin.en};
}

static inline whole_bead whole_of(section at)
{
  return (whole_bead){at.begin.zh, at.end.zh, at.begin.en, at.end.en};
}

static inline bool is_one_sided(section at)
{
  return at.begin.zh == at.end.zh || at.begin.en == at.end.en;
}

/* A section, and what a path through it must avoid. */
typedef struct path_limits {
  section at;
  bool one_bead;         /* pass no sentence boundary */
  const zhen_bead *shun; /* contain this bead; NULL: none */
} path_limits;

typedef struct local_path {
  step *steps; /* in order; NULL if no path exists */
  size_t count;
  double score;
} local_path;

ZHEN_CHECK zhen_status local_path_find(local_path *out, const term_scorer *x,
                                       const path_limits *w);

void local_path_dispose(local_path *w);

#endif
