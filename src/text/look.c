/* SPDX-License-Identifier: Apache-2.0 */
/* Examine bytes before decoding: their encoding, and where their lines end. */
#include "base/system.h"
#include "text/declared.h"
#include "text/kind.h"

#include <string.h>
#include <unicode/ucnv.h>

enum { UTF8_MAX = 4 /* bytes per character */ };

typedef struct encoding_mark {
  const char *bytes;
  size_t len;
  const char *encoding;
} encoding_mark;

static const encoding_mark marks[] = {
    {"\xEF\xBB\xBF", 3, "UTF-8"},    {"\xFF\xFE\0\0", 4, "UTF-32LE"},
    {"\0\0\xFE\xFF", 4, "UTF-32BE"}, {"\xFF\xFE", 2, "UTF-16LE"},
    {"\xFE\xFF", 2, "UTF-16BE"},     {"\x84\x31\x95\x33", 4, "GB18030"},
};

/* The byte order mark at the start, NULL if there is none. */
static const encoding_mark *find_mark(const buf *raw)
{
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (raw->len >= marks[i].len &&
        memcmp(raw->ptr, marks[i].bytes, marks[i].len) == 0)
      return &marks[i];
  return NULL;
}

static bool is_name(const char *name, const char *other)
{
  return ucnv_compareNames(name, other) == 0;
}

/* Whether the text starts with the mark of the encoding that the user named. */
static bool mark_fits(const encoding_mark *m, const char *named)
{
  if (is_name(named, "UTF-16") || is_name(named, "UTF-32"))
    return strncmp(m->encoding, "UTF-16", 6) == 0 ||
           strncmp(m->encoding, "UTF-32", 6) == 0;
  return is_name(named, m->encoding);
}

static bool is_utf16(const char *encoding)
{
  return strncmp(encoding, "UTF-16", 6) == 0;
}

static zhen_status guess(const text_decoder *d, const buf *raw, bool more,
                         const char **best)
{
  size_t len = more ? raw->len - raw->len % 2 : raw->len;
  zhen_status status =
      encoding_guess(best, (const unsigned char *)raw->ptr, len);

  /* Text that was ASCII so far does not become UTF-16. */
  if (d->source > 0 && is_utf16(*best))
    *best = "UTF-8";
  return status;
}

static bool is_ascii(const char *bytes, size_t len)
{
  unsigned char all = 0;

  for (size_t i = 0; i < len; i++)
    all |= (unsigned char)bytes[i];
  return all < 0x80;
}

/* UTF-8 if valid, else a guess. */
static zhen_status detect(text_decoder *d, const buf *raw, bool more)
{
  size_t valid = utf8_valid((const unsigned char *)raw->ptr, raw->len);
  size_t rest = raw->len - valid;

  if (rest == 0 || (more && rest < UTF8_MAX)) {
    d->encoding = "UTF-8";
    d->settled = !is_ascii(raw->ptr, valid);
    return ZHEN_OK;
  }
  d->settled = true;
  return guess(d, raw, more, &d->encoding);
}

/* Without a mark or a name given. */
static zhen_status find_out(text_decoder *d, const buf *raw, bool more)
{
  zhen_status status = detect(d, raw, more);
  bool fits;

  if (status != ZHEN_OK || !d->declared || (more && !d->settled) ||
      is_name(d->encoding, d->declared))
    return status;
  status = declared_fits(&fits, d->declared, d->encoding,
                         (zhen_str){raw->ptr, raw->len}, more);
  if (fits) {
    d->encoding = d->declared;
    d->settled = true;
  }
  return status;
}

static zhen_status choose(text_decoder *d, const buf *raw, bool more)
{
  const encoding_mark *m = d->source == 0 ? find_mark(raw) : NULL;
  const char *seems = "";
  zhen_status status = ZHEN_OK;

  d->settled = true;
  if (m && (!d->named || mark_fits(m, d->named))) {
    d->skip = m->len;
    d->encoding = m->encoding;
  } else if (!d->named) {
    status = find_out(d, raw, more);
  } else {
    d->encoding = d->named;
    if (is_name(d->named, "UTF-16") && raw->len > 0)
      status = guess(d, raw, more, &seems);
    if (is_utf16(seems))
      d->encoding = seems;
  }
  return status;
}

/*
 * Find the form of a line feed. In stateful encodings, or EBCDIC, the bytes do
 * not show it. In everything that ICU calls MBCS and that includes ASCII, no
 * trail byte is below 0x30.
 */
static void set_feed(text_decoder *d, UConverter *converter)
{
  const char *ascii = "\n";
  UErrorCode status = U_ZERO_ERROR;

  d->unit = d->feed = 0;
  switch (ucnv_getType(converter)) {
  case UCNV_UTF16_LittleEndian:
    d->unit = 2;
    break;
  case UCNV_UTF16_BigEndian:
    d->unit = 2;
    d->feed = 1;
    break;
  case UCNV_UTF32_LittleEndian:
    d->unit = 4;
    break;
  case UCNV_UTF32_BigEndian:
    d->unit = 4;
    d->feed = 3;
    break;
  case UCNV_SBCS:
  case UCNV_MBCS:
  case UCNV_LATIN_1:
  case UCNV_US_ASCII:
  case UCNV_UTF8:
    d->unit = ucnv_getNextUChar(converter, &ascii, ascii + 1, &status) == '\n';
    break;
  default:
    break;
  }
}

zhen_status text_decoder_look(text_decoder *d, const buf *raw, bool more)
{
  UConverter *converter;
  zhen_status st = ZHEN_OK;
  bool any;

  if (d->settled)
    return ZHEN_OK;
  if (d->source == 0) {
    st = kind_check_bytes(d->name, raw);
    d->declared = declared_encoding((zhen_str){raw->ptr, raw->len}, &any);
  }
  if (st == ZHEN_OK)
    st = choose(d, raw, more);
  if (st == ZHEN_OK)
    st = encoding_open(&converter, d->encoding);
  if (st != ZHEN_OK)
    return st;
  set_feed(d, converter);
  ucnv_close(converter);
  return ZHEN_OK;
}

/* Whether the unit at `p` is a character of ASCII. */
static bool is_unit(const text_decoder *d, const char *p, char c)
{
  for (size_t i = 0; i < d->unit; i++)
    if (p[i] != (i == d->feed ? c : 0))
      return false;
  return true;
}

size_t text_decoder_cut(const text_decoder *d, const buf *raw, size_t from,
                        char after)
{
  size_t end = raw->len;

  if (d->unit == 0)
    return 0;
  from -= from % d->unit;
  while (end > from) {
    const char *feed = system_last(raw->ptr + from, after, end - from);
    size_t at;

    if (!feed)
      return 0;
    end = (size_t)(feed - raw->ptr);
    at = end - end % d->unit;
    if (at + d->unit <= raw->len && is_unit(d, raw->ptr + at, after))
      return at + d->unit;
  }
  return 0;
}
