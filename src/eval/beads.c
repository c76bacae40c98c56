/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Read beads from files. Lists of ids and numbers are JSON in all three
 * formats, so that one parser reads them, independent of the locale.
 */
#include "eval/beads.h"
#include "base/buf.h"
#include "base/fail.h"
#include "text/utf8.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { TSV_COLUMNS = 6, TSV_SCORE = 2, TSV_ZH = 4, TSV_EN = 5 };

typedef struct bead_reader {
  zhen_beads *beads;
  const char *path;
  size_t line;
} bead_reader;

static zhen_status fail_line(const bead_reader *r, const char *why)
{
  return zhen_fail(ZHEN_EINPUT, "%s: line %zu: %s", r->path, r->line, why);
}

static zhen_status fail_bead(const bead_reader *r)
{
  return fail_line(r,
                   "not a bead; expected [0, 1]:[2], or a line of zhen align "
                   "-f tsv or jsonl");
}

/* An invalid text or no memory? jansson calls both an invalid token. */
static zhen_status fail_value(const bead_reader *r, size_t len)
{
  void *probe = mem_calloc(len + 1, 1);

  if (!probe)
    return zhen_fail_memory();
  free(probe);
  return fail_bead(r);
}

/* Take the JSON value at the front of `*rest`; NULL if none. */
static zhen_status take_value(const bead_reader *r, json_t **out,
                              zhen_str *rest)
{
  const size_t flags = JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK;
  json_error_t error;

  *out = rest->len ? json_loadb(rest->ptr, rest->len, flags, &error) : NULL;
  if (!*out && rest->len) /* memory may have been short only temporarily */
    *out = json_loadb(rest->ptr, rest->len, flags, &error);
  if (!*out)
    return fail_value(r, rest->len);
  rest->ptr += error.position;
  rest->len -= (size_t)error.position;
  return ZHEN_OK;
}

static zhen_status keep_ids(bead_reader *r, id_list *out, const json_t *array)
{
  size_t count = json_array_size(array); /* 0 if it is not an array */
  uint32_t *ids = arena_alloc(&r->beads->ids, count, sizeof *ids);

  if (!json_is_array(array))
    return fail_bead(r);
  if (!ids)
    return zhen_fail_memory();
  for (size_t i = 0; i < count; i++) {
    const json_t *item = json_array_get(array, i);
    json_int_t id = json_integer_value(item);

    if (!json_is_integer(item) || id < 0 || id >= UINT32_MAX)
      return fail_line(r, "invalid sentence number");
    ids[i] = (uint32_t)id;
  }
  *out = (id_list){ids, count};
  return ZHEN_OK;
}

static zhen_status take_ids(bead_reader *r, id_list *out, zhen_str *rest)
{
  json_t *array;
  zhen_status status = take_value(r, &array, rest);

  if (status == ZHEN_OK)
    status = keep_ids(r, out, array);
  json_decref(array);
  return status;
}

/* Only a probability is a score. */
static double as_score(double x)
{
  return x >= 0 && x <= 1 ? x : NO_SCORE;
}

static bool take_colon(zhen_str *rest)
{
  *rest = str_trim(*rest);
  if (rest->len == 0 || rest->ptr[0] != ':')
    return false;
  *rest = str_trim((zhen_str){rest->ptr + 1, rest->len - 1});
  return true;
}

/* A number in JSON; NO_SCORE if there is none. */
static zhen_status take_number(const bead_reader *r, double *out, zhen_str rest)
{
  json_t *value;
  zhen_status status = take_value(r, &value, &rest);

  *out = json_is_number(value) ? json_number_value(value) : NO_SCORE;
  json_decref(value);
  return status == ZHEN_ENOMEM ? status : ZHEN_OK;
}

/* [0, 1]:[2]:cost */
static zhen_status read_colons(bead_reader *r, any_bead *b, zhen_str line)
{
  zhen_status status = take_ids(r, &b->side[0], &line);
  double cost;

  if (status != ZHEN_OK)
    return status;
  if (!take_colon(&line))
    return fail_bead(r);
  status = take_ids(r, &b->side[1], &line);
  if (status != ZHEN_OK)
    return status;
  if (!take_colon(&line))
    return line.len == 0 ? ZHEN_OK : fail_bead(r);
  status = take_number(r, &cost, line);
  /* No cost is NO_SCORE, and 1 - NO_SCORE is not a probability either. */
  b->score = as_score(1 - cost);
  return status;
}

static zhen_status take_column(bead_reader *r, id_list *out, zhen_str column)
{
  buf array = {0};
  zhen_str rest;
  zhen_status status;

  buf_putc(&array, '[');
  buf_put(&array, column.ptr, column.len);
  buf_putc(&array, ']');
  rest = (zhen_str){array.ptr, array.len};
  status = buf_status(&array);
  if (status == ZHEN_OK)
    status = take_ids(r, out, &rest);
  if (status == ZHEN_OK && rest.len > 0)
    status = fail_bead(r);
  buf_dispose(&array);
  return status;
}

