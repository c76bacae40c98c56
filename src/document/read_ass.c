/* SPDX-License-Identifier: Apache-2.0 */
/* Advanced SubStation Alpha, and SubStation Alpha, to captions. */
#include "base/fail.h"
#include "document/captions.h"

#include <strings.h>

enum { FIELDS_MOST = 64 };

/* Numbers of the fields of an event; the text is the last one. */
typedef struct ass_format {
  int n, begin, end, name;
} ass_format;

static zhen_str take_field(zhen_str *rest)
{
  size_t end = str_find(*rest, 0, ',');
  zhen_str field = str_trim(str_part(*rest, 0, end));

  *rest = end < rest->len ? str_after(*rest, end + 1) : str_after(*rest, end);
  return field;
}

static bool is_word(zhen_str s, const char *word)
{
  size_t n = 0;

  while (word[n])
    n++;
  return s.len == n && strncasecmp(s.ptr, word, n) == 0;
}

/* The value of a line "KEY: VALUE". */
static bool take_key(zhen_str *line, const char *key)
{
  size_t n = str_find(*line, 0, ':');

  if (n == line->len || !is_word(str_trim(str_part(*line, 0, n)), key))
    return false;
  *line = str_after(*line, n + 1);
  return true;
}

/* Styles have a format, too. */
static void read_format(ass_format *f, zhen_str rest)
{
  ass_format found = {.begin = -1, .end = -1, .name = -1};

  for (int i = 0; i < FIELDS_MOST && rest.len > 0; i++) {
    zhen_str field = take_field(&rest);

    found.n = i + 1;
    if (is_word(field, "Start"))
      found.begin = i;
    if (is_word(field, "End"))
      found.end = i;
    if (is_word(field, "Name") || is_word(field, "Actor"))
      found.name = i;
  }
  if (found.begin >= 0 && found.end >= 0)
    *f = found;
}

static bool read_time(int64_t *ms, zhen_str field)
{
  size_t n = cue_time(ms, field);

  return n > 0 && n == field.len;
}

static zhen_status read_event(cue_list *list, const ass_format *f,
                              zhen_str rest, size_t number)
{
  cue c = {.begin = TIME_UNKNOWN, .end = TIME_UNKNOWN, .line = number};
  bool timed = true;

  for (int i = 0; i + 1 < f->n; i++) {
    zhen_str field = take_field(&rest);

    if (i == f->begin)
      timed &= read_time(&c.begin, field);
    if (i == f->end)
      timed &= read_time(&c.end, field);
    if (i == f->name)
      c.speaker = field;
  }
  if (!timed || c.begin == TIME_UNKNOWN || c.end == TIME_UNKNOWN) {
    c.begin = c.end = TIME_UNKNOWN;
    cues_note(list, DAMAGE_TIME, number);
  }
  c.body.begin = (size_t)(rest.ptr - list->text.ptr);
  c.body.end = c.body.begin + rest.len;
  return cues_add(list, c);
}

zhen_status cues_read_ass(cue_list *list, zhen_str text)
{
  ass_format format = {.n = 10, .begin = 1, .end = 2, .name = 4};
  zhen_str rest = text;
  zhen_status status = ZHEN_OK;
  size_t number = 0;

  while (rest.len > 0 && status == ZHEN_OK) {
    size_t end = str_find(rest, 0, '\n');
    zhen_str line = str_trim(str_part(rest, 0, end));

    number++;
    rest = str_after(rest, end < rest.len ? end + 1 : end);
    if (take_key(&line, "Format"))
      read_format(&format, line);
    else if (take_key(&line, "Dialogue"))
      status = read_event(list, &format, line, number);
  }
  return status;
}
