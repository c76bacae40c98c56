/* SPDX-License-Identifier: Apache-2.0 */
/*
 * English forms of Chinese names: capitalized words that never occur in lower
 * case and can be cut into one to four syllables (Qingyang = qing yang,
 * Kaohsiung = gao xiong), and two words of one syllable each (Tse-tung = ze
 * dong, Zhang Yong = Yong Zhang).
 */
#include "tokens/pinyin.h"
#include "base/fail.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

enum { SYLLABLES_MAX = 4 };

bool may_be_name(const token_type *t)
{
  return t->kind == TOKEN_EN && t->n_capital > 0 && t->n_lower == 0 &&
         t->form && strlen(t->form) >= 2;
}

/*
 * Spellings of a syllable, and its pinyin. A longer word is read with other
 * spellings only if one of them is distinctive: neither pinyin nor common in
 * other words.
 */
typedef struct spelling {
  const char *text, *syllable;
  bool decisive;
} spelling;

static const spelling spellings[] = {
#include "tokens/spellings.inc"
};

/* Names that cannot be read by syllables, and their pinyin. */
static const struct {
  const char *text, *pinyin;
} known_names[] = {{"amoy", "xiamen"},     {"kaishek", "jieshi"},
                   {"mencius", "mengzi"},  {"swatow", "shantou"},
                   {"whampoa", "huangpu"}, {"yatsen", "yixian"},
                   {"yatsen", "zhongshan"}};

enum { N_SPELLINGS = sizeof spellings / sizeof spellings[0] };

typedef struct syllable_table {
  spelling at[512 + N_SPELLINGS];
  size_t n;
} syllable_table;

static int by_text(const void *a, const void *b)
{
  const spelling *x = a, *y = b;
  int order = strcmp(x->text, y->text);

  return order ? order : strcmp(x->syllable, y->syllable);
}

static void list_syllables(const zhen_lexicon *lexicon, syllable_table *t)
{
  const char *s;

  memcpy(t->at, spellings, sizeof spellings);
  for (t->n = N_SPELLINGS;
       t->n < sizeof t->at / sizeof t->at[0] &&
       (s = lexicon_syllable(lexicon, t->n - N_SPELLINGS)) != NULL;
       t->n++)
    t->at[t->n] = (spelling){s, s, false};
  qsort(t->at, t->n, sizeof t->at[0], by_text);
}

static int compare(const spelling *row, const char *s, size_t len)
{
  int order = strncmp(row->text, s, len);

  return order ? order : row->text[len] != '\0';
}

/* The first row of a text, if there is one; its others follow it. */
static size_t find_spelling(const syllable_table *t, const char *s, size_t len)
{
  size_t low = 0, high = t->n;

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (compare(&t->at[mid], s, len) < 0)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

static bool spells(const syllable_table *t, size_t row, const char *s,
                   size_t len)
{
  return row < t->n && compare(&t->at[row], s, len) == 0;
}

static zhen_status keep(document *d, pinyin_name name)
{
  zhen_status status =
      mem_grow(&d->names, &d->names_capacity, d->n_names + 1, sizeof *d->names);

  if (status == ZHEN_OK)
    d->names[d->n_names++] = name;
  return status;
}

/* A name up to the current position. */
typedef struct partial {
  pinyin_name name;
  bool spelled, decisive; /* other than pinyin; distinctive */
} partial;

/* Every way to cut the rest of a form into syllables. */
static zhen_status cut(document *d, const syllable_table *t, const char *rest,
                       partial p)
{
  zhen_status status = ZHEN_OK;
  size_t longest = strnlen(rest, SYLLABLE_BYTES - 1);

  if (!*rest)
    return p.name.n == 1 || !p.spelled || p.decisive ? keep(d, p.name)
                                                     : ZHEN_OK;
  if (p.name.n == SYLLABLES_MAX)
    return ZHEN_OK;
  for (size_t len = 1; len <= longest; len++)
    for (size_t k = find_spelling(t, rest, len);
         spells(t, k, rest, len) && status == ZHEN_OK; k++) {
      partial longer = p;

      longer.name.syllables[longer.name.n++] = t->at[k].syllable;
      longer.spelled |= t->at[k].text != t->at[k].syllable;
      longer.decisive |= t->at[k].decisive;
      status = cut(d, t, rest + len, longer);
    }
  return status;
}

static zhen_status cut_known(document *d, const syllable_table *t,
                             const char *form, uint32_t en_type)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; i < sizeof known_names / sizeof known_names[0]; i++)
    if (strcmp(known_names[i].text, form) == 0 && status == ZHEN_OK)
      status =
          cut(d, t, known_names[i].pinyin, (partial){.name.en_type = en_type});
  return status;
}

