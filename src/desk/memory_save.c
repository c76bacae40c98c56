/* SPDX-License-Identifier: Apache-2.0 */
/* The memory without the entries that are marked. */
#include "desk/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PIECE = 4096 };

typedef struct desk_saving {
  desk_work *work;
  pthread_mutex_t *tell;
  const desk_memory *memory;
  char *input, *output;
  unsigned char *refused; /* a bit an entry */
  size_t kept;
} desk_saving;

static bool is_cancelled(void *context)
{
  const desk_saving *s = context;

  return atomic_load(&s->work->cancel) != 0;
}

static void tell_progress(void *context, const zhen_progress_state *state)
{
  const desk_saving *s = context;

  pthread_mutex_lock(s->tell);
  s->work->progress = *state;
  s->work->progress.total = s->memory->count;
  pthread_mutex_unlock(s->tell);
}

/* As the marks are now; they may change while it is written. */
static bool take_marks(desk_saving *s)
{
  const desk_memory *m = s->memory;

  s->refused = calloc(m->count / 8 + 1, 1);
  if (!s->refused)
    return false;
  pthread_mutex_lock(s->tell);
  for (size_t k = 0; k < m->count; k++)
    if (m->marks[k] == DESK_DROP)
      s->refused[k / 8] |= (unsigned char)(1U << k % 8);
  s->kept = m->count - m->marked[DESK_DROP];
  pthread_mutex_unlock(s->tell);
  return true;
}

static bool is_refused(const desk_saving *s, size_t k)
{
  return (s->refused[k / 8] >> k % 8 & 1) != 0;
}

/* Only the marks drop pairs. */
static zhen_status no_rules(zhen_filter **out)
{
  zhen_status status = zhen_filter_new(out);

  for (unsigned k = ZHEN_RULE_NONE + 1; status == ZHEN_OK && k < ZHEN_RULES;
       k++)
    zhen_filter_set(*out, (zhen_rule)k, NAN);
  return status;
}

static zhen_status run_filter(desk_saving *s, zhen_filter *filter,
                              zhen_pairs *in, zhen_pairs_writer *out)
{
  const zhen_progress progress = {.struct_size = sizeof progress,
                                  .cancel = is_cancelled,
                                  .report = tell_progress,
                                  .context = s};
  const zhen_filter_stream_options how = {.struct_size = sizeof how,
                                          .progress = &progress,
                                          .refused = s->refused,
                                          .n_refused = s->memory->count};
  zhen_filter_stream_counts counts;

  return zhen_filter_stream(filter, in, out, &how, &counts);
}

/* Byte for byte where the format has units, line for line where it has lines.
 */
static zhen_status copy_input(desk_saving *s)
{
  const zhen_pairs_options how = {.struct_size = sizeof how,
                                  .skip_malformed = true};
  const char *path = s->input;
  zhen_filter *filter = NULL;
  zhen_pairs *in = NULL;
  zhen_pairs_writer *out = NULL;
  zhen_status status = no_rules(&filter);

  if (status == ZHEN_OK)
    status = zhen_pairs_open(&in, &path, 1, &how);
  if (status == ZHEN_OK)
    status = zhen_pairs_can_copy(in)
                 ? zhen_pairs_copy(&out, s->output, in)
                 : zhen_pairs_create(&out, s->output, zhen_pairs_format(in),
                                     zhen_pairs_scored(in), false, NULL);
  if (status == ZHEN_OK)
    status = run_filter(s, filter, in, out);
  if (status == ZHEN_OK) {
    status = zhen_pairs_commit(out);
    out = NULL;
  }
  zhen_pairs_abandon(out);
  zhen_pairs_close(in);
  zhen_filter_free(filter);
  return status;
}

/* The texts of the entries, in another format. */
static zhen_status write_entries(desk_saving *s, zhen_format format)
{
  const zhen_write_options how = {
      .struct_size = sizeof how, .date = (int64_t)time(NULL), .header = true};
  zhen_progress_state state = {"saving", "entries", 0, 0};
  zhen_pairs_writer *out = NULL;
  zhen_status status =
      zhen_pairs_create(&out, s->output, format, false, false, &how);

  if (status != ZHEN_OK)
    return status;
  for (size_t k = 0; k < s->memory->count; k++) {
    zhen_pair pair = desk_memory_pair(s->memory, k);

    pair.score = -1;
    if (!is_refused(s, k))
      zhen_pairs_put(out, &pair);
    if (k % PIECE == 0) {
      state.done = k;
      tell_progress(s, &state);
      if (is_cancelled(s)) {
        zhen_pairs_abandon(out);
        return ZHEN_ECANCELLED;
      }
    }
  }
  return zhen_pairs_commit(out);
}

static zhen_status save(desk_saving *s, desk_failure *why)
{
  const char *format = s->memory->head->format, *wanted = s->work->saving;
  bool same = strcmp(wanted, "same") == 0 || strcmp(wanted, format) == 0;
  zhen_format parsed;
  zhen_status status;

  if (same && strcmp(format, "xlsx") != 0) {
    status = copy_input(s);
  } else {
    status = zhen_format_parse(&parsed, same ? format : wanted,
                               ZHEN_FORMAT_WRITE_PAIRS);
    if (status == ZHEN_OK)
      status = write_entries(s, parsed);
  }
  if (status == ZHEN_ECANCELLED)
    return desk_fail(why, status, "cancelled");
  return status == ZHEN_OK ? ZHEN_OK
                           : desk_memory_fail(s->work, s->input, status, why);
}

zhen_status desk_memory_save(desk_work *w, pthread_mutex_t *tell,
                             desk_failure *why)
{
  desk_saving s = {.work = w,
                   .tell = tell,
                   .memory = w->memory,
                   .input = desk_path(w->path, "input0"),
                   .output = desk_path(w->path, "saved")};
  zhen_status status = s.input && s.output && take_marks(&s)
                           ? save(&s, why)
                           : desk_fail(why, ZHEN_ENOMEM, "out of memory");

  if (status == ZHEN_OK) {
    pthread_mutex_lock(tell);
    json_object_set_new(w->facts, "saved", json_string(w->saving));
    json_object_set_new(w->facts, "kept", json_integer((json_int_t)s.kept));
    pthread_mutex_unlock(tell);
  }
  free(s.input);
  free(s.output);
  free(s.refused);
  return status;
}
