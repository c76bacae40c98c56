/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fail.h"
#include "base/mem.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <zhen/saved.h>

typedef struct counter {
  zhen_saved_statistics *out;
  size_t shapes_capacity, gaps_capacity;
  double sum;
  uint32_t zh, en; /* the sentences after which all is counted */
} counter;

static zhen_status count_shape(counter *c, uint32_t zh, uint32_t en)
{
  zhen_saved_statistics *f = c->out;
  zhen_status status;

  for (size_t k = 0; k < f->n_shapes; k++)
    if (f->shapes[k].zh == zh && f->shapes[k].en == en) {
      f->shapes[k].count++;
      return ZHEN_OK;
    }
  status = mem_grow(&f->shapes, &c->shapes_capacity, f->n_shapes + 1,
                    sizeof *f->shapes);
  if (status == ZHEN_OK)
    f->shapes[f->n_shapes++] = (zhen_bead_shape){zh, en, 1};
  return status;
}

/* Unaligned sentences; they go to the gap before them if no pair is between. */
static zhen_status count_gap(counter *c, zhen_gap gap)
{
  zhen_saved_statistics *f = c->out;
  zhen_gap *last = NULL;
  zhen_status status;

  if (gap.begin == gap.end)
    return ZHEN_OK;
  *(gap.is_en ? &f->en_unaligned : &f->zh_unaligned) += gap.end - gap.begin;
  for (size_t k = f->n_gaps; k-- > 0 && !last;)
    if (f->gaps[k].is_en == gap.is_en)
      last = &f->gaps[k];
  if (last && last->end == gap.begin) {
    last->end = gap.end;
    last->chars += gap.chars;
    return ZHEN_OK;
  }
  status =
      mem_grow(&f->gaps, &c->gaps_capacity, f->n_gaps + 1, sizeof *f->gaps);
  if (status == ZHEN_OK)
    f->gaps[f->n_gaps++] = gap;
  return status;
}

static void count_pair(counter *c, const zhen_bead *b)
{
  int tenth = (int)((double)b->score * 10);

  c->out->pairs++;
  c->sum += (double)b->score;
  c->out->histogram[tenth < 0 ? 0 : tenth > 9 ? 9 : tenth]++;
}

static zhen_status count_row(counter *c, const zhen_saved_row *row)
{
  const zhen_bead *b = &row->bead;
  zhen_status status = count_gap(c, (zhen_gap){false, c->zh, b->zh_begin, 0});

  if (status == ZHEN_OK)
    status = count_gap(c, (zhen_gap){true, c->en, b->en_begin, 0});
  c->zh = b->zh_end;
  c->en = b->en_end;
  if (status != ZHEN_OK)
    return status;
  if (row->zh.len > 0 && row->en.len > 0)
    count_pair(c, b);
  else if (row->zh.len > 0)
    status = count_gap(
        c, (zhen_gap){false, b->zh_begin, b->zh_end, utf8_length(row->zh)});
  else if (row->en.len > 0)
    status = count_gap(
        c, (zhen_gap){true, b->en_begin, b->en_end, utf8_length(row->en)});
  if (status != ZHEN_OK)
    return status;
  return count_shape(c, b->zh_end - b->zh_begin, b->en_end - b->en_begin);
}

static int by_count(const void *a, const void *b)
{
  const zhen_bead_shape *x = a, *y = b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  if (x->zh != y->zh)
    return x->zh < y->zh ? -1 : 1;
  return (x->en > y->en) - (x->en < y->en);
}

zhen_status zhen_saved_compute_statistics(zhen_saved_statistics **out,
                                          const zhen_saved *saved)
{
  counter c = {.out = mem_calloc(1, sizeof *c.out)};
  zhen_status status = c.out ? ZHEN_OK : zhen_fail_memory();

  for (size_t k = 0; k < saved->count && status == ZHEN_OK; k++)
    status = count_row(&c, &saved->rows[k]);
  *out = c.out;
  if (status != ZHEN_OK) {
    zhen_saved_statistics_free(c.out);
    *out = NULL;
    return status;
  }
  c.out->zh_sentences = c.zh;
  c.out->en_sentences = c.en;
  c.out->mean = c.out->pairs ? c.sum / (double)c.out->pairs : 0;
  if (c.out->n_shapes)
    qsort(c.out->shapes, c.out->n_shapes, sizeof *c.out->shapes, by_count);
  return ZHEN_OK;
}

void zhen_saved_statistics_free(zhen_saved_statistics *statistics)
{
  if (!statistics)
    return;
  free(statistics->shapes);
  free(statistics->gaps);
  free(statistics);
}
