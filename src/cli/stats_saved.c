/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/stats_saved.h"
#include "cli/format.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BAR = 40 };

/* What may be a store, even a damaged one, is not. */
bool stats_is_saved(const char *path)
{
  static const char magic[] = "SQLite format 3";
  char head[sizeof magic] = "";
  FILE *f = strcmp(path, "-") == 0 ? NULL : fopen(path, "rb");

  if (f && fread(head, 1, sizeof head, f) < sizeof head)
    head[0] = '\0';
  if (f)
    fclose(f);
  if (name_ends_in(path, "db"))
    return false;
  return strcmp(path, "-") == 0 || (f && memcmp(head, magic, sizeof head) != 0);
}

/* ---- text ---- */

static void print_counts(const zhen_saved_statistics *f)
{
  long mean = lround(f->mean * 10000);

  printf("pairs                  %8zu\n", f->pairs);
  printf("  mean probability     %8s%ld.%04ld\n", "", mean / 10000,
         mean % 10000);
  printf("Chinese sentences      %8zu\n", f->zh_sentences);
  printf("  unaligned            %8zu\n", f->zh_unaligned);
  printf("English sentences      %8zu\n", f->en_sentences);
  printf("  unaligned            %8zu\n", f->en_unaligned);
}

/* How the texts are related, if the file has it. */
static void print_verdict(const zhen_saved *s)
{
  long share = lround(s->parallel * 10000);

  if (share >= 0)
    printf("share of parallel text %8s%ld.%04ld  %s\n", "", share / 10000,
           share % 10000, zhen_relation_name(s->relation));
}

static void print_shapes(const zhen_saved_statistics *f)
{
  printf("\ntypes of beads: Chinese-English sentences\n");
  for (size_t k = 0; k < f->n_shapes; k++)
    printf("  %u-%u  %8zu\n", f->shapes[k].zh, f->shapes[k].en,
           f->shapes[k].count);
}

static void print_histogram(const zhen_saved_statistics *f)
{
  size_t most = 1;

  printf("\nprobability\n");
  for (int k = 0; k < 10; k++)
    most = f->histogram[k] > most ? f->histogram[k] : most;
  for (int k = 0; k < 10; k++) {
    size_t bar = (f->histogram[k] * BAR + most - 1) / most;

    printf("  0.%d to %d.%d  %8zu%s", k, (k + 1) / 10, (k + 1) % 10,
           f->histogram[k], bar ? "  " : "");
    while (bar-- > 0)
      putchar('#');
    putchar('\n');
  }
}

static void print_gaps(const zhen_saved_statistics *f)
{
  if (f->n_gaps > 0)
    printf("\ngaps: unaligned sentences, numbered from 0\n");
  for (size_t k = 0; k < f->n_gaps; k++) {
    const zhen_gap *g = &f->gaps[k];

    printf("  %s %u", g->is_en ? "English" : "Chinese", g->begin);
    if (g->end - g->begin > 1)
      printf("-%u", g->end - 1);
    if (g->chars > 0)
      printf(", %zu characters", g->chars);
    putchar('\n');
  }
}

/* ---- JSON ---- */

static json_t *pack_shapes(const zhen_saved_statistics *f)
{
  json_t *shapes = json_object();

  for (size_t k = 0; k < f->n_shapes; k++) {
    char name[32];

    snprintf(name, sizeof name, "%u-%u", f->shapes[k].zh, f->shapes[k].en);
    json_object_set_new(shapes, name,
                        json_integer((json_int_t)f->shapes[k].count));
  }
  return shapes;
}

static json_t *pack_gaps(const zhen_saved_statistics *f)
{
  json_t *gaps = json_array();

  for (size_t k = 0; k < f->n_gaps; k++) {
    const zhen_gap *g = &f->gaps[k];

    json_array_append_new(
        gaps, json_pack("{s:s,s:[I,I],s:I}", "side", g->is_en ? "en" : "zh",
                        "sentences", (json_int_t)g->begin, (json_int_t)g->end,
                        "chars", (json_int_t)g->chars));
  }
  return gaps;
}

static int print_json(const zhen_saved_statistics *f, const zhen_saved *s)
{
  json_t *scores = json_array(), *object;
  int status = EXIT_DONE;

  for (int k = 0; k < 10; k++)
    json_array_append_new(scores, json_integer((json_int_t)f->histogram[k]));
  object = json_pack(
      "{s:s,s:I,s:I,s:I,s:I,s:I,s:f,s:o,s:o,s:o}", "schema",
      "zhen.alignment-stats/1", "pairs", (json_int_t)f->pairs, "zh_sentences",
      (json_int_t)f->zh_sentences, "en_sentences", (json_int_t)f->en_sentences,
      "zh_unaligned", (json_int_t)f->zh_unaligned, "en_unaligned",
      (json_int_t)f->en_unaligned, "mean", round(f->mean * 1e4) / 1e4, "scores",
      scores, "shapes", pack_shapes(f), "gaps", pack_gaps(f));
  if (s->parallel >= 0 &&
      json_object_update_new(
          object, json_pack("{s:f,s:s}", "parallel", s->parallel, "relation",
                            zhen_relation_name(s->relation))) != 0) {
    json_decref(object);
    object = NULL;
  }
  if (object &&
      json_dump_callback(object, put_piece, NULL,
                         JSON_COMPACT | JSON_REAL_PRECISION(6)) == 0) {
    putchar('\n');
  } else if (!ferror(stdout)) {
    say("out of memory");
    status = EXIT_LIMIT;
  }
  json_decref(object);
  return status;
}

int stats_saved(const char *path, bool json)
{
  zhen_saved *saved;
  zhen_saved_statistics *f = NULL;
  zhen_status status = zhen_saved_read(&saved, path);
  int failed;

  if (status == ZHEN_OK)
    status = zhen_saved_compute_statistics(&f, saved);
  failed = status == ZHEN_OK ? EXIT_DONE : say_failure(status);
  if (!failed && json) {
    failed = print_json(f, saved);
  } else if (!failed) {
    print_counts(f);
    print_verdict(saved);
    print_shapes(f);
    print_histogram(f);
    print_gaps(f);
  }
  zhen_saved_statistics_free(f);
  zhen_saved_free(saved);
  return failed;
}
