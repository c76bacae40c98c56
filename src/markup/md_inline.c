/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markdown within a paragraph. Emphasis marks pair up as in CommonMark: by the
 * characters on both sides, the nearest opener first; marks without a partner
 * are kept.
 */
#include "markup/md_inline.h"
#include "base/mem.h"
#include "markup/md_code.h"
#include "markup/md_lines.h"
#include "markup/tag.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_TARGET = 2 * 1024, MAX_ROLE = 64 };

/* An opening mark without its partner so far. */
typedef struct opener {
  char mark;  /* * _ ~ or [ */
  bool image; /* of [: after a ! */
  size_t at, len;
} opener;

typedef struct paragraph {
  cuts *c;
  zhen_str s; /* the text up to the end of the paragraph */
  size_t begin;
  opener *open;
  size_t count, capacity;
} paragraph;

static bool is_punct(char c)
{
  return c > ' ' && c < 0x7F && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z') &&
         !(c >= '0' && c <= '9');
}

static size_t run_of(zhen_str s, size_t at)
{
  size_t n = 1;

  while (at + n < s.len && s.ptr[at + n] == s.ptr[at])
    n++;
  return n;
}

static void push(paragraph *p, opener o)
{
  if (mem_grow(&p->open, &p->capacity, p->count + 1, sizeof o) != ZHEN_OK)
    p->c->failed = true;
  else
    p->open[p->count++] = o;
}

/* The ends of the paragraph count as space. */
static bool is_space_at(zhen_str s, size_t at)
{
  size_t size;

  return at >= s.len || rune_is_space(utf8_at(s, at, &size));
}

/* ASCII only: ideographs and their punctuation have no spaces around them. */
static bool is_punct_at(zhen_str s, size_t at)
{
  return at < s.len && is_punct(s.ptr[at]);
}

static bool is_letter_at(zhen_str s, size_t at)
{
  return at < s.len && s.ptr[at] > ' ' && (unsigned char)s.ptr[at] < 0x7F &&
         !is_punct(s.ptr[at]);
}

static bool is_word_at(zhen_str s, size_t at)
{
  char c = at >= s.len ? ' ' : s.ptr[at];

  return (unsigned char)c >= 0x80 || !(is_punct(c) || c <= ' ');
}

/* Pair a closing run with the openers before it; keep the rest of it. */
static size_t close_run(paragraph *p, char mark, size_t at, size_t len)
{
  size_t i = p->count;

  while (i > 0 && len > 0 && p->open[i - 1].mark != '[') {
    opener *o = &p->open[--i];
    size_t n = o->len < len ? o->len : len;

    if (o->mark != mark)
      continue;
    cuts_add(p->c, o->at + o->len - n, o->at + o->len, PUT_NOTHING);
    cuts_add(p->c, at, at + n, PUT_NOTHING);
    o->len -= n;
    at += n;
    len -= n;
    p->count = o->len ? i + 1 : i;
  }
  return len;
}

static size_t read_emphasis(paragraph *p, size_t at)
{
  char mark = p->s.ptr[at];
  size_t len = run_of(p->s, at), left = len;
  size_t before = at > p->begin ? utf8_before(p->s, at) : p->s.len;
  bool ends = !is_space_at(p->s, before) &&
              (!is_punct_at(p->s, before) || !is_letter_at(p->s, at + len));
  bool opens = !is_space_at(p->s, at + len) &&
               (!is_punct_at(p->s, at + len) || !is_letter_at(p->s, before));

  if (mark == '_') {
    ends = ends && !is_word_at(p->s, at + len);
    opens = opens && !is_word_at(p->s, before);
  }
  if ((mark == '~' || mark == '=') && len != 2)
    return at + len;
  if (ends)
    left = close_run(p, mark, at, len);
  if (opens && left > 0)
    push(p, (opener){.mark = mark, .at = at + len - left, .len = left});
  return at + len;
}

/* End of "(target)" or "[name]" at `at`; 0 if there is none. */
static size_t target_end(zhen_str s, size_t at)
{
  size_t depth = 0, limit = s.len - at < MAX_TARGET ? s.len : at + MAX_TARGET;
  char open, close;

  if (at >= s.len || (s.ptr[at] != '(' && s.ptr[at] != '['))
    return 0;
  open = s.ptr[at];
  close = open == '(' ? ')' : ']';
  for (; at < limit && s.ptr[at] != '\n'; at++) {
    if (s.ptr[at] == open)
      depth++;
    else if (s.ptr[at] == close && --depth == 0)
      return at + 1;
  }
  return 0;
}

