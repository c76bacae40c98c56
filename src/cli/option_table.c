/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of a command in order, and their parts as text. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

const option general_options[] = {
    {.letter = 'q',
     .name = "quiet",
     .type = OPTION_FLAG,
     .offset = offsetof(verbosity, quiet),
     .help = "print errors only"},
    {.letter = 'v',
     .name = "verbose",
     .type = OPTION_COUNT,
     .offset = offsetof(verbosity, verbose),
     .help = "print more details to standard error"},
    {.letter = 'h',
     .name = "help",
     .type = OPTION_HELP,
     .help = "print this help"},
    {.letter = 'V',
     .name = "version",
     .type = OPTION_VERSION,
     .help = "print the version"},
    {0}};

bool option_next(const command *self, option_place *at)
{
  if (!at->group) {
    at->group = self->groups;
    at->row = at->group->rows;
  } else {
    at->row++;
  }
  while (at->row && !at->row->name) {
    at->group++;
    at->row = at->group->rows;
  }
  return at->row != NULL;
}

const char *option_dashes(const command *self)
{
  return self->one_dash ? "-" : "--";
}

void option_argument(const option *row, char *text, size_t size)
{
  size_t len = 0;

  snprintf(text, size, "%s", row->argument ? row->argument : "");
  if (row->argument || !row->words)
    return;
  for (const char *const *w = row->words; *w && len < size; w++)
    len += (size_t)snprintf(text + len, size - len, "%s%s",
                            w == row->words ? "" : "|", *w);
}

void option_list(const char *const *words, char *text, size_t size)
{
  size_t len = 0;

  *text = '\0';
  for (size_t i = 0; words[i] && len < size; i++) {
    const char *before = i == 0 ? "" : words[i + 1] ? ", " : " or ";

    len += (size_t)snprintf(text + len, size - len, "%s%s", before, words[i]);
  }
}

unsigned option_word(const char *const *words, const char *value)
{
  unsigned at = 0;

  while (value && words[at] && strcmp(words[at], value) != 0)
    at++;
  return at;
}

/* 256M of 268435456 */
static void put_bytes(size_t n, char *text, size_t size)
{
  static const char *const units[] = {"", "K", "M", "G", "T"};
  size_t unit = 0;

  while (n > 0 && n % 1024 == 0 && unit + 1 < sizeof units / sizeof *units) {
    n /= 1024;
    unit++;
  }
  snprintf(text, size, "%zu%s", n, units[unit]);
}

static void put_string(const option *row, const char *value, char *text,
                       size_t size)
{
  if (!value && row->words)
    value = row->words[0];
  if (value && strcmp(value, "-") == 0)
    value = "standard output";
  snprintf(text, size, "%s", value ? value : "");
}

void option_default(const command *self, const option_place *at, char *text,
                    size_t size)
{
  const option *row = at->row;
  const void *field =
      (const char *)self->defaults + at->group->offset + row->offset;

  *text = '\0';
  if (row->preset)
    row->preset(row, text, size);
  else if (row->unset)
    snprintf(text, size, "%s", row->unset);
  else if (row->type == OPTION_STRING)
    put_string(row, *(const char *const *)field, text, size);
  else if (row->type == OPTION_SIZE)
    snprintf(text, size, "%zu", *(const size_t *)field);
  else if (row->type == OPTION_BYTES)
    put_bytes(*(const size_t *)field, text, size);
  else if (row->type == OPTION_REAL)
    snprintf(text, size, "%g", *(const double *)field);
}
