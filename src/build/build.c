/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents are aligned on all threads and stored when done. Their order does
 * not matter: the corpus is ordered by id, and duplicates are found at the end,
 * in that order.
 */
#include "base/fail.h"
#include "base/options.h"
#include "base/system.h"
#include "build/documents.h"
#include "build/settle.h"

#include <stdio.h>
#include <string.h>
#include <zhen/zhen.h>

/* A shard must not be built into the store of another one. */
static zhen_status check_share(builder *b)
{
  const zhen_build_options *o = b->options;
  char wanted[32] = "", had[32];
  zhen_status status = store_meta(&b->store->db, "shard", had, sizeof had);

  if (status != ZHEN_OK)
    return status;
  if (o->shares > 0)
    snprintf(wanted, sizeof wanted, "%u/%u", o->share, o->shares);
  if (had[0] && wanted[0] && strcmp(had, wanted) != 0)
    return zhen_fail(
        ZHEN_EINPUT,
        "%s: is the store of shard %s; build shard %s into its own store",
        b->store->db.path, had, wanted);
  return strcmp(had, wanted) == 0
             ? ZHEN_OK
             : store_set_meta(&b->store->db, "shard", wanted);
}

static zhen_status begin_run(builder *b)
{
  zhen_status status = database_run_with(
      &b->store->db, "INSERT INTO run(started, version) VALUES(?, ?)",
      SQL_VALUES(sql_int((int64_t)time(NULL)), sql_string(zhen_version())));

  b->run = sqlite3_last_insert_rowid(b->store->db.db);
  return status;
}

static zhen_status end_run(builder *b)
{
  const zhen_build_counts *n = &b->counts;

  return database_run_with(
      &b->store->db,
      "UPDATE run SET ended = ?, made = ?, kept = ?, failed = ?, removed = ?"
      " WHERE key = ?",
      SQL_VALUES(sql_int((int64_t)time(NULL)), sql_int((int64_t)n->aligned),
                 sql_int((int64_t)n->unchanged), sql_int((int64_t)n->failed),
                 sql_int((int64_t)n->removed), sql_int(b->run)));
}

static zhen_status open_queries(builder *b)
{
  database *db = &b->store->db;
  zhen_status status = store_writer_open(&b->writer, db);

  if (status == ZHEN_OK)
    status = query_open(&b->begin, db, "BEGIN IMMEDIATE");
  if (status == ZHEN_OK)
    status = query_open(&b->commit, db, "COMMIT");
  if (status == ZHEN_OK)
    status = known_open(&b->known);
  return status;
}

static void close_queries(builder *b)
{
  known_close(&b->known);
  store_writer_close(&b->writer);
  query_close(&b->begin);
  query_close(&b->commit);
}

/* Results before a failure are kept; the message is the first one's. */
static zhen_status build_documents(builder *b)
{
  zhen_status status = documents_run(b), end;
  char why[1024];

  snprintf(why, sizeof why, "%s", zhen_error_last());
  end = builder_end_batch(b);
  if (status != ZHEN_OK)
    return zhen_fail(status, "%s", why);
  if (end != ZHEN_OK)
    return builder_undo_batch(b, end);
  if (b->stopped)
    return zhen_fail(ZHEN_ECANCELLED, "%s: interrupted", b->store->db.path);
  if (b->taken != b->counts.total)
    return zhen_fail(
        ZHEN_EINPUT,
        "%s: changed while it was read; run the same command again",
        manifest_name(b->manifest));
  return settle_store(b);
}

static zhen_status build_store(builder *b, const char *path)
{
  zhen_status status = store_open_to_write(&b->store, path);

  b->known.store = b->store;
  b->known.redo = b->options->redo;
  if (status == ZHEN_OK)
    status = check_share(b);
  if (status == ZHEN_OK)
    status = settings_align(&b->store->db, b->recipe.lexicon, b->options,
                            &b->known.settings);
  if (status == ZHEN_OK)
    status = settings_filter(&b->store->db, b->recipe.filter, &b->known.filter);
  if (status == ZHEN_OK)
    status = begin_run(b);
  if (status == ZHEN_OK)
    status = open_queries(b);
  if (status == ZHEN_OK)
    status = build_documents(b);
  close_queries(b);
  if (status == ZHEN_OK || status == ZHEN_ECANCELLED) {
    zhen_status end = end_run(b);

    status = end == ZHEN_OK ? status : end;
  }
  if ((status == ZHEN_OK || status == ZHEN_ECANCELLED) &&
      !system_is_at(b->store->lock, path))
    status = zhen_fail(ZHEN_EOUTPUT,
                       "%s: was removed, renamed or replaced during the build; "
                       "run the same command again",
                       path);
  zhen_store_close(b->store);
  return status;
}

