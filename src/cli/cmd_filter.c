/* SPDX-License-Identifier: Apache-2.0 */
/* zhen filter: options -> reader, rules, writer -> counts. */
#include "cli/filters.h"
#include "cli/format.h"
#include "cli/pairs_job.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zhen/patch.h>
#include <zhen/score.h>

typedef struct filter_args {
  pairs_args pairs;
  const char *rejected, *holdout, *patch, *lexicon, *glossary;
  bool learn;
  verbosity level;
  filter_values filters;
} filter_args;

typedef struct filter_job {
  const command *self;
  filter_args v;
  zhen_filter *filter;
  zhen_holdout *holdout;
  zhen_patch *patch;
  size_t n_misfits; /* lines of the patch that are about other pairs */
  zhen_lexicon *lexicon;
  zhen_scorer *scorer; /* NULL: its rule is off */
  pairs_job pairs;
  zhen_output *rejected;
  zhen_filter_stream_counts counts;
} filter_job;

#define AT(field) offsetof(filter_args, field)

static const option options[] = {
    {0, "rejected", OPTION_STRING, AT(rejected), "FILE",
     .help = "write dropped pairs to FILE (tsv: rule, value, threshold, line, "
             "zh, en)"},
    {0, "holdout", OPTION_STRING, AT(holdout), "FILE",
     .help = "drop pairs if one side is a line of FILE"},
    {0, "patch", OPTION_STRING, AT(patch), "FILE",
     .help = "drop the pairs that a review marked wrong (.zpatch of zhen "
             "report)"},
    {0, "learn", OPTION_FLAG, AT(learn), NULL,
     .help = "length-z: estimate the expected length from the first 10,000 "
             "pairs"},
    {0}};

static const option lexicon_options[] = {
    {0, "lexicon", OPTION_STRING, AT(lexicon), "FILE",
     .help = "translation: use a lexicon made by zhen lexicon",
     .unset = "built-in lexicon"},
    {0, "glossary", OPTION_STRING, AT(glossary), "FILE",
     .help = "translation: add the terms of FILE to the lexicon"},
    {0}};

static const option_group groups[] = {{pairs_options, AT(pairs)},
                                      {pairs_format, AT(pairs)},
                                      {writing_options, AT(pairs.writing)},
                                      {options, 0},
                                      {filter_options, AT(filters)},
                                      {filter_translation, AT(filters)},
                                      {lexicon_options, 0},
                                      {general_options, AT(level)},
                                      {0}};

static const filter_args defaults = {.pairs = PAIRS_DEFAULTS};

