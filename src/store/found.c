/* SPDX-License-Identifier: Apache-2.0 */
#include "store/found.h"
#include "base/mem.h"

#include <stdlib.h>

/* Up to these are looked up; more are met in the order of all documents. */
enum { FEW_DOCUMENTS = 1000 };

/* SQL function: whether a text contains the query text. */
static void holds_query(sqlite3_context *context, int count,
                        sqlite3_value **values)
{
  const zhen_text_query *wanted = sqlite3_user_data(context);
  const char *text = (const char *)sqlite3_value_text(values[0]);
  zhen_str in = {text, text ? (size_t)sqlite3_value_bytes(values[0]) : 0};
  zhen_bytes hit;

  (void)count;
  if (!text && sqlite3_value_type(values[0]) != SQLITE_NULL) {
    sqlite3_result_error_nomem(context);
    return;
  }
  if (utf8_valid((const unsigned char *)in.ptr, in.len) < in.len)
    in.len = 0; /* damaged: reported when the document is read */
  sqlite3_result_int(context, zhen_text_query_find(wanted, in, 0, &hit));
}

static int by_key(const void *a, const void *b)
{
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

  return (x > y) - (x < y);
}

static void is_found(sqlite3_context *context, int count,
                     sqlite3_value **values)
{
  const found_texts *f = sqlite3_user_data(context);
  int64_t key = sqlite3_value_int64(values[0]);

  (void)count;
  sqlite3_result_int(context,
                     index_found_has(&f->indexed, key) ||
                         (f->n_rest > 0 && bsearch(&key, f->rest, f->n_rest,
                                                   sizeof *f->rest, by_key)));
}

static zhen_status add_functions(found_texts *f, const zhen_text_query *wanted)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
  int rc = sqlite3_create_function_v2(f->db->db, "holds_query", 1, flags,
                                      (void *)(uintptr_t)wanted, holds_query,
                                      NULL, NULL, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_create_function_v2(f->db->db, "is_found", 1, flags, f,
                                    is_found, NULL, NULL, NULL);
  return rc == SQLITE_OK ? ZHEN_OK : database_fail(f->db, rc);
}

static zhen_status take_key(void *context, query *q)
{
  found_texts *f = context;
  zhen_status status =
      mem_grow(&f->rest, &f->rest_capacity, f->n_rest + 1, sizeof *f->rest);

  if (status == ZHEN_OK)
    f->rest[f->n_rest++] = query_int_at(q, 0);
  return status;
}

/* In the order of the table: faster than by id where all are read. */
static zhen_status search_rest(found_texts *f)
{
  query q;
  zhen_status status =
      query_open(&q, f->db,
                 "SELECT DISTINCT document FROM sentence WHERE document >= ?"
                 " AND holds_query(text) ORDER BY document");

  if (status == ZHEN_OK) {
    query_int(&q, f->indexed.rest);
    status = query_each(&q, take_key, f);
  }
  query_close(&q);
  return status;
}

static zhen_status make_list(found_texts *f)
{
  const found_documents *i = &f->indexed;

  buf_puts(&f->list, "[");
  for (const found_part *p = i->parts; p < i->parts + i->count; p++)
    for (int64_t key = p->first; key < p->end; key++)
      if (index_found_has(i, key))
        buf_printf(&f->list, "%lld,", (long long)key);
  for (size_t n = 0; n < f->n_rest; n++)
    buf_printf(&f->list, "%lld,", (long long)f->rest[n]);
  buf_puts(&f->list, "null]");
  return buf_status(&f->list);
}

zhen_status found_open(found_texts *f, database *db,
                       const zhen_text_query *wanted)
{
  zhen_status status;

  *f = (found_texts){.db = db};
  status = add_functions(f, wanted);
  if (status == ZHEN_OK)
    status = index_find(db, wanted, &f->indexed);
  if (status != ZHEN_OK || f->indexed.all)
    return status;
  status = search_rest(f);
  f->few = f->indexed.documents + f->n_rest <= FEW_DOCUMENTS;
  return status == ZHEN_OK && f->few ? make_list(f) : status;
}

zhen_str found_list(const found_texts *f)
{
  return (zhen_str){f->list.ptr, f->list.len};
}

void found_dispose(found_texts *f)
{
  index_found_dispose(&f->indexed);
  free(f->rest);
  buf_dispose(&f->list);
}
