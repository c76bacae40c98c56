/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of a file or of standard input, decompressed on demand. */
#ifndef ZHEN_TEXT_INPUT_H
#define ZHEN_TEXT_INPUT_H

#include "text/text.h"

#include <sys/types.h>

typedef struct text_input text_input;

/* Minimum of `most` in the first read, which must detect compression. */
enum { TEXT_INPUT_BYTES = 64 * 1024 };

/* ZHEN_EINPUT if it is neither a regular file nor a directory. */
ZHEN_CHECK zhen_status text_check_regular(const char *name, mode_t mode);

/* `limits` are borrowed and updated; they contain the name of the file. */
ZHEN_CHECK zhen_status text_input_open(text_input **out, text_limits *limits);

/* Append up to `most` bytes to `raw`; none at the end of the input. */
ZHEN_CHECK zhen_status text_input_read(text_input *in, buf *raw, size_t most);

/* Whether input, or its end, is available without waiting. */
bool text_input_ready(const text_input *in);

/* NULL is allowed. */
void text_input_close(text_input *in);

#endif
