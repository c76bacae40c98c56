/* SPDX-License-Identifier: Apache-2.0 */
/* zhen score: options -> reader, scorer, writer or list -> counts. */
#include "cli/article_job.h"
#include "cli/format.h"
#include "cli/progress.h"
#include "cli/targets.h"

#include <stdlib.h>
#include <string.h>

typedef struct score_args {
  const char *output, *format, *input_format, *encoding, *lexicon, *glossary,
      *tmx_lang;
  size_t threads;
  double prior, below;
  bool swap, skip, force, sort;
  verbosity level;
} score_args;

typedef struct score_job {
  const command *self;
  score_args v;
  zhen_lexicon *lexicon;
  zhen_scorer *scorer;
  zhen_pairs *in;
  zhen_pairs_writer *out;
  zhen_output *list;
  zhen_score_stream_counts counts;
  meter shown;
  char zh_code[MAX_TAG + 1], en_code[MAX_TAG + 1];
} score_job;

#define AT(field) offsetof(score_args, field)

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
    {0, "below", OPTION_REAL, AT(below), "P",
     .help = "list only pairs with a probability below P (tsv: probability, "
             "reasons, line, zh, en)",
     .unset = "write all pairs"},
    {0, "sort", OPTION_FLAG, AT(sort), NULL,
     .help = "lowest probability first; needs memory for all pairs"},
    {0, "prior", OPTION_REAL, AT(prior), "P",
     .help = "expected share of translations"},
    {0, "lexicon", OPTION_STRING, AT(lexicon), "FILE",
     .help = "use a lexicon made by zhen lexicon", .unset = "built-in lexicon"},
    {0, "glossary", OPTION_STRING, AT(glossary), "FILE",
     .help = "add the terms of FILE to the lexicon"},
    {'i', "input-format", OPTION_STRING, AT(input_format), "NAME",
     .help = "input format", .words = input_words, .unset = "detected"},
    {0, "encoding", OPTION_STRING, AT(encoding), "NAME",
     .help = "encoding of the input, such as GB18030", .unset = "detected"},
    {0, "swap", OPTION_FLAG, AT(swap), NULL,
     .help = "tsv: English is in the first column"},
    {0, "tmx-lang", OPTION_STRING, AT(tmx_lang), "ZH,EN",
     .help = "tmx, xliff: language codes"},
    {0, "skip-malformed", OPTION_FLAG, AT(skip), NULL,
     .help = "skip and count lines that are not a pair instead of failing"},
    {'j', "threads", OPTION_SIZE, AT(threads), "N",
     .help = "number of threads; 0: one per processor"},
    {0}};

static const option_group groups[] = {
    {options, 0}, {general_options, AT(level)}, {0}};

static const score_args defaults = {
    .output = "-", .prior = .5, .below = -1, .tmx_lang = "zh-CN,en-US"};

static bool lists(const score_job *j)
{
  return j->v.below >= 0;
}

static int settle(score_job *j)
{
  const char *name;
  int failed;

  if (!(j->v.prior > 0 && j->v.prior < 1))
    return say_usage(j->self, "--prior must be above 0 and below 1");
  if (j->v.below > 1 || (j->v.below <= 0 && j->v.below != defaults.below))
    return say_usage(j->self, "--below must be above 0 and at most 1");
  if (lists(j) && j->v.format && strcmp(j->v.format, "tsv") != 0)
    return say_usage(j->self, "--below writes a list in tsv; omit --format");
  if (lists(j))
    return format_check_tsv(j->self, "output", j->v.output);
  failed = article_tags(j->self, j->v.tmx_lang, j->zh_code, j->en_code);
  if (failed || j->v.format)
    return failed;
  name = format_of_name(j->v.output, pair_endings, "");
  if (!name)
    return format_refuse(j->self, j->v.output, pair_endings);
  j->v.format = *name ? name : NULL;
  return EXIT_DONE;
}

