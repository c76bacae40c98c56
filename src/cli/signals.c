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

void signals_release(const signals *s)
{
  pthread_sigmask(SIG_UNBLOCK, &s->set, NULL);
}

bool signals_caught(void *context)
{
  const struct timespec at_once = {0, 0};
  signals *s = context;
  int signal = s->caught ? 0 : sigtimedwait(&s->set, NULL, &at_once);

  if (signal > 0) {
    s->caught = signal;
    signals_release(s);
  }
  return s->caught != 0;
}
