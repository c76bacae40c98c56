/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A manual page in mdoc. The texts of src/man are mdoc in pieces, each under a
 * line that begins with @: "@option NAME" for more on an option, any other for
 * a section.
 */
#include "cli/docs.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { PAGE_WIDTH = 76 };

/* ---- plain text as mdoc ---- */

static void put_word(const char *word, size_t len, bool first)
{
  if (first && len && (*word == '.' || *word == '\''))
    fputs("\\&", stdout);
  for (size_t i = 0; i < len; i++)
    if (word[i] == '\\')
      fputs("\\e", stdout);
    else if (word[i] == '-' && (i == 0 || word[i - 1] == '-'))
      fputs("\\-", stdout);
    else
      putchar(word[i]);
}

/* Words in lines; a sentence begins a line, as mdoc asks for. */
static void put_words(const char *text)
{
  size_t column = 0;

  while (*(text += strspn(text, " \n"))) {
    size_t len = strcspn(text, " \n");

    if (column && column + 1 + len > PAGE_WIDTH) {
      putchar('\n');
      column = 0;
    }
    if (column)
      putchar(' ');
    put_word(text, len, column == 0);
    column += len + 1;
    if (text[len - 1] == '.') {
      putchar('\n');
      column = 0;
    }
    text += len;
  }
  if (column)
    putchar('\n');
}

/* A phrase of the program as a sentence. "tsv: ..." and "build, train: ..."
   begin with names, which stay as they are. */
static void put_sentence(const char *phrase)
{
  char text[512];
  size_t word = strcspn(phrase, " ");

  snprintf(text, sizeof text, "%s.", phrase);
  if (word && phrase[word - 1] != ':' &&
      (phrase[word - 1] != ',' || !strchr(phrase, ':')))
    text[0] = (char)toupper((unsigned char)text[0]);
  put_words(text);
}

static void put_literal(const char *text)
{
  puts(".Bd -literal -offset indent");
  while (*(text += strspn(text, " "))) {
    size_t len = strcspn(text, "\n");

    put_word(text, len, true);
    putchar('\n');
    text += len + (text[len] == '\n');
  }
  puts(".Ed");
}

/* ---- pieces of the texts ---- */

/* The head after @ at or behind `text`, NULL at the end; `*len` bytes long. */
static const char *next_head(const char *text, size_t *len)
{
  while (*text && *text != '@') {
    text += strcspn(text, "\n");
    text += *text == '\n';
  }
  if (!*text)
    return NULL;
  *len = strcspn(++text, "\n");
  return text;
}

/* Print the piece with this head; false if there is none. */
static bool put_piece_of(const char *text, const char *kind, const char *name)
{
  char head[64];
  size_t len;

  snprintf(head, sizeof head, "%s%s", kind, name);
  while ((text = next_head(text, &len))) {
    const char *body = text + len + (text[len] == '\n');
    const char *end = body;

    if (strlen(head) != len || memcmp(head, text, len) != 0)
      continue;
    while (*end && *end != '@') {
      end += strcspn(end, "\n");
      end += *end == '\n';
    }
    fwrite(body, 1, (size_t)(end - body), stdout);
    return true;
  }
  return false;
}

static bool has_option(const command *self, const char *name, size_t len)
{
  option_place at = {0};

  while (self && option_next(self, &at))
    if (strlen(at.row->name) == len && memcmp(at.row->name, name, len) == 0)
      return true;
  return false;
}

/* Does a page explain only what there is? */
static int check(const command *self, const char *text)
{
  static const char kind[] = "option ";
  const size_t skip = sizeof kind - 1;
  size_t len;

  while ((text = next_head(text, &len)))
    if (len > skip && memcmp(text, kind, skip) == 0 &&
        !has_option(self, text + skip, len - skip)) {
      say("the page of %s explains --%.*s, which it does not have",
          self ? self->name : "zhen", (int)(len - skip), text + skip);
      return EXIT_INPUT;
    }
  return EXIT_DONE;
}

/* ---- sections ---- */

static void put_section(const char *text, const char *name)
{
  size_t len = strlen(name), found;

  for (const char *at = text; (at = next_head(at, &found));)
    if (found == len && memcmp(at, name, len) == 0) {
      printf(".Sh %s\n", name);
      put_piece_of(text, "", name);
      return;
    }
}

