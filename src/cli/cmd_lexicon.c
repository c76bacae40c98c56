/* SPDX-License-Identifier: Apache-2.0 */
/* zhen lexicon build|add|train|relate|info|show */
#include "cli/format.h"
#include "cli/progress.h"
#include "cli/targets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS_MAX = 1024 };

typedef struct lexicon_options {
  const char *output, *lexicon, *zh, *en;
  size_t threads;
  bool force;
  verbosity level;
} lexicon_options;

#define AT(field) offsetof(lexicon_options, field)

static const option options[] = {
    {'o', "output", OPTION_STRING, AT(output), "FILE",
     .help = "build, add, train, relate: lexicon to write"},
    {0, "force", OPTION_FLAG, AT(force), NULL,
     .help = "build, add, train, relate: replace FILE if it exists"},
    {0, "lexicon", OPTION_STRING, AT(lexicon), "FILE",
     .help = "add, train, relate, info, show: lexicon to start from or look in",
     .unset = "built-in lexicon"},
    {0, "zh", OPTION_STRING, AT(zh), "FILE",
     .help =
         "train, relate: Chinese side of parallel text, one sentence per line"},
    {0, "en", OPTION_STRING, AT(en), "FILE",
     .help = "train, relate: English side of the same text"},
    {'j', "threads", OPTION_SIZE, AT(threads), "N",
     .help = "train, relate: number of threads; 0: one per processor"},
    {0}};

static const option_group groups[] = {
    {options, 0}, {general_options, AT(level)}, {0}};

static const lexicon_options defaults = {0};

/* A file of the Moses set PREFIX, if that is what the operand names. */
static void input_with(targets *t, const char *prefix, const char *suffix)
{
  char *path;

  if (asprintf(&path, "%s%s", prefix, suffix) < 0) {
    t->status = ZHEN_ENOMEM;
    return;
  }
  targets_input(t, path);
  free(path);
}

/* Of build, add, train and relate; `missing` is an operand or NULL. */
static int check_output(const command *self, const lexicon_options *o, int n,
                        char **paths, const char *missing)
{
  static const file_ending endings[] = {{"zlex", "zlex"}, {NULL, NULL}};
  targets t = {.force = o->force};
  int failed;

  if (!o->output)
    return say_usage(self, "missing option: -o FILE");
  if (missing)
    return say_usage(self, "missing operand: %s", missing);
  targets_input(&t, o->lexicon);
  targets_input(&t, o->zh);
  targets_input(&t, o->en);
  for (int i = 0; i < n; i++) {
    targets_input(&t, paths[i]);
    input_with(&t, paths[i], ".zh");
    input_with(&t, paths[i], ".en");
  }
  targets_output(&t, o->output, ZHEN_TARGET_FILE);
  failed = targets_check(&t, self);
  if (!failed && !format_of_name(o->output, endings, "zlex"))
    failed = format_refuse(self, o->output, endings);
  return failed;
}

/* With -v, what is in the lexicon that was written. */
static int say_written(const lexicon_options *o)
{
  zhen_lexicon *lexicon;
  zhen_lexicon_info i;

  if (o->level.quiet || !o->level.verbose || strcmp(o->output, "-") == 0)
    return EXIT_DONE;
  if (zhen_lexicon_open(&lexicon, o->output) != ZHEN_OK)
    return EXIT_DONE; /* a device or a pipe */
  i = zhen_lexicon_inspect(lexicon);
  say("%s: %zu pairs of %zu Chinese words and %zu English stems", o->output,
      i.pairs, i.zh_words, i.en_stems);
  zhen_lexicon_close(lexicon);
  return EXIT_DONE;
}

static zhen_status open_lexicon(zhen_lexicon **out, const char *path)
{
  return path ? zhen_lexicon_open(out, path) : zhen_lexicon_open_default(out);
}

