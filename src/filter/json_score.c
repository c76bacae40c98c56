/* SPDX-License-Identifier: Apache-2.0 */
#include "filter/json_score.h"
#include "format/record.h"
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

/* The value of a key, in quotes, of the object itself, to the comma or brace
   after it; false if there is none. */
static bool find_key(zhen_str s, const char *key, size_t *name, size_t *begin,
                     size_t *end)
{
  size_t at = str_find(s, 0, '{') + 1;

  while (at < s.len && (at = str_find(s, at, '"')) < s.len) {
    size_t colon;

    *name = at;
    at = skip_string(s, at);
    colon = str_find(s, at, ':');
    *begin = colon + 1;
    *end = skip_value(s, *begin);
    if (at - *name == strlen(key) &&
        memcmp(s.ptr + *name, key, strlen(key)) == 0)
      return true;
    at = *end;
  }
  return false;
}

void json_put_with_score(buf *out, zhen_str line, double score)
{
  size_t name, begin, end;

  if (!find_key(line, "\"score\"", &name, &begin, &end)) {
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

/* Take a key and its value, which are not the first of the object, away. */
static void drop_key(buf *b, const char *key)
{
  zhen_str line = {b->ptr, b->len};
  size_t name, begin, end;

  if (b->failed || !find_key(line, key, &name, &begin, &end))
    return;
  while (name > 0 && b->ptr[name] != ',')
    name--;
  if (name == 0)
    return;
  memmove(b->ptr + name, b->ptr + end, b->len - end);
  b->len -= end - name;
}

void json_put_words(buf *line, const zhen_pair_words *words)
{
  const record r = {.words = words};

  drop_key(line, "\"words\"");
  drop_key(line, "\"zh_words\"");
  drop_key(line, "\"en_words\"");
  while (line->len > 0 && line->ptr[line->len - 1] != '}')
    line->len--;
  if (line->len > 0)
    line->len--;
  record_put_json_words(line, &r);
  buf_putc(line, '}');
}
