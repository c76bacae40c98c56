/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of LaTeX share. */
#ifndef ZHEN_MARKUP_LATEX_COMMAND_H
#define ZHEN_MARKUP_LATEX_COMMAND_H

#include "text/utf8.h"

#include <stddef.h>

/* What a command does with what follows it. */
typedef enum latex_use {
  LATEX_TEXT,      /* its arguments are text */
  LATEX_DROP,      /* `groups` groups after it are dropped */
  LATEX_DEFINE,    /* a name and what it means are dropped */
  LATEX_PARAGRAPH, /* its argument is a paragraph */
  LATEX_NOTE,      /* its argument is a note, put after the paragraph */
  LATEX_ITEM,      /* a paragraph begins; its option is one */
  LATEX_BREAK,     /* a paragraph ends */
  LATEX_LINE,      /* a line ends */
  LATEX_VERB,      /* as it is, between two of any character */
  LATEX_URL,       /* its argument, as it is */
  LATEX_RUNE       /* a character */
} latex_use;

typedef struct latex_command {
  const char *name;
  latex_use use;
  unsigned groups;
  uint32_t rune;
} latex_command;

/* The command of a name, without its backslash and star; NULL if unknown. */
const latex_command *latex_find(zhen_str name);

/* What an environment is. */
typedef enum latex_environment {
  LATEX_PROSE,   /* text; groups after \begin are arguments */
  LATEX_DISPLAY, /* a formula: dropped from its sentence */
  LATEX_CODE,    /* dropped, as it is */
  LATEX_TABLE    /* & parts cells */
} latex_environment;

latex_environment latex_environment_of(zhen_str name);

/* A letter with an accent, such as e and '; 0 if there is none. */
uint32_t latex_accent(char accent, uint32_t letter);

#endif
