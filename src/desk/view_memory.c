/* SPDX-License-Identifier: Apache-2.0 */
/* What is asked about a memory: its entries a page at a time, marks, saving. */
#include "desk/memory.h"
#include "desk/view.h"

#include <stdlib.h>
#include <string.h>
#include <zhen/score.h>

/* What a request searches at most, so that others are answered meanwhile; the
   page asks again from where it ended. */
enum { SLICE_MS = 60, BETWEEN_CLOCKS = 64, MARKS = 1000 };

/* Which entries are asked for. */
typedef struct desk_choice {
  bool in_order; /* of the file, not by doubt */
  bool doubtful; /* only those with a probability below DESK_DOUBT */
  int mark;      /* only with this mark; -1: any */
  zhen_text_query *query;
} desk_choice;

static desk_memory *memory_of(const desk_call *call, const desk_work *w)
{
  desk_memory *m;

  pthread_mutex_lock(&call->d->lock);
  m = w->memory;
  pthread_mutex_unlock(&call->d->lock);
  return m;
}

static bool is_busy(const desk_call *call, const desk_work *w)
{
  bool busy;

  pthread_mutex_lock(&call->d->lock);
  busy = w->stage == DESK_QUEUED || w->stage == DESK_RUNNING;
  pthread_mutex_unlock(&call->d->lock);
  return busy;
}

/* For reasons, and for both forms of Chinese in searches. */
static zhen_status open_scorer(desk_memory *m, desk_failure *why)
{
  zhen_status status = ZHEN_OK;

  if (!m->lexicon)
    status = zhen_lexicon_open_default(&m->lexicon);
  if (status == ZHEN_OK && !m->scorer)
    status = zhen_scorer_open(&m->scorer, m->lexicon, NULL);
  return status == ZHEN_OK ? ZHEN_OK : desk_fail_as(why, status);
}

static zhen_status read_choice(const desk_call *call, const desk_memory *m,
                               desk_choice *out, desk_failure *why)
{
  static const char *const marks[] = {"open", "keep", "drop"};
  const char *show = view_argument(call, "show");
  const char *text = view_argument(call, "text");
  zhen_status status = ZHEN_OK;

  *out = (desk_choice){.mark = -1};
  out->in_order = strcmp(view_argument(call, "order"), "file") == 0;
  out->doubtful = strcmp(show, "doubt") == 0;
  for (int k = 0; k < DESK_MARKS; k++)
    if (strcmp(show, marks[k]) == 0)
      out->mark = k;
  if (*text)
    status = zhen_text_query_new(&out->query, (zhen_str){text, strlen(text)},
                                 m->lexicon);
  if (status == ZHEN_EUSAGE) /* only white space */
    status = ZHEN_OK;
  return status == ZHEN_OK ? ZHEN_OK : desk_fail_as(why, status);
}

static bool is_chosen(const desk_memory *m, const desk_choice *c, size_t n)
{
  zhen_bytes hit;
  zhen_pair pair;

  if ((c->doubtful && m->at[n].score >= DESK_DOUBT) ||
      (c->mark >= 0 && m->marks[n] != c->mark))
    return false;
  if (!c->query)
    return true;
  pair = desk_memory_pair(m, n);
  return zhen_text_query_find(c->query, pair.zh, 0, &hit) ||
         zhen_text_query_find(c->query, pair.en, 0, &hit);
}

static void add_reason(json_t *reasons, const char *what, zhen_str text)
{
  if (text.len > 0)
    json_array_append_new(reasons,
                          json_pack("[s,o]", what, view_text(text, NULL)));
}

static void add_sign(json_t *reasons, const char *what, bool there)
{
  if (there)
    json_array_append_new(reasons, json_pack("[s]", what));
}

/* Like those of zhen_score_stream(). */
static json_t *reasons_of(const zhen_pair_score *s)
{
  json_t *out = json_array();

  add_sign(out, "empty", s->empty);
  if (s->empty)
    return out;
  add_sign(out, "language", s->wrong_language);
  add_reason(out, "number_zh", s->number_zh);
  add_reason(out, "number_en", s->number_en);
  add_reason(out, "name_en", s->name_en);
  add_reason(out, "only_zh", s->unmatched_zh);
  add_reason(out, "only_en", s->unmatched_en);
  add_sign(out, "short_zh", s->length_z > 3);
  add_sign(out, "short_en", s->length_z < -3);
  add_sign(out, "not_zh", s->negation_zh);
  add_sign(out, "not_en", s->negation_en);
  return out;
}

