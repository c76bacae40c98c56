/* SPDX-License-Identifier: Apache-2.0 */
/* What the worker does with a file of pairs: read, score, order. */
#include "desk/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zhen/score.h>

/* Pairs that are scored at a time: what Cancel waits for. */
enum { PIECE = 1024 };

typedef struct desk_reading {
  desk_work *work;
  pthread_mutex_t *tell;
  char *path; /* of the input */
  zhen_output *texts;
  uint64_t bytes; /* of `texts` */
  desk_entry *at;
  size_t count, capacity;
  desk_memory_head head;
} desk_reading;

static void add_fact(desk_work *w, pthread_mutex_t *tell, const char *key,
                     json_t *value)
{
  pthread_mutex_lock(tell);
  json_object_set_new(w->facts, key, value);
  pthread_mutex_unlock(tell);
}

zhen_status desk_memory_fail(const desk_work *w, const char *path,
                             zhen_status status, desk_failure *why)
{
  const char *message = zhen_error_last();
  size_t len = strlen(path);

  return strncmp(message, path, len) == 0
             ? desk_fail(why, status, "%s%s", w->names[0], message + len)
             : desk_fail(why, status, "%s", message);
}

/* ---- which files have pairs ---- */

static size_t count_lines(zhen_str text)
{
  size_t n = 0;

  while (text.len > 0) {
    desk_take_line(&text);
    n++;
  }
  return n;
}

zhen_str desk_take_line(zhen_str *text)
{
  const char *end = memchr(text->ptr, '\n', text->len);
  zhen_str line = {text->ptr, end ? (size_t)(end - text->ptr) : text->len};
  size_t step = line.len + (end ? 1 : 0);

  text->ptr += step;
  text->len -= step;
  return line;
}

size_t desk_table_lines(const zhen_document *table)
{
  size_t n;

  if (table->kind != ZHEN_KIND_XLSX || !table->main.text || !table->other.text)
    return 0;
  n = count_lines(zhen_text_str(table->main.text));
  return count_lines(zhen_text_str(table->other.text)) == n ? n : 0;
}

static bool is_table(const char *path)
{
  const zhen_input in = {.name = path};
  zhen_document *d = NULL;
  bool table =
      zhen_document_read(&d, &in, NULL) == ZHEN_OK && desk_table_lines(d) > 0;

  zhen_document_free(d);
  return table;
}

static bool begins_with(const char *path, const char *magic, size_t len)
{
  char bytes[16];
  FILE *f = fopen(path, "rb");
  bool same =
      f && fread(bytes, 1, len, f) == len && memcmp(bytes, magic, len) == 0;

  if (f)
    fclose(f);
  return same;
}

/* A file of pairs may be aligned as two texts, too; any other one has no
   entries. */
bool desk_is_memory(desk_work *w, pthread_mutex_t *tell)
{
  char *path = w->names[1][0] ? NULL : desk_path(w->path, "input0");
  bool either = false, memory;

  if (path && zhen_pairs_detect(&either, path, NULL) != ZHEN_OK)
    either = false;
  if (path && !either && begins_with(path, "PK\3\4", 4))
    either = is_table(path);
  free(path);
  memory = either && !w->as_texts;
  add_fact(w, tell, "either", json_boolean(either));
  add_fact(w, tell, "view", json_string(memory ? "memory" : "texts"));
  return memory;
}

/* ---- reading ---- */

static void tell_progress(desk_reading *r, const char *stage, size_t done,
                          size_t total)
{
  pthread_mutex_lock(r->tell);
  r->work->progress = (zhen_progress_state){stage, "entries", done, total};
  pthread_mutex_unlock(r->tell);
}

static zhen_status check_cancel(const desk_reading *r, desk_failure *why)
{
  return atomic_load(&r->work->cancel)
             ? desk_fail(why, ZHEN_ECANCELLED, "cancelled")
             : ZHEN_OK;
}

