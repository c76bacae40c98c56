/* SPDX-License-Identifier: Apache-2.0 */
/* zhen stats: the contents of a store, what was dropped and why; or statistics
   of a saved alignment. */
#include "cli/stats_saved.h"
#include "cli/targets.h"

#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Failed documents that are listed without --failures. */
enum { FAILURES = 10, MAX_RULES = ZHEN_RULES, SCORE_BINS = 10 };

typedef struct stats_args {
  size_t samples;
  bool failures, json;
  verbosity level;
} stats_args;

#define AT(field) offsetof(stats_args, field)

static const option options[] = {
    {0, "samples", OPTION_SIZE, AT(samples), "N",
     .help = "print N of the pairs that each rule dropped, and the N least "
             "parallel documents"},
    {0, "failures", OPTION_FLAG, AT(failures), NULL,
     .help = "list all failed documents, not only the first ten"},
    {0, "json", OPTION_FLAG, AT(json), NULL,
     .help = "print all statistics as one JSON object"},
    {0}};

static const option_group groups[] = {
    {options, 0}, {general_options, AT(level)}, {0}};

static const stats_args defaults = {0};

typedef struct rule_count {
  char name[32];
  uint64_t pairs;
} rule_count;

typedef struct report {
  const stats_args *v;
  const char *path;
  zhen_store *store;
  bool complete;
  zhen_store_counts counts;
  rule_count rules[MAX_RULES];
  size_t n_rules;
  uint64_t failures;
  json_t *array; /* being filled */
} report;

static void take_rule(void *context, const char *rule, uint64_t pairs)
{
  report *r = context;

  if (r->n_rules == MAX_RULES)
    return;
  snprintf(r->rules[r->n_rules].name, sizeof r->rules[0].name, "%s", rule);
  r->rules[r->n_rules++].pairs = pairs;
}

static void print_count(const char *what, uint64_t count, uint64_t of)
{
  printf("%-22s %12" PRIu64, what, count);
  if (of > 0)
    printf("  %5.1f %%", 100.0 * (double)count / (double)of);
  putchar('\n');
}

static void print_counts(const report *r)
{
  const zhen_store_counts *c = &r->counts;

  print_count("documents", c->documents, 0);
  print_count("  failed", c->failed, c->documents);
  print_count("  not parallel", c->not_parallel, c->documents);
  print_count("Chinese sentences", c->zh_sentences, 0);
  print_count("  unaligned", c->zh_unaligned, c->zh_sentences);
  print_count("English sentences", c->en_sentences, 0);
  print_count("  unaligned", c->en_unaligned, c->en_sentences);
  print_count("pairs", c->pairs, 0);
  print_count("  kept", c->kept, c->pairs);
}

static uint64_t unknown(const zhen_store_counts *c)
{
  uint64_t known = 0;

  for (size_t i = 0; i < ZHEN_RELATIONS_ROOM; i++)
    known += c->relations[i];
  return c->documents - c->failed - known;
}

static void print_parallel(void *context, const zhen_parallel *d)
{
  (void)context;
  printf("    %.4f  %s%s  ", d->parallel, zhen_relation_name(d->relation),
         d->rule ? ", dropped" : "");
  put_escaped(stdout, (zhen_str){d->id, strlen(d->id)});
  putchar('\n');
}

static zhen_status print_relations(report *r)
{
  const zhen_store_counts *c = &r->counts;
  uint64_t aligned = c->documents - c->failed;

  if (aligned == 0)
    return ZHEN_OK;
  puts("\nrelation of the two texts of a document");
  for (int i = ZHEN_RELATION_PARALLEL; i <= ZHEN_RELATION_UNRELATED; i++) {
    char what[40];

    snprintf(what, sizeof what, "  %s", zhen_relation_name((zhen_relation)i));
    if (c->relations[i] > 0)
      print_count(what, c->relations[i], aligned);
  }
  if (unknown(c) > 0)
    print_count("  unknown", unknown(c), aligned);
  if (c->parallel >= 0)
    printf("%-22s %12.4f\n", "  mean share parallel", c->parallel);
  if (r->v->samples > 0 && c->parallel >= 0)
    puts("  least parallel");
  return zhen_store_least_parallel(r->store, r->v->samples, print_parallel, r);
}

