/* SPDX-License-Identifier: Apache-2.0 */
/* zhen merge: stores to one store. */
#include "cli/progress.h"

#include <stddef.h>

typedef struct values {
  const char *output;
  bool force;
} values;

static const option options[] = {
    {'o', "output", OPTION_STRING, offsetof(values, output), "FILE",
     "the new store, written whole or not at all", NULL},
    {0, "force", OPTION_FLAG, offsetof(values, force), NULL,
     "replace FILE if it is there", NULL},
    {0}};

static int merge(const values *v, char **stores, size_t count)
{
  signals held;
  meter shown;
  const zhen_merge_options how = {.struct_size = sizeof how,
                                  .force = v->force,
                                  .progress =
                                      meter_begin(&shown, false, &held)};
  bool stopped;
  zhen_status status;

  signals_begin(&held);
  signals_note(&held, "%s: stopped; run the same command again", v->output);
  status = zhen_merge(v->output, (const char *const *)stores, count, &how);
  meter_end(&shown);
  stopped = status == ZHEN_ECANCELLED;
  if (stopped)
    signals_note(&held, "%s", zhen_error_last());
  else if (status != ZHEN_OK)
    say_failure(status);
  signals_end(&held, stopped);
  return exit_of(status);
}

static int run(const command *self, int argc, char **argv)
{
  values v = {0};
  int count = options_parse(self, argc, argv, &v);

  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  if (count == 0)
    return say_usage(self, "no store given");
  if (!v.output)
    return say_usage(self, "no new store named: -o FILE");
  return merge(&v, argv, (size_t)count);
}

const command command_merge = {
    .name = "merge",
    .run = run,
    .summary = "join the stores of several builds",
    .usage = "[OPTION]... -o FILE STORE...",
    .purpose = "Join stores to one and find duplicates among all of them. What "
               "comes of shards\nis what comes of a build without shards.",
    .options = options,
    .examples = "  zhen merge shard-*.db -o corpus.db\n"};
