/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The state machine. At an end mark: read the whole run of marks, then
 * everything that belongs to it (closing marks, footnotes, emoji), then apply
 * the rules to the text on both sides. Decisions depend on the current sentence
 * and what follows it; only the direction of a straight quote (") between
 * Chinese characters depends on text further left.
 */
#include "split/scan.h"
#include "split/cut.h"
#include "split/ending.h"
#include "split/judge.h"
#include "split/nesting.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* How often a paragraph is checked again to confirm its sentences. */
enum { MOST_ROUNDS = 8 };

/* `end` without the white space before it in the sentence. */
static size_t trim_end(const scan *s, size_t end)
{
  while (end > s->start && mark_is_space(scan_look_back(s, end)))
    end = utf8_before(s->text, end);
  return end;
}

/* Bytes [start, end) are a sentence; the next starts at `end` or later. */
static void put_sentence(scan *s, size_t end, zhen_grade grade)
{
  zhen_sentence sentence = {.begin = s->start, .para = s->para, .grade = grade};

  sentence.end = trim_end(s, end);
  s->start = end;
  s->circled = false;
  if (sentence.end == sentence.begin || s->status != ZHEN_OK)
    return;
  s->status = s->max_len ? cut_long(&s->list, s->text, &sentence, s->max_len)
                         : sentence_put(&s->list, &sentence);
}

static void decide(scan *s, const ending *e)
{
  size_t next = scan_skip_spaces(s, e->end);
  verdict v = scan_judge(s, e, next);

  s->at = e->end;
  if (v == HARD || (v == SOFT && s->options->soft == ZHEN_SOFT_CUT)) {
    put_sentence(s, e->end,
                 v == SOFT || scan_inside_quotation(s) ? ZHEN_GRADE_SOFT
                                                       : ZHEN_GRADE_HARD);
    s->start = next;
    s->at = next;
  }
}

/* A point inside a word or number: 3.14, www.example.com. */
static bool is_inner_point(const scan *s, const ending *e)
{
  uint32_t next;

  if (e->kind != MARK_DOT || e->end != e->begin + 1)
    return false;
  next = scan_look_at(s, e->end);
  return next < 0x80 && rune_is_lower(next) && e->previous < 0x80 &&
         e->previous > ' ';
}

/*
 * 。 ！ ？ at the end of the line, or before an ideograph (lead byte E4 to E9)
 * or an opening mark: nothing else belongs to the sentence, and it ends.
 */
static bool end_plainly(scan *s, size_t end)
{
  unsigned char next = end < s->limit ? (unsigned char)s->text.ptr[end] : '\n';

  s->at = end;
  if (next == '\n')
    return true;
  if (next < 0xE4 || next > 0xE9) {
    mark m = next == 0xE2 || next == 0xE3 ? mark_of(scan_look_at(s, end))
                                          : MARK_NONE;

    if (m != MARK_OPEN_QUOTE && m != MARK_OPEN_TITLE)
      return false;
  }
  put_sentence(s, end,
               scan_inside_quotation(s) ? ZHEN_GRADE_SOFT : ZHEN_GRADE_HARD);
  return true;
}

static void end_at(scan *s, size_t at)
{
  ending e = {.opening = {"", 0}};
  bool stopped;

  scan_read_run(s, &e, at);
  if (is_inner_point(s, &e)) {
    s->at = e.end;
    return;
  }
  for (;;) {
    while (scan_extend(s, &e))
      continue;
    if (!mark_ends(mark_of(scan_look_at(s, e.end))))
      break;
    stopped = e.kind == MARK_STOP;
    e.quoted = e.embedded = e.attached = false;
    scan_read_run(s, &e, e.end);
    if (stopped && e.kind == MARK_ELLIPSIS)
      e.kind = MARK_STOP;
  }
  decide(s, &e);
}

/* A quotation closes; “We were—” breaks off, which also ends a sentence. */
static void close_quote(scan *s, uint32_t rune, size_t at, size_t size)
{
  ending e = {
      .begin = at, .end = at, .kind = MARK_ELLIPSIS, .opening = {"", 0}};

  scan_note_straight(s, rune, MARK_CLOSE_QUOTE);
  e.previous = scan_look_back(s, at);
  if (mark_of(e.previous) != MARK_DASH || e.previous == '-') {
    scan_close(s, rune, at, NULL);
    return;
  }
  scan_close(s, rune, at, &e);
  e.quoted = true;
  e.end = at + size;
  while (scan_extend(s, &e))
    continue;
  decide(s, &e);
}

/* A bracket without an end mark closes. */
static void close_bracket(scan *s, uint32_t rune, size_t at, size_t size)
{
  open_mark o;
  uint32_t opener = mark_opener(rune);
  size_t i = s->depth;

  while (i > 0 && s->open[i - 1].rune != opener)
    i--;
  o = i > 0 ? s->open[i - 1] : (open_mark){0};
  if (i == 0 || !scan_attaches_left(s, &o, at, false)) {
    scan_close(s, rune, at, NULL);
    return;
  }
  s->depth = i - 1;
  scan_withdraw(s, o.count - 1);
  ending e = {.begin = at, .end = at + size, .kind = MARK_STOP};
  e.attached = true;
  while (scan_extend(s, &e))
    continue;
  decide(s, &e);
}

static void semicolon_at(scan *s, size_t at, size_t size)
{
  ending e = {.begin = at, .end = at + size, .kind = MARK_SEMICOLON};
  size_t next = scan_skip_spaces(s, e.end);
  mark m = mark_of(scan_look_at(s, next));

  s->at = e.end;
  if (s->options->soft != ZHEN_SOFT_CUT || scan_look_at(s, next) == 0 ||
      mark_closes(m) || (size == 1 && next == e.end))
    return;
  put_sentence(s, e.end, ZHEN_GRADE_SOFT);
  s->start = next;
  s->at = next;
}

/* A mark at `at`. */
static void step(scan *s, uint32_t rune, size_t at, size_t size)
{
  mark m = scan_mark_at(s, at, rune, size);

  s->at = at + size;
  switch (m) {
  case MARK_STOP:
    if (!end_plainly(s, at + size))
      end_at(s, at);
    break;
  case MARK_ASCII_STOP:
  case MARK_DOT:
  case MARK_ELLIPSIS:
    end_at(s, at);
    break;
  case MARK_SEMICOLON:
    semicolon_at(s, at, size);
    break;
  case MARK_OPEN_QUOTE:
  case MARK_OPEN_BRACKET:
  case MARK_OPEN_TITLE:
    scan_note_straight(s, rune, m);
    scan_open(s, rune, m, at);
    break;
  case MARK_CLOSE_BRACKET:
    close_bracket(s, rune, at, size);
    break;
  case MARK_CLOSE_QUOTE:
    close_quote(s, rune, at, size);
    break;
  case MARK_CLOSE_TITLE:
    scan_close(s, rune, at, NULL);
    break;
  case MARK_CIRCLED:
    s->circled = true;
    break;
  default:
    break;
  }
}

/* The next byte from `at` on that may start a mark, or `limit`. */
static size_t find_mark(scan *s)
{
  size_t block = s->at - s->at % MARK_BLOCK;
  uint64_t found;

  if (block != s->block)
    s->found = mark_find(s->text, block);
  found = s->found & UINT64_MAX << s->at % MARK_BLOCK;
  while (!found && block + MARK_BLOCK < s->limit) {
    block += MARK_BLOCK;
    found = s->found = mark_find(s->text, block);
  }
  s->block = block;
  block += found ? (size_t)__builtin_ctzll(found) : MARK_BLOCK;
  return block < s->limit ? block : s->limit;
}

static void begin_paragraph(scan *s)
{
  const char *from = s->text.ptr + s->at;
  const char *line_end;

  if (s->at >= s->limit) {
    line_end = memchr(from, '\n', s->text.len - s->at);
    s->limit = line_end ? (size_t)(line_end - s->text.ptr) : s->text.len;
  }
  s->at = scan_skip_spaces(s, s->at);
  s->start = s->at;
  s->first = s->list.count;
  s->depth = 0;
  s->straight = false;
  s->circled = false;
  s->unsure = false;
}

/*
 * Cut [start, limit), up to the end of the line; returns the size of its last
 * sentence in bytes.
 */
static size_t scan_line(scan *s)
{
  size_t size = 1;

  while ((s->at = find_mark(s)) < s->limit) {
    uint32_t rune = utf8_at(s->text, s->at, &size);
    mark m = mark_of(rune);

    if (m == MARK_BREAK)
      return size;
    if (m == MARK_NONE || m == MARK_COMMA || m == MARK_DASH)
      s->at += size;
    else
      step(s, rune, s->at, size);
  }
  return s->at < s->text.len ? 1 : 0;
}

/* Split sentence `i` alone, as a paragraph, and insert the result. */
static void split_alone(const scan *s, size_t i, scan *alone)
{
  const zhen_sentence *sentence = &s->list.at[i];
  size_t before = alone->list.count;

  alone->at = sentence->begin;
  alone->start = sentence->begin;
  alone->limit = sentence->end;
  alone->first = before;
  alone->depth = 0;
  alone->straight = false;
  alone->circled = false;
  scan_line(alone);
  put_sentence(alone, alone->at, sentence->grade);
  if (alone->list.count > before)
    alone->list.at[alone->list.count - 1].grade = sentence->grade;
}

/*
 * Marks without a partner, or a straight quote that can be either, were judged
 * by the text around the sentence. Check that each sentence is also one when
 * split alone; if it is not, its parts are checked again.
 */
static void make_sure(scan *s)
{
  for (int round = 0; round < MOST_ROUNDS && s->status == ZHEN_OK; round++) {
    scan alone = *s;
    size_t count = s->list.count - s->first;

    alone.list = (sentence_list){0};
    for (size_t i = s->first; i < s->list.count; i++)
      split_alone(s, i, &alone);
    s->status = alone.status;
    if (alone.list.count == count)
      round = MOST_ROUNDS;
    s->list.count = s->first;
    for (size_t i = 0; i < alone.list.count && s->status == ZHEN_OK; i++)
      s->status = sentence_put(&s->list, &alone.list.at[i]);
    free(alone.list.at);
  }
}

/* The paragraph from `begin` on is one sentence: it was split alone. */
static bool is_alone(const scan *s, size_t begin)
{
  const zhen_sentence *only = &s->list.at[s->first];

  return s->list.count == s->first + 1 && only->begin == begin &&
         only->end == s->at;
}

/* It is the text [begin, end). */
static void end_paragraph(scan *s, size_t begin, size_t end)
{
  put_sentence(s, end, ZHEN_GRADE_PARA);
  if (s->list.count == s->first)
    return;
  if ((s->unsure || s->depth > 0) && s->max_len == 0 && !is_alone(s, begin))
    make_sure(s);
  s->list.at[s->list.count - 1].grade = ZHEN_GRADE_PARA;
  s->para++;
}

void scan_paragraph(scan *s)
{
  size_t size, begin;

  begin_paragraph(s);
  begin = s->at;
  size = scan_line(s);
  end_paragraph(s, begin, s->at);
  s->at += size;
}
