/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zhen split: options -> text -> lines joined -> sentences -> rows.
 */
#include "cli/split_check.h"

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct values {
  const char *output, *format, *lang, *encoding;
  const char *quotes, *soft, *wrap;
  const char *abbrev, *srx, *check;
  size_t max_len;
  bool no_builtin, quiet;
  unsigned verbose;
} values;

static const option options[] = {
    {'l', "lang", OPTION_STRING, offsetof(values, lang), "zh|en|auto",
     "language of the text", "auto: by paragraph"},
    {'o', "output", OPTION_STRING, offsetof(values, output), "FILE",
     "write to FILE, whole or not at all", "standard output"},
    {'f', "format", OPTION_STRING, offsetof(values, format), "NAME",
     "text, tsv (begin, end, paragraph, grade, text) or jsonl", "text"},
    {0, "encoding", OPTION_STRING, offsetof(values, encoding), "NAME",
     "encoding of the input, such as GB18030", "found out"},
    {0, "quotes", OPTION_STRING, offsetof(values, quotes), "MODE",
     "transparent: cut inside quotations; atomic: never", "transparent"},
    {0, "soft", OPTION_STRING, offsetof(values, soft), "join|cut",
     "what to do at semicolons and ellipses", "join"},
    {0, "max-len", OPTION_SIZE, offsetof(values, max_len), "N",
     "cut sentences over N characters at a comma", "never"},
    {0, "wrap", OPTION_STRING, offsetof(values, wrap), "keep|auto|join",
     "line breaks: paragraph ends, found out, or spaces", "keep"},
    {0, "abbrev", OPTION_STRING, offsetof(values, abbrev), "FILE",
     "more abbreviations (Moses nonbreaking prefixes)", NULL},
    {0, "srx", OPTION_STRING, offsetof(values, srx), "FILE",
     "rules that come first (SRX 2.0)", NULL},
    {0, "no-builtin", OPTION_FLAG, offsetof(values, no_builtin), NULL,
     "no built-in abbreviations; with --srx, no other rules", NULL},
    {0, "check", OPTION_STRING, offsetof(values, check), "FILE",
     "score the cases in FILE instead: ID TAB TOPIC TAB TEXT", NULL},
    {'q', "quiet", OPTION_FLAG, offsetof(values, quiet), NULL,
     "say nothing but errors", NULL},
    {'v', "verbose", OPTION_COUNT, offsetof(values, verbose), NULL,
     "say what was found out", NULL},
    {0}};

/* Everything one run needs. */
typedef struct job {
  const command *self;
  values v;
  split_way way;
  zhen_rules *rules;
  zhen_text *text, *joined;
  zhen_sentences *sentences, *dropped;
} job;

/* The place of `word` in a list that NULL ends; EXIT_USAGE after a message. */
static int settle_word(const job *j, const char *name, const char *word,
                       const char *const *list, unsigned *place)
{
  *place = 0;
  if (!word)
    return EXIT_DONE;
  for (; list[*place]; ++*place)
    if (strcmp(list[*place], word) == 0)
      return EXIT_DONE;
  return say_usage(j->self, "--%s takes %s or %s, not '%s'", name, list[0],
                   list[1], word);
}

static int settle_words(job *j)
{
  static const char *const langs[] = {"auto", "zh", "en", NULL};
  static const char *const quotes[] = {"transparent", "atomic", NULL};
  static const char *const softs[] = {"join", "cut", NULL};
  static const char *const wraps[] = {"keep", "auto", "join", NULL};
  zhen_split_options *o = &j->way.options;
  unsigned lang = 0, quote = 0, soft = 0, wrap = 0;
  int status = settle_word(j, "lang", j->v.lang, langs, &lang);

  if (status == EXIT_DONE)
    status = settle_word(j, "quotes", j->v.quotes, quotes, &quote);
  if (status == EXIT_DONE)
    status = settle_word(j, "soft", j->v.soft, softs, &soft);
  if (status == EXIT_DONE)
    status = settle_word(j, "wrap", j->v.wrap, wraps, &wrap);
  o->lang = (zhen_lang)lang;
  o->quotes = (zhen_quotes)quote;
  o->soft = (zhen_soft)soft;
  o->max_len = j->v.max_len;
  o->no_builtin = j->v.no_builtin;
  j->way.wrap = (zhen_wrap)wrap;
  return status;
}

