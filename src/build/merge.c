/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Merge stores: rows are copied under new keys into a temporary file, which
 * gets its final name when it is complete and on the disk.
 */
#include "base/buf.h"
#include "base/fail.h"
#include "base/options.h"
#include "base/path.h"
#include "base/progress.h"
#include "base/system.h"
#include "base/target.h"
#include "base/temporary.h"
#include "build/duplicates.h"
#include "store/index.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zhen/build.h>

typedef struct store_merger {
  const char *path; /* links resolved: logs are next to the file itself */
  int lock;         /* of the store to replace; -1: none */
  zhen_merge_options options;
  progress progress;
  temporary_directory *directory;
  buf temporary; /* its temporary name, NUL-terminated */
  database db;
  duplicates_how how;
  char wording[DUPLICATES_TEXT]; /* the same, of the first store */
} store_merger;

static const char pragmas[] = "PRAGMA journal_mode = OFF;"
                              "PRAGMA synchronous = OFF;"
                              "PRAGMA cache_size = -65536;"
                              "PRAGMA temp_store = FILE;";

/* The store to copy is attached as `part`; its keys are moved after ours. */
static const char copy_sql[] =
    "CREATE TEMP TABLE base AS SELECT coalesce(max(key), 0) AS n"
    "  FROM document;"
    "INSERT OR IGNORE INTO settings(digest, text)"
    "  SELECT digest, text FROM part.settings;"
    "INSERT INTO run SELECT NULL, started, ended, version, made, kept,"
    "  failed, removed FROM part.run ORDER BY key;"
    "CREATE TEMP TABLE move AS SELECT p.key AS old, p.key + n AS new"
    "  FROM part.document p, base"
    "  WHERE NOT EXISTS(SELECT 1 FROM main.document m WHERE m.id = p.id);"
    "INSERT INTO document SELECT new, id, zh_name, en_name, content,"
    "  (SELECT m.key FROM main.settings m JOIN part.settings s"
    "   ON s.digest = m.digest WHERE s.key = p.settings),"
    "  (SELECT m.key FROM main.settings m JOIN part.settings s"
    "   ON s.digest = m.digest WHERE s.key = p.filter), failure, parallel,"
    "  relation, rule FROM move JOIN part_document p ON p.key = old"
    "  ORDER BY new;"
    "INSERT INTO sentence SELECT new, side, number, paragraph, turn, begin,"
    "  end, text FROM move JOIN part.sentence ON document = old;"
    "INSERT INTO bead SELECT new, number, zh_begin, zh_end, en_begin, en_end,"
    "  score, exact, near FROM move JOIN part.bead ON document = old;"
    "INSERT INTO rejected SELECT new, bead, rule, value, threshold"
    "  FROM move JOIN part.rejected ON document = old;"
    "DROP TABLE temp.move; DROP TABLE temp.base;"
    "DROP VIEW temp.part_document;"
    "COMMIT; DETACH part; BEGIN";

static const char conflict_sql[] =
    "SELECT p.id FROM part.document p JOIN main.document m ON m.id = p.id"
    " JOIN part.settings s ON s.key = p.settings"
    " JOIN main.settings t ON t.key = m.settings"
    " JOIN part.settings f ON f.key = p.filter"
    " JOIN main.settings g ON g.key = m.filter"
    " WHERE p.content IS NOT m.content OR p.failure IS NOT m.failure"
    " OR p.zh_name IS NOT m.zh_name OR p.en_name IS NOT m.en_name"
    " OR s.digest <> t.digest OR f.digest <> g.digest LIMIT 1";

static zhen_status fail_output(const store_merger *m, int error)
{
  if (error == EEXIST)
    return zhen_fail(ZHEN_EOUTPUT,
                     "%s already exists; use `force` to replace it", m->path);
  return zhen_fail(ZHEN_EOUTPUT, "%s: cannot be written: %s", m->path,
                   error == ENOENT ? "no such directory; create it first"
                                   : strerror(error));
}

