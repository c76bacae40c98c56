/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Several stores are read side by side, in the order of ids. Which of their
 * pairs are duplicates is found as in a merge, from their signatures: these are
 * copied to a temporary database, some 40 bytes a pair, and the texts are not.
 */
#include "export/corpus.h"
#include "base/fail.h"
#include "base/mem.h"
#include "store/duplicates.h"

#include <stdlib.h>
#include <string.h>

static const char marks_schema[] =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "PRAGMA cache_size = -65536; PRAGMA temp_store = FILE;"
    "CREATE TABLE document(key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    "  made TEXT NOT NULL);"
    "CREATE TABLE bead(document INTEGER NOT NULL, number INTEGER NOT NULL,"
    "  exact INTEGER, near INTEGER, PRIMARY KEY(document, number))"
    "  WITHOUT ROWID;"
    "CREATE TABLE duplicate(document INTEGER NOT NULL, bead INTEGER NOT NULL,"
    "  rule TEXT NOT NULL, value REAL NOT NULL, threshold REAL NOT NULL,"
    "  of_document INTEGER NOT NULL, of_bead INTEGER NOT NULL,"
    "  PRIMARY KEY(document, bead)) WITHOUT ROWID;"
    "BEGIN";

/* What a document was made of and how: the same in each store that has it. */
static const char documents_sql[] =
    "SELECT d.key, d.id, d.content || ' ' || s.digest || ' ' || f.digest"
    " FROM document d JOIN settings s ON s.key = d.settings"
    " JOIN settings f ON f.key = d.filter WHERE d.failure IS NULL"
    " ORDER BY d.key";

static const char beads_sql[] = "SELECT number, exact, near FROM bead"
                                " WHERE document = ? AND exact IS NOT NULL"
                                " ORDER BY number";

/* Copying the signatures of one store. */
typedef struct copying {
  corpus *corpus;
  query beads, put_document, put_bead, made;
  int64_t key;
} copying;

static zhen_status copy_bead(void *context, query *q)
{
  copying *c = context;

  return query_run_with(&c->put_bead,
                        SQL_VALUES(sql_int(c->key), sql_int(query_int_at(q, 0)),
                                   sql_int(query_int_at(q, 1)),
                                   sql_int(query_int_at(q, 2))));
}

/* A document that an earlier store has. */
static zhen_status check_namesake(copying *c, const char *path, const char *id,
                                  const char *made)
{
  bool row = false;
  zhen_status status;

  query_string(&c->made, id);
  query_string(&c->made, made);
  status = query_next(&c->made, &row);
  query_reset(&c->made);
  if (status != ZHEN_OK || row)
    return status;
  return zhen_fail(ZHEN_EINPUT,
                   "%s: document %s differs from the document of the same id "
                   "in an earlier store; remove one of them",
                   path, id);
}

static zhen_status copy_document(void *context, query *q)
{
  copying *c = context;
  const char *id = query_string_at(q, 1), *made = query_string_at(q, 2);
  zhen_status status = query_check(q);

  if (status == ZHEN_OK && (!id || !made))
    status = zhen_fail(ZHEN_EINPUT, "%s: is damaged: a document has no digest",
                       q->of->path);
  if (status == ZHEN_OK)
    status = query_run_with(&c->put_document,
                            SQL_VALUES(sql_string(id), sql_string(made)));
  if (status != ZHEN_OK)
    return status;
  if (sqlite3_changes(c->corpus->marks.db) == 0)
    return check_namesake(c, q->of->path, id, made);
  c->key = sqlite3_last_insert_rowid(c->corpus->marks.db);
  query_int(&c->beads, query_int_at(q, 0));
  return query_each(&c->beads, copy_bead, c);
}

static zhen_status copy_store(corpus *c, zhen_store *store)
{
  copying copy = {.corpus = c};
  zhen_status status = query_open(&copy.beads, &store->db, beads_sql);

  if (status == ZHEN_OK)
    status = query_open(&copy.put_document, &c->marks,
                        "INSERT OR IGNORE INTO document(id, made)"
                        " VALUES(?, ?)");
  if (status == ZHEN_OK)
    status = query_open(&copy.put_bead, &c->marks,
                        "INSERT INTO bead VALUES(?, ?, ?, ?)");
  if (status == ZHEN_OK)
    status = query_open(&copy.made, &c->marks,
                        "SELECT 1 FROM document WHERE id = ? AND made = ?");
  if (status == ZHEN_OK)
    status = database_each(&store->db, documents_sql, copy_document, &copy);
  query_close(&copy.beads);
  query_close(&copy.put_document);
  query_close(&copy.put_bead);
  query_close(&copy.made);
  return status;
}

/* The rules for duplicates, which must be the same for all stores. */
static zhen_status read_how(corpus *c, duplicates_how *how)
{
  char first[DUPLICATES_TEXT] = "", text[DUPLICATES_TEXT];

  for (size_t i = 0; i < c->count; i++) {
    database *db = &c->stores[i]->db;
    zhen_status status = store_meta(db, "duplicates", text, sizeof text);

    if (status != ZHEN_OK)
      return status;
    if (!duplicates_parse(how, text))
      return zhen_fail(ZHEN_EINPUT,
                       "%s: is not complete; finish it with zhen build first",
                       db->path);
    if (i > 0 && strcmp(first, text) != 0)
      return zhen_fail(ZHEN_EINPUT,
                       "%s: was built with other duplicate settings (%s) than "
                       "the stores before it (%s); build all stores with the "
                       "same options",
                       db->path, text, first);
    memcpy(first, text, sizeof first);
  }
  return ZHEN_OK;
}

