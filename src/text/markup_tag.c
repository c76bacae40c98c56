/* SPDX-License-Identifier: Apache-2.0 */
#include "text/markup_tag.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum { MAX_TAG = 16 * 1024 };

/* Elements newer than libxml2's table. */
static const char html5[] =
    " article aside details figcaption figure footer header main mark nav "
    "section source summary svg time video audio wbr ";

static const char paragraphs[] =
    " p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre article section hr ";

static bool in_list(const char *list, const tag *t)
{
  return strstr(list, t->name) != NULL;
}

static const htmlElemDesc *describe(const tag *t)
{
  char name[TAG_NAME_BYTES + 1] = {0};

  memcpy(name, t->name + 1, strlen(t->name) - 2);
  return htmlTagLookup((const xmlChar *)name);
}

/* Where the tag whose attributes start at `at` ends; 0 if it does not. */
static size_t find_close(zhen_str s, size_t at)
{
  char quote = 0;

  for (; at < s.len && s.ptr[at] != '<'; at++) {
    char c = s.ptr[at];

    if (c == '>' && !quote)
      return at + 1;
    if (c == quote)
      quote = 0;
    else if (!quote && (c == '"' || c == '\'') && s.ptr[at - 1] == '=')
      quote = c;
  }
  return 0;
}

/* Whether there is at most one word, as in <input disabled>. */
static bool is_bare(zhen_str s)
{
  s = str_trim(s);
  return !memchr(s.ptr, ' ', s.len) || memchr(s.ptr, '/', s.len);
}

/* The tag at `at`, if it is a known element. */
bool markup_read_tag(tag *t, zhen_str s, size_t at)
{
  size_t len = 0;

  *t = (tag){.name = " "};
  at++;
  t->closing = at < s.len && s.ptr[at] == '/';
  at += t->closing;
  while (at < s.len && len < TAG_NAME_BYTES && markup_is_alnum(s.ptr[at])) {
    char c = s.ptr[at++];

    t->name[++len] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
  }
  t->name[len + 1] = ' ';
  if (len == 0 || at >= s.len || !strchr(" \t\r\n/>", s.ptr[at]))
    return false;
  if (!in_list(html5, t) && !describe(t))
    return false;
  t->end = find_close(s, at);
  if (t->end == 0)
    return false;
  t->attributes = memchr(s.ptr + at, '=', t->end - at) != NULL;
  return t->attributes || is_bare((zhen_str){s.ptr + at, t->end - 1 - at});
}

size_t markup_find(zhen_str s, size_t at, const char *what)
{
  const char *found = memmem(s.ptr + at, s.len - at, what, strlen(what));

  return found ? (size_t)(found - s.ptr) : s.len;
}

/* End of a comment, declaration or processing instruction; 0 if none. */
size_t markup_special_end(zhen_str s, size_t at)
{
  size_t end;

  if (s.len - at > MAX_TAG)
    s.len = at + MAX_TAG;
  if (str_begins(str_after(s, at), "<!--")) {
    end = markup_find(s, at + 4, "-->");
    return end < s.len ? end + 3 : 0;
  }
  if (str_begins(str_after(s, at), "<!DOCTYPE") ||
      str_begins(str_after(s, at), "<!doctype") ||
      str_begins(str_after(s, at), "<?xml")) {
    end = markup_find(s, at, ">");
    return end < s.len ? end + 1 : 0;
  }
  return 0;
}

size_t markup_tag_end(zhen_str s, size_t at)
{
  size_t end = markup_special_end(s, at);
  tag t;

  if (end)
    return end;
  return markup_read_tag(&t, s, at) ? t.end : 0;
}

uint32_t markup_tag_break(const tag *t)
{
  const htmlElemDesc *element = describe(t);

  if (strcmp(t->name, " br ") == 0)
    return PUT_BREAK;
  if (strcmp(t->name, " td ") == 0 || strcmp(t->name, " th ") == 0)
    return t->closing ? '\t' : PUT_NOTHING;
  if (in_list(paragraphs, t))
    return PUT_PARAGRAPH;
  if (!element)
    return strstr(" mark time wbr source ", t->name) ? PUT_NOTHING : PUT_LINE;
  return element->isinline ? PUT_NOTHING : PUT_LINE;
}

bool markup_tag_parts(const tag *t)
{
  return markup_tag_break(t) != PUT_NOTHING || strcmp(t->name, " td ") == 0 ||
         strcmp(t->name, " th ") == 0;
}

bool markup_is_block_tag(zhen_str s, size_t at)
{
  tag t;

  return markup_read_tag(&t, s, at) && markup_tag_parts(&t);
}
