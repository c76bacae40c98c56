/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Read dictionaries: CC-CEDICT lines and plain ones, head TAB gloss. Skips what
 * is not a translation: remarks in brackets, measure words, cross-references.
 */
#include "lexicon/dictionary.h"
#include "base/fail.h"
#include "lexicon/cedict.h"
#include "lexicon/format.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <unicode/ucurr.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

enum { HEAD_MAX = 12 };

void dictionary_dispose(dictionary *d)
{
  arena_dispose(&d->strings);
  free(d->glosses);
  free(d->folds.at);
  free(d->readings.at);
  free(d->syllables);
  *d = (dictionary){0};
}

static char *keep(dictionary *d, zhen_str s)
{
  char *copy = arena_alloc(&d->strings, s.len + 1, 1);

  if (copy && s.len)
    memcpy(copy, s.ptr, s.len);
  return copy;
}

static bool is_head(zhen_str s)
{
  bool han = false;
  size_t n = 0;

  for (size_t at = 0; at < s.len; n++) {
    uint32_t rune = utf8_next(s, &at);

    if (rune_is_han(rune))
      han = true;
    else if (rune == ':' || rune == '(' || rune == ' ' || rune == 0xFF08)
      return false;
  }
  return han && n <= HEAD_MAX;
}

zhen_status dictionary_add(dictionary *d, zhen_str head, zhen_str text,
                           uint32_t source)
{
  zhen_status status;
  gloss *g;

  head = str_trim(head);
  text = str_trim(text);
  if (!is_head(head) || text.len == 0 || text.len > GLOSS_MAX)
    return ZHEN_OK;
  status =
      mem_grow(&d->glosses, &d->capacity, d->n_glosses + 1, sizeof *d->glosses);
  if (status != ZHEN_OK)
    return status;
  g = &d->glosses[d->n_glosses];
  *g = (gloss){keep(d, head), keep(d, text), source, (uint32_t)d->n_glosses};
  if (!g->head || !g->text)
    return zhen_fail_memory();
  d->n_glosses++;
  return ZHEN_OK;
}

static zhen_status count_fact(char_facts *f, uint32_t rune, uint32_t value)
{
  zhen_status status =
      mem_grow(&f->at, &f->capacity, f->count + 1, sizeof *f->at);

  if (status == ZHEN_OK)
    f->at[f->count++] = (char_fact){rune, value, 1};
  return status;
}

static zhen_status add_glosses(dictionary *d, zhen_str head, zhen_str text,
                               uint32_t source)
{
  gloss_parts parts;
  zhen_str translation;
  zhen_status status = ZHEN_OK;

  gloss_open(&parts, text);
  while (status == ZHEN_OK && gloss_next(&parts, &translation))
    status = dictionary_add(d, head, translation, source);
  return status;
}

/*
 * Number of a syllable without its tone; NONE if it is not one. "lu:4" becomes
 * "lu", the usual spelling in names.
 */
static zhen_status syllable_number(dictionary *d, zhen_str s, uint32_t *number)
{
  char text[SYLLABLE_BYTES] = {0};
  size_t len = 0;

  *number = SYLLABLE_NONE;
  if (s.len < 2 || s.ptr[s.len - 1] < '1' || s.ptr[s.len - 1] > '5')
    return ZHEN_OK;
  for (size_t i = 0; i + 1 < s.len && len + 1 < sizeof text; i++) {
    char c = (char)(s.ptr[i] | 0x20);

    if (c >= 'a' && c <= 'z')
      text[len++] = c;
  }
  if (len == 0 || strcmp(text, "xx") == 0 || strcmp(text, "r") == 0)
    return ZHEN_OK;
  for (size_t i = 0; i < d->n_syllables; i++)
    if (strcmp(d->syllables[i], text) == 0) {
      *number = (uint32_t)i;
      return ZHEN_OK;
    }
  if (mem_grow(&d->syllables, &d->syllables_capacity, d->n_syllables + 1,
               sizeof *d->syllables) != ZHEN_OK)
    return ZHEN_ENOMEM;
  memcpy(d->syllables[d->n_syllables], text, sizeof text);
  *number = (uint32_t)d->n_syllables++;
  return ZHEN_OK;
}

