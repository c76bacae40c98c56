/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQLite with the error handling and ownership of this project. Binding never
 * fails: the first error is kept and returned by the next step.
 */
#ifndef ZHEN_STORE_SQL_H
#define ZHEN_STORE_SQL_H

#include <sqlite3.h>
#include <zhen/text.h>

typedef bool database_stop(void *context);

typedef struct database {
  sqlite3 *db;
  char *path;
  database_stop *stop; /* NULL: never */
  void *context;
} database;

/* `flags` are those of sqlite3_open_v2(). Close it even after a failure. */
ZHEN_CHECK zhen_status database_open(database *d, const char *path, int flags);

/* A temporary one, deleted when it is closed: on the disk if it grows. */
ZHEN_CHECK zhen_status database_open_temporary(database *d);

void database_close(database *d);

/*
 * While statements run, call `stop` every few microseconds; when it returns
 * true, they fail with ZHEN_ECANCELLED, and a transaction in which one of them
 * was writing is rolled back. NULL turns it off. `d` must not move.
 */
void database_on_stop(database *d, database_stop *stop, void *context);

/* Fail with SQLite's error: file, reason, remedy. */
ZHEN_CHECK zhen_status database_fail(const database *d, int rc);

/* Run statements without result rows. */
ZHEN_CHECK zhen_status database_run(database *d, const char *statements);

/* Roll back, unless SQLite did it after a failure; keeps the last error. */
void database_undo(database *d);

/* One statement, reused; `{0}` is none. */
typedef struct query {
  database *of;
  sqlite3_stmt *statement;
  int bound; /* parameters bound so far */
  int rc;    /* of the first binding that failed */
} query;

ZHEN_CHECK zhen_status query_open(query *q, database *d, const char *sql);
void query_close(query *q);

/* Bind the next parameter; text is not copied and must outlive the query. */
void query_int(query *q, int64_t value);
void query_real(query *q, double value);
void query_text(query *q, zhen_str value);
void query_blob(query *q, zhen_str value);
void query_string(query *q, const char *value); /* NULL is null */
void query_null(query *q);

/* A value to bind; text as above. */
typedef struct sql_value {
  enum { SQL_STRING, SQL_INT, SQL_REAL } type;
  int64_t integer;
  double real;
  const char *string; /* NULL is null */
} sql_value;

static inline sql_value sql_int(int64_t value)
{
  return (sql_value){.type = SQL_INT, .integer = value};
}

static inline sql_value sql_real(double value)
{
  return (sql_value){.type = SQL_REAL, .real = value};
}

static inline sql_value sql_string(const char *value)
{
  return (sql_value){.type = SQL_STRING, .string = value};
}

/* Bind values, and run it to the end; the same for a statement used once. */
ZHEN_CHECK zhen_status query_run_with(query *q, const sql_value *values,
                                      size_t count);
ZHEN_CHECK zhen_status database_run_with(database *d, const char *sql,
                                         const sql_value *values, size_t count);

#define SQL_VALUES(...)                                                        \
  (sql_value[]){__VA_ARGS__},                                                  \
      sizeof(sql_value[]){__VA_ARGS__} / sizeof(sql_value)

/* The next row, or none. After none, or a failure, bind parameters again. */
ZHEN_CHECK zhen_status query_next(query *q, bool *row);

/* Run it to the end, ignoring rows. */
ZHEN_CHECK zhen_status query_run(query *q);

typedef zhen_status query_row(void *context, query *q);

/* Call `each` for every row; ends with its first failure. */
ZHEN_CHECK zhen_status query_each(query *q, query_row *each, void *context);

/* The same for a statement without parameters. */
ZHEN_CHECK zhen_status database_each(database *d, const char *sql,
                                     query_row *each, void *context);

/* The number in the last row of a statement; 0 if it has none. */
ZHEN_CHECK zhen_status database_number(database *d, const char *sql,
                                       int64_t *out);

/* ZHEN_ENOMEM if a text of the row could not be read; so does the next step. */
ZHEN_CHECK zhen_status query_check(const query *q);

/* Reset before all rows were read. */
void query_reset(query *q);

/* Columns of the row; text is valid until the next step. */
int64_t query_int_at(query *q, int column);
double query_real_at(query *q, int column);
zhen_str query_text_at(query *q, int column);
zhen_str query_blob_at(query *q, int column);
const char *query_string_at(query *q, int column); /* NULL if null */
bool query_null_at(query *q, int column);

#endif
