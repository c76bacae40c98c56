/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Measures the splitter beside ICU's sentence iterator, on the same text:
 *
 *   split_bench speed FILE...      both over all files, in MB/s of one core
 *   split_bench process ZHEN FILE...   the same of a whole process, ZHEN split,
 * and of the iterator alone
 *   split_bench f1 LANG FILE...    boundaries of lists with one sentence per
 * line, joined to paragraphs of eight split_bench raw TEXT LIST...   sentence
 * ends in a raw text, against lists of its sentences, where they can be found
 */
#include <zhen/zhen.h>

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

enum { GROUP = 8, ROUNDS = 5 };

/* Boundaries in a text: one byte each, set where a sentence begins or ends. */
typedef unsigned char marks;

typedef struct score {
  size_t right, wrong, missed;
} score;

static void *need(void *p)
{
  if (!p) {
    fputs("split_bench: out of memory\n", stderr);
    exit(5);
  }
  return p;
}

static void need_ok(zhen_status status)
{
  if (status == ZHEN_OK)
    return;
  fprintf(stderr, "split_bench: %s\n", zhen_error_last());
  exit(3);
}

static double now(void)
{
  struct timespec t;

  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(const struct timeval *t)
{
  return (double)t->tv_sec + (double)t->tv_usec / 1e6;
}

static UBreakIterator *open_icu(const char *locale)
{
  UErrorCode code = U_ZERO_ERROR;
  UBreakIterator *icu = ubrk_open(UBRK_SENTENCE, locale, NULL, 0, &code);

  if (U_FAILURE(code)) {
    fprintf(stderr, "split_bench: ICU: %s\n", u_errorName(code));
    exit(3);
  }
  return icu;
}

/* Run ICU over `s`; calls nothing, counts, and sets `at` if it is not NULL. */
static size_t run_icu(UBreakIterator *icu, zhen_str s, marks *at)
{
  UErrorCode code = U_ZERO_ERROR;
  UText *text = utext_openUTF8(NULL, s.ptr, (int64_t)s.len, &code);
  size_t n = 0;

  ubrk_setUText(icu, text, &code);
  for (int32_t i = ubrk_next(icu); i != UBRK_DONE; i = ubrk_next(icu)) {
    if (at)
      at[i] = 1;
    n++;
  }
  utext_close(text);
  return n;
}

static size_t run_zhen(zhen_str s, zhen_lang lang, marks *at)
{
  zhen_sentences *sentences;
  size_t n;

  need_ok(
      zhen_split(&sentences, s,
                 &(zhen_split_options){
                     .struct_size = sizeof(zhen_split_options), .lang = lang}));
  n = sentences->count;
  for (size_t i = 0; at && i < n; i++)
    at[sentences->at[i].end] = 1;
  zhen_sentences_free(sentences);
  return n;
}

static int speed(int count, char **paths)
{
  UBreakIterator *icu[2] = {open_icu("en"), open_icu("zh")};
  double spent[2] = {0, 0};
  size_t bytes = 0;

  for (int i = 0; i < count; i++) {
    zhen_text *text;
    zhen_str s;
    bool en;

    need_ok(zhen_text_read(
        &text, paths[i],
        &(zhen_read_options){.struct_size = sizeof(zhen_read_options),
                             .max_line = SIZE_MAX / 2}));
    s = zhen_text_str(text);
    en = zhen_text_lang(s) == ZHEN_LANG_EN;
    bytes += s.len;
    for (int engine = 0; engine < 2; engine++) {
      double best = 1e9;
      size_t found = 0;

      for (int round = 0; round < ROUNDS; round++) {
        double begin = now();
        double took;

        found = engine ? run_icu(icu[!en], s, NULL)
                       : run_zhen(s, ZHEN_LANG_NONE, NULL);
        took = now() - begin;
        best = took < best ? took : best;
      }
      spent[engine] += best;
      printf("%s\t%s\t%zu bytes\t%zu sentences\t%.0f MB/s\n", paths[i],
             engine ? "ICU" : "zhen", s.len, found, (double)s.len / 1e6 / best);
    }
    zhen_text_free(text);
  }
  printf("all\tzhen %.0f MB/s\tICU %.0f MB/s\t%.1f times\n",
         (double)bytes / 1e6 / spent[0], (double)bytes / 1e6 / spent[1],
         spent[1] / spent[0]);
  ubrk_close(icu[0]);
  ubrk_close(icu[1]);
  return 0;
}

/* Processor time of `zhen split -q path`, output to nowhere. */
static double spend_process(const char *zhen, const char *path)
{
  struct rusage before, after;
  int status = 0;
  pid_t child;

  getrusage(RUSAGE_CHILDREN, &before);
  child = fork();
  if (child == 0) {
    int nowhere = open("/dev/null", O_WRONLY);

    dup2(nowhere, STDOUT_FILENO);
    execl(zhen, zhen, "split", "-q", path, (char *)NULL);
    _exit(127);
  }
  if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
    fprintf(stderr, "split_bench: %s split %s failed\n", zhen, path);
    exit(3);
  }
  getrusage(RUSAGE_CHILDREN, &after);
  return seconds(&after.ru_utime) - seconds(&before.ru_utime) +
         seconds(&after.ru_stime) - seconds(&before.ru_stime);
}

