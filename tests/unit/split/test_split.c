/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of the splitter that the case files do not cover. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static zhen_sentences *split(zhen_str text, const zhen_split_options *options)
{
  zhen_sentences *s;

  CU_ASSERT_EQUAL_FATAL(zhen_split(&s, text, options), ZHEN_OK);
  return s;
}

/* All sentences with their paragraph and grade: "0h一。|0p二。". */
static const char *show(const zhen_sentences *s)
{
  static char room[4096];
  size_t len = 0;

  room[0] = 0;
  for (size_t i = 0; i < s->count && len < sizeof room - 300; i++) {
    zhen_str text = zhen_sentence_str(s, i);

    len += (size_t)snprintf(room + len, sizeof room - len, "%s%u%c%.*s",
                            i ? "|" : "", (unsigned)s->at[i].para,
                            "hsfp"[s->at[i].grade],
                            (int)(text.len < 200 ? text.len : 200), text.ptr);
  }
  return room;
}

static void check_split(const char *text, const zhen_split_options *options,
                        const char *expected)
{
  zhen_sentences *s = split(unit_str(text), options);

  CHECK_CSTR(show(s), expected);
  zhen_sentences_free(s);
}

static void numbers_paragraphs_that_hold_text(void)
{
  check_split("一。二。\n\n \t\n三\r\n四\r五\v六", NULL,
              "0h一。|0p二。|1p三|2p四|3p五|4p六");
  check_split("a\xE2\x80\xA8"
              "b\xE2\x80\xA9"
              "c\xC2\x85"
              "d\f",
              NULL, "0pa|1pb|2pc|3pd");
}

static void splits_nothing_into_nothing(void)
{
  check_split("", NULL, "");
  check_split(" \n\t\xE3\x80\x80\n", NULL, "");
  check_split("。", NULL, "0p。");
}

static void grades_by_what_is_open(void)
{
  zhen_split_options atomic = {.struct_size = sizeof atomic,
                               .quotes = ZHEN_QUOTES_ATOMIC};
  zhen_split_options cut = {.struct_size = sizeof cut, .soft = ZHEN_SOFT_CUT};

  check_split("他说：“好。行。”她笑。", NULL, "0s他说：“好。|0h行。”|0p她笑。");
  check_split("他说：“好。行。”她笑。", &atomic, "0h他说：“好。行。”|0p她笑。");
  check_split("他说：‘好。行。’她笑。", &atomic, "0h他说：‘好。行。’|0p她笑。");
  check_split("“好。行。她笑。", &atomic, "0s“好。|0s行。|0p她笑。");
  check_split("一；二。三", &cut, "0s一；|0h二。|0p三");
  check_split("一；二。三", NULL, "0h一；二。|0p三");
}

static void takes_back_what_a_bracket_embeds(void)
{
  check_split("桥（真的！没骗你！）很窄。好。", NULL,
              "0h桥（真的！没骗你！）很窄。|0p好。");
  check_split("桥（真的！没骗你！很窄。", NULL,
              "0h桥（真的！|0h没骗你！|0p很窄。");
  check_split("好。（全文完。）再见。", NULL, "0h好。（全文完。）|0p再见。");
}

static void cuts_long_sentences_at_the_middle_comma(void)
{
  zhen_split_options six = {.struct_size = sizeof six, .max_len = 6};

  check_split("一二，三四，五六，七八。", &six,
              "0f一二，三四，|0p五六，七八。");
  check_split("没有逗号的句子很长。", &six, "0p没有逗号的句子很长。");
  check_split("1,234,567,890 won. Ok", &six, "0h1,234,567,890 won.|0pOk");
  check_split("“一二三，”四五六。", &six, "0f“一二三，”|0p四五六。");
}

static void keeps_lines_with_their_numbers(void)
{
  zhen_sentences *s;

  CU_ASSERT_EQUAL_FATAL(
      zhen_split_lines(&s, unit_str("One. Two.\r\n\n 三 \n四\n\n\n")), ZHEN_OK);
  CHECK_CSTR(show(s), "0pOne. Two.|0p|1h三|1p四|1p|1p");
  zhen_sentences_free(s);
  CU_ASSERT_EQUAL_FATAL(zhen_split_lines(&s, unit_str("")), ZHEN_OK);
  CU_ASSERT_EQUAL(s->count, 0);
  zhen_sentences_free(s);
}

static void check_unwrap(const char *in, zhen_wrap wrap, const char *expected,
                         size_t dropped_count)
{
  zhen_text *text = unit_text(in);
  zhen_text *joined;
  zhen_sentences *dropped;
  zhen_str s;

  CU_ASSERT_EQUAL_FATAL(zhen_text_unwrap(&joined, text, wrap, &dropped, NULL),
                        ZHEN_OK);
  s = zhen_text_str(joined);
  CU_ASSERT_EQUAL(s.len, strlen(expected));
  CU_ASSERT(s.len == strlen(expected) && memcmp(s.ptr, expected, s.len) == 0);
  CU_ASSERT_EQUAL(dropped->count, dropped_count);
  for (size_t i = 0; i < s.len; i++)
    CU_ASSERT(s.ptr[i] == in[zhen_text_source(joined, i)] || s.ptr[i] == ' ');
  zhen_sentences_free(dropped);
  zhen_text_free(joined);
  zhen_text_free(text);
}

