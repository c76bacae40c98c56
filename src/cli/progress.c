/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/progress.h"
#include "cli/terminal.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Seconds between two lines. */
static const double on_terminal = 0.1, as_json = 1, in_log = 60;

static double now(void)
{
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void build_progress_begin(build_progress *p, progress_how how)
{
  *p = (build_progress){.how = how, .began = now()};
  p->terminal = how == PROGRESS_AUTO && isatty(STDERR_FILENO);
  p->last = p->began;
}

static uint64_t done(const zhen_build_counts *c)
{
  return c->aligned + c->refiltered + c->unchanged + c->untranslated +
         c->failed;
}

/* Seconds left if it goes on as it went; negative if nobody can tell. */
static double left(const build_progress *p, const zhen_build_counts *c)
{
  double passed = p->last - p->began;

  if (done(c) == 0 || passed < 1)
    return -1;
  return passed / (double)done(c) * (double)(c->total - done(c));
}

static double speed(const build_progress *p, const zhen_build_counts *c)
{
  double passed = p->last - p->began;

  return passed > 0 ? (double)c->bytes / passed : 0;
}

/* "1 h 20 min", "5 min", "40 s" */
static void put_time(char *out, size_t size, double seconds)
{
  unsigned long s = (unsigned long)seconds;

  if (s >= 3600)
    snprintf(out, size, "%lu h %lu min", s / 3600, s % 3600 / 60);
  else if (s >= 60)
    snprintf(out, size, "%lu min", s / 60);
  else
    snprintf(out, size, "%lu s", s);
}

static void put_line(const build_progress *p, const zhen_build_news *news,
                     char *out, size_t size)
{
  const zhen_build_counts *c = &news->counts;
  double seconds = left(p, c);
  char rest[64] = "", failed[64] = "", apart[64] = "", time[32];

  if (news->event == ZHEN_BUILD_DUPLICATES) {
    snprintf(out, size, "looking for duplicates");
    return;
  }
  if (c->total == 0) {
    snprintf(out, size, "reading the manifest");
    return;
  }
  if (seconds >= 0) {
    put_time(time, sizeof time, seconds);
    snprintf(rest, sizeof rest, ", %s left", time);
  }
  if (c->failed > 0)
    snprintf(failed, sizeof failed, ", %" PRIu64 " failed", c->failed);
  if (c->not_parallel > 0)
    snprintf(apart, sizeof apart, ", %" PRIu64 " not parallel",
             c->not_parallel);
  snprintf(out, size,
           "%" PRIu64 " of %" PRIu64 " documents, %" PRIu64
           " pairs, %.1f MB/s%s%s%s",
           done(c), c->total, c->pairs, speed(p, c) / 1e6, rest, failed, apart);
}

static void say_json(const build_progress *p, const zhen_build_counts *c,
                     const char *state)
{
  double seconds = left(p, c);
  json_t *o = json_pack(
      "{s:s,s:s,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:f,s:f,s:o}",
      "schema", "zhen.progress/1", "state", state, "total",
      (json_int_t)c->total, "done", (json_int_t)done(c), "aligned",
      (json_int_t)c->aligned, "refiltered", (json_int_t)c->refiltered,
      "unchanged", (json_int_t)c->unchanged, "untranslated",
      (json_int_t)c->untranslated, "failed", (json_int_t)c->failed,
      "not_parallel", (json_int_t)c->not_parallel, "removed",
      (json_int_t)c->removed, "pairs", (json_int_t)c->pairs, "bytes",
      (json_int_t)c->bytes, "seconds", p->last - p->began, "bytes_per_second",
      speed(p, c), "seconds_left",
      seconds >= 0 ? json_real(seconds) : json_null());

  if (o) {
    json_dumpf(o, stderr, JSON_COMPACT | JSON_REAL_PRECISION(6));
    putc('\n', stderr);
  }
  json_decref(o);
}

static void clear_line(bool *shown)
{
  if (*shown)
    fputs("\r\033[K", stderr);
  *shown = false;
}

static void show_line(bool *shown, const char *line)
{
  unsigned columns = terminal_columns(false);

  clear_line(shown);
  fprintf(stderr, "%.*s", (int)(columns ? columns - 1 : 79), line);
  fflush(stderr);
  *shown = true;
}

static void show(build_progress *p, const zhen_build_news *news)
{
  char line[256];

  put_line(p, news, line, sizeof line);
  if (!p->terminal) {
    say("%s", line);
    return;
  }
  show_line(&p->shown, line);
}

static double interval(const build_progress *p)
{
  if (p->how == PROGRESS_JSON)
    return as_json;
  return p->terminal ? on_terminal : in_log;
}

void build_progress_say(build_progress *p, const zhen_build_news *news)
{
  clear_line(&p->shown);
  if (news->event == ZHEN_BUILD_FAULT)
    say("%s: line %zu: %s", news->what, news->line, news->why);
  else if (news->event == ZHEN_BUILD_LEFT)
    say("%s: skipped: %s", news->what, news->why);
  else
    say("%s: %s", news->what, news->why);
}

void build_progress_report(build_progress *p, const zhen_build_news *news)
{
  double time = now();

  if (news->event == ZHEN_BUILD_FAILURE || news->event == ZHEN_BUILD_UNREAD ||
      news->event == ZHEN_BUILD_FAULT) {
    build_progress_say(p, news);
    return;
  }
  if (p->how == PROGRESS_NEVER || time - p->last < interval(p))
    return;
  p->last = time;
  if (p->how == PROGRESS_JSON)
    say_json(p, &news->counts,
             news->event == ZHEN_BUILD_DUPLICATES ? "duplicates" : "documents");
  else
    show(p, news);
}

void build_progress_end(build_progress *p, const zhen_build_counts *counts,
                        bool stopped)
{
  p->last = now();
  clear_line(&p->shown);
  if (p->how == PROGRESS_JSON)
    say_json(p, counts, stopped ? "stopped" : "done");
}

static void meter_line(const zhen_progress_state *s, char *out, size_t size)
{
  if (s->total > 0)
    snprintf(out, size, "%s: %u%% of %" PRIu64 " %s", s->stage,
             (unsigned)(100 * (double)s->done / (double)s->total), s->total,
             s->unit);
  else if (s->done > 0)
    snprintf(out, size, "%s: %" PRIu64 " %s", s->stage, s->done, s->unit);
  else
    snprintf(out, size, "%s", s->stage);
}

void meter_show(meter *m, const zhen_progress_state *state)
{
  double time = now();
  char line[sizeof m->line];

  if (!m->on || time - m->began < 1 || time - m->last < on_terminal)
    return;
  m->last = time;
  meter_line(state, line, sizeof line);
  if (m->shown && strcmp(line, m->line) == 0)
    return;
  memcpy(m->line, line, sizeof line);
  show_line(&m->shown, line);
}

static void meter_report(void *context, const zhen_progress_state *state)
{
  meter_show(context, state);
}

static bool meter_cancel(void *context)
{
  meter *m = context;

  return signals_caught(m->signals);
}

const zhen_progress *meter_begin(meter *m, bool quiet, signals *s)
{
  *m = (meter){.progress = ZHEN_PROGRESS_INIT,
               .signals = s,
               .on = !quiet && isatty(STDERR_FILENO),
               .began = now()};
  m->progress.cancel = s ? meter_cancel : NULL;
  m->progress.report = m->on ? meter_report : NULL;
  m->progress.context = m;
  return &m->progress;
}

bool meter_mixes(const char *output)
{
  return (!output || strcmp(output, "-") == 0) && isatty(STDOUT_FILENO);
}

void meter_end(meter *m)
{
  clear_line(&m->shown);
}
