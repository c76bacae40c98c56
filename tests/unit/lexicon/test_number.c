/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers by value, in both languages. */
#include "lexicon/number.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

/*
 * A text and the numbers in it, in order: values; months with an @, decades as
 * 1990s, centuries as 20c, times as 3:37, parts of the year as h1 and q3.
 */
typedef struct number_case {
  const char *text, *values;
} number_case;

typedef bool next_number(zhen_str text, size_t *at, number *out);

static size_t print_number(const number *n, char *out, size_t size)
{
  static const char *const before[NUMBER_QUARTER + 1] = {
      [NUMBER_MONTH] = "@", [NUMBER_HALF] = "h", [NUMBER_QUARTER] = "q"};
  static const char *const behind[NUMBER_QUARTER + 1] = {
      [NUMBER_DECADE] = "s", [NUMBER_CENTURY] = "c"};

  if (n->kind == NUMBER_CLOCK) {
    int minutes = (int)n->value;

    return (size_t)snprintf(out, size, "%d:%02d", minutes / 60, minutes % 60);
  }
  return (size_t)snprintf(out, size, "%s%.13g%s",
                          before[n->kind] ? before[n->kind] : "", n->value,
                          behind[n->kind] ? behind[n->kind] : "");
}

/* All numbers of a text, as in number_case; checks their positions. */
static void list_numbers(zhen_str s, next_number *next, char *out, size_t size)
{
  number n;
  size_t len = 0, end = 0;

  out[0] = '\0';
  for (size_t at = 0; next(s, &at, &n);) {
    CU_ASSERT_FATAL(n.begin >= end && n.begin < n.end && n.end <= s.len);
    CU_ASSERT(at >= n.end);
    CU_ASSERT(n.kind != NUMBER_MONTH || (n.value >= 1 && n.value <= 12));
    end = n.end;
    if (len)
      out[len++] = ' ';
    len += print_number(&n, out + len, size - len);
    CU_ASSERT_FATAL(len < size);
  }
}

static void check_all(const number_case *cases, size_t n, next_number *next)
{
  char found[256];

  for (size_t i = 0; i < n; i++) {
    list_numbers(unit_str(cases[i].text), next, found, sizeof found);
    if (strcmp(found, cases[i].values) != 0)
      fprintf(stderr, "\n%s\n", cases[i].text);
    CHECK_CSTR(found, cases[i].values);
  }
}
#define CHECK_ZH(cases)                                                        \
  check_all(cases, sizeof(cases) / sizeof(cases)[0], number_next_zh)
#define CHECK_EN(cases)                                                        \
  check_all(cases, sizeof(cases) / sizeof(cases)[0], number_next_en)

/* ---- Chinese ---- */

static void zh_digits(void)
{
  static const number_case cases[] = {
      {"有7个人", "7"},
      {"有0个人", "0"},
      {"共35人", "35"},
      {"1,234元", "1234"},
      {"1,234,567人", "1234567"},
      {"12，345人", "12345"},
      {"3，4月", "3 @4"},
      {"1,23", "1 23"},
      {"1,2345", "1 2345"},
      {"3.14", "3.14"},
      {"0.5米", "0.5"},
      {"1,234.5公里", "1234.5"},
      {"第3.页", "3"},
      {"3.14.15", "3.14 15"},
      {"３５人", "35"},
      {"１，２３４元", "1234"},
      {"２．５米", "2.5"},
      {"2008年", "2008"},
      {"62%", "62"},
      {"62.5％", "62.5"},
      {"-5度", "5"},
      {"10-20人", "10 20"},
      {"10～20人", "10 20"},
      {"10至20人", "10 20"},
      {"电话12345678", "12345678"},
      {"9:30开门", "9:30"},
      {"2:1", "2 1"},
      {"007号", "7"},
      {"A4纸", "4"},
      {"没有数字", ""},
      {"", ""},
  };

  CHECK_ZH(cases);
}

