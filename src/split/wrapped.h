/* SPDX-License-Identifier: Apache-2.0 */
/* Whether the lines of a text are wrapped. */
#ifndef ZHEN_SPLIT_WRAPPED_H
#define ZHEN_SPLIT_WRAPPED_H

#include "split/line_breaks.h"
#include "split/lines.h"

/*
 * The columns at which the lines are wrapped, 0 if they are not. The lines of
 * verse, captions, lists, chats and code are not wrapped, nor is a text without
 * full stops, or with a sentence per line.
 */
unsigned wrapped_columns(const line_layout *p);

#endif
