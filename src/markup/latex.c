/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The prose of LaTeX: arguments of most commands are text; formulas within a
 * sentence are kept as they are, displayed ones and code are dropped.
 */
#include "markup/latex_command.h"
#include "base/mem.h"
#include "markup/builder.h"
#include "markup/readers.h"
#include "markup/source_line.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_FORMULA = 2000, MAX_ARGUMENT = 8 * 1024 };

typedef struct latex_note {
  size_t begin, end;
} latex_note;

typedef struct latex {
  zhen_str s;
  text_builder b;
  latex_note *notes; /* of the paragraph */
  size_t n_notes, notes_capacity;
  size_t *paragraphs; /* ends of arguments that are paragraphs */
  size_t n_paragraphs, paragraphs_capacity;
  size_t tables; /* open environments */
  bool in_notes;
  bool open[LATEX_TABLE + 1]; /* cached: one of these does not end */
  bool failed;
} latex;

static void read_text(latex *t, size_t at, size_t end);

/* End the paragraph, and put its notes after it. */
static void end_paragraph(latex *t)
{
  builder_break(&t->b, 2);
  if (t->in_notes)
    return;
  t->in_notes = true;
  for (size_t i = 0; i < t->n_notes; i++) {
    size_t known = t->n_paragraphs;

    read_text(t, t->notes[i].begin, t->notes[i].end);
    t->n_paragraphs = known;
    builder_break(&t->b, 2);
  }
  t->in_notes = false;
  t->n_notes = 0;
}

/* ---- arguments ---- */

static size_t skip_blanks(const latex *t, size_t at, size_t end)
{
  size_t feeds = 0, from = at;

  for (; at < end && strchr(" \t\r\n", t->s.ptr[at]); at++)
    feeds += t->s.ptr[at] == '\n';
  return feeds > 1 ? from : at;
}

/* After the group or option at `at`, which begins with `open`; `at` if there
   is none. */
static size_t skip_group(const latex *t, size_t at, size_t end, char open)
{
  char close = open == '{' ? '}' : ']';
  size_t depth = 0, begin = at;

  if (at >= end || t->s.ptr[at] != open)
    return at;
  if (end > at + MAX_ARGUMENT)
    end = at + MAX_ARGUMENT;
  for (; at < end; at++) {
    char c = t->s.ptr[at];

    if (c == '\\')
      at++;
    else if (c == open || c == '{')
      depth++;
    else if ((c == close || c == '}') && --depth == 0)
      return at + 1;
  }
  return begin;
}

static size_t skip_options(const latex *t, size_t at, size_t end)
{
  size_t next;

  while ((next = skip_group(t, at, end, '[')) > at)
    at = next;
  return at;
}

static size_t drop_groups(const latex *t, size_t at, size_t end,
                          unsigned groups)
{
  while (groups-- > 0) {
    size_t next = skip_options(t, skip_blanks(t, at, end), end);

    at = skip_group(t, next, end, '{');
    if (at == next)
      return next;
  }
  return skip_options(t, at, end);
}

/* ---- environments ---- */

static void add_note(latex *t, size_t begin, size_t end)
{
  if (mem_grow(&t->notes, &t->notes_capacity, t->n_notes + 1,
               sizeof *t->notes) != ZHEN_OK)
    t->failed = true;
  else
    t->notes[t->n_notes++] = (latex_note){begin, end};
}

static void add_paragraph(latex *t, size_t end)
{
  if (mem_grow(&t->paragraphs, &t->paragraphs_capacity, t->n_paragraphs + 1,
               sizeof *t->paragraphs) != ZHEN_OK)
    t->failed = true;
  else
    t->paragraphs[t->n_paragraphs++] = end;
}

/* After "\end{name}"; 0 if there is none. */
static size_t environment_end(const latex *t, size_t at, size_t end,
                              zhen_str name)
{
  while (at < end) {
    const char *found = memmem(t->s.ptr + at, end - at, "\\end{", 5);
    zhen_str rest;

    if (!found)
      return 0;
    at = (size_t)(found - t->s.ptr) + 5;
    rest = str_part(t->s, at, end);
    if (rest.len > name.len && rest.ptr[name.len] == '}' &&
        memcmp(rest.ptr, name.ptr, name.len) == 0)
      return at + name.len + 1;
  }
  return 0;
}

/* The same for what is dropped, if it ends. */
static size_t dropped_end(latex *t, size_t at, size_t end, zhen_str name,
                          latex_environment is)
{
  size_t after = t->open[is] ? 0 : environment_end(t, at, end, name);

  t->open[is] = after == 0;
  return after;
}