static void zh_digits_with_units(void)
{
  static const number_case cases[] = {
      {"12万人", "120000"},
      {"12.5万人", "125000"},
      {"1.5亿", "150000000"},
      {"2000亿元", "200000000000"},
      {"3千人", "3000"},
      {"3千万", "30000000"},
      {"5百人", "500"},
      {"3百万", "3000000"},
      {"1万亿", "1000000000000"},
      {"2.5萬", "25000"},
      {"３億", "300000000"},
      {"1,500万", "15000000"},
      {"１２．５万", "125000"},
      {"8亿6千万", "860000000"},
      {"3万5千", "35000"},
      {"1亿2000万", "120000000"},
      {"1亿2亿", "100000000 200000000"},
      {"3万5分", "30000 5"},
      {"100万50万", "1000000 500000"},
  };

  CHECK_ZH(cases);
}

static void zh_numerals(void)
{
  static const number_case cases[] = {
      {"十", "10"},
      {"十个人", "10"},
      {"十一", "11"},
      {"十九岁", "19"},
      {"二十", "20"},
      {"二十一", "21"},
      {"九十九", "99"},
      {"一百", "100"},
      {"一百零五", "105"},
      {"一百一十", "110"},
      {"一百一十五", "115"},
      {"两百", "200"},
      {"兩千", "2000"},
      {"三百六十五天", "365"},
      {"一千", "1000"},
      {"一千零一夜", "1001"},
      {"一千零一十", "1010"},
      {"三千五百", "3500"},
      {"五千六百七十八", "5678"},
      {"一万", "10000"},
      {"一万零三", "10003"},
      {"两万五千里", "25000"},
      {"十二万", "120000"},
      {"一百二十万", "1200000"},
      {"三千万", "30000000"},
      {"一亿", "100000000"},
      {"十三亿", "1300000000"},
      {"两万万", "200000000"},
      {"一万两千亿", "1200000000000"},
      {"一亿零五万", "100050000"},
      {"两亿三千四百五十六万七千八百九十", "234567890"},
      {"一亿两千万", "120000000"},
      {"三億五千萬", "350000000"},
      {"一万亿", "1000000000000"},
      {"百人", "100"},
      {"千年", "1000"},
      {"一九九七年", "1997"},
      {"二〇〇八年", "2008"},
      {"二零二四年", "2024"},
      {"一九四九", "1949"},
      {"第三十二章", "32"},
      {"第十", "10"},
      {"十五、六", "15"},
      {"万一下雨", ""},
      {"亿", ""},
  };

  CHECK_ZH(cases);
}

static void zh_words_that_are_no_numbers(void)
{
  static const number_case cases[] = {
      {"一个人", ""}, {"两只猫", ""}, {"三个人", ""}, {"第二", ""},
      {"九月", "@9"}, {"一成", "10"}, {"成为", ""},   {"三成为多", ""},
      {"八成功", ""}, {"万岁", ""},
  };

  CHECK_ZH(cases);
}

static void zh_parts(void)
{
  static const number_case cases[] = {
      {"百分之五", "5"},
      {"百分之十", "10"},
      {"百分之六十二", "62"},
      {"百分之百", "100"},
      {"百分之一百", "100"},
      {"百分之两百", "200"},
      {"三分之一", "0.3333333333333"},
      {"三分之二", "0.6666666666667"},
      {"四分之三", "0.75"},
      {"十分之一", "0.1"},
      {"五分之二", "0.4"},
      {"二分之一", "0.5"},
      {"千分之五", "0.5"},
      {"三成", "30"},
      {"九成", "90"},
      {"十成", "10"},
      {"三分之", ""},
      {"零分之一", ""},
      {"百分之", "100"},
      {"百分之3", "3"},
      {"百分之62.5", "62.5"},
      {"百分之三点五", "3.5"},
      {"百分之十二点二五", "12.25"},
      {"百分之三点", "3"},
      {"三分之二点", "0.6666666666667"},
      {"五千多", "5000"},
      {"几十", ""},
  };

  CHECK_ZH(cases);
}

