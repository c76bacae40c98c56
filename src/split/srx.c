/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SRX 2.0 (GALA, 2008): pairs of regular expressions for the text before and
 * behind a position. The first rule that matches at a position decides. The
 * rules of a language are all that its map names, in order, if the file says
 * cascade; else the first. Format handling is left to whoever reads markup.
 */
#include "split/own.h"
#include "base/buf.h"
#include "base/fail.h"
#include "text/utf8.h"
#include "text/xml.h"

#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>

/* ICU's own measure of work for one expression: about a second. */
enum { TIME_LIMIT = 10000, LONGEST_PARAGRAPH = 1 << 28 };

typedef struct srx_rule {
  URegularExpression *pattern;
  bool breaks;
  bool zh, en; /* the languages it is for */
} srx_rule;

struct srx {
  srx_rule *rule;
  size_t count, capacity;
};

/* One file being read. */
typedef struct reader {
  const char *path;
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

/* Whether an attribute is "yes", or is absent and `preset`. */
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
                   "%s:%ld: not a regular expression ICU knows (%s)", path,
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
  if (U_FAILURE(*code))
    return NULL;
  uregex_setTimeLimit(re, TIME_LIMIT, code);
  return re;
}

/* Whether a pattern of the map matches all of a language code. */
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

/* Take in the rules of one <languagerule>. */
static zhen_status read_language(reader *r, const xmlNode *language, bool zh,
                                 bool en)
{
  for (xmlNode *n = language->children; n; n = n->next) {
    srx_rule rule = {.zh = zh, .en = en};
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
      return zhen_fail(ZHEN_EINPUT,
                       "%s:%ld: the map names language rules that are not in "
                       "the file",
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
    return zhen_fail(ZHEN_EINPUT, "%s: not an SRX file: no <srx> in it",
                     r->path);
  header = find_child(root, "header");
  body = find_child(root, "body");
  if (body) {
    r->languages = find_child(body, "languagerules");
    r->maps = find_child(body, "maprules");
  }
  if (!r->languages || !r->maps)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: not an SRX 2.0 file: it needs <languagerules> and "
                     "<maprules> in its <body>",
                     r->path);
  r->cascade = header && says_yes(header, "cascade", false);
  return read_maps(r);
}

/* Forget the rules from number `count` on. */
static void truncate_rules(srx *rules, size_t count)
{
  while (rules->count > count)
    uregex_close(rules->rule[--rules->count].pattern);
}

static zhen_status read_text(reader *r, zhen_str s)
{
  xmlDoc *doc;
  xml_watch watch;
  zhen_status status;

  if (s.len > INT32_MAX)
    return zhen_fail(ZHEN_ELIMIT, "%s: over 2 GiB", r->path);
  xml_watch_begin(&watch, r->path);
  doc = xmlReadMemory(s.ptr, (int)s.len, r->path, "UTF-8", XML_PARSE_NONET);
  status = xml_watch_end(&watch, doc ? read_document(r, doc) : ZHEN_OK);
  if (!doc && status == ZHEN_OK)
    status = zhen_fail(ZHEN_EINPUT, "%s: not XML as it should be", r->path);
  xmlFreeDoc(doc);
  return status;
}

zhen_status srx_read(srx **rules, const char *path)
{
  reader r = {.path = path, .rules = *rules};
  size_t before = *rules ? (*rules)->count : 0;
  zhen_text *text;
  zhen_status status;

  if (!r.rules)
    r.rules = mem_calloc(1, sizeof *r.rules);
  if (!r.rules)
    return zhen_fail_memory();
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

/* A paragraph in UTF-16, with the byte each unit came from. */
typedef struct wide_text {
  UChar *units;
  uint32_t *byte;
  int32_t len;
} wide_text;

static zhen_status widen(wide_text *w, zhen_str text)
{
  size_t at = 0;

  if (text.len > LONGEST_PARAGRAPH)
    return zhen_fail(ZHEN_ELIMIT, "a paragraph over 256 MiB");
  w->units = mem_calloc(text.len + 1, sizeof *w->units);
  w->byte = mem_calloc(text.len + 1, sizeof *w->byte);
  if (!w->units || !w->byte)
    return zhen_fail_memory();
  while (at < text.len) {
    uint32_t from = (uint32_t)at;
    uint32_t rune = utf8_next(text, &at);
    int32_t before = w->len;

    U16_APPEND_UNSAFE(w->units, w->len, rune);
    for (; before < w->len; before++)
      w->byte[before] = from;
  }
  w->byte[w->len] = (uint32_t)text.len;
  return ZHEN_OK;
}

/* Say it of the next character that is not white space, if nobody did. */
static void say_at(unsigned char *says, zhen_str text, size_t at, bool breaks)
{
  size_t size;

  while (at < text.len && rune_is_space(utf8_at(text, at, &size)))
    at += size;
  if (says[at] == SRX_SILENT)
    says[at] = breaks ? SRX_BREAK : SRX_NO_BREAK;
}

static zhen_status judge_by(const srx_rule *rule, const wide_text *w,
                            zhen_str text, unsigned char *says)
{
  UErrorCode error = U_ZERO_ERROR;
  URegularExpression *re = uregex_clone(rule->pattern, &error);

  uregex_setText(re, w->units, w->len, &error);
  while (uregex_findNext(re, &error) && U_SUCCESS(error)) {
    int32_t end = uregex_end(re, 0, &error);

    if (end > 0 && end < w->len)
      say_at(says, text, w->byte[end], rule->breaks);
  }
  uregex_close(re);
  if (error == U_MEMORY_ALLOCATION_ERROR)
    return zhen_fail_memory();
  if (U_FAILURE(error))
    return zhen_fail(ZHEN_ELIMIT,
                     "an SRX expression takes too long on this text (%s)",
                     u_errorName(error));
  return ZHEN_OK;
}

zhen_status srx_judge(const srx *rules, zhen_lang lang, zhen_str text,
                      unsigned char *says)
{
  wide_text w = {0};
  zhen_status status = widen(&w, text);

  memset(says, SRX_SILENT, text.len + 1);
  for (size_t i = 0; i < rules->count && status == ZHEN_OK; i++)
    if (lang == ZHEN_LANG_EN ? rules->rule[i].en : rules->rule[i].zh)
      status = judge_by(&rules->rule[i], &w, text, says);
  free(w.units);
  free(w.byte);
  return status;
}

void srx_free(srx *rules)
{
  if (!rules)
    return;
  truncate_rules(rules, 0);
  free(rules->rule);
  free(rules);
}
