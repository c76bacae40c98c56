/* SPDX-License-Identifier: Apache-2.0 */
#include "document/paragraphs.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static bool is_space(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

void paragraphs_put(paragraphs *p, zhen_str s)
{
  for (size_t at = 0; at < s.len;) {
    size_t begin = at;

    while (at < s.len && !is_space(s.ptr[at]))
      at++;
    if (at > begin)
      buf_put(&p->open, s.ptr + begin, at - begin);
    begin = at;
    while (at < s.len && is_space(s.ptr[at]))
      at++;
    if (at > begin && p->open.len > 0 && p->open.ptr[p->open.len - 1] != ' ')
      buf_putc(&p->open, ' ');
  }
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

void paragraphs_end(paragraphs *p)
{
  buf *open = &p->open;

  if (open->len > 0 && open->ptr[open->len - 1] == ' ')
    open->len--;
  if (open->len == 0)
    return;
  if (p->part)
    begin_part(p, p->text.len);
  buf_putc(open, '\n');
  buf_put(&p->text, open->ptr, open->len);
  open->len = 0;
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