static void zh_dates(void)
{
  static const number_case cases[] = {
      {"3月", "@3"},
      {"12月", "@12"},
      {"13月", "13"},
      {"0月", "0"},
      {"三月", "@3"},
      {"十月", "@10"},
      {"十一月", "@11"},
      {"十二月", "@12"},
      {"一月", "@1"},
      {"１０月", "@10"},
      {"3个月", "3"},
      {"十二个月", "12"},
      {"2008年8月8日", "2008 @8 8"},
      {"二〇〇八年八月八日", "2008 @8 8"},
      {"1997年7月1日", "1997 @7 1"},
      {"一九四九年十月一日", "1949 @10 1"},
      {"5月12日至20日", "@5 12 20"},
      {"90年代", "1990s"},
      {"二十世纪九十年代", "1990s"},
      {"2010-2015年", "2010 2015"},
      {"下午3点", "3:00"},
      {"下午三点", "3:00"},
      {"十二点", "12"},
  };

  CHECK_ZH(cases);
}

static void zh_about(void)
{
  static const number_case cases[] = {
      {"两千余人", "2000"},     {"二十多岁", "20"},
      {"五十来岁", "50"},       {"三百余万", "3000000"},
      {"100多万人", "1000000"}, {"三千多亿", "300000000000"},
      {"十几万", "100000"},     {"十几岁", ""},
      {"二十几岁", "20"},       {"几百人", ""},
      {"几十万", ""},           {"數十億元", ""},
      {"成千上万", ""},         {"上千年", ""},
      {"近百人", "100"},        {"三四个人", ""},
      {"三四十人", "40"},       {"七八千人", "8000"},
      {"三五百", "500"},        {"十七八岁", "18"},
      {"三三两两", ""},         {"五一放假", ""},
      {"十五六万", "160000"},   {"一二〇万", "1200000"},
  };

  CHECK_ZH(cases);
}

static void zh_last_digit(void)
{
  static const number_case cases[] = {
      {"两万五", "25000"},
      {"三百五", "350"},
      {"一千二", "1200"},
      {"三千五百六", "3560"},
      {"一亿二", "120000000"},
      {"一百零五", "105"},
      {"一百〇五", "105"},
      {"两万零五", "20005"},
      {"廿三日", "23"},
      {"卅年", "30"},
      {"3至5人", "3 5"},
      {"20-30万人", "200000 300000"},
      {"3到5亿", "300000000 500000000"},
      {"5至3万", "5 30000"},
      {"5兆元", "5000000000000"},
      {"100兆宽带", "100"},
      {"12 万人", "120000"},
      {"2008 年 5 月", "2008 @5"},
      {"3千瓦", "3"},
      {"5千米", "5"},
      {"五千米", "5000"},
      {"两千克", ""},
  };

  CHECK_ZH(cases);
}

static void zh_shares(void)
{
  static const number_case cases[] = {
      {"打八折", "20"},
      {"打7折", "30"},
      {"七五折", "25"},
      {"全场8.5折", "15"},
      {"三成半", "35"},
      {"三四成", "40"},
      {"八折优惠", "20"},
      {"打折", ""},
      {"百折不挠", ""},
      {"3折叠", "3"},
      {"两折戏", ""},
      {"5‰", "0.5"},
      {"千分之三", "0.3"},
      {"千分之三百七十五", "37.5"},
      {"万分之一", "0.01"},
      {"萬分之三", "0.03"},
      {"百万分之二", "2e-06"},
      {"万分感谢", ""},
      {"打对折", "50"},
      {"两成五", "25"},
      {"两成五成熟", "20"},
      {"三点五", "3.5"},
      {"三点五个百分点", "3.5"},
      {"三点五倍", "3.5"},
      {"零点五", "0.5"},
      {"零点三七", "0.37"},
      {"有两点三个人没说", ""},
      {"一点一滴", ""},
      {"1.5个百分点", "1.5"},
      {"百分比", ""},
      {"三点五亿", "350000000"},
      {"三点一四", "3.14"},
      {"一点一点", ""},
      {"一半", "0.5"},
      {"过半数", ""},
      {"半小时", "0.5"},
      {"一年半", "1.5"},
      {"两个半小时", "2.5"},
      {"3个半月", "3.5"},
      {"半岛", ""},
      {"十分好", ""},
      {"十分钟", "10"},
      {"百姓", ""},
      {"千万不要", ""},
      {"千方百计", ""},
  };

  CHECK_ZH(cases);
}

