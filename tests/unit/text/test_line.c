/* SPDX-License-Identifier: Apache-2.0 */
#include "text/line.h"
#include "unit.h"

#include <string.h>

static void fields_of_csv_come_back(void)
{
  /* as it is written, and whether an apostrophe is added */
  static const char *const cases[][2] = {
      {"", ""},
      {"plain", "plain"},
      {"a,b", "\"a,b\""},
      {"a \"b\"", "\"a \"\"b\"\"\""},
      {" a", "\" a\""},
      {"a\nb", "\"a\nb\""},
      {"=1", "'=1"},
      {"+1", "'+1"},
      {"-1", "'-1"},
      {"@a", "'@a"},
      {"\ta", "'\ta"},
      {"\ra", "\"'\ra\""},
      {"\xEF\xBC\x9D\x31", "'\xEF\xBC\x9D\x31"},
      {"\xEF\xBC\x8B\x31", "'\xEF\xBC\x8B\x31"},
      {"\xEF\xBC\x8D\x31", "'\xEF\xBC\x8D\x31"},
      {"\xEF\xBC\xA0\x61", "'\xEF\xBC\xA0\x61"},
      {"'=1", "''=1"},
      {"''-1", "'''-1"},
      {"'a", "'a"},
      {"'", "'"},
      {"a=1", "a=1"}};

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    zhen_str text = {cases[i][0], strlen(cases[i][0])};
    const char *written = cases[i][1];
    bool quoted = *written == '"';
    buf b = {0};
    zhen_str field;

    line_put_csv(&b, text);
    CHECK_STR(((zhen_str){b.ptr, b.len}), written);
    field = (zhen_str){written + quoted, strlen(written) - 2 * quoted};
    if (!memchr(cases[i][0], '"', text.len))
      CHECK_STR(line_csv_text(field), cases[i][0]);
    buf_dispose(&b);
  }
}

void suite_line(void)
{
  CU_pSuite s = unit_suite("line");

  UNIT_TEST(s, fields_of_csv_come_back);
}
