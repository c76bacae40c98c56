/* SPDX-License-Identifier: Apache-2.0 */
/* Run another program, without a shell. */
#ifndef ZHEN_BASE_PROGRAM_H
#define ZHEN_BASE_PROGRAM_H

#include "base/buf.h"

/* What to run, and what came of it. */
typedef struct program_run {
  const char *const *arguments; /* the first is its name; NULL ends them */
  const void *input;            /* its standard input */
  size_t input_len;
  size_t most;       /* bytes of output; more end the program */
  unsigned patience; /* seconds until it is ended */

  bool missing;  /* it is not installed */
  bool too_long; /* it was ended for one of the limits */
  int exit;      /* its status; -1: it ended by a signal */
  buf output;
  char said[1024]; /* the beginning of its messages */
} program_run;

/*
 * Run it to its end.
 *
 * @retval ZHEN_EINPUT  it cannot be started, for another reason than that it is
 *                      missing
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_CHECK zhen_status program_run_all(program_run *p);

#endif
