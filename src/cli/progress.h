/* SPDX-License-Identifier: Apache-2.0 */
/* How far a build is, on standard error: a line that is overwritten on a
   terminal, a line a minute elsewhere, or JSON objects. */
#ifndef ZHEN_CLI_PROGRESS_H
#define ZHEN_CLI_PROGRESS_H

#include "cli/signals.h"

typedef enum progress_how {
  PROGRESS_AUTO,
  PROGRESS_NEVER,
  PROGRESS_JSON
} progress_how;

typedef struct build_progress {
  progress_how how;
  bool terminal;
  bool shown; /* the terminal shows a line, which will be overwritten */
  double began, last;
} build_progress;

void build_progress_begin(build_progress *p, progress_how how);

/* Print the reason of an event. */
void build_progress_say(build_progress *p, const zhen_build_news *news);

/* Take news; says what is due. */
void build_progress_report(build_progress *p, const zhen_build_news *news);

/* Say the last figures if they are JSON; clear the line of a terminal. */
void build_progress_end(build_progress *p, const zhen_build_counts *counts,
                        bool stopped);

/*
 * How far any other call is: a line on the terminal that is overwritten, shown
 * when the call has taken a second.
 */
typedef struct meter {
  zhen_progress progress;
  signals *signals; /* that cancel the call; NULL: none */
  bool on, shown;
  double began, last;
  char line[128]; /* that is shown */
} meter;

/* For the options of the call; `m` must stay where it is until meter_end(). */
const zhen_progress *meter_begin(meter *m, bool quiet, signals *s);

/* The same without a call: what the loop of the caller has done. */
void meter_show(meter *m, const zhen_progress_state *state);

/* Whether lines would mix with what is written to `output`, NULL or "-". */
bool meter_mixes(const char *output);

/* Clear the line, before anything else is printed. */
void meter_end(meter *m);

#endif
