/* SPDX-License-Identifier: Apache-2.0 */
#include "links/text.h"
#include "base/buf.h"
#include "base/fail.h"
#include "lexicon/frequency.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A pair with more cells has no links. */
enum { CELLS_MAX = 1 << 20 };

/* How much of the weight of a translation the parts of a word have, and its
   single characters. */
static const float PART = .5F, CHARACTER = .2F;

typedef struct text_reading {
  link_text *text;
  const frequencies *frequencies;
  english *english;
  segmenter words, parts;
  buf folded;
} text_reading;

/* ---- types ---- */

static uint32_t fold_rune(const text_reading *r, uint32_t rune)
{
  if (rune >= 0xFF01 && rune <= 0xFF5E)
    rune -= 0xFEE0;
  if (rune >= 'A' && rune <= 'Z')
    return rune + 32;
  return rune >= 0x3400 ? lexicon_fold(r->text->lexicon, rune) : rune;
}

static zhen_str fold(text_reading *r, zhen_str word)
{
  r->folded.len = 0;
  for (size_t at = 0; at < word.len;)
    buf_put_rune(&r->folded, fold_rune(r, utf8_next(word, &at)));
  return (zhen_str){r->folded.ptr, r->folded.len};
}

static bool is_mark(zhen_str word)
{
  for (size_t at = 0; at < word.len;) {
    uint32_t rune = utf8_next(word, &at);

    if (rune_is_han(rune) || rune_is_latin(rune) ||
        (rune >= '0' && rune <= '9'))
      return false;
  }
  return true;
}

static void read_number(link_type *t,
                        bool (*next)(zhen_str, size_t *, number *))
{
  size_t at = 0;

  t->is_number = next(t->text, &at, &t->value) && t->value.begin == 0;
}

/* Names of months are numbers with a capital only. */
static void read_month(link_type *t)
{
  char name[16];
  number n;
  size_t at = 0;

  if (t->is_number || t->text.len == 0 || t->text.len > sizeof name ||
      t->text.ptr[0] < 'a' || t->text.ptr[0] > 'z')
    return;
  memcpy(name, t->text.ptr, t->text.len);
  name[0] = (char)(name[0] - 32);
  if (number_next_en((zhen_str){name, t->text.len}, &at, &n) &&
      n.kind == NUMBER_MONTH && n.begin == 0) {
    t->is_number = true;
    t->value = n;
  }
}

static zhen_status add_known(link_text *t, const uint8_t *pairs,
                             const uint8_t *end, float times)
{
  uint32_t stem = 0;
  uint8_t weight;

  while (pairs && lexicon_pair(&pairs, end, &stem, &weight)) {
    zhen_status status = mem_grow(&t->known, &t->known_capacity, t->n_known + 1,
                                  sizeof *t->known);

    if (status != ZHEN_OK)
      return status;
    t->known[t->n_known++] =
        (link_known){stem, times * (float)(weight + 1) / 256};
  }
  return ZHEN_OK;
}

static int by_stem(const void *a, const void *b)
{
  const link_known *x = a, *y = b;

  if (x->stem != y->stem)
    return x->stem < y->stem ? -1 : 1;
  return x->weight < y->weight ? 1 : x->weight > y->weight ? -1 : 0;
}

/* Sort what was added for a type; of equal stems, keep the most probable. */
static void settle_known(link_text *t, link_type *type)
{
  size_t n = t->n_known - type->known, kept = 0;
  link_known *at;

  if (n == 0)
    return;
  at = t->known + type->known;
  qsort(at, n, sizeof *at, by_stem);
  for (size_t i = 0; i < n; i++)
    if (kept == 0 || at[kept - 1].stem != at[i].stem)
      at[kept++] = at[i];
  type->n_known = kept;
  t->n_known = type->known + kept;
}

