/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of JSONL or TSV to beads. An empty side is positioned after the previous
 * rows; so the rows of a whole alignment, and of a part of one, are read the
 * same way.
 */
#include "align/beads/alignment.h"
#include "base/fail.h"
#include "base/mem.h"
#include "pairs/bead_line.h"
#include "text/text.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <zhen/saved.h>

/* A saved alignment and the memory of its strings. */
typedef struct saved_own {
  zhen_saved saved; /* first, so that the types can be converted */
  arena strings;
} saved_own;

typedef struct saved_reader {
  const char *path;
  size_t line;
  saved_own *own;
  size_t capacity;
  bead_line now; /* of the current line */
} saved_reader;

static bool is_range(const line_ids *ids)
{
  for (size_t k = 1; k < ids->count; k++)
    if (ids->at[k] != ids->at[0] + k)
      return false;
  return true;
}

/* A copy that lives as long as the alignment, with a NUL. */
static zhen_status keep(saved_reader *r, zhen_str s, zhen_str *out)
{
  char *copy = arena_alloc(&r->own->strings, s.len + 1, 1);

  if (!copy)
    return zhen_fail_memory();
  if (s.len)
    memcpy(copy, s.ptr, s.len);
  *out = (zhen_str){copy, s.len};
  return ZHEN_OK;
}

/* Append the row of the line that was read. */
static zhen_status add_row(saved_reader *r)
{
  zhen_saved *s = &r->own->saved;
  const zhen_bead *last = s->count ? &s->rows[s->count - 1].bead : NULL;
  uint32_t zh_end = last ? last->zh_end : 0, en_end = last ? last->en_end : 0;
  const line_ids *zh = &r->now.zh, *en = &r->now.en;
  const zhen_pair *text = &r->now.text.pair;
  zhen_saved_row row = {.line = r->line,
                        .bead = {.zh_begin = zh->count ? zh->at[0] : zh_end,
                                 .en_begin = en->count ? en->at[0] : en_end,
                                 .score = text->score}};
  zhen_bead *b = &row.bead;
  zhen_status status;

  b->zh_end = b->zh_begin + (uint32_t)zh->count;
  b->en_end = b->en_begin + (uint32_t)en->count;
  if (!is_range(zh) || !is_range(en) || b->zh_begin < zh_end ||
      b->en_begin < en_end || zh->count + en->count == 0)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: line %zu: sentence numbers do not continue those of "
                     "earlier lines",
                     r->path, r->line);
  status = keep(r, text->zh, &row.zh);
  if (status == ZHEN_OK)
    status = keep(r, text->en, &row.en);
  if (status == ZHEN_OK)
    status = mem_grow(&s->rows, &r->capacity, s->count + 1, sizeof *s->rows);
  if (status == ZHEN_OK)
    s->rows[s->count++] = row;
  return status;
}

/* ---- reading ---- */

static zhen_status bad_line(const saved_reader *r, zhen_str line,
                            const char *why)
{
  static const char expected[] = "expected JSONL or TSV of zhen align";

  if (r->line == 1 && line.ptr[0] == '<')
    return zhen_fail(ZHEN_EINPUT,
                     "%s: XML formats have no sentence numbers; %s", r->path,
                     expected);
  return zhen_fail(ZHEN_EINPUT, "%s: line %zu: %s; %s", r->path, r->line, why,
                   expected);
}

/* The first row with a file name sets it for all rows. */
static zhen_status take_file(saved_reader *r, const char *key,
                             const char **file)
{
  const json_t *name = json_object_get(r->now.text.object, key);
  zhen_str copy = {0};
  zhen_status status;

  if (*file || !json_is_string(name))
    return ZHEN_OK;
  status = keep(
      r, (zhen_str){json_string_value(name), json_string_length(name)}, &copy);
  *file = copy.ptr;
  return status;
}

/* Likewise for how the texts are related. */
static void take_verdict(saved_reader *r)
{
  zhen_saved *s = &r->own->saved;
  const json_t *object = r->now.text.object;
  const json_t *parallel = json_object_get(object, "parallel");
  const char *name = json_string_value(json_object_get(object, "relation"));
  double share = json_number_value(parallel);

  if (s->parallel < 0 && json_is_number(parallel) && share >= 0 && share <= 1 &&
      name && relation_parse(&s->relation, name))
    s->parallel = share;
}

static zhen_status read_line(saved_reader *r, zhen_str line)
{
  const char *fault;
  zhen_status status;

  if (line.len == 0 || (r->line == 1 && tsv_is_header(line)))
    return ZHEN_OK;
  status = bead_line_read(&r->now, line, &fault);
  if (status == ZHEN_OK && !fault)
    fault = r->now.no_text;
  if (status == ZHEN_OK && !fault && r->now.text.pair.score < 0)
    fault = "the score is missing or not a number from 0 to 1";
  if (status == ZHEN_OK && fault)
    return bad_line(r, line, fault);
  if (status == ZHEN_OK)
    status = take_file(r, "zh_file", &r->own->saved.zh_file);
  if (status == ZHEN_OK)
    status = take_file(r, "en_file", &r->own->saved.en_file);
  if (status == ZHEN_OK)
    take_verdict(r);
  return status == ZHEN_OK ? add_row(r) : status;
}

static zhen_status read_lines(saved_reader *r, zhen_str s)
{
  zhen_status status = ZHEN_OK;

  while (status == ZHEN_OK && s.len > 0) {
    r->line++;
    status = read_line(r, str_take_line(&s));
  }
  if (status == ZHEN_OK && r->own->saved.count == 0)
    return zhen_fail(ZHEN_EINPUT, "%s: no rows; expected output of zhen align",
                     r->path);
  return status;
}

zhen_status zhen_saved_read(zhen_saved **out, const char *path)
{
  static const zhen_read_options whole = {.struct_size = sizeof whole,
                                          .encoding = "UTF-8"};
  saved_reader r = {.path = text_label(path),
                    .own = mem_calloc(1, sizeof *r.own)};
  zhen_text *text = NULL;
  zhen_status status = r.own ? ZHEN_OK : zhen_fail_memory();

  *out = NULL;
  if (r.own)
    r.own->saved.parallel = -1;
  if (status == ZHEN_OK)
    status = zhen_text_read(&text, path, &whole);
  if (status == ZHEN_OK)
    status = read_lines(&r, zhen_text_str(text));
  zhen_text_free(text);
  bead_line_dispose(&r.now);
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
