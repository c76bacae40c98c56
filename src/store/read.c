/* SPDX-License-Identifier: Apache-2.0 */
/* Read documents from a store, one at a time, in the order of the corpus. */
#include "align/beads/alignment.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/interner.h"
#include "format/row.h"
#include "store/found.h"
#include "store/store.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { MAX_WORDS = 1024 };

/* The memory of one side, reused for all documents. */
typedef struct side_memory {
  buf text;
  zhen_sentence *at;
  zhen_bytes *bytes;
  size_t at_capacity, bytes_capacity;
} side_memory;

struct zhen_documents {
  database *db;
  query documents, sentences, beads;
  zhen_stored_document now;
  side_memory zh, en;
  size_t capacity; /* of the beads */
  interner words;  /* names of the rules and documents that beads refer to */
  arena strings;
  buf line[2];       /* of the bead requested last */
  bool reading;      /* in a transaction: all reads see the same state */
  found_texts found; /* of a search */
};

bool zhen_stored_bead_kept(const zhen_stored_bead *bead)
{
  return bead->pair && !bead->rule;
}

static zhen_status fail_damaged(const zhen_documents *d, const char *what)
{
  return zhen_fail(
      ZHEN_EINPUT,
      "%s: is damaged: the %s of document %s are inconsistent; build it again",
      d->db->path, what, d->now.id ? d->now.id : "?");
}

