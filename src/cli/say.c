/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>
#include <unistd.h>
#include <utf8proc.h>

static bool steers_terminal(utf8proc_int32_t rune)
{
  return rune < 0x20 || (rune >= 0x7F && rune < 0xA0) || rune == 0x061C ||
         rune == 0x200E || rune == 0x200F ||
         (rune >= 0x2028 && rune <= 0x202E) ||
         (rune >= 0x2066 && rune <= 0x2069);
}

unsigned put_escaped(FILE *out, zhen_str text)
{
  const unsigned char *p = (const unsigned char *)text.ptr;
  const unsigned char *end = p + text.len;
  int width = 0;

  while (p < end) {
    utf8proc_int32_t rune;
    utf8proc_ssize_t size = utf8proc_iterate(p, end - p, &rune);

    if (size <= 0) {
      width += fprintf(out, "\\x%02x", *p++);
    } else if (steers_terminal(rune)) {
      width +=
          fprintf(out, rune < 0x80 ? "\\x%02x" : "\\u%04x", (unsigned)rune);
    } else {
      fwrite(p, 1, (size_t)size, out);
      width += utf8proc_charwidth(rune);
    }
    p += size > 0 ? size : 0;
  }
  return (unsigned)(width > 0 ? width : 0);
}

void put_text(zhen_str text)
{
  static enum { UNKNOWN, FILE_OR_PIPE, TERMINAL } kind = UNKNOWN;

  if (kind == UNKNOWN)
    kind = isatty(STDOUT_FILENO) ? TERMINAL : FILE_OR_PIPE;
  while (kind == TERMINAL && text.len > 0) {
    size_t n = 0;

    while (n < text.len && text.ptr[n] != '\n' && text.ptr[n] != '\t')
      n++;
    put_escaped(stdout, (zhen_str){text.ptr, n});
    if (n < text.len)
      putchar(text.ptr[n++]);
    text = (zhen_str){text.ptr + n, text.len - n};
  }
  fwrite(text.ptr, 1, text.len, stdout);
}

int put_piece(const char *bytes, size_t len, void *context)
{
  (void)context;
  put_text((zhen_str){bytes, len});
  return ferror(stdout) ? -1 : 0;
}

/* What the library calls an option, and what the program does. */
static const struct {
  const char *library, *program;
} names[] = {
    {"`encoding`", "--encoding"},
    {"`first`", "--zh"},
    {"`follow`", "--follow"},
    {"`force`", "--force"},
    {"`skip_malformed`", "--skip-malformed"},
    {"`strict`", "--strict"},
    {"ZHEN_ORDER_GIVEN", "--zh FILE --en FILE"},
    {"ZHEN_WRAP_AUTO", "--wrap auto"},
    {"zhen_lexicon_add_glossary()", "--glossary"},
};

enum { N_NAMES = sizeof names / sizeof *names };

static size_t find_name(const char *line)
{
  size_t i = 0;

  while (i < N_NAMES &&
         strncmp(line, names[i].library, strlen(names[i].library)) != 0)
    i++;
  return i;
}

void put_message(FILE *out, const char *line)
{
  const char *end = line;

  while (*end) {
    size_t i = find_name(end);

    if (i == N_NAMES) {
      end++;
      continue;
    }
    put_escaped(out, (zhen_str){line, (size_t)(end - line)});
    fputs(names[i].program, out);
    line = end += strlen(names[i].library);
  }
  put_escaped(out, (zhen_str){line, (size_t)(end - line)});
}

static void say_line(const char *format, va_list args)
{
  char line[1280];

  vsnprintf(line, sizeof line, format, args);
  fputs("zhen: ", stderr);
  put_message(stderr, line);
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
  say("%s", status == ZHEN_ENOMEM ? "out of memory" : zhen_error_last());
  return exit_of(status);
}

int exit_of(zhen_status status)
{
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
  case ZHEN_ECANCELLED: /* by a signal, which then ends the process */
    break;
  }
  return EXIT_INTERNAL;
}

/* It is no error that standard output is closed if nothing was printed. */
int finish_stdout(int status)
{
  bool pending = __fpending(stdout) > 0;
  bool failed = ferror(stdout);

  if (fclose(stdout) != 0 && (pending || errno != EBADF))
    failed = true;
  if (!failed)
    return status;
  say("standard output: %s; the output is incomplete", strerror(errno));
  return status == EXIT_DONE ? EXIT_OUTPUT : status;
}