static int open_input(score_job *j, int count, char **files)
{
  zhen_pairs_options how = {.struct_size = sizeof how,
                            .encoding = j->v.encoding,
                            .swap = j->v.swap,
                            .skip_malformed = j->v.skip};
  zhen_scorer_options model = {.struct_size = sizeof model,
                               .prior = j->v.prior};
  zhen_status status = ZHEN_OK;

  if (j->v.input_format)
    status = zhen_format_parse(&how.format, j->v.input_format,
                               ZHEN_FORMAT_READ_PAIRS);
  if (status == ZHEN_OK)
    status = zhen_pairs_open(&j->in, (const char *const *)files, (size_t)count,
                             &how);
  if (status == ZHEN_OK)
    status = j->v.lexicon ? zhen_lexicon_open(&j->lexicon, j->v.lexicon)
                          : zhen_lexicon_open_default(&j->lexicon);
  if (status == ZHEN_OK && j->v.glossary)
    status = zhen_lexicon_add_glossary(j->lexicon, j->v.glossary);
  if (status == ZHEN_OK)
    status = zhen_scorer_open(&j->scorer, j->lexicon, &model);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static int check_targets(const score_job *j, int count, char **files,
                         zhen_format format)
{
  targets t = {.force = j->v.force};

  for (int i = 0; i < count; i++)
    targets_input(&t, files[i]);
  targets_input(&t, j->v.lexicon);
  targets_input(&t, j->v.glossary);
  targets_format(&t, j->v.output, lists(j) ? ZHEN_FORMAT_TSV : format);
  return targets_check(&t, j->self);
}

/* The format of the output may be that of the input, known when it is open. */
static int open_output(score_job *j, int count, char **files)
{
  zhen_format format = zhen_pairs_format(j->in);
  zhen_status status = ZHEN_OK;
  int failed;

  if (j->v.format)
    status = zhen_format_parse(&format, j->v.format, ZHEN_FORMAT_WRITE_PAIRS);
  if (status != ZHEN_OK)
    return say_failure(status);
  failed = check_targets(j, count, files, format);
  if (failed)
    return failed;
  status = lists(j) ? zhen_output_open(&j->list, j->v.output)
                    : zhen_pairs_create(&j->out, j->v.output, format, true,
                                        j->zh_code, j->en_code);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static zhen_status commit(score_job *j)
{
  zhen_output *list = j->list;
  zhen_pairs_writer *out = j->out;

  j->list = NULL;
  j->out = NULL;
  return list ? zhen_output_commit(list) : zhen_pairs_commit(out);
}

static int score(score_job *j)
{
  zhen_score_stream_options how = {.struct_size = sizeof how,
                                   .threads = (unsigned)j->v.threads,
                                   .sort = j->v.sort,
                                   .below = lists(j) ? j->v.below : 0,
                                   .doubtful = j->list,
                                   .progress = &j->shown.progress};
  zhen_status status =
      zhen_score_stream(j->scorer, j->in, j->out, &how, &j->counts);

  meter_end(&j->shown);
  if (status == ZHEN_OK)
    status = commit(j);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static void say_counts(const score_job *j)
{
  const zhen_score_stream_counts *n = &j->counts;
  size_t malformed = zhen_pairs_malformed(j->in);

  say("%llu pairs, %llu below %g (%.2f%%)", (unsigned long long)n->pairs,
      (unsigned long long)n->below, lists(j) ? j->v.below : .5,
      n->pairs ? 100 * (double)n->below / (double)n->pairs : 0);
  if (n->empty)
    say("%llu with an empty side", (unsigned long long)n->empty);
  if (n->wrong_language)
    say("%llu with a side in the wrong language%s",
        (unsigned long long)n->wrong_language,
        n->wrong_language * 2 > n->pairs && !j->v.swap &&
                zhen_pairs_format(j->in) == ZHEN_FORMAT_TSV
            ? "; if English is in the first column, use --swap"
            : "");
  if (malformed)
    say("%zu malformed line%s or unit%s skipped", malformed,
        malformed == 1 ? "" : "s", malformed == 1 ? "" : "s");
}

static int work(score_job *j, int count, char **files)
{
  int failed = settle(j);

  meter_begin(&j->shown, j->v.level.quiet || meter_mixes(j->v.output), NULL);
  if (!failed)
    failed = open_input(j, count, files);
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
  if (count == 0)
    return say_usage(self, "missing operand: FILE; - is standard input");
  if (count > 2)
    return say_usage(
        self,
        "too many operands: one file or the two files of a Moses pair "
        "expected, not %d",
        count);
  status = work(&j, count, argv);
  zhen_output_abandon(j.list);
  zhen_pairs_abandon(j.out);
  zhen_pairs_close(j.in);
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
        "is tsv (Chinese, tab, English), jsonl, tmx, xliff, or two plain text "
        "files with one sentence per line. A pair with an empty side has "
        "probability 0.",
    .groups = groups,
    .defaults = &defaults,
    .examples = "  zhen score pairs.tsv.gz -o scored.tsv.gz\n"
                "  zhen score memory.tmx --below 0.3 --sort -o doubtful.tsv\n"
                "  zhen score corpus.zh corpus.en --prior 0.9 -f jsonl\n"};
