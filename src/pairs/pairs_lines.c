/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs from lines: TSV and JSONL. */
#include "base/fail.h"
#include "pairs/pairs.h"
#include "text/text.h"
#include "text/utf8.h"

#include <string.h>

enum { COLUMNS = 6 };

static zhen_status fail_line(const zhen_pairs *p, const char *why)
{
  return zhen_fail(ZHEN_EINPUT,
                   "%s: line %zu: %s; use --skip-malformed to skip such lines",
                   text_label(p->name), p->lines.line, why);
}

/* Read lines until `parse` takes one. */
static zhen_status next_line(zhen_pairs *p, bool *more,
                             const char *(*parse)(zhen_pairs *, zhen_str))
{
  for (;;) {
    zhen_str line = {0};
    const char *fault;
    zhen_status status = line_reader_next(&p->lines, &line, more);

    if (status != ZHEN_OK || !*more)
      return status;
    p->row =
        (zhen_pair_row){.pair.score = -1, .raw = line, .line = p->lines.line};
    fault = parse(p, line);
    status = buf_status(&p->zh_text);
    if (status == ZHEN_OK)
      status = buf_status(&p->en_text);
    if (status == ZHEN_OK)
      status = buf_status(&p->header);
    if (status != ZHEN_OK || !fault)
      return status;
    if (!*fault)
      continue;
    if (!p->options.skip_malformed)
      return fail_line(p, fault);
    p->malformed++;
  }
}

/* ---- TSV ---- */

static size_t cut(zhen_str line, zhen_str *columns)
{
  size_t count = 0, at = 0;

  while (count < COLUMNS && at <= line.len) {
    size_t end = str_find(line, at, '\t');

    columns[count++] = str_part(line, at, end);
    at = end + 1;
  }
  return count;
}

/* The format of zhen: "1-2" in the fourth of six columns. */
static bool is_ours(const zhen_str *columns, size_t count)
{
  zhen_str bead = columns[3];
  size_t dash = str_find(bead, 0, '-');

  if (count < COLUMNS || dash == 0 || dash + 1 >= bead.len)
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

static bool is_header(const zhen_str *columns, size_t count)
{
  return count >= 2 && columns[0].len == 2 && columns[1].len == 2 &&
         ((memcmp(columns[0].ptr, "zh", 2) == 0 &&
           memcmp(columns[1].ptr, "en", 2) == 0) ||
          (memcmp(columns[0].ptr, "en", 2) == 0 &&
           memcmp(columns[1].ptr, "zh", 2) == 0));
}

/* The error of the line; NULL: none; "": neither a pair nor an error. */
static const char *parse_tsv(zhen_pairs *p, zhen_str line)
{
  zhen_str columns[COLUMNS] = {{0}};
  size_t count = cut(line, columns);
  int zh = p->options.swap;

  if (count < 2)
    return "no tab; expected Chinese, tab, English";
  if (p->lines.line == 1 && is_header(columns, count)) {
    buf_put(&p->header, line.ptr, line.len);
    return "";
  }
  p->row.pair.zh = columns[zh];
  p->row.pair.en = columns[1 - zh];
  if (count > 2)
    p->row.pair.score = pair_score(columns[2]);
  if (is_ours(columns, count)) {
    p->row.pair.zh = undo_escapes(&p->zh_text, p->row.pair.zh);
    p->row.pair.en = undo_escapes(&p->en_text, p->row.pair.en);
  }
  return NULL;
}

zhen_status pairs_next_tsv(zhen_pairs *p, bool *more)
{
  return next_line(p, more, parse_tsv);
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

static const char *parse_json(zhen_pairs *p, zhen_str line)
{
  const json_t *texts, *score;

  json_decref(p->object);
  p->object = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES, NULL);
  if (!json_is_object(p->object))
    return "not a JSON object";
  texts = json_object_get(p->object, "translation");
  if (!texts)
    texts = p->object;
  if (!take_string(texts, "zh", &p->row.pair.zh) ||
      !take_string(texts, "en", &p->row.pair.en))
    return "needs strings \"zh\" and \"en\"";
  score = json_object_get(p->object, "score");
  if (json_is_number(score) && json_number_value(score) >= 0 &&
      json_number_value(score) <= 1)
    p->row.pair.score = json_number_value(score);
  return NULL;
}

zhen_status pairs_next_jsonl(zhen_pairs *p, bool *more)
{
  return next_line(p, more, parse_json);
}