static double spend_icu(zhen_str s, bool en)
{
  UBreakIterator *icu = open_icu(en ? "en" : "zh");
  double begin = now(), took;

  run_icu(icu, s, NULL);
  took = now() - begin;
  ubrk_close(icu);
  return took;
}

static int process(const char *zhen, int count, char **paths)
{
  for (int i = 0; i < count; i++) {
    double best[2] = {1e9, 1e9}, mb;
    zhen_text *text;
    zhen_str s;

    need_ok(zhen_text_read(
        &text, paths[i],
        &(zhen_read_options){.struct_size = sizeof(zhen_read_options),
                             .max_line = SIZE_MAX / 2}));
    s = zhen_text_str(text);
    mb = (double)s.len / 1e6;
    for (int round = 0; round < ROUNDS; round++) {
      double took = spend_process(zhen, paths[i]);

      best[0] = took < best[0] ? took : best[0];
      took = spend_icu(s, zhen_text_lang(s) == ZHEN_LANG_EN);
      best[1] = took < best[1] ? took : best[1];
    }
    printf("%s\tzhen split %.0f MB/s\tICU %.0f MB/s\t%.2f times\n", paths[i],
           mb / best[0], mb / best[1], best[1] / best[0]);
    zhen_text_free(text);
  }
  return 0;
}

static bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_wide_space(zhen_str s, size_t at)
{
  return memcmp(s.ptr + at, "\xE3\x80\x80", 3) == 0;
}

/* Move each mark in front of the white space before it. */
static void settle(marks *at, zhen_str s)
{
  for (size_t i = s.len; i > 0; i--) {
    size_t size = is_space(s.ptr[i - 1]) ? 1 : 0;

    if (i > 2 && !size && is_wide_space(s, i - 3))
      size = 3;
    if (at[i] && size) {
      at[i] = 0;
      at[i - size] = 1;
    }
  }
}

static void add(score *sum, const marks *gold, const marks *found, size_t from,
                size_t to)
{
  for (size_t i = from; i < to; i++) {
    sum->right += gold[i] && found[i];
    sum->wrong += !gold[i] && found[i];
    sum->missed += gold[i] && !found[i];
  }
}

static void print(const char *name, const score *s)
{
  double p = (double)s->right / (double)(s->right + s->wrong);
  double r = (double)s->right / (double)(s->right + s->missed);

  printf("%s\tP %.4f\tR %.4f\tF1 %.4f\tright %zu wrong %zu missed %zu\n", name,
         p, r, 2 * p * r / (p + r), s->right, s->wrong, s->missed);
}

