/* SPDX-License-Identifier: Apache-2.0 */
/* zhen lexicon build|train|info|show */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

typedef struct lexicon_options {
  const char *output, *lexicon;
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

static int train(const command *self, const lexicon_options *o, int n,
                 char **paths)
{
  zhen_lexicon *lexicon;
  zhen_status status;

  if (!o->output)
    return say_usage(self, "train needs -o FILE");
  if (n == 0)
    return say_usage(self, "train needs parallel text");
  status = o->lexicon ? zhen_lexicon_open(&lexicon, o->lexicon)
                      : zhen_lexicon_default(&lexicon);
  if (status == ZHEN_OK)
    status = zhen_lexicon_train(o->output, lexicon, (const char *const *)paths,
                                (size_t)n);
  zhen_lexicon_free(lexicon);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
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
  for (size_t i = 0; i < n && i < 256; i++)
    printf("%s\t%s\t%.2f\n", word, found[i].stem, (double)found[i].weight);
  return EXIT_DONE;
}

static int look(const command *self, const lexicon_options *o, int n,
                char **operands)
{
  zhen_lexicon *lexicon;
  zhen_status status = o->lexicon ? zhen_lexicon_open(&lexicon, o->lexicon)
                                  : zhen_lexicon_default(&lexicon);
  int result;

  if (status != ZHEN_OK)
    return say_failure(status);
  if (strcmp(operands[0], "info") == 0 && n == 1)
    result = info(lexicon);
  else if (strcmp(operands[0], "show") == 0 && n == 2)
    result = show(lexicon, operands[1]);
  else
    result = say_usage(self, "use build, train, info or show WORD");
  zhen_lexicon_free(lexicon);
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
        "from parallel text: lines\nof Chinese, a tab, English.",
    .options = options,
    .examples = "  zhen lexicon build -o my.zlex cedict_ts.u8.gz terms.tsv\n"
                "  zhen lexicon train -l my.zlex -o my.zlex corpus.tsv.gz\n"
                "  zhen lexicon show 港口\n",
};
