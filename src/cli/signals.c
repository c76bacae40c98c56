/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/signals.h"

#include <pthread.h>
#include <time.h>

void signals_hold(signals *s)
{
  s->caught = 0;
  sigemptyset(&s->set);
  sigaddset(&s->set, SIGINT);
  sigaddset(&s->set, SIGTERM);
  sigaddset(&s->set, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &s->set, NULL);
}

static int take_pending(const signals *s)
{
  const struct timespec at_once = {0, 0};

  return sigtimedwait(&s->set, NULL, &at_once);
}

bool signals_caught(void *context)
{
  signals *s = context;
  int signal = s->caught ? 0 : take_pending(s);

  if (signal > 0) {
    s->caught = signal;
    pthread_sigmask(SIG_UNBLOCK, &s->set, NULL);
  }
  return s->caught != 0;
}