/* Check the encoding name first: a wrong one would fail every document. */
static zhen_status check_encoding(const char *encoding)
{
  const zhen_read_options options = {.struct_size = sizeof options,
                                     .encoding = encoding};
  zhen_text *text = NULL;
  zhen_status status = zhen_text_decode(&text, "", 0, "", &options);

  zhen_text_free(text);
  return status;
}

static zhen_status check_target(const char *path, const char *list,
                                const char *directory)
{
  zhen_files *files;
  zhen_status status = zhen_files_new(&files);

  if (status == ZHEN_OK)
    status = zhen_files_add_input(files, list);
  if (status == ZHEN_OK && directory)
    status = zhen_files_add_input(files, directory);
  if (status == ZHEN_OK)
    status = zhen_files_add_target(files, path, ZHEN_TARGET_STORE);
  zhen_files_free(files);
  return status;
}

/* A file that is in no document. */
static void report_other(void *context, const char *path, bool unread,
                         const char *why)
{
  builder *b = context;

  b->counts.unread += unread;
  b->counts.left += !unread;
  builder_report(b, unread ? ZHEN_BUILD_UNREAD : ZHEN_BUILD_LEFT, path, 0, why);
}

static zhen_status list_others(builder *b)
{
  zhen_status status = manifest_others(b->manifest, report_other, b);

  if (status == ZHEN_OK && b->options->strict && b->counts.unread > 0)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: files cannot be taken; stopped because of `strict`",
                     manifest_name(b->manifest));
  return status;
}

/* Open twice: to check the whole manifest, and to build. */
static zhen_status read_manifest(builder *b, const char *path, const char *list,
                                 const char *directory)
{
  const walk_options options = {b->options->follow, b->options->include,
                                b->options->exclude};
  zhen_status status = manifest_open(&b->manifest, list, directory, &options);

  if (status == ZHEN_OK)
    status = check_target(path, list, directory);
  if (status == ZHEN_OK)
    status = list_others(b);
  if (status == ZHEN_OK)
    status = manifest_index_open(&b->index, b->manifest, b->options, path,
                                 b->progress);
  if (status != ZHEN_OK)
    return status;
  b->counts.total = b->index.total;
  return manifest_rewind(b->manifest);
}

/* The options of the caller, and what they point to. */
typedef struct build_options {
  zhen_build_options build;
  zhen_article_options reading;
  zhen_align_options align;
} build_options;

static zhen_status take_options(build_options *known,
                                const zhen_build_options *given)
{
  zhen_status status = OPTIONS_TAKE(&known->build, given);

  if (status == ZHEN_OK)
    status = OPTIONS_TAKE(&known->reading, known->build.reading);
  if (status == ZHEN_OK)
    status = OPTIONS_TAKE(&known->align, known->build.align);
  known->build.reading = &known->reading;
  known->build.align = &known->align;
  return status;
}

zhen_status zhen_build(const char *path, const char *list,
                       const char *directory, const zhen_lexicon *lexicon,
                       const zhen_build_options *options,
                       zhen_build_counts *out)
{
  build_options known;
  progress watched;
  builder b = {.options = &known.build, .progress = &watched};
  zhen_filter *filter = NULL;
  zhen_status status = take_options(&known, options);

  if (status == ZHEN_OK)
    status = progress_open(&watched, known.build.progress);
  if (status == ZHEN_OK)
    status = check_encoding(known.reading.encoding);
  if (status == ZHEN_OK && !b.options->filter)
    status = zhen_filter_new(&filter);
  if (status == ZHEN_OK)
    status = read_manifest(&b, path, list, directory);
  b.recipe = (recipe){.manifest = b.manifest,
                      .options = b.options,
                      .lexicon = lexicon,
                      .progress = &watched,
                      .filter = filter ? filter : b.options->filter};
  if (status == ZHEN_OK)
    status = build_store(&b, path);
  manifest_index_close(&b.index);
  manifest_close(b.manifest);
  zhen_filter_free(filter);
  *out = b.counts;
  if (status == ZHEN_ECANCELLED)
    return zhen_fail(status, "%s: interrupted; finished documents are stored",
                     path);
  return status;
}
