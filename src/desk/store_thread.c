/* SPDX-License-Identifier: Apache-2.0 */
/* The store that is shown, and the thread that counts and searches in it. */
#include "desk/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_stopped(void *context)
{
  const desk_store *s = context;

  return atomic_load(&s->quit) != 0 || atomic_load(&s->cancel) != 0;
}

static void add(desk_store *s, const char *key, json_t *value)
{
  pthread_mutex_lock(&s->lock);
  json_object_set_new(s->state, key, value);
  pthread_mutex_unlock(&s->lock);
}

/* ---- what is counted ---- */

static json_t *relations_of(const zhen_store_counts *c)
{
  json_t *out = json_object();

  for (int k = ZHEN_RELATION_PARALLEL; k <= ZHEN_RELATION_UNRELATED; k++)
    json_object_set_new(out, zhen_relation_name((zhen_relation)k),
                        json_integer((json_int_t)c->relations[k]));
  return out;
}

static zhen_status count(desk_store *s, zhen_store *store)
{
  zhen_store_counts c;
  bool complete = false;
  zhen_status status = zhen_store_complete(store, &complete);

  if (status == ZHEN_OK)
    status = zhen_store_count(store, &c);
  if (status == ZHEN_OK)
    add(s, "counts",
        json_pack("{s:b,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:o,s:o}", "complete",
                  (int)complete, "documents", (json_int_t)c.documents, "failed",
                  (json_int_t)c.failed, "zh", (json_int_t)c.zh_sentences, "en",
                  (json_int_t)c.en_sentences, "zh_unaligned",
                  (json_int_t)c.zh_unaligned, "en_unaligned",
                  (json_int_t)c.en_unaligned, "pairs", (json_int_t)c.pairs,
                  "kept", (json_int_t)c.kept, "parallel",
                  view_probability(c.parallel), "relations", relations_of(&c)));
  return status;
}

static void take_rule(void *context, const char *rule, uint64_t pairs)
{
  json_array_append_new(context, json_pack("{s:s,s:I}", "rule", rule, "pairs",
                                           (json_int_t)pairs));
}

static void take_sample(void *context, const zhen_dropped *p)
{
  json_array_append_new(
      context, json_pack("{s:o,s:I,s:f,s:f,s:o,s:o}", "id", view_string(p->id),
                         "n", (json_int_t)p->bead, "value", p->value,
                         "threshold", p->threshold, "zh",
                         view_text(p->zh, NULL), "en", view_text(p->en, NULL)));
}

/* The counts at once, then the samples of one rule after another. */
static zhen_status count_rules(desk_store *s, zhen_store *store)
{
  json_t *rules = json_array();
  zhen_status status = zhen_store_rules(store, take_rule, rules);

  add(s, "rules", json_deep_copy(rules));
  for (size_t k = 0; status == ZHEN_OK && k < json_array_size(rules); k++) {
    json_t *rule = json_array_get(rules, k), *samples = json_array();

    status = zhen_store_samples(
        store, json_string_value(json_object_get(rule, "rule")), STORE_SAMPLES,
        take_sample, samples);
    json_object_set_new(rule, "samples", samples);
    add(s, "rules", json_deep_copy(rules));
  }
  json_decref(rules);
  return status;
}

static void take_failure(void *context, const char *id, const char *why)
{
  if (json_array_size(context) < STORE_FAILURES)
    json_array_append_new(context, json_pack("{s:o,s:o}", "id", view_string(id),
                                             "why", view_string(why)));
}

static zhen_status list_failures(desk_store *s, zhen_store *store)
{
  json_t *failures = json_array();
  zhen_status status = zhen_store_failures(store, take_failure, failures);

  add(s, "failures", failures);
  return status;
}

typedef struct row_list {
  desk_row *at;
  size_t count, capacity;
  bool full;
} row_list;

static void take_row(void *context, const zhen_listed *d)
{
  row_list *l = context;

  if (l->count == l->capacity) {
    size_t wanted = l->capacity ? l->capacity * 2 : 1024;
    desk_row *more =
        wanted <= STORE_ROWS ? realloc(l->at, wanted * sizeof *more) : NULL;

    l->full |= !more;
    if (!more)
      return;
    l->at = more;
    l->capacity = wanted;
  }
  l->at[l->count++] = (desk_row){.key = d->key,
                                 .parallel = (float)d->parallel,
                                 .mean = (float)d->mean,
                                 .pairs = (uint32_t)d->pairs,
                                 .kept = (uint32_t)d->kept};
}

static zhen_status list_documents(desk_store *s, zhen_store *store)
{
  row_list l = {0};
  zhen_status status =
      zhen_store_list(store, NULL, 0, STORE_ROWS + 1, take_row, &l);

  if (status != ZHEN_OK || l.full) {
    free(l.at);
    return status;
  }
  pthread_mutex_lock(&s->lock);
  s->rows = l.at;
  s->n_rows = l.count;
  s->listed = true;
  json_object_set_new(s->state, "listed", json_true());
  pthread_mutex_unlock(&s->lock);
  return ZHEN_OK;
}

/* ---- the thread ---- */

