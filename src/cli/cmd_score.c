/* SPDX-License-Identifier: Apache-2.0 */
/* zhen score: options -> reader, scorer, writer or list -> counts. */
#include "cli/format.h"
#include "cli/pairs_job.h"

#include <stdlib.h>
#include <string.h>

typedef struct score_args {
  pairs_args pairs;
  const char *lexicon, *glossary;
  double prior, below;
  bool sort, words;
  verbosity level;
} score_args;

typedef struct score_job {
  const command *self;
  score_args v;
  zhen_lexicon *lexicon;
  zhen_scorer *scorer;
  pairs_job pairs;
  zhen_output *list;
  zhen_score_stream_counts counts;
} score_job;

static const char *const format_words[] = {
    "tsv",  "jsonl", "moses", "tmx", "xliff", "xliff2",  "csv", "xlsx",
    "docx", "html",  "epub",  "po",  "hf",    "pharaoh", NULL};

/* As pairs_format, and pharaoh. */
static const option score_format[] = {
    {'f', "format", OPTION_STRING, offsetof(pairs_args, format), "NAME",
     .help = "output format", .words = format_words,
     .unset = PAIRS_FORMAT_UNSET},
    {0}};

#define AT(field) offsetof(score_args, field)

static const option options[] = {
    {0, "below", OPTION_REAL, AT(below), "P",
     .help = "list only pairs with a probability below P (tsv: probability, "
             "reasons, line, zh, en)",
     .unset = "write all pairs"},
    {0, "sort", OPTION_FLAG, AT(sort), NULL,
     .help = "lowest probability first; needs memory for all pairs"},
    {0, "words", OPTION_FLAG, AT(words), NULL,
     .help = "also write which words translate each other"},
    {0, "prior", OPTION_REAL, AT(prior), "P",
     .help = "expected share of translations"},
    {0, "lexicon", OPTION_STRING, AT(lexicon), "FILE",
     .help = "use a lexicon made by zhen lexicon", .unset = "built-in lexicon"},
    {0, "glossary", OPTION_STRING, AT(glossary), "FILE",
     .help = "add the terms of FILE to the lexicon"},
    {0}};

static const option_group groups[] = {
    {pairs_options, AT(pairs)},           {score_format, AT(pairs)},
    {writing_options, AT(pairs.writing)}, {options, 0},
    {general_options, AT(level)},         {0}};

static const score_args defaults = {
    .pairs = PAIRS_DEFAULTS, .prior = .5, .below = -1};

static bool lists(const score_job *j)
{
  return j->v.below >= 0;
}

static int settle(score_job *j)
{
  const char *format = j->v.pairs.format;

  if (!(j->v.prior > 0 && j->v.prior < 1))
    return say_usage(j->self, "--prior must be above 0 and below 1");
  if (j->v.below > 1 || (j->v.below <= 0 && j->v.below != defaults.below))
    return say_usage(j->self, "--below must be above 0 and at most 1");
  if (lists(j) && format && strcmp(format, "tsv") != 0)
    return say_usage(j->self, "--below writes a list in tsv; omit --format");
  return lists(j) ? format_check_tsv(j->self, "output", j->v.pairs.output)
                  : EXIT_DONE;
}

/* Pharaoh has only word links. */
static int settle_words(score_job *j)
{
  if (lists(j) && j->v.words)
    return say_usage(j->self, "--below writes a list, which cannot hold "
                              "--words");
  j->v.words |= !lists(j) && j->pairs.format == ZHEN_FORMAT_PHARAOH;
  return j->v.words ? format_check_words(j->self, j->pairs.format) : EXIT_DONE;
}

