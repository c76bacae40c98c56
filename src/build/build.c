/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Threads take entries of the manifest in turn; each reads, aligns and filters
 * its document independently and stores it when done. Their order does not
 * matter: the corpus is ordered by id, and duplicates are found at the end, in
 * that order. Documents are stored in batches, one transaction each.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "build/duplicates.h"
#include "build/manifest_index.h"
#include "build/known.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zhen/zhen.h>

/* A batch: about a second of work, which a crash loses, and little memory. */
enum {
  BATCH_DOCUMENTS = 256,
  BATCH_BYTES = 8 << 20,
  BATCH_SECONDS = 1,
  LONG_BYTES = 1 << 18 /* commit others before writing it */
};

typedef struct builder {
  recipe recipe;
  const zhen_build_options *options;
  progress *progress;
  manifest_index index;
  pthread_mutex_t reading; /* for the next three while threads work */
  manifest *manifest;
  uint64_t taken; /* entries of the manifest */
  bool drained;
  pthread_mutex_t lock; /* for everything that follows */
  zhen_store *store;
  store_writer writer;
  query begin, commit;
  known_documents known;
  int64_t run;
  zhen_build_counts counts;
  bool in_batch;
  size_t batch_documents, batch_bytes;
  time_t batch_began;
  bool stopped;        /* the caller requested it */
  bool failed;         /* stop taking entries */
  zhen_status watched; /* failure of the calling thread, and its message */
  char why[1024];
} builder;

static time_t seconds(clockid_t clock)
{
  struct timespec now;

  clock_gettime(clock, &now);
  return now.tv_sec;
}

static void report(builder *b, zhen_build_event event, const char *what,
                   size_t line, const char *why)
{
  const zhen_build_news news = {event, what, line, why, b->counts};

  if (b->options->event)
    b->options->event(b->options->context, &news);
  if (event == ZHEN_BUILD_DOCUMENT &&
      progress_step(b->progress, 1) == ZHEN_ECANCELLED)
    b->stopped = true;
}

/* After any write the store is incomplete until duplicates are found again. */
static zhen_status begin_batch(builder *b)
{
  zhen_status status = ZHEN_OK;

  if (b->in_batch)
    return ZHEN_OK;
  status = query_run(&b->begin);
  if (status == ZHEN_OK) {
    b->in_batch = true;
    status = store_set_meta(&b->store->db, "state", "building");
  }
  b->batch_documents = b->batch_bytes = 0;
  b->batch_began = seconds(CLOCK_MONOTONIC);
  return status;
}

static zhen_status end_batch(builder *b)
{
  zhen_status status = b->in_batch ? query_run(&b->commit) : ZHEN_OK;

  if (status == ZHEN_OK)
    b->in_batch = false;
  return status;
}

/* Remove a half-stored document; keep the message of the failure. */
static zhen_status undo_batch(builder *b, zhen_status status)
{
  if (b->in_batch)
    database_undo(&b->store->db);
  b->in_batch = false;
  return status;
}

static bool batch_is_due(const builder *b)
{
  return b->stopped || b->batch_documents >= BATCH_DOCUMENTS ||
         b->batch_bytes >= BATCH_BYTES ||
         seconds(CLOCK_MONOTONIC) - b->batch_began >= BATCH_SECONDS;
}

static zhen_status add_to_batch(builder *b, size_t size)
{
  b->batch_documents++;
  b->batch_bytes += size;
  return batch_is_due(b) ? end_batch(b) : ZHEN_OK;
}

static bool is_stopped(builder *b)
{
  b->stopped = b->stopped || progress_cancelled(b->progress);
  return b->stopped;
}

/* The calling thread commits while others are busy with long documents. */
static void watch(void *context)
{
  builder *b = context;

  pthread_mutex_lock(&b->lock);
  is_stopped(b);
  if (b->in_batch && batch_is_due(b) && b->watched == ZHEN_OK) {
    b->watched = end_batch(b);
    if (b->watched != ZHEN_OK) {
      snprintf(b->why, sizeof b->why, "%s", zhen_error_last());
      undo_batch(b, b->watched);
      b->failed = true;
    }
  }
  pthread_mutex_unlock(&b->lock);
}

static bool goes_on(builder *b)
{
  bool on;

  pthread_mutex_lock(&b->lock);
  on = !is_stopped(b) && !b->failed;
  pthread_mutex_unlock(&b->lock);
  return on;
}

/* The next entry of this shard. */
static zhen_status take_entry(builder *b, document_job *j, bool *more)
{
  zhen_status status = ZHEN_OK;

  do {
    if (b->drained) /* listing again would start over */
      *more = false;
    else
      status = manifest_next(b->manifest, &j->entry, more);
  } while (status == ZHEN_OK && *more && !j->entry.fault &&
           !manifest_index_shares(b->options, j->entry.id));
  b->drained |= !*more;
  b->taken += status == ZHEN_OK && *more;
  if (status == ZHEN_OK && *more && j->entry.fault)
    status = zhen_fail(
        ZHEN_EINPUT, "%s: line %zu: %s: the manifest changed during the build",
        manifest_name(b->manifest), j->entry.line, j->entry.fault);
  return status;
}