/* A term of the glossary is translated by its words, by each as surely. */
static zhen_status add_term(link_text *t, const glossary_term *term)
{
  for (const glossary_stem *s = term->stems; s; s = s->next) {
    uint32_t stem =
        lexicon_stem(t->lexicon, (zhen_str){s->text, strlen(s->text)});
    zhen_status status = mem_grow(&t->known, &t->known_capacity, t->n_known + 1,
                                  sizeof *t->known);

    if (status != ZHEN_OK)
      return status;
    if (stem != WORD_NONE)
      t->known[t->n_known++] = (link_known){stem, 1};
  }
  return ZHEN_OK;
}

/* The translations of a word, of the words in it, of its characters. */
static zhen_status know(text_reading *r, link_type *type)
{
  link_text *t = r->text;
  const segmenter *g = &r->parts;
  zhen_status status = segmenter_cut(&r->parts, t->lexicon, type->text);

  type->known = t->n_known;
  for (size_t i = 0; i < g->n_words && status == ZHEN_OK; i++) {
    const chinese_word *w = &g->words[i];

    if (w->term)
      status = add_term(t, w->term);
    if (status == ZHEN_OK)
      status = add_known(t, w->pairs, w->end, g->n_words == 1 ? 1 : PART);
  }
  for (size_t at = 0; at < type->text.len && status == ZHEN_OK;) {
    zhen_str rest = str_after(type->text, at);
    size_t size = utf8_size(*rest.ptr);
    const uint8_t *pairs = NULL, *end = NULL;

    rest.len = size;
    if (size < type->text.len &&
        lexicon_longest(t->lexicon, rest, &pairs, &end) == size)
      status = add_known(t, pairs, end, CHARACTER);
    at += size;
  }
  settle_known(t, type);
  return status;
}

/* The stems of the words in a type that has Latin letters. */
static zhen_status read_stems(text_reading *r, link_type *type)
{
  english_word w;
  size_t n = 0, len = 0;

  type->stem = type->text;
  for (size_t at = 0; english_next(r->english, type->text, &at, &w); n++) {
    uint32_t stem;

    len = strlen(w.stem);
    stem = lexicon_stem(r->text->lexicon, (zhen_str){w.stem, len});
    if (stem != WORD_NONE && type->n_stems < TYPE_STEMS)
      type->stems[type->n_stems++] = stem;
  }
  return n == 1 ? arena_copy(&r->text->strings, (zhen_str){w.stem, len},
                             &type->stem)
                : ZHEN_OK;
}

static zhen_status describe_zh(text_reading *r, link_type *type)
{
  const frequency_class *c = frequency_zh(r->frequencies, type->text);
  zhen_status status;

  type->share = frequency_rate(c);
  type->rare = c->hit < 0;
  read_number(type, number_next_zh);
  if (!type->is_number)
    read_number(type, number_next_en);
  type->n_rows = renderings_of(type->text, &type->rows);
  type->unlinked = unlinked_share_zh(type->text);
  status = read_stems(r, type);
  return status == ZHEN_OK ? know(r, type) : status;
}

static zhen_status describe_en(text_reading *r, link_type *type)
{
  const frequency_class *c = NULL;
  zhen_status status = read_stems(r, type);

  if (type->n_stems)
    c = frequency_en(r->frequencies, type->stems[0]);
  type->share = c ? frequency_rate(c) : ldexpf(1, -(int)BITS_RARE);
  type->rare = type->share < ldexpf(1, -12);
  type->unlinked = unlinked_share_en(type->stem);
  read_number(type, number_next_en);
  read_month(type);
  return status;
}