static int open_scorer(score_job *j)
{
  zhen_scorer_options model = {.struct_size = sizeof model,
                               .prior = j->v.prior};
  zhen_status status = j->v.lexicon
                           ? zhen_lexicon_open(&j->lexicon, j->v.lexicon)
                           : zhen_lexicon_open_default(&j->lexicon);

  if (status == ZHEN_OK && j->v.glossary)
    status = zhen_lexicon_add_glossary(j->lexicon, j->v.glossary);
  if (status == ZHEN_OK)
    status = zhen_scorer_open(&j->scorer, j->lexicon, &model);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static int open_output(score_job *j, int count, char **files)
{
  pairs_job *p = &j->pairs;
  targets t = {0};
  zhen_status status;
  int failed;

  targets_input(&t, j->v.lexicon);
  targets_input(&t, j->v.glossary);
  pairs_targets(p, &t, count, files, lists(j) ? ZHEN_FORMAT_TSV : p->format);
  failed = targets_check(&t, j->self);
  if (failed)
    return failed;
  status = lists(j) ? zhen_output_open(&j->list, p->v->output)
                    : pairs_create(p, j->v.sort, true, j->v.words);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static zhen_status commit(score_job *j)
{
  zhen_output *list = j->list;
  zhen_pairs_writer *out = j->pairs.out;

  j->list = NULL;
  j->pairs.out = NULL;
  return list ? zhen_output_commit(list) : zhen_pairs_commit(out);
}

static int score(score_job *j)
{
  zhen_score_stream_options how = {.struct_size = sizeof how,
                                   .threads = (unsigned)j->v.pairs.threads,
                                   .sort = j->v.sort,
                                   .below = lists(j) ? j->v.below : 0,
                                   .doubtful = j->list,
                                   .words = j->v.words,
                                   .progress = &j->pairs.shown.progress};
  zhen_status status =
      zhen_score_stream(j->scorer, j->pairs.in, j->pairs.out, &how, &j->counts);

  meter_end(&j->pairs.shown);
  if (status == ZHEN_OK)
    status = commit(j);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static void say_counts(const score_job *j)
{
  const zhen_score_stream_counts *n = &j->counts;

  say("%llu pair%s, %llu below %g (%.2f%%)", (unsigned long long)n->pairs,
      n->pairs == 1 ? "" : "s", (unsigned long long)n->below,
      lists(j) ? j->v.below : .5,
      n->pairs ? 100 * (double)n->below / (double)n->pairs : 0);
  if (n->empty)
    say("%llu with an empty side", (unsigned long long)n->empty);
  if (n->wrong_language)
    say("%llu with a side in the wrong language%s",
        (unsigned long long)n->wrong_language,
        n->wrong_language * 2 > n->pairs && !j->v.pairs.swap &&
                zhen_pairs_format(j->pairs.in) == ZHEN_FORMAT_TSV
            ? "; if English is in the first column, use --swap"
            : "");
  pairs_say_malformed(&j->pairs);
}

static int work(score_job *j, int count, char **files)
{
  int failed = settle(j);

  meter_begin(&j->pairs.shown,
              j->v.level.quiet || meter_mixes(j->v.pairs.output), NULL);
  if (!failed)
    failed = pairs_open(&j->pairs, count, files);
  if (!failed)
    failed = settle_words(j);
  if (!failed)
    failed = open_scorer(j);
  if (!failed)
    failed = open_output(j, count, files);
  if (!failed)
    failed = score(j);
  if (!failed && !j->v.level.quiet)
    say_counts(j);
  return failed;
}

static int run(const command *self, int argc, char **argv)
{
  score_job j = {.self = self, .v = defaults};
  int count = options_parse(self, argc, argv, &j.v);
  int status;

  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  status = pairs_count(self, count);
  if (status)
    return status;
  j.pairs =
      (pairs_job){.self = self, .v = &j.v.pairs, .quiet = j.v.level.quiet};
  status = work(&j, count, argv);
  zhen_output_abandon(j.list);
  pairs_close(&j.pairs);
  zhen_scorer_close(j.scorer);
  zhen_lexicon_close(j.lexicon);
  return status;
}

const command command_score = {
    .name = "score",
    .run = run,
    .summary = "score the pairs of a parallel file",
    .usage = "[OPTION]... FILE [FILE]",
    .purpose =
        "Read sentence pairs from a file of any size and write each with the "
        "probability that it is a translation, in the order read. The input "
        "is tsv (Chinese, tab, English), csv, jsonl, tmx, xliff, po, tbx, or "
        "two plain text files with one sentence per line. A memory, catalog or "
        "table is copied with the scores. A pair with an empty side has "
        "probability 0.",
    .groups = groups,
    .defaults = &defaults,
    .examples = "  zhen score pairs.tsv.gz -o scored.tsv.gz\n"
                "  zhen score memory.tmx --below 0.3 --sort -o doubtful.tsv\n"
                "  zhen score corpus.zh corpus.en --prior 0.9 -f jsonl\n"
                "  zhen score corpus.zh corpus.en -f pharaoh -o links.txt\n"};
