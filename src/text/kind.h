/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of a known kind that cannot be read as text, or as running text. They
 * are known by what is in them, never by their names.
 */
#ifndef ZHEN_TEXT_KIND_H
#define ZHEN_TEXT_KIND_H

#include "text/text.h"

/* ZHEN_EINPUT if a file begins like a document, archive or image. */
ZHEN_CHECK zhen_status kind_check_bytes(const char *name, const buf *raw);

/* ZHEN_EINPUT if a text is a memory, a catalogue, captions or RTF. */
ZHEN_CHECK zhen_status kind_check_prose(const char *name, zhen_str text);

#endif
