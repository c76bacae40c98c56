/* SPDX-License-Identifier: Apache-2.0 */
#include "build/settle.h"
#include "base/mem.h"
#include "build/duplicates.h"
#include "store/index.h"

#include <stdlib.h>
#include <string.h>
#include <zhen/store.h>

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
    status = builder_begin_batch(b);
    if (status == ZHEN_OK)
      status = store_remove(&b->writer, unlisted.at[i]);
    if (status == ZHEN_OK)
      status = builder_add_to_batch(b, 0);
    b->counts.removed++;
  }
  free(unlisted.at);
  return status == ZHEN_OK ? builder_end_batch(b)
                           : builder_undo_batch(b, status);
}

/* The last step, in one transaction. */
static zhen_status settle_duplicates(builder *b, const duplicates_how *how,
                                     const char *wording)
{
  database *db = &b->store->db;
  zhen_status status;

  builder_report(b, ZHEN_BUILD_DUPLICATES, NULL, 0, NULL);
  status = builder_begin_batch(b);
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
    status = builder_end_batch(b);
  return status == ZHEN_OK ? ZHEN_OK : builder_undo_batch(b, status);
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
  return settle_duplicates(b, &how, wanted);
}

zhen_status settle_store(builder *b)
{
  database *db = &b->store->db;
  zhen_status status = ZHEN_OK;

  progress_begin(b->progress, "looking for duplicates", "documents", 0);
  database_on_stop(db, progress_cancelled, b->progress);
  if (!b->options->keep)
    status = remove_unlisted(b);
  if (status == ZHEN_OK)
    status = settle_if_needed(b);
  if (status == ZHEN_OK && !b->options->no_index) {
    progress_begin(b->progress, "indexing", "documents", 0);
    status = index_update(db, b->progress);
  }
  database_on_stop(db, NULL, NULL);
  return status;
}
