/* SPDX-License-Identifier: Apache-2.0 */
/* An input that is being read, and failures that name it. */
#ifndef ZHEN_DOCUMENT_SOURCE_H
#define ZHEN_DOCUMENT_SOURCE_H

#include "base/buf.h"
#include "text/text.h"

#include <zhen/document.h>

typedef struct document_source {
  const char *name; /* for messages: text_label(name) */
  zhen_str bytes;   /* decompressed */
  zhen_text *text;  /* decoded; NULL for the kinds that are read as bytes. A
                       reader may take it, and leave NULL */
  zhen_document_options options;
} document_source;

/* All bytes of the input's file, decompressed. */
ZHEN_CHECK zhen_status source_load(buf *raw, const document_source *source);

/* Decode the bytes, whose encoding may be declared in them. */
ZHEN_CHECK zhen_status source_decode(document_source *source,
                                     zhen_document *out);

/* Add to what was wrong. */
ZHEN_CHECK zhen_status document_note(zhen_document *out, zhen_repair repair);

/* ZHEN_EINPUT that names the input and, unless NULL, the part of it. */
ZHEN_CHECK zhen_status source_fail(const document_source *source,
                                   const char *part, const char *why);

#endif
