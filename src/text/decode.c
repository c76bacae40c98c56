/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes to text, strictly: invalid input is an error with its position;
 * replacement characters only on request. UTF-8 is validated and kept;
 * everything else is converted by ICU character by character, which also gives
 * the map back to the input.
 */
#include "base/fail.h"
#include "base/lanes.h"
#include "base/options.h"
#include "base/system.h"
#include "text/declared.h"
#include "text/kind.h"

#include <string.h>
#include <unicode/ucnv.h>

enum {
  DEFAULT_BYTES = 1 << 30,
  DEFAULT_LINE = 1 << 24,
  /* A text file may have a few control characters (a DOS end mark). */
  CONTROLS_MIN = 8,
  CONTROLS_SHARE = 50,
  REPLACEMENT = 0xFFFD
};

static size_t limit_or(size_t value, size_t preset)
{
  return value ? value : preset;
}

text_limits text_limits_of(const char *name, const zhen_read_options *options)
{
  return (text_limits){
      .name = name,
      .max_bytes = limit_or(options ? options->max_bytes : 0, DEFAULT_BYTES),
      .max_line = limit_or(options ? options->max_line : 0, DEFAULT_LINE),
      .regular = options && options->regular};
}

zhen_status text_limits_fail_line(const text_limits *seen, size_t line)
{
  return zhen_fail(ZHEN_ELIMIT,
                   "%s: line %zu is longer than %zu bytes; break it into "
                   "paragraphs",
                   text_label(seen->name), line, seen->max_line);
}

zhen_status text_limits_add(text_limits *seen, const char *bytes, size_t len)
{
  const char *end;

  if (len == 0)
    return ZHEN_OK;
  if (len > seen->max_bytes - seen->total)
    return zhen_fail(ZHEN_ELIMIT,
                     "%s: over %zu bytes; split it into smaller files",
                     text_label(seen->name), seen->max_bytes);
  seen->total += len;
  end = bytes + len;
  if (len <= seen->max_line - seen->line) {
    const char *feed = system_last(bytes, '\n', len);

    seen->line = feed ? (size_t)(end - feed - 1) : seen->line + len;
    seen->lines += feed ? lanes_count(bytes, len, '\n') : 0;
    return ZHEN_OK;
  }
  while (bytes < end) {
    const char *feed = memchr(bytes, '\n', (size_t)(end - bytes));
    size_t more = (size_t)((feed ? feed : end) - bytes);

    if (more > seen->max_line - seen->line)
      return text_limits_fail_line(seen, seen->lines + 1);
    seen->line = feed ? 0 : seen->line + more;
    seen->lines += feed != NULL;
    bytes += more + (feed != NULL);
  }
  return ZHEN_OK;
}

/* The place of input byte `source`, up to which text[0, end) was decoded. */
static text_position find_position(const text_decoder *d, const zhen_text *text,
                                   size_t end, size_t source)
{
  size_t line_begin = 0;
  text_position p = {d->lines + 1, 1};

  for (size_t i = 0; i < end; i++)
    if (text->bytes.ptr[i] == '\n') {
      p.line++;
      line_begin = i + 1;
    }
  if (line_begin < end)
    p.byte = source - zhen_text_source(text, line_begin) + 1;
  return p;
}

static zhen_status fail_binary(const text_decoder *d, unsigned char byte,
                               text_position p)
{
  const char *what = byte ? "control character" : "NUL byte";

  return zhen_fail(
      ZHEN_EINPUT,
      "%s: line %zu, byte %zu: %s; this is a binary file, not text",
      text_label(d->name), p.line, p.byte, what);
}

static zhen_status fail_invalid(const text_decoder *d, unsigned char byte,
                                text_position p)
{
  return zhen_fail(ZHEN_EINPUT,
                   "%s: line %zu, byte %zu: 0x%02x is not valid %s%s",
                   text_label(d->name), p.line, p.byte, byte, d->encoding,
                   d->named ? "" : "; set the right encoding");
}

