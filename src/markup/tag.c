/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/tag.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_TAG = 16 * 1024, MAX_BRACES = 2 * 1024 };

/* The elements of HTML, of its old versions, and of MathML, by name. */
static const struct {
  const char *name;
  tag_use use;
} elements[] = {
    {"a", TAG_INLINE},
    {"abbr", TAG_INLINE},
    {"acronym", TAG_INLINE},
    {"address", TAG_LINE},
    {"annotation", TAG_DROP},
    {"annotation-xml", TAG_DROP},
    {"applet", TAG_DROP},
    {"area", TAG_EMPTY},
    {"article", TAG_PARAGRAPH},
    {"aside", TAG_LINE},
    {"audio", TAG_DROP},
    {"b", TAG_INLINE},
    {"base", TAG_EMPTY},
    {"bdi", TAG_INLINE},
    {"bdo", TAG_INLINE},
    {"big", TAG_INLINE},
    {"blockquote", TAG_PARAGRAPH},
    {"body", TAG_LINE},
    {"br", TAG_BREAK},
    {"button", TAG_INLINE},
    {"canvas", TAG_DROP},
    {"caption", TAG_LINE},
    {"center", TAG_LINE},
    {"cite", TAG_INLINE},
    {"code", TAG_INLINE},
    {"col", TAG_EMPTY},
    {"colgroup", TAG_LINE},
    {"data", TAG_INLINE},
    {"datalist", TAG_DROP},
    {"dd", TAG_LINE},
    {"del", TAG_INLINE},
    {"details", TAG_LINE},
    {"dfn", TAG_INLINE},
    {"dialog", TAG_LINE},
    {"dir", TAG_LINE},
    {"div", TAG_LINE},
    {"dl", TAG_PARAGRAPH},
    {"dt", TAG_LINE},
    {"em", TAG_INLINE},
    {"embed", TAG_EMPTY},
    {"fieldset", TAG_LINE},
    {"figcaption", TAG_LINE},
    {"figure", TAG_LINE},
    {"font", TAG_INLINE},
    {"footer", TAG_LINE},
    {"form", TAG_LINE},
    {"frame", TAG_EMPTY},
    {"frameset", TAG_LINE},
    {"h1", TAG_PARAGRAPH},
    {"h2", TAG_PARAGRAPH},
    {"h3", TAG_PARAGRAPH},
    {"h4", TAG_PARAGRAPH},
    {"h5", TAG_PARAGRAPH},
    {"h6", TAG_PARAGRAPH},
    {"head", TAG_LINE},
    {"header", TAG_LINE},
    {"hgroup", TAG_LINE},
    {"hr", TAG_PARAGRAPH},
    {"html", TAG_LINE},
    {"i", TAG_INLINE},
    {"iframe", TAG_DROP},
    {"img", TAG_EMPTY},
    {"input", TAG_EMPTY},
    {"ins", TAG_INLINE},
    {"kbd", TAG_INLINE},
    {"label", TAG_INLINE},
    {"legend", TAG_LINE},
    {"li", TAG_LINE},
    {"link", TAG_EMPTY},
    {"listing", TAG_PARAGRAPH},
    {"main", TAG_LINE},
    {"map", TAG_INLINE},
    {"mark", TAG_INLINE},
    {"math", TAG_INLINE},
    {"menu", TAG_LINE},
    {"meta", TAG_EMPTY},
    {"meter", TAG_DROP},
    {"mfrac", TAG_INLINE},
    {"mi", TAG_INLINE},
    {"mn", TAG_INLINE},
    {"mo", TAG_INLINE},
    {"mover", TAG_INLINE},
    {"mrow", TAG_INLINE},
    {"mspace", TAG_INLINE},
    {"msqrt", TAG_INLINE},
    {"mstyle", TAG_INLINE},
    {"msub", TAG_INLINE},
    {"msubsup", TAG_INLINE},
    {"msup", TAG_INLINE},
    {"mtable", TAG_INLINE},
    {"mtd", TAG_INLINE},
    {"mtext", TAG_INLINE},
    {"mtr", TAG_INLINE},
    {"munder", TAG_INLINE},
    {"munderover", TAG_INLINE},
    {"nav", TAG_LINE},
    {"nobr", TAG_INLINE},
    {"noembed", TAG_RAW},
    {"noframes", TAG_RAW},
    {"noscript", TAG_DROP},
    {"object", TAG_DROP},
    {"ol", TAG_PARAGRAPH},
    {"optgroup", TAG_LINE},
    {"option", TAG_LINE},
    {"output", TAG_INLINE},
    {"p", TAG_PARAGRAPH},
    {"param", TAG_EMPTY},
    {"picture", TAG_INLINE},
    {"pre", TAG_PARAGRAPH},
    {"progress", TAG_DROP},
    {"q", TAG_QUOTE},
    {"rb", TAG_INLINE},
    {"rp", TAG_DROP},
    {"rt", TAG_DROP},
    {"rtc", TAG_DROP},
    {"ruby", TAG_INLINE},
    {"s", TAG_INLINE},
    {"samp", TAG_INLINE},
    {"script", TAG_RAW},
    {"search", TAG_LINE},
    {"section", TAG_PARAGRAPH},
    {"select", TAG_DROP},
    {"semantics", TAG_INLINE},
    {"slot", TAG_INLINE},
    {"small", TAG_INLINE},
    {"source", TAG_EMPTY},
    {"span", TAG_INLINE},
    {"strike", TAG_INLINE},
    {"strong", TAG_INLINE},
    {"style", TAG_RAW},
    {"sub", TAG_INLINE},
    {"summary", TAG_LINE},
    {"sup", TAG_INLINE},
    {"svg", TAG_DROP},
    {"table", TAG_PARAGRAPH},
    {"tbody", TAG_LINE},
    {"td", TAG_LINE},
    {"template", TAG_DROP},
    {"textarea", TAG_RAW},
    {"tfoot", TAG_LINE},
    {"th", TAG_LINE},
    {"thead", TAG_LINE},
    {"time", TAG_INLINE},
    {"title", TAG_RAW},
    {"tr", TAG_LINE},
    {"track", TAG_EMPTY},
    {"tt", TAG_INLINE},
    {"u", TAG_INLINE},
    {"ul", TAG_PARAGRAPH},
    {"var", TAG_INLINE},
    {"video", TAG_DROP},
    {"wbr", TAG_EMPTY},
    {"xmp", TAG_PARAGRAPH},
};

