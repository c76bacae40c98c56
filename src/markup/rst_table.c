/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of reStructuredText, cell by cell. A cell has several lines, so
 * the pieces of a row are collected and put column by column.
 */
#include "base/mem.h"
#include "markup/rst_blocks.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_COLUMNS = 64 };

typedef struct piece {
  size_t column, begin, end;
} piece;

typedef struct table {
  rst_blocks *r;
  size_t at[MAX_COLUMNS + 1]; /* where columns begin, on the screen */
  size_t n_columns;
  piece *pieces; /* of the row */
  size_t count, capacity;
} table;

static void add_piece(table *t, size_t column, size_t begin, size_t end)
{
  if (mem_grow(&t->pieces, &t->capacity, t->count + 1, sizeof *t->pieces) !=
      ZHEN_OK)
    t->r->failed = true;
  else
    t->pieces[t->count++] = (piece){column, begin, end};
}

/* The lines of a cell; items and empty lines part its paragraphs. */
static void put_cell(table *t, size_t column)
{
  rst_blocks *r = t->r;

  for (size_t i = 0; i < t->count; i++) {
    piece p = t->pieces[i];
    zhen_str s;
    size_t mark;

    if (p.column != column)
      continue;
    while (p.begin < p.end && strchr(" \t", r->s.ptr[p.begin]))
      p.begin++;
    s = str_trim(str_part(r->s, p.begin, p.end));
    mark = rst_item_mark(s);
    if (s.len == 0 || mark > 0)
      builder_break(&r->b, 2);
    else
      builder_space(&r->b, p.begin, p.begin, true);
    rst_words(r, p.begin + mark, p.begin + s.len);
  }
  builder_break(&r->b, 2);
}

static void put_row(table *t)
{
  for (size_t column = 0; t->count > 0 && column < t->n_columns; column++)
    put_cell(t, column);
  t->count = 0;
}

/* ---- grid tables ---- */

bool rst_is_grid(zhen_str line)
{
  if (line.len < 3 || line.ptr[0] != '+' || line.ptr[line.len - 1] != '+')
    return false;
  for (size_t i = 0; i < line.len; i++)
    if (!strchr("+-=", line.ptr[i]))
      return false;
  return true;
}

static void find_grid(table *t, zhen_str border)
{
  for (size_t i = 0; i < border.len && t->n_columns <= MAX_COLUMNS; i++)
    if (border.ptr[i] == '+')
      t->at[t->n_columns++] = i;
  t->n_columns--; /* the last one is the right border */
}

static bool is_border(zhen_str s)
{
  s = str_trim(s);
  for (size_t i = 0; i < s.len; i++)
    if (!strchr("+-=", s.ptr[i]))
      return false;
  return s.len > 1;
}

/* A bar that parts cells, though ideographs moved it off its column. */
static bool is_free_bar(zhen_str s, size_t at)
{
  return s.ptr[at] == '|' && (at == 0 || s.ptr[at - 1] == ' ') &&
         (at + 1 == s.len || s.ptr[at + 1] == ' ');
}

static size_t count_free_bars(zhen_str s)
{
  size_t n = 0;

  for (size_t i = 0; i < s.len; i++)
    n += is_free_bar(s, i);
  return n;
}

/* Cut a line of the row at its bars. */
static void read_grid_line(table *t, const source_line *l)
{
  zhen_str s = source_line_str(t->r->s, l);
  bool aligned = source_width(s) == t->at[t->n_columns] + 1;
  bool even = count_free_bars(s) == t->n_columns + 1;
  size_t column = 0, begin = 1, next = 1, screen = 0;

  for (size_t at = 0; at < s.len;) {
    size_t size = utf8_size(s.ptr[at]);
    bool here =
        at > 0 && strchr("|+", s.ptr[at]) &&
        (even || !aligned ? is_free_bar(s, at)
                          : next <= t->n_columns && screen == t->at[next]);

    while (next <= t->n_columns && t->at[next] <= screen)
      next++;
    if (here) {
      if (!is_border(str_part(s, begin, at)))
        add_piece(t, column, l->text + begin, l->text + at);
      column = even || !aligned ? column + 1 : next - 1;
      if (column >= t->n_columns)
        column = t->n_columns - 1;
      begin = at + 1;
    }
    screen += source_width(str_part(s, at, at + size));
    at += size;
  }
  if (begin < s.len)
    add_piece(t, column, l->text + begin, l->end);
}

