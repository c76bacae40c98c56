/* SPDX-License-Identifier: Apache-2.0 */
/* The features of a file: what both languages have in common. */
#include "match/features.h"
#include "base/fail.h"
#include "base/mem.h"
#include "lexicon/chinese.h"
#include "lexicon/english.h"
#include "lexicon/number.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include <zhen/document.h>

/* Enough to identify a file; later words of a book are not new. */
enum { SAMPLE_BYTES = 1 << 20, WEIGHT_MIN = 20 /* of 255 */ };

typedef struct feature_reader {
  file_features *features;
  const zhen_lexicon *lexicon;
  segmenter segmenter;
  english *english;
  zhen_status status;
} feature_reader;

static void add(feature_reader *r, const char *bytes, size_t len, float weight)
{
  file_features *p = r->features;

  if (r->status == ZHEN_OK)
    r->status =
        mem_grow(&p->features, &p->capacity, p->count + 1, sizeof *p->features);
  if (r->status == ZHEN_OK)
    p->features[p->count++] = (feature){XXH3_64bits(bytes, len), weight};
}

static void add_number(feature_reader *r, const number *n)
{
  char key[NUMBER_KEY_BYTES];

  if (n->value > 10 || n->kind != NUMBER_PLAIN)
    add(r, key, number_key(n, key), 1);
}

/* Words in Latin letters: all words in English; names and terms in Chinese. */
static void add_latin(feature_reader *r, zhen_str line)
{
  english_word word;

  for (size_t at = 0; english_next(r->english, line, &at, &word);)
    if (!english_is_filler(word.stem) && !word.has_digit)
      add(r, word.stem, strlen(word.stem), 1);
}

static void add_translations(feature_reader *r, const chinese_word *word)
{
  const uint8_t *pairs = word->pairs;
  uint32_t stem = 0;
  uint8_t weight;
  char text[WORD_MAX + 1];

  while (lexicon_pair(&pairs, word->end, &stem, &weight)) {
    if (weight < WEIGHT_MIN)
      continue;
    lexicon_stem_text(r->lexicon, stem, text);
    add(r, text, strlen(text), (float)weight / 255);
  }
}

static void add_zh(feature_reader *r, zhen_str line)
{
  number n;

  for (size_t at = 0; number_next_zh(line, &at, &n);)
    add_number(r, &n);
  add_latin(r, line);
  if (r->status == ZHEN_OK)
    r->status = segmenter_cut(&r->segmenter, r->lexicon, line);
  for (size_t i = 0; r->status == ZHEN_OK && i < r->segmenter.n_words; i++)
    add_translations(r, &r->segmenter.words[i]);
}

static void add_en(feature_reader *r, zhen_str line)
{
  number n;

  for (size_t at = 0; number_next_en(line, &at, &n);)
    add_number(r, &n);
  add_latin(r, line);
}

static int by_key(const void *a, const void *b)
{
  const feature *x = a, *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return (x->weight < y->weight) - (x->weight > y->weight);
}

/* Each feature once, with its largest weight; in no more memory than that. */
static void settle(file_features *p)
{
  feature *fitting;
  size_t kept = 0;

  if (p->count > 0)
    qsort(p->features, p->count, sizeof *p->features, by_key);
  for (size_t i = 0; i < p->count; i++)
    if (kept == 0 || p->features[kept - 1].key != p->features[i].key)
      p->features[kept++] = p->features[i];
  p->count = kept;
  fitting = kept > 0 ? realloc(p->features, kept * sizeof *fitting) : NULL;
  if (fitting) {
    p->features = fitting;
    p->capacity = kept;
  }
}

static void measure(file_features *p, zhen_str text, zhen_lang side)
{
  zhen_scripts n = zhen_text_scripts(text);

  p->length = side == ZHEN_LANG_ZH ? 3 * (double)n.han + (double)n.latin
                                   : (double)(n.latin + n.han);
}

