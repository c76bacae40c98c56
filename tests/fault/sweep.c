/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sweep PROGRAM SHIM SCENARIOS STEP: in a directory of inputs, each scenario is
 * a run of the program in which every STEP-th allocation fails, once or with
 * all that follow. The run must end like one without failures, byte for byte,
 * or with status 5, a one-line message, and an unchanged directory.
 *
 * A scenario is a line: a name, a colon, the arguments; "<FILE" is its standard
 * input. STEP 0 uses about 30 points of each.
 */
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_ARGS = 32, MAX_LINE = 1024, SECONDS = 30, POINTS = 30 };

static void give_up(const char *what)
{
  fprintf(stderr, "sweep: %s: %s\n", what, strerror(errno));
  exit(EXIT_FAILURE);
}

/* ---- the directory ---- */

/*
 * Files of SQLite for a store in use: empty ones are harmless and disappear at
 * the next use. They stay if memory is too short even to close the store.
 */
static bool is_beside_store(const FTSENT *e)
{
  static const char wal[] = "-wal", shm[] = "-shm";
  size_t len = strlen(e->fts_name);

  return len > 4 && (strcmp(e->fts_name + len - 4, shm) == 0 ||
                     (strcmp(e->fts_name + len - 4, wal) == 0 &&
                      e->fts_statp->st_size == 0));
}

typedef struct file {
  char *path;
  char *bytes; /* NULL: a directory */
  size_t len;
} file;

typedef struct tree {
  file *at;
  size_t count;
} tree;

static char *read_all(int fd, size_t len)
{
  char *bytes = malloc(len + 1);

  if (!bytes || pread(fd, bytes, len, 0) != (ssize_t)len)
    give_up("reading");
  bytes[len] = '\0';
  return bytes;
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
  return strcmp((*a)->fts_name, (*b)->fts_name);
}

static tree tree_read(void)
{
  char dot[] = ".", *roots[] = {dot, NULL};
  FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
  const FTSENT *e;
  tree t = {0};

  while (fts && (e = fts_read(fts)) != NULL) {
    file f = {.len = 0};

    if (e->fts_info == FTS_DP || e->fts_level == 0)
      continue;
    if (is_beside_store(e)) {
      unlink(e->fts_path);
      continue;
    }
    f.path = strdup(e->fts_path);
    if (e->fts_info == FTS_F) {
      int fd = open(e->fts_path, O_RDONLY | O_CLOEXEC);

      f.len = (size_t)e->fts_statp->st_size;
      f.bytes = read_all(fd, f.len);
      close(fd);
    }
    t.at = realloc(t.at, (t.count + 1) * sizeof *t.at);
    if (!t.at)
      give_up("reading");
    t.at[t.count++] = f;
  }
  fts_close(fts);
  return t;
}

static void tree_free(tree *t)
{
  for (size_t i = 0; i < t->count; i++) {
    free(t->at[i].path);
    free(t->at[i].bytes);
  }
  free(t->at);
}

static bool same_file(const file *a, const file *b)
{
  return strcmp(a->path, b->path) == 0 && !a->bytes == !b->bytes &&
         a->len == b->len &&
         (!a->len || memcmp(a->bytes, b->bytes, a->len) == 0);
}

/* The first path at which two directories differ; NULL if nowhere. */
static const char *tree_differs(const tree *a, const tree *b)
{
  for (size_t i = 0; i < a->count || i < b->count; i++) {
    if (i == a->count)
      return b->at[i].path;
    if (i == b->count || !same_file(&a->at[i], &b->at[i]))
      return a->at[i].path;
  }
  return NULL;
}

/* Restore the initial state of the directory. */
static void tree_restore(const tree *was, const tree *is)
{
  for (size_t i = is->count; i-- > 0;)
    if (remove(is->at[i].path) != 0)
      give_up(is->at[i].path);
  for (size_t i = 0; i < was->count; i++) {
    const file *f = &was->at[i];
    FILE *out;

    if (!f->bytes) {
      mkdir(f->path, 0777);
      continue;
    }
    out = fopen(f->path, "wb");
    if (!out || fwrite(f->bytes, 1, f->len, out) != f->len || fclose(out) != 0)
      give_up(f->path);
  }
}

/* ---- a run ---- */

typedef struct scenario {
  char line[MAX_LINE], *name, *args[MAX_ARGS], *input;
} scenario;

typedef struct outcome {
  int status; /* of wait() */
  char *out, *err;
  size_t out_len;
  tree left;
} outcome;

static char *take(int fd, size_t *len)
{
  struct stat st;
  char *bytes;

  if (fstat(fd, &st) != 0)
    give_up("reading");
  *len = (size_t)st.st_size;
  bytes = read_all(fd, *len);
  close(fd);
  return bytes;
}

static void set(const char *name, const char *format, long value)
{
  char text[32];

  snprintf(text, sizeof text, format, value);
  if (value > 0)
    setenv(name, text, 1);
}

