/* SPDX-License-Identifier: Apache-2.0 */
#include "store/write.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Two sentences per side and a bead for each, the second one rejected. */
typedef struct sample {
  zhen_text *text[2];
  zhen_sentences *sentences[2];
  zhen_side zh, en;
  zhen_bead beads[2];
  judged judged[2];
  document_result made;
} sample;

static void sample_init(sample *s, const char *id)
{
  *s = (sample){.beads = {{0, 1, 0, 1, 0.75F}, {1, 2, 1, 2, 0.25F}},
                .judged = {{.passed = true, .signature = {.exact = 7}},
                           {.rule = "score", .value = 0.25, .threshold = 0.5}}};
  s->text[0] = unit_text("船来了。\n\n人走了。");
  s->text[1] = unit_text("A ship came in.\n\nThe people left.");
  for (int i = 0; i < 2; i++)
    CHECK_OK(zhen_split(&s->sentences[i], zhen_text_str(s->text[i]), NULL));
  s->zh = (zhen_side){s->sentences[0], s->text[0]};
  s->en = (zhen_side){s->sentences[1], s->text[1]};
  s->made = (document_result){.id = id,
                              .zh_name = "a.zh",
                              .content = "00ff",
                              .settings = 1,
                              .zh = &s->zh,
                              .en = &s->en,
                              .beads = s->beads,
                              .judged = s->judged,
                              .count = 2,
                              .parallel = 0.5,
                              .relation = ZHEN_RELATION_PART};
}

static void sample_dispose(sample *s)
{
  for (int i = 0; i < 2; i++) {
    zhen_sentences_free(s->sentences[i]);
    zhen_text_free(s->text[i]);
  }
}

static void put(zhen_store *store, const document_result *document)
{
  store_writer w;

  CHECK_OK(store_writer_open(&w, &store->db));
  CHECK_OK(store_put(&w, document));
  store_writer_close(&w);
}

static void make(const char *path, const char *const *ids)
{
  zhen_store *store;

  CHECK_OK(store_open_to_write(&store, path));
  for (; *ids; ids++) {
    sample s;

    sample_init(&s, *ids);
    put(store, &s.made);
    sample_dispose(&s);
  }
  zhen_store_close(store);
}

static void remove_store(char *path)
{
  unlink(path);
  free(path);
}

static void check_document(const zhen_stored_document *d)
{
  CHECK_CSTR(d->content, "00ff");
  CU_ASSERT_EQUAL(d->parallel, 0.5);
  CU_ASSERT_EQUAL(d->relation, ZHEN_RELATION_PART);
  CHECK_CSTR(d->zh.name, "a.zh");
  CU_ASSERT_PTR_NULL(d->en.name);
  CU_ASSERT_EQUAL_FATAL(d->zh.sentences.count, 2);
  CU_ASSERT_EQUAL_FATAL(d->en.sentences.count, 2);
  CU_ASSERT_EQUAL_FATAL(d->count, 2);
  CHECK_STR(zhen_sentence_str(&d->zh.sentences, 1), "人走了。");
  CHECK_STR(zhen_sentence_str(&d->en.sentences, 0), "A ship came in.");
  CU_ASSERT_EQUAL(d->zh.sentences.at[1].para, 1);
  CU_ASSERT_EQUAL(d->zh.bytes[1].begin, 14);
  CU_ASSERT_EQUAL(d->zh.bytes[1].end, 26);
  CU_ASSERT(zhen_stored_bead_kept(&d->beads[0]));
  CU_ASSERT_EQUAL(d->beads[0].bead.score, 0.75F);
  CU_ASSERT_FALSE(zhen_stored_bead_kept(&d->beads[1]));
  CHECK_CSTR(d->beads[1].rule, "score");
  CU_ASSERT_EQUAL(d->beads[1].value, 0.25);
  CU_ASSERT_EQUAL(d->beads[1].threshold, 0.5);
}

