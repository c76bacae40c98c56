/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walk through an XML file in memory. Nothing that it refers to is loaded;
 * entities that it declares are refused, so there is nothing to expand.
 */
#ifndef ZHEN_DOCUMENT_XML_WALK_H
#define ZHEN_DOCUMENT_XML_WALK_H

#include "document/archive.h"
#include "text/xml.h"

/* The callbacks; `data` is the caller's. */
typedef struct xml_visitor {
  /* False: leave the element out, with all that is in it. */
  bool (*begin)(void *data, const xml_element *e);
  void (*end)(void *data, const char *name); /* may be NULL */
  void (*text)(void *data, zhen_str s);      /* a piece; may be NULL */
} xml_visitor;

/* The number in a string of digits; 0 if it has none. */
size_t xml_number(zhen_str s);

/* The position of a name in `n` sorted names, -1 if it is none of them. */
int xml_find_name(const char *const *names, size_t n, const char *name);

/*
 * `label` is the name in messages.
 * @retval ZHEN_EINPUT  not well-formed; declares entities
 * @retval ZHEN_ELIMIT  see text/xml.h
 */
ZHEN_CHECK zhen_status xml_walk(const char *label, zhen_str bytes,
                                const xml_visitor *visitor, void *data);

/* The same for a member of an archive. */
ZHEN_CHECK zhen_status xml_walk_member(archive *a, const char *member,
                                       const xml_visitor *visitor, void *data);

#endif
