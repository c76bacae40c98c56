/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of documents to build a corpus from, one entry at a time: lines of
 * TSV or JSON, or the files that occur in both of two directories. Only one
 * entry is in memory.
 */
#ifndef ZHEN_BUILD_MANIFEST_H
#define ZHEN_BUILD_MANIFEST_H

#include "base/buf.h"
#include "base/target.h"
#include "build/directories.h"

#include <jansson.h>
#include <zhen/text.h>

typedef struct manifest manifest;

/* One document. All strings belong to the entry. */
typedef struct manifest_entry {
  size_t line;         /* of the manifest, from 1; 0 for directories */
  const char *fault;   /* error in the line; NULL: none */
  const char *missing; /* why the document cannot exist; NULL if it can */
  const char *id;
  bool both;            /* one text has both languages: no second side */
  const char *names[2]; /* of files, as written; NULL: inline */
  zhen_str inlined[2];
  buf text; /* memory of the above */
  json_t *json;
  char message[320];
} manifest_entry;

/*
 * A file of lines, or with `en` not NULL two directories. `follow`: files may
 * be outside the directory of the manifest, or their own; the other options are
 * those of directories.
 */
ZHEN_CHECK zhen_status manifest_open(manifest **out, const char *path,
                                     const char *en,
                                     const walk_options *options);

/* The files of two directories that are in no entry. */
ZHEN_CHECK zhen_status manifest_others(manifest *m, directories_other *take,
                                       void *context);

/* The next entry; false at the end. Pass `{0}` first; it is reused. */
ZHEN_CHECK zhen_status manifest_next(manifest *m, manifest_entry *entry,
                                     bool *more);

void manifest_entry_dispose(manifest_entry *entry);

/*
 * Append the path of a file of an entry to `path`, with a NUL; ZHEN_EINPUT if
 * it leads out of its directory. Thread-safe.
 */
ZHEN_CHECK zhen_status manifest_path(const manifest *m,
                                     const manifest_entry *entry, int side,
                                     buf *path);

/* Whether a file of an entry is the same file as this one. */
ZHEN_CHECK zhen_status manifest_has(const manifest *m,
                                    const manifest_entry *entry,
                                    const file_id *file, bool *has);

/* Back to the first entry. */
ZHEN_CHECK zhen_status manifest_rewind(manifest *m);

/* The name of the manifest in messages. */
const char *manifest_name(const manifest *m);

void manifest_close(manifest *m);

#endif
