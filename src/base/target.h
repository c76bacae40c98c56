/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of <zhen/target.h>: files compared, and what SQLite owns. */
#ifndef ZHEN_BASE_TARGET_H
#define ZHEN_BASE_TARGET_H

#include <fcntl.h>
#include <stdbool.h>
#include <sys/types.h>
#include <zhen/target.h>

/*
 * A regular file or directory by device and inode; of a file that does not
 * exist, those of its directory, and its name there. `{0}` equals nothing.
 */
typedef struct file_id {
  dev_t device;
  ino_t inode;
  mode_t mode; /* 0: there is no such file, or it does not count */
  char *name;  /* NULL: the file exists */
} file_id;

/* `path` may be "-": the file open as `standard`. */
ZHEN_CHECK zhen_status file_identify(file_id *out, const char *path,
                                     int standard);
bool file_same(const file_id *a, const file_id *b);
void file_id_dispose(file_id *id);

/* Part 3 of the rule, for what is not a store; ZHEN_EOUTPUT. */
ZHEN_CHECK zhen_status target_check(const char *path);

/*
 * ZHEN_EOUTPUT if there is a log beside a store that is about to appear under
 * this name: SQLite would replay it into the new store.
 */
ZHEN_CHECK zhen_status target_check_logs(const char *store);

/* The lock of who writes a store, to be taken by open file description: on a
   byte far behind those that SQLite locks. */
struct flock target_lock(short type);

#endif
