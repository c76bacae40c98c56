/* SPDX-License-Identifier: Apache-2.0 */
/* The rule on documents, and stores that do not know of it. */
#include "store/store.h"
#include "unit.h"
#include "unit_lexicon.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DOCUMENTS = 3 };

/* Documents a, b and c, of one pair each. */
static char *manifest(void)
{
  char *path = unit_path("three.jsonl");
  FILE *out = fopen(path, "w");

  CU_ASSERT_PTR_NOT_NULL_FATAL(out);
  for (int i = 0; i < DOCUMENTS; i++)
    fprintf(out,
            "{\"id\":\"%c\",\"zh\":\"第%d条船运来了%d吨货物。\","
            "\"en\":\"Ship number %d brought %d tons of goods.\"}\n",
            'a' + i, i, i * 3 + 2, i, i * 3 + 2);
  fclose(out);
  return path;
}

/* A build with no other rule; NaN: with none. */
static zhen_build_counts build(const char *path, double parallel)
{
  char *list = manifest();
  zhen_filter *filter;
  zhen_build_options how = ZHEN_BUILD_OPTIONS_INIT;
  zhen_build_counts counts;

  CHECK_OK(zhen_filter_new(&filter));
  for (int i = 1; i < ZHEN_RULES; i++)
    zhen_filter_set(filter, (zhen_rule)i, NAN);
  zhen_filter_set(filter, ZHEN_RULE_PARALLEL, parallel);
  how.filter = filter;
  CHECK_OK(zhen_build(path, list, NULL, unit_default_lexicon(), &how, &counts));
  zhen_filter_free(filter);
  free(list);
  return counts;
}

static void change(const char *path, const char *sql)
{
  zhen_store *store;

  CHECK_OK(store_open_to_write(&store, path));
  CHECK_OK(database_run(&store->db, sql));
  zhen_store_close(store);
}

/* A store whose documents are .9, .4 and .05 parallel. */
static char *graded_store(const char *name)
{
  char *path = unit_path(name);

  CU_ASSERT_EQUAL(build(path, NAN).aligned, DOCUMENTS);
  change(path, "UPDATE document SET parallel = .9, relation = 'parallel'"
               " WHERE id = 'a';"
               "UPDATE document SET parallel = .4, relation = 'part'"
               " WHERE id = 'b';"
               "UPDATE document SET parallel = .05, relation = 'unrelated'"
               " WHERE id = 'c'");
  return path;
}

/* A store of the first version has no columns after `failure`, and no index. */
static void make_old(const char *path)
{
  change(path, "ALTER TABLE document DROP COLUMN parallel;"
               "ALTER TABLE document DROP COLUMN relation;"
               "ALTER TABLE document DROP COLUMN rule;"
               "DROP TABLE indexed; DROP TABLE term;"
               "PRAGMA user_version = 1");
}

/* "a b ": the documents of which a pair is kept, and a check of the others. */
static void check_kept(const char *path, const char *want, double threshold)
{
  zhen_store *store;
  zhen_documents *documents;
  const zhen_stored_document *d;
  char kept[16] = "";

  CHECK_OK(zhen_store_open(&store, path));
  CHECK_OK(zhen_documents_open(&documents, store));
  for (;;) {
    CHECK_OK(zhen_documents_next(documents, &d));
    if (!d)
      break;
    for (size_t i = 0; i < d->count; i++) {
      const zhen_stored_bead *b = &d->beads[i];

      if (zhen_stored_bead_kept(b)) {
        strncat(kept, d->id, 2);
        strncat(kept, " ", 2);
      } else if (b->pair) {
        CHECK_CSTR(b->rule, "parallel");
        CU_ASSERT_EQUAL(b->value, d->parallel);
        CU_ASSERT_EQUAL(b->threshold, threshold);
      }
    }
  }
  CHECK_CSTR(kept, want);
  zhen_documents_close(documents);
  zhen_store_close(store);
}

static void a_threshold_decides_again_without_aligning(void)
{
  char *path = graded_store("graded.db");
  zhen_build_counts c = build(path, .3);

  CU_ASSERT_EQUAL(c.refiltered, DOCUMENTS);
  CU_ASSERT_EQUAL(c.aligned, 0);
  CU_ASSERT_EQUAL(c.not_parallel, 1);
  check_kept(path, "a b ", .3);
  c = build(path, .3);
  CU_ASSERT_EQUAL(c.unchanged, DOCUMENTS);
  CU_ASSERT_EQUAL(c.not_parallel, 1);
  CU_ASSERT_EQUAL(build(path, .5).not_parallel, 2);
  check_kept(path, "a ", .5);
  CU_ASSERT_EQUAL(build(path, .4).not_parallel, 1);
  c = build(path, NAN);
  CU_ASSERT_EQUAL(c.not_parallel, 0);
  CU_ASSERT_EQUAL(c.refiltered, DOCUMENTS);
  check_kept(path, "a b c ", NAN);
  unlink(path);
  free(path);
}

