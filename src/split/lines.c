/* SPDX-License-Identifier: Apache-2.0 */
#include "split/lines.h"
#include "base/fail.h"
#include "base/mem.h"
#include "split/line_parts.h"
#include "split/marks.h"

#include <stdlib.h>

/*
 * Judgments. Pages are at least 30 columns wide and, in plain text, seldom over
 * 160; a width counts if three lines fill it. A header occurs at least three
 * times, among the two lines at an edge of a page if there are pages.
 */
enum {
  LEAST_WIDTH = 30,
  MOST_WIDTH = 160,
  LEAST_FULL = 3,
  LEAST_REPEATS = 3,
  MARGIN = 2
};

/* Chinese lines and others have separate widths. */
static void measure_line(line *l, zhen_str s)
{
  size_t han = 0;
  size_t latin = 0;

  for (size_t at = 0; at < s.len;) {
    uint32_t rune = utf8_next(s, &at);

    l->width += line_columns_of(rune);
    han += rune_is_han(rune);
    latin += rune_is_latin(rune);
  }
  l->han = han * 4 > latin;
}

/* Append the line [begin, end) of the text, without its line break. */
static zhen_status put_line(line_layout *p, size_t begin, size_t end)
{
  zhen_str whole = {p->text.ptr + begin, end - begin};
  zhen_str text = str_trim(whole);
  zhen_status status =
      mem_grow(&p->line, &p->capacity, p->count + 1, sizeof *p->line);
  line l = {0};

  if (status != ZHEN_OK)
    return status;
  l.begin = (size_t)(text.ptr - p->text.ptr);
  l.end = l.begin + text.len;
  l.indent = line_columns((zhen_str){whole.ptr, l.begin - begin});
  l.width = l.indent;
  measure_line(&l, text);
  l.page = begin > 0 && p->text.ptr[begin - 1] == '\f';
  p->line[p->count++] = l;
  return ZHEN_OK;
}

/* The line that ends at `end`, if a break is there. */
static zhen_status put_break(line_layout *p, size_t *begin, size_t end)
{
  size_t from = *begin, at = end;
  uint32_t rune = utf8_next(p->text, &at);

  if (end < from || mark_of(rune) != MARK_BREAK)
    return ZHEN_OK;
  if (rune == '\r' && at < p->text.len && p->text.ptr[at] == '\n')
    at++;
  *begin = at;
  return put_line(p, from, end);
}

static zhen_status put_lines(line_layout *p)
{
  size_t begin = 0;
  zhen_status status = ZHEN_OK;

  for (size_t block = 0; block < p->text.len; block += MARK_BLOCK)
    for (uint64_t found = mark_find(p->text, block); found && status == ZHEN_OK;
         found &= found - 1)
      status = put_break(p, &begin, block + (size_t)__builtin_ctzll(found));
  if (begin < p->text.len && status == ZHEN_OK)
    status = put_line(p, begin, p->text.len);
  return status;
}

static bool is_empty(const line *l)
{
  return l->begin == l->end;
}

static int compare_widths(const void *a, const void *b)
{
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

  return (x > y) - (x < y);
}

/* The width that most of these widths do not exceed; 0 if they fill no page. */
static uint32_t full_width(uint32_t *width, size_t n)
{
  size_t full = 0;
  uint32_t most;

  if (n == 0)
    return 0;
  qsort(width, n, sizeof *width, compare_widths);
  most = width[n * 9 / 10]; /* a few may be longer */
  for (size_t i = 0; i < n; i++)
    full += width[i] + 8 >= most && width[i] <= most + 2;
  return most >= LEAST_WIDTH && most <= MOST_WIDTH && full >= LEAST_FULL &&
                 full * 3 >= n
             ? most
             : 0;
}

/* Lines that are followed by another show the width of the page. */
static zhen_status measure(line_layout *p)
{
  uint32_t *width = mem_calloc(p->count, sizeof *width);

  if (!width)
    return zhen_fail_memory();
  for (int han = 0; han < 2; han++) {
    size_t n = 0;

    for (size_t i = 0; i + 1 < p->count; i++)
      if (!is_empty(&p->line[i]) && !is_empty(&p->line[i + 1]) &&
          p->line[i].han == (han != 0))
        width[n++] = p->line[i].width;
    p->full[han] = full_width(width, n);
  }
  free(width);
  return ZHEN_OK;
}

/* `step` 1: the lines from `i` on; -1: those before it. */
static void mark_margin(line_layout *p, size_t i, int step)
{
  int left = MARGIN;

  for (i -= step < 0; i < p->count && left > 0; i += (size_t)step) {
    left -= !is_empty(&p->line[i]);
    p->line[i].margin = true;
  }
}

