/* SPDX-License-Identifier: Apache-2.0 */
/* Reporting what was detected in an article. */
#ifndef ZHEN_CLI_ARTICLE_H
#define ZHEN_CLI_ARTICLE_H

#include "cli/cli.h"

/* The values of --wrap, in the order of zhen_wrap. */
extern const char *const wrap_words[];

/* `files` in the order they were given; the second may be NULL. */
void article_say(const zhen_article *article, const char *const *files,
                 bool verbose);

/* Suggest --wrap auto if the lines of a text look wrapped. */
void say_wrapped(const zhen_text *text);

#endif
