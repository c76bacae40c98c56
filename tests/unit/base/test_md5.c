/* SPDX-License-Identifier: Apache-2.0 */
/* The test suite of RFC 1321, A.5, and lengths around the end of a block. */
#include "base/md5.h"
#include "unit.h"

#include <string.h>

static void digests_are_those_of_the_rfc(void)
{
  static const char *const cases[][2] = {
      {"", "d41d8cd98f00b204e9800998ecf8427e"},
      {"a", "0cc175b9c0f1b6a831c399e269772661"},
      {"abc", "900150983cd24fb0d6963f7d28e17f72"},
      {"message digest", "f96b697d7cb7938d525a2f31aaf161d0"},
      {"abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"},
      {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
       "d174ab98d277d9f5a5611c2c9f419d9f"},
      {"12345678901234567890123456789012345678901234567890123456789012345678901"
       "234567890",
       "57edf4a22be3c955ac49da2e2107b67a"}};
  char out[MD5_HEX_BYTES];

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    md5_hex(cases[i][0], strlen(cases[i][0]), out);
    CHECK_CSTR(out, cases[i][1]);
  }
}

static void lengths_around_a_block_are_padded(void)
{
  static const struct {
    size_t len;
    const char *digest;
  } cases[] = {{55, "ef1772b6dff9a122358552954ad0df65"},
               {56, "3b0c8ac703f828b04c6c197006d17218"},
               {63, "b06521f39153d618550606be297466d5"},
               {64, "014842d480b571495a4a0363793f7367"}};
  char bytes[64], out[MD5_HEX_BYTES];

  memset(bytes, 'a', sizeof bytes);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    md5_hex(bytes, cases[i].len, out);
    CHECK_CSTR(out, cases[i].digest);
  }
}

void suite_md5(void)
{
  CU_pSuite s = unit_suite("md5");

  UNIT_TEST(s, digests_are_those_of_the_rfc);
  UNIT_TEST(s, lengths_around_a_block_are_padded);
}
