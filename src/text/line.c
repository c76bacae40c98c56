/* SPDX-License-Identifier: Apache-2.0 */
#include "text/line.h"
#include "text/utf8.h"

#include <string.h>

/*
 * Characters that become a space: visible white space, and the separators
 * U+001C..1F, at which some readers (Python's splitlines) break lines, too.
 * Zero-width characters are part of the text and are kept.
 */
static bool is_gap(uint32_t rune)
{
  if (rune >= 0x1C && rune <= 0x1F)
    return true;
  return rune_is_space(rune) && rune != 0x200B && rune != 0xFEFF;
}

/* Text without gaps; `gap`: there was one before. */
static void put_run(buf *b, zhen_str run, bool gap)
{
  if (run.len && gap && b->len > 0)
    buf_putc(b, ' ');
  buf_put(b, run.ptr, run.len);
}

void line_put_collapsed(buf *b, zhen_str s, bool gap)
{
  size_t run = 0;

  for (size_t at = 0; at < s.len;) {
    size_t begin = at;

    if (!is_gap(utf8_next(s, &at)))
      continue;
    put_run(b, str_part(s, run, begin), gap);
    run = at;
    gap = true;
  }
  put_run(b, str_part(s, run, s.len), gap);
}

/* Characters at which some readers (Python's splitlines) break a line. */
static bool ends_line(uint32_t rune)
{
  return rune == 0x0B || rune == 0x0C || (rune >= 0x1C && rune <= 0x1F) ||
         rune == 0x85 || rune == 0x2028 || rune == 0x2029;
}

void line_put_tsv(buf *b, zhen_str s)
{
  static const char special[] = "\t\n\r\\", letters[] = "tnr\\";
  size_t run = 0;

  for (size_t at = 0; at < s.len;) {
    size_t begin = at;
    uint32_t rune = utf8_next(s, &at);
    const char *found = NULL;

    if (rune > ' ' && rune != '\\' && rune < 0x85) /* most characters */
      continue;
    if (rune < 0x80)
      found = memchr(special, (int)rune, sizeof special - 1);
    if (!found && !ends_line(rune))
      continue;
    buf_put(b, s.ptr + run, begin - run);
    if (found)
      buf_putc(b, '\\');
    buf_putc(b, found ? letters[found - special] : ' ');
    run = at;
  }
  if (run < s.len)
    buf_put(b, s.ptr + run, s.len - run);
}

/* Whether a text is a formula after apostrophes. */
static bool is_formula(zhen_str s)
{
  size_t at = 0;

  while (at < s.len && s.ptr[at] == '\'')
    at++;
  if (at == s.len)
    return false;
  switch (utf8_next(s, &at)) {
  case '=':
  case '+':
  case '-':
  case '@':
  case '\t':
  case '\r':
  case 0xFF1D:
  case 0xFF0B:
  case 0xFF0D:
  case 0xFF20:
    return true;
  default:
    return false;
  }
}

void line_put_csv(buf *b, zhen_str s)
{
  bool quoted = s.len > 0 && (s.ptr[0] == ' ' || s.ptr[s.len - 1] == ' ');

  for (size_t i = 0; i < s.len && !quoted; i++)
    quoted = memchr("\",\r\n", s.ptr[i], 4) != NULL;
  if (quoted)
    buf_putc(b, '"');
  if (is_formula(s))
    buf_putc(b, '\'');
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] == '"')
      buf_putc(b, '"');
    buf_putc(b, s.ptr[i]);
  }
  if (quoted)
    buf_putc(b, '"');
}

zhen_str line_csv_text(zhen_str field)
{
  if (field.len > 0 && field.ptr[0] == '\'' && is_formula(field))
    return (zhen_str){field.ptr + 1, field.len - 1};
  return field;
}

void line_put_score(buf *b, double score, unsigned decimals)
{
  unsigned long scale = 1, n;

  for (unsigned i = 0; i < decimals; i++)
    scale *= 10;
  if (!(score > 0))
    score = 0;
  n = score < 1 ? (unsigned long)(score * (double)scale + 0.5) : scale;
  buf_printf(b, "%lu.%0*lu", n / scale, (int)decimals, n % scale);
}

void line_put_name(buf *b, const char *name)
{
  const unsigned char *p = (const unsigned char *)name;
  size_t left = strlen(name);

  while (left > 0) {
    zhen_str valid = {(const char *)p, utf8_valid(p, left)};

    for (size_t at = 0; at < valid.len;) {
      uint32_t rune = utf8_next(valid, &at);

      buf_put_rune(b, rune < 0x20 || rune == 0x7F ? 0xFFFD : rune);
    }
    p += valid.len;
    left -= valid.len;
    if (left > 0) {
      buf_put_rune(b, 0xFFFD);
      p++;
      left--;
    }
  }
}

void line_flush(buf *b, zhen_output *out)
{
  zhen_output_put(out, b->ptr, b->len);
  b->len = 0;
}
