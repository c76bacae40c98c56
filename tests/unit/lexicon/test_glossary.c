/* SPDX-License-Identifier: Apache-2.0 */
/* Glossaries in all forms, valid and invalid; words learned from articles. */
#include "lexicon/lexicon.h"
#include "unit.h"
#include "unit_lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char cedict[] = "燈塔 灯塔 [deng1 ta3] /lighthouse/\n"
                             "燈 灯 [deng1] /lamp/\n"
                             "乾 干 [gan1] /dry/\n"
                             "乾坤 乾坤 [qian2 kun1] /heaven and earth/\n"
                             "乾隆 乾隆 [Qian2 long2] /Qianlong/\n";

static zhen_lexicon *lexicon;

static int begin(void)
{
  lexicon = unit_lexicon("glossary.u8", cedict);
  return 0;
}

static int end(void)
{
  zhen_lexicon_close(lexicon);
  return 0;
}

/* Reset the lexicon to have no terms. */
static void start_anew(void)
{
  end();
  begin();
}

static zhen_status add_bytes(const char *bytes, size_t len)
{
  char *path = unit_path("terms");
  zhen_status status;

  unit_write(path, bytes, len);
  status = zhen_lexicon_add_glossary(lexicon, path);
  unlink(path);
  free(path);
  return status;
}

static zhen_status add(const char *text)
{
  return add_bytes(text, strlen(text));
}

static size_t count_terms(void)
{
  return zhen_lexicon_inspect(lexicon).glossary_terms;
}

static const glossary_term *find(const char *text)
{
  return lexicon_term(lexicon, unit_str(text));
}

/* The term that a text starts with, as "head: stem stem", last stem first. */
static void check_term(const char *text, const char *want)
{
  const glossary_term *term = find(text);
  char *got;
  size_t len;
  FILE *f = open_memstream(&got, &len);

  CU_ASSERT_FATAL(f != NULL);
  fputs(term ? term->zh : "", f);
  for (const glossary_stem *s = term ? term->stems : NULL; s; s = s->next)
    fprintf(f, "%s%s", s == term->stems ? ": " : " ", s->text);
  fclose(f);
  CHECK_CSTR(got, want);
  free(got);
}

/* A glossary that is refused with this reason, and adds nothing. */
static void check_refused(const char *text, const char *why)
{
  size_t before = count_terms();

  CHECK_FAILS(add(text), ZHEN_EINPUT, why);
  CU_ASSERT_EQUAL(count_terms(), before);
}

/* ---- terms ---- */

static void lines_with_a_tab_are_terms(void)
{
  start_anew();
  CHECK_OK(add("# terms of ours\n\n青石\tQingshi\n"
               "青石港\tQingshi Harbour\tplace\r\n"
               "  燈塔山\tLighthouse Hill  \n"
               "K線\tcandlesticks\n"));
  CU_ASSERT_EQUAL(count_terms(), 4);
  check_term("青石港口", "青石港: harbour qingshi");
  check_term("青石", "青石: qingshi");
  check_term("灯塔山", "灯塔山: hill lighthous");
  check_term("k線", "k線: candlestick");
  check_term("青", "");
  check_term("石", "");
  check_term("", "");
}

static void words_that_say_nothing_count_if_alone(void)
{
  start_anew();
  CHECK_OK(add("英格兰银行\tthe Bank of England\n归于\tto\n"));
  check_term("英格兰银行", "英格兰银行: england bank");
  check_term("归于", "归于: to");
}

static void a_term_of_several_entries_has_all_translations(void)
{
  start_anew();
  CHECK_OK(add("电梯\tlift\n电梯\televator\n电\tpower\n"));
  CU_ASSERT_EQUAL(count_terms(), 2);
  check_term("电梯", "电梯: elev lift");
  CHECK_OK(add("白沙\tBaisha\n电梯\thoist\n"));
  CU_ASSERT_EQUAL(count_terms(), 3);
  check_term("电梯", "电梯: hoist elev lift");
  check_term("白沙", "白沙: baisha");
  CHECK_OK(add(""));
  CHECK_OK(add("# nothing\n"));
  CU_ASSERT_EQUAL(count_terms(), 3);
}

