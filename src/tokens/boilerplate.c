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

/*
 * From the first letter to the last one: in lower case, "#" for a number,
 * straight apostrophes. It never grows.
 */
static void fold(char out[LINE_MAX + 1], zhen_str s)
{
  size_t n = 0, end = 0;

  for (size_t at = 0; at < s.len;) {
    size_t before = at;
    uint32_t rune = utf8_next(s, &at);
    bool letter = is_letter(rune);

    if (n == 0 && !letter)
      continue;
    if (rune >= '0' && rune <= '9') {
      if (out[n - 1] != '#')
        out[n++] = '#';
    } else if (rune == 0x2019) {
      out[n++] = '\'';
    } else if (rune >= 'A' && rune <= 'Z') {
      out[n++] = (char)(rune | 0x20);
    } else {
      memcpy(out + n, s.ptr + before, at - before);
      n += at - before;
    }
    end = letter ? n : end;
  }
  out[end] = '\0';
}

static int by_text(const void *key, const void *entry)
{
  return strcmp(key, *(const char *const *)entry);
}

/* Does a full stop end it, or a comma of a sentence divide it? */
static bool is_sentence(zhen_str s)
{
  uint32_t last = 0;

  for (size_t at = 0; at < s.len;) {
    uint32_t rune = utf8_next(s, &at);

    if (rune == 0xFF0C)
      return true;
    if (is_letter(rune) || rune == '.' || rune == '!' || rune == '?' ||
        rune == 0x3002 || rune == 0xFF01 || rune == 0xFF1F)
      last = rune;
  }
  return last && !is_letter(last);
}

static bool has_pattern(const char *line, zhen_str sentence)
{
  bool bare = !is_sentence(sentence);

  for (size_t k = 0; k < sizeof patterns / sizeof patterns[0]; k++) {
    const struct line_pattern *p = &patterns[k];

    if (p->begin[0] && p->begin[0] != line[0]) /* nearly all */
      continue;
    if ((bare || !p->bare) && strncmp(line, p->begin, strlen(p->begin)) == 0 &&
        strstr(line, p->has))
      return true;
  }
  return false;
}

/* A date and a time of day in numbers, and nothing else. */
static bool is_time_stamp(zhen_str s)
{
  size_t digits = 0, colons = 0;

  for (size_t k = 0; k < s.len; k++) {
    digits += s.ptr[k] >= '0' && s.ptr[k] <= '9';
    colons += s.ptr[k] == ':';
    if (!strchr("0123456789-/.: TZ", s.ptr[k]) || s.ptr[k] == '\0')
      return false;
  }
  return digits >= 10 && digits <= 14 && colons > 0;
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

  if (sentence.len > LINE_MAX)
    return false;
  fold(line, sentence);
  if (line[0] == '\0')
    return is_time_stamp(sentence);
  return is_aside(sentence) ||
         bsearch(line, whole_lines, sizeof whole_lines / sizeof whole_lines[0],
                 sizeof whole_lines[0], by_text) ||
         has_pattern(line, sentence);
}
