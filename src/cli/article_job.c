/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/article_job.h"
#include "cli/article.h"
#include "cli/progress.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>

/* The smallest value of --max-memory. */
static const size_t MIN_MEMORY = 1 << 20;

#define AT(field) offsetof(article_values, field)

const option article_sides[] = {
    {0, "zh", OPTION_STRING, AT(zh), "FILE", .help = "the Chinese file"},
    {0, "en", OPTION_STRING, AT(en), "FILE", .help = "the English file"},
    {0}};

static const char *const content_words[] = {"all", "main", NULL};

const option article_reading[] = {
    {0, "from", OPTION_STRING, AT(from), "KIND",
     .help = "kind of the input, such as docx, html or text",
     .unset = "detected"},
    {0, "encoding", OPTION_STRING, AT(encoding), "NAME",
     .help = "encoding of the input, such as GB18030", .unset = "detected"},
    {0, "repair", OPTION_FLAG, AT(repair), NULL,
     .help = "replace invalid bytes with U+FFFD instead of failing"},
    {0, "presplit", OPTION_FLAG, AT(presplit), NULL,
     .help = "the input has one sentence per line"},
    {0, "markup", OPTION_STRING, AT(markup), NULL,
     .help = "strip markup such as HTML or Markdown, or keep it",
     .words = markup_words},
    {0, "content", OPTION_STRING, AT(content), NULL,
     .help = "of web pages, take all text, or the main text without "
             "navigation, menus and footers",
     .words = content_words},
    {0, "wrap", OPTION_STRING, AT(wrap), NULL,
     .help = "line breaks of plain text: join lines that look wrapped, keep "
             "all, or join all lines of a paragraph",
     .words = wrap_words},
    {0, "glossary", OPTION_STRING, AT(glossary), "FILE",
     .help = "terms to align by: TSV, CSV, TBX, CC-CEDICT, .dic"},
    {0, "lexicon", OPTION_STRING, AT(lexicon), "FILE",
     .help = "use a lexicon made by zhen lexicon", .unset = "built-in lexicon"},
    {0, "max-bead", OPTION_SIZE, AT(max_bead), "N",
     .help = "maximum number of sentences on one side of a pair"},
    {0, "max-memory", OPTION_BYTES, AT(max_memory), "SIZE",
     .help = "memory limit of the search, such as 1G"},
    {0}};

const option article_threads[] = {
    {'j', "threads", OPTION_SIZE, AT(threads), "N",
     .help = "number of threads; 0: one per processor"},
    {0}};

const option article_patch[] = {
    {0, "patch", OPTION_STRING, AT(patch), "FILE",
     .help = "apply the corrections of a review (.zpatch)"},
    {0}};

const option article_embeddings[] = {
    {0, "embeddings", OPTION_TWO, AT(embeddings), "ZH.npy EN.npy",
     .help = "one embedding per sentence (NumPy .npy files, or raw float32)"},
    {0, "overlaps", OPTION_TWO, AT(overlaps), "ZH.txt EN.txt",
     .help = "the lines that the embeddings are of (vecalign's overlaps), if "
             "not of the sentences"},
    {0}};

const option article_delimiter[] = {
    {0, "delimiter", OPTION_STRING, AT(delimiter), "LINE",
     .help = "presplit: pairs never cross lines that are LINE, such as .EOA; "
             "both files have as many",
     .unset = ""},
    {0}};

/* Two directories are a corpus, not an article. */
static int check_directories(const char *const *sides)
{
  struct stat info;

  if (stat(sides[0], &info) != 0 || !S_ISDIR(info.st_mode))
    return EXIT_DONE;
  say("%s: is a directory; give a file name, or use zhen build to align the "
      "files of two directories",
      sides[0]);
  return EXIT_INPUT;
}

