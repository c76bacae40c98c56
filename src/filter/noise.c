/* SPDX-License-Identifier: Apache-2.0 */
/* Noise: tags, character references, repeated phrases. */
#include "filter/measures.h"
#include "text/utf8.h"

#include <string.h>

/* Tag names that occur in running text, each between spaces. */
static const char tags[] =
    " a abbr b big blockquote body br center cite code col dd del div dl dt em "
    "embed font form frame h1 h2 h3 h4 h5 h6 head hr html i iframe img input "
    "ins kbd label li link meta nobr ol object option p param pre q s samp "
    "script section select small span strike strong style sub sup table tbody "
    "td textarea tfoot th thead title tr tt u ul var video wbr ";

static const char references[] =
    " amp apos bull copy euro gt hellip laquo ldquo lsquo lt mdash middot nbsp "
    "ndash quot raquo rdquo reg rsquo times trade ";

enum { NAME_MAX_BYTES = 16 };

static bool is_name(char c)
{
  return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

/* Is the name at `at`, in lower case between spaces, in a list? */
static bool is_listed(zhen_str s, size_t at, size_t end, const char *list)
{
  char name[NAME_MAX_BYTES + 3] = " ";
  size_t len = end - at;

  if (len == 0 || len > NAME_MAX_BYTES)
    return false;
  for (size_t i = 0; i < len; i++)
    name[1 + i] = s.ptr[at + i] >= 'A' && s.ptr[at + i] <= 'Z'
                      ? (char)(s.ptr[at + i] | 0x20)
                      : s.ptr[at + i];
  name[1 + len] = ' ';
  return strstr(list, name) != NULL;
}

static size_t name_end(zhen_str s, size_t at)
{
  while (at < s.len && is_name(s.ptr[at]))
    at++;
  return at;
}

/* The next > and the next = of a text; each is searched once. */
typedef struct next_marks {
  size_t close, equals;
} next_marks;

static size_t next_mark(zhen_str s, size_t at, char mark, size_t *found)
{
  if (*found < at)
    *found = str_find(s, at, mark);
  return *found;
}

/* After the name: nothing more, or attributes. a<b and b>c is not a tag. */
static bool closes(zhen_str s, size_t at, next_marks *next)
{
  size_t end = next_mark(s, at, '>', &next->close), behind = at;

  if (end == s.len)
    return false;
  if (end > at && s.ptr[end - 1] == '/')
    end--;
  while (behind < end) {
    size_t size;

    if (!rune_is_space(utf8_at(s, behind, &size)))
      break;
    behind += size;
  }
  return behind >= end ||
         (s.ptr[at] == ' ' && next_mark(s, at, '=', &next->equals) < end);
}

static bool is_tag(zhen_str s, size_t at, next_marks *next)
{
  size_t end;

  if (at < s.len && s.ptr[at] == '/')
    at++;
  end = name_end(s, at);
  return is_listed(s, at, end, tags) && closes(s, end, next);
}

static bool is_reference(zhen_str s, size_t at)
{
  bool number = at < s.len && s.ptr[at] == '#';
  size_t begin = at + number, end = name_end(s, begin);

  if (end >= s.len || s.ptr[end] != ';' || end == begin)
    return false;
  return number ? end - begin <= 7 : is_listed(s, begin, end, references);
}

double filter_html(zhen_str s)
{
  next_marks next = {0};
  double n = 0;

  for (size_t i = 0; i < s.len; i++)
    n += (s.ptr[i] == '<' && is_tag(s, i + 1, &next)) ||
         (s.ptr[i] == '&' && is_reference(s, i + 1));
  return n;
}

/* ---- repetition ---- */

enum { RUNES = 2048, PERIOD_MAX = 100 };

/* The characters of a text that are letters, digits or above ASCII. */
static size_t decode(zhen_str s, uint32_t *runes)
{
  size_t n = 0;

  for (size_t at = 0; at < s.len && n < RUNES;) {
    uint32_t r = utf8_next(s, &at);

    if (r >= 0x80 ? !rune_is_space(r) : is_name((char)r))
      runes[n++] = r >= 'A' && r <= 'Z' ? r | 0x20 : r;
  }
  return n;
}

/* 哈哈哈哈, ------ and hahaha are not phrases. */
static bool is_phrase(const uint32_t *runes, size_t period)
{
  size_t weight = 0;
  bool differ = false;

  for (size_t i = 0; i < period; i++) {
    weight += rune_is_han(runes[i]) ? 2 : rune_is_latin(runes[i]);
    differ |= runes[i] != runes[0];
  }
  return weight > 2 && differ;
}

/* A phrase that occurs three times in a row is found at each of its lengths. */
static bool may_repeat(const uint32_t *runes, size_t n, size_t period)
{
  size_t in_row = 0;

  for (size_t i = period; i < n; i += period) {
    in_row = runes[i] == runes[i - period] ? in_row + 1 : 0;
    if (in_row == 2 || (in_row == 1 && i + period >= n))
      return true;
  }
  return false;
}

/* Two occurrences count as one. */
double filter_repetition(zhen_str s)
{
  uint32_t runes[RUNES];
  size_t n = decode(s, runes), most = 1;

  for (size_t period = 2; period <= PERIOD_MAX && period * 3 <= n; period++) {
    size_t same = 0;

    if (!may_repeat(runes, n, period))
      continue;
    for (size_t i = period; i < n; i++) {
      size_t times;

      same = runes[i] == runes[i - period] ? same + 1 : 0;
      times = same / period + 1;
      if (times > 2 && times > most &&
          is_phrase(runes + i + 1 - period, period))
        most = times;
    }
  }
  return (double)most;
}
