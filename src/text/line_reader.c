/* SPDX-License-Identifier: Apache-2.0 */
#include "text/line_reader.h"
#include "text/utf8.h"

zhen_status line_reader_open(line_reader *r, const char *path,
                             const zhen_read_options *options)
{
  *r = (line_reader){0};
  return zhen_text_reader_open(&r->reader, path, options);
}

line_reader line_reader_of(zhen_text *text)
{
  return (line_reader){.piece = text};
}

/* Load a piece with unread bytes; none at the end. */
static zhen_status fill(line_reader *r, bool *more)
{
  *more = true;
  while (!r->piece || r->at >= zhen_text_str(r->piece).len) {
    zhen_status status;

    zhen_text_free(r->piece);
    r->piece = NULL;
    r->at = 0;
    *more = r->reader != NULL;
    if (!*more)
      return ZHEN_OK;
    status = zhen_text_reader_next(r->reader, &r->piece);
    *more = r->piece != NULL;
    if (status != ZHEN_OK || !*more)
      return status;
  }
  return ZHEN_OK;
}

/* The line, and where the next one begins. */
static size_t look(const line_reader *r, zhen_str *line)
{
  zhen_str text = zhen_text_str(r->piece);
  size_t end = str_find(text, r->at, '\n');

  *line = str_part(text, r->at, end);
  if (line->len > 0 && line->ptr[line->len - 1] == '\r')
    line->len--;
  return end + 1;
}

zhen_status line_reader_peek(line_reader *r, zhen_str *line, bool *more)
{
  zhen_status status = fill(r, more);

  if (status == ZHEN_OK && *more)
    look(r, line);
  return status;
}

zhen_status line_reader_next(line_reader *r, zhen_str *line, bool *more)
{
  zhen_status status = fill(r, more);

  if (status == ZHEN_OK && *more) {
    r->at = look(r, line);
    r->line++;
  }
  return status;
}

zhen_status line_reader_take(line_reader *r, zhen_text **piece)
{
  bool more;
  zhen_status status = fill(r, &more);

  *piece = r->piece;
  r->piece = NULL;
  return status;
}

void line_reader_close(line_reader *r)
{
  zhen_text_free(r->piece);
  zhen_text_reader_close(r->reader);
  *r = (line_reader){0};
}
