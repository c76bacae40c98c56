/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines of captions without style: tags, overrides, drawings and
 * directional marks are dropped, \N and <br> end a line.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "document/captions.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TAG_MOST = 256 /* bytes of a tag */ };

typedef struct stripper {
  caption_lines *lines;
  const zhen_text *text; /* decoded */
  zhen_str s;            /* of it */
  zhen_kind kind;
  size_t cue, first;         /* its first line */
  size_t begin;              /* of the current line in the plain text */
  bool speaks;               /* the current line begins with a voice */
  bool drawing;              /* shapes, not text */
  bool no_brace, no_reading; /* no closing one is in the rest of the caption */
  bool rolls; /* lines are shown again while the next one appears */
  bool out_of_memory;
} stripper;

/* ---- the plain text ---- */

/* Put `bytes` for what is at [at, end) of the text. */
static void put(stripper *x, const char *bytes, size_t n, size_t at, size_t end)
{
  zhen_text *plain = x->lines->plain;
  size_t source = zhen_text_source(x->text, at);

  buf_put(&plain->bytes, bytes, n);
  text_map(plain, n, source, zhen_text_source(x->text, end) - source);
}

static zhen_str line_str(const caption_lines *lines, size_t i)
{
  zhen_bytes at = lines->at[i].at;

  return str_part(zhen_text_str(lines->plain), at.begin, at.end);
}

static bool same(zhen_str a, zhen_str b)
{
  return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static void end_line(stripper *x)
{
  caption_lines *lines = x->lines;
  zhen_str plain = zhen_text_str(lines->plain);
  caption_line *l;
  zhen_str line;
  bool shown;

  if (plain.len == x->begin)
    return;
  line = str_trim(str_part(plain, x->begin, plain.len));
  shown = line.len > 0;
  if (shown && x->rolls && lines->count > 0 && lines->count == x->first)
    shown = !same(line, line_str(lines, lines->count - 1));
  if (shown && mem_grow(&lines->at, &lines->capacity, lines->count + 1,
                        sizeof *lines->at) != ZHEN_OK) {
    x->out_of_memory = true;
    shown = false;
  }
  if (shown) {
    l = &lines->at[lines->count++];
    *l = (caption_line){.cue = x->cue, .speaks = x->speaks};
    l->at.begin = (size_t)(line.ptr - plain.ptr);
    l->at.end = l->at.begin + line.len;
    x->speaks = false;
  }
  x->begin = plain.len;
}

/* ---- style ---- */

static bool has_name(zhen_str tag, const char *name)
{
  size_t n = strlen(name);

  return tag.len >= n && strncasecmp(tag.ptr, name, n) == 0 &&
         (tag.len == n || strchr(" \t./", tag.ptr[n]));
}

static const char *const names[] = {"i",    "b",  "u",      "s",    "em",
                                    "c",    "v",  "strong", "font", "lang",
                                    "ruby", "rt", "span",   "br"};

/* Is it the name of a tag, or a time within a line of WebVTT? */
static bool is_tag(zhen_str tag)
{
  int64_t ms;

  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (has_name(tag, names[i]))
      return true;
  return tag.len > 0 && cue_time(&ms, tag) == tag.len;
}

/* Skip the reading of a ruby text; the tag of its beginning ends at `at`. */
static size_t skip_reading(stripper *x, zhen_str s, size_t at)
{
  for (size_t i = at; i + 5 <= s.len && !x->no_reading; i++)
    if (strncasecmp(s.ptr + i, "</rt>", 5) == 0 ||
        strncasecmp(s.ptr + i, "</rub", 5) == 0)
      return i;
  x->no_reading = true;
  return at;
}

/* The end of the tag at `at`, or `at`. */
static size_t skip_tag(stripper *x, zhen_str s, size_t at)
{
  size_t most = s.len - at < TAG_MOST ? s.len : at + TAG_MOST;
  size_t end = str_find(str_part(s, 0, most), at, '>');
  zhen_str tag;

  if (end == most)
    return at;
  tag = str_part(s, at + 1, end);
  if (str_begins(tag, "/"))
    tag = str_after(tag, 1);
  if (!is_tag(tag))
    return at;
  if (s.ptr[at + 1] == '/')
    return end + 1;
  if (has_name(tag, "br"))
    end_line(x);
  if (has_name(tag, "v")) {
    end_line(x);
    x->speaks = true;
  }
  return has_name(tag, "rt") ? skip_reading(x, s, end + 1) : end + 1;
}

/* {\an8}; in SubRip, {y:i} too; what else is in braces is text there. */
static size_t skip_braces(stripper *x, zhen_str s, size_t at)
{
  size_t end = x->no_brace ? s.len : str_find(s, at, '}');
  zhen_str in;

  x->no_brace = end == s.len;
  if (x->no_brace)
    return at;
  in = str_part(s, at + 1, end);
  if (x->kind != ZHEN_KIND_ASS && !str_begins(in, "\\") &&
      !(in.len > 2 && in.ptr[1] == ':'))
    return at;
  for (size_t i = 0; i + 2 < in.len; i++)
    if (in.ptr[i] == '\\' && in.ptr[i + 1] == 'p' && in.ptr[i + 2] >= '0' &&
        in.ptr[i + 2] <= '9')
      x->drawing = in.ptr[i + 2] != '0';
  return end + 1;
}

static size_t take_entity(stripper *x, zhen_str s, size_t at, size_t from)
{
  static const struct {
    const char *name, *text;
  } entities[] = {{"&amp;", "&"},  {"&lt;", "<"},    {"&gt;", ">"},
                  {"&nbsp;", " "}, {"&quot;", "\""}, {"&#39;", "'"},
                  {"&lrm;", ""},   {"&rlm;", ""}};

  for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
    size_t n = strlen(entities[i].name);

    if (!str_begins(str_after(s, at), entities[i].name))
      continue;
    if (entities[i].text[0])
      put(x, entities[i].text, 1, from + at, from + at + n);
    return at + n;
  }
  return at;
}

