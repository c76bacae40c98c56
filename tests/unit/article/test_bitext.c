/* SPDX-License-Identifier: Apache-2.0 */
/* Split a text with both languages, in every arrangement, into two sides. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

static zhen_bitext *split(const char *s, bool lines)
{
  zhen_bitext *bitext;

  CHECK_OK(zhen_bitext_split(&bitext, unit_str(s), lines));
  return bitext;
}

/* The sentences of a side are these, with " / " between them. */
static void check_side(const zhen_sentences *side, const char *want)
{
  char got[2048];
  size_t len = 0;

  for (size_t i = 0; i < side->count; i++) {
    zhen_str s = zhen_sentence_str(side, i);

    if (s.len + 3 > sizeof got - len)
      break;
    memcpy(got + len, " / ", 3);
    len += i > 0 ? 3 : 0;
    memcpy(got + len, s.ptr, s.len);
    len += s.len;
  }
  CHECK_STR(((zhen_str){got, len}), want);
}

static void check_split(const char *from, const char *pattern, const char *zh,
                        const char *en)
{
  zhen_bitext *bitext = split(from, false);

  if (!bitext)
    return;
  CHECK_CSTR(zhen_bitext_describe(bitext), pattern);
  check_side(bitext->zh, zh);
  check_side(bitext->en, en);
  zhen_bitext_free(bitext);
}

static void check_pattern(const char *from, const char *pattern)
{
  zhen_bitext *bitext = split(from, false);

  if (bitext)
    CHECK_CSTR(zhen_bitext_describe(bitext), pattern);
  zhen_bitext_free(bitext);
}

static void knows_paragraphs_in_turn(void)
{
  check_split("小镇上来了一个卖伞的人。他的伞五颜六色。\n\n"
              "A man who sold umbrellas came to town. His umbrellas were of "
              "all colours.\n\n"
              "孩子们都跑出来看。\n\nAll the children ran out to look.\n\n"
              "可是那年夏天没有下雨。\n\nBut that summer it did not rain.\n",
              "alternating paragraphs, Chinese first",
              "小镇上来了一个卖伞的人。 / 他的伞五颜六色。 / 孩子们都跑出来看。"
              " / 可是那年夏天没有下雨。",
              "A man who sold umbrellas came to town. / His umbrellas were of "
              "all colours. / All the children ran out to look. / But that "
              "summer it did not rain.");
}

static void knows_lines_in_turn(void)
{
  check_split("The well was deep.\n井很深。\nNobody knew who had dug it.\n"
              "没人知道是谁挖的。\nWe drank from it every day.\n"
              "我们每天都喝井里的水。\n",
              "alternating lines, English first",
              "井很深。 / 没人知道是谁挖的。 / 我们每天都喝井里的水。",
              "The well was deep. / Nobody knew who had dug it. / We drank "
              "from it every day.");
  check_pattern("The well was deep.\n井很深。\n\nNobody knew who had dug it.\n"
                "没人知道是谁挖的。\n\nIt never ran dry.\n它从不干涸。\n",
                "alternating lines, English first");
}

static void knows_groups_in_turn(void)
{
  check_pattern("山里有一座庙。\n\n庙里住着一个和尚。\n\n他每天下山挑水。\n\n"
                "There was a temple in the hills.\n\nA monk lived in it.\n\n"
                "Every day he went down to fetch water.\n\n"
                "后来又来了一个和尚。\n\n他们两个人一起抬水。\n\n"
                "Then a second monk came.\n\nThe two of them carried the water "
                "together.\n",
                "alternating groups of paragraphs, Chinese first");
}

static void knows_halves(void)
{
  check_split("The ferry\nIt crosses twice a day.\nIn winter it rests.\n\n"
              "渡船\n它每天来回两趟。\n冬天停航。\n",
              "all English first, then all Chinese",
              "渡船 / 它每天来回两趟。 / 冬天停航。",
              "The ferry / It crosses twice a day. / In winter it rests.");
  check_pattern(
      "渡船\n它每天来回两趟。\n冬天停航。\nThe ferry\nIt crosses twice "
      "a day.\nIn winter it rests.\n",
      "all Chinese first, then all English");
}

