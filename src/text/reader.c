/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Split an input into texts of complete lines. The bytes read are cut after
 * their last line feed; the rest waits for the next piece. A text read as a
 * whole is the single piece of a reader without a size limit for pieces.
 */
#include "text/reader.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "text/input.h"

#include <stdlib.h>
#include <string.h>

enum {
  PIECE = 1 << 20,
  LEAST_PIECE = TEXT_INPUT_BYTES,
  TAGLESS_MAX = 16 << 20
};

struct zhen_text_reader {
  char *name, *encoding; /* as passed; encoding may be NULL */
  text_limits limits;
  text_input *input;
  text_decoder decoder;
  size_t piece;
  buf raw; /* read but not returned yet */
  bool begun, ended;
  bool tags; /* XML: pieces may end after a tag */
};

/* Read until there are `want` bytes, or no more. */
static zhen_status fill(zhen_text_reader *r, size_t want)
{
  while (!r->ended && r->raw.len < want) {
    size_t before = r->raw.len;
    zhen_status st = text_input_read(r->input, &r->raw, want - before);

    if (st != ZHEN_OK)
      return st;
    r->ended = r->raw.len == before;
  }
  return ZHEN_OK;
}

zhen_status text_reader_peek(zhen_text_reader *r, bool all, zhen_str *bytes,
                             bool *whole)
{
  const text_limits own = r->limits, usual = text_limits_of(r->name, NULL);
  zhen_status status;

  r->limits.max_line = SIZE_MAX;
  if (all)
    r->limits.max_bytes = usual.max_bytes;
  status = fill(r, all ? SIZE_MAX : r->piece);
  r->limits.max_line = own.max_line;
  r->limits.max_bytes = own.max_bytes;
  *bytes = (zhen_str){r->raw.ptr, r->raw.len};
  *whole = r->ended;
  return status;
}

/* Where the piece ends; reads on until a line ends in it. */
static zhen_status find_cut(zhen_text_reader *r, size_t *cut)
{
  size_t from = 0;

  /* Line ends are not visible: hold all of it, like a whole text. */
  if (r->decoder.unit == 0 && r->limits.max_bytes == SIZE_MAX)
    r->limits.max_bytes = text_limits_of(r->name, NULL).max_bytes;
  while (!r->ended) {
    zhen_status st;

    *cut = text_decoder_cut(&r->decoder, &r->raw, from, '\n');
    if (*cut == 0 && r->tags)
      *cut = text_decoder_cut(&r->decoder, &r->raw, from, '>');
    if (*cut > 0)
      return ZHEN_OK;
    if (r->tags && r->raw.len > TAGLESS_MAX)
      return zhen_fail(ZHEN_ELIMIT, "%s: line %zu: over 16 MiB without a tag",
                       text_label(r->name), r->decoder.lines + 1);
    if (r->decoder.unit > 0 && r->raw.len > r->limits.max_line)
      return text_limits_fail_line(&r->limits, r->decoder.lines + 1);
    from = r->raw.len;
    st = fill(r, from + TEXT_INPUT_BYTES);
    if (st != ZHEN_OK)
      return st;
  }
  *cut = r->raw.len;
  return ZHEN_OK;
}

/* Whether the first character is <, in any encoding. */
static bool is_xml(const buf *raw)
{
  static const char before[] = " \t\r\n\0\xEF\xBB\xBF\xFF\xFE";
  size_t at = 0;

  while (at < raw->len && memchr(before, raw->ptr[at], sizeof before - 1))
    at++;
  return at < raw->len && raw->ptr[at] == '<';
}

/* Remove the first `cut` bytes and keep the rest. */
static zhen_status take(zhen_text_reader *r, size_t cut, buf *piece)
{
  buf rest = {0};

  if (!r->ended)
    buf_reserve(&rest, r->piece);
  if (cut < r->raw.len)
    buf_put(&rest, r->raw.ptr + cut, r->raw.len - cut);
  *piece = r->raw;
  piece->len = cut;
  r->raw = rest;
  return buf_status(&rest);
}

static zhen_status open_reader(zhen_text_reader *r, const char *path,
                               const zhen_read_options *options)
{
  zhen_read_options own;
  zhen_status status = OPTIONS_TAKE(&own, options);
  size_t piece = own.piece ? own.piece : PIECE;

  if (status != ZHEN_OK)
    return status;
  r->piece = piece > LEAST_PIECE ? piece : LEAST_PIECE;
  r->name = mem_strdup(path);
  r->encoding = own.encoding ? mem_strdup(own.encoding) : NULL;
  if (!r->name || (own.encoding && !r->encoding))
    return zhen_fail_memory();
  own.encoding = r->encoding;
  if (own.max_bytes == 0 && r->piece < SIZE_MAX)
    own.max_bytes = SIZE_MAX;
  r->limits = text_limits_of(r->name, &own);
  r->decoder = text_decoder_of(r->name, &own);
  return text_input_open(&r->input, &r->limits);
}

zhen_status zhen_text_reader_open(zhen_text_reader **out, const char *path,
                                  const zhen_read_options *options)
{
  zhen_text_reader *r = mem_calloc(1, sizeof *r);
  zhen_status st = r ? open_reader(r, path, options) : zhen_fail_memory();

  if (st != ZHEN_OK) {
    zhen_text_reader_close(r);
    r = NULL;
  }
  *out = r;
  return st;
}

void text_reader_keep(zhen_text_reader *reader)
{
  reader->decoder.keep = true;
}

zhen_status zhen_text_reader_next(zhen_text_reader *reader, zhen_text **out)
{
  buf piece = {0};
  size_t cut = 0;
  zhen_status st = fill(reader, reader->piece);

  *out = NULL;
  if (st != ZHEN_OK || (reader->begun && reader->raw.len == 0))
    return st;
  if (!reader->begun && reader->decoder.keep && is_xml(&reader->raw)) {
    reader->tags = true;
    reader->limits.max_line = SIZE_MAX;
  }
  reader->begun = true;
  st = text_decoder_look(&reader->decoder, &reader->raw, !reader->ended);
  if (st == ZHEN_OK)
    st = find_cut(reader, &cut);
  if (st == ZHEN_OK)
    st = take(reader, cut, &piece);
  if (st == ZHEN_OK)
    return text_decoder_next(&reader->decoder, out, &piece);
  buf_dispose(&piece);
  return st;
}

void zhen_text_reader_close(zhen_text_reader *reader)
{
  if (!reader)
    return;
  text_input_close(reader->input);
  buf_dispose(&reader->raw);
  free(reader->encoding);
  free(reader->name);
  free(reader);
}

zhen_status zhen_text_read(zhen_text **out, const char *path,
                           const zhen_read_options *options)
{
  zhen_read_options whole;
  zhen_text_reader *reader;
  zhen_status st = OPTIONS_TAKE(&whole, options);

  *out = NULL;
  if (st != ZHEN_OK)
    return st;
  whole.piece = SIZE_MAX;
  st = zhen_text_reader_open(&reader, path, &whole);
  if (st == ZHEN_OK)
    st = zhen_text_reader_next(reader, out);
  zhen_text_reader_close(reader);
  return st;
}
