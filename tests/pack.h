/* SPDX-License-Identifier: Apache-2.0 */
/* Make ZIP archives for tests. */
#ifndef ZHEN_TESTS_PACK_H
#define ZHEN_TESTS_PACK_H

#include "base/buf.h"

/* `{0}` is an empty archive; `bytes` is it when it is ended. */
typedef struct pack {
  buf bytes, directory;
  size_t count;
} pack;

/* What is untrue or unusual about a member; `{0}`: nothing. */
typedef struct pack_member {
  const char *name;
  const void *content; /* stored as it is */
  size_t len;
  unsigned flags, method; /* of the header */
  size_t size;            /* decompressed; 0: len */
  bool damaged;           /* its checksum is wrong */
} pack_member;

void pack_add(pack *p, const pack_member *member);
void pack_end(pack *p);
void pack_dispose(pack *p);

#endif
