/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Join hard-wrapped lines into paragraphs. If the text as a whole looks
 * wrapped, a line break is a wrap if the line is full (the next word would not
 * have fitted) or its sentence is clearly incomplete. All lines are measured
 * first, so that the page width and the words of the document are known when
 * the breaks are judged.
 */
#include "split/wrapped.h"
#include "base/fail.h"
#include "base/mem.h"
#include "split/list.h"
#include "split/marks.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_BETWEEN = 8 /* lines between the halves of a sentence */ };

/* The joined text. */
typedef struct joiner {
  const zhen_text *in;
  zhen_text *out;
  zhen_wrap wrap;
  line_layout page;
  sentence_list dropped;
  size_t done;   /* bytes of the input text processed */
  size_t joined; /* line breaks */
} joiner;

static void keep_until(joiner *j, size_t end)
{
  zhen_str s = zhen_text_str(j->in);
  const source_map *map = &j->in->map;

  if (map->count == 1 && map->run->text_step == map->run->source_step &&
      j->done < end) { /* UTF-8 */
    size_t size = end - j->done;

    buf_put(&j->out->bytes, s.ptr + j->done, size);
    text_map(j->out, size, zhen_text_source(j->in, j->done), size);
    j->done = end;
  }
  while (j->done < end) {
    size_t size = utf8_size(s.ptr[j->done]);
    size_t source = zhen_text_source(j->in, j->done);
    size_t next = zhen_text_source(j->in, j->done + size);

    buf_put(&j->out->bytes, s.ptr + j->done, size);
    text_map(j->out, size, source, size == 1 ? 1 : next - source);
    j->done += size;
  }
}

/* Omit the bytes up to `end`, replaced by a space or nothing. */
static void skip_until(joiner *j, size_t end, bool space)
{
  size_t source = zhen_text_source(j->in, j->done);

  if (space) {
    buf_putc(&j->out->bytes, ' ');
    text_map(j->out, 1, source, zhen_text_source(j->in, end) - source);
  }
  j->done = end;
}

static bool joins(const joiner *j, const line *a, const line *b)
{
  return j->wrap == ZHEN_WRAP_JOIN ? !lines_new_item(&j->page, b)
                                   : lines_go_on(&j->page, a, b);
}

/*
 * The line that continues line `i`, 0 if there is none. Page numbers and
 * running headers may be between the two, if the halves fit.
 */
static size_t find_rest(const joiner *j, size_t i)
{
  const line_layout *p = &j->page;
  size_t next = i + 1;
  bool boilerplate = false;

  if (next < p->count && p->line[next].end > p->line[next].begin &&
      !p->line[next].page && !lines_is_boilerplate(p, &p->line[next]))
    return joins(j, &p->line[i], &p->line[next]) ? next : 0;
  for (; next < p->count && next - i <= MOST_BETWEEN; next++) {
    const line *l = &p->line[next];

    boilerplate |= l->page;
    if (l->end == l->begin)
      continue;
    if (!lines_is_boilerplate(p, l))
      return boilerplate && lines_are_halves(p, &p->line[i], l) ? next : 0;
    boilerplate = true;
  }
  return 0;
}

static zhen_status drop_between(joiner *j, size_t from, size_t to)
{
  for (size_t i = from + 1; i < to; i++) {
    const line *l = &j->page.line[i];
    zhen_sentence dropped = {.begin = l->begin, .end = l->end};
    zhen_status status = ZHEN_OK;

    if (l->end > l->begin)
      status = sentence_put(&j->dropped, &dropped);
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

/* Join line `b` to line `a`. */
static void join(joiner *j, const line *a, const line *b)
{
  j->joined++;
  switch (lines_joint(&j->page, a, b)) {
  case JOINT_NOTHING:
    keep_until(j, a->end);
    skip_until(j, b->begin, false);
    break;
  case JOINT_SPACE:
    keep_until(j, a->end);
    skip_until(j, b->begin, true);
    break;
  case JOINT_HYPHEN: /* remove the hyphen, too */
    keep_until(j, utf8_before(j->page.text, a->end));
    skip_until(j, b->begin, false);
    break;
  }
}

/* Omit line `i`, which is at the edge of a page. */
static zhen_status drop_line(joiner *j, size_t i)
{
  const line *l = &j->page.line[i];

  keep_until(j, l->begin);
  skip_until(j, l->end, false);
  return sentence_put(&j->dropped,
                      &(zhen_sentence){.begin = l->begin, .end = l->end});
}

static zhen_status join_all(joiner *j)
{
  const line_layout *p = &j->page;
  zhen_status status = ZHEN_OK;

  for (size_t i = 0, rest; status == ZHEN_OK && i < p->count;
       i = rest ? rest : i + 1) {
    rest = 0;
    if (p->line[i].margin && lines_is_boilerplate(p, &p->line[i])) {
      status = drop_line(j, i);
      continue;
    }
    if (p->line[i].end > p->line[i].begin)
      rest = find_rest(j, i);
    if (!rest)
      continue;
    status = drop_between(j, i, rest);
    join(j, &p->line[i], &p->line[rest]);
  }
  if (status != ZHEN_OK)
    return status;
  keep_until(j, p->text.len);
  return text_status(j->out);
}

static zhen_status report_dropped(joiner *j, zhen_sentences **dropped)
{
  zhen_sentences *out = mem_calloc(1, sizeof *out);

  if (!out)
    return zhen_fail_memory();
  out->text = zhen_text_str(j->in);
  out->at = j->dropped.at;
  out->count = j->dropped.count;
  j->dropped = (sentence_list){0};
  *dropped = out;
  return ZHEN_OK;
}

/* Measure the lines; the columns at which they are wrapped, 0 if they are not.
 */
static zhen_status measure(joiner *j, unsigned *columns)
{
  zhen_status status = ZHEN_OK;

  *columns = 0;
  j->page.text = zhen_text_str(j->in);
  if (j->wrap != ZHEN_WRAP_KEEP)
    status = lines_read(&j->page, j->page.text);
  if (status == ZHEN_OK)
    *columns = wrapped_columns(&j->page);
  if (status == ZHEN_OK && *columns == 0 && j->wrap == ZHEN_WRAP_AUTO)
    j->page.count = 0;
  return status == ZHEN_OK ? lines_study(&j->page) : status;
}

zhen_status zhen_text_unwrap(zhen_text **out, const zhen_text *text,
                             zhen_wrap wrap, zhen_sentences **dropped,
                             unsigned *columns)
{
  joiner j = {.in = text, .wrap = wrap};
  zhen_status status;
  unsigned width;

  *out = NULL;
  if (dropped)
    *dropped = NULL;
  j.out = text_new(text->name, text->encoding);
  if (!j.out)
    return zhen_fail_memory();
  j.out->source_len = text->source_len;
  status = measure(&j, &width);
  if (status == ZHEN_OK)
    status = join_all(&j);
  if (columns)
    *columns = j.joined > 0 ? width : 0;
  if (status == ZHEN_OK && dropped)
    status = report_dropped(&j, dropped);
  lines_dispose(&j.page);
  free(j.dropped.at);
  if (status == ZHEN_OK)
    *out = j.out;
  else
    zhen_text_free(j.out);
  return status;
}