static zhen_status add_entry(desk_reading *r, zhen_str zh, zhen_str en,
                             size_t line, desk_failure *why)
{
  if (r->count == UINT32_MAX || zh.len > UINT32_MAX || en.len > UINT32_MAX)
    return desk_fail(why, ZHEN_ELIMIT, "too many entries");
  if (r->count == r->capacity) {
    size_t wanted = r->capacity ? r->capacity * 2 : 4096;
    desk_entry *more = realloc(r->at, wanted * sizeof *more);

    if (!more)
      return desk_fail(why, ZHEN_ENOMEM, "out of memory");
    r->at = more;
    r->capacity = wanted;
  }
  r->at[r->count++] =
      (desk_entry){.at = r->bytes,
                   .zh = (uint32_t)zh.len,
                   .en = (uint32_t)en.len,
                   .line = line < UINT32_MAX ? (uint32_t)line : 0};
  zhen_output_put(r->texts, zh.ptr, zh.len);
  zhen_output_put(r->texts, en.ptr, en.len);
  r->bytes += zh.len + en.len;
  if (r->count % PIECE == 0)
    tell_progress(r, "reading", r->count, 0);
  return r->count % PIECE == 0 ? check_cancel(r, why) : ZHEN_OK;
}

static zhen_status read_pairs(desk_reading *r, desk_failure *why)
{
  const zhen_pairs_options how = {.struct_size = sizeof how,
                                  .skip_malformed = true};
  const char *path = r->path;
  const zhen_pair_row *row = NULL;
  zhen_pairs *in = NULL;
  zhen_status status = zhen_pairs_open(&in, &path, 1, &how);
  bool own = false; /* whether the failure is in `why` */

  while (status == ZHEN_OK && !own) {
    status = zhen_pairs_next(in, &row);
    if (status != ZHEN_OK || !row)
      break;
    status = add_entry(r, row->pair.zh, row->pair.en, row->line, why);
    own = status != ZHEN_OK;
  }
  if (status == ZHEN_OK) {
    zhen_format format = zhen_pairs_format(in);

    snprintf(r->head.format, sizeof r->head.format, "%s",
             zhen_format_name(format));
    r->head.copies = zhen_pairs_can_copy(in) ||
                     zhen_format_supports(format, ZHEN_FORMAT_WRITE_PAIRS);
    r->head.skipped = zhen_pairs_malformed(in);
  } else if (!own) {
    desk_memory_fail(r->work, path, status, why);
  }
  zhen_pairs_close(in);
  return status;
}

static zhen_status read_table(desk_reading *r, desk_failure *why)
{
  const zhen_input in = {.name = r->path};
  zhen_document *d = NULL;
  zhen_status status = zhen_document_read(&d, &in, NULL);
  zhen_str zh, en;

  if (status != ZHEN_OK)
    return desk_memory_fail(r->work, r->path, status, why);
  if (desk_table_lines(d) == 0) {
    zhen_document_free(d);
    return desk_fail(why, ZHEN_EINPUT, "%s: has no pairs", r->work->names[0]);
  }
  zh = zhen_text_str(d->main.text);
  en = zhen_text_str(d->other.text);
  for (size_t n = 1; zh.len > 0 && status == ZHEN_OK; n++) {
    zhen_str left = desk_take_line(&zh), right = desk_take_line(&en);

    status = add_entry(r, left, right, n, why);
  }
  snprintf(r->head.format, sizeof r->head.format, "xlsx");
  r->head.copies = 1;
  zhen_document_free(d);
  return status;
}

static zhen_status read_entries(desk_reading *r, desk_failure *why)
{
  char *texts = desk_path(r->work->path, "texts");
  zhen_status status = texts ? zhen_output_open(&r->texts, texts) : ZHEN_ENOMEM;

  free(texts);
  if (status != ZHEN_OK)
    return desk_fail_as(why, status);
  status = begins_with(r->path, "PK\3\4", 4) ? read_table(r, why)
                                             : read_pairs(r, why);
  if (status == ZHEN_OK && r->count == 0)
    status = desk_fail(why, ZHEN_EINPUT, "%s: has no pairs", r->work->names[0]);
  if (status == ZHEN_OK) {
    status = zhen_output_commit(r->texts);
    r->texts = NULL;
    if (status != ZHEN_OK)
      desk_fail_as(why, status);
  }
  zhen_output_abandon(r->texts);
  return status;
}

/* ---- scoring ---- */

