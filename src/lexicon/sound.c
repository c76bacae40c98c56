/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sounds are letters:
 *
 *   p b/p   m   f   t d/t   n   l   k g/k   h   j j/q/ch   s s/z/c/sh/zh/ch
 *   x   w   y   r 热, 瑞, else l        N final nasal     a, i/e, o/u
 *   v   D th   g before e, i   c as in Christ, Charles    of English only
 *   R, L r and l that end a syllable, 尔    e a vowel that only follows a
 *   consonant in writing: 斯, 特, Blake
 *
 * The costs are judgments, checked by eye on the names found in news and talks;
 * tests/unit/lexicon/test_sound.c has the cases that they must distinguish.
 */
#include "lexicon/sound.h"

#include <string.h>

/* ---- Chinese ---- */

typedef struct han_sound {
  uint32_t rune;
  char sounds[4];
} han_sound;

static const han_sound hans[] = {
#include "lexicon/sound_han.inc"
};

static const han_sound *find_han(uint32_t rune)
{
  size_t low = 0, high = sizeof hans / sizeof hans[0];

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (hans[mid].rune < rune)
      low = mid + 1;
    else
      high = mid;
  }
  return low < sizeof hans / sizeof hans[0] && hans[low].rune == rune
             ? &hans[low]
             : NULL;
}

static bool is_vowel_sound(char c)
{
  return c == 'a' || c == 'i' || c == 'u' || c == 'e';
}

/* R and L may be silent. */
static bool is_weak(char c)
{
  return is_vowel_sound(c) || c == 'R' || c == 'L' || c == 'y' || c == 'w' ||
         c == 'h';
}

static bool put(sound *s, char c)
{
  if (s->n == SOUND_MAX)
    return false;
  s->at[s->n++] = (uint8_t)c;
  s->n_consonants += !is_weak(c);
  return true;
}

bool sound_add_han(sound *out, uint32_t rune)
{
  const han_sound *found = find_han(rune);

  if (!found)
    return false;
  for (size_t i = 0; i < sizeof found->sounds && found->sounds[i]; i++)
    if (!put(out, found->sounds[i]))
      return false;
  return true;
}

/* ---- English ---- */

static bool is_vowel(char c)
{
  return c && strchr("aeiouy", c);
}

/* Letters that form one sound; the longest first. */
typedef struct cluster {
  const char *letters;
  const char *sounds;
  bool at_begin;
} cluster;

static const cluster clusters[] = {
    {"sch", "s", false}, {"tch", "j", false}, {"ch", "c", false},
    {"ck", "k", false},  {"sh", "s", false},  {"zh", "s", false},
    {"ph", "f", false},  {"th", "D", false},  {"tz", "s", false},
    {"ts", "s", false},  {"cz", "s", false},  {"dg", "j", false},
    {"kn", "n", true},   {"wr", "r", true},   {"ps", "s", true},
    {"wh", "w", false},  {"qu", "ku", false}, {"gh", "k", true},
    {"gh", "", false},   {"kh", "h", false},  {"rh", "r", false},
    {"x", "s", true},    {"x", "ks", false}};

static const cluster *cluster_at(const char *form, size_t i)
{
  for (size_t k = 0; k < sizeof clusters / sizeof clusters[0]; k++)
    if (clusters[k].letters[0] == form[i] &&
        strncmp(form + i, clusters[k].letters, strlen(clusters[k].letters)) ==
            0 &&
        !(clusters[k].at_begin && i > 0))
      return &clusters[k];
  return NULL;
}

static char vowel_sound(const char *form, size_t i)
{
  switch (form[i]) {
  case 'a':
    return 'a';
  case 'o':
  case 'u':
    return 'u';
  case 'e':
    return i > 1 && !form[i + 1] && !is_vowel(form[i - 1]) ? 'e' : 'i';
  default:
    return 'i';
  }
}

/* The sound of a single consonant; 0 if it is silent. */
static char consonant_sound(const char *form, size_t i)
{
  char next = form[i + 1];
  bool ends = !is_vowel(next);

  switch (form[i]) {
  case 'b':
  case 'p':
    return 'p';
  case 'c':
    return next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
  case 'd':
  case 't':
    return 't';
  case 'g':
    return next == 'e' || next == 'i' || next == 'y' ? 'g' : 'k';
  case 'k':
  case 'q':
    return 'k';
  case 'h':
  case 'w':
    return ends ? 0 : form[i];
  case 'l':
    return ends ? 'L' : 'l';
  case 'r':
    return ends && i > 0 && is_vowel(form[i - 1]) ? 'R' : 'r';
  case 'z':
    return 's';
  default:
    return form[i];
  }
}

static char sound_at(const char *form, size_t i)
{
  bool begins_y = form[i] == 'y' && is_vowel(form[i + 1]) && form[i + 1] != 'y';

  if (begins_y)
    return 'y';
  return is_vowel(form[i]) ? vowel_sound(form, i) : consonant_sound(form, i);
}

