/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pages of a PDF document to paragraphs: running headers, footers and page
 * numbers go, and a paragraph continues in the next column and on the next
 * page.
 */
#ifndef ZHEN_DOCUMENT_PDF_PAGES_H
#define ZHEN_DOCUMENT_PDF_PAGES_H

#include "document/pdf_layout.h"

/* Append the text to `out`, an empty line after each paragraph; `dropped`
   counts the lines that went. */
ZHEN_CHECK zhen_status pdf_pages_join(buf *out, const pdf_layout *pages,
                                      size_t *dropped);

#endif
