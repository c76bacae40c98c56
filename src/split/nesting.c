/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quotations and brackets. Open ones are on a stack; a closing mark searches
 * its partner there, and one without a partner is ignored.
 */
#include "split/nesting.h"

/* A bracket longer than this (bytes) does not keep its sentences together. */
enum { LONGEST_BRACKET = 1500, LONGEST_TITLE = 300 };

/* Remove the sentences from number `count` on. */
void scan_withdraw(scan *s, size_t count)
{
  if (count >= s->list.count)
    return;
  s->start = s->list.at[count].begin;
  s->list.count = count;
}

bool scan_inside_quotation(const scan *s)
{
  for (size_t i = 0; i < s->depth; i++)
    if (s->open[i].kind == MARK_OPEN_QUOTE)
      return true;
  return false;
}

void scan_open(scan *s, uint32_t rune, mark kind, size_t at)
{
  if (s->depth == MOST_OPEN) {
    s->unsure = true;
    return;
  }
  s->open[s->depth++] = (open_mark){.rune = rune,
                                    .kind = kind,
                                    .at = at,
                                    .count = s->list.count,
                                    .whole = at <= s->start};
}

/* Pop what the closing mark `rune` closes from the stack. */
static bool pop_opener(scan *s, uint32_t rune, open_mark *found)
{
  uint32_t opener = mark_opener(rune);

  for (size_t i = s->depth; i > 0; i--) {
    if (s->open[i - 1].rune != opener)
      continue;
    *found = s->open[i - 1];
    s->unsure =
        s->unsure || i < s->depth || (rune == '\'' && found->at < s->start);
    s->depth = i - 1;
    return true;
  }
  return false;
}

/* An apostrophe is not the end of a quotation with several sentences. */
static bool closes_for_sure(const scan *s, uint32_t rune, size_t at)
{
  uint32_t previous;

  if (rune != '\'' && rune != 0x2019)
    return true;
  previous = scan_look_back(s, at);
  return !rune_is_word(previous);
}

/*
 * A complete bracketed sentence joins the previous one; a label (一) and a
 * heading 【…】 belong to what follows.
 */
bool scan_attaches_left(const scan *s, const open_mark *o, size_t at,
                        bool ended)
{
  size_t size;
  zhen_str inner;

  if (!o->whole || o->count != s->list.count || s->list.count == s->first ||
      at - o->at > LONGEST_BRACKET)
    return false;
  utf8_at(s->text, o->at, &size);
  inner = scan_slice(s, o->at + size, at);
  if (rules_is_label(str_trim(inner)))
    return false;
  return ended || (s->list.at[s->list.count - 1].end == o->at &&
                   o->rune != 0x3010 && o->rune != 0x3016);
}

/* A closing mark at `at`; `e` is the run of end marks before it, or NULL. */
void scan_close(scan *s, uint32_t rune, size_t at, ending *e)
{
  open_mark o;
  bool known = pop_opener(s, rune, &o);
  mark kind = known ? o.kind : MARK_NONE;

  if (!known) {
    s->unsure = s->unsure || e; /* an apostrophe alone changes nothing */
    if (e && mark_of(rune) != MARK_CLOSE_BRACKET)
      e->quoted = mark_of(rune) != MARK_CLOSE_TITLE;
    return;
  }
  if (kind == MARK_OPEN_QUOTE) {
    if (s->options->quotes == ZHEN_QUOTES_ATOMIC &&
        closes_for_sure(s, rune, at))
      scan_withdraw(s, o.count);
    if (e) {
      e->quoted = true;
      e->opening = o.at >= s->start ? scan_slice(s, s->start, o.at)
                                    : (zhen_str){NULL, 0};
    }
    return;
  }
  if (e && scan_attaches_left(s, &o, at, true)) {
    scan_withdraw(s, o.count - 1);
    e->attached = true;
  } else if (!o.whole &&
             at - o.at <=
                 (kind == MARK_OPEN_TITLE ? LONGEST_TITLE : LONGEST_BRACKET)) {
    scan_withdraw(s, o.count);
    if (e)
      e->embedded = true;
  } else if (kind == MARK_OPEN_TITLE) {
    scan_withdraw(s, o.count);
    if (e)
      e->embedded = true;
  }
}

/* Whether another " follows in the line. */
static bool more_straight(const scan *s, size_t at)
{
  size_t size;
  uint32_t rune;

  for (; (rune = scan_look(s, at, &size)) != 0; at += size)
    if (rune == '"')
      return true;
  return false;
}

/* Between characters without spaces, " alternately opens and closes. */
static bool straight_closes(scan *s, size_t at, uint32_t previous,
                            zhen_str after)
{
  mark m = mark_of(previous);

  s->unsure = true;
  if (s->straight || !(m == MARK_STOP || m == MARK_ASCII_STOP ||
                       m == MARK_DOT || m == MARK_ELLIPSIS))
    return s->straight;
  return !more_straight(s, at + 1) || rules_zh_names_speaker(after);
}

/* Whether the straight quote at `at` opens or closes. */
static mark straight_mark(scan *s, size_t at, size_t size)
{
  uint32_t previous = scan_look_back(s, at);
  uint32_t next = scan_look_at(s, at + size);
  mark m = mark_of(next);
  bool closes;

  if (previous == 0 || mark_is_space(previous) || mark_opens(mark_of(previous)))
    closes = s->straight && (next == 0 || mark_is_space(next)) && previous != 0;
  else if (next == 0 || mark_is_space(next) ||
           (m != MARK_NONE && !mark_opens(m) && m != MARK_STRAIGHT &&
            m != MARK_TICK && m != MARK_DASH))
    closes = true;
  else if (previous == ':' || previous == 0xFF1A)
    closes = false;
  else
    closes =
        straight_closes(s, at, previous, scan_slice(s, at + size, s->limit));
  return closes ? MARK_CLOSE_QUOTE : MARK_OPEN_QUOTE;
}

static bool tick_is_open(const scan *s)
{
  for (size_t i = 0; i < s->depth; i++)
    if (s->open[i].rune == '\'')
      return true;
  return false;
}

/* ' as a quotation mark, or MARK_NONE as an apostrophe. */
static mark tick_mark(const scan *s, size_t at)
{
  uint32_t previous = scan_look_back(s, at);
  uint32_t next = scan_look_at(s, at + 1);

  if (rune_is_latin(next) &&
      (rune_is_latin(previous) || rune_is_digit(previous)))
    return MARK_NONE;
  if (next != 0 && !mark_is_space(next) &&
      (previous == 0 || mark_is_space(previous) ||
       mark_opens(mark_of(previous)) || mark_of(previous) == MARK_COMMA))
    return MARK_OPEN_QUOTE;
  if ((mark_ends(mark_of(previous)) || mark_of(previous) == MARK_DASH) &&
      (next == 0 || mark_is_space(next)))
    return MARK_CLOSE_QUOTE;
  return tick_is_open(s) ? MARK_CLOSE_QUOTE : MARK_NONE;
}

/* The class of the character at `at`; straight quotes are resolved. */
mark scan_mark_at(scan *s, size_t at, uint32_t rune, size_t size)
{
  mark m = mark_of(rune);

  if (m == MARK_STRAIGHT)
    return straight_mark(s, at, size);
  return m == MARK_TICK ? tick_mark(s, at) : m;
}

void scan_note_straight(scan *s, uint32_t rune, mark m)
{
  if (rune == '"' || rune == 0xFF02)
    s->straight = m == MARK_OPEN_QUOTE;
}