/* A character that replaces `size` bytes of invalid input. */
static void put_replacement(zhen_text *text, size_t source, size_t size)
{
  buf_put_rune(&text->bytes, REPLACEMENT);
  text_map(text, 3, source, size);
}

/* Keep valid runs, replace each byte between them. */
static zhen_status repair_utf8(const text_decoder *d, zhen_text *text,
                               const buf *raw)
{
  for (size_t at = d->skip; at < raw->len;) {
    const unsigned char *p = (const unsigned char *)raw->ptr + at;
    size_t valid = utf8_valid(p, raw->len - at);

    buf_put(&text->bytes, p, valid);
    if (valid)
      text_map(text, valid, d->source + at, valid);
    at += valid;
    if (at < raw->len)
      put_replacement(text, d->source + at++, 1);
  }
  return text_status(text);
}

/* Take over `raw` without its byte order mark. */
static zhen_status keep_utf8(const text_decoder *d, zhen_text *text, buf *raw)
{
  size_t len = raw->len - d->skip, valid;
  const char *nul;
  unsigned char byte;
  text_position p;

  text->bytes = *raw;
  text->bytes.len = len;
  *raw = (buf){0};
  if (len == 0)
    return ZHEN_OK;
  text->marked = d->skip > 0;
  if (d->skip > 0)
    memmove(text->bytes.ptr, text->bytes.ptr + d->skip, len);
  text_map(text, len, d->source + d->skip, len);
  valid = utf8_valid((unsigned char *)text->bytes.ptr, len);
  if (valid == len)
    return text_status(text);
  nul = memchr(text->bytes.ptr, 0, len);
  if (nul)
    valid = (size_t)(nul - text->bytes.ptr);
  p = find_position(d, text, valid, d->source + d->skip + valid);
  byte = (unsigned char)text->bytes.ptr[valid];
  return byte ? fail_invalid(d, byte, p) : fail_binary(d, 0, p);
}

/* Decode `raw`, after its byte order mark, with an open converter. */
static zhen_status convert(const text_decoder *d, zhen_text *text,
                           const buf *raw, UConverter *converter)
{
  const char *next = raw->ptr + d->skip, *end = raw->ptr + raw->len;

  while (next < end) {
    const char *begin = next;
    UErrorCode status = U_ZERO_ERROR;
    UChar32 rune = ucnv_getNextUChar(converter, &next, end, &status);
    size_t source = d->source + (size_t)(begin - raw->ptr);
    size_t before = text->bytes.len;

    if (status == U_INDEX_OUTOFBOUNDS_ERROR)
      break;
    if ((U_FAILURE(status) || rune == 0) && d->repair) {
      put_replacement(text, source, (size_t)(next - begin));
      continue;
    }
    if (U_FAILURE(status))
      return fail_invalid(d, (unsigned char)*begin,
                          find_position(d, text, before, source));
    if (rune == 0)
      return fail_binary(d, 0, find_position(d, text, before, source));
    buf_put_rune(&text->bytes, (uint32_t)rune);
    text_map(text, text->bytes.len - before, source, (size_t)(next - begin));
  }
  return text_status(text);
}

static zhen_status decode_with_icu(const text_decoder *d, zhen_text *text,
                                   const buf *raw)
{
  UConverter *converter;
  zhen_status st = encoding_open(&converter, d->encoding);

  if (st != ZHEN_OK)
    return st;
  st = convert(d, text, raw, converter);
  ucnv_close(converter);
  return st;
}

static bool is_control(unsigned char c)
{
  return (c < ' ') & ((c < '\t') | (c > '\r')) & (c != 0x1B);
}

static bool has_controls(zhen_str s)
{
  lanes found = {0};
  size_t at = 0;

  for (; s.len - at >= LANES; at += LANES) {
    lanes b = lanes_load(s.ptr + at);

    found |= lanes_between(b, 0, 0x1F) & ~lanes_between(b, '\t', '\r') &
             ~lanes_are(b, 0x1B);
  }
  for (; at < s.len; at++)
    if (is_control((unsigned char)s.ptr[at]))
      return true;
  return lanes_bits(found) != 0;
}