static zhen_status cut_word(document *d, const syllable_table *t, uint32_t type)
{
  const char *form = d->en.types[type].form;
  zhen_status status = cut(d, t, form, (partial){.name.en_type = type});

  return status == ZHEN_OK ? cut_known(d, t, form, type) : status;
}

/* ---- two words ---- */

/* A name of two syllables, each a word of its own. */
static zhen_status join(document *d, const syllable_table *t, uint32_t first,
                        uint32_t second, uint32_t en_type)
{
  const char *a = d->en.types[first].form, *b = d->en.types[second].form;
  size_t a_len = strlen(a), b_len = strlen(b);
  zhen_status status = ZHEN_OK;

  for (size_t i = find_spelling(t, a, a_len);
       spells(t, i, a, a_len) && status == ZHEN_OK; i++)
    for (size_t k = find_spelling(t, b, b_len);
         spells(t, k, b, b_len) && status == ZHEN_OK; k++)
      status = keep(
          d, (pinyin_name){.syllables = {t->at[i].syllable, t->at[k].syllable},
                           .n = 2,
                           .en_type = en_type});
  return status;
}

/* Tse-tung. */
static zhen_status join_hyphened(document *d, const syllable_table *t,
                                 const bigram *p)
{
  char form[2 * STEM_MAX + 1];
  zhen_status status;

  if (!may_be_name(&d->en.types[p->first]))
    return ZHEN_OK;
  snprintf(form, sizeof form, "%s%s", d->en.types[p->first].form,
           d->en.types[p->second].form);
  status = join(d, t, p->first, p->second, p->first);
  return status == ZHEN_OK ? cut_known(d, t, form, p->first) : status;
}

/* Zhang Yong or Yong Zhang: the given name, after the surname. */
static zhen_status join_spaced(document *d, const syllable_table *t,
                               const bigram *p)
{
  const token_type *first = &d->en.types[p->first];
  const token_type *second = &d->en.types[p->second];
  zhen_status status = ZHEN_OK;

  if (first->n_lower || second->n_lower)
    return ZHEN_OK;
  if (may_be_name(second))
    status = join(d, t, p->first, p->second, p->second);
  if (status == ZHEN_OK && may_be_name(first))
    status = join(d, t, p->second, p->first, p->first);
  return status;
}

static int by_words(const void *a, const void *b)
{
  return memcmp(a, b, sizeof(bigram));
}

static zhen_status join_bigrams(document *d, const syllable_table *t)
{
  const bigram *last = NULL;
  zhen_status status = ZHEN_OK;

  if (d->n_bigrams)
    qsort(d->bigrams, d->n_bigrams, sizeof *d->bigrams, by_words);
  for (size_t i = 0; i < d->n_bigrams && status == ZHEN_OK; i++) {
    const bigram *p = &d->bigrams[i];

    if (!last || by_words(last, p) != 0)
      status = p->hyphen ? join_hyphened(d, t, p) : join_spaced(d, t, p);
    last = p;
  }
  return status;
}

static int by_first(const void *a, const void *b)
{
  const pinyin_name *x = a, *y = b;
  int order = strcmp(x->syllables[0], y->syllables[0]);

  if (order == 0)
    order = (x->en_type > y->en_type) - (x->en_type < y->en_type);
  if (order == 0)
    order = (x->n > y->n) - (x->n < y->n);
  for (uint32_t i = 1; i < x->n && order == 0; i++)
    order = strcmp(x->syllables[i], y->syllables[i]);
  return order;
}

static int by_syllables(const void *a, const void *b)
{
  const pinyin_name *x = a, *y = b;

  for (uint32_t i = 0; i < x->n && i < y->n; i++) {
    int order = strcmp(x->syllables[i], y->syllables[i]);

    if (order)
      return order;
  }
  if (x->n != y->n)
    return x->n < y->n ? -1 : 1;
  return (x->order > y->order) - (x->order < y->order);
}

static void sort_names(document *d)
{
  if (d->n_names == 0)
    return;
  qsort(d->names, d->n_names, sizeof *d->names, by_first);
  for (size_t k = 0; k < d->n_names; k++) {
    d->names[k].order = (uint32_t)k;
    d->name_initials |= 1U << (d->names[k].syllables[0][0] & 31);
  }
  qsort(d->names, d->n_names, sizeof *d->names, by_syllables);
}

