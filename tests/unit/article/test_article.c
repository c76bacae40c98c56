/* SPDX-License-Identifier: Apache-2.0 */
/* What the caller says of each input of an article, and cancelling. */
#include "unit.h"

#include <string.h>

static const char zh_text[] = "渔港很安静。码头上没有人。\n";
static const char en_text[] = "<p>The port is quiet. Nobody is on the quay.\n";
/* 渔港很安静。 in GB 18030 */
static const char gb_text[] =
    "\xd3\xe6\xb8\xdb\xba\xdc\xb0\xb2\xbe\xb2\xa1\xa3\n";

static zhen_input input(const char *name, const char *bytes)
{
  return (zhen_input){.name = name, .bytes = bytes, .len = strlen(bytes)};
}

static void reads_each_input_as_it_is_told(void)
{
  const zhen_input zh = input("a.txt", gb_text), en = input("b", en_text);
  const zhen_article_options how = {.struct_size = sizeof how,
                                    .order = ZHEN_ORDER_GIVEN,
                                    .kind = ZHEN_KIND_HTML,
                                    .kinds = {ZHEN_KIND_TEXT, ZHEN_KIND_AUTO},
                                    .encodings = {"GB18030", NULL}};
  zhen_article *a;

  CHECK_OK(zhen_article_read(&a, &zh, &en, &how));
  CU_ASSERT_EQUAL(a->notes[0].kind, ZHEN_KIND_TEXT);
  CU_ASSERT_STRING_EQUAL(a->notes[0].encoding, "GB18030");
  CU_ASSERT_EQUAL(a->notes[1].kind, ZHEN_KIND_HTML);
  CU_ASSERT_STRING_EQUAL(a->notes[1].encoding, "UTF-8");
  CU_ASSERT_EQUAL(a->zh.sentences->count, 1);
  CU_ASSERT_EQUAL(a->en.sentences->count, 2);
  zhen_article_free(a);
}

static void refuses_a_wrong_kind_or_encoding(void)
{
  const zhen_input zh = input("a.txt", zh_text), en = input("b", en_text);
  zhen_article_options how = {.struct_size = sizeof how,
                              .kinds = {ZHEN_KIND_AUTO, ZHEN_KIND_DOCX}};
  zhen_article *a;

  CU_ASSERT_EQUAL(zhen_article_read(&a, &zh, &en, &how), ZHEN_EINPUT);
  CU_ASSERT_PTR_NULL(a);
  CU_ASSERT_PTR_NOT_NULL(strstr(zhen_error_last(), "b: "));
  how.kinds[1] = ZHEN_KIND_AUTO;
  how.encodings[0] = "nonsense";
  CU_ASSERT_EQUAL(zhen_article_read(&a, &zh, &en, &how), ZHEN_EUSAGE);
  CU_ASSERT_PTR_NULL(a);
}

/* It is asked before each of two inputs and each of two sides. */
static bool is_cancelled(void *context)
{
  int *left = context;

  return (*left)-- == 0;
}

static void is_cancelled_between_its_steps(void)
{
  const zhen_input zh = input("a.txt", zh_text), en = input("b", en_text);

  for (int steps = 0; steps <= 4; steps++) {
    int left = steps;
    const zhen_progress progress = {.struct_size = sizeof progress,
                                    .cancel = is_cancelled,
                                    .context = &left};
    const zhen_article_options how = {.struct_size = sizeof how,
                                      .progress = &progress};
    zhen_article *a;

    CU_ASSERT_EQUAL(zhen_article_read(&a, &zh, &en, &how),
                    steps < 4 ? ZHEN_ECANCELLED : ZHEN_OK);
    CU_ASSERT_EQUAL(a == NULL, steps < 4);
    zhen_article_free(a);
  }
}

void suite_article(void)
{
  CU_pSuite s = unit_suite("article");

  UNIT_TEST(s, reads_each_input_as_it_is_told);
  UNIT_TEST(s, refuses_a_wrong_kind_or_encoding);
  UNIT_TEST(s, is_cancelled_between_its_steps);
}
