/* SPDX-License-Identifier: Apache-2.0 */
/* What writers are given: beads of a document, and what is known of them. */
#ifndef ZHEN_FORMAT_RECORD_H
#define ZHEN_FORMAT_RECORD_H

#include "format/row.h"

#include <zhen/words.h>

typedef struct record_side {
  zhen_str text;       /* len 0: none */
  uint32_t begin, end; /* sentences */
  uint32_t para;       /* of the first */
  zhen_bytes bytes;    /* in the input */
  zhen_time time;      /* of captions */
  bool timed;          /* they are */
} record_side;

/* A pair or a null bead. */
typedef struct record {
  record_side zh, en;
  double score; /* negative: not known */
  bool placed;  /* the sides have sentences, and what they have if not none */
  bool moved;   /* of a null bead: the translation is elsewhere, */
  uint32_t moved_begin, moved_end; /* as these sentences */
  bool doubtful;                   /* of a null bead: it may be a pair, */
  zhen_bead doubt;                 /* which is this one */
  const zhen_pair_words *words;    /* NULL: not linked */
  bool given; /* they are the words between the white space of the text */
} record;

/* Where the texts of a record are; `{0}` is empty. */
typedef struct record_texts {
  buf zh, en;
} record_texts;

/* ZHEN_ENOMEM if memory ran out for any of them. Frees them. */
ZHEN_CHECK zhen_status record_texts_end(record_texts *t);

/* The record of a bead; its texts are valid until the next. */
record record_of(const zhen_bead *bead, const zhen_side *zh,
                 const zhen_side *en, row_style style, record_texts *t);

bool record_is_pair(const record *r);

/* Append "1-2": the numbers of sentences on both sides. */
void record_put_bead(buf *b, const record *r);

/* Append the keys of JSON from "zh" to "en_bytes", those that are known. `full`
   asks for four decimals even if the last are zeros. */
void record_put_json(buf *b, const record *r, bool full);
void record_put_json_ids(buf *b, const char *key, uint32_t begin, uint32_t end);

/* Append the keys of the doubtful pair that a null bead may be in. */
void record_put_json_doubt(buf *b, const record *r, bool full);

/* Append "0-0 1-2"; before it, unless they are given, the words of both sides:
   "zh words ||| en words ||| ". Nothing if the words are not linked. */
void record_put_links(buf *b, const record *r, bool words);

/* Append the keys "words", "zh_words" and "en_words", with a comma before
   each. */
void record_put_json_words(buf *b, const record *r);

/* Append the keys "parallel" and "relation", with a comma before each. */
void record_put_json_verdict(buf *b, double parallel, const char *relation,
                             bool full);

#endif