size_t rst_put_grid(rst_blocks *r, const source_line *first)
{
  table t = {.r = r};
  size_t at = first->next;

  find_grid(&t, source_line_str(r->s, first));
  while (at < r->s.len) {
    source_line l = source_line_read(r->s, at);
    zhen_str s = source_line_str(r->s, &l);

    if (s.len == 0 || !strchr("|+", s.ptr[0]) || t.n_columns == 0)
      break;
    if (rst_is_grid(s))
      put_row(&t);
    else
      read_grid_line(&t, &l);
    at = l.next;
  }
  put_row(&t);
  free(t.pieces);
  return at;
}

/* ---- simple tables ---- */

static bool is_simple_border(zhen_str line, char mark)
{
  size_t runs = 0;

  for (size_t i = 0; i < line.len; i++) {
    if (line.ptr[i] != mark && line.ptr[i] != ' ')
      return false;
    runs += line.ptr[i] == mark && (i == 0 || line.ptr[i - 1] == ' ');
  }
  return runs > 1;
}

bool rst_is_simple_table(zhen_str line)
{
  return is_simple_border(line, '=');
}

/* Cut at the gaps, for lines in which ideographs moved the columns. */
static void read_loose_line(table *t, const source_line *l)
{
  zhen_str s = t->r->s;
  size_t begin = l->text, column = 0;

  for (size_t at = l->text; at < l->end; at++) {
    if (s.ptr[at] != ' ' || s.ptr[at + 1] != ' ' || column + 1 >= t->n_columns)
      continue;
    add_piece(t, column++, begin, at);
    while (s.ptr[at + 1] == ' ')
      at++;
    begin = at + 1;
  }
  add_piece(t, column, begin, l->end);
}

/* False if a word is across the edge of a column. */
static bool read_simple_line(table *t, const source_line *l)
{
  zhen_str s = str_part(t->r->s, l->at, l->end);
  size_t column = 0, begin = 0, screen = 0;
  size_t before = t->count;

  for (size_t at = 0; at < s.len;) {
    size_t size = utf8_size(s.ptr[at]);

    if (column + 1 < t->n_columns && screen >= t->at[column + 1]) {
      if (screen > t->at[column + 1] || s.ptr[at - 1] != ' ') {
        t->count = before;
        return false;
      }
      add_piece(t, column++, l->at + begin, l->at + at);
      begin = at;
    }
    screen += source_width(str_part(s, at, at + size));
    at += size;
  }
  add_piece(t, column, l->at + begin, l->end);
  return true;
}

/* A line whose first column is blank goes on with the row before it. */
static void read_row_line(table *t, const source_line *l)
{
  if (t->n_columns < 2 || l->column < t->at[1])
    put_row(t);
  if (!read_simple_line(t, l))
    read_loose_line(t, l);
}

size_t rst_put_simple_table(rst_blocks *r, const source_line *first)
{
  table t = {.r = r};
  size_t at = first->next;
  zhen_str border = str_part(r->s, first->at, first->end);

  for (size_t i = first->text - first->at;
       i < border.len && t.n_columns < MAX_COLUMNS; i++)
    if (border.ptr[i] == '=' && (i == 0 || border.ptr[i - 1] != '='))
      t.at[t.n_columns++] = i;
  while (at < r->s.len) {
    source_line l = source_line_read(r->s, at);
    zhen_str s = source_line_str(r->s, &l);
    source_line next;

    if (s.len > 0 && l.column < first->column)
      break;
    at = l.next;
    next = source_line_read(r->s, at < r->s.len ? at : r->s.len);
    if (rst_is_simple_table(s)) {
      put_row(&t);
      if (source_line_is_blank(&next))
        break;
    } else if (s.len > 0 && !source_is_rule(s, 4) &&
               !is_simple_border(s, '-')) {
      read_row_line(&t, &l);
    }
  }
  put_row(&t);
  free(t.pieces);
  return at;
}
