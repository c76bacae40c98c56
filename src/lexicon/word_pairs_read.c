/* SPDX-License-Identifier: Apache-2.0 */
/* Decode a lexicon into word pairs and sections, to extend it. */
#include "base/fail.h"
#include "lexicon/word_pairs.h"

#include <stdlib.h>

/* All stems, by number. */
static char (*list_stems(const zhen_lexicon *x))[WORD_MAX + 1]
{
  char(*stems)[WORD_MAX + 1] = mem_calloc(x->en.count, sizeof *stems);

  for (uint32_t i = 0; stems && i < x->en.count; i++)
    lexicon_stem_text(x, i, stems[i]);
  return stems;
}

static zhen_status read_list(word_pairs *pairs, const word_list *list,
                             char (*stems)[WORD_MAX + 1], bool phrase)
{
  zhen_status status = ZHEN_OK;
  const uint8_t *p = list->words;
  char head[WORD_MAX + 1];

  for (uint32_t i = 0; i < list->count && status == ZHEN_OK; i++) {
    size_t len = (size_t)p[0] + p[1];
    uint32_t size, stem = 0;
    const uint8_t *end;
    uint8_t weight;

    memcpy(head + p[0], p + 2, p[1]);
    head[len] = '\0';
    p += 2 + p[1];
    size = load_varint(&p);
    end = p + size;
    while (status == ZHEN_OK && lexicon_near(&p, end, &stem, &weight)) {
      status = word_pairs_add(pairs, head, stems[stem], (float)weight / 255);
      if (status == ZHEN_OK)
        pairs->at[pairs->count - 1].phrase = phrase;
    }
  }
  return status;
}

zhen_status word_pairs_read(word_pairs *pairs, const zhen_lexicon *x)
{
  char(*stems)[WORD_MAX + 1] = list_stems(x);
  zhen_status status = stems ? ZHEN_OK : zhen_fail_memory();

  if (status == ZHEN_OK)
    status = read_list(pairs, &x->zh, stems, false);
  if (status == ZHEN_OK)
    status = read_list(pairs, &x->phrases, stems, true);
  free(stems);
  return status;
}

void sections_of_lexicon(char_sections *c, const zhen_lexicon *x)
{
  buf_put(&c->folds, x->bytes + lexicon_field(x, FIELD_FOLDS_AT),
          lexicon_field(x, FIELD_FOLDS) * FOLD_BYTES);
  buf_put(&c->syllables, x->bytes + lexicon_field(x, FIELD_SYLLABLES_AT),
          lexicon_field(x, FIELD_SYLLABLES) * SYLLABLE_BYTES);
  buf_put(&c->readings, x->bytes + lexicon_field(x, FIELD_READINGS_AT),
          lexicon_field(x, FIELD_READINGS) * READING_BYTES);
}
