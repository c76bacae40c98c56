/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/frequency.h"
#include "base/fail.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

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

static zhen_status add_en_class(frequencies *f, const zhen_lexicon *lexicon,
                                size_t class, size_t *capacity)
{
  const char *rest = en_classes[class].words;
  zhen_str word;

  while (next_word(&rest, &word)) {
    uint32_t id = lexicon_stem(lexicon, word), number;
    zhen_status status;

    if (id == WORD_NONE)
      continue;
    status = interner_add(&f->en, &f->strings, word, &number);
    if (status == ZHEN_OK)
      status = mem_grow(&f->stems, capacity, number + 1, sizeof *f->stems);
    if (status != ZHEN_OK)
      return status;
    f->stems[number] = id;
    f->en_class[id] = (uint8_t) class;
  }
  return ZHEN_OK;
}

/* A frequent Chinese word makes its translations likely by chance. False: it
   has none. */
static bool add_chances(frequencies *f, const zhen_lexicon *lexicon,
                        zhen_str word, float rate)
{
  const uint8_t *pairs, *end;
  uint32_t stem = 0;
  uint8_t weight;

  if (lexicon_longest(lexicon, word, &pairs, &end) != word.len)
    return false;
  while (lexicon_pair(&pairs, end, &stem, &weight))
    f->en_chance[stem] += rate;
  return true;
}

static zhen_status add_zh_class(frequencies *f, const zhen_lexicon *lexicon,
                                size_t class, size_t *capacity)
{
  const char *rest = zh_classes[class].words;
  zhen_str word;

  while (next_word(&rest, &word)) {
    uint32_t number;
    zhen_status status = interner_add(&f->zh, &f->strings, word, &number);

    if (status == ZHEN_OK)
      status =
          mem_grow(&f->zh_class, capacity, number + 1, sizeof *f->zh_class);
    if (status != ZHEN_OK)
      return status;
    f->zh_class[number] = (uint8_t) class;
    f->coverage +=
        add_chances(f, lexicon, word, frequency_rate(&zh_classes[class]));
  }
  return ZHEN_OK;
}

static zhen_status frequencies_open(frequencies *f, const zhen_lexicon *lexicon)
{
  size_t n = lexicon->en.count, of_stems = 0, of_classes = 0;
  zhen_status status = ZHEN_OK;

  *f = (frequencies){.en_class = mem_calloc(n + 1, sizeof *f->en_class),
                     .en_chance = mem_calloc(n + 1, sizeof *f->en_chance)};
  if (!f->en_class || !f->en_chance)
    return zhen_fail_memory();
  for (size_t i = 1; i < N_EN && status == ZHEN_OK; i++)
    status = add_en_class(f, lexicon, i, &of_stems);
  for (size_t i = 1; i < N_ZH && status == ZHEN_OK; i++)
    status = add_zh_class(f, lexicon, i, &of_classes);
  f->coverage /= fmaxf(1, (float)f->zh.count);
  return status;
}

static void frequencies_close(frequencies *f)
{
  interner_dispose(&f->zh);
  interner_dispose(&f->en);
  arena_dispose(&f->strings);
  free(f->zh_class);
  free(f->stems);
  free(f->en_class);
  free(f->en_chance);
}

struct lazy_frequencies {
  pthread_mutex_t lock;
  bool made;
  frequencies all;
};

zhen_status lazy_frequencies_new(struct lazy_frequencies **out)
{
  *out = mem_calloc(1, sizeof **out);
  if (!*out)
    return zhen_fail_memory();
  pthread_mutex_init(&(*out)->lock, NULL);
  return ZHEN_OK;
}

void lazy_frequencies_free(struct lazy_frequencies *lazy)
{
  if (!lazy)
    return;
  if (lazy->made)
    frequencies_close(&lazy->all);
  pthread_mutex_destroy(&lazy->lock);
  free(lazy);
}

zhen_status lexicon_frequencies(const zhen_lexicon *lexicon,
                                const frequencies **out)
{
  struct lazy_frequencies *lazy = lexicon->frequencies;
  zhen_status status = ZHEN_OK;

  pthread_mutex_lock(&lazy->lock);
  if (!lazy->made) {
    status = frequencies_open(&lazy->all, lexicon);
    lazy->made = status == ZHEN_OK;
    if (status != ZHEN_OK)
      frequencies_close(&lazy->all);
  }
  pthread_mutex_unlock(&lazy->lock);
  *out = &lazy->all;
  return status;
}

const frequency_class *frequency_zh(const frequencies *f, zhen_str word)
{
  uint32_t number = interner_find(&f->zh, word);

  return &zh_classes[number == INTERNER_NONE ? 0 : f->zh_class[number]];
}

const frequency_class *frequency_en(const frequencies *f, uint32_t stem)
{
  return &en_classes[f->en_class[stem]];
}

uint32_t frequency_stem(const frequencies *f, zhen_str stem)
{
  uint32_t number = interner_find(&f->en, stem);

  return number == INTERNER_NONE ? WORD_NONE : f->stems[number];
}
