/* SPDX-License-Identifier: Apache-2.0 */
/* Archives that are damaged, hostile, or of another kind. */
#include "read.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static const char container[] = "<container><rootfiles><rootfile "
                                "full-path=\"p.opf\"/></rootfiles></container>";

/* Read an archive of the container of an e-book and `m`, which is its package
   if it has no other name. */
static const char *read_with(pack_member m)
{
  pack p = {0};
  const char *out;

  if (!m.name)
    m.name = "p.opf";
  pack_add(&p, &(pack_member){.name = "META-INF/container.xml",
                              .content = container,
                              .len = sizeof container - 1});
  pack_add(&p, &m);
  pack_end(&p);
  out = read_bytes(p.bytes.ptr, p.bytes.len);
  pack_dispose(&p);
  return out;
}

static void names_the_member_that_fails(void)
{
  CHECK_CSTR(read_with((pack_member){.content = "<p/>", .len = 4, .flags = 1}),
             "! file: p.opf: is encrypted; save the file without a password");
  CHECK_CSTR(
      read_with((pack_member){.content = "<p/>", .len = 4, .damaged = true}),
      "! file: p.opf: is damaged; get the file again");
  CHECK_CSTR(
      read_with((pack_member){.content = "<p/>", .len = 4, .method = 14}),
      "! file: p.opf: is compressed by a method other than deflate; save the "
      "file again");
  CHECK_CSTR(read_with((pack_member){.content = "no", .len = 2, .method = 8}),
             "! file: p.opf: is damaged; get the file again");
  CHECK_CSTR(read_with((pack_member){.name = "other", .content = "", .len = 0}),
             "! file: p.opf: is missing in the archive, which is damaged "
             "or not a document; get the file again");
}

static void refuses_names_that_lead_out(void)
{
  static const char *const names[] = {"../../x", "a/../../x", "/etc/passwd",
                                      ".."};

  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    CU_ASSERT_PTR_NOT_NULL(strstr(
        read_with((pack_member){.name = names[i], .content = "", .len = 0}),
        "leads out of the archive"));
  CU_ASSERT_PTR_NULL(
      strstr(read_with((pack_member){.name = "a/..b", .content = "", .len = 0}),
             "leads out"));
}

/* A deflated member of `size` zeros. */
static const char *read_zeros(size_t size, size_t said)
{
  uLongf len = compressBound(size);
  char *zeros = calloc(size, 1), *packed = malloc(len);
  z_stream z = {.next_in = (Bytef *)zeros,
                .avail_in = (uInt)size,
                .next_out = (Bytef *)packed,
                .avail_out = (uInt)len};
  const char *out;

  CU_ASSERT_EQUAL_FATAL(
      deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY), Z_OK);
  CU_ASSERT_EQUAL_FATAL(deflate(&z, Z_FINISH), Z_STREAM_END);
  out = read_with((pack_member){
      .content = packed, .len = z.total_out, .method = 8, .size = said});
  deflateEnd(&z);
  free(zeros);
  free(packed);
  return out;
}

static void refuses_bombs(void)
{
  CHECK_CSTR(read_zeros(17 << 20, 17 << 20),
             "! file: p.opf: decompresses to over 200 times its size; do not "
             "trust this file");
  CHECK_CSTR(read_zeros(1000, 0x7FFFFFFF),
             "! file: p.opf: the archive decompresses to over 1 GiB; give "
             "smaller files");
  CHECK_CSTR(read_zeros(1000, 999),
             "! file: p.opf: is damaged; get the file again");
  CHECK_CSTR(read_zeros(1000, 1001),
             "! file: p.opf: is damaged; get the file again");
}

static void refuses_what_is_cut(void)
{
  pack p = {0};

  pack_add(&p, &(pack_member){.name = "META-INF/container.xml",
                              .content = container,
                              .len = sizeof container - 1});
  pack_end(&p);
  for (size_t len = 60; len < p.bytes.len; len++)
    CHECK_CSTR(read_bytes(p.bytes.ptr, len),
               "! file: is a damaged ZIP archive: it has no directory at its "
               "end; get the file again");
  pack_dispose(&p);
}

static void refuses_entities(void)
{
  static const char bomb[] =
      "<!DOCTYPE x [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
  static const char outside[] =
      "<!DOCTYPE x [<!ENTITY a SYSTEM \"/etc/passwd\">]><x>&a;</x>";
  static const char want[] = "! file: p.opf: line 1: has entities of its own, "
                             "which are not read; write their text instead";

  CHECK_CSTR(read_with((pack_member){.content = bomb, .len = sizeof bomb - 1}),
             want);
  CHECK_CSTR(
      read_with((pack_member){.content = outside, .len = sizeof outside - 1}),
      want);
}

static void names_malformed_xml(void)
{
  CHECK_CSTR(read_with((pack_member){.content = "<a>\n<b></a>", .len = 11}),
             "! file: p.opf: line 2: Opening and ending tag mismatch: b line 2 "
             "and a; correct it, or get the file again");
}

static void knows_other_archives(void)
{
  CHECK_READ("! file: a ZIP archive, not a document; extract it and give the "
             "files",
             "a.txt", "text");
  CHECK_READ("! file: a ZIP archive, not a document; extract it and give the "
             "files",
             "a.docx", "PK\3\4____________________________word/document.xml");
  CHECK_READ("! file: a document of Pages, Numbers or Keynote; export it as "
             "DOCX, XLSX or PPTX",
             "Index/Document.iwa", "");
  CHECK_READ("! file: an OpenDocument file other than a text; save it as ODT, "
             "XLSX or PPTX",
             "mimetype", "application/vnd.oasis.opendocument.spreadsheet");
}

void suite_archive(void)
{
  CU_pSuite s = unit_suite("archive");

  UNIT_TEST(s, names_the_member_that_fails);
  UNIT_TEST(s, refuses_names_that_lead_out);
  UNIT_TEST(s, refuses_bombs);
  UNIT_TEST(s, refuses_what_is_cut);
  UNIT_TEST(s, refuses_entities);
  UNIT_TEST(s, names_malformed_xml);
  UNIT_TEST(s, knows_other_archives);
}
