/* SPDX-License-Identifier: Apache-2.0 */
/* What documentation needs of a command and its options. */
#include "cli/docs.h"

#include <stdio.h>
#include <string.h>

value_kind option_value_kind(const option *row)
{
  static const char *const files[] = {"FILE",          "TARGET",        "STORE",
                                      "ZH.npy EN.npy", "ZH.txt EN.txt", NULL};

  if (row->words || (row->argument && strchr(row->argument, '|')))
    return VALUE_WORDS;
  if (!row->argument)
    return VALUE_NONE;
  for (const char *const *f = files; *f; f++)
    if (strcmp(row->argument, *f) == 0)
      return VALUE_FILE;
  return strcmp(row->argument, "DIR") == 0 ? VALUE_DIRECTORY : VALUE_ANY;
}

const char *usage_next(const command *self, const char *line, size_t *len)
{
  char prefix[32];

  if (line)
    line += *len + (line[*len] == '\n');
  else
    line = self->usage;
  line += strspn(line, " ");
  snprintf(prefix, sizeof prefix, "zhen %s ", self->name);
  if (strncmp(line, prefix, strlen(prefix)) == 0)
    line += strlen(prefix);
  *len = strcspn(line, "\n");
  return *line ? line : NULL;
}

size_t usage_word(const char *line)
{
  size_t len = strspn(line, "abcdefghijklmnopqrstuvwxyz-");

  return line[0] != '-' && (line[len] == ' ' || line[len] == '\n' || !line[len])
             ? len
             : 0;
}