static void zh_eras(void)
{
  static const number_case cases[] = {
      {"民国38年", "1949"},
      {"民国三十八年", "1949"},
      {"民國元年", "1912"},
      {"民国时期", ""},
      {"一百零四年二月五日", "2015 @2 5"},
      {"公元前221年", "221"},
      {"公元前3世纪", "3c"},
      {"21世纪", "21c"},
      {"十九世纪末", "19c"},
      {"20 世纪 30 年代", "1930s"},
      {"十九世纪的六十年代", "1860s"},
      {"上世纪80年代", "1980s"},
      {"本世纪20年代", "2020s"},
      {"1950年代", "1950s"},
      {"七十年代", "1970s"},
      {"二三十年代", "1930s"},
      {"10年代", "2010s"},
      {"上半年", "h1"},
      {"下半场", "h2"},
      {"上半身", ""},
      {"第三季度", "q3"},
      {"二季度", "q2"},
      {"前三季度", ""},
      {"三个季度", ""},
      {"4至6月", "@4 @6"},
      {"3、4月", "@3 @4"},
      {"第三章", "3"},
      {"第二條", "2"},
      {"第三个人", ""},
      {"第12章", "12"},
  };

  CHECK_ZH(cases);
}

static void zh_times(void)
{
  static const number_case cases[] = {
      {"15时37分", "3:37"},   {"下午3点37分", "3:37"},
      {"三点半", "3:30"},     {"八点一刻", "8:15"},
      {"八点三刻", "8:45"},   {"七点钟", "7:00"},
      {"早上七点", "7:00"},   {"晚上十点二十分", "10:20"},
      {"中午十二点", "0:00"}, {"15：37", "3:37"},
      {"6点前", "6:00"},      {"九点以后", "9:00"},
      {"早一点来", ""},       {"三点建议", ""},
      {"3点建议", "3"},       {"增至10时", "10"},
      {"8小时", "8"},         {"25:61", "25 61"},
      {"12:345", "12 345"},
  };

  CHECK_ZH(cases);
}

/* ---- English ---- */

static void en_digits(void)
{
  static const number_case cases[] = {
      {"7 men", "7"},
      {"0", "0"},
      {"35 people", "35"},
      {"1,234 people", "1234"},
      {"1,234,567", "1234567"},
      {"in 1,2", "1 2"},
      {"12,34", "12 34"},
      {"1,2345", "1 2345"},
      {"3.14", "3.14"},
      {"0.5 metres", "0.5"},
      {"1,234.5 km", "1234.5"},
      {"the year 2008.", "2008"},
      {"Room 12.", "12"},
      {"3.14.15", "3.14 15"},
      {"１２", "12"},
      {"62%", "62"},
      {"62 per cent", "62"},
      {"62.5 percent", "62.5"},
      {"-5 degrees", "5"},
      {"10-20 people", "10 20"},
      {"2010–2015", "2010 2015"},
      {"9:30", "9:30"},
      {"$200", "200"},
      {"£1,500", "1500"},
      {"007", "7"},
      {"A4 paper", "4"},
      {"the 3rd of them", "3"},
      {"on the 21st", "21"},
      {"the 19th century", "19c"},
      {"the 1990s", "1990s"},
      {"no numbers here", ""},
      {"", ""},
  };

  CHECK_EN(cases);
}

static void en_digits_with_scales(void)
{
  static const number_case cases[] = {
      {"200 billion", "200000000000"},
      {"1.5 million", "1500000"},
      {"12 thousand", "12000"},
      {"2 hundred", "200"},
      {"3 trillion", "3000000000000"},
      {"3 hundred million", "300000000"},
      {"5 million people", "5000000"},
      {"$2bn", "2000000000"},
      {"$2 bn", "2000000000"},
      {"3m", "3000000"},
      {"2 dozen", "24"},
      {"1.3 Billion", "1300000000"},
      {"50-million", "50000000"},
      {"5 million and 3", "5000000 3"},
      {"100 mn", "100000000"},
      {"40 thousands", "40000"},
  };

  CHECK_EN(cases);
}

