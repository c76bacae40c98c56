/* SPDX-License-Identifier: Apache-2.0 */
/* The root element of XML. */
#include "text/kind.h"

#include <string.h>

/* After the next `end`; empty if there is none. */
static zhen_str skip_past(zhen_str s, const char *end)
{
  const char *found = memmem(s.ptr, s.len, end, strlen(end));
  size_t at = found ? (size_t)(found - s.ptr) + strlen(end) : s.len;

  return str_part(s, at, s.len);
}

/* Declarations may be in brackets in it. */
static zhen_str skip_doctype(zhen_str s)
{
  if (str_find(s, 0, '[') < str_find(s, 0, '>'))
    s = skip_past(s, "]");
  return skip_past(s, ">");
}

/* The root element and its content, after the prolog. */
static zhen_str find_root(zhen_str s)
{
  for (;;) {
    s = str_trim(s);
    if (str_begins(s, "<?"))
      s = skip_past(s, "?>");
    else if (str_begins(s, "<!--"))
      s = skip_past(s, "-->");
    else if (str_begins(s, "<!DOCTYPE"))
      s = skip_doctype(s);
    else
      return s;
  }
}

/* An element of this name, with any prefix if it has none, that contains only
   elements. */
static bool is_root(zhen_str s, const char *name)
{
  size_t len = strlen(name), prefix = 1;

  if (!str_begins(s, "<"))
    return false;
  for (size_t i = 1; i < s.len && i < 24 && !strchr(" \t\r\n/>", s.ptr[i]); i++)
    if (s.ptr[i] == ':' && !strchr(name, ':'))
      prefix = i + 1;
  if (s.len <= prefix + len || memcmp(s.ptr + prefix, name, len) != 0 ||
      !strchr(" \t\r\n>", s.ptr[prefix + len]))
    return false;
  s = str_trim(skip_past(s, ">"));
  return s.len > 0 && s.ptr[0] == '<';
}

static const struct {
  const char *name;
  kind_found found;
} roots[] = {
    {"tmx", {ZHEN_KIND_TMX, "a translation memory (TMX), not running text"}},
    {"xliff", {ZHEN_KIND_XLIFF, "an XLIFF file, not running text"}},
    {"martif", {ZHEN_KIND_TBX, "a glossary (TBX), not running text"}},
    {"tbx", {ZHEN_KIND_TBX, "a glossary (TBX), not running text"}},
    {"FictionBook", {ZHEN_KIND_FB2, "a FictionBook, not running text"}},
    {"office:document",
     {ZHEN_KIND_ODT, "a text document (ODT), not plain text"}},
    {"tt",
     {ZHEN_KIND_OTHER, "captions (TTML), not running text; save them as SRT"}},
};

kind_found kind_of_xml(zhen_str s)
{
  s = find_root(s);
  for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
    if (is_root(s, roots[i].name))
      return roots[i].found;
  return (kind_found){ZHEN_KIND_TEXT, NULL};
}
