/* SPDX-License-Identifier: Apache-2.0 */
#include "text/xml.h"
#include "base/fail.h"
#include "text/utf8.h"

#include <string.h>
#include <strings.h>

/* What to do. */
static const char *advice(int code)
{
  switch (code) {
  case XML_ERR_UNDECLARED_ENTITY:
  case XML_WAR_UNDECLARED_ENTITY:
    return "write its characters instead";
  case XML_ERR_DOCUMENT_EMPTY:
  case XML_ERR_TAG_NOT_FINISHED:
    return "its end is missing; get the whole file";
  default:
    return "correct it, or get the file again";
  }
}

/* libxml2's message in one line. */
static void take_error(void *data, xmlErrorPtr error)
{
  xml_watch *w = data;
  const char *why = error->message ? error->message : "not well-formed XML";

  if (error->code == XML_ERR_NO_MEMORY)
    w->no_memory = true;
  if (w->status == ZHEN_OK && error->level == XML_ERR_FATAL)
    w->status =
        zhen_fail(ZHEN_EINPUT, "%s: line %d: %.*s; %s", w->path, error->line,
                  (int)strcspn(why, "\n"), why, advice(error->code));
}

/* libxml2 would print only out-of-memory messages; others are structured. */
static void take_message(void *data, const char *format, ...)
{
  (void)format;
  ((xml_watch *)data)->no_memory = true;
}

void xml_watch_begin(xml_watch *w, const char *path)
{
  *w = (xml_watch){.path = path,
                   .old_message = xmlGenericError,
                   .old_error = xmlStructuredError,
                   .old_message_context = xmlGenericErrorContext,
                   .old_error_context = xmlStructuredErrorContext};
  xmlSetGenericErrorFunc(w, take_message);
  xmlSetStructuredErrorFunc(w, take_error);
}

zhen_status xml_watch_end(xml_watch *w, zhen_status status)
{
  xmlSetGenericErrorFunc(w->old_message_context, w->old_message);
  xmlSetStructuredErrorFunc(w->old_error_context, w->old_error);
  if (w->no_memory)
    return zhen_fail_memory();
  return w->status == ZHEN_OK ? status : w->status;
}

/* ---- input that must not be parsed ---- */

enum {
  IN_TEXT,
  IN_OPENING,
  IN_TAG,
  IN_VALUE,
  IN_DECLARATION,
  IN_COMMENT,
  IN_CDATA,
  IN_INSTRUCTION
};

static zhen_status fail_attributes(const char *path, size_t line)
{
  return zhen_fail(ZHEN_ELIMIT,
                   "%s: line %zu: an element has over %d attributes", path,
                   line, XML_ATTRIBUTES_MAX);
}

static int state_of(char after)
{
  return after == '!' ? IN_DECLARATION : after == '?' ? IN_INSTRUCTION : IN_TAG;
}

static zhen_status guard_tag(xml_guard *g, char c)
{
  if (c == '>') {
    g->state = IN_TEXT;
  } else if (c == '"' || c == '\'') {
    g->state = IN_VALUE;
    g->quote = c;
  } else if (c == '=' && ++g->count > XML_ATTRIBUTES_MAX) {
    return fail_attributes(g->path, g->line + 1);
  }
  return ZHEN_OK;
}

/* <!-- and <![CDATA[ are recognized by what follows the first character. */
static zhen_status guard_declaration(xml_guard *g, char c)
{
  g->count++;
  g->depth += c == '<';
  if (g->count == 1 && c == '[')
    g->state = IN_CDATA;
  else if (g->count == 2 && c == '-' && g->last[0] == '-')
    g->state = IN_COMMENT;
  else if (g->count > XML_DOCTYPE_MAX)
    return zhen_fail(ZHEN_ELIMIT, "%s: line %zu: a declaration over 64 KiB",
                     g->path, g->line + 1);
  else if (c == '>' && g->depth-- == 0)
    g->state = IN_TEXT;
  return ZHEN_OK;
}

static bool has_ended(const xml_guard *g, char c, char mark, bool twice)
{
  return c == '>' && g->last[0] == mark && (!twice || g->last[1] == mark);
}

static zhen_status guard_one(xml_guard *g, char c)
{
  switch (g->state) {
  case IN_OPENING:
    g->state = state_of(c);
    g->count = g->depth = 0;
    break;
  case IN_TAG:
    return guard_tag(g, c);
  case IN_VALUE:
    if (c == g->quote)
      g->state = IN_TAG;
    break;
  case IN_DECLARATION:
    return guard_declaration(g, c);
  case IN_COMMENT:
  case IN_CDATA:
    if (has_ended(g, c, g->state == IN_COMMENT ? '-' : ']', true))
      g->state = IN_TEXT;
    break;
  case IN_INSTRUCTION:
    if (has_ended(g, c, '?', false))
      g->state = IN_TEXT;
    break;
  default:
    g->state = IN_OPENING;
  }
  return ZHEN_OK;
}