static int open_scorer(filter_job *j)
{
  zhen_status status;

  if (isnan(zhen_filter_threshold(j->filter, ZHEN_RULE_TRANSLATION)))
    return EXIT_DONE;
  status = j->v.lexicon ? zhen_lexicon_open(&j->lexicon, j->v.lexicon)
                        : zhen_lexicon_open_default(&j->lexicon);
  if (status == ZHEN_OK && j->v.glossary)
    status = zhen_lexicon_add_glossary(j->lexicon, j->v.glossary);
  if (status == ZHEN_OK)
    status = zhen_scorer_open(&j->scorer, j->lexicon, NULL);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static int open_files(filter_job *j, int count, char **files)
{
  pairs_job *p = &j->pairs;
  targets t = {0};
  zhen_status status = ZHEN_OK;
  int failed = format_check_tsv(j->self, "rejected", j->v.rejected);

  if (!failed)
    failed = pairs_open(p, count, files);
  if (failed)
    return failed;
  if (j->v.holdout)
    status = zhen_holdout_read(&j->holdout, j->v.holdout);
  if (status == ZHEN_OK && j->v.patch)
    status = zhen_patch_read(&j->patch, j->v.patch);
  if (status != ZHEN_OK)
    return say_failure(status);
  targets_input(&t, j->v.holdout);
  targets_input(&t, j->v.patch);
  targets_input(&t, j->v.lexicon);
  targets_input(&t, j->v.glossary);
  pairs_targets(p, &t, count, files, p->format);
  targets_output(&t, j->v.rejected, ZHEN_TARGET_FILE);
  failed = targets_check(&t, j->self);
  if (failed)
    return failed;
  status = pairs_create(p, false, zhen_pairs_scored(p->in), false);
  if (status == ZHEN_OK && j->v.rejected)
    status = zhen_output_open(&j->rejected, j->v.rejected);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

/* The kept and the rejected pairs appear together or not at all. */
static zhen_status commit(filter_job *j)
{
  zhen_output_set *set;
  zhen_status status = zhen_output_set_new(&set);

  if (status == ZHEN_OK && j->rejected) {
    status = zhen_output_join(j->rejected, set);
    j->rejected = NULL;
  }
  if (status == ZHEN_OK) {
    status = zhen_pairs_join(j->pairs.out, set);
    j->pairs.out = NULL;
  }
  if (status == ZHEN_OK)
    return zhen_output_set_commit(set);
  zhen_output_set_abandon(set);
  return status;
}

/* Lines of the review that are about other pairs; false if all are. */
static bool fits_patch(filter_job *j)
{
  const char *name = j->v.patch;
  size_t line;

  if (!j->patch)
    return true;
  j->n_misfits = zhen_patch_unseen(j->patch, &line);
  if (j->n_misfits == 0)
    return true;
  if (j->n_misfits == zhen_patch_refusals(j->patch)) {
    say("%s: no line fits the pairs; is it the patch of another file?", name);
    return false;
  }
  if (j->n_misfits == 1)
    say("%s: line %zu: there is no such pair", name, line);
  else
    say("%s: line %zu, and %zu more: there is no such pair", name, line,
        j->n_misfits - 1);
  return true;
}

static int filter(filter_job *j)
{
  zhen_filter_stream_options how = {.struct_size = sizeof how,
                                    .threads = (unsigned)j->v.pairs.threads,
                                    .learn = j->v.learn,
                                    .rejected = j->rejected,
                                    .holdout = j->holdout,
                                    .scorer = j->scorer,
                                    .refuses =
                                        j->patch ? zhen_patch_refuses : NULL,
                                    .review = j->patch,
                                    .progress = &j->pairs.shown.progress};
  zhen_status status = zhen_filter_stream(j->filter, j->pairs.in, j->pairs.out,
                                          &how, &j->counts);

  meter_end(&j->pairs.shown);
  if (status != ZHEN_OK)
    return say_failure(status);
  if (!fits_patch(j))
    return EXIT_INPUT;
  status = commit(j);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static double percent(const filter_job *j, uint64_t n)
{
  return j->counts.pairs ? 100 * (double)n / (double)j->counts.pairs : 0;
}

static void say_counts(const filter_job *j)
{
  const uint64_t *n = j->counts.dropped;

  say("%llu pair%s, %llu kept (%.2f%%)", (unsigned long long)j->counts.pairs,
      j->counts.pairs == 1 ? "" : "s", (unsigned long long)n[ZHEN_RULE_NONE],
      percent(j, n[ZHEN_RULE_NONE]));
  for (unsigned i = ZHEN_RULE_NONE + 1; i < ZHEN_RULES; i++)
    if (n[i] || (j->v.level.verbose && i != ZHEN_RULE_PARALLEL))
      say("%-15s %10llu  %6.2f%%  %s", zhen_rule_name((zhen_rule)i),
          (unsigned long long)n[i], percent(j, n[i]),
          zhen_rule_describe((zhen_rule)i));
  pairs_say_malformed(&j->pairs);
  if ((n[ZHEN_RULE_LANGUAGE_ZH] + n[ZHEN_RULE_LANGUAGE_EN]) * 2 >
          j->counts.pairs &&
      zhen_pairs_format(j->pairs.in) == ZHEN_FORMAT_TSV && !j->v.pairs.swap)
    say("most pairs are in the wrong language; if English is in the first "
        "column, use --swap");
}

static int work(filter_job *j, int count, char **files)
{
  int failed = filters_settle(j->self, &j->v.filters, &j->filter);

  meter_begin(&j->pairs.shown,
              j->v.level.quiet || meter_mixes(j->v.pairs.output), NULL);
  if (!failed)
    failed = open_scorer(j);
  if (!failed)
    failed = open_files(j, count, files);
  if (!failed)
    failed = filter(j);
  if (!failed && !j->v.level.quiet)
    say_counts(j);
  return failed || j->n_misfits == 0 ? failed : EXIT_NO;
}

static int run(const command *self, int argc, char **argv)
{
  filter_job j = {.self = self, .v = defaults};
  int count = options_parse(self, argc, argv, &j.v);
  int status;

  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  status = pairs_count(self, count);
  if (status)
    return status;
  j.pairs = (pairs_job){.self = self, .v = &j.v.pairs};
  status = work(&j, count, argv);
  zhen_output_abandon(j.rejected);
  pairs_close(&j.pairs);
  zhen_holdout_free(j.holdout);
  zhen_patch_free(j.patch);
  zhen_scorer_close(j.scorer);
  zhen_lexicon_close(j.lexicon);
  zhen_filter_free(j.filter);
  return status;
}

const command command_filter = {
    .name = "filter",
    .run = run,
    .summary = "keep the good pairs of a parallel file",
    .usage = "[OPTION]... FILE [FILE]",
    .purpose =
        "Read sentence pairs from a file of any size and write those "
        "that no rule drops. The input is tsv (Chinese, tab, English), csv, "
        "jsonl, tmx, xliff, po, tbx, or two plain text files with one sentence "
        "per line. A memory, catalog or table is copied byte for byte, except "
        "what is dropped. Each rule takes a threshold, or off.",
    .groups = groups,
    .defaults = &defaults,
    .examples =
        "  zhen filter pairs.tsv.gz -o clean.tsv.gz --rejected bad.tsv\n"
        "  zhen filter corpus.zh corpus.en -o clean --min-length 3\n"
        "  zhen filter pairs.jsonl --only-given --length-ratio 3\n",
    .negative = "lines of the patch fit no pair of the input"};
