/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/tag.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_TAG = 16 * 1024, MAX_BRACES = 2 * 1024 };

bool markup_tag_is(const tag *t, const char *name)
{
  return strcmp(t->name, name) == 0;
}

/* ---- names of this text ---- */

static int compare_names(const void *a, const void *b)
{
  const zhen_str *x = a, *y = b;
  size_t len = x->len < y->len ? x->len : y->len;
  int order = strncasecmp(x->ptr, y->ptr, len);

  return order ? order : (x->len > y->len) - (x->len < y->len);
}

/* <x-y>, <o:p>, <Tabs.Item> */
static bool is_name(char c)
{
  return markup_is_alnum(c) || (c != '\0' && strchr("-:._", c));
}

static size_t name_length(zhen_str s, size_t at)
{
  size_t n = 0;

  while (at + n < s.len && n < TAG_NAME_BYTES && is_name(s.ptr[at + n]))
    n++;
  return n;
}

static void take_name(tag *t, zhen_str name)
{
  for (size_t i = 0; i < name.len; i++) {
    char c = name.ptr[i];

    t->name[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
  }
}

/* The names of "</name>", for all that are no elements. */
void tag_names_collect(tag_names *names, zhen_str s)
{
  for (size_t at = markup_find(s, 0, "</"); at < s.len;
       at = markup_find(s, at + 2, "</")) {
    zhen_str name = str_part(s, at + 2, at + 2 + name_length(s, at + 2));
    tag t = {.name = ""};

    take_name(&t, name);
    if (name.len == 0 || at + 2 + name.len >= s.len ||
        s.ptr[at + 2 + name.len] != '>' || tag_find_element(t.name, &t.use))
      continue;
    if (mem_grow(&names->at, &names->capacity, names->count + 1,
                 sizeof *names->at) != ZHEN_OK)
      names->failed = true;
    else
      names->at[names->count++] = name;
    if (names->failed)
      return;
  }
  if (names->count)
    qsort(names->at, names->count, sizeof *names->at, compare_names);
}

static bool is_known(const tag_names *names, zhen_str name)
{
  return names && names->count > 0 &&
         bsearch(&name, names->at, names->count, sizeof *names->at,
                 compare_names);
}

/* ---- tags ---- */

/* The end of a value in braces, as in JSX. */
static size_t braces_end(zhen_str s, size_t at)
{
  size_t depth = 0;

  if (s.len > at + MAX_BRACES)
    s.len = at + MAX_BRACES;
  for (; at < s.len; at++) {
    depth += s.ptr[at] == '{';
    if (s.ptr[at] == '}' && --depth == 0)
      return at + 1;
  }
  return 0;
}

/* Where the tag whose attributes start at `at` ends; 0 if it does not. */
static size_t find_close(zhen_str s, size_t at)
{
  if (s.len > at + MAX_TAG)
    s.len = at + MAX_TAG;
  while (at < s.len && s.ptr[at] != '<' && s.ptr[at] != '>') {
    char c = s.ptr[at++];

    if (c != '=' || at >= s.len)
      continue;
    while (at < s.len && s.ptr[at] == ' ')
      at++;
    if (at < s.len && (s.ptr[at] == '"' || s.ptr[at] == '\''))
      at = str_find(s, at + 1, s.ptr[at]) + 1;
    else if (at < s.len && s.ptr[at] == '{')
      at = braces_end(s, at);
    if (at == 0)
      return 0;
  }
  return at < s.len && s.ptr[at] == '>' ? at + 1 : 0;
}

/* Whether there is at most one word, as in <input disabled>. */
static bool is_bare(zhen_str s)
{
  s = str_trim(s);
  return !memchr(s.ptr, ' ', s.len) || memchr(s.ptr, '/', s.len);
}

bool markup_read_tag(tag *t, zhen_str s, size_t at, const tag_names *names)
{
  zhen_str name;

  *t = (tag){.use = TAG_INLINE};
  at++;
  t->closing = at < s.len && s.ptr[at] == '/';
  at += t->closing;
  name = str_part(s, at, at + name_length(s, at));
  at += name.len;
  if (name.len == 0 || at >= s.len || !strchr(" \t\r\n/>", s.ptr[at]))
    return false;
  take_name(t, name);
  if (!tag_find_element(t->name, &t->use) && !is_known(names, name))
    return false;
  t->end = find_close(s, at);
  if (t->end == 0)
    return false;
  t->inside = str_part(s, at, t->end - 1);
  t->closed = t->inside.len > 0 && t->inside.ptr[t->inside.len - 1] == '/';
  t->attributes =
      t->inside.len > 0 && memchr(t->inside.ptr, '=', t->inside.len) != NULL;
  return t->attributes || is_bare(t->inside);
}

/* ---- the rest ---- */

size_t markup_find(zhen_str s, size_t at, const char *what)
{
  const char *found;

  if (at >= s.len)
    return s.len;
  found = memmem(s.ptr + at, s.len - at, what, strlen(what));
  return found ? (size_t)(found - s.ptr) : s.len;
}

static size_t end_after(zhen_str s, size_t at, const char *what)
{
  size_t end = markup_find(s, at, what);

  return end < s.len ? end + strlen(what) : 0;
}

size_t markup_special_end(zhen_str s, size_t at, bool *open)
{
  zhen_str rest = str_after(s, at);
  size_t end;

  if (str_begins(rest, "<!--")) {
    end = *open ? 0 : end_after(s, at + 4, "-->");
    *open = end == 0;
    return end;
  }
  if (s.len - at > MAX_TAG)
    s.len = at + MAX_TAG;
  if (str_begins(rest, "<!DOCTYPE") || str_begins(rest, "<!doctype") ||
      str_begins(rest, "<?xml"))
    return end_after(s, at, ">");
  if (str_begins(rest, "<![CDATA["))
    return at + 9;
  return 0;
}

size_t markup_tag_end(zhen_str s, size_t at, bool *open)
{
  size_t end = markup_special_end(s, at, open);
  tag t;

  if (end)
    return end;
  return markup_read_tag(&t, s, at, NULL) ? t.end : 0;
}

uint32_t markup_tag_break(const tag *t)
{
  switch (t->use) {
  case TAG_BREAK:
    return PUT_BREAK;
  case TAG_LINE:
    return PUT_LINE;
  case TAG_PARAGRAPH:
    return PUT_PARAGRAPH;
  case TAG_QUOTE:
    return t->closing ? 0x201D : 0x201C;
  default:
    return PUT_NOTHING;
  }
}

bool markup_tag_parts(const tag *t)
{
  return t->use == TAG_LINE || t->use == TAG_PARAGRAPH || t->use == TAG_BREAK;
}

bool markup_is_block_tag(zhen_str s, size_t at)
{
  tag t;

  return markup_read_tag(&t, s, at, NULL) && markup_tag_parts(&t);
}
