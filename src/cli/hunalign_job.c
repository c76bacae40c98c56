/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/hunalign_job.h"
#include "cli/targets.h"
#include "cli/verdict.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* With more documents than threads, none waits long for the others. */
enum { THREADS_MAX = 64, A_THREAD = 4, BATCH_MAX = THREADS_MAX * A_THREAD };

typedef struct hunalign_pair {
  char *line; /* of the list: holds the names */
  const char *paths[2], *output;
  hunalign_text texts[2];
  int zh; /* which of them is Chinese */
  zhen_alignment *alignment;
  rungs rungs;
} hunalign_pair;

/* The files of all documents; as hunalign does, outputs are replaced. */
static void add_files(const hunalign_job *j, targets *t)
{
  t->force = true;
  targets_input(t, j->dictionary);
  targets_input(t, j->list);
  targets_input(t, j->v.hand);
  targets_output(t, j->v.autodict, ZHEN_TARGET_FILE);
}

int hunalign_check(const hunalign_job *j)
{
  targets t = {0};

  add_files(j, &t);
  return targets_check(&t, j->self);
}

static int check_files(const hunalign_job *j, const hunalign_pair *d)
{
  targets t = {0};

  add_files(j, &t);
  targets_input(&t, d->paths[0]);
  targets_input(&t, d->paths[1]);
  targets_output(&t, d->output, ZHEN_TARGET_FILE);
  return targets_check(&t, j->self);
}

static void say_relation(const hunalign_pair *d)
{
  const char *verdict = verdict_words(zhen_alignment_relation(d->alignment));
  size_t narrowed = zhen_alignment_narrowed(d->alignment);

  if (verdict)
    say("%s, %s: %s (parallel %.2f)", d->paths[0], d->paths[1], verdict,
        zhen_alignment_parallel(d->alignment));
  if (narrowed > 0)
    say("%s, %s: the search band was narrowed in %zu place%s to save memory; "
        "the result may be worse there",
        d->paths[0], d->paths[1], narrowed, narrowed == 1 ? "" : "s");
}

/* Check and read the files; an exit status. */
static int take_in(const hunalign_job *j, hunalign_pair *d)
{
  int failed = check_files(j, d);

  for (int i = 0; !failed && i < 2; i++)
    failed = hunalign_text_read(&d->texts[i], d->paths[i]);
  return failed ? failed : hunalign_text_order(d->texts, &d->zh);
}

static zhen_status align(const hunalign_job *j, hunalign_pair *d)
{
  zhen_align_options how = ZHEN_ALIGN_OPTIONS_INIT;

  how.threads = j->list && j->v.threads > 1; /* 0: all there are */
  return zhen_align(&d->alignment, j->lexicon, d->texts[d->zh].sentences,
                    d->texts[!d->zh].sentences, &how);
}

static int make_rungs(const hunalign_job *j, hunalign_pair *d)
{
  int failed;

  if (!d->alignment) {
    zhen_status status = align(j, d);

    if (status != ZHEN_OK)
      return say_failure(status);
  }
  if (!j->v.level.quiet)
    say_relation(d);
  failed = rungs_of(&d->rungs, d->texts, d->zh, d->alignment, &j->limits);
  if (!failed && j->form.cautious && !j->form.bisentence)
    rungs_be_cautious(&d->rungs);
  return failed;
}

static int write_rungs(const hunalign_job *j, const hunalign_pair *d)
{
  zhen_output *out;
  zhen_status status = zhen_output_open(&out, d->output);

  if (status == ZHEN_OK) {
    hunalign_put(out, &d->rungs, d->texts, &j->form);
    status = zhen_output_commit(out);
  }
  if (status != ZHEN_OK)
    return say_failure(status);
  if (j->learned)
    hunalign_put_learned(j->learned, d->alignment, d->zh == 1);
  return EXIT_DONE;
}

static int give_out(const hunalign_job *j, hunalign_pair *d)
{
  int failed = make_rungs(j, d);

  return failed ? failed : write_rungs(j, d);
}

static void pair_dispose(hunalign_pair *d)
{
  hunalign_text_dispose(&d->texts[0]);
  hunalign_text_dispose(&d->texts[1]);
  zhen_alignment_free(d->alignment);
  free(d->rungs.at);
  free(d->line);
}

int hunalign_run_pair(const hunalign_job *j, const char *source,
                      const char *target)
{
  hunalign_pair d = {.paths = {source, target}, .output = "-"};
  int failed = EXIT_DONE;

  if (strcmp(source, "-") == 0 && strcmp(target, "-") == 0)
    return say_usage(j->self, "standard input can be used for one side only");
  failed = take_in(j, &d);
  if (!failed)
    failed = give_out(j, &d);
  if (!failed && !j->v.level.quiet)
    fprintf(stderr, "Quality %g\n", rungs_quality(&d.rungs));
  if (!failed && j->v.hand)
    failed = hunalign_compare(j->v.hand, &d.rungs, &j->form);
  pair_dispose(&d);
  return failed;
}

