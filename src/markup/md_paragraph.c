/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Line breaks within a paragraph. In HTML and Markdown one counts as a space,
 * and Chinese characters have no space between them; so a break becomes a
 * space, or nothing between two wide characters, as in the draft CSS Text.
 *
 * In Markdown some breaks are kept: those with marks, and those of texts that
 * only look like Markdown.
 */
#include "markup/md_paragraph.h"
#include "markup/md_code.h"
#include "markup/md_lines.h"
#include "markup/tag.h"

#include <string.h>

enum {
  MOST_LINES = 30,    /* of paragraphs, on average */
  SHORT_LETTERS = 10, /* of a line that shows no language */
  CODE_INDENT = 4,
  ITEM_INDENT = 2 /* minimum length of the text after the mark of an item */
};

static bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

/* Quotation marks at the start, in characters: "> > " is two. */
static size_t take_quotes(zhen_str *line)
{
  size_t depth = 0;

  while (line->len > 0 && (is_space(line->ptr[0]) || line->ptr[0] == '>')) {
    depth += line->ptr[0] == '>';
    *line = (zhen_str){line->ptr + 1, line->len - 1};
  }
  return depth;
}

static bool ends(zhen_str s, const char *what)
{
  size_t len = strlen(what);

  return s.len >= len && memcmp(s.ptr + s.len - len, what, len) == 0;
}

/* 一二三四五六七八九十百 */
static bool is_number(uint32_t rune)
{
  static const uint16_t numbers[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                     0x4E94, 0x516D, 0x4E03, 0x516B,
                                     0x4E5D, 0x5341, 0x767E};

  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    if (numbers[i] == rune)
      return true;
  return (rune >= '0' && rune <= '9') || (rune >= 0xFF10 && rune <= 0xFF19);
}

/* "1. ", "2) ", "（3）", "四、", "①", "-": an item of a list. */
static bool is_item(zhen_str s)
{
  size_t at = 0, digits = 0;
  uint32_t rune = utf8_next(s, &at);
  bool bracket = rune == '(' || rune == 0xFF08;

  if ((rune >= 0x2460 && rune <= 0x249B) || rune == 0x2022)
    return true;
  if (strchr("-*+", s.ptr[0]) && (s.len == 1 || is_space(s.ptr[1])))
    return true;
  if (bracket && at < s.len)
    rune = utf8_next(s, &at);
  for (; is_number(rune) && at < s.len; digits++)
    rune = utf8_next(s, &at);
  if (digits == 0 || digits > 4)
    return false;
  if (bracket)
    return rune == ')' || rune == 0xFF09;
  if (rune == '.' || rune == ')')
    return at < s.len && is_space(s.ptr[at]);
  return rune == 0x3001 || rune == 0xFF0E;
}

/* A template line: {{< note >}}, {% raw %}. */
static bool is_shortcode(zhen_str s)
{
  return (str_begins(s, "{{") && ends(s, "}}")) ||
         (str_begins(s, "{%") && ends(s, "%}"));
}

/* "^^^^^": the line below a title. */
static bool is_underline(zhen_str s)
{
  size_t n = 0;

  while (n < s.len && s.ptr[n] == s.ptr[0])
    n++;
  return n > 2 && n == s.len && (unsigned char)s.ptr[0] < 0x80 &&
         !rune_is_latin((unsigned char)s.ptr[0]);
}

/* Lines that are not part of a paragraph. */
static bool is_apart(zhen_str s)
{
  size_t begin, end;

  return is_shortcode(s) || is_underline(s) || str_begins(s, ": ") ||
         str_begins(s, "[!") || md_directive(s, &begin, &end) ||
         memmem(s.ptr, s.len, " | ", 3) || (s.len > 0 && s.ptr[0] == '|') ||
         (s.len > 0 && s.ptr[0] == '<' && markup_is_block_tag(s, 0));
}

static size_t count_spaces(zhen_str s)
{
  size_t n = 0;

  for (size_t at = 0; at < s.len; at++)
    n += s.ptr[at] == ' ';
  return n;
}

/* A line of English; not `kubectl get pods` in Chinese text. */
static bool is_english(zhen_str s)
{
  zhen_scripts n = zhen_text_scripts(s);
  bool code = s.ptr[0] == '`';
  size_t at = 0;

  while (at < s.len && strchr("\"'(*_[`", s.ptr[at]))
    at++;
  return n.han == 0 && n.latin >= SHORT_LETTERS && at < s.len &&
         !(s.ptr[at] >= 'a' && s.ptr[at] <= 'z') &&
         (!code || count_spaces(s) > 2);
}

static bool is_chinese(zhen_str s)
{
  zhen_scripts n = zhen_text_scripts(s);

  return 4 * n.han > n.latin;
}

/* Text with its translation on the next line is two paragraphs. */
static bool other_language(zhen_str a, zhen_str b)
{
  return (is_english(a) && is_chinese(b)) || (is_chinese(a) && is_english(b));
}

bool markup_md_is_code(zhen_str line, size_t *list)
{
  size_t indent = 0;

  for (; line.len > 0 && is_space(line.ptr[0]); line.len--)
    indent += *line.ptr++ == '\t' ? CODE_INDENT : 1;
  if (indent >= *list + CODE_INDENT)
    return true;
  if (line.len > 0 && is_item(line))
    *list = indent + ITEM_INDENT;
  else if (indent == 0)
    *list = 0;
  return false;
}

/* Heading marks: "## ", and "##" alone or without the space. */
static size_t heading_mark(zhen_str s)
{
  size_t n = markup_run(s, '#');
  bool blank = n == s.len || strchr(" \t\r", s.ptr[n]);

  if (n == 0 || n > 6 || (!blank && n < 2))
    return 0;
  return n;
}

size_t markup_md_block_mark(zhen_str s)
{
  size_t n;

  if (s.len == 0)
    return 0;
  if (s.ptr[0] == '>')
    return 1;
  if (str_begins(s, ": "))
    return 2;
  n = heading_mark(s);
  if (n)
    return n;
  if (!strchr("-*+", s.ptr[0]) || s.len < 2 || !strchr(" \t", s.ptr[1]))
    return 0;
  if (str_begins(str_after(s, 2), "[ ] ") ||
      str_begins(str_after(s, 2), "[x] "))
    return 6;
  return 1;
}

bool markup_md_goes_on(zhen_str line, zhen_str next)
{
  size_t depth;

  if (ends(line, "\r"))
    line.len--;
  if (ends(line, "  ") || ends(line, "\\"))
    return false;
  depth = take_quotes(&line);
  if (depth != take_quotes(&next))
    return false;
  line = str_trim(line);
  next = str_trim(next);
  return line.len > 0 && next.len > 0 && !markup_md_block_mark(next) &&
         line.ptr[0] != '#' && !is_item(next) && !is_apart(line) &&
         !str_begins(next, "[^") && !is_apart(next) &&
         !other_language(line, next);
}

/*
 * Whether lines are parts of paragraphs, separated by empty lines. Otherwise
 * each line is a paragraph, whatever marks it has.
 */
bool markup_md_has_paragraphs(zhen_str s)
{
  size_t lines = 0, paragraphs = 0;
  bool after_blank = true;

  for (size_t at = 0; at < s.len;) {
    zhen_str line = markup_line(s, at);
    bool blank = str_trim(line).len == 0;

    at += line.len + 1;
    lines += !blank;
    paragraphs += !blank && after_blank;
    after_blank = blank;
  }
  return lines <= paragraphs * MOST_LINES;
}
