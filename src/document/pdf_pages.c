/* SPDX-License-Identifier: Apache-2.0 */
#include "document/pdf_pages.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum {
  EDGE_PERCENT =
      12,        /* of the height of a page: where headers and footers are */
  EDGE_LEAST = 3 /* pages that have the same, of as many or more */
};

typedef struct pages {
  const pdf_layout *layout;
  uint64_t *keys; /* of the lines at the edges, sorted */
  size_t n_keys;
  double width; /* that most lines of running text have */
} pages;

/* ---- headers and footers ---- */

static bool is_digit(uint32_t rune)
{
  return (rune >= '0' && rune <= '9') || (rune >= 0xFF10 && rune <= 0xFF19);
}

/* 1: at the top of its page, 2: at the bottom, 0: elsewhere. */
static int edge_of(const pdf_line *l)
{
  double edge = l->page_height * EDGE_PERCENT / 100;

  if (l->bottom < edge)
    return 1;
  return l->top > l->page_height - edge ? 2 : 0;
}

/* Of what repeats at an edge: without digits and white space. */
static uint64_t key_of(zhen_str s, int edge)
{
  uint64_t key = (uint64_t)edge;

  for (size_t at = 0; at < s.len;) {
    uint32_t rune = utf8_next(s, &at);

    if (!is_digit(rune) && !rune_is_space(rune))
      key = XXH3_64bits_withSeed(&rune, sizeof rune, key);
  }
  return key;
}

static int compare_keys(const void *a, const void *b)
{
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

  return (x > y) - (x < y);
}

static zhen_status find_edges(pages *p)
{
  const pdf_layout *in = p->layout;

  p->keys = mem_calloc(in->count + 1, sizeof *p->keys);
  if (!p->keys)
    return zhen_fail_memory();
  for (size_t i = 0; i < in->count; i++) {
    int edge = edge_of(&in->line[i]);

    if (edge)
      p->keys[p->n_keys++] = key_of(pdf_line_str(in, &in->line[i]), edge);
  }
  qsort(p->keys, p->n_keys, sizeof *p->keys, compare_keys);
  return ZHEN_OK;
}

/* Where `key`, or a larger one, is first. */
static size_t key_position(const pages *p, uint64_t key)
{
  size_t from = 0, to = p->n_keys;

  while (from < to) {
    size_t middle = from + (to - from) / 2;

    if (p->keys[middle] < key)
      from = middle + 1;
    else
      to = middle;
  }
  return from;
}

static bool is_repeated(const pages *p, uint64_t key)
{
  size_t least = p->layout->n_pages < EDGE_LEAST ? 2 : EDGE_LEAST;
  size_t at = key_position(p, key) + least - 1;

  return at < p->n_keys && p->keys[at] == key;
}

/* 12, - 12 -, 第 12 页, Page 12 of 30, xii */
static bool is_page_number(zhen_str s)
{
  static const char *const words[] = {"第",   "页", "頁", "共", "page",
                                      "Page", "of", "/",  "-",  "–",
                                      "—",    "·",  "|",  "[",  "]"};
  bool digit = false;

  for (size_t at = 0, next; at < s.len; at = next) {
    uint32_t rune;

    next = at;
    rune = utf8_next(s, &next);
    digit |= is_digit(rune);
    if (is_digit(rune) || rune_is_space(rune))
      continue;
    next = at;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
      if (str_begins(str_after(s, at), words[i]))
        next = at + strlen(words[i]);
    if (next == at)
      return false;
  }
  return digit;
}

static bool is_running(const pages *p, const pdf_line *l)
{
  zhen_str s = pdf_line_str(p->layout, l);
  int edge = edge_of(l);

  return edge && (is_page_number(s) || is_repeated(p, key_of(s, edge)));
}

/* ---- paragraphs ---- */