static void the_longest_of_many_terms_is_found(void)
{
  char *lines, head[32], want[32];
  size_t len;
  FILE *f = open_memstream(&lines, &len);

  CU_ASSERT_FATAL(f != NULL);
  for (int a = 0; a < 60; a++)
    for (int b = a % 2; b < 60; b += 2)
      fprintf(f, "\xE5\xA0%c\xE5\xA1%c\tq%c\n", 0x80 + a, 0x80 + b,
              'a' + b % 26);
  fputs("\xE5\xA0\x80\tone\n\xE5\xA0\x80\xE5\xA1\x80\xE5\xA1\x81\tthree\n", f);
  fclose(f);
  start_anew();
  CHECK_OK(add(lines));
  CU_ASSERT_EQUAL(count_terms(), 60 * 30 + 2);
  for (int a = 1; a < 60; a++)
    for (int b = 0; b < 60; b++) {
      snprintf(head, sizeof head, "\xE5\xA0%c\xE5\xA1%c...", 0x80 + a,
               0x80 + b);
      snprintf(want, sizeof want, "\xE5\xA0%c\xE5\xA1%c: q%c", 0x80 + a,
               0x80 + b, 'a' + b % 26);
      check_term(head, (a + b) % 2 == 0 ? want : "");
    }
  check_term("\xE5\xA0\x80\xE5\xA1\x81", "\xE5\xA0\x80: one");
  check_term("\xE5\xA0\x80\xE5\xA1\x80", "\xE5\xA0\x80\xE5\xA1\x80: qa");
  check_term("\xE5\xA0\x80\xE5\xA1\x80\xE5\xA1\x81\xE5\xA1\x82",
             "\xE5\xA0\x80\xE5\xA1\x80\xE5\xA1\x81: three");
  free(lines);
}

static void a_bad_line_is_named_and_nothing_added(void)
{
  start_anew();
  CHECK_OK(add("白沙\tBaisha\n"));
  check_refused("白沙\tWhite Sands\n青石\tQingshi\n\n# c\n馆长 director\n",
                "terms: line 5: no tab");
  check_refused("青石\tQingshi\n\tQingshi\n",
                "line 2: the Chinese side is empty");
  check_refused("青石\t \n", "line 1: the English side is empty");
  check_refused("青石\t\tx\n", "line 1: the English side is empty");
  check_refused("# c\n馆长 director\n", "line 2: unknown glossary format");
  CHECK_FAILS(zhen_lexicon_add_glossary(lexicon, "/nowhere/t.tsv"), ZHEN_EINPUT,
              "/nowhere/t.tsv");
  check_term("青石", "");
  check_term("白沙", "白沙: baisha");
}

/* ---- CC-CEDICT ---- */

static void cedict_entries_are_terms(void)
{
  start_anew();
  CHECK_OK(add("# CC-CEDICT\n#! version=1\n"
               "燈塔 灯塔 [deng1 ta3] /beacon (on a coast)/light; "
               "lamp/CL:座[zuo4]/\r\n"
               "\n"
               "個 个 [ge4] /variant of 箇[ge4]/\n"
               "港口 港口 [gang3 kou3] /port @ sea/\n"));
  CU_ASSERT_EQUAL(count_terms(), 2);
  check_term("灯塔", "灯塔: lamp light beacon");
  check_term("港口", "港口: sea port");
  check_term("个", "");
}

/* 乾 mostly stays in this lexicon, which the entry does not show. */
static void both_heads_of_an_entry_count(void)
{
  start_anew();
  CHECK_OK(add("乾杯 干杯 [gan1 bei1] /cheers/\n"));
  CU_ASSERT_EQUAL(count_terms(), 2);
  check_term("干杯", "干杯: cheer");
  check_term("乾杯", "乾杯: cheer");
}

