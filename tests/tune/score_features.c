/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The features of pairs, for score_fit.py: reads lines of Chinese TAB English
 * from standard input, writes JUDGE_FEATURES floats a line to standard output,
 * as they are in memory. With -w it writes words: their language, and text or
 * stem, one per line.
 *
 *   score_features [-w] [LEXICON] <PAIRS >FEATURES
 */
#include "judge/features.h"
#include "judge/partners.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zhen/filter.h>

static void write_words(judge_reader *r, const zhen_pair *pair)
{
  english_word e;

  if (judge_read_zh(r, pair->zh) != ZHEN_OK)
    exit(1);
  for (size_t i = 0; i < r->segmenter.n_words; i++)
    printf("zh\t%.*s\n", (int)r->segmenter.words[i].text.len,
           r->segmenter.words[i].text.ptr);
  for (size_t at = 0; english_next(r->english, pair->en, &at, &e);)
    printf("en\t%s\n", e.stem);
}

static void write_features(judge_reader *r, const zhen_pair *pair)
{
  judge_features f;

  if (judge_read(r, pair->zh, pair->en) != ZHEN_OK)
    exit(1);
  judge_look(&f, r);
  fwrite(f.at, sizeof f.at[0], JUDGE_FEATURES, stdout);
}

int main(int argc, char **argv)
{
  bool words = argc > 1 && strcmp(argv[1], "-w") == 0;
  const char *path = argc > 1 + words ? argv[1 + words] : NULL;
  zhen_lexicon *lexicon;
  judge_reader r;
  char *line = NULL;
  size_t capacity = 0;
  ssize_t len;

  if ((path ? zhen_lexicon_open(&lexicon, path)
            : zhen_lexicon_open_default(&lexicon)) != ZHEN_OK ||
      judge_reader_open(&r, lexicon) != ZHEN_OK) {
    fprintf(stderr, "score_features: %s\n", zhen_error_last());
    return 1;
  }
  while ((len = getline(&line, &capacity, stdin)) > 0) {
    char *tab = strchr(line, '\t');
    zhen_pair pair = {.zh = {line, 0}};

    if (!tab)
      continue;
    pair.zh.len = (size_t)(tab - line);
    pair.en = (zhen_str){tab + 1, (size_t)(line + len - tab) - 1};
    pair.en.len -= pair.en.len && pair.en.ptr[pair.en.len - 1] == '\n';
    if (words)
      write_words(&r, &pair);
    else
      write_features(&r, &pair);
  }
  free(line);
  judge_reader_close(&r);
  zhen_lexicon_close(lexicon);
  return 0;
}
