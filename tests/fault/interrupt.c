/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interrupt SIGNAL TIMES MS COMMAND...: start a command, whatever signals its
 * parent ignores; after MS milliseconds send it INT, TERM or HUP, once or TIMES
 * times, 30 ms apart. Prints how it ended and how many milliseconds after the
 * first signal: "INT 42", "exit 6 0". A command that does not end within a
 * minute is killed, and "hangs" is printed. SIGNAL may be HUP:ignored, like
 * nohup.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MINUTE_MS = 60000, APART_MS = 30 };

static const struct {
  const char *name;
  int number;
} known[] = {{"INT", SIGINT}, {"TERM", SIGTERM}, {"HUP", SIGHUP}};

enum { N_KNOWN = sizeof known / sizeof known[0] };

static double now_ms(void)
{
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void wait_ms(long ms)
{
  struct timespec t = {ms / 1000, ms % 1000 * 1000000};

  while (nanosleep(&t, &t) != 0 && errno == EINTR) {
  }
}

static int number_of(const char *name, bool *ignored)
{
  size_t len = strcspn(name, ":");

  *ignored = name[len] == ':';
  for (size_t i = 0; i < N_KNOWN; i++)
    if (strlen(known[i].name) == len && strncmp(known[i].name, name, len) == 0)
      return known[i].number;
  fprintf(stderr, "interrupt: no such signal: %s\n", name);
  exit(2);
}

static pid_t start(char **command, int number, bool ignored)
{
  pid_t pid = fork();

  if (pid != 0)
    return pid;
  for (size_t i = 0; i < N_KNOWN; i++)
    signal(known[i].number,
           ignored && known[i].number == number ? SIG_IGN : SIG_DFL);
  execvp(command[0], command);
  perror(command[0]);
  _exit(126);
}

/* Whether it ended before `until`. */
static bool ended(pid_t pid, double until, int *status)
{
  while (waitpid(pid, status, WNOHANG) == 0) {
    if (now_ms() >= until)
      return false;
    wait_ms(1);
  }
  return true;
}

static const char *name_of(int number)
{
  for (size_t i = 0; i < N_KNOWN; i++)
    if (known[i].number == number)
      return known[i].name;
  return strsignal(number);
}

static void print(int status, double ms)
{
  if (WIFSIGNALED(status))
    printf("%s %.0f\n", name_of(WTERMSIG(status)), ms);
  else
    printf("exit %d %.0f\n", WEXITSTATUS(status), ms);
}

int main(int argc, char **argv)
{
  bool ignored, done;
  int number, status = 0;
  long times, ms;
  double sent;
  pid_t pid;

  if (argc < 5)
    return 2;
  number = number_of(argv[1], &ignored);
  times = strtol(argv[2], NULL, 10);
  ms = strtol(argv[3], NULL, 10);
  pid = start(argv + 4, number, ignored);
  if (pid < 0)
    return 2;
  done = ended(pid, now_ms() + (double)ms, &status);
  sent = now_ms();
  for (long i = 0; !done && i < times; i++) {
    kill(pid, number);
    done = ended(pid, now_ms() + APART_MS, &status);
  }
  if (!done && !ended(pid, sent + MINUTE_MS, &status)) {
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    puts("hangs");
    return 0;
  }
  print(status, now_ms() - sent);
  return 0;
}
