/* SPDX-License-Identifier: Apache-2.0 */
#include "store/write.h"

#include <string.h>

enum { N_FORGET = sizeof((store_writer *)0)->forget / sizeof(query) };

enum { FORGET_REJECTED };

static const char *const forget_sql[N_FORGET] = {
    [FORGET_REJECTED] = "DELETE FROM rejected WHERE document = ?",
    "DELETE FROM sentence WHERE document = ?",
    "DELETE FROM bead WHERE document = ?",
    "DELETE FROM duplicate WHERE document = ?"};

/* After the keys of documents that are gone but in the index. */
#define NEW_KEY                                                                \
  "max(coalesce((SELECT max(key) + 1 FROM document), 1),"                      \
  " coalesce((SELECT max(end) FROM indexed), 1))"

zhen_status store_writer_open(store_writer *w, database *db)
{
  const struct {
    query *query;
    const char *sql;
  } all[] = {
      {&w->find, "SELECT key FROM document WHERE id = ?"},
      {&w->forget_document, "DELETE FROM document WHERE key = ?"},
      {&w->put_document,
       "INSERT INTO document(key, id, zh_name, en_name, content,"
       " settings, filter, failure, parallel, relation, rule)"
       " VALUES(" NEW_KEY ", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
      {&w->put_sentence, "INSERT INTO sentence VALUES(?, ?, ?, ?, ?, ?, ?, ?)"},
      {&w->put_bead, "INSERT INTO bead VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"},
      {&w->put_rejected, "INSERT INTO rejected VALUES(?, ?, ?, ?, ?)"},
      {&w->set_signature, "UPDATE bead SET exact = ?, near = ?"
                          " WHERE document = ? AND number = ?"},
      {&w->set_filter,
       "UPDATE document SET filter = ?, rule = ? WHERE key = ?"}};
  zhen_status status = ZHEN_OK;

  memset(w, 0, sizeof *w);
  for (size_t i = 0; status == ZHEN_OK && i < sizeof all / sizeof all[0]; i++)
    status = query_open(all[i].query, db, all[i].sql);
  for (size_t i = 0; status == ZHEN_OK && i < N_FORGET; i++)
    status = query_open(&w->forget[i], db, forget_sql[i]);
  return status;
}

void store_writer_close(store_writer *w)
{
  query_close(&w->find);
  query_close(&w->forget_document);
  query_close(&w->put_document);
  query_close(&w->put_sentence);
  query_close(&w->put_bead);
  query_close(&w->put_rejected);
  query_close(&w->set_signature);
  query_close(&w->set_filter);
  for (size_t i = 0; i < N_FORGET; i++)
    query_close(&w->forget[i]);
}

zhen_status store_remove(store_writer *w, int64_t key)
{
  zhen_status status =
      query_run_with(&w->forget_document, SQL_VALUES(sql_int(key)));

  for (size_t i = 0; status == ZHEN_OK && i < N_FORGET; i++)
    status = query_run_with(&w->forget[i], SQL_VALUES(sql_int(key)));
  return status;
}

/* The key of a document; -1 if there is none with that id. */
static zhen_status find(store_writer *w, const char *id, int64_t *key)
{
  bool row;
  zhen_status status;

  query_string(&w->find, id);
  status = query_next(&w->find, &row);
  *key = status == ZHEN_OK && row ? query_int_at(&w->find, 0) : -1;
  query_reset(&w->find);
  return status;
}

static zhen_status remove_namesake(store_writer *w, const char *id)
{
  int64_t key;
  zhen_status status = find(w, id, &key);

  return status == ZHEN_OK && key >= 0 ? store_remove(w, key) : status;
}

static zhen_status put_side(store_writer *w, int64_t key, int number,
                            const zhen_side *side)
{
  const zhen_sentences *s = side->sentences;
  zhen_status status = ZHEN_OK;
  query *q = &w->put_sentence;

  for (size_t i = 0; status == ZHEN_OK && i < s->count; i++) {
    const zhen_sentence *at = &s->at[i];

    query_int(q, key);
    query_int(q, number);
    query_int(q, (int64_t)i);
    query_int(q, at->para);
    query_int(q, at->turn);
    query_int(q, (int64_t)zhen_text_source(side->source, at->begin));
    query_int(q, (int64_t)zhen_text_source(side->source, at->end));
    query_text(q, zhen_sentence_str(s, i));
    status = query_run(q);
  }
  return status;
}

/* A half of the signature, which only pairs that passed have. */
static sql_value signature_of(const judged *j, const uint64_t *half)
{
  return j->passed ? sql_int((int64_t)*half) : sql_string(NULL);
}

static zhen_status put_bead(store_writer *w, int64_t key, size_t number,
                            const zhen_bead *bead, const judged *j)
{
  return query_run_with(
      &w->put_bead, SQL_VALUES(sql_int(key), sql_int((int64_t)number),
                               sql_int(bead->zh_begin), sql_int(bead->zh_end),
                               sql_int(bead->en_begin), sql_int(bead->en_end),
                               sql_real((double)bead->score),
                               signature_of(j, &j->signature.exact),
                               signature_of(j, &j->signature.near)));
}

static zhen_status put_rejected(store_writer *w, int64_t key, size_t number,
                                const judged *j)
{
  return query_run_with(&w->put_rejected,
                        SQL_VALUES(sql_int(key), sql_int((int64_t)number),
                                   sql_string(j->rule), sql_real(j->value),
                                   sql_real(j->threshold)));
}

static zhen_status put_beads(store_writer *w, int64_t key,
                             const document_result *m)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; status == ZHEN_OK && i < m->count; i++) {
    status = put_bead(w, key, i, &m->beads[i], &m->judged[i]);
    if (status == ZHEN_OK && m->judged[i].rule)
      status = put_rejected(w, key, i, &m->judged[i]);
  }
  return status;
}