static void report_failure(builder *b, const document_job *j, const char *why)
{
  report(b,
         document_untranslated(why) ? ZHEN_BUILD_UNTRANSLATED
                                    : ZHEN_BUILD_FAILURE,
         j->result.id, j->entry.line, why);
}

/* Find the work that a document needs; without any, it is done. */
static zhen_status choose(builder *b, document_job *j, document_task *out)
{
  known_document known;
  zhen_status status = known_look_up(&b->known, j, &known);

  *out = known.task;
  if (status != ZHEN_OK || *out != TASK_NOTHING)
    return status;
  if (known.failure && !b->options->strict)
    report_failure(b, j, known.failure);
  b->counts.bytes += j->size;
  b->counts.not_parallel += known.not_parallel;
  if (document_untranslated(known.failure))
    b->counts.untranslated++;
  else if (known.failure)
    b->counts.failed++;
  else
    b->counts.unchanged++;
  report(b, ZHEN_BUILD_DOCUMENT, j->result.id, j->entry.line, NULL);
  if (known.failure && b->options->strict &&
      !document_untranslated(known.failure))
    return zhen_fail(ZHEN_EINPUT,
                     "%s: failed in an earlier build and has not changed; "
                     "stopped because of `strict`",
                     j->result.id);
  return ZHEN_OK;
}

static zhen_status put(builder *b, document_job *j, document_task done)
{
  zhen_status status = ZHEN_OK;

  if (j->size >= LONG_BYTES)
    status = end_batch(b);
  if (status == ZHEN_OK)
    status = begin_batch(b);
  j->result.settings = b->known.settings;
  j->result.filter = b->known.filter;
  if (status == ZHEN_OK)
    status = done == TASK_JUDGE ? store_judge(&b->writer, &j->result)
                                : store_put(&b->writer, &j->result);
  if (status == ZHEN_OK)
    status = add_to_batch(b, j->size);
  return status == ZHEN_OK ? ZHEN_OK : undo_batch(b, status);
}

static zhen_status store_result(builder *b, document_job *j, document_task done)
{
  const char *failure = j->result.failure;
  bool untranslated = document_untranslated(failure);
  zhen_status status = put(b, j, done);

  if (status != ZHEN_OK)
    return status;
  b->counts.bytes += j->size;
  b->counts.pairs += j->pairs;
  b->counts.untranslated += untranslated;
  b->counts.failed += failure && !untranslated;
  b->counts.not_parallel += j->result.rule != NULL;
  b->counts.refiltered += !failure && done == TASK_JUDGE;
  b->counts.aligned += !failure && done == TASK_ALIGN;
  if (failure && !b->options->strict)
    report_failure(b, j, failure);
  report(b, ZHEN_BUILD_DOCUMENT, j->result.id, j->entry.line, NULL);
  if (!failure || !b->options->strict || untranslated)
    return ZHEN_OK;
  return zhen_fail(ZHEN_EINPUT, "%s: %s", j->result.id, failure);
}

static zhen_status begin_document(builder *b, document_job *j, bool *more)
{
  zhen_status status;

  *more = goes_on(b);
  if (!*more)
    return ZHEN_OK;
  pthread_mutex_lock(&b->reading);
  status = take_entry(b, j, more);
  pthread_mutex_unlock(&b->reading);
  return status == ZHEN_OK && *more ? document_job_read(j, &b->recipe) : status;
}

static zhen_status do_document(builder *b, document_job *j)
{
  document_task todo;
  zhen_status status;

  pthread_mutex_lock(&b->lock);
  status = choose(b, j, &todo);
  pthread_mutex_unlock(&b->lock);
  if (status != ZHEN_OK || todo == TASK_NOTHING)
    return status;
  if (todo == TASK_JUDGE)
    status = document_job_judge(j, &b->recipe);
  else if (!j->result.failure)
    status = document_job_align(j, &b->recipe);
  if (status != ZHEN_OK)
    return status;
  pthread_mutex_lock(&b->lock);
  status = store_result(b, j, todo);
  pthread_mutex_unlock(&b->lock);
  return status;
}

/* The loop of one thread; a failure stops the other threads, too. */
static zhen_status work(void *context, size_t number)
{
  builder *b = context;
  document_job j = {0};
  zhen_status status;
  bool more;

  (void)number;
  do {
    status = begin_document(b, &j, &more);
    if (status == ZHEN_OK && more)
      status = do_document(b, &j);
    document_job_clear(&j);
  } while (status == ZHEN_OK && more);
  document_job_dispose(&j);
  if (status != ZHEN_OK) {
    pthread_mutex_lock(&b->lock);
    b->failed = true;
    pthread_mutex_unlock(&b->lock);
  }
  return status;
}

/* Keys of documents that are no longer in the manifest. */
typedef struct unlisted_documents {
  manifest_index *index;
  int64_t *at;
  size_t count, capacity;
} unlisted_documents;

