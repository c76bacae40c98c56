/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(buf *b, size_t more)
{
  if (b->failed || more > SIZE_MAX - b->len ||
      mem_grow(&b->ptr, &b->capacity, b->len + more, 1) != ZHEN_OK)
    b->failed = true;
  return !b->failed;
}

void buf_reserve(buf *b, size_t more)
{
  reserve(b, more);
}

void buf_put(buf *b, const void *bytes, size_t len)
{
  if (len == 0 || !reserve(b, len))
    return;
  memcpy(b->ptr + b->len, bytes, len);
  b->len += len;
}

void buf_puts(buf *b, const char *s)
{
  buf_put(b, s, strlen(s));
}

void buf_putc(buf *b, char c)
{
  buf_put(b, &c, 1);
}

void buf_printf(buf *b, const char *format, ...)
{
  char line[512];
  va_list args;
  int n;

  va_start(args, format);
  n = vsnprintf(line, sizeof line, format, args);
  va_end(args);
  if (n < 0 || (size_t)n >= sizeof line)
    b->failed = true;
  else
    buf_put(b, line, (size_t)n);
}

size_t rune_encode(char bytes[4], uint32_t rune)
{
  size_t n;

  if (rune < 0x80) {
    bytes[0] = (char)rune;
    n = 1;
  } else if (rune < 0x800) {
    bytes[0] = (char)(0xC0 | rune >> 6);
    bytes[1] = (char)(0x80 | (rune & 0x3F));
    n = 2;
  } else if (rune < 0x10000) {
    bytes[0] = (char)(0xE0 | rune >> 12);
    bytes[1] = (char)(0x80 | (rune >> 6 & 0x3F));
    bytes[2] = (char)(0x80 | (rune & 0x3F));
    n = 3;
  } else {
    bytes[0] = (char)(0xF0 | rune >> 18);
    bytes[1] = (char)(0x80 | (rune >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (rune >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (rune & 0x3F));
    n = 4;
  }
  return n;
}

void buf_put_rune(buf *b, uint32_t rune)
{
  char bytes[4];
  size_t n = rune_encode(bytes, rune);

  buf_put(b, bytes, n);
}

zhen_status buf_status(const buf *b)
{
  return b->failed ? zhen_fail_memory() : ZHEN_OK;
}

void buf_dispose(buf *b)
{
  free(b->ptr);
  *b = (buf){0};
}
