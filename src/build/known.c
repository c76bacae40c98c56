/* SPDX-License-Identifier: Apache-2.0 */
#include "build/known.h"

#include <stdio.h>
#include <string.h>

/* Columns of `find`. */
enum {
  KNOWN_CONTENT,
  KNOWN_SETTINGS,
  KNOWN_FAILURE,
  KNOWN_ZH,
  KNOWN_EN,
  KNOWN_FILTER,
  KNOWN_PARALLEL,
  KNOWN_RULE
};

static const char find_sql[] =
    "SELECT content, settings, failure, zh_name, en_name, filter, parallel,"
    " rule FROM document WHERE id = ?";

zhen_status known_open(known_documents *k)
{
  return query_open(&k->find, &k->store->db, find_sql);
}

void known_close(known_documents *k)
{
  zhen_documents_close(k->stored);
  query_close(&k->find);
}

static bool same_string(const char *a, const char *b)
{
  return a && b ? strcmp(a, b) == 0 : a == b;
}

/*
 * A document that failed to be read is read in every run; a result is stored
 * once. One of an older store is aligned again if its relation is not known.
 */
static document_task compare(known_documents *k, const document_job *j)
{
  query *q = &k->find;
  const char *failure = query_string_at(q, KNOWN_FAILURE);

  if (k->redo ||
      !same_string(query_string_at(q, KNOWN_CONTENT), j->result.content) ||
      query_int_at(q, KNOWN_SETTINGS) != k->settings ||
      !same_string(query_string_at(q, KNOWN_ZH), j->result.zh_name) ||
      !same_string(query_string_at(q, KNOWN_EN), j->result.en_name) ||
      (!j->result.content && !same_string(failure, j->result.failure)) ||
      (!failure && query_null_at(q, KNOWN_PARALLEL)))
    return TASK_ALIGN;
  return failure || query_int_at(q, KNOWN_FILTER) == k->filter ? TASK_NOTHING
                                                               : TASK_JUDGE;
}

static void take_row(known_documents *k, document_job *j, known_document *out)
{
  query *q = &k->find;
  const char *failure = query_string_at(q, KNOWN_FAILURE);

  out->task = compare(k, j);
  out->not_parallel = !query_null_at(q, KNOWN_RULE);
  if (out->task == TASK_NOTHING && failure) {
    snprintf(j->failure, sizeof j->failure, "%s", failure);
    out->failure = j->failure;
  }
}

static zhen_status take_stored(known_documents *k, document_job *j)
{
  const zhen_stored_document *document;
  zhen_status status = ZHEN_OK;

  if (!k->stored)
    status = documents_open_by_id(&k->stored, k->store);
  if (status == ZHEN_OK)
    status = documents_get(k->stored, j->result.id, &document);
  return status == ZHEN_OK && document ? document_job_take(j, document)
                                       : status;
}

zhen_status known_look_up(known_documents *k, document_job *j,
                          known_document *out)
{
  query *q = &k->find;
  zhen_status status;
  bool row;

  *out = (known_document){.task = TASK_ALIGN};
  query_string(q, j->result.id);
  status = query_next(q, &row);
  if (status == ZHEN_OK && row) {
    take_row(k, j, out);
    status = query_check(q);
  }
  query_reset(q);
  return status == ZHEN_OK && out->task == TASK_JUDGE ? take_stored(k, j)
                                                      : status;
}