/* ".Nm zhen align" and its operands, for each line of the usage. */
static void put_synopsis(const command *self)
{
  const char *line = NULL;
  size_t len = 0;

  while ((line = usage_next(self, line, &len))) {
    printf(".Nm zhen %s\n", self->name);
    put_word(line, len, true);
    putchar('\n');
  }
}

static void put_option(const command *self, const option_place *at,
                       char *const texts[2])
{
  const option *row = at->row;
  char argument[96], preset[96];

  option_argument(row, argument, sizeof argument);
  option_default(self, at, preset, sizeof preset);
  fputs(".It ", stdout);
  if (row->letter)
    printf("Fl %c , ", row->letter);
  printf("Fl %s%s", option_dashes(self) + 1, row->name);
  if (*argument)
    printf(self->one_dash ? " Ns = Ns Ar %s" : " Ar %s", argument);
  putchar('\n');
  put_sentence(row->help);
  if (!put_piece_of(texts[0], "option ", row->name))
    put_piece_of(texts[1], "option ", row->name);
  if (row->argument && row->words) {
    char text[160] = "One of ";

    option_list(row->words, text + strlen(text), sizeof text - strlen(text));
    put_sentence(text);
  }
  if (*preset) {
    char text[128];

    snprintf(text, sizeof text, "Default: %s", preset);
    put_sentence(text);
  }
}

static void put_options(const command *self, char *const texts[2])
{
  option_place at = {0};

  puts(".Sh OPTIONS\n.Bl -tag -width Ds");
  while (option_next(self, &at))
    put_option(self, &at, texts);
  puts(".El");
}

static void put_exits(const command *self)
{
  puts(".Sh EXIT STATUS\n.Bl -tag -width 128+n -compact");
  for (const exit_row *row = exit_table; row->status; row++) {
    if (self && row->applies && !row->applies(self))
      continue;
    printf(".It %s\n", row->status);
    if (self && self->negative && strcmp(row->status, "1") == 0)
      printf("%s: %s\n", row->meaning, self->negative);
    else
      put_words(row->meaning);
  }
  puts(".El");
}

static void put_commands(void)
{
  puts(".Sh COMMANDS\n.Bl -tag -width Ds");
  for (const command *const *c = commands; *c; c++) {
    printf(".It Xr zhen-%s 1\n", (*c)->name);
    put_sentence((*c)->summary);
  }
  puts(".El\n.Sh OPTIONS\n.Bl -tag -width Ds\n.It Fl h , Fl -help\n"
       "Print a summary of the commands; with a command, its options.\n"
       ".It Fl V , Fl -version\nPrint the version; with\n"
       ".Fl -build ,\nalso the compiler and the versions of the libraries.\n"
       ".El");
}

static void put_head(const command *self, const char *date)
{
  printf(".\\\" Generated by zhen-docs; edit src/man and src/cli instead.\n"
         ".Dd %s\n.Dt ZHEN",
         date);
  for (const char *c = self ? self->name : ""; *c; c++)
    printf("%s%c", c == self->name ? "-" : "", toupper((unsigned char)*c));
  printf(" 1\n.Os\n.Sh NAME\n.Nm zhen%s%s\n.Nd %s\n.Sh SYNOPSIS\n",
         self ? "-" : "", self ? self->name : "",
         self ? self->summary
              : "build parallel corpora from Chinese-English text");
}

int docs_page(const command *self, const char *date, char *const texts[2])
{
  int status = check(self, texts[0]);

  put_head(self, date);
  if (self) {
    put_synopsis(self);
    puts(".Sh DESCRIPTION");
    put_words(self->purpose);
    put_piece_of(texts[0], "", "DESCRIPTION");
    put_options(self, texts);
  } else {
    puts(".Nm\n.Ar command\n.Op Ar option ...\n.Op Ar file ...\n"
         ".Nm\n.Ar file\n.Op Ar file\n.Sh DESCRIPTION");
    put_piece_of(texts[0], "", "DESCRIPTION");
    put_commands();
  }
  put_section(texts[0], "ENVIRONMENT");
  put_section(texts[0], "FILES");
  put_exits(self);
  if (self) {
    puts(".Sh EXAMPLES");
    put_literal(self->examples);
    put_piece_of(texts[0], "", "EXAMPLES");
  } else {
    put_section(texts[0], "EXAMPLES");
  }
  put_section(texts[0], "SEE ALSO");
  return status;
}