static size_t count_controls(zhen_str s)
{
  size_t n = 0;

  if (has_controls(s))
    for (size_t i = 0; i < s.len; i++)
      n += is_control((unsigned char)s.ptr[i]);
  return n;
}

static text_position first_control(const text_decoder *d, const zhen_text *text)
{
  size_t at = 0;

  while (!is_control((unsigned char)text->bytes.ptr[at]))
    at++;
  return find_position(d, text, at, zhen_text_source(text, at));
}

/*
 * Count what the next piece continues. PNG or ELF without a NUL, or decoded by
 * chance, is not text either.
 */
static zhen_status tally(text_decoder *d, const zhen_text *text)
{
  zhen_str s = zhen_text_str(text);
  size_t controls = count_controls(s);

  if (d->controls == 0 && controls > 0)
    d->first_control = first_control(d, text);
  d->controls += controls;
  d->bytes += s.len;
  d->lines += lanes_count(s.ptr, s.len, '\n');
  d->source = text->source_len;
  d->skip = 0;
  if (d->repair || d->controls < CONTROLS_MIN ||
      d->controls * CONTROLS_SHARE < d->bytes)
    return ZHEN_OK;
  return fail_binary(d, 1, d->first_control);
}

text_decoder text_decoder_of(const char *name, const zhen_read_options *options)
{
  return (text_decoder){.name = name,
                        .named = options ? options->encoding : NULL,
                        .repair = options && options->repair,
                        .prose = options && options->prose};
}

static zhen_status decode_into(text_decoder *d, zhen_text *text, buf *raw)
{
  zhen_status st = ZHEN_OK;

  text->source_len = d->source + raw->len;
  if (ucnv_compareNames(d->encoding, "UTF-8") == 0)
    st = d->repair ? repair_utf8(d, text, raw) : keep_utf8(d, text, raw);
  else if (raw->len > 0)
    st = decode_with_icu(d, text, raw);
  if (d->keep) {
    text->source = *raw;
    *raw = (buf){0};
  }
  return st == ZHEN_OK ? tally(d, text) : st;
}

zhen_status text_decoder_next(text_decoder *d, zhen_text **out, buf *raw)
{
  zhen_text *text = text_new(d->name, d->encoding);
  bool prose = d->prose && d->source == 0;
  zhen_status st = text ? decode_into(d, text, raw) : zhen_fail_memory();

  if (st == ZHEN_OK && prose)
    st = kind_check_prose(d->name, zhen_text_str(text));

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
  zhen_read_options known;
  zhen_status st = OPTIONS_TAKE(&known, options);
  text_limits seen = text_limits_of(name, &known);
  text_decoder decoder = text_decoder_of(name, &known);
  buf raw = {0};

  *out = NULL;
  if (st == ZHEN_OK)
    st = text_limits_add(&seen, bytes, len);
  if (st != ZHEN_OK)
    return st;
  buf_put(&raw, bytes, len);
  st = buf_status(&raw);
  if (st == ZHEN_OK)
    st = text_decoder_look(&decoder, &raw, false);
  if (st == ZHEN_OK)
    return text_decoder_next(&decoder, out, &raw);
  buf_dispose(&raw);
  return st;
}

zhen_status text_decode_declared(zhen_text **out, zhen_str bytes,
                                 const char *name,
                                 const zhen_read_options *options, bool *misfit)
{
  bool any;
  const char *declared = declared_encoding(bytes, &any);
  zhen_status status =
      zhen_text_decode(out, bytes.ptr, bytes.len, name, options);

  *misfit = false;
  if (status == ZHEN_OK && any && !options->encoding &&
      zhen_text_source(*out, 0) == 0 /* no mark */)
    *misfit = !declared || ucnv_compareNames((*out)->encoding, declared) != 0;
  return status;
}
