/* SPDX-License-Identifier: Apache-2.0 */
/* zhen pair: two directories to a manifest for zhen build. */
#include "cli/article_job.h"
#include "cli/format.h"
#include "cli/progress.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zhen/match.h>

typedef struct pair_args {
  const char *output, *by, *rest, *lexicon;
  const char *include[MAX_MANY + 1], *exclude[MAX_MANY + 1];
  double min_score;
  size_t threads;
  bool follow, force;
  verbosity level;
} pair_args;

typedef struct pair_job {
  const command *self;
  pair_args v;
  zhen_file_match_options how;
  meter meter;
  char *roots[2]; /* as in the manifest, "" or ending in a slash */
  bool outside;   /* a root is not below the directory of the manifest */
  zhen_file_matches *matches;
} pair_job;

#define AT(field) offsetof(pair_args, field)

static const char *const by_words[] = {"both", "names", "content", NULL};

static const option options[] = {
    {'o', "output", OPTION_STRING, AT(output), "FILE",
     .help = "write the manifest to FILE, completely or not at all"},
    {0, "force", OPTION_FLAG, AT(force), NULL,
     .help = "replace existing output files"},
    {0, "by", OPTION_STRING, AT(by), NULL,
     .help = "match by names, by content, or by both", .words = by_words},
    {0, "min-score", OPTION_REAL, AT(min_score), "S",
     .help = "minimum score of a match, above 0, up to 1"},
    {0, "unmatched", OPTION_STRING, AT(rest), "FILE",
     .help = "write unmatched files to FILE (tsv: side, file, nearest file, "
             "score, reason)"},
    {0, "lexicon", OPTION_STRING, AT(lexicon), "FILE",
     .help = "use a lexicon made by zhen lexicon", .unset = "built-in lexicon"},
    {0, "include", OPTION_MANY, AT(include), "GLOB",
     .help = "of directories, take only files that match; can be repeated"},
    {0, "exclude", OPTION_MANY, AT(exclude), "GLOB",
     .help = "of directories, skip files and directories that match; "
             "can be repeated"},
    {0, "follow", OPTION_FLAG, AT(follow), NULL,
     .help = "follow symbolic links"},
    {'j', "threads", OPTION_SIZE, AT(threads), "N",
     .help = "number of threads; 0: one per processor"},
    {0}};

static const option_group groups[] = {
    {options, 0}, {general_options, AT(level)}, {0}};

static const pair_args defaults = {.output = "-", .min_score = .5};

static int settle(pair_job *j, int count)
{
  static const file_ending endings[] = {
      {"tsv", "tsv"}, {"txt", "tsv"}, {NULL, NULL}};
  unsigned way = option_word(by_words, j->v.by);

  if (!format_of_name(j->v.output, endings, "tsv"))
    return format_refuse(j->self, j->v.output, endings);
  if (format_check_tsv(j->self, "unmatched", j->v.rest) != EXIT_DONE)
    return EXIT_USAGE;
  if (count != 2)
    return say_usage(j->self,
                     "two operands expected: ZH-DIRECTORY EN-DIRECTORY");
  if (!(j->v.min_score > 0 && j->v.min_score <= 1))
    return say_usage(j->self,
                     "--min-score takes a number above 0 and up to 1, not %g",
                     j->v.min_score);
  j->how =
      (zhen_file_match_options){.struct_size = sizeof(zhen_file_match_options),
                                .threads = (unsigned)j->v.threads,
                                .follow = j->v.follow,
                                .include = j->v.include,
                                .exclude = j->v.exclude,
                                .names_only = way == 1,
                                .content_only = way == 2,
                                .min_score = j->v.min_score};
  return EXIT_DONE;
}

static int check_targets(const pair_job *j, char **directories)
{
  targets t = {.force = j->v.force};

  targets_input(&t, directories[0]);
  targets_input(&t, directories[1]);
  targets_input(&t, j->v.lexicon);
  targets_output(&t, j->v.output, ZHEN_TARGET_FILE);
  targets_output(&t, j->v.rest, ZHEN_TARGET_FILE);
  return targets_check(&t, j->self);
}

/* ---- paths relative to the manifest ---- */

static int fail_memory(void)
{
  say("out of memory");
  return EXIT_LIMIT;
}

/* The resolved directory of the manifest, to which its paths are relative; NULL
   with errno if there is none. */
static char *manifest_root(const char *output)
{
  const char *slash = strrchr(output, '/');
  char *directory, *real;

  if (!slash)
    return realpath(".", NULL);
  directory = strndup(output, slash == output ? 1 : (size_t)(slash - output));
  real = directory ? realpath(directory, NULL) : NULL;
  free(directory);
  return real;
}

/* "zh/" for /data/zh in /data; "/data/zh/" if it is outside. */
static char *seen_from(const char *root, const char *real, bool *outside)
{
  size_t len = strlen(root);
  char *name;

  if (strcmp(root, "/") == 0)
    len = 0;
  *outside = strncmp(real, root, len) != 0 || (real[len] && real[len] != '/');
  if (!*outside && !real[len])
    return strdup("");
  if (asprintf(&name, "%s/", *outside ? real : real + len + 1) < 0)
    return NULL;
  return name;
}

