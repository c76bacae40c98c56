/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"
#include "unit_lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const zh_texts[] = {"港口有1847条船，船长叫阿尔贝托。",
                                       "去年这座城市下了263天雨。",
                                       "图书馆藏有90512本旧书。"};
static const char *const en_texts[] = {
    "There are 1847 ships in the harbour; the captain is Alberto.",
    "Last year it rained on 263 days in this city.",
    "The library holds 90512 old books."};

/* DIRECTORY/NAME with a text; the path is removed at the end of the test. */
static void put(const char *directory, const char *name, const char *text)
{
  char path[4096];

  snprintf(path, sizeof path, "%s/%s", directory, name);
  unit_write(path, text, strlen(text));
}

static void drop(const char *directory, const char *const *names)
{
  char path[4096];

  for (; *names; names++) {
    snprintf(path, sizeof path, "%s/%s", directory, *names);
    CU_ASSERT_EQUAL(unlink(path), 0);
  }
  CU_ASSERT_EQUAL(rmdir(directory), 0);
}

/* Three texts a side under names that say nothing, and a Chinese one more. */
typedef struct directories {
  char *zh, *en;
} directories;

static directories make(void)
{
  static const char *const zh_names[] = {"k.txt", "m.txt", "p.txt"};
  static const char *const en_names[] = {"3.txt", "1.txt", "2.txt"};
  directories d = {unit_path("match-zh"), unit_path("match-en")};

  CU_ASSERT_EQUAL_FATAL(mkdir(d.zh, 0700), 0);
  CU_ASSERT_EQUAL_FATAL(mkdir(d.en, 0700), 0);
  for (int i = 0; i < 3; i++) {
    put(d.zh, zh_names[i], zh_texts[i]);
    put(d.en, en_names[i], en_texts[i]);
  }
  put(d.zh, "z.txt", "他们谈论的是音乐和月亮。");
  return d;
}

static void dispose(directories *d)
{
  static const char *const zh[] = {"k.txt", "m.txt", "p.txt", "z.txt", NULL};
  static const char *const en[] = {"1.txt", "2.txt", "3.txt", NULL};

  drop(d->zh, zh);
  drop(d->en, en);
  free(d->zh);
  free(d->en);
}

static void matches_by_content(void)
{
  zhen_file_match_options how = ZHEN_FILE_MATCH_OPTIONS_INIT;
  directories d = make();
  zhen_file_matches *found;
  const zhen_file_match *list;
  const zhen_file_unmatched *rest;
  size_t count;

  how.content_only = true;
  CHECK_OK(
      zhen_match_directories(&found, d.zh, d.en, unit_default_lexicon(), &how));
  list = zhen_file_matches_list(found, &count);
  CU_ASSERT_EQUAL_FATAL(count, 3);
  CHECK_CSTR(list[0].zh, "k.txt");
  CHECK_CSTR(list[0].en, "3.txt");
  CHECK_CSTR(list[1].zh, "m.txt");
  CHECK_CSTR(list[1].en, "1.txt");
  CHECK_CSTR(list[2].zh, "p.txt");
  CHECK_CSTR(list[2].en, "2.txt");
  for (size_t i = 0; i < count; i++)
    CU_ASSERT(list[i].score >= .5 && list[i].score <= 1);
  rest = zhen_file_matches_unmatched(found, &count);
  CU_ASSERT_EQUAL_FATAL(count, 1);
  CHECK_CSTR(rest[0].name, "z.txt");
  CU_ASSERT_EQUAL(rest[0].side, ZHEN_LANG_ZH);
  zhen_file_matches_free(found);
  dispose(&d);
}

static void names_alone_say_nothing_here(void)
{
  zhen_file_match_options how = ZHEN_FILE_MATCH_OPTIONS_INIT;
  directories d = make();
  zhen_file_matches *found;
  size_t count;

  how.names_only = true;
  CHECK_OK(
      zhen_match_directories(&found, d.zh, d.en, unit_default_lexicon(), &how));
  zhen_file_matches_list(found, &count);
  CU_ASSERT_EQUAL(count, 0);
  zhen_file_matches_free(found);
  dispose(&d);
}

static void a_missing_directory_is_named(void)
{
  directories d = make();
  zhen_file_matches *found;

  CHECK_FAILS(zhen_match_directories(&found, d.zh, "/nowhere",
                                     unit_default_lexicon(), NULL),
              ZHEN_EINPUT, "/nowhere");
  dispose(&d);
}

void suite_match(void)
{
  CU_pSuite s = unit_suite("match");

  UNIT_TEST(s, matches_by_content);
  UNIT_TEST(s, names_alone_say_nothing_here);
  UNIT_TEST(s, a_missing_directory_is_named);
}