static int load_rules(job *j)
{
  zhen_status status = ZHEN_OK;

  if (!j->v.abbrev && !j->v.srx)
    return EXIT_DONE;
  status = zhen_rules_new(&j->rules);
  if (status == ZHEN_OK && j->v.abbrev)
    status = zhen_rules_abbrev(j->rules, j->v.abbrev);
  if (status == ZHEN_OK && j->v.srx)
    status = zhen_rules_srx(j->rules, j->v.srx);
  j->way.options.rules = j->rules;
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

zhen_status split_run(const split_way *way, const zhen_text *text,
                      zhen_text **joined, zhen_sentences **sentences,
                      zhen_sentences **dropped)
{
  zhen_status status = ZHEN_OK;

  if (way->wrap != ZHEN_WRAP_KEEP)
    status = zhen_text_unwrap(joined, text, way->wrap, dropped);
  if (status != ZHEN_OK)
    return status;
  return zhen_split(sentences, zhen_text_str(*joined ? *joined : text),
                    &way->options);
}

static const char *grade_name(zhen_grade grade)
{
  static const char *const names[] = {"hard", "soft", "forced", "para"};

  return names[grade];
}

/* A row of TSV: tabs and backslashes of the text are escaped. */
static void put_tsv(zhen_output *out, const char *head, zhen_str text)
{
  size_t from = 0;

  zhen_output_put(out, head, strlen(head));
  for (size_t at = 0; at < text.len; at++) {
    if (text.ptr[at] != '\t' && text.ptr[at] != '\\')
      continue;
    zhen_output_put(out, text.ptr + from, at - from);
    zhen_output_put(out, text.ptr[at] == '\t' ? "\\t" : "\\\\", 2);
    from = at + 1;
  }
  zhen_output_put(out, text.ptr + from, text.len - from);
  zhen_output_put(out, "\n", 1);
}

static bool put_json(zhen_output *out, const zhen_sentence *s, size_t begin,
                     size_t end, zhen_str text)
{
  json_t *row =
      json_pack("{s:s%, s:I, s:I, s:i, s:s}", "text", text.ptr, text.len,
                "begin", (json_int_t)begin, "end", (json_int_t)end, "para",
                (int)s->para, "grade", grade_name(s->grade));
  char *line = row ? json_dumps(row, JSON_COMPACT) : NULL;

  if (line) {
    zhen_output_put(out, line, strlen(line));
    zhen_output_put(out, "\n", 1);
  }
  free(line);
  json_decref(row);
  return line != NULL;
}

/* The rows of all sentences; false without memory. */
static bool put_rows(const job *j, zhen_output *out)
{
  const char *format = j->v.format;
  const zhen_text *source = j->joined ? j->joined : j->text;

  for (size_t i = 0; i < j->sentences->count; i++) {
    const zhen_sentence *s = &j->sentences->at[i];
    zhen_str text = zhen_sentence_str(j->sentences, i);
    size_t begin = zhen_text_source(source, s->begin);
    size_t end = zhen_text_source(source, s->end);
    char head[96];

    if (strcmp(format, "text") == 0) {
      zhen_output_put(out, text.ptr, text.len);
      zhen_output_put(out, "\n", 1);
    } else if (strcmp(format, "tsv") == 0) {
      snprintf(head, sizeof head, "%zu\t%zu\t%u\t%s\t", begin, end,
               (unsigned)s->para, grade_name(s->grade));
      put_tsv(out, head, text);
    } else if (!put_json(out, s, begin, end, text))
      return false;
  }
  return true;
}

static int write_rows(const job *j)
{
  zhen_output *out;
  zhen_status status = zhen_output_open(&out, j->v.output ? j->v.output : "-");

  if (status != ZHEN_OK)
    return say_failure(status);
  if (!put_rows(j, out)) {
    zhen_output_abandon(out);
    say("out of memory");
    return EXIT_LIMIT;
  }
  status = zhen_output_commit(out);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static void say_findings(const job *j)
{
  zhen_str all = zhen_text_str(j->text);

  for (size_t i = 0; j->dropped && i < j->dropped->count; i++) {
    zhen_str line = zhen_sentence_str(j->dropped, i);

    say("%s: left out between two halves of a sentence, byte %zu: %.*s",
        zhen_text_name(j->text),
        zhen_text_source(j->text, j->dropped->at[i].begin),
        (int)(line.len < 200 ? line.len : 200), line.ptr);
  }
  if (j->v.verbose > 0)
    say("%s: %zu sentences in %zu paragraphs, %zu bytes of text",
        zhen_text_name(j->text), j->sentences->count,
        j->sentences->count
            ? (size_t)j->sentences->at[j->sentences->count - 1].para + 1
            : 0,
        all.len);
}

static int split_file(job *j, const char *path)
{
  zhen_status status = zhen_text_read(
      &j->text, path, &(zhen_read_options){.encoding = j->v.encoding});

  if (status == ZHEN_OK)
    status =
        split_run(&j->way, j->text, &j->joined, &j->sentences, &j->dropped);
  if (status != ZHEN_OK)
    return say_failure(status);
  if (!j->v.quiet)
    say_findings(j);
  return write_rows(j);
}

static int settle(job *j, int count, char **files)
{
  static const char *const formats[] = {"text", "tsv", "jsonl", NULL};
  bool known = false;
  int status;

  if (j->v.check && count > 0)
    return say_usage(j->self, "--check takes the place of the input: %s",
                     files[0]);
  if (count > 1)
    return say_usage(j->self, "one file too many: %s", files[1]);
  for (size_t i = 0; formats[i]; i++)
    if (strcmp(formats[i], j->v.format) == 0)
      known = true;
  if (!known)
    return say_usage(j->self, "unknown format '%s': text, tsv or jsonl",
                     j->v.format);
  status = settle_words(j);
  return status == EXIT_DONE ? load_rules(j) : status;
}

static int run(const command *self, int argc, char **argv)
{
  job j = {.self = self, .v = {.format = "text"}};
  int count = options_parse(self, argc, argv, &j.v);
  int status;

  if (count < 0)
    return count == -1 ? EXIT_USAGE : EXIT_DONE;
  status = settle(&j, count, argv);
  if (status == EXIT_DONE)
    status = j.v.check ? split_check(&j.way, j.v.check, j.v.quiet)
                       : split_file(&j, count ? argv[0] : "-");
  zhen_sentences_free(j.dropped);
  zhen_sentences_free(j.sentences);
  zhen_text_free(j.joined);
  zhen_text_free(j.text);
  zhen_rules_free(j.rules);
  return status;
}

const command command_split = {
    "split",
    run,
    "cut a text into sentences",
    "[OPTION]... [FILE]",
    "Cut Chinese, English or mixed text into sentences, one a line. Offsets in "
    "tsv and\njsonl are bytes of the input. FILE - is standard input.",
    options,
    "  zhen split -l zh < in.txt\n"
    "  zhen split --wrap=auto -f tsv book.txt\n"
    "  zhen split --check tests/spec/golden.txt\n"};
