/* SPDX-License-Identifier: Apache-2.0 */
/* Words by their first two characters: the same as a search finds. */
#include "lexicon/tables.h"
#include "unit.h"
#include "unit_lexicon.h"

#include <stdlib.h>

enum { MANY = 6 };

static void check_text(const word_list *list, zhen_str text)
{
  for (size_t capacity = 1; capacity <= MANY; capacity++) {
    lexicon_prefix found[MANY], expected[MANY];
    size_t n = lexicon_prefixes(list, text, found, capacity);

    CU_ASSERT_EQUAL_FATAL(n, lexicon_search(list, text, expected, capacity));
    for (size_t i = 0; i < n; i++) {
      CU_ASSERT_EQUAL(found[i].len, expected[i].len);
      CU_ASSERT_PTR_EQUAL(found[i].pairs, expected[i].pairs);
      CU_ASSERT_PTR_EQUAL(found[i].end, expected[i].end);
    }
  }
}

/* Any part of a text, whole characters or not. */
static void check_parts(const word_list *list, const char *text)
{
  zhen_str all = unit_str(text);

  for (size_t begin = 0; begin <= all.len; begin++)
    for (size_t end = begin; end <= all.len; end++)
      check_text(list, (zhen_str){all.ptr + begin, end - begin});
}

static void finds_what_a_search_finds(void)
{
  const zhen_lexicon *x = unit_default_lexicon();

  check_parts(&x->zh, "中华人民共和国国务院办公厅，卡拉ok和t恤衫。");
  check_parts(&x->phrases, "中华人民共和国国务院办公厅，卡拉ok和t恤衫。");
  check_parts(&x->zh, "研究生命的起源𠀀𠀁〇一二三ab看一看看");
}

/* Each word, with the text of the next one after it. */
static void finds_all_words(void)
{
  const zhen_lexicon *x = unit_default_lexicon();
  char text[2 * WORD_MAX];
  size_t len = 0;

  for (uint32_t block = 0; block < x->zh.count / BLOCK; block++) {
    const uint8_t *p = word_list_block(&x->zh, block);

    memmove(text + p[1], text, len < WORD_MAX ? len : WORD_MAX);
    memcpy(text, p + 2, p[1]);
    check_text(&x->zh, (zhen_str){text, p[1] + (len < WORD_MAX ? len : 0)});
    len = p[1];
  }
}

static void finds_words_of_all_sizes(void)
{
  zhen_lexicon *x = unit_lexicon(
      "h.tsv", "灯\tlamp\n灯a\tlampa\n灯ab\tlampb\n灯塔\ttower\n灯塔𠀀\tx\n"
               "灯塔𠀀é\ty\n灯é\tz\n灯𠀀\tw\n𠀀灯\tq\né灯\tr\n");

  check_parts(&x->zh, "灯ab灯塔𠀀é灯é灯塔𠀁𠀀灯é灯灯𠀀");
  check_parts(&x->phrases, "灯ab灯塔𠀀é");
  CU_ASSERT_EQUAL(lexicon_prefixes(&x->zh, unit_str("灯塔𠀀é"),
                                   (lexicon_prefix[MANY]){0}, MANY),
                  4);
  zhen_lexicon_close(x);
}

static void tables_in_the_program_are_of_its_lexicon(void)
{
  const zhen_lexicon *x = unit_default_lexicon();
  zhen_lexicon again = {.bytes = x->bytes, .size = x->size};

  lexicon_find_lists(&again);
  CU_ASSERT_EQUAL_FATAL(lexicon_tables_make(&again), ZHEN_OK);
  CU_ASSERT_EQUAL(again.own_tables->lexicon, lexicon_field(x, FIELD_CHECK));
  CU_ASSERT_EQUAL(memcmp(again.own_tables, zhen_lexicon_embedded_tables,
                         again.own_tables->size),
                  0);
  free(again.own_tables);
}

void suite_tables(void)
{
  CU_pSuite s = unit_suite("tables");

  UNIT_TEST(s, finds_what_a_search_finds);
  UNIT_TEST(s, finds_all_words);
  UNIT_TEST(s, finds_words_of_all_sizes);
  UNIT_TEST(s, tables_in_the_program_are_of_its_lexicon);
}
