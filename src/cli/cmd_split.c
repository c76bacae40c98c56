/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zhen split: options -> document -> sentences -> rows. A long plain text is
 * read, split and written piece by piece.
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

typedef struct split_args {
  const char *output, *format, *lang, *from, *encoding, *markup;
  const char *quotes, *soft, *wrap;
  const char *abbrev, *srx, *check;
  size_t max_len;
  bool repair, no_builtin, force;
  verbosity level;
} split_args;

#define AT(field) offsetof(split_args, field)

static const char *const lang_words[] = {"auto", "zh", "en", NULL};
static const char *const format_words[] = {"text", "tsv", "jsonl", NULL};
static const char *const quotes_words[] = {"transparent", "atomic", NULL};
static const char *const soft_words[] = {"join", "cut", NULL};

static const option options[] = {
    {'l', "lang", OPTION_STRING, AT(lang), NULL,
     .help = "language of the text; auto: detected for each paragraph",
     .words = lang_words},
    {'o', "output", OPTION_STRING, AT(output), "FILE",
     .help = "write to FILE, completely or not at all"},
    {'f', "format", OPTION_STRING, AT(format), "NAME", .help = "output format",
     .words = format_words,
     .unset = "by the extension of FILE; text if there is none"},
    {0, "force", OPTION_FLAG, AT(force), NULL,
     .help = "replace FILE if it exists"},
    {0, "from", OPTION_STRING, AT(from), "KIND",
     .help = "kind of the input, such as docx, html or text",
     .unset = "detected"},
    {0, "encoding", OPTION_STRING, AT(encoding), "NAME",
     .help = "encoding of the input, such as GB18030", .unset = "detected"},
    {0, "repair", OPTION_FLAG, AT(repair), NULL,
     .help = "replace invalid bytes with U+FFFD instead of failing"},
    {0, "markup", OPTION_STRING, AT(markup), NULL,
     .help = "strip HTML and Markdown if there is any, or keep them",
     .words = markup_words},
    {0, "quotes", OPTION_STRING, AT(quotes), NULL,
     .help = "split inside quotations (transparent), or never (atomic)",
     .words = quotes_words},
    {0, "soft", OPTION_STRING, AT(soft), NULL,
     .help = "do not split, or split, at semicolons and ellipses",
     .words = soft_words},
    {0, "max-len", OPTION_SIZE, AT(max_len), "N",
     .help = "split sentences of more than N characters at a comma",
     .unset = "never"},
    {0, "wrap", OPTION_STRING, AT(wrap), NULL,
     .help = "line breaks of plain text: join lines that look wrapped, keep "
             "all, or join all lines of a paragraph",
     .words = wrap_words},
    {0, "abbrev", OPTION_STRING, AT(abbrev), "FILE",
     .help = "more abbreviations (Moses nonbreaking prefixes)"},
    {0, "srx", OPTION_STRING, AT(srx), "FILE",
     .help = "SRX 2.0 rules, applied before the built-in ones"},
    {0, "no-builtin", OPTION_FLAG, AT(no_builtin), NULL,
     .help = "do not use built-in abbreviations; with --srx, no built-in "
             "rules at all"},
    {0, "check", OPTION_STRING, AT(check), "FILE",
     .help = "instead of splitting, test the cases in FILE (lines of ID, tab, "
             "TOPIC, tab, TEXT)"},
    {0}};

static const option_group groups[] = {
    {options, 0}, {general_options, AT(level)}, {0}};

static const split_args defaults = {.output = "-"};

/* Everything one run needs. */
typedef struct split_job {
  const command *self;
  split_args v;
  const char *path;
  split_way way;
  zhen_split_rules *rules;
  size_t n_sentences, n_paras, n_bytes; /* so far */
  meter shown;
} split_job;

static void settle_words(split_job *j)
{
  zhen_split_options *o = &j->way.options;

  o->struct_size = sizeof *o;
  o->lang = (zhen_lang)option_word(lang_words, j->v.lang);
  o->quotes = (zhen_quotes)option_word(quotes_words, j->v.quotes);
  o->soft = (zhen_soft)option_word(soft_words, j->v.soft);
  o->max_len = j->v.max_len;
  o->no_builtin = j->v.no_builtin;
  j->way.wrap = (zhen_wrap)option_word(wrap_words, j->v.wrap);
}

