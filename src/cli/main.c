/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "cli/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uvernum.h>
#include <unistd.h>

/*
 * SIGINT, SIGTERM and SIGHUP end a command at once, by their default action:
 * files that are being written have no name yet. Those that have something to
 * finish, build, merge and export, do it under cli/signals.h.
 */
static const command *const commands[] = {
    &command_align,   &command_report, &command_explain, &command_split,
    &command_lexicon, &command_eval,   &command_build,   &command_merge,
    &command_filter,  &command_stats,  &command_search,  &command_why_not,
    &command_export,  &command_pair,
};

enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

static int help(void)
{
  puts("zhen: Chinese-English bilingual text to parallel corpora\n\n"
       "Usage: zhen COMMAND [OPTION]... [FILE]...\n"
       "       zhen FILE [FILE]           the same as zhen align\n\n"
       "Commands:");
  for (size_t i = 0; i < N_COMMANDS; i++)
    printf("  %-10s %s\n", commands[i]->name, commands[i]->summary);
  puts("\n  -h, --help     show this help; zhen COMMAND --help says more\n"
       "  -V, --version  show the version\n\n"
       "Examples:\n"
       "  zhen align article.zh.txt article.en.txt\n"
       "  zhen align bilingual.txt -f tmx -o out.tmx\n"
       "  zhen split -l zh < in.txt\n\n"
       "Exit status:\n"
       "  0   done\n"
       "  1   the answer is no, or a quality gate was missed\n"
       "  2   wrong use\n"
       "  3   input cannot be read, decoded or parsed\n"
       "  4   output cannot be written\n"
       "  5   out of memory or over a limit\n"
       "  6   done, but for some documents that failed\n"
       "  70  a fault of zhen\n"
       "  128+n  ended by signal n");
  return EXIT_DONE;
}

static int version(void)
{
  printf(
      "zhen %s\n"
      "libzhen %s, ICU %s\n"
      "Code: Apache-2.0. Default lexicon: CC BY-SA 4.0, sources in NOTICE.\n",
      zhen_version(), zhen_version(), U_ICU_VERSION);
  return EXIT_DONE;
}

static const command *find_command(const char *name)
{
  for (size_t i = 0; i < N_COMMANDS; i++)
    if (strcmp(commands[i]->name, name) == 0)
      return commands[i];
  return NULL;
}

static bool is_file(const char *name)
{
  return strcmp(name, "-") == 0 || access(name, F_OK) == 0;
}

static int run(int argc, char **argv)
{
  const command *c;

  if (argc < 2)
    return say_usage(NULL, "no command given");
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
    return help();
  if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0)
    return version();
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
  return say_usage(NULL, "no such command or file: %s", argv[1]);
}

int main(int argc, char **argv)
{
  memory_guard();
  return finish_stdout(run(argc, argv));
}
