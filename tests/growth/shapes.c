/* SPDX-License-Identifier: Apache-2.0 */
#include "shapes.h"

#include <stdint.h>
#include <string.h>

/*
 * The varying parts of units: a number, a name, the same name in Chinese
 * characters by sound, a Chinese name, the same in pinyin, an invented word.
 */
#define NUMBER "\1"
#define NAME "\2"
#define NAME_ZH "\3"
#define PINYIN_ZH "\4"
#define PINYIN "\5"
#define WORD "\6"
#define WORD_ZH "\7"

/* ---- marks: each between clauses, and alone ---- */

static const char *const marks[] = {"，",       "、",
                                    "。",       "；",
                                    "：",       "？",
                                    "！",       "…",
                                    "……",       "—",
                                    "——",       "·",
                                    "．",       "～",
                                    "“",        "”",
                                    "‘",        "’",
                                    "「",       "」",
                                    "『",       "』",
                                    "《",       "》",
                                    "〈",       "〉",
                                    "【",       "】",
                                    "（",       "）",
                                    "［",       "］",
                                    "〔",       "〕",
                                    "　",       "＂",
                                    ",",        ";",
                                    ":",        ".",
                                    "?",        "!",
                                    "...",      "-",
                                    "--",       "'",
                                    "\"",       "`",
                                    "(",        ")",
                                    "[",        "]",
                                    "{",        "}",
                                    "<",        ">",
                                    "/",        "\\",
                                    "|",        "&",
                                    "#",        "*",
                                    "_",        "~",
                                    "@",        "%",
                                    "$",        "^",
                                    "=",        "+",
                                    "•",        "–",
                                    "\xC2\xA0", "\xE2\x80\x8B",
                                    "\xC2\xAD"};

enum { N_MARKS = sizeof marks / sizeof marks[0] };

/* ---- the others; these come first ---- */

#define FLAT(name, ...)                                                        \
  {                                                                            \
    name, __VA_ARGS__, SHAPE_FLAT, false, false                                \
  }
#define LINES(name, ...)                                                       \
  {                                                                            \
    name, __VA_ARGS__, SHAPE_LINES, false, false                               \
  }
#define PARAS(name, ...)                                                       \
  {                                                                            \
    name, __VA_ARGS__, SHAPE_PARAS, false, false                               \
  }
#define NEST(name, ...)                                                        \
  {                                                                            \
    name, __VA_ARGS__, SHAPE_NEST, false, false                                \
  }
#define SAME(text) text, text

