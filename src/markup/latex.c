/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The prose of LaTeX: arguments of most commands are text; formulas within a
 * sentence are kept as they are, displayed ones and code are dropped.
 */
#include "markup/latex_blocks.h"
#include "markup/latex_inline.h"
#include "markup/readers.h"
#include "markup/source_line.h"

#include <stdlib.h>
#include <string.h>

/* A comment, with its line break and the indentation of the next line. */
static size_t skip_comment(const latex *t, size_t at, size_t end)
{
  at = str_find(str_part(t->s, 0, end), at, '\n');
  if (at < end)
    at++;
  while (at < end && (t->s.ptr[at] == ' ' || t->s.ptr[at] == '\t'))
    at++;
  return at;
}

/* White space; an empty line ends the paragraph. */
static size_t read_space(latex *t, size_t at, size_t end)
{
  size_t begin = at, feeds = 0;

  for (; at < end && strchr(" \t\r\n", t->s.ptr[at]); at++)
    feeds += t->s.ptr[at] == '\n';
  if (feeds > 1)
    latex_end_paragraph(t);
  else
    builder_space(&t->b, begin, at, feeds > 0);
  return at;
}

/* Dashes and quotation marks of ASCII; returns their length, 1 for text. */
static size_t read_mark(latex *t, size_t at, size_t end)
{
  static const struct {
    const char *mark;
    uint32_t rune;
  } marks[] = {{"---", 0x2014}, {"--", 0x2013}, {"``", 0x201C},
               {"''", 0x201D},  {"`", 0x2018},  {"'", 0x2019}};
  zhen_str rest = str_part(t->s, at, end);

  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (str_begins(rest, marks[i].mark)) {
      builder_put(&t->b, marks[i].rune, at, at + strlen(marks[i].mark));
      return strlen(marks[i].mark);
    }
  builder_words(&t->b, at, at + 1);
  return 1;
}

static size_t read_special(latex *t, size_t at, size_t end)
{
  switch (t->s.ptr[at]) {
  case '\\':
    return latex_read_backslash(t, at, end);
  case '%':
    return skip_comment(t, at, end);
  case '$':
    return latex_read_formula(t, at, end);
  case '{':
  case '}':
  case ']':
    if (t->s.ptr[at] != '{' && latex_ends_argument(t, at))
      latex_end_paragraph(t);
    else if (t->s.ptr[at] == ']')
      builder_words(&t->b, at, at + 1);
    return at + 1;
  case '~':
    builder_space(&t->b, at, at + 1, false);
    return at + 1;
  case '&':
    if (t->tables)
      builder_break(&t->b, 1);
    else
      builder_words(&t->b, at, at + 1);
    return at + 1;
  default:
    return at + read_mark(t, at, end);
  }
}

/* Words, or one mark after them. */
static size_t read_next(latex *t, size_t at, size_t end)
{
  size_t from = at;

  while (at < end && !strchr("\\%${}]~&-`' \t\r\n", t->s.ptr[at]))
    at++;
  if (at > from)
    builder_words(&t->b, from, at);
  if (at >= end)
    return at;
  return strchr(" \t\r\n", t->s.ptr[at]) ? read_space(t, at, end)
                                         : read_special(t, at, end);
}

/* The notes of a paragraph follow it, and those that are in them. */
static void put_notes(latex *t)
{
  size_t known = t->n_paragraphs;

  builder_break(&t->b, 2);
  for (size_t i = 0; i < t->n_notes; i++) {
    size_t at = t->notes[i].begin, end = t->notes[i].end;

    while (at < end)
      at = read_next(t, at, end);
    t->n_paragraphs = known;
    builder_break(&t->b, 2);
  }
  t->n_notes = 0;
  t->ended = false;
}

static void read_text(latex *t, size_t at, size_t end)
{
  while (at < end) {
    at = read_next(t, at, end);
    if (t->ended)
      put_notes(t);
  }
  put_notes(t);
}

/* The title is text, though it is in the preamble. */
static size_t read_preamble(latex *t)
{
  static const char begin[] = "\\begin{document}", title[] = "\\title{";
  const char *body = memmem(t->s.ptr, t->s.len, begin, sizeof begin - 1);
  const char *found;
  size_t at = body ? (size_t)(body - t->s.ptr) : 0, open, after;

  if (!body)
    return 0;
  found = memmem(t->s.ptr, at, title, sizeof title - 1);
  if (found) {
    open = (size_t)(found - t->s.ptr) + sizeof title - 2;
    after = latex_skip_group(t, open, at, '{');
    if (after > open)
      read_text(t, open + 1, after - 1);
  }
  return at + sizeof begin - 1;
}

zhen_status markup_read_latex(zhen_text **out, const zhen_text *text,
                              const markup_options *options)
{
  latex t = {.s = zhen_text_str(text)};
  zhen_status status = builder_begin(&t.b, text);
  size_t begin, end = t.s.len;

  (void)options;
  *out = NULL;
  if (status != ZHEN_OK)
    return status;
  begin = t.s.len ? read_preamble(&t) : 0;
  if (begin > 0)
    end = latex_environment_end(&t, begin, end, (zhen_str){"document", 8});
  if (begin > 0 && end > 0)
    end -= sizeof "\\end{document}" - 1;
  if (end == 0)
    end = t.s.len;
  read_text(&t, begin, end);
  t.b.out->bytes.failed |= t.failed;
  free(t.notes);
  free(t.paragraphs);
  return builder_end(&t.b, out);
}

/* Whether a line begins with a command that begins documents or parts. */
static bool is_opening(zhen_str line)
{
  static const char *const words[] = {
      "\\documentclass", "\\documentstyle", "\\chapter",        "\\part",
      "\\section",       "\\subsection",    "\\begin{",         "\\input{",
      "\\usepackage",    "\\PassOptions",   "\\RequirePackage", "\\newcommand",
      "\\title{"};

  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_begins(line, words[i]))
      return true;
  return false;
}

/* Its first line that is no comment opens a document or a part of one, and it
   has several commands with arguments. */
bool markup_is_latex(zhen_str s)
{
  size_t commands = 0;
  bool first = true;

  for (size_t at = 0; at < s.len && commands < 3;) {
    source_line l = source_line_read(s, at);
    zhen_str line = source_line_str(s, &l);

    at = l.next;
    if (line.len == 0 || line.ptr[0] == '%')
      continue;
    if (first && !is_opening(line))
      return false;
    first = false;
    for (size_t i = 0; i + 2 < line.len; i++)
      if (line.ptr[i] == '\\' && latex_is_letter(line.ptr[i + 1]) &&
          memchr(line.ptr + i, '{', line.len - i < 32 ? line.len - i : 32))
        commands++;
  }
  return commands >= 3;
}