static zhen_status check_how(store_merger *m, database *part)
{
  char wording[DUPLICATES_TEXT];
  zhen_status status = store_meta(part, "duplicates", wording, sizeof wording);

  if (status != ZHEN_OK)
    return status;
  if (!m->wording[0] && duplicates_parse(&m->how, wording))
    memcpy(m->wording, wording, sizeof m->wording);
  if (strcmp(m->wording, wording) == 0)
    return ZHEN_OK;
  return zhen_fail(
      ZHEN_EINPUT,
      "%s: was built with other duplicate settings (%s) than the stores before "
      "it (%s); build all stores with the same options",
      part->path, wording, m->wording);
}

static zhen_status check_part(store_merger *m, const char *path)
{
  zhen_store *store;
  bool complete = false;
  zhen_status status = zhen_store_open(&store, path);

  if (status == ZHEN_OK)
    status = zhen_store_complete(store, &complete);
  if (status == ZHEN_OK && !complete)
    status =
        zhen_fail(ZHEN_EINPUT,
                  "%s: is not complete; finish it with zhen build first", path);
  if (status == ZHEN_OK)
    status = check_how(m, &store->db);
  zhen_store_close(store);
  return status;
}

static zhen_status attach(store_merger *m, const char *path)
{
  zhen_status status = database_run(&m->db, "COMMIT");

  if (status == ZHEN_OK)
    status = database_run_with(&m->db, "ATTACH ? AS part",
                               SQL_VALUES(sql_string(path)));
  if (status == ZHEN_OK)
    status = store_view_documents(&m->db, "part", "part_document");
  return status == ZHEN_OK ? database_run(&m->db, "BEGIN") : status;
}

static zhen_status check_conflicts(store_merger *m, const char *path)
{
  query q;
  bool row = false;
  const char *id = NULL;
  zhen_status status = query_open(&q, &m->db, conflict_sql);

  if (status == ZHEN_OK)
    status = query_next(&q, &row);
  if (row) {
    id = query_string_at(&q, 0);
    status = query_check(&q);
  }
  if (id)
    status = zhen_fail(ZHEN_EINPUT,
                       "%s: document %s differs from the document of the same "
                       "id in an earlier store; remove one of them",
                       path, id);
  query_close(&q);
  return status;
}

static zhen_status add_part(store_merger *m, const char *path)
{
  zhen_status status = attach(m, path);

  if (status == ZHEN_OK)
    status = check_conflicts(m, path);
  return status == ZHEN_OK ? database_run(&m->db, copy_sql) : status;
}

static zhen_status finish(store_merger *m)
{
  zhen_status status = duplicates_settle(&m->db, &m->how);

  if (status == ZHEN_OK)
    status = store_set_meta(&m->db, "duplicates", m->wording);
  if (status == ZHEN_OK)
    status = store_set_meta(&m->db, "state", "complete");
  if (status == ZHEN_OK)
    status = database_run(&m->db, "COMMIT");
  if (status != ZHEN_OK || m->options.no_index)
    return status;
  progress_begin(&m->progress, "indexing", "documents", 0);
  return index_update(&m->db, &m->progress);
}

static zhen_status check_target(const store_merger *m,
                                const char *const *stores, size_t count)
{
  zhen_files *files;
  zhen_status status = zhen_files_new(&files);

  for (size_t i = 0; status == ZHEN_OK && i < count; i++)
    status = zhen_files_add_input(files, stores[i]);
  if (status == ZHEN_OK)
    status = zhen_files_add_target(files, m->path, ZHEN_TARGET_STORE);
  zhen_files_free(files);
  return status;
}

static void release(store_merger *m)
{
  if (m->lock >= 0)
    close(m->lock);
  m->lock = -1;
}

/*
 * Check the name: it is free, or a store that we have locked and that has no
 * log. Checked first, and again at the end, which may be hours later.
 */