static const shape shapes[] = {
    /* each was slow once */
    FLAT("clauses", "港口的船来了，", "the boats came, "),
    {"clauses, short en", "港口的船来了；", "The boats came. ", SHAPE_FLAT,
     false, true},
    FLAT("pinyin in a line", PINYIN_ZH, "Zhang " NAME " " PINYIN " "),
    FLAT("clauses, words", WORD_ZH "，" WORD_ZH "，", WORD ", " WORD ", "),
    FLAT("numbered clauses", "第" NUMBER "天船来了，",
         "on day " NUMBER " the boats came, "),
    FLAT("clauses with Latin", "港口" NAME "的船，来了，来了，",
         "the boats of " NAME ", they came, "),
    FLAT("full-width", "ＡＢＣ　１２３", "ＡＢＣ　１２３ "),
    FLAT("digits and spaces", SAME("1 ")),
    FLAT("names in a line", NAME_ZH, NAME " "),
    FLAT("numbers", "有" NUMBER "只船", NUMBER " boats "),
    FLAT("tags in angle", SAME("<a")),
    FLAT("tags not ended", SAME("<p ")),
    /* scripts, nothing to cut at */
    FLAT("han", "港口的船来了", "the boats of the harbour came "),
    FLAT("one word", "船", "boat"),
    FLAT("words", WORD_ZH, WORD " "),
    FLAT("kana", "カタカナひらがな", "カタカナ "),
    FLAT("hangul", "한국어", "한국어 "),
    FLAT("greek", "αβγδε", "αβγδε "),
    FLAT("cyrillic", "абвгд", "абвгд "),
    FLAT("arabic", "العربية", "العربية "),
    FLAT("combining", "e\xCC\x81", "e\xCC\x81"),
    FLAT("only combining", SAME("\xCC\x81")),
    FLAT("emoji", SAME("👨‍👩‍👧‍👦")),
    FLAT("flags", SAME("🇨🇳")),
    FLAT("joiners", SAME("\xE2\x80\x8D")),
    FLAT("rare han", "\xF0\xA0\x80\x80", "\xF0\xA0\x80\x80 "),
    FLAT("spaces", SAME(" ")),
    FLAT("tabs", SAME("\t")),
    /* one giant line, many tiny paragraphs */
    FLAT("sentences", "第" NUMBER "天船来了。",
         "On day " NUMBER " the boats came. "),
    FLAT("same sentences", "船来了。", "The boats came. "),
    LINES("lines", "第" NUMBER "天船来了。",
          "On day " NUMBER " the boats came."),
    LINES("same lines", "船来了。", "The boats came."),
    LINES("lines of a word", "船", "boat"),
    LINES("lines not ended", "第" NUMBER "天船来了",
          "on day " NUMBER " the boats came"),
    PARAS("paragraphs", "第" NUMBER "天船来了。",
          "On day " NUMBER " the boats came."),
    PARAS("same paragraphs", "船。", "Boat."),
    PARAS("paragraphs of a letter", SAME("a")),
    LINES("empty lines", SAME("")),
    LINES("lines of spaces", SAME("   ")),
    LINES("wrapped at a width",
          "港口的船来了港口的船来了港口的船来了港口的船来了港口",
          "the boats of the harbour came and the boats of the harbour"),
    {"short zh", "船来了。", "The boats came. ", SHAPE_FLAT, true, false},
    {"short en", "船来了。", "The boats came. ", SHAPE_FLAT, false, true},
    {"short en, clauses", "港口的船来了，", "The boats came. ", SHAPE_FLAT,
     false, true},
    {"short zh, lines", "船来了。", "The boats came.", SHAPE_LINES, true,
     false},
    {"short en, lines", "船来了。", "The boats came.", SHAPE_LINES, false,
     true},
    /* quotations and brackets */
    FLAT("quotations", "他说：“船来了。”", "He said: “The boats came.” "),
    FLAT("quotations not closed", "他说：“船来了。",
         "He said: “The boats "
         "came. "),
    FLAT("straight quotes", "他说：\"船来了。\"",
         "He said: \"The boats "
         "came.\" "),
    FLAT("single quotes", "他说：‘船来了。’", "'The boats came.' "),
    LINES("lines of quotations", "“船来了。", "“The boats came."),
    NEST("nested quotes", "“‘", "’”"),
    NEST("nested brackets", "（(", ")）"),
    NEST("nested corners", "「『", "』」"),
    NEST("nested titles", "《〈", "〉》"),
    /* numbers */
    FLAT("digits", SAME("7")),
    FLAT("digits in groups", SAME("7,777,777,")),
    FLAT("decimals", SAME("1.5.")),
    FLAT("chinese digits", "七", "seven "),
    FLAT("chinese units", "十", "hundred "),
    FLAT("chinese myriads", "一万亿", "one million billion "),
    FLAT("chinese points", "三点", "three point "),
    FLAT("parts of", "百分之", "one in two "),
    FLAT("ranges", "3至5万-", "3-5 million to "),
    FLAT("dates", "2019年3月5日", "March 5, 2019, "),
    FLAT("clock", "下午3:15", "3:15 p.m. "),
    FLAT("versions", SAME("v1.2.3-4 ")),
    FLAT("units", SAME("5kg/m ")),
    FLAT("twenty-one", "二十一", "twenty-one-"),
    FLAT("and a half", "个半", "and a half "),
    LINES("lines of numbers", SAME(NUMBER)),
    LINES("numbered lines", NUMBER "．船来了", NUMBER ". The boats came"),
    LINES("lines of digits", SAME("1. 2. 3.")),
    /* names, titles, abbreviations */
    LINES("names", NAME_ZH "来了。", NAME " came."),
    FLAT("names with dots", NAME_ZH "·", NAME " "),
    LINES("surnames", PINYIN_ZH "来了。", PINYIN " came."),
    LINES("pinyin in two words", PINYIN_ZH "来了。", "Zhang " NAME " came."),
    LINES("words", WORD_ZH "来了。", WORD " came."),
    FLAT("titles", "王先生", "Mr. "),
    FLAT("initials", "J.", "J. "),
    FLAT("abbreviations", "e.g.", "e.g. "),
    FLAT("u.s.", "U.S.", "U.S. Gov. "),
    FLAT("possessives", "船's", "boats' boat's "),
    FLAT("hyphens", "船-", "boat-"),
    FLAT("capitals", "港口的ABC", "THE BOATS "),
    LINES("speakers", "王：船来了。", "WANG: The boats came."),
    LINES("headings", "第" NUMBER "章　船", "Chapter " NUMBER),
    LINES("addresses", SAME("http://a.example/" NUMBER "?a=" NUMBER)),
    FLAT("one address", SAME("a.example/")),
    FLAT("mails", SAME("a@b.example ")),
    FLAT("at signs", SAME("a@")),
    FLAT("dotted", SAME("a.")),
    /* mixed sides */
    FLAT("both languages", SAME("船 boat ")),
    LINES("both languages in lines", SAME("船来了 The boats came")),
    LINES("other languages", "the boats came", "船来了"),
    FLAT("wrong decoding", SAME("Ã©â€™")),
    FLAT("replacement", SAME("\xEF\xBF\xBD")),
    /* HTML */
    FLAT("tags", "<b>船</b>", "<b>boat</b> "),
    FLAT("open tags", "<p>船来了。", "<p>The boats came. "),
    FLAT("closing tags", SAME("</p>")),
    FLAT("attributes", SAME("<p a='b' ")),
    FLAT("attribute not ended", SAME("<p a=\"")),
    FLAT("empty tags", SAME("<>")),
    FLAT("breaks", "船<br>", "boat<br>"),
    FLAT("entities", "船&nbsp;", "boat&amp;"),
    FLAT("entities not ended", SAME("&amp")),
    FLAT("numeric entities", SAME("&#33337;")),
    FLAT("long entity", SAME("&aaaaaaaa")),
    FLAT("comments", SAME("<!-- a -->")),
    FLAT("comments not ended", SAME("<!-- ")),
    FLAT("declarations", SAME("<!a>")),
    FLAT("instructions", SAME("<?a ")),
    FLAT("cdata", SAME("<![CDATA[")),
    FLAT("scripts not ended", SAME("<script>")),
    FLAT("styles", SAME("<style>a</style>")),
    NEST("nested tags", "<div>", "</div>"),
    NEST("nested lists", "<ul><li>", "</li></ul>"),
    LINES("lines of tags", "<p>船来了。</p>", "<p>The boats came.</p>"),
    LINES("table", "<tr><td>船</td></tr>", "<tr><td>boat</td></tr>"),
    LINES("pre", "<pre>船", "<pre>boat"),
    /* Markdown */
    LINES("md headings", "# 船", "# Boat"),
    LINES("md list", "- 船来了。", "- The boats came."),
    LINES("md numbers", "1. 船来了。", "1. The boats came."),
    LINES("md quotes", "> 船来了。", "> The boats came."),
    FLAT("md quotes in quotes", SAME("> ")),
    LINES("md table", "| 船 | 船 |", "| boat | boat |"),
    FLAT("md cells", "| 船 ", "| boat "),
    LINES("md table rules", SAME("|---|---|")),
    LINES("md fences", SAME("```")),
    FLAT("md fences in a line", SAME("```a")),
    LINES("md fence not ended", "```\n船", "```\nboat"),
    LINES("md tildes", SAME("~~~")),
    FLAT("md ticks", SAME("`a``b")),
    FLAT("md ticks growing", SAME("` `` ``` ")),
    FLAT("md emphasis", "*船", "*boat "),
    FLAT("md strong", "**船", "**boat "),
    FLAT("md closed", "**船**", "**boat** "),
    FLAT("md underscores", "_船_", "_boat_ "),
    FLAT("md mixed", SAME("*_**_")),
    FLAT("md links", "[船](a)", "[boat](a) "),
    FLAT("md links not ended", "[船](", "[boat]("),
    FLAT("md brackets", "[船", "[boat "),
    FLAT("md images", "![船", "![boat "),
    NEST("md nested links", "[", "](a)"),
    NEST("md nested brackets", "[", "]"),
    FLAT("md references", "[船][", "[boat]["),
    LINES("md definitions", SAME("[a" NUMBER "]: a")),
    FLAT("md angles", SAME("<http://a")),
    LINES("md rules", SAME("---")),
    LINES("md underlined", "船\n===", "Boat\n==="),
    LINES("md html", "<div>\n船\n", "<div>\nboat\n"),
    LINES("md indented", "    船", "    boat"),
    FLAT("md escapes", SAME("\\*")),
    FLAT("md strike", SAME("~~a")),
    FLAT("md footnotes", SAME("[^1]")),
    LINES("md directives", "## 船\n```{note} 船", "## Boat\n```{note} boat"),
    LINES("md directive options", "## 船\n```{note}\n---\na: 船",
          "## Boat\n```{note}\n:a: b"),
    FLAT("md roles", "[船](a){a}`船", "[boat](a){a}`boat "),
    LINES("page of pairs", "<p><span data-zhen=\"zh " NUMBER "\">船",
          "<p><span data-zhen=\"en " NUMBER "\">boat"),
    LINES("asciidoc attributes", "= 船\n:a" NUMBER ": 船\n{a1} {a",
          "= Boat\n:a" NUMBER ": boat\n{a1} {a"),
};

