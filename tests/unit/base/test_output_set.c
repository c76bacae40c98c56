/* SPDX-License-Identifier: Apache-2.0 */
#include "base/output.h"
#include "base/temporary.h"
#include "unit.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *directory; /* a fresh one for each test */

static char *in(const char *name)
{
  char *path;

  return asprintf(&path, "%s/%s", directory, name) < 0 ? NULL : path;
}

static void set_up(void)
{
  directory = unit_path("sets");
  CU_ASSERT_EQUAL(mkdir(directory, 0777), 0);
}

/* Fails if the test left anything except the named files. */
static void tear_down(const char *const *names)
{
  for (size_t i = 0; names[i]; i++) {
    char *path = in(names[i]);

    CU_ASSERT_EQUAL(remove(path), 0);
    free(path);
  }
  CU_ASSERT_EQUAL(rmdir(directory), 0);
  free(directory);
}

static void put_old(const char *name, const char *bytes)
{
  char *path = in(name);

  unit_write(path, bytes, strlen(bytes));
  free(path);
}

static void check_file(const char *name, const char *want)
{
  char *path = in(name);
  char *got = access(path, F_OK) == 0 ? unit_read(path, NULL) : NULL;

  if (want)
    CU_ASSERT(got && strcmp(got, want) == 0)
  else
    CU_ASSERT_PTR_NULL(got);
  free(got);
  free(path);
}

static zhen_status join(zhen_output_set *set, const char *name,
                        const char *bytes)
{
  char *path = in(name);
  zhen_output *out;
  zhen_status status = zhen_output_open(&out, path);

  free(path);
  if (status != ZHEN_OK)
    return status;
  zhen_output_put(out, bytes, strlen(bytes));
  return zhen_output_join(out, set);
}

static void members_appear_together(void)
{
  static const char *const names[] = {"a", "b", NULL};
  zhen_output_set *set;

  set_up();
  put_old("b", "old");
  CHECK_OK(zhen_output_set_new(&set));
  CHECK_OK(join(set, "a", "new a"));
  CHECK_OK(join(set, "b", "new b"));
  check_file("a", NULL);
  check_file("b", "old");
  CHECK_OK(zhen_output_set_commit(set));
  check_file("a", "new a");
  check_file("b", "new b");
  tear_down(names);
}

static void abandoned_set_changes_nothing(void)
{
  static const char *const names[] = {"b", NULL};
  zhen_output_set *set;

  set_up();
  put_old("b", "old");
  CHECK_OK(zhen_output_set_new(&set));
  CHECK_OK(join(set, "a", "new"));
  CHECK_OK(join(set, "b", "new"));
  zhen_output_set_abandon(set);
  zhen_output_set_abandon(NULL);
  check_file("b", "old");
  tear_down(names);
}

static void without_a_set_it_appears_at_once(void)
{
  static const char *const names[] = {"a", NULL};

  set_up();
  CHECK_OK(join(NULL, "a", "new"));
  check_file("a", "new");
  tear_down(names);
}

/* A directory took the name after the file was opened. */
static void error_leaves_the_old_set(void)
{
  static const char *const names[] = {"c", "a", "b", NULL};
  char *way;
  zhen_output_set *set;

  set_up();
  way = in("c");
  put_old("a", "old a");
  put_old("b", "old b");
  CHECK_OK(zhen_output_set_new(&set));
  CHECK_OK(join(set, "a", "new a"));
  CHECK_OK(join(set, "b", "new b"));
  CHECK_OK(join(set, "c", "new c"));
  CU_ASSERT_EQUAL(mkdir(way, 0777), 0);
  CHECK_FAILS(zhen_output_set_commit(set), ZHEN_EOUTPUT, "c: another program");
  check_file("a", "old a");
  check_file("b", "old b");
  tear_down(names);
  free(way);
}