static int load_rules(split_job *j)
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

/* Lines of text, in large pieces. */
static void put_lines(zhen_output *out, const zhen_sentences *sentences)
{
  char room[1 << 14];
  size_t used = 0;

  for (size_t i = 0; i < sentences->count; i++) {
    zhen_str text = zhen_sentence_str(sentences, i);

    if (text.len >= sizeof room - used) {
      zhen_output_put(out, room, used);
      used = 0;
    }
    if (text.len >= sizeof room) {
      zhen_output_put(out, text.ptr, text.len);
    } else {
      memcpy(room + used, text.ptr, text.len);
      used += text.len;
    }
    room[used++] = '\n';
  }
  zhen_output_put(out, room, used);
}

/* The row of a sentence, with byte offsets in the input; false without
 * memory.*/
static bool put_row(zhen_output *out, const char *format,
                    const zhen_sentence *s, zhen_str text)
{
  char head[96];

  if (strcmp(format, "tsv") == 0) {
    snprintf(head, sizeof head, "%zu\t%zu\t%u\t%s\t", s->begin, s->end,
             (unsigned)s->para, grade_name(s->grade));
    put_tsv(out, head, text);
  } else
    return put_json(out, s, text);
  return true;
}

/* The rows of a text; paragraphs are numbered across texts. */
static bool put_rows(split_job *j, const zhen_text *text,
                     const zhen_sentences *sentences, zhen_output *out)
{
  size_t count = sentences->count;

  if (strcmp(j->v.format, "text") == 0)
    put_lines(out, sentences);
  for (size_t i = 0; i < count && strcmp(j->v.format, "text") != 0; i++) {
    zhen_sentence s = sentences->at[i];

    s.begin = zhen_text_source(text, s.begin);
    s.end = zhen_text_source(text, s.end);
    s.para += (uint32_t)j->n_paras;
    if (!put_row(out, j->v.format, &s, zhen_sentence_str(sentences, i)))
      return false;
  }
  j->n_sentences += count;
  j->n_bytes += zhen_text_str(text).len;
  if (count > 0)
    j->n_paras += (size_t)sentences->at[count - 1].para + 1;
  return true;
}

static int say_error(split_job *j, zhen_status status)
{
  meter_end(&j->shown);
  return say_failure(status);
}

static int split_text(split_job *j, const zhen_text *text, zhen_output *out)
{
  zhen_sentences *sentences;
  zhen_status status =
      zhen_split(&sentences, zhen_text_str(text), &j->way.options);
  bool done;

  if (status != ZHEN_OK)
    return say_error(j, status);
  done = put_rows(j, text, sentences, out);
  zhen_sentences_free(sentences);
  if (done)
    return EXIT_DONE;
  say("out of memory");
  return EXIT_LIMIT;
}

/* A document of both languages has its Chinese text first. */
static int split_document(split_job *j, const zhen_document *d,
                          zhen_output *out)
{
  int result;

  if (!j->v.level.quiet && j->n_bytes == 0) {
    meter_end(&j->shown);
    say_document(j->path, d, j->v.wrap, j->v.level.verbose > 0);
  }
  result = split_text(j, d->main.text, out);
  if (result == EXIT_DONE && d->other.text)
    result = split_text(j, d->other.text, out);
  return result;
}

static int split_all(split_job *j, zhen_document_reader *reader,
                     zhen_output *out)
{
  zhen_progress_state at = {.stage = "splitting", .unit = "sentences"};
  int result = EXIT_DONE;
  bool more = true;

  meter_begin(&j->shown, j->v.level.quiet || meter_mixes(j->v.output), NULL);
  while (more && result == EXIT_DONE) {
    zhen_document *d;
    zhen_status status = zhen_document_reader_next(reader, &d);

    more = d != NULL;
    if (status != ZHEN_OK)
      result = say_error(j, status);
    else if (more)
      result = split_document(j, d, out);
    at.done = j->n_sentences;
    meter_show(&j->shown, &at);
    zhen_document_free(d);
  }
  meter_end(&j->shown);
  return result;
}