static zhen_status add_word(text_reading *r, link_side *s, zhen_str text,
                            size_t at, size_t end)
{
  size_t before = s->names.count;
  zhen_str name = fold(r, str_part(text, at, end));
  uint32_t type;
  zhen_status status = buf_status(&r->folded);

  if (status == ZHEN_OK)
    status = mem_grow(&s->words, &s->words_capacity, s->n_words + 1,
                      sizeof *s->words);
  if (status == ZHEN_OK)
    status = mem_grow(&s->at, &s->at_capacity, s->n_words + 1, sizeof *s->at);
  if (status == ZHEN_OK)
    status =
        mem_grow(&s->types, &s->types_capacity, before + 1, sizeof *s->types);
  if (status == ZHEN_OK)
    status = interner_add(&s->names, &r->text->strings, name, &type);
  if (status != ZHEN_OK)
    return status;
  s->words[s->n_words] = type;
  s->at[s->n_words++] = (zhen_bytes){at, end};
  if (type == before) {
    s->types[type] = (link_type){.text = s->names.keys[type],
                                 .mark = is_mark(s->names.keys[type])};
    status = s == &r->text->zh ? describe_zh(r, &s->types[type])
                               : describe_en(r, &s->types[type]);
  }
  s->types[type].count++;
  return status;
}

/* ---- words ---- */

/* The next part between white space; false at the end. */
static bool next_part(zhen_str s, size_t *at, size_t *end)
{
  size_t size = 0;

  while (*at < s.len && rune_is_space(utf8_at(s, *at, &size)))
    *at += size;
  for (*end = *at; *end < s.len; *end += size)
    if (rune_is_space(utf8_at(s, *end, &size)))
      break;
  return *at < *end;
}

static zhen_status read_parts(text_reading *r, link_side *s, zhen_str text)
{
  zhen_status status = ZHEN_OK;

  for (size_t at = 0, end; status == ZHEN_OK && next_part(text, &at, &end);
       at = end)
    status = add_word(r, s, text, at, end);
  return status;
}

static bool is_word_rune(uint32_t rune)
{
  return (rune < 0x3000 || (rune >= 0xFF10 && rune <= 0xFF5A)) &&
         (rune_is_latin(rune) || (rune >= '0' && rune <= '9') ||
          (rune >= 0xFF10 && rune <= 0xFF19));
}

/* Does a mark between two letters or digits belong to their word? */
static bool joins(zhen_str s, size_t at, size_t size, uint32_t rune)
{
  size_t next;

  return at + size < s.len &&
         (rune == '.' || rune == ',' || rune == '\'' || rune == 0x2019 ||
          rune == '-' || rune == '_') &&
         is_word_rune(utf8_at(s, at + size, &next));
}

/* The end of the word that begins at a byte: letters and digits, or a mark. */
static size_t end_of_word(zhen_str s, size_t at)
{
  size_t size, end = at;
  bool first = true;

  while (end < s.len) {
    uint32_t rune = utf8_at(s, end, &size);

    if (!is_word_rune(rune) && (first || !joins(s, end, size, rune)))
      return first ? end + size : end;
    first = false;
    end += size;
  }
  return end;
}

/* Words and marks of [from, to), where no Chinese word is. */
static zhen_status read_between(text_reading *r, link_side *s, zhen_str text,
                                size_t from, size_t to)
{
  zhen_str part = {text.ptr, to};
  zhen_status status = ZHEN_OK;

  for (size_t at = from; at < to && status == ZHEN_OK;) {
    size_t size, end = end_of_word(part, at);

    if (!rune_is_space(utf8_at(part, at, &size)))
      status = add_word(r, s, text, at, end);
    at = end;
  }
  return status;
}

/* The next number of digits and then characters, such as 12万 or 3月. */
static bool next_digits_and_han(zhen_str text, size_t *at, number *n)
{
  size_t size;

  while (number_next_zh(text, at, n))
    if ((n->kind == NUMBER_PLAIN || n->kind == NUMBER_MONTH) &&
        is_word_rune(utf8_at(text, n->begin, &size)) && n->end > 3 &&
        number_one_of(text, n->end - 3, "万亿千百萬億月"))
      return true;
  n->begin = n->end = text.len;
  return false;
}

