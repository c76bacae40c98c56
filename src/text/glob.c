/* SPDX-License-Identifier: Apache-2.0 */
/*
 * As in .gitignore, in UTF-8 whatever the locale. After a mismatch only the
 * last star of each sort is tried again, so the time is not exponential.
 */
#include "text/glob.h"

#include <stddef.h>
#include <string.h>

/* [a-z], [!abc]; `*pattern` is after the bracket, and after the set then. */
static bool in_set(const char **pattern, unsigned char c)
{
  const unsigned char *p = (const unsigned char *)*pattern;
  bool not = *p == '!' || *p == '^', found = false;

  p += not ;
  for (bool first = true; *p && (first || *p != ']'); first = false) {
    unsigned char low = *p++, high = low;

    if (p[0] == '-' && p[1] && p[1] != ']') {
      high = p[1];
      p += 2;
    }
    found |= low <= c && c <= high;
  }
  *pattern = (const char *)p + (*p == ']');
  return found != not ;
}

/* One character of both; false if they differ. */
static bool step(const char **pattern, const char **name)
{
  char p = *(*pattern)++;
  unsigned char c = (unsigned char)*(*name)++;

  if (p == '?') {
    while (c >= 0x80 && ((unsigned char)**name & 0xC0) == 0x80)
      (*name)++;
    return c != '/';
  }
  if (p == '[' && strchr(*pattern, ']'))
    return in_set(pattern, c) && c != '/';
  if (p == '\\' && **pattern)
    p = *(*pattern)++;
  return (unsigned char)p == c;
}

/* Where a pattern went on after a star, and the name. */
typedef struct star {
  const char *pattern, *name;
  bool deep; /* of directories, too */
} star;

static const char *skip_stars(const char *p, bool *deep)
{
  const char *begin = p;

  while (*p == '*')
    p++;
  *deep = p - begin > 1;
  if (*deep && *p == '/')
    p++;
  return p;
}

/* Try the last stars again, one character later. */
static bool retry(star stars[2], const char **pattern, const char **name)
{
  for (int deep = 0; deep < 2; deep++) {
    star *s = &stars[deep];

    if (!s->pattern || !*s->name || (!deep && *s->name == '/'))
      continue;
    *name = ++s->name;
    *pattern = s->pattern;
    if (deep)
      stars[0].pattern = NULL;
    return true;
  }
  return false;
}

static bool matches_whole(const char *pattern, const char *name)
{
  star stars[2] = {{0}, {0}};

  for (;;) {
    if (*pattern == '*') {
      bool deep;

      pattern = skip_stars(pattern, &deep);
      stars[deep] = (star){pattern, name, deep};
      if (deep)
        stars[0].pattern = NULL;
    } else if (!*name && !*pattern) {
      return true;
    } else if (!*name || !*pattern || !step(&pattern, &name)) {
      if (!retry(stars, &pattern, &name))
        return false;
    }
  }
}

bool glob_matches(const char *pattern, const char *name, bool is_directory)
{
  char whole[4096];
  size_t len = strlen(pattern);
  const char *slash;

  if (len == 0 || len >= sizeof whole)
    return false;
  memcpy(whole, pattern, len + 1);
  if (whole[len - 1] == '/') {
    if (!is_directory)
      return false;
    whole[--len] = '\0';
  }
  slash = strchr(whole, '/');
  if (slash)
    return matches_whole(whole + (slash == whole), name);
  slash = strrchr(name, '/');
  return matches_whole(whole, slash ? slash + 1 : name);
}
