/* SPDX-License-Identifier: Apache-2.0 */
/* The numbers in the name of a file: chapter 3, 第三章, 2024-05. */
#ifndef ZHEN_MATCH_NUMBERS_H
#define ZHEN_MATCH_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>

enum { MAX_NUMBERS = 4 };

typedef struct name_numbers {
  long at[MAX_NUMBERS];
  size_t count;
} name_numbers;

/* Of the last part of a name of `len` bytes, from the last one backwards. */
name_numbers numbers_of(const char *name, size_t len);

/* Whether the last ones differ by `offset`, and the others not. */
bool numbers_fit(const name_numbers *zh, const name_numbers *en, long offset);

#endif
