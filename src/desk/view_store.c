/* SPDX-License-Identifier: Apache-2.0 */
/* What is asked about the store. Ids of documents are compared, never opened.
 */
#include "desk/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- documents ---- */

typedef struct desk_sort {
  char by; /* 'm'ean, 'p'arallel, pai'r's, 'k'ept, 'i'd */
  bool down;
} desk_sort;

static double value_of(const desk_row *r, char by)
{
  return by == 'm'   ? (double)r->mean
         : by == 'p' ? (double)r->parallel
         : by == 'r' ? (double)r->pairs
                     : (double)r->kept;
}

/* What is unknown comes last. Rows are in the order of ids, which decides. */
static int by_value(const void *a, const void *b, void *context)
{
  const desk_sort *sort = context;
  const desk_row *const *i = a, *const *k = b;
  double x = value_of(*i, sort->by), y = value_of(*k, sort->by);

  if (sort->by != 'i' && x != y) {
    if (x < 0 || y < 0)
      return x < 0 ? 1 : -1;
    return (x < y) != sort->down ? -1 : 1;
  }
  return (*i < *k) != (sort->down && sort->by == 'i') ? -1 : 1;
}

/* The keys of all documents in that order; it is kept. */
static bool put_in_order(desk_store *s, const char *name, desk_sort sort)
{
  const desk_row **rows;

  if (strcmp(s->ordered, name) == 0)
    return true;
  rows = malloc((s->n_rows + 1) * sizeof *rows);
  free(s->order);
  s->order = malloc((s->n_rows + 1) * sizeof *s->order);
  s->ordered[0] = '\0';
  if (rows && s->order) {
    for (size_t k = 0; k < s->n_rows; k++)
      rows[k] = &s->rows[k];
    qsort_r(rows, s->n_rows, sizeof *rows, by_value, &sort);
    for (size_t k = 0; k < s->n_rows; k++)
      s->order[k] = rows[k]->key;
    snprintf(s->ordered, sizeof s->ordered, "%s", name);
  }
  free(rows);
  return s->ordered[0] != '\0';
}

/* "mean", "mean-" ... */
static bool parse_sort(const char *name, desk_sort *out)
{
  static const struct {
    const char *name;
    char by;
  } all[] = {{"mean", 'm'},
             {"parallel", 'p'},
             {"pairs", 'r'},
             {"kept", 'k'},
             {"id", 'i'}};

  for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
    size_t len = strlen(all[k].name);

    out->by = all[k].by;
    out->down = name[len < strlen(name) ? len : 0] == '-';
    if (strncmp(name, all[k].name, len) == 0 &&
        (name[len] == '\0' || strcmp(name + len, "-") == 0))
      return true;
  }
  return false;
}

static void take_document(void *context, const zhen_listed *d)
{
  json_t *o =
      json_pack("{s:o,s:o,s:o,s:o,s:o,s:I,s:I,s:o}", "id", view_string(d->id),
                "failure", view_string(d->failure), "parallel",
                view_probability(d->parallel), "relation",
                d->parallel >= 0 ? json_string(zhen_relation_name(d->relation))
                                 : json_null(),
                "rule", view_string(d->rule), "pairs", (json_int_t)d->pairs,
                "kept", (json_int_t)d->kept, "mean", view_probability(d->mean));

  json_array_append_new(context, o);
}

static enum MHD_Result fail(const desk_call *call, zhen_status status)
{
  desk_failure why;

  desk_fail_as(&why, status);
  return view_fail(call, &why);
}

static enum MHD_Result send_documents(desk_call *call, desk_store *s)
{
  const char *name = view_argument(call, "sort");
  size_t from = view_number(call, "from"), most = VIEW_PAGE;
  json_t *out = json_array();
  desk_sort sort = {'i', false};
  bool listed;
  zhen_status status;

  pthread_mutex_lock(&s->lock);
  listed = s->listed;
  pthread_mutex_unlock(&s->lock);
  if (*name && strcmp(name, "id") != 0) {
    if (!parse_sort(name, &sort) || !listed || !put_in_order(s, name, sort)) {
      json_decref(out);
      return desk_reply_error(call->connection, MHD_HTTP_CONFLICT,
                              "not counted yet");
    }
    from = from < s->n_rows ? from : s->n_rows;
    most = s->n_rows - from < most ? s->n_rows - from : most;
    status =
        zhen_store_list(s->store, s->order, from, most, take_document, out);
  } else {
    status = zhen_store_list(s->store, NULL, from, most, take_document, out);
  }
  if (status != ZHEN_OK) {
    json_decref(out);
    return fail(call, status);
  }
  return desk_reply_json(call->connection,
                         json_pack("{s:o,s:I,s:b}", "documents", out, "from",
                                   (json_int_t)from, "sorts", (int)listed));
}

/* ---- one document ---- */