/* The arguments of \begin; a title in brackets is text. */
static size_t skip_begin(latex *t, size_t at, size_t end, zhen_str name)
{
  bool frame = name.len >= 5 && memcmp(name.ptr, "frame", 5) == 0 &&
               (name.len == 5 || name.ptr[5] == '*');
  size_t next;

  at = skip_options(t, at, end);
  next = skip_group(t, at, end, '{');
  if (frame && next > at)
    add_paragraph(t, next - 1);
  while (!frame && (next = skip_group(t, at, end, '{')) > at)
    at = skip_options(t, next, end);
  return at;
}

static size_t read_environment(latex *t, size_t at, size_t end, bool begins)
{
  size_t after = skip_group(t, at, end, '{'), close = 0;
  zhen_str name;
  latex_environment is;

  if (after == at)
    return at;
  name = str_part(t->s, at + 1, after - 1);
  is = latex_environment_of(name);
  if (begins && (is == LATEX_DISPLAY || is == LATEX_CODE))
    close = dropped_end(t, after, end, name, is);
  if (close > 0 && is == LATEX_DISPLAY) {
    builder_space(&t->b, at, close, true);
    return close;
  }
  if (is == LATEX_TABLE) {
    t->tables += begins;
    t->tables -= !begins && t->tables > 0;
  }
  end_paragraph(t);
  if (close > 0)
    return close;
  return begins ? skip_begin(t, after, end, name) : after;
}

/* ---- commands ---- */

/* "\verb|x|" and "\lstinline{x}": `at` is after the name. */
static size_t read_verb(latex *t, size_t at, size_t end)
{
  size_t close;
  char mark;

  at = skip_options(t, at + (at < end && t->s.ptr[at] == '*'), end);
  if (at >= end)
    return at;
  mark = t->s.ptr[at] == '{' ? '}' : t->s.ptr[at];
  close = str_find(str_part(t->s, 0, end), at + 1, mark);
  if (close >= end || memchr(t->s.ptr + at, '\n', close - at))
    return at;
  builder_words(&t->b, at + 1, close);
  return close + 1;
}

static size_t run_command(latex *t, const latex_command *c, size_t at,
                          size_t end)
{
  size_t begin = skip_options(t, skip_blanks(t, at, end), end);
  size_t after = skip_group(t, begin, end, '{');

  switch (c->use) {
  case LATEX_DROP:
    return c->groups ? drop_groups(t, at, end, c->groups) : at;
  case LATEX_PARAGRAPH:
    end_paragraph(t);
    if (after > begin)
      add_paragraph(t, after - 1);
    return begin;
  case LATEX_NOTE:
    if (after > begin)
      add_note(t, begin + 1, after - 1);
    return after > begin ? after : at;
  case LATEX_ITEM:
    end_paragraph(t);
    after = skip_group(t, skip_blanks(t, at, end), end, '[');
    if (t->s.ptr[after - 1] == ']' && after > at + 2) {
      add_paragraph(t, after - 1);
      return skip_blanks(t, at, end) + 1;
    }
    return at;
  case LATEX_BREAK:
    end_paragraph(t);
    return at;
  case LATEX_LINE:
    builder_break(&t->b, 1);
    return skip_options(t, at, end);
  case LATEX_URL:
    if (after > begin)
      builder_words(&t->b, begin + 1, after - 1);
    return after;
  case LATEX_RUNE:
    if (c->rune == ' ')
      builder_space(&t->b, at, at, false);
    else
      builder_put(&t->b, c->rune, at, at);
    return skip_blanks(t, at, end);
  default:
    return at;
  }
}

static bool is_letter(char c)
{
  return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '@';
}

/* "\'e", "\"{o}", "\c{c}": `at` is after the accent. */
static size_t read_accent(latex *t, size_t at, size_t end, char accent)
{
  size_t letter = at, size, close = 0;
  uint32_t rune;

  if (letter < end && t->s.ptr[letter] == '{' && letter + 2 < end)
    letter++, close = 1;
  if (letter + close >= end || !is_letter(t->s.ptr[letter]) ||
      (close && t->s.ptr[letter + 1] != '}'))
    return 0;
  rune = latex_accent(accent, utf8_at(t->s, letter, &size));
  if (rune == 0)
    return 0;
  builder_put(&t->b, rune, at, letter + 1 + close);
  return letter + 1 + close;
}

