/* SPDX-License-Identifier: Apache-2.0 */
/* Moving over the ASCII words around an English number. */
#include "lexicon/number_en_words.h"

#include <string.h>

size_t english_word_at(zhen_str s, size_t at, char out[WORD_BYTES])
{
  size_t len = 0;

  while (at + len < s.len && ((s.ptr[at + len] | 0x20) >= 'a') &&
         ((s.ptr[at + len] | 0x20) <= 'z')) {
    if (len < WORD_BYTES - 1)
      out[len] = (char)(s.ptr[at + len] | 0x20);
    len++;
  }
  out[len < WORD_BYTES - 1 ? len : WORD_BYTES - 1] = '\0';
  return len;
}

size_t english_skip_joint(zhen_str s, size_t at)
{
  while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '-'))
    at++;
  return at;
}

size_t english_next_word(zhen_str s, size_t *at, char out[WORD_BYTES])
{
  size_t len;

  *at = english_skip_joint(s, *at);
  len = english_word_at(s, *at, out);
  *at += len;
  return len;
}

bool english_take_word(zhen_str s, size_t *at, const char *wanted)
{
  char word[WORD_BYTES];
  size_t here = *at;

  if (!english_next_word(s, &here, word) || strcmp(word, wanted) != 0)
    return false;
  *at = here;
  return true;
}

void english_word_before(zhen_str s, size_t at, char out[WORD_BYTES])
{
  char word[WORD_BYTES];
  size_t begin;

  while (at > 0 && (s.ptr[at - 1] == ' ' || s.ptr[at - 1] == '-'))
    at--;
  for (begin = at; begin > 0 && english_word_at(s, begin - 1, word); begin--)
    if (at - begin >= WORD_BYTES)
      break;
  english_word_at(s, begin, out);
  if (begin == at)
    out[0] = '\0';
}

bool english_is_in(const char *word, const char *const *list)
{
  for (; *list; list++)
    if ((*list)[0] == word[0] && strcmp(*list, word) == 0)
      return true;
  return false;
}

/* By their first letter; of those that are not here, none. */
static const char *const beginnings[] = {
    ['a' - 'a'] = "a an april apr august aug act article appendix ",
    ['b' - 'a'] = "book ",
    ['c' - 'a'] = "chapter canto ",
    ['d' - 'a'] = "december dec decade ",
    ['e' - 'a'] = "eight eleven eighteen eighty eighth eleventh eighteenth "
                  "eightieth eighties ",
    ['f' - 'a'] =
        "february feb four five fourteen fifteen forty fifty first fourth "
        "fifth fourteenth fifteenth fortieth fiftieth forties fifties ",
    ['h' - 'a'] = "half hundredth h ",
    ['j' - 'a'] = "january june july jan jun jul ",
    ['l' - 'a'] = "lesson ",
    ['m' - 'a'] = "march may mar ",
    ['n' - 'a'] = "november nov nine nineteen ninety ninth nineteenth "
                  "ninetieth nineties ",
    ['o' - 'a'] = "one october oct ",
    ['p' - 'a'] = "part psalm paragraph ",
    ['q' - 'a'] = "quarter quarters q ",
    ['s' - 'a'] = "september sep sept six seven sixteen seventeen sixty "
                  "seventy second sixth seventh sixteenth seventeenth sixtieth "
                  "seventieth sixties seventies section scene ",
    ['t' - 'a'] = "two three ten twelve thirteen twenty thirty third tenth "
                  "twelfth thirteenth twentieth thirtieth twenties thirties ",
    ['u' - 'a'] = "unit ",
    ['v' - 'a'] = "volume ",
    ['z' - 'a'] = "zero ",
};

bool english_may_begin(const char *word)
{
  const char *row = beginnings[word[0] - 'a'];

  if (!word[strspn(word, "ivxl")])
    return true;
  while (row && *row) {
    size_t len = 1;

    while (word[len] && row[len] == word[len])
      len++;
    if (!word[len] && row[len] == ' ')
      return true;
    row += len + strcspn(row + len, " ") + 1;
  }
  return false;
}

typedef struct numeral_word {
  const char *word;
  double value;
} numeral_word;

static const numeral_word small[] = {
    {"one", 1},        {"two", 2},       {"three", 3},     {"four", 4},
    {"five", 5},       {"six", 6},       {"seven", 7},     {"eight", 8},
    {"nine", 9},       {"ten", 10},      {"eleven", 11},   {"twelve", 12},
    {"thirteen", 13},  {"fourteen", 14}, {"fifteen", 15},  {"sixteen", 16},
    {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
    {"thirty", 30},    {"forty", 40},    {"fifty", 50},    {"sixty", 60},
    {"seventy", 70},   {"eighty", 80},   {"ninety", 90},   {0}};

static const numeral_word scales[] = {{"hundred", 100},
                                      {"thousand", 1e3},
                                      {"million", 1e6},
                                      {"billion", 1e9},
                                      {"trillion", 1e12},
                                      {"hundreds", 100},
                                      {"thousands", 1e3},
                                      {"dozen", 12},
                                      {"decades", 10},
                                      {"decade", 10},
                                      {0}};

/* Only after digits: 1.2bn, 5 mn. */
static const numeral_word short_scales[] = {
    {"bn", 1e9},  {"mn", 1e6},   {"mln", 1e6}, {"bln", 1e9},
    {"tn", 1e12}, {"trn", 1e12}, {0}};

static const numeral_word ordinals[] = {
    {"tenth", 10},      {"eleventh", 11},    {"twelfth", 12},
    {"thirteenth", 13}, {"fourteenth", 14},  {"fifteenth", 15},
    {"sixteenth", 16},  {"seventeenth", 17}, {"eighteenth", 18},
    {"nineteenth", 19}, {"twentieth", 20},   {"thirtieth", 30},
    {"fortieth", 40},   {"fiftieth", 50},    {"sixtieth", 60},
    {"seventieth", 70}, {"eightieth", 80},   {"ninetieth", 90},
    {"hundredth", 100}, {"decade", 10},      {0}};

/* Alone they are words; after tens they count: twenty-first. */
static const numeral_word ones[] = {
    {"first", 1}, {"second", 2},  {"third", 3},  {"fourth", 4}, {"fifth", 5},
    {"sixth", 6}, {"seventh", 7}, {"eighth", 8}, {"ninth", 9},  {0}};

static const numeral_word parts[] = {{"third", 3},
                                     {"thirds", 3},
                                     {"fourth", 4},
                                     {"fourths", 4},
                                     {"fifth", 5},
                                     {"fifths", 5},
                                     {"sixth", 6},
                                     {"sixths", 6},
                                     {"eighth", 8},
                                     {"eighths", 8},
                                     {"tenth", 10},
                                     {"tenths", 10},
                                     {0}};

static double look_up(const numeral_word *table, const char *word)
{
  for (; table->word; table++)
    if (table->word[0] == word[0] && strcmp(table->word, word) == 0)
      return table->value;
  return 0;
}

double english_small(const char *word)
{
  return look_up(small, word);
}

double english_ordinal(const char *word)
{
  double value = english_first(word);

  return value > 0 ? value : english_tenth(word);
}

double english_scale(const char *word)
{
  return look_up(scales, word);
}

double english_short_scale(const char *word)
{
  return look_up(short_scales, word);
}

double english_part(const char *word)
{
  return look_up(parts, word);
}

double english_first(const char *word)
{
  return look_up(ones, word);
}

double english_tenth(const char *word)
{
  return look_up(ordinals, word);
}
