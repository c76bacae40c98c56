/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of JSONL or TSV to beads. An empty side is positioned after the previous
 * rows; so the rows of a whole alignment, and of a part of one, are read the
 * same way.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "pairs/pair_line.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <zhen/saved.h>

/* A saved alignment and the memory of its strings. */
typedef struct saved_own {
  zhen_saved saved; /* first, so that the types can be converted */
  arena strings;
} saved_own;

/* Sentence numbers. */
typedef struct saved_ids {
  uint32_t *at;
  size_t n, capacity;
} saved_ids;

typedef struct saved_reader {
  const char *path;
  size_t line;
  saved_own *own;
  size_t capacity;
  pair_line pair;   /* of the current line */
  saved_ids zh, en; /* likewise */
} saved_reader;

static zhen_status unordered(const saved_reader *r)
{
  return zhen_fail(ZHEN_EINPUT,
                   "%s: line %zu: sentence numbers do not continue those of "
                   "earlier lines",
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
  const saved_ids *zh = &r->zh, *en = &r->en;
  zhen_saved_row row = {.line = r->line,
                        .bead = {.zh_begin = zh->n ? zh->at[0] : zh_end,
                                 .en_begin = en->n ? en->at[0] : en_end,
                                 .score = r->pair.pair.score}};
  zhen_bead *b = &row.bead;
  zhen_status status;

  b->zh_end = b->zh_begin + (uint32_t)zh->n;
  b->en_end = b->en_begin + (uint32_t)en->n;
  if (!is_range(zh->at, zh->n) || !is_range(en->at, en->n) ||
      b->zh_begin < zh_end || b->en_begin < en_end || zh->n + en->n == 0)
    return unordered(r);
  status = keep(r, r->pair.pair.zh, &row.zh);
  if (status == ZHEN_OK)
    status = keep(r, r->pair.pair.en, &row.en);
  if (status == ZHEN_OK)
    status = mem_grow(&s->rows, &r->capacity, s->count + 1, sizeof *s->rows);
  if (status == ZHEN_OK)
    s->rows[s->count++] = row;
  return status;
}

/* ---- reading ---- */

static zhen_status bad_line(const saved_reader *r, const char *why)
{
  return zhen_fail(
      ZHEN_EINPUT,
      "%s: line %zu: %s; expected output of zhen align -f jsonl or "
      "-f tsv",
      r->path, r->line, why);
}

static zhen_status add_id(const saved_reader *r, saved_ids *ids, uint64_t id)
{
  zhen_status status;

  if (id > UINT32_MAX / 2)
    return bad_line(r, "invalid sentence number");
  status = mem_grow(&ids->at, &ids->capacity, ids->n + 1, sizeof *ids->at);
  if (status == ZHEN_OK)
    ids->at[ids->n++] = (uint32_t)id;
  return status;
}

static zhen_status take_list(const saved_reader *r, const json_t *list,
                             saved_ids *out)
{
  zhen_status status =
      json_is_array(list)
          ? ZHEN_OK
          : bad_line(r, "score, zh_ids or en_ids is missing or not valid");

  for (size_t k = 0; status == ZHEN_OK && k < json_array_size(list); k++) {
    const json_t *id = json_array_get(list, k);
    json_int_t n = json_is_integer(id) ? json_integer_value(id) : -1;

    status = add_id(r, out, (uint64_t)n);
  }
  return status;
}

/* The first row with a file name sets it for all rows. */
static zhen_status take_file(saved_reader *r, const char *key,
                             const char **file)
{
  const json_t *name = json_object_get(r->pair.object, key);
  zhen_str copy = {0};
  zhen_status status;

  if (*file || !json_is_string(name))
    return ZHEN_OK;
  status = keep(
      r, (zhen_str){json_string_value(name), json_string_length(name)}, &copy);
  *file = copy.ptr;
  return status;
}

static zhen_status read_json(saved_reader *r, zhen_str line)
{
  const char *fault;
  zhen_status status = pair_line_json(&r->pair, line, &fault);
  const json_t *object = r->pair.object;

  if (status == ZHEN_OK && fault)
    return bad_line(r, fault);
  if (status == ZHEN_OK && r->pair.pair.score < 0)
    return bad_line(r, "score, zh_ids or en_ids is missing or not valid");
  if (status == ZHEN_OK)
    status = take_list(r, json_object_get(object, "zh_ids"), &r->zh);
  if (status == ZHEN_OK)
    status = take_list(r, json_object_get(object, "en_ids"), &r->en);
  if (status == ZHEN_OK)
    status = take_file(r, "zh_file", &r->own->saved.zh_file);
  if (status == ZHEN_OK)
    status = take_file(r, "en_file", &r->own->saved.en_file);
  return status;
}

/* "3,4" */
static zhen_status take_column(const saved_reader *r, zhen_str s,
                               saved_ids *out)
{
  zhen_status status = ZHEN_OK;

  for (size_t at = 0; status == ZHEN_OK && at < s.len; at++) {
    uint64_t n = 0;

    for (; at < s.len && s.ptr[at] != ','; at++)
      n = s.ptr[at] >= '0' && s.ptr[at] <= '9' && n <= UINT32_MAX
              ? n * 10 + (uint64_t)(s.ptr[at] - '0')
              : UINT64_MAX;
    status = add_id(r, out, n);
  }
  return status;
}

static zhen_status read_tsv(saved_reader *r, zhen_str line)
{
  zhen_str column[TSV_COLUMNS];
  const char *fault;
  zhen_status status = pair_line_tsv(&r->pair, line, false, &fault);

  if (status != ZHEN_OK)
    return status;
  if (tsv_cut(line, column) != 6)
    return bad_line(
        r, "six columns expected (zh, en, score, bead, zh ids, en ids)");
  if (r->pair.pair.score < 0)
    return bad_line(r, "the third column is not a score");
  status = take_column(r, column[4], &r->zh);
  return status == ZHEN_OK ? take_column(r, column[5], &r->en) : status;
}

static zhen_status read_line(saved_reader *r, zhen_str line)
{
  zhen_status status;

  r->zh.n = r->en.n = 0;
  if (line.len == 0 || (r->line == 1 && tsv_is_header(line)))
    return ZHEN_OK;
  status = line.ptr[0] == '{' ? read_json(r, line) : read_tsv(r, line);
  return status == ZHEN_OK ? add_row(r) : status;
}

static zhen_status read_lines(saved_reader *r, zhen_str s)
{
  for (size_t at = 0; at < s.len;) {
    size_t end = str_find(s, at, '\n');
    zhen_str line = str_part(s, at, end);
    zhen_status status;

    at = end < s.len ? end + 1 : end;
    r->line++;
    if (line.len > 0 && line.ptr[line.len - 1] == '\r')
      line.len--;
    status = read_line(r, line);
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
  pair_line_dispose(&r.pair);
  free(r.zh.at);
  free(r.en.at);
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
