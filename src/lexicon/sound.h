/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sounds of foreign names, coarsely: consonants in classes that Chinese
 * does not distinguish (b/p, d/t, g/k ...), vowels in three. Trump and 特朗普
 * are both t-l-a-n-p, close enough to match.
 */
#ifndef ZHEN_LEXICON_SOUND_H
#define ZHEN_LEXICON_SOUND_H

#include <zhen/text.h>

enum { SOUND_MAX = 24 };

/* The sounds of a name, in order; see sound.c for their meaning. */
typedef struct sound {
  uint8_t at[SOUND_MAX];
  size_t n;
  size_t n_consonants; /* that a rendering must keep */
} sound;

/* The sounds of an English name in lower case; empty if it is too long. */
sound sound_of_name(const char *form);

/*
 * Append the sounds of a character used for names, in simplified form, to
 * `out`; false if it is not such a character or there are too many sounds.
 */
bool sound_add_han(sound *out, uint32_t rune);

/* May the first sound of a rendering be that of the name? */
bool sound_begins_like(const sound *name, const sound *han);

/*
 * The distance of a rendering from a name: 0 is the same, 1 is one consonant
 * inserted, omitted or replaced. It is computed sound by sound of the name,
 * shared by names with the same beginning: a column has the distance of the
 * part of the name that was read to each prefix of the rendering.
 */
typedef struct sound_column {
  double at[SOUND_MAX + 1];
} sound_column;

/* Cached costs; `{0}` is empty. */
typedef struct sound_costs {
  double swap[64][64];
  bool known[64][64];
} sound_costs;

/* The column for the empty name. */
sound_column sound_column_begin(const sound *han);

/* Add one sound; returns the least of the column, a bound for later ones. */
double sound_column_next(sound_column *next, const sound_column *column,
                         uint8_t name, const sound *han, sound_costs *costs);

#endif
