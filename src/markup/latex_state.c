/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/latex_state.h"
#include "base/mem.h"

#include <string.h>

enum { MAX_ARGUMENT = 8 * 1024, MAX_PARAMETERS = 64 };

void latex_end_paragraph(latex *t)
{
  builder_break(&t->b, 2);
  t->ended = true;
}

void latex_add_note(latex *t, size_t begin, size_t end)
{
  if (mem_grow(&t->notes, &t->notes_capacity, t->n_notes + 1,
               sizeof *t->notes) != ZHEN_OK)
    t->failed = true;
  else
    t->notes[t->n_notes++] = (latex_note){begin, end};
}

void latex_add_paragraph(latex *t, size_t end)
{
  if (mem_grow(&t->paragraphs, &t->paragraphs_capacity, t->n_paragraphs + 1,
               sizeof *t->paragraphs) != ZHEN_OK)
    t->failed = true;
  else
    t->paragraphs[t->n_paragraphs++] = end;
}

bool latex_ends_argument(latex *t, size_t at)
{
  bool ends = false;

  while (t->n_paragraphs > 0 && t->paragraphs[t->n_paragraphs - 1] <= at) {
    ends |= t->paragraphs[t->n_paragraphs - 1] == at;
    t->n_paragraphs--;
  }
  return ends;
}

size_t latex_skip_blanks(const latex *t, size_t at, size_t end)
{
  size_t feeds = 0, from = at;

  for (; at < end && strchr(" \t\r\n", t->s.ptr[at]); at++)
    feeds += t->s.ptr[at] == '\n';
  return feeds > 1 ? from : at;
}

size_t latex_skip_group(const latex *t, size_t at, size_t end, char open)
{
  char close = open == '{' ? '}' : ']';
  size_t depth = 0, begin = at;

  if (at >= end || t->s.ptr[at] != open)
    return at;
  if (end > at + MAX_ARGUMENT)
    end = at + MAX_ARGUMENT;
  for (; at < end; at++) {
    char c = t->s.ptr[at];

    if (c == '\\')
      at++;
    else if (c == open || c == '{')
      depth++;
    else if ((c == close || c == '}') && --depth == 0)
      return at + 1;
  }
  return begin;
}

size_t latex_skip_options(const latex *t, size_t at, size_t end)
{
  size_t next;

  while ((next = latex_skip_group(t, at, end, '[')) > at)
    at = next;
  return at;
}

/* A command is a group, too: "\vspace\parskip". */
static size_t skip_name(const latex *t, size_t at, size_t end)
{
  size_t begin = at;

  if (at + 1 >= end || t->s.ptr[at] != '\\' ||
      !latex_is_letter(t->s.ptr[at + 1]))
    return begin;
  for (at++; at < end && latex_is_letter(t->s.ptr[at]);)
    at++;
  return at;
}

size_t latex_drop_groups(const latex *t, size_t at, size_t end, unsigned groups)
{
  while (groups-- > 0) {
    size_t next = latex_skip_options(t, latex_skip_blanks(t, at, end), end);

    at = latex_skip_group(t, next, end, '{');
    if (at == next)
      at = skip_name(t, next, end);
    if (at == next)
      return next;
  }
  return latex_skip_options(t, at, end);
}

size_t latex_drop_definition(const latex *t, size_t at, size_t end)
{
  size_t name = skip_name(t, latex_skip_blanks(t, at, end), end), next;

  at = name;
  if (end > at + MAX_PARAMETERS)
    end = at + MAX_PARAMETERS;
  while (at < end && !strchr("{\\\n", t->s.ptr[at]))
    at++;
  if (at >= end || t->s.ptr[at] == '\n')
    return name;
  next = latex_skip_group(t, at, t->s.len, '{');
  return next > at ? next : skip_name(t, at, end);
}
