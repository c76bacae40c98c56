/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The state machine. At an end mark: take in the whole run of marks, then all
 * that sticks to its left (closing marks, footnotes, emoji), then ask the
 * rules about what stands on both sides. Decisions rest on the sentence at
 * hand and what follows it; only the sense of a straight quote (") between
 * Chinese characters is remembered from further left.
 */
#include "split/scan.h"
#include "split/cut.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* A bracket longer than this (bytes) does not hold its sentences together. */
enum { LONGEST_BRACKET = 1500, LONGEST_TITLE = 300 };

/* How often a paragraph is gone over to make sure of its sentences. */
enum { MOST_ROUNDS = 8 };

/* Characters of a remark in brackets. */
enum { LONGEST_REMARK = 40 };

/* A run of end marks and what sticks to it. */
typedef struct ending {
  size_t begin; /* first byte of the last run */
  size_t end;   /* behind all that sticks to the left */
  mark kind;
  uint32_t previous; /* character before `begin` in the sentence, or 0 */
  bool quoted;       /* a quotation closed behind the run */
  bool embedded;     /* a bracket or title did: the run belongs to it */
  bool attached;     /* a bracketed sentence that joins the one before */
  zhen_str opening;  /* the sentence before that quotation; NULL: unknown */
} ending;

/* The character at `at`, 0 at the end of the line. */
static uint32_t look(const scan *s, size_t at, size_t *size)
{
  uint32_t rune;

  *size = 0;
  if (at >= s->limit)
    return 0;
  rune = utf8_at(s->text, at, size);
  return mark_of(rune) == MARK_BREAK ? 0 : rune;
}

static uint32_t look_at(const scan *s, size_t at)
{
  size_t size;

  return look(s, at, &size);
}

/* rune_is_space(), quick where it matters. */
static bool is_space(uint32_t rune)
{
  return rune <= 0x3000 ? rune_is_space(rune) : rune == 0xFEFF;
}

/* The character before `at` in its sentence, 0 at the start of that. */
static uint32_t look_back(const scan *s, size_t at)
{
  size_t size;

  return at > s->start ? utf8_at(s->text, utf8_before(s->text, at), &size) : 0;
}

static zhen_str slice(const scan *s, size_t begin, size_t end)
{
  return (zhen_str){s->text.ptr + begin, end - begin};
}

static size_t skip_spaces(const scan *s, size_t at)
{
  size_t size;
  uint32_t rune;

  while ((rune = look(s, at, &size)) != 0 && is_space(rune))
    at += size;
  return at;
}

/* `end` without the white space before it in the sentence. */
static size_t trim_end(const scan *s, size_t end)
{
  while (end > s->start && is_space(look_back(s, end)))
    end = utf8_before(s->text, end);
  return end;
}

/* Bytes [start, end) are a sentence; the next begins at or behind `end`. */
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

/* Take back the sentences from number `count` on. */
static void withdraw(scan *s, size_t count)
{
  if (count >= s->list.count)
    return;
  s->start = s->list.at[count].begin;
  s->list.count = count;
}

static bool inside_quotation(const scan *s)
{
  for (size_t i = 0; i < s->depth; i++)
    if (s->open[i].kind == MARK_OPEN_QUOTE)
      return true;
  return false;
}

static void open_at(scan *s, uint32_t rune, mark kind, size_t at)
{
  if (s->depth == MOST_OPEN)
    return;
  s->open[s->depth++] = (open_mark){.rune = rune,
                                    .kind = kind,
                                    .at = at,
                                    .count = s->list.count,
                                    .whole = at <= s->start};
}

/* What the closing mark `rune` closes, taken off the stack. */
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
  s->unsure = true;
  return false;
}

/* An apostrophe is not the end of a quotation of several sentences. */
static bool closes_for_sure(const scan *s, uint32_t rune, size_t at)
{
  uint32_t previous;

  if (rune != '\'' && rune != 0x2019)
    return true;
  previous = look_back(s, at);
  return !rune_is_word(previous);
}

/*
 * A whole bracketed sentence joins the one before it; a label (一) and a
 * heading 【…】 belong to what follows.
 */
static bool attaches_left(const scan *s, const open_mark *o, size_t at,
                          bool ended)
{
  size_t size;
  zhen_str inner;

  if (!o->whole || o->count != s->list.count || s->list.count == s->first ||
      at - o->at > LONGEST_BRACKET)
    return false;
  utf8_at(s->text, o->at, &size);
  inner = slice(s, o->at + size, at);
  if (rules_is_label(str_trim(inner)))
    return false;
  return ended || (s->list.at[s->list.count - 1].end == o->at &&
                   o->rune != 0x3010 && o->rune != 0x3016);
}

