/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The state of a pass over a text: of the paragraph and of the sentence.
 */
#ifndef ZHEN_SPLIT_SCAN_STATE_H
#define ZHEN_SPLIT_SCAN_STATE_H

#include "split/list.h"
#include "split/marks.h"
#include "split/rules.h"
#include "text/utf8.h"

enum { MOST_OPEN = 16 };

/* A quotation or bracket that has not been closed. */
typedef struct open_mark {
  uint32_t rune;
  mark kind;
  size_t at;    /* its byte */
  size_t count; /* sentences before it */
  bool whole;   /* nothing of its sentence is before it */
} open_mark;

/*
 * Sentences are appended when their end is found, and removed when a bracket
 * that encloses them is closed: so one that is never closed has no effect.
 */
typedef struct scan {
  zhen_str text;
  const zhen_split_options *options;
  abbrev_list abbrevs;
  sentence_list list;
  size_t max_len; /* 0: no limit */
  zhen_status status;

  /* the paragraph */
  size_t at;      /* next byte to look at */
  size_t limit;   /* end of the line, at the latest */
  size_t block;   /* the bytes from here on are in `found` */
  uint64_t found; /* which of them may start a mark */
  size_t first;   /* its first sentence */
  uint32_t para;  /* its number */
  open_mark open[MOST_OPEN];
  size_t depth;
  bool straight; /* between " and " */
  bool unsure;   /* something depended on more than the sentence */

  /* the sentence */
  size_t start;
  bool circled; /* it holds a circled number */
} scan;

/* A run of end marks and what belongs to it. */
typedef struct ending {
  size_t begin; /* first byte of the last run */
  size_t end;   /* after everything that belongs to the sentence */
  mark kind;
  uint32_t previous; /* character before `begin` in the sentence, or 0 */
  bool quoted;       /* a quotation closed after the run */
  bool embedded;     /* a bracket or title did: the run is part of it */
  bool attached;     /* a bracketed sentence that joins the previous one */
  zhen_str opening;  /* the sentence before that quotation; NULL: unknown */
} ending;

/* The character at `at`, 0 at the end of the line. */
static inline uint32_t scan_look(const scan *s, size_t at, size_t *size)
{
  uint32_t rune;

  *size = 0;
  if (at >= s->limit)
    return 0;
  rune = utf8_at(s->text, at, size);
  return mark_of(rune) == MARK_BREAK ? 0 : rune;
}

static inline uint32_t scan_look_at(const scan *s, size_t at)
{
  size_t size;

  return scan_look(s, at, &size);
}

/* The character before `at` in its sentence, 0 at the start of that. */
static inline uint32_t scan_look_back(const scan *s, size_t at)
{
  const char *p = s->text.ptr + at;
  size_t size;

  if (at <= s->start)
    return 0;
  if (!(p[-1] & 0x80))
    return (unsigned char)p[-1];
  if (at - s->start >= 3 && (p[-3] & 0xF0) == 0xE0) /* of three bytes */
    return utf8_at(s->text, at - 3, &size);
  return utf8_at(s->text, utf8_before(s->text, at), &size);
}

static inline zhen_str scan_slice(const scan *s, size_t begin, size_t end)
{
  return (zhen_str){s->text.ptr + begin, end - begin};
}

static inline size_t scan_skip_spaces(const scan *s, size_t at)
{
  size_t size;
  uint32_t rune;

  while ((rune = scan_look(s, at, &size)) != 0 && mark_is_space(rune))
    at += size;
  return at;
}

#endif
