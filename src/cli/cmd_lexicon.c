/* SPDX-License-Identifier: Apache-2.0 */
/* zhen lexicon build|train|info|show */
#include "cli/progress.h"
#include "cli/targets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS_MAX = 1024 };

typedef struct lexicon_options {
  const char *output, *lexicon, *zh, *en;
  size_t threads;
} lexicon_options;

static int build(const command *self, const lexicon_options *o, int n,
                 char **paths)
{
  zhen_status status;

  if (!o->output)
    return say_usage(self, "build needs -o FILE");
  if (n == 0)
    return say_usage(self, "build needs a dictionary");
  status = zhen_lexicon_build(o->output, (const char *const *)paths, (size_t)n);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

/* The operands, and before them the two sides that options name. */
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

static int train_from(const lexicon_options *o, const zhen_parallel_file *files,
                      size_t count)
{
  meter shown;
  const zhen_train_options how = {.struct_size = sizeof how,
                                  .threads = (unsigned)o->threads,
                                  .progress = meter_begin(&shown, false, NULL)};
  zhen_lexicon *lexicon;
  zhen_status status = o->lexicon ? zhen_lexicon_open(&lexicon, o->lexicon)
                                  : zhen_lexicon_open_default(&lexicon);

  if (status == ZHEN_OK)
    status = zhen_lexicon_train(o->output, lexicon, files, count, &how);
  meter_end(&shown);
  zhen_lexicon_close(lexicon);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

/* What it starts from; zhen_lexicon_train() checks the parallel text. */
static int check_start(const command *self, const lexicon_options *o)
{
  targets t = {0};

  targets_input(&t, o->lexicon);
  targets_output(&t, o->output, ZHEN_TARGET_FILE);
  return targets_check(&t, self);
}

static int train(const command *self, const lexicon_options *o, int n,
                 char **paths)
{
  zhen_parallel_file *files;
  size_t count;
  int result;

  if (!o->output)
    return say_usage(self, "train needs -o FILE");
  if (!o->zh != !o->en)
    return say_usage(self, "--%s needs the other side, too: --%s FILE",
                     o->zh ? "zh" : "en", o->zh ? "en" : "zh");
  if (n == 0 && !o->zh)
    return say_usage(self, "train needs parallel text");
  if (o->threads > THREADS_MAX)
    return say_usage(self, "--threads takes 0 to %d, not %zu", THREADS_MAX,
                     o->threads);
  result = check_start(self, o);
  if (result != EXIT_DONE)
    return result;
  files = list_files(o, n, paths, &count);
  if (!files) {
    say("out of memory");
    return EXIT_LIMIT;
  }
  result = train_from(o, files, count);
  free(files);
  return result;
}

static int info(const zhen_lexicon *lexicon)
{
  zhen_lexicon_info i = zhen_lexicon_inspect(lexicon);

  printf("bytes     %zu\nzh words  %zu\nen stems  %zu\npairs     %zu\n"
         "folds     %zu\nreadings  %zu\n",
         i.bytes, i.zh_words, i.en_stems, i.pairs, i.folds, i.readings);
  return EXIT_DONE;
}

static int show(const zhen_lexicon *lexicon, const char *word)
{
  static zhen_lexicon_translation found[256];
  size_t n = zhen_lexicon_translations(lexicon, (zhen_str){word, strlen(word)},
                                       found, 256);

  if (n == 0) {
    say("the lexicon does not have %s", word);
    return EXIT_NO;
  }
  for (size_t i = 0; i < n && i < 256; i++) {
    put_text((zhen_str){word, strlen(word)});
    putchar('\t');
    put_text((zhen_str){found[i].stem, strlen(found[i].stem)});
    printf("\t%.2f\n", (double)found[i].weight);
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
  status = o->lexicon ? zhen_lexicon_open(&lexicon, o->lexicon)
                      : zhen_lexicon_open_default(&lexicon);
  if (status != ZHEN_OK)
    return say_failure(status);
  if (strcmp(operands[0], "info") == 0 && n == 1)
    result = info(lexicon);
  else if (strcmp(operands[0], "show") == 0 && n == 2)
    result = show(lexicon, operands[1]);
  else
    result = say_usage(self, "use build, train, info or show WORD");
  zhen_lexicon_close(lexicon);
  return result;
}

static int run(const command *self, int argc, char **argv)
{
  lexicon_options o = {0};
  int n = options_parse(self, argc, argv, &o);

  if (n == -2)
    return EXIT_DONE;
  if (n < 0)
    return EXIT_USAGE;
  if (n == 0)
    return say_usage(self, "use build, train, info or show WORD");
  if (strcmp(argv[0], "build") == 0)
    return build(self, &o, n - 1, argv + 1);
  if (strcmp(argv[0], "train") == 0)
    return train(self, &o, n - 1, argv + 1);
  return look(self, &o, n, argv);
}

static const option options[] = {
    {'o', "output", OPTION_STRING, offsetof(lexicon_options, output), "FILE",
     "build, train: where the lexicon goes", NULL},
    {'l', "lexicon", OPTION_STRING, offsetof(lexicon_options, lexicon), "FILE",
     "train, info, show: the lexicon to start from", "the one in zhen"},
    {0, "zh", OPTION_STRING, offsetof(lexicon_options, zh), "FILE",
     "train: the Chinese lines of parallel text", NULL},
    {0, "en", OPTION_STRING, offsetof(lexicon_options, en), "FILE",
     "train: the English lines of the same", NULL},
    {'j', "threads", OPTION_SIZE, offsetof(lexicon_options, threads), "N",
     "train: threads to work on", "as many as there are processors"},
    {0}};

const command command_lexicon = {
    .name = "lexicon",
    .run = run,
    .summary = "make a bilingual lexicon, teach it, look into it",
    .usage = "build -o FILE DICTIONARY...\n"
             "       zhen lexicon train -o FILE [-l FILE] PARALLEL...\n"
             "       zhen lexicon info [-l FILE]\n"
             "       zhen lexicon show WORD [-l FILE]",
    .purpose =
        "Make a lexicon from dictionaries: CC-CEDICT as published (*.u8, also "
        "compressed)\nor lines of Chinese, a tab, one English gloss. Teach it "
        "from parallel text of\nany size: lines of Chinese, a tab, English; "
        "TMX; or PREFIX.zh and PREFIX.en, line\nby line, as PREFIX. All may "
        "be compressed (.gz .xz .zst); - is standard input.",
    .options = options,
    .examples = "  zhen lexicon build -o my.zlex cedict_ts.u8.gz terms.tsv\n"
                "  zhen lexicon train -l my.zlex -o new.zlex corpus.tsv.gz\n"
                "  zhen lexicon train -o my.zlex memory.tmx data/train\n"
                "  zhen lexicon show 港口\n",
};
