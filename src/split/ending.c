/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The run of marks at the end of a sentence, and what belongs to it: closing
 * marks, footnotes, remarks, emoji.
 */
#include "split/ending.h"
#include "split/nesting.h"

#include <string.h>

/* Limit of a remark in brackets, in characters. */
enum { LONGEST_REMARK = 40 };

/* . . . is an ellipsis too. */
static size_t spaced_dots(const scan *s, size_t at)
{
  while (scan_look_at(s, at) == ' ' && scan_look_at(s, at + 1) == '.')
    at += 2;
  return at;
}

/*
 * 。。。 and ... are ellipses; ……？ is a question; 。…… ends the sentence,
 * without another one after it; .... is a full stop and an ellipsis.
 */
static mark run_kind(size_t dots, size_t stops, bool ellipsis, bool asks)
{
  if (asks || (ellipsis && stops > 0))
    return MARK_STOP;
  if (dots == 4 || (ellipsis && dots == 1))
    return MARK_ASCII_STOP;
  if (ellipsis || dots > 1 || stops > 2)
    return MARK_ELLIPSIS;
  return stops > 0 ? MARK_STOP : MARK_DOT;
}

/* Read a run of several end marks at `at`. */
static void read_long_run(const scan *s, ending *e, size_t at)
{
  size_t dots = 0;
  size_t stops = 0;
  size_t ascii = 0;
  bool ellipsis = false;
  bool asks = false;
  size_t size;
  uint32_t rune;

  for (; mark_ends(mark_of(rune = scan_look(s, at, &size))); at += size) {
    mark m = mark_of(rune);

    dots += m == MARK_DOT;
    ellipsis = ellipsis || m == MARK_ELLIPSIS;
    ascii += m == MARK_ASCII_STOP;
    if (m == MARK_STOP && (rune == 0x3002 || rune == 0xFF61))
      stops++;
    else
      asks = asks || m == MARK_STOP;
  }
  e->end = at;
  e->kind = run_kind(dots, stops, ellipsis, asks);
  if (ascii > 0 && !asks && stops == 0)
    e->kind = MARK_ASCII_STOP;
}

/* Read the run of end marks at `at`. */
void scan_read_run(const scan *s, ending *e, size_t at)
{
  size_t size;
  uint32_t rune = scan_look(s, at, &size);

  e->begin = at;
  e->previous = scan_look_back(s, at);
  e->end = at + size;
  e->kind = mark_of(rune);
  if (mark_ends(mark_of(scan_look_at(s, e->end)))) {
    read_long_run(s, e, at);
  } else if (rune == '.' && scan_look_at(s, e->end) == ' ') {
    e->end = spaced_dots(s, e->end);
    if (e->end > at + 1)
      e->kind = MARK_ELLIPSIS;
  }
}

static size_t read_digits(const scan *s, size_t at)
{
  while (rune_is_digit(scan_look_at(s, at)) && scan_look_at(s, at) < 0x80)
    at++;
  return at;
}

/* [3] [1-3] 〔2〕 ［注1］: at most eight characters, one of them a digit. */
static size_t read_bracket_note(const scan *s, size_t at, uint32_t closer)
{
  size_t size;
  bool digit = false;
  uint32_t rune = scan_look(s, at, &size);

  at += size;
  for (int n = 0; n < 8; n++) {
    rune = scan_look(s, at, &size);
    at += size;
    if (rune == closer)
      return digit ? at : 0;
    if (!rune_is_digit(rune) && rune != '-' && rune != ',' && rune != 0x6CE8)
      return 0;
    digit = digit || rune_is_digit(rune);
  }
  return 0;
}

/* [citation needed], if no word follows directly. */
static size_t read_remark(const scan *s, size_t at)
{
  size_t size;
  uint32_t rune;

  for (int n = 0; (rune = scan_look(s, ++at, &size)) != ']'; n++) {
    if (rune == 0 || rune == '[' || n == LONGEST_REMARK)
      return 0;
    at += size - 1;
  }
  rune = scan_look_at(s, at + 1);
  return rune == 0 || rune == '[' || mark_is_space(rune) ? at + 1 : 0;
}

/*
 * Asterisks and underscores: markup that closes if it was opened in the
 * sentence; a footnote if no word follows directly.
 */
static size_t read_asterisks(const scan *s, const ending *e, size_t at)
{
  uint32_t first = scan_look_at(s, at);
  uint32_t rune;

  while ((rune = scan_look_at(s, at)) == first)
    at++;
  if (rune == 0 || mark_is_space(rune) || mark_closes(mark_of(rune)))
    return at;
  return memchr(s->text.ptr + s->start, (int)first, e->begin - s->start) ? at
                                                                         : 0;
}

/* The end of a footnote mark at `at`, or 0. */
static size_t read_note(const scan *s, const ending *e, size_t at)
{
  size_t size;
  size_t end;
  uint32_t rune = scan_look(s, at, &size);

  switch (rune) {
  case '*':
  case '_':
    return read_asterisks(s, e, at);
  case '[':
    end = read_bracket_note(s, at, ']');
    return end ? end : read_remark(s, at);
  case 0x3014: /* 〔 */
  case 0xFF3B: /* ［ */
    return read_bracket_note(
        s, at, mark_of(rune) ? rune + (rune == 0x3014 ? 1 : 2) : 0);
  default:
    break;
  }
  if (mark_of(rune) == MARK_CIRCLED)
    return s->circled ? 0 : at + size;
  if (rune_is_note(rune))
    return at + size;
  if (rune >= '0' && rune <= '9') {
    end = read_digits(s, at);
    rune = scan_look_at(s, end);
    if (end - at <= 3 && (rune == 0 || mark_is_space(rune)) &&
        (e->quoted ||
         rules_en_takes_note(&s->abbrevs, scan_slice(s, s->start, e->begin))))
      return end;
  }
  return 0;
}

/* Emoji belong to the sentence before, also after a space. */
static size_t read_emoji(const scan *s, size_t at)
{
  size_t size;
  uint32_t rune;

  at = scan_skip_spaces(s, at);
  if (!rune_is_emoji(scan_look_at(s, at)))
    return 0;
  while ((rune = scan_look(s, at, &size)) != 0 && rune_is_emoji(rune))
    at += size;
  return at;
}

/* [3] after a space; in a sentence that starts this way, it labels the next. */
static size_t read_far_note(const scan *s, size_t at)
{
  size_t next = scan_skip_spaces(s, at);
  size_t end;

  if (next == at || scan_look_at(s, next) != '[' ||
      scan_look_at(s, s->start) == '[')
    return 0;
  end = read_bracket_note(s, next, ']');
  return end && (scan_look_at(s, end) == 0 ||
                 mark_is_space(scan_look_at(s, end)))
             ? end
             : 0;
}

/* Include one more thing that belongs to `e`; false if there is none. */
bool scan_extend(scan *s, ending *e)
{
  size_t size;
  size_t end;
  uint32_t rune = scan_look(s, e->end, &size);
  mark m;

  if (rune == 0 || rune_is_han(rune) ||
      (rune == ' ' && rune_is_letter(scan_look_at(s, e->end + 1))))
    return false;
  m = scan_mark_at(s, e->end, rune, size);
  if (mark_closes(m)) {
    scan_note_straight(s, rune, m);
    scan_close(s, rune, e->end, e);
    e->end += size;
    return true;
  }
  end = read_note(s, e, e->end);
  if (!end)
    end = read_far_note(s, e->end);
  if (!end)
    end = read_emoji(s, e->end);
  if (!end)
    return false;
  e->end = end;
  return true;
}
