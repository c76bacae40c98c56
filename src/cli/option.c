/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GNU long options with "=" or a space, bundled short ones, "--" ends options;
 * --no-NAME unsets a flag. Abbreviations are not accepted, so new options never
 * break old scripts.
 */
#include "cli/cli.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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
         o->type == OPTION_TWO || o->type == OPTION_MANY;
}

static const option_place *find_long(const command *self, const char *name,
                                     size_t len, option_place *at)
{
  *at = (option_place){0};
  while (option_next(self, at))
    if (strlen(at->row->name) == len && memcmp(at->row->name, name, len) == 0)
      return at;
  return NULL;
}

static const option_place *find_short(const command *self, char letter,
                                      option_place *at)
{
  *at = (option_place){0};
  while (option_next(self, at))
    if (at->row->letter == letter)
      return at;
  return NULL;
}

static int unknown(const command *self, const char *name, size_t len)
{
  const char *dashes = option_dashes(self);
  nearest n = {name, len, NULL, 0};
  option_place at = {0};

  while (option_next(self, &at))
    nearest_try(&n, at.row->name);
  if (n.name)
    say_usage(self, "unknown option %s%.*s; did you mean %s%s?", dashes,
              (int)len, name, dashes, n.name);
  else
    say_usage(self, "unknown option %s%.*s", dashes, (int)len, name);
  return -1;
}

static void *field_of(const parser *p, const option_place *at)
{
  return p->values + at->group->offset + at->row->offset;
}

static int set_size(const parser *p, const option_place *at, const char *value)
{
  const option *o = at->row;
  char *end;
  unsigned long long n;

  errno = 0;
  n = strtoull(value, &end, 10);
  if (errno || end == value || *end || value[0] == '-') {
    say_usage(p->self, "--%s takes a whole number, not '%s'", o->name, value);
    return -1;
  }
  *(size_t *)field_of(p, at) = (size_t)n;
  return 0;
}

/* The power of 1024 of a unit; -1 if it is not one. */
static int bytes_power(const char *unit)
{
  static const char units[] = "KMGT";
  const char *found = *unit ? strchr(units, *unit & ~0x20) : NULL;

  if (!*unit)
    return 0;
  return found && !unit[1] ? (int)(found - units) + 1 : -1;
}

static int set_bytes(const parser *p, const option_place *at, const char *value)
{
  const option *o = at->row;
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
  *(size_t *)field_of(p, at) = (size_t)n << 10 * power;
  return 0;
}

static int set_real(const parser *p, const option_place *at, const char *value)
{
  const option *o = at->row;
  char *end;
  double x;

  errno = 0;
  x = strtod(value, &end);
  if (errno || end == value || *end || !isfinite(x)) {
    say_usage(p->self, "%s%s takes a number, not '%s'", option_dashes(p->self),
              o->name, value);
    return -1;
  }
  *(double *)field_of(p, at) = x;
  return 0;
}

static int set_string(const parser *p, const option_place *at,
                      const char *value)
{
  const char *const *words = at->row->words;
  char known[128];

  *(const char **)field_of(p, at) = value;
  if (!words || words[option_word(words, value)])
    return 0;
  option_list(words, known, sizeof known);
  say_usage(p->self, "--%s takes %s, not '%s'", at->row->name, known, value);
  return -1;
}

static int add_value(const parser *p, const option_place *at, const char *value)
{
  const char **list = field_of(p, at);
  size_t n = 0;

  while (list[n])
    n++;
  if (n == MAX_MANY) {
    say_usage(p->self, "--%s can be used %d times", at->row->name, MAX_MANY);
    return -1;
  }
  list[n] = value;
  return 0;
}

static int set_second(parser *p, const option_place *at)
{
  if (p->at + 1 >= p->argc) {
    say_usage(p->self, "--%s needs two values: %s", at->row->name,
              at->row->argument);
    return -1;
  }
  ((const char **)field_of(p, at))[1] = p->argv[++p->at];
  return 0;
}

static int set(parser *p, const option_place *at, const char *value)
{
  switch (at->row->type) {
  case OPTION_FLAG:
    *(bool *)field_of(p, at) = true;
    return 0;
  case OPTION_COUNT:
    ++*(unsigned *)field_of(p, at);
    return 0;
  case OPTION_STRING:
    return set_string(p, at, value);
  case OPTION_TWO:
    *(const char **)field_of(p, at) = value;
    return set_second(p, at);
  case OPTION_MANY:
    return add_value(p, at, value);
  case OPTION_SIZE:
    return set_size(p, at, value);
  case OPTION_BYTES:
    return set_bytes(p, at, value);
  case OPTION_REAL:
    return set_real(p, at, value);
  case OPTION_HELP:
    command_help(p->self);
    return -2;
  case OPTION_VERSION:
    print_version();
    return -2;
  }
  return -1;
}

/* --no-NAME of a flag; false if `word` is something else. */
static bool take_back(const parser *p, const char *word)
{
  option_place at;

  if (strncmp(word, "no-", 3) != 0 ||
      !find_long(p->self, word + 3, strlen(word + 3), &at) ||
      at.row->type != OPTION_FLAG)
    return false;
  *(bool *)field_of(p, &at) = false;
  return true;
}

static int needs_value(const parser *p, const option *o)
{
  char argument[64];

  option_argument(o, argument, sizeof argument);
  say_usage(p->self, "--%s needs a value: %s", o->name, argument);
  return -1;
}

static int parse_long(parser *p, const char *word)
{
  const char *equals = strchr(word, '=');
  size_t len = equals ? (size_t)(equals - word) : strlen(word);
  option_place at;

  if (!find_long(p->self, word, len, &at))
    return take_back(p, word) ? 0 : unknown(p->self, word, len);
  if (!takes_argument(at.row)) {
    if (!equals)
      return set(p, &at, NULL);
    say_usage(p->self, "%s%s takes no value", option_dashes(p->self),
              at.row->name);
    return -1;
  }
  if (equals)
    return set(p, &at, equals + 1);
  if (p->at + 1 >= p->argc)
    return needs_value(p, at.row);
  return set(p, &at, p->argv[++p->at]);
}

static int parse_short(parser *p, const char *letters)
{
  for (; *letters; letters++) {
    option_place at;
    int status;

    if (!find_short(p->self, *letters, &at)) {
      say_usage(p->self, "unknown option -%c", *letters);
      return -1;
    }
    if (takes_argument(at.row)) {
      if (letters[1])
        return set(p, &at, letters + 1);
      if (p->at + 1 >= p->argc)
        return needs_value(p, at.row);
      return set(p, &at, p->argv[++p->at]);
    }
    status = set(p, &at, NULL);
    if (status != 0)
      return status;
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