static int compare_widths(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static zhen_status find_width(pages *p)
{
  const pdf_layout *in = p->layout;
  double *widths = mem_calloc(in->count + 1, sizeof *widths);

  if (!widths)
    return zhen_fail_memory();
  for (size_t i = 0; i < in->count; i++)
    widths[i] = in->line[i].right - in->line[i].left;
  qsort(widths, in->count, sizeof *widths, compare_widths);
  p->width = widths[in->count / 2];
  free(widths);
  return ZHEN_OK;
}

/* A line that ends a sentence; a paragraph may end with it. */
static bool ends_sentence(zhen_str s)
{
  static const char *const marks[] = {".",  "!", "?", ":", "。", "！", "？",
                                      "：", "…", "”", "’", "」", "』", "\""};

  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    size_t len = strlen(marks[i]);

    if (s.len >= len && memcmp(s.ptr + s.len - len, marks[i], len) == 0)
      return true;
  }
  return false;
}

/*
 * Whether the first word of line `b` had room at the end of line `a`, which is
 * in the same block: then the author broke the line. Chinese lines may end two
 * characters early, because some marks must not begin a line.
 */
static bool had_room(const pages *p, const pdf_line *a, const pdf_line *b)
{
  double height = a->bottom - a->top;
  size_t size;
  zhen_str s = pdf_line_str(p->layout, b);
  bool han = utf8_at(s, 0, &size) >= 0x2E80;

  return a->right + b->first + height * (han ? 2.5 : 0.5) < a->block_right;
}

static bool begins_lower(const pages *p, const pdf_line *l)
{
  zhen_str s = pdf_line_str(p->layout, l);

  return s.ptr[0] >= 'a' && s.ptr[0] <= 'z';
}

static bool is_indented(const pdf_line *l)
{
  return l->left > l->block_left + (l->bottom - l->top) / 2;
}

static bool has_height_of(const pdf_line *a, const pdf_line *b)
{
  double x = a->bottom - a->top, y = b->bottom - b->top;

  return x < y * 1.1 && y < x * 1.1;
}

/*
 * Whether line `b` continues the paragraph of line `a`. A wrong end is harmless
 * where a sentence ends, and a wrong continuation where it does not.
 */
static bool goes_on(const pages *p, const pdf_line *a, const pdf_line *b)
{
  bool ended = ends_sentence(pdf_line_str(p->layout, a));

  if (a->block == b->block && ended)
    return !had_room(p, a, b) && !is_indented(b);
  if (a->block == b->block)
    return !had_room(p, a, b) || begins_lower(p, b);
  return !ended && has_height_of(a, b) && a->right - a->left > p->width * 0.8;
}

/* After a line that goes on; nothing where Chinese and other words have no
   space between them in this document. */
static void put_joint(const pages *p, buf *out, zhen_str before, zhen_str after)
{
  size_t size;
  bool han =
      rune_is_han(utf8_at(before, utf8_before(before, before.len), &size));

  if (p->layout->spaces >= 0 || han == rune_is_han(utf8_at(after, 0, &size)))
    buf_putc(out, '\n');
}

static void put_lines(const pages *p, buf *out, size_t *dropped)
{
  const pdf_layout *in = p->layout;
  const pdf_line *before = NULL;

  for (size_t i = 0; i < in->count; i++) {
    const pdf_line *l = &in->line[i];
    zhen_str s = pdf_line_str(in, l);

    if (is_running(p, l)) {
      ++*dropped;
      continue;
    }
    if (before && goes_on(p, before, l))
      put_joint(p, out, pdf_line_str(in, before), s);
    else if (before)
      buf_puts(out, "\n\n");
    buf_put(out, s.ptr, s.len);
    before = l;
  }
}

zhen_status pdf_pages_join(buf *out, const pdf_layout *layout, size_t *dropped)
{
  pages p = {.layout = layout};
  zhen_status status = find_edges(&p);

  *dropped = 0;
  if (status == ZHEN_OK)
    status = find_width(&p);
  if (status == ZHEN_OK) {
    put_lines(&p, out, dropped);
    status = buf_status(out);
  }
  free(p.keys);
  return status;
}
