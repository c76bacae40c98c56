/* SPDX-License-Identifier: Apache-2.0 */
#include "split/lines.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/mem.h"
#include "split/marks.h"
#include "split/rules.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>
#include <xxhash.h>

/*
 * Judgments. Pages are at least 30 columns wide and, in plain text, seldom over
 * 160; a width counts if three lines fill it. A header is short, and occurs at
 * least three times, among the two lines at an edge of a page if there are
 * pages. A ragged line may be a sixth shorter: so much is lost by programs that
 * count bytes. A Chinese one that is cut anywhere may be a quarter
 * shorter: what cuts it counts characters, and those of numbers are narrow.
 */
enum {
  LEAST_WIDTH = 30,
  MOST_WIDTH = 160,
  LEAST_FULL = 3,
  LEAST_REPEATS = 3,
  LONGEST_HEADER = 90,
  LEAST_WORDS = 4,
  SLACK = 6,
  CUT_SLACK = 4,
  MARGIN = 2
};

static zhen_str line_str(const line_layout *p, const line *l)
{
  return (zhen_str){p->text.ptr + l->begin, l->end - l->begin};
}

static uint32_t first_rune(const line_layout *p, const line *l)
{
  size_t size;

  return l->end > l->begin ? utf8_at(p->text, l->begin, &size) : 0;
}

static uint32_t last_rune(const line_layout *p, const line *l)
{
  size_t size;

  return l->end > l->begin
             ? utf8_at(p->text, utf8_before(p->text, l->end), &size)
             : 0;
}

static uint32_t columns(zhen_str s)
{
  uint32_t width = 0;

  for (size_t at = 0; at < s.len;) {
    uint32_t rune = utf8_next(s, &at);
    int w = rune == '\t' ? 4 : utf8proc_charwidth((utf8proc_int32_t)rune);

    width += w > 0 ? (uint32_t)w : 0;
  }
  return width;
}

/* Chinese lines and others have separate widths. */
static bool is_han_line(const line_layout *p, const line *l)
{
  zhen_str s = line_str(p, l);
  size_t han = 0;
  size_t latin = 0;

  for (size_t at = 0; at < s.len;) {
    uint32_t rune = utf8_next(s, &at);

    han += rune_is_han(rune);
    latin += rune_is_latin(rune);
  }
  return han * 4 > latin;
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
  l.indent = columns((zhen_str){whole.ptr, l.begin - begin});
  l.width = l.indent + columns(text);
  l.han = is_han_line(p, &l);
  l.page = begin > 0 && p->text.ptr[begin - 1] == '\f';
  p->line[p->count++] = l;
  return ZHEN_OK;
}