/* Columns of a row, TSV_COLUMNS at most. */
static size_t cut_columns(zhen_str line, zhen_str columns[TSV_COLUMNS])
{
  size_t count = 0;

  while (count < TSV_COLUMNS) {
    const char *tab = line.len ? memchr(line.ptr, '\t', line.len) : NULL;
    size_t len = tab ? (size_t)(tab - line.ptr) : line.len;

    columns[count++] = (zhen_str){line.ptr, len};
    if (!tab)
      break;
    line = (zhen_str){tab + 1, line.len - len - 1};
  }
  return count;
}

static zhen_status read_row(bead_reader *r, any_bead *b,
                            const zhen_str columns[TSV_COLUMNS])
{
  zhen_status status = take_number(r, &b->score, columns[TSV_SCORE]);

  b->score = as_score(b->score);
  if (status == ZHEN_OK)
    status = take_column(r, &b->side[0], columns[TSV_ZH]);
  if (status == ZHEN_OK)
    status = take_column(r, &b->side[1], columns[TSV_EN]);
  return status;
}

static zhen_status read_object(bead_reader *r, any_bead *b, zhen_str line)
{
  json_t *object;
  const json_t *score;
  zhen_status status = take_value(r, &object, &line);

  if (status == ZHEN_OK && line.len > 0)
    status = fail_bead(r);
  if (status == ZHEN_OK)
    status = keep_ids(r, &b->side[0], json_object_get(object, "zh_ids"));
  if (status == ZHEN_OK)
    status = keep_ids(r, &b->side[1], json_object_get(object, "en_ids"));
  score = json_object_get(object, "score");
  if (json_is_number(score))
    b->score = as_score(json_number_value(score));
  json_decref(object);
  return status;
}

static bool is_header(const zhen_str columns[TSV_COLUMNS])
{
  static const char name[] = "zh_ids";
  zhen_str column = columns[TSV_ZH];

  return column.len == sizeof name - 1 &&
         memcmp(column.ptr, name, column.len) == 0;
}

/* The text of a TSV row may look like anything, so check for tabs first. */
static zhen_status read_line(bead_reader *r, zhen_str line)
{
  any_bead bead = {.score = NO_SCORE};
  zhen_str columns[TSV_COLUMNS];
  zhen_str trimmed = str_trim(line);
  zhen_status status;

  if (trimmed.len == 0)
    return ZHEN_OK;
  if (cut_columns(line, columns) == TSV_COLUMNS) {
    if (r->line == 1 && is_header(columns))
      return ZHEN_OK;
    status = read_row(r, &bead, columns);
  } else if (trimmed.ptr[0] == '{')
    status = read_object(r, &bead, trimmed);
  else
    status = read_colons(r, &bead, trimmed);
  return status == ZHEN_OK ? beads_add(r->beads, &bead) : status;
}

static zhen_status read_lines(bead_reader *r, zhen_str rest)
{
  zhen_status status = ZHEN_OK;

  while (rest.len > 0 && status == ZHEN_OK) {
    const char *end = memchr(rest.ptr, '\n', rest.len);
    size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
    size_t used = len + (end != NULL);

    if (len > 0 && rest.ptr[len - 1] == '\r')
      len--;
    r->line++;
    status = read_line(r, (zhen_str){rest.ptr, len});
    rest = (zhen_str){rest.ptr + used, rest.len - used};
  }
  return status;
}

zhen_status zhen_beads_read(zhen_beads **out, const char *path)
{
  zhen_text *text;
  bead_reader r = {0};
  zhen_status status = zhen_text_read(&text, path, NULL);

  *out = NULL;
  if (status != ZHEN_OK)
    return status;
  r.path = strcmp(path, "-") == 0 ? "standard input" : path;
  r.beads = mem_calloc(1, sizeof *r.beads);
  status = r.beads ? read_lines(&r, zhen_text_str(text)) : zhen_fail_memory();
  zhen_text_free(text);
  if (status == ZHEN_OK)
    *out = r.beads;
  else
    zhen_beads_free(r.beads);
  return status;
}

size_t zhen_beads_count(const zhen_beads *beads)
{
  return beads->count;
}

zhen_status beads_add(zhen_beads *beads, const any_bead *bead)
{
  zhen_status status = mem_grow(&beads->at, &beads->capacity, beads->count + 1,
                                sizeof *beads->at);

  if (status == ZHEN_OK)
    beads->at[beads->count++] = *bead;
  return status;
}

void beads_dispose(zhen_beads *beads)
{
  arena_dispose(&beads->ids);
  free(beads->at);
  *beads = (zhen_beads){0};
}

void zhen_beads_free(zhen_beads *beads)
{
  if (beads)
    beads_dispose(beads);
  free(beads);
}
