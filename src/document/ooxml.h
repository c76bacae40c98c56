/* SPDX-License-Identifier: Apache-2.0 */
/* What DOCX, PPTX and XLSX have in common: parts that refer to each other. */
#ifndef ZHEN_DOCUMENT_OOXML_H
#define ZHEN_DOCUMENT_OOXML_H

#include "document/xml_walk.h"

/* A reference from one part to another; the strings belong to the archive. */
typedef struct ooxml_link {
  const char *id;
  const char *type; /* the last word of it, such as "styles" */
  const char *part;
} ooxml_link;

typedef struct ooxml_links {
  ooxml_link *at; /* sorted by id */
  size_t count, capacity;
} ooxml_links;

/* The references of a part; none if it has none. */
ZHEN_CHECK zhen_status ooxml_links_read(ooxml_links *out, archive *a,
                                        const char *part);

void ooxml_links_dispose(ooxml_links *links);

/* The part that an id or a type refers to; NULL if there is none. */
const char *ooxml_by_id(const ooxml_links *links, zhen_str id);
const char *ooxml_by_type(const ooxml_links *links, const char *type);

/* The main part of the document. */
ZHEN_CHECK zhen_status ooxml_main(archive *a, const char **out);

/* Whether an element such as <w:vanish w:val="0"/> switches on. */
bool ooxml_is_on(const xml_element *e);

/*
 * Of what an old and a new program can show, only one is read: call this for
 * each element, and leave it out if it returns false. `taken` is the state.
 */
bool ooxml_take_alternative(const xml_element *e, bool *taken);

#endif
