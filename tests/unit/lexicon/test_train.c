/* SPDX-License-Identifier: Apache-2.0 */
/* The table of words that occur together, against counting them all. */
#include "lexicon/train_table.h"
#include "unit.h"
#include "unit_lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 12, PAIRS = 400 };

static const char *const zh_words[WORDS] = {"船", "河", "水", "山", "风", "雨",
                                            "灯", "港", "路", "桥", "花", "鸟"};
static const char *const en_words[WORDS] = {"ship", "river", "mud",    "hill",
                                            "wind", "rain",  "lamp",   "port",
                                            "road", "bridg", "flower", "bird"};

/* The words of each pair, as bits. */
static unsigned zh_of[PAIRS], en_of[PAIRS];

/* Translations mostly occur together; the rest is chance. */
static void make_pairs(void)
{
  unsigned seed = 7;

  for (int p = 0; p < PAIRS; p++) {
    zh_of[p] = en_of[p] = 0;
    for (int w = 0; w < WORDS; w++) {
      seed = seed * 1103515245 + 12345;
      if ((seed >> 16) % (3U + (unsigned)w) == 0)
        zh_of[p] |= 1U << w;
      if ((seed >> 20) % 8 > 0 ? zh_of[p] >> w & 1 : (seed >> 24) % 5 == 0)
        en_of[p] |= 1U << w;
    }
  }
}

static char *write_pairs(const char *name, int begin, int end)
{
  char *path = unit_path(name);
  FILE *f = fopen(path, "w");

  CU_ASSERT_PTR_NOT_NULL_FATAL(f);
  for (int p = begin; p < end; p++) {
    for (int w = 0; w < WORDS; w++)
      if (zh_of[p] >> w & 1)
        fputs(zh_words[w], f);
    fputc('\t', f);
    for (int w = 0; w < WORDS; w++)
      if (en_of[p] >> w & 1)
        fprintf(f, " %s", en_words[w]);
    fputc('\n', f);
  }
  fclose(f);
  return path;
}

/* Whether two words should have a cell. */
static bool should_meet(int z, int e)
{
  unsigned n = 0, n_zh = 0, n_en = 0, both = 0;

  for (int p = 0; p < PAIRS; p++) {
    if (!zh_of[p] || !en_of[p])
      continue;
    n++;
    n_zh += zh_of[p] >> z & 1;
    n_en += en_of[p] >> e & 1;
    both += zh_of[p] >> z & en_of[p] >> e & 1;
  }
  return both >= TRAIN_MEET_MIN && both * n > n_zh * n_en;
}

static bool has_cell(const train_table *t, const train_text *x, int z, int e)
{
  uint32_t zh = interner_find(&x->zh.words, unit_str(zh_words[z]));
  uint32_t en = interner_find(&x->en.words, unit_str(en_words[e]));
  size_t from;

  CU_ASSERT_FATAL(zh != INTERNER_NONE && en != INTERNER_NONE);
  from = t->row[zh];
  return train_table_find(t, zh, en, &from) < t->n_cells;
}

static void table_is_what_counting_gives(void)
{
  zhen_lexicon *lexicon = unit_lexicon("d.tsv", "船\tship\n");
  char *a, *b;
  int cells = 0;

  make_pairs();
  a = write_pairs("a.tsv", 0, 90);
  b = write_pairs("b.tsv", 90, PAIRS);
  for (unsigned threads = 1; threads <= 3; threads++) {
    const zhen_parallel_file files[] = {{a, NULL}, {b, NULL}};
    train_text text = {0};
    train_table table = {0};

    CHECK_OK(train_text_read(&text, lexicon, files, 2, threads, NULL));
    CHECK_OK(train_table_make(&table, &text, 2, threads, NULL));
    for (int z = 0; z < WORDS; z++)
      for (int e = 0; e < WORDS; e++) {
        CU_ASSERT_EQUAL(has_cell(&table, &text, z, e), should_meet(z, e));
        cells += should_meet(z, e);
      }
    train_table_dispose(&table);
    train_text_dispose(&text);
  }
  CU_ASSERT_TRUE(cells > 3 * WORDS && cells < 3 * WORDS * WORDS / 2);
  zhen_lexicon_close(lexicon);
  free(a);
  free(b);
}

/* The planted pair comes first among the translations of each word. */
static void training_finds_translations(void)
{
  zhen_lexicon *lexicon = unit_lexicon("d.tsv", "船\tvessel\n");
  char *out = unit_path("t.zlex"), *a;
  zhen_parallel_file file = {NULL, NULL};
  zhen_lexicon *taught;

  make_pairs();
  a = write_pairs("a.tsv", 0, PAIRS);
  file.path = a;
  CHECK_OK(zhen_lexicon_train(out, lexicon, &file, 1, NULL));
  CHECK_OK(zhen_lexicon_open(&taught, out));
  for (int w = 0; w < WORDS; w++) {
    zhen_lexicon_translation found[16] = {{.weight = 0}};
    size_t n =
        zhen_lexicon_translations(taught, unit_str(zh_words[w]), found, 16);
    float best = 0, right = 0;

    for (size_t i = 0; i < n && i < 16; i++) {
      if (strcmp(found[i].stem, en_words[w]) == 0)
        right = found[i].weight;
      if (strcmp(found[i].stem, "vessel") != 0 && found[i].weight > best)
        best = found[i].weight;
    }
    CU_ASSERT_TRUE(right > 0 && right >= best);
  }
  zhen_lexicon_close(taught);
  zhen_lexicon_close(lexicon);
  free(a);
  free(out);
}

void suite_train(void)
{
  CU_pSuite s = unit_suite("train");

  UNIT_TEST(s, table_is_what_counting_gives);
  UNIT_TEST(s, training_finds_translations);
}
