/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of an export: documents become units, units go to the parts of the
 * target, and a layout, a few functions, writes them there.
 */
#ifndef ZHEN_EXPORT_EXPORT_H
#define ZHEN_EXPORT_EXPORT_H

#include "base/progress.h"
#include "base/buf.h"
#include "base/hash_set.h"
#include "base/temporary.h"
#include "filter/seen_set.h"
#include "lexicon/lexicon.h"

#include <zhen/corpus.h>

/* A row: adjacent beads of a document. */
typedef struct export_unit {
  const zhen_document *doc;
  uint32_t zh_begin, zh_end, en_begin, en_end; /* sentences */
  double score;
  bool new; /* not all of them are duplicates */
} export_unit;

enum { PART_FILES = 4 };

struct layout;

/* Train, dev, test, or the whole of an unsplit corpus. */
typedef struct part {
  const struct layout *layout;
  const zhen_export_options *options;
  progress *progress;
  const char *name; /* "train"; NULL: unsplit */
  char *target;     /* file, prefix, or directory: the same for all parts */
  zhen_output *files[PART_FILES];
  buf line, zh, en;
  uint64_t documents, rows;
  uint64_t rows_of_document; /* of the current document */
  uint64_t shards, rows_of_shard;
  /* MNBVC: to simplify; rows of the document, repeated rows */
  const zhen_lexicon *lexicon;
  size_t units, repeated;
  hash_set seen;
} part;

typedef struct layout {
  const char *name;
  const char *suffixes[PART_FILES]; /* of the files; "" is the target itself */
  bool folder;
  void (*begin)(part *p);
  /* start a document with `count` units, at least one */
  zhen_status (*begin_document)(part *p, const zhen_document *doc,
                                const export_unit *units, size_t count);
  zhen_status (*put)(part *p, const export_unit *u);
  zhen_status (*end_document)(part *p, const zhen_document *doc);
  zhen_status (*end)(part *p);
} layout;

/* By zhen_corpus_format. */
extern const layout layout_moses, layout_tsv, layout_jsonl, layout_hf,
    layout_tmx, layout_xliff, layout_mnbvc, layout_ces;

/* The units of a document; `{0}` has none; reused. */
typedef struct unit_list {
  export_unit *at;
  size_t count, capacity;
  uint64_t below, held_out, near; /* counter of pairs left out */
  buf zh, en;
} unit_list;

/* Pairs that must not be in train. */
typedef bool unit_refused(void *context, const zhen_pair *pair);

/* `refused` may be NULL. */
ZHEN_CHECK zhen_status units_of(unit_list *u, const zhen_document *doc,
                                const zhen_export_options *options,
                                unit_refused *refused, void *context);
void units_dispose(unit_list *u);

/* Both texts of a unit to p->zh and p->en; `between` separates paragraphs. */
void part_fill(part *p, const export_unit *u, const char *between);

/* The file of a side as in the manifest; the id if it was inline. */
const char *unit_file(const zhen_document *doc, const zhen_stored_side *side);

/* Append a name, which may be any bytes, as a JSON string. */
void export_put_name(buf *b, const char *name);

/* Write the line to the file, and clear it. */
void part_flush(part *p, int file);

/* The card of a dataset, README.md. */
void export_card(buf *b, const part *parts, size_t count,
                 const zhen_export_options *options);

/* ---- directories ---- */

/* A directory that gets its name when it is complete. */
typedef struct folder {
  char *target, *path;        /* the final name, and the current one */
  const char *parts[2];       /* directories in it */
  temporary_directory *place; /* its parent */
  bool force;                 /* replace an existing directory */
} folder;

ZHEN_CHECK zhen_status folder_open(folder *f, const char *target, bool force);
ZHEN_CHECK zhen_status folder_add(folder *f, const char *name);
ZHEN_CHECK zhen_status folder_commit(folder *f);

/* Remove what was written; does nothing after a commit. */
void folder_dispose(folder *f);

#endif
