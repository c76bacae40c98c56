/* SPDX-License-Identifier: Apache-2.0 */
#include "match/stem.h"
#include "text/listed.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static bool is_one_of(const char *word, size_t len, const char *const *list)
{
  for (; *list; list++)
    if (strlen(*list) == len && strncasecmp(word, *list, len) == 0)
      return true;
  return false;
}

/* Where the last part of a name, after one of `marks`, starts; len if none. */
static size_t last_part(const char *name, size_t len, const char *marks)
{
  for (size_t at = len; at > 1 && name[at - 1] != '/'; at--)
    if (strchr(marks, name[at - 1]))
      return at - 1;
  return len;
}

/* Remove one extension of the list. */
static size_t without(const char *name, size_t len, const char *marks,
                      const char *const *list)
{
  size_t at = last_part(name, len, marks);

  return at < len && is_one_of(name + at + 1, len - at - 1, list) ? at : len;
}

size_t stem_length(const char *name)
{
  static const char *const regions[] = {"cn", "tw", "hk", "sg",   "us",   "gb",
                                        "uk", "au", "ca", "hans", "hant", NULL};
  static const char *const langs[] = {"zh",  "en",  "zho", "chi", "cmn",
                                      "eng", "chs", "cht", "cn",  NULL};
  size_t len = listed_stem(name, listed_length(name));
  size_t shorter;

  shorter = without(name, len, "-_", regions);
  if (shorter < len && without(name, shorter, "._-", langs) < shorter)
    len = shorter;
  return without(name, len, "._-", langs);
}