enum { LIST = 128 };

static void put_document(void *context, const zhen_parallel *d)
{
  char *out = context;
  size_t len = strlen(out);

  snprintf(out + len, LIST - len, "%s %.2f %s %s\n", d->id, d->parallel,
           zhen_relation_name(d->relation), d->rule ? d->rule : "-");
}

static void documents_are_counted_by_relation(void)
{
  char *path = graded_store("counted.db"), least[LIST] = "";
  zhen_store_counts c;
  zhen_store *store;

  build(path, .3);
  CHECK_OK(zhen_store_open(&store, path));
  CHECK_OK(zhen_store_count(store, &c));
  CU_ASSERT_EQUAL(c.not_parallel, 1);
  CU_ASSERT_EQUAL(c.relations[ZHEN_RELATION_PARALLEL], 1);
  CU_ASSERT_EQUAL(c.relations[ZHEN_RELATION_PART], 1);
  CU_ASSERT_EQUAL(c.relations[ZHEN_RELATION_COMPARABLE], 0);
  CU_ASSERT_EQUAL(c.relations[ZHEN_RELATION_UNRELATED], 1);
  CU_ASSERT_DOUBLE_EQUAL(c.parallel, .45, 1e-12);
  CU_ASSERT_EQUAL(c.kept, 2);
  CHECK_OK(zhen_store_least_parallel(store, 2, put_document, least));
  CHECK_CSTR(least, "c 0.05 unrelated parallel\nb 0.40 part -\n");
  zhen_store_close(store);
  unlink(path);
  free(path);
}

static void check_unknown(const char *path)
{
  zhen_store_counts c;
  zhen_store *store;
  char least[LIST] = "";

  CHECK_OK(zhen_store_open(&store, path));
  CHECK_OK(zhen_store_count(store, &c));
  CU_ASSERT_EQUAL(c.documents, DOCUMENTS);
  CU_ASSERT_EQUAL(c.kept, DOCUMENTS);
  CU_ASSERT_EQUAL(c.not_parallel, 0);
  CU_ASSERT_EQUAL(c.relations[ZHEN_RELATION_PARALLEL], 0);
  CU_ASSERT(c.parallel < 0);
  CHECK_OK(zhen_store_least_parallel(store, 2, put_document, least));
  CHECK_CSTR(least, "");
  zhen_store_close(store);
  check_kept(path, "a b c ", NAN);
}

static void an_old_store_is_read_merged_and_built(void)
{
  char *path = graded_store("old.db"), *other = unit_path("merged.db");
  const char *stores[1] = {path};
  zhen_build_counts c;

  make_old(path);
  check_unknown(path);
  CHECK_OK(zhen_merge(other, stores, 1, NULL));
  check_unknown(other);
  c = build(path, NAN);
  CU_ASSERT_EQUAL(c.aligned, DOCUMENTS);
  c = build(path, NAN);
  CU_ASSERT_EQUAL(c.unchanged, DOCUMENTS);
  unlink(path);
  unlink(other);
  free(path);
  free(other);
}

static void a_merge_keeps_what_is_known(void)
{
  char *path = graded_store("part.db"), *other = unit_path("all.db");
  const char *stores[1] = {path};
  zhen_build_counts c;

  build(path, .3);
  CHECK_OK(zhen_merge(other, stores, 1, NULL));
  check_kept(other, "a b ", .3);
  c = build(other, .3);
  CU_ASSERT_EQUAL(c.unchanged, DOCUMENTS);
  CU_ASSERT_EQUAL(c.not_parallel, 1);
  unlink(path);
  unlink(other);
  free(path);
  free(other);
}

void suite_document_rule(void)
{
  CU_pSuite s = unit_suite("document_rule");

  UNIT_TEST(s, a_threshold_decides_again_without_aligning);
  UNIT_TEST(s, documents_are_counted_by_relation);
  UNIT_TEST(s, an_old_store_is_read_merged_and_built);
  UNIT_TEST(s, a_merge_keeps_what_is_known);
}