static void en_words(void)
{
  static const number_case cases[] = {
      {"ten", "10"},
      {"Ten men", "10"},
      {"eleven", "11"},
      {"twelve", "12"},
      {"nineteen", "19"},
      {"twenty", "20"},
      {"twenty-one", "21"},
      {"twenty one", "21"},
      {"Thirty-five", "35"},
      {"ninety-nine", "99"},
      {"one hundred", "100"},
      {"a hundred", "100"},
      {"two hundred", "200"},
      {"one hundred and five", "105"},
      {"one hundred five", "105"},
      {"three hundred sixty-five", "365"},
      {"three hundred and sixty-five days", "365"},
      {"one thousand", "1000"},
      {"one hundred and fifty thousand", "150000"},
      {"a hundred and one", "101"},
      {"a hundred and a half", "150"},
      {"a hundred and", "100"},
      {"a cat and a million", "1000000"},
      {"twenty and five", "20"},
      {"a thousand", "1000"},
      {"a million", "1000000"},
      {"two thousand and eight", "2008"},
      {"twenty-five thousand", "25000"},
      {"three hundred thousand", "300000"},
      {"one million two hundred thousand", "1200000"},
      {"two billion", "2000000000"},
      {"forty", "40"},
      {"fifteen hundred", "1500"},
      {"two dozen", "24"},
      {"a dozen", "12"},
      {"twenty, thirty", "20 30"},
      {"eighteen or nineteen", "18 19"},
  };

  CHECK_EN(cases);
}

static void en_words_that_are_no_numbers(void)
{
  static const number_case cases[] = {
      {"one", ""},       {"two cats", ""}, {"nine lives", ""}, {"someone", ""},
      {"often", ""},     {"tense", ""},    {"tender", ""},     {"weight", ""},
      {"first", ""},     {"second", ""},   {"the sixth", ""},  {"attend", ""},
      {"one-sided", ""}, {"third", ""},
  };

  CHECK_EN(cases);
}

static void en_parts(void)
{
  static const number_case cases[] = {
      {"one third", "0.3333333333333"},
      {"one-third", "0.3333333333333"},
      {"two thirds", "0.6666666666667"},
      {"two-thirds", "0.6666666666667"},
      {"one fifth", "0.2"},
      {"two-fifths", "0.4"},
      {"one tenth", "0.1"},
      {"one fourth", "0.25"},
      {"one eighth", "0.125"},
      {"half", "0.5"},
      {"half of them", "0.5"},
      {"a quarter", "0.25"},
      {"one quarter", "0.25"},
      {"three quarters", "0.75"},
      {"three-quarters", "0.75"},
      {"three point five", "3.5"},
      {"zero point three seven", "0.37"},
      {"zero", ""},
      {"one point was missed", ""},
      {"one in ten thousand", "0.01"},
      {"five in a hundred", "5"},
      {"one in four", "0.25"},
      {"two out of five", "0.4"},
      {"one in 1995", "1995"},
      {"one in the house", ""},
      {"one half", "0.5"},
      {"one sixth", "0.1666666666667"},
      {"fifty percent", "50"},
      {"ten per cent", "10"},
      {"sixty-two per cent", "62"},
  };

  CHECK_EN(cases);
}

static void en_ordinals(void)
{
  static const number_case cases[] = {
      {"the tenth", "10"},
      {"eleventh", "11"},
      {"the twelfth night", "12"},
      {"Nineteenth", "19"},
      {"the twentieth century", "20c"},
      {"thirtieth", "30"},
      {"the twenty-first century", "21c"},
      {"the thirty-second", "32"},
      {"his ninety-ninth year", "99"},
      {"twenty second attempts", "20"},
      {"one hundred and twenty-third", "123"},
      {"thirty-firstly", "30"},
      {"fiftieth", "50"},
      {"fortieth", "40"},
      {"the hundredth", "100"},
  };

  CHECK_EN(cases);
}

