/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Detect files that cannot be read as text, or as running text, by their
 * content, never by their names.
 */
#ifndef ZHEN_TEXT_KIND_H
#define ZHEN_TEXT_KIND_H

#include "text/text.h"

/* ZHEN_EINPUT if a file starts like a document, archive or image. */
ZHEN_CHECK zhen_status kind_check_bytes(const char *name, const buf *raw);

/* ZHEN_EINPUT if a text is a TMX, a message catalog, captions or RTF. */
ZHEN_CHECK zhen_status kind_check_prose(const char *name, zhen_str text);

#endif
