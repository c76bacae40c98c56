/* SPDX-License-Identifier: Apache-2.0 */
#include "build/manifest_index.h"
#include "base/fail.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

static const char schema[] =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "CREATE TABLE entry(id TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID;"
    "BEGIN";

bool manifest_index_shares(const zhen_build_options *options, const char *id)
{
  return options->shares == 0 ||
         XXH3_64bits(id, strlen(id)) % options->shares == options->share - 1;
}

static void report_fault(manifest_index *l, const manifest *m, size_t line,
                         const char *why)
{
  const zhen_build_news news = {.event = ZHEN_BUILD_FAULT,
                                .what = manifest_name(m),
                                .line = line,
                                .why = why};

  l->faults++;
  if (l->options->event)
    l->options->event(l->options->context, &news);
}

static zhen_status report_repeated(manifest_index *l, const manifest *m,
                                   const manifest_entry *e)
{
  char why[320];
  bool row;
  zhen_status status;

  query_string(&l->find, e->id);
  status = query_next(&l->find, &row);
  if (status != ZHEN_OK || !row)
    return status;
  snprintf(why, sizeof why, "duplicate id %.200s, first used on line %lld",
           e->id, (long long)query_int_at(&l->find, 0));
  query_reset(&l->find);
  report_fault(l, m, e->line, why);
  return ZHEN_OK;
}

static zhen_status check_files(const manifest_index *l, const manifest *m,
                               const manifest_entry *e)
{
  bool has;
  zhen_status status = manifest_has(m, e, &l->store, &has);

  if (status != ZHEN_OK || !has)
    return status;
  return zhen_fail(ZHEN_EUSAGE,
                   "%s: line %zu: document %s names the store itself as a "
                   "file; write the store to another file",
                   manifest_name(m), e->line, e->id);
}

static zhen_status add(manifest_index *l, const manifest *m,
                       const manifest_entry *e)
{
  zhen_status status;

  l->entries++;
  if (e->fault) {
    report_fault(l, m, e->line, e->fault);
    return ZHEN_OK;
  }
  if (!manifest_index_shares(l->options, e->id))
    return ZHEN_OK;
  l->total++;
  status = check_files(l, m, e);
  if (status != ZHEN_OK)
    return status;
  status = query_run_with(
      &l->put, SQL_VALUES(sql_string(e->id), sql_int((int64_t)e->line)));
  if (status == ZHEN_OK && sqlite3_changes(l->db.db) == 0)
    status = report_repeated(l, m, e);
  return status;
}

static zhen_status add_all(manifest_index *l, manifest *m, progress *watched)
{
  manifest_entry entry = {0};
  zhen_status status;
  bool more;

  progress_begin(watched, "reading the manifest", "documents", 0);
  do {
    more = false;
    status = progress_step(watched, 1);
    if (status == ZHEN_OK)
      status = manifest_next(m, &entry, &more);
    if (status == ZHEN_OK && more)
      status = add(l, m, &entry);
  } while (status == ZHEN_OK && more);
  manifest_entry_dispose(&entry);
  return status;
}

static zhen_status judge(const manifest_index *l, const manifest *m)
{
  if (l->faults > 0)
    return zhen_fail(
        ZHEN_EINPUT,
        "%s: %llu invalid line%s; fix and run again (nothing was built)",
        manifest_name(m), (unsigned long long)l->faults,
        l->faults == 1 ? "" : "s");
  if (l->entries == 0)
    return zhen_fail(ZHEN_EINPUT, "%s: no documents", manifest_name(m));
  return ZHEN_OK;
}

zhen_status manifest_index_open(manifest_index *l, manifest *m,
                                const zhen_build_options *options,
                                const char *store, progress *watched)
{
  zhen_status status;

  *l = (manifest_index){.options = options};
  status = file_identify(&l->store, store, STDOUT_FILENO);
  if (status == ZHEN_OK)
    status = database_open_temporary(&l->db);
  if (status == ZHEN_OK)
    status = database_run(&l->db, schema);
  if (status == ZHEN_OK)
    status =
        query_open(&l->put, &l->db, "INSERT OR IGNORE INTO entry VALUES(?, ?)");
  if (status == ZHEN_OK)
    status =
        query_open(&l->find, &l->db, "SELECT line FROM entry WHERE id = ?");
  if (status == ZHEN_OK)
    status = add_all(l, m, watched);
  if (status == ZHEN_OK)
    status = database_run(&l->db, "COMMIT");
  return status == ZHEN_OK ? judge(l, m) : status;
}

zhen_status manifest_index_has(manifest_index *l, const char *id, bool *has)
{
  zhen_status status;

  query_string(&l->find, id);
  status = query_next(&l->find, has);
  query_reset(&l->find);
  return status;
}

void manifest_index_close(manifest_index *l)
{
  query_close(&l->put);
  query_close(&l->find);
  database_close(&l->db);
  file_id_dispose(&l->store);
}
