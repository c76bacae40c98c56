/* SPDX-License-Identifier: Apache-2.0 */
/* Parallel files: their format, and their pairs. */
#include "pairs/pairs.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "pairs/csv_columns.h"
#include "pairs/rows.h"
#include "pairs/state.h"
#include "text/kind.h"
#include "text/text.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

static zhen_status name_files(zhen_pairs *p, const char *const *paths,
                              size_t count)
{
  zhen_status status;

  if (count == 1) {
    status = pairs_files(&p->name, &p->en_name, paths[0]);
    return status == ZHEN_OK && p->en_name
               ? names_find_part(&p->scores_name, paths[0], ".scores")
               : status;
  }
  p->name = mem_strdup(paths[0]);
  p->en_name = mem_strdup(paths[1]);
  return p->name && p->en_name ? ZHEN_OK : zhen_fail_memory();
}

/* ---- formats ---- */

static const unit_reader_type *type_of(zhen_format format)
{
  switch (format) {
  case ZHEN_FORMAT_TMX:
  case ZHEN_FORMAT_XLIFF:
  case ZHEN_FORMAT_XLIFF2:
  case ZHEN_FORMAT_TBX:
    return &xml_units;
  case ZHEN_FORMAT_PO:
    return &po_units;
  case ZHEN_FORMAT_CSV:
    return &csv_units;
  default:
    return NULL;
  }
}

static bool starts(zhen_str line, char byte)
{
  for (size_t i = 0; i < line.len; i++)
    if (line.ptr[i] != ' ')
      return line.ptr[i] == byte;
  return false;
}

static bool is_po(zhen_str text)
{
  while (text.len > 0) {
    zhen_str line = str_trim(str_take_line(&text));

    if (line.len > 0 && line.ptr[0] != '#')
      return (str_begins(line, "msgid") || str_begins(line, "msgctxt")) &&
             str_find(line, 0, '"') < line.len;
  }
  return false;
}

static bool has(zhen_str line, char byte)
{
  return str_find(line, 0, byte) < line.len;
}

/* Lines without a tab were never pairs, so commas are enough. */
static bool is_csv(zhen_str line)
{
  if (has(line, '\t'))
    return !tsv_is_header(line) && csv_is_header(line, '\t');
  return has(line, ',') || has(line, ';') || starts(line, '"') ||
         str_begins(line, "sep=");
}

static zhen_status refuse_captions(const zhen_pairs *p, zhen_str text)
{
  zhen_kind kind = kind_of_text(text).kind;
  const char *what = kind == ZHEN_KIND_SRT   ? "SRT"
                     : kind == ZHEN_KIND_VTT ? "WebVTT"
                     : kind == ZHEN_KIND_ASS ? "ASS"
                                             : NULL;

  return what ? zhen_fail(ZHEN_EINPUT,
                          "%s: captions (%s), not pairs; align both languages "
                          "with zhen align first",
                          text_label(p->name), what)
              : ZHEN_OK;
}

/* By the beginning: JSON and XML are recognizable by a byte. Which format an
   XML file is in, its reader finds. */
static zhen_status find_format(zhen_pairs *p)
{
  zhen_str line = {0};
  bool more;
  zhen_status status = line_reader_peek(&p->lines, &line, &more);
  zhen_str text = p->lines.piece ? zhen_text_str(p->lines.piece) : line;

  p->format = p->en_name                    ? ZHEN_FORMAT_MOSES
              : starts(line, '{')           ? ZHEN_FORMAT_JSONL
              : starts(str_trim(text), '<') ? ZHEN_FORMAT_TMX
              : is_po(text)                 ? ZHEN_FORMAT_PO
              : is_csv(line)                ? ZHEN_FORMAT_CSV
                                            : ZHEN_FORMAT_TSV;
  p->tabs = p->format == ZHEN_FORMAT_CSV && has(line, '\t');
  if (status == ZHEN_OK && p->format == ZHEN_FORMAT_TSV)
    status = refuse_captions(p, text);
  return status;
}

/* Which column is first, if that is not given. */
static zhen_status find_swap(zhen_pairs *p)
{
  zhen_str line;
  bool more;
  zhen_status status = line_reader_peek(&p->lines, &line, &more);

  if (status != ZHEN_OK || !more || p->options.swap)
    return status;
  return csv_find_swap(&p->options.swap, zhen_text_str(p->lines.piece));
}

/* ---- opening ---- */

/* By the beginning of the file, unless it is given. */
static zhen_status settle_format(zhen_pairs *p)
{
  zhen_status status = ZHEN_OK;

  if (p->format == ZHEN_FORMAT_AUTO)
    status = find_format(p);
  if (status == ZHEN_OK && p->format == ZHEN_FORMAT_TSV)
    status = find_swap(p);
  p->type = type_of(p->format);
  return status == ZHEN_OK && p->type ? units_open(p) : status;
}

