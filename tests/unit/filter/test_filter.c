/* SPDX-License-Identifier: Apache-2.0 */
/* The rules on one pair, and the detection of duplicates. */
#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct pair_case {
  const char *rule; /* the first that fails; "none" */
  const char *zh, *en;
} pair_case;

static const pair_case cases[] = {
    {"none", "今天的风很大，船都没有出海。",
     "The wind is strong today and no boat has gone out."},
    {"none", "2008年，全港有1.5万人。",
     "In 2008 the whole harbour had 15,000 people."},
    {"none", "滚。", "Get lost."},
    {"none", "使用 asyncio.run() 函数", "Use the asyncio.run() function"},
    {"none", "暂退法（Dropout）", "Dropout"},
    {"none", "他花了30%的钱，在www.example.org.cn买的。",
     "He spent 30 per cent of the money, at http://en.example.org.cn/."},
    {"min-length", "", "The wind is strong."},
    {"min-length", "风很大。", " "},
    {"mojibake", "浠栦粖骞翠簲鍗佸叚宀併€傚彧鏄鐨勪粬",
     "He is 56 years old this year, but of course he is not."},
    {"mojibake", "他今年五十六岁了，还在出海打鱼。",
     "He isnâ€™t going out to sea any more this year."},
    {"mojibake", "ËûÃÇÖÐ¹úÈË", "They are Chinese people, all of them."},
    {"mojibake", "锟斤拷锟斤拷今天出海。", "They go out to sea today."},
    {"html", "今天的<b>风</b>很大，船没有出海。",
     "The wind is strong today and no boat has gone out."},
    {"html", "今天的风很大，船没有出海。",
     "The wind is strong today &amp; no boat has gone out."},
    {"none", "如果 a<b 并且 b>c，就返回。", "If a<b and b>c then return."},
    {"alphabet", "| 1 | 2 | 3 | 4 | 5 | 风 |", "| 1 | 2 | 3 | 4 | 5 | wind |"},
    {"language-zh", "今日は風が強くて、船は海に出ませんでした。",
     "The wind is strong today and no boat has gone out."},
    {"language-zh", "오늘은 바람이 세서 배가 나가지 않았다.",
     "The wind is strong today and no boat has gone out."},
    {"language-zh", "The wind is strong today.", "The wind is strong today."},
    {"language-en", "今天的风很大，船没有出海，我们都在家里。",
     "Le vent est fort aujourd'hui et les bateaux ne sont pas sortis."},
    {"language-en", "今天的风很大，船没有出海，我们都在家里。",
     "Hoy el viento es muy fuerte y los barcos no han salido al mar."},
    {"language-en", "今天的风很大，船没有出海，我们都在家里。",
     "Hôm nay gió rất mạnh nên không có chiếc thuyền nào ra khơi."},
    {"language-en", "今天的风很大，船没有出海，我们都在家里。",
     "Der Wind ist heute stark und kein Boot ist aus dem Hafen."},
    {"language-en", "今天的风很大，船没有出海，我们都在家里。",
     "Upepo ni mkali leo na hakuna mashua iliyotoka baharini."},
    {"language-en", "今天的风很大，船没有出海，我们都在家里。",
     "Tuuli on kova eika yksikaan vene ole lahtenyt satamasta."},
    {"none", "今天的风很大，周海生没有出海。",
     "The wind was strong and Zhou Haisheng of Yanyu did not go to sea."},
    {"language-en", "今天的风很大，船没有出海。", "今天的风很大，船没有出海。"},
    {"none", "这家咖啡馆的名字叫塞纳河畔的小屋，味道很好。",
     "The café is called La Petite Maison sur la Seine and it is good."},
    {"copied", "It is raining outside（外面下着大雨呢，你看）",
     "It is raining outside"},
    {"length-ratio", "风很大。",
     "The wind is strong today and no boat has gone out of the harbour, so "
     "that all of us stayed at home."},
    {"length-z",
     "今天的风很大，船都没有出海，我们大家都在家里坐着喝茶，一直坐到晚上才散，"
     "谁也没有提起明天的事情，也没有人想提。",
     "The wind is strong and no boat has gone out of the harbour today."},
    {"numbers", "全港有90亿元。", "The whole harbour has 90 billion yuan."},
    {"numbers", "全港有1.5万人。", "The whole harbour has 150,000 people."},
    {"none", "第3章 他有3个儿子", "Chapter three: He has three sons"},
    {"none", "9月17日下午3点半开会。", "It meets on September 17 at 3:30 p.m."},
    {"none", "他拿出一副3K眼镜。", "He took out a pair of 3K glasses."},
    {"none", "31号晚上我们一直在船上。",
     "On New Year's Eve we were on the boat."},
    {"urls", "请看 https://example.org/a 的说明，里面都写着。",
     "Please see the explanation, all of it is there."},
    {"urls", "请写信到 harbour@example.org 报名，或者打电话。",
     "Please write to the office to sign up, or call us."},
    {"punctuation",
     "好！来！走！看！坐！听！今天的风很大，船都没有出海，大家在家。",
     "The wind is strong today and no boat has gone out; we are at home."},
    {"repetition", "免费下载免费下载免费下载免费下载免费下载",
     "Free download of all the files you may want"},
    {"none", "哈哈哈哈哈哈哈！", "Hahahahahaha!"},
};

