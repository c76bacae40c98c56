/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GNU long options with "=" or a space, bundled short ones, "--" ends them;
 * --no-NAME takes a switch back; no abbreviations are taken, so new options
 * never break old scripts.
 */
#include "cli/cli.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_WIDTH = 80 };

typedef struct parser {
  const command *self;
  char *values;
  char **argv;
  int argc, at;
} parser;

static bool takes_argument(const option *o)
{
  return o->type == OPTION_STRING || o->type == OPTION_SIZE ||
         o->type == OPTION_BYTES || o->type == OPTION_REAL ||
         o->type == OPTION_TWO;
}

static const option *find_long(const command *self, const char *name,
                               size_t len)
{
  for (const option *o = self->options; o->name; o++)
    if (strlen(o->name) == len && memcmp(o->name, name, len) == 0)
      return o;
  return NULL;
}

static const option *find_short(const command *self, char letter)
{
  for (const option *o = self->options; o->name; o++)
    if (o->letter == letter)
      return o;
  return NULL;
}

static size_t distance(const char *a, const char *b, size_t len)
{
  size_t row[64];

  if (len >= 64)
    return 64;
  for (size_t j = 0; j <= len; j++)
    row[j] = j;
  for (size_t i = 1; a[i - 1]; i++) {
    size_t diagonal = row[0];

    row[0] = i;
    for (size_t j = 1; j <= len; j++) {
      size_t best = diagonal + (a[i - 1] != b[j - 1]);

      diagonal = row[j];
      if (row[j] + 1 < best)
        best = row[j] + 1;
      if (row[j - 1] + 1 < best)
        best = row[j - 1] + 1;
      row[j] = best;
    }
  }
  return row[len];
}

static int unknown(const command *self, const char *name, size_t len)
{
  const option *nearest = NULL;
  size_t best = len / 3 + 2;

  for (const option *o = self->options; o->name; o++) {
    size_t d = distance(o->name, name, len);

    if (d < best) {
      best = d;
      nearest = o;
    }
  }
  if (nearest)
    say_usage(self, "unknown option --%.*s; did you mean --%s?", (int)len, name,
              nearest->name);
  else
    say_usage(self, "unknown option --%.*s", (int)len, name);
  return -1;
}

static int set_size(const parser *p, const option *o, const char *value)
{
  char *end;
  unsigned long long n;

  errno = 0;
  n = strtoull(value, &end, 10);
  if (errno || end == value || *end || value[0] == '-') {
    say_usage(p->self, "--%s takes a whole number, not '%s'", o->name, value);
    return -1;
  }
  *(size_t *)(void *)(p->values + o->offset) = (size_t)n;
  return 0;
}

/* How many times 1024 a unit is; -1 for what is none. */
static int bytes_power(const char *unit)
{
  static const char units[] = "KMGT";
  const char *found = *unit ? strchr(units, *unit & ~0x20) : NULL;

  if (!*unit)
    return 0;
  return found && !unit[1] ? (int)(found - units) + 1 : -1;
}

static int set_bytes(const parser *p, const option *o, const char *value)
{
  char *end;
  unsigned long long n;
  int power;

  errno = 0;
  n = strtoull(value, &end, 10);
  power = bytes_power(end);
  if (errno || end == value || value[0] == '-' || power < 0 ||
      n > SIZE_MAX >> 10 * power) {
    say_usage(p->self, "--%s takes a number of bytes such as 256M, not '%s'",
              o->name, value);
    return -1;
  }
  *(size_t *)(void *)(p->values + o->offset) = (size_t)n << 10 * power;
  return 0;
}

static int set_real(const parser *p, const option *o, const char *value)
{
  char *end;
  double x;

  errno = 0;
  x = strtod(value, &end);
  if (errno || end == value || *end || !isfinite(x)) {
    say_usage(p->self, "--%s takes a number, not '%s'", o->name, value);
    return -1;
  }
  *(double *)(void *)(p->values + o->offset) = x;
  return 0;
}

static int set(const parser *p, const option *o, const char *value)
{
  void *field = p->values + o->offset;

  switch (o->type) {
  case OPTION_FLAG:
    *(bool *)field = true;
    return 0;
  case OPTION_COUNT:
    ++*(unsigned *)field;
    return 0;
  case OPTION_STRING:
    *(const char **)field = value;
    return 0;
  case OPTION_TWO: /* the first one; see set_second() */
    *(const char **)field = value;
    return 0;
  case OPTION_SIZE:
    return set_size(p, o, value);
  case OPTION_BYTES:
    return set_bytes(p, o, value);
  case OPTION_REAL:
    return set_real(p, o, value);
  }
  return -1;
}

static int set_second(parser *p, const option *o)
{
  if (p->at + 1 >= p->argc) {
    say_usage(p->self, "--%s needs two values: %s", o->name, o->argument);
    return -1;
  }
  ((const char **)(void *)(p->values + o->offset))[1] = p->argv[++p->at];
  return 0;
}

