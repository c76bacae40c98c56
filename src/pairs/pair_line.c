/* SPDX-License-Identifier: Apache-2.0 */
#include "pairs/pair_line.h"
#include "base/fail.h"
#include "text/utf8.h"

#include <string.h>

double pair_score(zhen_str text)
{
  double value = 0, unit = 1;
  bool digits = false, point = false;

  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];

    if (c == '.' && !point) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      digits = true;
      unit *= point ? 10 : 1;
      value = value * 10 + (c - '0');
    } else {
      return -1;
    }
  }
  value /= unit;
  return digits && value <= 1 + 1e-9 ? (value < 1 ? value : 1) : -1;
}

/* ---- TSV ---- */

size_t tsv_cut(zhen_str line, zhen_str columns[TSV_COLUMNS])
{
  size_t count = 0, at = 0;

  while (count < TSV_COLUMNS && at <= line.len) {
    size_t end = str_find(line, at, '\t');

    columns[count++] = str_part(line, at, end);
    at = end + 1;
  }
  return count;
}

bool tsv_is_header(zhen_str line)
{
  return line.len >= 5 &&
         (memcmp(line.ptr, "zh\ten", 5) == 0 ||
          memcmp(line.ptr, "en\tzh", 5) == 0) &&
         (line.len == 5 || line.ptr[5] == '\t');
}

/* Lines of zhen, whose text has escapes: "1-2" is the fourth column of six. */
static bool has_escapes(const zhen_str *columns, size_t count)
{
  zhen_str bead = columns[3];
  size_t dash = str_find(bead, 0, '-');

  if (count < TSV_COLUMNS - 1 || dash == 0 || dash + 1 >= bead.len)
    return false;
  for (size_t i = 0; i < bead.len; i++)
    if (i != dash && (bead.ptr[i] < '0' || bead.ptr[i] > '9'))
      return false;
  return true;
}

/* Undo the escapes of tab, LF, CR and backslash. */
static zhen_str undo_escapes(buf *b, zhen_str s)
{
  static const char letters[] = "tnr\\", meant[] = "\t\n\r\\";

  if (s.len == 0 || !memchr(s.ptr, '\\', s.len))
    return s;
  b->len = 0;
  for (size_t i = 0; i < s.len; i++) {
    const char *found = s.ptr[i] == '\\' && i + 1 < s.len
                            ? memchr(letters, s.ptr[i + 1], 4)
                            : NULL;

    buf_putc(b, found ? meant[found - letters] : s.ptr[i]);
    i += found != NULL;
  }
  return (zhen_str){b->ptr, b->len};
}

zhen_status pair_line_tsv(pair_line *l, zhen_str line, bool swap,
                          const char **fault)
{
  zhen_str columns[TSV_COLUMNS] = {{0}};
  size_t count = tsv_cut(line, columns);
  zhen_status status;

  *fault = count < 2 ? "no tab; expected Chinese, tab, English" : NULL;
  l->pair = (zhen_pair){columns[swap], columns[!swap], -1};
  if (count > 2)
    l->pair.score = pair_score(columns[2]);
  if (!has_escapes(columns, count))
    return ZHEN_OK;
  l->pair.zh = undo_escapes(&l->zh, l->pair.zh);
  l->pair.en = undo_escapes(&l->en, l->pair.en);
  status = buf_status(&l->zh);
  return status == ZHEN_OK ? buf_status(&l->en) : status;
}

/* ---- JSONL ---- */

static bool take_string(const json_t *object, const char *key, zhen_str *out)
{
  const json_t *value = json_object_get(object, key);

  if (!json_is_string(value))
    return false;
  *out = (zhen_str){json_string_value(value), json_string_length(value)};
  return true;
}

zhen_status pair_line_json(pair_line *l, zhen_str line, const char **fault)
{
  const json_t *texts, *score;
  json_error_t error = {0};

  *fault = NULL;
  l->pair = (zhen_pair){.score = -1};
  json_decref(l->object);
  l->object = json_loadb(line.ptr, line.len,
                         JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
  if (!l->object && json_error_code(&error) == json_error_out_of_memory)
    return zhen_fail_memory();
  texts = json_object_get(l->object, "translation");
  if (!texts)
    texts = l->object;
  score = json_object_get(l->object, "score");
  if (json_is_number(score) && json_number_value(score) >= 0 &&
      json_number_value(score) <= 1)
    l->pair.score = json_number_value(score);
  if (!json_is_object(l->object))
    *fault = "not a JSON object";
  else if (!take_string(texts, "zh", &l->pair.zh) ||
           !take_string(texts, "en", &l->pair.en))
    *fault = "needs strings \"zh\" and \"en\"";
  return ZHEN_OK;
}

void pair_line_dispose(pair_line *l)
{
  json_decref(l->object);
  buf_dispose(&l->zh);
  buf_dispose(&l->en);
}