static zhen_pair pair_of(const char *zh, const char *en, double score)
{
  return (zhen_pair){unit_str(zh), unit_str(en), score};
}

static void finds_the_first_rule_that_fails(void)
{
  zhen_filter *f;

  CHECK_OK(zhen_filter_new(&f));
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    zhen_pair p = pair_of(cases[i].zh, cases[i].en, -1);
    zhen_verdict v;
    bool good = zhen_filter_check(f, &p, &v);

    CU_ASSERT_EQUAL(good, v.rule == ZHEN_RULE_NONE);
    CHECK_CSTR(zhen_rule_name(v.rule), cases[i].rule);
    if (strcmp(zhen_rule_name(v.rule), cases[i].rule) != 0)
      printf("  %s\n  %s\n", cases[i].zh, cases[i].en);
    if (!good) {
      CU_ASSERT_EQUAL(v.value, zhen_filter_value(f, &p, v.rule));
      CU_ASSERT_EQUAL(v.threshold, zhen_rule_default(v.rule));
    }
  }
  zhen_filter_free(f);
}

static void asks_the_score_only_if_there_is_one(void)
{
  zhen_pair p = pair_of("今天的风很大。", "The wind is strong.", .49);
  zhen_verdict v;
  zhen_filter *f;

  CHECK_OK(zhen_filter_new(&f));
  CU_ASSERT_FALSE(zhen_filter_check(f, &p, &v));
  CU_ASSERT_EQUAL(v.rule, ZHEN_RULE_PROBABILITY);
  CU_ASSERT_DOUBLE_EQUAL(v.value, .49, 1e-9);
  p.score = .5;
  CU_ASSERT_TRUE(zhen_filter_check(f, &p, &v));
  p.score = -1;
  CU_ASSERT_TRUE(zhen_filter_check(f, &p, &v));
  zhen_filter_free(f);
}

static void a_rule_can_be_set_and_left_out(void)
{
  zhen_pair p = pair_of("风大。", "The wind is quite strong.", -1);
  zhen_verdict v;
  zhen_filter *f;

  CHECK_OK(zhen_filter_new(&f));
  CU_ASSERT_TRUE(zhen_filter_check(f, &p, &v));
  zhen_filter_set(f, ZHEN_RULE_LENGTH_RATIO, 2);
  CU_ASSERT_FALSE(zhen_filter_check(f, &p, &v));
  CU_ASSERT_EQUAL(v.rule, ZHEN_RULE_LENGTH_RATIO);
  zhen_filter_set(f, ZHEN_RULE_MIN_LENGTH, 4);
  CU_ASSERT_FALSE(zhen_filter_check(f, &p, &v));
  CU_ASSERT_EQUAL(v.rule, ZHEN_RULE_MIN_LENGTH);
  CU_ASSERT_EQUAL(v.threshold, 4);
  for (int i = 1; i < ZHEN_RULES; i++)
    zhen_filter_set(f, (zhen_rule)i, NAN);
  CU_ASSERT_TRUE(zhen_filter_check(f, &p, &v));
  zhen_filter_free(f);
}

