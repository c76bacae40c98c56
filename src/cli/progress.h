/* SPDX-License-Identifier: Apache-2.0 */
/* How far a build is, on standard error: a line that is overwritten on a
   terminal, a line a minute elsewhere, or JSON objects. */
#ifndef ZHEN_CLI_PROGRESS_H
#define ZHEN_CLI_PROGRESS_H

#include "cli/cli.h"

typedef enum progress_how {
  PROGRESS_AUTO,
  PROGRESS_NEVER,
  PROGRESS_JSON
} progress_how;

typedef struct progress {
  progress_how how;
  bool terminal;
  bool shown; /* a line stands on the terminal that is to be overwritten */
  double began, last;
} progress;

void progress_begin(progress *p, progress_how how);

/* Take news; says what is due. */
void progress_tell(progress *p, const zhen_build_news *news);

/* Say the last figures if they are JSON; clear the line of a terminal. */
void progress_end(progress *p, const zhen_build_counts *counts, bool stopped);

#endif
