/* SPDX-License-Identifier: Apache-2.0 */
#include "document/grid.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { COLUMNS_MAX = 64 /* that are looked at */ };

void grid_put(grid *g, const grid_cell *cell)
{
  if (mem_grow(&g->cell, &g->capacity, g->count + 1, sizeof *cell) != ZHEN_OK)
    g->failed = true;
  else
    g->cell[g->count++] = *cell;
}

void grid_dispose(grid *g)
{
  free(g->cell);
  *g = (grid){0};
}

/* A table, or a part of it: cells [begin, end). */
typedef struct part {
  const grid *grid;
  zhen_str text;
  size_t begin, end;
  size_t column[2]; /* of the languages, in this order: Chinese, English */
} part;

static zhen_str cell_str(const part *p, size_t i)
{
  zhen_bytes at = p->grid->cell[i].at;

  return str_part(p->text, at.begin, at.end);
}

/* Where the row of cell `i` ends. */
static size_t row_end(const part *p, size_t i)
{
  size_t end = i + 1;

  while (end < p->end && p->grid->cell[end].row == p->grid->cell[i].row)
    end++;
  return end;
}

/* The columns with most letters of each language. */
static bool find_columns(part *p)
{
  size_t letters[COLUMNS_MAX][2] = {{0}};

  for (size_t i = p->begin; i < p->end; i++) {
    zhen_str s = cell_str(p, i);
    size_t column = p->grid->cell[i].column;
    zhen_lang lang = zhen_text_lang(s);

    if (column < COLUMNS_MAX && lang != ZHEN_LANG_NONE)
      letters[column][lang == ZHEN_LANG_EN] += s.len;
  }
  for (int side = 0; side < 2; side++)
    for (size_t i = p->column[side] = 0; i < COLUMNS_MAX; i++)
      if (letters[i][side] > letters[p->column[side]][side])
        p->column[side] = i;
  return p->column[0] != p->column[1];
}

/* The cells of a row in the two columns; empty where there is none. */
static void row_sides(const part *p, size_t from, size_t to, zhen_str sides[2])
{
  sides[0] = sides[1] = (zhen_str){"", 0};
  for (size_t i = from; i < to; i++)
    for (int side = 0; side < 2; side++)
      if (p->grid->cell[i].column == p->column[side])
        sides[side] = cell_str(p, i);
}

/* Whether half of the rows or more have each language in its column. */
static bool is_bilingual(const part *p)
{
  size_t rows = 0, fit = 0;
  zhen_str sides[2];

  for (size_t i = p->begin, end; i < p->end; i = end) {
    end = row_end(p, i);
    row_sides(p, i, end, sides);
    rows += sides[0].len > 0 || sides[1].len > 0;
    fit += zhen_text_lang(sides[0]) == ZHEN_LANG_ZH &&
           zhen_text_lang(sides[1]) == ZHEN_LANG_EN;
  }
  return fit > 0 && fit * 2 >= rows;
}

/* The next table that is bilingual; its begin is its end if there is none. */
static void next_table(part *p)
{
  do {
    p->begin = p->end;
    while (p->end < p->grid->count &&
           p->grid->cell[p->end].table == p->grid->cell[p->begin].table)
      p->end++;
  } while (p->begin < p->end && (!find_columns(p) || !is_bilingual(p)));
}

/* ---- rows to paragraphs ---- */

/* What tables of translations have at the head of a column. */
static bool is_heading(zhen_str s)
{
  static const char *const words[] = {
      "zh",          "zh-cn",   "zh-hans",     "zh-tw",       "zh-hant",
      "en",          "en-us",   "en-gb",       "source",      "target",
      "chinese",     "english", "source text", "target text", "original",
      "translation", "中文",    "英文",        "汉语",        "英语",
      "漢語",        "英語",    "原文",        "译文",        "譯文",
      "源文",        "源语",    "译语",        "中文原文",    "英文原文",
      "中文译文",    "英文译文"};

  s = str_trim(s);
  s.len = str_trim(str_part(s, 0, str_find(s, 0, '('))).len;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (s.len == strlen(words[i]) && strncasecmp(s.ptr, words[i], s.len) == 0)
      return true;
  return false;
}

typedef struct divider {
  const paragraphs *from;
  zhen_str text;
  paragraphs *sides[2];
  size_t at, part; /* bytes and parts of the text that are done */
} divider;

static void put_row(divider *d, const zhen_str sides[2])
{
  bool begins = false;

  for (; d->part < d->from->n_parts && d->from->parts[d->part] <= d->at;
       d->part++)
    begins = true;
  for (int i = 0; i < 2; i++) {
    if (begins)
      paragraphs_part(d->sides[i]);
    paragraphs_line(d->sides[i], sides[i]);
  }
}

/* Paragraphs outside of the tables are on one side alone. */
static void put_outside(divider *d, size_t end)
{
  while (d->at < end) {
    size_t next = str_find(d->text, d->at, '\n') + 1;
    zhen_str sides[2] = {{"", 0}, {"", 0}};
    zhen_str s = str_part(d->text, d->at, next);

    sides[zhen_text_lang(s) == ZHEN_LANG_EN] = s;
    put_row(d, sides);
    d->at = next;
  }
}

static void put_table(divider *d, const part *p)
{
  zhen_str sides[2];

  put_outside(d, p->grid->cell[p->begin].at.begin);
  for (size_t i = p->begin, end; i < p->end; i = end) {
    end = row_end(p, i);
    row_sides(p, i, end, sides);
    if ((sides[0].len > 0 || sides[1].len > 0) &&
        !(i == p->begin && is_heading(sides[0]) && is_heading(sides[1])))
      put_row(d, sides);
    d->at = p->grid->cell[end - 1].at.end;
  }
}

static size_t letters(zhen_str s)
{
  zhen_scripts n = zhen_text_scripts(s);

  return n.han * 4 + n.latin;
}

zhen_status grid_divide(const grid *g, const paragraphs *text, paragraphs *zh,
                        paragraphs *en)
{
  divider d = {.from = text,
               .text = {text->text.ptr, text->text.len},
               .sides = {zh, en}};
  part p = {.grid = g, .text = d.text};
  size_t in_tables = 0;

  if (g->failed)
    return zhen_fail_memory();
  for (next_table(&p); p.begin < p.end; next_table(&p))
    in_tables += letters(
        str_part(d.text, g->cell[p.begin].at.begin, g->cell[p.end - 1].at.end));
  if (in_tables == 0 || in_tables * 2 < letters(d.text))
    return ZHEN_OK;
  p.end = 0;
  for (next_table(&p); p.begin < p.end; next_table(&p))
    put_table(&d, &p);
  put_outside(&d, d.text.len);
  return ZHEN_OK;
}

zhen_status grid_finish(paragraphs *text, paragraphs *zh, paragraphs *en,
                        zhen_document *out, const char *name)
{
  bool divided = zh->text.len > 0;
  zhen_status status = paragraphs_finish(divided ? zh : text, &out->main, name);

  if (status == ZHEN_OK && divided)
    status = paragraphs_finish(en, &out->other, name);
  paragraphs_dispose(text);
  paragraphs_dispose(zh);
  paragraphs_dispose(en);
  return status;
}