static void bad_cedict_is_refused(void)
{
  start_anew();
  check_refused("燈 灯 [deng1] /lamp/\n塔 塔 /tower/\n",
                "line 2: not a CC-CEDICT entry");
  check_refused("燈 灯 [deng1] /lamp/\n塔 塔 [ta3]\n",
                "line 2: not a CC-CEDICT entry");
  check_refused("燈 灯 [deng1] /lamp/\n塔 [ta3] /tower/\n",
                "line 2: not a CC-CEDICT entry");
}

/* ---- hunalign ---- */

/* As a dictionary; the number of lines skipped. */
static size_t add_dictionary(const char *text)
{
  char *path = unit_path("words.dic");
  size_t skipped = SIZE_MAX;

  unit_write(path, text, strlen(text));
  CHECK_OK(zhen_lexicon_add_dictionary(lexicon, path, &skipped));
  unlink(path);
  free(path);
  return skipped;
}

static void a_dictionary_may_have_other_lines(void)
{
  size_t skipped;

  start_anew();
  CU_ASSERT_EQUAL(add_dictionary(""), 0);
  CU_ASSERT_EQUAL(add_dictionary("DNA @ DNA\n\n1990 @ 1990\n"
                                 "fishing boat @ 渔 船\n"
                                 "no entry\n<p> @ <p>\n"
                                 "K 歌 之 王 @ king of karaoke\n"
                                 "  @ 港\nstreet light @ 灯\n"),
                  5);
  CU_ASSERT_EQUAL(count_terms(), 2);
  check_term("渔船", "渔船: boat fish");
  check_term("k歌之王", "k歌之王: karaok king");
  CU_ASSERT_EQUAL(add_dictionary("nothing\n"), 1);
  CU_ASSERT_EQUAL(count_terms(), 2);
  CHECK_FAILS(zhen_lexicon_add_dictionary(lexicon, "nowhere.dic", &skipped),
              ZHEN_EINPUT, "nowhere.dic");
  CU_ASSERT_EQUAL(skipped, 0);
  check_refused("fishing boat @ 渔 船\nDNA @ DNA\n", "line 2");
}

static void an_at_sign_parts_english_and_chinese(void)
{
  start_anew();
  CHECK_OK(add("fishing boat @ 渔船\n"
               "港口 @ port\n"
               "the letter K @ 字母K\n"
               "joe@example.com mail @ 邮件\n"
               "the 名 sign of a shop @ 招牌\n"
               "招牌字 @ the 名 sign of a shop\n"
               "B&B @ 民宿@家\n"));
  CU_ASSERT_EQUAL(count_terms(), 7);
  check_term("渔船", "渔船: boat fish");
  check_term("港口", "港口: port");
  check_term("字母k", "字母k: k letter");
  check_term("邮件", "邮件: mail com exampl joe");
  check_term("招牌", "招牌: shop sign");
  check_term("招牌字", "招牌字: shop sign");
  check_term("民宿@家", "民宿@家: b b");
}

static void bad_pairs_at_an_at_sign_are_refused(void)
{
  start_anew();
  check_refused("boat @ 船\nboat@船\n", "line 2: no \" @ \"");
  check_refused("boat @ 船\nboat @ ship\n",
                "line 2: one side of \"@\" must be Chinese");
  check_refused("船 @ 港\n", "line 1: one side of \"@\" must be Chinese");
  check_refused("boat @ 船\n  @ 港\n", "line 2: the English side is empty");
}

/* ---- TBX ---- */

#define V2(entries)                                                            \
  "<?xml version=\"1.0\" encoding=\"GB18030\"?>\n"                             \
  "<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">\n"                        \
  "<martif type=\"TBX\" xml:lang=\"en\"><martifHeader><fileDesc>"              \
  "<sourceDesc><p>term</p></sourceDesc></fileDesc></martifHeader>"             \
  "<text><body>\n" entries "</body></text></martif>\n"
#define V3(entries)                                                            \
  "<tbx style=\"dca\" type=\"TBX-Basic\" xml:lang=\"en\" "                     \
  "xmlns=\"urn:iso:std:iso:30042:ed-2\"><text><body>\n" entries                \
  "</body></text></tbx>\n"
