/* SPDX-License-Identifier: Apache-2.0 */
#include "align/explain/local_path.h"
#include "base/fail.h"

#include <float.h>
#include <stdlib.h>

typedef struct cell {
  double score;
  uint32_t zh, en; /* the step into it */
} cell;

typedef struct path_finder {
  const term_scorer *x;
  const path_limits *w;
  node begin, end; /* of its section */
  size_t width;
  cell *cells;
} path_finder;

static cell *cell_at(const path_finder *f, uint32_t i, uint32_t j)
{
  return &f->cells[(size_t)(i - f->begin.zh) * f->width + (j - f->begin.en)];
}

/*
 * A path avoids a bead if its step is forbidden, and the places inside it that
 * are not boundaries: every other path through the bead passes these. It avoids
 * an unaligned sentence if no run of them has it.
 */
static bool may_pass(const path_finder *f, uint32_t i, uint32_t j)
{
  const document *d = f->x->in->d;
  const zhen_bead *b = f->w->shun;

  if (f->w->one_bead)
    return !is_between_sentences(&f->x->in->d->zh, i);
  return !b || is_between_sentences(&f->x->in->d->zh, i) ||
         i <= d->zh.unit_of[b->zh_begin] || i >= d->zh.unit_of[b->zh_end] ||
         j <= d->en.unit_of[b->en_begin] || j >= d->en.unit_of[b->en_end];
}

static bool has_units(uint32_t begin, uint32_t end, uint32_t from, uint32_t to)
{
  return from < to && begin <= from && to <= end;
}

static bool may_step(const path_finder *f, step s)
{
  const document *d = f->x->in->d;
  const zhen_bead *b = f->w->shun;

  if (b && !is_pair(b) && (s.zh == 0 || s.en == 0))
    return !has_units(s.i - s.zh, s.i, d->zh.unit_of[b->zh_begin],
                      d->zh.unit_of[b->zh_end]) &&
           !has_units(s.j - s.en, s.j, d->en.unit_of[b->en_begin],
                      d->en.unit_of[b->en_end]);
  return !b || s.i != d->zh.unit_of[b->zh_end] ||
         s.j != d->en.unit_of[b->en_end] ||
         s.i - s.zh != d->zh.unit_of[b->zh_begin] ||
         s.j - s.en != d->en.unit_of[b->en_begin];
}

static void try_step(const path_finder *f, step s)
{
  cell *from = cell_at(f, s.i - s.zh, s.j - s.en), *to = cell_at(f, s.i, s.j);
  double score;

  if (from->score <= -DBL_MAX || !may_step(f, s))
    return;
  score = from->score + terms_sum(f->x, s);
  if (score > to->score)
    *to = (cell){score, s.zh, s.en};
}

static void try_nulls(const path_finder *f, uint32_t i, uint32_t j)
{
  const side *zh = &f->x->in->d->zh;
  uint32_t from = i;

  if (f->w->one_bead || !is_between_sentences(&f->x->in->d->zh, i))
    return;
  for (uint32_t n = 1; n <= j - f->begin.en; n++)
    try_step(f, (step){i, j, 0, n});
  while (from > f->begin.zh) {
    from = zh->unit_of[zh->units[from - 1].sentence];
    if (from >= f->begin.zh)
      try_step(f, (step){i, j, i - from, 0});
  }
}

static void try_beads(const path_finder *f, uint32_t i, uint32_t j)
{
  const unit *zh = f->x->in->d->zh.units;

  for (uint32_t a = 1; a <= i - f->begin.zh && a <= A_MAX; a++) {
    if (zh[i - 1].sentence - zh[i - a].sentence >= ZHEN_BEAD_MAX)
      break;
    for (uint32_t b = 1; b <= j - f->begin.en && b <= B_MAX; b++) {
      step s = {i, j, a, b};

      if (step_is_tried(f->x, s))
        try_step(f, s);
    }
  }
}

static void fill(const path_finder *f)
{
  for (uint32_t i = f->begin.zh; i <= f->end.zh; i++)
    for (uint32_t j = f->begin.en; j <= f->end.en; j++) {
      bool start = i == f->begin.zh && j == f->begin.en,
           end = i == f->end.zh && j == f->end.en;

      *cell_at(f, i, j) = (cell){start ? 0 : -DBL_MAX, 0, 0};
      if (start || (!end && !may_pass(f, i, j)))
        continue;
      try_nulls(f, i, j);
      try_beads(f, i, j);
    }
}

static zhen_status trace(local_path *out, const path_finder *f)
{
  uint32_t i = f->end.zh, j = f->end.en;
  size_t capacity = 0;

  out->score = cell_at(f, i, j)->score;
  while ((i > f->begin.zh || j > f->begin.en) && out->score > -DBL_MAX) {
    const cell *c = cell_at(f, i, j);
    zhen_status status =
        mem_grow(&out->steps, &capacity, out->count + 1, sizeof *out->steps);

    if (status != ZHEN_OK)
      return status;
    out->steps[out->count++] = (step){i, j, c->zh, c->en};
    i -= c->zh;
    j -= c->en;
  }
  for (size_t k = 0; k < out->count / 2; k++) {
    step swap = out->steps[k];

    out->steps[k] = out->steps[out->count - 1 - k];
    out->steps[out->count - 1 - k] = swap;
  }
  return ZHEN_OK;
}

zhen_status local_path_find(local_path *out, const term_scorer *x,
                            const path_limits *w)
{
  size_t width = w->at.end.en - w->at.begin.en + (size_t)1;
  size_t height = w->at.end.zh - w->at.begin.zh + (size_t)1;
  path_finder f = {.x = x,
                   .w = w,
                   .begin = w->at.begin,
                   .end = w->at.end,
                   .width = width,
                   .cells = mem_calloc(width * height, sizeof *f.cells)};
  zhen_status status;

  *out = (local_path){0};
  if (!f.cells)
    return zhen_fail_memory();
  fill(&f);
  status = trace(out, &f);
  free(f.cells);
  return status;
}

void local_path_dispose(local_path *w)
{
  free(w->steps);
  *w = (local_path){0};
}
