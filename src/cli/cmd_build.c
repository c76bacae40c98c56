/* SPDX-License-Identifier: Apache-2.0 */
/* zhen build: the documents of a manifest to a store. */
#include "cli/article_job.h"
#include "cli/filters.h"
#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_SHARDS = 1000000 };

typedef struct build_args {
  article_values article;
  const char *output, *shard, *progress;
  const char *include[MAX_MANY + 1], *exclude[MAX_MANY + 1];
  filter_values filters;
  bool follow, strict, keep, redo, no_index;
} build_args;

#define AT(field) offsetof(build_args, field)

static const char *const progress_words[] = {"auto", "never", "json", NULL};

static const option options[] = {
    {'o', "output", OPTION_STRING, AT(output), "STORE",
     .help = "store to create or update"},
    {'j', "threads", OPTION_SIZE, AT(article.threads), "N",
     .help = "number of documents to process at the same time; 0: one per "
             "processor"},
    {0, "shard", OPTION_STRING, AT(shard), "K/N",
     .help = "process only shard K of N of the documents"},
    {0, "include", OPTION_MANY, AT(include), "GLOB",
     .help = "of directories, take only files that match; can be repeated"},
    {0, "exclude", OPTION_MANY, AT(exclude), "GLOB",
     .help = "of directories, skip files and directories that match; "
             "can be repeated"},
    {0, "follow", OPTION_FLAG, AT(follow), NULL,
     .help = "allow files outside the directory of the manifest"},
    {0, "strict", OPTION_FLAG, AT(strict), NULL,
     .help = "stop at the first document that fails"},
    {0, "keep", OPTION_FLAG, AT(keep), NULL,
     .help = "keep documents that are no longer in the manifest"},
    {0, "redo", OPTION_FLAG, AT(redo), NULL, .help = "reprocess everything"},
    {0, "no-index", OPTION_FLAG, AT(no_index), NULL,
     .help = "do not index the texts for zhen search"},
    {0, "progress", OPTION_STRING, AT(progress), NULL,
     .help = "how to report progress on standard error",
     .words = progress_words},
    {0}};

static const option_group groups[] = {
    {options, 0},
    {article_reading, offsetof(build_args, article)},
    {filter_document_options, offsetof(build_args, filters)},
    {filter_options, offsetof(build_args, filters)},
    {general_options, offsetof(build_args, article.level)},
    {0}};

static const build_args defaults = {.article = ARTICLE_DEFAULTS};

typedef struct build_job {
  build_args v;
  article_job article; /* how articles are read, and the lexicon */
  zhen_build_options build;
  zhen_filter *filter;
  zhen_align_options align;
  zhen_progress watch;
  pthread_mutex_t showing; /* for the next two */
  build_progress progress;
  zhen_build_news last;
  signals signals;
  zhen_build_counts counts;
} build_job;

static int settle_shard(build_job *j, const command *self)
{
  const char *at = j->v.shard;
  unsigned long share, shares;
  char *end;

  if (!at)
    return EXIT_DONE;
  share = strtoul(at, &end, 10);
  shares = *end == '/' ? strtoul(end + 1, &end, 10) : 0;
  if (*end || share < 1 || share > shares || shares > MAX_SHARDS)
    return say_usage(self, "--shard takes K/N with K from 1 to N, not '%s'",
                     at);
  j->build.share = (unsigned)share;
  j->build.shares = (unsigned)shares;
  return EXIT_DONE;
}

static void settle_progress(build_job *j)
{
  unsigned how = option_word(progress_words, j->v.progress);

  if (j->v.article.level.quiet)
    how = PROGRESS_NEVER;
  build_progress_begin(&j->progress, (progress_how)how);
}

/* Inputs that zhen_build() does not know; it checks the others itself. */
static int check_targets(const build_args *v, const command *self)
{
  targets t = {0};

  targets_input(&t, v->article.glossary);
  targets_input(&t, v->article.lexicon);
  targets_output(&t, v->output, ZHEN_TARGET_STORE);
  return targets_check(&t, self);
}

static int settle(build_job *j, const command *self, int count)
{
  const build_args *v = &j->v;
  int failed = article_settle_reading(&j->article, self, &v->article);

  if (!failed && count < 1)
    failed = say_usage(
        self, "missing operand: MANIFEST, or ZH-DIRECTORY EN-DIRECTORY");
  if (!failed && count > 2)
    failed = say_usage(
        self, "too many operands: one manifest or two directories expected");
  if (!failed && !v->output)
    failed = say_usage(self, "missing option: -o STORE");
  if (!failed)
    failed = check_targets(v, self);
  if (!failed)
    failed = settle_shard(j, self);
  if (!failed)
    failed = filters_settle(self, &v->filters, &j->filter);
  settle_progress(j);
  return failed;
}

static bool stop(void *context)
{
  build_job *j = context;

  return signals_caught(&j->signals);
}

/* The message if a signal ends the build now. */
static void note(build_job *j, const zhen_build_counts *c)
{
  if (c->total == 0) {
    signals_note(&j->signals, "%s: interrupted; run the same command to resume",
                 j->v.output);
    return;
  }
  signals_note(&j->signals,
               "%s: interrupted after %" PRIu64 " of %" PRIu64
               " documents; run the same command to resume",
               j->v.output,
               c->aligned + c->refiltered + c->unchanged + c->untranslated +
                   c->failed,
               c->total);
}

