/* SPDX-License-Identifier: Apache-2.0 */
#include "pairs/units.h"
#include "base/fail.h"
#include "pairs/state.h"
#include "text/text.h"

/* Of the pieces that were read, those that were copied are not needed. */
static zhen_status next_piece(zhen_pairs *p, zhen_str *piece, size_t *at)
{
  zhen_text *text;
  zhen_status status;

  if (p->begun)
    window_drop(&p->window, p->copies ? p->given : p->window.end);
  if (p->window.end - p->window.begin > GAP_MAX)
    return zhen_fail(ZHEN_ELIMIT, "%s: over 64 MiB between two units",
                     p->sink.path);
  *at = p->window.end;
  *piece = (zhen_str){0};
  status = line_reader_take(&p->lines, &text);
  if (status != ZHEN_OK || !text)
    return status;
  *piece = zhen_text_str(text);
  return window_add(&p->window, text);
}

/* Parse until there are units, or no more input. */
static zhen_status fill_units(zhen_pairs *p)
{
  zhen_status status = ZHEN_OK;

  p->next_unit = p->units.count = p->units.text.len = 0;
  while (status == ZHEN_OK && p->units.count == 0 && !p->ended) {
    zhen_str piece;
    size_t at = 0;

    status = next_piece(p, &piece, &at);
    if (status != ZHEN_OK)
      return status;
    p->ended = piece.len == 0;
    status = p->ended ? p->type->finish(p->reader)
                      : p->type->push(p->reader, piece, at);
  }
  pair_batch_settle(&p->units);
  p->format = p->sink.format;
  return status;
}

zhen_status units_open(zhen_pairs *p)
{
  zhen_status status;

  p->sink = (unit_sink){.path = text_label(p->name),
                        .window = &p->window,
                        .skip = p->options.skip_malformed,
                        .swap = p->options.swap,
                        .batch = &p->units};
  status = p->type->open(&p->reader, &p->sink);
  if (p->tabs)
    p->sink.format = p->format = ZHEN_FORMAT_TSV;
  return status == ZHEN_OK && p->type == &xml_units ? fill_units(p) : status;
}

/* ---- units ---- */

/* The next unit, or place without a pair; NULL at the end. */
static zhen_status next_unit(zhen_pairs *p, const text_pair **out)
{
  *out = NULL;
  p->sink.terse = p->in_batches;
  if (p->next_unit == p->units.count) {
    zhen_status status = fill_units(p);

    if (status != ZHEN_OK)
      return status;
  }
  p->begun = true;
  p->malformed = p->sink.skipped;
  if (p->next_unit == p->units.count)
    return ZHEN_OK;
  *out = &p->units.at[p->next_unit++];
  p->row = (zhen_pair_row){.pair = {(*out)->zh, (*out)->en, (*out)->score},
                           .line = (*out)->line};
  return ZHEN_OK;
}

static bool is_pair(const text_pair *unit)
{
  return unit->zh.len > 0 || unit->en.len > 0;
}

zhen_status units_next(zhen_pairs *p, bool *more)
{
  const text_pair *unit;
  zhen_status status;

  do
    status = next_unit(p, &unit);
  while (status == ZHEN_OK && unit && (unit->place.part || !is_pair(unit)));
  *more = unit != NULL;
  return status;
}

/* ---- copies ---- */

bool zhen_pairs_can_copy(const zhen_pairs *p)
{
  return p->type && p->format != ZHEN_FORMAT_TBX;
}

void pairs_copy(zhen_pairs *p)
{
  p->copies = true;
}

bool pairs_have_lines(const zhen_pairs *p)
{
  return !p->type && p->format != ZHEN_FORMAT_MOSES;
}

static size_t offset_of(const zhen_pairs *p, size_t from, size_t place)
{
  return place > from ? window_source(&p->window, place) -
                            window_source(&p->window, from)
                      : 0;
}

static zhen_status take_copy(zhen_pairs *p, const text_pair *unit,
                             pair_copy *out)
{
  const unit_place *u = &unit->place;
  size_t from = p->given;

  p->copied.len = 0;
  window_put(&p->window, &p->copied, from, u->end);
  p->given = u->end;
  *out = (pair_copy){.bytes = {p->copied.ptr, p->copied.len},
                     .unit = offset_of(p, from, u->begin),
                     .edit = offset_of(p, from, u->edit),
                     .edit_end = offset_of(p, from, u->edit_end),
                     .lead = offset_of(p, from, u->lead),
                     .lead_end = offset_of(p, from, u->lead_end),
                     .group = u->group,
                     .edits = u->edits,
                     .wrap = u->wrap,
                     .stays = u->stays,
                     .fill = u->fill,
                     .pair = is_pair(unit)};
  return buf_status(&p->copied);
}

zhen_status pairs_next_copy(zhen_pairs *p, const zhen_pair_row **row,
                            pair_copy *copy, bool *more)
{
  const text_pair *unit;
  zhen_status status = next_unit(p, &unit);

  *row = &p->row;
  *more = unit != NULL;
  if (status != ZHEN_OK)
    return status;
  if (unit)
    return take_copy(p, unit, copy);
  p->copied.len = 0;
  window_put(&p->window, &p->copied, p->given, p->window.end);
  *copy = (pair_copy){.bytes = {p->copied.ptr, p->copied.len},
                      .unit = p->copied.len,
                      .stays = true};
  return buf_status(&p->copied);
}

void pairs_put_score(const zhen_pairs *p, buf *out, double score, bool fresh,
                     bool wrap)
{
  p->type->put_score(p->reader, out, score, fresh, wrap);
}

const char *pairs_filler(const zhen_pairs *p)
{
  return p->type->fill;
}

const char *pairs_encoding(const zhen_pairs *p)
{
  return window_encoding(&p->window);
}
