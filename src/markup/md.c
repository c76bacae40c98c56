/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markdown line by line: front matter, fences, headings, bullets, quotes,
 * rules, tables; CommonMark, the extensions of common site generators, and
 * informal usage. Paragraphs go to markup_inline.c.
 */
#include "markup/md.h"
#include "markup/html.h"
#include "markup/md_code.h"
#include "markup/md_directives.h"
#include "markup/md_inline.h"
#include "markup/md_lines.h"
#include "markup/md_paragraph.h"
#include "markup/readers.h"

#include <stdlib.h>
#include <string.h>

enum { MIN_RULE = 3, ADMONITION_INDENT = 4 };

/* "* * *", "---", "===": only marks. */
static bool is_rule(zhen_str line)
{
  zhen_str s = str_trim(line);
  size_t marks = 0;

  if (s.len < MIN_RULE || !strchr("-*_=", s.ptr[0]))
    return false;
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] == s.ptr[0])
      marks++;
    else if (s.ptr[i] != ' ' && s.ptr[i] != '\t')
      return false;
  }
  return marks >= MIN_RULE;
}

/* "|---|:--:|" */
static bool is_table_rule(zhen_str line)
{
  zhen_str s = str_trim(line);
  bool dash = false, pipe = false;

  for (size_t i = 0; i < s.len; i++) {
    if (!strchr("|-: \t", s.ptr[i]))
      return false;
    dash |= s.ptr[i] == '-';
    pipe |= s.ptr[i] == '|';
  }
  return dash && pipe;
}

static bool is_table_row(zhen_str line)
{
  zhen_str s = str_trim(line);

  return s.len > 2 && s.ptr[0] == '|' && s.ptr[s.len - 1] == '|';
}

/* "## Title ## {#name}": the closing part of a heading. */
static void cut_heading_end(cuts *c, size_t begin, size_t end)
{
  zhen_str s = str_trim((zhen_str){c->text.ptr + begin, end - begin});
  size_t stop = (size_t)(s.ptr - c->text.ptr) + s.len, from = stop;

  if (s.len && s.ptr[s.len - 1] == '}')
    while (from > begin && c->text.ptr[from] != '{')
      from--;
  if (from + 1 < stop && c->text.ptr[from] == '{' &&
      c->text.ptr[from + 1] == '#')
    cuts_add(c, from, stop, PUT_NOTHING);
  else
    from = stop;
  while (from > begin && strchr(" \t", c->text.ptr[from - 1]))
    from--;
  stop = from;
  while (from > begin && c->text.ptr[from - 1] == '#')
    from--;
  if (from > begin && from < stop && strchr(" \t", c->text.ptr[from - 1]))
    cuts_add(c, from, stop, PUT_NOTHING);
}

/* Each bar parts two cells, which are lines. */
static void cut_table_row(cuts *c, size_t begin, size_t end)
{
  zhen_str s = {c->text.ptr, end};

  for (size_t at = begin; at < end; at++) {
    size_t code = s.ptr[at] == '`' ? markup_code_end(s, at, end) : 0;
    size_t from = at, to = at + 1;

    if (code) {
      at = code - 1;
      continue;
    }
    if (s.ptr[at] != '|' || (at > 0 && s.ptr[at - 1] == '\\'))
      continue;
    while (from > begin && strchr(" \t", s.ptr[from - 1]))
      from--;
    while (to < end && strchr(" \t", s.ptr[to]))
      to++;
    cuts_add(c, from, to, PUT_LINE);
  }
}

/* Cut the marks at the start of a line; true if there were any. */
static bool cut_block_marks(cuts *c, size_t begin, size_t end)
{
  size_t at = begin;
  bool any = false;

  for (;;) {
    zhen_str rest = {c->text.ptr + at, end - at};
    size_t n;

    at += markup_indent(rest);
    rest = (zhen_str){c->text.ptr + at, end - at};
    n = markup_md_block_mark(rest);
    if (n == 0)
      break;
    cuts_add(c, at, at + n, PUT_NOTHING);
    if (rest.ptr[0] == '#')
      cut_heading_end(c, at + n, end);
    any = true;
    at += n;
    if (rest.ptr[0] == '#')
      break;
  }
  if (str_begins((zhen_str){c->text.ptr + at, end - at}, "[!"))
    cuts_add(c, at, end, PUT_NOTHING);
  return any;
}

