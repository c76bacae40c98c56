/* SPDX-License-Identifier: Apache-2.0 */
/* Telling the user what was found out about an article. */
#ifndef ZHEN_CLI_ARTICLE_H
#define ZHEN_CLI_ARTICLE_H

#include "cli/cli.h"

/* The values of --wrap, in the order of zhen_wrap. */
extern const char *const wrap_words[];

/* `files` in the order they were given; the second may be NULL. */
void article_say(const zhen_article *article, const char *const *files,
                 bool verbose);

/* A hint if a text looks wrapped, to users who did not choose --wrap. */
void say_wrapped(const zhen_text *text);

#endif
