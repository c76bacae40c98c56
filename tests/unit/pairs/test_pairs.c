/* SPDX-License-Identifier: Apache-2.0 */
/* Batches of pairs are the pairs of the file, however many there are. */
#include "pairs/pairs.h"
#include "base/buf.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

/* All pairs of a file, one per line; the number of batches. */
static size_t read_all(const char *path, buf *out)
{
  zhen_pairs *r;
  pair_batch b = {0};
  size_t batches = 0;

  CHECK_OK(zhen_pairs_open(&r, (const char *const *)&path, 1, NULL));
  for (;;) {
    CHECK_OK(pairs_next_batch(r, &b));
    if (b.count == 0)
      break;
    batches++;
    for (size_t i = 0; i < b.count; i++) {
      buf_put(out, b.at[i].zh.ptr, b.at[i].zh.len);
      buf_putc(out, '|');
      buf_put(out, b.at[i].en.ptr, b.at[i].en.len);
      buf_putc(out, '\n');
    }
  }
  pair_batch_dispose(&b);
  zhen_pairs_close(r);
  CHECK_OK(buf_status(out));
  return batches;
}

static void check_pairs(const char *name, const char *text, const char *want)
{
  char *path = unit_path(name);
  buf got = {0};

  unit_write(path, text, strlen(text));
  read_all(path, &got);
  CHECK_STR(((zhen_str){got.ptr, got.len}), want);
  buf_dispose(&got);
  free(path);
}

static void tsv_is_trimmed_and_columns_end(void)
{
  check_pairs("a.tsv", " 船 \tship\t0.9\t1\r\n\n\t\n水\t\n　\tx\n河\triver",
              "船|ship\n河|river\n");
}

static void tmx_takes_first_of_each_language(void)
{
  check_pairs("a.tmx",
              "<tmx version='1.4'><header/><body>\n"
              "<tu><tuv xml:lang='zh-TW'><seg>船\n來</seg></tuv>"
              "<tuv xml:lang='en'><seg>A &lt;ship&gt;</seg></tuv>"
              "<tuv xml:lang='en-GB'><seg>A boat</seg></tuv></tu>"
              "<tu><tuv lang='EN'><seg>red <hi>ri<bpt i='1'>{\\b</bpt>ver"
              "<ept i='1'>}</ept></hi></seg></tuv>"
              "<tuv lang='cmn'><note>注</note><seg><![CDATA[河]]></seg></tuv>"
              "</tu><tu><tuv lang='zh'><seg></seg></tuv>"
              "<tuv lang='en'><seg>none</seg></tuv></tu>"
              "</body></tmx>",
              "船 來|A <ship>\n河|red river\n");
}

/* Inline codes, other translations, languages in any order. */
static void xliff_takes_source_and_target(void)
{
  check_pairs("a.xlf",
              "<xliff version='1.2'><file source-language='en-GB' "
              "target-language='zh-TW'><body><trans-unit id='1'>"
              "<source>A <g id='1'>ship</g><ph id='2'>x</ph></source>"
              "<seg-source><mrk mid='1'>A ship</mrk></seg-source>"
              "<target><mrk mid='1'>船</mrk></target>"
              "<alt-trans><source>boat</source><target>舟</target></alt-trans>"
              "</trans-unit><trans-unit id='2'><source>none</source>"
              "</trans-unit></body></file></xliff>",
              "船|A ship\n");
}

static void jsonl_is_read_as_tsv_is(void)
{
  check_pairs("a.jsonl",
              "{\"zh\":\" 船\",\"en\":\"ship\",\"score\":0.5}\n\n"
              "{\"translation\":{\"en\":\"river\",\"zh\":\"河\"}}\n"
              "{\"zh\":\"\",\"en\":\"none\"}\n",
              "船|ship\n河|river\n");
}

