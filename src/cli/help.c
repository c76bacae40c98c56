/* SPDX-License-Identifier: Apache-2.0 */
/* The text of --help. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

enum { LINE_WIDTH = 80, HELP_COLUMN = 29 };

static bool has_negative(const command *self)
{
  return self->negative != NULL;
}

static bool is_batch(const command *self)
{
  return self->batch;
}

const exit_row exit_table[] = {
    {"0", "done", NULL},
    {"1", "negative result", has_negative},
    {"2", "usage error", NULL},
    {"3", "input cannot be read, decoded or parsed", NULL},
    {"4", "output cannot be written, or already exists", NULL},
    {"5", "out of memory, or over a limit", NULL},
    {"6", "some documents failed", is_batch},
    {"70", "internal error", NULL},
    {"128+n", "ended by signal n", NULL},
    {0}};

void print_exits(const command *self)
{
  printf("\nExit status:\n");
  for (const exit_row *row = exit_table; row->status; row++) {
    if (self && row->applies && !row->applies(self))
      continue;
    printf("  %-6s %s", row->status, row->meaning);
    if (self && row->applies == has_negative)
      printf(": %s", self->negative);
    putchar('\n');
  }
}

/* The length of the next word, or of a short text in brackets. */
static size_t word_length(const char *text)
{
  size_t len = strcspn(text, " ");
  size_t close = *text == '[' ? strcspn(text, "]") : 0;

  return close > len && close < LINE_WIDTH / 2
             ? close + strcspn(text + close, " ")
             : len;
}

/* Print words from column `at` on, further lines from column `left` on. */
static void print_wrapped(const char *text, size_t at, size_t left)
{
  for (;;) {
    size_t len = word_length(text);

    printf("%.*s", (int)len, text);
    at += len;
    text += len;
    if (!*text)
      break;
    len = word_length(++text);
    if (at + 1 + len > LINE_WIDTH) {
      printf("\n%*s", (int)left, "");
      at = left;
    } else {
      putchar(' ');
      at++;
    }
  }
  putchar('\n');
}

/* "  -f, --format NAME" */
static void put_name(const command *self, const option *row, char *text,
                     size_t size)
{
  char argument[64];
  char letter[] = "-x, ";

  letter[1] = row->letter;
  option_argument(row, argument, sizeof argument);
  snprintf(text, size, "  %s%s%s%s%s", row->letter ? letter : "    ",
           option_dashes(self), row->name,
           !*argument       ? ""
           : self->one_dash ? "="
                            : " ",
           argument);
}

/* The help, the words it takes unless they are its argument, the default. */
static void put_text_of(const command *self, const option_place *at, char *text,
                        size_t size)
{
  const option *row = at->row;
  char words[128] = "", preset[96];

  if (row->argument && row->words)
    option_list(row->words, words, sizeof words);
  option_default(self, at, preset, sizeof preset);
  snprintf(text, size, "%s%s%s%s%s%s", row->help, *words ? ": " : "", words,
           *preset ? " [default: " : "", preset, *preset ? "]" : "");
}

static void print_option(const command *self, const option_place *at)
{
  char name[96], text[400];
  int n;

  put_name(self, at->row, name, sizeof name);
  put_text_of(self, at, text, sizeof text);
  n = printf("%s", name);
  if (n + 2 > HELP_COLUMN)
    n = printf("\n") - 1;
  printf("%*s", HELP_COLUMN - n, "");
  print_wrapped(text, HELP_COLUMN, HELP_COLUMN);
}

void command_help(const command *self)
{
  option_place at = {0};

  printf("Usage: zhen %s %s\n\n", self->name, self->usage);
  print_wrapped(self->purpose, 0, 0);
  printf("\nOptions:\n");
  while (option_next(self, &at))
    print_option(self, &at);
  printf("\nExamples:\n%s", self->examples);
  print_exits(self);
}
