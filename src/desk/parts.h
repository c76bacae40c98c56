/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the desk share. */
#ifndef ZHEN_DESK_PARTS_H
#define ZHEN_DESK_PARTS_H

#include "desk/desk.h"

#include <jansson.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum {
  DESK_ID = 16,     /* characters of an id */
  DESK_SECRET = 32, /* of 128 bits in hexadecimal */
  DESK_NAME = 255,  /* bytes of a file name that is shown */
  DESK_WORKS = 64,
  DESK_AIDS = 8,      /* glossaries and memories of a work */
  DESK_ENCODING = 31, /* bytes of the name of an encoding */
  DESK_INPUT_MAX = 256 << 20,
  DESK_BODY_MAX = 16 << 20,
  DESK_MARKS_MAX = 64 << 10
};

typedef enum desk_stage {
  DESK_NEW, /* takes inputs */
  DESK_QUEUED,
  DESK_RUNNING,
  DESK_DONE,
  DESK_FAILED,
  DESK_CANCELLED
} desk_stage;

/* A glossary, or a memory whose words are learned. */
typedef struct desk_aid {
  char name[DESK_NAME + 1]; /* as shown */
  char file[DESK_ID];       /* in the directory of the work */
  bool memory;
  size_t count; /* of terms or pairs; 0: not read yet. Under the lock */
} desk_aid;

/* The entries of a file of pairs, see memory.h. */
typedef struct desk_memory desk_memory;

/* One or two files and their alignment. Its directory has input0, input1,
   work.json, done.json, review.zpatch and page.html, once it was saved
   memory.tsv, and the files of aids; or what memory.h says. */
typedef struct desk_work {
  char id[DESK_ID + 1];
  char *path;
  int lock;                             /* of its directory; -1: none */
  char names[2][DESK_NAME + 1];         /* as shown; empty: no such input */
  zhen_kind kinds[2];                   /* as the user says; AUTO: by content */
  char encodings[2][DESK_ENCODING + 1]; /* likewise; empty: detected */
  int zh;       /* which file is Chinese, as the user says; -1: detected */
  int64_t made; /* when, in milliseconds since 1970 */
  desk_aid aids[DESK_AIDS];
  unsigned n_aids;
  unsigned revision; /* of the review */

  /* Of the worker while it is queued or running, else of the server. */
  zhen_lexicon *lexicon;
  zhen_article *article;
  zhen_alignment *alignment;
  desk_memory *memory; /* the one is set, or the other */

  bool as_texts;      /* a file of pairs is aligned, not shown as a memory */
  const char *saving; /* how the worker is to write the memory; NULL: not */
  /* Under the lock of the desk. */
  desk_stage stage;
  zhen_progress_state progress;
  json_t *facts; /* what was found, as it is found */
  char message[1024];
  bool restoring; /* it is done, and the worker aligns it again, to save it */
  atomic_int cancel;
} desk_work;

typedef struct desk desk;

/* ---- failure.c ---- */

zhen_status desk_fail(desk_failure *why, zhen_status status, const char *format,
                      ...) __attribute__((format(printf, 3, 4)));

/* The last failure of the library. */
zhen_status desk_fail_as(desk_failure *why, zhen_status status);

/* ---- secret.c ---- */

/* `digits` random hexadecimal digits, at most DESK_SECRET. */
zhen_status desk_random(char *out, size_t digits, desk_failure *why);

/* Takes the same time wherever they differ. */
bool desk_same(const char *secret, const char *given);

/* ---- files.c ---- */

/* DIRECTORY/NAME; free() it. NULL: out of memory. */
char *desk_path(const char *directory, const char *name);

/* Make the directory, its parents, and `works` in it. It must be the user's
   own, and closed to others. */
zhen_status desk_directory(const char *path, desk_failure *why);

/* Write a file completely or not at all. */
zhen_status desk_write(const char *directory, const char *name,
                       const void *bytes, size_t len, desk_failure *why);

