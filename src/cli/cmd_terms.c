/* SPDX-License-Identifier: Apache-2.0 */
/* zhen terms: text -> list of terms; or a glossary and pairs -> departures. */
#include "cli/format.h"
#include "cli/progress.h"
#include "cli/targets.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

typedef struct terms_args {
  const char *output, *format, *check, *lexicon, *glossary, *encoding;
  double min_strength;
  size_t min_count, threads;
  bool force, swap, skip;
  verbosity level;
} terms_args;

typedef struct terms_job {
  const command *self;
  terms_args v;
  zhen_terms_format format;
  zhen_lexicon *lexicon;
  zhen_terms *terms;
  zhen_term_check *check;
  zhen_pairs *pairs;
  zhen_output *out;
} terms_job;

#define AT(field) offsetof(terms_args, field)

static const char *const format_words[] = {"tsv", "csv", "tbx", NULL};

static const option options[] = {
    {'o', "output", OPTION_STRING, AT(output), "FILE",
     .help = "write to FILE, completely or not at all"},
    {'f', "format", OPTION_STRING, AT(format), "NAME", .help = "output format",
     .words = format_words,
     .unset = "by the extension of FILE; tsv if there is none"},
    {0, "force", OPTION_FLAG, AT(force), NULL,
     .help = "replace existing output files"},
    {0, "min-count", OPTION_SIZE, AT(min_count), "N",
     .help = "drop terms of fewer than N pairs"},
    {0, "min-strength", OPTION_REAL, AT(min_strength), "P",
     .help = "drop terms of which less than P of the occurrences of one side "
             "are translated by the other"},
    {0, "check", OPTION_STRING, AT(check), "GLOSSARY",
     .help = "list the pairs that do not translate a term as GLOSSARY does "
             "(tsv: line, term, expected, zh, en)"},
    {0, "lexicon", OPTION_STRING, AT(lexicon), "FILE",
     .help = "use a lexicon made by zhen lexicon", .unset = "built-in lexicon"},
    {0, "glossary", OPTION_STRING, AT(glossary), "FILE",
     .help = "add the terms of FILE to the lexicon"},
    {0, "encoding", OPTION_STRING, AT(encoding), "NAME",
     .help = "encoding of the input, such as GB18030", .unset = "detected"},
    {0, "swap", OPTION_FLAG, AT(swap), NULL,
     .help = "tsv: English is in the first column"},
    {0, "skip-malformed", OPTION_FLAG, AT(skip), NULL,
     .help = "skip and count lines that are not a pair instead of failing"},
    {'j', "threads", OPTION_SIZE, AT(threads), "N",
     .help = "number of threads; 0: one per processor"},
    {0}};

static const option_group groups[] = {
    {options, 0}, {general_options, AT(level)}, {0}};

static const terms_args defaults = {
    .output = "-", .min_count = 3, .min_strength = .5};

/* ---- options ---- */

static int settle_format(terms_job *j)
{
  static const file_ending endings[] = {{"tsv", "tsv"}, {"txt", "tsv"},
                                        {"csv", "csv"}, {"tbx", "tbx"},
                                        {"xml", "tbx"}, {NULL, NULL}};
  const char *name = j->v.format;

  if (!name)
    name = format_of_name(j->v.output, endings, "tsv");
  if (!name)
    return format_refuse(j->self, j->v.output, endings);
  j->format = strcmp(name, "csv") == 0   ? ZHEN_TERMS_CSV
              : strcmp(name, "tbx") == 0 ? ZHEN_TERMS_TBX
                                         : ZHEN_TERMS_TSV;
  if (j->v.check && j->format != ZHEN_TERMS_TSV)
    return say_usage(j->self, "--check writes a list in tsv; omit --format");
  return EXIT_DONE;
}

static int settle(terms_job *j, int count)
{
  if (count == 0)
    return say_usage(j->self, j->v.check ? "missing operand: FILE"
                                         : "missing operand: FILE or STORE");
  if (j->v.check && count > 2)
    return say_usage(j->self,
                     "too many operands: with --check, one file, or the "
                     "Chinese and the English file, expected, not %d",
                     count);
  if (j->v.check && (j->v.lexicon || j->v.glossary))
    return say_usage(j->self,
                     "--check cannot be used with --lexicon or --glossary");
  if (j->v.min_count == 0)
    return say_usage(j->self, "--min-count must be above 0");
  if (!(j->v.min_strength > 0 && j->v.min_strength <= 1))
    return say_usage(j->self, "--min-strength must be above 0 and at most 1");
  return settle_format(j);
}

static int check_targets(const terms_job *j, int count, char **files)
{
  targets t = {.force = j->v.force};

  for (int i = 0; i < count; i++)
    targets_input(&t, files[i]);
  targets_input(&t, j->v.check);
  targets_input(&t, j->v.lexicon);
  targets_input(&t, j->v.glossary);
  targets_output(&t, j->v.output, ZHEN_TARGET_FILE);
  return targets_check(&t, j->self);
}

static zhen_status commit(terms_job *j)
{
  zhen_output *out = j->out;

  j->out = NULL;
  return zhen_output_commit(out);
}

/* ---- --check ---- */

/* A text as a column: white space becomes a space. */
static void put_column(FILE *out, zhen_str text, char end)
{
  for (size_t i = 0; i < text.len; i++)
    fputc(strchr("\t\n\r", text.ptr[i]) ? ' ' : text.ptr[i], out);
  fputc(end, out);
}

