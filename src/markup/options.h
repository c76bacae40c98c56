/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_MARKUP_OPTIONS_H
#define ZHEN_MARKUP_OPTIONS_H

#include <stdbool.h>

/* How to read; `{0}` is the default. */
typedef struct markup_options {
  bool main;     /* of a web page, its main text only */
  bool comments; /* keep the text of comments with several lines */
  bool named;    /* the kind was named by the user */
} markup_options;

#endif
