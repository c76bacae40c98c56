/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The features of pairs, for score_fit.py: reads lines of Chinese TAB English
 * from standard input, writes JUDGE_FEATURES floats a line to standard output,
 * as they are in memory. With -w it writes words, one per line: their language,
 * text or stem, word_kind, and whether they have a partner: 0, 0.5 or 1; -1 for
 * repeated ones.
 *
 *   score_features [-w] [LEXICON] <PAIRS >FEATURES
 */
#include "judge/features.h"
#include "judge/partners.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zhen/filter.h>

static const char *found(const judge_word *w)
{
  if (w->repeated)
    return "-1";
  return w->partner == PARTNER_NONE        ? "0"
         : w->partner == PARTNER_CHARACTER ? "0.5"
                                           : "1";
}

static void write_words(judge_reader *r, const zhen_pair *pair)
{
  const chinese_word *zh;
  const judge_word *w;
  english_word e;

  if (judge_read(r, pair->zh, pair->en) != ZHEN_OK)
    exit(1);
  zh = r->segmenter.words;
  for (size_t i = 0; i < r->zh.n_words; i++) {
    w = &r->zh.words[i];
    if (w->kind == WORD_LATIN) {
      printf("zh\t\t%d\t%s\n", w->kind, found(w));
    } else {
      printf("zh\t%.*s\t%d\t%s\n", (int)zh->text.len, zh->text.ptr, w->kind,
             found(w));
      zh++;
    }
  }
  w = r->en.words;
  for (size_t at = 0; english_next(r->english, pair->en, &at, &e);) {
    if (strspn(e.form, "0123456789") == strlen(e.form))
      continue;
    printf("en\t%s\t%d\t%s\n", e.stem, w->kind, found(w));
    w++;
  }
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
