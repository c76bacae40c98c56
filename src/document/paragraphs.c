/* SPDX-License-Identifier: Apache-2.0 */
#include "document/paragraphs.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>

static bool is_space(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The white space before a character, which is the first of `s`. */
static void put_gap(paragraphs *p, zhen_str s)
{
  zhen_str open = {p->open.ptr, p->open.len};
  size_t size;

  if (p->gap != GAP_NONE && open.len > 0 &&
      (p->gap == GAP_SPACE ||
       !runes_join(utf8_at(open, utf8_before(open, open.len), &size),
                   utf8_at(s, 0, &size))))
    buf_putc(&p->open, ' ');
  p->gap = GAP_NONE;
}

void paragraphs_put(paragraphs *p, zhen_str s)
{
  for (size_t at = 0; at < s.len;) {
    size_t begin = at;

    while (at < s.len && !is_space(s.ptr[at]))
      at++;
    if (at > begin) {
      put_gap(p, str_part(s, begin, at));
      buf_put(&p->open, s.ptr + begin, at - begin);
    }
    for (; at < s.len && is_space(s.ptr[at]); at++)
      if (s.ptr[at] == '\n' && p->gap < GAP_WRAP)
        p->gap = GAP_WRAP;
      else if (p->gap == GAP_NONE)
        p->gap = GAP_SPACE;
  }
}

void paragraphs_break(paragraphs *p)
{
  if (p->gap == GAP_BREAK)
    paragraphs_end(p);
  else
    p->gap = GAP_BREAK;
}

static void begin_part(paragraphs *p, size_t at)
{
  p->part = false;
  if (mem_grow(&p->parts, &p->capacity, p->n_parts + 1, sizeof *p->parts) !=
      ZHEN_OK)
    p->failed = true;
  else
    p->parts[p->n_parts++] = at;
}

static void close_line(paragraphs *p)
{
  if (p->part)
    begin_part(p, p->text.len);
  buf_putc(&p->open, '\n');
  buf_put(&p->text, p->open.ptr, p->open.len);
  p->open.len = 0;
}

void paragraphs_end(paragraphs *p)
{
  p->gap = GAP_NONE;
  if (p->open.len > 0)
    close_line(p);
}

void paragraphs_line(paragraphs *p, zhen_str s)
{
  paragraphs_put(p, s);
  p->gap = GAP_NONE;
  close_line(p);
}

void paragraphs_part(paragraphs *p)
{
  paragraphs_end(p);
  p->part = true;
}

void paragraphs_append(paragraphs *p, paragraphs *from)
{
  paragraphs_end(p);
  paragraphs_end(from);
  if (from->text.len > 0 && p->part)
    begin_part(p, p->text.len);
  if (from->text.len > 0)
    buf_put(&p->text, from->text.ptr, from->text.len);
  p->failed |= from->failed || from->text.failed || from->open.failed;
  paragraphs_dispose(from);
}

zhen_status paragraphs_finish(paragraphs *p, zhen_content *out,
                              const char *name)
{
  zhen_text *text = text_new(name, "UTF-8");

  paragraphs_end(p);
  if (!text || p->failed || p->text.failed || p->open.failed) {
    zhen_text_free(text);
    paragraphs_dispose(p);
    return zhen_fail_memory();
  }
  text->bytes = p->text;
  text->source_len = p->text.len;
  text_map(text, p->text.len, 0, p->text.len);
  *out = (zhen_content){.text = text, .parts = p->parts, .n_parts = p->n_parts};
  p->text = (buf){0};
  p->parts = NULL;
  paragraphs_dispose(p);
  if (text_status(text) != ZHEN_OK)
    return zhen_fail_memory();
  return ZHEN_OK;
}

void paragraphs_dispose(paragraphs *p)
{
  buf_dispose(&p->text);
  buf_dispose(&p->open);
  free(p->parts);
  *p = (paragraphs){0};
}
