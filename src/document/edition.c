/* SPDX-License-Identifier: Apache-2.0 */
#include "document/edition.h"
#include "base/fail.h"
#include "base/mem.h"
#include "document/paragraphs.h"
#include "markup/entity.h"
#include "markup/tag.h"

#include <stdlib.h>

static const char mark[] = " data-zhen=\"";

bool edition_is(zhen_str page)
{
  return markup_find(page, 0, mark) < page.len;
}

/* ---- sentences ---- */

/* "zh 12" */
static bool read_mark(const tag *t, int *side, size_t *bead)
{
  zhen_str value;

  if (!markup_tag_is(t, "span") || t->closing ||
      !markup_attribute(t, "data-zhen", &value))
    return false;
  *side = str_begins(value, "en ");
  if (!*side && !str_begins(value, "zh "))
    return false;
  *bead = 0;
  for (size_t i = 3; i < value.len; i++) {
    if (value.ptr[i] < '0' || value.ptr[i] > '9' || *bead > SIZE_MAX / 20)
      return false;
    *bead = *bead * 10 + (size_t)(value.ptr[i] - '0');
  }
  return value.len > 3;
}

/* The text at `at`, or what a tag there does to the depth of spans. */
static size_t read_text(edition *e, zhen_str page, size_t at, size_t *depth)
{
  size_t end = 0;
  uint32_t rune;
  tag t;

  if (page.ptr[at] == '<' && markup_read_tag(&t, page, at, NULL)) {
    if (markup_tag_is(&t, "span") && !t.closed)
      *depth += t.closing ? (size_t)-1 : 1;
    return t.end;
  }
  rune = page.ptr[at] == '&' ? entity_read(page, at, &end) : 0;
  if (rune)
    buf_put_rune(&e->text, rune);
  else
    buf_putc(&e->text, page.ptr[at]);
  return end ? end : at + 1;
}

static size_t add_sentence(edition *e, zhen_str page, size_t at, int side,
                           size_t bead)
{
  size_t n = e->count[side], depth = 1;
  edition_sentence s = {bead, n, {.begin = e->text.len}};

  while (at < page.len && depth > 0)
    at = read_text(e, page, at, &depth);
  s.text.end = e->text.len;
  if (mem_grow(&e->at[side], &e->capacity[side], n + 1, sizeof s) != ZHEN_OK)
    e->failed = true;
  else
    e->at[side][e->count[side]++] = s;
  return at;
}

void edition_add(edition *e, zhen_str page)
{
  size_t bead;
  int side;
  tag t;

  for (size_t at = str_find(page, 0, '<'); at < page.len;
       at = str_find(page, at, '<')) {
    if (!markup_read_tag(&t, page, at, NULL))
      at++;
    else if (read_mark(&t, &side, &bead))
      at = add_sentence(e, page, t.end, side, bead);
    else
      at = t.end;
  }
}

/* ---- beads ---- */

static int compare(const void *a, const void *b)
{
  const edition_sentence *x = a, *y = b;

  if (x->bead != y->bead)
    return x->bead < y->bead ? -1 : 1;
  return (x->at > y->at) - (x->at < y->at);
}

/* The sentences of a bead of one side, as a paragraph; returns those after it.
 */
static size_t put_bead(const edition *e, paragraphs *p, int side, size_t from,
                       size_t bead)
{
  for (; from < e->count[side] && e->at[side][from].bead == bead; from++) {
    zhen_bytes at = e->at[side][from].text;

    paragraphs_put(p, (zhen_str){e->text.ptr + at.begin, at.end - at.begin});
    paragraphs_put(p, (zhen_str){"\n", 1});
  }
  paragraphs_line(p, (zhen_str){"", 0});
  return from;
}

static void put_beads(const edition *e, paragraphs sides[2])
{
  size_t at[2] = {0, 0};

  while (at[0] < e->count[0] || at[1] < e->count[1]) {
    size_t bead = SIZE_MAX;

    for (int i = 0; i < 2; i++)
      if (at[i] < e->count[i] && e->at[i][at[i]].bead < bead)
        bead = e->at[i][at[i]].bead;
    for (int i = 0; i < 2; i++)
      at[i] = put_bead(e, &sides[i], i, at[i], bead);
  }
}

zhen_status edition_finish(edition *e, zhen_document *out, const char *name)
{
  paragraphs sides[2];
  zhen_status status = e->failed ? zhen_fail_memory() : buf_status(&e->text);

  sides[0] = sides[1] = (paragraphs){0};
  for (int i = 0; i < 2; i++)
    if (e->count[i] > 0)
      qsort(e->at[i], e->count[i], sizeof **e->at, compare);
  if (status == ZHEN_OK) {
    put_beads(e, sides);
    status = paragraphs_finish(&sides[0], &out->main, name);
  }
  if (status == ZHEN_OK)
    status = paragraphs_finish(&sides[1], &out->other, name);
  for (int i = 0; i < 2; i++)
    paragraphs_dispose(&sides[i]);
  edition_dispose(e);
  return status;
}

void edition_dispose(edition *e)
{
  buf_dispose(&e->text);
  free(e->at[0]);
  free(e->at[1]);
  *e = (edition){0};
}
