/* SPDX-License-Identifier: Apache-2.0 */
/* A search by the index finds the documents that a search of all texts does. */
#include "store/index.h"
#include "store/write.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DOCUMENTS = 120, TEXTS = 4, QUERIES = 30, QUERY_MAX = 12 };

/* What texts are made of: variants, cases and widths; also words that are too
   long to be terms. */
static const char *const pieces[] = {
    "漁",  "渔", "船",   "船",   "萬",       "万",   "𠀀", "〇",
    "。",  "，", "fish", "Fish", "ing",      "x",    "12", "１２",
    "Ａb", "É",  "é",    "ひ",   " ",        "　",   "-",  "_",
    "’",   "%",  "ing",  "boat", "fishing ", " boat"};

enum { PIECES = sizeof pieces / sizeof *pieces };

typedef struct world {
  char *path;
  zhen_lexicon *lexicon;
  uint64_t random;
  char texts[DOCUMENTS * TEXTS][400];
  size_t n_texts;
} world;

static size_t below(world *w, size_t n)
{
  w->random = w->random * 6364136223846793005U + 1442695040888963407U;
  return (size_t)(w->random >> 33) % n;
}

static const char *make_text(world *w)
{
  char *out = w->texts[w->n_texts++];
  size_t count = 1 + below(w, QUERY_MAX), len = 0;
  const char *one = below(w, 40) == 0 ? "long" : NULL;

  for (size_t i = 0; i < count * (one ? 5 : 1); i++)
    len += (size_t)snprintf(out + len, 400 - len, "%s",
                            one ? one : pieces[below(w, PIECES)]);
  snprintf(out + len, 400 - len, "x");
  return out;
}

static void put_document(world *w, zhen_store *store, size_t id)
{
  zhen_text *text[2];
  zhen_side side[2];
  zhen_bead bead = {0};
  judged none = {0};
  store_writer writer;
  char name[16];
  document_result made = {.id = name,
                          .content = "00ff",
                          .zh = &side[0],
                          .en = &side[1],
                          .beads = &bead,
                          .judged = &none,
                          .count = 1};

  snprintf(name, sizeof name, "%zu", id);
  for (int i = 0; i < 2; i++) {
    zhen_sentences *sentences;
    char joined[900];

    snprintf(joined, sizeof joined, "%s\n\n%s", make_text(w), make_text(w));
    text[i] = unit_text(joined);
    CHECK_OK(zhen_split(&sentences, zhen_text_str(text[i]), NULL));
    side[i] = (zhen_side){sentences, text[i]};
  }
  bead.zh_end = (uint32_t)side[0].sentences->count;
  bead.en_end = (uint32_t)side[1].sentences->count;
  CHECK_OK(store_writer_open(&writer, &store->db));
  CHECK_OK(store_put(&writer, &made));
  store_writer_close(&writer);
  for (int i = 0; i < 2; i++) {
    zhen_sentences_free((zhen_sentences *)(uintptr_t)side[i].sentences);
    zhen_text_free(text[i]);
  }
}

/* Whether a document has the text, found by reading it. */
static bool has_text(const zhen_stored_document *d, const zhen_text_query *q)
{
  const zhen_stored_side *sides[] = {&d->zh, &d->en};
  zhen_bytes hit;

  for (int i = 0; i < 2; i++)
    for (size_t n = 0; n < sides[i]->sentences.count; n++)
      if (zhen_text_query_find(q, zhen_sentence_str(&sides[i]->sentences, n), 0,
                               &hit))
        return true;
  return false;
}

/* The ids of the documents of a reader, of those with the text if given. */
static void list(zhen_documents *documents, const zhen_text_query *q, char *out)
{
  const zhen_stored_document *d;

  for (;;) {
    CHECK_OK(zhen_documents_next(documents, &d));
    if (!d)
      break;
    if (!q || has_text(d, q))
      out += snprintf(out, 8, "%s ", d->id);
  }
  *out = '\0';
  zhen_documents_close(documents);
}

static size_t check_query(world *w, zhen_store *store, zhen_str text)
{
  const zhen_lexicon *lexicon = below(w, 3) ? w->lexicon : NULL;
  char got[DOCUMENTS * 8], want[DOCUMENTS * 8];
  zhen_documents *documents;
  zhen_text_query *q;

  if (str_trim(text).len == 0)
    return 0;
  CHECK_OK(zhen_text_query_new(&q, text, lexicon));
  CHECK_OK(zhen_documents_open_query(&documents, store, q));
  list(documents, NULL, got);
  CHECK_OK(zhen_documents_open(&documents, store));
  list(documents, q, want);
  CHECK_CSTR(got, want);
  zhen_text_query_free(q);
  return *want != '\0';
}

