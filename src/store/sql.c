/* SPDX-License-Identifier: Apache-2.0 */
#include "store/sql.h"
#include "base/fail.h"
#include "base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Others hold a lock while they write a batch. */
enum { BUSY_MS = 10000, STEPS_BETWEEN_STOPS = 250 };

/* If a file cannot be mapped, SQLite reports that it cannot be read. */
static bool is_memory(const database *d, int rc)
{
  return (rc & 0xFF) == SQLITE_NOMEM || rc == SQLITE_IOERR_NOMEM ||
         ((rc & 0xFF) == SQLITE_IOERR && d->db &&
          sqlite3_system_errno(d->db) == ENOMEM);
}

zhen_status database_fail(const database *d, int rc)
{
  const char *path = d->path ? d->path : "the store";
  const char *why = d->db ? sqlite3_errmsg(d->db) : sqlite3_errstr(rc);

  if (is_memory(d, rc))
    return zhen_fail_memory();
  switch (rc & 0xFF) {
  case SQLITE_FULL:
    return zhen_fail(
        ZHEN_EOUTPUT,
        "%s: cannot be written: no space left; free some space and run the "
        "same command again (stored documents are safe)",
        path);
  case SQLITE_IOERR:
    if (rc == SQLITE_IOERR_READ || rc == SQLITE_IOERR_SHORT_READ)
      return zhen_fail(ZHEN_EINPUT, "%s: cannot be read: %s", path, why);
    return zhen_fail(ZHEN_EOUTPUT,
                     "%s: cannot be read or written: %s; check the disk", path,
                     why);
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return zhen_fail(ZHEN_EOUTPUT,
                     "%s: cannot be written: no permission; check the "
                     "permissions of the file and its directory",
                     path);
  case SQLITE_CANTOPEN:
    return zhen_fail(ZHEN_EINPUT,
                     "%s: cannot be opened; check the name and the permissions "
                     "of the directory",
                     path);
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return zhen_fail(ZHEN_EOUTPUT,
                     "%s: is locked by another process; try again when that "
                     "process has finished",
                     path);
  case SQLITE_INTERRUPT:
    return zhen_fail(ZHEN_ECANCELLED, "%s: interrupted", path);
  case SQLITE_NOTADB:
    return zhen_fail(ZHEN_EINPUT, "%s: not a zhen store", path);
  case SQLITE_CORRUPT:
    return zhen_fail(ZHEN_EINPUT,
                     "%s: is damaged (%s); build it again, or recover data "
                     "with the .recover command of sqlite3",
                     path, why);
  default:
    return zhen_fail(ZHEN_EINPUT, "%s: %s", path, why);
  }
}

