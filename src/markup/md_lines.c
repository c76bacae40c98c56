/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/md_lines.h"
#include "base/mem.h"
#include "markup/md_code.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FORMULA_LINES = 200, MAX_NAME = 256 };

static bool ends(zhen_str s, const char *what)
{
  size_t len = strlen(what);

  return s.len >= len && memcmp(s.ptr + s.len - len, what, len) == 0;
}

static bool is_word(char c)
{
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
         c == '-' || c == '_';
}

/* "!!! note "Title"", "??? tip", "=== "Tab"" */
static bool admonition(zhen_str line, size_t at, size_t *begin, size_t *end)
{
  zhen_str s = str_after(line, at);
  const char *quote;

  if (!str_begins(s, "!!! ") && !str_begins(s, "??? ") &&
      !str_begins(s, "???+ ") && !str_begins(s, "=== \""))
    return false;
  quote = memchr(s.ptr, '"', s.len);
  *begin = *end = line.len;
  if (quote) {
    size_t close;

    *begin = (size_t)(quote - line.ptr) + 1;
    close = str_find(line, *begin, '"');
    *end = close < line.len ? close : line.len;
  }
  return quote != NULL || !memchr(s.ptr + 4, ' ', s.len - 4);
}

bool md_directive(zhen_str line, size_t *begin, size_t *end)
{
  size_t at = markup_indent(line), colons;

  line.len = (size_t)(str_trim(line).ptr - line.ptr) + str_trim(line).len;
  colons = at < line.len ? markup_run(str_after(line, at), ':') : 0;
  if (colons < 3)
    return admonition(line, at, begin, end);
  for (at += colons; at < line.len && line.ptr[at] == ' ';)
    at++;
  *end = line.len;
  if (at < line.len && line.ptr[at] == '{')
    at = str_find(line, at, '}') + 1;
  while (at < line.len && is_word(line.ptr[at]))
    at++;
  if (at < line.len && line.ptr[at] == '[') {
    at++;
    *end = str_find(line, at, ']');
  }
  *begin = at < line.len ? at : line.len;
  if (*begin < line.len && memchr(line.ptr + *begin, '{', line.len - *begin))
    *end = str_find(line, *begin, '{');
  if (*end < *begin)
    *end = *begin;
  return true;
}

bool md_is_module(zhen_str line)
{
  zhen_str s = str_trim(line);

  if (ends(s, ";"))
    s.len--;
  if (str_begins(s, "import "))
    return ends(s, "'") || ends(s, "\"") || ends(s, "{");
  return str_begins(s, "export const ") || str_begins(s, "export default ") ||
         str_begins(s, "export function ") || str_begins(s, "export let ");
}

/* "{% raw %}", "{: .class}", "[TOC]" */
bool md_is_setting(zhen_str line)
{
  zhen_str s = str_trim(line);

  return (str_begins(s, "{%") && ends(s, "%}") &&
          !memmem(s.ptr + 2, s.len - 2, "{%", 2)) ||
         (str_begins(s, "{:") && ends(s, "}")) ||
         (s.len < 10 &&
          (strncasecmp(s.ptr, "[toc]", s.len) == 0 ||
           strncasecmp(s.ptr, "[[toc]]", s.len) == 0) &&
          s.len >= 5);
}

size_t md_formula_end(zhen_str s, size_t at)
{
  zhen_str line = markup_line(s, at);

  if (!str_begins(str_trim(line), "$$"))
    return 0;
  if (str_trim(line).len > 3)
    return ends(str_trim(line), "$$") ? at + line.len : 0;
  for (size_t n = 0; n < FORMULA_LINES && at + line.len + 1 < s.len; n++) {
    at += line.len + 1;
    line = markup_line(s, at);
    if (ends(str_trim(line), "$$"))
      return at + line.len;
  }
  return 0;
}

bool md_title(zhen_str s, size_t end, zhen_str *title)
{
  static const char *const keys[] = {"title:", "title :", "title =", "title="};

  for (size_t at = 0; at < end;) {
    zhen_str line = markup_line(s, at);

    at += line.len + 1;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
      if (!str_begins(line, keys[i]))
        continue;
      *title = str_trim(str_after(line, strlen(keys[i])));
      if (title->len > 1 && strchr("'\"", title->ptr[0]) &&
          title->ptr[title->len - 1] == title->ptr[0])
        *title = str_part(*title, 1, title->len - 1);
      return title->len > 0 && !strchr("|>{[&*", title->ptr[0]);
    }
  }
  return false;
}

/* ---- definitions ---- */

/* A file, an address, or an anchor. */
static bool is_address(zhen_str s)
{
  static const char *const begins[] = {"http", "/",   "#",      "<",
                                       "./",   "../", "mailto:"};

  for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
    if (str_begins(s, begins[i]))
      return true;
  return ends(s, ".md") || ends(s, ".html");
}

bool md_definition(zhen_str line, zhen_str *name)
{
  zhen_str s = str_after(line, markup_indent(line));
  size_t close, space;

  if (s.len < 5 || s.ptr[0] != '[' || s.ptr[1] == '^')
    return false;
  close = str_find(s, 0, ']');
  if (close + 1 >= s.len || s.ptr[close + 1] != ':' || close > MAX_NAME)
    return false;
  *name = str_part(s, 1, close);
  s = str_trim(str_after(s, close + 2));
  space = str_find(s, 0, ' ');
  if (space < s.len && !strchr("\"'(", str_trim(str_after(s, space)).ptr[0]))
    return false;
  return is_address(str_part(s, 0, space));
}

static int compare(const void *a, const void *b)
{
  const zhen_str *x = a, *y = b;
  size_t len = x->len < y->len ? x->len : y->len;
  int order = strncasecmp(x->ptr, y->ptr, len);

  return order ? order : (x->len > y->len) - (x->len < y->len);
}

void md_names_collect(md_names *names, zhen_str s)
{
  for (size_t at = 0; at < s.len;) {
    zhen_str line = markup_line(s, at), name;

    at += line.len + 1;
    if (!md_definition(line, &name))
      continue;
    if (mem_grow(&names->at, &names->capacity, names->count + 1,
                 sizeof *names->at) != ZHEN_OK)
      names->failed = true;
    else
      names->at[names->count++] = name;
  }
  if (names->count)
    qsort(names->at, names->count, sizeof *names->at, compare);
}

bool md_names_have(const md_names *names, zhen_str name)
{
  return names->count > 0 && bsearch(&name, names->at, names->count,
                                     sizeof *names->at, compare) != NULL;
}
