/* SPDX-License-Identifier: Apache-2.0 */
#include "article/timed.h"
#include "base/fail.h"
#include "base/mem.h"
#include "split/abbrev.h"
#include "text/utf8.h"
#include "tokens/line_end.h"

#include <stdlib.h>

enum {
  /* Captions have end marks if one in this many does: in English films that
     have them about every second does. */
  END_MARKS = 5,
  BREATH = 300 /* milliseconds between captions of different sentences */
};

/* Do the captions of a text mark the ends of sentences? */
static bool has_end_marks(const zhen_content *content)
{
  zhen_str text = zhen_text_str(content->text);
  size_t n = 0;

  for (size_t i = 0; i < content->n_captions; i++) {
    zhen_bytes at = content->captions[i].at;

    n += line_end_of(str_part(text, at.begin, at.end)) == LINE_WHOLE;
  }
  return n * END_MARKS >= content->n_captions;
}

/* ---- cutting ---- */

/*
 * Does a full stop at the end of a caption end a sentence, whatever follows:
 * "... factor out the v." "So we ..."?
 */
static bool ends_sentence(zhen_str text, const zhen_caption *c)
{
  static const abbrev_list abbrevs = {.builtin = true};
  size_t begin = c->at.end - 1;
  zhen_str word;

  if (begin <= c->at.begin || text.ptr[begin] != '.')
    return false;
  while (begin > c->at.begin && text.ptr[begin - 1] != ' ')
    begin--;
  word = str_part(text, begin, c->at.end - 1);
  if (word.len == 0 || word.ptr[word.len - 1] == '.')
    return false;
  return abbrev_find(&abbrevs, word) != ABBREV_TITLE ||
         (word.ptr[0] >= 'a' && c[1].begin - c->end >= BREATH);
}

typedef struct cutter {
  zhen_sentence *at;
  size_t count, capacity;
} cutter;

static zhen_status add_part(cutter *c, zhen_str text, zhen_sentence s)
{
  zhen_str part = str_trim(str_part(text, s.begin, s.end));
  zhen_status status;

  if (part.len == 0)
    return ZHEN_OK;
  s.begin = (size_t)(part.ptr - text.ptr);
  s.end = s.begin + part.len;
  status = mem_grow(&c->at, &c->capacity, c->count + 1, sizeof s);
  if (status == ZHEN_OK)
    c->at[c->count++] = s;
  return status;
}

/* End sentences where captions end, which are in the same order. */
static zhen_status cut_at_captions(zhen_sentences *s,
                                   const zhen_content *content, bool all)
{
  cutter c = {0};
  size_t k = 0;
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; i < s->count && status == ZHEN_OK; i++) {
    zhen_sentence rest = s->at[i];

    while (k < content->n_captions && content->captions[k].at.end <= rest.begin)
      k++;
    for (; status == ZHEN_OK && k < content->n_captions &&
           content->captions[k].at.end < rest.end;
         k++) {
      zhen_sentence part = rest;

      if (!all && !ends_sentence(s->text, &content->captions[k]))
        continue;
      part.end = rest.begin = content->captions[k].at.end;
      part.grade = ZHEN_GRADE_SOFT;
      status = add_part(&c, s->text, part);
    }
    if (status == ZHEN_OK)
      status = add_part(&c, s->text, rest);
  }
  if (status != ZHEN_OK) {
    free(c.at);
    return status;
  }
  free(s->at);
  s->at = c.at;
  s->count = c.count;
  return ZHEN_OK;
}

/* ---- times ---- */

/* When a byte in a caption is said; its bytes are said evenly. */
static int64_t time_of(const zhen_caption *c, size_t at)
{
  double all = (double)(c->at.end - c->at.begin);

  if (at <= c->at.begin)
    return c->begin;
  if (at >= c->at.end)
    return c->end;
  return c->begin + (int64_t)((double)(c->end - c->begin) *
                              (double)(at - c->at.begin) / all);
}

static zhen_status set_times(zhen_sentences *s, const zhen_content *content)
{
  const zhen_caption *c = content->captions, *end = c + content->n_captions;
  zhen_time *times = mem_calloc(s->count, sizeof *times);

  if (!times)
    return zhen_fail_memory();
  s->times = times;
  for (size_t i = 0; i < s->count; i++) {
    const zhen_sentence *x = &s->at[i];

    while (c + 1 < end && c->at.end <= x->begin)
      c++;
    times[i].begin = time_of(c, x->begin);
    while (c + 1 < end && c->at.end < x->end)
      c++;
    times[i].end = time_of(c, x->end);
    if (times[i].end < times[i].begin)
      times[i].end = times[i].begin;
  }
  return ZHEN_OK;
}

zhen_status timed_sentences(zhen_sentences *s, const zhen_content *content,
                            zhen_lang lang, bool each)
{
  bool all = each || lang == ZHEN_LANG_ZH || !has_end_marks(content);
  zhen_status status = ZHEN_OK;

  if (content->n_captions == 0)
    return ZHEN_OK;
  status = cut_at_captions(s, content, all);
  return status == ZHEN_OK ? set_times(s, content) : status;
}
