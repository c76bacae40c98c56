/* SPDX-License-Identifier: Apache-2.0 */
/* Quotations and brackets that open and close. */
#ifndef ZHEN_SPLIT_NESTING_H
#define ZHEN_SPLIT_NESTING_H

#include "split/scan_state.h"

/* An opening mark at `at`. */
void scan_open(scan *s, uint32_t rune, mark kind, size_t at);

/* A closing mark at `at`; `e` is the run of end marks before it, or NULL. */
void scan_close(scan *s, uint32_t rune, size_t at, ending *e);

/* Remove the sentences from number `count` on. */
void scan_withdraw(scan *s, size_t count);

/* Whether the bracket `o`, closed at `at`, joins the sentence before it. */
bool scan_attaches_left(const scan *s, const open_mark *o, size_t at,
                        bool ended);

bool scan_inside_quotation(const scan *s);

/* The class of the character at `at`; straight quotes are resolved. */
mark scan_mark_at(scan *s, size_t at, uint32_t rune, size_t size);

/* Record the direction of a straight quote. */
void scan_note_straight(scan *s, uint32_t rune, mark m);

#endif
