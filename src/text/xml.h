/* SPDX-License-Identifier: Apache-2.0 */
/* Common to readers and writers of XML: errors of libxml2, language codes. */
#ifndef ZHEN_TEXT_XML_H
#define ZHEN_TEXT_XML_H

#include "base/buf.h"

#include <libxml/parser.h>
#include <stdbool.h>
#include <zhen/text.h>

/*
 * When memory runs out, libxml2 may print a line, skip a text and continue as
 * if nothing had happened: between begin and end we receive its messages (of
 * this thread).
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

/* The first error since begin; `status` if there was none. */
ZHEN_CHECK zhen_status xml_watch_end(xml_watch *w, zhen_status status);

/*
 * libxml2 compares each attribute of an element with all before it. All input
 * passes here first: a file with more attributes than any file needs is
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
  char quote;   /* the quote that ends the value of an attribute */
  size_t line;  /* counted from 0 */
  size_t count; /* attributes of the element; bytes of the declaration */
  size_t depth; /* of < in a declaration */
  char last[2]; /* characters */
} xml_guard;

/* Check the next piece of a file; ZHEN_ELIMIT if it must not be parsed. */
ZHEN_CHECK zhen_status xml_guard_take(xml_guard *g, zhen_str piece);

/*
 * At the start of an element: ZHEN_ELIMIT if it has too many attributes,
 * including those that a DOCTYPE adds, or if the file has too many different
 * names, which libxml2 looks up in a table of fixed size.
 */
ZHEN_CHECK zhen_status xml_check_element(const xmlParserCtxt *xml,
                                         const char *path, int n_attributes);

/*
 * Callbacks for the elements of an XML file; the first member of the user data
 * given to libxml2. `at` has five pointers per attribute.
 */
typedef struct xml_events {
  void (*begin)(void *data, const unsigned char *name, const unsigned char **at,
                int count);
  void (*end)(void *data, const unsigned char *name);
} xml_events;

/* The libxml2 handler that calls them; the caller adds text handlers. */
xmlSAXHandler xml_handler(void);

/* The start of an element; valid during the call. */
typedef struct xml_element {
  const char *name; /* without its prefix */
  const char *uri;  /* of its namespace; "" without one */
  const unsigned char **at;
  int count;
} xml_element;

/* The value of an attribute by its name without prefix; `ptr` is NULL if there
   is none, or only in another namespace than one that ends in `space`. NULL:
   in any. */
zhen_str xml_value(const xml_element *e, const char *name, const char *space);

/* Whether an attribute has this value. */
bool xml_value_is(const xml_element *e, const char *name, const char *value);

/* The language of a tag such as zh-Hant, cmn or en_GB, by its first part. */
zhen_lang xml_lang(const char *tag, size_t len);

/*
 * The language in the attributes of an element (xml:lang, or lang in old
 * files), in SAX2 form: five pointers each. False without one.
 */
bool xml_find_lang(const unsigned char **attributes, int count,
                   zhen_lang *lang);

/* Texts in XML may be wrapped: replace line breaks by spaces. */
void xml_unfold(char *text, size_t len);

/*
 * Append a text escaped for XML, also for an attribute. Characters that XML 1.0
 * cannot contain, not even as a reference, become U+FFFD.
 */
void xml_put_text(buf *b, zhen_str s);

#endif
