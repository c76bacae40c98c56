/* SPDX-License-Identifier: Apache-2.0 */
/* Cancel build, merge and export at each call of `stop`. */
#include "unit.h"
#include "unit_lexicon.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DOCUMENTS = 40, SENTENCES = 300, CANCELS = 10 };

typedef struct asking {
  unsigned asked, stop_at; /* stop_at 0: never */
} asking;

static bool stop(void *context)
{
  asking *a = context;

  return ++a->asked == a->stop_at;
}

static zhen_progress progress_of(asking *a)
{
  return (zhen_progress){
      .struct_size = sizeof(zhen_progress), .cancel = stop, .context = a};
}

static char *manifest(void)
{
  char *path = unit_path("manifest.jsonl");
  FILE *out = fopen(path, "w");

  CU_ASSERT_PTR_NOT_NULL_FATAL(out);
  for (int i = 0; i < DOCUMENTS; i++)
    fprintf(out,
            "{\"id\":\"%02d\",\"zh\":\"第%d条船运来了%d吨货物。\","
            "\"en\":\"Ship number %d brought %d tons of goods.\"}\n",
            i, i, i * 3 + 2, i, i * 3 + 2);
  fclose(out);
  return path;
}

static zhen_status build(const char *path, const char *list, asking *a,
                         zhen_build_counts *counts)
{
  const zhen_progress progress = progress_of(a);
  const zhen_build_options how = {
      .struct_size = sizeof how, .threads = 2, .progress = &progress};
  zhen_lexicon *lexicon = unit_lexicon("ships.tsv", "船\tship\n货物\tgoods\n");
  zhen_status status = zhen_build(path, list, NULL, lexicon, &how, counts);

  zhen_lexicon_close(lexicon);
  return status;
}

static char *whole_store(void)
{
  char *path = unit_path("whole.db"), *list = manifest();
  asking never = {0};
  zhen_build_counts counts;

  CHECK_OK(build(path, list, &never, &counts));
  CU_ASSERT_EQUAL(counts.aligned, DOCUMENTS);
  free(list);
  return path;
}

/* Files next to `path` whose names start with its name. */
static unsigned count_files(const char *path)
{
  const char *name = strrchr(path, '/') + 1;
  char *directory = strndup(path, (size_t)(name - path));
  DIR *dir = opendir(directory);
  struct dirent *entry;
  unsigned count = 0;

  CU_ASSERT_PTR_NOT_NULL_FATAL(dir);
  while ((entry = readdir(dir)))
    count += strncmp(entry->d_name, name, strlen(name)) == 0 ||
             strncmp(entry->d_name, ".zhen-", 6) == 0;
  closedir(dir);
  free(directory);
  return count;
}

static void a_cancelled_build_goes_on(void)
{
  char *path = unit_path("stopped.db"), *list = manifest();
  uint64_t stored = 0;
  unsigned cancelled = 0;
  zhen_status status;

  do {
    asking a = {.stop_at = 20 + 10 * cancelled};
    zhen_build_counts counts;

    status = build(path, list, &a, &counts);
    if (status == ZHEN_OK)
      break;
    CHECK_FAILS(status, ZHEN_ECANCELLED,
                "stopped.db: interrupted; finished documents are stored");
    CU_ASSERT(counts.unchanged <= stored);
    if (counts.unchanged + counts.aligned > stored)
      stored = counts.unchanged + counts.aligned;
  } while (++cancelled < 1000);
  CHECK_OK(status);
  CU_ASSERT(cancelled > 3);
  CU_ASSERT(stored > 0);
  unlink(path);
  free(path);
  free(list);
}

/* One document of many sentences, as a line of a manifest and of a stream. */
static char *long_document(void)
{
  char *path = unit_path("long.jsonl");
  FILE *out = fopen(path, "w");

  CU_ASSERT_PTR_NOT_NULL_FATAL(out);
  fputs("{\"id\":\"long\",\"zh\":\"", out);
  for (int i = 0; i < SENTENCES; i++)
    fprintf(out, "第%d条船运来了%d吨货物。", i, i * 3 + 2);
  fputs("\",\"en\":\"", out);
  for (int i = 0; i < SENTENCES; i++)
    fprintf(out, "Ship number %d brought %d tons of goods. ", i, i * 3 + 2);
  fputs("\"}\n", out);
  fclose(out);
  return path;
}

