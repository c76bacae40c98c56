/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/md_directives.h"
#include "base/mem.h"
#include "markup/md_code.h"
#include "markup/rst_blocks.h"

#include <string.h>

enum { MAX_DEPTH = 8 };

/* The name in braces after the marks of a fence; empty if there is none. */
static zhen_str name_of(zhen_str line)
{
  zhen_str s = str_after(line, markup_indent(line));
  size_t close;

  s = str_after(s, markup_fence(line).len);
  close = str_find(s, 0, '}');
  if (s.len == 0 || s.ptr[0] != '{' || close == s.len)
    return (zhen_str){s.ptr, 0};
  return str_part(s, 1, close);
}

/* Names that are not known are those of languages. */
static bool has_text(zhen_str name)
{
  static const char *const names[] = {"figure",   "container", "compound",
                                      "grid",     "tab-set",   "margin",
                                      "glossary", "aside",     "div"};
  rst_use use = rst_directive(name);

  if (use != RST_CONTENT)
    return use != RST_DROP;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (name.len == strlen(names[i]) &&
        memcmp(name.ptr, names[i], name.len) == 0)
      return true;
  return false;
}

static bool opens(zhen_str line)
{
  zhen_str name = markup_fence(line).len > 0 ? name_of(line) : (zhen_str){0};

  return name.len > 0 && has_text(name);
}

size_t md_directive_title(zhen_str line)
{
  zhen_str name, title;
  rst_use use;

  if (!opens(line))
    return line.len;
  name = name_of(line);
  use = rst_directive(name);
  title =
      str_trim(str_after(line, (size_t)(name.ptr - line.ptr) + name.len + 1));
  if (use == RST_VERSION)
    title = str_trim(str_after(title, str_find(title, 0, ' ')));
  if (use == RST_CONTENT || title.len == 0)
    return line.len;
  return (size_t)(title.ptr - line.ptr);
}

static void add(md_directives *d, size_t at)
{
  if (mem_grow(&d->at, &d->capacity, d->count + 1, sizeof *d->at) != ZHEN_OK)
    d->failed = true;
  else
    d->at[d->count++] = at;
}

static bool is_dashes(zhen_str line)
{
  line = str_trim(line);
  return line.len == 3 && str_begins(line, "---");
}

static bool is_option(zhen_str line)
{
  line = str_after(line, markup_indent(line));
  return rst_field_mark(line) > 0 ||
         (line.len > 2 && line.ptr[0] == ':' && line.ptr[line.len - 1] == ':');
}

/* ":name: value" in lines, or YAML between two lines of dashes; returns where
   the text begins. */
static size_t take_options(md_directives *d, zhen_str s, size_t at)
{
  zhen_str line;
  size_t end;

  if (at >= s.len)
    return at;
  line = markup_line(s, at);
  end = at + line.len + 1;
  if (is_dashes(line)) {
    while (end < s.len && !is_dashes(markup_line(s, end)) &&
           !markup_is_blank(markup_line(s, end)))
      end += markup_line(s, end).len + 1;
    if (end >= s.len || !is_dashes(markup_line(s, end)))
      return at;
    for (; at <= end; at += markup_line(s, at).len + 1)
      add(d, at);
    return at;
  }
  for (; at < s.len && is_option(line); line = markup_line(s, at)) {
    add(d, at);
    at += line.len + 1;
    if (at >= s.len)
      break;
  }
  return at;
}

static bool closes(fence open, zhen_str line)
{
  fence f = markup_fence(line);

  return f.mark == open.mark && f.len >= open.len &&
         str_trim(line).len == f.len;
}

void md_directives_collect(md_directives *d, zhen_str s)
{
  fence open[MAX_DEPTH];
  size_t depth = 0;
  fence code = {0};

  for (size_t at = 0; at < s.len;) {
    zhen_str line = markup_line(s, at);
    size_t next = at + line.len + 1;
    fence f = markup_fence(line);

    if (f.len > 0 && code.len > 0) {
      if (closes(code, line))
        code.len = 0;
    } else if (f.len > 0 && depth < MAX_DEPTH && opens(line)) {
      open[depth++] = f;
      add(d, at);
      next = take_options(d, s, next);
    } else if (depth > 0 && closes(open[depth - 1], line)) {
      depth--;
      add(d, at);
    } else if (f.len > 0) {
      code = f;
    }
    at = next;
  }
}
