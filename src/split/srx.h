/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of zhen_split_rules: a user's additions to the built-in rules. */
#ifndef ZHEN_SPLIT_SRX_H
#define ZHEN_SPLIT_SRX_H

#include <zhen/split.h>

typedef struct srx srx;

/* Read an SRX file; add its rules after those of `*rules`, created if NULL. */
ZHEN_CHECK zhen_status srx_read(srx **rules, const char *path);

/* What the rules say at each byte of a text: a sentence may start there. */
enum { SRX_SILENT, SRX_BREAK, SRX_NO_BREAK };

/*
 * Fill `says`, one byte for each of the text and one for its end, for a text in
 * a language. A decision after a mark also applies at the next character that
 * is not white space.
 */
ZHEN_CHECK zhen_status srx_judge(const srx *rules, zhen_lang lang,
                                 zhen_str text, unsigned char *says);

void srx_free(srx *rules);

#endif