/* A count in a column; UINT32_MAX, which is invalid, if it does not fit. */
static uint32_t count_at(query *q, int column)
{
  int64_t n = query_int_at(q, column);

  return n >= 0 && n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

static zhen_status add_sentence(zhen_documents *d, side_memory *m,
                                size_t number)
{
  query *q = &d->sentences;
  zhen_str text = query_text_at(q, 5);
  zhen_sentence s = {.begin = m->text.len,
                     .end = m->text.len + text.len,
                     .para = count_at(q, 1),
                     .turn = count_at(q, 2)};
  zhen_status status = mem_grow(&m->at, &m->at_capacity, number + 1, sizeof s);

  if (status == ZHEN_OK)
    status =
        mem_grow(&m->bytes, &m->bytes_capacity, number + 1, sizeof *m->bytes);
  if (status == ZHEN_OK)
    status = query_check(q);
  if (status != ZHEN_OK)
    return status;
  if (query_int_at(q, 0) != (int64_t)number || query_int_at(q, 3) < 0 ||
      query_int_at(q, 4) < query_int_at(q, 3) ||
      utf8_valid((const unsigned char *)text.ptr, text.len) < text.len)
    return fail_damaged(d, "sentences");
  m->at[number] = s;
  m->bytes[number] =
      (zhen_bytes){(size_t)query_int_at(q, 3), (size_t)query_int_at(q, 4)};
  buf_put(&m->text, text.ptr, text.len);
  buf_putc(&m->text, '\n');
  return buf_status(&m->text);
}

static void grade(zhen_sentence *at, size_t count)
{
  for (size_t i = 0; i < count; i++)
    at[i].grade = i + 1 == count || at[i + 1].para != at[i].para
                      ? ZHEN_GRADE_PARA
                      : ZHEN_GRADE_HARD;
}

static zhen_status load_side(zhen_documents *d, int64_t key, int side,
                             side_memory *m, zhen_stored_side *out)
{
  size_t count = 0;
  bool more = true;
  zhen_status status = ZHEN_OK;

  m->text.len = 0;
  query_reset(&d->sentences);
  query_int(&d->sentences, key);
  query_int(&d->sentences, side);
  while (status == ZHEN_OK) {
    status = query_next(&d->sentences, &more);
    if (status != ZHEN_OK || !more)
      break;
    status = add_sentence(d, m, count++);
  }
  if (status != ZHEN_OK)
    return status;
  grade(m->at, count);
  out->sentences = (zhen_sentences){
      .text = {m->text.ptr, m->text.len}, .at = m->at, .count = count};
  out->bytes = m->bytes;
  return ZHEN_OK;
}

/* Where the next bead starts if all before it are consistent. */
typedef struct bead_end {
  uint32_t zh, en;
} bead_end;

/* A string of a column, owned by the reader; NULL if null. */
static zhen_status keep_string(zhen_documents *d, int column, const char **out)
{
  zhen_status status;
  uint32_t number;

  *out = NULL;
  if (query_null_at(&d->beads, column))
    return ZHEN_OK;
  status = interner_add(&d->words, &d->strings,
                        query_text_at(&d->beads, column), &number);
  if (status == ZHEN_OK)
    *out = d->words.keys[number].ptr;
  return status;
}

static zhen_status add_bead(zhen_documents *d, bead_end *at)
{
  query *q = &d->beads;
  zhen_stored_document *doc = &d->now;
  zhen_stored_bead b = {.bead = {count_at(q, 1), count_at(q, 2), count_at(q, 3),
                                 count_at(q, 4), query_real_at(q, 5)},
                        .value = query_real_at(q, 7),
                        .threshold = query_real_at(q, 8),
                        .of_bead = count_at(q, 10),
                        .pair = query_int_at(q, 11) != 0};
  zhen_status status = keep_string(d, 6, &b.rule);

  if (status == ZHEN_OK)
    status = keep_string(d, 9, &b.of);
  if (status == ZHEN_OK)
    status = mem_grow(&doc->beads, &d->capacity, doc->count + 1, sizeof b);
  if (status != ZHEN_OK)
    return status;
  if (query_int_at(q, 0) != (int64_t)doc->count || b.bead.zh_begin != at->zh ||
      b.bead.en_begin != at->en || b.bead.zh_end < at->zh ||
      b.bead.en_end < at->en || b.bead.zh_end > doc->zh.sentences.count ||
      b.bead.en_end > doc->en.sentences.count)
    return fail_damaged(d, "beads");
  *at = (bead_end){b.bead.zh_end, b.bead.en_end};
  doc->beads[doc->count++] = b;
  return ZHEN_OK;
}

/* Documents have many names; free those of the previous document. */
static void forget_words(zhen_documents *d)
{
  if (d->words.count < MAX_WORDS)
    return;
  interner_dispose(&d->words);
  arena_dispose(&d->strings);
  d->strings = (arena){0};
}

static zhen_status load_beads(zhen_documents *d, int64_t key)
{
  zhen_stored_document *doc = &d->now;
  zhen_status status;
  bead_end at = {0, 0};
  bool more;

  forget_words(d);
  doc->count = 0;
  query_reset(&d->beads);
  query_int(&d->beads, key);
  do {
    status = query_next(&d->beads, &more);
    if (status == ZHEN_OK && more)
      status = add_bead(d, &at);
  } while (status == ZHEN_OK && more);
  if (status == ZHEN_OK &&
      (at.zh != doc->zh.sentences.count || at.en != doc->en.sentences.count))
    status = fail_damaged(d, "beads");
  return status;
}

#define SELECT_DOCUMENT                                                        \
  "SELECT key, id, zh_name, en_name, content, parallel, relation"              \
  " FROM document WHERE failure IS NULL"

static const char documents_sql[] = SELECT_DOCUMENT " ORDER BY id";

static const char by_id_sql[] = SELECT_DOCUMENT " AND id = ?";

#define HOLDS_QUERY                                                            \
  " AND EXISTS(SELECT 1 FROM sentence s WHERE s.document = key"                \
  " AND holds_query(s.text)) ORDER BY id"

static const char found_sql[] =
    SELECT_DOCUMENT " AND is_found(key)" HOLDS_QUERY;

static const char few_sql[] =
    SELECT_DOCUMENT " AND key IN (SELECT value FROM json_each(?))" HOLDS_QUERY;

static const char sentences_sql[] =
    "SELECT number, paragraph, turn, begin, end, text FROM sentence"
    " WHERE document = ? AND side = ? ORDER BY number";

static const char beads_sql[] =
    "SELECT number, b.zh_begin, b.zh_end, b.en_begin, b.en_end, b.score,"
    " coalesce(r.rule, d.rule), coalesce(r.value, d.value),"
    " coalesce(r.threshold, d.threshold), o.id, d.of_bead,"
    " b.exact IS NOT NULL OR r.rule IS NOT NULL FROM bead b"
    " LEFT JOIN rejected r ON r.document = b.document AND r.bead = b.number"
    " LEFT JOIN duplicate d ON d.document = b.document AND d.bead = b.number"
    " LEFT JOIN document o ON o.key = d.of_document"
    " WHERE b.document = ? ORDER BY number";

static zhen_status begin_reading(zhen_documents *d)
{
  zhen_status status = database_run(d->db, "BEGIN");

  d->reading = status == ZHEN_OK;
  return status;
}

static zhen_status open_queries(zhen_documents *d, const char *which)
{
  zhen_status status = query_open(&d->documents, d->db, which);

  if (status == ZHEN_OK)
    status = query_open(&d->sentences, d->db, sentences_sql);
  if (status == ZHEN_OK)
    status = query_open(&d->beads, d->db, beads_sql);
  return status;
}

static zhen_status new_documents(zhen_documents **out, zhen_store *store)
{
  *out = mem_calloc(1, sizeof **out);
  if (!*out)
    return zhen_fail_memory();
  (*out)->db = &store->db;
  return ZHEN_OK;
}

/* Close the reader after a failure. */
static zhen_status settle_documents(zhen_documents **out, zhen_status status)
{
  if (status != ZHEN_OK) {
    zhen_documents_close(*out);
    *out = NULL;
  }
  return status;
}

zhen_status zhen_documents_open(zhen_documents **out, zhen_store *store)
{
  zhen_status status = new_documents(out, store);

  if (status == ZHEN_OK)
    status = begin_reading(*out);
  if (status == ZHEN_OK)
    status = open_queries(*out, documents_sql);
  return settle_documents(out, status);
}

zhen_status zhen_documents_open_one(zhen_documents **out, zhen_store *store,
                                    const char *id)
{
  zhen_status status = new_documents(out, store);

  if (status == ZHEN_OK)
    status = begin_reading(*out);
  if (status == ZHEN_OK)
    status = open_queries(*out, by_id_sql);
  if (status == ZHEN_OK)
    query_string(&(*out)->documents, id);
  return settle_documents(out, status);
}

static zhen_status open_found(zhen_documents *d, const zhen_text_query *wanted)
{
  zhen_status status = found_open(&d->found, d->db, wanted);

  if (status == ZHEN_OK)
    status = open_queries(d, d->found.few ? few_sql : found_sql);
  if (status == ZHEN_OK && d->found.few)
    query_text(&d->documents, found_list(&d->found));
  return status;
}

zhen_status zhen_documents_open_query(zhen_documents **out, zhen_store *store,
                                      const zhen_text_query *wanted)
{
  zhen_status status = new_documents(out, store);

  if (status == ZHEN_OK)
    status = begin_reading(*out);
  if (status == ZHEN_OK)
    status = open_found(*out, wanted);
  return settle_documents(out, status);
}

static zhen_status take_relation(zhen_documents *d)
{
  query *q = &d->documents;
  zhen_stored_document *doc = &d->now;
  const char *name = query_string_at(q, 6);

  doc->parallel = query_null_at(q, 5) ? -1 : query_real_at(q, 5);
  doc->relation = ZHEN_RELATION_PARALLEL;
  if (doc->parallel >= 0 && name && !relation_parse(&doc->relation, name))
    return fail_damaged(d, "relations");
  return query_check(q);
}

zhen_status zhen_documents_next(zhen_documents *d,
                                const zhen_stored_document **out)
{
  zhen_stored_document *doc = &d->now;
  bool more;
  zhen_status status = query_next(&d->documents, &more);
  int64_t key;

  *out = NULL;
  if (status != ZHEN_OK || !more)
    return status;
  key = query_int_at(&d->documents, 0);
  doc->id = query_string_at(&d->documents, 1);
  doc->zh.name = query_string_at(&d->documents, 2);
  doc->en.name = query_string_at(&d->documents, 3);
  doc->content = query_string_at(&d->documents, 4);
  status = query_check(&d->documents);
  if (status == ZHEN_OK && (!doc->id || !doc->content))
    status = fail_damaged(d, "digests");
  if (status == ZHEN_OK)
    status = take_relation(d);
  if (status == ZHEN_OK)
    status = load_side(d, key, 0, &d->zh, &doc->zh);
  if (status == ZHEN_OK)
    status = load_side(d, key, 1, &d->en, &doc->en);
  if (status == ZHEN_OK)
    status = load_beads(d, key);
  if (status == ZHEN_OK)
    *out = doc;
  return status;
}

zhen_status documents_open_by_id(zhen_documents **out, zhen_store *store)
{
  zhen_status status = new_documents(out, store);

  if (status == ZHEN_OK)
    status = open_queries(*out, by_id_sql);
  return settle_documents(out, status);
}

zhen_status documents_get(zhen_documents *d, const char *id,
                          const zhen_stored_document **out)
{
  zhen_status status;

  query_string(&d->documents, id);
  status = zhen_documents_next(d, out);
  query_reset(&d->documents);
  d->now.id = d->now.content = d->now.zh.name = d->now.en.name = NULL;
  return status;
}

zhen_status zhen_documents_text(zhen_documents *d, size_t bead, zhen_str *zh,
                                zhen_str *en)
{
  const zhen_bead *b = &d->now.beads[bead].bead;

  *zh = row_text(&d->line[0], &d->now.zh.sentences, b->zh_begin, b->zh_end,
                 ZHEN_LANG_ZH, ROW_LINE);
  *en = row_text(&d->line[1], &d->now.en.sentences, b->en_begin, b->en_end,
                 ZHEN_LANG_EN, ROW_LINE);
  return d->line[0].failed || d->line[1].failed ? zhen_fail_memory() : ZHEN_OK;
}

static void dispose_side(side_memory *m)
{
  buf_dispose(&m->text);
  free(m->at);
  free(m->bytes);
}

void zhen_documents_close(zhen_documents *d)
{
  if (!d)
    return;
  query_close(&d->documents);
  query_close(&d->sentences);
  query_close(&d->beads);
  if (d->reading)
    database_undo(d->db);
  buf_dispose(&d->line[0]);
  buf_dispose(&d->line[1]);
  dispose_side(&d->zh);
  dispose_side(&d->en);
  free(d->now.beads);
  interner_dispose(&d->words);
  arena_dispose(&d->strings);
  found_dispose(&d->found);
  free(d);
}
