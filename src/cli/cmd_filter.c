/* SPDX-License-Identifier: Apache-2.0 */
/* zhen filter: options -> reader, rules, writer -> counts. */
#include "cli/filters.h"
#include "cli/format.h"
#include "cli/article_job.h"
#include "cli/progress.h"
#include "cli/targets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct filter_args {
  const char *output, *format, *input_format, *encoding, *rejected, *holdout,
      *tmx_lang;
  size_t threads;
  bool swap, skip, learn, force;
  verbosity level;
  filter_values filters;
} filter_args;

typedef struct filter_job {
  const command *self;
  filter_args v;
  zhen_filter *filter;
  zhen_holdout *holdout;
  zhen_pairs *in;
  zhen_pairs_writer *out;
  zhen_output *rejected;
  zhen_filter_stream_counts counts;
  meter shown;
  char zh_code[MAX_TAG + 1], en_code[MAX_TAG + 1];
} filter_job;

#define AT(field) offsetof(filter_args, field)

static const char *const format_words[] = {"tsv",   "jsonl", "moses", "tmx",
                                           "xliff", "hf",    NULL};
static const char *const input_words[] = {"tsv", "jsonl", "moses",
                                          "tmx", "xliff", NULL};

static const option options[] = {
    {'o', "output", OPTION_STRING, AT(output), "FILE",
     .help = "write to FILE, completely or not at all"},
    {'f', "format", OPTION_STRING, AT(format), "NAME", .help = "output format",
     .words = format_words,
     .unset = "by the extension of FILE; the input format if there is none"},
    {0, "force", OPTION_FLAG, AT(force), NULL,
     .help = "replace existing output files"},
    {'i', "input-format", OPTION_STRING, AT(input_format), "NAME",
     .help = "input format", .words = input_words, .unset = "detected"},
    {0, "encoding", OPTION_STRING, AT(encoding), "NAME",
     .help = "encoding of the input, such as GB18030", .unset = "detected"},
    {0, "swap", OPTION_FLAG, AT(swap), NULL,
     .help = "tsv: English is in the first column"},
    {0, "skip-malformed", OPTION_FLAG, AT(skip), NULL,
     .help = "skip and count lines that are not a pair instead of failing"},
    {0, "tmx-lang", OPTION_STRING, AT(tmx_lang), "ZH,EN",
     .help = "tmx, xliff: language codes"},
    {0, "rejected", OPTION_STRING, AT(rejected), "FILE",
     .help = "write dropped pairs to FILE (tsv: rule, value, threshold, line, "
             "zh, en)"},
    {0, "holdout", OPTION_STRING, AT(holdout), "FILE",
     .help = "drop pairs if one side is a line of FILE"},
    {0, "learn", OPTION_FLAG, AT(learn), NULL,
     .help = "length-z: estimate the expected length from the first 10,000 "
             "pairs"},
    {'j', "threads", OPTION_SIZE, AT(threads), "N",
     .help = "number of threads; 0: one per processor"},
    {0}};

static const option_group groups[] = {{options, 0},
                                      {filter_options, AT(filters)},
                                      {general_options, AT(level)},
                                      {0}};

static const filter_args defaults = {.output = "-", .tmx_lang = "zh-CN,en-US"};

/* NULL: the format of the input. */
static int settle_format(filter_job *j)
{
  const char *name;
  int failed = format_check_tsv(j->self, "rejected", j->v.rejected);

  if (!failed)
    failed = article_tags(j->self, j->v.tmx_lang, j->zh_code, j->en_code);
  if (failed || j->v.format)
    return failed;
  name = format_of_name(j->v.output, pair_endings, "");
  if (!name)
    return format_refuse(j->self, j->v.output, pair_endings);
  j->v.format = *name ? name : NULL;
  return EXIT_DONE;
}