static void tell(void *context, const zhen_build_news *news)
{
  build_job *j = context;

  if (news->event == ZHEN_BUILD_LEFT ||
      news->event == ZHEN_BUILD_UNTRANSLATED) {
    if (!j->v.article.level.verbose)
      return;
    pthread_mutex_lock(&j->showing);
    build_progress_say(&j->progress, news);
    pthread_mutex_unlock(&j->showing);
    return;
  }
  note(j, &news->counts);
  pthread_mutex_lock(&j->showing);
  build_progress_report(&j->progress, news);
  j->last = (zhen_build_news){.event = news->event == ZHEN_BUILD_DUPLICATES
                                           ? ZHEN_BUILD_DUPLICATES
                                           : ZHEN_BUILD_DOCUMENT,
                              .counts = news->counts};
  pthread_mutex_unlock(&j->showing);
}

/* While a long document is aligned there is no news. */
static void show(void *context, const zhen_progress_state *state)
{
  build_job *j = context;

  pthread_mutex_lock(&j->showing);
  if (j->last.counts.total == 0)
    j->last.counts.total = state->total;
  build_progress_report(&j->progress, &j->last);
  pthread_mutex_unlock(&j->showing);
}

static const char *plural(uint64_t n)
{
  return n == 1 ? "" : "s";
}

static void say_summary(const build_job *j)
{
  const zhen_build_counts *c = &j->counts;
  char refiltered[48] = "", not_parallel[48] = "", untranslated[48] = "";

  if (c->refiltered > 0)
    snprintf(refiltered, sizeof refiltered, " %" PRIu64 " filtered again,",
             c->refiltered);
  if (c->not_parallel > 0)
    snprintf(not_parallel, sizeof not_parallel,
             "; %" PRIu64 " dropped as not parallel", c->not_parallel);
  if (c->untranslated > 0)
    snprintf(untranslated, sizeof untranslated, " %" PRIu64 " not translated,",
             c->untranslated);
  say("%s: %" PRIu64 " document%s: %" PRIu64 " aligned,%s %" PRIu64
      " unchanged,%s %" PRIu64 " failed; %" PRIu64 " removed%s",
      j->v.output, c->total, plural(c->total), c->aligned, refiltered,
      c->unchanged, untranslated, c->failed, c->removed, not_parallel);
  if (c->left > 0)
    say("%" PRIu64 " other file%s skipped%s", c->left, plural(c->left),
        j->v.article.level.verbose ? "" : "; use -v to list them");
  if (c->unread > 0)
    say("%" PRIu64 " file%s could not be taken", c->unread, plural(c->unread));
}

static int build(build_job *j, char **files, int count)
{
  bool stopped;
  zhen_status status;

  signals_begin(&j->signals);
  note(j, &j->counts);
  status = zhen_build(j->v.output, files[0], count > 1 ? files[1] : NULL,
                      j->article.lexicon, &j->build, &j->counts);
  stopped = status == ZHEN_ECANCELLED;
  build_progress_end(&j->progress, &j->counts, stopped);
  if (stopped)
    note(j, &j->counts);
  else if (status != ZHEN_OK)
    say_failure(status);
  else if (!j->v.article.level.quiet)
    say_summary(j);
  signals_end(&j->signals, stopped);
  if (status != ZHEN_OK)
    return exit_of(status);
  return j->counts.failed > 0 || j->counts.unread > 0 ? EXIT_SOME : EXIT_DONE;
}

static int work(build_job *j, char **files, int count)
{
  const build_args *v = &j->v;
  int failed = article_open_lexicon(&j->article);

  if (failed)
    return failed;
  j->align = (zhen_align_options){.struct_size = sizeof j->align,
                                  .max_bead = (uint32_t)v->article.max_bead};
  /* A store does not record the default. */
  if (v->article.max_memory != MAX_MEMORY)
    j->align.max_memory = v->article.max_memory;
  j->watch = (zhen_progress){.struct_size = sizeof j->watch,
                             .cancel = stop,
                             .report = show,
                             .context = j};
  j->build.struct_size = sizeof j->build;
  j->build.reading = &j->article.reading;
  j->build.align = &j->align;
  j->build.filter = j->filter;
  j->build.threads = (unsigned)v->article.threads;
  j->build.follow = v->follow;
  j->build.include = v->include;
  j->build.exclude = v->exclude;
  j->build.strict = v->strict;
  j->build.keep = v->keep;
  j->build.redo = v->redo;
  j->build.no_index = v->no_index;
  j->build.progress = &j->watch;
  j->build.event = tell;
  j->build.context = j;
  return build(j, files, count);
}

static int run(const command *self, int argc, char **argv)
{
  build_job j = {.v = defaults,
                 .showing = PTHREAD_MUTEX_INITIALIZER,
                 .last.event = ZHEN_BUILD_DOCUMENT};
  int count = options_parse(self, argc, argv, &j.v);
  int status;

  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  status = settle(&j, self, count);
  if (status == EXIT_DONE)
    status = work(&j, argv, count);
  zhen_filter_free(j.filter);
  article_dispose(&j.article);
  return status;
}

const command command_build = {
    .name = "build",
    .run = run,
    .summary = "build a corpus from many documents: align, filter, store",
    .usage = "[OPTION]... -o STORE MANIFEST | ZH-DIRECTORY EN-DIRECTORY",
    .purpose = "Align and filter the documents of a manifest, find duplicates, "
               "and store the result. If STORE exists, only new and changed "
               "documents are processed, so an interrupted build resumes when "
               "it is run again. MANIFEST has one document per line: ID, tab, "
               "Chinese file, tab, English file; or JSON lines. Two "
               "directories are matched by file name.",
    .groups = groups,
    .defaults = &defaults,
    .examples = "  zhen build pairs.tsv -o corpus.db -j 8\n"
                "  zhen build zh/ en/ -o corpus.db\n"
                "  zhen build pairs.tsv -o shard-3.db --shard 3/10\n",
    .batch = true};