/* The ids of a store, each followed by a space. */
static void check_ids(zhen_store *store, const char *want)
{
  zhen_documents *documents;
  const zhen_stored_document *d;
  char ids[64] = "";

  CHECK_OK(zhen_documents_open(&documents, store));
  for (;;) {
    CHECK_OK(zhen_documents_next(documents, &d));
    if (!d)
      break;
    check_document(d);
    strncat(ids, d->id, sizeof ids - strlen(ids) - 1);
    strncat(ids, " ", sizeof ids - strlen(ids) - 1);
  }
  CHECK_CSTR(ids, want);
  zhen_documents_close(documents);
}

static void gives_documents_in_the_order_of_their_ids(void)
{
  bool complete = true;
  static const char *const ids[] = {"b", "a", "章", "B", "a", NULL};
  char *path = unit_path("store.db");
  zhen_store *store;

  make(path, ids);
  CHECK_OK(zhen_store_open(&store, path));
  check_ids(store, "B a b 章 ");
  check_ids(store, "B a b 章 ");
  CHECK_OK(zhen_store_complete(store, &complete));
  CU_ASSERT_FALSE(complete);
  zhen_store_close(store);
  remove_store(path);
}

static void leaves_out_what_failed(void)
{
  static const char *const ids[] = {"a", "b", NULL};
  const document_result failed = {
      .id = "a", .settings = 1, .failure = "no such file"};
  char *path = unit_path("store.db");
  zhen_store *store;

  make(path, ids);
  CHECK_OK(store_open_to_write(&store, path));
  put(store, &failed);
  check_ids(store, "b ");
  zhen_store_close(store);
  remove_store(path);
}

typedef struct listed {
  char ids[64];
  int64_t keys[8];
  size_t count;
} listed;

static void list_one(void *context, const zhen_listed *d)
{
  listed *l = context;

  strncat(l->ids, d->id, sizeof l->ids - strlen(l->ids) - 1);
  strncat(l->ids, d->failure ? "! " : " ", 3);
  l->keys[l->count++] = d->key;
  CU_ASSERT_EQUAL(d->pairs, d->failure ? 0 : 2);
  CU_ASSERT_EQUAL(d->kept, d->failure ? 0 : 1);
  CU_ASSERT_EQUAL(d->mean, d->failure ? -1 : 0.5);
  CU_ASSERT_EQUAL(d->parallel, d->failure ? -1 : 0.5);
}

static void check_list(zhen_store *store, const int64_t *keys, size_t first,
                       size_t most, const char *want)
{
  listed l = {.count = 0};

  CHECK_OK(zhen_store_list(store, keys, first, most, list_one, &l));
  CHECK_CSTR(l.ids, want);
}

static void lists_documents_without_their_texts(void)
{
  static const char *const ids[] = {"b", "a", "c", NULL};
  const document_result failed = {
      .id = "a", .settings = 1, .failure = "no such file"};
  char *path = unit_path("store.db");
  listed l = {.count = 0};
  zhen_store *store;

  make(path, ids);
  CHECK_OK(store_open_to_write(&store, path));
  put(store, &failed);
  zhen_store_close(store);
  CHECK_OK(zhen_store_open(&store, path));
  check_list(store, NULL, 0, SIZE_MAX, "a! b c ");
  check_list(store, NULL, 1, 1, "b ");
  check_list(store, NULL, 3, 1, "");
  CHECK_OK(zhen_store_list(store, NULL, 0, 3, list_one, &l));
  l.keys[0] = 999;
  check_list(store, l.keys, 0, 3, "b c ");
  check_list(store, l.keys, 2, 1, "c ");
  zhen_store_close(store);
  remove_store(path);
}

static void gives_one_document(void)
{
  static const char *const ids[] = {"b", "a", NULL};
  char *path = unit_path("store.db");
  const zhen_stored_document *d;
  zhen_documents *documents;
  zhen_store *store;

  make(path, ids);
  CHECK_OK(zhen_store_open(&store, path));
  for (int k = 0; k < 2; k++) {
    CHECK_OK(zhen_documents_open_one(&documents, store, k ? "none" : "b"));
    CHECK_OK(zhen_documents_next(documents, &d));
    CU_ASSERT_EQUAL(d != NULL, k == 0);
    if (d)
      check_document(d);
    zhen_documents_close(documents);
  }
  zhen_store_close(store);
  remove_store(path);
}

