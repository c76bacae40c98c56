/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Post-processing of the sentences of the scanner: long ones are cut at commas,
 * and SRX rules override the built-in ones.
 */
#include "split/cut.h"
#include "base/fail.h"
#include "split/marks.h"
#include "text/utf8.h"

#include <stdlib.h>

/* Whether a sentence may be cut after the character at `at`. */
static bool is_cut(zhen_str s, size_t at, size_t size, uint32_t rune)
{
  mark m = mark_of(rune);
  size_t next = at + size;
  size_t next_size;

  if (next >= s.len || (m != MARK_COMMA && m != MARK_SEMICOLON) ||
      (rune != ',' && rune != ';' && rune != 0xFF0C && rune != 0xFF1B &&
       rune != 0x3001))
    return false;
  rune = utf8_at(s, next, &next_size);
  return size > 1 || rune_is_space(rune);
}

/* After the comma nearest the middle of `s`; 0 if there is none. */
static size_t find_cut(zhen_str s, size_t runes)
{
  size_t best = 0;
  size_t distance = SIZE_MAX;
  size_t size;

  for (size_t at = 0, n = 1; at < s.len; at += size, n++) {
    uint32_t rune = utf8_at(s, at, &size);
    size_t d = n > runes / 2 ? n - runes / 2 : runes / 2 - n;

    if (d < distance && is_cut(s, at, size, rune)) {
      distance = d;
      best = at + size;
    }
  }
  while (best > 0 && best < s.len) {
    uint32_t rune = utf8_at(s, best, &size);

    if (!mark_closes(mark_of(rune)) && rune != '"')
      break;
    best += size;
  }
  return best < s.len ? best : 0;
}

zhen_status cut_long(sentence_list *list, zhen_str text,
                     const zhen_sentence *sentence, size_t max_len)
{
  zhen_str s = {text.ptr + sentence->begin, sentence->end - sentence->begin};
  size_t runes = max_len > 0 && s.len > max_len ? utf8_length(s) : 0;
  size_t cut = runes > max_len ? find_cut(s, runes) : 0;
  zhen_sentence left = *sentence;
  zhen_sentence right = *sentence;
  zhen_status status;

  if (cut == 0)
    return sentence_put(list, sentence);
  left.end = left.begin + str_trim((zhen_str){s.ptr, cut}).len;
  left.grade = ZHEN_GRADE_FORCED;
  right.begin =
      (size_t)(str_trim((zhen_str){s.ptr + cut, s.len - cut}).ptr - text.ptr);
  status = cut_long(list, text, &left, max_len);
  return status == ZHEN_OK ? cut_long(list, text, &right, max_len) : status;
}

/* A paragraph whose sentences are rebuilt. */
typedef struct srx_merger {
  sentence_list list;
  zhen_str text;
  uint32_t para;
  size_t max_len;
} srx_merger;

static zhen_status put_part(srx_merger *m, size_t begin, size_t end,
                            zhen_grade grade)
{
  zhen_str part = str_trim((zhen_str){m->text.ptr + begin, end - begin});
  zhen_sentence sentence = {.para = m->para, .grade = grade};

  sentence.begin = (size_t)(part.ptr - m->text.ptr);
  sentence.end = sentence.begin + part.len;
  return cut_long(&m->list, m->text, &sentence, m->max_len);
}

/* Cut [begin, end) where the SRX rules say so; keep `old` cuts they allow. */
static zhen_status merge(srx_merger *m, zhen_str part,
                         const unsigned char *says, const zhen_sentence *old,
                         size_t count)
{
  size_t offset = (size_t)(part.ptr - m->text.ptr);
  size_t begin = 0;
  size_t next = 1; /* old[next] is the next old sentence */
  zhen_status status = ZHEN_OK;

  for (size_t at = 1; at < part.len && status == ZHEN_OK; at++) {
    bool was = next < count && old[next].begin == offset + at;
    zhen_grade grade = was ? old[next - 1].grade : ZHEN_GRADE_HARD;

    next += was;
    if (says[at] != SRX_BREAK && (!was || says[at] == SRX_NO_BREAK))
      continue;
    status = put_part(m, offset + begin, offset + at, grade);
    begin = at;
  }
  return status == ZHEN_OK
             ? put_part(m, offset + begin, offset + part.len, ZHEN_GRADE_PARA)
             : status;
}

zhen_status cut_by_srx(sentence_list *list, size_t first, zhen_str text,
                       size_t begin, size_t end,
                       const zhen_split_options *options)
{
  zhen_str part = str_trim((zhen_str){text.ptr + begin, end - begin});
  size_t count = list->count - first;
  srx_merger m = {.text = text, .max_len = options->max_len};
  zhen_lang lang = options->lang ? options->lang : zhen_text_lang(part);
  unsigned char *says;
  zhen_status status;

  if (count == 0)
    return ZHEN_OK;
  says = mem_calloc(part.len + 1, 1);
  if (!says)
    return zhen_fail_memory();
  m.para = list->at[first].para;
  status = srx_judge(options->rules->srx, lang, part, says);
  if (status == ZHEN_OK)
    status = merge(&m, part, says, list->at + first,
                   options->no_builtin ? 1 : count);
  list->count = first;
  for (size_t i = 0; i < m.list.count && status == ZHEN_OK; i++)
    status = sentence_put(list, &m.list.at[i]);
  free(m.list.at);
  free(says);
  return status;
}
