/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON Lines in, JSON Lines out: the input available without waiting is a
 * batch; its lines are aligned in parallel and written in order.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "base/output.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "text/json.h"
#include "format/record_links.h"
#include "text/input.h"
#include "text/utf8.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <zhen/align_stream.h>

enum { BATCH_LINES = 256, BATCH_BYTES = 8 << 20 };

static const size_t MAX_LINE = (size_t)1 << 30;

/* A line and its result. */
typedef struct align_task {
  zhen_str line;
  size_t number;
  buf result;
  uint64_t pairs;
  bool failed, rejected;
} align_task;

typedef struct align_stream {
  const zhen_lexicon *lexicon;
  zhen_align_stream_options options;
  zhen_article_options reading;
  zhen_align_options align;
  progress progress;
  zhen_progress inner; /* of each alignment */
  text_limits limits;
  text_input *in;
  zhen_output *out;
  zhen_align_stream_counts *counts;
  buf raw; /* bytes read; lines up to `used` are done */
  size_t used;
  size_t searched; /* no line ends before */
  size_t lines;    /* assigned to tasks so far */
  bool ended;
  align_task tasks[BATCH_LINES];
  size_t n_tasks;
} align_stream;

/* ---- one line ---- */

static int take(const char *bytes, size_t len, void *result)
{
  buf_put(result, bytes, len);
  return 0;
}

static void put_begin(align_task *t, const json_t *object)
{
  const json_t *id = json_object_get(object, "id");

  buf_puts(&t->result, "{\"schema\":\"zhen.alignment/1\",\"id\":");
  if (!id)
    buf_puts(&t->result, "null");
  else if (json_dump_callback(id, take, &t->result,
                              JSON_COMPACT | JSON_ENCODE_ANY) != 0)
    t->result.failed = true;
  buf_printf(&t->result, ",\"line\":%zu", t->number);
}

static zhen_status put_error(const align_stream *s, align_task *t,
                             const json_t *object, const char *why)
{
  t->failed = true;
  if (s->options.strict)
    return zhen_fail(ZHEN_EINPUT, "%s: line %zu: %s",
                     text_label(s->limits.name), t->number, why);
  put_begin(t, object);
  buf_puts(&t->result, ",\"error\":");
  json_put_data(&t->result, (zhen_str){why, strlen(why)});
  buf_puts(&t->result, "}\n");
  return buf_status(&t->result);
}

static void put_verdict(align_task *t, const zhen_article *a,
                        const zhen_alignment *alignment)
{
  const char *relation = zhen_relation_name(zhen_alignment_relation(alignment));

  buf_printf(&t->result, ",\"zh_sentences\":%zu,\"en_sentences\":%zu",
             a->zh.sentences->count, a->en.sentences->count);
  record_put_json_verdict(&t->result, zhen_alignment_parallel(alignment),
                          relation, true);
  if (t->rejected)
    buf_puts(&t->result, ",\"rejected\":\"parallel\"");
}

/* The record of a bead, if it is written. */
static bool is_written(const align_stream *s, const zhen_article *a,
                       const zhen_bead *b, record_texts *texts, record *out)
{
  *out = record_of(b, &a->zh, &a->en, ROW_LINE, texts);
  return record_is_pair(out) ? b->score >= s->options.min_score
                             : s->options.nulls;
}

static zhen_status link_beads(const align_stream *s, const zhen_article *a,
                              const zhen_bead *beads, size_t count,
                              record_texts *texts, record_links *links)
{
  zhen_status status = ZHEN_OK;
  record r;

  for (size_t i = 0; i < count && status == ZHEN_OK; i++)
    if (is_written(s, a, &beads[i], texts, &r))
      status = record_links_add(links, &r);
  return status == ZHEN_OK ? record_links_find(links, s->lexicon, 1) : status;
}