static zhen_status read_zh(text_reading *r, zhen_str text)
{
  const segmenter *g = &r->words;
  link_side *s = &r->text->zh;
  zhen_status status;
  size_t before = 0, at = 0;
  number n = {0};

  if (r->text->given)
    return read_parts(r, s, text);
  status = segmenter_cut(&r->words, r->text->lexicon, text);
  next_digits_and_han(text, &at, &n);
  for (size_t i = 0; i < g->n_words && status == ZHEN_OK; i++) {
    size_t begin = g->source[g->words[i].at];
    size_t end = g->source[g->words[i].at + g->words[i].n_chars];

    if (begin < before)
      continue;
    if (n.begin >= before && n.begin < begin && end <= n.end) {
      begin = n.begin;
      end = n.end;
    }
    while (n.begin < text.len && n.begin < end)
      next_digits_and_han(text, &at, &n);
    status = read_between(r, s, text, before, begin);
    if (status == ZHEN_OK)
      status = add_word(r, s, text, begin, end);
    before = end;
  }
  return status == ZHEN_OK ? read_between(r, s, text, before, text.len)
                           : status;
}

static zhen_status read_en(text_reading *r, zhen_str text)
{
  return r->text->given ? read_parts(r, &r->text->en, text)
                        : read_between(r, &r->text->en, text, 0, text.len);
}

/* Is there white space between the words of the Chinese text? A word has two
   characters or fewer on average, a clause has more than five. */
static bool has_spaces(const zhen_pair *pairs, size_t count)
{
  size_t characters = 0, parts = 0;

  for (size_t i = 0; i < count; i++)
    for (size_t at = 0, end; next_part(pairs[i].zh, &at, &end); at = end) {
      size_t before = characters;

      for (size_t k = at; k < end;)
        characters += rune_is_han(utf8_next(pairs[i].zh, &k));
      parts += characters > before;
    }
  return parts > 0 && characters < 3 * parts;
}

/* ---- pairs ---- */

static void end_pair(link_text *t, size_t i)
{
  size_t cells;

  t->pairs[i + 1] = (link_pair){t->zh.n_words, t->en.n_words, 0};
  cells = link_n_zh(t, i) * link_n_en(t, i);
  t->pairs[i + 1].cell = t->pairs[i].cell + (cells > CELLS_MAX ? 0 : cells);
}

static zhen_status read_pairs(text_reading *r, const zhen_pair *pairs)
{
  link_text *t = r->text;
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; i < t->count && status == ZHEN_OK; i++) {
    status = read_zh(r, pairs[i].zh);
    if (status == ZHEN_OK)
      status = read_en(r, pairs[i].en);
    end_pair(t, i);
  }
  return status;
}

zhen_status link_text_read(link_text *t, const zhen_lexicon *lexicon,
                           const zhen_pair *pairs, size_t count,
                           zhen_word_kind kind)
{
  text_reading r = {.text = t, .frequencies = &lexicon->frequencies};
  zhen_status status;

  *t = (link_text){.lexicon = lexicon, .count = count};
  t->pairs = mem_calloc(count + 1, sizeof *t->pairs);
  if (!t->pairs)
    return zhen_fail_memory();
  t->given = kind == ZHEN_WORD_AUTO ? has_spaces(pairs, count)
                                    : kind == ZHEN_WORD_GIVEN;
  status = english_open(&r.english);
  if (status == ZHEN_OK)
    status = read_pairs(&r, pairs);
  english_close(r.english);
  segmenter_dispose(&r.words);
  segmenter_dispose(&r.parts);
  buf_dispose(&r.folded);
  return status;
}

static void side_dispose(link_side *s)
{
  interner_dispose(&s->names);
  free(s->types);
  free(s->words);
  free(s->at);
}

void link_text_dispose(link_text *t)
{
  side_dispose(&t->zh);
  side_dispose(&t->en);
  arena_dispose(&t->strings);
  free(t->pairs);
  free(t->known);
}
