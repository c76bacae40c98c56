/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *view_argument(const desk_call *call, const char *name)
{
  const char *value = HTTP(MHD_lookup_connection_value)(
      call->connection, MHD_GET_ARGUMENT_KIND, name);

  return value ? value : "";
}

size_t view_number(const desk_call *call, const char *name)
{
  const char *value = view_argument(call, name);

  return strlen(value) <= 12 && strspn(value, "0123456789") == strlen(value) &&
                 *value
             ? strtoull(value, NULL, 10)
             : 0;
}

static json_t *piece(const char *text, size_t len)
{
  json_t *value = json_stringn(text, len);

  return value ? value : json_string("\xEF\xBF\xBD");
}

/* At most `most` bytes, without a part of a character. */
static size_t cut(zhen_str text, size_t most)
{
  if (text.len <= most)
    return text.len;
  while (most > 0 && ((unsigned char)text.ptr[most] & 0xC0) == 0x80)
    most--;
  return most;
}

json_t *view_text(zhen_str text, const zhen_text_query *query)
{
  json_t *out = json_array();
  size_t whole = text.len, at = 0;
  zhen_bytes hit;

  text.len = cut(text, VIEW_TEXT);
  while (query && zhen_text_query_find(query, text, at, &hit)) {
    json_array_append_new(out, piece(text.ptr + at, hit.begin - at));
    json_array_append_new(out,
                          piece(text.ptr + hit.begin, hit.end - hit.begin));
    at = hit.end;
  }
  json_array_append_new(out, text.len > at ? piece(text.ptr + at, text.len - at)
                                           : json_string(""));
  if (whole > text.len)
    json_array_append_new(out, json_integer((json_int_t)(whole - text.len)));
  return out;
}

json_t *view_string(const char *text)
{
  return text ? piece(text, strlen(text)) : json_null();
}

json_t *view_probability(double p)
{
  return p >= 0 ? json_real(round(p * 1e4) / 1e4) : json_null();
}

enum MHD_Result view_missing(const desk_call *call)
{
  return desk_reply_error(call->connection, MHD_HTTP_NOT_FOUND, "not found");
}

enum MHD_Result view_refuse(const desk_call *call)
{
  return desk_reply_error(call->connection, MHD_HTTP_METHOD_NOT_ALLOWED,
                          "not allowed");
}

enum MHD_Result view_fail(const desk_call *call, const desk_failure *why)
{
  return desk_reply_error(call->connection, desk_status_of(why->status),
                          why->text);
}