static int parse_format(zhen_format *out, const char *name, zhen_format_use use)
{
  zhen_status status = ZHEN_OK;

  *out = ZHEN_FORMAT_AUTO;
  if (name)
    status = zhen_format_parse(out, name, use);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

/* The format of the output may be that of the input, known when it is open. */
static int check_targets(const filter_job *j, int count, char **files,
                         zhen_format format)
{
  targets t = {.force = j->v.force};

  for (int i = 0; i < count; i++)
    targets_input(&t, files[i]);
  targets_input(&t, j->v.holdout);
  targets_format(&t, j->v.output, format);
  targets_output(&t, j->v.rejected, ZHEN_TARGET_FILE);
  return targets_check(&t, j->self);
}

static int open_input(filter_job *j, int count, char **files)
{
  zhen_pairs_options how = {.struct_size = sizeof how,
                            .encoding = j->v.encoding,
                            .swap = j->v.swap,
                            .skip_malformed = j->v.skip};
  int failed =
      parse_format(&how.format, j->v.input_format, ZHEN_FORMAT_READ_PAIRS);
  zhen_status status;

  if (failed)
    return failed;
  status =
      zhen_pairs_open(&j->in, (const char *const *)files, (size_t)count, &how);
  if (status == ZHEN_OK && j->v.holdout)
    status = zhen_holdout_read(&j->holdout, j->v.holdout);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static int open_output(filter_job *j, int count, char **files)
{
  zhen_format format;
  int failed = parse_format(&format, j->v.format, ZHEN_FORMAT_WRITE_PAIRS);
  zhen_status status;

  if (failed)
    return failed;
  if (format == ZHEN_FORMAT_AUTO)
    format = zhen_pairs_format(j->in);
  failed = check_targets(j, count, files, format);
  if (failed)
    return failed;
  status = zhen_pairs_create(&j->out, j->v.output, format,
                             zhen_pairs_scored(j->in), j->zh_code, j->en_code);
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
    status = zhen_pairs_join(j->out, set);
    j->out = NULL;
  }
  if (status == ZHEN_OK)
    return zhen_output_set_commit(set);
  zhen_output_set_abandon(set);
  return status;
}

static int filter(filter_job *j)
{
  zhen_filter_stream_options how = {.struct_size = sizeof how,
                                    .threads = (unsigned)j->v.threads,
                                    .learn = j->v.learn,
                                    .rejected = j->rejected,
                                    .holdout = j->holdout,
                                    .progress = &j->shown.progress};
  zhen_status status =
      zhen_filter_stream(j->filter, j->in, j->out, &how, &j->counts);

  meter_end(&j->shown);
  if (status == ZHEN_OK)
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
  size_t malformed = zhen_pairs_malformed(j->in);

  say("%llu pairs, %llu kept (%.2f%%)", (unsigned long long)j->counts.pairs,
      (unsigned long long)n[ZHEN_RULE_NONE], percent(j, n[ZHEN_RULE_NONE]));
  for (unsigned i = ZHEN_RULE_NONE + 1; i < ZHEN_RULES; i++)
    if (n[i] || j->v.level.verbose)
      say("%-15s %10llu  %6.2f%%  %s", zhen_rule_name((zhen_rule)i),
          (unsigned long long)n[i], percent(j, n[i]),
          zhen_rule_describe((zhen_rule)i));
  if (malformed)
    say("%zu malformed line%s or unit%s skipped", malformed,
        malformed == 1 ? "" : "s", malformed == 1 ? "" : "s");
  if ((n[ZHEN_RULE_LANGUAGE_ZH] + n[ZHEN_RULE_LANGUAGE_EN]) * 2 >
          j->counts.pairs &&
      zhen_pairs_format(j->in) == ZHEN_FORMAT_TSV && !j->v.swap)
    say("most pairs are in the wrong language; if English is in the first "
        "column, use --swap");
}

static int work(filter_job *j, int count, char **files)
{
  int failed = filters_settle(j->self, &j->v.filters, &j->filter);

  meter_begin(&j->shown, j->v.level.quiet || meter_mixes(j->v.output), NULL);
  if (!failed)
    failed = settle_format(j);
  if (!failed)
    failed = open_input(j, count, files);
  if (!failed)
    failed = open_output(j, count, files);
  if (!failed)
    failed = filter(j);
  if (!failed && !j->v.level.quiet)
    say_counts(j);
  return failed;
}

static int run(const command *self, int argc, char **argv)
{
  filter_job j = {.self = self, .v = defaults};
  int count = options_parse(self, argc, argv, &j.v);
  int status;

  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  if (count == 0)
    return say_usage(self, "missing operand: FILE; - is standard input");
  if (count > 2)
    return say_usage(
        self,
        "too many operands: one file, or the Chinese and the English file, "
        "expected, not %d",
        count);
  status = work(&j, count, argv);
  zhen_output_abandon(j.rejected);
  zhen_pairs_abandon(j.out);
  zhen_pairs_close(j.in);
  zhen_holdout_free(j.holdout);
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
        "that no rule drops. The input is tsv (Chinese, tab, English), "
        "jsonl, tmx, xliff, or two plain text files with one sentence per "
        "line. Each rule takes a threshold, or off.",
    .groups = groups,
    .defaults = &defaults,
    .examples =
        "  zhen filter pairs.tsv.gz -o clean.tsv.gz --rejected bad.tsv\n"
        "  zhen filter corpus.zh corpus.en -o clean --min-length 3\n"
        "  zhen filter pairs.jsonl --only-given --length-ratio 3\n"};
