/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signals that ask long work to end in good order: SIGINT, SIGTERM, SIGHUP.
 * They are held back until the work asks; the second one ends the process as
 * it does elsewhere. One that comes when all is done has nothing to end: the
 * process ends with the status of its work.
 */
#ifndef ZHEN_CLI_SIGNALS_H
#define ZHEN_CLI_SIGNALS_H

#include "cli/cli.h"

#include <signal.h>

typedef struct signals {
  sigset_t set;
  int caught; /* 0: none yet */
} signals;

/* Before other threads are started. */
void signals_hold(signals *s);

/* Whether one came; `context` is the signals. One thread at a time. */
bool signals_caught(void *context);

#endif
