/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "cli/memory.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * SIGINT, SIGTERM and SIGHUP end a command at once, by their default action:
 * files that are being written have no name yet. Commands that have something
 * to finish (build, merge, export) handle them by cli/signals.h.
 */

static int help(void)
{
  puts("zhen: build parallel corpora from Chinese-English bilingual text\n\n"
       "Usage: zhen COMMAND [OPTION]... [FILE]...\n"
       "       zhen FILE [FILE]           same as zhen align FILE [FILE]\n\n"
       "Commands:");
  for (const command *const *c = commands; *c; c++)
    printf("  %-10s %s\n", (*c)->name, (*c)->summary);
  puts(
      "\n  -h, --help     print this help; for a command: zhen COMMAND --help\n"
      "  -V, --version  print the version; with --build, those of libraries\n\n"
      "Examples:\n"
      "  zhen align article.zh.txt article.en.txt\n"
      "  zhen align bilingual.txt -f tmx -o out.tmx\n"
      "  zhen split -l zh < in.txt");
  print_exits(NULL);
  return EXIT_DONE;
}

static const command *find_command(const char *name)
{
  for (const command *const *c = commands; *c; c++)
    if (strcmp((*c)->name, name) == 0)
      return *c;
  return NULL;
}

static int unknown(const char *name)
{
  nearest n = {name, strlen(name), NULL, 0};

  for (const command *const *c = commands; *c; c++)
    nearest_try(&n, (*c)->name);
  if (n.name)
    return say_usage(NULL, "no such command or file: %s; did you mean zhen %s?",
                     name, n.name);
  return say_usage(NULL, "no such command or file: %s", name);
}

static bool is_file(const char *name)
{
  return strcmp(name, "-") == 0 || access(name, F_OK) == 0;
}

/* Called by the name hunalign, or hunalign_linux and similar. */
static bool is_hunalign(const char *program)
{
  static const char name[] = "hunalign";
  const char *slash = strrchr(program, '/');
  const char *base = slash ? slash + 1 : program;

  return strncmp(base, name, strlen(name)) == 0 &&
         !isalpha((unsigned char)base[strlen(name)]);
}

static int run(int argc, char **argv)
{
  const command *c;

  if (argc > 0 && is_hunalign(argv[0]))
    return command_hunalign.run(&command_hunalign, argc, argv);
  if (argc < 2)
    return say_usage(NULL, "missing command");
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
    return help();
  if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
    if (argc > 2 && strcmp(argv[2], "--build") == 0)
      print_build();
    else
      print_version();
    return EXIT_DONE;
  }
  if (strcmp(argv[1], "help") == 0) {
    c = argc > 2 ? find_command(argv[2]) : NULL;
    if (!c)
      return help();
    command_help(c);
    return EXIT_DONE;
  }
  c = find_command(argv[1]);
  if (c)
    return c->run(c, argc - 1, argv + 1);
  if (is_file(argv[1]) || (argv[1][0] == '-' && argc > 2))
    return command_align.run(&command_align, argc, argv);
  return unknown(argv[1]);
}

int main(int argc, char **argv)
{
  memory_guard();
  return finish_stdout(run(argc, argv));
}
