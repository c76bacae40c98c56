/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each format has a rule that running text never meets: magic numbers, the
 * names in a ZIP archive, the root element of XML, or lines that all have one
 * form. A text about a format, with an example of it, is a text.
 */
#include "text/kind.h"
#include "base/fail.h"

#include <string.h>

enum { LOOK_AT = 64 * 1024 /* bytes of text that are examined */ };

static zhen_status refuse(const char *name, kind_found found)
{
  if (found.kind == ZHEN_KIND_TEXT)
    return ZHEN_OK;
  return zhen_fail(ZHEN_EINPUT, "%s: %s", text_label(name), found.what);
}

zhen_status kind_check_bytes(const char *name, const buf *raw)
{
  return refuse(name, kind_of_bytes((zhen_str){raw->ptr, raw->len}));
}

kind_found kind_of_text(zhen_str text)
{
  kind_found found = {ZHEN_KIND_TEXT, NULL};
  zhen_str s = text;

  if (s.len > LOOK_AT) { /* whole lines */
    s.len = LOOK_AT;
    while (s.len > 0 && s.ptr[s.len - 1] != '\n')
      s.len--;
  }
  s = str_trim(s);
  if (str_begins(s, "<"))
    found = kind_of_xml(s);
  return found.kind == ZHEN_KIND_TEXT ? kind_of_lines(s) : found;
}

zhen_status kind_check_prose(const char *name, zhen_str text)
{
  return refuse(name, kind_of_text(text));
}
