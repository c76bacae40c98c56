/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/system.h"
#include "base/target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TO_STRING_(x) #x
#define TO_STRING(x) TO_STRING_(x)

static const char schema[] =
    "BEGIN;"
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL)"
    "  WITHOUT ROWID;"
    "CREATE TABLE settings(key INTEGER PRIMARY KEY,"
    "  digest TEXT NOT NULL UNIQUE, text TEXT NOT NULL);"
    "CREATE TABLE run(key INTEGER PRIMARY KEY, started INTEGER NOT NULL,"
    "  ended INTEGER, version TEXT NOT NULL, made INTEGER NOT NULL DEFAULT 0,"
    "  kept INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0,"
    "  removed INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE document(key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    "  zh_name TEXT, en_name TEXT, content TEXT,"
    "  settings INTEGER NOT NULL REFERENCES settings,"
    "  filter INTEGER NOT NULL REFERENCES settings, failure TEXT,"
    "  parallel REAL, relation TEXT, rule TEXT);"
    "CREATE TABLE sentence(document INTEGER NOT NULL, side INTEGER NOT NULL,"
    "  number INTEGER NOT NULL, paragraph INTEGER NOT NULL,"
    "  turn INTEGER NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL,"
    "  text TEXT NOT NULL, PRIMARY KEY(document, side, number)) WITHOUT ROWID;"
    "CREATE TABLE bead(document INTEGER NOT NULL, number INTEGER NOT NULL,"
    "  zh_begin INTEGER NOT NULL, zh_end INTEGER NOT NULL,"
    "  en_begin INTEGER NOT NULL, en_end INTEGER NOT NULL,"
    "  score REAL NOT NULL, exact INTEGER, near INTEGER,"
    "  PRIMARY KEY(document, number)) WITHOUT ROWID;"
    "CREATE TABLE rejected(document INTEGER NOT NULL, bead INTEGER NOT NULL,"
    "  rule TEXT NOT NULL, value REAL NOT NULL, threshold REAL NOT NULL,"
    "  PRIMARY KEY(document, bead)) WITHOUT ROWID;"
    "CREATE TABLE duplicate(document INTEGER NOT NULL, bead INTEGER NOT NULL,"
    "  rule TEXT NOT NULL, value REAL NOT NULL, threshold REAL NOT NULL,"
    "  of_document INTEGER NOT NULL, of_bead INTEGER NOT NULL,"
    "  PRIMARY KEY(document, bead)) WITHOUT ROWID;"
    "CREATE TABLE indexed(first INTEGER PRIMARY KEY, end INTEGER NOT NULL,"
    "  documents INTEGER NOT NULL, words BLOB NOT NULL);"
    "CREATE TABLE term(part INTEGER NOT NULL, number INTEGER NOT NULL,"
    "  documents BLOB NOT NULL, PRIMARY KEY(part, number)) WITHOUT ROWID;"
    "INSERT INTO meta VALUES('state', 'building');"
    "PRAGMA application_id = 0x5A48454E;"
    "PRAGMA user_version = " TO_STRING(ZHEN_STORE_VERSION) ";"
                                                           "COMMIT;";

enum { APPLICATION_ID = 0x5A48454E };

zhen_status store_create(database *db)
{
  return database_run(db, schema);
}

/* Version 1 had nothing after `failure`, version 2 no index. */
static const char *const update_sql[] = {
    "ALTER TABLE document ADD COLUMN parallel REAL;"
    "ALTER TABLE document ADD COLUMN relation TEXT;"
    "ALTER TABLE document ADD COLUMN rule TEXT;"
    "PRAGMA user_version = 2",
    "CREATE TABLE indexed(first INTEGER PRIMARY KEY, end INTEGER NOT NULL,"
    "  documents INTEGER NOT NULL, words BLOB NOT NULL);"
    "CREATE TABLE term(part INTEGER NOT NULL, number INTEGER NOT NULL,"
    "  documents BLOB NOT NULL, PRIMARY KEY(part, number)) WITHOUT ROWID;"
    "PRAGMA user_version = 3"};

static zhen_status update(database *db)
{
  int64_t version;
  zhen_status status = database_number(db, "PRAGMA user_version", &version);

  if (status != ZHEN_OK || version == ZHEN_STORE_VERSION)
    return status;
  status = database_run(db, "BEGIN IMMEDIATE");
  for (; status == ZHEN_OK && version < ZHEN_STORE_VERSION; version++)
    status = database_run(db, update_sql[version - 1]);
  if (status == ZHEN_OK)
    status = database_run(db, "COMMIT");
  if (status != ZHEN_OK)
    database_undo(db);
  return status;
}

