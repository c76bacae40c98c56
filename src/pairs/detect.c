/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a file has pairs, or is a text. */
#include "pairs/csv_columns.h"
#include "pairs/pair_line.h"
#include "pairs/pairs.h"
#include "text/kind.h"
#include "text/utf8.h"

static bool is_line_of_pair(zhen_str line, bool *aligned)
{
  pair_line l = {0};
  const char *fault = NULL;
  bool found = pair_line_json(&l, line, &fault) == ZHEN_OK && !fault;

  *aligned = json_object_get(l.object, "zh_ids") != NULL;
  pair_line_dispose(&l);
  return found;
}

bool pairs_are_in(zhen_str text, zhen_format *format)
{
  zhen_str rest = text, line = str_take_line(&rest);
  bool tabs = str_find(line, 0, '\t') < line.len, aligned;

  *format = ZHEN_FORMAT_JSONL;
  if (line.len > 0 && line.ptr[0] == '{')
    return is_line_of_pair(line, &aligned);
  *format = tabs ? ZHEN_FORMAT_TSV : ZHEN_FORMAT_CSV;
  return tabs ? tsv_is_header(line) || csv_is_header(line, '\t')
              : csv_is_table(text, false);
}

static bool detect(zhen_str text)
{
  zhen_kind kind = kind_of_text(text).kind;
  zhen_str rest = text, line = str_take_line(&rest);
  zhen_format format;
  bool aligned;

  if (line.len > 0 && line.ptr[0] == '{')
    return is_line_of_pair(line, &aligned) && !aligned;
  return kind == ZHEN_KIND_TMX || kind == ZHEN_KIND_XLIFF ||
         kind == ZHEN_KIND_TBX || kind == ZHEN_KIND_PO ||
         pairs_are_in(text, &format) || csv_is_table(text, true);
}

zhen_status zhen_pairs_detect(bool *out, const char *path, const char *encoding)
{
  const zhen_read_options how = {.struct_size = sizeof how,
                                 .encoding = encoding};
  zhen_text_reader *reader;
  zhen_text *piece = NULL;
  zhen_status status = zhen_text_reader_open(&reader, path, &how);

  *out = false;
  if (status == ZHEN_OK)
    status = zhen_text_reader_next(reader, &piece);
  if (piece)
    *out = detect(zhen_text_str(piece));
  zhen_text_free(piece);
  zhen_text_reader_close(reader);
  return status;
}
