/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/tag.h"

#include <string.h>
#include <strings.h>

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
