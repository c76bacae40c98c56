/* SPDX-License-Identifier: Apache-2.0 */
#include "filter/json_score.h"
#include "text/line.h"
#include "text/utf8.h"

#include <string.h>

/* The byte after a string that begins at a quotation mark. */
static size_t skip_string(zhen_str s, size_t at)
{
  for (at++; at < s.len && s.ptr[at] != '"'; at++)
    at += s.ptr[at] == '\\';
  return at + 1;
}

/* The byte after the value that begins at `at`, in an object or list. */
static size_t skip_value(zhen_str s, size_t at)
{
  unsigned depth = 0;

  while (at < s.len) {
    char c = s.ptr[at];

    if (c == '"') {
      at = skip_string(s, at);
      continue;
    }
    if (depth == 0 && (c == ',' || c == '}' || c == ']'))
      break;
    depth += c == '{' || c == '[';
    depth -= c == '}' || c == ']';
    at++;
  }
  return at;
}

/* The value of the key "score" of the object itself, to the comma or brace
   after it; false if there is none. */
static bool find_score(zhen_str s, size_t *begin, size_t *end)
{
  static const char key[] = "\"score\"";
  size_t at = str_find(s, 0, '{') + 1;

  while (at < s.len && (at = str_find(s, at, '"')) < s.len) {
    size_t name = at, colon;

    at = skip_string(s, at);
    colon = str_find(s, at, ':');
    *begin = colon + 1;
    *end = skip_value(s, *begin);
    if (at - name == sizeof key - 1 &&
        memcmp(s.ptr + name, key, sizeof key - 1) == 0)
      return true;
    at = *end;
  }
  return false;
}

void json_put_with_score(buf *out, zhen_str line, double score)
{
  size_t begin, end;

  if (!find_score(line, &begin, &end)) {
    end = line.len;
    while (end > 0 && line.ptr[end - 1] != '}')
      end--;
    begin = end = end ? end - 1 : 0;
    buf_put(out, line.ptr, begin);
    buf_puts(out, ",\"score\":");
  } else {
    buf_put(out, line.ptr, begin);
  }
  line_put_score(out, score, 4);
  while (out->ptr && out->ptr[out->len - 1] == '0' &&
         out->ptr[out->len - 2] != '.')
    out->len--;
  buf_put(out, line.ptr + end, line.len - end);
}
