/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Threads take entries of the manifest in turn; each reads, aligns and filters
 * its document independently and stores it when done.
 */
#include "build/documents.h"
#include "base/fail.h"
#include "base/parallel.h"

#include <stdio.h>

enum { LONG_BYTES = 1 << 18 /* commit others before writing it */ };

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
  if (b->in_batch && builder_batch_is_due(b) && b->watched == ZHEN_OK) {
    b->watched = builder_end_batch(b);
    if (b->watched != ZHEN_OK) {
      snprintf(b->why, sizeof b->why, "%s", zhen_error_last());
      builder_undo_batch(b, b->watched);
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
  builder_report(b,
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
  builder_report(b, ZHEN_BUILD_DOCUMENT, j->result.id, j->entry.line, NULL);
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
    status = builder_end_batch(b);
  if (status == ZHEN_OK)
    status = builder_begin_batch(b);
  j->result.settings = b->known.settings;
  j->result.filter = b->known.filter;
  if (status == ZHEN_OK)
    status = done == TASK_JUDGE ? store_judge(&b->writer, &j->result)
                                : store_put(&b->writer, &j->result);
  if (status == ZHEN_OK)
    status = builder_add_to_batch(b, j->size);
  return status == ZHEN_OK ? ZHEN_OK : builder_undo_batch(b, status);
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
  builder_report(b, ZHEN_BUILD_DOCUMENT, j->result.id, j->entry.line, NULL);
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

zhen_status documents_run(builder *b)
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