static zhen_status open_named(database *d, const char *label, const char *path,
                              int flags)
{
  int rc;

  *d = (database){.path = mem_strdup(label)};
  if (!d->path)
    return zhen_fail_memory();
  rc = sqlite3_open_v2(path, &d->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_extended_result_codes(d->db, 1);
  if (rc == SQLITE_OK)
    rc = sqlite3_busy_timeout(d->db, BUSY_MS);
  return rc == SQLITE_OK ? ZHEN_OK : database_fail(d, rc);
}

zhen_status database_open(database *d, const char *path, int flags)
{
  return open_named(d, path, path, flags);
}

zhen_status database_open_temporary(database *d)
{
  return open_named(d, "temporary list of files", "",
                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
}

static int ask_stop(void *context)
{
  const database *d = context;

  return d->stop(d->context);
}

void database_on_stop(database *d, database_stop *stop, void *context)
{
  d->stop = stop;
  d->context = context;
  sqlite3_progress_handler(d->db, STEPS_BETWEEN_STOPS, stop ? ask_stop : NULL,
                           d);
}

void database_close(database *d)
{
  sqlite3_close(d->db);
  free(d->path);
  *d = (database){0};
}

zhen_status database_run(database *d, const char *statements)
{
  int rc = sqlite3_exec(d->db, statements, NULL, NULL, NULL);

  return rc == SQLITE_OK ? ZHEN_OK : database_fail(d, rc);
}

void database_undo(database *d)
{
  /* It needs memory; try twice, as the next BEGIN would fail otherwise. */
  for (int i = 0; i < 2 && d->db && !sqlite3_get_autocommit(d->db); i++)
    sqlite3_exec(d->db, "ROLLBACK", NULL, NULL, NULL);
}

zhen_status query_open(query *q, database *d, const char *sql)
{
  int rc;

  *q = (query){.of = d};
  rc = sqlite3_prepare_v3(d->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
                          &q->statement, NULL);
  return rc == SQLITE_OK ? ZHEN_OK : database_fail(d, rc);
}

void query_close(query *q)
{
  sqlite3_finalize(q->statement);
  *q = (query){0};
}

static void keep(query *q, int rc)
{
  if (q->rc == SQLITE_OK)
    q->rc = rc;
}

void query_int(query *q, int64_t value)
{
  keep(q, sqlite3_bind_int64(q->statement, ++q->bound, value));
}

void query_real(query *q, double value)
{
  keep(q, sqlite3_bind_double(q->statement, ++q->bound, value));
}

void query_text(query *q, zhen_str value)
{
  keep(q,
       sqlite3_bind_text64(q->statement, ++q->bound, value.len ? value.ptr : "",
                           value.len, SQLITE_STATIC, SQLITE_UTF8));
}

void query_blob(query *q, zhen_str value)
{
  keep(q,
       sqlite3_bind_blob64(q->statement, ++q->bound, value.len ? value.ptr : "",
                           value.len, SQLITE_STATIC));
}

void query_string(query *q, const char *value)
{
  if (value)
    query_text(q, (zhen_str){value, strlen(value)});
  else
    query_null(q);
}

void query_null(query *q)
{
  keep(q, sqlite3_bind_null(q->statement, ++q->bound));
}

void query_reset(query *q)
{
  sqlite3_reset(q->statement);
  q->bound = 0;
  q->rc = SQLITE_OK;
}

zhen_status query_next(query *q, bool *row)
{
  int rc = q->rc == SQLITE_OK ? sqlite3_step(q->statement) : q->rc;
  zhen_status status;

  *row = rc == SQLITE_ROW;
  if (*row)
    return ZHEN_OK;
  status = rc == SQLITE_DONE ? ZHEN_OK : database_fail(q->of, rc);
  query_reset(q);
  return status;
}

zhen_status query_run(query *q)
{
  zhen_status status;
  bool row;

  do
    status = query_next(q, &row);
  while (status == ZHEN_OK && row);
  return status;
}

zhen_status query_run_with(query *q, const sql_value *values, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (values[i].type == SQL_INT)
      query_int(q, values[i].integer);
    else if (values[i].type == SQL_REAL)
      query_real(q, values[i].real);
    else
      query_string(q, values[i].string);
  return query_run(q);
}

zhen_status database_run_with(database *d, const char *sql,
                              const sql_value *values, size_t count)
{
  query q;
  zhen_status status = query_open(&q, d, sql);

  if (status == ZHEN_OK)
    status = query_run_with(&q, values, count);
  query_close(&q);
  return status;
}

zhen_status query_each(query *q, query_row *each, void *context)
{
  bool row = true;
  zhen_status status = ZHEN_OK;

  while (status == ZHEN_OK && row) {
    status = query_next(q, &row);
    if (status == ZHEN_OK && row)
      status = each(context, q);
  }
  return status;
}

zhen_status database_each(database *d, const char *sql, query_row *each,
                          void *context)
{
  query q;
  zhen_status status = query_open(&q, d, sql);

  if (status == ZHEN_OK)
    status = query_each(&q, each, context);
  query_close(&q);
  return status;
}

static zhen_status take_number(void *context, query *q)
{
  *(int64_t *)context = query_int_at(q, 0);
  return ZHEN_OK;
}

zhen_status database_number(database *d, const char *sql, int64_t *out)
{
  *out = 0;
  return database_each(d, sql, take_number, out);
}

zhen_status query_check(const query *q)
{
  return q->rc == SQLITE_OK ? ZHEN_OK : database_fail(q->of, q->rc);
}

int64_t query_int_at(query *q, int column)
{
  return sqlite3_column_int64(q->statement, column);
}

double query_real_at(query *q, int column)
{
  return sqlite3_column_double(q->statement, column);
}

bool query_null_at(query *q, int column)
{
  return sqlite3_column_type(q->statement, column) == SQLITE_NULL;
}

/* A value that is not null but has no text: out of memory. */
const char *query_string_at(query *q, int column)
{
  bool null = query_null_at(q, column);
  const unsigned char *text = sqlite3_column_text(q->statement, column);

  if (!text && !null)
    keep(q, SQLITE_NOMEM);
  return (const char *)text;
}

zhen_str query_text_at(query *q, int column)
{
  const char *text = query_string_at(q, column);

  if (!text)
    return (zhen_str){"", 0};
  return (zhen_str){text, (size_t)sqlite3_column_bytes(q->statement, column)};
}

zhen_str query_blob_at(query *q, int column)
{
  const char *bytes = sqlite3_column_blob(q->statement, column);
  size_t len = (size_t)sqlite3_column_bytes(q->statement, column);

  if (!bytes && len > 0)
    keep(q, SQLITE_NOMEM);
  return bytes ? (zhen_str){bytes, len} : (zhen_str){"", 0};
}
