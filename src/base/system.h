/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What differs between operating systems. All other files of the library use
 * POSIX.1-2008 and asprintf() and memmem(), which macOS and the BSDs have too;
 * tests/lint/system.sh looks for it. What a port has to write is this file;
 * src/README.md lists it by call.
 */
#ifndef ZHEN_BASE_SYSTEM_H
#define ZHEN_BASE_SYSTEM_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

/* ---- files and their names ---- */

/*
 * A file without a name in a directory, open to write, which the system removes
 * however the process ends; -1 where there are none.
 */
int system_open_nameless(const char *directory);

/* Give it a name that nothing has; -1 and errno. */
int system_give_name(int fd, const char *name);

/*
 * Rename without replacing anything; where the file system cannot guarantee
 * that, like rename().
 */
int system_rename_new(const char *from, const char *to);

/* Exchange two names at once; -1 and ENOSYS where this cannot be done. */
int system_exchange(const char *a, const char *b);

/*
 * Open a directory of an open one, or of AT_FDCWD; a link is not followed. -1
 * and errno.
 */
int system_open_directory(int at, const char *name);

/*
 * Remove all entries of a directory except `keep`; false if any is left. Takes
 * no memory, which may be exhausted.
 */
bool system_empty(int directory, const char *keep);

/* Whether an open file still has this name. */
bool system_is_at(int fd, const char *path);

/* Wait until a file is on the disk; -1 and errno. */
int system_sync(int fd);

/* ---- locks ---- */

/*
 * Lock bytes of a file for writing, `length` 0 for all from `start` on. The
 * lock belongs to the descriptor, not to the process, and ends with it, however
 * the process ends. 0, or an error number; EAGAIN: another has it.
 */
int system_lock(int fd, off_t start, off_t length);
bool system_is_locked(int fd, off_t start, off_t length);

/* ---- memory ---- */

/* The bytes of a file; NULL and errno. */
const void *system_map(int fd, size_t size);
void system_unmap(const void *bytes, size_t size);

/* The last `byte` in `len` bytes; NULL if there is none. */
const void *system_last(const void *bytes, int byte, size_t len);

typedef int system_order(const void *a, const void *b, void *context);

/* qsort() with a context. */
void system_sort(void *items, size_t count, size_t size, system_order *order,
                 void *context);

/* ---- programs ---- */

/* A file in memory, which has no name; -1 and errno. */
int system_memory_file(void);

/* What is written to ends[1] is read from ends[0]; -1 and errno. */
int system_pipe(int ends[2]);

/*
 * Start a program, found as the shell does, with these as standard input,
 * output and error. An error number.
 */
int system_start(pid_t *program, const char *const *arguments,
                 const int ends[3]);

/*
 * Wait until it ends; `now`: end it. Its exit status; -1: it ended by a signal;
 * 0 in a process that does not wait for its children.
 */
int system_wait(pid_t program, bool now);

/* ---- processors and time ---- */

/* Processors that this process may use, at least 1. */
unsigned system_processors(void);

/* For pthread_cond_timedwait() until system_time_in(); an error number. */
int system_condition_open(pthread_cond_t *condition);
struct timespec system_time_in(unsigned milliseconds);

#endif