enum { ELEMENTS = sizeof elements / sizeof *elements };

static bool is_element(tag *t)
{
  size_t low = 0, high = ELEMENTS;

  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(t->name, elements[middle].name);

    if (order == 0) {
      t->use = elements[middle].use;
      return true;
    }
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return false;
}

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
        s.ptr[at + 2 + name.len] != '>' || is_element(&t))
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
  if (!is_element(t) && !is_known(names, name))
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

/* ---- attributes ---- */

static size_t skip_space(zhen_str s, size_t at)
{
  while (at < s.len && strchr(" \t\r\n/", s.ptr[at]))
    at++;
  return at;
}

/* The value after a '='. */
static zhen_str take_value(zhen_str s, size_t *at)
{
  size_t begin = skip_space(s, *at), end = begin;
  char quote = begin < s.len ? s.ptr[begin] : ' ';

  if (quote == '"' || quote == '\'') {
    end = str_find(s, ++begin, quote);
    *at = end + 1;
  } else {
    while (end < s.len && !strchr(" \t\r\n", s.ptr[end]))
      end++;
    *at = end;
  }
  return str_part(s, begin, end);
}

bool markup_attribute(const tag *t, const char *name, zhen_str *value)
{
  zhen_str s = t->inside;
  size_t at = skip_space(s, 0);

  while (at < s.len) {
    size_t begin = at;
    bool found;

    while (at < s.len && !strchr(" \t\r\n=", s.ptr[at]))
      at++;
    found = at - begin == strlen(name) &&
            strncasecmp(s.ptr + begin, name, at - begin) == 0;
    at = skip_space(s, at);
    *value = (zhen_str){"", 0};
    if (at < s.len && s.ptr[at] == '=') {
      at++;
      *value = take_value(s, &at);
    }
    if (found)
      return true;
    at = skip_space(s, at);
  }
  return false;
}

static bool is_in_list(zhen_str word, const char *list)
{
  const char *end;

  for (const char *at = list + 1; *at; at = end + 1) {
    end = strchr(at, ' ');
    if ((size_t)(end - at) == word.len &&
        strncasecmp(at, word.ptr, word.len) == 0)
      return true;
  }
  return false;
}

bool markup_attribute_has(const tag *t, const char *name, const char *list)
{
  zhen_str value;
  size_t at = 0;

  if (!markup_attribute(t, name, &value))
    return false;
  while ((at = skip_space(value, at)) < value.len) {
    size_t begin = at;

    while (at < value.len && !strchr(" \t\r\n", value.ptr[at]))
      at++;
    if (is_in_list(str_part(value, begin, at), list))
      return true;
  }
  return false;
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
