/* SPDX-License-Identifier: Apache-2.0 */
/* Inline codes of TMX and XLIFF: their text is dropped. */
#ifndef ZHEN_PAIRS_XML_CODES_H
#define ZHEN_PAIRS_XML_CODES_H

#include "pairs/xml_state.h"

/* A code for a line break becomes a space. */
void xml_begin_code(xml_reader *t, const xml_element *e);
void xml_end_code(xml_reader *t, const char *name);

#endif
