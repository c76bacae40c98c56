/* SPDX-License-Identifier: Apache-2.0 */
#include "base/system.h"
#include "base/target.h"
#include "unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char database[] = "SQLite format 3\0 and more of it";

/* A file in the directory of this run, by a name that stays valid. */
static const char *at(const char *name)
{
  static char paths[16][256];
  static unsigned next;
  char *path = unit_path(name), *out = paths[next++ % 16];

  snprintf(out, sizeof paths[0], "%s", path);
  free(path);
  return out;
}

static void put(const char *name, const char *text)
{
  unit_write(at(name), text, strlen(text));
}

/* One input, one target. */
static zhen_status check(const char *input, const char *target,
                         zhen_target kind)
{
  zhen_files *files;
  zhen_status status = zhen_files_new(&files);

  if (status == ZHEN_OK)
    status = zhen_files_add_input(files, at(input));
  if (status == ZHEN_OK)
    status = zhen_files_add_target(files, at(target), kind);
  zhen_files_free(files);
  return status;
}

static void files_are_compared_by_inode(void)
{
  put("t-in", "text");
  put("t-other", "text");
  CU_ASSERT_EQUAL(link(at("t-in"), at("t-hard")), 0);
  CU_ASSERT_EQUAL(symlink("t-hard", at("t-soft")), 0);
  CHECK_FAILS(check("t-in", "t-in", ZHEN_TARGET_FILE), ZHEN_EUSAGE, "an input");
  CHECK_FAILS(check("t-in", "./t-in", ZHEN_TARGET_FILE), ZHEN_EUSAGE, "");
  CHECK_FAILS(check("t-in", "t-soft", ZHEN_TARGET_FILE), ZHEN_EUSAGE, "");
  CHECK_FAILS(check("t-hard", "t-in", ZHEN_TARGET_STORE), ZHEN_EUSAGE, "");
  CHECK_OK(check("t-in", "t-other", ZHEN_TARGET_FILE));
  CHECK_OK(check("t-in", "t-new", ZHEN_TARGET_FILE));
}

static void missing_files_are_compared_by_name(void)
{
  zhen_files *files;

  CU_ASSERT_EQUAL(symlink("t-gone", at("t-dangling")), 0);
  CHECK_FAILS(check("t-gone", "t-dangling", ZHEN_TARGET_FILE), ZHEN_EUSAGE, "");
  CHECK_OK(check("t-gone", "t-gone2", ZHEN_TARGET_FILE));
  CHECK_OK(check("t-gone", "t-nowhere/t-gone", ZHEN_TARGET_FILE));
  CHECK_OK(zhen_files_new(&files));
  CHECK_OK(zhen_files_add_target(files, at("t-gone"), ZHEN_TARGET_FILE));
  CHECK_FAILS(zhen_files_add_target(files, at("t-dangling"), ZHEN_TARGET_FILE),
              ZHEN_EUSAGE, "two outputs");
  CHECK_FAILS(zhen_files_add_input(files, at("./t-gone")), ZHEN_EUSAGE, "");
  zhen_files_free(files);
}

static void devices_do_not_count(void)
{
  zhen_files *files;

  CHECK_OK(zhen_files_new(&files));
  CHECK_OK(zhen_files_add_input(files, "/dev/null"));
  CHECK_OK(zhen_files_add_target(files, "/dev/null", ZHEN_TARGET_FILE));
  CHECK_OK(zhen_files_add_target(files, "/dev/null", ZHEN_TARGET_FILE));
  zhen_files_free(files);
}

static void a_prefix_is_four_files(void)
{
  static const char *const names[] = {"m.zh", "m.en", "m.scores", "m.ids"};

  for (int i = 0; i < 4; i++)
    CHECK_FAILS(check(names[i], "m", ZHEN_TARGET_PREFIX), ZHEN_EUSAGE, "");
  CHECK_FAILS(check("m.en.xz", "m.xz", ZHEN_TARGET_PREFIX), ZHEN_EUSAGE, "");
  CHECK_OK(check("m.en", "m.xz", ZHEN_TARGET_PREFIX));
  CHECK_OK(check("m", "m", ZHEN_TARGET_PREFIX));
}

static void directories_are_all_that_is_below(void)
{
  mkdir(at("t-dir"), 0777);
  mkdir(at("t-dir/sub"), 0777);
  put("t-dir/sub/a", "text");
  put("t-outside", "text");
  CHECK_OK(check("t-dir", "t-outside", ZHEN_TARGET_FILE));
  CHECK_FAILS(check("t-dir", "t-dir/new", ZHEN_TARGET_FILE), ZHEN_EUSAGE,
              "input directory");
  CHECK_FAILS(check("t-dir", "t-dir/sub/a", ZHEN_TARGET_FILE), ZHEN_EUSAGE, "");
  CHECK_FAILS(check("t-dir", "t-dir/sub", ZHEN_TARGET_DIRECTORY), ZHEN_EUSAGE,
              "");
  CHECK_FAILS(check("t-dir/sub/a", "t-dir", ZHEN_TARGET_DIRECTORY), ZHEN_EUSAGE,
              "contains the input");
  CU_ASSERT_EQUAL(symlink("../../t-outside", at("t-dir/sub/.b")), 0);
  CHECK_OK(check("t-dir", "t-outside", ZHEN_TARGET_FILE));
  CU_ASSERT_EQUAL(symlink("../../t-outside", at("t-dir/sub/b")), 0);
  CHECK_FAILS(check("t-dir", "t-outside", ZHEN_TARGET_FILE), ZHEN_EUSAGE, "");
}