static zhen_status score_piece(desk_reading *r, const zhen_scorer *scorer,
                               const char *texts, size_t first,
                               unsigned threads, desk_failure *why)
{
  zhen_pair pairs[PIECE] = {{.score = 0}};
  zhen_pair_score scores[PIECE];
  size_t n = r->count - first < PIECE ? r->count - first : PIECE;
  zhen_status status;

  for (size_t k = 0; k < n; k++) {
    const desk_entry *e = &r->at[first + k];

    pairs[k] = (zhen_pair){.zh = {texts + e->at, e->zh},
                           .en = {texts + e->at + e->zh, e->en},
                           .score = -1};
  }
  status = zhen_score_pairs(scorer, pairs, n, threads, scores);
  if (status != ZHEN_OK)
    return desk_fail_as(why, status);
  for (size_t k = 0; k < n; k++) {
    r->at[first + k].score = (float)scores[k].probability;
    r->head.mean += scores[k].probability / (double)r->count;
    r->head.below += scores[k].probability < DESK_DOUBT;
  }
  tell_progress(r, "scoring", first + n, r->count);
  return check_cancel(r, why);
}

static zhen_status score_entries(desk_reading *r, unsigned threads,
                                 desk_failure *why)
{
  zhen_input texts = {0};
  char *path = desk_path(r->work->path, "texts");
  zhen_lexicon *lexicon = NULL;
  zhen_scorer *scorer = NULL;
  zhen_status status = path ? desk_map(path, &texts, why)
                            : desk_fail(why, ZHEN_ENOMEM, "out of memory");

  free(path);
  if (status != ZHEN_OK)
    return status;
  status = zhen_lexicon_open_default(&lexicon);
  if (status == ZHEN_OK)
    status = zhen_scorer_open(&scorer, lexicon, NULL);
  if (status != ZHEN_OK)
    desk_fail_as(why, status);
  for (size_t k = 0; k < r->count && status == ZHEN_OK; k += PIECE)
    status = score_piece(r, scorer, texts.bytes, k, threads, why);
  zhen_scorer_close(scorer);
  zhen_lexicon_close(lexicon);
  desk_unmap(&texts);
  return status;
}

static int by_doubt(const void *a, const void *b, void *context)
{
  const desk_entry *at = context;
  uint32_t i = *(const uint32_t *)a, k = *(const uint32_t *)b;
  float x = at[i].score, y = at[k].score;

  return x != y ? (x < y ? -1 : 1) : i < k ? -1 : i > k;
}

static zhen_status write_order(const desk_reading *r, desk_failure *why)
{
  uint32_t *order = malloc(r->count * sizeof *order);
  zhen_status status;

  if (!order)
    return desk_fail(why, ZHEN_ENOMEM, "out of memory");
  for (size_t k = 0; k < r->count; k++)
    order[k] = (uint32_t)k;
  qsort_r(order, r->count, sizeof *order, by_doubt, r->at);
  status =
      desk_write(r->work->path, "order", order, r->count * sizeof *order, why);
  free(order);
  return status;
}

static zhen_status write_entries(desk_reading *r, desk_failure *why)
{
  char *path = desk_path(r->work->path, "entries");
  zhen_output *out = NULL;
  zhen_status status = path ? zhen_output_open(&out, path) : ZHEN_ENOMEM;

  free(path);
  memcpy(r->head.magic, "zhenmem1", 8);
  snprintf(r->head.version, sizeof r->head.version, "%s", zhen_version());
  r->head.count = r->count;
  if (status == ZHEN_OK) {
    zhen_output_put(out, (const char *)&r->head, sizeof r->head);
    zhen_output_put(out, (const char *)r->at, r->count * sizeof *r->at);
    status = zhen_output_commit(out);
  }
  return status == ZHEN_OK ? ZHEN_OK : desk_fail_as(why, status);
}

zhen_status desk_memory_read(desk_work *w, pthread_mutex_t *tell,
                             unsigned threads, desk_failure *why)
{
  desk_reading r = {
      .work = w, .tell = tell, .path = desk_path(w->path, "input0")};
  desk_memory *m = NULL;
  zhen_status status;

  if (!r.path)
    return desk_fail(why, ZHEN_ENOMEM, "out of memory");
  unlinkat(w->lock, "entries", 0);
  status = read_entries(&r, why);
  if (status == ZHEN_OK)
    status = score_entries(&r, threads, why);
  if (status == ZHEN_OK)
    status = write_order(&r, why);
  if (status == ZHEN_OK)
    status = write_entries(&r, why);
  if (status == ZHEN_OK)
    status = desk_memory_open(w, &m, why);
  if (m) {
    pthread_mutex_lock(tell);
    desk_memory_take(w, m);
    pthread_mutex_unlock(tell);
  }
  free(r.at);
  free(r.path);
  return status;
}
