/* SPDX-License-Identifier: Apache-2.0 */
/* zhen merge: several stores to one. */
#include "cli/progress.h"

#include <stddef.h>

typedef struct merge_args {
  const char *output;
  bool force, no_index;
  verbosity level;
} merge_args;

static const option options[] = {
    {'o', "output", OPTION_STRING, offsetof(merge_args, output), "FILE",
     .help = "store to create, completely or not at all"},
    {0, "force", OPTION_FLAG, offsetof(merge_args, force), NULL,
     .help = "replace FILE if it exists"},
    {0, "no-index", OPTION_FLAG, offsetof(merge_args, no_index), NULL,
     .help = "do not index the texts for zhen search"},
    {0}};

static const option_group groups[] = {
    {options, 0}, {general_options, offsetof(merge_args, level)}, {0}};

static const merge_args defaults = {0};

static int merge(const merge_args *v, char **stores, size_t count)
{
  signals held;
  meter shown;
  const zhen_merge_options how = {
      .struct_size = sizeof how,
      .force = v->force,
      .no_index = v->no_index,
      .progress = meter_begin(&shown, v->level.quiet, &held)};
  bool stopped;
  zhen_status status;

  signals_begin(&held);
  signals_note(
      &held, "%s: interrupted; nothing was written; run the same command again",
      v->output);
  status = zhen_merge(v->output, (const char *const *)stores, count, &how);
  meter_end(&shown);
  stopped = status == ZHEN_ECANCELLED;
  if (stopped)
    signals_note(&held, "%s", zhen_error_last());
  else if (status != ZHEN_OK)
    say_failure(status);
  else if (v->level.verbose && !v->level.quiet)
    say("%s: %zu store%s merged", v->output, count, count == 1 ? "" : "s");
  signals_end(&held, stopped);
  return exit_of(status);
}

static int run(const command *self, int argc, char **argv)
{
  merge_args v = defaults;
  int count = options_parse(self, argc, argv, &v);

  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  if (count == 0)
    return say_usage(self, "missing operand: STORE");
  if (!v.output)
    return say_usage(self, "missing option: -o FILE");
  return merge(&v, argv, (size_t)count);
}

const command command_merge = {
    .name = "merge",
    .run = run,
    .summary = "merge the stores of several builds into one",
    .usage = "[OPTION]... -o FILE STORE...",
    .purpose =
        "Merge stores into a new store and find duplicates across all of "
        "them. Merging the shards of a build gives the same store as "
        "building without shards.",
    .groups = groups,
    .defaults = &defaults,
    .examples = "  zhen merge shard-*.db -o corpus.db\n"};
