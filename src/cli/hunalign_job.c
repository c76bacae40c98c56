/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/hunalign_job.h"
#include "cli/targets.h"
#include "cli/verdict.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct hunalign_pair {
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

static int align(const hunalign_job *j, hunalign_pair *d)
{
  zhen_align_options how = ZHEN_ALIGN_OPTIONS_INIT;
  zhen_status status;
  int failed = EXIT_DONE;

  for (int i = 0; !failed && i < 2; i++)
    failed = hunalign_text_read(&d->texts[i], d->paths[i]);
  if (!failed)
    failed = hunalign_text_order(d->texts, &d->zh);
  if (failed)
    return failed;
  status = zhen_align(&d->alignment, j->lexicon, d->texts[d->zh].sentences,
                      d->texts[!d->zh].sentences, &how);
  if (status != ZHEN_OK)
    return say_failure(status);
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

static int run_document(const hunalign_job *j, hunalign_pair *d)
{
  int failed = check_files(j, d);

  if (!failed)
    failed = align(j, d);
  return failed ? failed : write_rungs(j, d);
}

static void pair_dispose(hunalign_pair *d)
{
  hunalign_text_dispose(&d->texts[0]);
  hunalign_text_dispose(&d->texts[1]);
  zhen_alignment_free(d->alignment);
  free(d->rungs.at);
}

int hunalign_run_pair(const hunalign_job *j, const char *source,
                      const char *target)
{
  hunalign_pair d = {.paths = {source, target}, .output = "-"};
  int failed = EXIT_DONE;

  if (strcmp(source, "-") == 0 && strcmp(target, "-") == 0)
    return say_usage(j->self, "standard input can be used for one side only");
  failed = run_document(j, &d);
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

/* A line of the list; false if its document failed. */
static bool run_line(const hunalign_job *j, char *line, size_t number)
{
  hunalign_pair d = {0};
  char *names[3];
  int failed;

  if (!parse_names(line, names)) {
    say("%s: line %zu: expected three names separated by tabs: source, target, "
        "output",
        j->list, number);
    return false;
  }
  d.paths[0] = names[0];
  d.paths[1] = names[1];
  d.output = names[2];
  failed = run_document(j, &d);
  if (failed)
    say_failed(d.output);
  else if (!j->v.level.quiet)
    say_quality(&d);
  pair_dispose(&d);
  return !failed;
}

static FILE *open_list(const char *path)
{
  FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");

  if (!file)
    say("%s: %s", path, strerror(errno));
  return file;
}

int hunalign_run_list(const hunalign_job *j)
{
  FILE *list = open_list(j->list);
  size_t capacity = 0, number = 0, done = 0, failed = 0;
  char *line = NULL;
  bool unread;

  if (!list)
    return EXIT_INPUT;
  while (getline(&line, &capacity, list) >= 0) {
    number++;
    if (line[strspn(line, "\r\n")] == '\0')
      continue;
    if (run_line(j, line, number))
      done++;
    else
      failed++;
  }
  free(line);
  unread = ferror(list);
  if (unread)
    say("%s: %s", j->list, strerror(errno));
  if (list != stdin)
    fclose(list);
  if (unread)
    return EXIT_INPUT;
  if (failed > 0)
    say("%zu of %zu documents failed", failed, done + failed);
  else if (done == 0)
    say("%s: no documents", j->list);
  return failed > 0 ? EXIT_SOME : done == 0 ? EXIT_INPUT : EXIT_DONE;
}
