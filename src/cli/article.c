/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/article.h"

#include <string.h>

const char *const wrap_words[] = {"auto", "keep", "join", NULL};
const char *const markup_words[] = {"auto", "keep", NULL};

static const char *label(const char *file)
{
  return strcmp(file, "-") == 0 ? "standard input" : file;
}

static void say_repair(const char *file, const zhen_repair *r)
{
  if (r->page > 0)
    say("%s: page %zu: %s", label(file), r->page, r->what);
  else if (r->line == 0)
    say("%s: %s", label(file), r->what);
  else if (r->count == 1)
    say("%s: line %zu: %s", label(file), r->line, r->what);
  else
    say("%s: line %zu, and %zu more: %s", label(file), r->line, r->count - 1,
        r->what);
}

static void say_joined(const char *file, unsigned columns, bool asked)
{
  if (columns > 0 && !asked)
    say("%s: lines wrapped at about %u columns were joined; --wrap keep keeps "
        "them",
        label(file), columns);
}

static void say_note(const char *file, const zhen_article_note *note,
                     const char *side, bool asked, bool verbose)
{
  static const char *const scripts[] = {"", ", simplified Chinese",
                                        ", traditional Chinese"};
  size_t n = note->dropped;

  if (verbose) {
    say("%s: %s%s%s%s%s", label(file), zhen_kind_describe(note->kind),
        note->encoding ? ", encoding " : "",
        note->encoding ? note->encoding : "", scripts[note->han],
        note->markup ? "; markup stripped, use --markup keep to keep it" : "");
  }
  say_joined(file, note->wrapped, asked);
  if (note->seems)
    say("%s: looks like %s, not %s", label(file), note->seems, side);
  if (n > 0)
    say("%s: %zu page number%s or running header%s dropped inside a sentence",
        label(file), n, n == 1 ? "" : "s", n == 1 ? "" : "s");
  for (size_t i = 0; i < note->n_repairs; i++)
    say_repair(file, &note->repairs[i]);
}

void say_document(const char *file, const zhen_document *d, bool asked,
                  bool verbose)
{
  const zhen_article_note note = {
      .kind = d->kind,
      .encoding = d->encoding,
      .han = zhen_text_han(zhen_text_str(d->main.text)),
      .markup = d->markup,
      .wrapped = d->wrapped,
      .dropped = d->dropped,
      .repairs = d->repairs,
      .n_repairs = d->n_repairs};

  say_note(file, &note, NULL, asked, verbose);
}

void article_say(const zhen_article *article, const char *const *files,
                 bool asked, bool verbose)
{
  for (int i = 0; i < 2 && files[i]; i++)
    say_note(files[i], &article->notes[i], i == 0 ? "Chinese" : "English",
             asked, verbose);
  if (article->bitext)
    say("%s: %s", label(files[0]), zhen_bitext_describe(article->bitext));
}
