/* SPDX-License-Identifier: Apache-2.0 */
/* Documents of the tests: made, read, and compared. */
#ifndef ZHEN_TESTS_UNIT_READ_H
#define ZHEN_TESTS_UNIT_READ_H

#include "pack.h"
#include "unit.h"

/* Names and contents of members by turns, NULL at the end. */
typedef const char *const members[];

/*
 * Read an archive of these members as a document named "file". What is
 * returned is its text; with two sides, "zh|en" lines; a failure's message
 * after
 * "! ". With `parts`, each part begins with "# ". Valid until the next call.
 */
const char *read_members(const char *const *names);
const char *read_parts(const char *const *names);

/* The same of bytes. */
const char *read_bytes(const void *bytes, size_t len);

#define CHECK_READ(want, ...)                                                  \
  CHECK_CSTR(read_members((members){__VA_ARGS__, NULL}), want)

#endif