enum { N_SHAPES = sizeof shapes / sizeof shapes[0] };

bool shape_get(size_t number, shape *out)
{
  const char *mark;

  if (number >= N_SHAPES + 2 * N_MARKS)
    return false;
  if (number < N_SHAPES) {
    *out = shapes[number];
    return true;
  }
  number -= N_SHAPES;
  mark = marks[number / 2];
  *out = (shape){.form = SHAPE_FLAT};
  if (number % 2) {
    snprintf(out->name, sizeof out->name, "run of %s", mark);
    snprintf(out->zh, sizeof out->zh, "%s", mark);
    snprintf(out->en, sizeof out->en, "%s", mark);
    return true;
  }
  snprintf(out->name, sizeof out->name, "clauses and %s", mark);
  snprintf(out->zh, sizeof out->zh, "港口的船来了%s", mark);
  snprintf(out->en, sizeof out->en, "the boats came%s ", mark);
  return true;
}

bool shape_find(const char *name, shape *out)
{
  for (size_t i = 0; shape_get(i, out); i++)
    if (strcmp(out->name, name) == 0)
      return true;
  return false;
}

/* ---- units ---- */

static size_t put(FILE *f, const char *s)
{
  fputs(s, f);
  return strlen(s);
}

/* The syllables of a name; its number is spread so that few are alike. */
static size_t put_syllables(FILE *f, uint32_t n, const char *const *table,
                            uint32_t size, bool capital)
{
  uint32_t rest = n * 2654435761u % (size * size * size * size);
  size_t len = 0;

  for (int i = 0; i < 4; i++, rest /= size) {
    const char *s = table[rest % size];

    if (i == 0 && capital)
      len += (size_t)fprintf(f, "%c%s", s[0] - 32, s + 1);
    else
      len += put(f, s);
  }
  return len;
}

