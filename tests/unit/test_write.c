/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

static void formats_have_names(void)
{
  zhen_format format;

  CHECK_OK(zhen_format_parse(&format, "tmx"));
  CU_ASSERT_EQUAL(format, ZHEN_FORMAT_TMX);
  CHECK_FAILS(zhen_format_parse(&format, "xls"), ZHEN_EUSAGE, "tsv, jsonl");
}

void suite_write(void)
{
  CU_pSuite s = unit_suite("write");

  UNIT_TEST(s, formats_have_names);
}
