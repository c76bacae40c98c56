/* SPDX-License-Identifier: Apache-2.0 */
#include "pack.h"

#include <stdint.h>
#include <string.h>
#include <zlib.h>

static void put_number(buf *b, uint64_t n, int size)
{
  for (; size > 0; size--, n >>= 8)
    buf_putc(b, (char)(n & 0xFF));
}

/* What the header of a member and its entry in the directory share. */
static void put_member(buf *b, const pack_member *m)
{
  uLong crc = crc32(0, m->content, (uInt)m->len);

  put_number(b, 20, 2);
  put_number(b, m->flags, 2);
  put_number(b, m->method, 2);
  put_number(b, 0, 4);
  put_number(b, crc ^ (m->damaged ? 1 : 0), 4);
  put_number(b, m->len, 4);
  put_number(b, m->size ? m->size : m->len, 4);
  put_number(b, strlen(m->name), 2);
  put_number(b, 0, 2);
}

void pack_add(pack *p, const pack_member *m)
{
  size_t at = p->bytes.len;

  buf_puts(&p->bytes, "PK\3\4");
  put_member(&p->bytes, m);
  buf_puts(&p->bytes, m->name);
  buf_put(&p->bytes, m->content, m->len);
  buf_puts(&p->directory, "PK\1\2");
  put_number(&p->directory, 20, 2);
  put_member(&p->directory, m);
  put_number(&p->directory, 0, 10); /* comment, disk, attributes */
  put_number(&p->directory, at, 4);
  buf_puts(&p->directory, m->name);
  p->count++;
}

void pack_end(pack *p)
{
  size_t at = p->bytes.len;

  buf_put(&p->bytes, p->directory.ptr, p->directory.len);
  buf_puts(&p->bytes, "PK\5\6");
  put_number(&p->bytes, 0, 4);
  put_number(&p->bytes, p->count, 2);
  put_number(&p->bytes, p->count, 2);
  put_number(&p->bytes, p->directory.len, 4);
  put_number(&p->bytes, at, 4);
  put_number(&p->bytes, 0, 2);
}

void pack_dispose(pack *p)
{
  buf_dispose(&p->bytes);
  buf_dispose(&p->directory);
}
