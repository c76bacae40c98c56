/* SPDX-License-Identifier: Apache-2.0 */
/* Long calls: watched, cancelled at any poll, and the same when they are not.
 */
#include "unit.h"
#include "unit_lexicon.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SENTENCES = 400, STAGES_MAX = 16, CANCELS = 60 };

/* What a caller sees of a call. */
typedef struct watcher {
  unsigned polls, cancel_at; /* 0: never */
  const char *stages[STAGES_MAX];
  unsigned polls_of[STAGES_MAX];
  size_t n_stages;
  uint64_t done;
} watcher;

static bool cancel(void *context)
{
  watcher *w = context;

  if (w->n_stages > 0)
    w->polls_of[w->n_stages - 1]++;
  return ++w->polls == w->cancel_at;
}

static void report(void *context, const zhen_progress_state *state)
{
  watcher *w = context;

  if (w->n_stages == 0 || w->stages[w->n_stages - 1] != state->stage) {
    CU_ASSERT_FATAL(w->n_stages < STAGES_MAX);
    w->stages[w->n_stages++] = state->stage;
    w->done = 0;
  }
  CU_ASSERT(state->done >= w->done);
  CU_ASSERT(state->total == 0 || state->done <= state->total);
  w->done = state->done;
}

static zhen_progress progress_of(watcher *w)
{
  return (zhen_progress){.struct_size = sizeof(zhen_progress),
                         .cancel = cancel,
                         .report = report,
                         .context = w};
}

/* One paragraph, and its translation. */
typedef struct article {
  char *zh_text, *en_text;
  zhen_sentences *zh, *en;
} article;

static article make_article(void)
{
  article a;
  size_t len;
  FILE *zh = open_memstream(&a.zh_text, &len);
  FILE *en = open_memstream(&a.en_text, &len);

  for (unsigned i = 0; i < SENTENCES; i++) {
    fprintf(zh, "第%u条船运来了%u吨货物，船长很高兴。", i, i * 7 + 2);
    fprintf(en,
            "Ship number %u brought %u tons of goods, and the captain was "
            "glad. ",
            i, i * 7 + 2);
  }
  fclose(zh);
  fclose(en);
  CHECK_OK(zhen_split(&a.zh, unit_str(a.zh_text), NULL));
  CHECK_OK(zhen_split(&a.en, unit_str(a.en_text), NULL));
  CU_ASSERT_EQUAL_FATAL(a.zh->at[a.zh->count - 1].para, 0);
  return a;
}

static void free_article(article *a)
{
  zhen_sentences_free(a->zh);
  zhen_sentences_free(a->en);
  free(a->zh_text);
  free(a->en_text);
}

static zhen_status align(zhen_alignment **out, const article *a, watcher *w)
{
  const zhen_progress progress = progress_of(w);
  const zhen_align_options how = {.struct_size = sizeof how,
                                  .threads = 1,
                                  .explain = true,
                                  .progress = w ? &progress : NULL};

  return zhen_align(out, unit_default_lexicon(), a->zh, a->en, &how);
}

static void watching_changes_nothing(void)
{
  static const char *const stages[] = {
      "reading words", "finding where to search",
      "first pass",    "learning words",
      "second pass",   "finding moved passages"};
  article a = make_article();
  watcher w = {.polls = 0};
  zhen_alignment *plain, *watched;
  size_t n, m;
  const zhen_bead *x, *y;

  CHECK_OK(align(&plain, &a, NULL));
  CHECK_OK(align(&watched, &a, &w));
  x = zhen_alignment_beads(plain, &n);
  y = zhen_alignment_beads(watched, &m);
  CU_ASSERT_EQUAL_FATAL(n, m);
  for (size_t k = 0; k < n; k++)
    CU_ASSERT_EQUAL(memcmp(&x[k], &y[k], sizeof *x), 0);
  CU_ASSERT_EQUAL_FATAL(w.n_stages, sizeof stages / sizeof *stages);
  for (size_t k = 0; k < w.n_stages; k++)
    CU_ASSERT_STRING_EQUAL(w.stages[k], stages[k]);
  /* asked in every sentence, and in every row of both searches */
  CU_ASSERT(w.polls_of[0] >= a.zh->count + a.en->count);
  CU_ASSERT(w.polls_of[1] >= a.zh->count);
  CU_ASSERT(w.polls_of[2] >= 2 * a.zh->count);
  CU_ASSERT(w.polls_of[3] > 0);
  CU_ASSERT(w.polls_of[4] >= 2 * a.zh->count);
  zhen_alignment_free(plain);
  zhen_alignment_free(watched);
  free_article(&a);
}

static void an_alignment_ends_at_the_poll_that_cancels(void)
{
  article a = make_article();
  watcher whole = {.polls = 0};
  zhen_alignment *out;

  CHECK_OK(align(&out, &a, &whole));
  zhen_alignment_free(out);
  for (unsigned k = 0; k < CANCELS; k++) {
    watcher w = {.cancel_at = 1 + (whole.polls - 1) / (CANCELS - 1) * k};
    zhen_status status = align(&out, &a, &w);

    CHECK_FAILS(status, ZHEN_ECANCELLED, "cancelled");
    CU_ASSERT_PTR_NULL(out);
    CU_ASSERT_EQUAL(w.polls, w.cancel_at);
  }
  free_article(&a);
}

