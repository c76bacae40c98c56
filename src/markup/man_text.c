/* SPDX-License-Identifier: Apache-2.0 */
/* Escapes and words of roff. */
#include "markup/man_page.h"

#include <stdlib.h>
#include <string.h>

static const struct {
  const char *name;
  uint32_t rune;
} characters[] = {
    {"-", '-'},     {"hy", '-'},    {"em", 0x2014}, {"en", 0x2013},
    {"bu", 0x2022}, {"aq", '\''},   {"dq", '"'},    {"lq", 0x201C},
    {"rq", 0x201D}, {"oq", 0x2018}, {"cq", 0x2019}, {"co", 0xA9},
    {"rg", 0xAE},   {"tm", 0x2122}, {"mu", 0xD7},   {"->", 0x2192},
    {"<-", 0x2190}, {">=", 0x2265}, {"<=", 0x2264}, {"!=", 0x2260},
    {"ha", '^'},    {"ti", '~'},    {"rs", '\\'},   {"ga", '`'},
    {"sc", 0xA7},   {"de", 0xB0},   {"+-", 0xB1},   {"12", 0xBD},
    {"14", 0xBC},   {"34", 0xBE},   {"Eu", 0x20AC}, {"eu", 0x20AC},
    {"Fo", 0xAB},   {"Fc", 0xBB},   {"sl", '/'},    {"sq", 0x25A1},
    {"at", '@'},    {"sh", '#'},    {"Do", '$'},    {"or", '|'},
    {"ba", '|'},    {"bv", '|'},    {"lB", '['},    {"rB", ']'},
    {"lC", '{'},    {"rC", '}'},    {"la", '<'},    {"ra", '>'},
    {"ua", 0x2191}, {"da", 0x2193}, {"dg", 0x2020}, {"ct", 0xA2},
    {"Po", 0xA3},   {"Ye", 0xA5},   {"if", 0x221E}, {"~~", 0x2248},
    {"'e", 0xE9},   {"`e", 0xE8},   {"'a", 0xE1},   {"'o", 0xF3},
    {":u", 0xFC},   {":o", 0xF6},   {":a", 0xE4},   {":U", 0xDC},
    {":O", 0xD6},   {":A", 0xC4},   {"ss", 0xDF},   {",c", 0xE7},
    {"~n", 0xF1},   {"oA", 0xC5},   {"oa", 0xE5},   {"/o", 0xF8},
    {"Tm", 0x2122}, {"R", 0xAE},    {"Tq", 0x201C}, {"pl", '+'},
    {"mi", 0x2212}, {"eq", '='},    {"**", '*'},    {"ci", 0x25CB},
    {"lh", 0x261C}, {"rh", 0x261E}, {"OK", 0x2713}, {"*m", 0x3BC},
    {"*p", 0x3C0},  {"pc", 0xB7},   {"md", 0x22C5}, {"f/", 0x2044},
};

static uint32_t character(zhen_str name)
{
  char digits[8] = {0};

  for (size_t i = 0; i < sizeof characters / sizeof *characters; i++)
    if (name.len == strlen(characters[i].name) &&
        memcmp(characters[i].name, name.ptr, name.len) == 0)
      return characters[i].rune;
  if (name.len < 5 || name.len > 7 || name.ptr[0] != 'u')
    return 0;
  memcpy(digits, name.ptr + 1, name.len - 1);
  return (uint32_t)strtoul(digits, NULL, 16) & 0x1FFFFF;
}

/* The name of a font, string or character at `at`: X, (XX or [XXX]. */
static zhen_str escape_name(zhen_str s, size_t *at)
{
  size_t begin = *at, end;

  if (begin >= s.len)
    return (zhen_str){s.ptr + s.len, 0};
  if (s.ptr[begin] == '[') {
    end = str_find(s, begin, ']');
    *at = end < s.len ? end + 1 : end;
    return str_part(s, begin + 1, end);
  }
  begin += s.ptr[begin] == '(';
  end = begin + (begin > *at ? 2 : 1);
  if (end > s.len || (unsigned char)s.ptr[begin] >= 0x80)
    end = s.len < begin ? s.len : begin;
  *at = end;
  return str_part(s, begin, end);
}