/* Lines without text. */
static bool is_markup_only(zhen_str line)
{
  zhen_str name;

  return is_rule(line) || is_table_rule(line) || md_definition(line, &name) ||
         md_is_setting(line) || markup_fence(line).len;
}

/* Whether the line at `at` is a row: with bars around it, or in a table whose
   second line is a rule. */
static bool is_row(cuts *c, zhen_str line, size_t at)
{
  size_t next = at + line.len + 1;

  if (!memchr(line.ptr, '|', line.len))
    c->in_table = false;
  else if (next < c->text.len && is_table_rule(markup_line(c->text, next)))
    c->in_table = true;
  return c->in_table || is_table_row(line);
}

/* The marks of a directive; its title is kept. */
static bool cut_directive(cuts *c, zhen_str line, size_t at)
{
  size_t begin, end;

  if (!md_directive(line, &begin, &end))
    return false;
  if (!c->titles)
    begin = end = line.len;
  cuts_add(c, at, at + begin, PUT_NOTHING);
  cuts_add(c, at + end, at + line.len, PUT_NOTHING);
  c->list = line.ptr[markup_indent(line)] == ':' ? c->list : ADMONITION_INDENT;
  return true;
}

/* Whether a line opens a <pre> that is not closed; its lines are kept. */
static bool is_in_pre(zhen_str line, bool open)
{
  for (size_t at = 0; at + 4 < line.len; at++)
    if (line.ptr[at] == '<') {
      open |= str_begins(str_after(line, at), "<pre");
      open &= !str_begins(str_after(line, at), "</pre");
    }
  return open;
}

/* The lines of one paragraph, from `at`; returns where it ends. */
static size_t cut_paragraph(cuts *c, size_t at)
{
  size_t begin = at, before = at;
  bool code = markup_md_is_code(markup_line(c->text, at), &c->list);

  while (at < c->text.len) {
    zhen_str line = markup_line(c->text, at);
    size_t feed = at + line.len;

    if (markup_is_blank(line) || is_markup_only(line))
      break;
    if (at > begin && !code && !c->keep_lines && !c->in_pre &&
        markup_md_goes_on(markup_line(c->text, before), line))
      markup_join_lines(c, at - 1);
    c->in_pre = is_in_pre(line, c->in_pre);
    before = at;
    if (!cut_directive(c, line, at))
      cut_block_marks(c, at, feed);
    if (is_row(c, line, at))
      cut_table_row(c, at, feed);
    at = feed + 1;
  }
  if (at > c->text.len)
    at = c->text.len;
  markup_cut_inline(c, begin, at);
  return at;
}

/* Front matter; its title may be a line of text. */
static size_t cut_front_matter(cuts *c)
{
  size_t end = c->text.len ? markup_front_matter(c->text) : 0, begin;
  zhen_str found;

  if (end == 0)
    return 0;
  if (!c->titles || !md_title(c->text, end, &found)) {
    cuts_add(c, 0, end, PUT_FEEDS);
    return end;
  }
  begin = (size_t)(found.ptr - c->text.ptr);
  cuts_add(c, 0, begin, PUT_NOTHING);
  cuts_add(c, begin + found.len, end, PUT_PARAGRAPH);
  return end;
}

/* Lines up to the next empty one. */
static size_t skip_module(const cuts *c, size_t at)
{
  while (at < c->text.len && !markup_is_blank(markup_line(c->text, at)))
    at += markup_line(c->text, at).len + 1;
  return at < c->text.len ? at : c->text.len;
}

/* Where the code, formula or module at `at` ends; 0 if there is none. */
static size_t block_end(cuts *c, size_t at)
{
  zhen_str line = markup_line(c->text, at);
  size_t end = markup_fence_close(c, at);

  if (end)
    return end + markup_line(c->text, end).len;
  if (md_is_module(line))
    return skip_module(c, at);
  return md_formula_end(c->text, at);
}

