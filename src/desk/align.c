/* SPDX-License-Identifier: Apache-2.0 */
/* What the worker does with a work: read, align, write the page. */
#include "desk/parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct desk_watch {
  desk_work *work;
  pthread_mutex_t *tell;
} desk_watch;

static bool is_cancelled(void *context)
{
  const desk_watch *watch = context;

  return atomic_load(&watch->work->cancel) != 0;
}

static void report(void *context, const zhen_progress_state *state)
{
  const desk_watch *watch = context;

  pthread_mutex_lock(watch->tell);
  watch->work->progress = *state;
  pthread_mutex_unlock(watch->tell);
}

static void add_fact(desk_watch *watch, const char *key, json_t *value)
{
  pthread_mutex_lock(watch->tell);
  json_object_set_new(watch->work->facts, key, value);
  pthread_mutex_unlock(watch->tell);
}

static const char *han_name(zhen_han han)
{
  return han == ZHEN_HAN_TRADITIONAL  ? "traditional"
         : han == ZHEN_HAN_SIMPLIFIED ? "simplified"
                                      : "";
}

static bool is_second(const desk_work *w, const zhen_side *side)
{
  return w->names[1][0] &&
         strcmp(zhen_text_name(side->source), w->names[1]) == 0;
}

/* One side: its file, what kind of file that is, how long the side is, and its
   detected language if the user says another. */
static json_t *side_facts(const desk_work *w, const zhen_side *side)
{
  int from = is_second(w, side);
  bool two = w->names[1][0] != '\0';
  const zhen_article_note *note =
      &w->article->notes[two && from != (w->zh == 1)];

  return json_pack(
      "{s:s,s:i,s:s,s:s,s:s,s:I,s:I,s:s}", "name", w->names[from], "file", from,
      "kind", zhen_kind_name(note->kind), "encoding",
      note->encoding ? note->encoding : "", "han", han_name(note->han),
      "sentences", (json_int_t)side->sentences->count, "wrapped",
      (json_int_t)note->wrapped, "seems", note->seems ? note->seems : "");
}

static void add_verdict(desk_watch *watch)
{
  const zhen_alignment *a = watch->work->alignment;
  size_t count, pairs = 0;
  const zhen_bead *b = zhen_alignment_beads(a, &count);
  double sum = 0;

  for (size_t k = 0; k < count; k++)
    if (b[k].zh_begin < b[k].zh_end && b[k].en_begin < b[k].en_end) {
      sum += b[k].score;
      pairs++;
    }
  add_fact(watch, "pairs", json_integer((json_int_t)pairs));
  add_fact(watch, "mean", json_real(pairs ? sum / (double)pairs : 0));
  add_fact(watch, "parallel",
           json_real(floor(zhen_alignment_parallel(a) * 1e4) / 1e4));
  add_fact(watch, "relation",
           json_string(zhen_relation_name(zhen_alignment_relation(a))));
}

static zhen_status write_page(desk_work *w, const zhen_progress *progress)
{
  const zhen_report_options how = {.struct_size = sizeof how,
                                   .words = w->lexicon,
                                   .progress = progress,
                                   .served = true};
  char *path = desk_path(w->path, "page.html");
  zhen_status status =
      path ? zhen_report_write(path, w->alignment, &w->article->zh,
                               &w->article->en, &how)
           : ZHEN_ENOMEM;

  free(path);
  return status;
}

static zhen_status align_sides(desk_work *w, desk_watch *watch,
                               unsigned threads, desk_failure *why)
{
  const zhen_progress progress = {.struct_size = sizeof progress,
                                  .cancel = is_cancelled,
                                  .report = report,
                                  .context = watch};
  const zhen_align_options how = {.struct_size = sizeof how,
                                  .threads = threads,
                                  .explain = true,
                                  .progress = &progress};
  bool restoring = w->restoring;
  zhen_status status = zhen_report_fits(&w->article->zh, &w->article->en);

  if (status == ZHEN_OK) {
    status = desk_aids_open(w, watch->tell, threads, &progress, why);
    if (status != ZHEN_OK)
      return status;
  }
  if (status == ZHEN_OK)
    status = zhen_align(&w->alignment, w->lexicon, w->article->zh.sentences,
                        w->article->en.sentences, &how);
  if (status == ZHEN_OK)
    status = restoring ? ZHEN_OK : write_page(w, &progress);
  if (status == ZHEN_OK)
    add_verdict(watch);
  return status == ZHEN_OK ? ZHEN_OK : desk_fail_as(why, status);
}

zhen_status desk_align(desk_work *w, pthread_mutex_t *tell, unsigned threads,
                       desk_failure *why)
{
  static const zhen_progress_state reading = {.stage = "reading"};
  desk_watch watch = {w, tell};
  zhen_status status;

  desk_drop_results(w);
  report(&watch, &reading);
  status = desk_read(w, why);
  if (status == ZHEN_OK) {
    add_fact(&watch, "zh", side_facts(w, &w->article->zh));
    add_fact(&watch, "en", side_facts(w, &w->article->en));
    status = align_sides(w, &watch, threads, why);
  }
  if (status != ZHEN_OK)
    desk_drop_results(w);
  return status;
}
