/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zhen hunalign: the command line, the input and the output of hunalign, for
 * programs that call it. Standard output is data; all else is on standard
 * error.
 */
#include "cli/hunalign_write.h"
#include "cli/targets.h"
#include "cli/verdict.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct hunalign_args {
  const char *autodict, *hand, *min_score, *min_count;
  double thresh, ppthresh, headerthresh, topothresh;
  bool text, bisent, cautious, batch, realign, utf, one_byte, dictbuild;
  verbosity level;
} hunalign_args;

#define AT(field) offsetof(hunalign_args, field)

static const option options[] = {
    {0, "text", OPTION_FLAG, AT(text), NULL,
     .help = "write sentences, not their numbers"},
    {0, "bisent", OPTION_FLAG, AT(bisent), NULL,
     .help = "write only pairs of one sentence each"},
    {0, "cautious", OPTION_FLAG, AT(cautious), NULL,
     .help = "write only rungs, or with -bisent pairs, between pairs of one "
             "sentence each"},
    {0, "thresh", OPTION_REAL, AT(thresh), "N",
     .help = "least quality of a pair, in hundredths", .unset = "none"},
    {0, "ppthresh", OPTION_REAL, AT(ppthresh), "N",
     .help = "least mean quality around a pair, in hundredths",
     .unset = "none"},
    {0, "headerthresh", OPTION_REAL, AT(headerthresh), "N",
     .help = "least mean quality where the pairs begin and end, in hundredths",
     .unset = "none"},
    {0, "topothresh", OPTION_REAL, AT(topothresh), "N",
     .help = "least percentage of pairs of one sentence each around a pair",
     .unset = "none"},
    {0, "realign", OPTION_FLAG, AT(realign), NULL,
     .help = "align again with words learned from the texts: always done"},
    {0, "autodict", OPTION_STRING, AT(autodict), "FILE",
     .help = "write the words learned from the texts to FILE"},
    {0, "hand", OPTION_STRING, AT(hand), "FILE",
     .help = "compare with the ladder FILE, on standard error"},
    {0, "batch", OPTION_FLAG, AT(batch), NULL,
     .help = "align all documents of a list"},
    {0, "utf", OPTION_FLAG, AT(utf), NULL,
     .help = "no effect: texts are UTF-8, or of an encoding that is detected"},
    {0, "onebyteencoding", OPTION_FLAG, AT(one_byte), NULL,
     .help = "no effect, with a warning"},
    {0, "dictbuild", OPTION_FLAG, AT(dictbuild), NULL,
     .help = "refused; use zhen lexicon train"},
    {0, "minscorefordictbuild", OPTION_STRING, AT(min_score), "N",
     .help = "no effect, with a warning", .unset = ""},
    {0, "mincooccfordictbuild", OPTION_STRING, AT(min_count), "N",
     .help = "no effect, with a warning", .unset = ""},
    {0}};

static const option_group groups[] = {
    {options, 0}, {general_options, AT(level)}, {0}};

static const hunalign_args defaults = {.thresh = -HUGE_VAL,
                                       .ppthresh = -HUGE_VAL,
                                       .headerthresh = -HUGE_VAL,
                                       .topothresh = -HUGE_VAL};

typedef struct hunalign_job {
  const command *self;
  hunalign_args v;
  const char *dictionary, *list; /* the list is NULL without -batch */
  rung_limits limits;
  hunalign_form form;
  zhen_lexicon *lexicon;
  zhen_output *learned; /* -autodict; NULL: none */
} hunalign_job;

/* ---- the command line ---- */

/* -name, -name=value and -namevalue, as --name and --name=value; a name is of
   letters and "_". NULL: out of memory. */
static char *long_option(const char *word)
{
  size_t len = 1;
  char *out;

  while (isalpha((unsigned char)word[len]) || word[len] == '_')
    len++;
  if (asprintf(&out, "-%.*s%s%s", (int)len, word,
               word[len] && word[len] != '=' ? "=" : "", word + len) < 0)
    return NULL;
  return out;
}

/* A value belongs to its switch: the next word is never one. */
static bool lacks_value(const char *word)
{
  option_place at = {0};

  while (option_next(&command_hunalign, &at))
    if (at.row->argument && strcmp(at.row->name, word + 2) == 0)
      return true;
  return false;
}