static zhen_status take_unlisted(void *context, query *q)
{
  unlisted_documents *out = context;
  const char *id = query_string_at(q, 1);
  zhen_status status = query_check(q);
  bool listed = true;

  if (status == ZHEN_OK)
    status = manifest_index_has(out->index, id, &listed);
  if (status != ZHEN_OK || listed)
    return status;
  status = mem_grow(&out->at, &out->capacity, out->count + 1, sizeof *out->at);
  if (status == ZHEN_OK)
    out->at[out->count++] = query_int_at(q, 0);
  return status;
}

static zhen_status remove_unlisted(builder *b)
{
  unlisted_documents unlisted = {.index = &b->index};
  zhen_status status = database_each(
      &b->store->db, "SELECT key, id FROM document", take_unlisted, &unlisted);

  for (size_t i = 0; status == ZHEN_OK && i < unlisted.count; i++) {
    status = begin_batch(b);
    if (status == ZHEN_OK)
      status = store_remove(&b->writer, unlisted.at[i]);
    if (status == ZHEN_OK)
      status = add_to_batch(b, 0);
    b->counts.removed++;
  }
  free(unlisted.at);
  return status == ZHEN_OK ? end_batch(b) : undo_batch(b, status);
}

/* The last step, in one transaction. */
static zhen_status settle(builder *b, const duplicates_how *how,
                          const char *wording)
{
  database *db = &b->store->db;
  zhen_status status;

  report(b, ZHEN_BUILD_DUPLICATES, NULL, 0, NULL);
  status = begin_batch(b);
  if (status == ZHEN_OK)
    status = duplicates_settle(db, how);
  if (status == ZHEN_OK)
    status = database_run(db, "DELETE FROM settings WHERE key NOT IN"
                              " (SELECT settings FROM document UNION ALL"
                              "  SELECT filter FROM document)");
  if (status == ZHEN_OK)
    status = store_set_meta(db, "duplicates", wording);
  if (status == ZHEN_OK)
    status = store_set_meta(db, "state", "complete");
  if (status == ZHEN_OK)
    status = end_batch(b);
  return status == ZHEN_OK ? ZHEN_OK : undo_batch(b, status);
}

static zhen_status settle_if_needed(builder *b)
{
  duplicates_how how = duplicates_how_of(b->recipe.filter);
  char wanted[DUPLICATES_TEXT], had[DUPLICATES_TEXT];
  bool complete = false;
  zhen_status status = store_meta(&b->store->db, "duplicates", had, sizeof had);

  if (status == ZHEN_OK)
    status = zhen_store_complete(b->store, &complete);
  if (status != ZHEN_OK)
    return status;
  duplicates_put(&how, wanted);
  if (complete && strcmp(had, wanted) == 0)
    return ZHEN_OK;
  return settle(b, &how, wanted);
}

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
      SQL_VALUES(sql_int(seconds(CLOCK_REALTIME)), sql_string(zhen_version())));

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
      SQL_VALUES(sql_int(seconds(CLOCK_REALTIME)), sql_int((int64_t)n->aligned),
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

static zhen_status run_threads(builder *b)
{
  unsigned threads =
      b->options->threads ? b->options->threads : parallel_processors();
  zhen_status status;

  if (pthread_mutex_init(&b->lock, NULL) != 0)
    return zhen_fail_memory();
  if (pthread_mutex_init(&b->reading, NULL) != 0) {
    pthread_mutex_destroy(&b->lock);
    return zhen_fail_memory();
  }
  progress_begin(b->progress, "aligning", "documents", b->counts.total);
  status = parallel_for_watched(threads, threads, work, watch, b);
  pthread_mutex_destroy(&b->reading);
  pthread_mutex_destroy(&b->lock);
  return status == ZHEN_OK && b->watched != ZHEN_OK
             ? zhen_fail(b->watched, "%s", b->why)
             : status;
}

/* The state of the store when all documents are in. */
static zhen_status finish_store(builder *b)
{
  database *db = &b->store->db;
  zhen_status status = ZHEN_OK;

  progress_begin(b->progress, "looking for duplicates", "documents", 0);
  database_on_stop(db, progress_cancelled, b->progress);
  if (!b->options->keep)
    status = remove_unlisted(b);
  if (status == ZHEN_OK)
    status = settle_if_needed(b);
  database_on_stop(db, NULL, NULL);
  return status;
}

/* Results before a failure are kept; the message is the first one's. */
static zhen_status build_documents(builder *b)
{
  zhen_status status = run_threads(b), end;
  char why[1024];

  snprintf(why, sizeof why, "%s", zhen_error_last());
  end = end_batch(b);
  if (status != ZHEN_OK)
    return zhen_fail(status, "%s", why);
  if (end != ZHEN_OK)
    return undo_batch(b, end);
  if (b->stopped)
    return zhen_fail(ZHEN_ECANCELLED, "%s: interrupted", b->store->db.path);
  if (b->taken != b->counts.total)
    return zhen_fail(
        ZHEN_EINPUT,
        "%s: changed while it was read; run the same command again",
        manifest_name(b->manifest));
  return finish_store(b);
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
      !store_is_at(b->store->lock, path))
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
  report(b, unread ? ZHEN_BUILD_UNREAD : ZHEN_BUILD_LEFT, path, 0, why);
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
