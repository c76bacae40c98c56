/* SPDX-License-Identifier: Apache-2.0 */
#include "text/json.h"
#include "base/fail.h"
#include "base/mem.h"
#include "text/line.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

static bool is_plain(uint32_t r)
{
  if (r < 0x80)
    return r >= 0x20 && r != 0x7F && r != '"' && r != '\\' && r != '<' &&
           r != '>' && r != '&';
  return r >= 0xA0 && r != 0x061C && r != 0x200E && r != 0x200F &&
         !(r >= 0x2028 && r <= 0x202E) && !(r >= 0x2066 && r <= 0x2069) &&
         r != 0xFEFF && !(r >= 0xFFF9 && r <= 0xFFFF) && r < 0xE0000;
}

static void put_escape(buf *b, uint32_t rune)
{
  if (rune >= 0x10000)
    buf_printf(b, "\\u%04x\\u%04x", 0xD800 + ((rune - 0x10000) >> 10),
               0xDC00 + ((rune - 0x10000) & 0x3FF));
  else
    buf_printf(b, "\\u%04x", rune);
}

void json_put(buf *b, zhen_str s)
{
  buf_putc(b, '"');
  for (size_t at = 0; at < s.len;) {
    size_t begin = at;
    uint32_t rune = utf8_next(s, &at);

    if (is_plain(rune))
      buf_put(b, s.ptr + begin, at - begin);
    else
      put_escape(b, rune);
  }
  buf_putc(b, '"');
}

void json_put_data(buf *b, zhen_str s)
{
  static const char special[] = "\b\t\n\f\r\"\\", letters[] = "btnfr\"\\";
  size_t begin = 0;

  buf_putc(b, '"');
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i];
    const char *found;

    if (c >= 0x20 && c != '"' && c != '\\')
      continue;
    buf_put(b, s.ptr + begin, i - begin);
    begin = i + 1;
    found = c ? strchr(special, c) : NULL;
    if (found)
      buf_printf(b, "\\%c", letters[found - special]);
    else
      put_escape(b, c);
  }
  buf_put(b, s.len ? s.ptr + begin : "", s.len - begin);
  buf_putc(b, '"');
}

void json_put_name(buf *b, const char *name)
{
  buf valid = {0};

  line_put_name(&valid, name);
  json_put(b, (zhen_str){valid.ptr, valid.len});
  if (valid.failed)
    b->failed = true;
  buf_dispose(&valid);
}

/* ---- lengths ---- */

enum { UNITS_STEP = 256 };

/* The number of characters that start in [begin, end). */
static uint32_t count_units(zhen_str s, size_t begin, size_t end)
{
  uint32_t n = 0;

  for (size_t at = begin; at < end; at++) {
    unsigned char c = (unsigned char)s.ptr[at];

    n += (c & 0xC0) == 0x80 ? 0 : c >= 0xF0 ? 2 : 1;
  }
  return n;
}

zhen_status json_units_open(json_units *u, zhen_str text)
{
  u->text = text;
  u->before = mem_calloc(text.len / UNITS_STEP + 1, sizeof *u->before);
  if (!u->before)
    return zhen_fail_memory();
  for (size_t k = 1; k <= text.len / UNITS_STEP; k++)
    u->before[k] = u->before[k - 1] +
                   count_units(text, (k - 1) * UNITS_STEP, k * UNITS_STEP);
  return ZHEN_OK;
}

static uint32_t units_before(const json_units *u, size_t at)
{
  size_t step = at / UNITS_STEP;

  return u->before[step] + count_units(u->text, step * UNITS_STEP, at);
}

size_t json_units_between(const json_units *u, size_t begin, size_t end)
{
  return units_before(u, end) - units_before(u, begin);
}

void json_units_close(json_units *u)
{
  free(u->before);
  *u = (json_units){0};
}
