/* SPDX-License-Identifier: Apache-2.0 */
/* Read beads from files: rows of zhen, Vecalign's lists, hunalign's rungs. */
#include "eval/beads.h"
#include "base/fail.h"
#include "pairs/bead_line.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { BEAD_MAX = 1000000 };

typedef struct bead_reader {
  zhen_beads *beads;
  const char *path;
  size_t line;
  bead_line now; /* of the current line */
  bool has_rung; /* of a ladder: where the next bead begins, and its score */
  uint32_t rung[2];
  double rung_score;
} bead_reader;

static zhen_status fail_line(const bead_reader *r, const char *why)
{
  return zhen_fail(ZHEN_EINPUT, "%s: line %zu: %s", r->path, r->line, why);
}

static zhen_status fail_bead(const bead_reader *r)
{
  return fail_line(r,
                   "not a bead; expected [0, 1]:[2], a rung of a ladder, or a "
                   "line of TSV or JSONL "
                   "of zhen align");
}

static zhen_status keep_ids(bead_reader *r, id_list *out, const line_ids *ids)
{
  uint32_t *copy = arena_alloc(&r->beads->ids, ids->count, sizeof *copy);

  if (!copy)
    return zhen_fail_memory();
  if (ids->count)
    memcpy(copy, ids->at, ids->count * sizeof *copy);
  *out = (id_list){copy, ids->count};
  return ZHEN_OK;
}

/* The bead of the numbers of the current line. */
static zhen_status add_bead(bead_reader *r, double score)
{
  any_bead b = {.score = score};
  zhen_status status = keep_ids(r, &b.side[0], &r->now.zh);

  if (status == ZHEN_OK)
    status = keep_ids(r, &b.side[1], &r->now.en);
  return status == ZHEN_OK ? beads_add(r->beads, &b) : status;
}

/* ---- lists ---- */

/* "[0, 1]" at the front of `*rest`. */
static zhen_status take_list(const bead_reader *r, line_ids *ids,
                             zhen_str *rest)
{
  size_t end = str_find(*rest, 0, ']');
  const char *fault;
  zhen_status status;

  if (rest->len == 0 || rest->ptr[0] != '[' || end == rest->len)
    return fail_bead(r);
  status = line_ids_read(ids, str_part(*rest, 1, end), &fault);
  *rest = str_trim(str_part(*rest, end + 1, rest->len));
  return status == ZHEN_OK && fault ? fail_line(r, fault) : status;
}

static bool take_colon(zhen_str *rest)
{
  if (rest->len == 0 || rest->ptr[0] != ':')
    return false;
  *rest = str_trim(str_part(*rest, 1, rest->len));
  return true;
}

/* [0, 1]:[2]:cost */
static zhen_status read_lists(bead_reader *r, zhen_str line)
{
  zhen_status status = take_list(r, &r->now.zh, &line);
  double cost = NO_SCORE;

  if (status != ZHEN_OK)
    return status;
  if (!take_colon(&line))
    return fail_bead(r);
  status = take_list(r, &r->now.en, &line);
  if (status != ZHEN_OK)
    return status;
  if (take_colon(&line))
    cost = pair_score(line);
  else if (line.len > 0)
    return fail_bead(r);
  return add_bead(r, cost < 0 ? NO_SCORE : 1 - cost);
}

/* ---- rungs ---- */

static zhen_status take_span(line_ids *ids, uint32_t begin, uint32_t end)
{
  zhen_status status = mem_grow(&ids->at, &ids->capacity,
                                (size_t)end - begin + 1, sizeof *ids->at);

  ids->count = 0;
  for (uint32_t i = begin; status == ZHEN_OK && i < end; i++)
    ids->at[ids->count++] = i;
  return status;
}

