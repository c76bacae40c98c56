/* SPDX-License-Identifier: Apache-2.0 */
#include "align/search/candidates.h"
#include "base/fail.h"
#include "base/quick.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/*
 * The weight of a bead of the best path that has no mass: next to nothing. With
 * -5 and -60 F1 of the development sets is the same.
 */
static const double WEIGHT_MIN = -40;

/*
 * The largest bead considered, in units: twice the limit of a step, since beads
 * that share a sentence are joined.
 */
enum { HEIGHT = 2 * A_MAX, WIDTH = 2 * B_MAX + 1 };

/*
 * Shares of cells that are followed back: others could not lead through one
 * that is not skipped.
 */
static const double FOLLOWED = 1e-12;

/* A step between cells with mass, by the cell that it leaves. */
typedef struct kept_step {
  uint16_t zh, en;
  bool null;
  double weight; /* a null step: its score; else its share of all the paths into
                    the cell that it leads to */
} kept_step;

typedef struct candidate_finder {
  const lattice *l;
  const document *d;
  double least; /* mass of a cell that is not skipped */
  /* By cell, the share of all paths that pass it while open, and with a step
     next that may follow any path. */
  double *share[PATH_KINDS];
  uint32_t *first; /* steps by the cell they leave; cells + 1 */
  kept_step *step;
  double (*inside)[WIDTH]; /* of the current start; HEIGHT rows: shares of the
                              paths into a cell that are in one bead */
  uint32_t width[HEIGHT];  /* the columns that are not 0 end there */
  bead_candidates *out;
} candidate_finder;

/* Nearly: at least half of it. */
static double mass(const candidate_finder *x, size_t cell)
{
  return fmax(x->share[PATHS_OPEN][cell], x->share[PATHS_ALL][cell]);
}

/* ---- shares ---- */

/* exp(a - b) of two logs, of which b is a sum that includes a. */
static double part_of(double a, double b)
{
  return a <= -DBL_MAX ? 0 : quick_exp(a - b);
}

/*
 * The share of a cell is divided among the steps into it, by what each adds to
 * the paths into the cell.
 */
static void share_out(candidate_finder *x, uint32_t i, uint32_t j, size_t cell)
{
  const lattice *l = x->l;
  double *const *forward = l->forward;

  for (size_t e = l->first[cell]; e < l->first[cell + 1]; e++) {
    const lattice_edge *s = &l->edges[e];
    size_t from = corridor_cell(&l->corridor, i - s->zh, j - s->en);
    path_kind source = step_source(s),
              end = step_opens(s) ? PATHS_OPEN : PATHS_ALL;
    double part;

    if (x->share[end][cell] < FOLLOWED)
      continue;
    part =
        x->share[end][cell] *
        part_of(forward[source][from] + (double)s->score, forward[end][cell]);
    x->share[source][from] += part;
    if (source == PATHS_ALL)
      x->share[PATHS_OPEN][from] +=
          part * part_of(forward[PATHS_OPEN][from], forward[PATHS_ALL][from]);
  }
}

static zhen_status share_all(candidate_finder *x)
{
  const lattice *l = x->l;
  const corridor *c = &l->corridor;
  size_t last = c->cell[c->n + 1] - 1;

  x->share[PATHS_ALL][last] = 1;
  x->share[PATHS_OPEN][last] =
      part_of(l->forward[PATHS_OPEN][last], l->forward[PATHS_ALL][last]);
  for (size_t i = c->n + 1; i-- > 0;) {
    zhen_status status = progress_step(x->d->progress, 0);

    if (status != ZHEN_OK)
      return status;
    for (size_t j = c->high[i] + (size_t)1; j-- > c->low[i];) {
      size_t cell = corridor_cell(c, i, j);

      if (mass(x, cell) >= FOLLOWED)
        share_out(x, (uint32_t)i, (uint32_t)j, cell);
    }
  }
  return ZHEN_OK;
}

/* ---- steps by their start ---- */

typedef void visit(candidate_finder *x, const lattice_edge *s, size_t from,
                   size_t to);