/* Text that the translator left unchanged stays on that side. */
static void keeps_strays_in_their_half(void)
{
  check_split(
      "Start the engine with one command.\nengine --start\n"
      "Then open the door of the machine and put the paper in.\n"
      "Close it again.\nWait for the green light.\n"
      "用一条命令启动引擎。\nengine --start\n然后打开机器的门，放入纸张。\n"
      "再把门关上。\n等绿灯亮。\n",
      "all English first, then all Chinese",
      "用一条命令启动引擎。 / engine --start / 然后打开机器的门，放入纸张。"
      " / 再把门关上。 / 等绿灯亮。",
      "Start the engine with one command. / engine --start / Then open "
      "the door of the machine and put the paper in. / Close it "
      "again. / Wait for the green light.");
}

static void knows_a_headline_over_a_body(void)
{
  check_split("本地面包店宣布涨价\n"
              "The bakery on Mill Street will raise its prices next month, its "
              "owner said on Monday. Flour costs twice as much as a year ago. "
              "Customers who were asked said they would still come, because "
              "the bread was the best in the valley. The bakery was founded "
              "ninety years ago by the owner's grandfather.\n",
              "Chinese headline, English text", "本地面包店宣布涨价",
              "The bakery on Mill Street will raise its prices next month, its "
              "owner said on Monday. / Flour costs twice as much as a year "
              "ago. / Customers who were asked said they would still come, "
              "because the bread was the best in the valley. / The bakery was "
              "founded ninety years ago by the owner's grandfather.");
  check_pattern(
      "Bakery to raise prices\n\n磨坊街的面包店老板周一说，下个月起面包"
      "要涨价。面粉的价钱是一年前的两倍。被问到的顾客说还是会来，因为这里"
      "的面包是整个山谷里最好的。面包店是老板的爷爷在九十年前开的。\n",
      "English headline, Chinese text");
}

static void cuts_lines_at_tabs(void)
{
  check_split("1\t门锁着。\tThe door is locked.\n2\t我没有钥匙。\tI have no "
              "key.\n",
              "both languages on one line, Chinese first",
              "门锁着。 / 我没有钥匙。",
              "The door is locked. / I have no key.");
}

static void cuts_lines_between_sentences(void)
{
  check_split("你好。 Hello.\n你住在哪里？ Where do you live?\n",
              "both languages on one line, Chinese first",
              "你好。 / 你住在哪里？", "Hello. / Where do you live?");
  check_split("The train was late. We waited.火车晚点了。我们等着。\n",
              "both languages on one line, English first",
              "火车晚点了。 / 我们等着。", "The train was late. / We waited.");
  check_split("雨停了。The rain stopped. 我们出发了。We set out.\n",
              "both languages on one line, Chinese first",
              "雨停了。 / 我们出发了。", "The rain stopped. / We set out.");
}

static void cuts_titles_at_brackets_and_changes(void)
{
  check_split("Rule 7: Never feed the lift operator（不要喂电梯操作员）\n\n"
              "Many visitors bring sandwiches and want to share them.\n\n"
              "很多游客带着三明治来，想分给他。\n\n"
              "He is not allowed to eat while the lift is moving.\n\n"
              "电梯开动的时候他不能吃东西。\n",
              "alternating paragraphs, English first",
              "不要喂电梯操作员 / 很多游客带着三明治来，想分给他。 / "
              "电梯开动的时候他不能吃东西。",
              "Rule 7: Never feed the lift operator / Many visitors bring "
              "sandwiches and want to share them. / He is not allowed to eat "
              "while the lift is moving.");
  check_split("3.1 古城墙的修复 restoration of the old city wall\n\n"
              "工程五月开工，还要持续两年。\n\n"
              "Work began in May and will go on for two more years.\n\n"
              "石头是从山里运来的。\n\nThe stones come from the hills.\n",
              "alternating paragraphs, Chinese first",
              "3.1 古城墙的修复 / 工程五月开工，还要持续两年。 / "
              "石头是从山里运来的。",
              "restoration of the old city wall / Work began in May and will "
              "go on for two more years. / The stones come from the hills.");
}

static void cuts_pairs_in_one_line(void)
{
  check_split(
      "苹果 apple\n红色的门 red door\n下雨天 rainy day\n一把伞 umbrella\n",
      "both languages on one line, Chinese first",
      "苹果 / 红色的门 / 下雨天 / 一把伞",
      "apple / red door / rainy day / umbrella");
  check_split("street lamp = 路灯\nside door = 侧门\nsea wind = 海风\n",
              "both languages on one line, English first", "路灯 / 侧门 / 海风",
              "street lamp / side door / sea wind");
}

