/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text on a terminal: control characters are shown as escapes (\x1b, \u009b),
 * so that a text cannot change the title, the colors or the reading order.
 */
#ifndef ZHEN_BASE_SCREEN_H
#define ZHEN_BASE_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* C0, DEL and C1, line separators, and what changes the direction of text. */
bool rune_steers_terminal(uint32_t rune);

/* An incomplete character; `{0}` at the start. */
typedef struct screen {
  unsigned char part[4];
  size_t len;
} screen;

typedef void screen_sink(void *context, const void *bytes, size_t len);

/* Pass on UTF-8, cut anywhere; keeps tabs and line feeds. */
void screen_put(screen *s, const void *bytes, size_t len, screen_sink *sink,
                void *context);

/* Pass on the rest of a character that was cut off. */
void screen_end(screen *s, screen_sink *sink, void *context);

#endif
