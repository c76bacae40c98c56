/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SIGINT, SIGTERM and SIGHUP during work that needs time to stop.
 *
 * The first signal sets a flag that the work polls. If the work has not stopped
 * after a short time (it is in a long document, or waits for a pipe), or at a
 * second signal, a thread ends the process. In both cases the process dies of
 * the signal, after a message about what is left. Files with a final name are
 * always complete, so nothing more is lost than in a crash.
 *
 * Signals that are ignored (nohup) stay ignored.
 */
#ifndef ZHEN_CLI_SIGNALS_H
#define ZHEN_CLI_SIGNALS_H

#include "cli/cli.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

typedef struct signals {
  sigset_t set, before;
  pthread_t watcher;
  bool watching;
  int own;           /* one of the set, to end the watcher; 0: none */
  atomic_int caught; /* 0: none yet */
  pthread_mutex_t lock;
  char note[1280];
} signals;

/* Before other threads are started; *s must stay until signals_end(). */
void signals_begin(signals *s);

/* Set the message that is printed when a signal ends the process. */
void signals_note(signals *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Whether one came; `context` is the signals. For any thread. */
bool signals_caught(void *context);

/* The work has ended, or never began (`{0}`). If a signal came, the process
   does, too; with the note if that signal cut the work short. */
void signals_end(signals *s, bool cut_short);

#endif
