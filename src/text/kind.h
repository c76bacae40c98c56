/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Detect the kinds of files that are not plain text by their content, never by
 * their names.
 */
#ifndef ZHEN_TEXT_KIND_H
#define ZHEN_TEXT_KIND_H

#include "text/text.h"

#include <zhen/kind.h>

/* A kind; ZHEN_KIND_TEXT: none was detected. */
typedef struct kind_found {
  zhen_kind kind;
  const char *what; /* why it is not text, and what to do; NULL if it is */
} kind_found;

/* Of the first bytes of a file: documents, archives, images. */
kind_found kind_of_bytes(zhen_str bytes);

/* Of a decoded text: XML, message catalogs, captions, RTF. */
kind_found kind_of_text(zhen_str text);

/* Its parts: a text that begins with a tag, and any. */
kind_found kind_of_xml(zhen_str text);
kind_found kind_of_lines(zhen_str text);

/* ZHEN_EINPUT, naming the kind, if there is one. */
ZHEN_CHECK zhen_status kind_check_bytes(const char *name, const buf *raw);
ZHEN_CHECK zhen_status kind_check_prose(const char *name, zhen_str text);

#endif