static void count_beads(const zhen_stored_document *d, json_t *out)
{
  size_t pairs = 0, kept = 0, zh = 0, en = 0;
  double sum = 0;

  for (size_t k = 0; k < d->count; k++) {
    const zhen_bead *b = &d->beads[k].bead;
    size_t left = b->zh_end - b->zh_begin, right = b->en_end - b->en_begin;

    kept += zhen_stored_bead_kept(&d->beads[k]);
    if (left > 0 && right > 0) {
      pairs++;
      sum += (double)b->score;
    } else {
      zh += left;
      en += right;
    }
  }
  json_object_set_new(out, "pairs", json_integer((json_int_t)pairs));
  json_object_set_new(out, "kept", json_integer((json_int_t)kept));
  json_object_set_new(out, "zh_unaligned", json_integer((json_int_t)zh));
  json_object_set_new(out, "en_unaligned", json_integer((json_int_t)en));
  json_object_set_new(out, "mean",
                      view_probability(pairs ? sum / (double)pairs : -1));
}

static json_t *document_of(const zhen_stored_document *d,
                           zhen_documents *documents, size_t from)
{
  json_t *beads = json_array(), *out;
  size_t end;

  from = from < d->count ? from : 0;
  end = d->count - from < VIEW_PAGE ? d->count : from + VIEW_PAGE;
  for (size_t k = from; k < end; k++)
    json_array_append_new(beads, desk_store_bead(d, documents, k, NULL));
  out = json_pack(
      "{s:o,s:[o,o],s:[I,I],s:o,s:o,s:I,s:I,s:o}", "id", view_string(d->id),
      "names", view_string(d->zh.name), view_string(d->en.name), "sentences",
      (json_int_t)d->zh.sentences.count, (json_int_t)d->en.sentences.count,
      "parallel", view_probability(d->parallel), "relation",
      d->parallel >= 0 ? json_string(zhen_relation_name(d->relation))
                       : json_null(),
      "count", (json_int_t)d->count, "from", (json_int_t)from, "beads", beads);
  if (out)
    count_beads(d, out);
  return out;
}

static enum MHD_Result send_document(desk_call *call, desk_store *s)
{
  zhen_documents *documents = NULL;
  const zhen_stored_document *d = NULL;
  zhen_status status =
      zhen_documents_open_one(&documents, s->store, view_argument(call, "id"));
  enum MHD_Result result;

  if (status == ZHEN_OK)
    status = zhen_documents_next(documents, &d);
  if (status != ZHEN_OK)
    result = fail(call, status);
  else if (!d)
    result = view_missing(call);
  else
    result = desk_reply_json(
        call->connection, document_of(d, documents, view_number(call, "from")));
  zhen_documents_close(documents);
  return result;
}

/* ---- search ---- */

static enum MHD_Result find(desk_call *call, desk_store *s)
{
  desk_failure why;

  if (call->len == 0 || call->len > 1000 || strlen(call->body) != call->len)
    return desk_reply_error(call->connection, MHD_HTTP_BAD_REQUEST,
                            "not a text of at most 1000 bytes");
  return desk_store_find(s, call->body, view_number(call, "skip"),
                         strcmp(view_argument(call, "all"), "1") == 0,
                         &why) == ZHEN_OK
             ? desk_reply_empty(call->connection)
             : view_fail(call, &why);
}

/* What was found from the hit `from` on. */
static enum MHD_Result send_found(desk_call *call, desk_store *s)
{
  size_t from = view_number(call, "from");
  json_t *hits = json_array(), *out;

  pthread_mutex_lock(&s->lock);
  for (size_t k = from; k < json_array_size(s->found); k++)
    json_array_append(hits, json_array_get(s->found, k));
  out = json_pack("{s:o,s:b,s:b,s:I,s:s,s:I}", "hits", hits, "searching",
                  (int)s->searching, "more", (int)s->more, "skip",
                  (json_int_t)s->skip, "message", s->message, "search",
                  (json_int_t)s->search);
  pthread_mutex_unlock(&s->lock);
  return desk_reply_json(call->connection, out);
}

static enum MHD_Result send_state(desk_call *call, desk_store *s)
{
  json_t *copy;

  pthread_mutex_lock(&s->lock);
  copy = json_deep_copy(s->state);
  pthread_mutex_unlock(&s->lock);
  return desk_reply_json(call->connection, copy);
}

static enum MHD_Result send_page(desk_call *call)
{
  desk_tab_comes(call->d);
  return desk_reply(call->connection, MHD_HTTP_OK, "text/html; charset=utf-8",
                    desk_store_page,
                    (size_t)(desk_store_page_end - desk_store_page));
}

static enum MHD_Result answer_get(desk_call *call, desk_store *s)
{
  static const struct {
    const char *name;
    enum MHD_Result (*answer)(desk_call *call, desk_store *s);
  } all[] = {{"state", send_state},
             {"documents", send_documents},
             {"document", send_document},
             {"found", send_found}};

  if (!*call->rest)
    return send_page(call);
  for (size_t k = 0; k < sizeof all / sizeof *all; k++)
    if (strcmp(call->rest, all[k].name) == 0)
      return all[k].answer(call, s);
  return view_missing(call);
}

enum MHD_Result desk_answer_store(desk_call *call)
{
  desk_store *s = call->d->store;

  if (!s)
    return view_missing(call);
  if (strcmp(call->method, "GET") == 0)
    return strcmp(call->rest, "find") == 0 ? view_refuse(call)
                                           : answer_get(call, s);
  if (strcmp(call->method, "POST") == 0 && strcmp(call->rest, "find") == 0)
    return find(call, s);
  return view_refuse(call);
}