static zhen_status open_files(zhen_pairs *p)
{
  zhen_read_options how = {.struct_size = sizeof how,
                           .encoding = p->options.encoding};
  zhen_status status = line_reader_open(&p->lines, p->name, &how);

  if (status == ZHEN_OK)
    text_reader_keep(p->lines.reader);
  if (status == ZHEN_OK && p->en_name)
    status = line_reader_open(&p->en, p->en_name, &how);
  if (status == ZHEN_OK && p->scores_name)
    status = line_reader_open(&p->scores, p->scores_name, NULL);
  return status == ZHEN_OK ? settle_format(p) : status;
}

zhen_status pairs_open_text(zhen_pairs **out, zhen_text *text,
                            zhen_format format)
{
  zhen_pairs *p = mem_calloc(1, sizeof *p);
  zhen_status status;

  *out = NULL;
  if (!p) {
    zhen_text_free(text);
    return zhen_fail_memory();
  }
  p->lines = line_reader_of(text);
  p->format = format;
  p->in_batches = true;
  p->name = mem_strdup(zhen_text_name(text));
  status = p->name ? settle_format(p) : zhen_fail_memory();
  if (status == ZHEN_OK)
    *out = p;
  else
    zhen_pairs_close(p);
  return status;
}

zhen_status zhen_pairs_open(zhen_pairs **out, const char *const *paths,
                            size_t count, const zhen_pairs_options *options)
{
  zhen_pairs *p = mem_calloc(1, sizeof *p);
  zhen_status status;

  *out = NULL;
  if (!p)
    return zhen_fail_memory();
  status = OPTIONS_TAKE(&p->options, options);
  p->format = count > 1 ? ZHEN_FORMAT_MOSES : p->options.format;
  if (status == ZHEN_OK)
    status = name_files(p, paths, count);
  if (status == ZHEN_OK && p->format == ZHEN_FORMAT_MOSES && !p->en_name)
    status = zhen_fail(ZHEN_EUSAGE,
                       "%s: moses needs two files; name both, or their prefix",
                       p->name);
  if (status == ZHEN_OK)
    status = open_files(p);
  if (status != ZHEN_OK) {
    zhen_pairs_close(p);
    return status;
  }
  *out = p;
  return ZHEN_OK;
}

/* ---- pairs ---- */

zhen_status zhen_pairs_next(zhen_pairs *p, const zhen_pair_row **out)
{
  bool more = false;
  zhen_status status = p->type ? units_next(p, &more)
                       : p->format == ZHEN_FORMAT_MOSES
                           ? rows_next_moses(p, &more)
                           : rows_next_line(p, &more);

  *out = status == ZHEN_OK && more ? &p->row : NULL;
  return status;
}

zhen_status pairs_next_batch(zhen_pairs *p, pair_batch *b)
{
  const zhen_pair_row *row;
  zhen_status status = ZHEN_OK;

  p->in_batches = true;
  line_reader_close(&p->scores);
  b->count = b->text.len = 0;
  do {
    status = zhen_pairs_next(p, &row);
    if (status == ZHEN_OK && row)
      status = pair_batch_add(b, (text_pair){.zh = row->pair.zh,
                                             .en = row->pair.en,
                                             .score = row->pair.score,
                                             .line = row->line});
  } while (status == ZHEN_OK && row && b->text.len < PAIR_BATCH_BYTES);
  pair_batch_settle(b);
  return status;
}

zhen_format zhen_pairs_format(const zhen_pairs *p)
{
  return p->format;
}

/* All pairs of a Moses set have scores, or none; else each pair may. */
bool zhen_pairs_scored(const zhen_pairs *p)
{
  return p->format == ZHEN_FORMAT_MOSES && p->scores.reader;
}

size_t zhen_pairs_malformed(const zhen_pairs *p)
{
  return p->malformed;
}

zhen_str zhen_pairs_header(const zhen_pairs *p)
{
  return (zhen_str){p->header.ptr, p->header.len};
}

void zhen_pairs_close(zhen_pairs *p)
{
  if (!p)
    return;
  line_reader_close(&p->lines);
  line_reader_close(&p->en);
  line_reader_close(&p->scores);
  if (p->type)
    p->type->close(p->reader);
  window_dispose(&p->window);
  pair_batch_dispose(&p->units);
  buf_dispose(&p->copied);
  buf_dispose(&p->header);
  pair_line_dispose(&p->line);
  free(p->name);
  free(p->en_name);
  free(p->scores_name);
  free(p);
}
