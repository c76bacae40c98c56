/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does the time of a command grow with its input, or with the square of it?
 *
 *     growth PROGRAM COMMAND [EVERY]
 *         run the command on every shape (or on those that were slow once, and
 *         every EVERYth other) at n and 4 n bytes; 1 if the second takes over
 *         LIMIT times as long
 *     growth PROGRAM COMMAND SHAPE
 *         run it on one shape, from 16 kB on until it takes ten seconds
 *     growth --list
 *         the names of the shapes
 *     growth --write SHAPE BYTES ZH EN
 *         write one to two files
 *
 * Time is what the processor gave to the command, less what it gives to it on
 * an empty input. A machine that does other things besides makes it longer,
 * never shorter: the least of some runs counts.
 */
#include "shapes.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FIRST_SIZE = 1 << 12, LAST_SIZE = 1 << 20, RUNS = 5, LIMIT = 8 };

/* Seconds: a typical time; a too long one; noise; the end of a show. */
static const double ENOUGH = .1, SLOW = 2, NOISE = .005, LONGEST = 10;

typedef enum layout { SIDES, MIXED, PAIRS, ZH, EN } layout;

typedef struct command {
  const char *name;
  layout layout;
  const char *arguments[48];
} command;

/*
 * With little memory, a search covers a band of the sentences from the start;
 * with much, the whole of a text of a few thousand sentences.
 */
#define SEARCH "-q", "-j", "1", "--max-memory", "4M"
#define NEVER "99999999"

static const command commands[] = {
    {"align",
     SIDES,
     {"align", SEARCH, "--zh", "zh", "--en", "en", "-o", "out.tsv"}},
    {"align-mixed", MIXED, {"align", SEARCH, "mixed", "-o", "out.jsonl"}},
    {"report",
     SIDES,
     {"report", SEARCH, "--zh", "zh", "--en", "en", "-o", "out.html"}},
    {"split", ZH, {"split", "-q", "zh", "-o", "out"}},
    {"split-en", EN, {"split", "-q", "--wrap", "auto", "en", "-o", "out"}},
    /* all rules are applied, and none drops a pair */
    {"filter",
     PAIRS,
     {"filter",
      "-q",
      "-j",
      "1",
      "-f",
      "tsv",
      "-o",
      "out",
      "--skip-malformed",
      "pairs",
      "--min-prob",
      "0",
      "--max-length",
      NEVER,
      "--mojibake",
      NEVER,
      "--html",
      NEVER,
      "--alphabet",
      "0",
      "--language-zh",
      "0",
      "--language-en",
      "0",
      "--copied",
      "1",
      "--length-ratio",
      NEVER,
      "--length-z",
      NEVER,
      "--numbers",
      "0",
      "--urls",
      NEVER,
      "--punctuation",
      NEVER,
      "--repetition",
      NEVER}},
    {"score", PAIRS, {"score", "-q", "-j", "1", "--skip-malformed", "pairs"}}};

enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

static const char *program;

static void die(const char *what)
{
  perror(what);
  exit(EXIT_FAILURE);
}

static FILE *open_file(const char *path)
{
  FILE *f = fopen(path, "w");

  if (!f)
    die(path);
  return f;
}

static void close_file(FILE *f)
{
  if (ferror(f) | fclose(f))
    die("growth: writing");
}

static void write_input(const command *c, const shape *s, size_t bytes)
{
  FILE *first = open_file(c->layout == MIXED   ? "mixed"
                          : c->layout == PAIRS ? "pairs"
                                               : "zh");
  FILE *second;

  if (c->layout == MIXED)
    shape_write_mixed(s, bytes, first);
  else if (c->layout == PAIRS)
    shape_write_pairs(s, bytes, first);
  else {
    second = open_file("en");
    shape_write_sides(s, bytes, first, second);
    close_file(second);
  }
  close_file(first);
}

/* The output of the program is ignored: many inputs are not articles. */
static void become(const command *c)
{
  char *argv[50] = {(char *)program, NULL, "--force"};
  int null = open("/dev/null", O_RDWR);

  argv[1] = (char *)c->arguments[0];
  for (int i = 1; c->arguments[i]; i++)
    argv[i + 2] = (char *)c->arguments[i];
  if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
    _exit(127);
  execv(program, argv);
  _exit(127);
}