zhen_status find_pinyin_names(document *d)
{
  syllable_table t;
  zhen_status status;

  list_syllables(d->lexicon, &t);
  for (uint32_t i = 0; i < d->en.n_types; i++) {
    status = ZHEN_OK;
    if (may_be_name(&d->en.types[i]))
      status = cut_word(d, &t, i);
    if (status != ZHEN_OK)
      return status;
  }
  status = join_bigrams(d, &t);
  sort_names(d);
  return status;
}

/* ---- in a text ---- */

/* The hundred commonest surnames: one character may be a name by itself. */
static bool is_surname(uint32_t rune)
{
  static const char surnames[] =
      "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
      "程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
      "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹"
      "黎易常武乔贺赖龚文习温";
  zhen_str s = {surnames, sizeof surnames - 1};

  for (size_t at = 0; at < s.len;)
    if (utf8_next(s, &at) == rune)
      return true;
  return false;
}

static bool is_read_as(const zhen_lexicon *lexicon, uint32_t rune,
                       const char *syllable)
{
  const char *readings[READINGS_MAX];
  size_t n = lexicon_readings(lexicon, rune, readings);

  for (size_t i = 0; i < n; i++)
    if (strcmp(readings[i], syllable) == 0)
      return true;
  return false;
}

/* Do the characters from `at` on have the readings of a name? */
static bool is_read_as_name(const document *d, const segmenter *g, size_t at,
                            const pinyin_name *name)
{
  if (at + name->n > g->n_runes)
    return false;
  if (name->n == 1)
    return is_surname(g->runes[at]) &&
           is_read_as(d->lexicon, g->runes[at], name->syllables[0]);
  for (uint32_t i = 0; i < name->n; i++)
    if (!is_read_as(d->lexicon, g->runes[at + i], name->syllables[i]))
      return false;
  return true;
}

/* The first name of [low, high) whose syllable is, or is after, another. */
static size_t find_syllable(const document *d, size_t low, size_t high,
                            uint32_t depth, const char *syllable, bool behind)
{
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    int order = strcmp(d->names[mid].syllables[depth], syllable);

    if (order < 0 || (behind && order == 0))
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

static zhen_status keep_found(name_list *found, const pinyin_name *name)
{
  zhen_status status =
      mem_grow(&found->at, &found->capacity, found->n + 1, sizeof *found->at);

  if (status == ZHEN_OK)
    found->at[found->n++] = name;
  return status;
}

/*
 * The names of [low, high) whose first `depth` syllables were read before the
 * character at `at`: those that end there, and those that continue.
 */
static zhen_status find_names(name_list *found, const document *d,
                              const segmenter *g, size_t at, uint32_t depth,
                              size_t low, size_t high)
{
  const char *readings[READINGS_MAX];
  size_t n;
  zhen_status status = ZHEN_OK;

  for (; low < high && d->names[low].n == depth && status == ZHEN_OK; low++)
    if (is_read_as_name(d, g, at - depth, &d->names[low]))
      status = keep_found(found, &d->names[low]);
  if (low == high || at == g->n_runes)
    return status;
  n = lexicon_readings(d->lexicon, g->runes[at], readings);
  for (size_t r = 0; r < n && status == ZHEN_OK; r++) {
    size_t from = find_syllable(d, low, high, depth, readings[r], false);
    size_t to = find_syllable(d, from, high, depth, readings[r], true);

    if (from < to)
      status = find_names(found, d, g, at + 1, depth + 1, from, to);
  }
  return status;
}

static int by_order(const void *a, const void *b)
{
  const pinyin_name *x = *(const pinyin_name *const *)a;
  const pinyin_name *y = *(const pinyin_name *const *)b;

  return (x->order > y->order) - (x->order < y->order);
}

zhen_status names_read_at(name_list *found, const document *d,
                          const segmenter *g, size_t at)
{
  const char *readings[READINGS_MAX];
  size_t n = lexicon_readings(d->lexicon, g->runes[at], readings);
  zhen_status status = ZHEN_OK;

  found->n = 0;
  for (size_t r = 0; r < n && status == ZHEN_OK; r++) {
    size_t from, to, before = found->n;

    if (!(d->name_initials >> (readings[r][0] & 31) & 1))
      continue;
    from = find_syllable(d, 0, d->n_names, 0, readings[r], false);
    to = find_syllable(d, from, d->n_names, 0, readings[r], true);
    if (from < to)
      status = find_names(found, d, g, at + 1, 1, from, to);
    if (found->n > before + 1)
      qsort(found->at + before, found->n - before, sizeof *found->at, by_order);
  }
  return status;
}