/* Do the search that is wanted; under the lock. */
static void search(desk_store *s, zhen_store *store)
{
  char *text = s->wanted;
  size_t skip = s->skip;
  bool all = s->all;
  desk_failure why = {ZHEN_OK, ""};
  zhen_status status;

  s->wanted = NULL;
  atomic_store(&s->cancel, 0);
  pthread_mutex_unlock(&s->lock);
  status = desk_store_search(s, store, text, skip, all, &why);
  free(text);
  pthread_mutex_lock(&s->lock);
  if (s->wanted)
    return;
  s->searching = false;
  snprintf(s->message, sizeof s->message, "%s",
           status == ZHEN_OK || status == ZHEN_ECANCELLED ? "" : why.text);
}

/* One after another, and searches between them. */
static void run(desk_store *s, zhen_store *store)
{
  static zhen_status (*const steps[])(desk_store *, zhen_store *) = {
      count, count_rules, list_documents, list_failures};
  size_t done = 0, n = sizeof steps / sizeof *steps;

  pthread_mutex_lock(&s->lock);
  while (!atomic_load(&s->quit)) {
    if (s->wanted) {
      search(s, store);
    } else if (done < n) {
      zhen_status status;

      atomic_store(&s->cancel, 0);
      pthread_mutex_unlock(&s->lock);
      status = steps[done](s, store);
      if (status != ZHEN_OK && status != ZHEN_ECANCELLED)
        add(s, "error", view_string(zhen_error_last()));
      pthread_mutex_lock(&s->lock);
      done += status != ZHEN_ECANCELLED; /* else after the search */
    } else {
      pthread_cond_wait(&s->changed, &s->lock);
    }
  }
  pthread_mutex_unlock(&s->lock);
}

static void *begin_thread(void *context)
{
  desk_store *s = context;
  zhen_store *store = NULL;

  if (zhen_store_open(&store, s->path) == ZHEN_OK) {
    zhen_store_on_cancel(store, is_stopped, s);
    run(s, store);
  } else {
    add(s, "error", view_string(zhen_error_last()));
  }
  zhen_store_close(store);
  return NULL;
}

zhen_status desk_store_find(desk_store *s, const char *text, size_t skip,
                            bool all, desk_failure *why)
{
  char *copy = strdup(text);

  if (!copy)
    return desk_fail(why, ZHEN_ENOMEM, "out of memory");
  pthread_mutex_lock(&s->lock);
  free(s->wanted);
  s->wanted = copy;
  s->skip = skip;
  s->all = all;
  s->searching = true;
  s->more = false;
  s->search++;
  s->message[0] = '\0';
  json_array_clear(s->found);
  atomic_store(&s->cancel, 1);
  pthread_cond_signal(&s->changed);
  pthread_mutex_unlock(&s->lock);
  return ZHEN_OK;
}

/* ---- opening, closing ---- */

bool desk_is_store(const char *path)
{
  static const char magic[] = "SQLite format 3";
  char bytes[sizeof magic];
  FILE *f = fopen(path, "rb");
  bool same = f && fread(bytes, 1, sizeof bytes, f) == sizeof bytes &&
              memcmp(bytes, magic, sizeof magic) == 0;

  if (f)
    fclose(f);
  return same;
}

static desk_store *make(const char *path)
{
  desk_store *s = calloc(1, sizeof *s);
  const char *slash = strrchr(path, '/');

  if (!s)
    return NULL;
  pthread_mutex_init(&s->lock, NULL);
  pthread_cond_init(&s->changed, NULL);
  snprintf(s->name, sizeof s->name, "%s", slash ? slash + 1 : path);
  s->path = strdup(path);
  s->found = json_array();
  s->state = json_object();
  if (s->state)
    json_object_set_new(s->state, "name", view_string(s->name));
  return s;
}

zhen_status desk_store_open(desk *d, const char *path, desk_failure *why)
{
  desk_store *s = make(path);
  zhen_status status;

  d->store = s;
  if (!s || !s->path || !s->state || !s->found)
    return desk_fail(why, ZHEN_ENOMEM, "out of memory");
  status = zhen_lexicon_open_default(&s->lexicon);
  if (status == ZHEN_OK)
    status = zhen_store_open(&s->store, path);
  if (status != ZHEN_OK)
    return desk_fail_as(why, status);
  s->begun = pthread_create(&s->thread, NULL, begin_thread, s) == 0;
  return s->begun ? ZHEN_OK : desk_fail(why, ZHEN_ENOMEM, "no thread");
}

void desk_store_close(desk *d)
{
  desk_store *s = d->store;

  if (!s)
    return;
  if (s->begun) {
    pthread_mutex_lock(&s->lock);
    atomic_store(&s->quit, 1);
    pthread_cond_signal(&s->changed);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->thread, NULL);
  }
  zhen_store_close(s->store);
  zhen_lexicon_close(s->lexicon);
  json_decref(s->state);
  json_decref(s->found);
  free(s->rows);
  free(s->order);
  free(s->wanted);
  free(s->path);
  free(s);
  d->store = NULL;
}

const char *desk_store_name(const desk *d)
{
  return d->store ? json_string_value(json_object_get(d->store->state, "name"))
                  : NULL;
}