static zhen_status make_marks(corpus *c)
{
  duplicates_how how;
  zhen_status status = read_how(c, &how);

  if (status == ZHEN_OK)
    status = database_open_temporary(&c->marks);
  if (status == ZHEN_OK)
    database_on_stop(&c->marks, c->stop, c->context);
  if (status == ZHEN_OK)
    status = database_run(&c->marks, marks_schema);
  for (size_t i = 0; status == ZHEN_OK && i < c->count; i++)
    status = copy_store(c, c->stores[i]);
  if (status == ZHEN_OK)
    status = duplicates_settle(&c->marks, &how);
  if (status == ZHEN_OK)
    status = database_run(&c->marks, "COMMIT; DROP TABLE bead");
  if (status == ZHEN_OK)
    status = query_open(&c->find, &c->marks,
                        "SELECT bead, rule FROM duplicate WHERE document ="
                        " (SELECT key FROM document WHERE id = ?)");
  return status;
}

zhen_status corpus_open(corpus *c, zhen_store *const *stores, size_t count)
{
  c->stores = stores;
  c->count = count;
  c->readers = mem_calloc(count, sizeof(zhen_documents *));
  c->heads = mem_calloc(count, sizeof(zhen_stored_document *));
  if (!c->readers || !c->heads)
    return zhen_fail_memory();
  for (size_t i = 0; i < count; i++)
    database_on_stop(&stores[i]->db, c->stop, c->context);
  return count > 1 ? make_marks(c) : ZHEN_OK;
}

void corpus_close(corpus *c)
{
  for (size_t i = 0; i < c->count; i++)
    database_on_stop(&c->stores[i]->db, NULL, NULL);
  if (c->readers)
    corpus_end(c);
  query_close(&c->find);
  database_close(&c->marks);
  free(c->readers);
  free((void *)c->heads);
}

zhen_status corpus_size(corpus *c, uint64_t *documents)
{
  int64_t n = 0;
  zhen_status status =
      c->count > 1
          ? database_number(&c->marks, "SELECT count(*) FROM document", &n)
          : database_number(
                &c->stores[0]->db,
                "SELECT count(*) FROM document WHERE failure IS NULL", &n);

  *documents = (uint64_t)n;
  return status;
}

zhen_status corpus_begin(corpus *c)
{
  zhen_status status = ZHEN_OK;

  c->last = NULL;
  for (size_t i = 0; status == ZHEN_OK && i < c->count; i++) {
    status = zhen_documents_open(&c->readers[i], c->stores[i]);
    if (status == ZHEN_OK)
      status = zhen_documents_next(c->readers[i], &c->heads[i]);
  }
  return status;
}

void corpus_end(corpus *c)
{
  for (size_t i = 0; i < c->count; i++) {
    zhen_documents_close(c->readers[i]);
    c->readers[i] = NULL;
    c->heads[i] = NULL;
  }
}

/* Take the first of the next documents, and its namesakes. */
static zhen_status take_first(corpus *c, size_t *first)
{
  zhen_status status = ZHEN_OK;

  *first = c->count;
  for (size_t i = 0; i < c->count; i++)
    if (c->heads[i] && (*first == c->count ||
                        strcmp(c->heads[i]->id, c->heads[*first]->id) < 0))
      *first = i;
  for (size_t i = *first + 1; status == ZHEN_OK && i < c->count; i++)
    if (c->heads[i] && strcmp(c->heads[i]->id, c->heads[*first]->id) == 0)
      status = zhen_documents_next(c->readers[i], &c->heads[i]);
  return status;
}

static bool is_duplicate(const zhen_stored_bead *b)
{
  return b->rule && strstr(b->rule, "duplicate");
}

static zhen_status mark(void *context, query *q)
{
  zhen_stored_document *d = context;
  int64_t bead = query_int_at(q, 0);
  const char *rule = query_string_at(q, 1);
  zhen_status status = query_check(q);

  if (status == ZHEN_OK && rule && bead >= 0 && (uint64_t)bead < d->count)
    d->beads[bead].rule = strcmp(rule, zhen_rule_name(ZHEN_RULE_DUPLICATE)) == 0
                              ? zhen_rule_name(ZHEN_RULE_DUPLICATE)
                              : zhen_rule_name(ZHEN_RULE_NEAR_DUPLICATE);
  return status;
}

/* The duplicates of all stores instead of those of its own. */
static zhen_status mark_document(corpus *c, const zhen_stored_document *d)
{
  zhen_stored_document marked = *d; /* with the same beads */

  for (size_t i = 0; i < d->count; i++)
    if (is_duplicate(&d->beads[i]))
      d->beads[i].rule = NULL;
  query_string(&c->find, d->id);
  return query_each(&c->find, mark, &marked);
}

zhen_status corpus_next(corpus *c, const zhen_stored_document **out)
{
  zhen_status status = ZHEN_OK;
  size_t first;

  *out = NULL;
  for (size_t i = 0; status == ZHEN_OK && i < c->count; i++)
    if (c->last && c->readers[i] == c->last)
      status = zhen_documents_next(c->readers[i], &c->heads[i]);
  if (status == ZHEN_OK)
    status = take_first(c, &first);
  if (status != ZHEN_OK || first == c->count)
    return status;
  c->last = c->readers[first];
  *out = c->heads[first];
  return c->count > 1 ? mark_document(c, *out) : ZHEN_OK;
}
