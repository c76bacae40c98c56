/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zhen-docs page NAME DATE TEXT OPTIONS: the manual page zhen-NAME(1), or
 *                                        zhen(1) if NAME is zhen
 * zhen-docs bash|zsh|fish:               the completions for a shell
 */
#include "cli/docs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A whole file as a string to free; NULL after a message. */
static char *read_text(const char *name)
{
  FILE *file = fopen(name, "r");
  char *text = NULL;
  size_t size = 0;

  if (!file || getdelim(&text, &size, '\0', file) < 0) {
    say("%s: cannot be read", name);
    free(text);
    text = NULL;
  }
  if (file)
    fclose(file);
  return text;
}

static int page(const char *name, const char *date, char **files)
{
  const command *const *c = commands;
  char *texts[2] = {read_text(files[0]), read_text(files[1])};
  int status = EXIT_INPUT;

  while (*c && strcmp((*c)->name, name) != 0)
    c++;
  if (!*c && strcmp(name, "zhen") != 0)
    say("%s: no such command", name);
  else if (texts[0] && texts[1])
    status = docs_page(*c, date, texts);
  free(texts[0]);
  free(texts[1]);
  return status;
}

int main(int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*write)(void);
  } shells[] = {{"bash", docs_bash}, {"zsh", docs_zsh}, {"fish", docs_fish}};

  if (argc == 6 && strcmp(argv[1], "page") == 0)
    return finish_stdout(page(argv[2], argv[3], argv + 4));
  for (size_t i = 0; argc == 2 && i < sizeof shells / sizeof *shells; i++)
    if (strcmp(argv[1], shells[i].name) == 0) {
      shells[i].write();
      return finish_stdout(EXIT_DONE);
    }
  say("usage: zhen-docs page NAME DATE TEXT OPTIONS | bash | zsh | fish");
  return EXIT_USAGE;
}