/* The title of a directive is a line of text. */
static size_t cut_fence(cuts *c, size_t at, zhen_str line)
{
  size_t begin = c->titles ? md_directive_title(line) : line.len;

  cuts_add(c, at, at + begin, PUT_NOTHING);
  if (begin < line.len)
    markup_cut_inline(c, at + begin, at + line.len);
  return at + line.len + 1;
}

static void cut_markdown(cuts *c)
{
  size_t at = cut_front_matter(c);

  c->keep_lines = !markup_md_has_paragraphs(c->text);
  while (at < c->text.len) {
    zhen_str line = markup_line(c->text, at);
    size_t end = block_end(c, at);

    if (end) {
      cuts_add(c, at, end, PUT_FEEDS);
      at = end + 1;
    } else if (markup_is_directive(c, at)) {
      at = cut_fence(c, at, line);
    } else if (markup_is_blank(line)) {
      c->in_table = false;
      at += line.len + 1;
    } else if (is_markup_only(line)) {
      cuts_add(c, at, at + line.len, PUT_NOTHING);
      at += line.len + 1;
    } else {
      at = cut_paragraph(c, at);
    }
  }
}

/* A heading that cannot be a comment in code: "## x", or a lone "# x". */
static bool is_sure_heading(zhen_str line, bool apart)
{
  size_t n = markup_run(line, '#');

  if (n == 0 || n > 6 || n + 1 >= line.len || line.ptr[n] != ' ')
    return false;
  return n > 1 || apart;
}

/* Two characters, the first of which is rare: NULL if they are not there. */
static const char *find_pair(zhen_str s, const char pair[2])
{
  const char *found = NULL;

  while (s.len > 1 && (found = memchr(s.ptr, pair[0], s.len - 1)) != NULL &&
         found[1] != pair[1])
    s = str_after(s, (size_t)(found - s.ptr) + 1);
  return s.len > 1 ? found : NULL;
}

/* "**word**" or "[text](target)" in a line. */
static bool has_inline_markup(zhen_str line)
{
  const char *mark = find_pair(line, "](");
  const char *end;

  if (mark && memchr(line.ptr, '[', (size_t)(mark - line.ptr)) &&
      memchr(mark, ')', line.len - (size_t)(mark - line.ptr)))
    return true;
  mark = find_pair(line, "**");
  if (!mark)
    return false;
  line = str_after(line, (size_t)(mark - line.ptr) + 2);
  end = find_pair(line, "**");
  return end && end > line.ptr && !strchr(" *", line.ptr[0]) && end[-1] != ' ';
}

static size_t count_code_spans(zhen_str s, size_t begin, size_t end)
{
  zhen_str part = str_part(s, 0, end);
  size_t n = 0;

  for (size_t at = begin; (at = str_find(part, at, '`')) < end;) {
    size_t next = markup_code_end(s, at, end);

    n += next != 0;
    at = next ? next : at + markup_run(str_after(s, at), '`');
  }
  return n;
}

bool markup_has_markdown(zhen_str s)
{
  cuts c = {.text = s};
  size_t spans = 0;
  bool apart = true;

  if (markup_front_matter(s))
    return true;
  for (size_t at = 0; at < s.len;) {
    zhen_str line = markup_line(s, at);
    size_t end = at + line.len;
    bool lone = end + 1 >= s.len || markup_is_blank(markup_line(s, end + 1));

    if (is_sure_heading(line, apart && lone) || has_inline_markup(line) ||
        markup_fence_close(&c, at))
      return true;
    spans += count_code_spans(s, at, end);
    apart = markup_is_blank(line);
    at = end + 1;
  }
  return spans > 2;
}

zhen_status markup_read_md(zhen_text **out, const zhen_text *text,
                           const markup_options *options)
{
  cuts c = {.text = zhen_text_str(text)};
  md_names names = {0};
  md_directives directives = {0};

  md_names_collect(&names, c.text);
  c.names = &names;
  md_directives_collect(&directives, c.text);
  c.directives = directives.at;
  c.n_directives = directives.count;
  markup_cut_html(&c, HTML_MARKDOWN, options);
  c.titles = !options->comments;
  cut_markdown(&c);
  c.failed |= names.failed || directives.failed;
  free(names.at);
  free(directives.at);
  return cuts_apply(out, text, &c);
}