static int write_file(split_job *j, zhen_document_reader *reader)
{
  zhen_output *out;
  zhen_status status = zhen_output_open(&out, j->v.output);
  int result;

  if (status != ZHEN_OK)
    return say_failure(status);
  result = split_all(j, reader, out);
  if (result != EXIT_DONE) {
    zhen_output_abandon(out);
    return result;
  }
  if (!j->v.level.quiet && j->v.level.verbose > 0)
    say("%s: %zu sentence%s in %zu paragraph%s, %zu bytes of text", j->path,
        j->n_sentences, j->n_sentences == 1 ? "" : "s", j->n_paras,
        j->n_paras == 1 ? "" : "s", j->n_bytes);
  status = zhen_output_commit(out);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

static int check_targets(const split_job *j)
{
  targets t = {.force = j->v.force};

  targets_input(&t, j->path);
  targets_input(&t, j->v.abbrev);
  targets_input(&t, j->v.srx);
  targets_output(&t, j->v.check ? "-" : j->v.output, ZHEN_TARGET_FILE);
  return targets_check(&t, j->self);
}

static int split_file(split_job *j)
{
  zhen_document_options how = {.struct_size = sizeof how,
                               .wrap = j->way.wrap,
                               .keep_markup =
                                   option_word(markup_words, j->v.markup) == 1,
                               .encoding = j->v.encoding,
                               .repair = j->v.repair};
  zhen_document_reader *reader;
  zhen_status status;
  int result;

  if (j->v.from && zhen_kind_parse(&how.kind, j->v.from) != ZHEN_OK)
    return say_usage(j->self, "%s", zhen_error_last());
  status = zhen_document_reader_open(&reader, j->path, &how);
  result = status == ZHEN_OK ? write_file(j, reader) : say_failure(status);
  zhen_document_reader_close(reader);
  return result;
}

/* After check_targets(), whose errors matter more. */
static int settle_format(split_job *j)
{
  static const file_ending endings[] = {
      {"txt", "text"}, {"zh", "text"},     {"en", "text"},    {"lines", "text"},
      {"tsv", "tsv"},  {"jsonl", "jsonl"}, {"json", "jsonl"}, {NULL, NULL}};

  if (!j->v.format)
    j->v.format = format_of_name(j->v.output, endings, "text");
  if (!j->v.format)
    return format_refuse(j->self, j->v.output, endings);
  return EXIT_DONE;
}

static int settle(split_job *j, int count, char **files)
{
  if (j->v.check && count > 0)
    return say_usage(j->self, "unexpected operand with --check: %s", files[0]);
  if (count > 1)
    return say_usage(j->self, "too many operands: %s", files[1]);
  settle_words(j);
  return load_rules(j);
}

static int run(const command *self, int argc, char **argv)
{
  split_job j = {.self = self, .v = defaults};
  int count = options_parse(self, argc, argv, &j.v);
  int status;

  if (count < 0)
    return count == -1 ? EXIT_USAGE : EXIT_DONE;
  j.path = j.v.check ? j.v.check : count ? argv[0] : "-";
  status = settle(&j, count, argv);
  if (status == EXIT_DONE)
    status = check_targets(&j);
  if (status == EXIT_DONE)
    status = settle_format(&j);
  if (status == EXIT_DONE)
    status = j.v.check ? split_check(&j.way, j.v.check, j.v.level.quiet)
                       : split_file(&j);
  zhen_split_rules_free(j.rules);
  return status;
}

const command command_split = {
    .name = "split",
    .run = run,
    .summary = "split text into sentences",
    .usage = "[OPTION]... [FILE]",
    .purpose =
        "Split a document in Chinese, English or both into sentences, "
        "one per line. The columns of tsv are begin, end, paragraph, grade and "
        "text; begin and end are byte offsets in the input. FILE - is "
        "standard input.",
    .groups = groups,
    .defaults = &defaults,
    .examples = "  zhen split -l zh < in.txt\n"
                "  zhen split -f tsv book.epub\n"
                "  zhen split --check tests/spec/golden.txt\n",
    .negative = "a case of --check failed"};
