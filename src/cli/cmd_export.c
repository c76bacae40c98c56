/* SPDX-License-Identifier: Apache-2.0 */
/* zhen export: a store to files. */
#include "cli/article_job.h"
#include "cli/format.h"
#include "cli/progress.h"
#include "cli/writing.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct export_args {
  const char *output, *format, *split, *holdout, *granularity, *license;
  writing_values writing;
  double min_prob;
  size_t seed;
  bool force, partial, sure, no_parts;
  verbosity level;
} export_args;

typedef struct export_job {
  const command *self;
  export_args v;
  zhen_export_options how;
  writing writing;
  zhen_holdout *holdout;
  zhen_store **stores;
  size_t count;
  zhen_lexicon *lexicon; /* for parts; NULL: none */
  zhen_export_counts counts;
  targets files;
  signals signals;
  bool stopped;
} export_job;

#define AT(field) offsetof(export_args, field)

static const char *const format_words[] = {
    "moses", "tsv",  "jsonl", "hf",   "tmx", "xliff", "xliff2", "csv",
    "xlsx",  "docx", "html",  "epub", "po",  "mnbvc", "ces",    NULL};
static const char *const granularity_words[] = {"sentence", "paragraph",
                                                "document", NULL};

static const option options[] = {
    {'o', "output", OPTION_STRING, AT(output), "TARGET",
     .help = "output file, prefix or directory, written completely or not at "
             "all"},
    {'f', "format", OPTION_STRING, AT(format), "NAME", .help = "output format",
     .words = format_words, .unset = "by the extension of TARGET"},
    {0, "force", OPTION_FLAG, AT(force), NULL,
     .help = "replace TARGET if it exists"},
    {0, "min-prob", OPTION_REAL, AT(min_prob), "P",
     .help = "drop pairs with a probability below P"},
    {0, "sure", OPTION_FLAG, AT(sure), NULL,
     .help = "drop doubtful pairs: --min-prob with the P of --approved"},
    {0, "split", OPTION_STRING, AT(split), "A/B/C",
     .help = "split documents into train, dev and test in these proportions",
     .unset = "no split"},
    {0, "seed", OPTION_SIZE, AT(seed), "N", .help = "random seed of the split"},
    {0, "holdout", OPTION_STRING, AT(holdout), "FILE",
     .help = "drop pairs if one side is a line of FILE"},
    {0, "granularity", OPTION_STRING, AT(granularity), "WHAT",
     .help = "unit of a row", .words = granularity_words},
    {0, "no-parts", OPTION_FLAG, AT(no_parts), NULL,
     .help = "tmx: do not write the sentences of pairs one by one in addition"},
    {0, "license", OPTION_STRING, AT(license), "NAME",
     .help = "hf: license identifier of the Hugging Face hub",
     .unset = "unknown"},
    {0, "partial", OPTION_FLAG, AT(partial), NULL,
     .help = "also export a store whose build is not complete"},
    {0}};

static const option_group groups[] = {{options, 0},
                                      {writing_options, AT(writing)},
                                      {general_options, AT(level)},
                                      {0}};

static const export_args defaults = {.writing = WRITING_DEFAULTS};

static int settle_format(export_job *j)
{
  int failed = EXIT_DONE;

  if (!j->v.output)
    return say_usage(j->self, "missing option: -o TARGET");
  if (!j->v.format)
    failed = format_of_pairs(j->self, j->v.output, ZHEN_FORMAT_EXPORT,
                             &j->how.format);
  else if (zhen_format_parse(&j->how.format, j->v.format, ZHEN_FORMAT_EXPORT) !=
           ZHEN_OK)
    return say_usage(j->self, "%s", zhen_error_last());
  if (!failed && j->how.format == ZHEN_FORMAT_AUTO)
    return say_usage(j->self, "missing option: -f NAME");
  return failed;
}

/* "98/1/1": shares in any unit. */
static int settle_split(export_job *j)
{
  const char *at = j->v.split;
  double sum = 0;

  for (int i = 0; at && i < ZHEN_PARTS; i++) {
    char *end;
    double share = strtod(at, &end);

    if (end == at || !(share >= 0 && share <= 1e9) ||
        *end != (i < ZHEN_PARTS - 1 ? '/' : '\0'))
      return say_usage(j->self,
                       "--split takes three shares such as 98/1/1, not '%s'",
                       j->v.split);
    j->how.split[i] = share;
    sum += share;
    at = end + 1;
  }
  if (j->v.split && sum <= 0)
    return say_usage(j->self, "--split: one of the shares must be above 0");
  return EXIT_DONE;
}

static int settle_rows(export_job *j)
{
  if (!(j->v.min_prob >= 0 && j->v.min_prob <= 1))
    return say_usage(j->self, "--min-prob takes 0 to 1, not %g", j->v.min_prob);
  j->how.granularity =
      (zhen_granularity)option_word(granularity_words, j->v.granularity);
  j->how.min_score = j->v.min_prob;
  if (j->v.sure && j->how.min_score < j->v.writing.approved)
    j->how.min_score = j->v.writing.approved;
  j->how.seed = j->v.seed;
  j->how.license = j->v.license;
  j->how.force = j->v.force;
  return EXIT_DONE;
}