#define SET(lang, term)                                                        \
  "<langSet xml:lang=\"" lang "\"><tig><term>" term "</term></tig></"          \
  "langSet>\n"
#define ENTRY(zh, en) "<termEntry>" SET("zh", zh) SET("en", en) "</termEntry>\n"

static void tbx_2_holds_terms(void)
{
  start_anew();
  CHECK_OK(add(
      V2("<termEntry id=\"c1\"><descrip type=\"definition\">a light</descrip>\n"
         "<langSet xml:lang=\"zh-Hant\"><ntig><termGrp><term id=\"t1\">燈塔\n"
         "</term><termNote type=\"partOfSpeech\">noun</termNote></termGrp>"
         "</ntig></langSet>\n"
         "<langSet xml:lang=\"fr\"><tig><term>phare</term></tig></langSet>\n"
         "<langSet xml:lang=\"EN_gb\"><tig><term>light&#x68;ouse</term></tig>\n"
         "<tig><term>fish &amp; <hi>chips</hi></term></tig></langSet>\n"
         "</termEntry>\n"
         "<termEntry>" SET("de", "Boot")
             SET("zh", "船") "</termEntry>\n"
                             "<termEntry>" SET("en", "port")
                                 SET("cmn-CN", "<![CDATA[港口]]>")
                                     SET("zho", "港") "</termEntry>\n")));
  CU_ASSERT_EQUAL(count_terms(), 3);
  check_term("灯塔", "灯塔: chip fish lighthous");
  check_term("港口", "港口: port");
  check_term("港", "港: port");
  check_term("船", "");
}

static void tbx_3_holds_terms(void)
{
  start_anew();
  CHECK_OK(
      add("\n" V3("<conceptEntry id=\"1\"><langSec xml:lang=\"en\"><termSec>"
                  "<term>offshore wind farm</term></termSec></langSec>"
                  "<langSec xml:lang=\"zh-CN\"><termSec><term>海上风电场</term>"
                  "<termNote type=\"term\">x</termNote></termSec></langSec>"
                  "</conceptEntry>\n")));
  CU_ASSERT_EQUAL(count_terms(), 1);
  check_term("海上风电场", "海上风电场: farm wind offshor");
}

static void tbx_is_read_in_its_encoding(void)
{
  static const char utf16[] =
      "\xFF\xFE<\0t\0b\0x\0>\0<\0c\0o\0n\0c\0e\0p\0t\0E\0n\0t\0r\0y\0>\0"
      "<\0l\0a\0n\0g\0S\0e\0c\0 \0x\0m\0l\0:\0l\0a\0n\0g\0=\0'\0z\0h\0'\0>\0"
      "<\0t\0e\0r\0m\0>\0\x2F\x6E<\0/\0t\0e\0r\0m\0>\0"
      "<\0/\0l\0a\0n\0g\0S\0e\0c\0>\0"
      "<\0l\0a\0n\0g\0S\0e\0c\0 \0x\0m\0l\0:\0l\0a\0n\0g\0=\0'\0e\0n\0'\0>\0"
      "<\0t\0e\0r\0m\0>\0p\0o\0r\0t\0<\0/\0t\0e\0r\0m\0>\0"
      "<\0/\0l\0a\0n\0g\0S\0e\0c\0>\0"
      "<\0/\0c\0o\0n\0c\0e\0p\0t\0E\0n\0t\0r\0y\0>\0<\0/\0t\0b\0x\0>";

  start_anew();
  CHECK_OK(add_bytes(utf16, sizeof utf16));
  check_term("港", "港: port");
}

