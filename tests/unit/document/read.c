/* SPDX-License-Identifier: Apache-2.0 */
#include "read.h"
#include "text/utf8.h"

#include <string.h>

static buf result;

static void put_parts(const zhen_content *c, bool parts)
{
  zhen_str rest = zhen_text_str(c->text);
  const char *begin = rest.ptr;
  size_t part = 0;

  while (rest.len > 0) {
    if (part < c->n_parts && begin + c->parts[part] == rest.ptr) {
      part++;
      buf_puts(&result, parts ? "# " : "");
    }
    zhen_str line = str_take_line(&rest);

    buf_put(&result, line.ptr, line.len);
    buf_putc(&result, '\n');
  }
  CU_ASSERT_EQUAL(part, c->n_parts);
}

static void put_sides(const zhen_document *d)
{
  zhen_str zh = zhen_text_str(d->main.text), en = zhen_text_str(d->other.text);

  while (zh.len > 0 || en.len > 0) {
    zhen_str a = str_take_line(&zh), b = str_take_line(&en);

    buf_put(&result, a.ptr, a.len);
    buf_putc(&result, '|');
    buf_put(&result, b.ptr, b.len);
    buf_putc(&result, '\n');
  }
}

static const char *read_all(const void *bytes, size_t len, bool parts)
{
  const zhen_input input = {"file", bytes, len};
  zhen_document *d;

  buf_dispose(&result);
  result = (buf){0};
  if (zhen_document_read(&d, &input, NULL) != ZHEN_OK) {
    CU_ASSERT_PTR_NULL(d);
    buf_puts(&result, "! ");
    buf_puts(&result, zhen_error_last());
  } else if (d->other.text) {
    put_sides(d);
  } else {
    put_parts(&d->main, parts);
  }
  zhen_document_free(d);
  buf_putc(&result, '\0');
  return result.ptr;
}

static const char *read_packed(const char *const *names, bool parts)
{
  pack p = {0};
  const char *out;

  for (; names[0]; names += 2)
    pack_add(&p, &(pack_member){.name = names[0],
                                .content = names[1],
                                .len = strlen(names[1])});
  pack_end(&p);
  out = read_all(p.bytes.ptr, p.bytes.len, parts);
  pack_dispose(&p);
  return out;
}

const char *read_members(const char *const *names)
{
  return read_packed(names, false);
}

const char *read_parts(const char *const *names)
{
  return read_packed(names, true);
}

const char *read_bytes(const void *bytes, size_t len)
{
  return read_all(bytes, len, false);
}
