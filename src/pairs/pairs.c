/* SPDX-License-Identifier: Apache-2.0 */
/* Parallel files: their format, and pairs of lines. */
#include "pairs/pairs.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "base/path.h"
#include "pairs/csv_columns.h"
#include "pairs/pair_line.h"
#include "pairs/unit_reader.h"
#include "text/kind.h"
#include "text/line_reader.h"
#include "text/text.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct zhen_pairs {
  char *name, *en_name, *scores_name; /* the last two NULL unless Moses */
  zhen_pairs_options options;
  zhen_format format;
  line_reader lines, en, scores;
  buf header;
  pair_line line;
  const unit_reader_type *type; /* NULL unless in units */
  void *reader;
  unit_sink sink;
  window window;
  pair_batch units; /* those before the next are given */
  size_t next_unit;
  bool tabs; /* CSV that is separated by them */
  bool ended, in_batches;
  bool begun, copies; /* reading began; the input is copied as well */
  size_t given;       /* the end of the text that is copied */
  buf copied;
  size_t malformed;
  zhen_pair_row row;
};

/* ---- opening ---- */

/* PREFIX.zh, or compressed; NULL if there is no such file. */
static zhen_status find_part(char **path, const char *prefix,
                             const char *suffix)
{
  static const char *const ends[] = {"", ".gz", ".zst", ".xz"};

  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    if (asprintf(path, "%s%s%s", prefix, suffix, ends[i]) < 0) {
      *path = NULL;
      return zhen_fail_memory();
    }
    if (access(*path, F_OK) == 0)
      return ZHEN_OK;
    free(*path);
  }
  *path = NULL;
  return ZHEN_OK;
}

zhen_status pairs_files(char **zh, char **en, const char *path)
{
  zhen_status status = ZHEN_OK;

  *zh = *en = NULL;
  if (path_is_standard(path) || access(path, F_OK) == 0) {
    *zh = mem_strdup(path);
    return *zh ? ZHEN_OK : zhen_fail_memory();
  }
  status = find_part(zh, path, ".zh");
  if (status == ZHEN_OK)
    status = find_part(en, path, ".en");
  if (status == ZHEN_OK && !*zh && !*en)
    status =
        zhen_fail(ZHEN_EINPUT, "%s: no such file, and no files %s.zh and %s.en",
                  path, path, path);
  else if (status == ZHEN_OK && (!*zh || !*en))
    status = zhen_fail(ZHEN_EINPUT, "%s.%s: no such file, but %s exists", path,
                       *zh ? "en" : "zh", *zh ? *zh : *en);
  if (status != ZHEN_OK) {
    free(*zh);
    free(*en);
    *zh = *en = NULL;
  }
  return status;
}

static zhen_status name_files(zhen_pairs *p, const char *const *paths,
                              size_t count)
{
  zhen_status status;

  if (count == 1) {
    status = pairs_files(&p->name, &p->en_name, paths[0]);
    return status == ZHEN_OK && p->en_name
               ? find_part(&p->scores_name, paths[0], ".scores")
               : status;
  }
  p->name = mem_strdup(paths[0]);
  p->en_name = mem_strdup(paths[1]);
  return p->name && p->en_name ? ZHEN_OK : zhen_fail_memory();
}

static bool starts(zhen_str line, char byte)
{
  for (size_t i = 0; i < line.len; i++)
    if (line.ptr[i] != ' ')
      return line.ptr[i] == byte;
  return false;
}

/* ---- formats ---- */

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

static zhen_status open_units(zhen_pairs *p)
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

/* By the beginning of the file, unless it is given. */
static zhen_status settle_format(zhen_pairs *p)
{
  zhen_status status = ZHEN_OK;

  if (p->format == ZHEN_FORMAT_AUTO)
    status = find_format(p);
  if (status == ZHEN_OK && p->format == ZHEN_FORMAT_TSV)
    status = find_swap(p);
  p->type = type_of(p->format);
  return status == ZHEN_OK && p->type ? open_units(p) : status;
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

/* ---- lines of two files ---- */

static zhen_status fail_length(const zhen_pairs *p, const char *shorter,
                               size_t lines)
{
  return zhen_fail(ZHEN_EINPUT,
                   "%s ends after line %zu, before %s does; both files must "
                   "have the same number of lines",
                   shorter, lines, shorter == p->name ? p->en_name : p->name);
}

static zhen_status next_moses(zhen_pairs *p, bool *more)
{
  zhen_pair *pair = &p->row.pair;
  bool more_en = false, more_scores = false;
  zhen_str score = {0};
  zhen_status status = line_reader_next(&p->lines, &pair->zh, more);

  if (status == ZHEN_OK)
    status = line_reader_next(&p->en, &pair->en, &more_en);
  if (status == ZHEN_OK && p->scores.reader)
    status = line_reader_next(&p->scores, &score, &more_scores);
  if (status != ZHEN_OK)
    return status;
  if (*more != more_en)
    return fail_length(p, *more ? p->en_name : p->name,
                       *more ? p->en.line : p->lines.line);
  pair->score = pair_score(score);
  p->row.raw = (zhen_str){0};
  p->row.line = p->lines.line;
  if (p->scores.reader && *more && pair->score < 0)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: line %zu: the score is not a number from 0 to 1",
                     p->scores_name, p->row.line);
  return ZHEN_OK;
}

/* ---- lines of one file ---- */

static zhen_status fail_line(const zhen_pairs *p, const char *why)
{
  return zhen_fail(
      ZHEN_EINPUT, "%s: line %zu: %s%s", text_label(p->name), p->lines.line,
      why, p->in_batches ? "" : "; use `skip_malformed` to skip such lines");
}

static bool is_blank(zhen_str line)
{
  return str_trim(line).len == 0 &&
         !(line.len && memchr(line.ptr, '\t', line.len));
}

/* Read lines until one is a pair. */
static zhen_status next_line(zhen_pairs *p, bool *more)
{
  bool tsv = p->format == ZHEN_FORMAT_TSV;

  for (;;) {
    zhen_str line = {0};
    const char *fault;
    zhen_status status = line_reader_next(&p->lines, &line, more);

    if (status != ZHEN_OK || !*more)
      return status;
    if (is_blank(line))
      continue;
    if (tsv && p->lines.line == 1 && tsv_is_header(line)) {
      p->options.swap |= line.ptr[0] == 'e';
      buf_put(&p->header, line.ptr, line.len);
      continue;
    }
    status = tsv ? pair_line_tsv(&p->line, line, p->options.swap, &fault)
                 : pair_line_json(&p->line, line, &fault);
    if (status == ZHEN_OK)
      status = buf_status(&p->header);
    p->row = (zhen_pair_row){p->line.pair, line, p->lines.line};
    if (status != ZHEN_OK || !fault)
      return status;
    if (!p->options.skip_malformed)
      return fail_line(p, fault);
    p->malformed++;
  }
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

static zhen_status next_pair_of_units(zhen_pairs *p, bool *more)
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

const char *pairs_encoding(const zhen_pairs *p)
{
  return window_encoding(&p->window);
}

/* ---- pairs ---- */

zhen_status zhen_pairs_next(zhen_pairs *p, const zhen_pair_row **out)
{
  bool more = false;
  zhen_status status = p->type ? next_pair_of_units(p, &more)
                       : p->format == ZHEN_FORMAT_MOSES ? next_moses(p, &more)
                                                        : next_line(p, &more);

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
