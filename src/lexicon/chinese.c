/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Segmentation by dynamic programming over characters: fewest words, then terms
 * of the glossary, then fewest single characters, then the most frequent ones
 * in general text. Every Han character starts a word; other characters are
 * skipped (other code reads Latin words and numbers).
 */
#include "lexicon/chinese.h"
#include "base/buf.h"
#include "base/fail.h"
#include "lexicon/frequency.h"
#include "text/utf8.h"

#include <stdlib.h>

/* The best segmentation up to a character. */
typedef struct segment_step {
  uint32_t cost; /* words * 1024 + single characters */
  float rare;    /* bits of the words, see frequency.h */
  uint32_t from;
  const uint8_t *pairs, *end;
  const glossary_term *term;
} segment_step;

enum {
  COST_WORD = 1024,
  COST_SINGLE = 1,
  COST_TERM = COST_WORD - 1,
  TRIES = 3
};

void segmenter_dispose(segmenter *s)
{
  free(s->folded);
  free(s->runes);
  free(s->offset);
  free(s->source);
  free(s->words);
  free(s->phrases);
  free(s->steps);
  *s = (segmenter){0};
}

static zhen_status reserve(segmenter *s, size_t n)
{
  size_t runes = s->runes_capacity, offset = runes, source = runes;
  zhen_status status = mem_grow(&s->runes, &runes, n + 1, sizeof *s->runes);

  if (status == ZHEN_OK)
    status = mem_grow(&s->offset, &offset, n + 1, sizeof *s->offset);
  if (status == ZHEN_OK)
    status = mem_grow(&s->source, &source, n + 1, sizeof *s->source);
  if (status == ZHEN_OK)
    status = mem_grow(&s->steps, &s->steps_capacity, n + 1, sizeof *s->steps);
  if (status == ZHEN_OK)
    s->runes_capacity = runes;
  return status;
}

static zhen_status fold(segmenter *s, const zhen_lexicon *lexicon,
                        zhen_str sentence)
{
  buf out = {.ptr = s->folded, .capacity = s->folded_capacity};
  zhen_status status = reserve(s, sentence.len);
  size_t n = 0;

  if (status != ZHEN_OK)
    return status;
  for (size_t at = 0; at < sentence.len; n++) {
    uint32_t rune;

    s->source[n] = (uint32_t)at;
    rune = utf8_next(sentence, &at);
    if (rune >= 0x3400)
      rune = lexicon_fold(lexicon, rune);
    else if (rune >= 'A' && rune <= 'Z')
      rune += 32;
    s->runes[n] = rune;
    s->offset[n] = (uint32_t)out.len;
    buf_put_rune(&out, rune);
  }
  s->n_runes = n;
  s->offset[n] = (uint32_t)out.len;
  s->source[n] = (uint32_t)sentence.len;
  s->folded = out.ptr;
  s->folded_capacity = out.capacity;
  s->folded_len = out.len;
  return buf_status(&out);
}

/* Of equal cuts the least wins. */
static float rareness(const segmenter *s, size_t from, size_t to,
                      const segment_step *how)
{
  zhen_str text = {s->folded + s->offset[from],
                   s->offset[to] - s->offset[from]};

  if (s->without_frequencies)
    return how->pairs && to == from + 1 ? -1 : 0;
  return s->steps[from].rare + frequency_zh(s->frequencies, text)->bits;
}

static void relax(segmenter *s, size_t from, size_t to, uint32_t cost,
                  segment_step how)
{
  segment_step *step = &s->steps[to];

  how.cost = s->steps[from].cost + cost;
  how.from = (uint32_t)from;
  if (how.cost > step->cost)
    return;
  how.rare = cost ? rareness(s, from, to, &how) : s->steps[from].rare;
  if (how.cost < step->cost || how.rare < step->rare)
    *step = how;
}

/* Number of the character that starts at a byte of `folded`. */
static size_t rune_at_byte(const segmenter *s, size_t from, size_t byte)
{
  while (s->offset[from] < byte)
    from++;
  return from;
}

/* Relax with a word, or with the term that it is. */
static void relax_word(segmenter *s, const zhen_lexicon *lexicon, size_t from,
                       size_t to, uint32_t cost, segment_step how)
{
  zhen_str text = {s->folded + s->offset[from],
                   s->offset[to] - s->offset[from]};
  const glossary_term *term =
      lexicon->n_terms ? lexicon_term(lexicon, text) : NULL;

  if (term && strlen(term->zh) == text.len && !term->passive)
    relax(s, from, to, COST_TERM, (segment_step){.term = term});
  else
    relax(s, from, to, cost, how);
}

/* Terms that start at character i: the longest, and a few shorter ones. */
static void try_terms(segmenter *s, const zhen_lexicon *lexicon, size_t i,
                      zhen_str rest)
{
  for (int tries = 0; tries < TRIES && rest.len > 0; tries++) {
    const glossary_term *term = lexicon_term(lexicon, rest);

    if (!term)
      return;
    rest.len = strlen(term->zh);
    if (!term->passive)
      relax(s, i, rune_at_byte(s, i, s->offset[i] + rest.len), COST_TERM,
            (segment_step){.term = term});
    rest.len--;
  }
}

