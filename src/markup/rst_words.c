/* SPDX-License-Identifier: Apache-2.0 */
/* Names of reStructuredText: substitutions, directives, marks of items. */
#include "markup/rst_blocks.h"

#include <string.h>

enum { MAX_NAME = 128 };

/* ".. |name| replace:: text"; an image has no text. */
static bool read_substitution(zhen_str line, named_text *out)
{
  static const char replace[] = "replace::";
  size_t close;

  if (!str_begins(line, ".. |"))
    return false;
  line = str_after(line, 4);
  close = str_find(line, 0, '|');
  if (close == 0 || close == line.len)
    return false;
  out->name = str_part(line, 0, close);
  line = str_trim(str_after(line, close + 1));
  out->text = (zhen_str){"", 0};
  if (str_begins(line, replace))
    out->text = str_trim(str_after(line, sizeof replace - 1));
  return true;
}

void rst_collect(rst_blocks *r)
{
  for (size_t at = 0; at < r->s.len;) {
    source_line l = source_line_read(r->s, at);
    named_text found;

    at = l.next;
    if (read_substitution(source_line_str(r->s, &l), &found))
      named_add(&r->known, found.name, found.text);
  }
  named_sort(&r->known);
}

/* The substitution reference at `at`, a '|'; 0 if there is none. */
static size_t put_substitution(rst_blocks *r, size_t at, size_t end)
{
  zhen_str rest = str_part(r->s, at + 1, end), text;
  size_t close;

  if (rest.len > MAX_NAME)
    rest.len = MAX_NAME;
  close = str_find(rest, 0, '|');
  if (close == 0 || close == rest.len ||
      !named_find(&r->known, str_part(rest, 0, close), &text))
    return 0;
  close += at + 2;
  while (close < end && r->s.ptr[close] == '_')
    close++;
  for (size_t i = 0; i < text.len;)
    builder_put(&r->b, utf8_next(text, &i), at, close);
  return close;
}

void rst_words(rst_blocks *r, size_t begin, size_t end)
{
  size_t from = begin;

  for (size_t at = begin; r->known.count > 0 && at < end;) {
    size_t bar = str_find(str_part(r->s, 0, end), at, '|'), after;

    at = bar + 1;
    if (bar >= end)
      break;
    builder_words(&r->b, from, bar);
    from = bar;
    after = put_substitution(r, bar, end);
    if (after)
      from = at = after;
  }
  if (from < end)
    builder_words(&r->b, from, end);
}

size_t rst_item_mark(zhen_str s)
{
  static const char *const bullets[] = {"*", "-", "+", "•", "‣", "⁃"};

  for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
    size_t at = strlen(bullets[i]);

    if (!str_begins(s, bullets[i]))
      continue;
    if (s.len == at)
      return at;
    if (s.ptr[at] != ' ' && s.ptr[at] != '\t')
      return 0;
    while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\t'))
      at++;
    return at;
  }
  return source_enumerator(s);
}

static bool is_one_of(zhen_str name, const char *list)
{
  size_t len = name.len;

  if (name.len == 0)
    return false;
  for (const char *at = list; (at = memmem(at, strlen(at), name.ptr, len));
       at += len)
    if (at > list && at[-1] == ' ' && at[len] == ' ')
      return true;
  return false;
}

/* Of docutils, Sphinx and its usual extensions. */
static const char dropped[] =
    " code code-block sourcecode code-cell literalinclude highlight "
    "parsed-literal include image math raw toctree contents index meta title "
    "sectnum section-numbering header footer default-role role module "
    "currentmodule py:module py:currentmodule highlightlang productionlist "
    "graphviz graph digraph inheritance-diagram mermaid plantuml uml ditaa "
    "aafig blockdiag seqdiag actdiag nwdiag packetdiag rackdiag bytefield "
    "wavedrom tikz plot ipython doctest testcode testsetup testoutput "
    "testcleanup prompt program-output command-output runblock exec "
    "jupyter-execute autosummary comment todolist bibliography "
    "tabularcolumns target-notes unicode date raw-html youtube video ";

static const char titled[] =
    " note warning tip important caution danger attention error hint seealso "
    "todo admonition topic sidebar rubric centered table "
    "dropdown tab tab-item group-tab code-tab card grid-item-card "
    "details collapse epigraph pull-quote highlights line-block compound "
    "replace example definition theorem proof ";

rst_use rst_directive(zhen_str name)
{
  if (is_one_of(name, dropped) || str_begins(name, "auto") ||
      str_begins(name, "doxygen"))
    return RST_DROP;
  if (is_one_of(name, titled))
    return RST_TITLE;
  if (is_one_of(name, " versionadded versionchanged deprecated "
                      "versionremoved deprecated-removed "))
    return RST_VERSION;
  if (is_one_of(name, " list-table flat-table "))
    return RST_ROWS;
  return is_one_of(name, " csv-table ") ? RST_CSV : RST_CONTENT;
}