/* Visit the steps between cells with mass. */
static void each_step(candidate_finder *x, visit *v)
{
  const lattice *l = x->l;
  const corridor *c = &l->corridor;

  for (uint32_t i = 0; i <= c->n; i++)
    for (uint32_t j = c->low[i]; j <= c->high[i]; j++) {
      size_t to = corridor_cell(c, i, j);

      if (mass(x, to) < x->least)
        continue;
      for (size_t e = l->first[to]; e < l->first[to + 1]; e++) {
        const lattice_edge *s = &l->edges[e];
        size_t from = corridor_cell(c, i - s->zh, j - s->en);

        if (mass(x, from) >= x->least)
          v(x, s, from, to);
      }
    }
}

static void count_step(candidate_finder *x, const lattice_edge *s, size_t from,
                       size_t to)
{
  (void)s, (void)to;
  x->first[from + 1]++;
}

/* `first` of a cell has moved to its end, the start of the next one. */
static void put_step(candidate_finder *x, const lattice_edge *s, size_t from,
                     size_t to)
{
  const double *all = x->l->forward[PATHS_ALL];
  bool null = is_null_step(s);

  x->step[x->first[from]++] = (kept_step){
      s->zh, s->en, null,
      null ? (double)s->score : part_of(all[from] + (double)s->score, all[to])};
}

static zhen_status turn_steps(candidate_finder *x)
{
  const corridor *c = &x->l->corridor;
  size_t cells = c->cell[c->n + 1];

  each_step(x, count_step);
  for (size_t k = 0; k < cells; k++)
    x->first[k + 1] += x->first[k];
  x->step = mem_calloc(x->first[cells], sizeof *x->step);
  if (!x->step)
    return zhen_fail_memory();
  each_step(x, put_step);
  for (size_t k = cells; k > 0; k--)
    x->first[k] = x->first[k - 1];
  x->first[0] = 0;
  return ZHEN_OK;
}

/* ---- the beads that begin at a cell ---- */

/* Add the share of one cell of the window to the cells it leads to. */
static uint32_t push(candidate_finder *x, size_t cell, uint32_t row,
                     uint32_t column, double share)
{
  uint32_t last = 0;

  for (uint32_t e = x->first[cell]; e < x->first[cell + 1]; e++) {
    const kept_step *s = &x->step[e];
    uint32_t r = row + s->zh, k = column + s->en;

    if (s->null || r >= HEIGHT || k >= WIDTH)
      continue;
    x->inside[r][k] += share * s->weight;
    x->width[r] = k < x->width[r] ? x->width[r] : k + 1;
    last = r > last ? r : last;
  }
  return last;
}

static zhen_status add(candidate_finder *x, bead_candidate c)
{
  bead_candidates *out = x->out;
  zhen_status status =
      mem_grow(&out->at, &out->capacity, out->count + 1, sizeof *out->at);

  if (status == ZHEN_OK)
    out->at[out->count++] = c;
  return status;
}

/* Null steps lead from sentence to sentence, so each is a bead by itself. */
static zhen_status add_null_steps(candidate_finder *x, uint32_t i, uint32_t j)
{
  size_t cell = corridor_cell(&x->l->corridor, i, j);
  zhen_status status = ZHEN_OK;

  for (uint32_t e = x->first[cell]; e < x->first[cell + 1] && status == ZHEN_OK;
       e++) {
    const kept_step *s = &x->step[e];

    if (s->null)
      status =
          add(x, (bead_candidate){i, j, i + s->zh, j + s->en, s->weight, true});
  }
  return status;
}

/*
 * What is inside a bead, as a share of the paths into its end, divided by that
 * of all paths into its beginning.
 */
static double weight_of(const candidate_finder *x, size_t from, size_t to,
                        double share)
{
  const double *all = x->l->forward[PATHS_ALL];

  return quick_log(share) + all[to] - all[from];
}

/* Every bead that starts at (i, j), with its weight. */
static zhen_status find_from(candidate_finder *x, uint32_t i, uint32_t j)
{
  const corridor *c = &x->l->corridor;
  size_t start = corridor_cell(c, i, j);
  uint32_t last = push(x, start, 0, 0, 1);
  zhen_status status = add_null_steps(x, i, j);

  for (uint32_t r = 0; r <= last; r++) {
    for (uint32_t k = 0; k < x->width[r]; k++) {
      double share = x->inside[r][k];
      size_t cell;

      x->inside[r][k] = 0;
      if (share < DBL_MIN)
        continue;
      cell = corridor_cell(c, i + r, j + k);
      if (is_between_sentences(&x->d->zh, i + r)) {
        if (status == ZHEN_OK)
          status =
              add(x, (bead_candidate){i, j, i + r, j + k,
                                      weight_of(x, start, cell, share), false});
      } else {
        uint32_t far = push(x, cell, r, k, share);

        last = far > last ? far : last;
      }
    }
    x->width[r] = 0;
  }
  return status;
}

