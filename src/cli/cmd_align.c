/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zhen align: options -> inputs -> sides -> beads -> file -> summary.
 *
 * Signals need no handling: a file has no name until it is complete (see
 * <zhen/write.h>), so there is nothing to clean up.
 */
#include "cli/article_job.h"
#include "cli/chapters.h"
#include "cli/explain.h"
#include "cli/format.h"
#include "cli/learned.h"
#include "cli/stream.h"
#include "cli/summary.h"
#include "cli/terminal.h"
#include "cli/verdict.h"
#include "cli/writing.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct align_args {
  article_values article;
  writing_values writing;
  const char *output, *format, *learned;
  const char *color, *retime;
  double min_prob, target, parallel;
  size_t explain;
  bool sure, no_parts, nulls, header, words, stream, strict, force;
} align_args;

#define AT(field) offsetof(align_args, field)

static const char *const format_words[] = {
    "tsv",   "jsonl",  "tmx", "moses", "ladder",  "vecalign", "text",
    "xliff", "xliff2", "csv", "xlsx",  "docx",    "html",     "epub",
    "po",    "ces",    "hf",  "mnbvc", "pharaoh", "srt",      NULL};

static const char *const side_words[] = {"zh", "en", NULL};

static const option options[] = {
    {'o', "output", OPTION_STRING, AT(output), "FILE",
     .help = "write to FILE, completely or not at all"},
    {'f', "format", OPTION_STRING, AT(format), "NAME", .help = "output format",
     .words = format_words,
     .unset = "by the extension of FILE; tsv if there is none"},
    {0, "force", OPTION_FLAG, AT(force), NULL,
     .help = "replace existing output files"},
    {0, "learned", OPTION_STRING, AT(learned), "FILE",
     .help = "write the word pairs learned from the article to FILE"},
    {0, "min-prob", OPTION_REAL, AT(min_prob), "P",
     .help = "drop pairs with a probability below P"},
    {0, "sure", OPTION_FLAG, AT(sure), NULL,
     .help = "drop doubtful pairs: --min-prob with the P of --approved"},
    {0, "target-precision", OPTION_REAL, AT(target), "P",
     .help = "drop the least probable pairs until the expected precision is "
             "at least P",
     .unset = "keep all"},
    {0, "require-parallel", OPTION_REAL, AT(parallel), "P",
     .help = "write nothing and exit with status 1 if the share of parallel "
             "text is below P",
     .unset = "write all"},
    {0, "words", OPTION_FLAG, AT(words), NULL,
     .help = "also write which words of a pair translate each other"},
    {0, "nulls", OPTION_FLAG, AT(nulls), NULL,
     .help = "also write unaligned sentences"},
    {0, "header", OPTION_FLAG, AT(header), NULL,
     .help = "tsv: write a first line with the names of the columns"},
    {0, "no-parts", OPTION_FLAG, AT(no_parts), NULL,
     .help = "tmx: do not write the sentences of pairs one by one in addition"},
    {0, "retime", OPTION_STRING, AT(retime), NULL,
     .help = "srt: write this side only, with the times of the other",
     .words = side_words, .unset = "both sides, one above the other"},
    {0, "color", OPTION_STRING, AT(color), NULL, .help = "text: use colors",
     .words = color_words},
    {0, "explain", OPTION_SIZE, AT(explain), "N",
     .help = "explain pair N (1 is the first) instead of writing pairs",
     .unset = ""},
    {0, "stream", OPTION_FLAG, AT(stream), NULL,
     .help = "read many documents, one JSON object per line, and write their "
             "pairs as JSON lines"},
    {0, "strict", OPTION_FLAG, AT(strict), NULL,
     .help = "stream: stop at the first line that is not a document"},
    {0}};

static const option_group groups[] = {
    {options, 0},
    {writing_options, offsetof(align_args, writing)},
    {article_sides, offsetof(align_args, article)},
    {article_reading, offsetof(align_args, article)},
    {article_patch, offsetof(align_args, article)},
    {article_embeddings, offsetof(align_args, article)},
    {article_delimiter, offsetof(align_args, article)},
    {article_threads, offsetof(align_args, article)},
    {general_options, offsetof(align_args, article.level)},
    {0}};

static const align_args defaults = {
    .article = ARTICLE_DEFAULTS, .writing = WRITING_DEFAULTS, .output = "-"};