/* Enough to look wrapped. */
#define WRAPPED                                                                \
  "the boats were fixed in the yard between\nthe old market until the end of " \
  "the war,\nwhen the last of the masters closed the\ngate and took his "      \
  "tools "                                                                     \
  "over to the island\nwhere nobody had need of them. He left.\n"
#define JOINED                                                                 \
  "the boats were fixed in the yard between the old market until the end of "  \
  "the war, when the last of the masters closed the gate and took his tools "  \
  "over to the island where nobody had need of them. He left.\n"

static void unwraps_with_the_way_back(void)
{
  check_unwrap(WRAPPED, ZHEN_WRAP_AUTO, JOINED, 0);
  check_unwrap(WRAPPED "\na b c pub-\nlished it.\nX", ZHEN_WRAP_AUTO,
               JOINED "\na b c published it.\nX", 0);
  check_unwrap(WRAPPED "\na well-\nknown one; well-known", ZHEN_WRAP_AUTO,
               JOINED "\na well-known one; well-known", 0);
  check_unwrap("一行被\n折断。\n\n二", ZHEN_WRAP_JOIN, "一行被折断。\n\n二", 0);
  check_unwrap("一行\r\nand\nmore", ZHEN_WRAP_JOIN, "一行 and more", 0);
  check_unwrap(WRAPPED "\nthey went home and\n\n41\n\nslept.", ZHEN_WRAP_AUTO,
               JOINED "\nthey went home and slept.", 1);
  check_unwrap("a b c pub-\nlished it.\nX", ZHEN_WRAP_AUTO,
               "a b c pub-\nlished it.\nX", 0);
  check_unwrap("第一章 总则\n第一条 制定本法。", ZHEN_WRAP_AUTO,
               "第一章 总则\n第一条 制定本法。", 0);
  check_unwrap("a\nb", ZHEN_WRAP_KEEP, "a\nb", 0);
}

static void takes_rules_of_the_user(void)
{
  static const char lines[] = "# comment\nProp.\nFoo #NUMERIC_ONLY#\n\n";
  char *path = unit_path("prefixes");
  zhen_split_rules *rules;
  zhen_split_options own = ZHEN_SPLIT_OPTIONS_INIT;

  unit_write(path, lines, sizeof lines - 1);
  CU_ASSERT_EQUAL_FATAL(zhen_split_rules_new(&rules), ZHEN_OK);
  CHECK_OK(zhen_split_rules_add_abbreviations(rules, path));
  own.rules = rules;
  check_split("See Prop. Two. Foo. 3 is. Foo. Bar", &own,
              "0hSee Prop. Two.|0hFoo. 3 is.|0hFoo.|0pBar");
  CHECK_FAILS(zhen_split_rules_add_abbreviations(rules, "/nowhere"),
              ZHEN_EINPUT, "/nowhere");
  CHECK_FAILS(zhen_split_rules_add_srx(rules, path), ZHEN_EINPUT, "prefixes");
  own.no_builtin = true;
  check_split("Mr. Li", &own, "0hMr.|0pLi");
  zhen_split_rules_free(rules);
  zhen_split_rules_free(NULL);
  free(path);
}

/* A megabyte of one kind: linear, or the test would run for hours. */
static void stays_linear(void)
{
  static const char *const units[] = {
      "(",  ")",     "（。", "。”",  "\"。", "!\"他", ". ",  "... ",  "a.",
      "-.", "p.m. ", "A. ",  "'a. ", "[3]",  "“",     "“。", "。“他", "[",
      "\r", "　",    "。 ",  "①",    "😀",    "。😀 ",  "1. ", "x;",    "...."};
  enum { SIZE = 1 << 20 };
  char *room = malloc(SIZE);
  clock_t begin = clock();

  CU_ASSERT_FATAL(room != NULL);
  for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
    zhen_str text = {room, 0};
    zhen_sentences *s;

    while (text.len + strlen(units[i]) <= SIZE) {
      memcpy(room + text.len, units[i], strlen(units[i]));
      text.len += strlen(units[i]);
    }
    s = split(text, NULL);
    zhen_sentences_free(s);
  }
  CU_ASSERT(clock() - begin < 60 * CLOCKS_PER_SEC);
  free(room);
}

void suite_split(void)
{
  CU_pSuite s = unit_suite("split");

  UNIT_TEST(s, numbers_paragraphs_that_hold_text);
  UNIT_TEST(s, splits_nothing_into_nothing);
  UNIT_TEST(s, grades_by_what_is_open);
  UNIT_TEST(s, takes_back_what_a_bracket_embeds);
  UNIT_TEST(s, cuts_long_sentences_at_the_middle_comma);
  UNIT_TEST(s, keeps_lines_with_their_numbers);
  UNIT_TEST(s, unwraps_with_the_way_back);
  UNIT_TEST(s, takes_rules_of_the_user);
  UNIT_TEST(s, stays_linear);
}
