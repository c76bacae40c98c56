/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AsciiDoc in two steps: the blocks give a paragraph per line, then the marks
 * within the paragraphs are cut.
 */
#include "markup/asciidoc_inline.h"
#include "base/mem.h"
#include "markup/asciidoc_marks.h"
#include "markup/builder.h"
#include "markup/named.h"
#include "markup/readers.h"
#include "markup/source_line.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_NOTE = 4 * 1024, MAX_NAME = 64 };

typedef struct asciidoc_note {
  size_t begin, end;
} asciidoc_note;

typedef struct asciidoc {
  zhen_str s;
  text_builder b;
  asciidoc_note *notes; /* of the paragraph */
  size_t n_notes, capacity;
  named_texts known; /* attributes */
  size_t taken;      /* the text up to here was taken already, by a note */
  zhen_str until;    /* lines are dropped up to this one */
  bool open;         /* in a paragraph */
  bool item;         /* it is an item of a list */
  bool header;       /* in the header of the document */
  bool code;         /* the next block is code */
  bool verse;        /* the lines of the next block are lines */
  bool table;        /* in a table */
  bool dropped;      /* in a paragraph that is dropped */
  zhen_str before;   /* the line before, if it may be a title */
  bool failed;
} asciidoc;

static bool is(zhen_str s, const char *what)
{
  return s.len == strlen(what) && memcmp(s.ptr, what, s.len) == 0;
}

/* ---- paragraphs ---- */

/* The attribute reference at `at`, a '{'; 0 if there is none. */
static size_t put_attribute(asciidoc *a, size_t at, size_t end)
{
  zhen_str rest = str_part(a->s, at + 1, end), text;
  size_t close;

  if (rest.len > MAX_NAME)
    rest.len = MAX_NAME;
  close = str_find(rest, 0, '}');
  if (close == rest.len ||
      !named_find(&a->known, str_part(rest, 0, close), &text))
    return 0;
  close += at + 2;
  for (size_t i = 0; i < text.len;)
    builder_put(&a->b, utf8_next(text, &i), at, close);
  return close;
}

static void put_words(asciidoc *a, size_t begin, size_t end)
{
  size_t from = begin;

  for (size_t at = begin; a->known.count > 0 && at < end;) {
    size_t brace = str_find(str_part(a->s, 0, end), at, '{'), after;

    at = brace + 1;
    if (brace >= end)
      break;
    builder_words(&a->b, from, brace);
    from = brace;
    after = put_attribute(a, brace, end);
    if (after)
      from = at = after;
  }
  if (from < end)
    builder_words(&a->b, from, end);
}

static void end_paragraph(asciidoc *a)
{
  builder_break(&a->b, 2);
  for (size_t i = 0; i < a->n_notes; i++) {
    put_words(a, a->notes[i].begin, a->notes[i].end);
    builder_break(&a->b, 2);
  }
  a->n_notes = 0;
  a->open = a->item = a->dropped = false;
}

static void add_note(asciidoc *a, size_t begin, size_t end)
{
  if (mem_grow(&a->notes, &a->capacity, a->n_notes + 1, sizeof *a->notes) !=
      ZHEN_OK)
    a->failed = true;
  else
    a->notes[a->n_notes++] = (asciidoc_note){begin, end};
}

/* "footnote:[text]" and "footnote:name[text]": the text; false if none. */
static bool find_note(const asciidoc *a, size_t at, size_t end,
                      asciidoc_note *text, size_t *begin)
{
  zhen_str part = str_part(a->s, at, end);
  const char *found = memmem(part.ptr, part.len, "footnote", 8);
  size_t depth = 0;

  if (!found)
    return false;
  *begin = (size_t)(found - a->s.ptr);
  at = str_find(str_part(a->s, 0, end), *begin, '[');
  if (at >= end || memchr(found, ' ', at - *begin) ||
      !memchr(found, ':', at - *begin))
    return false;
  *text = (asciidoc_note){at + 1, at + 1};
  end = a->s.len < at + MAX_NOTE ? a->s.len : at + MAX_NOTE;
  for (; at < end; at++) {
    depth += a->s.ptr[at] == '[';
    if (a->s.ptr[at] == ']' && --depth == 0) {
      text->end = at;
      return true;
    }
  }
  return false;
}

