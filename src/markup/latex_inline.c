/* SPDX-License-Identifier: Apache-2.0 */
/* Commands and formulas within a paragraph of LaTeX. */
#include "markup/latex_inline.h"
#include "markup/latex_blocks.h"

#include <string.h>

enum { MAX_FORMULA = 2000 };

/* "\verb|x|" and "\lstinline{x}": `at` is after the name. */
static size_t read_verb(latex *t, size_t at, size_t end)
{
  size_t close;
  char mark;

  at = latex_skip_options(t, at + (at < end && t->s.ptr[at] == '*'), end);
  if (at >= end || (unsigned char)t->s.ptr[at] >= 0x80)
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
  size_t begin = latex_skip_options(t, latex_skip_blanks(t, at, end), end);
  size_t after = latex_skip_group(t, begin, end, '{');

  switch (c->use) {
  case LATEX_DROP:
    return c->groups ? latex_drop_groups(t, at, end, c->groups) : at;
  case LATEX_DEFINE:
    return latex_drop_definition(t, at, end);
  case LATEX_PARAGRAPH:
    latex_end_paragraph(t);
    if (after > begin)
      latex_add_paragraph(t, after - 1);
    return begin;
  case LATEX_NOTE:
    if (after > begin)
      latex_add_note(t, begin + 1, after - 1);
    return after > begin ? after : at;
  case LATEX_ITEM:
    latex_end_paragraph(t);
    after = latex_skip_group(t, latex_skip_blanks(t, at, end), end, '[');
    if (t->s.ptr[after - 1] == ']' && after > at + 2) {
      latex_add_paragraph(t, after - 1);
      return latex_skip_blanks(t, at, end) + 1;
    }
    return at;
  case LATEX_BREAK:
    latex_end_paragraph(t);
    return at;
  case LATEX_LINE:
    builder_break(&t->b, 1);
    return latex_skip_options(t, at, end);
  case LATEX_URL:
    if (after > begin)
      builder_words(&t->b, begin + 1, after - 1);
    return after;
  case LATEX_RUNE:
    if (c->rune == ' ')
      builder_space(&t->b, at, at, false);
    else
      builder_put(&t->b, c->rune, at, at);
    return latex_skip_blanks(t, at, end);
  default:
    return at;
  }
}

/* The letter of an accent, maybe without its dot: "e", "\i"; 0 if it is none.
 */
static size_t accented(const latex *t, size_t at, size_t end, uint32_t *letter)
{
  bool dotless = at + 1 < end && t->s.ptr[at] == '\\' &&
                 strchr("ij", t->s.ptr[at + 1]) &&
                 (at + 2 >= end || !latex_is_letter(t->s.ptr[at + 2]));
  size_t size;

  at += dotless;
  if (at >= end || !latex_is_letter(t->s.ptr[at]))
    return 0;
  *letter = utf8_at(t->s, at, &size);
  return dotless ? latex_skip_blanks(t, at + size, end) : at + size;
}

/* "\'e", "\"{o}", "\'\i", "\c{c}": `at` is after the accent. */
static size_t read_accent(latex *t, size_t at, size_t end, char accent)
{
  bool group = at < end && t->s.ptr[at] == '{';
  uint32_t letter, rune;
  size_t after = accented(t, at + group, end, &letter);

  if (after == 0 || (group && (after >= end || t->s.ptr[after] != '}')))
    return 0;
  rune = latex_accent(accent, letter);
  if (rune == 0)
    return 0;
  builder_put(&t->b, rune, at, after + group);
  return after + group;
}

/* A command with a name; `at` is where that begins. */
static size_t read_name(latex *t, size_t at, size_t end)
{
  size_t begin = at;
  const latex_command *known;
  zhen_str name;

  while (at < end && latex_is_letter(t->s.ptr[at]))
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
    return latex_read_environment(t, at, end, true);
  if (str_begins(name, "end") && name.len == 3)
    return latex_read_environment(t, at, end, false);
  if (str_begins(name, "cite"))
    return latex_drop_groups(t, at, end, 1);
  if (str_begins(name, "LaTeX") || str_begins(name, "TeX")) {
    builder_words(&t->b, begin, at);
    return at;
  }
  if (known)
    return run_command(t, known, at, end);
  begin = latex_skip_options(t, at, end);
  return begin > at ? begin : latex_skip_blanks(t, at, end);
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

size_t latex_read_backslash(latex *t, size_t at, size_t end)
{
  char c = at + 1 < end ? t->s.ptr[at + 1] : ' ';
  size_t next = at + 2, after;

  if (latex_is_letter(c))
    return read_name(t, at + 1, end);
  if ((unsigned char)c >= 0x80)
    return at + 1;
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
    return latex_skip_options(t, next, end);
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

size_t latex_read_formula(latex *t, size_t at, size_t end)
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
