/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zhen eval: pairs of files -> counts -> tables or JSON.
 */
#include "cli/targets.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct eval_args {
  const char *gold_dir, *hyp_dir, *gold_ext, *hyp_ext;
  double min;
  bool per_doc, by_type, nulls, merge, json;
  verbosity level;
} eval_args;

#define AT(field) offsetof(eval_args, field)

static const option options[] = {
    {0, "gold-dir", OPTION_STRING, AT(gold_dir), "DIR",
     .help = "score all gold files in DIR"},
    {0, "hyp-dir", OPTION_STRING, AT(hyp_dir), "DIR",
     .help = "directory of the alignments to score, which have the same names"},
    {0, "gold-ext", OPTION_STRING, AT(gold_ext), "EXT",
     .help = "extension of gold files"},
    {0, "hyp-ext", OPTION_STRING, AT(hyp_ext), "EXT",
     .help = "extension of the alignments to score"},
    {0, "per-doc", OPTION_FLAG, AT(per_doc), NULL,
     .help = "also print one line per document"},
    {0, "by-type", OPTION_FLAG, AT(by_type), NULL,
     .help = "also print strict recall by type of gold bead (1-1, 1-2, ...)"},
    {0, "nulls", OPTION_FLAG, AT(nulls), NULL,
     .help = "also print the scores of unaligned sentences (null beads)"},
    {0, "merge-into-gold", OPTION_FLAG, AT(merge), NULL,
     .help = "first merge adjacent beads that are in the same gold bead"},
    {0, "json", OPTION_FLAG, AT(json), NULL,
     .help = "print all results as one JSON object"},
    {0, "min", OPTION_REAL, AT(min), "F1",
     .help = "exit with status 1 if strict F1 is below F1"},
    {0}};

static const option_group groups[] = {
    {options, 0}, {general_options, AT(level)}, {0}};

static const eval_args defaults = {.gold_ext = ".gold", .hyp_ext = ".align"};

typedef struct eval_pair {
  char *name, *gold, *hyp;
  zhen_eval counts;
} eval_pair;

typedef struct eval_job {
  const command *self;
  eval_args v;
  eval_pair *pairs;
  size_t count;
  zhen_eval total;
} eval_job;

static int out_of_memory(void)
{
  say("out of memory");
  return EXIT_LIMIT;
}

/* Names are bytes; the output is one line of UTF-8. */
static void make_printable(char *name)
{
  json_t *valid = json_string(name);

  for (char *c = name; *c; c++)
    if ((unsigned char)*c < ' ' || *c == 0x7F ||
        (!valid && (unsigned char)*c >= 0x80))
      *c = '?';
  json_decref(valid);
}

/* The name of the pair is that of the gold file without its last `less`
   bytes. */
static bool fill_pair(eval_pair *p, const char *gold, const char *hyp,
                      size_t less)
{
  const char *slash = strrchr(gold, '/');
  const char *name = slash ? slash + 1 : gold;

  p->gold = strdup(gold);
  p->hyp = strdup(hyp);
  p->name = strndup(name, strlen(name) - less);
  if (p->name)
    make_printable(p->name);
  return p->gold && p->hyp && p->name;
}

static int pair_operands(eval_job *j, int count, char **files)
{
  int standard_input = 0;

  if (count == 0)
    return say_usage(
        j->self,
        "missing operand: GOLD ALIGNMENT, or --gold-dir and --hyp-dir");
  if (count % 2)
    return say_usage(
        j->self, "%s has no alignment: give each gold file with its alignment",
        files[count - 1]);
  j->pairs = calloc((size_t)count / 2, sizeof *j->pairs);
  for (int i = 0; i < count; i += 2) {
    if (!j->pairs ||
        !fill_pair(&j->pairs[j->count++], files[i], files[i + 1], 0))
      return out_of_memory();
    standard_input += strcmp(files[i], "-") == 0;
    standard_input += strcmp(files[i + 1], "-") == 0;
  }
  if (standard_input > 1)
    return say_usage(j->self, "standard input can be used once only");
  return EXIT_DONE;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
  return strcmp((*a)->d_name, (*b)->d_name);
}

/* Length of a name without `ext`; 0 if it does not end in it. */
static size_t stem_len(const char *name, const char *ext)
{
  size_t len = strlen(name), end = strlen(ext);

  return name[0] != '.' && len > end && strcmp(name + len - end, ext) == 0
             ? len - end
             : 0;
}