static void put_fault(void *context, const zhen_term_fault *f)
{
  terms_job *j = context;
  char *line = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&line, &size);

  if (!out)
    return;
  fprintf(out, "%zu\t", f->row->line);
  put_column(out, f->zh, '\t');
  put_column(out, f->en, '\t');
  put_column(out, f->row->pair.zh, '\t');
  put_column(out, f->row->pair.en, '\n');
  if (fclose(out) == 0)
    zhen_output_put(j->out, line, size);
  free(line);
}

static void say_check(const terms_job *j, const zhen_terms_counts *n)
{
  if (n->several)
    say("%s: %" PRIu64 " of %" PRIu64 " terms have several renderings, of "
        "which any is accepted; the first is %.*s",
        j->v.check, n->several, n->terms, (int)n->first.len, n->first.ptr);
  say("%" PRIu64 " pairs; %" PRIu64 " terms in them, %" PRIu64
      " not as in the glossary",
      n->pairs, n->used, n->faults);
}

static zhen_status open_check(terms_job *j, int count, char **files)
{
  const zhen_pairs_options how = {.struct_size = sizeof how,
                                  .encoding = j->v.encoding,
                                  .swap = j->v.swap,
                                  .skip_malformed = j->v.skip};
  zhen_status status = zhen_term_check_open(&j->check, j->v.check);

  if (status == ZHEN_OK)
    status = zhen_pairs_open(&j->pairs, (const char *const *)files,
                             (size_t)count, &how);
  return status == ZHEN_OK ? zhen_output_open(&j->out, j->v.output) : status;
}

static int check(terms_job *j, int count, char **files)
{
  zhen_terms_counts n;
  zhen_status status = open_check(j, count, files);

  if (status == ZHEN_OK)
    status = zhen_term_check_pairs(j->check, j->pairs, put_fault, j, &n);
  if (status == ZHEN_OK)
    status = commit(j);
  if (status != ZHEN_OK)
    return say_failure(status);
  if (!j->v.level.quiet)
    say_check(j, &n);
  return n.faults ? EXIT_NO : EXIT_DONE;
}

/* ---- the list ---- */

static zhen_status find(terms_job *j, int count, char **files)
{
  meter shown;
  const zhen_terms_options how = {
      .struct_size = sizeof how,
      .threads = (unsigned)j->v.threads,
      .min_count = j->v.min_count,
      .min_strength = j->v.min_strength,
      .encoding = j->v.encoding,
      .swap = j->v.swap,
      .skip_malformed = j->v.skip,
      .progress = meter_begin(
          &shown, j->v.level.quiet || meter_mixes(j->v.output), NULL)};
  zhen_status status = zhen_terms_find(
      &j->terms, j->lexicon, (const char *const *)files, (size_t)count, &how);

  meter_end(&shown);
  return status;
}

static int list(terms_job *j, int count, char **files)
{
  zhen_status status = j->v.lexicon
                           ? zhen_lexicon_open(&j->lexicon, j->v.lexicon)
                           : zhen_lexicon_open_default(&j->lexicon);

  if (status == ZHEN_OK && j->v.glossary)
    status = zhen_lexicon_add_glossary(j->lexicon, j->v.glossary);
  if (status == ZHEN_OK)
    status = find(j, count, files);
  if (status == ZHEN_OK)
    status = zhen_output_open(&j->out, j->v.output);
  if (status == ZHEN_OK)
    status = zhen_terms_write(j->terms, j->format, j->out);
  if (status == ZHEN_OK)
    status = commit(j);
  if (status != ZHEN_OK)
    return say_failure(status);
  if (!j->v.level.quiet && zhen_terms_dropped(j->terms))
    say("too many phrases to count; terms of %" PRIu64
        " pairs or fewer may be missing",
        zhen_terms_dropped(j->terms));
  if (!j->v.level.quiet)
    say("%" PRIu64 " pairs, %zu terms", zhen_terms_pairs(j->terms),
        zhen_terms_count(j->terms));
  return EXIT_DONE;
}

static int run(const command *self, int argc, char **argv)
{
  terms_job j = {.self = self, .v = defaults};
  int count = options_parse(self, argc, argv, &j.v);
  int status;

  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  status = settle(&j, count);
  if (!status)
    status = check_targets(&j, count, argv);
  if (!status)
    status = j.v.check ? check(&j, count, argv) : list(&j, count, argv);
  zhen_output_abandon(j.out);
  zhen_pairs_close(j.pairs);
  zhen_term_check_free(j.check);
  zhen_terms_free(j.terms);
  zhen_lexicon_close(j.lexicon);
  return status;
}

const command command_terms = {
    .name = "terms",
    .run = run,
    .summary = "list the terms of parallel text, or check them",
    .usage = "[OPTION]... FILE|STORE...",
    .purpose =
        "Find the terms and names of parallel text: phrases of both languages "
        "that translate each other. The list has zh, en, the number of pairs, "
        "the share of zh that is translated by en and the reverse, the number "
        "of documents, other renderings, and a pair; the most significant "
        "terms are first. It can be read with --glossary. FILE is tsv, jsonl, "
        "tmx, xliff, or the prefix of two text files.",
    .groups = groups,
    .defaults = &defaults,
    .examples = "  zhen terms corpus.db -o terms.tsv\n"
                "  zhen terms memory.tmx --min-count 5 -f tbx -o terms.tbx\n"
                "  zhen terms --check terms.tsv pairs.tsv\n",
    .negative = "--check found a pair that departs from GLOSSARY"};