static int locate_one(pair_job *j, const char *root, const char *directory,
                      int side)
{
  char *real = realpath(directory, NULL);
  bool outside = false;

  if (!real && errno == ENOMEM)
    return fail_memory();
  if (!real) {
    say("%s: %s", directory,
        errno == ENOENT ? "no such directory" : strerror(errno));
    return EXIT_INPUT;
  }
  j->roots[side] = seen_from(root, real, &outside);
  j->outside |= outside;
  free(real);
  return j->roots[side] ? EXIT_DONE : fail_memory();
}

static int locate(pair_job *j, char **directories)
{
  char *root = manifest_root(j->v.output);
  int failed = EXIT_DONE;

  if (!root && errno == ENOMEM)
    return fail_memory();
  if (!root) {
    say("%s: its directory does not exist", j->v.output);
    return EXIT_OUTPUT;
  }
  for (int i = 0; failed == EXIT_DONE && i < 2; i++)
    failed = locate_one(j, root, directories[i], i);
  free(root);
  return failed;
}

/* ---- the manifest ---- */

static void put(zhen_output *out, const char *s)
{
  zhen_output_put(out, s, strlen(s));
}

static void put_score(zhen_output *out, double score)
{
  char text[32];
  int n = (int)(score * 10000 + .5);

  snprintf(text, sizeof text, "\t%d.%04d", n / 10000, n % 10000);
  put(out, text);
}

static zhen_status write_manifest(const pair_job *j, zhen_output_set *set)
{
  size_t count;
  const zhen_file_match *list = zhen_file_matches_list(j->matches, &count);
  zhen_output *out;
  zhen_status status = zhen_output_open(&out, j->v.output);

  if (status != ZHEN_OK)
    return status;
  for (size_t i = 0; i < count; i++) {
    put(out, list[i].id);
    put(out, "\t");
    put(out, j->roots[0]);
    put(out, list[i].zh);
    put(out, "\t");
    put(out, j->roots[1]);
    put(out, list[i].en);
    put_score(out, list[i].score);
    put_score(out, list[i].content);
    put_score(out, list[i].name);
    put(out, "\n");
  }
  return zhen_output_join(out, set);
}

/* A message of the library, with the names of options of the program. */
static void put_fault(zhen_output *out, const char *fault)
{
  char *text = NULL;
  size_t size = 0;
  FILE *memory = open_memstream(&text, &size);

  if (memory) {
    put_message(memory, fault);
    fclose(memory);
  }
  put(out, text ? text : fault);
  free(text);
}

static zhen_status write_rest(const pair_job *j, zhen_output_set *set)
{
  size_t count;
  const zhen_file_unmatched *rest =
      zhen_file_matches_unmatched(j->matches, &count);
  zhen_output *out;
  zhen_status status = zhen_output_open(&out, j->v.rest);

  if (status != ZHEN_OK)
    return status;
  for (size_t i = 0; i < count; i++) {
    put(out, rest[i].side == ZHEN_LANG_ZH ? "zh\t" : "en\t");
    put(out, rest[i].name);
    put(out, "\t");
    put(out, rest[i].nearest ? rest[i].nearest : "");
    put_score(out, rest[i].score);
    put(out, "\t");
    if (rest[i].bilingual)
      put(out, "bilingual; align it alone");
    else if (rest[i].fault)
      put_fault(out, rest[i].fault);
    else
      put(out, rest[i].nearest ? "score too low, or matched by another file"
                               : "similar to no file");
    put(out, "\n");
  }
  return zhen_output_join(out, set);
}

/* The manifest and the unmatched files appear together or not at all. */
static zhen_status write_together(const pair_job *j)
{
  zhen_output_set *set;
  zhen_status status = zhen_output_set_new(&set);

  if (status == ZHEN_OK && j->v.rest)
    status = write_rest(j, set);
  if (status == ZHEN_OK)
    status = write_manifest(j, set);
  if (status == ZHEN_OK)
    return zhen_output_set_commit(set);
  zhen_output_set_abandon(set);
  return status;
}

static void say_file(const char *root, const char *name, const char *how,
                     const char *why)
{
  size_t len = strlen(root);

  say("%s%s%s: %s%s", root, root[len - 1] == '/' ? "" : "/", name, how, why);
}

/* Files that could not be read: errors, printed with -q too. Their number. */
static size_t say_unread(const pair_job *j, char **directories)
{
  size_t count, others, unread = 0;
  const zhen_file_unmatched *rest =
      zhen_file_matches_unmatched(j->matches, &count);
  const zhen_file_left *left = zhen_file_matches_left(j->matches, &others);

  for (size_t i = 0; i < count; i++)
    if (rest[i].unread) {
      say_file(directories[rest[i].side == ZHEN_LANG_EN], rest[i].name, "",
               rest[i].fault);
      unread++;
    }
  for (size_t i = 0; i < others; i++)
    if (left[i].unread) {
      say_file(directories[left[i].side == ZHEN_LANG_EN], left[i].name, "",
               left[i].why);
      unread++;
    }
  return unread;
}

