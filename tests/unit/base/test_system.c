/* SPDX-License-Identifier: Apache-2.0 */
#include "base/system.h"
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file in the directory of this run, by a name that stays valid. */
static const char *at(const char *name)
{
  static char paths[8][256];
  static unsigned next;
  char *path = unit_path(name), *out = paths[next++ % 8];

  snprintf(out, sizeof paths[0], "%s", path);
  free(path);
  return out;
}

static void put(const char *name, const char *text)
{
  unit_write(at(name), text, strlen(text));
}

static bool holds(const char *name, const char *want)
{
  char *text = unit_read(at(name), NULL);
  bool same = text && strcmp(text, want) == 0;

  free(text);
  return same;
}

static bool is_missing(const char *name)
{
  return access(at(name), F_OK) != 0;
}

static void nameless_file_gets_a_new_name_only(void)
{
  int fd = system_open_nameless(at("."));

  if (fd < 0) /* a file system without them */
    return;
  CU_ASSERT_EQUAL(write(fd, "new", 3), 3);
  CU_ASSERT_EQUAL(system_give_name(fd, at("s-named")), 0);
  CU_ASSERT(holds("s-named", "new"));
  put("s-old", "old");
  CU_ASSERT(system_give_name(fd, at("s-old")) != 0 && errno == EEXIST);
  CU_ASSERT(holds("s-old", "old"));
  close(fd);
}

static void rename_replaces_nothing(void)
{
  put("s-from", "from");
  put("s-to", "to");
  CU_ASSERT(system_rename_new(at("s-from"), at("s-to")) != 0);
  CU_ASSERT_EQUAL(errno, EEXIST);
  CU_ASSERT(holds("s-from", "from") && holds("s-to", "to"));
  CU_ASSERT_EQUAL(system_rename_new(at("s-from"), at("s-fresh")), 0);
  CU_ASSERT(holds("s-fresh", "from") && is_missing("s-from"));
}

static void names_are_exchanged(void)
{
  put("s-a", "a");
  put("s-b", "b");
  if (system_exchange(at("s-a"), at("s-b")) == 0)
    CU_ASSERT(holds("s-a", "b") && holds("s-b", "a"));
  CU_ASSERT(system_exchange(at("s-a"), at("s-missing")) != 0);
  CU_ASSERT(errno == ENOENT || errno == ENOSYS);
}

static void directory_is_emptied_but_for_one_name(void)
{
  int fd;

  CU_ASSERT_EQUAL(mkdir(at("s-dir"), 0777), 0);
  CU_ASSERT_EQUAL(mkdir(at("s-dir/in"), 0777), 0);
  CU_ASSERT_EQUAL(mkdir(at("s-dir/in/deep"), 0777), 0);
  put("s-outside", "outside");
  put("s-dir/in/deep/file", "");
  put("s-dir/keep", "");
  CU_ASSERT_EQUAL(symlink("..", at("s-dir/in/up")), 0);
  CU_ASSERT_EQUAL(symlink("s-dir", at("s-link")), 0);
  CU_ASSERT(system_open_directory(AT_FDCWD, at("s-link")) < 0);
  fd = system_open_directory(AT_FDCWD, at("s-dir"));
  CU_ASSERT(fd >= 0 && system_empty(fd, "keep"));
  CU_ASSERT(is_missing("s-dir/in") && !is_missing("s-dir/keep"));
  CU_ASSERT(holds("s-outside", "outside"));
  close(fd);
}

static void file_is_known_by_name_until_it_is_renamed(void)
{
  int fd = open(at("s-is"), O_RDWR | O_CREAT, 0666);

  CU_ASSERT(system_is_at(fd, at("s-is")));
  CU_ASSERT_EQUAL(system_sync(fd), 0);
  CU_ASSERT_EQUAL(rename(at("s-is"), at("s-was")), 0);
  CU_ASSERT(!system_is_at(fd, at("s-is")));
  put("s-is", "another");
  CU_ASSERT(!system_is_at(fd, at("s-is")));
  close(fd);
}

static void lock_belongs_to_its_descriptor(void)
{
  int one = open(at("s-lock"), O_RDWR | O_CREAT, 0666);
  int two = open(at("s-lock"), O_RDWR);
  int three = open(at("s-lock"), O_RDWR);

  CU_ASSERT_EQUAL(system_lock(one, 100, 1), 0);
  CU_ASSERT_EQUAL(system_lock(two, 0, 0), EAGAIN);
  CU_ASSERT(system_is_locked(two, 100, 1) && !system_is_locked(two, 99, 1));
  CU_ASSERT_EQUAL(system_lock(two, 99, 1), 0);
  close(three); /* which would end the locks of a process */
  CU_ASSERT(system_is_locked(two, 100, 1));
  close(one);
  CU_ASSERT_EQUAL(system_lock(two, 0, 0), 0);
  close(two);
}