static void names_lead_to_rules(void)
{
  zhen_rule rule;

  for (int i = 1; i < ZHEN_RULES; i++) {
    CHECK_OK(zhen_rule_parse(&rule, zhen_rule_name((zhen_rule)i)));
    CU_ASSERT_EQUAL((int)rule, i);
    CU_ASSERT(strlen(zhen_rule_describe(rule)) > 0);
  }
  CHECK_OK(zhen_rule_parse(&rule, "length_ratio"));
  CU_ASSERT_EQUAL(rule, ZHEN_RULE_LENGTH_RATIO);
  CHECK_FAILS(zhen_rule_parse(&rule, "lengthratio"), ZHEN_EUSAGE,
              "lengthratio");
  CHECK_FAILS(zhen_rule_parse(&rule, "none"), ZHEN_EUSAGE, "none");
}

/* Lengths of a text that is half again as long as others. */
static void learns_how_long_translations_are(void)
{
  zhen_lengths lengths = {{0}};
  zhen_pair p = pair_of("今天的风很大，船都没有出海，我们在家。",
                        "The wind is strong today and no boat has gone out, "
                        "therefore all of us have been sitting at home now.",
                        -1);
  zhen_filter *f;
  double before, after;

  CHECK_OK(zhen_filter_new(&f));
  before = zhen_filter_value(f, &p, ZHEN_RULE_LENGTH_Z);
  for (int i = 0; i < 999; i++)
    zhen_lengths_add(&lengths, &p);
  zhen_filter_learn(f, &lengths);
  CU_ASSERT_EQUAL(zhen_filter_value(f, &p, ZHEN_RULE_LENGTH_Z), before);
  zhen_lengths_add(&lengths, &p);
  zhen_filter_learn(f, &lengths);
  after = zhen_filter_value(f, &p, ZHEN_RULE_LENGTH_Z);
  CU_ASSERT(before > .5);
  CU_ASSERT(after < .2);
  zhen_filter_free(f);
}

static void punctuation_does_not_make_a_pair_new(void)
{
  zhen_pair a = pair_of("今天，风很大。", "The wind is strong today.", .9);
  zhen_pair b = pair_of("今天 风很大！", "“The WIND is strong, today”", .5);
  zhen_pair c = pair_of("今天，风很大。", "The wind is weak today.", .9);
  zhen_pair d = pair_of("………", "...", .9), e = pair_of("！！", "...", .9);
  zhen_pair swapped = pair_of("ab", "c", 0), other = pair_of("a", "bc", 0);

  CU_ASSERT(zhen_pair_signature(&a).exact == zhen_pair_signature(&b).exact);
  CU_ASSERT(zhen_pair_signature(&a).near == zhen_pair_signature(&b).near);
  CU_ASSERT(zhen_pair_signature(&a).exact != zhen_pair_signature(&c).exact);
  CU_ASSERT(zhen_pair_signature(&d).exact != zhen_pair_signature(&e).exact);
  CU_ASSERT(zhen_pair_signature(&swapped).exact !=
            zhen_pair_signature(&other).exact);
  CU_ASSERT(zhen_sentence_signature(unit_str("ＡＢ１，")) ==
            zhen_sentence_signature(unit_str("ab1")));
  CU_ASSERT_EQUAL(zhen_near_distance(0, UINT64_MAX), 64);
  CU_ASSERT_EQUAL(zhen_near_distance(5, 4), 1);
}

static uint64_t next_random(uint64_t *state)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return *state ^ *state >> 29;
}

