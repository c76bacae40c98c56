/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How foreign names sound, coarsely: consonants in classes that Chinese does
 * not tell apart (b/p, d/t, g/k ...), vowels in three. Trump and 特朗普 are
 * both t-l-a-n-p, near enough to meet.
 */
#ifndef ZHEN_LEXICON_SOUND_H
#define ZHEN_LEXICON_SOUND_H

#include <zhen/text.h>

enum { SOUND_MAX = 24 };

/* The sounds of a name, in order; see sound.c for what they are. */
typedef struct sound {
  uint8_t at[SOUND_MAX];
  size_t n;
  size_t n_consonants; /* that a rendering must keep */
} sound;

/* The sounds of an English name in lower case; empty if it is too long. */
sound sound_of_name(const char *form);

/*
 * The sounds of a character that renders names, in simplified form, put behind
 * those of `out`; false if it renders none or there are too many.
 */
bool sound_add_han(sound *out, uint32_t rune);

/* May the first sound of a rendering be that of the name? */
bool sound_begins_like(const sound *name, const sound *han);

/*
 * How far a rendering is from a name: 0 is the same, 1 is a consonant too much,
 * too few, or another one. It is found sound by sound of the name, for names
 * that begin alike: a column has the distance of what was read of the name to
 * each beginning of the rendering.
 */
typedef struct sound_column {
  double at[SOUND_MAX + 1];
} sound_column;

/* Costs that were looked up once; `{0}` to begin with. */
typedef struct sound_costs {
  double swap[64][64];
  bool known[64][64];
} sound_costs;

/* Of no sound of a name. */
sound_column sound_column_begin(const sound *han);

/* One sound more; the least of the next column, below which none after it is.
 */
double sound_column_next(sound_column *next, const sound_column *column,
                         uint8_t name, const sound *han, sound_costs *costs);

#endif