static void does_not_cut_terms_out_of_sentences(void)
{
  check_split(
      "我们用 Photoshop 修图。\nWe retouch pictures (修图) in it.\n"
      "他最喜欢的歌是 Silent Harbour\nHis favourite song is Silent Harbour.\n"
      "他唱着“Come back to the sea, my love”走了。\nHe sang a line and left.\n",
      "alternating lines, Chinese first",
      "我们用 Photoshop 修图。 / 他最喜欢的歌是 Silent Harbour / "
      "他唱着“Come back to the sea, my love”走了。",
      "We retouch pictures (修图) in it. / His favourite song is Silent "
      "Harbour. / He sang a line and left.");
}

/* The order is that of the whole file, whatever the first lines suggest. */
static void is_not_led_astray(void)
{
  check_pattern("译者的话：这篇短文是我去年冬天翻译的，不当之处请指正。\n\n"
                "The clock in the tower had stopped at ten past four.\n\n"
                "塔上的钟停在四点十分。\n\n"
                "No one in the village wanted to climb up and wind it, for the "
                "stairs were rotten.\n\n"
                "村里没有人愿意爬上去上发条，因为楼梯已经朽了。\n\n"
                "So it stayed.\n\n它就一直停着。\n",
                "alternating paragraphs, English first");
  check_pattern(
      "A short tale of a clock\n\n塔上的钟停在四点十分，从此再也没有走过"
      "。\n\n"
      "The clock in the tower had stopped at ten past four and never "
      "ran again.\n\n"
      "它就停着。\n\nSo it stayed.\n\n"
      "村里没有人愿意爬上去上发条，因为楼梯已经朽了，谁也不敢走。\n\n"
      "No one in the village wanted to climb up and wind it, for the "
      "stairs were rotten and nobody dared.\n",
      "alternating paragraphs, Chinese first");
}

static void takes_all_line_ends_and_traditional_characters(void)
{
  check_split("風停了。\r\nThe wind dropped.\r\n船不動了。\r\nThe boat lay "
              "still.\r\n",
              "alternating lines, Chinese first", "風停了。 / 船不動了。",
              "The wind dropped. / The boat lay still.");
  check_pattern(
      "風停了。\rThe wind dropped.\r船不動了。\rThe boat lay still.\r",
      "alternating lines, Chinese first");
}

static void takes_the_smallest_files(void)
{
  check_split("早上好\nGood morning", "alternating lines, Chinese first",
              "早上好", "Good morning");
  check_split("Good morning\n\n早上好\n",
              "alternating paragraphs, English first", "早上好",
              "Good morning");
  check_split("早上好 Good morning",
              "both languages on one line, Chinese first", "早上好",
              "Good morning");
}

/* Names in Latin letters may outweigh the Chinese around them. */
static void knows_chinese_by_what_holds_it_together(void)
{
  check_split("记者 Margaret Thornbury 在 Great Wickham 的报道\n"
              "Margaret Thornbury reports from Great Wickham\n"
              "雨还在下。\nIt is still raining.\n",
              "alternating lines, Chinese first",
              "记者 Margaret Thornbury 在 Great Wickham 的报道 / 雨还在下。",
              "Margaret Thornbury reports from Great Wickham / It is still "
              "raining.");
}

static void takes_dialogues_and_poems(void)
{
  check_split(
      "Anna: Where is the cat?\n安娜：猫在哪儿？\nBartholomew: Upstairs.\n"
      "Bartholomew：楼上。\n",
      "alternating lines, English first",
      "安娜：猫在哪儿？ / Bartholomew：楼上。",
      "Anna: Where is the cat? / Bartholomew: Upstairs.");
  check_pattern(
      "雪落在河上\n河不说话\n船也不说话\n\nSnow falls on the river\nThe "
      "river is silent\nThe boats are silent too\n\n"
      "春天来的时候\n冰裂开了\n\nWhen spring arrives\nthe ice breaks "
      "open\n",
      "alternating groups of paragraphs, Chinese first");
}