/*
 * A bead of the best path is always among the candidates; if a forced step
 * broke the order of null steps, as one that need not keep it.
 */
static zhen_status add_path_bead(candidate_finder *x, size_t first,
                                 bead_candidate c, bool is_free)
{
  for (size_t k = first; k < x->out->count; k++)
    if (x->out->at[k].to_i == c.to_i && x->out->at[k].to_j == c.to_j &&
        !(is_free && x->out->at[k].null))
      return ZHEN_OK;
  return add(x, c);
}

/* Is a bead a Chinese null right after an English one? */
static bool breaks_order(const zhen_bead *beads, size_t k)
{
  return k > 0 && beads[k].en_begin == beads[k].en_end &&
         beads[k - 1].zh_begin == beads[k - 1].zh_end;
}

static bead_candidate path_bead(const document *d, const zhen_bead *b)
{
  return (bead_candidate){.i = d->zh.unit_of[b->zh_begin],
                          .j = d->en.unit_of[b->en_begin],
                          .to_i = d->zh.unit_of[b->zh_end],
                          .to_j = d->en.unit_of[b->en_end],
                          .weight = WEIGHT_MIN};
}

/* Those that start in row i; `*k`: the next bead of the path. */
static zhen_status find_row(candidate_finder *x, const zhen_alignment *path,
                            uint32_t i, size_t *k)
{
  const corridor *c = &x->l->corridor;
  zhen_status status = progress_step(x->d->progress, 0);

  for (uint32_t j = c->low[i]; j <= c->high[i] && status == ZHEN_OK; j++) {
    size_t first = x->out->count;
    bead_candidate own;

    if (mass(x, corridor_cell(c, i, j)) >= x->least)
      status = find_from(x, i, j);
    if (status != ZHEN_OK || *k == path->count)
      continue;
    own = path_bead(x->d, &path->beads[*k]);
    if (own.i == i && own.j == j) {
      status = add_path_bead(x, first, own, breaks_order(path->beads, *k));
      ++*k;
    }
  }
  return status;
}

static zhen_status find_all(candidate_finder *x, const zhen_alignment *path)
{
  size_t k = 0;
  zhen_status status = ZHEN_OK;

  for (uint32_t i = 0; i <= x->l->corridor.n && status == ZHEN_OK; i++)
    if (is_between_sentences(&x->d->zh, i))
      status = find_row(x, path, i, &k);
  return status;
}

static zhen_status finder_open(candidate_finder *x, const lattice *l,
                               const document *d, const align_params *p)
{
  size_t cells = l->corridor.cell[l->corridor.n + 1];
  zhen_status status;

  *x = (candidate_finder){
      .l = l,
      .d = d,
      .least = exp(p->mass_min),
      .share = {mem_calloc(cells, sizeof(double)),
                mem_calloc(cells, sizeof(double))},
      .first = mem_calloc(cells + 1, sizeof *x->first),
      .inside = mem_calloc(HEIGHT, sizeof *x->inside),
  };
  if (!x->share[PATHS_OPEN] || !x->share[PATHS_ALL] || !x->first || !x->inside)
    return zhen_fail_memory();
  status = share_all(x);
  return status == ZHEN_OK ? turn_steps(x) : status;
}

static void finder_close(candidate_finder *x)
{
  free(x->share[PATHS_OPEN]);
  free(x->share[PATHS_ALL]);
  free(x->first);
  free(x->step);
  free(x->inside);
}

zhen_status candidates_find(bead_candidates *out, const lattice *l,
                            const document *d, const align_params *p)
{
  candidate_finder x;
  zhen_alignment *path = NULL;
  zhen_status status = finder_open(&x, l, d, p);

  *out = (bead_candidates){0};
  x.out = out;
  if (status == ZHEN_OK)
    status = path_beads(&path, l, d);
  if (status == ZHEN_OK)
    status = find_all(&x, path);
  zhen_alignment_free(path);
  finder_close(&x);
  return status;
}

void candidates_dispose(bead_candidates *c)
{
  free(c->at);
  *c = (bead_candidates){0};
}