/* Processor seconds, and kilobytes. */
static double run(const command *c, long *memory)
{
  struct rusage used;
  int status;
  pid_t child = fork();

  if (child < 0)
    die("growth: fork");
  if (child == 0)
    become(c);
  if (wait4(child, &status, 0, &used) < 0)
    die("growth: wait");
  if (!WIFEXITED(status) || WEXITSTATUS(status) == 127) {
    fprintf(stderr, "growth: %s does not run, or crashed\n", program);
    exit(EXIT_FAILURE);
  }
  *memory = used.ru_maxrss;
  return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static double least(const command *c, int runs)
{
  double best = -1;

  for (long memory; runs > 0; runs--) {
    double time = run(c, &memory);

    best = best < 0 || time < best ? time : best;
  }
  return best;
}

static double start_up(const command *c)
{
  const shape empty = {.zh = "船", .en = "boat"};

  write_input(c, &empty, 1);
  return least(c, RUNS);
}

static double measure(const command *c, const shape *s, size_t bytes, int runs)
{
  write_input(c, s, bytes);
  return least(c, runs);
}

/* ---- all shapes ---- */

/* The minimum times at n / 4 and n, repeated while the second is too long. */
static bool try_again(const command *c, const shape *s, size_t n, double base,
                      double *small, double *large)
{
  for (int i = 0; i<RUNS && * large> LIMIT * *small; i++) {
    double a = measure(c, s, n / 4, 1) - base;
    double b = measure(c, s, n, 1) - base;

    *small = a < *small && a > NOISE ? a : *small;
    *large = b < *large ? b : *large;
  }
  return *large <= LIMIT * *small;
}

/*
 * Bounded work may grow with the square up to its bound, so that one step may
 * exceed the limit: two in a row are not linear, nor is a slow one.
 */
static bool is_linear(const command *c, const shape *s, double base)
{
  double small = NOISE, large = 0;
  int steps = 0;

  for (size_t n = FIRST_SIZE; n <= LAST_SIZE; n *= 4) {
    large = measure(c, s, n, 1) - base;
    if (n == FIRST_SIZE || try_again(c, s, n, base, &small, &large))
      steps = 0;
    else if (++steps > 1 || large > SLOW) {
      printf("%s, %s: %.3f s for %zu bytes, %.3f s for %zu: %.1f times\n",
             c->name, s->name, small, n / 4, large, n, large / small);
      return false;
    }
    if (n > FIRST_SIZE && steps == 0 && large >= ENOUGH)
      break;
    small = large > NOISE ? large : NOISE;
  }
  return true;
}

static int check(const command *c, size_t every)
{
  double base = start_up(c);
  size_t done = 0, bad = 0;
  shape s;

  for (size_t i = 0; shape_get(i, &s); i += i < SHAPES_ALWAYS ? 1 : every) {
    bad += !is_linear(c, &s, base);
    done++;
  }
  printf("%s: %zu shapes, %zu not linear\n", c->name, done, bad);
  return bad == 0 && done > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* ---- one shape ---- */

static int show(const command *c, const char *name)
{
  double base = start_up(c), last = 0, time = 0;
  shape s;

  if (!shape_find(name, &s)) {
    fprintf(stderr, "growth: no shape is named %s\n", name);
    return EXIT_FAILURE;
  }
  for (size_t n = 1 << 14; time < LONGEST && n <= 1 << 24; n *= 2) {
    long memory;

    write_input(c, &s, n);
    time = run(c, &memory) - base;
    printf("%9zu bytes %8.3f s %6.2f times %7ld kB\n", n, time,
           last > 0 ? time / last : 0, memory);
    fflush(stdout);
    last = time;
  }
  return EXIT_SUCCESS;
}

static int list(void)
{
  shape s;

  for (size_t i = 0; shape_get(i, &s); i++)
    puts(s.name);
  return EXIT_SUCCESS;
}

static int write_one(char **argv)
{
  FILE *zh = open_file(argv[4]), *en = open_file(argv[5]);
  shape s;

  if (!shape_find(argv[2], &s)) {
    fprintf(stderr, "growth: no shape is named %s\n", argv[2]);
    return EXIT_FAILURE;
  }
  shape_write_sides(&s, strtoul(argv[3], NULL, 10), zh, en);
  close_file(zh);
  close_file(en);
  return EXIT_SUCCESS;
}

/* ---- a directory to work in ---- */

static char directory[] = "/tmp/growth-XXXXXX";

static void clear(void)
{
  static const char *const files[] = {
      "zh", "en", "mixed", "pairs", "out", "out.tsv", "out.jsonl", "out.html"};

  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
    unlink(files[i]);
  rmdir(directory);
}

static void enter(void)
{
  if (!mkdtemp(directory) || chdir(directory) < 0)
    die(directory);
  atexit(clear);
}

static const command *find_command(const char *name)
{
  for (size_t i = 0; i < N_COMMANDS; i++)
    if (strcmp(commands[i].name, name) == 0)
      return &commands[i];
  fprintf(stderr, "growth: no command is named %s\n", name);
  exit(EXIT_FAILURE);
}

int main(int argc, char **argv)
{
  const command *c;
  char *end = "";
  size_t every;

  if (argc == 2 && strcmp(argv[1], "--list") == 0)
    return list();
  if (argc == 6 && strcmp(argv[1], "--write") == 0)
    return write_one(argv);
  if (argc < 3) {
    fputs("usage: growth PROGRAM COMMAND [EVERY | SHAPE]\n", stderr);
    return EXIT_FAILURE;
  }
  program = realpath(argv[1], NULL);
  if (!program)
    die(argv[1]);
  c = find_command(argv[2]);
  every = argc > 3 ? strtoul(argv[3], &end, 10) : 1;
  enter();
  if (*end)
    return show(c, argv[3]);
  return check(c, every ? every : 1);
}