static void print_scores(const report *r)
{
  uint64_t passed = 0;

  for (int i = 0; i < SCORE_BINS; i++)
    passed += r->counts.scores[i];
  if (passed > 0)
    printf("\nprobability of the pairs kept\n");
  for (int i = 0; i < SCORE_BINS; i++) {
    char what[32];

    snprintf(what, sizeof what, "  0.%d to %d.%d", i, (i + 1) / 10,
             (i + 1) % 10);
    if (r->counts.scores[i] > 0)
      print_count(what, r->counts.scores[i], passed);
  }
}

static void print_sample(void *context, const zhen_dropped *pair)
{
  (void)context;
  printf("    ");
  put_escaped(stdout, (zhen_str){pair->id, strlen(pair->id)});
  printf(":%zu  %.4g, threshold %.4g\n      ", pair->bead, pair->value,
         pair->threshold);
  put_escaped(stdout, pair->zh);
  printf("\n      ");
  put_escaped(stdout, pair->en);
  putchar('\n');
}

static zhen_status print_rules(report *r)
{
  zhen_status status = ZHEN_OK;

  if (r->n_rules > 0)
    puts("\ndropped by rule");
  for (size_t i = 0; status == ZHEN_OK && i < r->n_rules; i++) {
    char what[40];

    snprintf(what, sizeof what, "  %s", r->rules[i].name);
    print_count(what, r->rules[i].pairs, r->counts.pairs);
    if (r->v->samples > 0)
      status = zhen_store_samples(r->store, r->rules[i].name, r->v->samples,
                                  print_sample, r);
  }
  return status;
}

static bool lists_all(const report *r)
{
  return r->v->failures || r->v->level.verbose > 0;
}

static void print_failure(void *context, const char *id, const char *why)
{
  report *r = context;

  if (r->failures++ >= FAILURES && !lists_all(r))
    return;
  printf("  ");
  put_escaped(stdout, (zhen_str){id, strlen(id)});
  printf(": ");
  put_message(stdout, why);
  putchar('\n');
}

static zhen_status print_failures(report *r)
{
  zhen_status status;

  if (r->counts.failed == 0)
    return ZHEN_OK;
  puts("\nfailed documents");
  status = zhen_store_failures(r->store, print_failure, r);
  if (r->failures > FAILURES && !lists_all(r))
    printf("  and %" PRIu64 " more; use --failures to list all\n",
           r->failures - FAILURES);
  return status;
}

static zhen_status print_text(report *r)
{
  zhen_status status;

  print_counts(r);
  status = print_relations(r);
  if (status == ZHEN_OK) {
    print_scores(r);
    status = print_rules(r);
  }
  if (status == ZHEN_OK)
    status = print_failures(r);
  if (status == ZHEN_OK && !r->complete)
    printf("\nThe build is not complete; run zhen build again to resume it.\n");
  return status;
}

static void add_failure(void *context, const char *id, const char *why)
{
  report *r = context;

  json_array_append_new(r->array, json_pack("{s:s,s:s}", "id", id, "why", why));
}

static void add_sample(void *context, const zhen_dropped *p)
{
  report *r = context;

  json_array_append_new(r->array,
                        json_pack("{s:s,s:I,s:f,s:f,s:s%,s:s%}", "id", p->id,
                                  "bead", (json_int_t)p->bead, "value",
                                  p->value, "threshold", p->threshold, "zh",
                                  p->zh.len ? p->zh.ptr : "", p->zh.len, "en",
                                  p->en.len ? p->en.ptr : "", p->en.len));
}

/* A probability as all commands print it. */
static json_t *number(double p)
{
  return p < 0 ? json_null() : json_real(round(p * 1e4) / 1e4);
}

static void add_parallel(void *context, const zhen_parallel *d)
{
  report *r = context;

  json_array_append_new(r->array,
                        json_pack("{s:s,s:o,s:s,s:b}", "id", d->id, "parallel",
                                  number(d->parallel), "relation",
                                  zhen_relation_name(d->relation), "dropped",
                                  d->rule != NULL));
}

static zhen_status add_relations(report *r, json_t *object)
{
  json_t *relations = json_object();

  for (int i = ZHEN_RELATION_PARALLEL; i <= ZHEN_RELATION_UNRELATED; i++)
    json_object_set_new(relations, zhen_relation_name((zhen_relation)i),
                        json_integer((json_int_t)r->counts.relations[i]));
  json_object_set_new(relations, "unknown",
                      json_integer((json_int_t)unknown(&r->counts)));
  json_object_set_new(object, "parallel", number(r->counts.parallel));
  json_object_set_new(object, "relations", relations);
  r->array = json_array();
  json_object_set_new(object, "least_parallel", r->array);
  return zhen_store_least_parallel(r->store, r->v->samples, add_parallel, r);
}

