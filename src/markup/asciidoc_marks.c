/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/asciidoc_marks.h"
#include "markup/readers.h"
#include "markup/source_line.h"

#include <string.h>

size_t asciidoc_skip_spaces(zhen_str s, size_t at)
{
  while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\t'))
    at++;
  return at;
}

size_t asciidoc_heading(zhen_str s)
{
  size_t n = 0;

  while (n < s.len && n < 6 && s.ptr[n] == s.ptr[0])
    n++;
  if (s.len == 0 || (s.ptr[0] != '=' && s.ptr[0] != '#') || n >= s.len ||
      s.ptr[n] != ' ')
    return 0;
  return asciidoc_skip_spaces(s, n);
}

size_t asciidoc_item(zhen_str s)
{
  size_t n = 0;

  if (s.len > 3 && s.ptr[0] == '<') {
    while (n + 1 < s.len && ((s.ptr[n + 1] >= '0' && s.ptr[n + 1] <= '9') ||
                             s.ptr[n + 1] == '.'))
      n++;
    return n > 0 && str_begins(str_after(s, n + 1), "> ") ? n + 3 : 0;
  }
  if (s.len == 0 || !strchr("*.-", s.ptr[0]))
    return source_enumerator(s);
  while (n < s.len && n < 6 && s.ptr[n] == s.ptr[0])
    n++;
  if (n >= s.len || s.ptr[n] != ' ' || (s.ptr[0] == '-' && n > 1))
    return 0;
  n = asciidoc_skip_spaces(s, n);
  if (str_begins(str_after(s, n), "[ ] ") ||
      str_begins(str_after(s, n), "[x] "))
    n += 4;
  return n;
}

size_t asciidoc_term(zhen_str s, size_t *at)
{
  const char *found = s.len > 2 ? memmem(s.ptr, s.len, "::", 2) : NULL;
  size_t n = 0;

  if (!found || found == s.ptr)
    return 0;
  *at = (size_t)(found - s.ptr);
  while (*at + n < s.len && s.ptr[*at + n] == ':')
    n++;
  return n < 5 && (*at + n == s.len || s.ptr[*at + n] == ' ') ? n : 0;
}

size_t asciidoc_admonition(zhen_str s)
{
  static const char *const words[] = {
      "NOTE: ", "TIP: ", "IMPORTANT: ", "WARNING: ", "CAUTION: "};

  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_begins(s, words[i]))
      return strlen(words[i]);
  return 0;
}

bool asciidoc_is_attribute(zhen_str s)
{
  size_t at = 1;

  if (s.len < 3 || s.ptr[0] != ':')
    return false;
  while (at < s.len &&
         (s.ptr[at] == '-' || s.ptr[at] == '_' || s.ptr[at] == '!' ||
          (s.ptr[at] >= '0' && s.ptr[at] <= '9') ||
          ((s.ptr[at] | 0x20) >= 'a' && (s.ptr[at] | 0x20) <= 'z')))
    at++;
  return at > 1 && at < s.len && s.ptr[at] == ':' &&
         (at + 1 == s.len || s.ptr[at + 1] == ' ');
}

bool asciidoc_is_macro(zhen_str s)
{
  static const char *const words[] = {
      "image::", "include::", "video::",  "audio::",    "toc::",      "ifdef::",
      "endif::", "ifndef::",  "ifeval::", "plantuml::", "asciinema::"};

  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_begins(s, words[i]))
      return true;
  return false;
}

bool asciidoc_is_delimiter(zhen_str s, char mark)
{
  return s.len >= 4 && s.ptr[0] == mark && source_is_rule(s, 4);
}

/* A title or attributes at the start, and more that only AsciiDoc has. */
bool markup_is_asciidoc(zhen_str s)
{
  size_t marks = 0;
  bool starts = false, first = true;

  for (size_t at = 0; at < s.len;) {
    source_line l = source_line_read(s, at);
    zhen_str line = source_line_str(s, &l);
    bool heading = line.len > 2 && line.ptr[0] == '=' &&
                   asciidoc_heading(line) && line.ptr[line.len - 1] != '=';

    at = l.next;
    if (line.len == 0 || l.column > 0 || str_begins(line, "//"))
      continue;
    if (first && !heading && !asciidoc_is_attribute(line) &&
        !str_begins(line, "[[") && !str_begins(line, "[#"))
      return false;
    first = false;
    starts |= heading;
    marks += heading || asciidoc_is_macro(line) ||
             asciidoc_is_delimiter(line, '-') || str_begins(line, "[source") ||
             str_begins(line, "|===") || asciidoc_admonition(line) ||
             (asciidoc_is_attribute(line) && starts);
  }
  return starts && marks > 1;
}
