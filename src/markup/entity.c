/* SPDX-License-Identifier: Apache-2.0 */
/* Character references of HTML. */
#include "markup/entity.h"
#include "markup/tag.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum { REFERENCE_BYTES = 32 };

/* How browsers interpret &#128; to &#159;. */
static uint32_t from_windows(uint32_t rune)
{
  static const uint16_t table[32] = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
      0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

  return rune >= 0x80 && rune < 0xA0 ? table[rune - 0x80] : rune;
}

static uint32_t digit_value(char c)
{
  if (c >= '0' && c <= '9')
    return (uint32_t)(c - '0');
  c = (char)(c | 0x20);
  return c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10) : 99;
}

/* The character of "#8220" or "#x201C"; 0 if it is not one. */
static uint32_t numeric_reference(const char *name)
{
  uint32_t base = (name[1] | 0x20) == 'x' ? 16 : 10, rune = 0;
  const char *digit = name + (base == 16 ? 2 : 1);

  if (!*digit)
    return 0;
  for (; *digit; digit++) {
    if (digit_value(*digit) >= base)
      return 0;
    rune = rune * base + digit_value(*digit);
    if (rune > 0x10FFFF)
      return 0;
  }
  if (rune >= 0xD800 && rune < 0xE000)
    return 0;
  rune = from_windows(rune);
  return rune > 0 && rune < ' ' ? ' ' : rune;
}

/* Names that are newer than those of libxml2. */
static uint32_t newer_reference(const char *name)
{
  static const struct {
    const char *name;
    uint32_t rune;
  } names[] = {{"apos", '\''},    {"lbrace", '{'},   {"lcub", '{'},
               {"rbrace", '}'},   {"rcub", '}'},     {"lbrack", '['},
               {"lsqb", '['},     {"rbrack", ']'},   {"rsqb", ']'},
               {"lpar", '('},     {"rpar", ')'},     {"colon", ':'},
               {"comma", ','},    {"period", '.'},   {"excl", '!'},
               {"quest", '?'},    {"num", '#'},      {"dollar", '$'},
               {"percnt", '%'},   {"ast", '*'},      {"plus", '+'},
               {"equals", '='},   {"lowbar", '_'},   {"sol", '/'},
               {"bsol", '\\'},    {"vert", '|'},     {"grave", '`'},
               {"Tab", ' '},      {"NewLine", ' '},  {"horbar", 0x2015},
               {"check", 0x2713}, {"star", 0x2606},  {"hyphen", 0x2010},
               {"dash", 0x2010},  {"caret", 0x2041}, {"half", 0xBD}};

  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(names[i].name, name) == 0)
      return names[i].rune;
  return 0;
}

uint32_t entity_read(zhen_str s, size_t at, size_t *end)
{
  char name[REFERENCE_BYTES] = {0};
  size_t len = 0;
  const htmlEntityDesc *known;
  uint32_t rune;

  at++;
  while (at < s.len && len + 1 < sizeof name &&
         (markup_is_alnum(s.ptr[at]) || (len == 0 && s.ptr[at] == '#')))
    name[len++] = s.ptr[at++];
  if (len < 2 || at >= s.len || s.ptr[at] != ';')
    return 0;
  *end = at + 1;
  known = htmlEntityLookup((const xmlChar *)name);
  if (name[0] == '#')
    rune = numeric_reference(name);
  else
    rune = known ? known->value : newer_reference(name);
  return rune == 0xA0 ? ' ' : rune;
}
