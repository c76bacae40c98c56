/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a saved alignment: JSON objects or TSV columns. */
#include "base/buf.h"
#include "base/fail.h"
#include "format/saved.h"
#include "text/utf8.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static zhen_status add_id(saved_ids *ids, uint32_t id)
{
  zhen_status status =
      mem_grow(&ids->at, &ids->capacity, ids->n + 1, sizeof *ids->at);

  if (status == ZHEN_OK)
    ids->at[ids->n++] = id;
  return status;
}

static bool is_score(double x)
{
  return x >= 0 && x <= 1;
}

/* ---- JSONL ---- */

static zhen_status take_ids(saved_reader *r, const json_t *list, saved_ids *out)
{
  for (size_t k = 0; k < json_array_size(list); k++) {
    const json_t *id = json_array_get(list, k);
    json_int_t n = json_integer_value(id);
    zhen_status status;

    if (!json_is_integer(id) || n < 0 || n > UINT32_MAX / 2)
      return saved_bad_line(r, "a sentence number is not valid");
    status = add_id(out, (uint32_t)n);
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

static zhen_status take_text(saved_reader *r, const json_t *s, zhen_str *out)
{
  zhen_str text = {json_string_value(s), json_string_length(s)};

  return saved_keep(r, text, out) ? ZHEN_OK : zhen_fail_memory();
}

/* The first row with a file name sets it for all rows. */
static zhen_status take_file(saved_reader *r, const json_t *name,
                             const char **file)
{
  zhen_str copy;
  zhen_status status;

  if (*file || !json_is_string(name))
    return ZHEN_OK;
  status = take_text(r, name, &copy);
  if (status == ZHEN_OK)
    *file = copy.ptr;
  return status;
}

static zhen_status take_object(saved_reader *r, const json_t *object,
                               saved_ids ids[2])
{
  zhen_saved *s = &r->own->saved;
  const json_t *zh = json_object_get(object, "zh");
  const json_t *en = json_object_get(object, "en");
  const json_t *score = json_object_get(object, "score");
  const json_t *zh_ids = json_object_get(object, "zh_ids");
  const json_t *en_ids = json_object_get(object, "en_ids");
  zhen_saved_row row = {0};
  zhen_status status;

  if (!json_is_string(zh) || !json_is_string(en) || !json_is_array(zh_ids) ||
      !json_is_array(en_ids) || !json_is_number(score) ||
      !is_score(json_number_value(score)))
    return saved_bad_line(
        r, "zh, en, score, zh_ids or en_ids is missing or not valid");
  row.bead.score = json_number_value(score);
  status = take_ids(r, zh_ids, &ids[0]);
  if (status == ZHEN_OK)
    status = take_ids(r, en_ids, &ids[1]);
  if (status == ZHEN_OK)
    status = take_text(r, zh, &row.zh);
  if (status == ZHEN_OK)
    status = take_text(r, en, &row.en);
  if (status == ZHEN_OK)
    status = take_file(r, json_object_get(object, "zh_file"), &s->zh_file);
  if (status == ZHEN_OK)
    status = take_file(r, json_object_get(object, "en_file"), &s->en_file);
  return status == ZHEN_OK ? saved_add(r, &ids[0], &ids[1], row) : status;
}

zhen_status saved_add_json(saved_reader *r, zhen_str line)
{
  json_error_t error;
  json_t *object = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, &error);
  saved_ids ids[2] = {{0}};
  zhen_status status;

  if (object)
    status = take_object(r, object, ids);
  else if (json_error_code(&error) == json_error_out_of_memory)
    status = zhen_fail_memory();
  else
    status = saved_bad_line(r, "not JSON");
  json_decref(object);
  free(ids[0].at);
  free(ids[1].at);
  return status;
}

/* ---- TSV ---- */

enum { COLUMNS = 6 };

static bool split_columns(zhen_str line, zhen_str out[COLUMNS])
{
  size_t at = 0;

  for (size_t k = 0; k < COLUMNS; k++) {
    size_t end = str_find(line, at, '\t');

    if (k + 1 < COLUMNS && end == line.len)
      return false;
    out[k] = str_part(line, at, end);
    at = end + 1;
  }
  return at == line.len + 1;
}

/* A decimal such as 0.1234, in any locale; -1 if it is not one. */
static double parse_score(zhen_str s)
{
  double x = 0, unit = 1;
  bool point = false;

  for (size_t k = 0; k < s.len; k++) {
    if (s.ptr[k] == '.' && !point) {
      point = true;
      continue;
    }
    if (s.ptr[k] < '0' || s.ptr[k] > '9')
      return -1;
    x = x * 10 + (s.ptr[k] - '0');
    unit *= point ? 10 : 1;
  }
  return s.len > 0 ? x / unit : -1;
}

static zhen_status parse_ids(saved_reader *r, zhen_str s, saved_ids *out)
{
  for (size_t at = 0; at < s.len; at++) {
    size_t end = str_find(s, at, ',');
    uint64_t n = 0;
    zhen_status status;

    for (; at < end; at++) {
      n = n * 10 + (uint64_t)(s.ptr[at] - '0');
      if (s.ptr[at] < '0' || s.ptr[at] > '9' || n > UINT32_MAX / 2)
        return saved_bad_line(r, "a sentence number is not valid");
    }
    status = add_id(out, (uint32_t)n);
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

/* Undo the escapes of tab, LF, CR and backslash. */
static zhen_status take_cell(saved_reader *r, zhen_str s, zhen_str *out)
{
  static const char letters[] = "tnr\\", marks[] = "\t\n\r\\";
  buf b = {0};
  zhen_status status;

  for (size_t k = 0; k < s.len; k++) {
    const char *letter = NULL;

    if (s.ptr[k] == '\\' && k + 1 < s.len)
      letter = memchr(letters, s.ptr[k + 1], sizeof letters - 1);
    buf_putc(&b, letter ? marks[letter - letters] : s.ptr[k]);
    k += letter != NULL;
  }
  status = buf_status(&b);
  if (status == ZHEN_OK && !saved_keep(r, (zhen_str){b.ptr, b.len}, out))
    status = zhen_fail_memory();
  buf_dispose(&b);
  return status;
}

static bool is_header(zhen_str line)
{
  static const char header[] = "zh\ten\tscore\t";

  return line.len >= sizeof header - 1 &&
         memcmp(line.ptr, header, sizeof header - 1) == 0;
}

zhen_status saved_add_tsv(saved_reader *r, zhen_str line)
{
  zhen_str column[COLUMNS];
  zhen_saved_row row = {0};
  saved_ids zh = {0}, en = {0};
  zhen_status status;
  double score;

  if (r->line == 1 && is_header(line))
    return ZHEN_OK;
  if (!split_columns(line, column))
    return saved_bad_line(
        r, "six columns expected (zh, en, score, bead, zh ids, en ids)");
  score = parse_score(column[2]);
  if (!is_score(score))
    return saved_bad_line(r, "the third column is not a score");
  row.bead.score = score;
  status = parse_ids(r, column[4], &zh);
  if (status == ZHEN_OK)
    status = parse_ids(r, column[5], &en);
  if (status == ZHEN_OK)
    status = take_cell(r, column[0], &row.zh);
  if (status == ZHEN_OK)
    status = take_cell(r, column[1], &row.en);
  if (status == ZHEN_OK)
    status = saved_add(r, &zh, &en, row);
  free(zh.at);
  free(en.at);
  return status;
}
