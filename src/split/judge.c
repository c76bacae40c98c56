/* SPDX-License-Identifier: Apache-2.0 */
/* Decide whether an end mark ends its sentence, by applying the rules. */
#include "split/judge.h"

static verdict judge_dash(const scan *s, const ending *e, size_t next)
{
  size_t head = scan_skip_spaces(s, s->start);

  if (mark_of(scan_look_at(s, head)) == MARK_DASH)
    return HARD;
  return scan_look_at(s, next) == '-' && next > e->end &&
                 mark_is_space(scan_look_at(s, next + 1))
             ? HARD
             : GO_ON;
}

/* 我……我不知道: a stutter or a pause at the very start. */
static verdict judge_ellipsis(const scan *s, const ending *e, uint32_t rune)
{
  size_t head = scan_skip_spaces(s, s->start);
  zhen_str before = str_trim(scan_slice(s, s->start, e->begin));

  if (rune_is_lower(rune) || rune == e->previous ||
      rune == scan_look_at(s, head) ||
      rules_zh_goes_on(scan_slice(s, e->end, s->limit)) ||
      utf8_length((zhen_str){before.ptr, before.len < 12 ? before.len : 12}) <
          3)
    return GO_ON;
  return SOFT;
}

static verdict judge_quotation(const scan *s, const ending *e, uint32_t rune)
{
  zhen_str before = scan_slice(s, s->start, e->begin);
  zhen_str after = scan_slice(s, e->end, s->limit);

  if (mark_opens(mark_of(rune)) || mark_of(rune) == MARK_STRAIGHT)
    return HARD;
  if (!rune_is_latin(rune))
    return rules_zh_quote(e->opening, after);
  if (e->kind == MARK_DOT)
    return rules_en_dot(&s->abbrevs, before, after);
  return rules_en_stop(before, after, true);
}

static verdict judge_dot(const scan *s, const ending *e)
{
  zhen_str before = scan_slice(s, s->start, e->begin);
  zhen_str after = scan_slice(s, e->end, s->limit);
  uint32_t next = scan_look_at(s, e->end);

  if (rune_is_digit(e->previous) && rune_is_digit(next))
    return GO_ON;
  if (e->previous > 0x2E00 && !rune_is_latin(e->previous) &&
      !rune_is_digit(e->previous) && !e->quoted)
    return rules_zh_dot(before, after);
  if (before.len == 0 || rules_zh_is_caption(before))
    return GO_ON;
  return rules_en_dot(&s->abbrevs, before, after);
}

static verdict judge_ascii_stop(const scan *s, const ending *e, uint32_t rune)
{
  zhen_str before = scan_slice(s, s->start, e->begin);
  zhen_str after = scan_slice(s, e->end, s->limit);

  if (rules_is_marked_name(before, after))
    return GO_ON;
  if (rune_is_han(rune) || rune_is_han(e->previous))
    return HARD;
  return rules_en_stop(before, after, false);
}

/* Whether the sentence ends at `e`; `next` is what follows, without spaces. */
verdict scan_judge(const scan *s, const ending *e, size_t next)
{
  uint32_t rune = scan_look_at(s, next);
  mark m = mark_of(rune);

  if (rune == 0 || e->embedded)
    return GO_ON;
  if (m == MARK_COMMA || m == MARK_SEMICOLON || mark_closes(m) || mark_ends(m))
    return GO_ON;
  if (m == MARK_DASH)
    return judge_dash(s, e, next);
  if (e->attached)
    return rune_is_lower(rune) ? GO_ON : HARD;
  if (e->quoted)
    return judge_quotation(s, e, rune);
  switch (e->kind) {
  case MARK_DOT:
    return judge_dot(s, e);
  case MARK_ELLIPSIS:
    return judge_ellipsis(s, e, rune);
  case MARK_ASCII_STOP:
    return judge_ascii_stop(s, e, rune);
  default:
    return HARD;
  }
}