static zhen_status note_readings(dictionary *d, zhen_str simplified,
                                 zhen_str pinyin)
{
  size_t at = 0, from = 0;

  while (at < simplified.len && from < pinyin.len) {
    uint32_t rune = utf8_next(simplified, &at), number;
    size_t end = str_find(pinyin, from, ' ');
    zhen_status status =
        syllable_number(d, str_part(pinyin, from, end), &number);

    if (status == ZHEN_OK && number != SYLLABLE_NONE && rune_is_han(rune) &&
        rune <= 0xFFFF)
      status = count_fact(&d->readings, rune, number);
    if (status != ZHEN_OK)
      return status;
    from = end + 1;
  }
  return ZHEN_OK;
}

static zhen_status note_folds(dictionary *d, zhen_str traditional,
                              zhen_str simplified)
{
  size_t at = 0, from = 0;

  while (at < traditional.len && from < simplified.len) {
    uint32_t t = utf8_next(traditional, &at);
    uint32_t s = utf8_next(simplified, &from);

    if (rune_is_han(t) && t <= 0xFFFF && s <= 0xFFFF) {
      zhen_status status = count_fact(&d->folds, t, s);

      if (status != ZHEN_OK)
        return status;
    }
  }
  return ZHEN_OK;
}

static zhen_status read_cedict_line(dictionary *d, zhen_str line,
                                    uint32_t source)
{
  cedict_line entry;
  zhen_str text;
  zhen_status status;

  if (!cedict_parse(line, &entry))
    return ZHEN_OK;
  status = note_folds(d, entry.traditional, entry.simplified);
  if (status == ZHEN_OK)
    status = note_readings(d, entry.simplified, entry.pinyin);
  for (size_t at = 0; status == ZHEN_OK && cedict_next(&entry, &at, &text);)
    status = add_glosses(d, entry.simplified, text, source);
  return status;
}

/* Some lists give several heads and glosses, separated by commas. */
static zhen_status read_plain_line(dictionary *d, zhen_str line,
                                   uint32_t source)
{
  size_t tab = str_find(line, 0, '\t');
  zhen_str heads = str_part(line, 0, tab), text;

  if (tab >= line.len)
    return ZHEN_OK;
  text = str_part(line, tab + 1, str_find(line, tab + 1, '\t'));
  for (size_t at = 0; at < heads.len;) {
    size_t end = str_find(heads, at, ',');

    for (size_t from = 0; from < text.len;) {
      size_t to = str_find(text, from, ',');
      zhen_status status = add_glosses(d, str_part(heads, at, end),
                                       str_part(text, from, to), source);

      if (status != ZHEN_OK)
        return status;
      from = to + 1;
    }
    at = end + 1;
  }
  return ZHEN_OK;
}

static bool is_cedict(const char *path)
{
  const char *slash = strrchr(path, '/');

  return strstr(slash ? slash : path, ".u8") != NULL;
}

zhen_status dictionary_read(dictionary *d, const char *path, uint32_t source)
{
  zhen_text *text;
  zhen_status status = zhen_text_read(&text, path, NULL);
  size_t before = d->n_glosses;
  zhen_str all;

  if (status != ZHEN_OK)
    return status;
  all = zhen_text_str(text);
  for (size_t at = 0; at < all.len && status == ZHEN_OK;) {
    size_t end = str_find(all, at, '\n');
    zhen_str line = str_trim(str_part(all, at, end));

    status = is_cedict(path) ? read_cedict_line(d, line, source)
                             : read_plain_line(d, line, source);
    at = end + 1;
  }
  zhen_text_free(text);
  if (status == ZHEN_OK && d->n_glosses == before)
    status = zhen_fail(
        ZHEN_EINPUT,
        "%s: no entries; expected lines of Chinese word, tab, English gloss",
        path);
  return status;
}

static zhen_status add_name(dictionary *d, const UChar *zh, int32_t zh_len,
                            const UChar *en, int32_t en_len, uint32_t source)
{
  char head[256], text[256];
  int32_t head_len, text_len;
  UErrorCode error = U_ZERO_ERROR;

  u_strToUTF8(head, sizeof head, &head_len, zh, zh_len, &error);
  u_strToUTF8(text, sizeof text, &text_len, en, en_len, &error);
  if (U_FAILURE(error))
    return ZHEN_OK;
  return add_glosses(d, (zhen_str){head, (size_t)head_len},
                     (zhen_str){text, (size_t)text_len}, source);
}

