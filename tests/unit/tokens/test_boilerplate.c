/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of a web page that are not part of its text. */
#include "tokens/boilerplate.h"
#include "unit.h"

#include <string.h>

#include "tokens/boilerplate.inc"

static void check_sorted(const char *const *lines, size_t n)
{
  for (size_t k = 1; k < n; k++)
    CU_ASSERT(strcmp(lines[k - 1], lines[k]) < 0);
}

static void boilerplate_is_known(void)
{
  check_sorted(whole_lines, sizeof whole_lines / sizeof *whole_lines);
  check_sorted(beginnings, sizeof beginnings / sizeof *beginnings);
  CU_ASSERT(is_boilerplate(unit_str("Advertisement")));
  CU_ASSERT(is_boilerplate(unit_str("(This story has been updated.)")));
  CU_ASSERT(is_boilerplate(unit_str("READ MORE »")));
  CU_ASSERT(is_boilerplate(unit_str("【相关阅读】")));
  CU_ASSERT(is_boilerplate(unit_str("责任编辑：周海")));
  CU_ASSERT(is_boilerplate(unit_str("（下一站：码头）")));
  CU_ASSERT(is_boilerplate(unit_str("[Music (piano)]")));
  CU_ASSERT(!is_boilerplate(unit_str("(One) and (two)")));
  CU_ASSERT(!is_boilerplate(unit_str("(One) is a number.")));
  CU_ASSERT(!is_boilerplate(unit_str("[One (two)")));
  CU_ASSERT(!is_boilerplate(unit_str("The advertisement is a good one.")));
  CU_ASSERT(!is_boilerplate(unit_str("Sources of the river lie far away.")));
  CU_ASSERT(!is_boilerplate(unit_str("他分享了一个苹果。")));
  CU_ASSERT(!is_boilerplate(unit_str("")));
  CU_ASSERT(!is_boilerplate(unit_str("***")));
}

void suite_boilerplate(void)
{
  CU_pSuite s = unit_suite("boilerplate");

  UNIT_TEST(s, boilerplate_is_known);
}