static int settle_labels(export_job *j)
{
  zhen_write_options how = ZHEN_WRITE_OPTIONS_INIT;
  int failed = writing_settle(&j->writing, j->self, &j->v.writing, &how);

  j->how.zh_code = how.zh_code;
  j->how.en_code = how.en_code;
  j->how.date = how.date;
  j->how.source = how.source;
  j->how.approved = how.approved;
  j->how.layout = how.layout;
  return failed ? failed
                : writing_check_terminal(j->self, j->v.output, j->how.format);
}

static int open_stores(export_job *j, char **paths)
{
  for (size_t i = 0; i < j->count; i++) {
    bool complete = false;
    zhen_status status = zhen_store_open(&j->stores[i], paths[i]);

    if (status == ZHEN_OK)
      status = zhen_store_complete(j->stores[i], &complete);
    if (status != ZHEN_OK)
      return say_failure(status);
    if (complete || j->v.partial)
      continue;
    say("%s: the build is not complete; finish it with zhen build, or use "
        "--partial",
        paths[i]);
    return EXIT_INPUT;
  }
  return EXIT_DONE;
}

static int open_inputs(export_job *j, char **paths)
{
  zhen_status status = ZHEN_OK;

  j->stores = calloc(j->count, sizeof *j->stores);
  if (!j->stores)
    return say_failure(ZHEN_ENOMEM);
  if (j->v.holdout)
    status = zhen_holdout_read(&j->holdout, j->v.holdout);
  if (status == ZHEN_OK && j->how.format == ZHEN_FORMAT_TMX && !j->v.no_parts)
    status = zhen_lexicon_open_default(&j->lexicon);
  if (status != ZHEN_OK)
    return say_failure(status);
  j->how.parts = j->lexicon;
  j->how.holdout = j->holdout;
  return open_stores(j, paths);
}

static void say_counts(const export_job *j)
{
  static const char *const names[ZHEN_PARTS] = {"train", "dev", "test"};
  const zhen_export_counts *c = &j->counts;
  bool all = j->v.level.verbose > 0;

  for (int i = 0; i < (j->v.split ? ZHEN_PARTS : 1); i++)
    say("%s: %" PRIu64 " row%s of %" PRIu64 " document%s",
        j->v.split ? names[i] : j->v.output, c->rows[i],
        c->rows[i] == 1 ? "" : "s", c->documents[i],
        c->documents[i] == 1 ? "" : "s");
  if (c->below || all)
    say("%" PRIu64 " less probable pairs dropped", c->below);
  if (c->held_out || all)
    say("%" PRIu64 " pairs dropped by --holdout", c->held_out);
  if (c->near || all)
    say("%" PRIu64 " near duplicates of dev or test dropped from train",
        c->near);
}

static int write_target(export_job *j)
{
  meter shown;
  zhen_status status;

  j->how.progress = meter_begin(&shown, j->v.level.quiet, &j->signals);
  signals_begin(&j->signals);
  signals_note(
      &j->signals,
      "%s: interrupted; nothing was written; run the same command again",
      j->v.output);
  status =
      zhen_export_stores(j->stores, j->count, j->v.output, &j->how, &j->counts);
  meter_end(&shown);
  j->stopped = status == ZHEN_ECANCELLED;
  if (j->stopped)
    signals_note(&j->signals, "%s", zhen_error_last());
  else if (status != ZHEN_OK)
    say_failure(status);
  else if (!j->v.level.quiet)
    say_counts(j);
  return exit_of(status);
}

static int work(export_job *j, char **paths)
{
  static int (*const steps[])(export_job *) = {settle_format, settle_split,
                                               settle_rows, settle_labels};
  int failed = EXIT_DONE;

  for (size_t i = 0; !failed && i < sizeof steps / sizeof *steps; i++)
    failed = steps[i](j);
  if (!failed)
    failed = open_inputs(j, paths);
  if (failed)
    return failed;
  targets_input(&j->files, j->v.holdout);
  if (j->files.status != ZHEN_OK)
    return targets_check(&j->files, j->self);
  j->how.files = j->files.set;
  return write_target(j);
}

static int run(const command *self, int argc, char **argv)
{
  export_job j = {.self = self, .v = defaults, .how = ZHEN_EXPORT_OPTIONS_INIT};
  int count = options_parse(self, argc, argv, &j.v);
  int status;

  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  if (count == 0)
    return say_usage(self, "missing operand: STORE");
  j.count = (size_t)count;
  status = work(&j, argv);
  zhen_files_free(j.files.set);
  for (size_t i = 0; j.stores && i < j.count; i++)
    zhen_store_close(j.stores[i]);
  free(j.stores);
  zhen_lexicon_close(j.lexicon);
  zhen_holdout_free(j.holdout);
  signals_end(&j.signals, j.stopped);
  return status;
}

const command command_export = {
    .name = "export",
    .run = run,
    .summary = "write the corpus of a store to files for training",
    .usage = "[OPTION]... STORE... -o TARGET",
    .purpose = "Write the pairs of a store that no filter rule dropped, in "
               "order, in a format for training or translation tools. Files "
               "are compressed if TARGET ends in .gz, .xz or .zst. Several "
               "stores give what their merge would.",
    .groups = groups,
    .defaults = &defaults,
    .examples =
        "  zhen export corpus.db -f moses -o train --min-prob 0.8\n"
        "  zhen export corpus.db -f hf -o dataset --split 98/1/1 --seed 7\n"
        "  zhen export corpus.db -o memory.tmx --tmx-lang zh-TW,en-GB\n"
        "  zhen export shard-*.db -f moses -o train\n"};
