/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/saved.h"
#include "cli/format.h"

#include <string.h>
#include <unistd.h>

bool saved_name(const char *file)
{
  return name_ends_in(file, "jsonl");
}

/* The texts, by the names in the alignment. */
static int find_files(const zhen_saved *s, const char *file, char *names[2])
{
  names[0] = (char *)s->zh_file;
  names[1] = (char *)s->en_file;
  if (!names[0] || !names[1]) {
    say("%s: does not name the texts it was made from; give them with --zh "
        "FILE "
        "--en FILE",
        file);
    return EXIT_INPUT;
  }
  for (int k = 0; k < 2; k++)
    if (strcmp(names[k], "-") == 0 || access(names[k], R_OK) != 0) {
      say("%s: was made from %s, which cannot be read; give the texts with "
          "--zh "
          "FILE --en FILE",
          file, names[k]);
      return EXIT_INPUT;
    }
  return EXIT_DONE;
}

static int settle(article_job *p, const command *self, const article_values *v,
                  const zhen_saved *s, const char *file)
{
  char *names[2];
  bool one;
  int failed;

  if (v->zh || v->en)
    return article_settle(p, self, v, 0, NULL);
  failed = find_files(s, file, names);
  if (failed)
    return failed;
  one = strcmp(names[0], names[1]) == 0;
  failed = article_settle(p, self, v, one ? 1 : 2, names);
  if (!failed && !one)
    p->reading.order = ZHEN_ORDER_GIVEN;
  return failed;
}

int saved_open(zhen_saved **out, article_job *p, const command *self,
               const article_values *v, const char *file)
{
  zhen_status status = zhen_saved_read(out, file);
  int failed = status == ZHEN_OK ? EXIT_DONE : say_failure(status);

  return failed ? failed : settle(p, self, v, *out, file);
}

int saved_align(const zhen_saved *saved, article_job *p, const char *file)
{
  zhen_status status;
  int failed = article_read(p);

  if (!failed)
    failed = article_open_lexicon(p);
  if (!failed)
    failed = article_align(p);
  if (failed)
    return failed;
  status = zhen_saved_apply(saved, p->alignment, p->sides->zh.sentences,
                            p->sides->en.sentences);
  if (status == ZHEN_EINPUT) {
    say("%s: %s", file, zhen_error_last());
    return EXIT_INPUT;
  }
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}
