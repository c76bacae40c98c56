/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reStructuredText in two steps: the blocks give a paragraph per line, then the
 * marks within the paragraphs are cut. Blocks are known by indentation alone,
 * so no tree is built: a line that is further to the left ends what is open.
 */
#include "markup/rst_blocks.h"
#include "markup/readers.h"

#include <stdlib.h>
#include <string.h>

/* Where the reader is. */
typedef struct rst_place {
  bool skips;  /* lines right of column `skip` are dropped */
  bool blanks; /* lines are dropped up to the next blank one */
  size_t skip;
  bool options; /* lines right of column `directive` may be options */
  size_t directive;
  bool csv;     /* lines right of column `directive` are rows */
  bool rows;    /* items right of column `directive` are rows of items */
  bool open;    /* in a paragraph: */
  bool item;    /* it began after the mark of an item, a directive, a field */
  bool further; /* it has more than one line */
  bool prose;   /* its last cell is not a label */
  size_t outer; /* column of its first line */
  size_t base;  /* column of its first word */
} rst_place;

static void end_paragraph(rst_blocks *r, rst_place *p)
{
  builder_break(&r->b, 2);
  p->open = false;
}

static void skip_right_of(rst_place *p, size_t column)
{
  p->skips = true;
  p->skip = column;
}

/* Whether the next line is blank or none. */
static bool ends_here(zhen_str s, const source_line *l)
{
  source_line next;

  if (l->next >= s.len)
    return true;
  next = source_line_read(s, l->next);
  return source_line_is_blank(&next);
}

/* Whether a cell has more than a label: a letter of Latin counts one, an
   ideograph four. */
static bool is_prose(zhen_str cell)
{
  enum { LABEL_MAX = 80 };
  zhen_scripts n = zhen_text_scripts(cell);

  return n.latin + 4 * n.han > LABEL_MAX;
}

/* A line of the paragraph; "::" at its end announces a literal block. */
static void put_line(rst_blocks *r, rst_place *p, const source_line *l,
                     size_t from)
{
  zhen_str text = str_part(r->s, from, l->end);
  size_t end = l->end;
  bool literal = text.len > 1 && text.ptr[text.len - 1] == ':' &&
                 text.ptr[text.len - 2] == ':' && ends_here(r->s, l);

  if (literal) {
    end -= text.len > 2 && text.ptr[text.len - 3] != ' ' ? 1 : 2;
    skip_right_of(p, p->item && l->column < p->base ? l->column : p->base);
  }
  if (p->further)
    builder_space(&r->b, l->at, l->text, from == l->text);
  p->prose |= p->rows && is_prose(text);
  rst_words(r, from, end);
  if (literal)
    end_paragraph(r, p);
}

static void begin_paragraph(rst_blocks *r, rst_place *p, const source_line *l,
                            size_t from, size_t column)
{
  p->open = true;
  p->item = from > l->text;
  p->further = p->prose = false;
  p->outer = l->column;
  p->base = column;
  put_line(r, p, l, from);
}

static size_t skip_spaces(zhen_str s, size_t at, size_t end)
{
  while (at < end && (s.ptr[at] == ' ' || s.ptr[at] == '\t'))
    at++;
  return at;
}

/* `at` is where the name starts. */
static void read_directive(rst_blocks *r, rst_place *p, const source_line *l,
                           size_t at, zhen_str name)
{
  rst_use use = rst_directive(name);

  p->options = true;
  p->directive = l->column;
  p->csv = use == RST_CSV;
  p->rows = use == RST_ROWS;
  if (use == RST_DROP) {
    skip_right_of(p, l->column);
    return;
  }
  at = skip_spaces(r->s, at + name.len + 2, l->end);
  if (use == RST_VERSION)
    while (at < l->end && r->s.ptr[at] != ' ')
      at++;
  at = skip_spaces(r->s, at, l->end);
  if (use != RST_CONTENT && at < l->end)
    begin_paragraph(r, p, l, at, l->column + (at - l->text));
}

/* ".. [1] text": the label of a note is kept if it is a number. */
static bool read_note(rst_blocks *r, rst_place *p, const source_line *l,
                      size_t at)
{
  size_t close = str_find(str_part(r->s, 0, l->end), at, ']'), from;

  if (r->s.ptr[at] != '[' || close == l->end || close == at + 1)
    return false;
  from = skip_spaces(r->s, close + 1, l->end);
  if (r->s.ptr[at + 1] >= '0' && r->s.ptr[at + 1] <= '9')
    from = at;
  if (from < l->end)
    begin_paragraph(r, p, l, from, l->column + 3);
  return true;
}

/* ".. " and what follows: a directive, a note, a target or a comment. */
static void read_explicit(rst_blocks *r, rst_place *p, const source_line *l)
{
  size_t at = skip_spaces(r->s, l->text + 2, l->end);
  zhen_str name;

  if (at == l->end) {
    if (!ends_here(r->s, l))
      skip_right_of(p, l->column);
    return;
  }
  name = rst_directive_name(str_part(r->s, at, l->end));
  if (name.len > 0)
    read_directive(r, p, l, at, name);
  else if (!read_note(r, p, l, at))
    skip_right_of(p, l->column);
}

/* Lines without text; what follows them is read by `read_block`. */
static bool read_marked(rst_blocks *r, rst_place *p, const source_line *l,
                        size_t from)
{
  zhen_str s = str_part(r->s, from, l->end);

  if (str_begins(s, "..") &&
      (s.len == 2 || s.ptr[2] == ' ' || s.ptr[2] == '\t')) {
    source_line inner = *l;

    inner.column += from - l->text;
    inner.text = from;
    read_explicit(r, p, &inner);
    return true;
  }
  if (str_begins(s, "__ ")) {
    skip_right_of(p, l->column);
    return true;
  }
  if (str_begins(s, ">>> ")) {
    p->blanks = true;
    return true;
  }
  return source_is_rule(s, 4) || (source_is_rule(s, 3) && s.ptr[0] != '.');
}

