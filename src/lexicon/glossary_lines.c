/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Glossaries of one term a line, in one of three forms, or csv:
 *
 *   Chinese TAB English
 *   Traditional Simplified [pin1 yin1] /gloss/gloss/     CC-CEDICT
 *   English @ Chinese                                    hunalign
 */
#include "lexicon/glossary_lines.h"
#include "lexicon/cedict.h"
#include "lexicon/glossary_csv.h"
#include "pairs/csv_columns.h"
#include "text/utf8.h"

static zhen_status add_sides(glossary *g, zhen_str zh, zhen_str en)
{
  zh = str_trim(zh);
  en = str_trim(en);
  if (zh.len == 0)
    return glossary_fail(g, "the Chinese side is empty");
  if (en.len == 0)
    return glossary_fail(g, "the English side is empty");
  return glossary_add(g, zh, en);
}

/* Chinese TAB English; further columns are ignored. */
static zhen_status read_tsv(glossary *g, zhen_str line)
{
  size_t tab = str_find(line, 0, '\t'), end;

  if (tab == line.len)
    return glossary_fail(g, "no tab; expected Chinese, tab, English");
  end = str_find(line, tab + 1, '\t');
  return add_sides(g, str_part(line, 0, tab), str_part(line, tab + 1, end));
}

/* Folding the traditional form may give another word: 乾 is 干 or unchanged. */
static zhen_status add_entry(glossary *g, const cedict_line *entry,
                             zhen_str translation)
{
  zhen_status status = glossary_add(g, entry->simplified, translation);

  if (status == ZHEN_OK &&
      !glossary_same_head(g, entry->simplified, entry->traditional))
    status = glossary_add(g, entry->traditional, translation);
  return status;
}

static bool is_cedict(zhen_str line, cedict_line *entry)
{
  return cedict_parse(str_trim(line), entry) && entry->traditional.len > 0 &&
         entry->simplified.len > 0;
}

static zhen_status read_cedict(glossary *g, zhen_str line)
{
  cedict_line entry;
  zhen_str gloss, translation;
  zhen_status status = ZHEN_OK;

  if (!is_cedict(line, &entry))
    return glossary_fail(g, "not a CC-CEDICT entry; expected Traditional "
                            "Simplified [pin1 yin1] /gloss/");
  for (size_t at = 0; status == ZHEN_OK && cedict_next(&entry, &at, &gloss);) {
    gloss_parts parts;

    gloss_open(&parts, gloss);
    while (status == ZHEN_OK && gloss_next(&parts, &translation))
      if (translation.len > 0)
        status = add_entry(g, &entry, translation);
  }
  return status;
}

/* The position of " @ "; the length of the line if there is none. */
static size_t find_at_sign(zhen_str line)
{
  size_t at = str_find(line, 0, '@');

  while (at < line.len && (at == 0 || line.ptr[at - 1] != ' ' ||
                           at + 1 == line.len || line.ptr[at + 1] != ' '))
    at = str_find(line, at + 1, '@');
  return at;
}

/* hunalign: target @ source, so English first; Han shows which is which. */
static zhen_status read_dic(glossary *g, zhen_str line)
{
  size_t at = find_at_sign(line);
  zhen_str one, two;
  bool first, second;

  if (at == line.len)
    return glossary_fail(g, "no \" @ \"; expected English @ Chinese");
  one = str_part(line, 0, at);
  two = str_part(line, at + 1, line.len);
  first = zhen_text_scripts(one).han > 0;
  second = zhen_text_scripts(two).han > 0;
  if (first && second) { /* for example, a Chinese name in English letters */
    first = zhen_text_lang(one) == ZHEN_LANG_ZH;
    second = zhen_text_lang(two) == ZHEN_LANG_ZH;
  }
  if (first == second)
    return glossary_fail(
        g, "one side of \"@\" must be Chinese, the other English");
  return first ? add_sides(g, one, two) : add_sides(g, two, one);
}

typedef zhen_status (*line_parser)(glossary *, zhen_str line);

/* An entry, or a line that a dictionary may have besides: names and numbers
   that are the same in both languages. */
static zhen_status read_line(glossary *g, line_parser read, zhen_str line)
{
  zhen_status status =
      read ? read(g, line)
           : glossary_fail(g, "unknown glossary format; expected lines of "
                              "Chinese, tab, English, or CSV");

  if (status != ZHEN_EINPUT || !g->lenient)
    return status;
  g->skipped++;
  return ZHEN_OK;
}

/* The first entry determines the form of all. */
static line_parser choose_reader(zhen_str line)
{
  cedict_line entry;

  if (str_find(line, 0, '\t') < line.len)
    return read_tsv;
  if (is_cedict(line, &entry))
    return read_cedict;
  return find_at_sign(line) < line.len ? read_dic : NULL;
}

zhen_status glossary_read_lines(glossary *g, zhen_str all)
{
  line_parser read = NULL;
  zhen_status status = ZHEN_OK;

  for (size_t at = 0; at < all.len && status == ZHEN_OK; g->line++) {
    size_t begin = at, end = str_find(all, at, '\n');
    zhen_str line = str_part(all, at, end);

    at = end + 1;
    if (str_trim(line).len == 0 || line.ptr[0] == '#')
      continue;
    if (!read)
      read = choose_reader(line);
    if (!read && !g->lenient &&
        csv_is_table(str_part(all, begin, all.len), false))
      return glossary_read_csv(g, str_part(all, begin, all.len));
    status = read_line(g, read, line);
  }
  return status;
}