/* The whole of a file; desk_unmap() it. An empty one is not NULL. */
zhen_status desk_map(const char *path, zhen_input *out, desk_failure *why);
void desk_unmap(zhen_input *input);

/* Copy a file into a new one that only the user can read. */
zhen_status desk_copy(const char *from, const char *to, desk_failure *why);

/* ---- work.c ---- */

/* Make a work with a directory of its own, in the directory `works`. */
zhen_status desk_work_new(desk_work **out, const char *works,
                          desk_failure *why);

/* One that was kept; NULL if it is not whole, or open in another program. */
desk_work *desk_work_open(const char *works, const char *id);

/* Write its names and settings. */
zhen_status desk_work_keep(const desk_work *w, desk_failure *why);

/* A name as it is shown: valid UTF-8, without directories. */
void desk_show_name(char out[DESK_NAME + 1], const char *name);

/* Set the name of an input, which differs from the other one's. */
void desk_work_name(desk_work *w, unsigned k, const char *name);

/* How to read an input: a kind and an encoding, or "" for what is detected;
   false: there is no such kind. */
bool desk_work_read_as(desk_work *w, unsigned k, const char *kind,
                       const char *encoding);

/* Whether its pairs were saved. */
bool desk_work_saved(const desk_work *w);

/* Its state; NULL: out of memory. */
json_t *desk_work_state(const desk_work *w);

/* Remove its files. */
void desk_work_remove(const desk_work *w);

/* Free what only saving needs. */
void desk_drop_results(desk_work *w);

void desk_work_free(desk_work *w);

/* What came of it, for the next start: done, failed or cancelled. */
zhen_status desk_work_keep_end(const desk_work *w, desk_failure *why);
void desk_work_drop_end(const desk_work *w);

/* ---- aids.c ---- */

/* Add a file of the directory of the work. */
desk_aid *desk_aid_add(desk_work *w, bool memory, const char *name);
void desk_aid_remove(desk_work *w, unsigned k);

/* Open the lexicon with all aids, and count what they have. */
zhen_status desk_aids_open(desk_work *w, pthread_mutex_t *tell,
                           unsigned threads, const zhen_progress *progress,
                           desk_failure *why);

/* ---- read.c ---- */

/* Read the inputs of a work. It stops at once when it is cancelled, and leaves
   a file that is being read to a thread that is not waited for. */
zhen_status desk_read(desk_work *w, desk_failure *why);

/* ---- align.c ---- */

/* Read, align and, if it is not only restored, write the page. `tell` is the
   lock of stage and facts. */
zhen_status desk_align(desk_work *w, pthread_mutex_t *tell, unsigned threads,
                       desk_failure *why);

/* ---- memory.c ---- */

/* Take the entries that were kept, if they are whole. */
void desk_memory_recall(desk_work *w);

void desk_memory_free(desk_memory *memory);

/* ---- memory_read.c ---- */

/* Whether the work is to be shown as a memory; adds this to the facts. `tell`
   is the lock of stage and facts. */
bool desk_is_memory(desk_work *w, pthread_mutex_t *tell);

/* Read and score its entries. */
zhen_status desk_memory_read(desk_work *w, pthread_mutex_t *tell,
                             unsigned threads, desk_failure *why);

/* ---- memory_save.c ---- */

/* Write the entries that are not marked to the file `saved`: if `w->saving` is
   "same", as the input is, else in that format. */
zhen_status desk_memory_save(desk_work *w, pthread_mutex_t *tell,
                             desk_failure *why);

/* ---- save.c ---- */

/* Write its pairs as they were reviewed, also to memory.tsv: `beads` is an
   array of sentences of either side, probability in 1/10000, 1 if the pair is
   refused; repeated. */
zhen_status desk_save(desk_work *w, const char *path, const char *format,
                      const json_t *beads, desk_failure *why);

#endif