static json_t *entry_of(const desk_memory *m, const desk_choice *c, size_t n)
{
  zhen_pair pair = desk_memory_pair(m, n);
  zhen_pair_score score;
  json_t *reasons = zhen_score_pairs(m->scorer, &pair, 1, 1, &score) == ZHEN_OK
                        ? reasons_of(&score)
                        : json_array();

  return json_pack("{s:I,s:I,s:o,s:i,s:o,s:o,s:o}", "n", (json_int_t)n, "line",
                   (json_int_t)m->at[n].line, "score",
                   view_probability((double)m->at[n].score), "mark",
                   (int)m->marks[n], "zh", view_text(pair.zh, c->query), "en",
                   view_text(pair.en, c->query), "why", reasons);
}

static int64_t now_ms(void)
{
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Entries from a place in the order; returns where it ended. */
static size_t choose(const desk_memory *m, const desk_choice *c, size_t from,
                     size_t most, json_t *out)
{
  int64_t end = now_ms() + SLICE_MS;
  size_t at = from;

  for (; at < m->count && json_array_size(out) < most; at++) {
    size_t n = c->in_order ? at : m->by_doubt[at];

    if (at % BETWEEN_CLOCKS == 0 && now_ms() > end)
      break;
    if (c->doubtful && !c->in_order && m->at[n].score >= DESK_DOUBT)
      return m->count;
    if (is_chosen(m, c, n))
      json_array_append_new(out, entry_of(m, c, n));
  }
  return at;
}

static json_t *counts_of(const desk_memory *m)
{
  return json_pack("{s:I,s:I,s:I,s:I}", "all", (json_int_t)m->count, "below",
                   (json_int_t)m->head->below, "keep",
                   (json_int_t)m->marked[DESK_KEEP], "drop",
                   (json_int_t)m->marked[DESK_DROP]);
}

static enum MHD_Result send_entries(desk_call *call, desk_memory *m)
{
  size_t most = view_number(call, "most"), at;
  desk_choice c;
  desk_failure why;
  json_t *out;

  if (open_scorer(m, &why) != ZHEN_OK ||
      read_choice(call, m, &c, &why) != ZHEN_OK)
    return view_fail(call, &why);
  if (most == 0 || most > VIEW_PAGE)
    most = VIEW_PAGE;
  out = json_array();
  at = choose(m, &c, view_number(call, "from"), most, out);
  zhen_text_query_free(c.query);
  return desk_reply_json(call->connection,
                         json_pack("{s:o,s:I,s:b,s:o}", "entries", out, "next",
                                   (json_int_t)at, "end", (int)(at >= m->count),
                                   "counts", counts_of(m)));
}

/* [[entry, mark], ...]; all or none, unless the disk is full. */
static bool are_marks(const desk_memory *m, const json_t *marks)
{
  for (size_t k = 0; k < json_array_size(marks); k++) {
    const json_t *one = json_array_get(marks, k);
    const json_t *n = json_array_get(one, 0), *mark = json_array_get(one, 1);

    if (!json_is_integer(n) || !json_is_integer(mark) ||
        json_integer_value(n) < 0 ||
        (json_int_t)m->count <= json_integer_value(n) ||
        json_integer_value(mark) < 0 || json_integer_value(mark) >= DESK_MARKS)
      return false;
  }
  return json_is_array(marks) && json_array_size(marks) <= MARKS;
}

static enum MHD_Result take_marks(desk_call *call, desk_memory *m)
{
  json_t *marks = json_loadb(call->body, call->len, 0, NULL);
  desk_failure why;
  zhen_status status = ZHEN_OK;
  bool good = are_marks(m, marks);

  pthread_mutex_lock(&call->d->lock);
  for (size_t k = 0; good && status == ZHEN_OK && k < json_array_size(marks);
       k++) {
    const json_t *one = json_array_get(marks, k);

    status = desk_memory_mark(
        m, (size_t)json_integer_value(json_array_get(one, 0)),
        (desk_mark)json_integer_value(json_array_get(one, 1)), &why);
  }
  pthread_mutex_unlock(&call->d->lock);
  json_decref(marks);
  if (!good)
    return desk_reply_error(call->connection, MHD_HTTP_BAD_REQUEST,
                            "these are not marks");
  return status == ZHEN_OK
             ? desk_reply_json(call->connection,
                               json_pack("{s:o}", "counts", counts_of(m)))
             : view_fail(call, &why);
}

/* The worker writes it; `saved` is the file when that is done. */
static enum MHD_Result save(desk_call *call, desk_work *w, const desk_memory *m)
{
  const char *how = strcmp(call->rest, "tmx") == 0 ? "tmx"
                    : strcmp(call->rest, "same") == 0 && m->head->copies
                        ? "same"
                        : NULL;

  if (!how)
    return desk_reply_error(call->connection, MHD_HTTP_BAD_REQUEST,
                            "a memory is saved as it is, or as tmx");
  if (is_busy(call, w))
    return desk_reply_error(call->connection, MHD_HTTP_CONFLICT,
                            "not now: see its state");
  pthread_mutex_lock(&call->d->lock);
  desk_queue_save(call->d, w, how);
  pthread_mutex_unlock(&call->d->lock);
  return desk_reply_empty(call->connection);
}

static enum MHD_Result send_saved(desk_call *call, const desk_work *w)
{
  char *path = desk_path(w->path, "saved");
  bool ready;
  enum MHD_Result result;

  pthread_mutex_lock(&call->d->lock);
  ready = json_object_get(w->facts, "saved") != NULL;
  pthread_mutex_unlock(&call->d->lock);
  result = ready && path ? desk_reply_file(call->connection, path,
                                           "application/octet-stream")
                         : view_missing(call);
  free(path);
  return result;
}

/* What a file of pairs is shown as. */
static enum MHD_Result change(desk_call *call, desk_work *w)
{
  bool texts = strcmp(call->rest, "texts") == 0;
  desk_failure why;

  if (!texts && strcmp(call->rest, "memory") != 0)
    return view_missing(call);
  if (is_busy(call, w) || !w->names[0][0] || w->names[1][0])
    return desk_reply_error(call->connection, MHD_HTTP_CONFLICT,
                            "not now: see its state");
  w->as_texts = texts;
  if (desk_work_keep(w, &why) != ZHEN_OK)
    return view_fail(call, &why);
  pthread_mutex_lock(&call->d->lock);
  desk_queue(call->d, w);
  pthread_mutex_unlock(&call->d->lock);
  return desk_reply_empty(call->connection);
}

static enum MHD_Result send_page(desk_call *call)
{
  desk_tab_comes(call->d);
  return desk_reply(call->connection, MHD_HTTP_OK, "text/html; charset=utf-8",
                    desk_memory_page,
                    (size_t)(desk_memory_page_end - desk_memory_page));
}

bool desk_asks_memory(const desk_call *call, const desk_work *w)
{
  static const char *const own[] = {"entries", "marks", "saved", "as"};

  for (size_t k = 0; k < sizeof own / sizeof *own; k++)
    if (strcmp(call->verb, own[k]) == 0)
      return true;
  return memory_of(call, w) &&
         (strcmp(call->verb, "page") == 0 || strcmp(call->verb, "save") == 0);
}

enum MHD_Result desk_answer_memory(desk_call *call, desk_work *w)
{
  bool get = strcmp(call->method, "GET") == 0;
  bool post = strcmp(call->method, "POST") == 0;
  bool reads = strcmp(call->verb, "page") == 0 ||
               strcmp(call->verb, "entries") == 0 ||
               strcmp(call->verb, "saved") == 0;
  desk_memory *m = memory_of(call, w);

  if (reads ? !get : !post)
    return view_refuse(call);
  if (strcmp(call->verb, "as") == 0)
    return change(call, w);
  if (!m)
    return view_missing(call);
  if (strcmp(call->verb, "page") == 0)
    return send_page(call);
  if (strcmp(call->verb, "entries") == 0)
    return send_entries(call, m);
  if (strcmp(call->verb, "saved") == 0)
    return send_saved(call, w);
  if (strcmp(call->verb, "marks") == 0)
    return take_marks(call, m);
  return save(call, w, m);
}
