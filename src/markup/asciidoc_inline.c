/* SPDX-License-Identifier: Apache-2.0 */
/* AsciiDoc within a paragraph, which is a line here. */
#include "markup/asciidoc_inline.h"

#include <string.h>

enum { MAX_MARK = 2 * 1024, MAX_NAME = 64 };

typedef struct asciidoc_paragraph {
  cuts *c;
  zhen_str s; /* the text up to the end of the paragraph */
  size_t begin;
} asciidoc_paragraph;

static bool is_word(char c)
{
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
         c == '_';
}

static bool begins(const asciidoc_paragraph *p, size_t at, const char *what)
{
  return str_begins(str_after(p->s, at), what);
}

static void cut_out(asciidoc_paragraph *p, size_t begin, size_t end)
{
  if (end > begin)
    cuts_add(p->c, begin, end, PUT_NOTHING);
}

/* Where `what` is next, not far; 0 if nowhere. */
static size_t find(const asciidoc_paragraph *p, size_t at, const char *what)
{
  size_t end = p->s.len < at + MAX_MARK ? p->s.len : at + MAX_MARK;
  const char *found =
      at < end ? memmem(p->s.ptr + at, end - at, what, strlen(what)) : NULL;

  return found ? (size_t)(found - p->s.ptr) : 0;
}

/* "*text*" between words, "**text**" anywhere. */
static size_t read_mark(asciidoc_paragraph *p, size_t at)
{
  char mark[3] = {p->s.ptr[at], p->s.ptr[at], 0};
  size_t len = begins(p, at, mark) ? 2 : 1, close;

  mark[len] = 0;
  if (at + len >= p->s.len || strchr(" \t", p->s.ptr[at + len]) ||
      p->s.ptr[at + len] == mark[0] ||
      (len == 1 && at > p->begin &&
       (is_word(p->s.ptr[at - 1]) || p->s.ptr[at - 1] == '}')))
    return at + len;
  close = find(p, at + len + 1, mark);
  while (close && len == 1 &&
         ((close + 1 < p->s.len && is_word(p->s.ptr[close + 1])) ||
          p->s.ptr[close - 1] == ' '))
    close = close < at + MAX_MARK ? find(p, close + 1, mark) : 0;
  if (!close)
    return at + len;
  cut_out(p, at, at + len);
  cut_out(p, close, close + len);
  return at + len;
}

/* "`+text+`" and "+text+": as it is. */
static size_t read_plus(asciidoc_paragraph *p, size_t at)
{
  size_t n = 1, close;
  char mark[4] = "+++";

  while (n < 3 && at + n < p->s.len && p->s.ptr[at + n] == '+')
    n++;
  mark[n] = 0;
  if (n == 1 && at > p->begin && is_word(p->s.ptr[at - 1]))
    return at + 1;
  if (at + n >= p->s.len || p->s.ptr[at + n] == ' ')
    return at + n;
  close = find(p, at + n, mark);
  if (!close || close == at + n)
    return at + n;
  cut_out(p, at, at + n);
  cut_out(p, close, close + n);
  return close + n;
}

/* "[text]" at `at`; the text is kept, without a comma and what follows. */
static size_t keep_bracket(asciidoc_paragraph *p, size_t begin, size_t at)
{
  size_t close = find(p, at, "]"), text = at + 1, end;

  if (!close)
    return begin + 1;
  for (end = text; end < close && p->s.ptr[end] != '^'; end++)
    if (p->s.ptr[end] == ',' && memchr(p->s.ptr + end, '=', close - end))
      break;
  if (end == text)
    return at + 1;
  cut_out(p, begin, text);
  cut_out(p, end, close + 1);
  return text;
}

/* "https://host/path[text]": an address without a text is text itself. */
static size_t read_address(asciidoc_paragraph *p, size_t at)
{
  size_t end = at;

  while (end < p->s.len && end < at + MAX_MARK &&
         !strchr(" \t[<>\"", p->s.ptr[end]) &&
         (unsigned char)p->s.ptr[end] < 0x80)
    end++;
  if (end >= p->s.len || p->s.ptr[end] != '[')
    return end > at ? end : at + 1;
  if (begins(p, end, "[]")) {
    cut_out(p, end, end + 2);
    return end + 2;
  }
  return keep_bracket(p, at, end);
}

/* "link:x[text]", "image:x[]", "kbd:[F1]": the name ends at `at`, a ':'. */
static size_t read_macro(asciidoc_paragraph *p, size_t at)
{
  static const char kept[] = " link mailto xref kbd btn menu stem latexmath "
                             "asciimath pass indexterm2 ";
  static const char dropped[] = " image icon indexterm anchor ";
  size_t begin = at, open = at + 1, close;
  char name[MAX_NAME] = " ";

  while (begin > p->begin && is_word(p->s.ptr[begin - 1]) && at - begin < 16)
    begin--;
  if (begin == at || begins(p, at, "::"))
    return at + 1;
  memcpy(name + 1, p->s.ptr + begin, at - begin);
  name[at - begin + 1] = ' ';
  while (open < p->s.len && open < at + 512 && !strchr(" []", p->s.ptr[open]))
    open++;
  if (open >= p->s.len || p->s.ptr[open] != '[')
    return at + 1;
  if (strstr(kept, name))
    return keep_bracket(p, begin, open);
  close = find(p, open, "]");
  if (!strstr(dropped, name) || !close)
    return at + 1;
  cut_out(p, begin, close + 1);
  return close + 1;
}