zhen_status store_view_documents(database *db, const char *of, const char *name)
{
  char sql[160];
  int64_t version;
  zhen_status status;

  snprintf(sql, sizeof sql, "PRAGMA %s.user_version", of);
  status = database_number(db, sql, &version);
  if (status != ZHEN_OK)
    return status;
  snprintf(sql, sizeof sql,
           "CREATE TEMP VIEW %s AS SELECT *%s FROM %s.document", name,
           version < 2 ? ", NULL AS parallel, NULL AS relation, NULL AS rule"
                       : "",
           of);
  return database_run(db, sql);
}

static zhen_status count_tables(database *db, int64_t *tables)
{
  return database_number(db, "SELECT count(*) FROM sqlite_schema", tables);
}

zhen_status store_check(database *db)
{
  int64_t application, version;
  zhen_status status =
      database_number(db, "PRAGMA application_id", &application);

  if (status == ZHEN_OK)
    status = database_number(db, "PRAGMA user_version", &version);
  if (status != ZHEN_OK)
    return status;
  if (application != APPLICATION_ID)
    return zhen_fail(ZHEN_EINPUT, "%s: not a zhen store", db->path);
  if (version < 1 || version > ZHEN_STORE_VERSION)
    return zhen_fail(
        ZHEN_EINPUT,
        "%s: has store version %lld, this program reads versions 1 "
        "to %d; build it again, or use the zhen that wrote it",
        db->path, (long long)version, ZHEN_STORE_VERSION);
  return ZHEN_OK;
}

zhen_status store_meta(database *db, const char *name, char *out, size_t size)
{
  query q;
  bool row = false;
  zhen_status status =
      query_open(&q, db, "SELECT value FROM meta WHERE name = ?");

  out[0] = '\0';
  if (status == ZHEN_OK) {
    query_string(&q, name);
    status = query_next(&q, &row);
  }
  if (row) {
    const char *value = query_string_at(&q, 0);

    snprintf(out, size, "%s", value ? value : "");
    status = query_check(&q);
  }
  query_close(&q);
  return status;
}

zhen_status store_set_meta(database *db, const char *name, const char *value)
{
  return database_run_with(db, "INSERT OR REPLACE INTO meta VALUES(?, ?)",
                           SQL_VALUES(sql_string(name), sql_string(value)));
}

/* As a URI, with its special characters escaped. */
static void put_uri(buf *uri, const char *path, const char *options)
{
  buf_puts(uri, "file:");
  for (; *path; path++)
    if (*path == '%' || *path == '?' || *path == '#')
      buf_printf(uri, "%%%02X", (unsigned)*path);
    else
      buf_putc(uri, *path);
  buf_puts(uri, options);
  buf_putc(uri, '\0');
}