static zhen_status take_lines(feature_reader *r, zhen_str text, zhen_lang side)
{
  if (text.len > SAMPLE_BYTES)
    text.len = utf8_valid((const unsigned char *)text.ptr, SAMPLE_BYTES);
  while (r->status == ZHEN_OK && text.len > 0) {
    zhen_str line = str_take_line(&text);

    if (side == ZHEN_LANG_ZH)
      add_zh(r, line);
    else
      add_en(r, line);
  }
  return r->status;
}

static void set_fault(file_features *p, const char *path, const char *why)
{
  size_t len = strlen(path);

  if (strncmp(why, path, len) == 0 && strncmp(why + len, ": ", 2) == 0)
    why += len + 2;
  snprintf(p->message, sizeof p->message, "%s", why);
  p->fault = p->message;
}

static zhen_status take_text(file_features *p, const zhen_text *text,
                             const char *path, zhen_lang side,
                             const zhen_lexicon *lexicon)
{
  feature_reader r = {.features = p, .lexicon = lexicon};
  zhen_str s = zhen_text_str(text);
  const char *seems;
  char why[96];

  measure(p, s, side);
  if (p->length <= 0) {
    set_fault(p, path, "no text");
    return ZHEN_OK;
  }
  if (!zhen_text_is(s, side, &seems)) {
    snprintf(why, sizeof why, "detected language is %s", seems);
    set_fault(p, path, why);
    return ZHEN_OK;
  }
  r.status = english_open(&r.english);
  if (r.status == ZHEN_OK)
    r.status = take_lines(&r, s, side);
  english_close(r.english);
  segmenter_dispose(&r.segmenter);
  settle(p);
  return r.status;
}

/* A document of both languages is compared by the text of its side. */
static const zhen_content *content_of(const zhen_document *d, zhen_lang side)
{
  return side == ZHEN_LANG_EN && d->other.text ? &d->other : &d->main;
}

/* By letters, of which a Chinese character is worth three. */
static bool is_bilingual(const zhen_document *d)
{
  zhen_scripts n = zhen_text_scripts(zhen_text_str(d->main.text));
  size_t zh = 3 * n.han, en = n.latin;

  return d->other.text || (2 * zh >= en && 2 * en >= zh && en > 0);
}

zhen_status features_read(file_features *p, const char *root, zhen_lang side,
                          const zhen_lexicon *lexicon)
{
  static const zhen_document_options how = {
      .struct_size = sizeof how, .wrap = ZHEN_WRAP_KEEP, .regular = true};
  zhen_document *d = NULL;
  char *path;
  zhen_status status;

  if (asprintf(&path, "%s/%s", root, p->name) < 0)
    return zhen_fail_memory();
  status = zhen_document_read(&d, &(zhen_input){.name = path}, &how);
  if (status == ZHEN_OK)
    status = take_text(p, content_of(d, side)->text, path, side, lexicon);
  if (status == ZHEN_OK)
    p->bilingual = is_bilingual(d);
  if (status == ZHEN_OK)
    status = caption_times_read(&p->times, content_of(d, side));
  if (status == ZHEN_EINPUT || status == ZHEN_ELIMIT) {
    set_fault(p, path, zhen_error_last());
    p->unread = true;
    status = ZHEN_OK;
  }
  zhen_document_free(d);
  free(path);
  return status;
}

int features_order(const file_features *a, const file_features *b)
{
  size_t n = a->called < b->called ? a->called : b->called;
  int order = memcmp(a->name, b->name, n);

  if (order != 0)
    return order;
  return (a->called > b->called) - (a->called < b->called);
}

static int by_name(const void *a, const void *b)
{
  const file_features *const *x = a, *const *y = b;
  int order = features_order(*x, *y);

  return order ? order : strcmp((*x)->name, (*y)->name);
}

const file_features **features_by_name(const file_features *at, size_t n)
{
  const file_features **order = mem_calloc(n, sizeof *order);

  for (size_t i = 0; order && i < n; i++)
    order[i] = &at[i];
  if (order)
    qsort(order, n, sizeof *order, by_name);
  return order;
}