/* Nothing had the name when the file was opened; now it is not free. */
static void files_that_appear_are_kept(void)
{
  static const char *const names[] = {"a", "b", NULL};
  zhen_output_set *set;
  zhen_output *out;
  char *path;

  set_up();
  path = in("b");
  CHECK_OK(zhen_output_open(&out, path));
  put_old("b", "of another");
  CHECK_FAILS(zhen_output_commit(out), ZHEN_EOUTPUT, "b: another program");
  check_file("b", "of another");
  CU_ASSERT_EQUAL(unlink(path), 0);
  put_old("a", "old a");
  CHECK_OK(zhen_output_set_new(&set));
  CHECK_OK(join(set, "a", "new a"));
  CHECK_OK(join(set, "b", "new b"));
  put_old("b", "of another");
  CHECK_FAILS(zhen_output_set_commit(set), ZHEN_EOUTPUT, "b: another program");
  check_file("a", "old a");
  check_file("b", "of another");
  tear_down(names);
  free(path);
}

/* The same name twice: the second finds the first in the way. */
static void placed_members_are_taken_back(void)
{
  static const char *const names[] = {"a", NULL};
  zhen_output_set *set;

  set_up();
  put_old("a", "old");
  CHECK_OK(zhen_output_set_new(&set));
  CHECK_OK(join(set, "b", "new b"));
  CHECK_OK(join(set, "a", "one"));
  CHECK_OK(join(set, "b", "two"));
  CHECK_FAILS(zhen_output_set_commit(set), ZHEN_EOUTPUT, "File exists");
  check_file("a", "old");
  check_file("b", NULL);
  tear_down(names);
}

static void stale_members_go(void)
{
  static const char *const names[] = {"a", "d", NULL};
  char *stale, *missing, *way;
  zhen_output_set *set;

  set_up();
  stale = in("b");
  missing = in("c");
  way = in("d");
  put_old("a", "old");
  put_old("b", "old");
  CU_ASSERT_EQUAL(mkdir(way, 0777), 0);
  CHECK_OK(zhen_output_set_new(&set));
  CHECK_OK(join(set, "a", "new"));
  CHECK_OK(output_set_drop(set, stale));
  CHECK_OK(output_set_drop(set, missing));
  CHECK_OK(output_set_drop(set, way));
  check_file("b", "old");
  CHECK_OK(zhen_output_set_commit(set));
  check_file("a", "new");
  check_file("b", NULL);
  tear_down(names);
  free(stale);
  free(missing);
  free(way);
}

static void links_are_members_too(void)
{
  static const char *const names[] = {"link", "target", "hard", "b", NULL};
  char *symbolic, *b, *hard;
  struct stat st;
  zhen_output_set *set;

  set_up();
  symbolic = in("link");
  b = in("b");
  hard = in("hard");
  put_old("target", "old");
  put_old("b", "old");
  CU_ASSERT_EQUAL(symlink("target", symbolic), 0);
  CU_ASSERT_EQUAL(link(b, hard), 0);
  CHECK_OK(zhen_output_set_new(&set));
  CHECK_OK(join(set, "link", "new"));
  CHECK_OK(join(set, "b", "new"));
  CHECK_OK(zhen_output_set_commit(set));
  CU_ASSERT(lstat(symbolic, &st) == 0 && S_ISLNK(st.st_mode));
  check_file("target", "new");
  check_file("b", "new");
  check_file("hard", "old");
  tear_down(names);
  free(hard);
  free(b);
  free(symbolic);
}

/* ---- temporary places ---- */

/* A child that has a place with a file in it until it is killed. */
static pid_t start_writer(const char *target)
{
  int ready[2];
  char c;
  pid_t child;

  CU_ASSERT_EQUAL(pipe(ready), 0);
  child = fork();
  if (child == 0) {
    temporary_directory *temporary;
    char *path;

    if (temporary_open(&temporary, target, target) != ZHEN_OK)
      _exit(1);
    path = temporary_path(temporary, "directory");
    if (!path || mkdir(path, 0777) != 0 || write(ready[1], "x", 1) != 1)
      _exit(1);
    for (;;)
      pause();
  }
  close(ready[1]);
  CU_ASSERT_EQUAL(read(ready[0], &c, 1), 1);
  close(ready[0]);
  return child;
}

static void kill_writer(pid_t child)
{
  kill(child, SIGKILL);
  CU_ASSERT_EQUAL(waitpid(child, NULL, 0), child);
}

