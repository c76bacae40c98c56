/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/md_code.h"

#include <string.h>

enum { FRONT_MATTER_LINES = 200, MIN_FENCE = 3, MAX_SPAN = 2 * 1024 };

bool markup_is_blank(zhen_str s)
{
  return str_trim(s).len == 0;
}

size_t markup_indent(zhen_str line)
{
  size_t n = 0;

  while (n < line.len && (line.ptr[n] == ' ' || line.ptr[n] == '\t'))
    n++;
  return n;
}

size_t markup_run(zhen_str s, char c)
{
  size_t n = 0;

  while (n < s.len && s.ptr[n] == c)
    n++;
  return n;
}

fence markup_fence(zhen_str line)
{
  zhen_str s = str_after(line, markup_indent(line));
  fence f = {0};

  if (s.len < MIN_FENCE || (s.ptr[0] != '`' && s.ptr[0] != '~'))
    return f;
  f.mark = s.ptr[0];
  f.len = markup_run(s, f.mark);
  if (f.len < MIN_FENCE ||
      (f.mark == '`' && memchr(s.ptr + f.len, '`', s.len - f.len)))
    f.len = 0;
  return f;
}

static bool closes(fence open, zhen_str line)
{
  zhen_str s = str_trim(line);

  return s.len >= open.len && markup_run(s, open.mark) == s.len;
}

bool markup_is_directive(const cuts *c, size_t at)
{
  size_t low = 0, high = c->n_directives;

  while (low < high) {
    size_t middle = low + (high - low) / 2;

    if (c->directives[middle] == at)
      return true;
    if (c->directives[middle] < at)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}

size_t markup_fence_close(cuts *c, size_t at)
{
  zhen_str line = markup_line(c->text, at);
  fence open = markup_fence(line);
  size_t *known = &c->open_fence[open.mark == '~'];

  if (open.len == 0 || markup_is_directive(c, at) ||
      (*known && open.len >= *known))
    return 0;
  for (at += line.len + 1; at < c->text.len; at += line.len + 1) {
    line = markup_line(c->text, at);
    if (closes(open, line))
      return at;
  }
  *known = open.len;
  return 0;
}

/* "key:" or "key: value", the key a word. */
static bool is_key(zhen_str line)
{
  size_t n = 0;

  while (n < line.len && (rune_is_latin((unsigned char)line.ptr[n] & 0x7F) ||
                          line.ptr[n] == '_' || line.ptr[n] == '-'))
    n++;
  return n > 0 && n < line.len && line.ptr[n] == ':' &&
         (n + 1 == line.len || strchr(" \t\r", line.ptr[n + 1]));
}

bool markup_is_yaml(zhen_str s)
{
  size_t keys = 0;

  for (size_t at = 0; at < s.len;) {
    zhen_str line = markup_line(s, at);

    at += line.len + 1;
    if (markup_is_blank(line))
      continue;
    if (is_key(line))
      keys++;
    else if (keys == 0 || !strchr(" \t-#", line.ptr[0]))
      return false;
  }
  return keys > 0;
}

/* YAML between two lines of dashes, or, in Hexo, before a single one; TOML
   between two lines of +++. */
size_t markup_front_matter(zhen_str s)
{
  size_t at = 0, begin, lines = 0;
  fence mark = {'-', MIN_FENCE};
  zhen_str line = markup_line(s, 0);

  while (markup_is_blank(line) && at + line.len < s.len) {
    at += line.len + 1;
    line = markup_line(s, at);
  }
  if (closes((fence){'+', MIN_FENCE}, line))
    mark.mark = '+';
  if (closes(mark, line))
    at += line.len + 1;
  begin = at;
  while (at < s.len && lines++ < FRONT_MATTER_LINES) {
    zhen_str keys = {s.ptr + begin, at - begin};

    line = markup_line(s, at);
    if (closes(mark, line))
      return mark.mark == '+' || markup_is_yaml(keys) ? at + line.len : 0;
    at += line.len + 1;
  }
  return 0;
}

size_t markup_code_end(zhen_str s, size_t at, size_t end)
{
  zhen_str part = {s.ptr, end < at + MAX_SPAN ? end : at + MAX_SPAN};
  size_t len = s.ptr[at] == '`' ? markup_run(str_after(part, at), '`') : 0;

  if (len == 0 || at + len >= part.len || len > MAX_SPAN / 2)
    return 0;
  if (len == 1 && strchr(" \t\n", part.ptr[at + 1]))
    return 0;
  for (at += len; at < part.len; at++) {
    size_t n;

    if (part.ptr[at] == '\n' && at + 1 < part.len && part.ptr[at + 1] == '\n')
      return 0;
    if (part.ptr[at] != '`')
      continue;
    n = markup_run(str_after(part, at), part.ptr[at]);
    if (n == len && (len > 1 || !strchr(" \t\n", part.ptr[at - 1])))
      return at + n;
    at += n - 1;
  }
  return 0;
}
