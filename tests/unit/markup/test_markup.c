/* SPDX-License-Identifier: Apache-2.0 */
/* HTML and Markdown: detected only where they are, stripped completely. */
#include "base/buf.h"
#include "markup/markup.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

static const zhen_kind TEXT = ZHEN_KIND_TEXT, HTML = ZHEN_KIND_HTML,
                       MARKDOWN = ZHEN_KIND_MARKDOWN;
static const markup_options options = {.comments = true};

static void check_plain(const char *from, zhen_kind kind, const char *want)
{
  zhen_text *text = unit_text(from), *plain;

  CHECK_OK(markup_plain(&plain, text, kind, &options));
  if (plain)
    CHECK_STR(zhen_text_str(plain), want);
  zhen_text_free(plain);
  zhen_text_free(text);
}

/* The kind of a text; AUTO: plain text with markup in its lines. */
static zhen_kind kind_of(const char *s)
{
  zhen_kind kind = markup_kind(unit_str(s));

  return kind == TEXT && markup_in_lines(unit_str(s)) ? ZHEN_KIND_AUTO : kind;
}

static void leaves_plain_text_alone(void)
{
  static const char *const plain[] = {
      "",
      "Fish & chips, 3 * 4 = 12, a < b and c > d; AT&T;.",
      "int main(void) { return *p & 1; } /* x */\n#include <stdio.h>\n",
      "# a comment in a script\nx = y\n# another\nz = y\n",
      "std::vector<b> and List<i> hold bold and italics.",
      "1. 一\n2. 二\n- 三\n* 四\n",
      "He wrote `foo' and `bar' with the quotes of old manuals.",
      "-----\n名词解释\n-----\n",
      "footnote[1] (see below), snake_case_name, __init__",
      "他说：“价格是 5 * 3 元。”",
      "Dear John:\nthe price --- as agreed --- is 5.\n---\nYours\n",
  };

  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
    if (kind_of(plain[i]) != TEXT)
      CU_FAIL(plain[i]);
}

static void finds_each_kind(void)
{
  CU_ASSERT_EQUAL(kind_of("a &amp; b"), ZHEN_KIND_AUTO);
  CU_ASSERT_EQUAL(kind_of("it&#39;s &#x4E2D;"), ZHEN_KIND_AUTO);
  CU_ASSERT_EQUAL(kind_of("<h2 class=\"x\">Title</h2>"), HTML);
  CU_ASSERT_EQUAL(kind_of("one<br/>two"), ZHEN_KIND_AUTO);
  CU_ASSERT_EQUAL(kind_of("<!-- remark -->\ntext"), ZHEN_KIND_AUTO);
  CU_ASSERT_EQUAL(kind_of("## Title\n\ntext"), MARKDOWN);
  CU_ASSERT_EQUAL(kind_of("see [here](http://a.b/c)"), MARKDOWN);
  CU_ASSERT_EQUAL(kind_of("it is **not** so"), MARKDOWN);
  CU_ASSERT_EQUAL(kind_of("```\ncode\n```\n"), MARKDOWN);
  CU_ASSERT_EQUAL(kind_of("title: A\ndate: 2020-01-01\n---\n\ntext\n"),
                  MARKDOWN);
}

static void decodes_character_references(void)
{
  check_plain("&ldquo;A&rdquo;&nbsp;&amp;&#39;&#x201C;&hellip;", TEXT,
              "“A” &'“…");
  check_plain("&#146;&#0;&#xD800;&bogus;&lt;b&gt;", TEXT,
              "’&#0;&#xD800;&bogus;<b>");
  check_plain("&amp;lt;", MARKDOWN, "&lt;");
}

static void drops_tags_and_keeps_paragraphs(void)
{
  check_plain("<p>One <b class='x>y'>two</b>.</p><p>Three.</p>", HTML,
              "One two.\n\nThree.");
  check_plain("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", HTML, "a\nb");
  check_plain("你好<br>Hello<br/>\n再见", HTML, "你好\nHello\n再见");
  check_plain("<script>if (a < b) x();</script>ok<style>p{}</style>", HTML,
              "ok");
  check_plain("if a <b and c> d, use <tag> or <T>", HTML,
              "if a <b and c> d, use <tag> or <T>");
  check_plain("<td>猫</td><td>cat</td>", HTML, "猫\ncat");
}

static void keeps_the_text_in_long_comments(void)
{
  check_plain("<!-- overview -->\n<!--\nA cat sleeps.\n-->\n小猫在睡觉。\n",
              HTML, "\n\nA cat sleeps.\n\n小猫在睡觉。\n");
  check_plain("<!--\ntitle: Cats\nweight: 3\n-->\n猫\n", HTML, "\n\n\n\n猫\n");
}