zhen_status xml_guard_take(xml_guard *g, zhen_str piece)
{
  for (size_t at = 0; at < piece.len; at++) {
    char c = piece.ptr[at];
    zhen_status status = ZHEN_OK;

    if (g->state != IN_TEXT || c == '<')
      status = guard_one(g, c);
    if (status != ZHEN_OK)
      return status;
    g->line += c == '\n';
    g->last[1] = g->last[0];
    g->last[0] = c;
  }
  return ZHEN_OK;
}

zhen_status xml_check_element(const xmlParserCtxt *xml, const char *path,
                              int n_attributes)
{
  int line = xml->input ? xml->input->line : 0;

  if (n_attributes > XML_ATTRIBUTES_MAX)
    return fail_attributes(path, (size_t)line);
  if (xmlDictSize(xml->dict) > XML_NAMES_MAX)
    return zhen_fail(
        ZHEN_ELIMIT,
        "%s: line %d: over %d distinct element and attribute names", path, line,
        XML_NAMES_MAX);
  return ZHEN_OK;
}

/* ---- elements ---- */

static void begin_element(void *data, const xmlChar *name,
                          const xmlChar *prefix, const xmlChar *uri,
                          int n_spaces, const xmlChar **spaces, int n_at,
                          int n_defaulted, const xmlChar **at)
{
  (void)prefix;
  (void)uri;
  (void)n_spaces;
  (void)spaces;
  (void)n_defaulted;
  ((const xml_events *)data)->begin(data, name, at, n_at);
}

static void end_element(void *data, const xmlChar *name, const xmlChar *prefix,
                        const xmlChar *uri)
{
  (void)prefix;
  (void)uri;
  ((const xml_events *)data)->end(data, name);
}

xmlSAXHandler xml_handler(void)
{
  return (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
                         .startElementNs = begin_element,
                         .endElementNs = end_element};
}

static bool ends_with(const char *s, const char *ending)
{
  size_t all = strlen(s), len = strlen(ending);

  return all >= len && strcmp(s + all - len, ending) == 0;
}

zhen_str xml_value(const xml_element *e, const char *name, const char *space)
{
  for (int i = 0; i < e->count; i++) {
    const unsigned char **at = e->at + (ptrdiff_t)5 * i;

    if (strcmp((const char *)at[0], name) == 0 &&
        (!space || (at[2] && ends_with((const char *)at[2], space))))
      return (zhen_str){(const char *)at[3], (size_t)(at[4] - at[3])};
  }
  return (zhen_str){NULL, 0};
}

bool xml_value_is(const xml_element *e, const char *name, const char *value)
{
  zhen_str s = xml_value(e, name, NULL);

  return s.ptr && s.len == strlen(value) && memcmp(s.ptr, value, s.len) == 0;
}

zhen_lang xml_lang(const char *tag, size_t len)
{
  static const struct {
    const char *code;
    zhen_lang lang;
  } codes[] = {{"zh", ZHEN_LANG_ZH},  {"zho", ZHEN_LANG_ZH},
               {"chi", ZHEN_LANG_ZH}, {"cmn", ZHEN_LANG_ZH},
               {"en", ZHEN_LANG_EN},  {"eng", ZHEN_LANG_EN}};
  size_t first = 0;

  while (first < len && tag[first] != '-' && tag[first] != '_')
    first++;
  for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
    if (strlen(codes[i].code) == first &&
        strncasecmp(codes[i].code, tag, first) == 0)
      return codes[i].lang;
  return ZHEN_LANG_NONE;
}

bool xml_find_lang(const unsigned char **at, int count, zhen_lang *lang)
{
  for (int i = 0; i < count; i++, at += 5)
    if (strcmp((const char *)at[0], "lang") == 0 &&
        (!at[1] || strcmp((const char *)at[1], "xml") == 0)) {
      *lang = xml_lang((const char *)at[3], (size_t)(at[4] - at[3]));
      return true;
    }
  return false;
}

void xml_unfold(char *text, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if (text[i] == '\n' || text[i] == '\t')
      text[i] = ' ';
}

static const char *reference(uint32_t rune)
{
  switch (rune) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\r':
    return "&#13;";
  default:
    return NULL;
  }
}

static bool is_forbidden(uint32_t rune)
{
  return (rune < 0x20 && rune != '\t' && rune != '\n' && rune != '\r') ||
         rune == 0xFFFE || rune == 0xFFFF;
}

void xml_put_text(buf *b, zhen_str s)
{
  for (size_t at = 0; at < s.len;) {
    size_t begin = at;
    uint32_t rune = utf8_next(s, &at);
    const char *escaped = reference(rune);

    if (escaped)
      buf_puts(b, escaped);
    else if (is_forbidden(rune))
      buf_put_rune(b, 0xFFFD);
    else
      buf_put(b, s.ptr + begin, at - begin);
  }
}