static int pair_name(eval_job *j, const char *name)
{
  size_t stem = stem_len(name, j->v.gold_ext);
  char *gold = NULL, *hyp = NULL;
  int result = EXIT_DONE;

  if (stem == 0)
    return EXIT_DONE;
  if (asprintf(&gold, "%s/%s", j->v.gold_dir, name) < 0)
    gold = NULL;
  if (asprintf(&hyp, "%s/%.*s%s", j->v.hyp_dir, (int)stem, name, j->v.hyp_ext) <
      0)
    hyp = NULL;
  if (!gold || !hyp ||
      !fill_pair(&j->pairs[j->count++], gold, hyp, strlen(j->v.gold_ext)))
    result = out_of_memory();
  else if (access(hyp, F_OK) != 0) {
    say("%s has no alignment: %s: %s", gold, hyp, strerror(errno));
    result = EXIT_INPUT;
  }
  free(hyp);
  free(gold);
  return result;
}

static int pair_directories(eval_job *j)
{
  struct dirent **names;
  int n = scandir(j->v.gold_dir, &names, NULL, by_bytes);
  int result = EXIT_DONE;

  if (n < 0) {
    say("%s: %s", j->v.gold_dir, strerror(errno));
    return EXIT_INPUT;
  }
  j->pairs = calloc((size_t)n + 1, sizeof *j->pairs);
  if (!j->pairs)
    result = out_of_memory();
  for (int i = 0; i < n; i++) {
    if (result == EXIT_DONE)
      result = pair_name(j, names[i]->d_name);
    free(names[i]);
  }
  free(names);
  if (result == EXIT_DONE && j->count == 0) {
    say("%s: contains no *%s; set the extension with --gold-ext", j->v.gold_dir,
        j->v.gold_ext);
    result = EXIT_INPUT;
  }
  return result;
}

static int settle(eval_job *j, int count, char **files)
{
  if (j->v.min < 0 || j->v.min > 1)
    return say_usage(j->self, "--min takes 0 to 1, not %g", j->v.min);
  if (!j->v.gold_dir && !j->v.hyp_dir)
    return pair_operands(j, count, files);
  if (!j->v.gold_dir || !j->v.hyp_dir)
    return say_usage(j->self, "--%s needs --%s DIR as well",
                     j->v.gold_dir ? "gold-dir" : "hyp-dir",
                     j->v.gold_dir ? "hyp-dir" : "gold-dir");
  if (count > 0)
    return say_usage(j->self,
                     "unexpected operand with --gold-dir and --hyp-dir: %s",
                     files[0]);
  return pair_directories(j);
}

static int check_targets(const eval_job *j)
{
  targets t = {0};

  for (size_t i = 0; i < j->count; i++) {
    targets_input(&t, j->pairs[i].gold);
    targets_input(&t, j->pairs[i].hyp);
  }
  targets_output(&t, "-", ZHEN_TARGET_FILE);
  return targets_check(&t, j->self);
}

