/* SPDX-License-Identifier: Apache-2.0 */
/* zhen desk: a page in the browser where texts are aligned and reviewed. */
#include "cli/cli.h"

#ifdef ZHEN_DESK
#include "desk/desk.h"
#endif

#include <fcntl.h>
#include <spawn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct desk_args {
  bool no_browser;
  size_t threads;
  verbosity level;
} desk_args;

static const option options[] = {
    {0, "no-browser", OPTION_FLAG, offsetof(desk_args, no_browser), NULL,
     .help = "only print the address"},
    {'j', "threads", OPTION_SIZE, offsetof(desk_args, threads), "N",
     .help = "number of threads; 0: one per processor"},
    {0}};

static const option_group groups[] = {
    {options, 0}, {general_options, offsetof(desk_args, level)}, {0}};

static const desk_args defaults = {0};

#ifdef ZHEN_DESK
static bool has_display(void)
{
  const char *const names[] = {"DISPLAY", "WAYLAND_DISPLAY"};

  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    const char *value = getenv(names[k]);

    if (value && *value)
      return true;
  }
  return false;
}

/* Arguments can be seen by other users, so it gets the name of a file. */
static void open_browser(const char *file)
{
  char program[] = "xdg-open", *name = strdup(file);
  char *argv[] = {program, name, NULL};
  posix_spawn_file_actions_t quiet;
  pid_t child;

  if (name && posix_spawn_file_actions_init(&quiet) == 0) {
    for (int fd = 0; fd <= 2; fd++)
      posix_spawn_file_actions_addopen(&quiet, fd, "/dev/null", O_RDWR, 0);
    if (posix_spawnp(&child, program, &quiet, NULL, argv, environ) != 0)
      say("no xdg-open here; open the address in a browser");
    posix_spawn_file_actions_destroy(&quiet);
  }
  free(name);
}

static void ready(void *context, const char *url, const char *file)
{
  const desk_args *v = context;

  puts(url);
  fflush(stdout);
  if (!v->level.quiet)
    say("the desk ends when its last tab is closed, or with Ctrl-C");
  if (!v->no_browser && has_display())
    open_browser(file);
}

/* XDG_STATE_HOME/zhen/desk, or that of ~/.local/state; free() it. */
static char *state_directory(void)
{
  const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
  bool given = state && state[0] == '/';
  const char *base = given ? state : home && home[0] == '/' ? home : NULL;
  const char *rest = given ? "/zhen/desk" : "/.local/state/zhen/desk";
  size_t size = base ? strlen(base) + strlen(rest) + 1 : 0;
  char *path = base ? malloc(size) : NULL;

  if (path)
    snprintf(path, size, "%s%s", base, rest);
  return path;
}

static int serve(const desk_args *v, char **files, int count)
{
  char *state = state_directory();
  desk_failure why = {ZHEN_OK, ""};
  const desk_options how = {
      .files = {count > 0 ? files[0] : NULL, count > 1 ? files[1] : NULL},
      .state = state,
      .threads = (unsigned)v->threads,
      .ready = ready,
      .context = (void *)(uintptr_t)v};
  zhen_status status;

  if (!state) {
    say("there is no HOME; set XDG_STATE_HOME to the directory where the desk "
        "keeps its work");
    return EXIT_OUTPUT;
  }
  status = desk_run(&how, &why);
  free(state);
  if (status == ZHEN_OK)
    return EXIT_DONE;
  say("%s", why.text);
  return exit_of(status);
}
#else
static int serve(const desk_args *v, char **files, int count)
{
  (void)v;
  (void)files;
  (void)count;
  say("this zhen was built without the desk; install libmicrohttpd-dev (its "
      "name in Debian) and build zhen again");
  return EXIT_USAGE;
}
#endif

static int run(const command *self, int argc, char **argv)
{
  desk_args v = defaults;
  int count = options_parse(self, argc, argv, &v);

  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  if (count > 2)
    return say_usage(self, "too many operands: %s", argv[2]);
  if (v.threads > 1024)
    return say_usage(self, "--threads takes 0 to 1024, not %zu", v.threads);
  return serve(&v, argv, count);
}

const command command_desk = {
    .name = "desk",
    .run = run,
    .summary = "align and review in the browser of this machine",
    .usage = "[OPTION]... [FILE [FILE]]",
    .purpose =
        "Open a page in the browser where texts are dropped, aligned, "
        "reviewed and saved. FILE is what to begin with: two texts, one "
        "bilingual file, a translation memory, or a store. The address is "
        "printed, and opened if there is a display. "
        "Only this machine, and only the browser that opens the address first, "
        "can use the page.",
    .groups = groups,
    .defaults = &defaults,
    .examples = "  zhen desk\n"
                "  zhen desk article.zh.docx article.en.docx\n"
                "  zhen desk memory.tmx\n"
                "  zhen desk corpus.db\n"};
