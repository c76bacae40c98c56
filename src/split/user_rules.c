/* SPDX-License-Identifier: Apache-2.0 */
#include "split/user_rules.h"
#include "base/fail.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

zhen_status zhen_split_rules_new(zhen_split_rules **out)
{
  *out = mem_calloc(1, sizeof **out);
  return *out ? ZHEN_OK : zhen_fail_memory();
}

static zhen_status add_word(zhen_split_rules *rules, zhen_str word, abbrev kind)
{
  char *copy = arena_alloc(&rules->words, word.len, 1);
  zhen_status status = mem_grow(&rules->abbrevs, &rules->capacity,
                                rules->count + 1, sizeof *rules->abbrevs);

  if (!copy || status != ZHEN_OK)
    return zhen_fail_memory();
  memcpy(copy, word.ptr, word.len);
  rules->abbrevs[rules->count++] =
      (abbrev_entry){.word = {copy, word.len}, .kind = kind};
  return ZHEN_OK;
}

static zhen_str take_word(zhen_str *line)
{
  zhen_str word = {line->ptr, 0};

  while (word.len < line->len && line->ptr[word.len] != ' ' &&
         line->ptr[word.len] != '\t')
    word.len++;
  *line = str_trim((zhen_str){line->ptr + word.len, line->len - word.len});
  return word;
}

/* One line of a prefix file; `where` is its number. */
static zhen_status read_prefix(zhen_split_rules *rules, zhen_str line,
                               const char *path, size_t where)
{
  static const char numeric[] = "#NUMERIC_ONLY#";
  zhen_str rest = str_trim(line);
  zhen_str word;
  bool number;

  if (rest.len == 0 || rest.ptr[0] == '#')
    return ZHEN_OK;
  word = take_word(&rest);
  number = rest.len >= sizeof numeric - 1 &&
           memcmp(rest.ptr, numeric, sizeof numeric - 1) == 0;
  if (rest.len > 0 && !number && rest.ptr[0] != '#')
    return zhen_fail(ZHEN_EINPUT,
                     "%s:%zu: more than one word; write one abbreviation per "
                     "line, optionally followed by #NUMERIC_ONLY#",
                     path, where);
  if (word.len > 1 && word.ptr[word.len - 1] == '.')
    word.len--;
  return add_word(rules, word, number ? ABBREV_NUMBER : ABBREV_TITLE);
}

static int compare_entries(const void *a, const void *b)
{
  return abbrev_compare(((const abbrev_entry *)a)->word,
                        ((const abbrev_entry *)b)->word);
}

zhen_status zhen_split_rules_add_abbreviations(zhen_split_rules *rules,
                                               const char *path)
{
  zhen_text *text;
  zhen_str all;
  size_t where = 0;
  size_t before = rules->count;
  zhen_status status = zhen_text_read(&text, path, NULL);

  if (status != ZHEN_OK)
    return status;
  all = zhen_text_str(text);
  for (size_t at = 0; at < all.len && status == ZHEN_OK;) {
    const char *from = all.ptr + at;
    const char *end = memchr(from, '\n', all.len - at);
    size_t len = end ? (size_t)(end - from) : all.len - at;

    status = read_prefix(rules, (zhen_str){from, len}, path, ++where);
    at += len + 1;
  }
  if (status != ZHEN_OK)
    rules->count = before;
  if (rules->count > 0)
    qsort(rules->abbrevs, rules->count, sizeof *rules->abbrevs,
          compare_entries);
  zhen_text_free(text);
  return status;
}

zhen_status zhen_split_rules_add_srx(zhen_split_rules *rules, const char *path)
{
  return srx_read(&rules->srx, path);
}

void zhen_split_rules_free(zhen_split_rules *rules)
{
  if (!rules)
    return;
  arena_dispose(&rules->words);
  free(rules->abbrevs);
  srx_free(rules->srx);
  free(rules);
}
