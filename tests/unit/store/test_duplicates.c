/* SPDX-License-Identifier: Apache-2.0 */
/* Duplicates found by sorting, against comparing all pairs in order. */
#include "store/duplicates.h"
#include "store/write.h"
#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PAIRS = 600, PER_DOCUMENT = 3, DOCUMENTS = PAIRS / PER_DOCUMENT };

static uint64_t next_random(uint64_t *state)
{
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

/* Some similar to an earlier one: equal, or up to four bits different. */
static void make_signatures(zhen_signature *at, uint64_t seed)
{
  for (size_t i = 0; i < PAIRS; i++) {
    uint64_t r = next_random(&seed);
    size_t other = i > 0 ? (size_t)(r >> 32) % i : 0;

    at[i] = (zhen_signature){next_random(&seed), next_random(&seed)};
    if (i == 0 || r % 4 == 0)
      continue;
    at[i].near = at[other].near;
    for (unsigned bits = (unsigned)(r >> 8) % 5; bits > 0; bits--)
      at[i].near ^= UINT64_C(1) << next_random(&seed) % 64;
    if (r % 16 == 1)
      at[i].exact = at[other].exact;
  }
}

static void put_document(store_writer *w, size_t number,
                         const zhen_signature *signatures)
{
  zhen_sentence sentence[PER_DOCUMENT];
  zhen_bead beads[PER_DOCUMENT];
  judged passed[PER_DOCUMENT];
  zhen_text *text = unit_text("abc");
  zhen_sentences sentences = {
      .text = zhen_text_str(text), .at = sentence, .count = PER_DOCUMENT};
  zhen_side side = {&sentences, text};
  char id[16];
  const document_result document = {.id = id,
                                    .content = "",
                                    .zh = &side,
                                    .en = &side,
                                    .beads = beads,
                                    .judged = passed,
                                    .count = PER_DOCUMENT};

  snprintf(id, sizeof id, "%05zu", number);
  for (uint32_t i = 0; i < PER_DOCUMENT; i++) {
    sentence[i] = (zhen_sentence){.begin = i, .end = i + 1};
    beads[i] = (zhen_bead){i, i + 1, i, i + 1, 1};
    passed[i] = (judged){.passed = true,
                         .signature = signatures[number * PER_DOCUMENT + i]};
  }
  CHECK_OK(store_put(w, &document));
  zhen_text_free(text);
}

/* In an order other than that of the corpus. */
static void fill(zhen_store *store, const zhen_signature *signatures)
{
  store_writer w;

  CHECK_OK(store_writer_open(&w, &store->db));
  CHECK_OK(database_run(&store->db, "BEGIN"));
  for (size_t i = 0; i < DOCUMENTS; i++)
    put_document(&w, i * 7 % DOCUMENTS, signatures);
  CHECK_OK(database_run(&store->db, "COMMIT"));
  store_writer_close(&w);
}

static void settle(zhen_store *store, const zhen_filter *filter)
{
  duplicates_how how = duplicates_how_of(filter);

  CHECK_OK(database_run(&store->db, "BEGIN"));
  CHECK_OK(duplicates_settle(&store->db, &how));
  CHECK_OK(database_run(&store->db, "COMMIT"));
}

/* How many were dropped; they must be those that zhen_seen drops. */
static size_t compare(zhen_store *store, const zhen_filter *filter,
                      const zhen_signature *signatures)
{
  const zhen_stored_document *d = NULL;
  zhen_documents *documents;
  zhen_seen *seen;
  size_t number = 0, dropped = 0;

  CHECK_OK(zhen_seen_new(&seen));
  CHECK_OK(zhen_documents_open(&documents, store));
  do {
    CHECK_OK(zhen_documents_next(documents, &d));
    for (size_t i = 0; d && i < d->count; i++, number++) {
      const char *rule = d->beads[i].rule;
      zhen_verdict verdict;

      CHECK_OK(zhen_seen_check(seen, filter, signatures[number], &verdict));
      if (verdict.rule == ZHEN_RULE_NONE) {
        CU_ASSERT_PTR_NULL(rule);
        continue;
      }
      dropped++;
      CHECK_CSTR(rule ? rule : "none", zhen_rule_name(verdict.rule));
      CU_ASSERT_EQUAL(d->beads[i].value, verdict.value);
      CU_ASSERT_PTR_NOT_NULL(d->beads[i].of);
    }
  } while (d);
  CU_ASSERT_EQUAL(number, PAIRS);
  zhen_documents_close(documents);
  zhen_seen_free(seen);
  return dropped;
}

static size_t check(uint64_t seed, const zhen_filter *filter)
{
  static zhen_signature signatures[PAIRS];
  char *path = unit_path("duplicates.db");
  zhen_store *store;
  size_t dropped;

  make_signatures(signatures, seed);
  CHECK_OK(store_open_to_write(&store, path));
  fill(store, signatures);
  settle(store, filter);
  settle(store, filter);
  dropped = compare(store, filter, signatures);
  zhen_store_close(store);
  unlink(path);
  free(path);
  return dropped;
}

static void finds_what_remembering_finds(void)
{
  zhen_filter *filter;
  size_t dropped = 0;

  CHECK_OK(zhen_filter_new(&filter));
  for (uint64_t seed = 1; seed <= 10; seed++)
    dropped += check(seed, filter);
  CU_ASSERT(dropped > PAIRS);
  zhen_filter_set(filter, ZHEN_RULE_NEAR_DUPLICATE, 1);
  CU_ASSERT(check(11, filter) > 0);
  zhen_filter_free(filter);
}

static void is_told_not_to(void)
{
  zhen_filter *filter;
  size_t exact, both;

  CHECK_OK(zhen_filter_new(&filter));
  both = check(3, filter);
  zhen_filter_set(filter, ZHEN_RULE_NEAR_DUPLICATE, (double)NAN);
  exact = check(3, filter);
  CU_ASSERT(exact > 0);
  CU_ASSERT(exact < both);
  zhen_filter_set(filter, ZHEN_RULE_DUPLICATE, (double)NAN);
  CU_ASSERT_EQUAL(check(3, filter), 0);
  zhen_filter_free(filter);
}

static void is_written_and_read(void)
{
  const duplicates_how how = {true, -1};
  char text[DUPLICATES_TEXT];
  duplicates_how back;

  duplicates_put(&how, text);
  CU_ASSERT(duplicates_parse(&back, text));
  CU_ASSERT_EQUAL(back.exact, how.exact);
  CU_ASSERT_EQUAL(back.near, how.near);
  CU_ASSERT_FALSE(duplicates_parse(&back, ""));
  CU_ASSERT_FALSE(duplicates_parse(&back, "exact 1"));
  CU_ASSERT_FALSE(duplicates_parse(&back, "exact 1, near 3!"));
}

void suite_duplicates(void)
{
  CU_pSuite s = unit_suite("duplicates");

  UNIT_TEST(s, finds_what_remembering_finds);
  UNIT_TEST(s, is_told_not_to);
  UNIT_TEST(s, is_written_and_read);
}
