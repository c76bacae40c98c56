/* SPDX-License-Identifier: Apache-2.0 */
#include "split/line_breaks.h"
#include "split/line_parts.h"
#include "split/marks.h"
#include "split/rules.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

/*
 * Judgments. A ragged line may be a sixth shorter: so much is lost by programs
 * that count bytes. A Chinese one that is cut anywhere may be a quarter
 * shorter: what cuts it counts characters, and those of numbers are narrow.
 */
enum { LEAST_WORDS = 4, SLACK = 6, CUT_SLACK = 4 };

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
  if (rune_is_lower(line_first(p, l)) || lines_end_sentence(p, l))
    return false;
  hash = line_header_hash(s);
  return p->n_repeated > 0 && bsearch(&hash, p->repeated, p->n_repeated,
                                      sizeof hash, line_compare_hashes) != NULL;
}

/* The columns of the text that would have had to fit on the line above. */
static uint32_t first_chunk(const line_layout *p, const line *b)
{
  zhen_str s = line_str(p, b);
  size_t at = 0;
  size_t size;

  if (rune_is_han(line_first(p, b)))
    return 4; /* a character, and one that may not start a line */
  while (at < s.len && s.ptr[at] != ' ') {
    if (rune_is_han(utf8_at(s, at, &size)))
      break;
    at += size;
  }
  return line_columns((zhen_str){s.ptr, at}) + 1;
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
  uint32_t rune = line_first(p, b);

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
  uint32_t last = line_last(p, a);

  return (last == 0xFF0C || last == 0x3001) &&
         a->width * 2 >= p->full[a->han] && p->full[a->han] > 0;
}

/* In a block that is not full: the sentence itself must be incomplete. */
static bool plainly_goes_on(const line_layout *p, const line *a, const line *b)
{
  uint32_t last = line_last(p, a);
  uint32_t first = line_first(p, b);

  if (rune_is_latin(first))
    return rune_is_lower(first) && is_open_latin(last) &&
           (last == ',' || count_words(line_str(p, a)) >= LEAST_WORDS);
  return rune_is_han(first) && holds_stop(line_str(p, b)) &&
         (wants_more(last) || stops_at_comma(p, a));
}

static bool is_broken_word(const line_layout *p, const line *a, const line *b)
{
  uint32_t first = line_first(p, b);

  return line_ends_in_hyphen(p, a) && rune_is_latin(first) &&
         rune_is_lower(first);
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
  if (line_is_tail(line_first(p, b)))
    return true;
  if (begins_anew(p, a, b) || ends_sentence(p, a, b, false))
    return false;
  if (ends_sentence(p, a, b, true))
    return is_full(p, a, b, 0);
  return is_about_full(p, a, b) || plainly_goes_on(p, a, b);
}

bool lines_are_halves(const line_layout *p, const line *a, const line *b)
{
  uint32_t first = line_first(p, b);
  uint32_t last = line_last(p, a);

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
  zhen_str left = line_word_before(p, a), right = words_at(line_str(p, b), 0);

  if (line_knows_both(p, left, "-", right))
    return false;
  return line_knows_both(p, left, "", right) ||
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
  uint32_t last = line_last(p, a), first = line_first(p, b);

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