static zhen_status claim(store_merger *m)
{
  if (m->lock >= 0 && system_is_at(m->lock, m->path))
    return target_check_logs(m->path);
  release(m);
  if (!m->options.force && access(m->path, F_OK) == 0)
    return fail_output(m, EEXIST);
  return store_claim(&m->lock, m->path);
}

static zhen_status take_name(store_merger *m)
{
  const char *temporary = m->temporary.ptr;
  char *directory;
  bool done;

  if (m->lock >= 0)
    done = rename(temporary, m->path) == 0;
  else
    done = link(temporary, m->path) == 0 && unlink(temporary) == 0;
  if (!done)
    return fail_output(m, errno);
  directory = path_directory(m->path);
  if (directory)
    path_sync_directory(directory);
  free(directory);
  return ZHEN_OK;
}

/* Sync it to the disk before it gets its name. */
static zhen_status publish(store_merger *m)
{
  int fd = open(m->temporary.ptr, O_RDONLY | O_CLOEXEC);
  zhen_status status =
      fd >= 0 && system_sync(fd) == 0 ? ZHEN_OK : fail_output(m, errno);

  if (fd >= 0)
    close(fd);
  if (status == ZHEN_OK)
    status = claim(m);
  return status == ZHEN_OK ? take_name(m) : status;
}

static zhen_status make_temporary(store_merger *m)
{
  zhen_status status;
  char *path;
  int fd;

  temporary_sweep(m->path);
  status = temporary_open(&m->directory, m->path, m->path);
  if (status != ZHEN_OK)
    return status;
  path = temporary_path(m->directory, "new");
  if (!path)
    return zhen_fail_memory();
  buf_puts(&m->temporary, path);
  buf_putc(&m->temporary, '\0');
  free(path);
  if (m->temporary.failed)
    return buf_status(&m->temporary);
  fd = open(m->temporary.ptr, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0)
    return fail_output(m, errno);
  close(fd);
  return database_open(&m->db, m->temporary.ptr, SQLITE_OPEN_READWRITE);
}

static zhen_status merge(store_merger *m, const char *const *stores,
                         size_t count)
{
  zhen_status status = check_target(m, stores, count);

  for (size_t i = 0; status == ZHEN_OK && i < count; i++)
    status = check_part(m, stores[i]);
  if (status == ZHEN_OK)
    status = claim(m);
  if (status == ZHEN_OK)
    status = make_temporary(m);
  if (status == ZHEN_OK)
    database_on_stop(&m->db, progress_cancelled, &m->progress);
  if (status == ZHEN_OK)
    status = database_run(&m->db, pragmas);
  if (status == ZHEN_OK)
    status = store_create(&m->db);
  if (status == ZHEN_OK)
    status = database_run(&m->db, "BEGIN");
  progress_begin(&m->progress, "copying", "stores", count);
  for (size_t i = 0; status == ZHEN_OK && i < count; i++) {
    status = add_part(m, stores[i]);
    if (status == ZHEN_OK)
      status = progress_step(&m->progress, 1);
  }
  progress_begin(&m->progress, "looking for duplicates", "documents", 0);
  return status == ZHEN_OK ? finish(m) : status;
}

zhen_status zhen_merge(const char *path, const char *const *stores,
                       size_t count, const zhen_merge_options *options)
{
  char *resolved = path_resolve(path);
  store_merger m = {.path = resolved, .lock = -1};
  zhen_status status;

  if (!resolved)
    return zhen_fail_memory();
  status = OPTIONS_TAKE(&m.options, options);
  if (status == ZHEN_OK)
    status = progress_open(&m.progress, m.options.progress);
  if (status == ZHEN_OK)
    status = merge(&m, stores, count);
  database_close(&m.db);
  if (status == ZHEN_OK)
    status = publish(&m);
  if (status == ZHEN_ECANCELLED)
    status = zhen_fail(status, "%s: interrupted; nothing was written", path);
  temporary_close(m.directory);
  buf_dispose(&m.temporary);
  release(&m);
  free(resolved);
  return status;
}