static size_t put_varied(FILE *f, char what, uint32_t n)
{
  static const char *const latin[] = {"ba", "ke", "di", "fo", "ga", "lu",
                                      "ma", "ni", "po", "ra", "se", "to"};
  static const char *const han[] = {"巴", "克", "迪", "福", "加", "卢",
                                    "马", "尼", "波", "拉", "塞", "托"};
  static const char *const pinyin[] = {"an", "bao",  "cheng", "de",
                                       "fu", "gang", "hong",  "jian"};
  static const char *const pinyin_zh[] = {"安", "宝", "成", "德",
                                          "福", "刚", "红", "建"};
  static const char *const words_zh[] = {"山", "水", "天", "火", "木", "石",
                                         "花", "鸟", "鱼", "虫", "风", "雨"};

  switch (what) {
  case 1:
    return (size_t)fprintf(f, "%u", (unsigned)n);
  case 2:
    return put_syllables(f, n, latin, 12, true);
  case 3:
    return put_syllables(f, n, han, 12, false);
  case 4:
    return put(f, "张") + put_syllables(f, n, pinyin_zh, 8, false);
  case 5:
    return put(f, "Zhang") + put_syllables(f, n, pinyin, 8, false);
  case 6:
    return put_syllables(f, n, latin, 12, false);
  default:
    return put_syllables(f, n, words_zh, 12, false);
  }
}