/* A closing mark at `at`; `e` is the run of end marks before it, or NULL. */
static void close_at(scan *s, uint32_t rune, size_t at, ending *e)
{
  open_mark o;
  bool known = pop_opener(s, rune, &o);
  mark kind = known ? o.kind : MARK_NONE;

  if (!known) {
    if (e && mark_of(rune) != MARK_CLOSE_BRACKET)
      e->quoted = mark_of(rune) != MARK_CLOSE_TITLE;
    return;
  }
  if (kind == MARK_OPEN_QUOTE) {
    if (s->options->quotes == ZHEN_QUOTES_ATOMIC &&
        closes_for_sure(s, rune, at))
      withdraw(s, o.count);
    if (e) {
      e->quoted = true;
      e->opening =
          o.at >= s->start ? slice(s, s->start, o.at) : (zhen_str){NULL, 0};
    }
    return;
  }
  if (e && attaches_left(s, &o, at, true)) {
    withdraw(s, o.count - 1);
    e->attached = true;
  } else if (!o.whole &&
             at - o.at <=
                 (kind == MARK_OPEN_TITLE ? LONGEST_TITLE : LONGEST_BRACKET)) {
    withdraw(s, o.count);
    if (e)
      e->embedded = true;
  } else if (kind == MARK_OPEN_TITLE) {
    withdraw(s, o.count);
    if (e)
      e->embedded = true;
  }
}

/* Whether another " stands further on in the line. */
static bool more_straight(const scan *s, size_t at)
{
  size_t size;
  uint32_t rune;

  for (; (rune = look(s, at, &size)) != 0; at += size)
    if (rune == '"')
      return true;
  return false;
}

/* Between characters without spaces, " opens and closes in turn. */
static bool straight_closes(scan *s, size_t at, uint32_t previous,
                            zhen_str after)
{
  mark m = mark_of(previous);

  s->unsure = true;
  if (s->straight || !(m == MARK_STOP || m == MARK_ASCII_STOP ||
                       m == MARK_DOT || m == MARK_ELLIPSIS))
    return s->straight;
  return !more_straight(s, at + 1) || rules_zh_tells_speaker(after);
}

/* Whether the straight quote at `at` opens or closes. */
static mark straight_mark(scan *s, size_t at, size_t size)
{
  uint32_t previous = look_back(s, at);
  uint32_t next = look_at(s, at + size);
  mark m = mark_of(next);
  bool closes;

  if (previous == 0 || is_space(previous) || mark_opens(mark_of(previous)))
    closes = s->straight && (next == 0 || is_space(next)) && previous != 0;
  else if (next == 0 || is_space(next) ||
           (m != MARK_NONE && !mark_opens(m) && m != MARK_STRAIGHT &&
            m != MARK_TICK && m != MARK_DASH))
    closes = true;
  else if (previous == ':' || previous == 0xFF1A)
    closes = false;
  else
    closes = straight_closes(s, at, previous, slice(s, at + size, s->limit));
  return closes ? MARK_CLOSE_QUOTE : MARK_OPEN_QUOTE;
}

static bool is_end_mark(mark m)
{
  return m == MARK_STOP || m == MARK_ASCII_STOP || m == MARK_DOT ||
         m == MARK_ELLIPSIS;
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
  uint32_t previous = look_back(s, at);
  uint32_t next = look_at(s, at + 1);

  if (rune_is_latin(next) &&
      (rune_is_latin(previous) || rune_is_digit(previous)))
    return MARK_NONE;
  if (next != 0 && !is_space(next) &&
      (previous == 0 || is_space(previous) || mark_opens(mark_of(previous)) ||
       mark_of(previous) == MARK_COMMA))
    return MARK_OPEN_QUOTE;
  if ((is_end_mark(mark_of(previous)) || mark_of(previous) == MARK_DASH) &&
      (next == 0 || is_space(next)))
    return MARK_CLOSE_QUOTE;
  return tick_is_open(s) ? MARK_CLOSE_QUOTE : MARK_NONE;
}

/* The class of the character at `at`, its straight quotes made out. */
static mark mark_at(scan *s, size_t at, uint32_t rune, size_t size)
{
  mark m = mark_of(rune);

  if (m == MARK_STRAIGHT)
    return straight_mark(s, at, size);
  return m == MARK_TICK ? tick_mark(s, at) : m;
}

