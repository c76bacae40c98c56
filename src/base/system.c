/* SPDX-License-Identifier: Apache-2.0 */
/* Linux, with glibc or musl. */
#include "base/system.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { ENTRIES_BYTES = 4096 };

/* ---- files and their names ---- */

/* A nameless file gets its name through /proc, which may be missing. */
typedef struct proc_name {
  char text[32];
} proc_name;

static proc_name name_in_proc(int fd)
{
  proc_name name;

  snprintf(name.text, sizeof name.text, "/proc/self/fd/%d", fd);
  return name;
}

int system_open_nameless(const char *directory)
{
  int fd = open(directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);

  if (fd < 0 || access(name_in_proc(fd).text, F_OK) == 0)
    return fd;
  close(fd);
  return -1;
}

int system_give_name(int fd, const char *name)
{
  return linkat(AT_FDCWD, name_in_proc(fd).text, AT_FDCWD, name,
                AT_SYMLINK_FOLLOW);
}

int system_rename_new(const char *from, const char *to)
{
  if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return 0;
  return errno == EINVAL || errno == ENOSYS ? rename(from, to) : -1;
}

int system_exchange(const char *a, const char *b)
{
  if (renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0)
    return 0;
  if (errno == EINVAL)
    errno = ENOSYS;
  return -1;
}

int system_open_directory(int at, const char *name)
{
  return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static bool is_entry(const char *name)
{
  return strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static bool remove_at(int directory, const char *name);

bool system_empty(int directory, const char *keep)
{
  alignas(struct dirent64) char entries[ENTRIES_BYTES];
  int fd = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool all = fd >= 0;
  ssize_t n;

  while (fd >= 0 && (n = getdents64(fd, entries, sizeof entries)) > 0)
    for (ssize_t at = 0; at < n;) {
      const struct dirent64 *entry = (const void *)(entries + at);

      at += entry->d_reclen;
      if (is_entry(entry->d_name) && strcmp(entry->d_name, keep) != 0)
        all &= remove_at(fd, entry->d_name);
    }
  if (fd >= 0)
    close(fd);
  return all;
}

static bool remove_at(int directory, const char *name)
{
  int fd;

  if (unlinkat(directory, name, 0) == 0)
    return true;
  fd = system_open_directory(directory, name);
  if (fd < 0)
    return false;
  system_empty(fd, "");
  close(fd);
  return unlinkat(directory, name, AT_REMOVEDIR) == 0;
}

bool system_is_at(int fd, const char *path)
{
  struct stat named, held;

  return stat(path, &named) == 0 && fstat(fd, &held) == 0 &&
         named.st_dev == held.st_dev && named.st_ino == held.st_ino;
}

int system_sync(int fd)
{
  return fsync(fd);
}

/* ---- locks ---- */

static struct flock lock_of(off_t start, off_t length)
{
  return (struct flock){.l_type = F_WRLCK,
                        .l_whence = SEEK_SET,
                        .l_start = start,
                        .l_len = length};
}

int system_lock(int fd, off_t start, off_t length)
{
  struct flock lock = lock_of(start, length);

  if (fcntl(fd, F_OFD_SETLK, &lock) == 0)
    return 0;
  return errno == EACCES ? EAGAIN : errno;
}

bool system_is_locked(int fd, off_t start, off_t length)
{
  struct flock lock = lock_of(start, length);

  return fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

/* ---- memory ---- */

const void *system_map(int fd, size_t size)
{
  void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);

  return bytes == MAP_FAILED ? NULL : bytes;
}

void system_unmap(const void *bytes, size_t size)
{
  if (bytes)
    munmap((void *)(uintptr_t)bytes, size);
}

const void *system_last(const void *bytes, int byte, size_t len)
{
  return memrchr(bytes, byte, len);
}

void system_sort(void *items, size_t count, size_t size, system_order *order,
                 void *context)
{
  if (count > 1)
    qsort_r(items, count, size, order, context);
}

/* ---- programs ---- */

int system_memory_file(void)
{
  return memfd_create("zhen", MFD_CLOEXEC);
}

int system_pipe(int ends[2])
{
  return pipe2(ends, O_CLOEXEC);
}

int system_start(pid_t *program, const char *const *arguments,
                 const int ends[3])
{
  posix_spawn_file_actions_t actions;
  int error = posix_spawn_file_actions_init(&actions);

  if (error)
    return error;
  for (int i = 0; !error && i < 3; i++)
    error = posix_spawn_file_actions_adddup2(&actions, ends[i], i);
  if (!error)
    error = posix_spawnp(program, arguments[0], &actions, NULL,
                         (char *const *)(uintptr_t)arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

int system_wait(pid_t program, bool now)
{
  int how = 0;

  if (now)
    kill(program, SIGKILL);
  while (waitpid(program, &how, 0) < 0)
    if (errno != EINTR)
      return 0;
  return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

/* ---- processors and time ---- */

unsigned system_processors(void)
{
  cpu_set_t set;
  int n;

  if (sched_getaffinity(0, sizeof set, &set) != 0)
    return 1;
  n = CPU_COUNT(&set);
  return n > 0 ? (unsigned)n : 1;
}

int system_condition_open(pthread_cond_t *condition)
{
  pthread_condattr_t how;
  int error = pthread_condattr_init(&how);

  if (error)
    return error;
  error = pthread_condattr_setclock(&how, CLOCK_MONOTONIC);
  if (!error)
    error = pthread_cond_init(condition, &how);
  pthread_condattr_destroy(&how);
  return error;
}

struct timespec system_time_in(unsigned milliseconds)
{
  const long second = 1000000000;
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  t.tv_sec += milliseconds / 1000;
  t.tv_nsec += (long)(milliseconds % 1000) * 1000000;
  t.tv_sec += t.tv_nsec / second;
  t.tv_nsec %= second;
  return t;
}
