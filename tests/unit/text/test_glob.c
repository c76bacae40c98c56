/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns of file names. */
#include "unit.h"

#include "text/glob.h"

#define FITS(pattern, name) CU_ASSERT(glob_matches(pattern, name, false))
#define MISFITS(pattern, name) CU_ASSERT(!glob_matches(pattern, name, false))

static void takes_the_last_part_without_a_slash(void)
{
  FITS("*.txt", "a/b.txt");
  MISFITS("*.txt", "a/b.md");
  FITS("draft*", "x/draft-1.txt");
  FITS("a*b*c", "aXbYc");
  MISFITS("a*b*c", "aXbYd");
  MISFITS("", "");
}

static void takes_the_whole_name_with_one(void)
{
  FITS("/a.txt", "a.txt");
  MISFITS("/a.txt", "b/a.txt");
  FITS("a/*.txt", "a/b.txt");
  MISFITS("a/*.txt", "a/c/b.txt");
  MISFITS("a/b", "x/a/b");
}

static void goes_deep_with_two_stars(void)
{
  FITS("a/**", "a/c/b.txt");
  FITS("**/b.txt", "b.txt");
  FITS("**/b.txt", "x/y/b.txt");
  FITS("a/**/z", "a/z");
  FITS("a/**/z", "a/b/c/z");
  FITS("a/**/b/*.txt", "a/x/b/y/b/q.txt");
  MISFITS("a/**/b/*.txt", "a/x/b/y/c/q.txt");
}

static void knows_directories(void)
{
  CU_ASSERT(glob_matches("img/", "a/img", true));
  MISFITS("img/", "img");
}

static void knows_characters_and_sets(void)
{
  FITS("?.txt", "第.txt");
  MISFITS("??.txt", "第.txt");
  FITS("[a-c].txt", "b.txt");
  MISFITS("[!a-c].txt", "b.txt");
  FITS("[]x].txt", "].txt");
  FITS("\\*.txt", "*.txt");
  MISFITS("\\*.txt", "a.txt");
  FITS("[", "[");
}

void suite_glob(void)
{
  CU_pSuite s = unit_suite("glob");

  UNIT_TEST(s, takes_the_last_part_without_a_slash);
  UNIT_TEST(s, takes_the_whole_name_with_one);
  UNIT_TEST(s, goes_deep_with_two_stars);
  UNIT_TEST(s, knows_directories);
  UNIT_TEST(s, knows_characters_and_sets);
}