static zhen_status put_beads(const align_stream *s, align_task *t,
                             const zhen_article *a,
                             const zhen_alignment *alignment)
{
  size_t count;
  const zhen_bead *beads = zhen_alignment_beads(alignment, &count);
  const char *between = "";
  record_texts texts = {.zh = {0}};
  record_links links = {.words = NULL};
  zhen_status status = ZHEN_OK, memory;
  record r;

  count = t->rejected ? 0 : count;
  if (s->options.words)
    status = link_beads(s, a, beads, count, &texts, &links);
  buf_puts(&t->result, ",\"pairs\":[");
  for (size_t i = 0; i < count && status == ZHEN_OK; i++) {
    if (!is_written(s, a, &beads[i], &texts, &r))
      continue;
    record_links_describe(&links, &r);
    buf_puts(&t->result, between);
    buf_putc(&t->result, '{');
    record_put_json(&t->result, &r, true);
    record_put_json_words(&t->result, &r);
    buf_putc(&t->result, '}');
    between = ",";
    t->pairs += record_is_pair(&r);
  }
  buf_puts(&t->result, "]}\n");
  record_links_dispose(&links);
  memory = record_texts_end(&texts);
  return status == ZHEN_OK ? memory : status;
}

/* A text of the object as an input; false if it has none. */
static bool input_of(const json_t *object, const char *key, zhen_input *out)
{
  const json_t *text = json_object_get(object, key);

  if (!json_is_string(text))
    return false;
  *out = (zhen_input){.name = key,
                      .bytes = json_string_value(text),
                      .len = json_string_length(text)};
  return true;
}

static zhen_status read_article(const align_stream *s, const json_t *object,
                                zhen_article **out)
{
  const zhen_article_options *how = &s->reading;
  zhen_input zh, en;

  if (input_of(object, "zh", &zh) && input_of(object, "en", &en))
    return zhen_article_read(out, &zh, &en, how);
  if (input_of(object, "text", &zh))
    return zhen_article_read(out, &zh, NULL, how);
  *out = NULL;
  if (!json_is_object(object))
    return zhen_fail(ZHEN_EINPUT, "not a JSON object");
  return zhen_fail(ZHEN_EINPUT, "needs strings \"zh\" and \"en\", or \"text\"");
}

static zhen_status align_article(const align_stream *s, align_task *t,
                                 const json_t *object,
                                 const zhen_article *article)
{
  zhen_alignment *alignment;
  zhen_status status;

  status = zhen_align(&alignment, s->lexicon, article->zh.sentences,
                      article->en.sentences, &s->align);
  if (status == ZHEN_OK) {
    t->rejected = zhen_alignment_parallel(alignment) < s->options.min_parallel;
    put_begin(t, object);
    put_verdict(t, article, alignment);
    status = put_beads(s, t, article, alignment);
  }
  zhen_alignment_free(alignment);
  return status;
}

static zhen_status do_task(void *context, size_t number)
{
  align_stream *s = context;
  align_task *t = &s->tasks[number];
  json_t *object =
      json_loadb(t->line.ptr, t->line.len, JSON_REJECT_DUPLICATES, NULL);
  zhen_article *article;
  zhen_status status = read_article(s, object, &article);

  if (status == ZHEN_OK)
    status = align_article(s, t, object, article);
  if (status == ZHEN_EINPUT || status == ZHEN_ELIMIT) {
    char why[512];

    strncpy(why, zhen_error_last(), sizeof why - 1);
    why[sizeof why - 1] = '\0';
    t->result.len = 0;
    status = put_error(s, t, object, why);
  }
  if (status == ZHEN_OK)
    status = buf_status(&t->result);
  zhen_article_free(article);
  json_decref(object);
  return status == ZHEN_OK ? progress_step(&s->progress, 1) : status;
}

/* ---- batches ---- */

/* Assign the complete lines to tasks. */
static void cut_lines(align_stream *s)
{
  while (s->n_tasks < BATCH_LINES && s->used < s->raw.len) {
    zhen_str all = {s->raw.ptr, s->raw.len};
    size_t end = str_find(all, s->used, '\n');
    zhen_str line = str_part(all, s->used, end);
    align_task *t = &s->tasks[s->n_tasks];

    if (end == all.len && !s->ended)
      return;
    s->used = end + (end < all.len);
    s->lines++;
    if (line.len > 0 && line.ptr[line.len - 1] == '\r')
      line.len--;
    if (line.len == 0)
      continue;
    t->line = line;
    t->number = s->lines;
    t->result.len = 0;
    t->pairs = 0;
    t->failed = t->rejected = false;
    s->n_tasks++;
  }
}

