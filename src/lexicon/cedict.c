/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/cedict.h"
#include "text/utf8.h"

#include <string.h>

bool cedict_parse(zhen_str line, cedict_line *out)
{
  size_t gap = str_find(line, 0, ' ');
  size_t open = str_find(line, gap, '['), close = str_find(line, open, ']');
  size_t at = str_find(line, close, '/');

  if (line.len == 0 || line.ptr[0] == '#' || at >= line.len)
    return false;
  *out = (cedict_line){
      .traditional = str_part(line, 0, gap),
      .simplified = str_trim(str_part(line, gap, open)),
      .pinyin = str_part(line, open + 1, close),
      .glosses = str_part(line, at + 1, line.len),
  };
  return true;
}

bool cedict_next(const cedict_line *line, size_t *at, zhen_str *gloss)
{
  size_t end;

  if (*at >= line->glosses.len)
    return false;
  end = str_find(line->glosses, *at, '/');
  *gloss = str_part(line->glosses, *at, end);
  *at = end + 1;
  return true;
}

static bool begins_with(zhen_str s, const char *prefix)
{
  size_t len = strlen(prefix);

  return s.len >= len && memcmp(s.ptr, prefix, len) == 0;
}

/* Pointers to other entries and remarks about the word, not translations. */
static bool is_pointer(zhen_str text)
{
  static const char *const starts[] = {"CL:",
                                       "variant of",
                                       "old variant",
                                       "see ",
                                       "see also",
                                       "used in ",
                                       "abbr. for ",
                                       "also written",
                                       "also pr.",
                                       "Taiwan pr.",
                                       "erhua variant",
                                       "archaic variant",
                                       "Japanese variant",
                                       "same as "};

  for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
    if (begins_with(text, starts[i]))
      return true;
  return false;
}

/* The gloss without the text in brackets. */
static size_t strip_brackets(zhen_str s, char *out)
{
  size_t len = 0;
  unsigned depth = 0;

  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] == '(' || s.ptr[i] == '[')
      depth++;
    else if ((s.ptr[i] == ')' || s.ptr[i] == ']') && depth > 0)
      depth--;
    else if (depth == 0)
      out[len++] = s.ptr[i];
  }
  return len;
}

void gloss_open(gloss_parts *g, zhen_str gloss)
{
  gloss = str_trim(gloss);
  g->at = g->len = 0;
  if (gloss.len <= GLOSS_MAX && !is_pointer(gloss))
    g->len = strip_brackets(gloss, g->text);
}

bool gloss_next(gloss_parts *g, zhen_str *translation)
{
  zhen_str all = {g->text, g->len};
  size_t end;

  if (g->at >= g->len)
    return false;
  end = str_find(all, g->at, ';');
  *translation = str_trim(str_part(all, g->at, end));
  g->at = end + 1;
  return true;
}
