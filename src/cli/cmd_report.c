/* SPDX-License-Identifier: Apache-2.0 */
/* zhen report: an article, aligned, as a page to look at and to correct. */
#include "cli/saved.h"

#include <string.h>

typedef struct values {
  pair_values pair;
  const char *output, *tmx_lang;
} values;

static const option options[] = {
    {'o', "output", OPTION_STRING, offsetof(values, output), "FILE",
     "write the page to FILE, whole or not at all", "standard output"},
    PAIR_OPTIONS(values),
    {0, "tmx-lang", OPTION_STRING, offsetof(values, tmx_lang), "ZH,EN",
     "codes of the languages", "zh-CN,en-US"},
    PAIR_VERBOSITY(values),
    {0}};

typedef struct job {
  values v;
  pair pair;
  zhen_saved *saved; /* the alignment to show; NULL: to be made */
  char zh_code[MAX_TAG + 1], en_code[MAX_TAG + 1];
} job;

static int settle(job *j, const command *self, int count, char **files)
{
  bool saved = count == 1 && saved_name(files[0]);
  int failed = saved
                   ? saved_open(&j->saved, &j->pair, self, &j->v.pair, files[0])
                   : pair_settle(&j->pair, self, &j->v.pair, count, files);

  if (!failed)
    failed = pair_tags(self, j->v.tmx_lang, j->zh_code, j->en_code);
  if (!failed && strcmp(j->v.output, "-") != 0)
    failed = pair_refuse_input(&j->pair, j->v.output);
  if (!failed && saved && same_file(files[0], j->v.output))
    failed =
        say_usage(self, "%s is an input; write to another file", j->v.output);
  return failed;
}

static int check_size(const pair *p)
{
  zhen_status status = zhen_report_fits(&p->article->zh, &p->article->en);

  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static int write_page(const job *j)
{
  const zhen_report_options how = {.zh_code = j->zh_code,
                                   .en_code = j->en_code};
  zhen_status status =
      zhen_report_write(j->v.output, j->pair.alignment, &j->pair.article->zh,
                        &j->pair.article->en, &how);

  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

/* Size is asked for before the aligning, which takes its time. */
static int read_and_align(pair *p)
{
  int failed = pair_read(p);

  if (!failed)
    failed = check_size(p);
  if (!failed)
    failed = pair_open_lexicon(p);
  return failed ? failed : pair_align(p);
}

static int work(job *j)
{
  int failed = j->saved ? check_size(&j->pair) : read_and_align(&j->pair);

  if (!failed)
    failed = write_page(j);
  return failed ? failed : pair_end(&j->pair);
}

static int run(const command *self, int argc, char **argv)
{
  job j = {.v = {.pair.max_bead = 8, .output = "-", .tmx_lang = "zh-CN,en-US"}};
  int count = options_parse(self, argc, argv, &j.v);
  int status;

  j.pair.explain = true;
  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  status = settle(&j, self, count, argv);
  if (status == EXIT_DONE)
    status = work(&j);
  zhen_saved_free(j.saved);
  pair_dispose(&j.pair);
  return status;
}

const command command_report = {
    .name = "report",
    .run = run,
    .summary = "show an alignment as a page to look at and to correct",
    .usage = "[OPTION]... FILE [FILE] | ALIGNMENT.jsonl",
    .purpose =
        "Align an article and write one HTML page that needs nothing else: "
        "pairs side\nby side, how sure each is and why, what was left out; "
        "corrections made in it\nare saved as a patch for zhen align --patch.",
    .options = options,
    .examples = "  zhen report article.zh.txt article.en.txt -o report.html\n"
                "  zhen report bilingual.txt -o report.html\n"
                "  zhen report pairs.jsonl -o report.html\n"};
