/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SIGINT, SIGTERM and SIGHUP while work runs that should end in good order.
 *
 * The first one sets a flag that the work asks for, and gives it a moment. If
 * it has not ended by then (it sits in a long document, or waits for a pipe),
 * or a second one comes, a thread ends the process. Either way the process dies
 * by the signal, after a note of what it leaves. What has a final name is whole
 * at any moment, so that this loses no more than a crash does.
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
  int own; /* one of the set, for the watcher alone; 0: none is left */
  atomic_int caught; /* 0: none yet */
  pthread_mutex_t lock;
  char note[1280];
} signals;

/* Before other threads are started; *s must stay until signals_end(). */
void signals_begin(signals *s);

/* What to say when a signal ends the process. */
void signals_note(signals *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Whether one came; `context` is the signals. For any thread. */
bool signals_caught(void *context);

/* The work has ended, or never began (`{0}`). If a signal came, the process
   does, too; with the note if that signal cut the work short. */
void signals_end(signals *s, bool cut_short);

#endif