/* ---- -batch ---- */

/* Cut a line at its tabs; whether it has three names. File names are bytes. */
static bool parse_names(char *line, char *names[3])
{
  line[strcspn(line, "\r\n")] = '\0';
  for (int i = 0; i < 3; i++) {
    char *tab = strchr(line, '\t');

    names[i] = line;
    if (!*line || (tab != NULL) != (i < 2))
      return false;
    if (tab) {
      *tab = '\0';
      line = tab + 1;
    }
  }
  return true;
}

static void say_quality(const hunalign_pair *d)
{
  fputs("Quality\t", stderr);
  put_escaped(stderr, (zhen_str){d->output, strlen(d->output)});
  fprintf(stderr, "\t%g\n", rungs_quality(&d->rungs));
}

static void say_failed(const char *output)
{
  fputs("Align failed for ", stderr);
  put_escaped(stderr, (zhen_str){output, strlen(output)});
  putc('\n', stderr);
}

/* Documents of the list that are aligned side by side. */
typedef struct list_batch {
  const hunalign_job *job;
  hunalign_pair at[BATCH_MAX];
  size_t count, most, threads;
  size_t done, failed;
  atomic_size_t next;
} list_batch;

static void fail_document(list_batch *b, hunalign_pair *d)
{
  b->failed++;
  say_failed(d->output);
  pair_dispose(d);
}

static void *align_documents(void *context)
{
  list_batch *b = context;
  size_t i;

  while ((i = atomic_fetch_add(&b->next, 1)) < b->count)
    if (align(b->job, &b->at[i]) != ZHEN_OK)
      b->at[i].alignment = NULL; /* make_rungs() tries again and says why */
  return NULL;
}

static void align_side_by_side(list_batch *b)
{
  pthread_t threads[THREADS_MAX];
  size_t n = 0;

  atomic_store(&b->next, 0);
  while (n + 1 < b->threads && n + 1 < b->count &&
         pthread_create(&threads[n], NULL, align_documents, b) == 0)
    n++;
  align_documents(b);
  while (n > 0)
    pthread_join(threads[--n], NULL);
}

/* Align what was read, and write it in the order of the list. */
static void finish_batch(list_batch *b)
{
  if (b->count > 1)
    align_side_by_side(b);
  for (size_t i = 0; i < b->count; i++) {
    hunalign_pair *d = &b->at[i];

    if (give_out(b->job, d)) {
      fail_document(b, d);
      continue;
    }
    if (!b->job->v.level.quiet)
      say_quality(d);
    b->done++;
    pair_dispose(d);
  }
  b->count = 0;
}

static void take_line(list_batch *b, const char *line, size_t number)
{
  hunalign_pair *d = &b->at[b->count];
  char *names[3];

  *d = (hunalign_pair){.line = strdup(line)};
  if (!d->line || !parse_names(d->line, names)) {
    if (d->line)
      say("%s: line %zu: expected three names separated by tabs: source, "
          "target, output",
          b->job->list, number);
    else
      say_failure(ZHEN_ENOMEM);
    b->failed++;
    pair_dispose(d);
    return;
  }
  d->paths[0] = names[0];
  d->paths[1] = names[1];
  d->output = names[2];
  if (take_in(b->job, d))
    fail_document(b, d);
  else if (++b->count == b->most)
    finish_batch(b);
}

static FILE *open_list(const char *path)
{
  FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");

  if (!file)
    say("%s: %s", path, strerror(errno));
  return file;
}

/* The lines of the list; whether they could be read. */
static bool run_lines(list_batch *b, FILE *list)
{
  size_t capacity = 0, number = 0;
  char *line = NULL;

  while (getline(&line, &capacity, list) >= 0) {
    number++;
    if (line[strspn(line, "\r\n")] != '\0')
      take_line(b, line, number);
  }
  free(line);
  finish_batch(b);
  if (!ferror(list))
    return true;
  say("%s: %s", b->job->list, strerror(errno));
  return false;
}

int hunalign_run_list(const hunalign_job *j)
{
  size_t threads = j->v.threads < THREADS_MAX ? j->v.threads : THREADS_MAX;
  list_batch b = {.job = j,
                  .most = threads > 1 ? threads * A_THREAD : 1,
                  .threads = threads};
  FILE *list = open_list(j->list);
  bool read;

  if (!list)
    return EXIT_INPUT;
  read = run_lines(&b, list);
  if (list != stdin)
    fclose(list);
  if (!read)
    return EXIT_INPUT;
  if (b.failed > 0)
    say("%zu of %zu documents failed", b.failed, b.done + b.failed);
  else if (b.done == 0)
    say("%s: no documents", j->list);
  return b.failed > 0 ? EXIT_SOME : b.done == 0 ? EXIT_INPUT : EXIT_DONE;
}