/* A block that begins at `from`; returns where to go on reading. */
static size_t read_block(rst_blocks *r, rst_place *p, const source_line *l)
{
  size_t from = l->text, mark = 1, column = l->column;

  while (mark > 0 && from < l->end) {
    zhen_str s = str_part(r->s, from, l->end);

    if (read_marked(r, p, l, from))
      return l->next;
    if (from == l->text && rst_is_grid(s))
      return rst_put_grid(r, l);
    if (from == l->text && rst_is_simple_table(s))
      return rst_put_simple_table(r, l);
    mark = rst_item_mark(s);
    if (mark == 0)
      mark = rst_field_mark(s);
    if (mark == 0)
      mark = rst_option_mark(s);
    if (mark == 0 && str_begins(s, "| "))
      mark = 2;
    from += mark;
    column += mark;
  }
  if (from < l->end)
    begin_paragraph(r, p, l, from, column);
  return l->next;
}

/* The cells of a row that are labels are one paragraph. */
static bool joins_row(const rst_place *p, const source_line *l, zhen_str s)
{
  zhen_str cell = str_after(s, rst_item_mark(s));

  return l->column >= p->outer && rst_item_mark(cell) == 0 && !p->prose &&
         !is_prose(cell);
}

/* Whether a line goes on with the open paragraph. */
static bool goes_on(const rst_blocks *r, const rst_place *p,
                    const source_line *l)
{
  zhen_str s = source_line_str(r->s, l);

  if (p->rows && p->item && l->column < p->base && rst_item_mark(s))
    return joins_row(p, l, s);
  if (!p->item)
    return l->column == p->base || (p->further && l->column > p->base);
  if (str_begins(s, ".. ") || str_begins(s, "| ") ||
      (!p->rows && l->column < p->base && rst_item_mark(s)))
    return false;
  return l->column > p->outer || (l->column == p->outer && !rst_item_mark(s) &&
                                  !rst_field_mark(s) && !rst_option_mark(s));
}

/* A row of comma-separated values, one line per cell. */
static void put_csv(rst_blocks *r, const source_line *l)
{
  size_t from = l->text;
  bool quoted = false;

  for (size_t at = l->text; at <= l->end; at++) {
    if (at < l->end && r->s.ptr[at] == '"')
      quoted = !quoted;
    if (at < l->end && (quoted || r->s.ptr[at] != ','))
      continue;
    while (from < at && strchr(" \t\"", r->s.ptr[from]))
      from++;
    rst_words(r, from, at > from && r->s.ptr[at - 1] == '"' ? at - 1 : at);
    builder_break(&r->b, 2);
    from = at + 1;
  }
}

/* Whether the line is dropped, as a part of what came before. */
static bool is_dropped(rst_blocks *r, rst_place *p, const source_line *l)
{
  if (p->blanks)
    return true;
  if (p->skips && l->column > p->skip)
    return true;
  p->skips = false;
  if (l->column <= p->directive)
    p->options = p->csv = p->rows = false;
  if (!p->options)
    return false;
  if (rst_field_mark(source_line_str(r->s, l)) == 0) {
    p->options = false;
    return false;
  }
  if (p->open)
    end_paragraph(r, p);
  return true;
}

/* The mark of a cell that goes on with its row. */
static size_t cell_mark(const rst_blocks *r, const rst_place *p,
                        const source_line *l)
{
  if (!p->rows || l->column >= p->base)
    return 0;
  return rst_item_mark(source_line_str(r->s, l));
}

static size_t read_line(rst_blocks *r, rst_place *p, size_t at)
{
  source_line l = source_line_read(r->s, at);

  if (source_line_is_blank(&l)) {
    p->blanks = p->options = false;
    end_paragraph(r, p);
    return l.next;
  }
  if (is_dropped(r, p, &l))
    return l.next;
  if (p->csv && !p->open) {
    put_csv(r, &l);
    return l.next;
  }
  if (p->open && source_is_rule(source_line_str(r->s, &l), 2) &&
      l.column <= p->base) {
    end_paragraph(r, p);
    return l.next;
  }
  if (p->open && goes_on(r, p, &l)) {
    p->further = true;
    put_line(r, p, &l, l.text + cell_mark(r, p, &l));
    return l.next;
  }
  end_paragraph(r, p);
  return read_block(r, p, &l);
}

zhen_status markup_read_rst(zhen_text **out, const zhen_text *text,
                            const markup_options *options)
{
  rst_blocks r = {.s = zhen_text_str(text)};
  rst_place p = {0};
  zhen_text *blocks;
  zhen_status status = builder_begin(&r.b, text);
  cuts c = {0};

  (void)options;
  *out = NULL;
  if (status != ZHEN_OK)
    return status;
  rst_collect(&r);
  for (size_t at = 0; at < r.s.len;)
    at = read_line(&r, &p, at);
  r.failed |= r.known.failed;
  named_dispose(&r.known);
  status = builder_end(&r.b, &blocks);
  if (status != ZHEN_OK)
    return status;
  c.text = zhen_text_str(blocks);
  c.failed = r.failed;
  rst_cut_inline(&c);
  status = cuts_apply(out, blocks, &c);
  zhen_text_free(blocks);
  return status;
}