/* Parts of texts, and pieces that may be nowhere. */
static void check_queries(world *w)
{
  size_t hits = 0;
  zhen_store *store;

  CHECK_OK(zhen_store_open(&store, w->path));
  for (int i = 0; i < QUERIES; i++) {
    zhen_str s = unit_str(w->texts[below(w, w->n_texts)]);
    size_t begin = below(w, s.len + 1), end = begin + below(w, 20);
    char made[64];

    while (begin > 0 && begin < s.len &&
           ((unsigned char)s.ptr[begin] & 0xC0) == 0x80)
      begin--;
    end = end < s.len ? end : s.len;
    while (end < s.len && ((unsigned char)s.ptr[end] & 0xC0) == 0x80)
      end++;
    hits +=
        check_query(w, store, str_part(s, begin, end < begin ? begin : end));
    snprintf(made, sizeof made, "%s%s%s", pieces[below(w, PIECES)],
             pieces[below(w, PIECES)], pieces[below(w, PIECES)]);
    hits += check_query(w, store, unit_str(made));
  }
  CU_ASSERT(hits > QUERIES / 2);
  zhen_store_close(store);
}

static int64_t count_parts(zhen_store *store)
{
  int64_t parts;

  CHECK_OK(database_number(&store->db, "SELECT count(*) FROM indexed", &parts));
  return parts;
}

/* New documents are put, old ones replaced, the last one removed so that its
   key could be used again. */
static void finds_what_a_scan_finds(void)
{
  world *w = calloc(1, sizeof *w);
  static const struct {
    size_t begin, end;
    bool index;
    int64_t parts;
  } steps[] = {{0, 40, true, 1},   {40, 50, false, 1}, {40, 60, true, 2},
               {55, 57, true, 3},  {57, 59, true, 3},  {0, 60, true, 1},
               {60, 80, false, 1}, {10, 12, false, 1}};

  w->path = unit_path("index.db");
  w->random = 17;
  CHECK_OK(zhen_lexicon_open_default(&w->lexicon));
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
    zhen_store *store;

    CHECK_OK(store_open_to_write(&store, w->path));
    w->n_texts = i < 2 ? w->n_texts : 0;
    for (size_t id = steps[i].begin; id < steps[i].end; id++)
      put_document(w, store, id);
    if (steps[i].index)
      CHECK_OK(index_update(&store->db, NULL));
    CU_ASSERT_EQUAL(count_parts(store), steps[i].parts);
    CHECK_OK(database_run(&store->db, "DELETE FROM sentence WHERE document ="
                                      " (SELECT max(key) FROM document);"
                                      "DELETE FROM bead WHERE document ="
                                      " (SELECT max(key) FROM document);"
                                      "DELETE FROM document WHERE key ="
                                      " (SELECT max(key) FROM document)"));
    zhen_store_close(store);
    check_queries(w);
  }
  unlink(w->path);
  free(w->path);
  zhen_lexicon_close(w->lexicon);
  free(w);
}

/* A list that leads out of its part; a part of another range. */
static void notices_damage(void)
{
  static const char *const damage[] = {
      "UPDATE term SET documents = x'FFFFFFFFFF7F'",
      "UPDATE term SET documents = x'7F'", "UPDATE indexed SET end = 0",
      "UPDATE indexed SET end = 1 << 60"};

  for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
    world *w = calloc(1, sizeof *w);
    zhen_documents *documents;
    zhen_text_query *q;
    zhen_store *store;

    w->path = unit_path("index.db");
    CHECK_OK(store_open_to_write(&store, w->path));
    for (size_t id = 0; id < 9; id++)
      put_document(w, store, id);
    CHECK_OK(index_update(&store->db, NULL));
    CHECK_OK(database_run(&store->db, damage[i]));
    CHECK_OK(zhen_text_query_new(&q, unit_str("船"), NULL));
    CHECK_FAILS(zhen_documents_open_query(&documents, store, q), ZHEN_EINPUT,
                "its index is inconsistent");
    CU_ASSERT_PTR_NULL(documents);
    zhen_text_query_free(q);
    zhen_store_close(store);
    unlink(w->path);
    free(w->path);
    free(w);
  }
}

void suite_index(void)
{
  CU_pSuite s = unit_suite("index");

  UNIT_TEST(s, finds_what_a_scan_finds);
  UNIT_TEST(s, notices_damage);
}
