/* SPDX-License-Identifier: Apache-2.0 */
#include "base/program.h"
#include "base/fail.h"
#include "base/system.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { OUT, ERR, PIPES };

/* The file descriptors of a run; -1: closed. */
typedef struct ends {
  int input;
  int ours[PIPES], theirs[PIPES];
} ends;

static void close_end(int *fd)
{
  if (*fd >= 0)
    close(*fd);
  *fd = -1;
}

static void close_all(ends *e)
{
  close_end(&e->input);
  for (int i = 0; i < PIPES; i++) {
    close_end(&e->ours[i]);
    close_end(&e->theirs[i]);
  }
}

/* The input is a file in memory: writing to a pipe could end our process. */
static bool put_input(const program_run *p, int fd)
{
  const char *at = p->input;

  for (size_t done = 0; done < p->input_len;) {
    ssize_t n = write(fd, at + done, p->input_len - done);

    if (n < 0 && errno != EINTR)
      return false;
    done += n > 0 ? (size_t)n : 0;
  }
  return lseek(fd, 0, SEEK_SET) == 0;
}

static bool open_all(const program_run *p, ends *e)
{
  int fds[2];

  e->input = system_memory_file();
  if (e->input < 0 || !put_input(p, e->input))
    return false;
  for (int i = 0; i < PIPES; i++) {
    if (system_pipe(fds) != 0)
      return false;
    e->ours[i] = fds[0];
    e->theirs[i] = fds[1];
  }
  return true;
}

static int64_t now(void)
{
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Take what there is to read; closes the pipe at its end. */
static void take(program_run *p, ends *e, int which)
{
  char bytes[1 << 16];
  ssize_t n = read(e->ours[which], bytes, sizeof bytes);
  size_t said = strlen(p->said), room = sizeof p->said - 1 - said;

  if (n < 0 && errno == EINTR)
    return;
  if (n <= 0)
    close_end(&e->ours[which]);
  else if (which == OUT)
    buf_put(&p->output, bytes, (size_t)n);
  else
    memcpy(p->said + said, bytes, (size_t)n < room ? (size_t)n : room);
}

static void read_all(program_run *p, ends *e)
{
  int64_t end = now() + (int64_t)p->patience * 1000;

  while (!p->too_long && (e->ours[OUT] >= 0 || e->ours[ERR] >= 0)) {
    struct pollfd fds[PIPES] = {{e->ours[OUT], POLLIN, 0},
                                {e->ours[ERR], POLLIN, 0}};
    int64_t left = end - now();

    if (left > 0 && poll(fds, PIPES, (int)left) > 0)
      for (int i = 0; i < PIPES; i++)
        if (fds[i].revents)
          take(p, e, i);
    p->too_long = left <= 0 || p->output.len > p->most;
  }
}

zhen_status program_run_all(program_run *p)
{
  ends e = {-1, {-1, -1}, {-1, -1}};
  bool open = open_all(p, &e);
  int error = open ? 0 : errno;
  pid_t pid = 0;

  if (open)
    error = system_start(&pid, p->arguments,
                         (const int[]){e.input, e.theirs[OUT], e.theirs[ERR]});
  close_end(&e.input);
  for (int i = 0; i < PIPES; i++)
    close_end(&e.theirs[i]);
  if (error == 0) {
    read_all(p, &e);
    p->exit = system_wait(pid, p->too_long);
  }
  close_all(&e);
  p->missing = error == ENOENT;
  if (error == 0 || p->missing)
    return buf_status(&p->output);
  if (error == ENOMEM)
    return zhen_fail_memory();
  return zhen_fail(ZHEN_EINPUT, "the program %s cannot be started: %s",
                   p->arguments[0], strerror(error));
}