/* Everything one run needs, from options to beads. */
typedef struct align_job {
  const command *self;
  align_args v;
  article_job article;
  zhen_format format;
  zhen_write_options write;
  writing writing;
} align_job;

static bool to_stdout(const align_job *j)
{
  return strcmp(j->v.output, "-") == 0;
}

/* check_ending() refuses an unknown ending, after what matters more. */
static int settle_format(align_job *j)
{
  const zhen_format_use use = ZHEN_FORMAT_WRITE_ALIGNMENT;

  if (j->v.format && zhen_format_parse(&j->format, j->v.format, use) != ZHEN_OK)
    return say_usage(j->self, "%s", zhen_error_last());
  if (!j->v.format &&
      (zhen_format_of_path(&j->format, j->v.output, use) != ZHEN_OK ||
       j->format == ZHEN_FORMAT_AUTO))
    j->format = ZHEN_FORMAT_TSV;
  if (j->format == ZHEN_FORMAT_MOSES && to_stdout(j))
    return say_usage(j->self, "moses writes several files; use -o PREFIX");
  if (zhen_format_is_directory(j->format) && to_stdout(j))
    return say_usage(j->self, "%s writes a directory; use -o DIRECTORY",
                     zhen_format_name(j->format));
  if (j->v.nulls && !j->v.article.level.quiet &&
      !zhen_format_holds_nulls(j->format))
    say("--nulls is ignored: this format has no unaligned sentences");
  j->v.words |= j->format == ZHEN_FORMAT_PHARAOH;
  return j->v.words ? format_check_words(j->self, j->format) : EXIT_DONE;
}

static int settle_labels(align_job *j)
{
  int failed = writing_settle(&j->writing, j->self, &j->v.writing, &j->write);

  return failed || j->v.explain
             ? failed
             : writing_check_terminal(j->self, j->v.output, j->format);
}

static int settle_text(align_job *j)
{
  j->write.color = terminal_color(j->v.color, to_stdout(j));
  j->write.columns = terminal_columns(to_stdout(j));
  return EXIT_DONE;
}

static bool is_share(double x)
{
  return x >= 0 && x <= 1;
}

static int settle_writing(align_job *j)
{
  j->write.nulls = j->v.nulls;
  if (j->v.retime)
    j->write.retime =
        strcmp(j->v.retime, "zh") == 0 ? ZHEN_LANG_ZH : ZHEN_LANG_EN;
  j->write.header = j->v.header;
  j->write.min_score = j->v.min_prob;
  if (j->v.sure && j->write.min_score < j->v.writing.approved)
    j->write.min_score = j->v.writing.approved;
  if (!is_share(j->v.min_prob))
    return say_usage(j->self, "--min-prob takes 0 to 1, not %g", j->v.min_prob);
  if (!is_share(j->v.target))
    return say_usage(j->self, "--target-precision takes 0 to 1, not %g",
                     j->v.target);
  if (!is_share(j->v.parallel))
    return say_usage(j->self, "--require-parallel takes 0 to 1, not %g",
                     j->v.parallel);
  return EXIT_DONE;
}

static int check_targets(const align_job *j)
{
  targets t = {.force = j->v.force};

  article_inputs(&j->article, &t);
  if (!j->v.explain)
    targets_format(&t, j->v.output, j->format);
  targets_output(&t, j->v.learned, ZHEN_TARGET_FILE);
  return targets_check(&t, j->self);
}

/* After check_targets(), whose errors matter more. */
static int check_ending(const align_job *j)
{
  int failed = format_check_tsv(j->self, "learned", j->v.learned);
  zhen_format named;

  if (failed || j->v.format)
    return failed;
  return format_of_pairs(j->self, j->v.output, ZHEN_FORMAT_WRITE_ALIGNMENT,
                         &named);
}

static int settle(align_job *j, int count, char **files)
{
  static int (*const steps[])(align_job *) = {settle_format, settle_labels,
                                              settle_text, settle_writing};
  int failed =
      article_settle(&j->article, j->self, &j->v.article, count, files);

  for (size_t i = 0; !failed && i < sizeof steps / sizeof steps[0]; i++)
    failed = steps[i](j);
  if (!failed)
    failed = check_targets(j);
  return failed ? failed : check_ending(j);
}

