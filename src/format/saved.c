/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of JSONL or TSV to beads. An empty side is positioned after the previous
 * rows; so the rows of a whole alignment, and of a part of one, are read the
 * same way.
 */
#include "format/saved.h"
#include "base/fail.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

static zhen_status unordered(const saved_reader *r)
{
  return zhen_fail(
      ZHEN_EINPUT,
      "%s: line %zu: sentence numbers do not continue those of earlier lines",
      r->path, r->line);
}

/* The range of a list of consecutive numbers. */
static bool is_range(const uint32_t *ids, size_t n)
{
  for (size_t k = 1; k < n; k++)
    if (ids[k] != ids[0] + k)
      return false;
  return true;
}

zhen_status saved_add(saved_reader *r, const saved_ids *zh, const saved_ids *en,
                      zhen_saved_row row)
{
  zhen_saved *s = &r->own->saved;
  const zhen_bead *last = s->count ? &s->rows[s->count - 1].bead : NULL;
  uint32_t zh_end = last ? last->zh_end : 0, en_end = last ? last->en_end : 0;
  zhen_bead *b = &row.bead;
  zhen_status status;

  b->zh_begin = zh->n ? zh->at[0] : zh_end;
  b->en_begin = en->n ? en->at[0] : en_end;
  b->zh_end = b->zh_begin + (uint32_t)zh->n;
  b->en_end = b->en_begin + (uint32_t)en->n;
  if (!is_range(zh->at, zh->n) || !is_range(en->at, en->n) ||
      b->zh_begin < zh_end || b->en_begin < en_end || zh->n + en->n == 0)
    return unordered(r);
  row.line = r->line;
  status = mem_grow(&s->rows, &r->capacity, s->count + 1, sizeof *s->rows);
  if (status == ZHEN_OK)
    s->rows[s->count++] = row;
  return status;
}

/* ---- reading ---- */

bool saved_keep(saved_reader *r, zhen_str s, zhen_str *out)
{
  char *copy = arena_alloc(&r->own->strings, s.len + 1, 1);

  if (!copy)
    return false;
  if (s.len)
    memcpy(copy, s.ptr, s.len);
  *out = (zhen_str){copy, s.len};
  return true;
}

zhen_status saved_bad_line(const saved_reader *r, const char *why)
{
  return zhen_fail(
      ZHEN_EINPUT,
      "%s: line %zu: %s; expected output of zhen align -f jsonl or -f tsv",
      r->path, r->line, why);
}

static zhen_status read_lines(saved_reader *r, zhen_str s)
{
  for (size_t at = 0; at < s.len;) {
    size_t end = str_find(s, at, '\n');
    zhen_str line = str_part(s, at, end);
    zhen_status status = ZHEN_OK;

    at = end < s.len ? end + 1 : end;
    r->line++;
    if (line.len > 0 && line.ptr[line.len - 1] == '\r')
      line.len--;
    if (line.len > 0)
      status =
          line.ptr[0] == '{' ? saved_add_json(r, line) : saved_add_tsv(r, line);
    if (status != ZHEN_OK)
      return status;
  }
  if (r->own->saved.count == 0)
    return zhen_fail(ZHEN_EINPUT, "%s: no rows; expected output of zhen align",
                     r->path);
  return ZHEN_OK;
}

zhen_status zhen_saved_read(zhen_saved **out, const char *path)
{
  static const zhen_read_options whole = {.struct_size = sizeof whole,
                                          .encoding = "UTF-8"};
  saved_reader r = {.path = path, .own = mem_calloc(1, sizeof *r.own)};
  zhen_text *text = NULL;
  zhen_status status = r.own ? ZHEN_OK : zhen_fail_memory();

  *out = NULL;
  if (status == ZHEN_OK)
    status = zhen_text_read(&text, path, &whole);
  if (status == ZHEN_OK)
    status = read_lines(&r, zhen_text_str(text));
  zhen_text_free(text);
  if (status == ZHEN_OK)
    *out = &r.own->saved;
  else if (r.own)
    zhen_saved_free(&r.own->saved);
  return status;
}

void zhen_saved_free(zhen_saved *saved)
{
  saved_own *own = (saved_own *)(void *)saved;

  if (!own)
    return;
  free(own->saved.rows);
  arena_dispose(&own->strings);
  free(own);
}

/* ---- applying ---- */

/* The next character that is not white space; 0 at the end. */
static uint32_t next_mark(zhen_str s, size_t *at)
{
  uint32_t rune;

  do
    rune = utf8_next(s, at);
  while (rune && rune_is_space(rune));
  return rune;
}

/* Whether a text equals sentences [begin, end), ignoring white space. */
static bool is_text_of(zhen_str text, const zhen_sentences *s, uint32_t begin,
                       uint32_t end)
{
  size_t at = 0;

  if (end > s->count)
    return false;
  for (uint32_t i = begin; i < end; i++) {
    zhen_str sentence = zhen_sentence_str(s, i);

    for (size_t k = 0; k < sentence.len;) {
      uint32_t rune = next_mark(sentence, &k);

      if (rune && rune != next_mark(text, &at))
        return false;
    }
  }
  return next_mark(text, &at) == 0;
}

typedef struct bead_list {
  zhen_bead *at;
  size_t count, capacity;
} bead_list;

static zhen_status add(bead_list *list, zhen_bead b)
{
  zhen_status status =
      mem_grow(&list->at, &list->capacity, list->count + 1, sizeof *list->at);

  if (status == ZHEN_OK)
    list->at[list->count++] = b;
  return status;
}

/* Add the sentences before a position as unaligned, one by one. */
static zhen_status add_alone(bead_list *list, uint32_t zh_end, uint32_t en_end)
{
  const zhen_bead *last = list->count ? &list->at[list->count - 1] : NULL;
  uint32_t zh = last ? last->zh_end : 0, en = last ? last->en_end : 0;
  zhen_status status = ZHEN_OK;

  for (; zh < zh_end && status == ZHEN_OK; zh++)
    status = add(list, (zhen_bead){zh, zh + 1, en, en, 0});
  for (; en < en_end && status == ZHEN_OK; en++)
    status = add(list, (zhen_bead){zh_end, zh_end, en, en + 1, 0});
  return status;
}

static zhen_status list_beads(bead_list *list, const zhen_saved *saved,
                              const zhen_sentences *zh,
                              const zhen_sentences *en)
{
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k < saved->count && status == ZHEN_OK; k++) {
    const zhen_saved_row *row = &saved->rows[k];
    const zhen_bead *b = &row->bead;

    if (!is_text_of(row->zh, zh, b->zh_begin, b->zh_end) ||
        !is_text_of(row->en, en, b->en_begin, b->en_end))
      return zhen_fail(ZHEN_EINPUT,
                       "line %zu differs from the texts; give the files and "
                       "the input options that the alignment was made with",
                       row->line);
    status = add_alone(list, b->zh_begin, b->en_begin);
    if (status == ZHEN_OK)
      status = add(list, *b);
  }
  if (status != ZHEN_OK)
    return status;
  return add_alone(list, (uint32_t)zh->count, (uint32_t)en->count);
}

zhen_status zhen_saved_apply(const zhen_saved *saved, zhen_alignment *a,
                             const zhen_sentences *zh, const zhen_sentences *en)
{
  bead_list list = {0};
  zhen_status status = list_beads(&list, saved, zh, en);

  if (status == ZHEN_OK)
    status = zhen_alignment_replace(a, list.at, list.count);
  free(list.at);
  return status;
}
