/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"
#include "unit_lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DOCUMENTS = 30 };

/* A store of documents of one pair each; the caller frees its path. */
static char *make_store(void)
{
  zhen_build_options how = ZHEN_BUILD_OPTIONS_INIT;
  zhen_lexicon *lexicon = unit_lexicon("ships.tsv", "船\tship\n货物\tgoods\n");
  char *list = unit_path("export.jsonl"), *path = unit_path("export.db");
  FILE *out = fopen(list, "w");
  zhen_build_counts counts;

  CU_ASSERT_PTR_NOT_NULL_FATAL(out);
  for (int i = 0; i < DOCUMENTS; i++)
    fprintf(out,
            "{\"id\":\"%02d\",\"zh\":\"第%d条船运来了%d吨货物。\","
            "\"en\":\"Ship number %d brought %d tons of goods.\"}\n",
            i, i, i * 3 + 2, i, i * 3 + 2);
  fclose(out);
  how.threads = 1;
  CHECK_OK(zhen_build(path, list, NULL, lexicon, &how, &counts));
  CU_ASSERT_EQUAL(counts.aligned, DOCUMENTS);
  zhen_lexicon_close(lexicon);
  unlink(list);
  free(list);
  return path;
}

static zhen_status export(const char *target, const zhen_export_options *how,
                          zhen_export_counts *counts)
{
  char *path = make_store();
  zhen_store *store;
  zhen_status status;

  CHECK_OK(zhen_store_open(&store, path));
  status = zhen_export(store, target, how, counts);
  zhen_store_close(store);
  unlink(path);
  free(path);
  return status;
}

static size_t count_lines(const char *path)
{
  size_t len = 0, n = 0;
  char *text = unit_read(path, &len);

  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  for (size_t i = 0; i < len; i++)
    n += text[i] == '\n';
  free(text);
  return n;
}

static void all_rows_are_written(void)
{
  char *target = unit_path("all.tsv");
  zhen_export_counts counts;

  CHECK_OK(export(target, NULL, &counts));
  CU_ASSERT(counts.rows[0] > 0);
  CU_ASSERT_EQUAL(count_lines(target), counts.rows[0]);
  unlink(target);
  free(target);
}

static void parts_add_up(void)
{
  static const char *const names[] = {"part.train.tsv", "part.dev.tsv",
                                      "part.test.tsv"};
  zhen_export_options how = ZHEN_EXPORT_OPTIONS_INIT;
  char *target = unit_path("part.tsv"), *whole = unit_path("whole.tsv");
  zhen_export_counts all, counts;
  uint64_t rows = 0;

  CHECK_OK(export(whole, NULL, &all));
  how.split[ZHEN_PART_TRAIN] = 8;
  how.split[ZHEN_PART_DEV] = how.split[ZHEN_PART_TEST] = 1;
  CHECK_OK(export(target, &how, &counts));
  for (int i = 0; i < ZHEN_PARTS; i++) {
    char *path = unit_path(names[i]);

    CU_ASSERT_EQUAL(count_lines(path), counts.rows[i]);
    rows += counts.rows[i];
    unlink(path);
    free(path);
  }
  CU_ASSERT_EQUAL(rows + counts.near, all.rows[0]);
  unlink(whole);
  free(whole);
  free(target);
}

static void an_existing_target_is_kept(void)
{
  char *target = unit_path("kept.tsv");
  zhen_export_counts counts;

  unit_write(target, "mine\n", 5);
  CHECK_FAILS(export(target, NULL, &counts), ZHEN_EOUTPUT, "already exists");
  CU_ASSERT_EQUAL(count_lines(target), 1);
  unlink(target);
  free(target);
}

static void formats_without_corpora_are_refused(void)
{
  zhen_export_options how = ZHEN_EXPORT_OPTIONS_INIT;
  char *target = unit_path("none.txt");
  zhen_export_counts counts;

  how.format = ZHEN_FORMAT_TEXT;
  CHECK_FAILS(export(target, &how, &counts), ZHEN_EUSAGE, "text");
  CU_ASSERT_NOT_EQUAL(access(target, F_OK), 0);
  free(target);
}

void suite_export(void)
{
  CU_pSuite s = unit_suite("export");

  UNIT_TEST(s, all_rows_are_written);
  UNIT_TEST(s, parts_add_up);
  UNIT_TEST(s, an_existing_target_is_kept);
  UNIT_TEST(s, formats_without_corpora_are_refused);
}
