/* SPDX-License-Identifier: Apache-2.0 */
/* Looking ahead in an input that is read in pieces. */
#ifndef ZHEN_TEXT_READER_H
#define ZHEN_TEXT_READER_H

#include <zhen/text.h>

/*
 * The first bytes of the input, which are not taken: those of the first piece,
 * or with `all` the whole input, whose lines may have any length. `*whole`:
 * nothing follows them. Borrowed until the next call.
 */
ZHEN_CHECK zhen_status text_reader_peek(zhen_text_reader *reader, bool all,
                                        zhen_str *bytes, bool *whole);

#endif
