/* SPDX-License-Identifier: Apache-2.0 */
/* What the targets share: a condition that must hold, and their entry. */
#ifndef ZHEN_TESTS_FUZZ_H
#define ZHEN_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define REQUIRE(condition)                                                     \
  do {                                                                         \
    if (!(condition)) {                                                        \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);          \
      abort();                                                                 \
    }                                                                          \
  } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#endif