static int score_beads(eval_job *j, eval_pair *p, const zhen_beads *gold,
                       const zhen_beads *hyp)
{
  zhen_status status;

  if (j->v.level.verbose > 0 && !j->v.level.quiet)
    say("%s: %zu beads; %s: %zu beads", p->gold, zhen_beads_count(gold), p->hyp,
        zhen_beads_count(hyp));
  if (zhen_beads_count(gold) == 0) {
    say("%s: contains no bead, so nothing can be scored", p->gold);
    return EXIT_INPUT;
  }
  status = zhen_eval_add(&p->counts, gold, hyp, j->v.merge);
  if (status == ZHEN_OK)
    status = zhen_eval_add(&j->total, gold, hyp, j->v.merge);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static int score_pair(eval_job *j, eval_pair *p)
{
  zhen_beads *gold, *hyp = NULL;
  zhen_status status = zhen_beads_read(&gold, p->gold);
  int result;

  if (status == ZHEN_OK)
    status = zhen_beads_read(&hyp, p->hyp);
  result =
      status == ZHEN_OK ? score_beads(j, p, gold, hyp) : say_failure(status);
  zhen_beads_free(hyp);
  zhen_beads_free(gold);
  return result;
}

static const char *const shape_names[ZHEN_EVAL_SHAPES] = {
    [ZHEN_EVAL_SHAPE_1_1] = "1-1", [ZHEN_EVAL_SHAPE_1_2] = "1-2",
    [ZHEN_EVAL_SHAPE_2_1] = "2-1", [ZHEN_EVAL_SHAPE_N_M] = "n-m",
    [ZHEN_EVAL_SHAPE_1_0] = "1-0", [ZHEN_EVAL_SHAPE_0_1] = "0-1",
    [ZHEN_EVAL_SHAPE_N_0] = "n-0", [ZHEN_EVAL_SHAPE_0_N] = "0-n"};

static void print_agreement(const char *name, const zhen_agreement *a)
{
  printf("%-10s %9.4f  %6.4f  %6.4f\n", name, zhen_share_value(a->precision),
         zhen_share_value(a->recall), zhen_agreement_f1(a));
}

static void print_documents(const eval_job *j)
{
  puts("strict P       R      F1   lax P       R      F1  document");
  for (size_t i = 0; i < j->count; i++) {
    const zhen_agreement *s = &j->pairs[i].counts.strict;
    const zhen_agreement *l = &j->pairs[i].counts.lax;

    printf("%8.4f  %.4f  %.4f  %.4f  %.4f  %.4f  ",
           zhen_share_value(s->precision), zhen_share_value(s->recall),
           zhen_agreement_f1(s), zhen_share_value(l->precision),
           zhen_share_value(l->recall), zhen_agreement_f1(l));
    put_text((zhen_str){j->pairs[i].name, strlen(j->pairs[i].name)});
    putchar('\n');
  }
  putchar('\n');
}

static void print_shapes(const zhen_eval *e)
{
  puts("\ngold beads  number   found  recall");
  for (int i = 0; i < ZHEN_EVAL_SHAPES; i++)
    if (e->shapes[i].total > 0)
      printf("%-10s %7zu %7zu  %.4f\n", shape_names[i], e->shapes[i].total,
             e->shapes[i].hits, zhen_share_value(e->shapes[i]));
}

static void print_calibration(const zhen_eval *e)
{
  size_t pairs;
  double error = zhen_eval_calibration(e, &pairs);

  if (pairs == 0)
    return;
  puts("\nprobability  pairs    mean   right");
  for (int i = 0; i < ZHEN_SCORE_BINS; i++) {
    const zhen_score_bin *bin = &e->scores[i];

    printf("%.1f-%.1f    %7zu", i / 10.0, (i + 1) / 10.0, bin->right.total);
    if (bin->right.total > 0)
      printf("  %.4f  %.4f\n", bin->score / (double)bin->right.total,
             zhen_share_value(bin->right));
    else
      puts("       -       -");
  }
  printf("expected calibration error %.4f over %zu pairs\n", error, pairs);
}

static void print_tables(const eval_job *j)
{
  if (j->v.per_doc)
    print_documents(j);
  printf("documents %zu, beads %zu, gold pairs %zu\n\n", j->count,
         j->total.strict.precision.total, j->total.strict.recall.total);
  puts("           precision  recall      F1");
  print_agreement("strict", &j->total.strict);
  print_agreement("lax", &j->total.lax);
  if (j->v.nulls)
    print_agreement("nulls", &j->total.nulls);
  if (j->v.by_type)
    print_shapes(&j->total);
  print_calibration(&j->total);
}

static json_t *pack_agreement(const zhen_agreement *a)
{
  return json_pack("{s:f, s:f, s:f}", "precision",
                   zhen_share_value(a->precision), "recall",
                   zhen_share_value(a->recall), "f1", zhen_agreement_f1(a));
}

static json_t *pack_shapes(const zhen_eval *e)
{
  json_t *object = json_object();

  for (int i = 0; object && i < ZHEN_EVAL_SHAPES; i++)
    if (json_object_set_new(object, shape_names[i],
                            json_pack("{s:I, s:I}", "gold",
                                      (json_int_t)e->shapes[i].total, "found",
                                      (json_int_t)e->shapes[i].hits)) != 0) {
      json_decref(object);
      return NULL;
    }
  return object;
}

/* The bins that have pairs. */
static json_t *pack_bins(const zhen_eval *e)
{
  json_t *array = json_array();

  for (int i = 0; array && i < ZHEN_SCORE_BINS; i++) {
    const zhen_score_bin *bin = &e->scores[i];
    size_t n = bin->right.total;

    if (n > 0 &&
        json_array_append_new(
            array, json_pack("{s:f, s:I, s:f, s:f}", "from", i / 10.0, "pairs",
                             (json_int_t)n, "mean", bin->score / (double)n,
                             "right", zhen_share_value(bin->right))) != 0) {
      json_decref(array);
      return NULL;
    }
  }
  return array;
}

static json_t *pack_documents(const eval_job *j)
{
  json_t *array = json_array();

  for (size_t i = 0; array && i < j->count; i++) {
    const eval_pair *p = &j->pairs[i];

    if (json_array_append_new(
            array, json_pack("{s:s, s:o, s:o}", "document", p->name, "strict",
                             pack_agreement(&p->counts.strict), "lax",
                             pack_agreement(&p->counts.lax))) != 0) {
      json_decref(array);
      return NULL;
    }
  }
  return array;
}

static json_t *pack_calibration(const zhen_eval *e)
{
  size_t pairs;
  double error = zhen_eval_calibration(e, &pairs);

  if (pairs == 0)
    return json_null();
  return json_pack("{s:I, s:f, s:o}", "pairs", (json_int_t)pairs, "error",
                   error, "bins", pack_bins(e));
}

static json_t *pack(const eval_job *j)
{
  const zhen_eval *e = &j->total;

  return json_pack("{s:s, s:I, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o}",
                   "schema", "zhen.eval/1", "documents", (json_int_t)j->count,
                   "beads", (json_int_t)e->strict.precision.total, "gold_pairs",
                   (json_int_t)e->strict.recall.total, "strict",
                   pack_agreement(&e->strict), "lax", pack_agreement(&e->lax),
                   "nulls", pack_agreement(&e->nulls), "types", pack_shapes(e),
                   "calibration", pack_calibration(e), "per_doc",
                   j->v.per_doc ? pack_documents(j) : json_null());
}

static int print_json(const eval_job *j)
{
  const size_t flags = JSON_INDENT(1) | JSON_REAL_PRECISION(15);
  json_t *object = pack(j);
  bool done = object && json_dump_callback(object, put_piece, NULL, flags) == 0;

  putchar('\n');
  json_decref(object);
  return done || ferror(stdout) ? EXIT_DONE : out_of_memory();
}

static int report(const eval_job *j)
{
  double f1 = zhen_agreement_f1(&j->total.strict);

  if (j->v.json) {
    int result = print_json(j);

    if (result != EXIT_DONE)
      return result;
  } else
    print_tables(j);
  if (f1 >= j->v.min)
    return EXIT_DONE;
  if (!j->v.level.quiet)
    say("strict F1 is %.6g, below --min %g", f1, j->v.min);
  return EXIT_NO;
}

static int run(const command *self, int argc, char **argv)
{
  eval_job j = {.self = self, .v = defaults};
  int count = options_parse(self, argc, argv, &j.v);
  int result;

  if (count < 0)
    return count == -1 ? EXIT_USAGE : EXIT_DONE;
  result = settle(&j, count, argv);
  if (result == EXIT_DONE)
    result = check_targets(&j);
  for (size_t i = 0; i < j.count && result == EXIT_DONE; i++)
    result = score_pair(&j, &j.pairs[i]);
  if (result == EXIT_DONE)
    result = report(&j);
  for (size_t i = 0; i < j.count; i++) {
    free(j.pairs[i].name);
    free(j.pairs[i].gold);
    free(j.pairs[i].hyp);
  }
  free(j.pairs);
  return result;
}

const command command_eval = {
    .name = "eval",
    .run = run,
    .summary = "score alignments against gold alignments",
    .usage = "[OPTION]... GOLD ALIGNMENT [GOLD ALIGNMENT]...\n"
             "       zhen eval [OPTION]... --gold-dir DIR --hyp-dir DIR",
    .purpose = "Print strict and lax precision, recall and F1 (Sennrich & Volk "
               "2010), and how well the probabilities predict which pairs are "
               "right. GOLD has lines like [0, 1]:[2]. ALIGNMENT is the output "
               "of zhen align as vecalign or ladder, or as tsv or jsonl with "
               "--nulls.",
    .groups = groups,
    .defaults = &defaults,
    .examples = "  zhen eval article.gold article.align\n"
                "  zhen eval --gold-dir gold --hyp-dir out --by-type --nulls\n"
                "  zhen eval --min 0.9 article.gold article.tsv\n",
    .negative = "strict F1 is below --min"};
