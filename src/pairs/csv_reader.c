/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CSV, also with semicolons or tabs: a pair a record. A quoted field may end in
 * a later piece, so the rest of a piece waits for it.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "pairs/csv_columns.h"
#include "pairs/csv_record.h"
#include "pairs/pair_line.h"
#include "pairs/unit_reader.h"
#include "text/line.h"
#include "text/utf8.h"

#include <stdlib.h>

typedef struct csv_reader {
  unit_sink *sink;
  csv_columns columns;
  csv_record record;
  buf rest;       /* of earlier pieces */
  size_t rest_at; /* its place */
  size_t line;    /* of the file, from 1: where the record begins */
  bool settled;
} csv_reader;

static zhen_status add_pair(csv_reader *r, unit_place place)
{
  const csv_columns *c = &r->columns;
  text_pair pair = {.zh = line_csv_text(csv_field_of(&r->record, c->zh)),
                    .en = line_csv_text(csv_field_of(&r->record, c->en)),
                    .score = pair_score(csv_field_of(&r->record, c->score)),
                    .line = r->line,
                    .place = place};

  return unit_sink_add(r->sink, pair, true);
}

/* The names stay, and get one for a score. */
static zhen_status add_names(csv_reader *r, unit_place place)
{
  place.begin = place.end;
  place.stays = true;
  place.edits = r->columns.score == CSV_NONE;
  r->sink->placed = place.end;
  return pair_batch_append(
      r->sink->batch,
      (text_pair){.zh = {"", 0}, .en = {"", 0}, .line = 0, .place = place});
}

/* A malformed record is dropped from a copy, too. */
static zhen_status refuse(csv_reader *r, const char *why, unit_place place)
{
  zhen_status status = unit_sink_refuse(r->sink, r->line, why);

  r->sink->placed = place.end;
  return status == ZHEN_OK
             ? pair_batch_append(
                   r->sink->batch,
                   (text_pair){.zh = {"", 0}, .en = {"", 0}, .place = place})
             : status;
}

/* Where the score of the record is, or goes. */
static void set_edit(const csv_reader *r, size_t at, unit_place *place)
{
  size_t score = r->columns.score;

  if (score < r->record.count) {
    place->edit = at + r->record.fields[score].begin;
    place->edit_end = at + r->record.fields[score].end;
  } else if (score == CSV_NONE || score == r->record.count) {
    place->edit = place->edit_end = at + r->record.end;
  } else {
    return;
  }
  place->edits = true;
}

/* The record that was read, of a text at place `at`. */
static zhen_status take_record(csv_reader *r, size_t begin, size_t at,
                               const char *fault)
{
  unit_place place = {.begin = at + begin, .end = at + r->record.next};
  const csv_columns *c = &r->columns;
  bool first = c->header && r->sink->placed == 0;
  size_t need = c->zh > c->en ? c->zh : c->en;

  set_edit(r, at, &place);
  if (fault)
    return refuse(r, fault, place);
  if (first)
    return add_names(r, place);
  if (r->record.count <= need)
    return refuse(r, "too few fields; a Chinese and an English one expected",
                  place);
  if (r->record.text.len > SEGMENT_MAX)
    return refuse(r, "over 1 MiB", place);
  return add_pair(r, place);
}

static bool is_blank(const csv_record *r)
{
  return r->count == 1 && csv_field_of(r, 0).len == 0;
}

/* Take the complete records of a text; where the rest begins. */
static zhen_status take_records(csv_reader *r, zhen_str s, size_t place,
                                bool last, size_t *rest)
{
  zhen_status status = ZHEN_OK;
  size_t at = 0;

  while (at < s.len && status == ZHEN_OK) {
    const char *fault;
    bool open;

    status = csv_take(&r->record, s, at, r->columns.separator, &open, &fault);
    if (open && !last)
      break;
    if (open)
      return zhen_fail(ZHEN_EINPUT,
                       "%s: line %zu: a quoted field without its closing quote",
                       r->sink->path, r->line);
    if (status == ZHEN_OK && (fault || !is_blank(&r->record)))
      status = take_record(r, at, place, fault);
    r->line += r->record.lines;
    at = r->record.next;
  }
  *rest = at;
  return status;
}

/* "sep=;" is a note to spreadsheets. */
static size_t skip_note(csv_reader *r, zhen_str piece)
{
  if (r->settled || !str_begins(piece, "sep="))
    return 0;
  r->line++;
  return str_find(piece, 0, '\n') + (str_find(piece, 0, '\n') < piece.len);
}

static zhen_status settle(csv_reader *r, zhen_str piece)
{
  if (r->settled)
    return ZHEN_OK;
  r->settled = true;
  return csv_find_columns(&r->columns, piece, r->sink->swap);
}

static zhen_status take_piece(csv_reader *r, zhen_str piece, size_t at,
                              bool last)
{
  size_t rest = 0;
  zhen_status status = settle(r, piece);

  if (status == ZHEN_OK)
    status = take_records(r, piece, at, last, &rest);
  if (status != ZHEN_OK)
    return status;
  if (piece.len - rest > UNIT_MAX)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: line %zu: a quoted field that does not end in 16 MiB",
                     r->sink->path, r->line);
  r->rest_at = at + rest;
  if (r->rest.ptr != piece.ptr) {
    r->rest.len = 0;
    buf_put(&r->rest, piece.ptr + rest, piece.len - rest);
  } else if (rest > 0) {
    buf kept = {0};

    buf_put(&kept, piece.ptr + rest, piece.len - rest);
    buf_dispose(&r->rest);
    r->rest = kept;
  }
  return buf_status(&r->rest);
}

static zhen_status push(void *self, zhen_str piece, size_t at)
{
  csv_reader *r = self;
  size_t note = skip_note(r, piece);

  if (r->rest.len == 0)
    return take_piece(r, str_after(piece, note), at + note, false);
  buf_put(&r->rest, piece.ptr, piece.len);
  if (r->rest.failed)
    return buf_status(&r->rest);
  return take_piece(r, (zhen_str){r->rest.ptr, r->rest.len}, r->rest_at, false);
}

static zhen_status finish(void *self)
{
  csv_reader *r = self;
  if (r->rest.len > 0)
    return take_piece(r, (zhen_str){r->rest.ptr, r->rest.len}, r->rest_at,
                      true);
  return ZHEN_OK;
}

static zhen_status open_reader(void **out, unit_sink *sink)
{
  csv_reader *r = mem_calloc(1, sizeof *r);

  *out = r;
  if (!r)
    return zhen_fail_memory();
  r->sink = sink;
  r->line = 1;
  sink->format = ZHEN_FORMAT_CSV;
  return ZHEN_OK;
}

static void put_score(const void *self, buf *out, double score, bool fresh,
                      bool wrap)
{
  const csv_reader *r = self;
  (void)wrap;
  if (fresh)
    buf_putc(out, r->columns.separator);
  if (score < 0)
    buf_puts(out, "score");
  else
    line_put_score(out, score, 4);
}

static void close_reader(void *self)
{
  csv_reader *r = self;
  if (!r)
    return;
  csv_record_dispose(&r->record);
  buf_dispose(&r->rest);
  free(r);
}

const unit_reader_type csv_units = {open_reader, push,         finish,
                                    put_score,   close_reader, NULL};
