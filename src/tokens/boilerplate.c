/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens/boilerplate.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

#include "tokens/boilerplate.inc"

/*
 * Bytes; what is longer is text. With 60 and 240 F1 of the development sets is
 * the same (see align/score/params.h).
 */
enum { LINE_MAX = 120 }; /* bytes; anything longer is text */

static bool is_letter(uint32_t rune)
{
  return rune_is_han(rune) || rune_is_latin(rune) || rune == 0xA9;
}

/* From the first letter to the last one, in lower case. */
static size_t fold(char out[LINE_MAX + 1], zhen_str s)
{
  size_t begin = s.len, end = 0;

  for (size_t at = 0; at < s.len;) {
    size_t before = at;

    if (is_letter(utf8_next(s, &at))) {
      begin = before < begin ? before : begin;
      end = at;
    }
  }
  if (end < begin)
    return 0;
  for (size_t k = begin; k < end; k++)
    out[k - begin] =
        (char)(s.ptr[k] >= 'A' && s.ptr[k] <= 'Z' ? s.ptr[k] | 0x20 : s.ptr[k]);
  out[end - begin] = '\0';
  return end - begin;
}

static int by_text(const void *key, const void *entry)
{
  return strcmp(key, *(const char *const *)entry);
}

static bool begins_so(const char *line)
{
  for (size_t k = 0; k < sizeof beginnings / sizeof beginnings[0]; k++)
    if (strncmp(line, beginnings[k], strlen(beginnings[k])) == 0)
      return true;
  return false;
}

/* Whether the bracket that a line begins with is closed at its end. */
static bool is_between(zhen_str s, const char *open, const char *close)
{
  size_t open_len = strlen(open), close_len = strlen(close), depth = 0, at = 0;

  while (at + close_len <= s.len) {
    if (at + open_len <= s.len && memcmp(s.ptr + at, open, open_len) == 0)
      depth++;
    else if (depth && memcmp(s.ptr + at, close, close_len) == 0)
      depth--;
    if (depth == 0)
      return at > 0 && at + close_len == s.len;
    at++;
  }
  return false;
}

/* A note of an editor, the direction of a stage: a line in brackets. */
static bool is_aside(zhen_str s)
{
  static const char *const brackets[][2] = {
      {"(", ")"}, {"（", "）"}, {"[", "]"}, {"［", "］"}, {"【", "】"}};

  for (size_t k = 0; k < sizeof brackets / sizeof brackets[0]; k++)
    if (is_between(s, brackets[k][0], brackets[k][1]))
      return true;
  return false;
}

bool is_boilerplate(zhen_str sentence)
{
  char line[LINE_MAX + 1];

  if (sentence.len > LINE_MAX || fold(line, sentence) == 0)
    return false;
  return is_aside(sentence) ||
         bsearch(line, whole_lines, sizeof whole_lines / sizeof whole_lines[0],
                 sizeof whole_lines[0], by_text) ||
         begins_so(line);
}