static void drops_front_matter_and_code(void)
{
  check_plain("---\ntitle: 猫\ntags:\n  - a\n---\n正文\n", MARKDOWN,
              "\n\n\n\n\n正文\n");
  check_plain("title: 'Cats'\ndate: 2020-01-02 03:04:05\n---\n\nText\n",
              MARKDOWN, "\n\n\n\nText\n");
  check_plain("a\n```java\n} catch {\n```\nb\n", MARKDOWN, "a\n\n\n\nb\n");
  check_plain("a\n~~~~\n~~~\n~~~~\nb\n", MARKDOWN, "a\n\n\n\nb\n");
  check_plain("a\n```\nnever closed\n", MARKDOWN, "a\n\nnever closed\n");
}

static void drops_the_marks_of_lines(void)
{
  check_plain("# Cats #\n## 猫 {#cat}\n#\nText", MARKDOWN,
              " Cats \n 猫 \n\nText");
  check_plain("- one\n* two\n+ three\n1. four\n", MARKDOWN,
              " one\n two\n three\n1. four\n");
  check_plain("> quoted\n> > twice\n", MARKDOWN, " quoted\n  twice\n");
  check_plain("a\n\n* * *\n\n---\n\nb\n", MARKDOWN, "a\n\n\n\n\n\nb\n");
  check_plain("::: tip 词汇\nwords\n:::\n", MARKDOWN, "\nwords\n\n");
  check_plain("| 猫 | cat |\n|---|:-:|\n| 狗 | dog |\n", MARKDOWN,
              "猫\ncat\n\n狗\ndog\n");
}

static void drops_the_marks_within_lines(void)
{
  check_plain("**bold** *it* __b__ _i_ ~~s~~ `c o`", MARKDOWN,
              "bold it b i s c o");
  check_plain("2 * 3 * 4, a_b_c, *open, f(*p), 5_000", MARKDOWN,
              "2 * 3 * 4, a_b_c, *open, f(*p), 5_000");
  check_plain("***both*** 这是**重点**。", MARKDOWN, "both 这是重点。");
  check_plain("33\\. not a \\*list\\* C:\\dir", MARKDOWN,
              "33. not a *list* C:\\dir");
  check_plain("[a *b*](http://x/y_z_(w)) ![pic](u.png) [c][1] [2]", MARKDOWN,
              "a b  c [2]");
  check_plain("<http://a.b/> see[^3] `<br>` `a*b*c`", MARKDOWN,
              "http://a.b/ see <br> a*b*c");
  check_plain("**[猫（cat）](/a/b.md)**", MARKDOWN, "猫（cat）");
  check_plain("Use {{< tip text=\"pods\" id=\"x\" >}} now.", MARKDOWN,
              "Use pods now.");
}

static void joins_lines_of_html(void)
{
  check_plain("<p>One\n  two</p>\n<p>Three.</p>", HTML, "One two\n\nThree.");
  check_plain("<p>小猫\n睡了，\n“好”\nOK\n吗</p>", HTML,
              "小猫睡了，“好” OK 吗");
  check_plain("<li>a <b>b\n</b>c\r\nd</li>\n<li>e</li>", HTML, "a b c d\ne");
  check_plain("<p>a\n<!-- x -->\nb<br>\nc\n\nd\ne", HTML, "a b\nc\n\nd\ne");
  check_plain("<pre>a\nb</pre><p>c\n&lt;d", MARKDOWN, "a\nb\n\nc <d");
  check_plain("<html>a <i>b</i>\nc</html>", HTML, "a b c");
  check_plain("<html><td>a\nb</td>\n<td>c</td>", HTML, "a b\nc");
  check_plain("a <i>b</i>\nc\n<p>d</p>\ne\nf", HTML, "a b\nc\n\nd\n\ne\nf");
}

static void joins_lines_of_markdown(void)
{
  check_plain("The **cat**\nsleeps.\n\n小猫\n睡了。\n", MARKDOWN,
              "The cat sleeps.\n\n小猫睡了。\n");
  check_plain("a  \nb\\\nc\r\nd\r\n", MARKDOWN, "a  \nb\\\nc d\r\n");
  check_plain("- a\n  b\n- c\n1. d\n   e\n2) f\n", MARKDOWN,
              " a b\n c\n1. d e\n2) f\n");
  check_plain("> a\n> b\nc\n# d\ne\n", MARKDOWN, " a b\nc\n d\ne\n");
  check_plain("a\n===\n\n    b\n    c\n\n- d\n\n    e\n    f\n", MARKDOWN,
              "a\n\n\n    b\n    c\n\n d\n\n    e f\n");
  check_plain("a | b\n--|--\nc | d\ne | f\n<pre>\ng\nh\n</pre>\n", MARKDOWN,
              "a\nb\n\nc\nd\ne\nf\n\ng\nh\n\n");
  check_plain(
      "`He` came **back** to it.\n他回来了。\n使用\n`kubectl get`\n命令\n",
      MARKDOWN, "He came back to it.\n他回来了。使用 kubectl get 命令\n");
}

