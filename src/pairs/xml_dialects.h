/* SPDX-License-Identifier: Apache-2.0 */
/* The formats in XML. */
#ifndef ZHEN_PAIRS_XML_DIALECTS_H
#define ZHEN_PAIRS_XML_DIALECTS_H

#include "pairs/xml_state.h"

extern const xml_dialect xml_tmx, xml_xliff, xml_xliff2, xml_tbx;

#endif
