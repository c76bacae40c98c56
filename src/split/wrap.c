/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Join hard-wrapped lines into paragraphs. A line break is a wrap if the line
 * is full (the next word would not have fitted) or its sentence is clearly
 * incomplete. All lines are measured first, so that the page width and the
 * words of the document are known when the breaks are judged.
 */
#include "split/lines.h"
#include "base/fail.h"
#include "base/mem.h"
#include "split/list.h"
#include "split/marks.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

enum {
  MOST_BETWEEN = 8, /* lines between the halves of a sentence */
  SAMPLE = 64 * 1024,
  LEAST_JOINED = 4, /* lines of a text that looks wrapped */
  RAGGED = 12       /* columns by which such a line may be short */
};

/* The joined text. */
typedef struct joiner {
  const zhen_text *in;
  zhen_text *out;
  zhen_wrap wrap;
  line_layout page;
  sentence_list dropped;
  size_t done; /* bytes of the input text processed */
} joiner;

static void keep_until(joiner *j, size_t end)
{
  zhen_str s = zhen_text_str(j->in);

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
      !lines_is_boilerplate(p, &p->line[next]))
    return joins(j, &p->line[i], &p->line[next]) ? next : 0;
  for (; next < p->count && next - i <= MOST_BETWEEN; next++) {
    const line *l = &p->line[next];

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

static zhen_status join_all(joiner *j)
{
  const line_layout *p = &j->page;

  for (size_t i = 0; i < p->count;) {
    size_t rest = p->line[i].end > p->line[i].begin ? find_rest(j, i) : 0;
    zhen_status status;

    if (rest) {
      status = drop_between(j, i, rest);
      if (status != ZHEN_OK)
        return status;
      join(j, &p->line[i], &p->line[rest]);
    }
    i = rest ? rest : i + 1;
  }
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

zhen_status zhen_text_unwrap(zhen_text **out, const zhen_text *text,
                             zhen_wrap wrap, zhen_sentences **dropped)
{
  joiner j = {.in = text, .wrap = wrap};
  zhen_status status = ZHEN_OK;

  *out = NULL;
  if (dropped)
    *dropped = NULL;
  j.out = text_new(text->name, text->encoding);
  if (!j.out)
    return zhen_fail_memory();
  j.out->source_len = text->source_len;
  if (wrap != ZHEN_WRAP_KEEP)
    status = lines_read(&j.page, zhen_text_str(text));
  j.page.text = zhen_text_str(text);
  if (status == ZHEN_OK)
    status = join_all(&j);
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

/* ---- detecting wrapped text ---- */

/* Whether a sentence continues after a full line; verse has a capital. */
static bool is_wrapped(const line_layout *p, const line *a, const line *b)
{
  size_t size;
  uint32_t first = utf8_at(p->text, b->begin, &size);

  return p->full[a->han] > 0 && a->width + RAGGED >= p->full[a->han] &&
         (a->han ? first >= 0x3000 : rune_is_lower(first)) &&
         lines_go_on(p, a, b);
}

static unsigned wrapped_columns(const line_layout *p)
{
  size_t pairs = 0, joined[2] = {0, 0}, runs = 0, all;
  bool before = false;

  for (size_t i = 0; i + 1 < p->count; i++) {
    const line *a = &p->line[i], *b = &p->line[i + 1];
    bool both = a->begin < a->end && b->begin < b->end;
    bool now = both && is_wrapped(p, a, b);

    pairs += both;
    joined[a->han] += now;
    runs += now && before;
    before = now;
  }
  all = joined[0] + joined[1];
  if (all < LEAST_JOINED || all * 5 < pairs * 2 || runs * 4 < all)
    return 0;
  return p->full[joined[1] > joined[0]];
}

zhen_status zhen_text_wrapped(unsigned *columns, zhen_str text)
{
  line_layout p = {0};
  zhen_status status;

  *columns = 0;
  if (text.len > SAMPLE) {
    text.len = SAMPLE;
    while (text.len > 0 && text.ptr[text.len - 1] != '\n')
      text.len--;
  }
  status = lines_read(&p, text);
  if (status == ZHEN_OK)
    *columns = wrapped_columns(&p);
  lines_dispose(&p);
  return status;
}
