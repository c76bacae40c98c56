/* SPDX-License-Identifier: Apache-2.0 */
/* Environments of LaTeX. */
#include "markup/latex_blocks.h"

#include <string.h>

size_t latex_environment_end(const latex *t, size_t at, size_t end,
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
  size_t after = t->open[is] ? 0 : latex_environment_end(t, at, end, name);

  t->open[is] = after == 0;
  return after;
}

/* The arguments of \begin; a title in brackets is text. */
static size_t skip_begin(latex *t, size_t at, size_t end, zhen_str name)
{
  bool frame = name.len >= 5 && memcmp(name.ptr, "frame", 5) == 0 &&
               (name.len == 5 || name.ptr[5] == '*');
  size_t next;

  at = latex_skip_options(t, at, end);
  next = latex_skip_group(t, at, end, '{');
  if (frame && next > at)
    latex_add_paragraph(t, next - 1);
  while (!frame && (next = latex_skip_group(t, at, end, '{')) > at)
    at = latex_skip_options(t, next, end);
  return at;
}

size_t latex_read_environment(latex *t, size_t at, size_t end, bool begins)
{
  size_t after = latex_skip_group(t, at, end, '{'), close = 0;
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
  latex_end_paragraph(t);
  if (close > 0)
    return close;
  return begins ? skip_begin(t, after, end, name) : after;
}
