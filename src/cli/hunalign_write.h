/* SPDX-License-Identifier: Apache-2.0 */
/* What hunalign writes: rungs, or text; learned words; a comparison. */
#ifndef ZHEN_CLI_HUNALIGN_WRITE_H
#define ZHEN_CLI_HUNALIGN_WRITE_H

#include "cli/hunalign_rungs.h"

typedef struct hunalign_form {
  bool text;       /* the sentences, not their numbers */
  bool bisentence; /* only 1-1 steps */
  bool cautious;   /* of these, only those between others */
  double least;    /* text and bisentences: the least quality */
} hunalign_form;

/* Write the rungs of two texts. */
void hunalign_put(zhen_output *out, const rungs *r,
                  const hunalign_text texts[2], const hunalign_form *form);

/* Write the words that were learned, as a dictionary: target @ source. */
void hunalign_put_learned(zhen_output *out, const zhen_alignment *alignment,
                          bool zh_is_target);

/* Compare the rungs written with those of a ladder, and print precision and
   recall to standard error. An exit status. */
int hunalign_compare(const char *path, const rungs *r,
                     const hunalign_form *form);

#endif
