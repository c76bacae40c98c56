/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <string.h>

static zhen_han han(const char *text)
{
  return zhen_text_han((zhen_str){text, strlen(text)});
}

static void scripts_of_chinese_are_found(void)
{
  CU_ASSERT_EQUAL(han(""), ZHEN_HAN_UNCLEAR);
  CU_ASSERT_EQUAL(han("plain English"), ZHEN_HAN_UNCLEAR);
  CU_ASSERT_EQUAL(han("山川日月"), ZHEN_HAN_UNCLEAR);
  CU_ASSERT_EQUAL(han("这是一个例子"), ZHEN_HAN_SIMPLIFIED);
  CU_ASSERT_EQUAL(han("這是一個例子"), ZHEN_HAN_TRADITIONAL);
}

static void a_tenth_may_be_in_the_other_script(void)
{
  CU_ASSERT_EQUAL(han("这来们为时会对说国過"), ZHEN_HAN_UNCLEAR);
  CU_ASSERT_EQUAL(han("这来们为时会对说国发過"), ZHEN_HAN_SIMPLIFIED);
  CU_ASSERT_EQUAL(han("這來們為時會對說國過发"), ZHEN_HAN_TRADITIONAL);
  CU_ASSERT_EQUAL(han("這來們为时会"), ZHEN_HAN_UNCLEAR);
}

static void shared_characters_do_not_count(void)
{
  /* 后 里 干 著 乾 于 are in both */
  CU_ASSERT_EQUAL(han("后里干著乾于"), ZHEN_HAN_UNCLEAR);
}

void suite_han(void)
{
  CU_pSuite s = unit_suite("han");

  UNIT_TEST(s, scripts_of_chinese_are_found);
  UNIT_TEST(s, a_tenth_may_be_in_the_other_script);
  UNIT_TEST(s, shared_characters_do_not_count);
}