/* Raise the least score that is written to what the target asks for. */
static int choose_cut(align_job *j)
{
  zhen_cut cut;
  zhen_status status;

  if (j->v.target <= 0)
    return EXIT_DONE;
  status = zhen_alignment_cut(j->article.alignment, j->v.target, &cut);
  if (status != ZHEN_OK)
    return say_failure(status);
  if (cut.kept == 0)
    j->write.min_score = 2; /* no pair is that probable */
  else if (cut.min_score > j->write.min_score)
    j->write.min_score = cut.min_score;
  if (!j->v.article.level.quiet)
    say("%zu of %zu pairs kept: probability %.4f or more, expected precision "
        "%.4f",
        cut.kept, cut.pairs, (double)cut.min_score, cut.precision);
  return EXIT_DONE;
}

static bool has_text(const zhen_side *side, uint32_t begin, uint32_t end)
{
  return begin < end &&
         side->sentences->at[begin].begin < side->sentences->at[end - 1].end;
}

/* The bead that would be written as row `n`, from 1; NULL if there is none. */
static const zhen_bead *find_row(const align_job *j, size_t n)
{
  const zhen_article *a = j->article.sides;
  size_t count;
  const zhen_bead *b = zhen_alignment_beads(j->article.alignment, &count);

  for (size_t k = 0; k < count; k++) {
    bool zh = has_text(&a->zh, b[k].zh_begin, b[k].zh_end);
    bool en = has_text(&a->en, b[k].en_begin, b[k].en_end);

    if ((zh && en ? b[k].score >= j->write.min_score
                  : j->write.nulls && (zh || en)) &&
        --n == 0)
      return &b[k];
  }
  return NULL;
}

static int explain(const align_job *j)
{
  const zhen_bead *bead = find_row(j, j->v.explain);
  zhen_words *words = NULL;
  int status;

  if (bead) {
    status = explain_bead(&j->article, &words, j->v.explain, bead, false);
    zhen_words_free(words);
    return status;
  }
  say("--explain %zu: the alignment has no such pair", j->v.explain);
  return EXIT_USAGE;
}

/* Whether English was named first. */
static bool has_en_first(const align_job *j)
{
  const article_job *a = &j->article;

  return a->files[1] &&
         strcmp(a->files[0], zhen_text_name(a->sides->zh.source)) != 0;
}

static zhen_status write_beads(align_job *j)
{
  j->write.words = j->v.words ? j->article.lexicon : NULL;
  j->write.parts = j->v.no_parts ? NULL : j->article.lexicon;
  j->write.threads = (unsigned)j->v.article.threads;
  j->write.first = has_en_first(j) ? ZHEN_LANG_EN : ZHEN_LANG_ZH;
  return zhen_write_alignment(j->v.output, j->format, j->article.alignment,
                              &j->article.sides->zh, &j->article.sides->en,
                              &j->write);
}

static zhen_status write_learned(const align_job *j, zhen_output_set *set)
{
  return j->v.learned ? learned_write(j->v.learned, j->article.alignment, set)
                      : ZHEN_OK;
}

/*
 * The pairs and the learned words appear together or not at all; only a
 * directory appears just before the words, which are on the disk by then.
 */
static zhen_status write_together(align_job *j)
{
  zhen_status status = zhen_output_set_new(&j->write.set);

  if (status != ZHEN_OK)
    return status;
  status = write_learned(j, j->write.set);
  if (status == ZHEN_OK)
    status = write_beads(j);
  if (status == ZHEN_OK)
    return zhen_output_set_commit(j->write.set);
  zhen_output_set_abandon(j->write.set);
  return status;
}