static zhen_status add_country(dictionary *d, const char *code, uint32_t source)
{
  UChar zh[128], en[128];
  char locale[16] = "und_";
  UErrorCode error = U_ZERO_ERROR;
  int32_t n, m;

  strncat(locale, code, sizeof locale - strlen(locale) - 1);
  n = uloc_getDisplayCountry(locale, "zh", zh, 128, &error);
  m = uloc_getDisplayCountry(locale, "en", en, 128, &error);
  return U_FAILURE(error) ? ZHEN_OK : add_name(d, zh, n, en, m, source);
}

static zhen_status add_language(dictionary *d, const char *code,
                                uint32_t source)
{
  UChar zh[128], en[128];
  UErrorCode error = U_ZERO_ERROR;
  int32_t n = uloc_getDisplayLanguage(code, "zh", zh, 128, &error);
  int32_t m = uloc_getDisplayLanguage(code, "en", en, 128, &error);

  return U_FAILURE(error) ? ZHEN_OK : add_name(d, zh, n, en, m, source);
}

static zhen_status add_currencies(dictionary *d, uint32_t source)
{
  UErrorCode error = U_ZERO_ERROR;
  UEnumeration *codes =
      ucurr_openISOCurrencies(UCURR_ALL | UCURR_NON_DEPRECATED, &error);
  zhen_status status = ZHEN_OK;
  const UChar *code;
  int32_t len;

  while (U_SUCCESS(error) && status == ZHEN_OK &&
         (code = uenum_unext(codes, &len, &error)) != NULL) {
    UBool choice;
    int32_t n, m;
    const UChar *zh =
        ucurr_getName(code, "zh", UCURR_LONG_NAME, &choice, &n, &error);
    const UChar *en =
        ucurr_getName(code, "en", UCURR_LONG_NAME, &choice, &m, &error);

    if (U_SUCCESS(error))
      status = add_name(d, zh, n, en, m, source);
  }
  uenum_close(codes);
  return status;
}

zhen_status dictionary_add_names(dictionary *d, uint32_t source)
{
  zhen_status status = add_currencies(d, source);

  for (const char *const *c = uloc_getISOCountries(); *c && status == ZHEN_OK;
       c++)
    status = add_country(d, *c, source);
  for (const char *const *c = uloc_getISOLanguages(); *c && status == ZHEN_OK;
       c++)
    status = add_language(d, *c, source);
  return status;
}

static int by_rune_and_value(const void *a, const void *b)
{
  const char_fact *x = a, *y = b;

  if (x->rune != y->rune)
    return x->rune < y->rune ? -1 : 1;
  return (x->value > y->value) - (x->value < y->value);
}

static int by_rune_and_count(const void *a, const void *b)
{
  const char_fact *x = a, *y = b;

  if (x->rune != y->rune)
    return x->rune < y->rune ? -1 : 1;
  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return (x->value > y->value) - (x->value < y->value);
}

/* Add up equal facts; the most frequent one of each character comes first. */
static void add_up(char_facts *f)
{
  size_t n = 0;

  if (f->count == 0)
    return;
  qsort(f->at, f->count, sizeof *f->at, by_rune_and_value);
  for (size_t i = 1; i < f->count; i++) {
    if (by_rune_and_value(&f->at[n], &f->at[i]) == 0)
      f->at[n].count++;
    else
      f->at[++n] = f->at[i];
  }
  f->count = n + 1;
  qsort(f->at, f->count, sizeof *f->at, by_rune_and_count);
}

void dictionary_settle(dictionary *d)
{
  size_t n = 0;

  add_up(&d->readings);
  add_up(&d->folds);
  /* A character that mostly stays unchanged (后, 著) has no fold. */
  for (size_t i = 0; i < d->folds.count; i++) {
    char_fact fact = d->folds.at[i];

    if ((i == 0 || d->folds.at[i - 1].rune != fact.rune) &&
        fact.value != fact.rune)
      d->folds.at[n++] = fact;
  }
  d->folds.count = n;
}
