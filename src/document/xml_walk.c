/* SPDX-License-Identifier: Apache-2.0 */
#include "document/xml_walk.h"
#include "base/fail.h"
#include "text/declared.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct xml_walker {
  const xml_visitor *visitor;
  void *data;
  const char *label;
  xmlParserCtxt *xml;
  xml_guard guard;
  zhen_status status;
  size_t depth, skipped; /* elements; the depth where skipping began, or 0 */
} xml_walker;

static void stop(xml_walker *w, zhen_status status)
{
  if (w->status == ZHEN_OK)
    w->status = status;
  xmlStopParser(w->xml);
}

static void begin_element(void *data, const xmlChar *name,
                          const xmlChar *prefix, const xmlChar *uri,
                          int n_spaces, const xmlChar **spaces, int n_at,
                          int n_defaulted, const xmlChar **at)
{
  xml_walker *w = data;
  const xml_element e = {(const char *)name, uri ? (const char *)uri : "", at,
                         n_at};
  zhen_status status = xml_check_element(w->xml, w->label, n_at);

  (void)prefix;
  (void)n_spaces;
  (void)spaces;
  (void)n_defaulted;
  w->depth++;
  if (status != ZHEN_OK)
    stop(w, status);
  else if (!w->skipped && !w->visitor->begin(w->data, &e))
    w->skipped = w->depth;
}

static void end_element(void *data, const xmlChar *name, const xmlChar *prefix,
                        const xmlChar *uri)
{
  xml_walker *w = data;

  (void)prefix;
  (void)uri;
  if (!w->skipped && w->visitor->end)
    w->visitor->end(w->data, (const char *)name);
  if (w->skipped == w->depth)
    w->skipped = 0;
  w->depth--;
}

static void take_text(void *data, const xmlChar *text, int len)
{
  xml_walker *w = data;

  if (!w->skipped && w->visitor->text)
    w->visitor->text(w->data, (zhen_str){(const char *)text, (size_t)len});
}

static void refuse_entities(xml_walker *w)
{
  stop(w, zhen_fail(ZHEN_EINPUT,
                    "%s: line %d: has entities of its own, which are not "
                    "read; write their text instead",
                    w->label, w->xml->input ? w->xml->input->line : 0));
}

static void take_entity(void *data, const xmlChar *name, int type,
                        const xmlChar *public_id, const xmlChar *system_id,
                        xmlChar *content)
{
  (void)name;
  (void)type;
  (void)public_id;
  (void)system_id;
  (void)content;
  refuse_entities(data);
}

static void take_reference(void *data, const xmlChar *name)
{
  (void)name;
  refuse_entities(data);
}

static zhen_status parse(xml_walker *w, zhen_str bytes)
{
  enum { STEP = 1 << 16 };
  xml_watch watch;
  zhen_status status = xml_guard_take(&w->guard, bytes);

  if (status != ZHEN_OK)
    return status;
  if (bytes.len == 0)
    return zhen_fail(ZHEN_EINPUT, "%s: is empty; the file is damaged",
                     w->label);
  xml_watch_begin(&watch, w->label);
  for (size_t at = 0, n; w->status == ZHEN_OK && watch.status == ZHEN_OK;
       at += n) {
    n = bytes.len - at < STEP ? bytes.len - at : STEP;
    xmlParseChunk(w->xml, bytes.ptr + at, (int)n, at + n == bytes.len);
    if (at + n == bytes.len)
      break;
  }
  status = xml_watch_end(&watch, ZHEN_OK);
  if (w->status != ZHEN_OK)
    return w->status;
  if (status == ZHEN_OK && !w->xml->wellFormed)
    return zhen_fail(ZHEN_EINPUT, "%s: not well-formed XML", w->label);
  return status;
}

static zhen_status walk_text(const char *label, zhen_str bytes,
                             const xml_visitor *visitor, void *data)
{
  xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                       .startElementNs = begin_element,
                       .endElementNs = end_element,
                       .characters = take_text,
                       .ignorableWhitespace = take_text,
                       .cdataBlock = take_text,
                       .entityDecl = take_entity,
                       .reference = take_reference};
  xml_walker w = {.visitor = visitor,
                  .data = data,
                  .label = label,
                  .guard = {.path = label}};
  xml_watch watch;
  zhen_status status;

  xml_watch_begin(&watch, label);
  w.xml = xmlCreatePushParserCtxt(&sax, &w, NULL, 0, NULL);
  status = xml_watch_end(&watch, w.xml ? ZHEN_OK : zhen_fail_memory());
  if (status != ZHEN_OK) {
    xmlFreeParserCtxt(w.xml);
    return status;
  }
  xmlCtxtUseOptions(w.xml, XML_PARSE_NONET | XML_PARSE_NOERROR |
                               XML_PARSE_NOWARNING |
                               XML_PARSE_IGNORE_ENC /* it is UTF-8 by now */);
  status = parse(&w, bytes);
  if (w.xml->myDoc)
    xmlFreeDoc(w.xml->myDoc);
  xmlFreeParserCtxt(w.xml);
  return status;
}

zhen_status xml_walk(const char *label, zhen_str bytes,
                     const xml_visitor *visitor, void *data)
{
  const zhen_read_options options = {.struct_size = sizeof options,
                                     .max_line = SIZE_MAX};
  zhen_text *text;
  bool misfit;
  zhen_status status =
      text_decode_declared(&text, bytes, label, &options, &misfit);

  if (status != ZHEN_OK)
    return status;
  status = walk_text(label, zhen_text_str(text), visitor, data);
  zhen_text_free(text);
  return status;
}

zhen_status xml_walk_member(archive *a, const char *member,
                            const xml_visitor *visitor, void *data)
{
  const char *label;
  buf bytes = {0};
  zhen_status status = archive_label(a, &label, member);

  if (status == ZHEN_OK)
    status = archive_read(a, member, &bytes);
  if (status == ZHEN_OK)
    status = xml_walk(label, (zhen_str){bytes.ptr, bytes.len}, visitor, data);
  buf_dispose(&bytes);
  return status;
}

/* ---- numbers and names ---- */

size_t xml_number(zhen_str s)
{
  size_t n = 0;

  for (size_t i = 0; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
    n = n > SIZE_MAX / 20 ? n : n * 10 + (size_t)(s.ptr[i] - '0');
  return n;
}

static int compare_name(const void *key, const void *entry)
{
  return strcmp(key, *(const char *const *)entry);
}

int xml_find_name(const char *const *names, size_t n, const char *name)
{
  const char *const *found =
      bsearch(name, names, n, sizeof *names, compare_name);

  return found ? (int)(found - names) : -1;
}