/* "[^1]" is the number of a note, "[1]" is text. */
static bool is_note(zhen_str s, size_t at)
{
  return at + 1 < s.len && s.ptr[at + 1] == '^';
}

/* The label of a note is dropped from the sentence; the note begins with it, if
   it is a number. */
static size_t cut_note(paragraph *p, size_t begin, size_t at)
{
  bool note = at + 1 < p->s.len && p->s.ptr[at + 1] == ':';
  char first = p->s.ptr[begin + 2];

  if (note && first >= '0' && first <= '9') {
    cuts_add(p->c, begin + 1, begin + 2, PUT_NOTHING);
    cuts_add(p->c, at + 1, at + 2, PUT_NOTHING);
  } else {
    cuts_add(p->c, begin, at + 1 + note, PUT_NOTHING);
  }
  return at + 1 + note;
}

static size_t read_bracket_end(paragraph *p, size_t at)
{
  size_t i = p->count, end;
  opener o;

  while (i > 0 && p->open[i - 1].mark != '[')
    i--;
  if (i == 0)
    return at + 1;
  o = p->open[i - 1];
  /* Emphasis that starts within a link ends within it. */
  p->count = i - 1;
  end = target_end(p->s, at + 1);
  if (o.image && end) {
    cuts_add(p->c, o.at - 1, end, PUT_NOTHING);
  } else if (is_note(p->s, o.at)) {
    end = cut_note(p, o.at, at);
  } else if (!end && md_names_have(p->c->names, str_part(p->s, o.at + 1, at))) {
    cuts_add(p->c, o.at, o.at + 1, PUT_NOTHING);
    cuts_add(p->c, at, at + 1, PUT_NOTHING);
  } else if (end) {
    cuts_add(p->c, o.at, o.at + 1, PUT_NOTHING);
    cuts_add(p->c, at, end, PUT_NOTHING);
  }
  return end ? end : at + 1;
}

static size_t read_bracket(paragraph *p, size_t at)
{
  bool image = at > p->begin && p->s.ptr[at - 1] == '!';

  push(p, (opener){.mark = '[', .image = image, .at = at, .len = 1});
  return at + 1;
}

static size_t read_code(paragraph *p, size_t at)
{
  size_t end = markup_code_end(p->s, at, p->s.len), len = run_of(p->s, at);

  if (!end)
    return at + len;
  cuts_add(p->c, at, at + len, PUT_NOTHING);
  cuts_add(p->c, end - len, end, PUT_NOTHING);
  return end;
}

/* Tags are left to HTML; "<http://...>" and "<a@b.c>" lose their brackets. */
static size_t read_angle(paragraph *p, size_t at)
{
  bool open = true;
  size_t end = markup_tag_end(p->s, at, &open);
  const char *close;

  if (end)
    return end;
  close = memchr(p->s.ptr + at, '>', p->s.len - at < 256 ? p->s.len - at : 256);
  if (!close)
    return at + 1;
  end = (size_t)(close - p->s.ptr);
  for (size_t i = at + 1; i < end; i++)
    if (p->s.ptr[i] <= ' ')
      return at + 1;
  if (!memmem(p->s.ptr + at, end - at, "://", 3) &&
      !memchr(p->s.ptr + at, '@', end - at))
    return at + 1;
  cuts_add(p->c, at, at + 1, PUT_NOTHING);
  cuts_add(p->c, end, end + 1, PUT_NOTHING);
  return end + 1;
}

static size_t read_escape(paragraph *p, size_t at)
{
  if (at + 1 >= p->s.len || !is_punct(p->s.ptr[at + 1]))
    return at + 1;
  cuts_add(p->c, at, at + 1, PUT_NOTHING);
  return at + 2;
}