static zhen_status put_document(store_writer *w, const document_result *m,
                                int64_t *key)
{
  zhen_status status = query_run_with(
      &w->put_document,
      SQL_VALUES(
          sql_string(m->id), sql_string(m->zh_name), sql_string(m->en_name),
          sql_string(m->content), sql_int(m->settings), sql_int(m->filter),
          sql_string(m->failure),
          m->failure ? sql_string(NULL) : sql_real(m->parallel),
          sql_string(m->failure ? NULL : zhen_relation_name(m->relation)),
          sql_string(m->rule)));

  *key = sqlite3_last_insert_rowid(w->put_document.of->db);
  return status;
}

zhen_status store_put(store_writer *w, const document_result *m)
{
  zhen_status status = remove_namesake(w, m->id);
  int64_t key;

  if (status == ZHEN_OK)
    status = put_document(w, m, &key);
  if (status != ZHEN_OK || m->failure)
    return status;
  status = put_side(w, key, 0, m->zh);
  if (status == ZHEN_OK)
    status = put_side(w, key, 1, m->en);
  return status == ZHEN_OK ? put_beads(w, key, m) : status;
}

static zhen_status set_signature(store_writer *w, int64_t key, size_t number,
                                 const judged *j)
{
  return query_run_with(&w->set_signature,
                        SQL_VALUES(signature_of(j, &j->signature.exact),
                                   signature_of(j, &j->signature.near),
                                   sql_int(key), sql_int((int64_t)number)));
}

zhen_status store_judge(store_writer *w, const document_result *m)
{
  query *forget = &w->forget[FORGET_REJECTED];
  int64_t key;
  zhen_status status = find(w, m->id, &key);

  if (status != ZHEN_OK)
    return status;
  status = query_run_with(
      &w->set_filter,
      SQL_VALUES(sql_int(m->filter), sql_string(m->rule), sql_int(key)));
  if (status == ZHEN_OK)
    status = query_run_with(forget, SQL_VALUES(sql_int(key)));
  for (size_t i = 0; status == ZHEN_OK && i < m->count; i++) {
    status = set_signature(w, key, i, &m->judged[i]);
    if (status == ZHEN_OK && m->judged[i].rule)
      status = put_rejected(w, key, i, &m->judged[i]);
  }
  return status;
}
