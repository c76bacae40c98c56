/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of a web page that are not part of its text. */
#include "tokens/boilerplate.h"
#include "unit.h"

#include <string.h>

#include "tokens/boilerplate.inc"

static const char *const page_lines[] = {
    "Advertisement",
    "(This story has been updated.)",
    "READ MORE »",
    "Continue reading…",
    "Share on LinkedIn",
    "‹ Previous page",
    "Page 1 of 3",
    "12 comments",
    "5 min read",
    "Photo: Li Ming/City Archive",
    "Photo by Li Ming",
    "Li Ming/Getty Images",
    "Li Ming via Getty Images",
    "(Reporting by Li Ming; Editing by Ann Smith)",
    "Reporting by Li Ming in Harbour Town",
    "Copyright 2024 The Harbour Paper",
    "© 2024 The Harbour Paper. All rights reserved.",
    "Translator’s note: a li is half a kilometre.",
    "We use cookies to improve this page.",
    "Sign up for the Harbour newsletter",
    "2024-05-03 14:22",
    "2024/05/03 14:22:07",
    "【相关阅读】",
    "责任编辑：周海",
    "（责任编辑 周海）",
    "译者注：一里是半公里。",
    "编者按：下面是老船长的来信。",
    "图片来源：港口档案馆",
    "图片来源：视觉中国",
    "圖片來源：港口檔案館",
    "分享到：",
    "分享到微信朋友圈",
    "上一页",
    "下一頁",
    "第 1 页 / 共 3 页",
    "共12页",
    "版权所有，翻印必究。",
    "版权所有 © 2024 港口报",
    "未经授权，不得转载。",
    "阅读更多",
    "延伸阅读：",
    "閱讀更多",
    "23条评论",
    "本报记者 周海 港口报道",
    "记者周海港口报道",
    "中央社記者周海港口報導",
    "新华社记者周海摄",
    "本网站使用 Cookie 来改善体验。",
};

static const char *const text_lines[] = {
    "The advertisement is a good one.",
    "Sources of the river lie far away.",
    "Posted by the door, he waited for the boat.",
    "Written by hand, the letter was hard to read.",
    "Reporting by radio was new then.",
    "Copyright law protects what the captain wrote.",
    "This story was a favourite of my grandmother.",
    "Sign up for the course before Friday.",
    "Getty Images sued the company.",
    "Last updated in 1990, the chart was of no use.",
    "Page 1 of the diary was missing.",
    "Share this bread with your brother.",
    "Next, the boat turned north.",
    "Comments are welcome.",
    "Chapter 12",
    "12:30",
    "2024",
    "他分享了一个苹果。",
    "分享到这里就结束了。",
    "本报记者昨日从港口获悉，渡船明天停航。",
    "记者：您怎么看这件事？",
    "记者昨天报道了这件事。",
    "责任编辑是我的老朋友。",
    "版权所有者可以要求赔偿。",
    "发布时间定在星期五。",
    "图源于生活。",
    "扫描二维码就可以付款。",
    "编辑：请把这一段删掉，谢谢。",
    "译者在书里加了许多注。",
    "广告上说这条船很快。",
    "第三页上写着他的名字。",
    "",
    "***",
};

static void check_sorted(const char *const *lines, size_t n)
{
  for (size_t k = 1; k < n; k++)
    CU_ASSERT(strcmp(lines[k - 1], lines[k]) < 0);
}

static void check_lines(const char *const *lines, size_t n, bool expected)
{
  for (size_t k = 0; k < n; k++)
    if (is_boilerplate(unit_str(lines[k])) != expected)
      CU_FAIL(lines[k]);
}

static void boilerplate_is_known(void)
{
  check_sorted(whole_lines, sizeof whole_lines / sizeof *whole_lines);
  CU_ASSERT(sizeof patterns > 0);
  check_lines(page_lines, sizeof page_lines / sizeof *page_lines, true);
}

static void text_is_no_boilerplate(void)
{
  check_lines(text_lines, sizeof text_lines / sizeof *text_lines, false);
}

static void lines_in_brackets_are_boilerplate(void)
{
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
  UNIT_TEST(s, text_is_no_boilerplate);
  UNIT_TEST(s, lines_in_brackets_are_boilerplate);
}
