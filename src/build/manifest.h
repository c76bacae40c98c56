/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of documents to build a corpus from, one entry at a time: lines of
 * TSV or JSON, or the files that two directories both have. However many there
 * are, one is held in memory.
 */
#ifndef ZHEN_BUILD_MANIFEST_H
#define ZHEN_BUILD_MANIFEST_H

#include "base/buf.h"
#include "base/target.h"

#include <jansson.h>
#include <zhen/text.h>

typedef struct manifest manifest;

/* One document. All strings belong to the entry. */
typedef struct manifest_entry {
  size_t line;         /* of the manifest, from 1; 0 of directories */
  const char *fault;   /* what is wrong with the line; NULL: nothing */
  const char *missing; /* why the document cannot be there; NULL if it can */
  const char *id;
  bool both;            /* one text holds both languages: no second side */
  const char *names[2]; /* of files, as written; NULL: inline */
  zhen_str inlined[2];
  buf text; /* what holds all that */
  json_t *json;
  char message[320];
} manifest_entry;

/*
 * A file of lines, or with `en` not NULL two directories. `follow`: files may
 * lie outside of the directory of the file, or of their own.
 */
ZHEN_CHECK zhen_status manifest_open(manifest **out, const char *path,
                                     const char *en, bool follow);

/* The next entry; false at the end. `{0}` to begin with; it is used again. */
ZHEN_CHECK zhen_status manifest_next(manifest *m, manifest_entry *entry,
                                     bool *more);

void manifest_entry_dispose(manifest_entry *entry);

/*
 * The path of a file of an entry, appended to `path` with NUL; ZHEN_EINPUT if
 * it leads out of its directory. Any number of threads may ask.
 */
ZHEN_CHECK zhen_status manifest_path(const manifest *m,
                                     const manifest_entry *entry, int side,
                                     buf *path);

/* Whether a file of an entry is this one. */
ZHEN_CHECK zhen_status manifest_has(const manifest *m,
                                    const manifest_entry *entry,
                                    const file_id *file, bool *has);

/* Back to its beginning. */
ZHEN_CHECK zhen_status manifest_rewind(manifest *m);

/* How the manifest is called in messages. */
const char *manifest_name(const manifest *m);

void manifest_close(manifest *m);

#endif
