/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The encoding that a file says it is in:
 *
 *   <?xml version="1.0" encoding="GBK"?>
 *   <meta charset="gb2312">  or  content="text/html; charset=big5"
 *   "Content-Type: text/plain; charset=Big5\n"  in the header of a PO file
 *
 * Prose may write about encodings, so other places do not count.
 */
#include "text/text.h"

#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>

/* Licenses come before the header of a PO file. */
enum { HEAD = 1 << 13, NAME_BYTES = 32 };

/* ---- finding it ---- */

static bool is_name_byte(char c)
{
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
         (c != '\0' && strchr("-_.:+", c));
}

/* Where `word` ends, in letters of either case; 0: it is not there. */
static size_t find_word(zhen_str s, const char *word)
{
  size_t len = strlen(word);

  for (size_t at = 0; at + len <= s.len; at++)
    if (strncasecmp(s.ptr + at, word, len) == 0)
      return at + len;
  return 0;
}

/* The name that follows `key`, an equals sign and perhaps a quotation mark. */
static bool take_name(zhen_str s, const char *key, char out[NAME_BYTES])
{
  size_t at = find_word(s, key), n = 0;

  if (at == 0)
    return false;
  while (at < s.len && memchr(" \t\r\n=\"'", s.ptr[at], 7))
    at++;
  while (at < s.len && n + 1 < NAME_BYTES && is_name_byte(s.ptr[at]))
    out[n++] = s.ptr[at++];
  out[n] = '\0';
  return n > 0;
}

/* The tags <meta ...> of HTML. */
static bool take_meta(zhen_str s, char out[NAME_BYTES])
{
  size_t at;

  while ((at = find_word(s, "<meta")) > 0) {
    size_t end;

    s = str_after(s, at);
    end = str_find(s, 0, '>');
    if (take_name(str_part(s, 0, end), "charset", out))
      return true;
    s = str_after(s, end);
  }
  return false;
}

static bool take_declaration(zhen_str head, char out[NAME_BYTES])
{
  size_t at = 0;

  while (at < head.len && memchr(" \t\r\n", head.ptr[at], 4))
    at++;
  if (str_begins(str_after(head, at), "<"))
    head = str_after(head, at);
  if (str_begins(head, "<?xml") &&
      take_name(str_part(head, 0, str_find(head, 0, '>')), "encoding", out))
    return true;
  at = find_word(head, "\"Content-Type: text/");
  if (at > 0) {
    zhen_str line = str_after(head, at);

    return take_name(str_take_line(&line), "charset", out);
  }
  return str_begins(head, "<") && take_meta(head, out);
}

/* ---- what it means ---- */

/* As files name it, which ICU may not. */
static const char *usual_name(const char *name)
{
  static const char *const standards[] = {"MIME", "IANA"};
  const char *usual = NULL;
  UErrorCode status = U_ZERO_ERROR;

  for (size_t i = 0; i < 2 && !usual; i++) {
    usual = ucnv_getStandardName(name, standards[i], &status);
    status = U_ZERO_ERROR;
  }
  return usual;
}

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
  return usual_name(name);
}

const char *encoding_declared(zhen_str bytes)
{
  zhen_str head = str_part(bytes, 0, bytes.len < HEAD ? bytes.len : HEAD);
  char name[NAME_BYTES];

  return take_declaration(head, name) ? meaning(name) : NULL;
}
