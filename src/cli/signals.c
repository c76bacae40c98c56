/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/signals.h"

#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Time to finish; the process ends within 200 ms. */
enum { GRACE_MS = 80 };

void signals_note(signals *s, const char *format, ...)
{
  va_list args;

  va_start(args, format);
  pthread_mutex_lock(&s->lock);
  vsnprintf(s->note, sizeof s->note, format, args);
  pthread_mutex_unlock(&s->lock);
  va_end(args);
}

/* Not through stderr, which may be locked by a thread that waits for a reader.
 */
static void say_note(signals *s)
{
  struct pollfd ready = {.fd = STDERR_FILENO, .events = POLLOUT};
  char *line = NULL;
  size_t len = 0;
  FILE *out = open_memstream(&line, &len);

  if (!out)
    return;
  pthread_mutex_lock(&s->lock);
  fputs(isatty(STDERR_FILENO) ? "\r\033[Kzhen: " : "zhen: ", out);
  put_escaped(out, (zhen_str){s->note, strlen(s->note)});
  pthread_mutex_unlock(&s->lock);
  putc('\n', out);
  if (fclose(out) == 0 && poll(&ready, 1, 0) == 1 &&
      write(STDERR_FILENO, line, len) < 0)
    len = 0;
  free(line);
}

/* Process 1 of a container does not die of signals. */
static _Noreturn void die(int number)
{
  sigset_t one;

  sigemptyset(&one);
  sigaddset(&one, number);
  signal(number, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &one, NULL);
  raise(number);
  _exit(128 + number);
}

/* signals_end() ends the watch with a signal of the set as well. */
static bool is_own(const siginfo_t *info)
{
  return info->si_code <= 0 && info->si_pid == getpid();
}

static void *watch(void *context)
{
  const struct timespec grace = {.tv_nsec = GRACE_MS * 1000000L};
  signals *s = context;
  siginfo_t info;
  int first, second;

  do
    first = sigwaitinfo(&s->set, &info);
  while (first < 0); /* stopped and continued */
  if (is_own(&info))
    return NULL;
  atomic_store(&s->caught, first);
  second = sigtimedwait(&s->set, &info, &grace);
  if (second > 0 && is_own(&info))
    return NULL;
  say_note(s);
  die(second > 0 ? second : first);
}

void signals_begin(signals *s)
{
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};

  *s = (signals){.lock = PTHREAD_MUTEX_INITIALIZER};
  sigemptyset(&s->set);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    struct sigaction how;

    if (sigaction(numbers[i], NULL, &how) == 0 && how.sa_handler != SIG_IGN) {
      sigaddset(&s->set, numbers[i]);
      s->own = numbers[i];
    }
  }
  if (!s->own)
    return;
  pthread_sigmask(SIG_BLOCK, &s->set, &s->before);
  s->watching = pthread_create(&s->watcher, NULL, watch, s) == 0;
  if (!s->watching) /* they end the process as they do elsewhere */
    pthread_sigmask(SIG_SETMASK, &s->before, NULL);
}

bool signals_caught(void *context)
{
  signals *s = context;

  return atomic_load_explicit(&s->caught, memory_order_relaxed) != 0;
}

void signals_end(signals *s, bool cut_short)
{
  int number;

  if (!s->watching)
    return;
  pthread_kill(s->watcher, s->own);
  pthread_join(s->watcher, NULL);
  s->watching = false;
  number = atomic_load(&s->caught);
  if (number > 0) {
    if (cut_short)
      say_note(s);
    die(number);
  }
  pthread_sigmask(SIG_SETMASK, &s->before, NULL);
}