static void en_dates(void)
{
  static const number_case cases[] = {
      {"January", "@1"},
      {"in March", "@3"},
      {"march on", ""},
      {"may", ""},
      {"December 12", "@12 12"},
      {"8 August 2008", "8 @8 2008"},
      {"August 8, 2008", "@8 8 2008"},
      {"July 1, 1997", "@7 1 1997"},
      {"Sept. 3", "@9 3"},
      {"Oct 10", "@10 10"},
      {"Dec. 31, 1999", "@12 31 1999"},
      {"Jan. and Feb.", "@1 @2"},
      {"from May 12 to 20", "@5 12 20"},
      {"on May 1st", "@5 1"},
      {"JUNE 2010", "@6 2010"},
      {"twelve months", "12"},
  };

  CHECK_EN(cases);
}

static void en_money(void)
{
  static const number_case cases[] = {
      {"$28.27 billion", "28270000000"},
      {"RMB 200 billion", "200000000000"},
      {"5 mn", "5000000"},
      {"1.2bn", "1200000000"},
      {"£30m", "30000000"},
      {"$3M", "3000000"},
      {"3k", "3000"},
      {"4K screens", "4"},
      {"200M deep", "200"},
      {"a 3m-high wall", "3"},
      {"20-30 million", "20000000 30000000"},
      {"$3 to $5 billion", "3000000000 5000000000"},
      {"30 to 50 thousand", "30000 50000"},
      {"from 5 to 3 million", "5 3000000"},
      {"half a million", "500000"},
      {"half a dozen", ""},
      {"half a century", "0.5"},
      {"a million and a half", "1500000"},
      {"2 and a half", "2.5"},
      {"two and a half hours", "2.5"},
      {"an hour and a half", "1.5"},
      {"a year and a day", ""},
      {"1,000-odd", "1000"},
      {"twenty-odd", "20"},
      {"over 2,000", "2000"},
      {"hundreds of men", ""},
      {"tens of thousands", ""},
      {"5‰", "0.5"},
      {"3 per thousand", "0.3"},
      {"a third of it", "0.3333333333333"},
      {"a third time", ""},
      {"three decades", "30"},
      {"a decade", "10"},
      {"for decades", ""},
  };

  CHECK_EN(cases);
}

static void en_order(void)
{
  static const number_case cases[] = {
      {"one two three", ""},
      {"five six", ""},
      {"twenty ten", "2010"},
      {"nineteen ninety-seven", "1997"},
      {"nineteen hundred and five", "1905"},
      {"two thousand eight", "2008"},
      {"five hundred thousand million", "500000000000"},
      {"twenty-first", "21"},
      {"on the 5th", "5"},
      {"the first of May", "1 @5"},
      {"first of all", ""},
      {"Chapter III", "3"},
      {"Chapter 3", "3"},
      {"chapter three", "3"},
      {"Part Two", "2"},
      {"Part of it", ""},
      {"Act IV", "4"},
      {"Louis XIV", "14"},
      {"Henry VIII", ""},
      {"size XL", ""},
      {"the XII", ""},
      {"May I come", ""},
      {"May God help", ""},
      {"MAR", ""},
  };

  CHECK_EN(cases);
}

static void en_eras(void)
{
  static const number_case cases[] = {
      {"the 1990s", "1990s"},
      {"the '90s", "1990s"},
      {"mid-1930s", "1930s"},
      {"the nineties", "1990s"},
      {"the mid-Sixties", "1960s"},
      {"in her 80s", "80"},
      {"in his late eighties", "80"},
      {"the 880s", "880s"},
      {"hundreds, 300s", "300"},
      {"the 1700s", "18c"},
      {"the 2000s", "2000s"},
      {"the 3rd century BC", "3c"},
      {"nineteenth-century art", "19c"},
      {"the 16th and 17th centuries", "16 17c"},
      {"first half", "h1"},
      {"the second half", "h2"},
      {"third quarter", "q3"},
      {"the 1st quarter", "q1"},
      {"Q3", "q3"},
      {"H1", "h1"},
      {"a quarter", "0.25"},
      {"this quarter", ""},
      {"three quarters", "0.75"},
      {"first three quarters", ""},
  };

  CHECK_EN(cases);
}

