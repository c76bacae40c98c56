/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zhen split: options -> text -> lines joined -> sentences -> rows. Lines that
 * stay as they are are read, split and written piece by piece.
 */
#include "cli/article.h"
#include "cli/format.h"
#include "cli/progress.h"
#include "cli/split_check.h"
#include "cli/targets.h"

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
  bool repair, no_builtin, quiet;
  unsigned verbose;
} values;

static const option options[] = {
    {'l', "lang", OPTION_STRING, offsetof(values, lang), "zh|en|auto",
     "language of the text", "auto: by paragraph"},
    {'o', "output", OPTION_STRING, offsetof(values, output), "FILE",
     "write to FILE, whole or not at all", "standard output"},
    {'f', "format", OPTION_STRING, offsetof(values, format), "NAME",
     "text, tsv (begin, end, paragraph, grade, text) or jsonl",
     "by the ending of FILE; text for none, .txt, .lines"},
    {0, "encoding", OPTION_STRING, offsetof(values, encoding), "NAME",
     "encoding of the input, such as GB18030", "found out"},
    {0, "repair", OPTION_FLAG, offsetof(values, repair), NULL,
     "put U+FFFD for what cannot be decoded", NULL},
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
  zhen_split_rules *rules;
  size_t n_sentences, n_paras, n_bytes; /* of the pieces so far */
  meter shown;
} job;

/* A text, or a part of it that ends where a line does. */
typedef struct piece {
  zhen_text *text, *joined;
  zhen_sentences *sentences, *dropped;
} piece;