static void say_left(const pair_job *j, char **directories)
{
  size_t count, n = 0;
  const zhen_file_left *left = zhen_file_matches_left(j->matches, &count);

  for (size_t i = 0; i < count; i++) {
    if (left[i].unread)
      continue;
    if (j->v.level.verbose)
      say_file(directories[left[i].side == ZHEN_LANG_EN], left[i].name,
               "skipped: ", left[i].why);
    n++;
  }
  if (n > 0)
    say("%zu other file%s skipped%s", n, n == 1 ? "" : "s",
        j->v.level.verbose ? "" : "; use -v to list them");
}

static void say_rest(const zhen_file_unmatched *rest, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    if (rest[i].unread)
      continue;
    if (rest[i].bilingual) {
      say("bilingual %s file: %s; align it alone",
          rest[i].side == ZHEN_LANG_ZH ? "zh" : "en", rest[i].name);
      continue;
    }
    say("unmatched %s file: %s%s%s", rest[i].side == ZHEN_LANG_ZH ? "zh" : "en",
        rest[i].name,
        rest[i].fault     ? ": "
        : rest[i].nearest ? "; most similar: "
                          : "",
        rest[i].fault     ? rest[i].fault
        : rest[i].nearest ? rest[i].nearest
                          : "");
  }
}

static void say_summary(const pair_job *j)
{
  size_t count, n, unmatched[2] = {0, 0}, bilingual = 0, faults = 0;
  const zhen_file_unmatched *rest = zhen_file_matches_unmatched(j->matches, &n);

  zhen_file_matches_list(j->matches, &count);
  for (size_t i = 0; i < n; i++) {
    bilingual += rest[i].bilingual;
    unmatched[rest[i].side == ZHEN_LANG_EN] += !rest[i].bilingual;
    faults += rest[i].fault != NULL && !rest[i].bilingual;
  }
  if (j->v.level.verbose)
    say_rest(rest, n);
  say("%zu match%s; unmatched: %zu zh, %zu en%s", count, count == 1 ? "" : "es",
      unmatched[0], unmatched[1],
      n == 0 || j->v.rest || j->v.level.verbose ? "" : "; use -v to list them");
  if (bilingual)
    say("%zu bilingual file%s unmatched; zhen build takes one as a line of a "
        "manifest",
        bilingual, bilingual == 1 ? "" : "s");
  if (faults)
    say("%zu file%s could not be compared%s", faults, faults == 1 ? "" : "s",
        j->v.level.verbose ? "" : "; use -v to see why");
  if (j->outside)
    say("the files are outside the directory of the manifest; run zhen build "
        "with --follow");
}

static int work(pair_job *j, char **directories)
{
  zhen_lexicon *lexicon = NULL;
  zhen_status status;
  size_t unread;
  int failed = locate(j, directories);

  if (failed)
    return failed;
  status = j->v.lexicon ? zhen_lexicon_open(&lexicon, j->v.lexicon)
                        : zhen_lexicon_open_default(&lexicon);
  j->how.progress = meter_begin(&j->meter, j->v.level.quiet, NULL);
  if (status == ZHEN_OK)
    status = zhen_match_directories(&j->matches, directories[0], directories[1],
                                    lexicon, &j->how);
  meter_end(&j->meter);
  zhen_lexicon_close(lexicon);
  if (status == ZHEN_OK)
    status = write_together(j);
  if (status != ZHEN_OK)
    return say_failure(status);
  unread = say_unread(j, directories);
  if (!j->v.level.quiet) {
    say_summary(j);
    say_left(j, directories);
  }
  return unread > 0 ? EXIT_SOME : EXIT_DONE;
}

static int run(const command *self, int argc, char **argv)
{
  pair_job j = {.self = self, .v = defaults};
  int count = options_parse(self, argc, argv, &j.v);
  int status;

  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  status = settle(&j, count);
  if (status == EXIT_DONE)
    status = check_targets(&j, argv);
  if (status == EXIT_DONE)
    status = work(&j, argv);
  zhen_file_matches_free(j.matches);
  free(j.roots[0]);
  free(j.roots[1]);
  return status;
}

const command command_pair = {
    .name = "pair",
    .run = run,
    .summary = "match the files of two directories",
    .usage = "[OPTION]... ZH-DIRECTORY EN-DIRECTORY",
    .purpose = "Find which file of one directory is the translation of which "
               "file of the other, by their names and by their content, and "
               "write a manifest for zhen build. Its columns are ID, Chinese "
               "file, English file, score, content score, name score.",
    .groups = groups,
    .defaults = &defaults,
    .examples = "  zhen pair zh-dir/ en-dir/ -o pairs.tsv\n"
                "  zhen pair zh/ en/ --by content --unmatched unmatched.tsv\n"
                "  zhen pair zh/ en/ --min-score 0.9 | cut -f 2,3\n",
    .batch = true};
