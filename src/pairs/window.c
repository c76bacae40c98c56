/* SPDX-License-Identifier: Apache-2.0 */
#include "pairs/window.h"
#include "base/mem.h"
#include "base/system.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

zhen_status window_add(window *w, zhen_text *piece)
{
  zhen_status status =
      mem_grow(&w->at, &w->capacity, w->count + 1, sizeof *w->at);

  if (status == ZHEN_OK)
    status =
        mem_grow(&w->ends, &w->ends_capacity, w->count + 1, sizeof *w->ends);
  if (status != ZHEN_OK) {
    zhen_text_free(piece);
    return status;
  }
  w->end += zhen_text_str(piece).len;
  w->ends[w->count] = w->end;
  w->at[w->count++] = piece;
  return ZHEN_OK;
}

/* The last piece stays: it has the encoding. */
void window_drop(window *w, size_t place)
{
  size_t n = 0;

  while (n + 1 < w->count && w->ends[n] <= place) {
    w->begin = w->ends[n];
    zhen_text_free(w->at[n++]);
  }
  if (n == 0)
    return;
  w->count -= n;
  memmove(w->at, w->at + n, w->count * sizeof *w->at);
  memmove(w->ends, w->ends + n, w->count * sizeof *w->ends);
}

/* The piece with a place, which is in the window. */
static size_t find_piece(const window *w, size_t place)
{
  size_t i = w->count - 1;

  while (i > 0 && w->ends[i - 1] > place)
    i--;
  return i;
}

static size_t begin_of(const window *w, size_t piece)
{
  return piece == 0 ? w->begin : w->ends[piece - 1];
}

char window_byte(const window *w, size_t place)
{
  size_t i;

  if (place < w->begin || place >= w->end)
    return 0;
  i = find_piece(w, place);
  return zhen_text_str(w->at[i]).ptr[place - begin_of(w, i)];
}

size_t window_before(const window *w, size_t place, char byte)
{
  size_t at = place;

  while (at > w->begin && at <= w->end) {
    size_t i = find_piece(w, at - 1), begin = begin_of(w, i);
    const char *text = zhen_text_str(w->at[i]).ptr;
    const char *found = system_last(text, byte, at - begin);

    if (found)
      return begin + (size_t)(found - text);
    at = begin;
  }
  return place;
}

size_t window_after(const window *w, size_t place, char byte)
{
  size_t at = place;

  while (at >= w->begin && at < w->end) {
    size_t i = find_piece(w, at), begin = begin_of(w, i);
    const char *text = zhen_text_str(w->at[i]).ptr;
    const char *found = memchr(text + (at - begin), byte, w->ends[i] - at);

    if (found)
      return begin + (size_t)(found - text) + 1;
    at = w->ends[i];
  }
  return place;
}

static bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

size_t window_space(const window *w, size_t place)
{
  while (w && place > 0 && is_space(window_byte(w, place - 1)))
    place--;
  return place;
}

size_t window_text(const window *w, size_t place)
{
  while (w && is_space(window_byte(w, place)))
    place++;
  return place;
}

/* The byte order mark belongs to the first place. */
size_t window_source(const window *w, size_t place)
{
  size_t i;

  if (place == 0 || w->count == 0)
    return 0;
  i = find_piece(w, place - 1);
  return zhen_text_source(w->at[i], place - begin_of(w, i));
}

void window_put(const window *w, buf *out, size_t begin, size_t end)
{
  for (size_t i = 0; i < w->count; i++) {
    size_t from = begin_of(w, i), to = w->ends[i];

    from = begin > from ? begin : from;
    to = end < to ? end : to;
    if (from < to)
      text_put_source(w->at[i], out, from - begin_of(w, i),
                      to - begin_of(w, i));
  }
}

const char *window_encoding(const window *w)
{
  return w->count > 0 ? zhen_text_encoding(w->at[w->count - 1]) : NULL;
}

void window_dispose(window *w)
{
  for (size_t i = 0; i < w->count; i++)
    zhen_text_free(w->at[i]);
  free(w->at);
  free(w->ends);
  *w = (window){0};
}