/* A command with a name; `at` is where that begins. */
static size_t read_name(latex *t, size_t at, size_t end)
{
  size_t begin = at;
  const latex_command *known;
  zhen_str name;

  while (at < end && is_letter(t->s.ptr[at]))
    at++;
  name = str_part(t->s, begin, at);
  if (name.len == 1 && strchr("uvHcdbr", name.ptr[0])) {
    size_t after = read_accent(t, at, end, name.ptr[0]);

    if (after)
      return after;
  }
  known = latex_find(name);
  if (known && known->use == LATEX_VERB)
    return read_verb(t, at, end);
  if (at < end && t->s.ptr[at] == '*')
    at++;
  if (str_begins(name, "begin") && name.len == 5)
    return read_environment(t, at, end, true);
  if (str_begins(name, "end") && name.len == 3)
    return read_environment(t, at, end, false);
  if (str_begins(name, "cite"))
    return drop_groups(t, at, end, 1);
  if (str_begins(name, "LaTeX") || str_begins(name, "TeX")) {
    builder_words(&t->b, begin, at);
    return at;
  }
  if (known)
    return run_command(t, known, at, end);
  begin = skip_options(t, at, end);
  return begin > at ? begin : skip_blanks(t, at, end);
}

/* After "\[" or "\(": `mark` is the one that closes. */
static size_t formula_end(const latex *t, size_t at, size_t end,
                          const char *mark)
{
  const char *found;

  if (end > at + MAX_FORMULA)
    end = at + MAX_FORMULA;
  found = memmem(t->s.ptr + at, end - at, mark, strlen(mark));
  return found ? (size_t)(found - t->s.ptr) + strlen(mark) : 0;
}

static size_t read_backslash(latex *t, size_t at, size_t end)
{
  char c = at + 1 < end ? t->s.ptr[at + 1] : ' ';
  size_t next = at + 2, after;

  if (is_letter(c))
    return read_name(t, at + 1, end);
  if (c == '[' || c == '(') {
    after = formula_end(t, next, end, c == '[' ? "\\]" : "\\)");
    if (after && c == '(')
      builder_words(&t->b, at, after);
    else if (after)
      builder_space(&t->b, at, after, true);
    return after ? after : next;
  }
  if (c == '\\') {
    if (next < end && t->s.ptr[next] == '*')
      next++;
    builder_break(&t->b, t->tables ? 2 : 1);
    return skip_options(t, next, end);
  }
  if (strchr("`'^\"~=.", c)) {
    after = read_accent(t, next, end, c);
    return after ? after : next;
  }
  if (strchr("%&#$_{}", c))
    builder_put(&t->b, (unsigned char)c, at, next);
  else if (strchr(" ,;:\n\t", c))
    builder_space(&t->b, at, next < end ? next : end, false);
  return next < end ? next : end;
}

/* ---- text ---- */

/* "$x$" as it is, "$$x$$" dropped. */
static size_t read_formula(latex *t, size_t at, size_t end)
{
  bool display = at + 1 < end && t->s.ptr[at + 1] == '$';
  size_t after = formula_end(t, at + 1 + display, end, display ? "$$" : "$");

  if (after == 0 || memmem(t->s.ptr + at, after - at, "\n\n", 2)) {
    builder_words(&t->b, at, at + 1);
    return at + 1;
  }
  if (display)
    builder_space(&t->b, at, after, true);
  else
    builder_words(&t->b, at, after);
  return after;
}

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
    end_paragraph(t);
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

/* Whether a paragraph that is an argument ends here. */
static bool ends_argument(latex *t, size_t at)
{
  bool ends = false;

  while (t->n_paragraphs > 0 && t->paragraphs[t->n_paragraphs - 1] <= at) {
    ends |= t->paragraphs[t->n_paragraphs - 1] == at;
    t->n_paragraphs--;
  }
  return ends;
}

static size_t read_special(latex *t, size_t at, size_t end)
{
  switch (t->s.ptr[at]) {
  case '\\':
    return read_backslash(t, at, end);
  case '%':
    return skip_comment(t, at, end);
  case '$':
    return read_formula(t, at, end);
  case '{':
  case '}':
  case ']':
    if (t->s.ptr[at] != '{' && ends_argument(t, at))
      end_paragraph(t);
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

static void read_text(latex *t, size_t at, size_t end)
{
  while (at < end) {
    size_t from = at;

    while (at < end && !strchr("\\%${}]~&-`' \t\r\n", t->s.ptr[at]))
      at++;
    if (at > from)
      builder_words(&t->b, from, at);
    if (at >= end)
      break;
    at = strchr(" \t\r\n", t->s.ptr[at]) ? read_space(t, at, end)
                                         : read_special(t, at, end);
  }
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
    after = skip_group(t, open, at, '{');
    if (after > open)
      read_text(t, open + 1, after - 1);
    end_paragraph(t);
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
    end = environment_end(&t, begin, end, (zhen_str){"document", 8});
  if (begin > 0 && end > 0)
    end -= sizeof "\\end{document}" - 1;
  if (end == 0)
    end = t.s.len;
  read_text(&t, begin, end);
  end_paragraph(&t);
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
      if (line.ptr[i] == '\\' && is_letter(line.ptr[i + 1]) &&
          memchr(line.ptr + i, '{', line.len - i < 32 ? line.len - i : 32))
        commands++;
  }
  return commands >= 3;
}
