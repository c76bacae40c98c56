/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTML in texts that people write and paste: tags, comments and character
 * references, well-formed or not. No tree is needed, only what to remove and
 * where a line or a paragraph starts.
 */
#include "text/markup_html.h"
#include "text/markup_code.h"
#include "text/markup_tag.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum { REFERENCE_BYTES = 32 };

/*
 * Keep the text of a comment with several lines: translators keep the original
 * there. Short ones and settings are for programs.
 */
static void cut_comment(cuts *c, size_t begin, size_t end)
{
  zhen_str inside = {c->text.ptr + begin + 4, end - begin - 7};

  if (!memchr(inside.ptr, '\n', inside.len) || str_begins(inside, "[if") ||
      markup_is_yaml(inside)) {
    cuts_add(c, begin, end, PUT_FEEDS);
    return;
  }
  cuts_add(c, begin, begin + 4, PUT_LINE);
  cuts_add(c, end - 3, end, PUT_LINE);
}

/* End of the content of a script or style. */
static size_t skip_unread(cuts *c, const tag *t)
{
  const char *close = NULL;
  size_t end;

  if (!t->closing && strcmp(t->name, " script ") == 0)
    close = "</script>";
  else if (!t->closing && strcmp(t->name, " style ") == 0)
    close = "</style>";
  if (!close || c->open_script)
    return t->end;
  end = markup_find(c->text, t->end, close);
  c->open_script = end == c->text.len;
  return c->open_script ? t->end : end + strlen(close);
}

/* The state of the walk through HTML. */
typedef struct flow {
  bool document; /* the whole text is HTML */
  bool block;    /* inside an element that contains a paragraph */
  bool text;     /* after text of this line or cell */
  size_t pre;    /* open elements that keep lines */
} flow;

static void enter_tag(flow *f, const tag *t)
{
  if (strstr(" pre textarea xmp listing ", t->name)) {
    f->pre += !t->closing;
    f->pre -= t->closing && f->pre > 0;
  }
  if (strstr(" html head body ", t->name))
    f->document = true;
  if (!markup_tag_parts(t))
    return;
  f->text = false;
  if (strcmp(t->name, " br ") != 0)
    f->block = !t->closing;
}

/* Whether text of the same paragraph follows the line feed at `at`. */
static bool goes_on(zhen_str s, size_t at)
{
  at++;
  while (at < s.len && strchr(" \t\r", s.ptr[at]))
    at++;
  return at < s.len && s.ptr[at] != '\n' &&
         !(s.ptr[at] == '<' && markup_is_block_tag(s, at));
}

static bool is_empty_line(zhen_str s, size_t at)
{
  return at >= s.len || str_trim(markup_line(s, at)).len == 0;
}

/* A line feed in the text is a space if its paragraph continues. */
static size_t cut_feed(cuts *c, flow *f, size_t at)
{
  bool more = goes_on(c->text, at);

  if (f->text && f->pre == 0 && (f->document || f->block) && more)
    markup_join_lines(c, at);
  else
    f->text = false;
  if (!more)
    f->block = f->block && !is_empty_line(c->text, at + 1);
  return at + 1;
}

static size_t cut_tag(cuts *c, flow *f, size_t at)
{
  size_t end = markup_special_end(c->text, at);
  tag t;

  if (end) {
    if (str_begins(str_after(c->text, at), "<!--"))
      cut_comment(c, at, end);
    else
      cuts_add(c, at, end, PUT_FEEDS);
    return str_begins(str_after(c->text, at), "<!--") ? at + 4 : end;
  }
  if (!markup_read_tag(&t, c->text, at)) {
    f->text = true;
    return at + 1;
  }
  enter_tag(f, &t);
  end = skip_unread(c, &t);
  cuts_add(c, at, end, end > t.end ? PUT_FEEDS : markup_tag_break(&t));
  return end;
}

/* How browsers interpret &#128; to &#159;. */
static uint32_t from_windows(uint32_t rune)
{
  static const uint16_t table[32] = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
      0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

  return rune >= 0x80 && rune < 0xA0 ? table[rune - 0x80] : rune;
}

static uint32_t digit_value(char c)
{
  if (c >= '0' && c <= '9')
    return (uint32_t)(c - '0');
  c = (char)(c | 0x20);
  return c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10) : 99;
}

