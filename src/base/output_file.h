/* SPDX-License-Identifier: Apache-2.0 */
/* Shared by output.c (bytes into files) and output_set.c (names for them). */
#ifndef ZHEN_BASE_OUTPUT_OWN_H
#define ZHEN_BASE_OUTPUT_OWN_H

#include "base/compress.h"
#include "base/screen.h"
#include "base/temporary.h"

#include <zhen/write.h>

enum { OUTPUT_BUFFER = 64 * 1024 };

struct zhen_output {
  int fd;
  bool straight; /* has its final name, or needs none */
  bool synced;   /* straight, but a file that must be on the disk */
  bool borrowed; /* do not close standard output */
  bool gone;     /* no file: the file with this name is removed */
  bool fresh;    /* no file had the name when this one was opened */
  bool finished;
  bool terminal; /* escape terminal controls */
  screen screen;
  bool aside;             /* the old file, while others are not yet */
  bool installed;         /* the new one */
  int error;              /* errno of the first failed write; 0: none */
  compressor *compressor; /* NULL: no compression */
  zhen_status compressed;
  char *name;                     /* as the caller gave it */
  char *target;                   /* after resolving symbolic links */
  char *directory;                /* of the target */
  temporary_directory *temporary; /* of the sibling; NULL if not needed */
  char *sibling;                  /* of a file with a temporary name */
  char *shelved; /* where the old file is set aside; NULL: none */
  size_t used;
  char buffer[OUTPUT_BUFFER];
};

/* An output with that name, without a file; NULL without memory. */
zhen_output *output_new(const char *name);

/* Free it, and remove the file if it has no final name. */
void output_free(zhen_output *o);

/* Set `target` and `directory` from `name`. */
ZHEN_CHECK zhen_status output_resolve(zhen_output *o);

/* Create the temporary directory, and a name for the file in it. */
ZHEN_CHECK zhen_status output_take_temporary(zhen_output *o);

#endif