/* A text without empty lines is a text of lines, whatever marks it has. */
static void keeps_lines_that_are_paragraphs(void)
{
  buf from = {0}, want = {0};

  for (int i = 0; i < 40; i++) {
    buf_puts(&from, "A **line**\n");
    buf_puts(&want, "A line\n");
  }
  buf_putc(&from, '\0');
  buf_putc(&want, '\0');
  check_plain(from.ptr, MARKDOWN, want.ptr);
  buf_dispose(&from);
  buf_dispose(&want);
}

static void leads_back_over_joined_lines(void)
{
  zhen_text *text = unit_text("<p>ab \n  cd\n小猫\n睡"), *plain;

  CHECK_OK(markup_plain(&plain, text, HTML, &options));
  CHECK_STR(zhen_text_str(plain), "ab cd 小猫睡");
  CU_ASSERT_EQUAL(zhen_text_source(plain, 2), 5);
  CU_ASSERT_EQUAL(zhen_text_source(plain, 3), 9);
  CU_ASSERT_EQUAL(zhen_text_source(plain, 6), 12);
  CU_ASSERT_EQUAL(zhen_text_source(plain, 12), 19);
  CU_ASSERT_EQUAL(zhen_text_source(plain, 15), 22);
  zhen_text_free(plain);
  zhen_text_free(text);
}

static void leads_back_through_the_markup(void)
{
  zhen_text *text = unit_text("<b>&lt;猫</b> **x**"), *plain;

  CHECK_OK(markup_plain(&plain, text, MARKDOWN, &options));
  CHECK_STR(zhen_text_str(plain), "<猫 x");
  CU_ASSERT_EQUAL(zhen_text_source(plain, 0), 3);
  CU_ASSERT_EQUAL(zhen_text_source(plain, 1), 7);
  CU_ASSERT_EQUAL(zhen_text_source(plain, 5), 17);
  CU_ASSERT_EQUAL(zhen_text_source(plain, 6), 20);
  zhen_text_free(plain);
  zhen_text_free(text);
  CHECK_OK(zhen_text_decode(&text, "<i>\xc3\xf7\xcc\xec</i>\xc3\xbb", 13, "x",
                            NULL));
  CHECK_OK(markup_plain(&plain, text, HTML, &options));
  CHECK_STR(zhen_text_str(plain), "明天没");
  CU_ASSERT_EQUAL(zhen_text_source(plain, 3), 5);
  CU_ASSERT_EQUAL(zhen_text_source(plain, 6), 11);
  zhen_text_free(plain);
  zhen_text_free(text);
}

/* Quadratic time would show at this size. */
static void is_linear_in_hostile_text(void)
{
  static const char *const parts[] = {
      "<!--", "[",   "](",       "*a ",   "`",   "<a ",  "``` \n",   "_(",
      "&a",   "{{<", "<script>", "<p>\n", "a\n", "> \n", "<p>a\n<b>"};

  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    size_t len = strlen(parts[i]), n = 200000 / len;
    char *s = malloc(n * len);
    zhen_text *text, *plain;

    for (size_t k = 0; s && k < n; k++)
      memcpy(s + k * len, parts[i], len);
    CHECK_OK(zhen_text_decode(&text, s, s ? n * len : 0, "x", NULL));
    (void)markup_kind(zhen_text_str(text));
    CHECK_OK(markup_plain(&plain, text, MARKDOWN, &options));
    zhen_text_free(plain);
    zhen_text_free(text);
    free(s);
  }
}

void suite_markup(void)
{
  CU_pSuite s = unit_suite("markup");

  UNIT_TEST(s, leaves_plain_text_alone);
  UNIT_TEST(s, finds_each_kind);
  UNIT_TEST(s, decodes_character_references);
  UNIT_TEST(s, drops_tags_and_keeps_paragraphs);
  UNIT_TEST(s, keeps_the_text_in_long_comments);
  UNIT_TEST(s, drops_front_matter_and_code);
  UNIT_TEST(s, drops_the_marks_of_lines);
  UNIT_TEST(s, drops_the_marks_within_lines);
  UNIT_TEST(s, leads_back_through_the_markup);
  UNIT_TEST(s, joins_lines_of_html);
  UNIT_TEST(s, joins_lines_of_markdown);
  UNIT_TEST(s, keeps_lines_that_are_paragraphs);
  UNIT_TEST(s, leads_back_over_joined_lines);
  UNIT_TEST(s, is_linear_in_hostile_text);
}
