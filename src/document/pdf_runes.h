/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Characters of PDF text: radicals and compatibility ideographs, to which fonts
 * map the glyphs of ordinary ideographs, and ligatures.
 */
#ifndef ZHEN_DOCUMENT_PDF_RUNES_H
#define ZHEN_DOCUMENT_PDF_RUNES_H

#include "text/text.h"

/* Append a line with the ordinary characters. */
void pdf_runes_put(buf *out, zhen_str line);

#endif
