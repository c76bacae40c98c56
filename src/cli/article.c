/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/article.h"

#include <string.h>

const char *const wrap_words[] = {"keep", "auto", "join", NULL};

static const char *label(const char *file)
{
  return strcmp(file, "-") == 0 ? "standard input" : file;
}

static void say_note(const char *file, const zhen_article_note *note,
                     const char *side, bool verbose)
{
  size_t n = note->dropped;

  if (verbose) {
    say("%s: %s%s%s%s", label(file), zhen_kind_describe(note->kind),
        note->encoding ? ", encoding " : "",
        note->encoding ? note->encoding : "",
        note->markup ? "; markup stripped, use --markup keep to keep it" : "");
  }
  if (note->seems)
    say("%s: looks like %s, not %s", label(file), note->seems, side);
  if (n > 0)
    say("%s: %zu page number%s or running header%s dropped inside a sentence",
        label(file), n, n == 1 ? "" : "s", n == 1 ? "" : "s");
}

void say_wrapped(const zhen_text *text)
{
  unsigned columns;

  if (zhen_text_wrapped(&columns, zhen_text_str(text)) == ZHEN_OK && columns)
    say("%s: lines look wrapped at about %u columns; use --wrap auto to join "
        "them",
        label(zhen_text_name(text)), columns);
}

void article_say(const zhen_article *article, const char *const *files,
                 bool verbose)
{
  for (int i = 0; i < 2 && files[i]; i++)
    say_note(files[i], &article->notes[i], i == 0 ? "Chinese" : "English",
             verbose);
  if (article->bitext)
    say("%s: %s", label(files[0]), zhen_bitext_describe(article->bitext));
}