static void a_cancelled_build_drops_the_document_at_work(void)
{
  char *path = unit_path("dropped.db"), *list = long_document();
  asking whole = {0};
  zhen_build_counts counts;

  CHECK_OK(build(path, list, &whole, &counts));
  CU_ASSERT(whole.asked > SENTENCES);
  unlink(path);
  for (unsigned k = 0; k < CANCELS; k++) {
    asking a = {.stop_at = 100 + k * SENTENCES / CANCELS};

    CHECK_FAILS(build(path, list, &a, &counts), ZHEN_ECANCELLED,
                "dropped.db: interrupted; finished documents are stored");
    CU_ASSERT_EQUAL(a.asked, a.stop_at);
    CU_ASSERT_EQUAL(counts.aligned + counts.failed, 0);
  }
  unlink(path);
  unlink(list);
  free(path);
  free(list);
}

static zhen_status stream(const char *path, asking *a,
                          zhen_align_stream_counts *counts)
{
  const zhen_progress progress = progress_of(a);
  const zhen_align_stream_options how = {
      .struct_size = sizeof how, .threads = 2, .progress = &progress};
  zhen_lexicon *lexicon = unit_lexicon("ships.tsv", "船\tship\n货物\tgoods\n");
  char *to = unit_path("stream.jsonl");
  zhen_output *out;
  zhen_status status;

  CHECK_OK(zhen_output_open(&out, to));
  status = zhen_align_stream(path, out, lexicon, &how, counts);
  zhen_output_abandon(out);
  zhen_lexicon_close(lexicon);
  free(to);
  return status;
}

static void a_stream_is_cancelled(void)
{
  char *list = manifest(), *one = long_document();
  asking whole = {0};
  zhen_align_stream_counts counts;

  CHECK_OK(stream(one, &whole, &counts));
  CU_ASSERT(whole.asked > SENTENCES);
  CHECK_OK(stream(list, &whole, &counts));
  CU_ASSERT_EQUAL(counts.documents, DOCUMENTS);
  for (unsigned k = 0; k < CANCELS; k++) {
    asking a = {.stop_at = 1 + k * SENTENCES / CANCELS};

    CHECK_FAILS(stream(one, &a, &counts), ZHEN_ECANCELLED, "cancelled");
    CU_ASSERT_EQUAL(a.asked, a.stop_at);
    CU_ASSERT_EQUAL(counts.documents + counts.failed, 0);
  }
  unlink(list);
  unlink(one);
  free(list);
  free(one);
}

static void a_cancelled_merge_leaves_nothing(void)
{
  char *path = unit_path("merged.db"), *part = whole_store();
  unsigned at = 0;
  zhen_status status;

  do {
    asking a = {.stop_at = ++at};
    const zhen_progress progress = progress_of(&a);
    const zhen_merge_options how = {.struct_size = sizeof how,
                                    .progress = &progress};

    status = zhen_merge(path, (const char *const[]){part}, 1, &how);
    if (status == ZHEN_OK)
      break;
    CHECK_FAILS(status, ZHEN_ECANCELLED,
                "merged.db: interrupted; nothing was written");
    CU_ASSERT_EQUAL(count_files(path), 0);
  } while (at < 10000);
  CHECK_OK(status);
  CU_ASSERT(at > 3);
  CU_ASSERT_EQUAL(count_files(path), 1);
  unlink(path);
  unlink(part);
  free(path);
  free(part);
}

static void sweep_export(zhen_store *store, const char *path,
                         zhen_format format)
{
  unsigned at = 0;
  zhen_status status;
  zhen_export_counts counts;

  do {
    asking a = {.stop_at = ++at};
    const zhen_progress progress = progress_of(&a);
    const zhen_export_options how = {
        .struct_size = sizeof how, .format = format, .progress = &progress};

    status = zhen_export(store, path, &how, &counts);
    if (status == ZHEN_OK)
      break;
    CHECK_FAILS(status, ZHEN_ECANCELLED, "interrupted; nothing was written");
    CU_ASSERT_EQUAL(count_files(path), 0);
  } while (at < 10000);
  CHECK_OK(status);
  CU_ASSERT(at > DOCUMENTS);
  CU_ASSERT(counts.rows[0] > 0);
}

static void a_cancelled_export_leaves_nothing(void)
{
  char *path = whole_store(), *file = unit_path("out.tsv");
  char *prefix = unit_path("moses");
  zhen_store *store;

  CHECK_OK(zhen_store_open(&store, path));
  sweep_export(store, file, ZHEN_FORMAT_TSV);
  sweep_export(store, prefix, ZHEN_FORMAT_MOSES);
  zhen_store_close(store);
  unlink(path);
  free(prefix);
  free(file);
  free(path);
}

void suite_cancel(void)
{
  CU_pSuite s = unit_suite("cancel");

  UNIT_TEST(s, a_cancelled_build_goes_on);
  UNIT_TEST(s, a_cancelled_build_drops_the_document_at_work);
  UNIT_TEST(s, a_stream_is_cancelled);
  UNIT_TEST(s, a_cancelled_merge_leaves_nothing);
  UNIT_TEST(s, a_cancelled_export_leaves_nothing);
}