static void find_margins(line_layout *p)
{
  for (size_t i = 0; i < p->count; i++)
    if (p->line[i].page) {
      p->pages = true;
      mark_margin(p, i, -1);
      mark_margin(p, i, 1);
    }
  if (!p->pages)
    return;
  mark_margin(p, 0, 1);
  mark_margin(p, p->count, -1);
}

/* Paragraphs without empty lines between them have indented first lines. */
static void find_indents(line_layout *p)
{
  size_t first = 0, block = 0;

  for (size_t i = 0; i + 1 < p->count; i++) {
    const line *a = &p->line[i], *b = a + 1;

    if (is_empty(a) || is_empty(b) || a->indent < 2 ||
        a->width + LEAST_WIDTH < p->full[a->han])
      continue;
    first += b->indent == 0;
    block += b->indent == a->indent;
  }
  p->indented = first > block;
}

/* One line in fifty begins with a mark where lines are cut anywhere. */
static void find_cuts(line_layout *p)
{
  size_t cut = 0, all = 0;

  for (size_t i = 0; i + 1 < p->count; i++) {
    if (!p->line[i].han || is_empty(&p->line[i]) || is_empty(&p->line[i + 1]))
      continue;
    cut += line_is_tail(line_first(p, &p->line[i + 1]));
    all++;
  }
  p->cut = cut * 50 > all;
}

/* Whether Latin words between Chinese characters have spaces around them. */
static void find_spaces(line_layout *p)
{
  size_t with = 0, without = 0;
  uint32_t before = 0, last = 0; /* runes */

  for (size_t at = 0; at < p->text.len; before = last) {
    last = utf8_next(p->text, &at);
    if (rune_is_han(last) && rune_is_latin(before))
      without++;
    else if (last == ' ' && rune_is_han(before) && at < p->text.len)
      with += rune_is_latin((unsigned char)p->text.ptr[at]);
  }
  p->spaced = with >= without;
}

static zhen_status find_repeated(line_layout *p)
{
  uint64_t *hash = mem_calloc(p->count, sizeof *hash);
  size_t n = 0;

  if (!hash)
    return zhen_fail_memory();
  for (size_t i = 0; i < p->count; i++)
    if (!is_empty(&p->line[i]) && p->line[i].width <= LONGEST_HEADER)
      hash[n++] = line_header_hash(line_str(p, &p->line[i]));
  qsort(hash, n, sizeof *hash, line_compare_hashes);
  for (size_t i = 0, same = 0; i < n; i++) {
    same = i > 0 && hash[i] == hash[i - 1] ? same + 1 : 1;
    if (same == LEAST_REPEATS && hash[i] != 0)
      hash[p->n_repeated++] = hash[i];
  }
  p->repeated = hash;
  return ZHEN_OK;
}

/*
 * Whether few lines end with the hyphen of a word that is not a known compound,
 * and none of these words is known without it. In manual pages of groff, which
 * breaks words, one line in 11 does; in README files, which do not break them,
 * one in 3000.
 */
static bool has_whole_words(const line_layout *p)
{
  enum { ONE_IN = 40 };
  size_t lines = 0, hyphens = 0;

  for (size_t i = 0; i + 1 < p->count; i++) {
    const line *l = &p->line[i];
    zhen_str left, right;

    lines += l->end > l->begin && !l->han;
    if (!line_ends_in_hyphen(p, l))
      continue;
    left = line_word_before(p, l);
    right = words_at(line_str(p, l + 1), 0);
    if (line_knows_both(p, left, "", right))
      return false;
    hyphens += !line_knows_both(p, left, "-", right);
  }
  return hyphens * ONE_IN < lines;
}

/* The vocabulary is needed only if words are broken. */
static zhen_status read_words(line_layout *p)
{
  bool broken = false;
  bool half = false; /* the line starts with the second half of a word */
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; i < p->count && !broken; i++)
    broken = line_ends_in_hyphen(p, &p->line[i]);
  for (size_t i = 0; broken && i < p->count && status == ZHEN_OK; i++) {
    bool breaks = line_ends_in_hyphen(p, &p->line[i]);

    status = words_put(&p->words, line_str(p, &p->line[i]), half, breaks);
    half = breaks;
  }
  words_sort(&p->words);
  p->whole = broken && has_whole_words(p);
  return status;
}

zhen_status lines_read(line_layout *p, zhen_str text)
{
  zhen_status status;

  p->text = text;
  status = put_lines(p);
  if (status == ZHEN_OK)
    status = measure(p);
  find_margins(p);
  find_indents(p);
  find_cuts(p);
  return status;
}

zhen_status lines_study(line_layout *p)
{
  zhen_status status;

  if (p->count == 0)
    return ZHEN_OK;
  status = find_repeated(p);
  find_spaces(p);
  return status == ZHEN_OK ? read_words(p) : status;
}

void lines_dispose(line_layout *p)
{
  free(p->line);
  free(p->repeated);
  words_dispose(&p->words);
  *p = (line_layout){0};
}
