/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/vectors_lines.h"
#include "base/fail.h"
#include "base/interner.h"
#include "text/text.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { CHARACTERS_MAX = 10000 };

static const zhen_str BLANK = {"BLANK_LINE", 10};

typedef struct line_index {
  interner lines;
  arena strings;
  size_t *row; /* of each distinct line: its first */
  size_t capacity, n_lines;
} line_index;

static zhen_str shorten(zhen_str s)
{
  size_t at = 0;

  for (size_t n = 0; at < s.len && n < CHARACTERS_MAX; n++)
    utf8_next(s, &at);
  return (zhen_str){s.ptr, at};
}

static zhen_status add_line(line_index *x, zhen_str line)
{
  uint32_t number;
  size_t known = x->lines.count;
  zhen_status status =
      mem_grow(&x->row, &x->capacity, known + 1, sizeof *x->row);

  if (status == ZHEN_OK)
    status = interner_add(&x->lines, &x->strings, str_trim(line), &number);
  if (status == ZHEN_OK && number == known)
    x->row[number] = x->n_lines;
  x->n_lines++;
  return status;
}

static zhen_status read_lines(line_index *x, const char *path)
{
  zhen_text *text;
  zhen_status status = zhen_text_read(&text, path, NULL);
  zhen_str all;

  if (status != ZHEN_OK)
    return status;
  all = zhen_text_str(text);
  for (size_t at = 0; status == ZHEN_OK && at < all.len;) {
    size_t end = str_find(all, at, '\n');

    status = add_line(x, str_part(all, at, end));
    at = end + 1;
  }
  zhen_text_free(text);
  return status;
}

static zhen_status find_rows(const line_index *x, size_t *rows,
                             const char *path, const zhen_sentences *s)
{
  for (size_t i = 0; i < s->count; i++) {
    zhen_str text = str_trim(zhen_sentence_str(s, i));
    bool empty = text.len == 0;
    uint32_t number = interner_find(&x->lines, empty ? BLANK : shorten(text));

    if (number == INTERNER_NONE && !empty)
      return zhen_fail(
          ZHEN_EINPUT,
          "%s: no line with the text of sentence %zu; it must have "
          "every sentence of the text",
          text_label(path), i + 1);
    rows[i] = number == INTERNER_NONE ? ROW_NONE : x->row[number];
  }
  return ZHEN_OK;
}

zhen_status lines_to_rows(size_t **rows, size_t *n_lines, const char *path,
                          const zhen_sentences *sentences)
{
  line_index x = {0};
  zhen_status status;

  *rows = mem_calloc(sentences->count + 1, sizeof **rows);
  status = *rows ? read_lines(&x, path) : zhen_fail_memory();
  if (status == ZHEN_OK)
    status = find_rows(&x, *rows, path, sentences);
  *n_lines = x.n_lines;
  interner_dispose(&x.lines);
  arena_dispose(&x.strings);
  free(x.row);
  if (status != ZHEN_OK) {
    free(*rows);
    *rows = NULL;
  }
  return status;
}