/* Words of the paragraph; its notes are kept for its end. */
static void put(asciidoc *a, size_t begin, size_t end)
{
  asciidoc_note found;
  size_t at;

  if (begin < a->taken)
    begin = a->taken < end ? a->taken : end;
  while (begin < end && find_note(a, begin, end, &found, &at)) {
    put_words(a, begin, at);
    if (found.end > found.begin)
      add_note(a, found.begin, found.end);
    a->taken = found.end + 1;
    begin = a->taken < end ? a->taken : end;
  }
  if (begin < end)
    put_words(a, begin, end);
}

static void put_paragraph(asciidoc *a, size_t begin, size_t end)
{
  end_paragraph(a);
  put(a, begin, end);
  end_paragraph(a);
}

/* Code, literal text and comments: dropped up to the same line. */
static bool is_dropped_block(const asciidoc *a, zhen_str s)
{
  return asciidoc_is_delimiter(s, '-') || asciidoc_is_delimiter(s, '.') ||
         asciidoc_is_delimiter(s, '+') || asciidoc_is_delimiter(s, '/') ||
         str_begins(s, "```") ||
         (a->code && (is(s, "--") || asciidoc_is_delimiter(s, '=')));
}

/* "[source,c]" is code, "[verse]" has lines; "[NOTE]" and others are dropped.
 */
static bool read_attributes(asciidoc *a, zhen_str s)
{
  static const char *const code[] = {
      "[source",    "[listing",  "[literal",  "[stem",  "[latexmath",
      "[asciimath", "[plantuml", "[graphviz", "[ditaa", "[mermaid",
      "[,",         "[pass",     "[%linenums"};

  if (s.len < 2 || s.ptr[0] != '[' || s.ptr[s.len - 1] != ']' ||
      strchr(" ", s.ptr[1]))
    return false;
  for (size_t i = 0; i < sizeof code / sizeof *code; i++)
    a->code |= str_begins(s, code[i]);
  a->verse |= str_begins(s, "[verse");
  return true;
}

/* "Title" over "-----" of the same length, give or take two. */
static bool is_underline(const asciidoc *a, zhen_str s)
{
  size_t width = source_width(a->before);

  return a->before.len > 0 && strchr("=-~^+", s.ptr[0]) &&
         source_is_rule(s, 2) && s.len + 2 >= width && s.len <= width + 2;
}

/* ---- tables ---- */

/* "2+^.>s" before a bar. */
static size_t cell_format(zhen_str s)
{
  size_t n = s.len;

  while (n > 0 && strchr("0123456789.+*<>^adehlmsv", s.ptr[n - 1]))
    n--;
  return n == 0 || s.ptr[n - 1] == ' ' ? n : s.len;
}

/* A bar begins a cell; the text before the first one goes on. */
static void put_row(asciidoc *a, const source_line *l)
{
  size_t from = l->text;

  for (size_t at = l->text; at < l->end; at++) {
    if (a->s.ptr[at] != '|' || (at > 0 && a->s.ptr[at - 1] == '\\'))
      continue;
    put(a, from, from + cell_format(str_part(a->s, from, at)));
    end_paragraph(a);
    from = at + 1;
  }
  builder_space(&a->b, from, from, true);
  put(a, from, l->end);
}

/* ---- lines ---- */

/* Lines that are dropped, or that change what follows; true if it is one. */
static bool read_mark(asciidoc *a, zhen_str s)
{
  if (is_dropped_block(a, s)) {
    end_paragraph(a);
    a->until = str_begins(s, "```") ? (zhen_str){s.ptr, 3} : s;
    a->code = false;
    return true;
  }
  if (str_begins(s, "//") || asciidoc_is_attribute(s) || asciidoc_is_macro(s) ||
      is(s, "<<<") || is(s, "'''") || is(s, "---") || is(s, "***"))
    return true;
  if (s.len > 3 && str_begins(s, "|===")) {
    a->table = !a->table;
    end_paragraph(a);
    return true;
  }
  if (is(s, "--") || is(s, "+") || asciidoc_is_delimiter(s, '=') ||
      asciidoc_is_delimiter(s, '*') || asciidoc_is_delimiter(s, '_')) {
    end_paragraph(a);
    a->verse = a->verse && asciidoc_is_delimiter(s, '_');
    return true;
  }
  return false;
}

/* The text of a paragraph begins at `from`. */
static void begin_paragraph(asciidoc *a, const source_line *l, size_t from)
{
  zhen_str s = str_part(a->s, from, l->end);
  size_t at, n = asciidoc_term(s, &at);

  a->open = true;
  if (n > 0) {
    put_paragraph(a, from, from + at);
    from = l->text + (from - l->text) + asciidoc_skip_spaces(s, at + n);
    a->open = a->item = true;
  }
  from += asciidoc_admonition(str_part(a->s, from, l->end));
  put(a, from, l->end);
}