static int f1(const char *lang, int count, char **paths)
{
  bool zh = strcmp(lang, "zh") == 0;
  UBreakIterator *icu = open_icu(zh ? "zh" : "en");
  UBreakIterator *suppressed = open_icu(zh ? "zh" : "en@ss=standard");
  score sum[3] = {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}};

  for (int i = 0; i < count; i++) {
    zhen_text *text;
    zhen_sentences *lines;

    need_ok(zhen_text_read(&text, paths[i], NULL));
    need_ok(zhen_split_lines(&lines, zhen_text_str(text)));
    for (size_t from = 0; from < lines->count; from += GROUP) {
      char *joined = need(calloc(lines->text.len + GROUP + 1, 1));
      marks *gold = need(calloc(lines->text.len + GROUP + 1, 1));
      zhen_str s = {joined, 0};

      for (size_t j = from; j < from + GROUP && j < lines->count; j++) {
        zhen_str line = zhen_sentence_str(lines, j);

        if (line.len == 0)
          continue;
        if (s.len > 0 && !zh)
          joined[s.len++] = ' ';
        memcpy(joined + s.len, line.ptr, line.len);
        s.len += line.len;
        gold[s.len] = 1;
      }
      for (int engine = 0; engine < 3; engine++) {
        marks *at = need(calloc(s.len + 1, 1));

        if (engine == 0)
          run_zhen(s, zh ? ZHEN_LANG_ZH : ZHEN_LANG_EN, at);
        else
          run_icu(engine == 1 ? icu : suppressed, s, at);
        settle(at, s);
        add(&sum[engine], gold, at, 1, s.len);
        free(at);
      }
      free(joined);
      free(gold);
    }
    zhen_sentences_free(lines);
    zhen_text_free(text);
  }
  print("zhen", &sum[0]);
  print("ICU", &sum[1]);
  if (!zh)
    print("ICU ss=standard", &sum[2]);
  ubrk_close(icu);
  ubrk_close(suppressed);
  return 0;
}

/* Match `want` at `at`, white space ignored on both sides; its end, or 0. */
static size_t match(zhen_str s, size_t at, zhen_str want)
{
  for (size_t i = 0; i < want.len;) {
    if (is_space(want.ptr[i])) {
      i++;
      continue;
    }
    while (at < s.len && is_space(s.ptr[at]))
      at++;
    if (at >= s.len || s.ptr[at++] != want.ptr[i++])
      return 0;
  }
  return at;
}

static int raw(const char *path, int count, char **lists)
{
  UBreakIterator *icu[2] = {open_icu("en@ss=standard"), open_icu("zh")};
  const zhen_input input = {.name = path};
  zhen_document *plain;
  zhen_str s;
  marks *found[3];
  score sum[3] = {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}};
  size_t known = 0, total = 0;

  need_ok(zhen_document_read(&plain, &input, NULL));
  s = zhen_text_str(plain->main.text);
  for (int engine = 0; engine < 3; engine++) {
    found[engine] = need(calloc(s.len + 1, 1));
    if (engine == 0)
      run_zhen(s, ZHEN_LANG_NONE, found[0]);
    else
      run_icu(icu[engine - 1], s, found[engine]);
    settle(found[engine], s);
  }
  for (int i = 0; i < count; i++) {
    zhen_text *list;
    zhen_sentences *lines;
    size_t cursor = 0;

    need_ok(zhen_text_read(&list, lists[i], NULL));
    need_ok(zhen_split_lines(&lines, zhen_text_str(list)));
    for (size_t j = 0; j < lines->count; j++) {
      zhen_str want = zhen_sentence_str(lines, j);
      size_t at, end = 0;

      if (want.len == 0)
        continue;
      total++;
      for (at = cursor; at < s.len && !end; at++)
        end = is_space(s.ptr[at]) ? 0 : match(s, at, want);
      if (!end)
        continue;
      known++;
      cursor = end;
      for (int engine = 0; engine < 3; engine++) {
        marks *gold = need(calloc(end - at + 2, 1));

        gold[end - at] = 1;
        add(&sum[engine], gold, found[engine] + at, 1, end - at + 1);
        free(gold);
      }
    }
    zhen_sentences_free(lines);
    zhen_text_free(list);
  }
  printf("%s\t%zu of %zu sentences found in it\n", path, known, total);
  print("zhen", &sum[0]);
  print("ICU en@ss=standard", &sum[1]);
  print("ICU zh", &sum[2]);
  for (int engine = 0; engine < 3; engine++)
    free(found[engine]);
  zhen_document_free(plain);
  ubrk_close(icu[0]);
  ubrk_close(icu[1]);
  return 0;
}

int main(int argc, char **argv)
{
  if (argc > 2 && strcmp(argv[1], "speed") == 0)
    return speed(argc - 2, argv + 2);
  if (argc > 3 && strcmp(argv[1], "process") == 0)
    return process(argv[2], argc - 3, argv + 3);
  if (argc > 3 && strcmp(argv[1], "f1") == 0)
    return f1(argv[2], argc - 3, argv + 3);
  if (argc > 3 && strcmp(argv[1], "raw") == 0)
    return raw(argv[2], argc - 3, argv + 3);
  fputs("usage: split_bench speed FILE... | process ZHEN FILE... | f1 zh|en "
        "FILE... | "
        "raw TEXT LIST...\n",
        stderr);
  return 2;
}
