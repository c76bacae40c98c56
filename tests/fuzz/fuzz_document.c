/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents. The first line names a kind; the rest is the file itself or, for
 * kinds in archives, their members: each a line "@name" and its content; for
 * PDF it is what pdftotext prints. What comes out is valid UTF-8 whose parts
 * fit.
 */
#include "document/pdf_pages.h"
#include "fuzz.h"
#include "pack.h"
#include "text/utf8.h"

#include <string.h>
#include <zhen/zhen.h>

static void check_text(zhen_str s)
{
  REQUIRE(s.len == 0 ||
          utf8_valid((const unsigned char *)s.ptr, s.len) == s.len);
}

static void check_content(const zhen_content *c)
{
  zhen_str s = zhen_text_str(c->text);

  check_text(s);
  for (size_t i = 0; i < c->n_parts; i++) {
    size_t at = c->parts[i];

    REQUIRE(at < s.len && (at == 0 || s.ptr[at - 1] == '\n'));
    REQUIRE(i == 0 || at > c->parts[i - 1]);
  }
}

static void read_input(zhen_kind kind, const void *bytes, size_t len)
{
  const zhen_input input = {"fuzz", bytes, len};
  const zhen_document_options options = {.struct_size = sizeof options,
                                         .kind = kind};
  zhen_document *d;

  if (zhen_document_read(&d, &input, &options) != ZHEN_OK) {
    REQUIRE(!d && zhen_error_last()[0]);
    return;
  }
  check_content(&d->main);
  if (d->other.text)
    check_content(&d->other);
  zhen_document_free(d);
}

static void add_member(pack *p, const buf *name, const buf *content)
{
  if (name->len > 0)
    pack_add(p, &(pack_member){.name = name->ptr,
                               .content = content->ptr ? content->ptr : "",
                               .len = content->len});
}

/* The archive that the lines describe. */
static void read_members(zhen_kind kind, zhen_str rest)
{
  pack p = {0};
  buf name = {0}, content = {0};

  while (rest.len > 0) {
    zhen_str line = str_take_line(&rest);

    if (line.len > 1 && line.ptr[0] == '@') {
      add_member(&p, &name, &content);
      name.len = content.len = 0;
      buf_put(&name, line.ptr + 1, line.len - 1);
      buf_putc(&name, '\0');
    } else {
      buf_put(&content, line.ptr, line.len);
      buf_putc(&content, '\n');
    }
  }
  add_member(&p, &name, &content);
  pack_end(&p);
  read_input(kind, p.bytes.ptr, p.bytes.len);
  pack_dispose(&p);
  buf_dispose(&name);
  buf_dispose(&content);
}

/* What pdftotext printed. */
static void read_layout(zhen_str printed)
{
  pdf_layout layout = {0};
  buf in = {0}, out = {0};
  size_t dropped;

  buf_put(&in, printed.ptr, printed.len);
  if (in.len > 0 && pdf_layout_read(&layout, &in, "fuzz") == ZHEN_OK) {
    REQUIRE(pdf_pages_join(&out, &layout, &dropped) == ZHEN_OK);
    REQUIRE(dropped <= layout.count);
    check_text((zhen_str){out.ptr, out.len});
  }
  pdf_layout_dispose(&layout);
  buf_dispose(&in);
  buf_dispose(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  zhen_str rest = {(const char *)bytes, len};
  zhen_str word = str_take_line(&rest);
  char name[16] = "";
  zhen_kind kind;

  if (word.len >= sizeof name)
    return 0;
  memcpy(name, word.ptr, word.len);
  if (zhen_kind_parse(&kind, name) != ZHEN_OK)
    return 0;
  if (kind == ZHEN_KIND_PDF)
    read_layout(rest);
  else if (rest.len > 0 && rest.ptr[0] == '@')
    read_members(kind, rest);
  else
    read_input(kind, rest.ptr, rest.len);
  return 0;
}
