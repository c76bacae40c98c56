/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ctrl-C ends the desk as its last tab does, so that the store is closed and
 * the door removed; a second one ends the process at once. The thread that
 * serves takes signals, the others do not.
 */
#include "desk/parts.h"

#include <signal.h>

static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
static volatile sig_atomic_t caught;

static void take(int number)
{
  caught = number;
}

void desk_interrupt_begin(void)
{
  struct sigaction old,
      how = {.sa_handler = take, .sa_flags = (int)SA_RESETHAND};

  sigemptyset(&how.sa_mask);
  for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
    if (sigaction(numbers[k], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
      sigaction(numbers[k], &how, NULL);
}

bool desk_interrupted(void)
{
  return caught != 0;
}

void desk_interrupt_end(void)
{
  if (caught) {
    signal(caught, SIG_DFL);
    raise(caught);
  }
}

int desk_thread(pthread_t *out, void *(*run)(void *context), void *context)
{
  sigset_t all, before;
  int error;

  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  error = pthread_create(out, NULL, run, context);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return error;
}
