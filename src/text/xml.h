/* SPDX-License-Identifier: Apache-2.0 */
/* What readers and writers of XML share: how libxml2 fails, language codes. */
#ifndef ZHEN_TEXT_XML_H
#define ZHEN_TEXT_XML_H

#include "base/buf.h"

#include <libxml/parser.h>
#include <stdbool.h>
#include <zhen/text.h>

/*
 * Where memory runs out, libxml2 may print a line, leave a text out and go on
 * as if nothing had happened: between begin and end its messages (of this
 * thread) come to us.
 */
typedef struct xml_watch {
  const char *path;
  zhen_status status; /* of the first fatal error */
  bool no_memory;
  xmlGenericErrorFunc old_message;
  xmlStructuredErrorFunc old_error;
  void *old_message_context, *old_error_context;
} xml_watch;

void xml_watch_begin(xml_watch *w, const char *path);

/* What went wrong meanwhile; `status` if nothing did. */
ZHEN_CHECK zhen_status xml_watch_end(xml_watch *w, zhen_status status);

/*
 * libxml2 compares each attribute of an element with all before it. What goes
 * to it passes here first: a file with more of them than any file needs is
 * refused, as is a large DOCTYPE, which may add attributes to every element.
 */
enum {
  XML_ATTRIBUTES_MAX = 256,
  XML_DOCTYPE_MAX = 64 * 1024,
  XML_NAMES_MAX = 32 * 1024
};

typedef struct xml_guard {
  const char *path; /* for messages */
  int state;
  char quote;   /* that ends the value of an attribute */
  size_t line;  /* counted from 0 */
  size_t count; /* attributes of the element; bytes of the declaration */
  size_t depth; /* of < in a declaration */
  char last[2]; /* characters */
} xml_guard;

/* The next piece of a file; ZHEN_ELIMIT if it must not be parsed. */
ZHEN_CHECK zhen_status xml_guard_take(xml_guard *g, zhen_str piece);

/*
 * Where an element begins: ZHEN_ELIMIT if it has too many attributes, those
 * that a DOCTYPE adds included, or if the file has too many different names,
 * among which libxml2 looks up each one in a table of a fixed size.
 */
ZHEN_CHECK zhen_status xml_check_element(const xmlParserCtxt *xml,
                                         const char *path, int n_attributes);

/*
 * Elements of an XML file as they come; the first member of what is given to
 * libxml2 as its user data. `at` holds five pointers an attribute.
 */
typedef struct xml_events {
  void (*begin)(void *data, const unsigned char *name, const unsigned char **at,
                int count);
  void (*end)(void *data, const unsigned char *name);
} xml_events;

/* The handler of libxml2 that calls them; texts are to be added. */
xmlSAXHandler xml_handler(void);

/* The language of a tag such as zh-Hant, cmn or en_GB, by its first part. */
zhen_lang xml_lang(const char *tag, size_t len);

/*
 * The language that the attributes of an element name (xml:lang, and lang as
 * in old files), as SAX2 has them: five pointers each. False without one.
 */
bool xml_find_lang(const unsigned char **attributes, int count,
                   zhen_lang *lang);

/* Texts in XML may be broken over lines: make the line ends spaces. */
void xml_unfold(char *text, size_t len);

/*
 * Append a text as XML has it, fit for an attribute, too. What XML 1.0 has no
 * place for, not even as a reference, becomes U+FFFD.
 */
void xml_put_text(buf *b, zhen_str s);

#endif
