/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A short input is read as a document. So is a long one, unless its first piece
 * is plain text whose lines are kept; then the pieces are documents.
 */
#include "text/reader.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "text/kind.h"

#include <stdlib.h>
#include <zhen/document.h>

struct zhen_document_reader {
  char *name;
  zhen_document_options options;
  char *encoding; /* a copy */
  zhen_text_reader *text;
  bool begun, in_pieces, done;
};

static zhen_status open_reader(zhen_document_reader *r, const char *name,
                               const zhen_document_options *options)
{
  zhen_status status = OPTIONS_TAKE(&r->options, options);
  zhen_document_options *o = &r->options;

  if (status != ZHEN_OK)
    return status;
  r->name = mem_strdup(name);
  r->encoding = o->encoding ? mem_strdup(o->encoding) : NULL;
  if (!r->name || (o->encoding && !r->encoding))
    return zhen_fail_memory();
  o->encoding = r->encoding;
  return zhen_text_reader_open(
      &r->text, r->name,
      &(zhen_read_options){.struct_size = sizeof(zhen_read_options),
                           .encoding = r->encoding,
                           .repair = o->repair,
                           .regular = o->regular});
}

zhen_status zhen_document_reader_open(zhen_document_reader **out,
                                      const char *name,
                                      const zhen_document_options *options)
{
  zhen_document_reader *r = mem_calloc(1, sizeof *r);
  zhen_status status = r ? open_reader(r, name, options) : zhen_fail_memory();

  if (status != ZHEN_OK) {
    zhen_document_reader_close(r);
    r = NULL;
  }
  *out = r;
  return status;
}

static zhen_status read_whole(zhen_document_reader *r, zhen_document **out)
{
  zhen_input input = {.name = r->name};
  zhen_str bytes;
  bool whole;
  zhen_status status = text_reader_peek(r->text, true, &bytes, &whole);

  if (status != ZHEN_OK)
    return status;
  r->done = true;
  input.bytes = bytes.ptr ? bytes.ptr : "";
  input.len = bytes.len;
  return zhen_document_read(out, &input, &r->options);
}

/* Whether the first lines, read as a document, are text as it is. */
static zhen_status is_plain(const zhen_document_reader *r, zhen_str bytes,
                            bool *plain)
{
  const zhen_document_options *o = &r->options;
  zhen_document *d;
  zhen_input input = {.name = r->name, .bytes = bytes.ptr};
  zhen_status status;

  *plain = false;
  if (o->wrap == ZHEN_WRAP_JOIN ||
      (o->kind != ZHEN_KIND_AUTO && o->kind != ZHEN_KIND_TEXT) ||
      kind_of_bytes(bytes).kind != ZHEN_KIND_TEXT)
    return ZHEN_OK;
  for (input.len = bytes.len; input.len > 0; input.len--)
    if (bytes.ptr[input.len - 1] == '\n')
      break;
  status = zhen_document_read(&d, &input, o);
  *plain = status == ZHEN_OK && d->kind == ZHEN_KIND_TEXT && d->wrapped == 0;
  zhen_document_free(d);
  return status == ZHEN_ENOMEM ? status : ZHEN_OK;
}

static zhen_status begin(zhen_document_reader *r)
{
  zhen_str bytes;
  bool whole;
  zhen_status status = text_reader_peek(r->text, false, &bytes, &whole);

  r->begun = true;
  if (status != ZHEN_OK || whole)
    return status;
  return is_plain(r, bytes, &r->in_pieces);
}

static zhen_status read_piece(zhen_document_reader *r, zhen_document **out)
{
  zhen_text *text;
  zhen_status status = zhen_text_reader_next(r->text, &text);
  zhen_document *d;

  if (status != ZHEN_OK || !text)
    return status;
  d = mem_calloc(1, sizeof *d);
  if (!d) {
    zhen_text_free(text);
    return zhen_fail_memory();
  }
  d->kind = ZHEN_KIND_TEXT;
  d->encoding = zhen_text_encoding(text);
  d->main.text = text;
  *out = d;
  return ZHEN_OK;
}

zhen_status zhen_document_reader_next(zhen_document_reader *reader,
                                      zhen_document **out)
{
  zhen_status status = reader->begun ? ZHEN_OK : begin(reader);

  *out = NULL;
  if (status != ZHEN_OK || reader->done)
    return status;
  return reader->in_pieces ? read_piece(reader, out) : read_whole(reader, out);
}

void zhen_document_reader_close(zhen_document_reader *reader)
{
  if (!reader)
    return;
  zhen_text_reader_close(reader->text);
  free(reader->encoding);
  free(reader->name);
  free(reader);
}