/* --no-NAME of a switch; false if `word` is no such thing. */
static bool take_back(const parser *p, const char *word)
{
  const option *o;

  if (strncmp(word, "no-", 3) != 0)
    return false;
  o = find_long(p->self, word + 3, strlen(word + 3));
  if (!o || o->type != OPTION_FLAG)
    return false;
  *(bool *)(p->values + o->offset) = false;
  return true;
}

static int parse_long(parser *p, const char *word)
{
  const char *equals = strchr(word, '=');
  size_t len = equals ? (size_t)(equals - word) : strlen(word);
  const option *o;

  if (len == 4 && memcmp(word, "help", 4) == 0) {
    command_help(p->self);
    return -2;
  }
  o = find_long(p->self, word, len);
  if (!o && take_back(p, word))
    return 0;
  if (!o)
    return unknown(p->self, word, len);
  if (!takes_argument(o) && equals) {
    say_usage(p->self, "--%s takes no value", o->name);
    return -1;
  }
  if (takes_argument(o) && !equals && p->at + 1 >= p->argc) {
    say_usage(p->self, "--%s needs a value: %s", o->name, o->argument);
    return -1;
  }
  if (!takes_argument(o))
    return set(p, o, NULL);
  if (set(p, o, equals ? equals + 1 : p->argv[++p->at]) != 0)
    return -1;
  return o->type == OPTION_TWO ? set_second(p, o) : 0;
}

static int parse_short(parser *p, const char *letters)
{
  for (; *letters; letters++) {
    const option *o = find_short(p->self, *letters);

    if (!o && *letters == 'h') {
      command_help(p->self);
      return -2;
    }
    if (!o) {
      say_usage(p->self, "unknown option -%c", *letters);
      return -1;
    }
    if (takes_argument(o)) {
      if (letters[1])
        return set(p, o, letters + 1);
      if (p->at + 1 < p->argc)
        return set(p, o, p->argv[++p->at]);
      say_usage(p->self, "-%c needs a value: %s", *letters, o->argument);
      return -1;
    }
    if (set(p, o, NULL) != 0)
      return -1;
  }
  return 0;
}

int options_parse(const command *self, int argc, char **argv, void *values)
{
  parser p = {self, values, argv, argc, 0};
  int operands = 0;

  for (p.at = 1; p.at < argc; p.at++) {
    char *word = argv[p.at];
    int status = 0;

    if (strcmp(word, "--") == 0) {
      while (++p.at < argc)
        argv[operands++] = argv[p.at];
      break;
    }
    if (word[0] == '-' && word[1] == '-')
      status = parse_long(&p, word + 2);
    else if (word[0] == '-' && word[1])
      status = parse_short(&p, word + 1);
    else
      argv[operands++] = word;
    if (status != 0)
      return status;
  }
  return operands;
}

/* "keep, auto or join" */
static void join_words(char *out, size_t size, const char *const *list)
{
  size_t len = 0;

  for (size_t i = 0; list[i] && len < size; i++) {
    const char *before = i == 0 ? "" : list[i + 1] ? ", " : " or ";

    len += (size_t)snprintf(out + len, size - len, "%s%s", before, list[i]);
  }
}

int option_word(const command *self, const char *name, const char *word,
                const char *const *list, unsigned *place)
{
  char known[128];

  *place = 0;
  if (!word)
    return EXIT_DONE;
  for (; list[*place]; ++*place)
    if (strcmp(list[*place], word) == 0)
      return EXIT_DONE;
  join_words(known, sizeof known, list);
  return say_usage(self, "--%s takes %s, not '%s'", name, known, word);
}

static void print_option(const option *o)
{
  char left[48];
  char name[40];
  int n;

  snprintf(name, sizeof name, "--%s%s%s", o->name, o->argument ? " " : "",
           o->argument ? o->argument : "");
  if (o->letter)
    snprintf(left, sizeof left, "-%c, %s", o->letter, name);
  else
    snprintf(left, sizeof left, "    %s", name);
  n = printf("  %-26s %s", left, o->help);
  if (o->preset && n + (int)strlen(o->preset) + 3 > LINE_WIDTH)
    printf("\n%29s[%s]", "", o->preset);
  else if (o->preset)
    printf(" [%s]", o->preset);
  putchar('\n');
}

void command_help(const command *self)
{
  printf("Usage: zhen %s %s\n\n%s\n\nOptions:\n", self->name, self->usage,
         self->purpose);
  for (const option *o = self->options; o->name; o++)
    print_option(o);
  printf("  -h, --help                 show this help\n");
  printf("\nExamples:\n%s", self->examples);
  printf(
      "\nExit status: 0 done, 1 the answer is no, 2 wrong use, 3 input "
      "unreadable,\n4 output not written, 5 out of memory or over a limit\n");
}