static void refuses_a_second_writer(void)
{
  char *path = unit_path("store.db");
  zhen_store *first, *second;

  CHECK_OK(store_open_to_write(&first, path));
  CHECK_FAILS(store_open_to_write(&second, path), ZHEN_EOUTPUT,
              "another zhen is building this store");
  CHECK_OK(zhen_store_open(&second, path));
  zhen_store_close(second);
  CHECK_FAILS(store_open_to_write(&second, path), ZHEN_EOUTPUT,
              "another zhen is building this store");
  zhen_store_close(first);
  CHECK_OK(store_open_to_write(&first, path));
  zhen_store_close(first);
  remove_store(path);
}

static void refuses_what_is_no_store(void)
{
  char *path = unit_path("store.db");
  zhen_store *store;

  CHECK_FAILS(zhen_store_open(&store, path), ZHEN_EINPUT, "no such store");
  unit_write(path, "This is a text and no database.", 31);
  CHECK_FAILS(zhen_store_open(&store, path), ZHEN_EINPUT, "not a zhen store");
  CHECK_FAILS(store_open_to_write(&store, path), ZHEN_EINPUT,
              "not a zhen store");
  remove_store(path);
}

static void change(const char *path, const char *sql)
{
  zhen_store *store;

  CHECK_OK(store_open_to_write(&store, path));
  CHECK_OK(database_run(&store->db, sql));
  zhen_store_close(store);
}

static void refuses_other_versions(void)
{
  char *path = unit_path("store.db");
  zhen_store *store;

  change(path, "PRAGMA user_version = 99");
  CHECK_FAILS(zhen_store_open(&store, path), ZHEN_EINPUT, "version 99");
  CHECK_FAILS(store_open_to_write(&store, path), ZHEN_EINPUT, "version 99");
  remove_store(path);
}

static void check_damage(const char *sql, const char *part)
{
  static const char *const ids[] = {"a", NULL};
  char *path = unit_path("store.db");
  zhen_documents *documents;
  const zhen_stored_document *d;
  zhen_store *store;

  make(path, ids);
  change(path, sql);
  CHECK_OK(zhen_store_open(&store, path));
  CHECK_OK(zhen_documents_open(&documents, store));
  CHECK_FAILS(zhen_documents_next(documents, &d), ZHEN_EINPUT, part);
  CU_ASSERT_PTR_NULL(d);
  zhen_documents_close(documents);
  zhen_store_close(store);
  remove_store(path);
}

static void notices_what_does_not_fit(void)
{
  check_damage("DELETE FROM sentence WHERE side = 1 AND number = 0",
               "the sentences of document a");
  check_damage("DELETE FROM sentence WHERE side = 1", "the beads of");
  check_damage("DELETE FROM bead WHERE number = 1", "the beads of");
  check_damage("UPDATE bead SET zh_end = 9 WHERE number = 1", "the beads of");
  check_damage("UPDATE bead SET en_begin = -1", "the beads of");
  check_damage("UPDATE sentence SET text = CAST(x'ff41' AS TEXT)",
               "the sentences of");
  check_damage("UPDATE sentence SET begin = 90", "the sentences of");
  check_damage("UPDATE document SET relation = 'none'", "the relations of");
}

void suite_store(void)
{
  CU_pSuite s = unit_suite("store");

  UNIT_TEST(s, gives_documents_in_the_order_of_their_ids);
  UNIT_TEST(s, leaves_out_what_failed);
  UNIT_TEST(s, lists_documents_without_their_texts);
  UNIT_TEST(s, gives_one_document);
  UNIT_TEST(s, refuses_a_second_writer);
  UNIT_TEST(s, refuses_what_is_no_store);
  UNIT_TEST(s, refuses_other_versions);
  UNIT_TEST(s, notices_what_does_not_fit);
}