/* Move the rest of the previous batch to the front. */
static void keep_rest(align_stream *s)
{
  s->n_tasks = 0;
  if (s->used == 0)
    return;
  memmove(s->raw.ptr, s->raw.ptr + s->used, s->raw.len - s->used);
  s->raw.len -= s->used;
  s->used = s->searched = 0;
}

/* Whether there is a line; a long one is searched once. */
static bool has_line(align_stream *s)
{
  zhen_str all = {s->raw.ptr, s->raw.len};

  s->searched = str_find(all, s->searched, '\n');
  return s->searched < all.len;
}

/* Read at least one line, and whatever else is available. */
static zhen_status read_batch(align_stream *s)
{
  keep_rest(s);
  while (!s->ended && (!has_line(s) ||
                       (s->raw.len < BATCH_BYTES && text_input_ready(s->in)))) {
    size_t before = s->raw.len;
    zhen_status status = text_input_read(s->in, &s->raw, TEXT_INPUT_BYTES);

    if (status != ZHEN_OK)
      return status;
    s->ended = s->raw.len == before;
  }
  cut_lines(s);
  return ZHEN_OK;
}

/* Write results up to the first missing one. */
static void write_results(align_stream *s)
{
  for (size_t i = 0; i < s->n_tasks && s->tasks[i].result.len > 0; i++) {
    const align_task *t = &s->tasks[i];

    zhen_output_put(s->out, t->result.ptr, t->result.len);
    s->counts->documents += !t->failed && !t->rejected;
    s->counts->rejected += t->rejected;
    s->counts->failed += t->failed;
    s->counts->pairs += t->pairs;
  }
}

static zhen_status run(align_stream *s)
{
  unsigned threads =
      s->options.threads ? s->options.threads : parallel_processors();
  zhen_status status = ZHEN_OK, flushed;

  progress_begin(&s->progress, "aligning", "documents", 0);
  while (status == ZHEN_OK && (!s->ended || s->used < s->raw.len)) {
    status = read_batch(s);
    if (status != ZHEN_OK)
      break;
    status = parallel_for(s->n_tasks, threads, do_task, s);
    write_results(s);
    flushed = output_flush(s->out);
    if (status == ZHEN_OK)
      status = flushed;
  }
  return status;
}

static zhen_status take_options(align_stream *s,
                                const zhen_align_stream_options *options)
{
  zhen_status status = OPTIONS_TAKE(&s->options, options);

  if (status == ZHEN_OK)
    status = OPTIONS_TAKE(&s->reading, s->options.reading);
  if (status == ZHEN_OK)
    status = OPTIONS_TAKE(&s->align, s->options.align);
  if (status == ZHEN_OK)
    status = progress_open(&s->progress, s->options.progress);
  s->reading.encoding = "UTF-8"; /* JSON is UTF-8 */
  s->reading.order = ZHEN_ORDER_CHECK;
  s->align.threads = 1; /* documents already run in parallel */
  s->inner = progress_inner(&s->progress);
  s->align.progress = &s->inner;
  return status;
}

zhen_status zhen_align_stream(const char *path, zhen_output *out,
                              const zhen_lexicon *lexicon,
                              const zhen_align_stream_options *options,
                              zhen_align_stream_counts *counts)
{
  const zhen_read_options limits = {.struct_size = sizeof limits,
                                    .max_bytes = SIZE_MAX,
                                    .max_line = MAX_LINE};
  align_stream *s = mem_calloc(1, sizeof *s);
  zhen_status status;

  *counts = (zhen_align_stream_counts){0};
  if (!s)
    return zhen_fail_memory();
  s->lexicon = lexicon;
  s->limits = text_limits_of(path, &limits);
  s->out = out;
  s->counts = counts;
  status = take_options(s, options);
  if (status == ZHEN_OK)
    status = text_input_open(&s->in, &s->limits);
  if (status == ZHEN_OK)
    status = run(s);
  text_input_close(s->in);
  for (size_t i = 0; i < BATCH_LINES; i++)
    buf_dispose(&s->tasks[i].result);
  buf_dispose(&s->raw);
  free(s);
  return status;
}
