/* SPDX-License-Identifier: Apache-2.0 */
/*
 * <?xml encoding="..."?> and <meta charset="...">, where the HTML standard
 * looks for them: in the first 1024 bytes.
 */
#include "text/declared.h"

#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>

enum { LOOK_AT = 1024, NAME_BYTES = 32 };

/* ---- finding it ---- */

static size_t find_word(zhen_str s, size_t at, const char *word)
{
  size_t len = strlen(word);

  for (; at + len <= s.len; at++)
    if (strncasecmp(s.ptr + at, word, len) == 0)
      return at;
  return s.len;
}

static size_t skip_space(zhen_str s, size_t at)
{
  while (at < s.len && strchr(" \t\r\n", s.ptr[at]))
    at++;
  return at;
}

static bool is_name_byte(char c)
{
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
         (c != '\0' && strchr("-_.:+", c));
}

/* The value after the first `word` and a '=' in a tag. */
static bool take_value(zhen_str tag, const char *word, char *name)
{
  size_t at = find_word(tag, 0, word), n = 0;

  at = skip_space(tag, at < tag.len ? at + strlen(word) : at);
  if (at >= tag.len || tag.ptr[at] != '=')
    return false;
  at = skip_space(tag, at + 1);
  at += at < tag.len && strchr("\"'", tag.ptr[at]);
  while (at + n < tag.len && n + 1 < NAME_BYTES &&
         is_name_byte(tag.ptr[at + n]))
    n++;
  memcpy(name, tag.ptr + at, n);
  name[n] = '\0';
  return n > 0;
}

static zhen_str tag_at(zhen_str s, size_t at)
{
  return str_part(s, at, str_find(s, at, '>'));
}

/* The name that a text, which begins with a tag, declares. */
static bool find_name(zhen_str s, char *name)
{
  size_t at = skip_space(s, 0);

  if (at >= s.len || s.ptr[at] != '<')
    return false;
  s.len = s.len < LOOK_AT ? s.len : LOOK_AT;
  if (str_begins(str_after(s, at), "<?xml") &&
      take_value(tag_at(s, at), "encoding", name))
    return true;
  for (at = find_word(s, at, "<meta"); at < s.len;
       at = find_word(s, at + 1, "<meta"))
    if (take_value(tag_at(s, at), "charset", name))
      return true;
  return false;
}

/* ---- using it ---- */

/* A meta that could be read is not UTF-16, and ASCII is used for what Windows
   calls ANSI: both as in the HTML standard. */
static const char *meaning(const char *name)
{
  static const struct {
    const char *name, *means;
  } names[] = {{"ascii", "windows-1252"},
               {"iso-8859-1", "windows-1252"},
               {"latin1", "windows-1252"},
               {"us-ascii", "windows-1252"},
               {"x-gbk", "GB18030"},
               {"x-x-big5", "Big5"},
               {"cn-big5", "Big5"},
               {"unicode", "UTF-8"},
               {"utf-16", "UTF-8"},
               {"utf-16be", "UTF-8"},
               {"utf-16le", "UTF-8"},
               {"utf8", "UTF-8"},
               {"x-user-defined", "windows-1252"}};

  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcasecmp(name, names[i].name) == 0)
      return names[i].means;
  name = encoding_converter(name);
  return strcmp(name, "Big5-HKSCS") == 0 ? "Big5" : name;
}

/* Whether all bytes are of this encoding; an unknown one has none. */
static bool decodes(zhen_str s, const char *name, bool *narrow)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(encoding_converter(name), &status);
  const char *next = s.ptr, *end = s.ptr + s.len;

  if (!converter)
    return false;
  *narrow = ucnv_getMaxCharSize(converter) == 1;
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL,
                      &status);
  while (next < end && U_SUCCESS(status))
    ucnv_getNextUChar(converter, &next, end, &status);
  ucnv_close(converter);
  return U_SUCCESS(status) || status == U_INDEX_OUTOFBOUNDS_ERROR;
}

/* Of valid UTF-8: a sequence of three bytes is not in it by chance, unless the
   text has some words only. */
static bool has_three(zhen_str s)
{
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)s.ptr[i] >= 0xE0)
      return true;
  return false;
}

static bool is_ascii(zhen_str s)
{
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)s.ptr[i] >= 0x80)
      return false;
  return true;
}

/* Any bytes are of an encoding of single bytes; the detected one is better
   than that if it has characters of several. */
static bool fits(zhen_str s, const char *declared, const char *detected)
{
  bool narrow, utf8 = utf8_valid((const unsigned char *)s.ptr, s.len) == s.len;

  if (!decodes(s, declared, &narrow))
    return false;
  if (!narrow || is_ascii(s))
    return !utf8 || !has_three(s);
  return !utf8 && (strcmp(detected, "windows-1252") == 0 ||
                   strcmp(detected, "UTF-8") == 0);
}

static zhen_status choose(zhen_read_options *options, zhen_str s,
                          const char *name, const char *declared, bool *misfit)
{
  text_decoder decoder = text_decoder_of(name, options);
  const buf raw = {.ptr = (char *)s.ptr, .len = s.len};
  zhen_status status = text_decoder_look(&decoder, &raw, false);

  if (status != ZHEN_OK || decoder.skip > 0 ||
      ucnv_compareNames(decoder.encoding, declared) == 0)
    return status;
  if (fits(s, declared, decoder.encoding))
    options->encoding = declared;
  else
    *misfit = true;
  return ZHEN_OK;
}

zhen_status text_decode_declared(zhen_text **out, zhen_str bytes,
                                 const char *name,
                                 const zhen_read_options *options, bool *misfit)
{
  zhen_read_options how = *options;
  char declared[NAME_BYTES];
  zhen_status status = ZHEN_OK;

  *out = NULL;
  *misfit = false;
  if (!how.encoding && find_name(bytes, declared))
    status = choose(&how, bytes, name, meaning(declared), misfit);
  return status == ZHEN_OK
             ? zhen_text_decode(out, bytes.ptr, bytes.len, name, &how)
             : status;
}