static size_t put_unit(FILE *f, const char *unit, uint32_t n)
{
  size_t len = 0;

  for (; *unit; unit++) {
    if (*unit > 0 && *unit < 8) {
      len += put_varied(f, *unit, n);
    } else {
      fputc(*unit, f);
      len++;
    }
  }
  return len;
}

/* ---- writing ---- */

static size_t put_separator(FILE *f, const shape *s)
{
  if (s->form == SHAPE_LINES)
    return put(f, "\n");
  return s->form == SHAPE_PARAS ? put(f, "\n\n") : 0;
}

static void put_nested(FILE *f, const shape *s, size_t bytes)
{
  size_t n = bytes / (strlen(s->zh) + strlen(s->en)) + 1;

  for (size_t i = 0; i < n; i++)
    put(f, s->zh);
  for (size_t i = 0; i < n; i++)
    put(f, s->en);
}

static void put_side(FILE *f, const shape *s, bool zh, size_t bytes)
{
  bool once = zh ? s->once_zh : s->once_en;
  size_t len = 0;

  if (s->form == SHAPE_NEST) {
    put_nested(f, s, bytes);
    return;
  }
  for (uint32_t n = 1; len < bytes && (n == 1 || !once); n++)
    len += put_unit(f, zh ? s->zh : s->en, n) + put_separator(f, s);
}

void shape_write_sides(const shape *s, size_t bytes, FILE *zh, FILE *en)
{
  put_side(zh, s, true, bytes);
  put(zh, "\n");
  put_side(en, s, false, bytes);
  put(en, "\n");
}

void shape_write_mixed(const shape *s, size_t bytes, FILE *out)
{
  size_t len = 0;

  if (s->form == SHAPE_NEST)
    put_nested(out, s, 2 * bytes);
  for (uint32_t n = 1; len < 2 * bytes && s->form != SHAPE_NEST; n++) {
    if (n == 1 || !s->once_zh)
      len += put_unit(out, s->zh, n) + put_separator(out, s);
    if (n == 1 || !s->once_en)
      len += put_unit(out, s->en, n) + put_separator(out, s);
  }
  put(out, "\n");
}

void shape_write_pairs(const shape *s, size_t bytes, FILE *out)
{
  size_t len = 0;

  if (s->form == SHAPE_FLAT || s->form == SHAPE_NEST) {
    put_side(out, s, true, bytes);
    put(out, "\t");
    put_side(out, s, false, bytes);
    put(out, "\n");
    return;
  }
  for (uint32_t n = 1; len < 2 * bytes; n++)
    len += put_unit(out, s->zh, n) + put(out, "\t") + put_unit(out, s->en, n) +
           put(out, "\n");
}
