/* SPDX-License-Identifier: Apache-2.0 */
/* Reporting what was detected in an article. */
#ifndef ZHEN_CLI_ARTICLE_H
#define ZHEN_CLI_ARTICLE_H

#include "cli/cli.h"

/* The values of --wrap, in the order of zhen_wrap. */
extern const char *const wrap_words[];

/* The values of --markup. */
extern const char *const markup_words[];

/*
 * `files` in the order they were given; the second may be NULL. `asked`: --wrap
 * was given, so joining lines needs no word.
 */
void article_say(const zhen_article *article, const char *const *files,
                 bool asked, bool verbose);

/* The same of one document. */
void say_document(const char *file, const zhen_document *d, bool asked,
                  bool verbose);

#endif