/* The words of a command line for options_parse(); an exit status. */
static int translate(int argc, char **argv, char **words)
{
  for (int i = 0; i < argc; i++) {
    const char *w = argv[i];
    bool is_switch = i > 0 && w[0] == '-' && w[1] && w[1] != '-' && w[2];

    words[i] = is_switch ? long_option(w) : strdup(w);
    if (!words[i])
      return say_failure(ZHEN_ENOMEM);
    if (is_switch && lacks_value(words[i]))
      return say_usage(&command_hunalign, "%s needs a value: %s=VALUE", w, w);
  }
  return EXIT_DONE;
}

static int settle_operands(hunalign_job *j, int count, char **words)
{
  int wanted = j->v.batch ? 2 : 3;

  if (count == wanted)
    return EXIT_DONE;
  if (count > wanted)
    return say_usage(j->self, "too many operands: %s", words[wanted]);
  return say_usage(j->self, "missing operand; expected %s",
                   j->v.batch ? "DICTIONARY LIST" : "DICTIONARY SOURCE TARGET");
}

static void warn_ignored(const hunalign_args *v)
{
  if (v->level.quiet)
    return;
  if (v->one_byte)
    say("-onebyteencoding is ignored: encodings are detected");
  if (v->min_score)
    say("-minscorefordictbuild is ignored: words are learned by their own "
        "measure");
  if (v->min_count)
    say("-mincooccfordictbuild is ignored: words are learned by their own "
        "measure");
}

static int settle(hunalign_job *j, int count, char **words)
{
  const hunalign_args *v = &j->v;
  int failed;

  if (v->dictbuild)
    return say_usage(j->self, "-dictbuild cannot be done; use zhen lexicon "
                              "train to learn a lexicon from many texts");
  if (v->batch && v->hand)
    return say_usage(j->self, "-hand cannot be used with -batch");
  failed = settle_operands(j, count, words);
  if (failed)
    return failed;
  warn_ignored(v);
  j->dictionary = words[0];
  j->list = v->batch ? words[1] : NULL;
  j->limits = (rung_limits){v->thresh / 100, v->ppthresh / 100,
                            v->headerthresh / 100, v->topothresh / 100};
  j->form = (hunalign_form){.text = v->text,
                            .bisentence = v->bisent,
                            .cautious = v->cautious,
                            .least = j->limits.quality};
  return EXIT_DONE;
}

/* ---- one document ---- */

typedef struct document {
  const char *paths[2], *output;
  hunalign_text texts[2];
  int zh; /* which of them is Chinese */
  zhen_alignment *alignment;
  rungs rungs;
} document;

static int check_files(const hunalign_job *j, const document *d)
{
  targets t = {.force = true};

  targets_input(&t, j->dictionary);
  targets_input(&t, j->list);
  targets_input(&t, j->v.hand);
  targets_input(&t, d->paths[0]);
  targets_input(&t, d->paths[1]);
  targets_output(&t, d->output, ZHEN_TARGET_FILE);
  if (strcmp(d->output, "-") != 0 || !j->list)
    targets_output(&t, j->v.autodict, ZHEN_TARGET_FILE);
  return targets_check(&t, j->self);
}

static void say_relation(const document *d)
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

static int align(const hunalign_job *j, document *d)
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

static int write_rungs(const hunalign_job *j, const document *d)
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

static int run_document(const hunalign_job *j, document *d)
{
  int failed = check_files(j, d);

  if (!failed)
    failed = align(j, d);
  return failed ? failed : write_rungs(j, d);
}

static void document_dispose(document *d)
{
  hunalign_text_dispose(&d->texts[0]);
  hunalign_text_dispose(&d->texts[1]);
  zhen_alignment_free(d->alignment);
  free(d->rungs.at);
}

