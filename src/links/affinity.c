/* SPDX-License-Identifier: Apache-2.0 */
#include "links/affinity.h"
#include "lexicon/sound.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

/* What evidence other than the lexicon is worth. */
static const float SAME = .95F, NUMBER = .9F, MARK = .9F, PINYIN = .8F,
                   SYLLABLE = .4F, SOUND = .7F, KNOWN_MOST = .9F;

/* The distance of a rendering for each consonant of a name, as in
   judge/partners.c; of names of two consonants. */
static const float SOUND_NEAR = .2F, SOUND_NEAR_SHORT = .1F;

enum { RUNES_MAX = 12, FORM_MAX = 40 };

/* ---- marks ---- */

/* One character for marks of both languages that are used alike. */
static uint32_t mark_class(zhen_str text)
{
  size_t size;
  uint32_t rune = utf8_at(text, 0, &size);

  switch (rune) {
  case 0x3002:
  case '.':
    return text.len > 2 && size == 1 ? 0x2026 : '.';
  case 0x3001:
    return ',';
  case 0x201C:
  case 0x201D:
  case 0x300C:
  case 0x300D:
  case 0x300E:
  case 0x300F:
  case 0x2018:
  case 0x2019:
  case 0x300A:
  case 0x300B:
  case '`':
  case '\'':
    return '"';
  case 0x2014:
  case 0x2013:
  case 0x2015:
  case 0x2500:
    return '-';
  default:
    return rune;
  }
}

static float of_marks(const link_type *zh, const link_type *en)
{
  return mark_class(zh->text) == mark_class(en->text) ? MARK : 0;
}

/* ---- names ---- */

static size_t read_runes(zhen_str text, uint32_t runes[RUNES_MAX])
{
  size_t n = 0;

  for (size_t at = 0; at < text.len;) {
    if (n == RUNES_MAX)
      return 0;
    runes[n] = utf8_next(text, &at);
    if (!rune_is_han(runes[n++]))
      return 0;
  }
  return n;
}

/* How many characters are read as a form; 0: they are not. */
static size_t reads_as(const zhen_lexicon *lexicon, const uint32_t *runes,
                       size_t n, const char *form)
{
  const char *readings[READINGS_MAX];
  size_t n_readings = n ? lexicon_readings(lexicon, *runes, readings) : 0;

  for (size_t i = 0; i < n_readings; i++) {
    size_t len = strlen(readings[i]), rest;

    if (strncmp(form, readings[i], len) != 0)
      continue;
    if (!form[len])
      return 1;
    rest = reads_as(lexicon, runes + 1, n - 1, form + len);
    if (rest)
      return rest + 1;
  }
  return 0;
}

static float by_pinyin(const zhen_lexicon *lexicon, const uint32_t *runes,
                       size_t n, const char *form)
{
  for (size_t i = 0; i < n; i++) {
    size_t read = reads_as(lexicon, runes + i, n - i, form);

    if (read)
      return read > 1 ? PINYIN : SYLLABLE;
  }
  return 0;
}

static float by_sound(const uint32_t *runes, size_t n, const char *form)
{
  sound name = sound_of_name(form), han = {.n = 0};
  sound_costs costs = {0};
  sound_column column, next;
  float distance;

  for (size_t i = 0; i < n; i++)
    if (!sound_add_han(&han, runes[i]))
      return 0;
  if (n < 2 || name.n_consonants < 2 || !sound_begins_like(&name, &han))
    return 0;
  column = sound_column_begin(&han);
  for (size_t i = 0; i < name.n; i++) {
    sound_column_next(&next, &column, name.at[i], &han, &costs);
    column = next;
  }
  distance = (float)(column.at[han.n] / (double)name.n_consonants);
  return distance < (name.n_consonants > 2 ? SOUND_NEAR : SOUND_NEAR_SHORT)
             ? SOUND
             : 0;
}

static float of_names(const zhen_lexicon *lexicon, const link_type *zh,
                      const link_type *en)
{
  uint32_t runes[RUNES_MAX];
  char form[FORM_MAX + 1];
  size_t n;
  float pinyin;

  if (!en->rare || en->text.len < 2 || en->text.len > FORM_MAX)
    return 0;
  n = read_runes(zh->text, runes);
  if (n == 0)
    return 0;
  memcpy(form, en->text.ptr, en->text.len);
  form[en->text.len] = '\0';
  pinyin = by_pinyin(lexicon, runes, n, form);
  return pinyin > 0 || !zh->rare ? pinyin : by_sound(runes, n, form);
}

/* ---- words ---- */

static float known(const link_text *t, const link_type *zh, uint32_t stem)
{
  size_t low = zh->known, end = low + zh->n_known, high = end;

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (t->known[mid].stem < stem)
      low = mid + 1;
    else
      high = mid;
  }
  return low < end && t->known[low].stem == stem ? t->known[low].weight : 0;
}

static bool same_number(const link_type *a, const link_type *b)
{
  return a->is_number && b->is_number && a->value.kind == b->value.kind &&
         fabs(a->value.value - b->value.value) <= 1e-9 * fabs(a->value.value);
}

static bool same_text(zhen_str a, zhen_str b)
{
  return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

affinity affinity_of(const link_text *t, const link_type *zh,
                     const link_type *en)
{
  const rendering *row;
  float best = 0;

  if (zh->mark || en->mark) {
    best = zh->mark && en->mark ? of_marks(zh, en) : 0;
    return (affinity){best, best};
  }
  if (same_text(zh->stem, en->stem))
    return (affinity){SAME, SAME};
  if (same_number(zh, en))
    best = NUMBER;
  for (size_t i = 0; i < en->n_stems; i++)
    best = fmaxf(best, known(t, zh, en->stems[i]));
  best = fminf(best, KNOWN_MOST);
  if (best < SYLLABLE)
    best = fmaxf(best, of_names(t->lexicon, zh, en));
  row = rendering_find(zh->rows, zh->n_rows, en->stem);
  return row ? (affinity){fmaxf(best, row->to_en), fmaxf(best, row->to_zh)}
             : (affinity){best, best};
}
