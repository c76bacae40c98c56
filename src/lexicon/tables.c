/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/tables.h"
#include "base/fail.h"
#include "lexicon/frequency.h"
#include "text/utf8.h"

enum { RUNES = 0x10000, HEADS = HEADS_END - HEADS_FIRST };

/* ---- the words of a list by their first two characters ---- */

/* The words of a list one after the other: the first two characters of each,
   if these are of up to 3 bytes. */
typedef struct head_scan {
  const word_list *list;
  const uint8_t *at;
  uint32_t number;
  uint8_t head[8];
  uint32_t first, second; /* of the word at `at`; 0: other characters, and no
                             second one */
} head_scan;

static void read_head(head_scan *s, size_t len)
{
  zhen_str head = {(const char *)s->head, len < sizeof s->head ? len : 8};
  size_t size = utf8_size(head.ptr[0]), ignored;

  s->first = s->second = 0;
  if (size != 3 || (len > 3 && utf8_size(head.ptr[3]) > 3))
    return;
  s->first = utf8_at(head, 0, &ignored);
  if (s->first < HEADS_FIRST || s->first >= HEADS_END)
    s->first = 0;
  else if (len > 3)
    s->second = utf8_at(head, 3, &ignored);
}

static bool read_word(head_scan *s)
{
  size_t common, rest;

  if (s->number == s->list->count)
    return false;
  common = s->at[0];
  rest = s->at[1];
  for (size_t i = common; i < sizeof s->head && i < common + rest; i++)
    s->head[i] = s->at[2 + i - common];
  read_head(s, common + rest);
  return true;
}

static void skip_word(head_scan *s)
{
  uint32_t size;

  s->at += 2 + s->at[1];
  size = load_varint(&s->at);
  s->at += size;
  s->number++;
}

static uint32_t count_groups(const word_list *list)
{
  head_scan s = {.list = list, .at = list->words};
  uint32_t first = 0, second = 0, n = 0;

  for (; read_word(&s); skip_word(&s)) {
    n += s.first && (s.first != first || s.second != second);
    first = s.first;
    second = s.second;
  }
  return n;
}

static void find_groups(const word_list *list, uint32_t *starts,
                        uint32_t *groups, uint16_t *seconds)
{
  head_scan s = {.list = list, .at = list->words};
  uint32_t first = 0, second = 0, n = 0, start = 0;

  for (; read_word(&s); skip_word(&s)) {
    if (s.first && (s.first != first || s.second != second)) {
      while (start <= s.first - HEADS_FIRST)
        starts[start++] = n;
      groups[n] = (uint32_t)(s.at - list->words);
      seconds[n++] = (uint16_t)s.second;
    }
    first = s.first;
    second = s.second;
  }
  while (start <= HEADS)
    starts[start++] = n;
  groups[n] = (uint32_t)(s.at - list->words);
}

/* ---- stems, characters ---- */

static void find_stem_starts(const word_list *en, uint32_t *starts)
{
  uint32_t n = (en->count + BLOCK - 1) / BLOCK, start = 0;

  for (uint32_t block = 0; block < n; block++) {
    const uint8_t *p = word_list_block(en, block);
    uint32_t first = stem_start((zhen_str){(const char *)p + 2, p[1]});

    while (start <= first)
      starts[start++] = block;
  }
  while (start <= STEM_STARTS)
    starts[start++] = n;
}

static void find_folds(const zhen_lexicon *x, uint16_t *folds)
{
  const uint8_t *row = x->bytes + lexicon_field(x, FIELD_FOLDS_AT);

  for (uint32_t i = 0; i < lexicon_field(x, FIELD_FOLDS); i++)
    folds[load16(row + (size_t)FOLD_BYTES * i)] =
        (uint16_t)load16(row + (size_t)FOLD_BYTES * i + 2);
}

/* ---- all tables ---- */

/* Room for a table; returns where it is. */
static uint32_t take(lexicon_tables *t, size_t count, size_t size)
{
  uint32_t at = t->size;

  t->size += (uint32_t)((count * size + 3) / 4 * 4);
  return at;
}

static list_tables take_list(lexicon_tables *t, const word_list *list)
{
  size_t n = count_groups(list);

  return (list_tables){.starts = take(t, HEADS + 1, sizeof(uint32_t)),
                       .groups = take(t, n + 1, sizeof(uint32_t)),
                       .seconds = take(t, n, sizeof(uint16_t))};
}

static lexicon_tables lay_out(const zhen_lexicon *x)
{
  lexicon_tables t = {.size = sizeof t,
                      .lexicon = lexicon_field(x, FIELD_CHECK),
                      .n_slots = frequency_slots()};

  t.zh = take_list(&t, &x->zh);
  t.phrases = take_list(&t, &x->phrases);
  t.stem_starts = take(&t, STEM_STARTS + 1, sizeof(uint32_t));
  t.slots = take(&t, t.n_slots, sizeof(uint32_t));
  t.en_chances = take(&t, x->en.count, sizeof(float));
  t.folds = take(&t, RUNES, sizeof(uint16_t));
  t.en_classes = take(&t, x->en.count, sizeof(uint8_t));
  return t;
}

static void fill_list(char *base, const list_tables *at, const word_list *list)
{
  find_groups(list, (void *)(base + at->starts), (void *)(base + at->groups),
              (void *)(base + at->seconds));
}

zhen_status lexicon_tables_make(zhen_lexicon *x)
{
  lexicon_tables layout = lay_out(x), *t = mem_calloc(1, layout.size);
  char *base = (char *)t;

  if (!t)
    return zhen_fail_memory();
  *t = layout;
  fill_list(base, &t->zh, &x->zh);
  fill_list(base, &t->phrases, &x->phrases);
  find_stem_starts(&x->en, (void *)(base + t->stem_starts));
  find_folds(x, (void *)(base + t->folds));
  lexicon_tables_use(x, t);
  x->own_tables = t;
  t->coverage = frequencies_find(x, (void *)(base + t->slots), t->n_slots,
                                 (void *)(base + t->en_classes),
                                 (void *)(base + t->en_chances));
  lexicon_tables_use(x, t);
  return ZHEN_OK;
}

static void use_list(word_list *list, const char *base, const list_tables *at)
{
  list->starts = (const void *)(base + at->starts);
  list->groups = (const void *)(base + at->groups);
  list->seconds = (const void *)(base + at->seconds);
}

void lexicon_tables_use(zhen_lexicon *x, const lexicon_tables *t)
{
  const char *base = (const char *)t;

  use_list(&x->zh, base, &t->zh);
  use_list(&x->phrases, base, &t->phrases);
  x->stem_starts = (const void *)(base + t->stem_starts);
  x->folds = (const void *)(base + t->folds);
  x->frequencies = (frequencies){
      .slots = (const void *)(base + t->slots),
      .n_slots = t->n_slots,
      .en_class = (const void *)(base + t->en_classes),
      .en_chance = (const void *)(base + t->en_chances),
      .coverage = t->coverage,
  };
}
