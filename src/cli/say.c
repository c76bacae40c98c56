/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/*
 * File names and text come from outside: control bytes and bidi controls
 * (U+200E..F, U+202A..E, U+2066..9) must not reach the terminal.
 */
static void put_escaped(const char *s)
{
  for (const unsigned char *p = (const unsigned char *)s; *p; p++) {
    if (*p < 0x20 || *p == 0x7F)
      fprintf(stderr, "\\x%02x", *p);
    else if (*p == 0xC2 && p[1] >= 0x80 && p[1] < 0xA0)
      fprintf(stderr, "\\u00%02x", *++p);
    else if (*p == 0xE2 && ((p[1] == 0x80 && ((p[2] & 0xFE) == 0x8E ||
                                              (p[2] >= 0xAA && p[2] <= 0xAE))) ||
                            (p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9))) {
      fprintf(stderr, "\\u20%02x", (unsigned)(p[1] & 1) << 6 | (p[2] & 0x3F));
      p += 2;
    } else
      putc(*p, stderr);
  }
}

static void say_line(const char *format, va_list args)
{
  char line[1280];

  vsnprintf(line, sizeof line, format, args);
  fputs("zhen: ", stderr);
  put_escaped(line);
  putc('\n', stderr);
}

void say(const char *format, ...)
{
  va_list args;

  va_start(args, format);
  say_line(format, args);
  va_end(args);
}

int say_usage(const command *self, const char *format, ...)
{
  va_list args;

  va_start(args, format);
  say_line(format, args);
  va_end(args);
  if (self)
    fprintf(stderr, "Try 'zhen %s --help'.\n", self->name);
  else
    fputs("Try 'zhen --help'.\n", stderr);
  return EXIT_USAGE;
}

int say_failure(zhen_status status)
{
  say("%s", zhen_error_last());
  switch (status) {
  case ZHEN_OK:
    return EXIT_DONE;
  case ZHEN_EUSAGE:
    return EXIT_USAGE;
  case ZHEN_EINPUT:
    return EXIT_INPUT;
  case ZHEN_EOUTPUT:
    return EXIT_OUTPUT;
  case ZHEN_ELIMIT:
  case ZHEN_ENOMEM:
    return EXIT_LIMIT;
  }
  return EXIT_INTERNAL;
}

int finish_stdout(int status)
{
  bool failed = ferror(stdout);

  if (fflush(stdout) != 0 || fclose(stdout) != 0)
    failed = true;
  if (!failed)
    return status;
  say("standard output: %s; not everything was written", strerror(errno));
  return status == EXIT_DONE ? EXIT_OUTPUT : status;
}
