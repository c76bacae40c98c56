/* SPDX-License-Identifier: Apache-2.0 */
/*
 * word_table FILE...: how frequent words are translated, for
 * src/links/renderings.inc. FILE is lines of Chinese TAB English, of which the
 * first ROWS_MAX are linked as `zhen score --words` does, with the table that
 * the program has now: the first one was made without.
 */
#include "base/interner.h"
#include "links/model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 10000, BATCH = 10000, OFTEN = 150 };

/* Of a rendering: a share of the occurrences of a word that is worth a row. */
static const double LEAST = .03, LEAST_COUNT = 15;

typedef struct counts {
  interner names;
  arena strings;
  double *at, *none;
  size_t at_capacity, none_capacity;
} counts;

static counts words_zh, words_en, renderings;

static void fail(void)
{
  fprintf(stderr, "word_table: %s\n", zhen_error_last());
  exit(1);
}

static size_t number_of(counts *c, zhen_str name)
{
  uint32_t i;
  size_t before = c->names.count;

  if (interner_add(&c->names, &c->strings, name, &i) != ZHEN_OK ||
      mem_grow(&c->at, &c->at_capacity, before + 1, sizeof *c->at) ||
      mem_grow(&c->none, &c->none_capacity, before + 1, sizeof *c->none))
    fail();
  if (i == before)
    c->at[i] = c->none[i] = 0;
  return i;
}

static void count_words(counts *c, const link_side *s, const float *null,
                        bool stems)
{
  for (size_t i = 0; i < s->n_words; i++) {
    const link_type *t = &s->types[s->words[i]];
    size_t at = number_of(c, stems ? t->stem : t->text);

    c->at[at] += 1;
    c->none[at] += (double)null[i];
  }
}

static void count_renderings(const link_model *m)
{
  char name[600];

  for (size_t i = 0; i < m->n_meetings; i++) {
    const link_type *zh = &m->text->zh.types[m->meetings[i].zh];
    const link_type *en = &m->text->en.types[m->meetings[i].en];
    size_t len = zh->text.len + en->stem.len + 1, at;

    if (m->meetings[i].count < .01F || len > sizeof name || zh->mark ||
        en->mark || zh->is_number || en->is_number)
      continue;
    memcpy(name, zh->text.ptr, zh->text.len);
    name[zh->text.len] = '\t';
    memcpy(name + zh->text.len + 1, en->stem.ptr, en->stem.len);
    at = number_of(&renderings, (zhen_str){name, len});
    renderings.at[at] += (double)m->meetings[i].count;
  }
}

static void link_batch(const zhen_lexicon *lexicon, const zhen_pair *pairs,
                       size_t count)
{
  link_text text;
  link_model m;

  if (link_text_read(&text, lexicon, pairs, count, ZHEN_WORD_AUTO) != ZHEN_OK ||
      link_model_learn(&m, &text, 0) != ZHEN_OK)
    fail();
  count_words(&words_zh, &text.zh, m.null_zh, false);
  count_words(&words_en, &text.en, m.null_en, true);
  count_renderings(&m);
  link_model_dispose(&m);
  link_text_dispose(&text);
}

static void read_file(const zhen_lexicon *lexicon, const char *path)
{
  static zhen_pair pairs[BATCH];
  FILE *in = fopen(path, "r");
  char *line = NULL;
  size_t capacity = 0, rows = 0, n = 0;

  if (!in) {
    perror(path);
    exit(1);
  }
  while (rows < ROWS_MAX && getline(&line, &capacity, in) > 0) {
    char *tab = strchr(line, '\t'), *copy;

    if (!tab)
      continue;
    copy = strdup(line);
    pairs[n].zh = (zhen_str){copy, (size_t)(tab - line)};
    pairs[n].en = (zhen_str){copy + (tab - line) + 1, strcspn(tab + 1, "\n")};
    n++;
    rows++;
    if (n < BATCH)
      continue;
    link_batch(lexicon, pairs, n);
    while (n > 0)
      free((char *)pairs[--n].zh.ptr);
  }
  link_batch(lexicon, pairs, n);
  while (n > 0)
    free((char *)pairs[--n].zh.ptr);
  free(line);
  fclose(in);
}

static int by_name(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t find(const counts *c, const char *name, size_t len)
{
  return interner_find(&c->names, (zhen_str){name, len});
}

static void put_row(const char *name, double count)
{
  const char *tab = strchr(name, '\t');
  size_t zh = find(&words_zh, name, (size_t)(tab - name)),
         en = find(&words_en, tab + 1, strlen(tab + 1));
  double to_en = count / words_zh.at[zh], to_zh = count / words_en.at[en];

  if (count < LEAST_COUNT || (to_en < LEAST && to_zh < LEAST) ||
      (words_zh.at[zh] < OFTEN && words_en.at[en] < OFTEN) ||
      strpbrk(name, "\"\\") || (unsigned char)*name < 0xE0)
    return;
  printf("{\"%.*s\", \"%s\", %.3fF, %.3fF},\n", (int)(tab - name), name,
         tab + 1, fmin(to_en, 1), fmin(to_zh, 1));
}

static void put_nulls(const counts *c, const char *array)
{
  char **names = calloc(c->names.count + 1, sizeof *names);
  size_t n = 0;

  for (size_t i = 0; i < c->names.count; i++)
    if (c->at[i] >= OFTEN && !strpbrk(c->names.keys[i].ptr, "\"\\"))
      names[n++] = (char *)c->names.keys[i].ptr;
  qsort(names, n, sizeof *names, by_name);
  printf("};\nstatic const unlinked %s[] = {\n", array);
  for (size_t i = 0; i < n; i++) {
    size_t at = find(c, names[i], strlen(names[i]));

    printf("{\"%s\", %.2fF},\n", names[i], c->none[at] / c->at[at]);
  }
  free(names);
}

int main(int argc, char **argv)
{
  zhen_lexicon *lexicon;
  char **names;

  if (zhen_lexicon_open_default(&lexicon) != ZHEN_OK)
    fail();
  for (int i = 1; i < argc; i++)
    read_file(lexicon, argv[i]);
  names = calloc(renderings.names.count + 1, sizeof *names);
  for (size_t i = 0; i < renderings.names.count; i++)
    names[i] = (char *)renderings.names.keys[i].ptr;
  qsort(names, renderings.names.count, sizeof *names, by_name);
  printf("/* SPDX-License-Identifier: CC-BY-SA-4.0 */\n"
         "/* Made by tests/tune/word_table.c. */\n"
         "static const rendering renderings[] = {\n");
  for (size_t i = 0; i < renderings.names.count; i++)
    put_row(names[i],
            renderings.at[find(&renderings, names[i], strlen(names[i]))]);
  put_nulls(&words_zh, "unlinked_zh");
  put_nulls(&words_en, "unlinked_en");
  printf("};\n");
  free(names);
  zhen_lexicon_close(lexicon);
  return 0;
}
