/* SPDX-License-Identifier: Apache-2.0 */
/* Marks that only reStructuredText has. */
#include "markup/readers.h"
#include "markup/rst_blocks.h"

#include <string.h>

enum { MAX_NAME = 64 };

size_t rst_field_mark(zhen_str s)
{
  size_t at = 1;

  if (s.len < 3 || s.ptr[0] != ':' || strchr(" :`", s.ptr[1]))
    return 0;
  while (at < s.len && s.ptr[at] != ':' && s.ptr[at] != '`')
    at += s.ptr[at] == '\\' && at + 1 < s.len ? 2 : 1;
  if (at >= s.len || s.ptr[at] != ':')
    return 0;
  if (at + 1 < s.len && s.ptr[at + 1] != ' ' && s.ptr[at + 1] != '\t')
    return 0;
  for (at++; at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\t');)
    at++;
  return at;
}

size_t rst_option_mark(zhen_str s)
{
  const char *gap = s.len > 3 ? memmem(s.ptr, s.len, "  ", 2) : NULL;
  size_t at = gap ? (size_t)(gap - s.ptr) : 0;

  if (at < 2 || (s.ptr[0] != '-' && s.ptr[0] != '/') || s.ptr[1] == ' ' ||
      (unsigned char)s.ptr[1] >= 0x80)
    return 0;
  while (at < s.len && s.ptr[at] == ' ')
    at++;
  return at;
}

zhen_str rst_directive_name(zhen_str s)
{
  size_t at = 0;

  if (s.len > 0 && !strchr("_|[`:", s.ptr[0]))
    while (at < s.len && at < MAX_NAME && s.ptr[at] > ' ' &&
           !str_begins(str_after(s, at), "::"))
      at++;
  if (at == 0 || !str_begins(str_after(s, at), "::") ||
      (at + 2 < s.len && s.ptr[at + 2] != ' ' && s.ptr[at + 2] != '\t'))
    return (zhen_str){s.ptr, 0};
  return str_part(s, 0, at);
}

/* Lines that only reStructuredText has. */
typedef struct rst_evidence {
  size_t explicit, titles, lines;
} rst_evidence;

static bool is_explicit(zhen_str s)
{
  zhen_str rest;

  if (!str_begins(s, ".. "))
    return str_begins(s, ":link_to_translation:`");
  rest = str_trim(str_after(s, 3));
  return rst_directive_name(rest).len > 0 ||
         (rest.len > 1 && rest.ptr[0] == '_' &&
          memchr(rest.ptr, ':', rest.len));
}

/*
 * Explicit markup at the left margin, and often: a text about the format has it
 * in indented examples, or a single time. Markdown shows it in fences.
 */
bool markup_is_rst(zhen_str s)
{
  rst_evidence n = {0};
  bool first = true, starts = false;
  zhen_str before = {"", 0};

  for (size_t at = 0; at < s.len;) {
    source_line l = source_line_read(s, at);
    zhen_str line = source_line_str(s, &l);

    at = l.next;
    if (str_begins(line, "```") || str_begins(line, "# ") ||
        str_begins(line, "## "))
      return false;
    if (line.len > 0 && l.column == 0) {
      bool title = before.len > 0 && source_is_rule(line, 3) &&
                   2 * line.len >= before.len;

      n.titles += title;
      n.explicit += is_explicit(line);
      starts |= (first && is_explicit(line)) ||
                (title && n.titles == 1 && n.lines < 8);
      first = false;
    }
    n.lines += line.len > 0;
    before = l.column == 0 ? line : (zhen_str){"", 0};
  }
  return (starts && n.explicit > 0) ||
         (n.explicit > 1 && n.explicit * 40 >= n.lines);
}