static int settle_files(article_job *p, int count, char **files)
{
  const article_values *v = p->v;
  const char **sides = p->files;
  int at = 0;

  if (v->zh || v->en) {
    p->reading.order = ZHEN_ORDER_GIVEN;
    sides[0] = v->zh ? v->zh : at < count ? files[at++] : NULL;
    sides[1] = v->en ? v->en : at < count ? files[at++] : NULL;
    if (!sides[0] || !sides[1])
      return say_usage(p->self,
                       "--%s needs the other side: --%s FILE, or an operand",
                       v->zh ? "zh" : "en", v->zh ? "en" : "zh");
  } else if (count > 0) {
    sides[0] = files[at++];
    sides[1] = at < count ? files[at++] : NULL;
  }
  if (!sides[0])
    return say_usage(p->self,
                     "missing operand: one bilingual file, or two files");
  if (at < count)
    return say_usage(p->self, "too many operands: %s", files[at]);
  if (sides[1] && strcmp(sides[0], "-") == 0 && strcmp(sides[1], "-") == 0)
    return say_usage(p->self, "standard input can be used for one side only");
  return check_directories(sides);
}

static int settle_reading(article_job *p)
{
  zhen_article_options *reading = &p->reading;
  unsigned wrap = option_word(wrap_words, p->v->wrap);
  int status = EXIT_DONE;

  if (p->v->presplit && p->v->wrap && wrap != ZHEN_WRAP_KEEP)
    status = say_usage(p->self,
                       "--presplit cannot be used with --wrap %s: it keeps "
                       "lines as they are",
                       p->v->wrap);
  reading->struct_size = sizeof *reading;
  reading->wrap = (zhen_wrap)wrap;
  reading->keep_markup = option_word(markup_words, p->v->markup) == 1;
  reading->main_content = option_word(content_words, p->v->content) == 1;
  reading->presplit = p->v->presplit;
  reading->delimiter = p->v->delimiter;
  if (p->v->delimiter && !p->v->presplit)
    status = say_usage(p->self, "--delimiter needs --presplit");
  if (p->v->overlaps[0] && !p->v->embeddings[0])
    status = say_usage(p->self, "--overlaps needs --embeddings");
  if (p->v->from && zhen_kind_parse(&reading->kind, p->v->from) != ZHEN_OK)
    status = say_usage(p->self, "%s", zhen_error_last());
  reading->encoding = p->v->encoding;
  reading->repair = p->v->repair;
  return status;
}

/* Read a language tag that `end` follows; NULL if there is none. */
static const char *take_tag(const char *list, char *tag, char end)
{
  size_t len = 0;

  while (isalnum((unsigned char)list[len]) || (len > 0 && list[len] == '-'))
    len++;
  if (len < 2 || len > MAX_TAG || list[len] != end)
    return NULL;
  memcpy(tag, list, len);
  return list + len + (end != '\0');
}

/* Whether the language of a tag is one of these; case is ignored. */
static bool is_tag_of(const char *tag, const char *const *languages)
{
  size_t len = strcspn(tag, "-");

  for (; *languages; languages++)
    if (strlen(*languages) == len && strncasecmp(tag, *languages, len) == 0)
      return true;
  return false;
}

/* Chinese and the Chinese languages of ISO 639. */
static bool is_chinese_tag(const char *tag)
{
  static const char *const languages[] = {
      "zh",  "zho", "chi", "cmn", "yue", "nan", "wuu", "hak", "gan", "hsn",
      "cjy", "cdo", "cpx", "czh", "czo", "lzh", "mnp", "cnp", "csp", NULL};

  return is_tag_of(tag, languages);
}

static bool is_english_tag(const char *tag)
{
  static const char *const languages[] = {"en", "eng", NULL};

  return is_tag_of(tag, languages);
}

void article_inputs(const article_job *p, targets *t)
{
  const char *const inputs[] = {
      p->files[0],         p->files[1],       p->v->glossary,
      p->v->lexicon,       p->v->patch,       p->v->embeddings[0],
      p->v->embeddings[1], p->v->overlaps[0], p->v->overlaps[1]};

  for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++)
    targets_input(t, inputs[i]);
}

int article_open_lexicon(article_job *p)
{
  const article_values *v = p->v;
  zhen_status status = v->lexicon ? zhen_lexicon_open(&p->lexicon, v->lexicon)
                                  : zhen_lexicon_open_default(&p->lexicon);

  if (status == ZHEN_OK && v->glossary)
    status = zhen_lexicon_add_glossary(p->lexicon, v->glossary);
  if (status != ZHEN_OK)
    return say_failure(status);
  if (v->glossary && v->level.verbose) {
    size_t terms = zhen_lexicon_inspect(p->lexicon).glossary_terms;

    say("%s: %zu term%s", v->glossary, terms, terms == 1 ? "" : "s");
  }
  return EXIT_DONE;
}

