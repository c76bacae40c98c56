/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/output.h"
#include "base/screen.h"
#include "unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static zhen_status write_file(const char *path, const char *bytes)
{
  zhen_output *out;
  zhen_status status = zhen_output_open(&out, path);

  if (status != ZHEN_OK)
    return status;
  zhen_output_put(out, bytes, strlen(bytes));
  return zhen_output_commit(out);
}

static void check_file(const char *path, const char *want)
{
  char *got = unit_read(path, NULL);

  CU_ASSERT_PTR_NOT_NULL(got);
  if (got)
    CHECK_CSTR(got, want);
  free(got);
}

static mode_t mode_of(const char *path)
{
  struct stat st;

  return stat(path, &st) == 0 ? st.st_mode & 07777 : 0;
}

/* Names in a directory, "." and ".." included. */
static unsigned count_names(const char *path)
{
  DIR *dir = opendir(path);
  unsigned n = 0;

  while (dir && readdir(dir))
    n++;
  if (dir)
    closedir(dir);
  return n;
}

static void appears_at_commit(void)
{
  char *path = unit_path("new");
  zhen_output *out;

  CHECK_OK(zhen_output_open(&out, path));
  zhen_output_put(out, "one ", 4);
  zhen_output_put(out, "two\n", 4);
  CU_ASSERT(access(path, F_OK) != 0);
  CHECK_OK(zhen_output_commit(out));
  check_file(path, "one two\n");
  unlink(path);
  free(path);
}

static void replaces_only_at_commit(void)
{
  char *path = unit_path("old");
  zhen_output *out;

  unit_write(path, "before", 6);
  CHECK_OK(zhen_output_open(&out, path));
  zhen_output_put(out, "after", 5);
  CHECK_OK(output_finish(out));
  check_file(path, "before");
  CHECK_OK(zhen_output_commit(out));
  check_file(path, "after");
  unlink(path);
  free(path);
}

static void abandon_changes_nothing(void)
{
  char *path = unit_path("kept");
  char *fresh = unit_path("fresh");
  char *directory = unit_path("");
  zhen_output *out;
  unsigned names;

  unit_write(path, "before", 6);
  names = count_names(directory);
  CHECK_OK(zhen_output_open(&out, path));
  zhen_output_put(out, "after", 5);
  zhen_output_abandon(out);
  check_file(path, "before");
  CHECK_OK(zhen_output_open(&out, fresh));
  zhen_output_put(out, "x", 1);
  zhen_output_abandon(out);
  zhen_output_abandon(NULL);
  CU_ASSERT_EQUAL(count_names(directory), names);
  unlink(path);
  free(directory);
  free(fresh);
  free(path);
}

