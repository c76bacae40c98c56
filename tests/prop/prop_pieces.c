/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document searched in blocks against the same searched as a whole: texts
 * with sentences joined, removed and inserted, cut as often as possible. The
 * beads must be the same except for one in a hundred (where one is too large,
 * its block is searched again, as a whole document is), and for any number of
 * threads; a search with very little memory must still give a partition.
 *
 *     prop_pieces [CASES [SEED]]
 */
#include "align/corridor/find.h"
#include "align/search/search.h"
#include "tokens/open.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 1500, BYTES = 256, MARGIN = 8 };

/* ---- chance, the same on every run ---- */

static uint64_t state;

static uint32_t pick(uint32_t n)
{
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(state >> 33) % n;
}

static void need(zhen_status status)
{
  if (status == ZHEN_OK)
    return;
  fprintf(stderr, "prop_pieces: %s\n", zhen_error_last());
  exit(EXIT_FAILURE);
}

/* ---- texts ---- */

static const char *const who[][2] = {
    {"渔民", "fishermen"}, {"医生", "doctors"},    {"老师", "teachers"},
    {"工人", "workers"},   {"邻居", "neighbours"}, {"学生", "students"}};
static const char *const what[][2] = {
    {"苹果", "apples"}, {"雨伞", "umbrellas"}, {"桌子", "tables"},
    {"石头", "stones"}, {"衣服", "clothes"},   {"灯笼", "lanterns"}};

typedef struct texts {
  char zh[ROWS * 2 * BYTES], en[ROWS * 2 * BYTES];
  size_t zh_len, en_len;
} texts;

static void put(char *text, size_t *len, const char *sentence,
                const char *behind)
{
  *len += (size_t)snprintf(text + *len, 2 * BYTES, "%s%s", sentence, behind);
}

static void make_texts(texts *t)
{
  uint32_t hole = pick(ROWS), wide = pick(300);

  t->zh_len = t->en_len = 0;
  for (uint32_t k = 0; k < ROWS; k++) {
    char zh[BYTES], en[BYTES];
    uint32_t draw = pick(100), a = pick(6), b = pick(6), n = 2 + pick(900);

    snprintf(zh, sizeof zh, "第%u天%s买了%u个%s", k % 97 + 1, who[a][0], n,
             what[b][0]);
    snprintf(en, sizeof en, "On day %u the %s bought %u %s", k % 97 + 1,
             who[a][1], n, what[b][1]);
    if (draw != 0 && (k < hole || k >= hole + wide))
      put(t->zh, &t->zh_len, zh, draw < 8 ? "，" : "。\n");
    if (draw != 1)
      put(t->en, &t->en_len, en, draw > 92 ? ", and " : ".\n");
  }
  put(t->zh, &t->zh_len, "他们走了。", "\n");
  put(t->en, &t->en_len, "They went away.", "\n");
}

/* ---- one case ---- */

static zhen_alignment *search(const document *d, const score_model *m,
                              const corridor *c, search_options how, bool final)
{
  const align_input in = {.d = d};
  zhen_alignment *a;
  size_t narrowed = 0;

  need(search_document(&a, &in, m, c, &how, final, &narrowed));
  return a;
}

/* Beads of `a` that `b` does not have. */
static size_t count_others(const zhen_alignment *a, const zhen_alignment *b)
{
  size_t n = 0, k = 0;

  for (size_t i = 0; i < a->count; i++) {
    const zhen_bead *x = &a->beads[i];

    while (k < b->count && b->beads[k].zh_begin + b->beads[k].en_begin <
                               x->zh_begin + x->en_begin)
      k++;
    n += k == b->count || x->zh_begin != b->beads[k].zh_begin ||
         x->zh_end != b->beads[k].zh_end ||
         x->en_begin != b->beads[k].en_begin ||
         x->en_end != b->beads[k].en_end ||
         fabs(x->score - b->beads[k].score) > .01;
  }
  return n;
}

static bool is_partition(const zhen_alignment *a, const document *d)
{
  uint32_t zh = 0, en = 0;

  for (size_t k = 0; k < a->count; k++) {
    if (a->beads[k].zh_begin != zh || a->beads[k].en_begin != en)
      return false;
    zh = a->beads[k].zh_end;
    en = a->beads[k].en_end;
  }
  return zh == d->zh.n_sentences && en == d->en.n_sentences;
}

static unsigned check(const document *d, const score_model *m,
                      const corridor *c, bool final)
{
  static const search_options whole = {1, (size_t)1 << 30, SIZE_MAX, NULL},
                              pieces = {1, (size_t)1 << 30, 1, NULL},
                              threads = {3, (size_t)1 << 30, 1, NULL},
                              poor = {2, 1 << 20, 1, NULL};
  zhen_alignment *want = search(d, m, c, whole, final);
  zhen_alignment *got = search(d, m, c, pieces, final);
  zhen_alignment *same = search(d, m, c, threads, final);
  zhen_alignment *few = search(d, m, c, poor, final);
  size_t others = count_others(want, got);
  unsigned faults = 0;

  faults += others * 100 > want->count;
  faults +=
      same->count != got->count ||
      memcmp(same->beads, got->beads, got->count * sizeof *got->beads) != 0;
  faults += !is_partition(got, d) || !is_partition(few, d);
  if (faults)
    fprintf(stderr, "prop_pieces: %zu of %zu beads differ\n", others,
            want->count);
  zhen_alignment_free(want);
  zhen_alignment_free(got);
  zhen_alignment_free(same);
  zhen_alignment_free(few);
  return faults;
}

static unsigned check_texts(const zhen_lexicon *lexicon, const texts *t)
{
  zhen_sentences *zh, *en;
  score_model m = {0};
  document d;
  corridor c;
  unsigned faults;

  need(zhen_split_lines(&zh, (zhen_str){t->zh, t->zh_len}));
  need(zhen_split_lines(&en, (zhen_str){t->en, t->en_len}));
  need(document_open(&d, lexicon, zh, en, NULL));
  need(corridor_find(&c, &d, MARGIN));
  need(score_model_make(&m, &d, &align_defaults, 4));
  faults = check(&d, &m, &c, false) + check(&d, &m, &c, true);
  score_model_dispose(&m);
  corridor_dispose(&c);
  document_close(&d);
  zhen_sentences_free(zh);
  zhen_sentences_free(en);
  return faults;
}

int main(int argc, char **argv)
{
  unsigned long cases = argc > 1 ? strtoul(argv[1], NULL, 10) : 6;
  unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
  static texts t;
  zhen_lexicon *lexicon;
  unsigned bad = 0;

  need(zhen_lexicon_open_default(&lexicon));
  for (unsigned long k = 0; k < cases; k++) {
    state = seed + k;
    make_texts(&t);
    if (check_texts(lexicon, &t)) {
      fprintf(stderr, "prop_pieces: seed %lu: see above\n", seed + k);
      bad++;
    }
  }
  zhen_lexicon_close(lexicon);
  printf("%lu documents, %u bad\n", cases, bad);
  return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