/* After "\s-1" or "\s0": sizes have a sign and up to two digits. */
static size_t skip_size(zhen_str s, size_t at)
{
  if (at < s.len && (s.ptr[at] == '[' || s.ptr[at] == '(')) {
    escape_name(s, &at);
    return at;
  }
  if (at < s.len && (s.ptr[at] == '+' || s.ptr[at] == '-'))
    at++;
  if (at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9')
    at++;
  return at;
}

/* After "\h'1'". */
static size_t skip_quoted(zhen_str s, size_t at)
{
  size_t end;

  if (at >= s.len || s.ptr[at] != '\'')
    return at;
  end = str_find(s, at + 1, '\'');
  return end < s.len ? end + 1 : s.len;
}

void man_put_rune(man_page *m, uint32_t rune, const char *at)
{
  size_t offset = (size_t)(at - m->s.ptr);

  builder_put(&m->b, rune, offset, offset);
}

/* "\(bu" and "\[u2022]"; `at` is after the backslash. */
static size_t put_character(man_page *m, zhen_str s, size_t at)
{
  size_t next = at;
  uint32_t rune = character(escape_name(s, &next));

  if (rune > ' ' && rune < 0x110000 && (rune < 0xD800 || rune > 0xDFFF))
    man_put_rune(m, rune, s.ptr + at - 1);
  return next;
}

/* The escape whose letter is at `at`; returns where the text goes on. */
static size_t put_escape(man_page *m, zhen_str s, size_t at)
{
  char c = at < s.len ? s.ptr[at] : '\0';
  size_t next = at + 1;

  if (c == '\0' || (unsigned char)c >= 0x80)
    return at;
  if (c == '(' || c == '[')
    return put_character(m, s, at);
  if (c == '"' || c == '#')
    return s.len;
  if (c == 's')
    return skip_size(s, next);
  if (c == '*')
    return put_character(m, s, next);
  if (strchr("fFmMnYkgz", c)) {
    if (c != 'z')
      escape_name(s, &next);
    return next;
  }
  if (strchr("hvwlLNXDAZHSCRxbo", c))
    return skip_quoted(s, next);
  if (c == 'e' || c == '\\')
    man_put_rune(m, '\\', s.ptr + at);
  else if (strchr("-.'`", c))
    man_put_rune(m, (unsigned char)c, s.ptr + at);
  else if (strchr(" ~0t", c))
    man_space(m, s.ptr + at);
  return next;
}

void man_space(man_page *m, const char *at)
{
  size_t offset = (size_t)(at - m->s.ptr);

  if (!m->close)
    builder_space(&m->b, offset, offset, false);
  m->close = false;
}

void man_put(man_page *m, zhen_str s)
{
  size_t offset = (size_t)(s.ptr - m->s.ptr);

  for (size_t at = 0; at < s.len;) {
    size_t slash = str_find(s, at, '\\');

    if (slash > at)
      builder_words(&m->b, offset + at, offset + slash);
    at = slash < s.len ? put_escape(m, s, slash + 1) : s.len;
  }
}

/* A word in quotes, in which "" is one. */
static size_t quoted_end(zhen_str s, size_t at, size_t end)
{
  while (at < end &&
         (s.ptr[at] != '"' || (at + 1 < end && s.ptr[at + 1] == '"')))
    at += s.ptr[at] == '"' ? 2 : 1;
  return at < end ? at : end;
}

man_words man_read_words(zhen_str s, size_t at, size_t end)
{
  man_words w = {0};

  while (w.count < MAN_WORDS) {
    size_t begin;

    while (at < end && (s.ptr[at] == ' ' || s.ptr[at] == '\t'))
      at++;
    if (at >= end || str_begins(str_part(s, at, end), "\\\""))
      break;
    begin = at;
    if (s.ptr[at] == '"') {
      at = quoted_end(s, ++begin, end);
      w.at[w.count++] = str_part(s, begin, at);
      at += at < end;
      continue;
    }
    while (at < end && s.ptr[at] != ' ' && s.ptr[at] != '\t')
      at += s.ptr[at] == '\\' && at + 1 < end ? 2 : 1;
    if (w.count + 1 == MAN_WORDS)
      at = end;
    w.at[w.count++] = str_part(s, begin, at < end ? at : end);
  }
  return w;
}