static int write_files(align_job *j)
{
  zhen_status status =
      j->v.explain ? write_learned(j, NULL) : write_together(j);

  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

/* Pairs below the least score that is written. */
static size_t count_below(const align_job *j)
{
  size_t count, n = 0;
  const zhen_bead *b = zhen_alignment_beads(j->article.alignment, &count);

  for (size_t i = 0; i < count; i++)
    n += b[i].zh_begin < b[i].zh_end && b[i].en_begin < b[i].en_end &&
         b[i].score < j->write.min_score;
  return n;
}

static void say_dropped(const align_job *j)
{
  if (j->write.min_score > 0 && j->format != ZHEN_FORMAT_LADDER &&
      j->format != ZHEN_FORMAT_VECALIGN)
    say("%zu less probable pairs dropped", count_below(j));
}

static int work(align_job *j)
{
  int failed = article_read(&j->article);

  if (!failed)
    failed = article_open_lexicon(&j->article);
  if (!failed)
    failed = article_align(&j->article);
  if (!failed && !j->v.article.level.quiet && !j->v.explain)
    verdict_say(&j->article);
  if (!failed)
    failed = verdict_require(&j->article, j->v.parallel);
  if (!failed)
    failed = choose_cut(j);
  if (!failed && j->v.explain)
    failed = explain(j);
  if (!failed)
    failed = write_files(j);
  if (!failed && !j->v.article.level.quiet && !j->v.explain) {
    summary_say(&j->article);
    failed = chapters_say(&j->article);
    say_dropped(j);
  }
  return failed ? failed : article_end(&j->article);
}

/* ---- --stream ---- */

static int settle_stream(align_job *j, int count)
{
  static const file_ending lines[] = {
      {"jsonl", "jsonl"}, {"json", "jsonl"}, {NULL, NULL}};
  const align_args *v = &j->v;
  int failed = article_settle_reading(&j->article, j->self, &v->article);

  if (!failed && count > 1)
    failed = say_usage(j->self, "--stream takes one input, not %d", count);
  if (!failed && (v->article.zh || v->article.en || v->article.patch ||
                  v->learned || v->target > 0 || v->header ||
                  v->article.encoding || v->article.delimiter))
    failed = say_usage(j->self, "--stream cannot be used with --zh, --en, "
                                "--encoding, --patch, --learned, "
                                "--target-precision, --header or "
                                "--delimiter");
  if (!failed && v->format && strcmp(v->format, "jsonl") != 0)
    failed = say_usage(j->self, "--stream writes only jsonl");
  if (!failed && !v->format && !format_of_name(v->output, lines, "jsonl"))
    failed = format_refuse(j->self, v->output, lines);
  return failed ? failed : settle_writing(j);
}

static int run_stream(align_job *j, int count, char **files)
{
  const zhen_align_options align = {
      .struct_size = sizeof align, .max_bead = (uint32_t)j->v.article.max_bead};
  zhen_align_stream_options how = {.struct_size = sizeof how,
                                   .reading = &j->article.reading,
                                   .align = &align,
                                   .threads = (unsigned)j->v.article.threads,
                                   .min_parallel = j->v.parallel,
                                   .nulls = j->v.nulls,
                                   .strict = j->v.strict,
                                   .words = j->v.words};
  int failed = settle_stream(j, count);

  j->article.files[0] = count > 0 ? files[0] : "-";
  if (!failed)
    failed = check_targets(j);
  if (!failed)
    failed = article_open_lexicon(&j->article);
  how.min_score = j->write.min_score;
  return failed ? failed : stream_run(&j->article, j->v.output, &how);
}

static int run(const command *self, int argc, char **argv)
{
  align_job j = {.self = self, .write = ZHEN_WRITE_OPTIONS_INIT, .v = defaults};
  int count = options_parse(self, argc, argv, &j.v);
  int status;

  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  j.article.explain = j.v.explain > 0;
  status = j.v.stream ? run_stream(&j, count, argv) : settle(&j, count, argv);
  if (status == EXIT_DONE && !j.v.stream)
    status = work(&j);
  article_dispose(&j.article);
  return status;
}

const command command_align = {
    .name = "align",
    .run = run,
    .summary = "align the sentences of a bilingual article",
    .usage = "[OPTION]... FILE [FILE]",
    .purpose = "Find which sentences of a Chinese-English article are "
               "translations of each other. One FILE contains both languages; "
               "with two files, it is detected which one is Chinese. FILE may "
               "be compressed (.gz .xz .zst); - is standard input.",
    .groups = groups,
    .defaults = &defaults,
    .examples =
        "  zhen align article.zh.txt article.en.txt\n"
        "  zhen align bilingual.txt -f text\n"
        "  zhen align --zh a.txt --en b.txt -f tmx -o out.tmx\n"
        "  zhen align --stream -j 8 < documents.jsonl > results.jsonl\n",
    .negative = "a patch does not fit, or the texts are not parallel",
    .batch = true};
