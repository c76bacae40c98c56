/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_TOKENS_BOILERPLATE_H
#define ZHEN_TOKENS_BOILERPLATE_H

#include <stdbool.h>
#include <zhen/text.h>

/*
 * Whether a sentence is boilerplate of a web page ("Advertisement", "Read
 * more", 相关阅读) or a short line in brackets, such as a note, rather than
 * text: it likely has no translation, and is rarely joined to a sentence.
 */
bool is_boilerplate(zhen_str sentence);

#endif