/* Words that start at character i: the longest, and a few shorter ones. */
static void try_words(segmenter *s, const zhen_lexicon *lexicon, size_t i)
{
  zhen_str rest = {s->folded + s->offset[i], s->folded_len - s->offset[i]};
  segment_step single = {0};
  lexicon_prefix found[TRIES];
  size_t n;

  if (lexicon->n_terms)
    try_terms(s, lexicon, i, rest);
  n = lexicon_prefixes(&lexicon->zh, rest, found, TRIES);
  for (size_t k = 0; k < n; k++) {
    segment_step how = {.pairs = found[k].pairs, .end = found[k].end};
    size_t to = rune_at_byte(s, i, s->offset[i] + found[k].len);

    if (to == i + 1)
      single = how;
    else
      relax_word(s, lexicon, i, to, COST_WORD, how);
  }
  relax_word(s, lexicon, i, i + 1, COST_WORD + COST_SINGLE, single);
}

static zhen_status collect(segmenter *s)
{
  size_t n = 0;
  zhen_status status;

  for (size_t to = s->n_runes; to > 0; to = s->steps[to].from)
    n += rune_is_han(s->runes[s->steps[to].from]) || s->steps[to].term;
  status = mem_grow(&s->words, &s->words_capacity, n + 1, sizeof *s->words);
  if (status != ZHEN_OK)
    return status;
  s->n_words = n;
  for (size_t to = s->n_runes; to > 0; to = s->steps[to].from) {
    const segment_step *step = &s->steps[to];
    size_t begin = s->offset[step->from];

    if (!rune_is_han(s->runes[step->from]) && !step->term)
      continue;
    s->words[--n] = (chinese_word){
        .text = {s->folded + begin, s->offset[to] - begin},
        .at = step->from,
        .n_chars = (uint32_t)to - step->from,
        .pairs = step->pairs,
        .end = step->end,
        .term = step->term,
    };
  }
  return ZHEN_OK;
}

/* The words from `first` on that end at a byte of `folded`; 0: none do. */
static size_t words_until(const segmenter *s, size_t first, size_t end)
{
  size_t k = first;

  while (k < s->n_words && s->offset[s->words[k].at] < end && !s->words[k].term)
    k++;
  return k > first &&
                 s->offset[s->words[k - 1].at + s->words[k - 1].n_chars] == end
             ? k - first
             : 0;
}

/* The longest phrase that begins with a word: its number of words, or 0. */
static size_t phrase_at(const segmenter *s, const zhen_lexicon *lexicon,
                        size_t first, chinese_word *out)
{
  size_t begin = s->offset[s->words[first].at];
  zhen_str rest = {s->folded + begin, s->folded_len - begin};
  lexicon_prefix found[TRIES];
  size_t count = lexicon_prefixes(&lexicon->phrases, rest, found, TRIES);

  for (size_t k = 0; k < count; k++) {
    size_t n = words_until(s, first, begin + found[k].len);

    *out = (chinese_word){.text = {rest.ptr, found[k].len},
                          .at = s->words[first].at,
                          .pairs = found[k].pairs,
                          .end = found[k].end};
    if (n > 1)
      return n;
  }
  return 0;
}

static zhen_status find_phrases(segmenter *s, const zhen_lexicon *lexicon)
{
  zhen_status status = ZHEN_OK;
  chinese_word phrase;

  s->n_phrases = 0;
  if (lexicon->phrases.count == 0)
    return ZHEN_OK;
  for (size_t i = 0, n; i + 1 < s->n_words && status == ZHEN_OK; i += n) {
    n = phrase_at(s, lexicon, i, &phrase);
    if (n < 2) {
      n = 1;
      continue;
    }
    phrase.n_chars =
        s->words[i + n - 1].at + s->words[i + n - 1].n_chars - phrase.at;
    status = mem_grow(&s->phrases, &s->phrases_capacity, s->n_phrases + 1,
                      sizeof *s->phrases);
    if (status == ZHEN_OK)
      s->phrases[s->n_phrases++] = phrase;
  }
  return status;
}

zhen_status segmenter_cut(segmenter *s, const zhen_lexicon *lexicon,
                          zhen_str sentence)
{
  zhen_status status = fold(s, lexicon, sentence);

  s->frequencies = &lexicon->frequencies;
  if (status != ZHEN_OK)
    return status;
  s->steps[0] = (segment_step){0};
  for (size_t i = 1; i <= s->n_runes; i++)
    s->steps[i] = (segment_step){.cost = UINT32_MAX};
  for (size_t i = 0; i < s->n_runes; i++) {
    if (rune_is_han(s->runes[i]) || lexicon->n_terms)
      try_words(s, lexicon, i);
    else
      relax(s, i, i + 1, 0, (segment_step){0});
  }
  status = collect(s);
  return status == ZHEN_OK ? find_phrases(s, lexicon) : status;
}
