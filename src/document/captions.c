/* SPDX-License-Identifier: Apache-2.0 */
#include "document/captions.h"
#include "document/source.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
  FIELD_DIGITS = 9,       /* hours, far beyond any film */
  SHOWN = 1000,           /* of a caption whose end is not known */
  SHOWN_MOST = 10 * 1000, /* until the next caption begins */
  RESTART = 60 * 1000     /* back by more than this: a second reel */
};

/* ---- times ---- */

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static size_t read_digits(int64_t *value, zhen_str s, size_t at)
{
  size_t n = 0;

  *value = 0;
  for (; at + n < s.len && is_digit(s.ptr[at + n]); n++)
    if (n < FIELD_DIGITS)
      *value = *value * 10 + (s.ptr[at + n] - '0');
  return n <= FIELD_DIGITS ? n : 0;
}

/* The digits after the seconds: ,5 and ,50 and ,500 are half a second. */
static size_t read_fraction(int64_t *ms, zhen_str s, size_t at)
{
  size_t n = 0;
  int64_t unit = 100;

  *ms = 0;
  for (; at + n < s.len && is_digit(s.ptr[at + n]); n++, unit /= 10)
    *ms += unit * (s.ptr[at + n] - '0');
  return n;
}

size_t cue_time(int64_t *ms, zhen_str s)
{
  int64_t seconds = 0, field, fraction = 0;
  size_t at = 0, fields = 0;

  for (;; at++) {
    size_t n = read_digits(&field, s, at);

    if (n == 0)
      return 0;
    seconds = seconds * 60 + field;
    at += n;
    fields++;
    if (at == s.len || s.ptr[at] != ':' || fields == 4)
      break;
  }
  if (fields < 2 || fields > 3)
    return 0;
  if (at < s.len && (s.ptr[at] == ',' || s.ptr[at] == '.'))
    at += 1 + read_fraction(&fraction, s, at + 1);
  *ms = seconds * 1000 + fraction;
  return at;
}

bool cue_times(cue *c, zhen_str line)
{
  int64_t begin, end;
  size_t n;

  line = str_trim(line);
  n = cue_time(&begin, line);
  line = str_trim(str_after(line, n));
  if (n == 0 || !str_begins(line, "-->"))
    return false;
  if (cue_time(&end, str_trim(str_after(line, 3))) == 0)
    return false;
  c->begin = begin;
  c->end = end;
  return true;
}

/* ---- the list ---- */

zhen_status cues_add(cue_list *list, cue c)
{
  zhen_status status =
      mem_grow(&list->at, &list->capacity, list->count + 1, sizeof c);

  if (status == ZHEN_OK)
    list->at[list->count++] = c;
  return status;
}

void cues_note(cue_list *list, damage d, size_t line)
{
  if (list->damaged[d]++ == 0)
    list->first[d] = line;
}

void cues_dispose(cue_list *list)
{
  free(list->at);
  *list = (cue_list){0};
}

/* ---- order ---- */

/* The first known time at or after caption `i`. */
static int64_t next_begin(const cue_list *list, size_t i)
{
  while (i < list->count && list->at[i].begin == TIME_UNKNOWN)
    i++;
  return i < list->count ? list->at[i].begin : TIME_UNKNOWN;
}

static void set_unknown(cue_list *list)
{
  int64_t before = 0, next = 0;
  size_t known = 0; /* captions before this have `next` as their next */

  for (size_t i = 0; i < list->count; before = list->at[i++].end) {
    cue *c = &list->at[i];

    if (c->begin != TIME_UNKNOWN)
      continue;
    if (i >= known) {
      for (known = i;
           known < list->count && list->at[known].begin == TIME_UNKNOWN;)
        known++;
      next = next_begin(list, known);
    }
    c->begin = before;
    c->end = next > before && next - before < SHOWN_MOST ? next : before;
  }
}

static void set_reversed(cue_list *list)
{
  for (size_t i = 0; i < list->count; i++) {
    cue *c = &list->at[i];
    int64_t next =
        i + 1 < list->count ? list->at[i + 1].begin : c->begin + SHOWN;

    if (c->end >= c->begin)
      continue;
    cues_note(list, DAMAGE_REVERSED, c->line);
    c->end = next > c->begin && next - c->begin < SHOWN_MOST ? next
                                                             : c->begin + SHOWN;
  }
}

/* Captions of a second reel follow those of the first one. */
static void shift_restarts(cue_list *list)
{
  int64_t shift = 0, before = 0;

  for (size_t i = 0; i < list->count; i++) {
    cue *c = &list->at[i];

    if (c->begin + shift + RESTART < before) {
      shift = before - c->begin;
      cues_note(list, DAMAGE_RESTART, c->line);
    }
    c->begin += shift;
    c->end += shift;
    before = c->begin > before ? c->begin : before;
  }
}

static int compare(const void *a, const void *b)
{
  const cue *x = a, *y = b;

  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;
  return x->line < y->line ? -1 : x->line > y->line;
}

void cues_order(cue_list *list, bool by_time)
{
  set_unknown(list);
  set_reversed(list);
  if (!by_time)
    shift_restarts(list);
  for (size_t i = 1; i < list->count; i++) {
    if (list->at[i].begin >= list->at[i - 1].begin)
      continue;
    list->moved = true;
    if (!by_time)
      cues_note(list, DAMAGE_ORDER, list->at[i].line);
  }
  if (list->moved)
    qsort(list->at, list->count, sizeof *list->at, compare);
}

/* ---- the report ---- */

static const char *const repairs[DAMAGES] = {
    [DAMAGE_TIME] = "times that cannot be read; the caption is put between its "
                    "neighbors",
    [DAMAGE_REVERSED] = "the caption ends before it begins; its end is taken "
                        "from the next one",
    [DAMAGE_ORDER] = "the caption begins before the one above it; sorted by "
                     "time",
    [DAMAGE_RESTART] = "the times begin again; they are counted on",
    [DAMAGE_CUT] = "the file ends within a caption, which is dropped",
    [DAMAGE_OUTSIDE] = "text outside of any caption is dropped",
};

zhen_status cues_report(zhen_document *out, const cue_list *list)
{
  zhen_status status = ZHEN_OK;

  for (int d = 0; d < DAMAGES && status == ZHEN_OK; d++)
    if (list->damaged[d] > 0)
      status = document_note(out, (zhen_repair){.what = repairs[d],
                                                .line = list->first[d],
                                                .count = list->damaged[d]});
  return status;
}
