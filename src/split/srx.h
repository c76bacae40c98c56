/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of segmentation from a file of SRX 2.0. */
#ifndef ZHEN_SPLIT_SRX_H
#define ZHEN_SPLIT_SRX_H

#include <zhen/split.h>

typedef struct srx srx;

/* Read an SRX file; its rules go behind those of `*rules`, made if NULL. */
ZHEN_CHECK zhen_status srx_read(srx **rules, const char *path);

/* What the rules say of each byte of a text: a sentence may begin there. */
enum { SRX_SILENT, SRX_BREAK, SRX_NO_BREAK };

/*
 * Fill `says`, one byte for each of the text and one for its end, for a text
 * in a language. What is said behind a mark is also said of the next
 * character that is not white space.
 */
ZHEN_CHECK zhen_status srx_judge(const srx *rules, zhen_lang lang,
                                 zhen_str text, unsigned char *says);

void srx_free(srx *rules);

#endif
