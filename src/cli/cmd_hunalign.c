/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zhen hunalign: the command line, the input and the output of hunalign, for
 * programs that call it. Standard output is data; all else is on standard
 * error.
 */
#include "cli/hunalign_job.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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
    {'j', "threads", OPTION_SIZE, AT(threads), "N",
     .help = "number of documents of a list to align at the same time"},
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
                                       .topothresh = -HUGE_VAL,
                                       .threads = 1};

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
  size_t len = strcspn(word += 2, "=");
  option_place at = {0};

  while (!word[len + (word[len] == '=')] && option_next(&command_hunalign, &at))
    if (at.row->argument && strlen(at.row->name) == len &&
        memcmp(at.row->name, word, len) == 0)
      return true;
  return false;
}

/* The words of a command line for options_parse(); an exit status. */
static int translate(int argc, char **argv, char **words)
{
  for (int i = 0; i < argc; i++) {
    const char *w = argv[i];
    bool is_switch = i > 0 && w[0] == '-' && isalpha((unsigned char)w[1]) &&
                     (isalpha((unsigned char)w[2]) || w[2] == '=');

    words[i] = is_switch ? long_option(w) : strdup(w);
    if (!words[i])
      return say_failure(ZHEN_ENOMEM);
    if (is_switch && lacks_value(words[i]))
      return say_usage(&command_hunalign, "%.*s needs a value: %.*s=VALUE",
                       (int)strcspn(w, "="), w, (int)strcspn(w, "="), w);
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

    say("%s: %zu term%s that the lexicon does not have", j->dictionary, terms,
        terms == 1 ? "" : "s");
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
  int failed = hunalign_check(j);

  if (!failed)
    failed = open_lexicon(j);
  if (!failed)
    failed = open_learned(j);
  if (!failed)
    failed = j->list ? hunalign_run_list(j)
                     : hunalign_run_pair(j, words[1], words[2]);
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
        "and one English, in either order. DICTIONARY has lines of "
        "target @ source, and may be empty. The same is done if the program is "
        "called by the name hunalign.",
    .groups = groups,
    .defaults = &defaults,
    .examples = "  zhen hunalign -utf -realign /dev/null zh.lines en.lines\n"
                "  zhen hunalign -text -thresh=10 terms.dic en.lines zh.lines\n"
                "  zhen hunalign -j 8 -batch /dev/null documents.tsv\n",
    .batch = true,
    .one_dash = true};
