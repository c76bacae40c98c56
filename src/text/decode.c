/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes to text, strictly: what is not valid in its encoding is an error that
 * names the place, never a replacement character. UTF-8 is checked and kept
 * as it is; everything else goes through ICU character by character, which
 * gives the map back to the input for free.
 */
#include "base/fail.h"
#include "text/text.h"

#include <string.h>
#include <unicode/ucnv.h>

enum {
  DEFAULT_BYTES = 1 << 30,
  DEFAULT_LINE = 1 << 24,
  /* A text file may hold a stray control or two (a DOS end mark). */
  CONTROLS_MIN = 8,
  CONTROLS_SHARE = 50
};

/* A place in the input as a user counts: from 1, bytes within the line. */
typedef struct place {
  size_t line, byte;
} place;

typedef struct mark {
  const char *bytes;
  size_t len;
  const char *encoding;
} mark;

static const mark marks[] = {
    {"\xEF\xBB\xBF", 3, "UTF-8"},    {"\xFF\xFE\0\0", 4, "UTF-32LE"},
    {"\0\0\xFE\xFF", 4, "UTF-32BE"}, {"\xFF\xFE", 2, "UTF-16LE"},
    {"\xFE\xFF", 2, "UTF-16BE"},     {"\x84\x31\x95\x33", 4, "GB18030"},
};

static size_t limit_or(size_t value, size_t preset)
{
  return value ? value : preset;
}

zhen_status text_limits_add(text_limits *seen, const char *bytes, size_t len,
                            const char *name, const zhen_read_options *options)
{
  size_t max_bytes = limit_or(options ? options->max_bytes : 0, DEFAULT_BYTES);
  size_t max_line = limit_or(options ? options->max_line : 0, DEFAULT_LINE);
  const char *end;

  if (len == 0)
    return ZHEN_OK;
  if (len > max_bytes - seen->total)
    return zhen_fail(ZHEN_ELIMIT, "%s: more than %zu bytes: cut it in pieces",
                     text_label(name), max_bytes);
  seen->total += len;
  end = bytes + len;
  while (bytes < end) {
    const char *feed = memchr(bytes, '\n', (size_t)(end - bytes));
    size_t more = (size_t)((feed ? feed : end) - bytes);

    if (more > max_line - seen->line)
      return zhen_fail(ZHEN_ELIMIT, "%s: line %zu is longer than %zu bytes",
                       text_label(name), seen->lines + 1, max_line);
    seen->line = feed ? 0 : seen->line + more;
    seen->lines += feed != NULL;
    bytes += more + (feed != NULL);
  }
  return ZHEN_OK;
}

/* The place of input byte `source`, up to which text[0, end) was decoded. */
static place find_place(const zhen_text *text, size_t end, size_t source)
{
  size_t line_begin = 0;
  place p = {1, 1};

  for (size_t i = 0; i < end; i++)
    if (text->bytes.ptr[i] == '\n') {
      p.line++;
      line_begin = i + 1;
    }
  if (line_begin < end)
    p.byte = source - zhen_text_source(text, line_begin) + 1;
  return p;
}

static zhen_status fail_binary(const zhen_text *text, unsigned char byte,
                               place p)
{
  const char *what = byte ? "control character" : "NUL byte";

  return zhen_fail(
      ZHEN_EINPUT,
      "%s: line %zu, byte %zu: %s: this is a binary file, not text",
      text_label(text->name), p.line, p.byte, what);
}

static zhen_status fail_invalid(const zhen_text *text, unsigned char byte,
                                place p, bool named)
{
  return zhen_fail(ZHEN_EINPUT,
                   "%s: line %zu, byte %zu: 0x%02x is not valid %s%s",
                   text_label(text->name), p.line, p.byte, byte, text->encoding,
                   named ? "" : "; name its encoding with --encoding");
}

/* The byte order mark at the front, NULL if there is none. */
static const mark *find_mark(const buf *raw)
{
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (raw->len >= marks[i].len &&
        memcmp(raw->ptr, marks[i].bytes, marks[i].len) == 0)
      return &marks[i];
  return NULL;
}

/* Take over `raw` without its first `skip` bytes. */
static zhen_status keep_utf8(zhen_text *text, buf *raw, size_t skip, bool named)
{
  size_t len = raw->len - skip, valid;
  const char *nul;
  unsigned char byte;
  place p;

  text->bytes = *raw;
  *raw = (buf){0};
  if (len == 0) {
    text->bytes.len = 0;
    return ZHEN_OK;
  }
  memmove(text->bytes.ptr, text->bytes.ptr + skip, len);
  text->bytes.len = len;
  text_map(text, len, skip, len);
  valid = utf8_valid((unsigned char *)text->bytes.ptr, len);
  if (valid == len)
    return text_status(text);
  nul = memchr(text->bytes.ptr, 0, len);
  if (nul)
    valid = (size_t)(nul - text->bytes.ptr);
  p = find_place(text, valid, skip + valid);
  byte = (unsigned char)text->bytes.ptr[valid];
  return byte ? fail_invalid(text, byte, p, named) : fail_binary(text, 0, p);
}