static zhen_status open_output(const char *name)
{
  zhen_output *out;
  zhen_status status = zhen_output_open(&out, at(name));

  zhen_output_abandon(out);
  return status;
}

static void databases_are_not_written_over(void)
{
  unit_write(at("t.db"), database, sizeof database);
  unit_write(at("t-log"), "\x37\x7F\x06\x82 and more", 13);
  put("t.db-shm", "index");
  CHECK_FAILS(open_output("t.db"), ZHEN_EOUTPUT, "an SQLite database");
  CHECK_FAILS(open_output("t-log"), ZHEN_EOUTPUT, "a log file of");
  CHECK_FAILS(open_output("t.db-shm"), ZHEN_EOUTPUT,
              "a log file of the database");
  CHECK_FAILS(open_output("t.db-wal"), ZHEN_EOUTPUT,
              "a log file of the database");
  CHECK_OK(open_output("t.txt-wal"));
  CHECK_OK(check("t-in", "t.db", ZHEN_TARGET_STORE));
  CHECK_FAILS(check("t-in", "t.db-wal", ZHEN_TARGET_STORE), ZHEN_EOUTPUT, "");
}

/* A builder has an empty file for a moment. */
static void what_is_locked_is_a_database(void)
{
  int fd = open(at("t-begun"), O_RDWR | O_CREAT, 0666);

  CHECK_OK(open_output("t-begun"));
  CU_ASSERT_EQUAL(system_lock(fd, STORE_LOCK, 1), 0);
  CHECK_FAILS(open_output("t-begun"), ZHEN_EOUTPUT, "an SQLite database");
  close(fd);
}

static void build_store(const char *store, const char *list)
{
  zhen_lexicon *lexicon;
  zhen_build_counts counts;

  CHECK_OK(zhen_lexicon_open_default(&lexicon));
  CHECK_OK(zhen_build(at(store), at(list), NULL, lexicon, NULL, &counts));
  CHECK_FAILS(zhen_build(at(list), at(list), NULL, lexicon, NULL, &counts),
              ZHEN_EUSAGE, "an input");
  CHECK_FAILS(zhen_build(at("t-doc"), at(list), NULL, lexicon, NULL, &counts),
              ZHEN_EUSAGE, "names the store itself");
  zhen_lexicon_close(lexicon);
}

static void the_library_asks_by_itself(void)
{
  zhen_lexicon *lexicon;
  zhen_parallel_file parallel = {at("t-side"), NULL};
  const char *paths[] = {at("t-dict")};
  const char *stores[] = {at("t-own.db")};
  const zhen_export_options how = {
      .struct_size = sizeof how, .format = ZHEN_FORMAT_TSV, .force = true};
  const zhen_merge_options forced = {.struct_size = sizeof forced,
                                     .force = true};
  zhen_export_counts counts;
  zhen_store *store;

  put("t-dict", "渔港\tharbour\n");
  put("t-side.zh", "渔港\n");
  put("t-side.en", "harbour\n");
  put("t-doc", "渔港在海边。\nThe harbour is by the sea.\n");
  put("t-list", "a\tt-doc\n");
  CHECK_FAILS(zhen_lexicon_build(paths[0], paths, 1), ZHEN_EUSAGE, "an input");
  CHECK_OK(zhen_lexicon_open_default(&lexicon));
  CHECK_FAILS(zhen_lexicon_train(at("t-side.en"), lexicon, &parallel, 1, NULL),
              ZHEN_EUSAGE, "an input");
  zhen_lexicon_close(lexicon);
  build_store("t-own.db", "t-list");
  CHECK_OK(zhen_store_open(&store, stores[0]));
  CHECK_FAILS(zhen_export(store, stores[0], &how, &counts), ZHEN_EUSAGE,
              "an input");
  zhen_store_close(store);
  CHECK_FAILS(zhen_merge(stores[0], stores, 1, &forced), ZHEN_EUSAGE,
              "an input");
}

void suite_target(void)
{
  CU_pSuite s = unit_suite("target");

  UNIT_TEST(s, files_are_compared_by_inode);
  UNIT_TEST(s, missing_files_are_compared_by_name);
  UNIT_TEST(s, devices_do_not_count);
  UNIT_TEST(s, a_prefix_is_four_files);
  UNIT_TEST(s, directories_are_all_that_is_below);
  UNIT_TEST(s, databases_are_not_written_over);
  UNIT_TEST(s, what_is_locked_is_a_database);
  UNIT_TEST(s, the_library_asks_by_itself);
}
