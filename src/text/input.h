/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of a file or of standard input, unpacked, as they are wanted. */
#ifndef ZHEN_TEXT_INPUT_H
#define ZHEN_TEXT_INPUT_H

#include "text/text.h"

#include <sys/types.h>

typedef struct text_input text_input;

/* No `most` may be less on the first read: so much is read to find out
   whether the bytes are packed. */
enum { TEXT_INPUT_BYTES = 64 * 1024 };

/* ZHEN_EINPUT for what is neither a regular file nor a directory. */
ZHEN_CHECK zhen_status text_check_regular(const char *name, mode_t mode);

/* `limits` are borrowed and counted on; their name is the file to open. */
ZHEN_CHECK zhen_status text_input_open(text_input **out, text_limits *limits);

/* Append up to `most` bytes to `raw`; none if the input has ended. */
ZHEN_CHECK zhen_status text_input_read(text_input *in, buf *raw, size_t most);

/* Whether there is something to read, or the end, without waiting for it. */
bool text_input_ready(const text_input *in);

/* NULL is fine. */
void text_input_close(text_input *in);

#endif
