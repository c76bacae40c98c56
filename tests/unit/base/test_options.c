/* SPDX-License-Identifier: Apache-2.0 */
#include "base/options.h"
#include "unit.h"

#include <string.h>

typedef struct old_options {
  size_t struct_size;
  int first;
} old_options;

typedef struct new_options {
  size_t struct_size;
  int first;
  const char *second;
} new_options;

static void none_are_the_defaults(void)
{
  new_options known = {.first = 1};

  CHECK_OK(OPTIONS_TAKE(&known, (const new_options *)NULL));
  CU_ASSERT_EQUAL(known.struct_size, sizeof known);
  CU_ASSERT_EQUAL(known.first, 0);
  CU_ASSERT_PTR_NULL(known.second);
}

static void all_members_are_taken(void)
{
  const new_options given = {sizeof given, 7, "x"};
  new_options known;

  CHECK_OK(OPTIONS_TAKE(&known, &given));
  CU_ASSERT_EQUAL(known.first, 7);
  CHECK_CSTR(known.second, "x");
}

static void an_older_caller_gets_defaults(void)
{
  const old_options given = {sizeof given, 7};
  new_options known;

  memset(&known, 0xFF, sizeof known);
  CHECK_OK(options_take(&known, sizeof known, &given));
  CU_ASSERT_EQUAL(known.struct_size, sizeof known);
  CU_ASSERT_EQUAL(known.first, 7);
  CU_ASSERT_PTR_NULL(known.second);
}

static void wrong_sizes_are_refused(void)
{
  new_options known, given = {0};

  CHECK_FAILS(OPTIONS_TAKE(&known, &given), ZHEN_EUSAGE, "struct_size 0");
  given.struct_size = sizeof given + 1;
  CHECK_FAILS(OPTIONS_TAKE(&known, &given), ZHEN_EUSAGE, "struct_size");
}

void suite_options(void)
{
  CU_pSuite s = unit_suite("options");

  UNIT_TEST(s, none_are_the_defaults);
  UNIT_TEST(s, all_members_are_taken);
  UNIT_TEST(s, an_older_caller_gets_defaults);
  UNIT_TEST(s, wrong_sizes_are_refused);
}
