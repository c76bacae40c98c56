/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file of pairs, such as a translation memory, as its entries. They are in
 * files of the work, so that a large memory takes little of ours: `texts` has
 * the Chinese and the English of each, `entries` where that is, `order` their
 * numbers, least probable first, and `marks` a byte each, which is what the
 * user decided. `entries` is written last: the others are complete if it is
 * there. Numbers are native; another program does not read them.
 */
#ifndef ZHEN_DESK_MEMORY_H
#define ZHEN_DESK_MEMORY_H

#include "desk/parts.h"

typedef struct desk_entry {
  uint64_t at;     /* byte of `texts` */
  uint32_t zh, en; /* bytes of either side */
  uint32_t line;   /* of the input; 0: unknown */
  float score;
} desk_entry;

typedef struct desk_memory_head {
  char magic[8];
  char version[24]; /* of zhen: another one may score otherwise */
  uint64_t count;
  uint64_t below;   /* entries with a probability below DESK_DOUBT */
  uint64_t skipped; /* malformed lines, units without both languages */
  double mean;
  char format[16]; /* of the input, as a name of zhen */
  uint64_t copies; /* 1: it can be written in that format */
} desk_memory_head;

typedef enum desk_mark {
  DESK_OPEN,
  DESK_KEEP,
  DESK_DROP,
  DESK_MARKS
} desk_mark;

#define DESK_DOUBT .5

struct desk_memory {
  zhen_input texts, entries, order; /* mapped */
  const desk_memory_head *head;
  const desk_entry *at;
  const uint32_t *by_doubt;
  size_t count;
  unsigned char *marks;
  size_t marked[DESK_MARKS]; /* how many have each mark */
  int fd;                    /* of the marks */
  zhen_lexicon *lexicon;     /* these when they are asked for */
  zhen_scorer *scorer;
};

/* Open what was read, and make it the memory of a work, under the lock. */
zhen_status desk_memory_open(const desk_work *w, desk_memory **out,
                             desk_failure *why);
void desk_memory_take(desk_work *w, desk_memory *m);

/* The two texts of an entry; empty if its place is not in `texts`. */
zhen_pair desk_memory_pair(const desk_memory *m, size_t n);

/* Set a mark and keep it. */
zhen_status desk_memory_mark(desk_memory *m, size_t n, desk_mark mark,
                             desk_failure *why);

/* ---- memory_read.c ---- */

/* The two texts of a bilingual table, a line each; 0: it is none. */
size_t desk_table_lines(const zhen_document *table);

/* The next line of a text, which it leaves. */
zhen_str desk_take_line(zhen_str *text);

/* The last failure of the library, with the name of the file as it is shown. */
zhen_status desk_memory_fail(const desk_work *w, const char *path,
                             zhen_status status, desk_failure *why);

#endif
