/* SPDX-License-Identifier: Apache-2.0 */
#include "base/screen.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

bool rune_steers_terminal(uint32_t rune)
{
  return rune < 0x20 || (rune >= 0x7F && rune < 0xA0) || rune == 0x061C ||
         rune == 0x200E || rune == 0x200F ||
         (rune >= 0x2028 && rune <= 0x202E) ||
         (rune >= 0x2066 && rune <= 0x2069);
}

/* The length of the character that starts with this byte; 1 if none does. */
static size_t size_of(unsigned char first)
{
  return first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
}

static void put_bytes(const unsigned char *bytes, size_t len, screen_sink *sink,
                      void *context)
{
  char shown[8];

  for (size_t i = 0; i < len; i++) {
    int n = snprintf(shown, sizeof shown, "\\x%02x", bytes[i]);

    sink(context, shown, (size_t)n);
  }
}

static void put_rune(const unsigned char *bytes, size_t len, screen_sink *sink,
                     void *context)
{
  utf8proc_int32_t rune;
  char shown[8];

  if (utf8proc_iterate(bytes, (utf8proc_ssize_t)len, &rune) !=
      (utf8proc_ssize_t)len)
    put_bytes(bytes, len, sink, context);
  else if (rune == '\t' || rune == '\n' ||
           !rune_steers_terminal((uint32_t)rune))
    sink(context, bytes, len);
  else if (rune < 0x80)
    put_bytes(bytes, 1, sink, context);
  else
    sink(context, shown,
         (size_t)snprintf(shown, sizeof shown, "\\u%04x",
                          (unsigned)rune & 0xFFFF));
}

void screen_end(screen *s, screen_sink *sink, void *context)
{
  put_bytes(s->part, s->len, sink, context);
  s->len = 0;
}

void screen_put(screen *s, const void *bytes, size_t len, screen_sink *sink,
                void *context)
{
  const unsigned char *p = bytes;

  for (size_t i = 0; i < len; i++) {
    bool continues = (p[i] & 0xC0) == 0x80;

    if (s->len > 0 && !continues)
      screen_end(s, sink, context);
    s->part[s->len++] = p[i];
    if (s->len < size_of(s->part[0]))
      continue;
    put_rune(s->part, s->len, sink, context);
    s->len = 0;
  }
}
