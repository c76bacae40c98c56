/* SPDX-License-Identifier: Apache-2.0 */
/* zhen report: an article, aligned, as a page to look at and to correct. */
#include "cli/format.h"
#include "cli/progress.h"
#include "cli/saved.h"
#include "cli/stored.h"

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
  stored stored;     /* the document to show, if it has one */
  char zh_code[MAX_TAG + 1], en_code[MAX_TAG + 1];
} job;

static bool ends_in_db(const char *file)
{
  size_t len = strlen(file);

  return len > 3 && strcmp(file + len - 3, ".db") == 0;
}

/* What there is to show: a saved alignment, a stored document, an article. */
static int settle_input(job *j, const command *self, int count, char **files)
{
  if (count == 1 && saved_name(files[0]))
    return saved_open(&j->saved, &j->pair, self, &j->v.pair, files[0]);
  if (count == 2 && ends_in_db(files[0])) {
    j->pair.self = self;
    j->pair.v = &j->v.pair;
    return stored_open(&j->stored, &j->pair, files[0], files[1]);
  }
  return pair_settle(&j->pair, self, &j->v.pair, count, files);
}

/* `file` is what the article, if it is not given itself, was found by. */
static int check_targets(const job *j, const command *self, const char *file)
{
  targets t = {0};

  targets_input(&t, file);
  pair_inputs(&j->pair, &t);
  targets_output(&t, j->v.output, ZHEN_TARGET_FILE);
  return targets_check(&t, self);
}

static int settle(job *j, const command *self, int count, char **files)
{
  static const file_ending endings[] = {
      {"html", "html"}, {"htm", "html"}, {NULL, NULL}};
  int failed = settle_input(j, self, count, files);

  if (!failed)
    failed = pair_tags(self, j->v.tmx_lang, j->zh_code, j->en_code);
  if (!failed)
    failed = check_targets(j, self, count > 0 ? files[0] : NULL);
  if (!failed && !format_of_name(j->v.output, endings, "html"))
    failed = format_refuse(self, j->v.output, endings);
  return failed;
}

static int check_size(const pair *p)
{
  zhen_status status = zhen_report_fits(&p->article->zh, &p->article->en);

  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static int write_page(const job *j)
{
  meter shown;
  const zhen_document *d = j->stored.document;
  const zhen_article *a = j->pair.article;
  const zhen_report_options how = {
      .struct_size = sizeof how,
      .zh_code = j->zh_code,
      .en_code = j->en_code,
      .zh_bytes = d ? d->zh.bytes : NULL,
      .en_bytes = d ? d->en.bytes : NULL,
      .progress = meter_begin(&shown, j->v.pair.quiet, NULL)};
  zhen_status status = zhen_report_write(j->v.output, j->pair.alignment,
                                         d ? &j->stored.zh : &a->zh,
                                         d ? &j->stored.en : &a->en, &how);

  meter_end(&shown);
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
  int failed = EXIT_DONE;

  if (j->saved)
    failed = check_size(&j->pair);
  else if (!j->stored.document)
    failed = read_and_align(&j->pair);
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
  stored_dispose(&j.stored);
  pair_dispose(&j.pair);
  return status;
}

const command command_report = {
    .name = "report",
    .run = run,
    .summary = "show an alignment as a page to look at and to correct",
    .usage = "[OPTION]... FILE [FILE] | ALIGNMENT.jsonl | STORE.db ID",
    .purpose =
        "Align an article and write one HTML page that needs nothing else: "
        "pairs side\nby side, how sure each is and why, what was left out; "
        "corrections made in it\nare saved as a patch for zhen align --patch.",
    .options = options,
    .examples = "  zhen report article.zh.txt article.en.txt -o report.html\n"
                "  zhen report bilingual.txt -o report.html\n"
                "  zhen report pairs.jsonl -o report.html\n"
                "  zhen report corpus.db book/chapter-3 -o report.html\n"};
