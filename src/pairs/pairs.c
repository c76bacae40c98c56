/* SPDX-License-Identifier: Apache-2.0 */
/* Parallel files: their format, and pairs of lines. */
#include "pairs/pairs.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "base/compress.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const layouts[] = {
    [ZHEN_LAYOUT_TSV] = "tsv",
    [ZHEN_LAYOUT_JSONL] = "jsonl",
    [ZHEN_LAYOUT_MOSES] = "moses",
    [ZHEN_LAYOUT_TMX] = "tmx",
};

enum { LAYOUTS = sizeof layouts / sizeof *layouts };

zhen_status zhen_layout_parse(zhen_layout *out, const char *name)
{
  *out = ZHEN_LAYOUT_AUTO;
  for (unsigned i = 1; i < LAYOUTS; i++)
    if (strcmp(layouts[i], name) == 0) {
      *out = (zhen_layout)i;
      return ZHEN_OK;
    }
  return zhen_fail(ZHEN_EUSAGE,
                   "unknown format '%s'; use tsv, jsonl, moses or tmx", name);
}

/* ---- opening ---- */

/* PREFIX.zh, or compressed, if such a file exists; NULL without memory, "". */
static char *find_part(const char *prefix, const char *suffix)
{
  static const char *const ends[] = {"", ".gz", ".zst", ".xz"};

  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    char *path;

    if (asprintf(&path, "%s%s%s", prefix, suffix, ends[i]) < 0)
      return NULL;
    if (access(path, F_OK) == 0)
      return path;
    free(path);
  }
  return mem_strdup("");
}

static zhen_status name_prefix(zhen_pairs *p, const char *prefix)
{
  p->name = find_part(prefix, ".zh");
  p->en_name = find_part(prefix, ".en");
  p->scores_name = find_part(prefix, ".scores");
  if (!p->name || !p->en_name || !p->scores_name)
    return zhen_fail_memory();
  if (!*p->name || !*p->en_name)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: no such file, and no files %s.zh and %s.en", prefix,
                     prefix, prefix);
  return ZHEN_OK;
}

static zhen_status name_files(zhen_pairs *p, const char *const *paths,
                              size_t count)
{
  bool there = strcmp(paths[0], "-") == 0 || access(paths[0], F_OK) == 0;

  if (count == 1 && !there)
    return name_prefix(p, paths[0]);
  p->name = mem_strdup(paths[0]);
  p->en_name = count > 1 ? mem_strdup(paths[1]) : NULL;
  if (!p->name || (count > 1 && !p->en_name))
    return zhen_fail_memory();
  return ZHEN_OK;
}

static bool starts(zhen_str line, char byte)
{
  for (size_t i = 0; i < line.len; i++)
    if (line.ptr[i] != ' ')
      return line.ptr[i] == byte;
  return false;
}

/* By the first line: JSON and XML are recognizable. */
static zhen_status find_layout(zhen_pairs *p)
{
  zhen_str line = {0};
  bool more;
  zhen_status status = line_reader_peek(&p->lines, &line, &more);

  p->layout = p->en_name          ? ZHEN_LAYOUT_MOSES
              : starts(line, '{') ? ZHEN_LAYOUT_JSONL
              : starts(line, '<') ? ZHEN_LAYOUT_TMX
                                  : ZHEN_LAYOUT_TSV;
  return status;
}

static zhen_status open_files(zhen_pairs *p)
{
  zhen_read_options how = {.struct_size = sizeof how,
                           .encoding = p->options.encoding};
  zhen_status status = line_reader_open(&p->lines, p->name, &how);

  if (status == ZHEN_OK && p->en_name)
    status = line_reader_open(&p->en, p->en_name, &how);
  if (status == ZHEN_OK && p->scores_name && *p->scores_name)
    status = line_reader_open(&p->scores, p->scores_name, NULL);
  if (status == ZHEN_OK && p->layout == ZHEN_LAYOUT_AUTO)
    status = find_layout(p);
  if (status == ZHEN_OK && p->layout == ZHEN_LAYOUT_TMX)
    status = tmx_reader_open(&p->tmx, text_label(p->name));
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
  p->layout = count > 1 ? ZHEN_LAYOUT_MOSES : p->options.layout;
  if (status == ZHEN_OK)
    status = name_files(p, paths, count);
  if (status == ZHEN_OK && p->layout == ZHEN_LAYOUT_MOSES && !p->en_name)
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

/* ---- TMX ---- */

/* Parse until there are units, or no more input. */
static zhen_status fill_units(zhen_pairs *p)
{
  zhen_status status = ZHEN_OK;

  p->next_unit = p->units.count = p->units.text.len = 0;
  while (status == ZHEN_OK && p->units.count == 0 && !p->ended) {
    zhen_str piece = {0};
    bool more = false;

    status = line_reader_rest(&p->lines, &piece, &more);
    if (status != ZHEN_OK)
      return status;
    p->ended = !more;
    status = more ? tmx_reader_push(p->tmx, piece, &p->units)
                  : tmx_reader_finish(p->tmx, &p->units);
  }
  pair_batch_settle(&p->units);
  return status;
}

static zhen_status next_tmx(zhen_pairs *p, bool *more)
{
  const text_pair *unit;

  if (p->next_unit == p->units.count) {
    zhen_status status = fill_units(p);

    if (status != ZHEN_OK)
      return status;
  }
  p->malformed = tmx_reader_skipped(p->tmx);
  *more = p->next_unit < p->units.count;
  if (!*more)
    return ZHEN_OK;
  unit = &p->units.at[p->next_unit++];
  p->row = (zhen_pair_row){.pair = {unit->zh, unit->en, unit->score},
                           .line = unit->line};
  return ZHEN_OK;
}

/* ---- pairs ---- */

zhen_status zhen_pairs_next(zhen_pairs *p, const zhen_pair_row **out)
{
  static zhen_status (*const next[LAYOUTS])(zhen_pairs *, bool *) = {
      [ZHEN_LAYOUT_TSV] = pairs_next_tsv,
      [ZHEN_LAYOUT_JSONL] = pairs_next_jsonl,
      [ZHEN_LAYOUT_MOSES] = next_moses,
      [ZHEN_LAYOUT_TMX] = next_tmx};
  bool more = false;
  zhen_status status = next[p->layout](p, &more);

  *out = status == ZHEN_OK && more ? &p->row : NULL;
  return status;
}

zhen_layout zhen_pairs_layout(const zhen_pairs *p)
{
  return p->layout;
}

/* All pairs of a Moses set have scores, or none; else each pair may. */
bool zhen_pairs_scored(const zhen_pairs *p)
{
  return p->layout == ZHEN_LAYOUT_MOSES && p->scores.reader;
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
  tmx_reader_close(p->tmx);
  json_decref(p->object);
  pair_batch_dispose(&p->units);
  buf_dispose(&p->header);
  buf_dispose(&p->zh_text);
  buf_dispose(&p->en_text);
  free(p->name);
  free(p->en_name);
  free(p->scores_name);
  free(p);
}
