/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A part of a document is a document of its own: its units and sentences are
 * counted from 0, its types are those of the whole.
 */
#ifndef ZHEN_ALIGN_SEARCH_SECTION_H
#define ZHEN_ALIGN_SEARCH_SECTION_H

#include "align/corridor/corridor.h"

/* The units between two places, both between Chinese sentences. */
ZHEN_CHECK zhen_status document_part(document *part, const document *d,
                                     place begin, place end);

/* Free what is its own; the document it is of stays as it was. */
void document_part_close(document *part);

#endif
