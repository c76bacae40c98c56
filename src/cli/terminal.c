/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

const char *const color_words[] = {"auto", "always", "never", NULL};

static bool is_set(const char *variable)
{
  const char *value = getenv(variable);

  return value && *value;
}

static bool is_said(const char *variable, const char *what)
{
  const char *value = getenv(variable);

  return value && strcmp(value, what) == 0;
}

static bool color_is_wanted(bool to_stdout)
{
  if (is_set("NO_COLOR"))
    return false;
  if (is_set("CLICOLOR_FORCE") && !is_said("CLICOLOR_FORCE", "0"))
    return true;
  return to_stdout && isatty(STDOUT_FILENO) && !is_said("CLICOLOR", "0") &&
         !is_said("TERM", "dumb");
}

bool terminal_color(const char *when, bool to_stdout)
{
  if (!when || strcmp(when, "auto") == 0)
    return color_is_wanted(to_stdout);
  return strcmp(when, "always") == 0;
}

unsigned terminal_columns(bool to_stdout)
{
  const char *columns = getenv("COLUMNS");
  struct winsize size;
  unsigned long n = columns ? strtoul(columns, NULL, 10) : 0;

  if (n > 0 && n < 10000)
    return (unsigned)n;
  if (to_stdout && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
    return size.ws_col;
  return 0;
}