/* Decode the rest of `raw` from `at` with an open converter. */
static zhen_status convert(zhen_text *text, const buf *raw, size_t at,
                           UConverter *converter, bool named)
{
  const char *next = raw->ptr + at, *end = raw->ptr + raw->len;

  while (next < end) {
    const char *begin = next;
    UErrorCode status = U_ZERO_ERROR;
    UChar32 rune = ucnv_getNextUChar(converter, &next, end, &status);
    size_t source = (size_t)(begin - raw->ptr), before = text->bytes.len;

    if (status == U_INDEX_OUTOFBOUNDS_ERROR)
      break;
    if (U_FAILURE(status))
      return fail_invalid(text, (unsigned char)*begin,
                          find_place(text, before, source), named);
    if (rune == 0)
      return fail_binary(text, 0, find_place(text, before, source));
    buf_put_rune(&text->bytes, (uint32_t)rune);
    text_map(text, text->bytes.len - before, source, (size_t)(next - begin));
  }
  return text_status(text);
}

static zhen_status decode_with_icu(zhen_text *text, const buf *raw, size_t at,
                                   bool named)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter =
      ucnv_open(encoding_converter(text->encoding), &status);
  zhen_status st;

  if (U_FAILURE(status))
    return zhen_fail(ZHEN_EUSAGE,
                     "unknown encoding \"%s\": use UTF-8, UTF-16, GB18030, "
                     "GBK, Big5 or windows-1252",
                     text->encoding);
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL,
                      &status);
  st = convert(text, raw, at, converter, named);
  ucnv_close(converter);
  return st;
}

/* PNG or ELF without a NUL, or decoded by chance, is not text either. */
static zhen_status check_controls(const zhen_text *text)
{
  size_t controls = 0, first = 0;

  for (size_t i = 0; i < text->bytes.len; i++) {
    unsigned char c = (unsigned char)text->bytes.ptr[i];

    if (c >= ' ' || (c >= '\t' && c <= '\r') || c == 0x1B)
      continue;
    if (controls++ == 0)
      first = i;
  }
  if (controls < CONTROLS_MIN || controls * CONTROLS_SHARE < text->bytes.len)
    return ZHEN_OK;
  return fail_binary(text, 1,
                     find_place(text, first, zhen_text_source(text, first)));
}

static bool is_name(const char *name, const char *other)
{
  return ucnv_compareNames(name, other) == 0;
}

/* Whether the text begins with the mark of the encoding the user named. */
static bool mark_fits(const mark *m, const char *named)
{
  if (is_name(named, "UTF-16") || is_name(named, "UTF-32"))
    return strncmp(m->encoding, "UTF-16", 6) == 0 ||
           strncmp(m->encoding, "UTF-32", 6) == 0;
  return is_name(named, m->encoding);
}

/* The encoding to decode with; `*skip` is the length of the mark. */
static const char *choose(const buf *raw, const char *named, size_t *skip)
{
  const unsigned char *bytes = (const unsigned char *)raw->ptr;
  const mark *m = find_mark(raw);
  const char *guess;

  *skip = 0;
  if (m && (!named || mark_fits(m, named))) {
    *skip = m->len;
    return m->encoding;
  }
  if (named && !is_name(named, "UTF-16"))
    return named;
  if (!named && (raw->len == 0 || utf8_valid(bytes, raw->len) == raw->len))
    return "UTF-8";
  guess = encoding_guess(bytes, raw->len);
  if (named)
    return strncmp(guess, "UTF-16", 6) == 0 ? guess : named;
  return guess;
}

static zhen_status decode_into(zhen_text *text, buf *raw, size_t skip,
                               bool named)
{
  zhen_status st;

  text->source_len = raw->len;
  if (is_name(text->encoding, "UTF-8"))
    st = keep_utf8(text, raw, skip, named);
  else
    st = decode_with_icu(text, raw, skip, named);
  return st == ZHEN_OK ? check_controls(text) : st;
}

zhen_status text_decode(zhen_text **out, buf *raw, const char *name,
                        const zhen_read_options *options)
{
  const char *named = options ? options->encoding : NULL;
  size_t skip;
  const char *encoding = choose(raw, named, &skip);
  zhen_text *text = text_new(name, encoding);
  zhen_status st =
      text ? decode_into(text, raw, skip, named != NULL) : zhen_fail_memory();

  buf_dispose(raw);
  if (st != ZHEN_OK) {
    zhen_text_free(text);
    text = NULL;
  }
  *out = text;
  return st;
}

zhen_status zhen_text_decode(zhen_text **out, const void *bytes, size_t len,
                             const char *name, const zhen_read_options *options)
{
  text_limits seen = {0};
  buf raw = {0};
  zhen_status st = text_limits_add(&seen, bytes, len, name, options);

  *out = NULL;
  if (st != ZHEN_OK)
    return st;
  buf_put(&raw, bytes, len);
  st = buf_status(&raw);
  return st == ZHEN_OK ? text_decode(out, &raw, name, options) : st;
}
