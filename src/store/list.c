/* SPDX-License-Identifier: Apache-2.0 */
/* The documents of a store, without their texts. */
#include "align/beads/alignment.h"
#include "base/fail.h"
#include "base/options.h"
#include "store/store.h"

#define SELECT_LISTED                                                          \
  "SELECT key, id, failure, parallel, relation, rule FROM document"

typedef struct document_list {
  query documents, beads, duplicates;
  void (*each)(void *context, const zhen_listed *document);
  void *context;
} document_list;

static zhen_status open_document_list(document_list *l, database *db,
                                      bool by_key)
{
  zhen_status status =
      query_open(&l->documents, db,
                 by_key ? SELECT_LISTED " WHERE key = ?"
                        : SELECT_LISTED " ORDER BY id LIMIT ? OFFSET ?");

  if (status == ZHEN_OK)
    status = query_open(
        &l->beads, db,
        "SELECT count(*), avg(score), count(exact) FROM bead WHERE document = ?"
        " AND zh_begin < zh_end AND en_begin < en_end");
  return status == ZHEN_OK
             ? query_open(&l->duplicates, db,
                          "SELECT count(*) FROM duplicate WHERE document = ?")
             : status;
}

/* One row, of which there is exactly one. */
static zhen_status take_row(query *q, int64_t key)
{
  bool row;

  query_reset(q);
  query_int(q, key);
  return query_next(q, &row);
}

static zhen_status count_pairs(document_list *l, zhen_listed *d)
{
  zhen_status status = take_row(&l->beads, d->key);
  uint64_t passed, repeated;

  if (status != ZHEN_OK)
    return status;
  d->pairs = (uint64_t)query_int_at(&l->beads, 0);
  d->mean = d->pairs ? query_real_at(&l->beads, 1) : -1;
  passed = (uint64_t)query_int_at(&l->beads, 2);
  status = take_row(&l->duplicates, d->key);
  if (status != ZHEN_OK)
    return status;
  repeated = (uint64_t)query_int_at(&l->duplicates, 0);
  d->kept = passed > repeated ? passed - repeated : 0;
  return ZHEN_OK;
}

static zhen_status list_one(void *context, query *q)
{
  document_list *l = context;
  const char *relation = query_string_at(q, 4);
  zhen_listed d = {.key = query_int_at(q, 0),
                   .id = query_string_at(q, 1),
                   .failure = query_string_at(q, 2),
                   .parallel = query_null_at(q, 3) ? -1 : query_real_at(q, 3),
                   .rule = query_string_at(q, 5)};
  zhen_status status = query_check(q);

  if (status == ZHEN_OK)
    status = count_pairs(l, &d);
  if (relation)
    (void)relation_parse(&d.relation, relation);
  if (status == ZHEN_OK && d.id)
    l->each(l->context, &d);
  return status;
}

static int64_t number(size_t n)
{
  return n < INT64_MAX ? (int64_t)n : INT64_MAX;
}

static zhen_status list(document_list *l, const int64_t *keys, size_t first,
                        size_t most)
{
  zhen_status status = ZHEN_OK;

  if (!keys) {
    query_int(&l->documents, number(most));
    query_int(&l->documents, number(first));
    return query_each(&l->documents, list_one, l);
  }
  for (size_t k = 0; status == ZHEN_OK && k < most; k++) {
    query_int(&l->documents, keys[first + k]);
    status = query_each(&l->documents, list_one, l);
  }
  return status;
}

zhen_status zhen_store_list(
    zhen_store *store, const int64_t *keys, size_t first, size_t most,
    void (*each)(void *context, const zhen_listed *document), void *context)
{
  document_list l = {.each = each, .context = context};
  zhen_status status = open_document_list(&l, &store->db, keys != NULL);

  if (status == ZHEN_OK)
    status = list(&l, keys, first, most);
  query_close(&l.documents);
  query_close(&l.beads);
  query_close(&l.duplicates);
  return status;
}

void zhen_store_on_cancel(zhen_store *store, bool (*cancel)(void *context),
                          void *context)
{
  database_on_stop(&store->db, cancel, context);
}