static void read_block(asciidoc *a, const source_line *l)
{
  zhen_str s = source_line_str(a->s, l);
  size_t n = l->column == 0 ? asciidoc_heading(s) : 0;

  end_paragraph(a);
  if (n > 0) {
    put_paragraph(a, l->text + n, l->end);
    a->header = n == 2 && a->b.out->bytes.len > 0 && s.ptr[0] == '=';
    return;
  }
  if (l->column == 0 && s.len > 1 && s.ptr[0] == '.' &&
      !strchr(". ", s.ptr[1])) {
    put_paragraph(a, l->text + 1, l->end);
    return;
  }
  n = asciidoc_item(s);
  a->item = n > 0;
  if (n == 0 && (a->code || l->column > 0)) {
    a->dropped = a->open = true;
    a->code = false;
    return;
  }
  begin_paragraph(a, l, l->text + n);
  a->item |= n > 0;
}

/* Whether a line goes on with the open paragraph. */
static bool goes_on(const asciidoc *a, const source_line *l)
{
  zhen_str s = source_line_str(a->s, l);
  size_t at;

  return a->open && !(a->item && (asciidoc_item(s) || asciidoc_term(s, &at))) &&
         !(asciidoc_item(s) && strchr("*.<", s.ptr[0]));
}

static void read_text(asciidoc *a, const source_line *l)
{
  zhen_str s = source_line_str(a->s, l);

  if (a->table) {
    put_row(a, l);
    return;
  }
  if (!a->dropped && read_attributes(a, s)) {
    end_paragraph(a);
    return;
  }
  if (!goes_on(a, l)) {
    read_block(a, l);
    a->before = l->column == 0 && a->open && !a->item ? s : (zhen_str){0};
    return;
  }
  a->before.len = 0;
  if (a->dropped)
    return;
  if (a->verse)
    builder_break(&a->b, 1);
  else
    builder_space(&a->b, l->at, l->text, true);
  put(a, l->text, l->end);
}

static size_t read_line(asciidoc *a, size_t at)
{
  source_line l = source_line_read(a->s, at);
  zhen_str s = source_line_str(a->s, &l);

  if (a->until.len > 0) {
    if (s.len >= a->until.len &&
        memcmp(s.ptr, a->until.ptr, a->until.len) == 0 &&
        (s.len == a->until.len))
      a->until.len = 0;
    return l.next;
  }
  if (s.len == 0) {
    a->header = false;
    a->before.len = 0;
    end_paragraph(a);
    return l.next;
  }
  if (a->header)
    return l.next;
  if (is_underline(a, s)) {
    a->before.len = 0;
    end_paragraph(a);
    return l.next;
  }
  if (!read_mark(a, s))
    read_text(a, &l);
  return l.next;
}

static void collect(asciidoc *a)
{
  for (size_t at = 0; at < a->s.len;) {
    source_line l = source_line_read(a->s, at);
    zhen_str line = source_line_str(a->s, &l);
    size_t close;

    at = l.next;
    if (!asciidoc_is_attribute(line) || memchr(line.ptr, '!', line.len))
      continue;
    close = str_find(line, 1, ':');
    named_add(&a->known, str_part(line, 1, close),
              str_trim(str_after(line, close + 1)));
  }
  named_sort(&a->known);
}

zhen_status markup_read_asciidoc(zhen_text **out, const zhen_text *text,
                                 const markup_options *options)
{
  asciidoc a = {.s = zhen_text_str(text)};
  zhen_text *blocks;
  zhen_status status = builder_begin(&a.b, text);
  cuts c = {0};

  (void)options;
  *out = NULL;
  if (status != ZHEN_OK)
    return status;
  collect(&a);
  for (size_t at = 0; at < a.s.len;)
    at = read_line(&a, at);
  end_paragraph(&a);
  free(a.notes);
  a.failed |= a.known.failed;
  named_dispose(&a.known);
  status = builder_end(&a.b, &blocks);
  if (status != ZHEN_OK)
    return status;
  c.text = zhen_text_str(blocks);
  c.failed = a.failed;
  asciidoc_cut_inline(&c);
  status = cuts_apply(out, blocks, &c);
  zhen_text_free(blocks);
  return status;
}