int article_read(article_job *p)
{
  const zhen_input first = {.name = p->files[0]};
  const zhen_input second = {.name = p->files[1]};
  zhen_status status = zhen_article_read(
      &p->sides, &first, second.name ? &second : NULL, &p->reading);

  if (status != ZHEN_OK)
    return say_failure(status);
  if (!p->v->level.quiet)
    article_say(p->sides, p->files, p->v->wrap, p->v->level.verbose > 0);
  return EXIT_DONE;
}

static void say_misfits(const article_job *p, const zhen_fitting *fitting)
{
  for (size_t k = 0; k < fitting->n_misfits; k++)
    say("%s: line %zu does not fit the text: %s", p->v->patch,
        fitting->misfits[k].line, fitting->misfits[k].reason);
}

/* Find the sentences that the corrections of a review are about. */
static int fit_patch(article_job *p, zhen_fitting **out)
{
  zhen_patch *patch = NULL;
  zhen_status status;

  *out = NULL;
  if (!p->v->patch)
    return EXIT_DONE;
  status = zhen_patch_read(&patch, p->v->patch);
  if (status == ZHEN_OK)
    status = zhen_patch_fit(out, patch, p->sides->zh.sentences,
                            p->sides->en.sentences, (uint32_t)p->v->max_bead);
  zhen_patch_free(patch);
  if (status != ZHEN_OK)
    return say_failure(status);
  p->n_misfits = (*out)->n_misfits;
  say_misfits(p, *out);
  if ((*out)->n_constraints > 0 || p->n_misfits == 0)
    return EXIT_DONE;
  say("%s: no line fits the text; is it the patch of another document?",
      p->v->patch);
  return EXIT_INPUT;
}

static void say_narrowed(const article_job *p)
{
  size_t n = zhen_alignment_narrowed(p->alignment);

  if (n > 0)
    say("the search band was narrowed in %zu place%s to stay within "
        "--max-memory; the result may be worse there; try --max-memory 4G",
        n, n == 1 ? "" : "s");
}

/* The embeddings of one side, one per sentence. */
static int read_vectors(article_job *p, int side,
                        const zhen_sentences *sentences)
{
  const char *path = p->v->embeddings[side];
  zhen_status status;

  if (!path)
    return EXIT_DONE;
  status = zhen_embeddings_read_for(&p->vectors[side], path, sentences,
                                    p->v->overlaps[side]);
  if (status == ZHEN_OK)
    return EXIT_DONE;
  return say_failure(status);
}

static int read_embeddings(article_job *p)
{
  int failed = read_vectors(p, 0, p->sides->zh.sentences);

  if (!failed)
    failed = read_vectors(p, 1, p->sides->en.sentences);
  if (!failed && p->vectors[0] && p->vectors[0]->dim != p->vectors[1]->dim) {
    say("%s: embeddings have %zu dimensions, but %zu in %s; both files must "
        "come "
        "from the same model",
        p->v->embeddings[1], p->vectors[1]->dim, p->vectors[0]->dim,
        p->v->embeddings[0]);
    failed = EXIT_INPUT;
  }
  return failed;
}

/* The corrections of a review and the delimiters; free `*all`. */
static int take_constraints(const article_job *p, const zhen_fitting *fitting,
                            zhen_constraint **all, zhen_align_options *how)
{
  size_t fixed = fitting ? fitting->n_constraints : 0;
  size_t n = p->sides->n_delimiters;

  if (fixed + n == 0)
    return EXIT_DONE;
  *all = calloc(fixed + n, sizeof **all);
  if (!*all)
    return say_failure(ZHEN_ENOMEM);
  if (fixed > 0)
    memcpy(*all, fitting->constraints, fixed * sizeof **all);
  if (n > 0)
    memcpy(*all + fixed, p->sides->delimiters, n * sizeof **all);
  how->constraints = *all;
  how->n_constraints = fixed + n;
  return EXIT_DONE;
}

