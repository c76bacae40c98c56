/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fail.h"
#include "base/mem.h"
#include "split/srx.h"
#include "split/srx_rules.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

/* The work of a rule on a paragraph is limited in proportion to its length. */
enum {
  LONGEST_PARAGRAPH = 1 << 28,
  CHUNK = 1024, /* UTF-16 units */
  CHUNKS_MIN = 1 << 18,
  CHUNKS_PER_BYTE = 2
};

/* ---- a paragraph as ICU reads it ---- */

/*
 * A paragraph in UTF-16, given to ICU in chunks: ICU counts the steps of its
 * engine, but a step may read any number of characters. Counting chunks covers
 * those.
 */
typedef struct wide_text {
  UChar *units;
  uint32_t *byte; /* the source byte of each unit */
  int64_t len;
  size_t chunks_left;
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
    int64_t before = w->len;

    U16_APPEND_UNSAFE(w->units, w->len, rune);
    for (; before < w->len; before++)
      w->byte[before] = from;
  }
  w->byte[w->len] = (uint32_t)text.len;
  return ZHEN_OK;
}

static UText *wide_clone(UText *to, const UText *from, UBool deep,
                         UErrorCode *error)
{
  if (deep)
    *error = U_UNSUPPORTED_ERROR;
  to = utext_setup(to, 0, error);
  if (U_FAILURE(*error))
    return to;
  to->pFuncs = from->pFuncs;
  to->context = from->context;
  return to;
}

static int64_t wide_length(UText *t)
{
  return ((const wide_text *)t->context)->len;
}

/* No chunk starts in the middle of a character. */
static int64_t chunk_begin(const wide_text *w, int64_t number)
{
  int64_t at = number * CHUNK;

  if (at >= w->len)
    return w->len;
  return at - (U16_IS_TRAIL(w->units[at]) ? 1 : 0);
}

static UBool wide_access(UText *t, int64_t at, UBool forward)
{
  wide_text *w = (wide_text *)t->context;
  int64_t index = at < 0 ? 0 : at < w->len ? at : w->len;
  int64_t inside = index - !forward; /* the unit requested */
  int64_t number = inside < 0 ? 0 : inside / CHUNK;

  if (chunk_begin(w, number + 1) <= inside)
    number++;
  if (number > 0 && chunk_begin(w, number) == w->len)
    number--;
  w->chunks_left -= w->chunks_left > 0;
  t->chunkNativeStart = chunk_begin(w, number);
  t->chunkNativeLimit = chunk_begin(w, number + 1);
  t->chunkContents = w->units + t->chunkNativeStart;
  t->chunkLength = (int32_t)(t->chunkNativeLimit - t->chunkNativeStart);
  t->nativeIndexingLimit = t->chunkLength;
  t->chunkOffset = (int32_t)(index - t->chunkNativeStart);
  return inside >= 0 && inside < w->len;
}

static const UTextFuncs wide_funcs = {.tableSize = sizeof(UTextFuncs),
                                      .clone = wide_clone,
                                      .nativeLength = wide_length,
                                      .access = wide_access};

static UBool may_find(const void *context, int64_t at)
{
  (void)at;
  return ((const wide_text *)context)->chunks_left > 0;
}

static UBool may_match(const void *context, int32_t steps)
{
  (void)steps;
  return ((const wide_text *)context)->chunks_left > 0;
}

/* ---- applying rules ---- */

/* The decisions of one rule on a text. */
typedef struct verdicts {
  zhen_str text;
  unsigned char *says;
  size_t from, to; /* the white space skipped last */
} verdicts;

/* Decide it for the next character that is not white space, unless decided. */
static void say_at(verdicts *v, size_t at, bool breaks)
{
  size_t size;

  if (at < v->from || at > v->to) {
    v->from = v->to = at;
    while (v->to < v->text.len && rune_is_space(utf8_at(v->text, v->to, &size)))
      v->to += size;
  }
  if (v->says[v->to] == SRX_SILENT)
    v->says[v->to] = breaks ? SRX_BREAK : SRX_NO_BREAK;
}

static void find_all(const srx_rule *rule, wide_text *w, verdicts *v,
                     UErrorCode *error)
{
  UText t = UTEXT_INITIALIZER;
  URegularExpression *re = uregex_clone(rule->pattern, error);

  utext_setup(&t, 0, error);
  t.pFuncs = &wide_funcs;
  t.context = w;
  uregex_setTimeLimit(re, srx_step_limit(v->text.len), error);
  uregex_setFindProgressCallback(re, may_find, w, error);
  uregex_setMatchCallback(re, may_match, w, error);
  uregex_setUText(re, &t, error);
  while (uregex_findNext(re, error) && U_SUCCESS(*error)) {
    int64_t end = uregex_end64(re, 0, error);

    if (end > 0 && end < w->len)
      say_at(v, w->byte[end], rule->breaks);
  }
  uregex_close(re);
  utext_close(&t);
}

static zhen_status judge_by(const srx_rule *rule, wide_text *w, zhen_str text,
                            unsigned char *says)
{
  verdicts v = {.text = text, .says = says, .from = 1};
  UErrorCode error = U_ZERO_ERROR;

  w->chunks_left = CHUNKS_MIN + CHUNKS_PER_BYTE * text.len;
  find_all(rule, w, &v, &error);
  if (error == U_MEMORY_ALLOCATION_ERROR)
    return zhen_fail_memory();
  if (U_FAILURE(error))
    return zhen_fail(ZHEN_ELIMIT,
                     "%s:%ld: the rule needs too %s on a paragraph of %zu "
                     "bytes; limit its repetitions",
                     rule->path, rule->line,
                     error == U_REGEX_STACK_OVERFLOW ? "much memory"
                                                     : "many steps",
                     text.len);
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