static int build(const command *self, const lexicon_options *o, int n,
                 char **paths)
{
  zhen_status status;
  int failed = check_output(self, o, n, paths, n ? NULL : "DICTIONARY");

  if (failed)
    return failed;
  status = zhen_lexicon_build(o->output, (const char *const *)paths, (size_t)n);
  return status == ZHEN_OK ? say_written(o) : say_failure(status);
}

static int add(const command *self, const lexicon_options *o, int n,
               char **paths)
{
  zhen_lexicon *lexicon;
  zhen_status status;
  int failed = check_output(self, o, n, paths, n ? NULL : "DICTIONARY");

  if (failed)
    return failed;
  status = open_lexicon(&lexicon, o->lexicon);
  if (status == ZHEN_OK)
    status = zhen_lexicon_add_phrases(o->output, lexicon,
                                      (const char *const *)paths, (size_t)n);
  zhen_lexicon_close(lexicon);
  return status == ZHEN_OK ? say_written(o) : say_failure(status);
}

/* The files of --zh and --en, if given, and the operands. */
static zhen_parallel_file *list_files(const lexicon_options *o, int n,
                                      char **paths, size_t *count)
{
  zhen_parallel_file *files = calloc((size_t)n + 1, sizeof *files);

  *count = 0;
  if (files && o->zh)
    files[(*count)++] = (zhen_parallel_file){o->zh, o->en};
  for (int i = 0; files && i < n; i++)
    files[(*count)++] = (zhen_parallel_file){paths[i], NULL};
  return files;
}

typedef zhen_status learn(const char *, const zhen_lexicon *,
                          const zhen_parallel_file *, size_t,
                          const zhen_train_options *);

static int train_from(const lexicon_options *o, const zhen_parallel_file *files,
                      size_t count, learn *how_to)
{
  meter shown;
  const zhen_train_options how = {
      .struct_size = sizeof how,
      .threads = (unsigned)o->threads,
      .progress = meter_begin(&shown, o->level.quiet, NULL)};
  zhen_lexicon *lexicon;
  zhen_status status = open_lexicon(&lexicon, o->lexicon);

  if (status == ZHEN_OK)
    status = how_to(o->output, lexicon, files, count, &how);
  meter_end(&shown);
  zhen_lexicon_close(lexicon);
  return status == ZHEN_OK ? say_written(o) : say_failure(status);
}

static int train(const command *self, const lexicon_options *o, int n,
                 char **paths, learn *how_to)
{
  zhen_parallel_file *files;
  size_t count;
  int result;

  if (!o->zh != !o->en)
    return say_usage(self, "--%s needs --%s FILE as well", o->zh ? "zh" : "en",
                     o->zh ? "en" : "zh");
  if (o->threads > THREADS_MAX)
    return say_usage(self, "--threads takes 0 to %d, not %zu", THREADS_MAX,
                     o->threads);
  result = check_output(self, o, n, paths, n || o->zh ? NULL : "PARALLEL");
  if (result != EXIT_DONE)
    return result;
  files = list_files(o, n, paths, &count);
  if (!files) {
    say("out of memory");
    return EXIT_LIMIT;
  }
  result = train_from(o, files, count, how_to);
  free(files);
  return result;
}

static int info(const zhen_lexicon *lexicon)
{
  zhen_lexicon_info i = zhen_lexicon_inspect(lexicon);

  printf("bytes     %zu\nzh words  %zu\nphrases   %zu\nen stems  %zu\n"
         "pairs     %zu\nfolds     %zu\nreadings  %zu\n",
         i.bytes, i.zh_words, i.phrases, i.en_stems, i.pairs, i.folds,
         i.readings);
  return EXIT_DONE;
}

/* English words are; the lexicon is searched by Chinese ones. */
static bool is_ascii(const char *word)
{
  while (*word && (unsigned char)*word < 0x80)
    word++;
  return *word == '\0';
}