int article_align(article_job *p)
{
  zhen_align_options how = {.struct_size = sizeof how,
                            .max_bead = (uint32_t)p->v->max_bead,
                            .threads = (unsigned)p->v->threads,
                            .max_memory = p->v->max_memory,
                            .explain = p->explain};
  meter shown;
  zhen_constraint *constraints = NULL;
  zhen_fitting *fitting;
  int failed = fit_patch(p, &fitting);
  zhen_status status;

  if (!failed)
    failed = take_constraints(p, fitting, &constraints, &how);
  if (!failed)
    failed = read_embeddings(p);
  if (!failed) {
    how.zh_embeddings = p->vectors[0];
    how.en_embeddings = p->vectors[1];
    how.progress = meter_begin(&shown, p->v->level.quiet, NULL);
    status = zhen_align(&p->alignment, p->lexicon, p->sides->zh.sentences,
                        p->sides->en.sentences, &how);
    meter_end(&shown);
    failed = status == ZHEN_OK ? EXIT_DONE : say_failure(status);
  }
  if (!failed && !p->v->level.quiet)
    say_narrowed(p);
  free(constraints);
  zhen_fitting_free(fitting);
  return failed;
}

int article_end(const article_job *p)
{
  return p->n_misfits > 0 ? EXIT_NO : EXIT_DONE;
}

int article_settle_reading(article_job *p, const command *self,
                           const article_values *v)
{
  int failed;

  p->self = self;
  p->v = v;
  failed = settle_reading(p);
  if (!failed && (v->max_bead < 1 || v->max_bead > MAX_BEAD))
    failed = say_usage(self, "--max-bead takes 1 to %d, not %zu", MAX_BEAD,
                       v->max_bead);
  if (!failed && v->threads > MAX_THREADS)
    failed = say_usage(self, "--threads takes 0 to %d, not %zu", MAX_THREADS,
                       v->threads);
  if (!failed && v->max_memory > 0 && v->max_memory < MIN_MEMORY)
    failed = say_usage(self, "--max-memory takes 1M or more, not %zu bytes",
                       v->max_memory);
  return failed;
}

int article_settle(article_job *p, const command *self, const article_values *v,
                   int count, char **files)
{
  int failed;

  p->self = self;
  p->v = v;
  failed = settle_files(p, count, files);
  return failed ? failed : article_settle_reading(p, self, v);
}

int article_tags(const command *self, const char *list, char zh[MAX_TAG + 1],
                 char en[MAX_TAG + 1])
{
  const char *rest = take_tag(list, zh, ',');

  if (!rest || !take_tag(rest, en, '\0'))
    return say_usage(self,
                     "--tmx-lang takes two language codes, the Chinese one "
                     "first: zh-TW,en-GB; not '%s'",
                     list);
  if (is_english_tag(zh) && is_chinese_tag(en))
    return say_usage(self,
                     "--tmx-lang takes the Chinese code first: %s,%s; not '%s'",
                     en, zh, list);
  if (!is_chinese_tag(zh))
    return say_usage(self,
                     "--tmx-lang: %s is not a code of Chinese; use one such as "
                     "zh-CN, zh-TW or yue",
                     zh);
  if (!is_english_tag(en))
    return say_usage(self,
                     "--tmx-lang: %s is not a code of English; use one such as "
                     "en-US or en-GB",
                     en);
  return EXIT_DONE;
}

int article_date(const command *self, int64_t *date)
{
  const char *epoch = getenv("SOURCE_DATE_EPOCH");
  char *end;

  *date = (int64_t)time(NULL);
  if (!epoch || !*epoch)
    return EXIT_DONE;
  errno = 0;
  *date = strtoll(epoch, &end, 10);
  if (errno || *end || *date < 0)
    return say_usage(self, "SOURCE_DATE_EPOCH is not a number: '%s'", epoch);
  return EXIT_DONE;
}

void article_dispose(article_job *p)
{
  zhen_embeddings_free(p->vectors[0]);
  zhen_embeddings_free(p->vectors[1]);
  zhen_alignment_free(p->alignment);
  zhen_lexicon_close(p->lexicon);
  zhen_article_free(p->sides);
}