static void killed_process_leaves_nothing(void)
{
  char *path = unit_path("killed");
  char *directory = unit_path("");
  unsigned names = count_names(directory);
  int status;
  pid_t child = fork();

  if (child == 0) {
    zhen_output *out;

    if (zhen_output_open(&out, path) != ZHEN_OK)
      _exit(1);
    zhen_output_put(out, "half", 4);
    if (output_finish(out) != ZHEN_OK)
      _exit(1);
    raise(SIGKILL);
  }
  CU_ASSERT_EQUAL(waitpid(child, &status, 0), child);
  CU_ASSERT(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  CU_ASSERT_EQUAL(count_names(directory), names);
  free(directory);
  free(path);
}

static void permissions_are_kept(void)
{
  char *path = unit_path("mode");
  mode_t mask = umask(027);

  CHECK_OK(write_file(path, "a"));
  CU_ASSERT_EQUAL(mode_of(path), 0640);
  CU_ASSERT_EQUAL(chmod(path, 0604), 0);
  CHECK_OK(write_file(path, "b"));
  CU_ASSERT_EQUAL(mode_of(path), 0604);
  umask(mask);
  unlink(path);
  free(path);
}

static void links_are_written_through(void)
{
  char *target = unit_path("target");
  char *link = unit_path("link");
  struct stat st;

  CU_ASSERT_EQUAL(symlink("target", link), 0);
  CHECK_OK(write_file(link, "dangling"));
  check_file(target, "dangling");
  CHECK_OK(write_file(link, "there"));
  check_file(target, "there");
  CU_ASSERT(lstat(link, &st) == 0 && S_ISLNK(st.st_mode));
  unlink(link);
  CU_ASSERT_EQUAL(symlink("link", link), 0);
  CHECK_FAILS(write_file(link, "x"), ZHEN_EOUTPUT, "symbolic links");
  unlink(link);
  unlink(target);
  free(link);
  free(target);
}

static void large_writes_are_whole(void)
{
  enum { SIZE = 300 * 1000 };
  char *path = unit_path("large");
  char *bytes = malloc(SIZE);
  char *got;
  size_t len = 0;
  zhen_output *out;

  for (size_t i = 0; i < SIZE; i++)
    bytes[i] = (char)('a' + i % 23);
  CHECK_OK(zhen_output_open(&out, path));
  for (size_t i = 0; i < 1000; i++)
    zhen_output_put(out, bytes + i, 1);
  zhen_output_put(out, bytes + 1000, SIZE - 2000);
  zhen_output_put(out, bytes + SIZE - 1000, 1000);
  CHECK_OK(zhen_output_commit(out));
  got = unit_read(path, &len);
  CU_ASSERT_EQUAL(len, SIZE);
  CU_ASSERT(got && memcmp(got, bytes, SIZE) == 0);
  free(got);
  free(bytes);
  unlink(path);
  free(path);
}

static void full_device_is_told(void)
{
  zhen_output *out;

  CHECK_FAILS(write_file("/dev/full", "x"), ZHEN_EOUTPUT,
              "/dev/full: cannot be written: No space left on device");
  CHECK_OK(zhen_output_open(&out, "/dev/full"));
  for (int i = 0; i < 100000; i++)
    zhen_output_put(out, "0123456789", 10);
  CHECK_FAILS(zhen_output_commit(out), ZHEN_EOUTPUT, "No space left");
}

static void pipes_are_written_straight(void)
{
  char *path = unit_path("fifo");
  char got[16] = "";
  int fd;

  CU_ASSERT_EQUAL(mkfifo(path, 0600), 0);
  fd = open(path, O_RDONLY | O_NONBLOCK);
  CHECK_OK(write_file(path, "through"));
  CU_ASSERT_EQUAL(read(fd, got, sizeof got - 1), 7);
  CHECK_CSTR(got, "through");
  close(fd);
  unlink(path);
  free(path);
}

static void bad_targets_are_refused(void)
{
  char *file = unit_path("plain");
  char *below = unit_path("plain/out");
  char *missing = unit_path("no/out");
  char *slash = unit_path("new/");
  zhen_output *out;

  unit_write(file, "x", 1);
  CHECK_FAILS(zhen_output_open(&out, "/tmp"), ZHEN_EOUTPUT,
              "/tmp: is a directory; give a file name");
  CU_ASSERT_PTR_NULL(out);
  CHECK_FAILS(zhen_output_open(&out, missing), ZHEN_EOUTPUT,
              "no such directory");
  CHECK_FAILS(zhen_output_open(&out, below), ZHEN_EOUTPUT, "Not a directory");
  CHECK_FAILS(zhen_output_open(&out, slash), ZHEN_EOUTPUT, "is a directory");
  CHECK_FAILS(zhen_output_open(&out, ""), ZHEN_EOUTPUT, "empty");
  CHECK_FAILS(zhen_output_open(&out, "/proc/zhen"), ZHEN_EOUTPUT,
              "/proc/zhen: cannot be written: ");
  unlink(file);
  free(slash);
  free(missing);
  free(below);
  free(file);
}

/* Root is never refused; so a child becomes another user. */
static void permissions_are_respected(void)
{
  char *path = unit_path("readonly");
  int status;
  pid_t child;

  unit_write(path, "mine", 4);
  CU_ASSERT_EQUAL(chmod(path, 0444), 0);
  child = fork();
  if (child == 0) {
    if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
      _exit(0);
    _exit(write_file(path, "x") == ZHEN_EOUTPUT &&
                  write_file("/proc/version", "x") == ZHEN_EOUTPUT &&
                  strstr(zhen_error_last(), "permissions")
              ? 0
              : 1);
  }
  CU_ASSERT_EQUAL(waitpid(child, &status, 0), child);
  CU_ASSERT(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  check_file(path, "mine");
  unlink(path);
  free(path);
}

static bool writes_without_proc(const char *directory)
{
  unsigned names = count_names(directory);
  zhen_output *out;
  char *got;
  bool same;

  if (chroot(directory) != 0 || chdir("/") != 0)
    return false;
  if (write_file("a", "new") != ZHEN_OK || chmod("a", 0604) != 0 ||
      write_file("a", "newer") != ZHEN_OK || mode_of("a") != 0604)
    return false;
  if (zhen_output_open(&out, "b") != ZHEN_OK)
    return false;
  zhen_output_put(out, "x", 1);
  if (count_names("/") != names + 2)
    return false;
  zhen_output_abandon(out);
  if (write_file("/dev/null", "x") != ZHEN_EOUTPUT)
    return false;
  got = unit_read("a", NULL);
  same = got && strcmp(got, "newer") == 0 && count_names("/") == names + 1;
  free(got);
  return same;
}

/* Without /proc a file has a temporary name from the start. */
static void works_without_nameless_files(void)
{
  char *directory = unit_path("");
  char *path = unit_path("a");
  int status;
  pid_t child = getuid() == 0 ? fork() : -1;

  if (child == 0)
    _exit(writes_without_proc(directory) ? 0 : 1);
  if (child > 0) {
    CU_ASSERT_EQUAL(waitpid(child, &status, 0), child);
    CU_ASSERT(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  unlink(path);
  free(path);
  free(directory);
}

static void collect(void *context, const void *bytes, size_t len)
{
  buf_put(context, bytes, len);
}

/* Cut anywhere; invalid UTF-8 is shown byte by byte. */
static void shows_what_steers_a_terminal(void)
{
  static const char text[] = "a\t\033[31m\n猫\xC2\x9B\xE2\x80\xAE\x7F"
                             "\xF0\x9F\x98\xBA\xE7\x8C.\xFF\r\xE7\x8C";
  static const char want[] = "a\t\\x1b[31m\n猫\\u009b\\u202e\\x7f"
                             "\xF0\x9F\x98\xBA\\xe7\\x8c.\\xff\\x0d"
                             "\\xe7\\x8c";

  for (size_t step = 1; step < sizeof text; step++) {
    screen s = {0};
    buf out = {0};

    for (size_t at = 0; at < sizeof text - 1; at += step) {
      size_t rest = sizeof text - 1 - at;

      screen_put(&s, text + at, rest < step ? rest : step, collect, &out);
    }
    screen_end(&s, collect, &out);
    CHECK_STR(((zhen_str){out.ptr, out.len}), want);
    buf_dispose(&out);
  }
}

void suite_output(void)
{
  CU_pSuite s = unit_suite("output");

  UNIT_TEST(s, shows_what_steers_a_terminal);
  UNIT_TEST(s, appears_at_commit);
  UNIT_TEST(s, replaces_only_at_commit);
  UNIT_TEST(s, abandon_changes_nothing);
  UNIT_TEST(s, killed_process_leaves_nothing);
  UNIT_TEST(s, permissions_are_kept);
  UNIT_TEST(s, links_are_written_through);
  UNIT_TEST(s, large_writes_are_whole);
  UNIT_TEST(s, full_device_is_told);
  UNIT_TEST(s, pipes_are_written_straight);
  UNIT_TEST(s, bad_targets_are_refused);
  UNIT_TEST(s, permissions_are_respected);
  UNIT_TEST(s, works_without_nameless_files);
}
