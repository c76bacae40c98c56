/* SPDX-License-Identifier: Apache-2.0 */
/* MD5 (RFC 1321), as an identifier of a text where a format requires it. */
#ifndef ZHEN_BASE_MD5_H
#define ZHEN_BASE_MD5_H

#include <stddef.h>

enum { MD5_HEX_BYTES = 33 };

/* The digest in hexadecimal, NUL-terminated. */
void md5_hex(const void *bytes, size_t len, char out[MD5_HEX_BYTES]);

#endif
