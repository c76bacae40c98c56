/* SPDX-License-Identifier: Apache-2.0 */
/* Links from one member of an archive to another. */
#include "document/archive_paths.h"
#include "base/fail.h"

#include <string.h>

static int hex_digit(char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* %20 is a space. */
static void put_decoded(buf *b, zhen_str s)
{
  for (size_t i = 0; i < s.len; i++) {
    int high = i + 2 < s.len && s.ptr[i] == '%' ? hex_digit(s.ptr[i + 1]) : -1;
    int low = high >= 0 ? hex_digit(s.ptr[i + 2]) : -1;

    if (low >= 0 && high + low > 0) {
      buf_putc(b, (char)(high << 4 | low));
      i += 2;
    } else {
      buf_putc(b, s.ptr[i]);
    }
  }
}

/* Take the last name off a path. */
static bool go_up(buf *path)
{
  if (path->len == 0)
    return false;
  do
    path->len--;
  while (path->len > 0 && path->ptr[path->len - 1] != '/');
  return true;
}

static bool follow(buf *path, zhen_str link)
{
  for (size_t at = 0; at < link.len;) {
    size_t end = str_find(link, at, '/');
    zhen_str step = str_part(link, at, end);

    if (step.len == 2 && memcmp(step.ptr, "..", 2) == 0) {
      if (!go_up(path))
        return false;
    } else if (step.len > 0 && (step.len > 1 || step.ptr[0] != '.')) {
      put_decoded(path, step);
      if (end < link.len)
        buf_putc(path, '/');
    }
    at = end + 1;
  }
  return true;
}

zhen_status archive_resolve(archive *a, const char **out, const char *base,
                            zhen_str link)
{
  buf path = {0};
  const char *slash = strrchr(base, '/');
  bool inside;

  *out = NULL;
  link.len = str_find(link, 0, '#');
  if (slash && (link.len == 0 || link.ptr[0] != '/'))
    buf_put(&path, base, (size_t)(slash - base) + 1);
  inside = follow(&path, link);
  if (inside && !path.failed)
    *out = archive_copy(a, (zhen_str){path.ptr, path.len});
  buf_dispose(&path);
  if (!inside)
    return zhen_fail(ZHEN_EINPUT,
                     "%s%s%s: '%.*s' leads out of the archive; do not trust "
                     "this file",
                     archive_name(a), *base ? ": " : "", base, (int)link.len,
                     link.ptr);
  return *out ? ZHEN_OK : zhen_fail_memory();
}