static void file_is_mapped(void)
{
  int fd;
  const void *bytes;

  put("s-map", "mapped");
  fd = open(at("s-map"), O_RDONLY);
  bytes = system_map(fd, 6);
  close(fd);
  CU_ASSERT(bytes && memcmp(bytes, "mapped", 6) == 0);
  system_unmap(bytes, 6);
  CU_ASSERT_PTR_NULL(system_map(-1, 6));
  system_unmap(NULL, 0);
}

static void last_byte_is_found(void)
{
  static const char text[] = "a.b.c";

  CU_ASSERT_PTR_EQUAL(system_last(text, '.', 5), text + 3);
  CU_ASSERT_PTR_EQUAL(system_last(text, '.', 3), text + 1);
  CU_ASSERT_PTR_NULL(system_last(text, '.', 1));
}

static int by_rank(const void *a, const void *b, void *context)
{
  const int *rank = context, *x = a, *y = b;

  return rank[*x] - rank[*y];
}

static void items_are_sorted_with_a_context(void)
{
  int rank[] = {2, 0, 1}, items[] = {0, 1, 2};

  system_sort(items, 3, sizeof *items, by_rank, rank);
  CU_ASSERT(items[0] == 1 && items[1] == 2 && items[2] == 0);
  system_sort(NULL, 0, sizeof *items, by_rank, rank);
}

/* Run a line of the shell; its output is put in `said`. */
static int run(const char *line, bool now, char said[32])
{
  const char *const arguments[] = {"sh", "-c", line, NULL};
  int in = system_memory_file(), out[2];
  pid_t program;
  ssize_t n;
  int exit;

  CU_ASSERT(in >= 0 && write(in, "input", 5) == 5);
  CU_ASSERT_EQUAL(lseek(in, 0, SEEK_SET), 0);
  CU_ASSERT_EQUAL_FATAL(system_pipe(out), 0);
  CU_ASSERT_EQUAL_FATAL(
      system_start(&program, arguments, (const int[]){in, out[1], out[1]}), 0);
  close(in);
  close(out[1]);
  exit = system_wait(program, now);
  n = read(out[0], said, 31);
  said[n > 0 ? n : 0] = '\0';
  close(out[0]);
  return exit;
}

static void program_reads_writes_and_ends(void)
{
  static const char *const missing[] = {"no-such-program", NULL};
  char said[32];
  pid_t program;

  CU_ASSERT_EQUAL(run("cat; echo . >&2; exit 3", false, said), 3);
  CHECK_CSTR(said, "input.\n");
  CU_ASSERT_EQUAL(run("exec sleep 60", true, said), -1);
  CU_ASSERT_EQUAL(system_start(&program, missing, (const int[]){0, 1, 2}),
                  ENOENT);
}

static void condition_is_awaited_for_a_time(void)
{
  pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  struct timespec before = system_time_in(0), until = system_time_in(1001);
  pthread_cond_t never;

  CU_ASSERT(until.tv_nsec >= 0 && until.tv_nsec < 1000000000);
  CU_ASSERT(until.tv_sec - before.tv_sec >= 1);
  CU_ASSERT_EQUAL(system_condition_open(&never), 0);
  pthread_mutex_lock(&lock);
  until = system_time_in(1);
  CU_ASSERT_EQUAL(pthread_cond_timedwait(&never, &lock, &until), ETIMEDOUT);
  pthread_mutex_unlock(&lock);
  pthread_cond_destroy(&never);
  CU_ASSERT(system_processors() >= 1);
}

void suite_system(void)
{
  CU_pSuite s = unit_suite("system");

  UNIT_TEST(s, nameless_file_gets_a_new_name_only);
  UNIT_TEST(s, rename_replaces_nothing);
  UNIT_TEST(s, names_are_exchanged);
  UNIT_TEST(s, directory_is_emptied_but_for_one_name);
  UNIT_TEST(s, file_is_known_by_name_until_it_is_renamed);
  UNIT_TEST(s, lock_belongs_to_its_descriptor);
  UNIT_TEST(s, file_is_mapped);
  UNIT_TEST(s, last_byte_is_found);
  UNIT_TEST(s, items_are_sorted_with_a_context);
  UNIT_TEST(s, program_reads_writes_and_ends);
  UNIT_TEST(s, condition_is_awaited_for_a_time);
}