static int run_single(const hunalign_job *j, char **words)
{
  document d = {.paths = {words[1], words[2]}, .output = "-"};
  int failed = EXIT_DONE;

  if (strcmp(words[1], "-") == 0 && strcmp(words[2], "-") == 0)
    return say_usage(j->self, "standard input can be used for one side only");
  failed = run_document(j, &d);
  if (!failed && !j->v.level.quiet)
    fprintf(stderr, "Quality %g\n", rungs_quality(&d.rungs));
  if (!failed && j->v.hand)
    failed = hunalign_compare(j->v.hand, &d.rungs, &j->form);
  document_dispose(&d);
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

static void say_quality(const document *d)
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
  document d = {0};
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
  document_dispose(&d);
  return !failed;
}

static FILE *open_list(const char *path)
{
  FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");

  if (!file)
    say("%s: %s", path, strerror(errno));
  return file;
}

static int run_batch(const hunalign_job *j)
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

/* ---- the whole ---- */

static int open_lexicon(hunalign_job *j)
{
  size_t skipped;
  zhen_status status = zhen_lexicon_open_default(&j->lexicon);

  if (status == ZHEN_OK)
    status = zhen_lexicon_add_dictionary(j->lexicon, j->dictionary, &skipped);
  if (status != ZHEN_OK)
    return say_failure(status);
  if (skipped > 0 && !j->v.level.quiet)
    say("%s: %zu line%s without a Chinese and an English term skipped",
        j->dictionary, skipped, skipped == 1 ? "" : "s");
  if (j->v.level.verbose) {
    size_t terms = zhen_lexicon_inspect(j->lexicon).glossary_terms;

    say("%s: %zu term%s", j->dictionary, terms, terms == 1 ? "" : "s");
  }
  return EXIT_DONE;
}

static int open_learned(hunalign_job *j)
{
  zhen_status status =
      j->v.autodict ? zhen_output_open(&j->learned, j->v.autodict) : ZHEN_OK;

  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

/* What was learned is written unless nothing was aligned. */
static int close_learned(hunalign_job *j, int failed)
{
  zhen_status status;

  if (!j->learned)
    return failed;
  if (failed && failed != EXIT_SOME) {
    zhen_output_abandon(j->learned);
    return failed;
  }
  status = zhen_output_commit(j->learned);
  return status == ZHEN_OK ? failed : say_failure(status);
}

static int work(hunalign_job *j, char **words)
{
  int failed = open_lexicon(j);

  if (!failed)
    failed = open_learned(j);
  if (!failed)
    failed = j->list ? run_batch(j) : run_single(j, words);
  failed = close_learned(j, failed);
  zhen_lexicon_close(j->lexicon);
  return failed;
}

static int run(const command *self, int argc, char **argv)
{
  hunalign_job j = {.self = self, .v = defaults};
  char **words = calloc((size_t)argc + 1, sizeof *words);
  char **kept = calloc((size_t)argc + 1, sizeof *kept);
  int count = 0, failed;

  failed =
      words && kept ? translate(argc, argv, words) : say_failure(ZHEN_ENOMEM);
  if (!failed) {
    memcpy(kept, words, (size_t)argc * sizeof *words);
    count = options_parse(self, argc, kept, &j.v);
    failed = count == -1 ? EXIT_USAGE : EXIT_DONE;
  }
  if (!failed && count >= 0)
    failed = settle(&j, count, kept);
  if (!failed && count >= 0)
    failed = work(&j, kept);
  for (int i = 0; words && i < argc; i++)
    free(words[i]);
  free(words);
  free(kept);
  return failed;
}

const command command_hunalign = {
    .name = "hunalign",
    .run = run,
    .summary = "align as hunalign does, for programs that call it",
    .usage = "[OPTION]... DICTIONARY SOURCE TARGET\n"
             "       zhen hunalign [OPTION]... -batch DICTIONARY LIST",
    .purpose =
        "Take the command line and the input of hunalign, and write what it "
        "writes. SOURCE and TARGET have a sentence per line; one is Chinese "
        "and one English, in either order. DICTIONARY is a glossary, lines of "
        "target @ source; it may be empty. The same is done if the program is "
        "called by the name hunalign.",
    .groups = groups,
    .defaults = &defaults,
    .examples = "  zhen hunalign -utf -realign /dev/null zh.lines en.lines\n"
                "  zhen hunalign -text -thresh=10 terms.dic en.lines zh.lines\n"
                "  zhen hunalign -batch /dev/null documents.tsv\n",
    .batch = true,
    .one_dash = true};