static int settle_words(job *j)
{
  static const char *const langs[] = {"auto", "zh", "en", NULL};
  static const char *const quotes[] = {"transparent", "atomic", NULL};
  static const char *const softs[] = {"join", "cut", NULL};
  static const char *const wraps[] = {"keep", "auto", "join", NULL};
  zhen_split_options *o = &j->way.options;
  unsigned lang = 0, quote = 0, soft = 0, wrap = 0;
  int status = option_word(j->self, "lang", j->v.lang, langs, &lang);

  if (status == EXIT_DONE)
    status = option_word(j->self, "quotes", j->v.quotes, quotes, &quote);
  if (status == EXIT_DONE)
    status = option_word(j->self, "soft", j->v.soft, softs, &soft);
  if (status == EXIT_DONE)
    status = option_word(j->self, "wrap", j->v.wrap, wraps, &wrap);
  o->struct_size = sizeof *o;
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
  status = zhen_split_rules_new(&j->rules);
  if (status == ZHEN_OK && j->v.abbrev)
    status = zhen_split_rules_add_abbreviations(j->rules, j->v.abbrev);
  if (status == ZHEN_OK && j->v.srx)
    status = zhen_split_rules_add_srx(j->rules, j->v.srx);
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

/* Jansson's callback. */
static int take(const char *bytes, size_t len, void *out)
{
  zhen_output_put(out, bytes, len);
  return 0;
}

static bool put_json(zhen_output *out, const zhen_sentence *s, zhen_str text)
{
  json_t *row =
      json_pack("{s:s%, s:I, s:I, s:i, s:s}", "text", text.ptr, text.len,
                "begin", (json_int_t)s->begin, "end", (json_int_t)s->end,
                "para", (int)s->para, "grade", grade_name(s->grade));
  bool done = row && json_dump_callback(row, take, out, JSON_COMPACT) == 0;

  zhen_output_put(out, "\n", 1);
  json_decref(row);
  return done;
}

/* The row of a sentence, counted in bytes of the input; false without memory.*/
static bool put_row(zhen_output *out, const char *format,
                    const zhen_sentence *s, zhen_str text)
{
  char head[96];

  if (strcmp(format, "text") == 0) {
    zhen_output_put(out, text.ptr, text.len);
    zhen_output_put(out, "\n", 1);
  } else if (strcmp(format, "tsv") == 0) {
    snprintf(head, sizeof head, "%zu\t%zu\t%u\t%s\t", s->begin, s->end,
             (unsigned)s->para, grade_name(s->grade));
    put_tsv(out, head, text);
  } else
    return put_json(out, s, text);
  return true;
}

/* The rows of a piece; paragraphs are counted through all of them. */
static bool put_rows(job *j, const piece *p, zhen_output *out)
{
  const zhen_text *source = p->joined ? p->joined : p->text;
  size_t count = p->sentences->count;

  for (size_t i = 0; i < count; i++) {
    zhen_sentence s = p->sentences->at[i];

    s.begin = zhen_text_source(source, s.begin);
    s.end = zhen_text_source(source, s.end);
    s.para += (uint32_t)j->n_paras;
    if (!put_row(out, j->v.format, &s, zhen_sentence_str(p->sentences, i)))
      return false;
  }
  j->n_sentences += count;
  j->n_bytes += zhen_text_str(p->text).len;
  if (count > 0)
    j->n_paras += (size_t)p->sentences->at[count - 1].para + 1;
  return true;
}

static void say_dropped(const piece *p)
{
  for (size_t i = 0; p->dropped && i < p->dropped->count; i++) {
    zhen_str line = zhen_sentence_str(p->dropped, i);

    say("%s: left out between two halves of a sentence, byte %zu: %.*s",
        zhen_text_name(p->text),
        zhen_text_source(p->text, p->dropped->at[i].begin),
        (int)(line.len < 200 ? line.len : 200), line.ptr);
  }
}

static int say_error(job *j, zhen_status status)
{
  meter_end(&j->shown);
  return say_failure(status);
}

static int split_piece(job *j, piece *p, zhen_output *out)
{
  zhen_status status =
      split_run(&j->way, p->text, &p->joined, &p->sentences, &p->dropped);

  if (!j->v.quiet && !j->v.wrap && j->n_bytes == 0)
    say_wrapped(p->text);
  if (status != ZHEN_OK)
    return say_error(j, status);
  if (!j->v.quiet && p->dropped && p->dropped->count > 0) {
    meter_end(&j->shown);
    say_dropped(p);
  }
  if (put_rows(j, p, out))
    return EXIT_DONE;
  say("out of memory");
  return EXIT_LIMIT;
}

static int split_pieces(job *j, zhen_text_reader *reader, zhen_output *out)
{
  zhen_progress_state at = {.stage = "splitting", .unit = "sentences"};
  int result = EXIT_DONE;
  bool more = true;

  meter_begin(&j->shown, j->v.quiet || meter_mixes(j->v.output), NULL);
  while (more && result == EXIT_DONE) {
    piece p = {0};
    zhen_status status = zhen_text_reader_next(reader, &p.text);

    more = p.text != NULL;
    if (status != ZHEN_OK)
      result = say_error(j, status);
    else if (more)
      result = split_piece(j, &p, out);
    at.done = j->n_sentences;
    meter_show(&j->shown, &at);
    zhen_sentences_free(p.dropped);
    zhen_sentences_free(p.sentences);
    zhen_text_free(p.joined);
    zhen_text_free(p.text);
  }
  meter_end(&j->shown);
  return result;
}

static int write_file(job *j, const char *path, zhen_text_reader *reader)
{
  zhen_output *out;
  zhen_status status = zhen_output_open(&out, j->v.output ? j->v.output : "-");
  int result;

  if (status != ZHEN_OK)
    return say_failure(status);
  result = split_pieces(j, reader, out);
  if (result != EXIT_DONE) {
    zhen_output_abandon(out);
    return result;
  }
  if (!j->v.quiet && j->v.verbose > 0)
    say("%s: %zu sentences in %zu paragraphs, %zu bytes of text", path,
        j->n_sentences, j->n_paras, j->n_bytes);
  status = zhen_output_commit(out);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static int check_targets(const job *j, const char *path)
{
  targets t = {0};

  targets_input(&t, path);
  targets_input(&t, j->v.abbrev);
  targets_input(&t, j->v.srx);
  targets_output(&t, j->v.output && !j->v.check ? j->v.output : "-",
                 ZHEN_TARGET_FILE);
  return targets_check(&t, j->self);
}

static int split_file(job *j, const char *path)
{
  /* Whether lines are to be joined, the whole text tells. */
  size_t size = j->way.wrap == ZHEN_WRAP_KEEP ? 0 : SIZE_MAX;
  zhen_read_options how = {.struct_size = sizeof how,
                           .encoding = j->v.encoding,
                           .repair = j->v.repair,
                           .piece = size,
                           .prose = true};
  zhen_text_reader *reader;
  zhen_status status;
  int result;

  status = zhen_text_reader_open(&reader, path, &how);
  result =
      status == ZHEN_OK ? write_file(j, path, reader) : say_failure(status);
  zhen_text_reader_close(reader);
  return result;
}

/* After the inputs are known to be safe, which matters more. */
static int settle_format(job *j)
{
  static const char *const formats[] = {"text", "tsv", "jsonl", NULL};
  static const file_ending endings[] = {
      {"txt", "text"}, {"zh", "text"},     {"en", "text"},    {"lines", "text"},
      {"tsv", "tsv"},  {"jsonl", "jsonl"}, {"json", "jsonl"}, {NULL, NULL}};

  if (!j->v.format)
    j->v.format =
        j->v.output ? format_of_name(j->v.output, endings, "text") : "text";
  if (!j->v.format)
    return format_refuse(j->self, j->v.output, endings);
  for (size_t i = 0; formats[i]; i++)
    if (strcmp(formats[i], j->v.format) == 0)
      return EXIT_DONE;
  return say_usage(j->self, "unknown format '%s': text, tsv or jsonl",
                   j->v.format);
}

static int settle(job *j, int count, char **files)
{
  int status;

  if (j->v.check && count > 0)
    return say_usage(j->self, "--check takes the place of the input: %s",
                     files[0]);
  if (count > 1)
    return say_usage(j->self, "one file too many: %s", files[1]);
  status = settle_words(j);
  return status == EXIT_DONE ? load_rules(j) : status;
}

static int run(const command *self, int argc, char **argv)
{
  job j = {.self = self, .v = {0}};
  int count = options_parse(self, argc, argv, &j.v);
  const char *path;
  int status;

  if (count < 0)
    return count == -1 ? EXIT_USAGE : EXIT_DONE;
  path = j.v.check ? j.v.check : count ? argv[0] : "-";
  status = settle(&j, count, argv);
  if (status == EXIT_DONE)
    status = check_targets(&j, path);
  if (status == EXIT_DONE)
    status = settle_format(&j);
  if (status == EXIT_DONE)
    status = j.v.check ? split_check(&j.way, j.v.check, j.v.quiet)
                       : split_file(&j, path);
  zhen_split_rules_free(j.rules);
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
