/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SRX 2.0 (GALA, 2008): pairs of regular expressions for the text before and
 * after a position. The first rule that matches at a position decides. With
 * cascade, a language uses the rules of all matching map entries, in order;
 * otherwise only the first. Markup is left to the readers of markup.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "split/srx.h"
#include "split/srx_rules.h"
#include "text/utf8.h"
#include "text/xml.h"

#include <libxml/entities.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>

/* One file being read. */
typedef struct reader {
  const char *path; /* owned by the rules */
  xmlNode *languages, *maps;
  bool cascade;
  srx *rules;
} reader;

static bool is_named(const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE &&
         strcmp((const char *)node->name, name) == 0;
}

static xmlNode *find_child(const xmlNode *parent, const char *name)
{
  for (xmlNode *n = parent->children; n; n = n->next)
    if (is_named(n, name))
      return n;
  return NULL;
}

/* Whether an attribute is "yes", or is missing and `preset` is true. */
static bool says_yes(xmlNode *node, const char *name, bool preset)
{
  xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
  bool yes = value ? strcmp((const char *)value, "yes") == 0 : preset;

  xmlFree(value);
  return yes;
}

static zhen_status fail_pattern(const char *path, const xmlNode *node,
                                UErrorCode code)
{
  if (code == U_MEMORY_ALLOCATION_ERROR)
    return zhen_fail_memory();
  return zhen_fail(ZHEN_EINPUT,
                   "%s:%ld: not a valid ICU regular expression (%s)", path,
                   xmlGetLineNo(node), u_errorName(code));
}

static URegularExpression *compile(const char *pattern, uint32_t flags,
                                   UErrorCode *code)
{
  int32_t len = 0;
  UChar *wide;
  URegularExpression *re;

  u_strFromUTF8(NULL, 0, &len, pattern, -1, code);
  *code = U_ZERO_ERROR;
  wide = mem_calloc((size_t)len + 1, sizeof *wide);
  if (!wide) {
    *code = U_MEMORY_ALLOCATION_ERROR;
    return NULL;
  }
  u_strFromUTF8(wide, len + 1, NULL, pattern, -1, code);
  re = uregex_open(wide, len, flags, NULL, code);
  free(wide);
  return U_FAILURE(*code) ? NULL : re;
}

/* Whether a pattern of the map matches a whole language code. */
static zhen_status match_language(const reader *r, xmlNode *map,
                                  const char *code, bool *matches)
{
  UErrorCode error = U_ZERO_ERROR;
  xmlChar *pattern = xmlGetNoNsProp(map, (const xmlChar *)"languagepattern");
  URegularExpression *re = compile(pattern ? (const char *)pattern : "",
                                   UREGEX_CASE_INSENSITIVE, &error);
  UChar wide[8];

  xmlFree(pattern);
  if (!re)
    return fail_pattern(r->path, map, error);
  u_uastrcpy(wide, code);
  uregex_setText(re, wide, -1, &error);
  *matches = uregex_matches(re, 0, &error);
  uregex_close(re);
  return ZHEN_OK;
}

static void put_child_text(buf *b, const xmlNode *parent, const char *name)
{
  xmlNode *child = find_child(parent, name);
  xmlChar *text = child ? xmlNodeGetContent(child) : NULL;

  if (text)
    buf_puts(b, (const char *)text);
  xmlFree(text);
}

static zhen_status read_rule(const reader *r, xmlNode *node, srx_rule *rule)
{
  buf pattern = {0};
  UErrorCode error = U_ZERO_ERROR;
  zhen_status status;

  buf_puts(&pattern, "(?:");
  put_child_text(&pattern, node, "beforebreak");
  buf_puts(&pattern, ")(?=");
  put_child_text(&pattern, node, "afterbreak");
  buf_put(&pattern, ")", 2);
  status = buf_status(&pattern);
  if (status == ZHEN_OK) {
    rule->pattern = compile(pattern.ptr, 0, &error);
    rule->breaks = says_yes(node, "break", true);
    if (!rule->pattern)
      status = fail_pattern(r->path, node, error);
  }
  buf_dispose(&pattern);
  return status;
}

/* Add the rules of one <languagerule>. */
static zhen_status read_language(reader *r, const xmlNode *language, bool zh,
                                 bool en)
{
  for (xmlNode *n = language->children; n; n = n->next) {
    srx_rule rule = {
        .path = r->path, .line = xmlGetLineNo(n), .zh = zh, .en = en};
    zhen_status status;

    if (!is_named(n, "rule"))
      continue;
    status = read_rule(r, n, &rule);
    if (status == ZHEN_OK)
      status = mem_grow(&r->rules->rule, &r->rules->capacity,
                        r->rules->count + 1, sizeof rule);
    if (status != ZHEN_OK) {
      uregex_close(rule.pattern);
      return status;
    }
    r->rules->rule[r->rules->count++] = rule;
  }
  return ZHEN_OK;
}

static xmlNode *find_language(const reader *r, xmlNode *map)
{
  xmlChar *wanted = xmlGetNoNsProp(map, (const xmlChar *)"languagerulename");
  xmlNode *found = NULL;

  for (xmlNode *n = r->languages->children; n && wanted && !found;
       n = n->next) {
    xmlChar *name = is_named(n, "languagerule")
                        ? xmlGetNoNsProp(n, (const xmlChar *)"languagerulename")
                        : NULL;

    if (name && xmlStrcmp(name, wanted) == 0)
      found = n;
    xmlFree(name);
  }
  xmlFree(wanted);
  return found;
}

