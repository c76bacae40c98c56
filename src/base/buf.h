/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Growable bytes. `{0}` is an empty buffer. Appends return nothing: running out
 * of memory is sticky and is reported by buf_status().
 */
#ifndef ZHEN_BASE_BUF_H
#define ZHEN_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zhen/error.h>

typedef struct buf {
  char *ptr; /* NULL while empty */
  size_t len, capacity;
  bool failed;
} buf;

/* Reserve `more` bytes, so that appending them does not move the content. */
void buf_reserve(buf *b, size_t more);

void buf_put(buf *b, const void *bytes, size_t len);
void buf_puts(buf *b, const char *s);
void buf_putc(buf *b, char c);
void buf_printf(buf *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A rune in UTF-8: its bytes, and their number. */
size_t rune_encode(char bytes[4], uint32_t rune);

/* Append a code point as UTF-8. */
void buf_put_rune(buf *b, uint32_t rune);

/* ZHEN_OK, or ZHEN_ENOMEM if any append failed. */
ZHEN_CHECK zhen_status buf_status(const buf *b);

void buf_dispose(buf *b);

#endif