/* Several batches, and pieces of XML that are cut anywhere. */
static void batches_lose_nothing(void)
{
  char *tsv = unit_path("long.tsv"), *tmx = unit_path("long.tmx");
  buf lines = {0}, xml = {0}, want = {0}, got = {0}, again = {0};

  buf_puts(&xml, "<tmx><body>");
  for (unsigned i = 0; i < 60000; i++) {
    buf_printf(&lines, "第%u条船\tship number %u\n", i, i * 7);
    buf_printf(&want, "第%u条船|ship number %u\n", i, i * 7);
    buf_printf(&xml,
               "<tu><tuv xml:lang=\"zh\"><seg>第%u条船</seg></tuv>\n"
               "<tuv xml:lang=\"en\"><seg>ship number %u</seg></tuv></tu>",
               i, i * 7);
  }
  buf_puts(&xml, "</body></tmx>");
  unit_write(tsv, lines.ptr, lines.len);
  unit_write(tmx, xml.ptr, xml.len);
  CU_ASSERT_TRUE(read_all(tsv, &got) > 1);
  CU_ASSERT_TRUE(read_all(tmx, &again) > 1);
  CU_ASSERT_TRUE(got.len == want.len &&
                 memcmp(got.ptr, want.ptr, want.len) == 0);
  CU_ASSERT_TRUE(again.len == want.len &&
                 memcmp(again.ptr, want.ptr, want.len) == 0);
  buf_dispose(&lines);
  buf_dispose(&xml);
  buf_dispose(&want);
  buf_dispose(&got);
  buf_dispose(&again);
  free(tsv);
  free(tmx);
}

static void check_failure(const char *text, const char *why)
{
  char *path = unit_path("bad");
  zhen_pairs *r;
  pair_batch b = {0};
  zhen_status status;

  unit_write(path, text, strlen(text));
  status = zhen_pairs_open(&r, (const char *const *)&path, 1, NULL);
  if (status == ZHEN_OK)
    status = pairs_next_batch(r, &b);
  CHECK_FAILS(status, ZHEN_EINPUT, why);
  pair_batch_dispose(&b);
  zhen_pairs_close(r);
  free(path);
}

static void bad_files_are_reported(void)
{
  check_failure("船\tship\n\n水 water\n", "line 3: no tab");
  check_failure("<tmx><body><tu>\n<tuv xml:lang='zh'><seg>船", "truncated");
  check_failure("<tmx><body><tu>\n</body></tmx>", "line 2");
  check_failure("<html/>", "not TMX");
  check_failure("<tmx><tu><tuv lang='zh'><seg>&x;</seg></tuv></tu></tmx>",
                "line 1: ");
}

static zhen_format of_path(const char *path, zhen_format_use use)
{
  zhen_format format;

  CHECK_OK(zhen_format_of_path(&format, path, use));
  return format;
}

static void ending_names_a_format(void)
{
  const zhen_format_use use = ZHEN_FORMAT_WRITE_PAIRS;
  zhen_format format;

  CU_ASSERT_EQUAL(of_path("a.tsv", use), ZHEN_FORMAT_TSV);
  CU_ASSERT_EQUAL(of_path("a.b/c.XLF.Gz", use), ZHEN_FORMAT_XLIFF);
  CU_ASSERT_EQUAL(of_path("a.tmx/c", use), ZHEN_FORMAT_AUTO);
  CU_ASSERT_EQUAL(of_path(".tmx", use), ZHEN_FORMAT_AUTO);
  CU_ASSERT_EQUAL(of_path("c.gz", use), ZHEN_FORMAT_AUTO);
  CU_ASSERT_EQUAL(of_path("-", use), ZHEN_FORMAT_AUTO);
  CU_ASSERT_EQUAL(of_path("c.tmx.", use), ZHEN_FORMAT_AUTO);
  CHECK_FAILS(zhen_format_of_path(&format, "c.srt", use), ZHEN_EUSAGE,
              "c.srt: .srt files cannot be written here; use .tsv, .txt");
  CU_ASSERT_EQUAL(of_path("c.srt", ZHEN_FORMAT_WRITE_ALIGNMENT),
                  ZHEN_FORMAT_SRT);
}

void suite_pairs(void)
{
  CU_pSuite s = unit_suite("pairs");

  UNIT_TEST(s, ending_names_a_format);
  UNIT_TEST(s, tsv_is_trimmed_and_columns_end);
  UNIT_TEST(s, tmx_takes_first_of_each_language);
  UNIT_TEST(s, xliff_takes_source_and_target);
  UNIT_TEST(s, jsonl_is_read_as_tsv_is);
  UNIT_TEST(s, batches_lose_nothing);
  UNIT_TEST(s, bad_files_are_reported);
}
