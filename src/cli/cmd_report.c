/* SPDX-License-Identifier: Apache-2.0 */
/* zhen report: an alignment as an HTML page to read and correct. */
#include "cli/format.h"
#include "cli/memory_page.h"
#include "cli/progress.h"
#include "cli/saved.h"
#include "cli/stored.h"
#include "cli/verdict.h"

#include <string.h>
#include <unistd.h>

typedef struct report_args {
  article_values article;
  const char *output, *tmx_lang;
  bool force;
} report_args;

static const option options[] = {
    {'o', "output", OPTION_STRING, offsetof(report_args, output), "FILE",
     .help = "write the page to FILE, completely or not at all"},
    {0, "force", OPTION_FLAG, offsetof(report_args, force), NULL,
     .help = "replace FILE if it exists"},
    {0, "tmx-lang", OPTION_STRING, offsetof(report_args, tmx_lang), "ZH,EN",
     .help = "language codes of the TMX that the page saves",
     .unset = "zh-TW or zh-CN, by the text, and en-US"},
    {0}};

static const option_group groups[] = {
    {options, 0},
    {article_sides, offsetof(report_args, article)},
    {article_reading, offsetof(report_args, article)},
    {article_patch, offsetof(report_args, article)},
    {article_embeddings, offsetof(report_args, article)},
    {article_delimiter, offsetof(report_args, article)},
    {article_threads, offsetof(report_args, article)},
    {general_options, offsetof(report_args, article.level)},
    {0}};

static const report_args defaults = {.article = ARTICLE_DEFAULTS,
                                     .output = "-"};

typedef struct report_job {
  report_args v;
  article_job article;
  const char *file, *id; /* the first operand; the document of a store */
  bool memory;           /* the file has pairs, which are not aligned */
  zhen_saved *saved;     /* the saved alignment; NULL if there is none */
  stored stored;         /* the document of a store, if there is one */
  char zh_code[MAX_TAG + 1], en_code[MAX_TAG + 1];
} report_job;

static bool ends_in_db(const char *file)
{
  size_t len = strlen(file);

  return len > 3 && strcmp(file + len - 3, ".db") == 0;
}

/* The input: a saved alignment, a document of a store, or an article. */
static int settle_input(report_job *j, const command *self, int count,
                        char **files)
{
  if (count == 1 && !j->v.article.zh && !j->v.article.en) {
    int failed = memory_detect(&j->memory, &j->v.article, files[0]);

    if (failed || j->memory)
      return failed ? failed : memory_settle(&j->article, self, &j->v.article);
  }
  if (count == 1 &&
      (saved_name(files[0]) || j->v.article.zh || j->v.article.en))
    return saved_open(&j->saved, &j->article, self, &j->v.article, files[0]);
  if (count == 2 && ends_in_db(files[0])) {
    j->article.self = self;
    j->article.v = &j->v.article;
    j->id = files[1];
    return EXIT_DONE;
  }
  return article_settle(&j->article, self, &j->v.article, count, files);
}

static int check_targets(const report_job *j, const command *self)
{
  targets t = {.force = j->v.force};

  targets_input(&t, j->file);
  article_inputs(&j->article, &t);
  targets_output(&t, j->v.output, ZHEN_TARGET_FILE);
  return targets_check(&t, self);
}

static int settle(report_job *j, const command *self, int count, char **files)
{
  static const file_ending endings[] = {
      {"html", "html"}, {"htm", "html"}, {NULL, NULL}};
  int failed = settle_input(j, self, count, files);

  j->file = count > 0 ? files[0] : NULL;
  if (!failed)
    failed = check_targets(j, self);
  if (!failed && strcmp(j->v.output, "-") == 0 && isatty(STDOUT_FILENO))
    failed =
        say_usage(self, "HTML is not written to a terminal; use -o FILE, or "
                        "redirect the output");
  if (!failed && !format_of_name(j->v.output, endings, "html"))
    failed = format_refuse(self, j->v.output, endings);
  return failed || !j->v.tmx_lang
             ? failed
             : article_tags(self, j->v.tmx_lang, j->zh_code, j->en_code);
}

static int check_size(const article_job *p)
{
  zhen_status status = zhen_report_fits(&p->sides->zh, &p->sides->en);

  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static int write_page(const report_job *j)
{
  meter shown;
  const zhen_stored_document *d = j->stored.document;
  const zhen_article *a = j->article.sides;
  const zhen_report_options how = {
      .struct_size = sizeof how,
      .zh_code = j->v.tmx_lang ? j->zh_code : NULL,
      .en_code = j->v.tmx_lang ? j->en_code : NULL,
      .zh_bytes = d ? d->zh.bytes : NULL,
      .en_bytes = d ? d->en.bytes : NULL,
      .words = j->article.lexicon,
      .progress = meter_begin(&shown, j->v.article.level.quiet, NULL)};
  zhen_status status = zhen_report_write(j->v.output, j->article.alignment,
                                         d ? &j->stored.zh : &a->zh,
                                         d ? &j->stored.en : &a->en, &how);

  meter_end(&shown);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

/* The size is checked before aligning, which may take long. */
static int read_and_align(article_job *p)
{
  int failed = article_read(p);

  if (!failed)
    failed = check_size(p);
  if (!failed)
    failed = article_open_lexicon(p);
  return failed ? failed : article_align(p);
}

static int work(report_job *j)
{
  int failed = EXIT_DONE;

  if (j->memory)
    return memory_write(&j->article, j->file, j->v.output, j->zh_code,
                        j->en_code);
  if (j->saved)
    failed = saved_align(j->saved, &j->article, j->file);
  else if (j->id)
    failed = stored_open(&j->stored, &j->article, j->file, j->id);
  else
    failed = read_and_align(&j->article);
  if (!failed && j->saved)
    failed = check_size(&j->article);
  if (!failed && !j->id && !j->v.article.level.quiet)
    verdict_say(&j->article);
  if (!failed)
    failed = write_page(j);
  return failed ? failed : article_end(&j->article);
}

static int run(const command *self, int argc, char **argv)
{
  report_job j = {.v = defaults};
  int count = options_parse(self, argc, argv, &j.v);
  int status;

  j.article.explain = true;
  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  status = settle(&j, self, count, argv);
  if (status == EXIT_DONE)
    status = work(&j);
  zhen_saved_free(j.saved);
  stored_dispose(&j.stored);
  article_dispose(&j.article);
  return status;
}

const command command_report = {
    .name = "report",
    .run = run,
    .summary = "write an alignment as an HTML page to read and correct",
    .usage = "[OPTION]... FILE [FILE] | ALIGNMENT.jsonl | STORE.db ID",
    .purpose =
        "Align an article, or take a saved alignment (jsonl, or tsv with "
        "--zh and --en) or a document of a store, and write one self-contained "
        "HTML page: the pairs side "
        "by side, how probable each one is and why, and the unaligned "
        "sentences. Corrections made in the page are saved as a patch "
        "for zhen align --patch. The pairs of a translation memory or "
        "table (tmx, xliff, po, tbx, csv, tsv, jsonl) are shown as they are, "
        "the most doubtful first; the patch "
        "is for zhen filter --patch.",
    .groups = groups,
    .defaults = &defaults,
    .examples = "  zhen report article.zh.txt article.en.txt -o report.html\n"
                "  zhen report bilingual.txt -o report.html\n"
                "  zhen report pairs.jsonl -o report.html\n"
                "  zhen report memory.tmx -o report.html\n"
                "  zhen report corpus.db book/chapter-3 -o report.html\n",
    .negative = "lines of the patch do not fit the text"};