static void bad_tbx_is_refused(void)
{
  start_anew();
  CHECK_OK(add(V2(ENTRY("白沙", "Baisha"))));
  check_refused(V2(ENTRY("青石", "Qingshi") ENTRY("港", " ")),
                "terms: line 8: the term is empty");
  check_refused(V3("<conceptEntry><langSec>"), "line 2: a language section "
                                               "without xml:lang");
  check_refused(V2(ENTRY("青石", "Qingshi") "<termEntry>"), "line 7: ");
  check_refused(V2(ENTRY("青石", "Qingshi")) "more", "line 8: ");
  check_refused("<html><body>term</body></html>",
                "line 1: not TMX, XLIFF or TBX");
  check_refused("<", "line 1: ");
  check_refused("<tbx>", "line 1: ");
  check_refused(V2(""), "no entry with both");
  check_refused(
      V2("<termEntry>" SET("zh", "青石") "</termEntry>"
                                         "<termEntry>" SET(
                                             "en", "Qingshi") "</termEntry>"),
      "no entry with both");
  CU_ASSERT_EQUAL(count_terms(), 1);
  check_term("青石", "");
  check_term("白沙", "白沙: baisha");
}

/* Nothing is expanded, however little it is. */
static void entities_are_not_read(void)
{
  start_anew();
  check_refused("<!DOCTYPE tbx [<!ENTITY a 'port'>]>\n"
                "<tbx><termEntry>" SET("zh", "港")
                    SET("en", "&a;") "</termEntry></tbx>",
                "line 3: ");
  check_refused("<!DOCTYPE tbx [<!ENTITY a SYSTEM '/etc/passwd'>]>\n"
                "<tbx><termEntry>" SET("zh", "港")
                    SET("en", "&a;") "</termEntry></tbx>",
                "line 3: ");
  check_refused("<!DOCTYPE tbx SYSTEM 'no.dtd'>\n"
                "<tbx><termEntry>" SET("zh", "港")
                    SET("en", "&a;") "</termEntry></tbx>",
                "line 3: an entity in a text");
  CHECK_OK(add("<!DOCTYPE tbx SYSTEM '/etc/passwd' ["
               "<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>\n"
               "<tbx><p>&b;</p>" ENTRY("港", "port") "</tbx>"));
  check_term("港", "港: port");
}

static char *repeat(const char *before, const char *line, const char *after,
                    size_t n)
{
  size_t len;
  char *out;
  FILE *f = open_memstream(&out, &len);

  CU_ASSERT_FATAL(f != NULL);
  fputs(before, f);
  while (n--)
    fputs(line, f);
  fputs(after, f);
  fclose(f);
  return out;
}

static void depth_and_terms_are_bounded(void)
{
  char *deep = repeat("<tbx>\n", "<a>", "", 100000);
  char *wide = repeat("<tbx><termEntry><langSet xml:lang='en'>",
                      "<term>x</term>\n", "</langSet></termEntry></tbx>", 257);

  start_anew();
  check_refused(deep, "line 2: elements are nested over 100 deep");
  check_refused(wide, "line 257: an entry has over 256 terms");
  free(deep);
  free(wide);
}

/* ---- words learned from articles ---- */

static const char zh_lines[] = "嘎嘣在河边。\n医生来了。\n嘎嘣吃面包。\n"
                               "下雪了。\n医生看见嘎嘣。\n商店关门了。\n"
                               "他妹妹在读书。\n嘎嘣睡了。\n老师唱歌。\n"
                               "医生走了。\n嘎嘣喝水。\n火车到了。\n";
static const char en_lines[] =
    "The Grobblewicks are by the river.\nThe doctor came.\n"
    "A Grobblewick eats bread.\nIt snowed.\nThe doctor saw a Grobblewick.\n"
    "The shop has closed.\nHis younger sister is reading.\n"
    "The Grobblewick slept.\nTeachers sing.\nThe doctor left.\n"
    "A Grobblewick drinks water.\nThe train has arrived.\n";

static zhen_alignment *align(const zhen_lexicon *x)
{
  zhen_sentences *zh, *en;
  zhen_alignment *a;

  CHECK_OK(zhen_split_lines(&zh, unit_str(zh_lines)));
  CHECK_OK(zhen_split_lines(&en, unit_str(en_lines)));
  CHECK_OK(zhen_align(&a, x, zh, en, NULL));
  CU_ASSERT_FATAL(a != NULL);
  zhen_sentences_free(zh);
  zhen_sentences_free(en);
  return a;
}

