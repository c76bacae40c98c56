/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where it is declared, in the first bytes of a file that begins with a tag, or
 * in the header of a PO file, which licenses may come before:
 *
 *   <?xml version="1.0" encoding="GBK"?>
 *   <meta charset="gb2312">  or  content="text/html; charset=big5"
 *   "Content-Type: text/plain; charset=Big5\n"
 */
#include "text/declared.h"

#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>

/* The first as in the HTML standard. */
enum { TAGS_BYTES = 1 << 10, HEADER_BYTES = 1 << 13, NAME_BYTES = 32 };

/* ---- finding it ---- */

static size_t find_word(zhen_str s, size_t at, const char *word)
{
  size_t len = strlen(word);

  for (; at + len <= s.len; at++)
    if ((s.ptr[at] | 0x20) == (word[0] | 0x20) &&
        strncasecmp(s.ptr + at, word, len) == 0)
      return at;
  return s.len;
}

static size_t skip_space(zhen_str s, size_t at)
{
  while (at < s.len && memchr(" \t\r\n", s.ptr[at], 4))
    at++;
  return at;
}

static bool is_name_byte(char c)
{
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
         memchr("-_.:+", c, 5);
}

/* The value after the first `word` and a '=' in a tag. */
static bool take_value(zhen_str tag, const char *word, char *name)
{
  size_t at = find_word(tag, 0, word), n = 0;

  at = skip_space(tag, at < tag.len ? at + strlen(word) : at);
  if (at >= tag.len || tag.ptr[at] != '=')
    return false;
  at = skip_space(tag, at + 1);
  at += at < tag.len && memchr("\"'", tag.ptr[at], 2) != NULL;
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

static bool take_tags(zhen_str s, size_t at, char *name)
{
  if (str_begins(str_after(s, at), "<?xml") &&
      take_value(tag_at(s, at), "encoding", name))
    return true;
  for (at = find_word(s, at, "<meta"); at < s.len;
       at = find_word(s, at + 1, "<meta"))
    if (take_value(tag_at(s, at), "charset", name))
      return true;
  return false;
}

static bool take_header(zhen_str s, char *name)
{
  static const char key[] = "\"Content-Type: text/";
  size_t at = find_word(s, 0, key);
  zhen_str rest = str_after(s, at);

  return rest.len > 0 && take_value(str_take_line(&rest), "charset", name);
}

static zhen_str head_of(zhen_str s, size_t most)
{
  return str_part(s, 0, s.len < most ? s.len : most);
}

static bool find_name(zhen_str s, char *name)
{
  size_t at = skip_space(s, 0);

  if (at < s.len && s.ptr[at] == '<')
    return take_tags(head_of(s, TAGS_BYTES), at, name);
  return take_header(head_of(s, HEADER_BYTES), name);
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
  return strcmp(encoding_converter(name), "GB18030") == 0 ? "GB18030" : name;
}

/* A name that lives; ICU's own are not those that files have. */
static const char *usual_name(const char *name)
{
  static const char *const standards[] = {"MIME", "IANA"};
  const char *usual = NULL;

  for (size_t i = 0; i < 2 && !usual; i++) {
    UErrorCode status = U_ZERO_ERROR;

    usual = ucnv_getStandardName(name, standards[i], &status);
  }
  return usual;
}

const char *declared_encoding(zhen_str bytes, bool *any)
{
  char name[NAME_BYTES];

  *any = find_name(bytes, name);
  return *any ? usual_name(meaning(name)) : NULL;
}

/* Whether all bytes are of this encoding; an unknown one has none. */
static zhen_status decodes(bool *out, zhen_str s, const char *name, bool more,
                           bool *narrow)
{
  const char *next = s.ptr, *end = s.ptr + s.len;
  UErrorCode error = U_ZERO_ERROR;
  UConverter *converter;
  zhen_status status = encoding_open(&converter, name);

  *out = *narrow = false;
  if (status != ZHEN_OK)
    return status == ZHEN_EUSAGE ? ZHEN_OK : status;
  *narrow = ucnv_getMaxCharSize(converter) == 1;
  while (next < end && U_SUCCESS(error))
    ucnv_getNextUChar(converter, &next, end, &error);
  ucnv_close(converter);
  *out = U_SUCCESS(error) || error == U_INDEX_OUTOFBOUNDS_ERROR ||
         (more && error == U_TRUNCATED_CHAR_FOUND);
  return ZHEN_OK;
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

static bool is_utf8(zhen_str s, bool more)
{
  enum { UTF8_MAX = 4 /* bytes per character */ };
  size_t valid = utf8_valid((const unsigned char *)s.ptr, s.len);

  return valid == s.len || (more && s.len - valid < UTF8_MAX);
}

/* Any bytes are of an encoding of single bytes; the detected one is better
   than that if it has characters of several. */
zhen_status declared_fits(bool *out, const char *declared, const char *detected,
                          zhen_str s, bool more)
{
  bool narrow, utf8 = strcmp(detected, "UTF-8") == 0 && is_utf8(s, more);
  zhen_status status = decodes(out, s, declared, more, &narrow);

  if (status != ZHEN_OK || !*out)
    return status;
  if (!narrow || is_ascii(s))
    *out = !utf8 || !has_three(s);
  else
    *out = !utf8 && (strcmp(detected, "windows-1252") == 0 ||
                     strcmp(detected, "UTF-8") == 0);
  return ZHEN_OK;
}
