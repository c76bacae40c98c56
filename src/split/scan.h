/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One pass over a text: from mark to mark, a paragraph at a time.
 */
#ifndef ZHEN_SPLIT_SCAN_H
#define ZHEN_SPLIT_SCAN_H

#include "split/list.h"
#include "split/marks.h"
#include "split/rules.h"

enum { MOST_OPEN = 16 };

/* A quotation or bracket that has not been closed. */
typedef struct open_mark {
  uint32_t rune;
  mark kind;
  size_t at;    /* its byte */
  size_t count; /* sentences before it */
  bool whole;   /* nothing of its sentence stands before it */
} open_mark;

/*
 * Sentences are written when their end is seen, and taken back when a bracket
 * that embeds them is closed: so one that is never closed swallows nothing.
 */
typedef struct scan {
  zhen_str text;
  const zhen_split_options *options;
  abbrev_list abbrevs;
  sentence_list list;
  size_t max_len; /* 0: never cut */
  zhen_status status;

  /* the paragraph */
  size_t at;     /* next byte to look at */
  size_t limit;  /* its line ends here at the latest */
  size_t first;  /* its first sentence */
  uint32_t para; /* its number */
  open_mark open[MOST_OPEN];
  size_t depth;
  bool straight; /* between " and " */
  bool unsure;   /* something was judged by more than its sentence */

  /* the sentence */
  size_t start;
  bool circled; /* it holds a circled number */
} scan;

/* Cut the paragraph at `at`; leaves `at` behind its line end. */
void scan_paragraph(scan *s);

#endif