/* The character of "#8220" or "#x201C"; 0 if it is not one. */
static uint32_t numeric_reference(const char *name)
{
  uint32_t base = (name[1] | 0x20) == 'x' ? 16 : 10, rune = 0;
  const char *digit = name + (base == 16 ? 2 : 1);

  if (!*digit)
    return 0;
  for (; *digit; digit++) {
    if (digit_value(*digit) >= base)
      return 0;
    rune = rune * base + digit_value(*digit);
    if (rune > 0x10FFFF)
      return 0;
  }
  if (rune >= 0xD800 && rune < 0xE000)
    return 0;
  rune = from_windows(rune);
  return rune > 0 && rune < ' ' ? ' ' : rune;
}

/* The character of the reference at `at`, an '&'; 0 if it is not one. */
static uint32_t read_reference(zhen_str s, size_t at, size_t *end)
{
  char name[REFERENCE_BYTES] = {0};
  size_t len = 0;
  const htmlEntityDesc *known;
  uint32_t rune;

  at++;
  while (at < s.len && len + 1 < sizeof name &&
         (markup_is_alnum(s.ptr[at]) || (len == 0 && s.ptr[at] == '#')))
    name[len++] = s.ptr[at++];
  if (len < 2 || at >= s.len || s.ptr[at] != ';')
    return 0;
  *end = at + 1;
  if (name[0] == '#') {
    rune = numeric_reference(name);
  } else if (strcmp(name, "apos") == 0) {
    rune = '\'';
  } else {
    known = htmlEntityLookup((const xmlChar *)name);
    rune = known ? known->value : 0;
  }
  return rune == 0xA0 ? ' ' : rune;
}

static size_t cut_reference(cuts *c, size_t at)
{
  size_t end;
  uint32_t rune = read_reference(c->text, at, &end);

  if (rune == 0)
    return at + 1;
  cuts_add(c, at, end, rune);
  return end;
}

/* End of the fenced block or code span at `at`; `at` if there is none. */
static size_t skip_code(cuts *c, size_t at)
{
  zhen_str s = c->text;
  size_t end;

  if (at == 0 || s.ptr[at - 1] == '\n') {
    end = markup_fence_close(c, at);
    if (end)
      return end + markup_line(s, end).len;
  }
  end = markup_code_end(s, at, s.len);
  while (!end && at < s.len && s.ptr[at] == '`')
    at++;
  return end ? end : at;
}

void markup_cut_html(cuts *c, unsigned kinds, bool code)
{
  zhen_str s = c->text;
  bool tags = (kinds & ZHEN_MARKUP_TAGS) != 0;
  flow f = {0};

  for (size_t at = 0; at < s.len;) {
    size_t skipped = at;

    if (code && (s.ptr[at] == '`' || s.ptr[at] == '~'))
      skipped = skip_code(c, at);
    if (s.ptr[at] == '\n' && tags) {
      at = cut_feed(c, &f, at);
      continue;
    }
    if (s.ptr[at] == '<' && skipped == at && tags) {
      at = cut_tag(c, &f, at);
      continue;
    }
    f.text |= !strchr(" \t\r", s.ptr[at]);
    if (skipped > at)
      at = skipped;
    else if (s.ptr[at] == '&' && (kinds & ZHEN_MARKUP_ENTITIES))
      at = cut_reference(c, at);
    else
      at++;
  }
}

bool markup_has_entities(zhen_str s)
{
  size_t end;

  for (size_t at = 0; at < s.len; at++)
    if (s.ptr[at] == '&' && read_reference(s, at, &end))
      return true;
  return false;
}

/*
 * "<b>" alone may be a template argument or a placeholder: a tag that closes,
 * has attributes or is self-contained is HTML.
 */
bool markup_has_tags(zhen_str s)
{
  tag t;

  for (size_t at = 0; at < s.len; at++) {
    if (s.ptr[at] != '<')
      continue;
    if (markup_special_end(s, at))
      return true;
    if (markup_read_tag(&t, s, at) &&
        (t.closing || t.attributes || strstr(" br hr img p ", t.name)))
      return true;
  }
  return false;
}
