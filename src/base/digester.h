/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_BASE_DIGESTER_H
#define ZHEN_BASE_DIGESTER_H

#include <stddef.h>
#include <zhen/error.h>

/* Hexadecimal digits of 128 bits, and NUL. */
enum { DIGEST = 33 };

/* A digest over several pieces. */
typedef struct digester {
  struct XXH3_state_s *state;
} digester;

ZHEN_CHECK zhen_status digester_open(digester *d);

/* Includes the length, so that different cuts give different digests. */
void digester_add(digester *d, const void *bytes, size_t len);

/* Finish it. */
void digester_close(digester *d, char out[DIGEST]);

#endif
