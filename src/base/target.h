/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of <zhen/target.h>: comparing files, and files of SQLite. */
#ifndef ZHEN_BASE_TARGET_H
#define ZHEN_BASE_TARGET_H

#include <stdbool.h>
#include <sys/types.h>
#include <zhen/target.h>

/*
 * A regular file or directory by device and inode; for a missing file, those of
 * its directory, and its name there. `{0}` equals nothing.
 */
typedef struct file_id {
  dev_t device;
  ino_t inode;
  mode_t mode; /* 0: no such file, or not of a kind that is compared */
  char *name;  /* NULL: the file exists */
} file_id;

/* `path` may be "-": the open file `standard`. */
ZHEN_CHECK zhen_status file_identify(file_id *out, const char *path,
                                     int standard);
bool file_same(const file_id *a, const file_id *b);
void file_id_dispose(file_id *id);

/* Part 3 of the rule, for targets that are not stores; ZHEN_EOUTPUT. */
ZHEN_CHECK zhen_status target_check(const char *path);

/*
 * ZHEN_EOUTPUT if there is a log next to a store that is about to appear with
 * this name: SQLite would replay it into the new store.
 */
ZHEN_CHECK zhen_status target_check_logs(const char *store);

/* The byte that the writer of a store locks, far after those of SQLite. */
#define STORE_LOCK ((off_t)1 << 60)

#endif