static bool put_name(sound *s, const char *form)
{
  for (size_t i = 0; form[i];) {
    const cluster *c = cluster_at(form, i);
    bool twice = !c && form[i] == form[i + 1] && !is_vowel(form[i]);
    char one = c || twice ? 0 : sound_at(form, i);

    for (const char *p = c ? c->sounds : ""; *p; p++)
      if (!put(s, *p))
        return false;
    i += c ? strlen(c->letters) : 1;
    /* double letters are one sound, as are ee, ou */
    if (one && !(s->n > 0 && s->at[s->n - 1] == (uint8_t)one) && !put(s, one))
      return false;
    if (!c && one == 'n' && form[i] == 'g' && !is_vowel(form[i + 1]))
      i++;
  }
  return true;
}

sound sound_of_name(const char *form)
{
  sound s = {.n = 0};

  for (const char *p = form; *p; p++)
    if (*p < 'a' || *p > 'z')
      return s;
  if (!put_name(&s, form))
    s = (sound){.n = 0};
  return s;
}

/* ---- distance ---- */

typedef struct swap {
  char name;
  const char *hans;
  double cost;
} swap;

/* The sounds that may render a sound of a name, besides itself. */
static const swap swaps[] = {
    {'v', "w", 0},     {'v', "f", .1},  {'v', "p", .4},   {'D', "t", .1},
    {'D', "sx", .2},   {'g', "k", .1},  {'g', "j", .05},  {'g', "hs", .5},
    {'c', "js", .1},   {'c', "k", .1},  {'c', "hx", .4},  {'j', "s", .2},
    {'j', "yr", .2},   {'j', "hk", .4}, {'k', "j", .15},  {'k', "h", .5},
    {'s', "x", .05},   {'s', "j", .3},  {'h', "x", .1},   {'h', "k", .6},
    {'r', "l", 0},     {'r', "R", .05}, {'l', "R", .05},  {'l', "r", .3},
    {'l', "n", .7},    {'L', "lR", 0},  {'R', "rl", .05}, {'m', "N", .05},
    {'m', "n", .6},    {'n', "N", 0},   {'n', "m", .6},   {'f', "h", .5},
    {'f', "w", .4},    {'p', "fw", .6}, {'t', "j", .3},   {'w', "h", .2},
    {'y', "j", .3},    {'u', "w", .1},  {'i', "y", .05},  {'a', "i", .15},
    {'a', "u", .15},   {'a', "e", .1},  {'i', "a", .15},  {'i', "u", .25},
    {'i', "e", .05},   {'u', "a", .15}, {'u', "i", .25},  {'u', "e", .1},
    {'e', "iau", .05}, {'w', "u", .1},  {'y', "i", .05},  {'R', "e", .1},
    {'L', "u", .1}};

static double swap_cost(char name, char han)
{
  if (name == han)
    return 0;
  for (size_t i = 0; i < sizeof swaps / sizeof swaps[0]; i++)
    if (swaps[i].name == name && strchr(swaps[i].hans, han))
      return swaps[i].cost;
  return is_vowel_sound(name) && is_vowel_sound(han) ? .2 : 1;
}

/* A sound of the rendering that the name does not have. */
static double extra_cost(char han)
{
  switch (han) {
  case 'e':
    return .02;
  case 'a':
  case 'i':
  case 'u':
    return .12;
  case 'y':
  case 'w':
  case 'R':
    return .2;
  case 'N':
    return .25;
  case 'h':
    return .5;
  default:
    return 1;
  }
}

/* A sound of the name that is not rendered. */
static double lost_cost(char name)
{
  switch (name) {
  case 'e':
    return 0;
  case 'a':
  case 'i':
  case 'u':
    return .15;
  case 'R':
    return .05;
  case 'L':
    return .3;
  case 'h':
  case 'y':
  case 'w':
    return .3;
  case 'n':
  case 'm':
    return .7;
  default:
    return 1;
  }
}

bool sound_begins_like(const sound *name, const sound *han)
{
  char a, b;

  if (name->n == 0 || han->n == 0)
    return false;
  a = (char)name->at[0];
  b = (char)han->at[0];
  if (is_vowel_sound(a))
    return is_vowel_sound(b) || b == 'y' || b == 'w' || b == 'h' ||
           (b == 'R' && a == 'a');
  return swap_cost(a, b) <= .3;
}

static double least(double a, double b)
{
  return a < b ? a : b;
}

/* Sounds are ASCII letters: the last six bits tell them apart. */
static double known_swap(sound_costs *costs, char name, char han)
{
  bool *known = &costs->known[name & 63][han & 63];
  double *cost = &costs->swap[name & 63][han & 63];

  if (!*known)
    *cost = swap_cost(name, han);
  *known = true;
  return *cost;
}

sound_column sound_column_begin(const sound *han)
{
  sound_column c = {.at = {0}};

  for (size_t i = 0; i < han->n; i++)
    c.at[i + 1] = c.at[i] + extra_cost((char)han->at[i]);
  return c;
}

double sound_column_next(sound_column *next, const sound_column *column,
                         uint8_t name, const sound *han, sound_costs *costs)
{
  double lost = lost_cost((char)name);
  double best = next->at[0] = column->at[0] + lost;

  for (size_t i = 0; i < han->n; i++) {
    char h = (char)han->at[i];
    double swapped = column->at[i] + known_swap(costs, (char)name, h);
    double cost = least(swapped, column->at[i + 1] + lost);

    cost = least(cost, next->at[i] + extra_cost(h));
    next->at[i + 1] = cost;
    best = least(best, cost);
  }
  return best;
}