static zhen_status put_lines(line_layout *p)
{
  size_t begin = 0;
  zhen_status status = ZHEN_OK;

  for (size_t at = 0; at < p->text.len && status == ZHEN_OK;) {
    size_t end = at;
    uint32_t rune = utf8_next(p->text, &at);

    if (mark_of(rune) != MARK_BREAK)
      continue;
    if (rune == '\r' && at < p->text.len && p->text.ptr[at] == '\n')
      at++;
    status = put_line(p, begin, end);
    begin = at;
  }
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

/* What may not begin a line, in print. */
static bool is_tail(uint32_t rune)
{
  mark m = mark_of(rune);

  return rune >= 0x80 && (m == MARK_STOP || m == MARK_COMMA ||
                          m == MARK_SEMICOLON || mark_closes(m));
}

/* One line in fifty begins with a mark where lines are cut anywhere. */
static void find_cuts(line_layout *p)
{
  size_t cut = 0, all = 0;

  for (size_t i = 0; i + 1 < p->count; i++) {
    if (!p->line[i].han || is_empty(&p->line[i]) || is_empty(&p->line[i + 1]))
      continue;
    cut += is_tail(first_rune(p, &p->line[i + 1]));
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

/* The same for "Chapter 3 · 41" and "Chapter 3 · 43". */
static uint64_t header_hash(zhen_str s)
{
  char letters[4 * LONGEST_HEADER];
  size_t n = 0;

  for (size_t i = 0; i < s.len && n < sizeof letters; i++)
    if (s.ptr[i] < '0' || s.ptr[i] > '9')
      letters[n++] = s.ptr[i];
  return n > 0 ? XXH3_64bits(letters, n) : 0;
}

static int compare_hashes(const void *a, const void *b)
{
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

  return (x > y) - (x < y);
}

static zhen_status find_repeated(line_layout *p)
{
  uint64_t *hash = mem_calloc(p->count, sizeof *hash);
  size_t n = 0;

  if (!hash)
    return zhen_fail_memory();
  for (size_t i = 0; i < p->count; i++)
    if (!is_empty(&p->line[i]) && p->line[i].width <= LONGEST_HEADER)
      hash[n++] = header_hash(line_str(p, &p->line[i]));
  qsort(hash, n, sizeof *hash, compare_hashes);
  for (size_t i = 0, same = 0; i < n; i++) {
    same = i > 0 && hash[i] == hash[i - 1] ? same + 1 : 1;
    if (same == LEAST_REPEATS && hash[i] != 0)
      hash[p->n_repeated++] = hash[i];
  }
  p->repeated = hash;
  return ZHEN_OK;
}

static bool ends_in_hyphen(const line_layout *p, const line *l)
{
  return l->end - l->begin > 1 && p->text.ptr[l->end - 1] == '-' &&
         words_char(p->text.ptr[l->end - 2]);
}

/* The word at the end of a line, without its last hyphen. */
static zhen_str word_before(const line_layout *p, const line *l)
{
  size_t begin = l->end - 1;

  while (begin > l->begin &&
         (words_char(p->text.ptr[begin - 1]) || p->text.ptr[begin - 1] == '-'))
    begin--;
  return str_part(p->text, begin, l->end - 1);
}

/* Whether the text has the word of two halves elsewhere. */
static bool knows_both(const line_layout *p, zhen_str left, const char *between,
                       zhen_str right)
{
  char both[128];
  size_t len = strlen(between);

  if (left.len + len + right.len > sizeof both)
    return false;
  memcpy(both, left.ptr, left.len);
  memcpy(both + left.len, between, len);
  memcpy(both + left.len + len, right.ptr, right.len);
  return words_know(&p->words, (zhen_str){both, left.len + len + right.len});
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
    if (!ends_in_hyphen(p, l))
      continue;
    left = word_before(p, l);
    right = words_at(line_str(p, l + 1), 0);
    if (knows_both(p, left, "", right))
      return false;
    hyphens += !knows_both(p, left, "-", right);
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
    broken = ends_in_hyphen(p, &p->line[i]);
  for (size_t i = 0; broken && i < p->count && status == ZHEN_OK; i++) {
    bool breaks = ends_in_hyphen(p, &p->line[i]);

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
  if (status == ZHEN_OK)
    status = find_repeated(p);
  find_margins(p);
  find_indents(p);
  find_cuts(p);
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

/* 12, - 12 -, xiv, 第 12 页, Page 12, 3 / 20. */
static bool is_page_number(zhen_str s)
{
  size_t digits = 0;
  size_t letters = 0;
  size_t romans = 0;
  bool named = s.len > 4 && strncasecmp(s.ptr, "page", 4) == 0;

  if (s.len > 24)
    return false;
  for (size_t at = 0; at < s.len;) {
    uint32_t rune = utf8_next(s, &at);

    if (rune_is_digit(rune))
      digits++;
    else if (rune < 0x80 && rune > 0 && strchr("ivxlIVXL", (int)rune))
      romans++;
    else if (rune_is_letter(rune) && rune != 0x7B2C /* 第 */ &&
             rune != 0x9875 /* 页 */ && rune != 0x9801 /* 頁 */)
      letters++;
  }
  if (named)
    return digits > 0 && letters <= 6;
  return letters == 0 && digits + romans > 0 && digits <= 8 && romans <= 6 &&
         mark_of((uint32_t)(unsigned char)s.ptr[s.len - 1]) != MARK_DOT;
}

bool lines_is_boilerplate(const line_layout *p, const line *l)
{
  zhen_str s = line_str(p, l);
  uint64_t hash;

  if (s.len == 0 || l->width > LONGEST_HEADER || (p->pages && !l->margin))
    return false;
  if (is_page_number(s))
    return true;
  if (p->full[0] == 0 && p->full[1] == 0)
    return false; /* not a page: repeated lines are a list, not a header */
  if (rune_is_lower(first_rune(p, l)) || lines_end_sentence(p, l))
    return false;
  hash = header_hash(s);
  return p->n_repeated > 0 && bsearch(&hash, p->repeated, p->n_repeated,
                                      sizeof hash, compare_hashes) != NULL;
}

/* The columns of the text that would have had to fit on the line above. */
static uint32_t first_chunk(const line_layout *p, const line *b)
{
  zhen_str s = line_str(p, b);
  size_t at = 0;
  size_t size;

  if (rune_is_han(first_rune(p, b)))
    return 4; /* a character, and one that may not start a line */
  while (at < s.len && s.ptr[at] != ' ') {
    if (rune_is_han(utf8_at(s, at, &size)))
      break;
    at += size;
  }
  return columns((zhen_str){s.ptr, at}) + 1;
}

/* `slack`: columns that a ragged line may be shorter. */
static bool is_full(const line_layout *p, const line *a, const line *b,
                    uint32_t slack)
{
  uint32_t full = p->full[a->han];

  return full > 0 && a->width + first_chunk(p, b) + slack > full;
}

static bool is_about_full(const line_layout *p, const line *a, const line *b)
{
  return is_full(p, a, b,
                 p->full[a->han] / (a->han && p->cut ? CUT_SLACK : SLACK));
}

static bool is_list_mark(uint32_t rune)
{
  return rune == '*' || rune == '+' || rune == 0x2022 || rune == 0xB7 ||
         rune == 0x25CF || rune == 0x25A0 || rune == 0x25C6 || rune == '#' ||
         rune == '|' || rune == '>' || mark_of(rune) == MARK_CIRCLED;
}

bool lines_new_item(const line_layout *p, const line *b)
{
  zhen_str s = line_str(p, b);
  size_t at = 0;
  size_t size;
  uint32_t rune = first_rune(p, b);

  if (is_list_mark(rune))
    return true;
  if (mark_of(rune) == MARK_DASH)
    return s.len < 2 || s.ptr[1] != '-'; /* not --option */
  while (at < s.len && at < 24) {
    rune = utf8_at(s, at, &size);
    if (at > 0 && (rune == '.' || rune == ')' || rune == 0x3001 ||
                   rune == 0xFF09 || rune == 0xFF0E))
      return rules_is_label((zhen_str){s.ptr, at}) && at + size < s.len &&
             (rune != '.' || s.ptr[at + 1] == ' ' || (s.ptr[at + 1] & 0x80));
    at += size;
  }
  return false;
}

/* Whether the full stop after `before`, with `b` on the next line, ends one. */
static bool ends_at_dot(const line_layout *p, zhen_str before, const line *b)
{
  static const abbrev_list abbrevs = {.builtin = true};
  char room[64] = " ";
  zhen_str after = {room, 1};
  zhen_str next = line_str(p, b);

  for (size_t at = 0; at < next.len;) {
    size_t size = utf8_size(next.ptr[at]);

    if (after.len + size > sizeof room)
      break;
    memcpy(room + after.len, next.ptr + at, size);
    after.len += size;
    at += size;
  }
  return rules_en_dot(&abbrevs, before, after) != GO_ON;
}

/*
 * The end of a sentence, with or without closing marks; NULL for `b`: whatever
 * follows. `soft`: marks count after which it may go on.
 */
static bool ends_sentence(const line_layout *p, const line *a, const line *b,
                          bool soft)
{
  size_t end = a->end;
  size_t size;

  while (end > a->begin) {
    size_t at = utf8_before(p->text, end);
    uint32_t rune = utf8_at(p->text, at, &size);
    mark m = mark_of(rune);

    if (m == MARK_DOT && b)
      return ends_at_dot(p, (zhen_str){p->text.ptr + a->begin, at - a->begin},
                         b);
    if (!mark_closes(m) && m != MARK_STRAIGHT && m != MARK_TICK)
      return m == MARK_STOP || m == MARK_ASCII_STOP || m == MARK_DOT ||
             (soft && (m == MARK_ELLIPSIS || m == MARK_SEMICOLON ||
                       rune == ':' || rune == 0xFF1A));
    end = at;
  }
  return false;
}

bool lines_end_sentence(const line_layout *p, const line *l)
{
  return ends_sentence(p, l, NULL, false);
}

/* 被 的 了 和: a clause does not end at these. */
static bool wants_more(uint32_t rune)
{
  static const uint32_t particles[] = {
      0x88AB /* 被 */, 0x628A /* 把 */, 0x5728 /* 在 */, 0x548C /* 和 */,
      0x4E0E /* 与 */, 0x8207 /* 與 */, 0x53CA /* 及 */, 0x5E76 /* 并 */,
      0x5BF9 /* 对 */, 0x5C0D /* 對 */, 0x4ECE /* 从 */, 0x5F9E /* 從 */,
      0x5411 /* 向 */, 0x4EE5 /* 以 */, 0x5C06 /* 将 */, 0x5C07 /* 將 */,
      0x7531 /* 由 */, 0x4E8E /* 于 */, 0x65BC /* 於 */, 0x4F7F /* 使 */,
      0x8BA9 /* 让 */, 0x8B93 /* 讓 */, 0x7ED9 /* 给 */, 0x7D66 /* 給 */,
      0x662F /* 是 */, 0x7684 /* 的 */, 0x4E14 /* 且 */, 0x800C /* 而 */,
      0x4F46 /* 但 */, 0x56E0 /* 因 */, 0x82E5 /* 若 */, 0x4E0D /* 不 */,
      0x5F88 /* 很 */, 0x66F4 /* 更 */, 0x6700 /* 最 */, 0x5C31 /* 就 */,
      0x4E5F /* 也 */, 0x90FD /* 都 */, 0x4F1A /* 会 */, 0x6703 /* 會 */};

  for (size_t i = 0; i < sizeof particles / sizeof particles[0]; i++)
    if (particles[i] == rune)
      return true;
  return false;
}

static bool holds_stop(zhen_str s)
{
  for (size_t at = 0; at < s.len;)
    if (mark_of(utf8_next(s, &at)) == MARK_STOP)
      return true;
  return false;
}

static size_t count_words(zhen_str s)
{
  size_t words = 0;

  for (size_t i = 0; i < s.len; i++)
    words += words_char(s.ptr[i]) && (i == 0 || s.ptr[i - 1] == ' ');
  return words;
}

/* Whether Latin text that ends in `last` is incomplete. */
static bool is_open_latin(uint32_t last)
{
  return rune_is_latin(last) || rune_is_digit(last) || last == ',';
}

/* Whether `a` ends with a comma, close to the edge of the page. */
static bool stops_at_comma(const line_layout *p, const line *a)
{
  uint32_t last = last_rune(p, a);

  return (last == 0xFF0C || last == 0x3001) &&
         a->width * 2 >= p->full[a->han] && p->full[a->han] > 0;
}

/* In a block that is not full: the sentence itself must be incomplete. */
static bool plainly_goes_on(const line_layout *p, const line *a, const line *b)
{
  uint32_t last = last_rune(p, a);
  uint32_t first = first_rune(p, b);

  if (rune_is_latin(first))
    return rune_is_lower(first) && is_open_latin(last) &&
           (last == ',' || count_words(line_str(p, a)) >= LEAST_WORDS);
  return rune_is_han(first) && holds_stop(line_str(p, b)) &&
         (wants_more(last) || stops_at_comma(p, a));
}

static bool is_broken_word(const line_layout *p, const line *a, const line *b)
{
  uint32_t first = first_rune(p, b);

  return ends_in_hyphen(p, a) && rune_is_latin(first) && rune_is_lower(first);
}

/* Whether `b` begins a paragraph, a list item, or a block of its own. */
static bool begins_anew(const line_layout *p, const line *a, const line *b)
{
  return b->indent >= (p->indented ? 2 : a->indent + 2) || lines_new_item(p, b);
}

bool lines_go_on(const line_layout *p, const line *a, const line *b)
{
  if (is_broken_word(p, a, b))
    return true;
  if (is_tail(first_rune(p, b)))
    return true;
  if (begins_anew(p, a, b) || ends_sentence(p, a, b, false))
    return false;
  if (ends_sentence(p, a, b, true))
    return is_full(p, a, b, 0);
  return is_about_full(p, a, b) || plainly_goes_on(p, a, b);
}

bool lines_are_halves(const line_layout *p, const line *a, const line *b)
{
  uint32_t first = first_rune(p, b);
  uint32_t last = last_rune(p, a);

  if (is_broken_word(p, a, b))
    return true;
  if (a->han != b->han || begins_anew(p, a, b) || ends_sentence(p, a, b, true))
    return false;
  if (p->pages && is_about_full(p, a, b))
    return true;
  if (rune_is_latin(first))
    return rune_is_lower(first) && is_open_latin(last);
  return rune_is_han(first) && (is_about_full(p, a, b) || wants_more(last)) &&
         (rune_is_word(last) || mark_of(last) == MARK_COMMA);
}

/* Whether the hyphen at the end of `a` is removed when `b` is joined. */
static bool drops_hyphen(const line_layout *p, const line *a, const line *b)
{
  zhen_str left = word_before(p, a), right = words_at(line_str(p, b), 0);

  if (knows_both(p, left, "-", right))
    return false;
  return knows_both(p, left, "", right) ||
         !(p->whole ||
           (words_know(&p->words, left) && words_know(&p->words, right)));
}

static bool is_wide(uint32_t rune)
{
  return rune > 0x2E00 && utf8proc_charwidth((utf8proc_int32_t)rune) == 2;
}

/* Whether Chinese has no space on either side of it: ，“”——…… */
static bool is_tight(uint32_t rune)
{
  return is_wide(rune) || (rune >= 0x2010 && rune <= 0x2027);
}

joint lines_joint(const line_layout *p, const line *a, const line *b)
{
  uint32_t last = last_rune(p, a), first = first_rune(p, b);

  if (is_broken_word(p, a, b))
    return drops_hyphen(p, a, b) ? JOINT_HYPHEN : JOINT_NOTHING;
  if (!is_wide(last) && !is_wide(first))
    return a->han && (p->cut || (rune_is_digit(last) && rune_is_digit(first)))
               ? JOINT_NOTHING
               : JOINT_SPACE;
  if (is_tight(last) && is_tight(first))
    return JOINT_NOTHING;
  return p->spaced && !p->cut && (rune_is_han(last) || rune_is_han(first))
             ? JOINT_SPACE
             : JOINT_NOTHING;
}