static void sets_code_and_word_lists_aside(void)
{
  check_split("Print the sum.\n打印总和。\n\nint sum = add(a, b);\n"
              "printf(\"%d\", sum); // 打印\nif (sum > 3) {\n}\n\n"
              "lantern  n. 灯笼；提灯\nLight the lantern.\n点亮灯笼。\n",
              "alternating lines, English first", "打印总和。 / 点亮灯笼。",
              "Print the sum. / Light the lantern.");
}

static void ignores_addresses(void)
{
  check_split("原文链接：https://example.org/stories/the-long-way-home.html\n"
              "They walked home along the river.\n他们沿着河走回了家。\n"
              "It was late.\n天晚了。\n",
              "alternating lines, English first",
              "原文链接：https://example.org/stories/the-long-way-home.html / "
              "他们沿着河走回了家。 / 天晚了。",
              "They walked home along the river. / It was late.");
}

static void numbers_turns_and_paragraphs(void)
{
  zhen_bitext *b =
      split("一。二。\n三。\n\nOne. Two. Three.\n\n四。\nFour.\n", false);

  if (!b)
    return;
  CU_ASSERT_EQUAL_FATAL(b->zh->count, 4);
  CU_ASSERT_EQUAL_FATAL(b->en->count, 4);
  CU_ASSERT_EQUAL(b->zh->at[1].turn, 1);
  CU_ASSERT_EQUAL(b->zh->at[1].para, 0);
  CU_ASSERT_EQUAL(b->zh->at[1].grade, ZHEN_GRADE_PARA);
  CU_ASSERT_EQUAL(b->zh->at[2].turn, 1);
  CU_ASSERT_EQUAL(b->zh->at[2].para, 1);
  CU_ASSERT_EQUAL(b->en->at[2].turn, 2);
  CU_ASSERT_EQUAL(b->en->at[2].para, 2);
  CU_ASSERT_EQUAL(b->zh->at[3].turn, 3);
  CU_ASSERT_EQUAL(b->en->at[3].turn, 4);
  CU_ASSERT_EQUAL(b->en->at[3].para, 4);
  zhen_bitext_free(b);
}

static void takes_lines_for_sentences(void)
{
  zhen_bitext *b = split("一。二。\nOne. Two.\n三，\nThree,\n", true);

  if (!b)
    return;
  check_side(b->zh, "一。二。 / 三，");
  check_side(b->en, "One. Two. / Three,");
  zhen_bitext_free(b);
}

static void refuses_a_text_of_one_language(void)
{
  zhen_bitext *b;

  CHECK_FAILS(zhen_bitext_split(&b, unit_str("她回家了。"), false), ZHEN_EINPUT,
              "no English text found");
  CU_ASSERT_PTR_NULL(b);
  CHECK_FAILS(zhen_bitext_split(&b, unit_str("She went home."), false),
              ZHEN_EINPUT, "no Chinese text found");
  CHECK_FAILS(zhen_bitext_split(&b, unit_str("\n 12 \n"), false), ZHEN_EINPUT,
              "no Chinese and no English text found");
}

void suite_bitext(void)
{
  CU_pSuite s = unit_suite("bitext");

  UNIT_TEST(s, knows_paragraphs_in_turn);
  UNIT_TEST(s, knows_lines_in_turn);
  UNIT_TEST(s, knows_groups_in_turn);
  UNIT_TEST(s, knows_halves);
  UNIT_TEST(s, keeps_strays_in_their_half);
  UNIT_TEST(s, knows_a_headline_over_a_body);
  UNIT_TEST(s, cuts_lines_at_tabs);
  UNIT_TEST(s, cuts_lines_between_sentences);
  UNIT_TEST(s, cuts_titles_at_brackets_and_changes);
  UNIT_TEST(s, cuts_pairs_in_one_line);
  UNIT_TEST(s, does_not_cut_terms_out_of_sentences);
  UNIT_TEST(s, is_not_led_astray);
  UNIT_TEST(s, takes_all_line_ends_and_traditional_characters);
  UNIT_TEST(s, takes_the_smallest_files);
  UNIT_TEST(s, knows_chinese_by_what_holds_it_together);
  UNIT_TEST(s, takes_dialogues_and_poems);
  UNIT_TEST(s, sets_code_and_word_lists_aside);
  UNIT_TEST(s, ignores_addresses);
  UNIT_TEST(s, numbers_turns_and_paragraphs);
  UNIT_TEST(s, takes_lines_for_sentences);
  UNIT_TEST(s, refuses_a_text_of_one_language);
}