/* Near duplicates, against comparing with all earlier pairs. */
static void finds_all_within_three_bits(void)
{
  enum { COUNT = 3000 };
  static uint64_t kept[COUNT];
  size_t n_kept = 0, found = 0;
  uint64_t state = 7;
  zhen_filter *f;
  zhen_seen *seen;

  CHECK_OK(zhen_filter_new(&f));
  CHECK_OK(zhen_seen_new(&seen));
  for (uint64_t i = 0; i < COUNT; i++) {
    uint64_t near = next_random(&state);
    unsigned best = 64;
    zhen_verdict v;

    if (n_kept && i % 6)
      near = kept[near % n_kept];
    for (uint64_t flips = i % 6; flips > 1; flips--)
      near ^= (uint64_t)1 << next_random(&state) % 64;
    for (size_t j = 0; j < n_kept; j++) {
      unsigned d = zhen_near_distance(near, kept[j]);

      best = d < best ? d : best;
    }
    CHECK_OK(zhen_seen_check(seen, f, (zhen_signature){i + 1, near}, &v));
    CU_ASSERT_EQUAL(v.rule == ZHEN_RULE_NEAR_DUPLICATE, best <= 3);
    if (best <= 3) {
      CU_ASSERT_EQUAL(v.value, best);
      found++;
    } else {
      kept[n_kept++] = near;
    }
  }
  CU_ASSERT(found > COUNT / 4);
  zhen_seen_free(seen);
  zhen_filter_free(f);
}

static void finds_exact_duplicates(void)
{
  zhen_filter *f;
  zhen_seen *seen;
  zhen_verdict v;

  CHECK_OK(zhen_filter_new(&f));
  CHECK_OK(zhen_seen_new(&seen));
  zhen_filter_set(f, ZHEN_RULE_NEAR_DUPLICATE, NAN);
  for (uint64_t round = 0; round < 2; round++)
    for (uint64_t i = 0; i < 100000; i++) {
      zhen_signature s = {i * 0x9E3779B97F4A7C15u, 0};

      CHECK_OK(zhen_seen_check(seen, f, s, &v));
      if ((v.rule == ZHEN_RULE_DUPLICATE) != (round == 1))
        CU_FAIL_FATAL("an exact duplicate");
    }
  zhen_seen_free(seen);
  zhen_filter_free(f);
}

static void calls_share_what_was_seen(void)
{
  enum { COUNT = sizeof cases / sizeof cases[0], FIRST = 7 };
  zhen_pair pairs[COUNT];
  zhen_verdict whole[COUNT], parts[COUNT], once;
  zhen_filter_pairs_options how = ZHEN_FILTER_PAIRS_OPTIONS_INIT;
  zhen_filter *f;
  size_t good = 0, seen_again = 0;

  for (size_t i = 0; i < COUNT; i++)
    pairs[i] =
        (zhen_pair){unit_str(cases[i].zh), unit_str(cases[i].en), .score = -1};
  CHECK_OK(zhen_filter_new(&f));
  CHECK_OK(zhen_filter_pairs(f, pairs, COUNT, NULL, whole));
  CHECK_OK(zhen_seen_new(&how.seen));
  CHECK_OK(zhen_filter_pairs(f, pairs, FIRST, &how, parts));
  CHECK_OK(
      zhen_filter_pairs(f, pairs + FIRST, COUNT - FIRST, &how, parts + FIRST));
  for (size_t i = 0; i < COUNT; i++) {
    zhen_filter_check(f, &pairs[i], &once);
    CU_ASSERT_EQUAL(whole[i].rule, once.rule);
    good += once.rule == ZHEN_RULE_NONE;
    seen_again += parts[i].rule != once.rule;
  }
  CU_ASSERT(good > seen_again);
  CHECK_OK(zhen_filter_pairs(f, pairs, COUNT, &how, parts));
  for (size_t i = 0; i < COUNT; i++)
    CU_ASSERT_EQUAL(parts[i].rule == ZHEN_RULE_NONE, false);
  zhen_seen_free(how.seen);
  zhen_filter_free(f);
}

void suite_filter(void)
{
  CU_pSuite s = unit_suite("filter");

  UNIT_TEST(s, finds_the_first_rule_that_fails);
  UNIT_TEST(s, asks_the_score_only_if_there_is_one);
  UNIT_TEST(s, a_rule_can_be_set_and_left_out);
  UNIT_TEST(s, names_lead_to_rules);
  UNIT_TEST(s, learns_how_long_translations_are);
  UNIT_TEST(s, punctuation_does_not_make_a_pair_new);
  UNIT_TEST(s, finds_all_within_three_bits);
  UNIT_TEST(s, finds_exact_duplicates);
  UNIT_TEST(s, calls_share_what_was_seen);
}
