/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_TOKENS_BOILERPLATE_H
#define ZHEN_TOKENS_BOILERPLATE_H

#include <stdbool.h>
#include <zhen/text.h>

/*
 * Whether a sentence is boilerplate of a web page rather than text: what to
 * click on ("Read more", 分享到), credits and notes ("Photo: ...",
 * 译者注：...), rights notices, page numbers, time stamps; or a short line in
 * brackets. It likely has no translation, and is rarely joined to a sentence.
 */
bool is_boilerplate(zhen_str sentence);

#endif