static void note_straight(scan *s, uint32_t rune, mark m)
{
  if (rune == '"' || rune == 0xFF02)
    s->straight = m == MARK_OPEN_QUOTE;
}

/* . . . is an ellipsis too. */
static size_t spaced_dots(const scan *s, size_t at)
{
  while (look_at(s, at) == ' ' && look_at(s, at + 1) == '.')
    at += 2;
  return at;
}

/*
 * 。。。 and ... are ellipses; ……？ is a question; 。…… is the end of a
 * sentence and then nothing, and .... is a full stop and an ellipsis.
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

/* Read the run of end marks at `at`. */
static void read_run(const scan *s, ending *e, size_t at)
{
  size_t dots = 0;
  size_t stops = 0;
  size_t ascii = 0;
  bool ellipsis = false;
  bool asks = false;
  size_t size;
  uint32_t rune;

  e->begin = at;
  e->previous = look_back(s, at);
  for (; is_end_mark(mark_of(rune = look(s, at, &size))); at += size) {
    mark m = mark_of(rune);

    dots += m == MARK_DOT;
    ellipsis = ellipsis || m == MARK_ELLIPSIS;
    ascii += m == MARK_ASCII_STOP;
    if (m == MARK_STOP && (rune == 0x3002 || rune == 0xFF61))
      stops++;
    else
      asks = asks || m == MARK_STOP;
  }
  e->end = dots == 1 && at == e->begin + 1 ? spaced_dots(s, at) : at;
  if (e->end > at)
    dots++;
  e->kind = run_kind(dots, stops, ellipsis, asks);
  if (ascii > 0 && !asks && stops == 0)
    e->kind = MARK_ASCII_STOP;
}

static size_t read_digits(const scan *s, size_t at)
{
  while (rune_is_digit(look_at(s, at)) && look_at(s, at) < 0x80)
    at++;
  return at;
}

/* [3] [1-3] 〔2〕 ［注1］: at most eight characters, one of them a digit. */
static size_t read_bracket_note(const scan *s, size_t at, uint32_t closer)
{
  size_t size;
  bool digit = false;
  uint32_t rune = look(s, at, &size);

  at += size;
  for (int n = 0; n < 8; n++) {
    rune = look(s, at, &size);
    at += size;
    if (rune == closer)
      return digit ? at : 0;
    if (!rune_is_digit(rune) && rune != '-' && rune != ',' && rune != 0x6CE8)
      return 0;
    digit = digit || rune_is_digit(rune);
  }
  return 0;
}

/* [citation needed], if nothing is glued to it. */
static size_t read_remark(const scan *s, size_t at)
{
  size_t size;
  uint32_t rune;

  for (int n = 0; (rune = look(s, ++at, &size)) != ']'; n++) {
    if (rune == 0 || rune == '[' || n == LONGEST_REMARK)
      return 0;
    at += size - 1;
  }
  rune = look_at(s, at + 1);
  return rune == 0 || rune == '[' || is_space(rune) ? at + 1 : 0;
}

/*
 * Asterisks and low lines: markup that closes if it was opened in the
 * sentence, a footnote if nothing is glued to it.
 */
static size_t read_asterisks(const scan *s, const ending *e, size_t at)
{
  uint32_t first = look_at(s, at);
  uint32_t rune;

  while ((rune = look_at(s, at)) == first)
    at++;
  if (rune == 0 || is_space(rune) || mark_closes(mark_of(rune)))
    return at;
  return memchr(s->text.ptr + s->start, (int)first, e->begin - s->start) ? at
                                                                         : 0;
}

/* The end of a footnote mark at `at`, or 0. */
static size_t read_note(const scan *s, const ending *e, size_t at)
{
  size_t size;
  size_t end;
  uint32_t rune = look(s, at, &size);

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
    rune = look_at(s, end);
    if (end - at <= 3 && (rune == 0 || is_space(rune)) &&
        (e->quoted ||
         rules_en_takes_note(&s->abbrevs, slice(s, s->start, e->begin))))
      return end;
  }
  return 0;
}

/* Emoji stick to the left, also behind a space. */
static size_t read_emoji(const scan *s, size_t at)
{
  size_t size;
  uint32_t rune;

  at = skip_spaces(s, at);
  if (!rune_is_emoji(look_at(s, at)))
    return 0;
  while ((rune = look(s, at, &size)) != 0 && rune_is_emoji(rune))
    at += size;
  return at;
}