static size_t count_places(void)
{
  char name[64];
  char *base;
  DIR *entries;
  size_t n = 0;

  snprintf(name, sizeof name, ".zhen-%lu.tmp", (unsigned long)geteuid());
  base = in(name);
  entries = opendir(base);
  while (entries && readdir(entries))
    n++;
  if (entries)
    closedir(entries);
  free(base);
  return n > 2 ? n - 2 : 0;
}

static void only_the_dead_are_swept(void)
{
  static const char *const names[] = {"a", NULL};
  char *target;
  pid_t dead, living;

  set_up();
  target = in("a");
  dead = start_writer(target);
  living = start_writer(target);
  CU_ASSERT_EQUAL(count_places(), 2);
  kill_writer(dead);
  CU_ASSERT_EQUAL(count_places(), 2);
  CHECK_OK(join(NULL, "a", "x"));
  CU_ASSERT_EQUAL(count_places(), 1);
  kill_writer(living);
  temporary_sweep(target);
  tear_down(names);
  free(target);
}

/* Nor is one of the same process. */
static void own_places_are_not_swept(void)
{
  static const char *const names[] = {NULL};
  char *target, *path;
  temporary_directory *temporary;

  set_up();
  target = in("a");
  CHECK_OK(temporary_open(&temporary, target, target));
  path = temporary_path(temporary, "file");
  unit_write(path, "x", 1);
  temporary_sweep(target);
  CU_ASSERT_EQUAL(access(path, F_OK), 0);
  temporary_close(temporary);
  tear_down(names);
  free(path);
  free(target);
}

static void kept_places_are_not_swept(void)
{
  static const char *const names[] = {NULL};
  char *target, *path;
  temporary_directory *temporary;

  set_up();
  target = in("a");
  CHECK_OK(temporary_open(&temporary, target, target));
  path = temporary_path(temporary, "file");
  unit_write(path, "x", 1);
  temporary_keep(temporary);
  temporary_sweep(target);
  CU_ASSERT_EQUAL(access(path, F_OK), 0);
  unlink(path);
  temporary_sweep(target);
  tear_down(names);
  free(path);
  free(target);
}

/* In /tmp and similar directories, another user could replace its content. */
static void places_of_others_are_not_used(void)
{
  static const char *const names[] = {NULL};
  char name[64];
  char *target, *base;
  temporary_directory *temporary;

  if (geteuid() != 0)
    return;
  set_up();
  target = in("a");
  snprintf(name, sizeof name, ".zhen-%lu.tmp", (unsigned long)geteuid());
  base = in(name);
  CU_ASSERT_EQUAL(chmod(directory, 01777), 0);
  CU_ASSERT_EQUAL(mkdir(base, 0777), 0);
  CU_ASSERT_EQUAL(chown(base, 65534, 65534), 0);
  CHECK_FAILS(temporary_open(&temporary, target, target), ZHEN_EOUTPUT,
              "is not a directory owned by this user");
  CU_ASSERT_EQUAL(rmdir(base), 0);
  CU_ASSERT_EQUAL(symlink("/tmp", base), 0);
  CHECK_FAILS(temporary_open(&temporary, target, target), ZHEN_EOUTPUT,
              "is not a directory owned by this user");
  CU_ASSERT_EQUAL(unlink(base), 0);
  tear_down(names);
  free(base);
  free(target);
}

void suite_output_set(void)
{
  CU_pSuite s = unit_suite("output_set");

  UNIT_TEST(s, members_appear_together);
  UNIT_TEST(s, abandoned_set_changes_nothing);
  UNIT_TEST(s, without_a_set_it_appears_at_once);
  UNIT_TEST(s, error_leaves_the_old_set);
  UNIT_TEST(s, files_that_appear_are_kept);
  UNIT_TEST(s, placed_members_are_taken_back);
  UNIT_TEST(s, stale_members_go);
  UNIT_TEST(s, links_are_members_too);
  UNIT_TEST(s, only_the_dead_are_swept);
  UNIT_TEST(s, own_places_are_not_swept);
  UNIT_TEST(s, kept_places_are_not_swept);
  UNIT_TEST(s, places_of_others_are_not_used);
}
