/* SPDX-License-Identifier: Apache-2.0 */
#include "pairs/csv_record.h"
#include "base/mem.h"
#include "text/utf8.h"

#include <stdlib.h>

static bool ends_field(zhen_str s, size_t at, char separator)
{
  return at >= s.len || s.ptr[at] == separator || s.ptr[at] == '\n' ||
         (s.ptr[at] == '\r' && (at + 1 >= s.len || s.ptr[at + 1] == '\n'));
}

static size_t take_plain(csv_record *r, zhen_str s, size_t at, char separator)
{
  size_t end = at;

  while (!ends_field(s, end, separator))
    end++;
  buf_put(&r->text, s.ptr + at, end - at);
  return end;
}

/* The quote that closes the field; the length if there is none. */
static size_t find_close(zhen_str s, size_t at)
{
  for (at = str_find(s, at + 1, '"'); at + 1 < s.len && s.ptr[at + 1] == '"';)
    at = str_find(s, at + 2, '"');
  return at;
}

/* A field in quotes. */
static size_t take_quoted(csv_record *r, zhen_str s, size_t at, size_t close)
{
  for (at++; at < close; at++) {
    buf_putc(&r->text, s.ptr[at]);
    r->lines += s.ptr[at] == '\n';
    at += s.ptr[at] == '"';
  }
  return close + 1;
}

static size_t take_field(csv_record *r, zhen_str s, size_t at, char separator,
                         bool *open, const char **fault)
{
  bool tabs = separator == '\t';
  size_t close;

  if (at >= s.len || s.ptr[at] != '"')
    return take_plain(r, s, at, separator);
  close = find_close(s, at);
  if (close < s.len && ends_field(s, close + 1, separator))
    return take_quoted(r, s, at, close);
  if (tabs)
    return take_plain(r, s, at, separator);
  *open = close >= s.len;
  if (!*open)
    *fault = "text after a closing quote";
  return str_find(s, close < s.len ? close : s.len, '\n');
}

static zhen_status add(csv_record *r, csv_field f)
{
  zhen_status status =
      mem_grow(&r->fields, &r->capacity, r->count + 1, sizeof *r->fields);

  if (status == ZHEN_OK)
    r->fields[r->count++] = f;
  return status;
}

zhen_status csv_take(csv_record *r, zhen_str s, size_t at, char separator,
                     bool *open, const char **fault)
{
  bool more = true;

  r->text.len = r->count = 0;
  r->lines = 1;
  *open = false;
  *fault = NULL;
  while (more) {
    csv_field f = {.begin = at, .text = r->text.len};
    zhen_status status;

    at = take_field(r, s, at, separator, open, fault);
    f.end = at;
    f.text_end = r->text.len;
    status = add(r, f);
    if (status != ZHEN_OK)
      return status;
    more = at < s.len && s.ptr[at] == separator && !*open && !*fault;
    at += more;
  }
  r->end = at;
  r->next = str_find(s, at, '\n');
  r->next += r->next < s.len;
  return buf_status(&r->text);
}

zhen_str csv_field_of(const csv_record *r, size_t column)
{
  if (column >= r->count || !r->text.ptr)
    return (zhen_str){"", 0};
  return str_trim(str_part((zhen_str){r->text.ptr, r->text.len},
                           r->fields[column].text, r->fields[column].text_end));
}

void csv_record_dispose(csv_record *r)
{
  buf_dispose(&r->text);
  free(r->fields);
  *r = (csv_record){0};
}