/* "{{< name text="words" >}}" of Hugo: keep the words. */
static size_t read_shortcode(paragraph *p, size_t at)
{
  zhen_str rest = {p->s.ptr + at, p->s.len - at};
  const char *end, *words, *quote;

  if (rest.len > MAX_TARGET)
    rest.len = MAX_TARGET;
  if (rest.len > 4 && (str_begins(rest, "{%") || str_begins(rest, "{/*"))) {
    end = memmem(rest.ptr, rest.len, rest.ptr[1] == '%' ? "%}" : "*/}",
                 rest.ptr[1] == '%' ? 2 : 3);
    if (!end)
      return at + 1;
    rest.len = (size_t)(end - rest.ptr) + (rest.ptr[1] == '%' ? 2 : 3);
    cuts_add(p->c, at, at + rest.len, PUT_NOTHING);
    return at + rest.len;
  }
  if (rest.len < 6 ||
      (memcmp(rest.ptr, "{{<", 3) != 0 && memcmp(rest.ptr, "{{%", 3) != 0))
    return at + 1;
  end =
      memmem(rest.ptr + 3, rest.len - 3, rest.ptr[2] == '<' ? ">}}" : "%}}", 3);
  if (!end)
    return at + 1;
  rest.len = (size_t)(end - rest.ptr) + 3;
  words = memmem(rest.ptr, rest.len, "text=\"", 6);
  quote = words ? memchr(words + 6, '"', (size_t)(end - words) - 6) : NULL;
  if (quote) {
    cuts_add(p->c, at, (size_t)(words + 6 - p->s.ptr), PUT_NOTHING);
    cuts_add(p->c, (size_t)(quote - p->s.ptr), at + rest.len, PUT_NOTHING);
  } else {
    cuts_add(p->c, at, at + rest.len, PUT_NOTHING);
  }
  return at + rest.len;
}

/* The text of "text <target>" in a role. */
static void cut_target(paragraph *p, size_t begin, size_t end)
{
  size_t at = end;

  if (begin < end && strchr("~!", p->s.ptr[begin]))
    cuts_add(p->c, begin, begin + 1, PUT_NOTHING);
  if (end == begin || p->s.ptr[end - 1] != '>')
    return;
  while (at > begin && p->s.ptr[at] != '<')
    at--;
  if (at > begin + 1 && p->s.ptr[at - 1] == ' ')
    cuts_add(p->c, at - 1, end, PUT_NOTHING);
}

/* "{role}`text`" of MyST at `at`; 0 if it is none. */
static size_t read_role(paragraph *p, size_t at)
{
  size_t open = at + 1, end, len;

  while (open < p->s.len && open < at + MAX_ROLE &&
         (markup_is_alnum(p->s.ptr[open]) || strchr("-_+:", p->s.ptr[open])))
    open++;
  if (open == at + 1 || open + 1 >= p->s.len || p->s.ptr[open] != '}' ||
      p->s.ptr[open + 1] != '`')
    return 0;
  end = markup_code_end(p->s, open + 1, p->s.len);
  if (!end)
    return 0;
  len = run_of(p->s, open + 1);
  if (str_begins(str_after(p->s, at), "{cite")) {
    cuts_add(p->c, at, end, PUT_NOTHING);
    return end;
  }
  cuts_add(p->c, at, open + 1 + len, PUT_NOTHING);
  cut_target(p, open + 1 + len, end - len);
  cuts_add(p->c, end - len, end, PUT_NOTHING);
  return end;
}

static size_t read_brace(paragraph *p, size_t at)
{
  size_t end = read_role(p, at);

  return end ? end : read_shortcode(p, at);
}

static size_t read_one(paragraph *p, size_t at)
{
  switch (p->s.ptr[at]) {
  case '\\':
    return read_escape(p, at);
  case '`':
    return read_code(p, at);
  case '*':
  case '_':
  case '~':
  case '=':
    return read_emphasis(p, at);
  case '[':
    return read_bracket(p, at);
  case ']':
    return read_bracket_end(p, at);
  case '<':
    return read_angle(p, at);
  case '{':
    return read_brace(p, at);
  default:
    return at + 1;
  }
}

void markup_cut_inline(cuts *c, size_t begin, size_t end)
{
  paragraph p = {.c = c, .s = {c->text.ptr, end}, .begin = begin};

  for (size_t at = begin; at < end && !c->failed;)
    at = read_one(&p, at);
  free(p.open);
}