/* The bead between the last rung and this one. */
static zhen_status end_bead(bead_reader *r, const uint32_t at[2])
{
  zhen_status status;

  for (int k = 0; k < 2; k++)
    if (at[k] < r->rung[k] || at[k] - r->rung[k] > BEAD_MAX)
      return fail_line(r, "a rung is before the previous one, or over a "
                          "million sentences after it");
  status = take_span(&r->now.zh, r->rung[0], at[0]);
  if (status == ZHEN_OK)
    status = take_span(&r->now.en, r->rung[1], at[1]);
  return status == ZHEN_OK ? add_bead(r, r->rung_score) : status;
}

/* zh TAB en TAB score: where a bead begins; the last rung is the end. */
static zhen_status read_rung(bead_reader *r, const zhen_str columns[])
{
  line_ids *ids[] = {&r->now.zh, &r->now.en};
  uint32_t at[2];
  zhen_status status = ZHEN_OK;

  for (int k = 0; k < 2; k++) {
    const char *fault;

    status = line_ids_read(ids[k], columns[k], &fault);
    if (status != ZHEN_OK)
      return status;
    if (fault || ids[k]->count != 1)
      return fail_bead(r);
    at[k] = ids[k]->at[0];
  }
  if (r->has_rung)
    status = end_bead(r, at);
  r->has_rung = true;
  memcpy(r->rung, at, sizeof at);
  r->rung_score = pair_score(columns[2]);
  return status;
}

/* ---- lines ---- */

static zhen_status read_row(bead_reader *r, zhen_str line)
{
  const char *fault;
  zhen_status status = bead_line_read(&r->now, line, &fault);

  if (status == ZHEN_OK && fault)
    return fail_line(r, fault);
  return status == ZHEN_OK ? add_bead(r, r->now.text.pair.score) : status;
}

/* The text of a row of TSV may look like anything, so check for tabs first. */
static zhen_status read_line(bead_reader *r, zhen_str line)
{
  zhen_str columns[TSV_COLUMNS], trimmed = str_trim(line);
  size_t count = tsv_cut(line, columns);

  if (trimmed.len == 0 || (r->line == 1 && tsv_is_header(line)))
    return ZHEN_OK;
  if (count == 3)
    return read_rung(r, columns);
  if (count == 1 && trimmed.ptr[0] == '[')
    return read_lists(r, trimmed);
  if (count == 1 && trimmed.ptr[0] != '{')
    return fail_bead(r);
  return read_row(r, count == 1 ? trimmed : line);
}

static zhen_status read_lines(bead_reader *r, zhen_str rest)
{
  zhen_status status = ZHEN_OK;

  while (rest.len > 0 && status == ZHEN_OK) {
    r->line++;
    status = read_line(r, str_take_line(&rest));
  }
  return status;
}

zhen_status zhen_beads_read(zhen_beads **out, const char *path)
{
  zhen_text *text;
  bead_reader r = {0};
  zhen_status status = zhen_text_read(&text, path, NULL);

  *out = NULL;
  if (status != ZHEN_OK)
    return status;
  r.path = strcmp(path, "-") == 0 ? "standard input" : path;
  r.beads = mem_calloc(1, sizeof *r.beads);
  status = r.beads ? read_lines(&r, zhen_text_str(text)) : zhen_fail_memory();
  zhen_text_free(text);
  bead_line_dispose(&r.now);
  if (status == ZHEN_OK)
    *out = r.beads;
  else
    zhen_beads_free(r.beads);
  return status;
}

size_t zhen_beads_count(const zhen_beads *beads)
{
  return beads->count;
}

zhen_status beads_add(zhen_beads *beads, const any_bead *bead)
{
  zhen_status status = mem_grow(&beads->at, &beads->capacity, beads->count + 1,
                                sizeof *beads->at);

  if (status == ZHEN_OK)
    beads->at[beads->count++] = *bead;
  return status;
}

void beads_dispose(zhen_beads *beads)
{
  arena_dispose(&beads->ids);
  free(beads->at);
  *beads = (zhen_beads){0};
}

void zhen_beads_free(zhen_beads *beads)
{
  if (beads)
    beads_dispose(beads);
  free(beads);
}