static void be_child(const scenario *s, const char *shim, int out, int err,
                     long at, bool on, int count)
{
  int in = open(s->input ? s->input : "/dev/null", O_RDONLY);

  dup2(in, STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  set("FAIL_AT", "%ld", at);
  set("FAIL_ON", "%ld", on);
  set("COUNT_TO", "/proc/self/fd/%ld", count);
  setenv("LD_PRELOAD", shim, 1);
  alarm(SECONDS);
  execv(s->args[0], s->args);
  _exit(127);
}

static outcome run(const scenario *s, const char *shim, long at, bool on,
                   int count)
{
  int out = memfd_create("out", MFD_CLOEXEC);
  int err = memfd_create("err", MFD_CLOEXEC);
  outcome o = {0};
  size_t err_len;
  pid_t pid = fork();

  if (pid < 0 || out < 0 || err < 0)
    give_up("running");
  if (pid == 0)
    be_child(s, shim, out, err, at, on, count);
  if (waitpid(pid, &o.status, 0) != pid)
    give_up("waiting");
  o.out = take(out, &o.out_len);
  o.err = take(err, &err_len);
  o.left = tree_read();
  return o;
}

static void outcome_free(outcome *o)
{
  free(o->out);
  free(o->err);
  tree_free(&o->left);
}

static bool same_outcome(const outcome *a, const outcome *b)
{
  return a->status == b->status && a->out_len == b->out_len &&
         memcmp(a->out, b->out, a->out_len) == 0 &&
         strcmp(a->err, b->err) == 0 && !tree_differs(&a->left, &b->left);
}

/* Status 5, one line, nothing left. */
static bool ended_well(const outcome *o, const tree *before)
{
  static const char begin[] = "zhen: ", end[] = "out of memory\n";
  size_t len = strlen(o->err);

  return WIFEXITED(o->status) && WEXITSTATUS(o->status) == 5 &&
         len >= sizeof begin + sizeof end - 2 &&
         strncmp(o->err, begin, sizeof begin - 1) == 0 &&
         strcmp(o->err + len - (sizeof end - 1), end) == 0 &&
         strchr(o->err, '\n') == o->err + len - 1 &&
         !tree_differs(&o->left, before);
}

/* ---- all of them ---- */

typedef struct sweep {
  const char *shim;
  long step;
  tree before;
  long points, bad;
} sweep;

static void blame(const sweep *w, const scenario *s, const outcome *o, long at,
                  bool on)
{
  const char *path = tree_differs(&o->left, &w->before);

  printf("%s: allocation %ld%s: ", s->name, at, on ? " and all after" : "");
  if (WIFSIGNALED(o->status))
    printf("signal %d", WTERMSIG(o->status));
  else
    printf("exit %d", WEXITSTATUS(o->status));
  printf("%s%s: %s%s", path ? ", leaves " : "", path ? path : "", o->err,
         *o->err ? "" : "(nothing said)\n");
}

static void try(sweep *w, const scenario *s, const outcome *want, long at,
                bool on)
{
  outcome o = run(s, w->shim, at, on, 0);

  w->points++;
  if (!same_outcome(&o, want) && !ended_well(&o, &w->before)) {
    blame(w, s, &o, at, on);
    w->bad++;
  }
  if (tree_differs(&o.left, &w->before))
    tree_restore(&w->before, &o.left);
  outcome_free(&o);
}

static long count_of(int fd)
{
  char text[32] = "";

  if (pread(fd, text, sizeof text - 1, 0) <= 0)
    give_up("counting");
  return strtol(text, NULL, 10);
}

/* The result of an undisturbed run, the same twice. */
static outcome expect(sweep *w, const scenario *s, long *count)
{
  int fd = memfd_create("count", 0);
  outcome o = run(s, w->shim, 0, false, fd), again;
  int status = WEXITSTATUS(o.status);

  *count = count_of(fd);
  close(fd);
  tree_restore(&w->before, &o.left);
  again = run(s, w->shim, 0, false, 0);
  tree_restore(&w->before, &again.left);
  if (!WIFEXITED(o.status) || (status != 0 && status != 6) ||
      !same_outcome(&o, &again)) {
    printf("%s: exit %d without failures: %s\n", s->name, status, o.err);
    exit(EXIT_FAILURE);
  }
  outcome_free(&again);
  return o;
}

static void sweep_scenario(sweep *w, const scenario *s)
{
  long count, bad = w->bad, points = w->points;
  outcome want = expect(w, s, &count);
  long step = w->step ? w->step : 1 + count / POINTS;

  for (long at = 1 + w->points % step; at <= count; at += step) {
    try(w, s, &want, at, false);
    try(w, s, &want, at, true);
  }
  printf("%s: %ld allocations, %ld points, %ld bad\n", s->name, count,
         w->points - points, w->bad - bad);
  fflush(stdout);
  outcome_free(&want);
}

static bool parse(scenario *s, char *program)
{
  char *state, *word;
  int n = 0;

  s->name = strtok_r(s->line, ":", &state);
  s->input = NULL;
  if (!s->name || *s->name == '#' || *s->name == '\n')
    return false;
  s->args[n++] = program;
  while ((word = strtok_r(NULL, " \n", &state)) != NULL && n < MAX_ARGS - 1)
    if (*word == '<')
      s->input = word + 1;
    else
      s->args[n++] = word;
  s->args[n] = NULL;
  return true;
}

int main(int argc, char **argv)
{
  FILE *list = argc == 5 ? fopen(argv[3], "r") : NULL;
  sweep w = {0};
  scenario s;

  if (!list) {
    fprintf(stderr, "usage: %s PROGRAM SHIM SCENARIOS STEP\n", argv[0]);
    return EXIT_FAILURE;
  }
  w.shim = argv[2];
  w.step = strtol(argv[4], NULL, 10);
  w.before = tree_read();
  while (fgets(s.line, sizeof s.line, list))
    if (parse(&s, argv[1]))
      sweep_scenario(&w, &s);
  printf("%ld points, %ld bad\n", w.points, w.bad);
  return w.bad || w.points < POINTS ? EXIT_FAILURE : EXIT_SUCCESS;
}
