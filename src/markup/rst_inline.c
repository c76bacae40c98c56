/* SPDX-License-Identifier: Apache-2.0 */
/* reStructuredText within a paragraph, which is a line here. */
#include "markup/rst_blocks.h"

#include <string.h>

enum { MAX_NAME = 64 };

/* A paragraph; the flags say that there is no such mark in the rest. */
typedef struct rst_paragraph {
  cuts *c;
  zhen_str s; /* the text up to the end of the paragraph */
  size_t begin;
  size_t closes; /* where the open "**text**" ends */
  bool no_literal, no_strong, no_star, no_tick;
} rst_paragraph;

static bool is_word(char c)
{
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static bool is_word_at(const rst_paragraph *p, size_t at)
{
  return at < p->s.len && at >= p->begin && is_word(p->s.ptr[at]);
}

static bool begins(const rst_paragraph *p, size_t at, const char *what)
{
  return str_begins(str_after(p->s, at), what);
}

static void cut_out(rst_paragraph *p, size_t begin, size_t end)
{
  cuts_add(p->c, begin, end, PUT_NOTHING);
}

/*
 * Where the mark that closes is, after a character that is not a space; 0 if
 * nowhere. `none` is the flag of this mark.
 */
static size_t find_close(const rst_paragraph *p, size_t at, const char *mark,
                         bool *none)
{
  size_t len = strlen(mark);

  while (!*none && at < p->s.len) {
    const char *found = memmem(p->s.ptr + at, p->s.len - at, mark, len);

    if (!found)
      break;
    at = (size_t)(found - p->s.ptr);
    if (at > p->begin && !strchr(" \\", p->s.ptr[at - 1]))
      return at;
    at++;
  }
  *none = true;
  return 0;
}

/* "``code``" */
static size_t read_literal(rst_paragraph *p, size_t at)
{
  size_t close = find_close(p, at + 3, "``", &p->no_literal);

  if (!close)
    return at + 2;
  while (close + 2 < p->s.len && p->s.ptr[close + 2] == '`')
    close++;
  cut_out(p, at, at + 2);
  cut_out(p, close, close + 2);
  return close + 2;
}

/* "`text <target>`": cut the ends and the target. */
static void cut_phrase(rst_paragraph *p, size_t begin, size_t close)
{
  zhen_str s = str_part(p->s, begin, close);
  size_t from = s.len;

  if (s.len > 2 && s.ptr[s.len - 1] == '>')
    while (from > 0 && s.ptr[from - 1] != '<')
      from--;
  if (from > 1 && from < s.len) {
    from--;
    while (from > 0 && s.ptr[from - 1] == ' ')
      from--;
    cut_out(p, begin + from, close);
  }
  if (s.len > 1 && (s.ptr[0] == '~' || s.ptr[0] == '!'))
    cut_out(p, begin, begin + 1);
}

/* `begin` is where the role starts, or the backtick at `at`. */
static size_t read_phrase(rst_paragraph *p, size_t begin, size_t at)
{
  size_t close = find_close(p, at + 1, "`", &p->no_tick), end;

  if (!close || close == at + 1)
    return at + 1;
  end = close + 1;
  while (end < p->s.len && end < close + 3 && p->s.ptr[end] == '_')
    end++;
  if (begin < at && begins(p, begin, ":link_to_translation:")) {
    cut_out(p, begin, end);
    return end;
  }
  cut_out(p, begin, at + 1);
  cut_phrase(p, at + 1, close);
  cut_out(p, close, end);
  return end;
}

/* ":role:`text`" */
static size_t read_role(rst_paragraph *p, size_t begin)
{
  size_t at = begin + 1;

  while (at < p->s.len && at < begin + MAX_NAME &&
         (is_word(p->s.ptr[at]) || strchr("_-+:.", p->s.ptr[at])))
    at++;
  if (at < begin + 3 || at >= p->s.len || p->s.ptr[at] != '`' ||
      p->s.ptr[at - 1] != ':')
    return begin + 1;
  return read_phrase(p, begin, at);
}

/* "*text*", "**text**": not between letters, as in 6*7. */
static size_t read_star(rst_paragraph *p, size_t at)
{
  bool strong = begins(p, at, "**");
  size_t len = strong ? 2 : 1, close;

  if (at == p->closes || at + len >= p->s.len ||
      strchr(" *", p->s.ptr[at + len]) ||
      (at > p->begin && is_word_at(p, at - 1)))
    return at + len;
  close = find_close(p, at + len, strong ? "**" : "*",
                     strong ? &p->no_strong : &p->no_star);
  if (!close || is_word_at(p, close + len))
    return at + len;
  cut_out(p, at, at + len);
  cut_out(p, close, close + len);
  p->closes = close;
  return at + len;
}

/* "[1]_", with the space before it. */
static size_t read_note(rst_paragraph *p, size_t at)
{
  size_t close = at + 1, begin = at;

  while (close < p->s.len && close < at + MAX_NAME &&
         (is_word(p->s.ptr[close]) || strchr("#*_-.:+", p->s.ptr[close])))
    close++;
  if (close == at + 1 || !begins(p, close, "]_") || is_word_at(p, close + 2))
    return at + 1;
  while (begin > p->begin && p->s.ptr[begin - 1] == ' ')
    begin--;
  cut_out(p, begin, close + 2);
  return close + 2;
}

/* "name_": a reference. */
static size_t read_underscore(rst_paragraph *p, size_t at)
{
  size_t end = at;

  while (end < p->s.len && p->s.ptr[end] == '_')
    end++;
  if (end == at + 1 && begins(p, end, "`")) {
    cut_out(p, at, end);
    return end;
  }
  if (at > p->begin && is_word_at(p, at - 1) && end - at < 3 &&
      (end == p->s.len || strchr(" .,:;!?)]}'\"-/\\", p->s.ptr[end])))
    cut_out(p, at, end);
  return end;
}

/* "\ " is nothing, "\*" is a star. */
static size_t read_escape(rst_paragraph *p, size_t at)
{
  if (at + 1 >= p->s.len)
    return at + 1;
  cut_out(p, at, at + (p->s.ptr[at + 1] == ' ' ? 2 : 1));
  return at + 1 + utf8_size(p->s.ptr[at + 1]);
}

/* "|name|" that is not defined here, but in the settings of the project. */
static size_t read_bar(rst_paragraph *p, size_t at)
{
  size_t close = at + 1;

  while (close < p->s.len && close < at + MAX_NAME &&
         (is_word(p->s.ptr[close]) || strchr("_-. ", p->s.ptr[close])))
    close++;
  if (close < at + 2 || close >= p->s.len || p->s.ptr[close] != '|' ||
      p->s.ptr[at + 1] == ' ' || p->s.ptr[close - 1] == ' ')
    return at + 1;
  cut_out(p, at, at + 1);
  cut_out(p, close, close + (begins(p, close, "|_") ? 2 : 1));
  return close + 1;
}

static size_t read_one(rst_paragraph *p, size_t at)
{
  switch (p->s.ptr[at]) {
  case '\\':
    return read_escape(p, at);
  case '`':
    return begins(p, at, "``") ? read_literal(p, at) : read_phrase(p, at, at);
  case ':':
    return read_role(p, at);
  case '*':
    return read_star(p, at);
  case '[':
    return read_note(p, at);
  case '_':
    return read_underscore(p, at);
  case '|':
    return read_bar(p, at);
  default:
    return at + 1;
  }
}

void rst_cut_inline(cuts *c)
{
  for (size_t begin = 0; begin < c->text.len && !c->failed;) {
    size_t end = str_find(c->text, begin, '\n');
    rst_paragraph p = {
        .c = c, .s = {c->text.ptr, end}, .begin = begin, .closes = end};

    for (size_t at = begin; at < end;)
      at = read_one(&p, at);
    begin = end + 1;
  }
}
