/* SPDX-License-Identifier: Apache-2.0 */
/* zhen explain: the probability of a pair of a saved alignment, explained. */
#include "cli/explain.h"
#include "cli/explain_pairs.h"
#include "cli/saved.h"

#include <errno.h>
#include <stdlib.h>

typedef struct explain_args {
  article_values article;
  bool json, pair, swap;
} explain_args;

static const option options[] = {
    {0, "json", OPTION_FLAG, offsetof(explain_args, json), NULL,
     .help = "print one JSON object per pair, one per line"},
    {0, "pair", OPTION_FLAG, offsetof(explain_args, pair), NULL,
     .help = "read a parallel file, as zhen score does; NUMBER is a line"},
    {0, "swap", OPTION_FLAG, offsetof(explain_args, swap), NULL,
     .help = "with --pair, tsv: English is in the first column"},
    {0}};

static const option_group groups[] = {
    {options, 0},
    {article_sides, offsetof(explain_args, article)},
    {article_reading, offsetof(explain_args, article)},
    {general_options, offsetof(explain_args, article.level)},
    {0}};

static const explain_args defaults = {.article = ARTICLE_DEFAULTS};

typedef struct explain_job {
  const command *self;
  explain_args v;
  article_job article;
  zhen_saved *saved;
  zhen_words *words;
  const char *file;
} explain_job;

static int parse_number(const explain_job *j, const char *word, size_t *out)
{
  char *end;
  unsigned long long n;

  errno = 0;
  n = strtoull(word, &end, 10);
  if (errno || end == word || *end || word[0] == '-' || n == 0)
    return say_usage(j->self, "NUMBER is 1 or more, not '%s'", word);
  *out = (size_t)n;
  return EXIT_DONE;
}

static int explain_row(explain_job *j, size_t number)
{
  if (number <= j->saved->count)
    return explain_bead(&j->article, &j->words, number,
                        &j->saved->rows[number - 1].bead, j->v.json);
  say("%s: no pair %zu: the alignment has %zu", j->file, number,
      j->saved->count);
  return EXIT_USAGE;
}

static int check_numbers(const explain_job *j, int count, char **words)
{
  int failed = EXIT_DONE;

  for (int k = 1; k < count && !failed; k++) {
    size_t number;

    failed = parse_number(j, words[k], &number);
  }
  return failed;
}

static int check_targets(const explain_job *j)
{
  const article_values *v = &j->v.article;
  const char *const inputs[] = {j->file, v->zh, v->en, v->glossary, v->lexicon};
  targets t = {0};

  for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
    targets_input(&t, inputs[i]);
  targets_output(&t, "-", ZHEN_TARGET_FILE);
  return targets_check(&t, j->self);
}

static int work(explain_job *j, int count, char **words)
{
  int failed = check_targets(j);

  if (!failed)
    failed =
        saved_open(&j->saved, &j->article, j->self, &j->v.article, j->file);
  if (!failed)
    failed = saved_align(j->saved, &j->article, j->file);

  for (int k = 1; k < count && !failed; k++) {
    size_t number = 0;

    if (k > 1 && !j->v.json)
      printf("\n\n");
    failed = parse_number(j, words[k], &number);
    if (!failed)
      failed = explain_row(j, number);
  }
  return failed;
}

/* Pairs of a parallel file, by their lines. */
static int explain_file(const explain_job *j, int count, char **words)
{
  int status = check_targets(j);
  size_t *lines;

  if (status != EXIT_DONE)
    return status;
  lines = calloc((size_t)count, sizeof *lines);
  if (!lines)
    return say_failure(ZHEN_ENOMEM);
  for (int k = 1; k < count; k++)
    (void)parse_number(j, words[k], &lines[k - 1]);
  status = explain_pairs(&j->v.article, j->file, j->v.swap, lines,
                         (size_t)count - 1, j->v.json);
  free(lines);
  return status;
}

static int run(const command *self, int argc, char **argv)
{
  explain_job j = {.self = self, .v = defaults};
  int count = options_parse(self, argc, argv, &j.v);
  int status;

  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  if (count < 2)
    return say_usage(self, "missing operand: ALIGNMENT NUMBER");
  if (j.v.swap && !j.v.pair)
    return say_usage(self, "--swap needs --pair");
  j.file = argv[0];
  j.article.explain = true;
  status = check_numbers(&j, count, argv);
  if (status == EXIT_DONE)
    status = j.v.pair ? explain_file(&j, count, argv) : work(&j, count, argv);
  zhen_words_free(j.words);
  zhen_saved_free(j.saved);
  article_dispose(&j.article);
  return status;
}

const command command_explain = {
    .name = "explain",
    .run = run,
    .summary = "explain the probability of a pair",
    .usage = "[OPTION]... ALIGNMENT NUMBER...",
    .purpose = "Explain pairs of a saved alignment (jsonl, or tsv with --zh "
               "and --en): print the terms of the score, the words that "
               "match, and the best alternative alignment. NUMBER is the "
               "number of the pair; the first is 1. The texts must be the "
               "ones that were aligned. With --pair, explain the scores that "
               "zhen score gives to pairs of a parallel file.",
    .groups = groups,
    .defaults = &defaults,
    .examples = "  zhen explain pairs.jsonl 137\n"
                "  zhen explain pairs.jsonl 5 6 --json\n"
                "  zhen explain pairs.tsv 5 --zh zh.txt --en en.txt\n"
                "  zhen explain --pair memory.tmx 1203\n"};
