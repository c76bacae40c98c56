/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Beads to rows: the common part of all writers. A row is a bead with its two
 * texts as written: on one line with white space collapsed; or exactly as in
 * the input, for formats that can escape.
 */
#ifndef ZHEN_FORMAT_ROW_H
#define ZHEN_FORMAT_ROW_H

#include "text/line.h"

#include <zhen/write.h>

/* The arguments of zhen_write_alignment(), with defaults set. */
typedef struct row_source {
  const zhen_bead *beads;
  size_t count;
  const zhen_bead *moved; /* passages; see zhen_alignment_moved() */
  size_t n_moved;
  const zhen_side *zh, *en;
  zhen_write_options options;
} row_source;

typedef struct row {
  size_t number; /* from 1, of the rows produced */
  const zhen_bead *bead;
  zhen_str zh, en; /* len 0: none; valid until the next row */
} row;

typedef struct row_reader {
  const row_source *doc;
  bool nulls; /* also produce rows with one side only */
  bool exact; /* keep white space */
  size_t next;
  row now;
  buf zh, en;
} row_reader;

/* Advance to the next row; false at the end or without memory. */
bool rows_next(row_reader *r);

/* ZHEN_ENOMEM if memory ran out. Frees what the rows own. */
ZHEN_CHECK zhen_status rows_end(row_reader *r);

/* Append the sentences [begin, end) as one line. */
void row_put_text(buf *b, const zhen_sentences *s, uint32_t begin, uint32_t end,
                  zhen_lang lang);

/* Append one sentence to the text of its side. */
void row_put_sentence(buf *b, zhen_str sentence, zhen_lang lang);

/* Append "1-2": the numbers of sentences on both sides. */
void row_put_bead(buf *b, const zhen_bead *bead);

/* Append the numbers of [begin, end), with `between` between them. */
void row_put_ids(buf *b, uint32_t begin, uint32_t end, const char *between);

/* The range of the sentences [begin, end) of a side in its input; not empty. */
typedef struct row_bytes {
  size_t begin, end;
} row_bytes;
row_bytes row_bytes_of(const zhen_side *side, uint32_t begin, uint32_t end);

/* The formats. */
ZHEN_CHECK zhen_status write_tsv(const row_source *doc, zhen_output *out);
ZHEN_CHECK zhen_status write_jsonl(const row_source *doc, zhen_output *out);
ZHEN_CHECK zhen_status write_tmx(const row_source *doc, zhen_output *out);
ZHEN_CHECK zhen_status write_ladder(const row_source *doc, zhen_output *out);
ZHEN_CHECK zhen_status write_vecalign(const row_source *doc, zhen_output *out);
ZHEN_CHECK zhen_status write_text(const row_source *doc, zhen_output *out);
ZHEN_CHECK zhen_status write_moses(const row_source *doc, const char *prefix);

#endif