static const zhen_learned *find_pair(const zhen_alignment *a, const char *zh,
                                     const char *en)
{
  size_t count;
  const zhen_learned *pairs = zhen_alignment_learned(a, &count);

  for (size_t i = 0; i < count; i++)
    if (strcmp(pairs[i].zh, zh) == 0 && strcmp(pairs[i].en, en) == 0)
      return &pairs[i];
  return NULL;
}

static void unknown_words_that_meet_are_reported(void)
{
  zhen_lexicon *x;
  zhen_alignment *a;
  const zhen_learned *pairs, *pair;
  size_t count;

  CHECK_OK(zhen_lexicon_open_default(&x));
  a = align(x);
  pair = find_pair(a, "嘎", "grobblewicks");
  CU_ASSERT_PTR_NOT_NULL_FATAL(pair);
  CU_ASSERT_EQUAL(pair->count, 5);
  CU_ASSERT(pair->strength > 10);
  /* these occur together as well, but are in the lexicon */
  CU_ASSERT_PTR_NULL(find_pair(a, "医生", "doctor"));
  pairs = zhen_alignment_learned(a, &count);
  for (size_t i = 1; i < count; i++)
    CU_ASSERT(pairs[i - 1].strength > pairs[i].strength ||
              (pairs[i - 1].strength == pairs[i].strength &&
               strcmp(pairs[i - 1].zh, pairs[i].zh) <= 0));
  zhen_alignment_free(a);
  /* words of a glossary are not learned again */
  zhen_lexicon_close(lexicon);
  lexicon = x;
  CHECK_OK(add("嘎嘣\tgrobblewicks\t5\t16.3\n"));
  a = align(x);
  CU_ASSERT_PTR_NULL(find_pair(a, "嘎", "grobblewicks"));
  CU_ASSERT_PTR_NULL(find_pair(a, "嘎嘣", "grobblewicks"));
  zhen_alignment_free(a);
}

static void nothing_is_learned_of_nothing(void)
{
  zhen_sentences *none;
  zhen_alignment *a;
  size_t count = 1;

  CHECK_OK(zhen_split_lines(&none, unit_str("")));
  CHECK_OK(zhen_align(&a, lexicon, none, none, NULL));
  zhen_alignment_learned(a, &count);
  CU_ASSERT_EQUAL(count, 0);
  zhen_alignment_free(a);
  zhen_sentences_free(none);
}

void suite_glossary(void)
{
  CU_pSuite s = CU_add_suite("glossary", begin, end);

  UNIT_TEST(s, lines_with_a_tab_are_terms);
  UNIT_TEST(s, words_that_say_nothing_count_if_alone);
  UNIT_TEST(s, a_term_of_several_entries_has_all_translations);
  UNIT_TEST(s, the_longest_of_many_terms_is_found);
  UNIT_TEST(s, a_bad_line_is_named_and_nothing_added);
  UNIT_TEST(s, cedict_entries_are_terms);
  UNIT_TEST(s, both_heads_of_an_entry_count);
  UNIT_TEST(s, bad_cedict_is_refused);
  UNIT_TEST(s, an_at_sign_parts_english_and_chinese);
  UNIT_TEST(s, bad_pairs_at_an_at_sign_are_refused);
  UNIT_TEST(s, tbx_2_holds_terms);
  UNIT_TEST(s, tbx_3_holds_terms);
  UNIT_TEST(s, tbx_is_read_in_its_encoding);
  UNIT_TEST(s, bad_tbx_is_refused);
  UNIT_TEST(s, entities_are_not_read);
  UNIT_TEST(s, depth_and_terms_are_bounded);
  UNIT_TEST(s, a_dictionary_may_have_other_lines);
  UNIT_TEST(s, unknown_words_that_meet_are_reported);
  UNIT_TEST(s, nothing_is_learned_of_nothing);
}