/* "<<name,text>>" */
static size_t read_reference(asciidoc_paragraph *p, size_t at)
{
  size_t close = find(p, at, ">>"), comma;

  if (!begins(p, at, "<<") || !close)
    return at + 1;
  comma = str_find(str_part(p->s, 0, close), at, ',');
  cut_out(p, at, comma < close ? comma + 1 : at + 2);
  cut_out(p, close, close + 2);
  return comma < close ? comma + 1 : close + 2;
}

/* "[[name]]", and "[.role]" before a mark. */
static size_t read_bracket(asciidoc_paragraph *p, size_t at)
{
  size_t close = find(p, at, "]");

  if (!close || memchr(p->s.ptr + at, ' ', close - at))
    return at + 1;
  if (begins(p, at, "[[") && begins(p, close, "]]")) {
    cut_out(p, at, close + 2);
    return close + 2;
  }
  if (at + 1 < p->s.len && strchr(".#", p->s.ptr[at + 1]) &&
      close + 1 < p->s.len && strchr("#*_`", p->s.ptr[close + 1]))
    cut_out(p, at, close + 1);
  return at + 1;
}

/* "((term))" is text, "(((term)))" is in the index only. */
static size_t read_index(asciidoc_paragraph *p, size_t at)
{
  bool hidden = begins(p, at, "(((");
  size_t close = find(p, at, hidden ? ")))" : "))");

  if (!begins(p, at, "((") || !close)
    return at + 1;
  if (hidden) {
    cut_out(p, at, close + 3);
    return close + 3;
  }
  cut_out(p, at, at + 2);
  cut_out(p, close, close + 2);
  return at + 2;
}

/* Attributes that are characters. */
static size_t read_brace(asciidoc_paragraph *p, size_t at)
{
  static const struct {
    const char *name;
    uint32_t rune;
  } names[] = {
      {"{nbsp}", ' '},     {"{zwsp}", PUT_NOTHING}, {"{empty}", PUT_NOTHING},
      {"{sp}", ' '},       {"{amp}", '&'},          {"{lt}", '<'},
      {"{gt}", '>'},       {"{plus}", '+'},         {"{asterisk}", '*'},
      {"{backtick}", '`'}, {"{vbar}", '|'},         {"{startsb}", '['},
      {"{endsb}", ']'},    {"{apos}", '\''},        {"{quot}", '"'},
      {"{ldquo}", 0x201C}, {"{rdquo}", 0x201D},     {"{lsquo}", 0x2018},
      {"{rsquo}", 0x2019}};

  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (begins(p, at, names[i].name)) {
      size_t end = at + strlen(names[i].name);

      cuts_add(p->c, at, end, names[i].rune);
      return end;
    }
  return at + 1;
}

/* Quotation marks: "`text`" */
static size_t read_quote(asciidoc_paragraph *p, size_t at)
{
  bool two = p->s.ptr[at] == '"';
  size_t close =
      begins(p, at + 1, "`") ? find(p, at + 2, two ? "`\"" : "`'") : 0;

  if (!close)
    return at + 1;
  cuts_add(p->c, at, at + 2, two ? 0x201C : 0x2018);
  cuts_add(p->c, close, close + 2, two ? 0x201D : 0x2019);
  return at + 2;
}

static size_t read_one(asciidoc_paragraph *p, size_t at)
{
  switch (p->s.ptr[at]) {
  case '\\':
    if (at + 1 < p->s.len && strchr("*_`#+<[{^~\\\"'(", p->s.ptr[at + 1])) {
      cut_out(p, at, at + 1);
      return at + 2;
    }
    return at + 1;
  case '*':
  case '_':
  case '`':
  case '#':
  case '^':
  case '~':
    return read_mark(p, at);
  case '+':
    return read_plus(p, at);
  case '"':
  case '\'':
    return read_quote(p, at);
  case ':':
    return begins(p, at, "://") ? at + 1 : read_macro(p, at);
  case '<':
    return read_reference(p, at);
  case '[':
    return read_bracket(p, at);
  case '(':
    return read_index(p, at);
  case '{':
    return read_brace(p, at);
  case 'h':
    if (begins(p, at, "http://") || begins(p, at, "https://"))
      return read_address(p, at);
    return at + 1;
  default:
    return at + 1;
  }
}

void asciidoc_cut_inline(cuts *c)
{
  for (size_t begin = 0; begin < c->text.len && !c->failed;) {
    size_t end = str_find(c->text, begin, '\n');
    asciidoc_paragraph p = {.c = c, .s = {c->text.ptr, end}, .begin = begin};

    for (size_t at = begin; at < end;)
      at = read_one(&p, at);
    if (end > begin + 1 && str_begins(str_after(p.s, end - 2), " +"))
      cut_out(&p, end - 2, end);
    begin = end + 1;
  }
}
