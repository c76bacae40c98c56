/* SPDX-License-Identifier: Apache-2.0 */
/* The captions of a file: when each is shown, and its lines without style. */
#ifndef ZHEN_DOCUMENT_CAPTIONS_H
#define ZHEN_DOCUMENT_CAPTIONS_H

#include "document/source.h"

#define TIME_UNKNOWN INT64_MIN

typedef struct cue {
  int64_t begin, end; /* milliseconds; TIME_UNKNOWN if not readable */
  size_t line;        /* of the file, from 1, that has the times */
  zhen_bytes body;    /* of the decoded text, with style */
  zhen_str speaker;   /* named by the file; empty: not named */
} cue;

/* What was wrong with a file, and what was done about it. */
typedef enum damage {
  DAMAGE_TIME,     /* not readable */
  DAMAGE_REVERSED, /* ends before it begins */
  DAMAGE_ORDER,    /* begins before the one that precedes it */
  DAMAGE_RESTART,  /* begins again from zero */
  DAMAGE_CUT,      /* the file ends within it */
  DAMAGE_OUTSIDE,  /* text that belongs to no caption */
  DAMAGES
} damage;

typedef struct cue_list {
  zhen_str text; /* the decoded text */
  cue *at;
  size_t count, capacity;
  size_t damaged[DAMAGES], first[DAMAGES]; /* captions; line of the first */
  bool moved; /* not in the order of the file any more */
} cue_list;

ZHEN_CHECK zhen_status cues_add(cue_list *list, cue c);
void cues_note(cue_list *list, damage d, size_t line);

/*
 * Make the times usable: no caption ends before it begins, and none begins
 * before the one that precedes it.
 */
void cues_order(cue_list *list, bool by_time);

/* The damage, as the repairs of a document. */
ZHEN_CHECK zhen_status cues_report(zhen_document *out, const cue_list *list);

void cues_dispose(cue_list *list);

/* Read 01:02:03,456 in milliseconds; returns its length, 0 if it is no time. */
size_t cue_time(int64_t *ms, zhen_str s);

/* Read the times of a line "BEGIN --> END", whatever follows. */
bool cue_times(cue *c, zhen_str line);

ZHEN_CHECK zhen_status cues_read_srt(cue_list *list, zhen_str text);
ZHEN_CHECK zhen_status cues_read_vtt(cue_list *list, zhen_str text);
ZHEN_CHECK zhen_status cues_read_ass(cue_list *list, zhen_str text);

/* A line of a caption, without style. */
typedef struct caption_line {
  zhen_bytes at; /* of the plain text, without white space around it */
  size_t cue;
  bool speaks; /* somebody else begins to speak */
  zhen_lang lang;
} caption_line;

typedef struct caption_lines {
  zhen_text *plain; /* lines that are shown, not in a usable form as a whole */
  caption_line *at;
  size_t count, capacity;
} caption_lines;

/* The lines of all captions, which are not empty. */
ZHEN_CHECK zhen_status caption_lines_read(caption_lines *lines,
                                          const cue_list *list,
                                          const document_source *source,
                                          zhen_kind kind);

void caption_lines_dispose(caption_lines *lines);

#endif