/* Where not even a lock can be written, nobody else can write either. */
static zhen_status open_immutable(zhen_store *s, const char *path)
{
  buf uri = {0};
  zhen_status status;

  put_uri(&uri, path, "?immutable=1");
  status = buf_status(&uri);
  database_close(&s->db);
  if (status == ZHEN_OK)
    status =
        database_open(&s->db, uri.ptr, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  buf_dispose(&uri);
  return status == ZHEN_OK ? store_check(&s->db) : status;
}

/* Only a process that may write can remove the log when it closes the store. */
static zhen_status open_to_read(zhen_store *s, const char *path)
{
  struct stat info;
  zhen_status status;
  int code;

  if (stat(path, &info) != 0)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: no such store; create it with zhen build", path);
  if (S_ISDIR(info.st_mode))
    return zhen_fail(ZHEN_EINPUT, "%s: is a directory; give a file name", path);
  status = database_open(&s->db, path, SQLITE_OPEN_READWRITE);
  if (status == ZHEN_OK)
    status = store_check(&s->db);
  code = s->db.db ? sqlite3_errcode(s->db.db) & 0xFF : SQLITE_OK;
  if (status != ZHEN_OK && access(path, R_OK) == 0 &&
      (code == SQLITE_CANTOPEN || code == SQLITE_READONLY))
    status = open_immutable(s, path);
  if (status == ZHEN_OK)
    status = store_view_documents(&s->db, "main", "document");
  return status == ZHEN_OK ? database_run(&s->db, "PRAGMA query_only = ON")
                           : status;
}

/* A new store, opened by `open`. */
static zhen_status open_store(zhen_store **out, const char *path,
                              zhen_status (*open)(zhen_store *s,
                                                  const char *path))
{
  zhen_store *s = mem_calloc(1, sizeof *s);
  zhen_status status;

  *out = NULL;
  if (!s)
    return zhen_fail_memory();
  s->lock = -1;
  status = open(s, path);
  if (status == ZHEN_OK)
    *out = s;
  else
    zhen_store_close(s);
  return status;
}

zhen_status zhen_store_open(zhen_store **out, const char *path)
{
  return open_store(out, path, open_to_read);
}

static zhen_status fail_open(const char *path, int error)
{
  if (error == EISDIR)
    return zhen_fail(ZHEN_EOUTPUT, "%s: is a directory; give a file name",
                     path);
  if (error == ENOENT)
    return zhen_fail(
        ZHEN_EOUTPUT,
        "%s: cannot be written: no such directory; create it first", path);
  return zhen_fail(ZHEN_EOUTPUT, "%s: cannot be written: %s", path,
                   strerror(error));
}

/*
 * A lock across the whole machine that the kernel releases however the process
 * ends. It belongs to the descriptor, so that SQLite's own locks do not
 * interfere.
 */
static zhen_status lock_file(int fd, const char *path)
{
  int error = system_lock(fd, STORE_LOCK, 1);

  if (error == 0)
    return ZHEN_OK;
  if (error != EAGAIN)
    return zhen_fail(ZHEN_EOUTPUT, "%s: cannot be locked: %s", path,
                     strerror(error));
  return zhen_fail(ZHEN_EOUTPUT,
                   "%s: another zhen is building this store; wait until it has "
                   "finished, or choose another store",
                   path);
}

/* Open and lock a store. With `flags` of 0, *out is -1 if there is none. */
static zhen_status lock_out(int *out, const char *path, int flags)
{
  zhen_status status;

  do { /* try again if it was replaced before it was locked */
    *out = open(path, O_RDWR | O_CLOEXEC | flags, 0666);
    if (*out < 0)
      return errno == ENOENT && !flags ? ZHEN_OK : fail_open(path, errno);
    status = lock_file(*out, path);
    if (status == ZHEN_OK && system_is_at(*out, path))
      return ZHEN_OK;
    close(*out);
    *out = -1;
  } while (status == ZHEN_OK);
  return status;
}

/*
 * WAL: readers are not blocked, and a killed process loses one batch. NORMAL:
 * wait for the disk at checkpoints only, not at each batch.
 */
static const char pragmas[] = "PRAGMA journal_mode = WAL;"
                              "PRAGMA synchronous = NORMAL;"
                              "PRAGMA cell_size_check = ON;"
                              "PRAGMA wal_autocheckpoint = 4000;"
                              "PRAGMA cache_size = -65536;"
                              "PRAGMA temp_store = FILE;";

static zhen_status open_to_write(zhen_store *s, const char *path)
{
  zhen_status status = lock_out(&s->lock, path, O_CREAT);
  int64_t tables = 0;

  if (status == ZHEN_OK)
    status = database_open(&s->db, path, SQLITE_OPEN_READWRITE);
  if (status == ZHEN_OK)
    status = count_tables(&s->db, &tables);
  if (status == ZHEN_OK && tables > 0)
    status = store_check(&s->db);
  if (status == ZHEN_OK)
    status = database_run(&s->db, pragmas);
  if (status == ZHEN_OK)
    status = tables == 0 ? store_create(&s->db) : update(&s->db);
  return status;
}

zhen_status store_open_to_write(zhen_store **out, const char *path)
{
  return open_store(out, path, open_to_write);
}

/* A store of another version can be replaced without being readable. */
static zhen_status check_own(database *db)
{
  int64_t tables, application;
  zhen_status status = count_tables(db, &tables);

  if (status == ZHEN_OK)
    status = database_number(db, "PRAGMA application_id", &application);
  if (status == ZHEN_OK && tables > 0 && application != APPLICATION_ID)
    return zhen_fail(ZHEN_EINPUT, "%s: not a zhen store", db->path);
  return status;
}

/*
 * SQLite would replay the log of the old store into the new one, so the log is
 * first written into the old one, by leaving WAL mode. After that, readers do
 * not create a log either, and the file can be replaced under them.
 */
static zhen_status take_in_log(const char *path)
{
  database db;
  zhen_status status = database_open(&db, path, SQLITE_OPEN_READWRITE);

  if (status == ZHEN_OK)
    status = check_own(&db);
  if (status == ZHEN_OK)
    status = database_run(&db, "PRAGMA journal_mode = DELETE");
  database_close(&db);
  return status;
}

zhen_status store_claim(int *lock, const char *path)
{
  zhen_status status = lock_out(lock, path, 0);
  char why[1024];

  if (status == ZHEN_OK && *lock >= 0)
    status = take_in_log(path);
  if (status == ZHEN_EINPUT) {
    snprintf(why, sizeof why, "%s", zhen_error_last());
    status = zhen_fail(
        ZHEN_EOUTPUT,
        "%s; it is not replaced: remove it, or choose another store", why);
  }
  return status == ZHEN_OK ? target_check_logs(path) : status;
}

const char *store_path(const zhen_store *store)
{
  return sqlite3_db_filename(store->db.db, "main");
}

zhen_status zhen_store_complete(zhen_store *store, bool *complete)
{
  char state[16];
  zhen_status status = store_meta(&store->db, "state", state, sizeof state);

  *complete = status == ZHEN_OK && strcmp(state, "complete") == 0;
  return status;
}

/* Release the lock last: closing any descriptor of the file drops SQLite's. */
void zhen_store_close(zhen_store *store)
{
  if (!store)
    return;
  database_close(&store->db);
  if (store->lock >= 0)
    close(store->lock);
  free(store);
}
