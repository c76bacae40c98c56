/* SPDX-License-Identifier: Apache-2.0 */
#include "pairs/bead_line.h"
#include "base/mem.h"
#include "text/utf8.h"

#include <stdlib.h>

static const char bad_id[] = "invalid sentence number";

static zhen_status add(line_ids *ids, uint64_t id, const char **fault)
{
  zhen_status status =
      mem_grow(&ids->at, &ids->capacity, ids->count + 1, sizeof *ids->at);

  if (id > UINT32_MAX / 2)
    *fault = bad_id;
  else if (status == ZHEN_OK)
    ids->at[ids->count++] = (uint32_t)id;
  return status;
}

/* UINT64_MAX if it is not one, or has over ten digits. */
static uint64_t number_of(zhen_str digits)
{
  uint64_t n = 0;

  if (digits.len == 0 || digits.len > 10)
    return UINT64_MAX;
  for (size_t i = 0; i < digits.len; i++) {
    if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
      return UINT64_MAX;
    n = n * 10 + (uint64_t)(digits.ptr[i] - '0');
  }
  return n;
}

zhen_status line_ids_read(line_ids *ids, zhen_str list, const char **fault)
{
  zhen_status status = ZHEN_OK;

  *fault = NULL;
  ids->count = 0;
  if (str_trim(list).len == 0)
    return ZHEN_OK;
  for (size_t at = 0; status == ZHEN_OK && !*fault && at <= list.len;) {
    size_t end = str_find(list, at, ',');

    status = add(ids, number_of(str_trim(str_part(list, at, end))), fault);
    at = end + 1;
  }
  return status;
}

static zhen_status read_array(line_ids *ids, const json_t *array,
                              const char **fault)
{
  zhen_status status = ZHEN_OK;

  ids->count = 0;
  if (!json_is_array(array))
    *fault = "zh_ids or en_ids is missing or not a list";
  for (size_t k = 0; status == ZHEN_OK && k < json_array_size(array); k++) {
    const json_t *id = json_array_get(array, k);

    status =
        add(ids,
            json_is_integer(id) ? (uint64_t)json_integer_value(id) : UINT64_MAX,
            fault);
  }
  return status;
}

static zhen_status read_json(bead_line *l, zhen_str line, const char **fault)
{
  zhen_status status = pair_line_json(&l->text, line, &l->no_text);
  const json_t *object = l->text.object;

  if (status != ZHEN_OK)
    return status;
  if (!json_is_object(object)) {
    *fault = l->no_text;
    return ZHEN_OK;
  }
  status = read_array(&l->zh, json_object_get(object, "zh_ids"), fault);
  return status == ZHEN_OK && !*fault
             ? read_array(&l->en, json_object_get(object, "en_ids"), fault)
             : status;
}

/* The text of a row of TSV may begin like anything, but has no tab. */
zhen_status bead_line_read(bead_line *l, zhen_str line, const char **fault)
{
  zhen_str column[TSV_COLUMNS];
  size_t count = tsv_cut(line, column);
  zhen_status status;

  *fault = NULL;
  if (count != 6 && line.len > 0 && line.ptr[0] == '{')
    return read_json(l, line, fault);
  status = pair_line_tsv(&l->text, line, false, &l->no_text);
  if (count != 6)
    *fault = "six columns expected (zh, en, score, bead, zh ids, en ids)";
  if (status == ZHEN_OK && !*fault)
    status = line_ids_read(&l->zh, column[4], fault);
  if (status == ZHEN_OK && !*fault)
    status = line_ids_read(&l->en, column[5], fault);
  return status;
}

void bead_line_dispose(bead_line *l)
{
  pair_line_dispose(&l->text);
  free(l->zh.at);
  free(l->en.at);
  *l = (bead_line){0};
}