static zhen_status read_maps(reader *r)
{
  bool had_zh = false;
  bool had_en = false;

  for (xmlNode *n = r->maps->children; n; n = n->next) {
    bool zh, en;
    xmlNode *language;
    zhen_status status;

    if (!is_named(n, "languagemap"))
      continue;
    status = match_language(r, n, "zh", &zh);
    if (status == ZHEN_OK)
      status = match_language(r, n, "en", &en);
    if (status != ZHEN_OK)
      return status;
    zh = zh && (r->cascade || !had_zh);
    en = en && (r->cascade || !had_en);
    language = zh || en ? find_language(r, n) : NULL;
    if ((zh || en) && !language)
      return zhen_fail(
          ZHEN_EINPUT,
          "%s:%ld: the language map names rules that are not in the file",
          r->path, xmlGetLineNo(n));
    if (language)
      status = read_language(r, language, zh, en);
    if (status != ZHEN_OK)
      return status;
    had_zh = had_zh || zh;
    had_en = had_en || en;
  }
  return ZHEN_OK;
}

static zhen_status read_document(reader *r, const xmlDoc *doc)
{
  xmlNode *root = xmlDocGetRootElement(doc);
  xmlNode *header;
  xmlNode *body;

  if (!root || !is_named(root, "srx"))
    return zhen_fail(ZHEN_EINPUT, "%s: not an SRX file: no <srx> element",
                     r->path);
  header = find_child(root, "header");
  body = find_child(root, "body");
  if (body) {
    r->languages = find_child(body, "languagerules");
    r->maps = find_child(body, "maprules");
  }
  if (!r->languages || !r->maps)
    return zhen_fail(
        ZHEN_EINPUT,
        "%s: not an SRX 2.0 file: no <languagerules> or <maprules> in <body>",
        r->path);
  r->cascade = header && says_yes(header, "cascade", false);
  return read_maps(r);
}

/* Remove the rules from number `count` on. */
static void truncate_rules(srx *rules, size_t count)
{
  while (rules->count > count)
    uregex_close(rules->rule[--rules->count].pattern);
}

/* libxml2 silently omits the text of an entity that is outside the file. */
static zhen_status refuse_entities(const reader *r, const xmlNode *parent)
{
  zhen_status status = ZHEN_OK;

  for (xmlNode *n = parent->children; n && status == ZHEN_OK; n = n->next) {
    const xmlEntity *e = n->type == XML_ENTITY_REF_NODE
                             ? xmlGetDocEntity(n->doc, n->name)
                             : NULL;

    if (n->type == XML_ENTITY_REF_NODE &&
        (!e || e->etype != XML_INTERNAL_GENERAL_ENTITY))
      return zhen_fail(ZHEN_EINPUT,
                       "%s:%ld: the entity &%s; is not defined in the file; "
                       "write its text instead",
                       r->path, xmlGetLineNo(n), (const char *)n->name);
    if (n->type == XML_ELEMENT_NODE)
      status = refuse_entities(r, n);
  }
  return status;
}

static zhen_status read_text(reader *r, zhen_str s)
{
  xml_guard guard = {.path = r->path};
  zhen_status status = xml_guard_take(&guard, s);
  xmlDoc *doc;
  xml_watch watch;

  if (status != ZHEN_OK)
    return status;
  if (s.len > INT32_MAX)
    return zhen_fail(ZHEN_ELIMIT, "%s: over 2 GiB", r->path);
  xml_watch_begin(&watch, r->path);
  doc = xmlReadMemory(s.ptr, (int)s.len, r->path, "UTF-8", XML_PARSE_NONET);
  status = doc ? refuse_entities(r, (const xmlNode *)doc) : ZHEN_OK;
  if (doc && status == ZHEN_OK)
    status = read_document(r, doc);
  status = xml_watch_end(&watch, status);
  if (!doc && status == ZHEN_OK)
    status = zhen_fail(ZHEN_EINPUT, "%s: not well-formed XML", r->path);
  xmlFreeDoc(doc);
  return status;
}

static zhen_status keep_path(reader *r, const char *path)
{
  size_t size = strlen(path) + 1;
  char *copy = arena_alloc(&r->rules->strings, size, 1);

  if (!copy)
    return zhen_fail_memory();
  memcpy(copy, path, size);
  r->path = copy;
  return ZHEN_OK;
}

zhen_status srx_read(srx **rules, const char *path)
{
  reader r = {.rules = *rules};
  size_t before = *rules ? (*rules)->count : 0;
  zhen_text *text;
  zhen_status status;

  if (!r.rules)
    r.rules = mem_calloc(1, sizeof *r.rules);
  if (!r.rules)
    return zhen_fail_memory();
  status = keep_path(&r, path);
  if (status == ZHEN_OK)
    status = zhen_text_read(&text, path, NULL);
  if (status == ZHEN_OK) {
    status = read_text(&r, zhen_text_str(text));
    zhen_text_free(text);
  }
  if (status == ZHEN_OK) {
    *rules = r.rules;
    return ZHEN_OK;
  }
  truncate_rules(r.rules, before);
  if (!*rules)
    srx_free(r.rules);
  return status;
}

void srx_free(srx *rules)
{
  if (!rules)
    return;
  truncate_rules(rules, 0);
  free(rules->rule);
  arena_dispose(&rules->strings);
  free(rules);
}
