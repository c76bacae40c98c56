/* SPDX-License-Identifier: Apache-2.0 */
/* Search in the store, as `zhen search` does. */
#include "desk/store.h"

#include <stdio.h>
#include <string.h>

typedef struct desk_search {
  desk_store *of;
  zhen_text_query *query;
  zhen_documents *documents;
  const zhen_stored_document *doc;
  size_t skip; /* pairs that were sent before */
  bool all;    /* also what was dropped or is unaligned */
  unsigned number;
  bool full, stale;
} desk_search;

/* What happened to a bead. */
static void add_fate(json_t *o, const zhen_stored_bead *b)
{
  bool kept = zhen_stored_bead_kept(b);

  json_object_set_new(o, "fate",
                      json_string(kept      ? "kept"
                                  : b->pair ? "dropped"
                                            : "unaligned"));
  if (kept || !b->pair || !b->rule)
    return;
  json_object_set_new(o, "rule", view_string(b->rule));
  json_object_set_new(o, "value", json_real(b->value));
  json_object_set_new(o, "threshold", json_real(b->threshold));
  if (b->of) {
    json_object_set_new(o, "of", view_string(b->of));
    json_object_set_new(o, "of_n", json_integer((json_int_t)b->of_bead));
  }
}

json_t *desk_store_bead(const zhen_stored_document *d,
                        zhen_documents *documents, size_t n,
                        const zhen_text_query *query)
{
  const zhen_stored_bead *b = &d->beads[n];
  zhen_str zh, en;
  json_t *o;

  if (zhen_documents_text(documents, n, &zh, &en) != ZHEN_OK)
    return json_null();
  o = json_pack("{s:I,s:o,s:o,s:o,s:s}", "n", (json_int_t)n, "score",
                view_probability((double)b->bead.score), "zh",
                view_text(zh, query), "en", view_text(en, query), "fate",
                "kept");
  if (!o)
    return json_null();
  add_fate(o, b);
  return o;
}

static bool holds(const desk_search *s, const zhen_stored_side *side,
                  uint32_t begin, uint32_t end)
{
  zhen_bytes hit;

  for (uint32_t i = begin; i < end; i++)
    if (zhen_text_query_find(s->query, zhen_sentence_str(&side->sentences, i),
                             0, &hit))
      return true;
  return false;
}

static json_t *context_of(const desk_search *s, size_t begin, size_t end)
{
  json_t *out = json_array();

  for (size_t k = begin; k < end; k++)
    json_array_append_new(out, desk_store_bead(s->doc, s->documents, k, NULL));
  return out;
}

static json_t *hit_of(const desk_search *s, size_t n)
{
  size_t begin = n > STORE_CONTEXT ? n - STORE_CONTEXT : 0;
  size_t end = s->doc->count - n > STORE_CONTEXT + 1 ? n + STORE_CONTEXT + 1
                                                     : s->doc->count;

  return json_pack("{s:o,s:o,s:o,s:o}", "id", view_string(s->doc->id), "bead",
                   desk_store_bead(s->doc, s->documents, n, s->query), "before",
                   context_of(s, begin, n), "after", context_of(s, n + 1, end));
}

/* Under the lock of the store the list belongs to the search that is wanted. */
static void keep_hit(desk_search *s, size_t n)
{
  json_t *hit = hit_of(s, n);
  desk_store *of = s->of;

  pthread_mutex_lock(&of->lock);
  s->stale = of->search != s->number;
  s->full = !s->stale && json_array_size(of->found) >= STORE_FOUND;
  if (s->full)
    of->more = true;
  else if (!s->stale)
    json_array_append(of->found, hit);
  pthread_mutex_unlock(&of->lock);
  json_decref(hit);
}

static void search_document(desk_search *s)
{
  const zhen_stored_document *d = s->doc;

  for (size_t k = 0; k < d->count && !s->full && !s->stale; k++) {
    const zhen_bead *b = &d->beads[k].bead;

    if (!s->all && !zhen_stored_bead_kept(&d->beads[k]))
      continue;
    if (!holds(s, &d->zh, b->zh_begin, b->zh_end) &&
        !holds(s, &d->en, b->en_begin, b->en_end))
      continue;
    if (s->skip > 0)
      s->skip--;
    else
      keep_hit(s, k);
  }
}

zhen_status desk_store_search(desk_store *of, zhen_store *store,
                              const char *text, size_t skip, bool all,
                              desk_failure *why)
{
  desk_search s = {.of = of, .skip = skip, .all = all};
  zhen_status status = zhen_text_query_new(
      &s.query, (zhen_str){text, strlen(text)}, of->lexicon);

  pthread_mutex_lock(&of->lock);
  s.number = of->search;
  s.stale = of->wanted != NULL;
  pthread_mutex_unlock(&of->lock);
  if (status == ZHEN_OK)
    status = zhen_documents_open_query(&s.documents, store, s.query);
  while (status == ZHEN_OK && !s.full && !s.stale &&
         !atomic_load(&of->cancel)) {
    status = zhen_documents_next(s.documents, &s.doc);
    if (status != ZHEN_OK || !s.doc)
      break;
    search_document(&s);
  }
  zhen_documents_close(s.documents);
  zhen_text_query_free(s.query);
  return status == ZHEN_OK ? ZHEN_OK : desk_fail_as(why, status);
}
