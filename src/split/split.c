/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "split/cut.h"
#include "split/scan.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Hand over the sentences found so far to `*out`. */
static zhen_status hand_over(zhen_sentences **out, zhen_str text,
                             zhen_sentence *at, size_t count)
{
  zhen_sentences *made = mem_calloc(1, sizeof *made);

  if (!made) {
    free(at);
    return zhen_fail_memory();
  }
  *made = (zhen_sentences){.text = text, .at = at, .count = count};
  *out = made;
  return ZHEN_OK;
}

static void split_paragraph(scan *s)
{
  const zhen_split_rules *rules = s->options->rules;
  size_t first = s->list.count;
  size_t begin = s->at;

  scan_paragraph(s);
  if (rules && rules->srx && s->status == ZHEN_OK && s->list.count > first)
    s->status = cut_by_srx(&s->list, first, s->text, begin, s->at, s->options);
}

zhen_status zhen_split(zhen_sentences **out, zhen_str text,
                       const zhen_split_options *options)
{
  zhen_split_options known;
  scan s = {.text = text,
            .options = &known,
            .status = OPTIONS_TAKE(&known, options),
            .block = SIZE_MAX};
  const zhen_split_rules *rules = known.rules;

  *out = NULL;
  s.abbrevs.builtin = !known.no_builtin;
  if (rules) {
    s.abbrevs.user = rules->abbrevs;
    s.abbrevs.count = rules->count;
  }
  s.max_len = rules && rules->srx ? 0 : known.max_len;
  while (s.at < text.len && s.status == ZHEN_OK)
    split_paragraph(&s);
  if (s.status == ZHEN_OK)
    return hand_over(out, text, s.list.at, s.list.count);
  free(s.list.at);
  return s.status;
}

/* The end of the line that starts at `at`: LF, CR LF or CR. */
static size_t line_end(zhen_str text, size_t at)
{
  while (at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r')
    at++;
  return at;
}

static size_t skip_line_end(zhen_str text, size_t at)
{
  if (at + 1 < text.len && text.ptr[at] == '\r' && text.ptr[at + 1] == '\n')
    return at + 2;
  return at + 1;
}

/* Number the paragraphs: blocks of lines separated by empty lines. */
static void mark_paragraphs(zhen_sentence *at, size_t count)
{
  uint32_t para = 0;

  for (size_t i = 0; i < count; i++) {
    bool empty = at[i].begin == at[i].end;
    bool last = i + 1 == count || at[i + 1].begin == at[i + 1].end;

    at[i].para = para;
    at[i].grade = last || empty ? ZHEN_GRADE_PARA : ZHEN_GRADE_HARD;
    if (empty && !last)
      para++;
  }
}

zhen_status zhen_split_lines(zhen_sentences **out, zhen_str text)
{
  zhen_sentence *at = NULL;
  size_t capacity = 0;
  size_t count = 0;

  *out = NULL;
  for (size_t from = 0; from < text.len;) {
    size_t end = line_end(text, from);
    zhen_str line = str_trim((zhen_str){text.ptr + from, end - from});
    zhen_status status = mem_grow(&at, &capacity, count + 1, sizeof *at);

    if (status != ZHEN_OK) {
      free(at);
      return status;
    }
    at[count] = (zhen_sentence){.begin = (size_t)(line.ptr - text.ptr)};
    at[count].end = at[count].begin + line.len;
    count++;
    from = skip_line_end(text, end);
  }
  mark_paragraphs(at, count);
  return hand_over(out, text, at, count);
}

zhen_str zhen_sentence_str(const zhen_sentences *sentences, size_t i)
{
  const zhen_sentence *s = &sentences->at[i];

  return (zhen_str){sentences->text.ptr + s->begin, s->end - s->begin};
}

void zhen_sentences_free(zhen_sentences *sentences)
{
  if (!sentences)
    return;
  free(sentences->at);
  free((zhen_time *)sentences->times);
  free((uint32_t *)sentences->parts);
  free(sentences);
}