static void a_flag_cancels(void)
{
  int flag = 0;
  const zhen_progress progress = {.struct_size = sizeof progress,
                                  .cancel = zhen_progress_flag,
                                  .context = &flag};
  const zhen_align_options how = {.struct_size = sizeof how,
                                  .progress = &progress};
  article a = make_article();
  zhen_alignment *out;

  CHECK_OK(zhen_align(&out, unit_default_lexicon(), a.zh, a.en, &how));
  zhen_alignment_free(out);
  flag = 1;
  CHECK_FAILS(zhen_align(&out, unit_default_lexicon(), a.zh, a.en, &how),
              ZHEN_ECANCELLED, "cancelled");
  free_article(&a);
}

static void several_threads_are_cancelled(void)
{
  article a = make_article();
  watcher w = {.cancel_at = SENTENCES * 3};
  const zhen_progress progress = progress_of(&w);
  const zhen_align_options how = {
      .struct_size = sizeof how, .threads = 3, .progress = &progress};
  zhen_alignment *out;

  CHECK_FAILS(zhen_align(&out, unit_default_lexicon(), a.zh, a.en, &how),
              ZHEN_ECANCELLED, "cancelled");
  CU_ASSERT_EQUAL(w.polls, w.cancel_at);
  free_article(&a);
}

/* A TSV of pairs; the path is the caller's. */
static char *pairs_file(void)
{
  char *path = unit_path("pairs.tsv");
  FILE *out = fopen(path, "w");

  CU_ASSERT_PTR_NOT_NULL_FATAL(out);
  for (unsigned i = 0; i < SENTENCES; i++)
    fprintf(out, "第%u条船运来了货物。\tShip number %u brought goods.\n", i, i);
  fclose(out);
  return path;
}

static zhen_status filter(const char *path, watcher *w,
                          zhen_filter_stream_counts *counts)
{
  const zhen_progress progress = progress_of(w);
  const zhen_filter_stream_options how = {
      .struct_size = sizeof how, .threads = 1, .progress = &progress};
  char *to = unit_path("kept.tsv");
  zhen_filter *rules;
  zhen_pairs *in;
  zhen_pairs_writer *out;
  zhen_status status;

  CHECK_OK(zhen_filter_new(&rules));
  CHECK_OK(zhen_pairs_open(&in, &path, 1, NULL));
  CHECK_OK(zhen_pairs_create(&out, to, ZHEN_FORMAT_TSV, false, false, NULL));
  status = zhen_filter_stream(rules, in, out, &how, counts);
  zhen_pairs_abandon(out);
  zhen_pairs_close(in);
  zhen_filter_free(rules);
  free(to);
  return status;
}

static void filtering_is_cancelled(void)
{
  char *path = pairs_file();
  zhen_filter_stream_counts counts;
  watcher whole = {.polls = 0}, w = {.cancel_at = 2};

  CHECK_OK(filter(path, &whole, &counts));
  CU_ASSERT_EQUAL(counts.pairs, SENTENCES);
  CU_ASSERT_STRING_EQUAL(whole.stages[0], "filtering");
  CHECK_FAILS(filter(path, &w, &counts), ZHEN_ECANCELLED, "cancelled");
  CU_ASSERT_EQUAL(w.polls, 2);
  remove(path);
  free(path);
}

static void training_is_cancelled(void)
{
  char *path = pairs_file(), *out = unit_path("cancelled.zlex");
  const zhen_parallel_file file = {path, NULL};
  watcher w = {.polls = 0};
  unsigned polls = 0;

  for (int round = 0; round < 2; round++) {
    const zhen_progress progress = progress_of(&w);
    const zhen_train_options how = {
        .struct_size = sizeof how, .threads = 1, .progress = &progress};
    zhen_status status =
        zhen_lexicon_train(out, unit_default_lexicon(), &file, 1, &how);

    if (round == 0) {
      CHECK_OK(status);
      remove(out);
      polls = w.polls;
      w = (watcher){.cancel_at = polls - 1};
      continue;
    }
    CHECK_FAILS(status, ZHEN_ECANCELLED, "cancelled");
    CU_ASSERT_EQUAL(w.polls, w.cancel_at);
    CU_ASSERT_PTR_NULL(fopen(out, "r"));
  }
  remove(path);
  free(path);
  free(out);
}

/* ---- options of other versions ---- */

static void options_of_other_sizes(void)
{
  struct {
    zhen_split_options known;
    size_t unknown;
  } newer = {.known = ZHEN_SPLIT_OPTIONS_INIT};
  zhen_split_options older = {
      .struct_size = offsetof(zhen_split_options, max_len), .max_len = 1};
  const zhen_split_options zero = {.struct_size = 0};
  zhen_str text = unit_str("Stay, wait, go.");
  zhen_sentences *out;

  CHECK_FAILS(zhen_split(&out, text, &zero), ZHEN_EUSAGE, "struct_size 0");
  CU_ASSERT_PTR_NULL(out);
  newer.known.struct_size = sizeof newer;
  CHECK_FAILS(zhen_split(&out, text, &newer.known), ZHEN_EUSAGE, "struct_size");
  CHECK_OK(zhen_split(&out, text, &older)); /* which has no max_len */
  CU_ASSERT_EQUAL(out->count, 1);
  zhen_sentences_free(out);
  older.struct_size = sizeof older;
  CHECK_OK(zhen_split(&out, text, &older));
  CU_ASSERT(out->count > 1);
  zhen_sentences_free(out);
}

void suite_progress(void)
{
  CU_pSuite s = unit_suite("progress");

  UNIT_TEST(s, watching_changes_nothing);
  UNIT_TEST(s, an_alignment_ends_at_the_poll_that_cancels);
  UNIT_TEST(s, a_flag_cancels);
  UNIT_TEST(s, several_threads_are_cancelled);
  UNIT_TEST(s, filtering_is_cancelled);
  UNIT_TEST(s, training_is_cancelled);
  UNIT_TEST(s, options_of_other_sizes);
}
