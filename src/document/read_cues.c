/* SPDX-License-Identifier: Apache-2.0 */
/* SubRip and WebVTT to captions. */
#include "base/fail.h"
#include "document/captions.h"

/* A line of the text. */
typedef struct text_line {
  zhen_bytes at;
  size_t number; /* from 1 */
} text_line;

typedef struct line_walk {
  zhen_str text;
  size_t at, number; /* of the next line */
  text_line last;    /* the one read last */
} line_walk;

static bool next_line(line_walk *w, zhen_str *line)
{
  size_t end;

  if (w->at >= w->text.len)
    return false;
  end = str_find(w->text, w->at, '\n');
  w->last = (text_line){{w->at, end}, ++w->number};
  *line = str_trim(str_part(w->text, w->at, end));
  w->at = end + 1;
  return true;
}

static bool has_arrow(zhen_str line)
{
  for (size_t i = 0; i + 3 <= line.len; i++)
    if (line.ptr[i] == '-' && line.ptr[i + 1] == '-' && line.ptr[i + 2] == '>')
      return true;
  return false;
}

static bool consists_of(zhen_str s, const char *set)
{
  for (size_t i = 0; i < s.len; i++) {
    const char *c = set;

    while (*c && *c != s.ptr[i])
      c++;
    if (!*c)
      return false;
  }
  return s.len > 0;
}

static bool is_number(zhen_str line)
{
  return consists_of(line, "0123456789");
}

/* ---- SubRip ---- */

/* A caption under construction, and the last lines. */
typedef struct srt_reader {
  cue_list *list;
  line_walk walk;
  bool open;        /* there is a caption */
  cue now;          /* its times */
  size_t number_at; /* the number of the next caption begins here */
  size_t number_line;
  bool number; /* the last line that is not empty is a number, */
  bool after;  /* and an empty line or nothing is before it, */
  bool apart;  /* and one after it */
  bool blank;  /* the last line is empty, or there is none */
} srt_reader;

static zhen_status close_srt(srt_reader *r, size_t end)
{
  if (!r->open)
    return ZHEN_OK;
  r->now.body.end = end > r->now.body.begin ? end : r->now.body.begin;
  r->open = false;
  return cues_add(r->list, r->now);
}

/* The number above the times, which an empty line may be between. */
static bool has_number(const srt_reader *r)
{
  return r->number && (!r->apart || r->after);
}

static zhen_status open_srt(srt_reader *r, zhen_str line)
{
  size_t end = has_number(r) ? r->number_at : r->walk.last.at.begin;
  zhen_status status = close_srt(r, end);
  cue c = {.begin = TIME_UNKNOWN, .end = TIME_UNKNOWN};

  c.line = r->walk.last.number;
  c.body.begin = c.body.end =
      r->walk.at < r->walk.text.len ? r->walk.at : r->walk.text.len;
  if (!cue_times(&c, line))
    cues_note(r->list, DAMAGE_TIME, c.line);
  r->now = c;
  r->open = true;
  r->number = false;
  return status;
}

static void note_number(srt_reader *r, zhen_str line)
{
  if (line.len == 0) {
    r->apart = r->number;
    return;
  }
  r->number = is_number(line);
  if (!r->number)
    return;
  r->after = r->blank;
  r->apart = false;
  r->number_at = r->walk.last.at.begin;
  r->number_line = r->walk.last.number;
}

/* The times of a caption, or what looks like them below a number. */
static bool is_srt_times(const srt_reader *r, zhen_str line)
{
  cue c;

  if (!has_arrow(line))
    return false;
  return cue_times(&c, line) || has_number(r);
}

/* The file ends after a number, or within the times below it. */
static bool ends_in_number(const srt_reader *r, zhen_str last)
{
  if (!r->number || !r->after || r->apart)
    return false;
  return is_number(last) || consists_of(last, "0123456789:,.-> \t");
}

zhen_status cues_read_srt(cue_list *list, zhen_str text)
{
  srt_reader r = {.list = list, .walk = {.text = text}, .blank = true};
  zhen_status status = ZHEN_OK;
  zhen_str line, last = {0};

  while (status == ZHEN_OK && next_line(&r.walk, &line)) {
    bool partial = r.number && !r.apart && r.walk.at >= text.len &&
                   consists_of(line, "0123456789:,.-> \t") && !has_arrow(line);

    if (is_srt_times(&r, line))
      status = open_srt(&r, line);
    else if (!partial)
      note_number(&r, line);
    if (line.len > 0)
      last = line;
    if (!r.open && !r.number && line.len > 0)
      cues_note(list, DAMAGE_OUTSIDE, r.walk.last.number);
    r.blank = line.len == 0;
  }
  if (status == ZHEN_OK && r.open && ends_in_number(&r, last)) {
    cues_note(list, DAMAGE_CUT, r.number_line);
    return close_srt(&r, r.number_at);
  }
  return status == ZHEN_OK ? close_srt(&r, text.len) : status;
}

/* ---- WebVTT ---- */

static bool is_block(zhen_str line, const char *name)
{
  size_t n = 0;

  while (name[n])
    n++;
  return str_begins(line, name) &&
         (line.len == n || line.ptr[n] == ' ' || line.ptr[n] == '\t');
}

static void skip_block(line_walk *w)
{
  zhen_str line;

  while (next_line(w, &line))
    if (line.len == 0)
      return;
}

/* The lines of a caption up to an empty one, or to other times. */
static zhen_status read_body(cue_list *list, line_walk *w, cue c)
{
  zhen_str line;

  c.body.begin = c.body.end = w->at < w->text.len ? w->at : w->text.len;
  for (;;) {
    line_walk before = *w;

    if (!next_line(w, &line) || line.len == 0)
      break;
    if (has_arrow(line)) {
      *w = before;
      break;
    }
    c.body.end = w->last.at.end;
  }
  return cues_add(list, c);
}

/* A name above times; other text is outside. */
static void read_name(cue_list *list, line_walk *w)
{
  line_walk before = *w;
  size_t number = w->last.number;
  zhen_str line;

  if (next_line(w, &line) && line.len > 0) {
    bool named = has_arrow(line);

    *w = before;
    if (named)
      return;
    skip_block(w);
  }
  cues_note(list, DAMAGE_OUTSIDE, number);
}

zhen_status cues_read_vtt(cue_list *list, zhen_str text)
{
  line_walk w = {.text = text};
  zhen_status status = ZHEN_OK;
  zhen_str line;

  while (status == ZHEN_OK && next_line(&w, &line)) {
    cue c = {.begin = TIME_UNKNOWN, .end = TIME_UNKNOWN};

    c.line = w.last.number;
    if (line.len == 0)
      continue;
    if (has_arrow(line)) {
      if (!cue_times(&c, line))
        cues_note(list, DAMAGE_TIME, c.line);
      status = read_body(list, &w, c);
    } else if (is_block(line, "WEBVTT") || is_block(line, "NOTE") ||
               is_block(line, "STYLE") || is_block(line, "REGION")) {
      skip_block(&w);
    } else {
      read_name(list, &w);
    }
  }
  return status;
}
