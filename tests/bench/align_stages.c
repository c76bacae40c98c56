/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the time of an alignment goes:
 *
 *   align_stages THREADS ZH EN     sentences, one per line
 *
 * Prints a line for each stage: its share of the time, its name.
 */
#include "align/align.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { STAGES_MAX = 16 };

typedef struct clocks {
  const char *names[STAGES_MAX];
  double begins[STAGES_MAX + 1];
  size_t n;
} clocks;

static double now(void)
{
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void begin(clocks *c, const char *stage)
{
  if (c->n == STAGES_MAX || (c->n > 0 && c->names[c->n - 1] == stage))
    return;
  c->names[c->n] = stage;
  c->begins[c->n++] = now();
}

static void report(void *context, const zhen_progress_state *state)
{
  begin(context, state->stage);
}

static zhen_sentences *read_side(zhen_text **text, const char *path)
{
  zhen_sentences *s;

  if (zhen_text_read(text, path, NULL) != ZHEN_OK ||
      zhen_split_lines(&s, zhen_text_str(*text)) != ZHEN_OK) {
    fprintf(stderr, "align_stages: %s\n", zhen_error_last());
    exit(EXIT_FAILURE);
  }
  return s;
}

int main(int argc, char **argv)
{
  clocks c = {.n = 0};
  const zhen_progress progress = {
      .struct_size = sizeof progress, .report = report, .context = &c};
  align_how how = {.max_bead = ZHEN_BEAD_MAX, .progress = &progress};
  zhen_lexicon *lexicon;
  zhen_alignment *a;
  zhen_sentences *zh, *en;
  zhen_text *zh_text, *en_text;

  if (argc != 4 || zhen_lexicon_open_default(&lexicon) != ZHEN_OK) {
    fprintf(stderr, "usage: align_stages THREADS ZH EN\n");
    return EXIT_FAILURE;
  }
  how.threads = (unsigned)strtoul(argv[1], NULL, 10);
  begin(&c, "reading");
  zh = read_side(&zh_text, argv[2]);
  en = read_side(&en_text, argv[3]);
  if (align_with(&a, lexicon, zh, en, &align_defaults, &how) != ZHEN_OK) {
    fprintf(stderr, "align_stages: %s\n", zhen_error_last());
    return EXIT_FAILURE;
  }
  c.begins[c.n] = now();
  for (size_t k = 0; k < c.n; k++)
    printf("%.0f%% %s\n",
           100 * (c.begins[k + 1] - c.begins[k]) /
               (c.begins[c.n] - c.begins[0]),
           c.names[k]);
  zhen_alignment_free(a);
  zhen_sentences_free(zh);
  zhen_sentences_free(en);
  zhen_text_free(zh_text);
  zhen_text_free(en_text);
  zhen_lexicon_close(lexicon);
  return EXIT_SUCCESS;
}
