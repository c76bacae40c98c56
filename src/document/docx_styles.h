/* SPDX-License-Identifier: Apache-2.0 */
/* What the styles of a DOCX say that matters for its text. */
#ifndef ZHEN_DOCUMENT_DOCX_STYLES_H
#define ZHEN_DOCUMENT_DOCX_STYLES_H

#include "document/ooxml.h"

typedef struct docx_style {
  const char *id, *parent; /* belong to the archive; parent may be NULL */
  bool hidden;             /* hidden text, a table of contents, a placeholder */
  bool headed;             /* has a level of its own */
  bool chapter;            /* a heading of the first level */
} docx_style;

typedef struct docx_styles {
  docx_style *at; /* sorted by id */
  size_t count, capacity;
} docx_styles;

ZHEN_CHECK zhen_status docx_styles_read(docx_styles *out, archive *a,
                                        const char *part);

void docx_styles_dispose(docx_styles *styles);

/* A style with what it inherits; all false if there is none of this id. */
docx_style docx_style_find(const docx_styles *styles, zhen_str id);

#endif
