/* SPDX-License-Identifier: Apache-2.0 */
/* The pairs of a work as they were reviewed, to a file. */
#include "desk/parts.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

typedef struct desk_beads {
  zhen_bead *at;
  size_t count;
  zhen_bead end; /* where the last one ends */
} desk_beads;

/* A number of the array, from 0 to `most`; -1: it is not one. */
static json_int_t number_at(const json_t *beads, size_t k, json_int_t most)
{
  const json_t *one = json_array_get(beads, k);
  json_int_t value = json_is_integer(one) ? json_integer_value(one) : -1;

  return value <= most ? value : -1;
}

static void put_bead(desk_beads *b, uint32_t zh, uint32_t en, double score)
{
  zhen_bead *one = &b->at[b->count];

  one->zh_begin = b->end.zh_end;
  one->en_begin = b->end.en_end;
  one->zh_end = b->end.zh_end += zh;
  one->en_end = b->end.en_end += en;
  one->score = score;
  b->count++;
}

/* A refused pair is two beads of one side. */
static bool take_beads(desk_beads *b, const json_t *beads)
{
  for (size_t k = 0; k + 4 <= json_array_size(beads); k += 4) {
    json_int_t zh = number_at(beads, k, ZHEN_BEAD_MAX);
    json_int_t en = number_at(beads, k + 1, ZHEN_BEAD_MAX);
    json_int_t score = number_at(beads, k + 2, 10000);
    json_int_t refused = number_at(beads, k + 3, 1);

    if (zh < 0 || en < 0 || zh + en == 0 || score < 0 || refused < 0)
      return false;
    if (refused && zh > 0 && en > 0) {
      put_bead(b, (uint32_t)zh, 0, 0);
      put_bead(b, 0, (uint32_t)en, 0);
    } else {
      put_bead(b, (uint32_t)zh, (uint32_t)en, (double)score / 1e4);
    }
  }
  return json_array_size(beads) % 4 == 0;
}

static zhen_status write_file(const desk_work *w, const char *path,
                              zhen_format format)
{
  const zhen_write_options how = {
      .struct_size = sizeof how, .date = (int64_t)time(NULL), .header = true};

  return zhen_write_alignment(path, format, w->alignment, &w->article->zh,
                              &w->article->en, &how);
}

/* For later works. Its failure is none of the file's that is saved. */
static void keep_memory(const desk_work *w)
{
  char *path = desk_path(w->path, "memory.tsv");

  if (path && write_file(w, path, ZHEN_FORMAT_TSV) != ZHEN_OK)
    unlink(path);
  free(path);
}

zhen_status desk_save(desk_work *w, const char *path, const char *format,
                      const json_t *beads, desk_failure *why)
{
  desk_beads b = {.at = calloc(json_array_size(beads) / 2 + 1, sizeof *b.at)};
  zhen_format parsed;
  zhen_status status =
      zhen_format_parse(&parsed, format, ZHEN_FORMAT_WRITE_ALIGNMENT);

  if (!b.at)
    status = ZHEN_ENOMEM;
  if (status != ZHEN_OK) {
    desk_fail_as(why, status);
  } else if (!take_beads(&b, beads)) {
    status = desk_fail(why, ZHEN_EUSAGE, "these are not beads");
  } else {
    status = zhen_alignment_replace(w->alignment, b.at, b.count);
    if (status == ZHEN_OK)
      status = write_file(w, path, parsed);
    if (status == ZHEN_OK)
      keep_memory(w);
    if (status != ZHEN_OK)
      desk_fail_as(why, status);
  }
  free(b.at);
  return status;
}
