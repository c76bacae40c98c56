/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/frequency.h"

#include <assert.h>

#include "lexicon/frequency.inc"

enum { N_ZH = sizeof zh_classes / sizeof zh_classes[0] };
enum { N_EN = sizeof en_classes / sizeof en_classes[0] };

static_assert(N_ZH <= UINT8_MAX && N_EN <= UINT8_MAX, "numbers of classes");

static bool next_word(const char **rest, zhen_str *word)
{
  *rest += strspn(*rest, " ");
  *word = (zhen_str){*rest, strcspn(*rest, " ")};
  *rest += word->len;
  return word->len > 0;
}

static void find_en_class(const zhen_lexicon *x, size_t class,
                          uint8_t *en_class)
{
  const char *rest = en_classes[class].words;
  zhen_str word;

  while (next_word(&rest, &word)) {
    uint32_t id = lexicon_stem(x, word);

    if (id != WORD_NONE)
      en_class[id] = (uint8_t) class;
  }
}

/* A slot has the class and where the word is in it; 0 is an empty one. */
enum { SLOT_BITS = 24 };

static bool is_in_slot(uint32_t slot, zhen_str word)
{
  const char *text =
      zh_classes[slot >> SLOT_BITS].words + (slot & ((1U << SLOT_BITS) - 1));

  return strncmp(text, word.ptr, word.len) == 0 && text[word.len] == ' ';
}

/* Where a word is, or an empty slot. */
static size_t slot_of(const uint32_t *slots, uint32_t n_slots, zhen_str word)
{
  uint32_t hash = 0;
  size_t at;

  for (size_t i = 0; i < word.len; i++)
    hash = (hash ^ (uint8_t)word.ptr[i]) * 0x9E3779B1U;
  at = hash ^ hash >> 15;
  while (slots[at &= n_slots - 1] && !is_in_slot(slots[at], word))
    at++;
  return at;
}

/* A frequent Chinese word makes its translations likely by chance. False: it
   has none. */
static bool add_chances(const zhen_lexicon *x, zhen_str word, float rate,
                        float *en_chance)
{
  const uint8_t *pairs, *end;
  uint32_t stem = 0;
  uint8_t weight;

  if (lexicon_longest(x, word, &pairs, &end) != word.len)
    return false;
  while (lexicon_pair(&pairs, end, &stem, &weight))
    en_chance[stem] += rate;
  return true;
}

uint32_t frequency_slots(void)
{
  uint32_t words = 0, n = 1;

  for (size_t i = 1; i < N_ZH; i++) {
    const char *rest = zh_classes[i].words;
    zhen_str word;

    while (next_word(&rest, &word))
      words++;
  }
  while (n < 2 * words)
    n *= 2;
  return n;
}

float frequencies_find(const zhen_lexicon *x, uint32_t *slots, uint32_t n_slots,
                       uint8_t *en_class, float *en_chance)
{
  float words = 0, known = 0;

  for (size_t i = 1; i < N_EN; i++)
    find_en_class(x, i, en_class);
  for (size_t i = 1; i < N_ZH; i++) {
    const char *rest = zh_classes[i].words;
    float rate = frequency_rate(&zh_classes[i]);
    zhen_str word;

    while (next_word(&rest, &word)) {
      size_t at = (size_t)(word.ptr - zh_classes[i].words);

      slots[slot_of(slots, n_slots, word)] = (uint32_t)(i << SLOT_BITS | at);
      words++;
      known += add_chances(x, word, rate, en_chance);
    }
  }
  return known / fmaxf(1, words);
}

const frequency_class *frequency_zh(const frequencies *f, zhen_str word)
{
  return &zh_classes[f->slots[slot_of(f->slots, f->n_slots, word)] >>
                     SLOT_BITS];
}

const frequency_class *frequency_en(const frequencies *f, uint32_t stem)
{
  return &en_classes[f->en_class[stem]];
}