static int show(const zhen_lexicon *lexicon, const char *word)
{
  static zhen_lexicon_translation found[256];
  size_t n = zhen_lexicon_translations(lexicon, (zhen_str){word, strlen(word)},
                                       found, 256);

  if (n == 0) {
    say(is_ascii(word) ? "%s: not found; lexicon show takes a Chinese word"
                       : "%s: not found in the lexicon",
        word);
    return EXIT_NO;
  }
  for (size_t i = 0; i < n && i < 256; i++) {
    put_text((zhen_str){word, strlen(word)});
    putchar('\t');
    put_text((zhen_str){found[i].stem, strlen(found[i].stem)});
    printf("\t%.2f%s\n", (double)found[i].weight,
           found[i].is_near ? "\tnear" : "");
  }
  return EXIT_DONE;
}

static int look(const command *self, const lexicon_options *o, int n,
                char **operands)
{
  zhen_lexicon *lexicon;
  int result = targets_check_print(self, o->lexicon);
  zhen_status status;

  if (result != EXIT_DONE)
    return result;
  status = open_lexicon(&lexicon, o->lexicon);
  if (status != ZHEN_OK)
    return say_failure(status);
  if (strcmp(operands[0], "info") == 0 && n == 1)
    result = info(lexicon);
  else if (strcmp(operands[0], "show") == 0 && n > 1)
    for (int i = 1; i < n; i++)
      result = show(lexicon, operands[i]) == EXIT_DONE ? result : EXIT_NO;
  else
    result = say_usage(self, "missing or unknown operand: use build, add, "
                             "train, relate, info or show WORD...");
  zhen_lexicon_close(lexicon);
  return result;
}

static int run(const command *self, int argc, char **argv)
{
  lexicon_options o = defaults;
  int n = options_parse(self, argc, argv, &o);

  if (n == -2)
    return EXIT_DONE;
  if (n < 0)
    return EXIT_USAGE;
  if (n == 0)
    return say_usage(self, "missing or unknown operand: use build, add, train, "
                           "relate, info or show WORD...");
  if (strcmp(argv[0], "build") == 0)
    return build(self, &o, n - 1, argv + 1);
  if (strcmp(argv[0], "add") == 0)
    return add(self, &o, n - 1, argv + 1);
  if (strcmp(argv[0], "train") == 0)
    return train(self, &o, n - 1, argv + 1, zhen_lexicon_train);
  if (strcmp(argv[0], "relate") == 0)
    return train(self, &o, n - 1, argv + 1, zhen_lexicon_relate);
  return look(self, &o, n, argv);
}

const command command_lexicon = {
    .name = "lexicon",
    .run = run,
    .summary = "build, train and inspect bilingual lexicons",
    .usage = "build -o FILE DICTIONARY...\n"
             "       zhen lexicon add -o FILE [--lexicon FILE] DICTIONARY...\n"
             "       zhen lexicon train -o FILE [--lexicon FILE] PARALLEL...\n"
             "       zhen lexicon relate -o FILE [--lexicon FILE] PARALLEL...\n"
             "       zhen lexicon info [--lexicon FILE]\n"
             "       zhen lexicon show [--lexicon FILE] WORD...",
    .purpose =
        "Build a lexicon from dictionaries: CC-CEDICT (*.u8), or tsv lines of "
        "a Chinese word, a tab and one English translation. Add names and "
        "terms that it lacks. Train it on "
        "parallel text of any size: tsv (Chinese, tab, English), csv, tmx, "
        "xliff, po, tbx, or "
        "PREFIX for the two files PREFIX.zh and PREFIX.en. All may be "
        "compressed (.gz .xz .zst); - is standard input.",
    .groups = groups,
    .defaults = &defaults,
    .examples =
        "  zhen lexicon build -o my.zlex cedict_ts.u8.gz terms.tsv\n"
        "  zhen lexicon train --lexicon my.zlex -o new.zlex corpus.tsv.gz\n"
        "  zhen lexicon train -o my.zlex memory.tmx data/train\n"
        "  zhen lexicon show 港口\n",
    .negative = "the lexicon does not contain a WORD"};
