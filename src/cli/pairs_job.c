/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/pairs_job.h"
#include "cli/format.h"

#include <string.h>

#define AT(field) offsetof(pairs_args, field)

static const char *const format_words[] = {
    "tsv",  "jsonl", "moses", "tmx",  "xliff", "xliff2", "csv",
    "xlsx", "docx",  "html",  "epub", "po",    "hf",     NULL};
static const char *const input_words[] = {"tsv", "csv",   "jsonl",  "moses",
                                          "tmx", "xliff", "xliff2", "po",
                                          "tbx", NULL};

const option pairs_options[] = {
    {'o', "output", OPTION_STRING, AT(output), "FILE",
     .help = "write to FILE, completely or not at all"},
    {0, "force", OPTION_FLAG, AT(force), NULL,
     .help = "replace existing output files"},
    {'i', "input-format", OPTION_STRING, AT(input_format), "NAME",
     .help = "input format", .words = input_words, .unset = "detected"},
    {0, "encoding", OPTION_STRING, AT(encoding), "NAME",
     .help = "encoding of the input, such as GB18030", .unset = "detected"},
    {0, "swap", OPTION_FLAG, AT(swap), NULL,
     .help = "tsv: English is in the first column"},
    {0, "skip-malformed", OPTION_FLAG, AT(skip), NULL,
     .help = "skip and count lines that are not a pair instead of failing"},
    {'j', "threads", OPTION_SIZE, AT(threads), "N",
     .help = "number of threads; 0: one per processor"},
    {0}};

const option pairs_format[] = {
    {'f', "format", OPTION_STRING, AT(format), "NAME", .help = "output format",
     .words = format_words, .unset = PAIRS_FORMAT_UNSET},
    {0}};

int pairs_count(const command *self, int count)
{
  if (count == 0)
    return say_usage(self, "missing operand: FILE; - is standard input");
  if (count > 2)
    return say_usage(
        self,
        "too many operands: one file, or the Chinese and the English file, "
        "expected, not %d",
        count);
  return EXIT_DONE;
}

static int open_input(pairs_job *j, int count, char **files)
{
  zhen_pairs_options how = {.struct_size = sizeof how,
                            .encoding = j->v->encoding,
                            .swap = j->v->swap,
                            .skip_malformed = j->v->skip};
  zhen_status status = ZHEN_OK;

  if (j->v->input_format)
    status = zhen_format_parse(&how.format, j->v->input_format,
                               ZHEN_FORMAT_READ_PAIRS);
  if (status == ZHEN_OK)
    status = zhen_pairs_open(&j->in, (const char *const *)files, (size_t)count,
                             &how);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

/* XLIFF has one ending for its versions. */
static bool is_own(const pairs_job *j, zhen_format named)
{
  const char *own = zhen_format_name(j->format);

  if (j->v->format)
    return strcmp(j->v->format, own) == 0;
  return named == ZHEN_FORMAT_AUTO || named == j->format ||
         (named == ZHEN_FORMAT_XLIFF && j->format == ZHEN_FORMAT_XLIFF2);
}

/*
 * The format of the output; that of the input, unless it cannot be written.
 * `named`: by the ending of the output.
 */
static zhen_status settle_format(pairs_job *j, zhen_format named)
{
  j->format = zhen_pairs_format(j->in);
  if (!is_own(j, named) && j->v->format)
    return zhen_format_parse(&j->format, j->v->format, ZHEN_FORMAT_WRITE_PAIRS);
  if (!is_own(j, named))
    j->format = named;
  else if (!zhen_format_supports(j->format, ZHEN_FORMAT_WRITE_PAIRS) &&
           !zhen_pairs_can_copy(j->in))
    j->format = ZHEN_FORMAT_TSV;
  return ZHEN_OK;
}

int pairs_open(pairs_job *j, int count, char **files)
{
  zhen_format named = ZHEN_FORMAT_AUTO;
  zhen_status status = ZHEN_OK;
  int failed;

  j->write = (zhen_write_options)ZHEN_WRITE_OPTIONS_INIT;
  failed = writing_settle(&j->writing, j->self, &j->v->writing, &j->write);

  if (!failed && !j->v->format)
    failed =
        format_of_pairs(j->self, j->v->output, ZHEN_FORMAT_WRITE_PAIRS, &named);
  if (!failed)
    failed = open_input(j, count, files);
  if (failed)
    return failed;
  status = settle_format(j, named);
  return status == ZHEN_OK
             ? writing_check_terminal(j->self, j->v->output, j->format)
             : say_failure(status);
}

zhen_status pairs_create(pairs_job *j, bool rewrite, bool scores, bool words)
{
  bool same = j->format == zhen_pairs_format(j->in) &&
              zhen_pairs_can_copy(j->in) && !j->v->writing.tags &&
              !j->v->writing.source;

  if (same && rewrite && !j->quiet)
    say("the pairs are written again, without tags, notes, other languages and "
        "what else is not part of a pair");
  j->copies = same && !rewrite;
  if (j->copies)
    return zhen_pairs_copy(&j->out, j->v->output, j->in);
  return zhen_pairs_create(&j->out, j->v->output, j->format, scores, words,
                           &j->write);
}

void pairs_targets(const pairs_job *j, targets *t, int count, char **files,
                   zhen_format format)
{
  t->force = j->v->force;
  for (int i = 0; i < count; i++)
    targets_input(t, files[i]);
  targets_format(t, j->v->output, format);
}

void pairs_say_malformed(const pairs_job *j)
{
  size_t n = zhen_pairs_malformed(j->in);
  const char *some = n == 1 ? "" : "s";

  if (n && j->copies && j->format != ZHEN_FORMAT_CSV &&
      j->format != ZHEN_FORMAT_TSV)
    say("%zu unit%s without both languages kept", n, some);
  else if (n)
    say("%zu malformed line%s or unit%s skipped", n, some, some);
}

void pairs_close(pairs_job *j)
{
  zhen_pairs_abandon(j->out);
  zhen_pairs_close(j->in);
}
