/* SPDX-License-Identifier: Apache-2.0 */
#include "build/builder.h"

/* A batch: about a second of work, which a crash loses, and little memory. */
enum { BATCH_DOCUMENTS = 256, BATCH_BYTES = 8 << 20, BATCH_SECONDS = 1 };

static time_t seconds(void)
{
  struct timespec now;

  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec;
}

void builder_report(builder *b, zhen_build_event event, const char *what,
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
zhen_status builder_begin_batch(builder *b)
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
  b->batch_began = seconds();
  return status;
}

zhen_status builder_end_batch(builder *b)
{
  zhen_status status = b->in_batch ? query_run(&b->commit) : ZHEN_OK;

  if (status == ZHEN_OK)
    b->in_batch = false;
  return status;
}

zhen_status builder_undo_batch(builder *b, zhen_status status)
{
  if (b->in_batch)
    database_undo(&b->store->db);
  b->in_batch = false;
  return status;
}

bool builder_batch_is_due(const builder *b)
{
  return b->stopped || b->batch_documents >= BATCH_DOCUMENTS ||
         b->batch_bytes >= BATCH_BYTES ||
         seconds() - b->batch_began >= BATCH_SECONDS;
}

zhen_status builder_add_to_batch(builder *b, size_t size)
{
  b->batch_documents++;
  b->batch_bytes += size;
  return builder_batch_is_due(b) ? builder_end_batch(b) : ZHEN_OK;
}
