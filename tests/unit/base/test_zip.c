/* SPDX-License-Identifier: Apache-2.0 */
/* What the members are is tested with unzip in tests/cli/align/format-*. */
#include "base/zip.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

static char *write_file(const char *text, size_t *size)
{
  char *path = unit_path("out.zip"), *bytes;
  zhen_output *out;
  zip_writer *z;
  buf b = {0};

  CHECK_OK(zhen_output_open(&out, path));
  z = zip_open(out);
  CU_ASSERT_PTR_NOT_NULL_FATAL(z);
  zip_member(z, "stored", true);
  buf_puts(&b, text);
  zip_put(z, &b);
  zip_put_member(z, "\xE5\xAD\x97.xml", text);
  CHECK_OK(zip_end(z));
  zip_close(z);
  CHECK_OK(zhen_output_commit(out));
  buf_dispose(&b);
  bytes = unit_read(path, size);
  free(path);
  return bytes;
}

static void a_stored_member_is_at_its_place(void)
{
  size_t size, again;
  char *bytes = write_file("application/epub+zip", &size);
  char *other = write_file("application/epub+zip", &again);

  CU_ASSERT_EQUAL_FATAL(size, again);
  CU_ASSERT_EQUAL(memcmp(bytes, other, size), 0);
  CU_ASSERT_EQUAL(memcmp(bytes, "PK\3\4", 4), 0);
  CU_ASSERT_EQUAL(memcmp(bytes + 30, "storedapplication/epub+zip", 26), 0);
  /* no extra field */
  CU_ASSERT_EQUAL(bytes[28] | bytes[29], 0);
  CU_ASSERT_EQUAL(memcmp(bytes + size - 22, "PK\5\6", 4), 0);
  free(bytes);
  free(other);
}

void suite_zip(void)
{
  CU_pSuite s = unit_suite("zip");

  UNIT_TEST(s, a_stored_member_is_at_its_place);
}