/* [3] behind a space; in a sentence that begins so, it labels the next. */
static size_t read_far_note(const scan *s, size_t at)
{
  size_t next = skip_spaces(s, at);
  size_t end;

  if (next == at || look_at(s, next) != '[' || look_at(s, s->start) == '[')
    return 0;
  end = read_bracket_note(s, next, ']');
  return end && (look_at(s, end) == 0 || is_space(look_at(s, end))) ? end : 0;
}

/* One more thing that sticks to the left of `e`; false if there is none. */
static bool extend(scan *s, ending *e)
{
  size_t size;
  size_t end;
  uint32_t rune = look(s, e->end, &size);
  mark m = rune ? mark_at(s, e->end, rune, size) : MARK_NONE;

  if (mark_closes(m)) {
    note_straight(s, rune, m);
    close_at(s, rune, e->end, e);
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

static verdict judge_dash(const scan *s, const ending *e, size_t next)
{
  size_t head = skip_spaces(s, s->start);

  if (mark_of(look_at(s, head)) == MARK_DASH)
    return HARD;
  return look_at(s, next) == '-' && next > e->end &&
                 is_space(look_at(s, next + 1))
             ? HARD
             : GO_ON;
}

/* 我……我不知道: a stutter or a pause at the very front. */
static verdict judge_ellipsis(const scan *s, const ending *e, uint32_t rune)
{
  size_t head = skip_spaces(s, s->start);
  zhen_str before = str_trim(slice(s, s->start, e->begin));

  if (rune_is_lower(rune) || rune == e->previous || rune == look_at(s, head) ||
      utf8_length((zhen_str){before.ptr, before.len < 12 ? before.len : 12}) <
          3)
    return GO_ON;
  return SOFT;
}

static verdict judge_quotation(const scan *s, const ending *e, uint32_t rune)
{
  zhen_str before = slice(s, s->start, e->begin);
  zhen_str after = slice(s, e->end, s->limit);

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
  zhen_str before = slice(s, s->start, e->begin);
  zhen_str after = slice(s, e->end, s->limit);
  uint32_t next = look_at(s, e->end);

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
  zhen_str before = slice(s, s->start, e->begin);
  zhen_str after = slice(s, e->end, s->limit);

  if (rules_is_marked_name(before, after))
    return GO_ON;
  if (rune_is_han(rune) || rune_is_han(e->previous))
    return HARD;
  return rules_en_stop(before, after, false);
}

/* Whether the sentence ends at `e`; `next` is what follows, spaces skipped. */
static verdict judge(const scan *s, const ending *e, size_t next)
{
  uint32_t rune = look_at(s, next);
  mark m = mark_of(rune);

  if (rune == 0 || e->embedded)
    return GO_ON;
  if (m == MARK_COMMA || m == MARK_SEMICOLON || mark_closes(m) ||
      is_end_mark(m))
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

static void decide(scan *s, const ending *e)
{
  size_t next = skip_spaces(s, e->end);
  verdict v = judge(s, e, next);

  s->at = e->end;
  if (v == HARD || (v == SOFT && s->options->soft == ZHEN_SOFT_CUT)) {
    put_sentence(s, e->end,
                 v == SOFT || inside_quotation(s) ? ZHEN_GRADE_SOFT
                                                  : ZHEN_GRADE_HARD);
    s->start = next;
    s->at = next;
  }
}

/* A point within a word or number: 3.14, www.example.com. */
static bool is_inner_point(const scan *s, const ending *e)
{
  uint32_t next;

  if (e->kind != MARK_DOT || e->end != e->begin + 1)
    return false;
  next = look_at(s, e->end);
  return next < 0x80 && rune_is_lower(next) && e->previous < 0x80 &&
         e->previous > ' ';
}

static void end_at(scan *s, size_t at)
{
  ending e = {.opening = {"", 0}};
  bool stopped;

  read_run(s, &e, at);
  if (is_inner_point(s, &e)) {
    s->at = e.end;
    return;
  }
  for (;;) {
    while (extend(s, &e))
      continue;
    if (!is_end_mark(mark_of(look_at(s, e.end))))
      break;
    stopped = e.kind == MARK_STOP;
    e.quoted = e.embedded = e.attached = false;
    read_run(s, &e, e.end);
    if (stopped && e.kind == MARK_ELLIPSIS)
      e.kind = MARK_STOP;
  }
  decide(s, &e);
}

/* A quotation closes; “We were—” breaks off, which ends a sentence, too. */
static void close_quote(scan *s, uint32_t rune, size_t at, size_t size)
{
  ending e = {
      .begin = at, .end = at, .kind = MARK_ELLIPSIS, .opening = {"", 0}};

  note_straight(s, rune, MARK_CLOSE_QUOTE);
  e.previous = look_back(s, at);
  if (mark_of(e.previous) != MARK_DASH || e.previous == '-') {
    close_at(s, rune, at, NULL);
    return;
  }
  close_at(s, rune, at, &e);
  e.quoted = true;
  e.end = at + size;
  while (extend(s, &e))
    continue;
  decide(s, &e);
}

/* A bracket closes with no end mark in it. */
static void close_bracket(scan *s, uint32_t rune, size_t at, size_t size)
{
  open_mark o;
  uint32_t opener = mark_opener(rune);
  size_t i = s->depth;

  while (i > 0 && s->open[i - 1].rune != opener)
    i--;
  o = i > 0 ? s->open[i - 1] : (open_mark){0};
  if (i == 0 || !attaches_left(s, &o, at, false)) {
    close_at(s, rune, at, NULL);
    return;
  }
  s->depth = i - 1;
  withdraw(s, o.count - 1);
  ending e = {.begin = at, .end = at + size, .kind = MARK_STOP};
  e.attached = true;
  while (extend(s, &e))
    continue;
  decide(s, &e);
}

static void semicolon_at(scan *s, size_t at, size_t size)
{
  ending e = {.begin = at, .end = at + size, .kind = MARK_SEMICOLON};
  size_t next = skip_spaces(s, e.end);
  mark m = mark_of(look_at(s, next));

  s->at = e.end;
  if (s->options->soft != ZHEN_SOFT_CUT || look_at(s, next) == 0 ||
      mark_closes(m) || (size == 1 && next == e.end))
    return;
  put_sentence(s, e.end, ZHEN_GRADE_SOFT);
  s->start = next;
  s->at = next;
}

/* A mark at `at`. */
static void step(scan *s, uint32_t rune, size_t at, size_t size)
{
  mark m = mark_at(s, at, rune, size);

  s->at = at + size;
  switch (m) {
  case MARK_STOP:
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
    note_straight(s, rune, m);
    open_at(s, rune, m, at);
    break;
  case MARK_CLOSE_BRACKET:
    close_bracket(s, rune, at, size);
    break;
  case MARK_CLOSE_QUOTE:
    close_quote(s, rune, at, size);
    break;
  case MARK_CLOSE_TITLE:
    close_at(s, rune, at, NULL);
    break;
  case MARK_CIRCLED:
    s->circled = true;
    break;
  default:
    break;
  }
}

/*
 * The next byte from `at` on that may begin a mark, or `limit`. A Chinese
 * comma (EF BC 8C), the commonest mark by far, is none here.
 */
static size_t find_mark(const scan *s)
{
  const unsigned char *text = (const unsigned char *)s->text.ptr;
  const unsigned char *p = text + s->at;
  const unsigned char *limit = text + s->limit;

  for (;; p += 3) {
    while (limit - p >= 4 && !(mark_lead[p[0]] | mark_lead[p[1]] |
                               mark_lead[p[2]] | mark_lead[p[3]]))
      p += 4;
    while (p < limit && !mark_lead[*p])
      p++;
    if (p == limit || p[0] != 0xEF || p[1] != 0xBC || p[2] != 0x8C)
      return (size_t)(p - text);
  }
}

static void begin_paragraph(scan *s)
{
  const char *from = s->text.ptr + s->at;
  const char *line_end;

  if (s->at >= s->limit) {
    line_end = memchr(from, '\n', s->text.len - s->at);
    s->limit = line_end ? (size_t)(line_end - s->text.ptr) : s->text.len;
  }
  s->at = skip_spaces(s, s->at);
  s->start = s->at;
  s->first = s->list.count;
  s->depth = 0;
  s->straight = false;
  s->circled = false;
  s->unsure = false;
}

/* Cut [start, limit), up to the end of the line; its last size in bytes. */
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

/* Split sentence `i` alone, as a paragraph, and put what comes out. */
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
 * Marks that have no partner, or a straight quote that can be either, were
 * judged by what is around the sentence. Make sure that each sentence is one
 * alone, too; what comes apart is looked at again.
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

static void end_paragraph(scan *s, size_t end)
{
  put_sentence(s, end, ZHEN_GRADE_PARA);
  if (s->list.count == s->first)
    return;
  if ((s->unsure || s->depth > 0) && s->max_len == 0)
    make_sure(s);
  s->list.at[s->list.count - 1].grade = ZHEN_GRADE_PARA;
  s->para++;
}

void scan_paragraph(scan *s)
{
  size_t size;

  begin_paragraph(s);
  size = scan_line(s);
  end_paragraph(s, s->at);
  s->at += size;
}