static json_t *counts_of(const report *r)
{
  const zhen_store_counts *c = &r->counts;
  json_t *scores = json_array();

  for (int i = 0; i < SCORE_BINS; i++)
    json_array_append_new(scores, json_integer((json_int_t)c->scores[i]));
  return json_pack(
      "{s:s,s:b,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:o}", "schema",
      "zhen.stats/1", "complete", r->complete, "documents",
      (json_int_t)c->documents, "failed", (json_int_t)c->failed, "not_parallel",
      (json_int_t)c->not_parallel, "zh_sentences", (json_int_t)c->zh_sentences,
      "en_sentences", (json_int_t)c->en_sentences, "zh_unaligned",
      (json_int_t)c->zh_unaligned, "en_unaligned", (json_int_t)c->en_unaligned,
      "pairs", (json_int_t)c->pairs, "kept", (json_int_t)c->kept, "scores",
      scores);
}

static zhen_status add_rules(report *r, json_t *rules)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; status == ZHEN_OK && i < r->n_rules; i++) {
    r->array = json_array();
    if (r->v->samples > 0)
      status = zhen_store_samples(r->store, r->rules[i].name, r->v->samples,
                                  add_sample, r);
    json_array_append_new(
        rules, json_pack("{s:s,s:I,s:o}", "rule", r->rules[i].name, "pairs",
                         (json_int_t)r->rules[i].pairs, "samples", r->array));
  }
  return status;
}

static zhen_status print_json(report *r)
{
  json_t *object = counts_of(r), *rules = json_array();
  zhen_status status = add_relations(r, object);

  if (status == ZHEN_OK)
    status = add_rules(r, rules);
  json_object_set_new(object, "dropped", rules);
  r->array = json_array();
  if (status == ZHEN_OK)
    status = zhen_store_failures(r->store, add_failure, r);
  json_object_set_new(object, "failures", r->array);
  if (status == ZHEN_OK &&
      json_dump_callback(object, put_piece, NULL,
                         JSON_COMPACT | JSON_REAL_PRECISION(6)) == 0)
    putchar('\n');
  else if (status == ZHEN_OK && !ferror(stdout))
    say("out of memory");
  json_decref(object);
  return status;
}

static int work(report *r)
{
  zhen_status status = zhen_store_open(&r->store, r->path);

  if (status == ZHEN_OK)
    status = zhen_store_complete(r->store, &r->complete);
  if (status == ZHEN_OK)
    status = zhen_store_count(r->store, &r->counts);
  if (status == ZHEN_OK)
    status = zhen_store_rules(r->store, take_rule, r);
  if (status == ZHEN_OK)
    status = r->v->json ? print_json(r) : print_text(r);
  zhen_store_close(r->store);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static int run(const command *self, int argc, char **argv)
{
  stats_args v = defaults;
  int count = options_parse(self, argc, argv, &v);
  report r = {.v = &v};
  int failed;

  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  if (count != 1)
    return say_usage(self, "one operand expected: STORE or ALIGNMENT");
  failed = targets_check_print(self, argv[0]);
  if (failed)
    return failed;
  if (stats_is_saved(argv[0]))
    return stats_saved(argv[0], v.json);
  r.path = argv[0];
  return work(&r);
}

const command command_stats = {
    .name = "stats",
    .run = run,
    .summary = "print statistics of a corpus or an alignment",
    .usage = "[OPTION]... STORE|ALIGNMENT",
    .purpose = "Print statistics. For a store: the number of documents, "
               "sentences and pairs, how parallel the documents are, the "
               "number of pairs that each rule dropped, and the failed "
               "documents. For a saved alignment "
               "(jsonl or tsv): the types of beads, the distribution of "
               "probabilities, and unaligned passages (gaps).",
    .groups = groups,
    .defaults = &defaults,
    .examples = "  zhen stats corpus.db\n"
                "  zhen stats corpus.db --samples 3\n"
                "  zhen stats corpus.db --json\n"
                "  zhen stats pairs.tsv\n"};