static void en_times(void)
{
  static const number_case cases[] = {
      {"3:37 pm", "3:37"},
      {"15:37", "3:37"},
      {"at 3.30pm", "3:30"},
      {"8 a.m. sharp", "8:00"},
      {"9 am", "9:00"},
      {"three o'clock", "3:00"},
      {"3 o’clock", "3:00"},
      {"ten o'clock", "10:00"},
      {"seven in the evening", "7:00"},
      {"ten at night", "10:00"},
      {"half past three", "3:30"},
      {"a quarter to nine", "8:45"},
      {"quarter past five", "5:15"},
      {"ten past four", "4:10"},
      {"ten-thirty", "10:30"},
      {"9 amps", "9"},
      {"25 pm", "25"},
      {"seven in the box", ""},
  };

  CHECK_EN(cases);
}

/* ---- both ---- */

/* The key of the last number of a text. */
static void find_key(const char *text, next_number *next, char *key)
{
  number n;

  key[0] = '\0';
  for (size_t at = 0; next(unit_str(text), &at, &n);)
    CU_ASSERT(number_key(&n, key) < NUMBER_KEY_BYTES);
}

static void same_keys(void)
{
  static const char *const same[][2] = {
      {"20亿", "2bn"},
      {"打八折", "20% off"},
      {"三成", "30 per cent"},
      {"十二月", "December"},
      {"上世纪九十年代", "the '90s"},
      {"二十一世纪", "the 21st century"},
      {"下午三点三十七分", "15:37"},
      {"下半年", "the second half"},
      {"第四季度", "Q4"},
      {"第三章", "Chapter III"},
      {"一年半", "a year and a half"},
      {"千分之三", "0.3%"},
      {"民国38年", "1949"},
      {"七八千", "seven or eight thousand"},
      {"五十万", "half a million"},
      {"第二十一", "the twenty-first"},
  };
  static const char *const other[][2] = {
      {"12", "December"}, {"1990", "the 1990s"},   {"20", "the 20th century"},
      {"3", "3 pm"},      {"1", "the first half"}, {"3", "Q3"},
  };
  char zh[NUMBER_KEY_BYTES], en[NUMBER_KEY_BYTES];

  for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
    find_key(same[i][0], number_next_zh, zh);
    find_key(same[i][1], number_next_en, en);
    CU_ASSERT(zh[0] != '\0');
    CHECK_CSTR(zh, en);
  }
  for (size_t i = 0; i < sizeof other / sizeof other[0]; i++) {
    find_key(other[i][0], number_next_zh, zh);
    find_key(other[i][1], number_next_en, en);
    CU_ASSERT(zh[0] != '\0' && en[0] != '\0' && strcmp(zh, en) != 0);
  }
}

void suite_number(void)
{
  CU_pSuite s = unit_suite("number");

  UNIT_TEST(s, zh_digits);
  UNIT_TEST(s, zh_digits_with_units);
  UNIT_TEST(s, zh_numerals);
  UNIT_TEST(s, zh_words_that_are_no_numbers);
  UNIT_TEST(s, zh_parts);
  UNIT_TEST(s, zh_dates);
  UNIT_TEST(s, zh_about);
  UNIT_TEST(s, zh_last_digit);
  UNIT_TEST(s, zh_shares);
  UNIT_TEST(s, zh_eras);
  UNIT_TEST(s, zh_times);
  UNIT_TEST(s, en_digits);
  UNIT_TEST(s, en_digits_with_scales);
  UNIT_TEST(s, en_words);
  UNIT_TEST(s, en_words_that_are_no_numbers);
  UNIT_TEST(s, en_parts);
  UNIT_TEST(s, en_ordinals);
  UNIT_TEST(s, en_dates);
  UNIT_TEST(s, en_money);
  UNIT_TEST(s, en_order);
  UNIT_TEST(s, en_eras);
  UNIT_TEST(s, en_times);
  UNIT_TEST(s, same_keys);
}