/* \N and \n end a line, \h is a space. */
static size_t take_escape(stripper *x, zhen_str s, size_t at, size_t from)
{
  char c = at + 1 < s.len ? s.ptr[at + 1] : '\0';

  if (c != 'N' && c != 'h' && !(c == 'n' && x->kind == ZHEN_KIND_ASS))
    return at;
  if (c == 'h')
    put(x, " ", 1, from + at, from + at + 2);
  else
    end_line(x);
  return at + 2;
}

/* Marks that no reader sees. */
static bool is_invisible(uint32_t rune)
{
  return (rune >= 0x200B && rune <= 0x200F) ||
         (rune >= 0x202A && rune <= 0x202E) ||
         (rune >= 0x2060 && rune <= 0x2064) || rune == 0xFEFF;
}

static size_t skip_style(stripper *x, zhen_str s, size_t at, size_t from)
{
  switch (s.ptr[at]) {
  case '<':
    return skip_tag(x, s, at);
  case '{':
    return skip_braces(x, s, at);
  case '&':
    return take_entity(x, s, at, from);
  case '\\':
    return take_escape(x, s, at, from);
  case '\n':
    end_line(x);
    return at + 1;
  default:
    return at;
  }
}

static bool ends_in_space(const stripper *x)
{
  const buf *b = &x->lines->plain->bytes;

  return b->len == x->begin || b->ptr[b->len - 1] == ' ';
}

static void strip_body(stripper *x, zhen_bytes body)
{
  zhen_str s = str_part(x->s, body.begin, body.end);

  x->drawing = x->no_brace = x->no_reading = false;
  for (size_t at = 0; at < s.len;) {
    size_t next = skip_style(x, s, at, body.begin), size;
    uint32_t rune;

    if (next > at) {
      at = next;
      continue;
    }
    rune = utf8_at(s, at, &size);
    next = at + size;
    if (x->drawing || is_invisible(rune))
      ;
    else if (!rune_is_space(rune))
      put(x, s.ptr + at, size, body.begin + at, body.begin + next);
    else if (!ends_in_space(x))
      put(x, " ", 1, body.begin + at, body.begin + next);
    at = next;
  }
  end_line(x);
}

/* ---- who speaks ---- */

/* The dash before the words of a speaker, with its space; 0: none. */
static size_t dash_length(zhen_str s)
{
  size_t at = 0, size;
  uint32_t rune = utf8_next(s, &at), next;

  if (rune != '-' && rune != 0x2010 && rune != 0x2013)
    return 0;
  while (at < s.len && s.ptr[at] == ' ')
    at++;
  if (at == s.len)
    return 0;
  next = utf8_at(s, at, &size);
  if (next == rune || (next >= '0' && next <= '9' && at == 1))
    return 0;
  return at;
}

static void end_cue(stripper *x)
{
  caption_lines *lines = x->lines;

  for (size_t i = x->first; i < lines->count; i++) {
    caption_line *l = &lines->at[i];
    size_t n = dash_length(line_str(lines, i));

    l->at.begin += n;
    l->speaks |= n > 0;
    l->lang = zhen_text_lang(line_str(lines, i));
  }
}

/* Captions that roll up have times within their lines. */
static bool rolls(const cue_list *list, zhen_kind kind)
{
  zhen_str s = list->text;
  int64_t ms;

  for (size_t at = 0; kind == ZHEN_KIND_VTT && at < s.len;) {
    at = str_find(s, at, '<');
    if (at < s.len)
      at++;
    if (at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9' &&
        cue_time(&ms, str_after(s, at)) > 0)
      return true;
  }
  return false;
}

zhen_status caption_lines_read(caption_lines *lines, const cue_list *list,
                               const document_source *source, zhen_kind kind)
{
  stripper x = {.lines = lines, .text = source->text, .kind = kind};

  *lines = (caption_lines){
      .plain = text_new(source->name, zhen_text_encoding(source->text))};
  if (!lines->plain)
    return zhen_fail_memory();
  lines->plain->source_len = source->text->source_len;
  x.s = list->text;
  x.rolls = rolls(list, kind);
  for (x.cue = 0; x.cue < list->count && !x.out_of_memory; x.cue++) {
    x.first = lines->count;
    strip_body(&x, list->at[x.cue].body);
    end_cue(&x);
  }
  if (x.out_of_memory)
    return zhen_fail_memory();
  return text_status(lines->plain);
}

void caption_lines_dispose(caption_lines *lines)
{
  zhen_text_free(lines->plain);
  free(lines->at);
  *lines = (caption_lines){0};
}
