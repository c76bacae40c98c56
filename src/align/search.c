/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dynamic programming over the cells (i, j) of the corridor: i Chinese units
 * and j English ones are behind. A step is a bead of the last `a` and `b`.
 */
#include "align/search.h"
#include "align/spans.h"
#include "base/fail.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

static const double LATTICE_PRUNE = 9;

typedef struct filler {
  lattice *l;
  const document *d;
  const align_params *p;
  uint32_t max_bead;
  spans spans;
  bool quotes;
} filler;

/* ---- the terms of a bead ---- */

/* What is known of a place where a bead ends. */
static double end_term(const filler *f, uint32_t i, uint32_t j, bool null)
{
  const align_params *p = f->p;
  const unit *zh = i ? &f->d->zh.units[i - 1] : NULL;
  const unit *en = j ? &f->d->en.units[j - 1] : NULL;
  double score = 0;

  if (zh && !zh->ends_sentence)
    score += p->inner_end;
  if (f->quotes)
    score += (zh && zh->in_quote) == (en && en->in_quote) ? p->quote_same
                                                          : p->quote_differs;
  if (f->d->has_paras && !null && zh && en) {
    if (zh->ends_para && en->ends_para)
      score += p->para_both;
    else if (zh->ends_para || en->ends_para)
      score += p->para_one;
  }
  return score;
}

static double turn_term(const filler *f, uint32_t i, uint32_t a, uint32_t j,
                        uint32_t b)
{
  const unit *zh = f->d->zh.units, *en = f->d->en.units;
  double score = 0;

  if (!f->d->has_turns)
    return 0;
  for (int last = 0; last < 2; last++) {
    uint32_t tz = zh[last ? i - 1 : i - a].turn;
    uint32_t te = en[last ? j - 1 : j - b].turn;

    if ((tz > te ? tz - te : te - tz) != 1)
      score += f->p->turn_apart;
  }
  return score;
}

/* ---- steps ---- */

typedef struct step_list {
  lattice_edge at[A_MAX * B_MAX + 2];
  double forward[A_MAX * B_MAX + 2], best[A_MAX * B_MAX + 2];
  double top; /* of forward */
  size_t count;
} step_list;

static inline void add_step(const filler *f, step_list *s, uint32_t i,
                            uint32_t j, lattice_edge e)
{
  const corridor *c = &f->l->corridor;
  double forward;
  size_t from;

  if (!corridor_has(c, i - e.zh, j - e.en))
    return;
  from = corridor_cell(c, i - e.zh, j - e.en);
  forward = f->l->forward[from] + (double)e.score;
  if (forward < s->top - LATTICE_PRUNE)
    return;
  if (forward > s->top)
    s->top = forward;
  s->at[s->count] = e;
  s->forward[s->count] = forward;
  s->best[s->count++] = f->l->best[from] + (double)e.score;
}

/* An empty line of a text split already is alone for nothing. */
static double null_prior(const unit *u, double prior)
{
  return u->chars > 0 ? prior : 0;
}

static void null_steps(const filler *f, step_list *s, uint32_t i, uint32_t j)
{
  const side *zh = &f->d->zh;
  double end = end_term(f, i, j, true);

  if (i > 0 && !zh->units[i - 1].ends_sentence)
    return;
  if (j > 0)
    add_step(f, s, i, j,
             (lattice_edge){0, 1,
                            (float)(null_prior(&f->d->en.units[j - 1],
                                               f->p->prior_null_en) +
                                    end)});
  if (i > 0) {
    uint32_t from = zh->unit_of[zh->units[i - 1].sentence];

    if (i - from <= UINT16_MAX)
      add_step(f, s, i, j,
               (lattice_edge){
                   (uint16_t)(i - from), 0,
                   (float)(null_prior(&zh->units[i - 1], f->p->prior_null_zh) +
                           end)});
  }
}

/*
 * Where a narrow corridor leads through a sentence, and lengths bar the way
 * for beads, units go one by one: there is always a path.
 */
static void forced_steps(const filler *f, step_list *s, uint32_t i, uint32_t j)
{
  if (j > 0)
    add_step(f, s, i, j, (lattice_edge){0, 1, (float)IMPOSSIBLE});
  if (i > 0)
    add_step(f, s, i, j, (lattice_edge){1, 0, (float)IMPOSSIBLE});
}

/* Beads of the last b English units and any number of Chinese ones. */
static void bead_steps_of(const filler *f, step_list *s, uint32_t i, uint32_t j,
                          uint32_t b, double end)
{
  const spans *t = &f->spans;
  uint32_t from = j - b;
  const float *en_to = t->en_row + (size_t)(j - t->en_low) * A_MAX;
  const float *en_from = t->en_row + (size_t)(from - t->en_low) * A_MAX;
  const en_span *en = &t->en_spans[(size_t)from * B_MAX + b - 1];
  double fixed = end + f->p->prior_extra_en * (b - 1) +
                 f->p->para_inside * en->paras +
                 (f->p->evidence_en > 0 ? 0 : f->p->lead * from);
  float zh_sum = 0;

  for (uint32_t a = 1; a <= t->n_spans; a++) {
    const zh_row *row = &t->zh_rows[(i - a) % A_MAX];
    const zh_span *zh = &t->zh_spans[a - 1];
    double x = (double)en->chars - zh->expected, score;

    if (x < -zh->cut || from < row->low || from >= row->high)
      break; /* too much Chinese, or out of the corridor for good */
    zh_sum += row->at[(size_t)(from - row->low) * B_MAX + b - 1];
    if (x > zh->cut || !corridor_has(&f->l->corridor, i - a, from))
      continue;
    score = f->p->evidence_zh * (double)zh_sum +
            f->p->evidence_en * (double)(en_to[a - 1] - en_from[a - 1]) +
            zh->level - zh->slope * x * x + zh->shape + fixed +
            turn_term(f, i, a, j, b);
    add_step(f, s, i, j,
             (lattice_edge){(uint16_t)a, (uint16_t)b, (float)score});
  }
}

static void bead_steps(const filler *f, step_list *s, uint32_t i, uint32_t j)
{
  double end = end_term(f, i, j, false);

  for (uint32_t b = 1; b <= f->max_bead && b <= j && j - b >= f->spans.en_low;
       b++)
    bead_steps_of(f, s, i, j, b, end);
}

/* Keep the steps that matter; sum and maximum over them. */
static zhen_status finish_cell(lattice *l, size_t cell, const step_list *s)
{
  double sum = 0;
  size_t first = l->n_edges;
  zhen_status status = mem_grow(&l->edges, &l->edges_capacity,
                                l->n_edges + s->count, sizeof *l->edges);

  if (status != ZHEN_OK)
    return status;
  for (size_t k = 0; k < s->count; k++) {
    if (s->forward[k] < s->top - LATTICE_PRUNE)
      continue;
    if (s->best[k] > l->best[cell]) {
      l->best[cell] = s->best[k];
      l->via[cell] = (uint32_t)(l->n_edges - first);
    }
    sum += exp(s->forward[k] - s->top);
    l->edges[l->n_edges++] = s->at[k];
  }
  if (s->count)
    l->forward[cell] = s->top + log(sum);
  l->first[cell + 1] = l->n_edges;
  return ZHEN_OK;
}

static zhen_status fill_row(filler *f, uint32_t i)
{
  lattice *l = f->l;
  const corridor *c = &l->corridor;
  zhen_status status = ZHEN_OK;

  if (i > 0)
    status = spans_row(&f->spans, i);
  for (uint32_t j = c->low[i]; j <= c->high[i] && status == ZHEN_OK; j++) {
    step_list steps;

    steps.count = 0;
    steps.top = -DBL_MAX;
    if (i == 0 && j == 0) {
      l->forward[0] = l->best[0] = 0;
      l->first[1] = 0;
      continue;
    }
    null_steps(f, &steps, i, j);
    if (i > 0)
      bead_steps(f, &steps, i, j);
    if (steps.count == 0)
      forced_steps(f, &steps, i, j);
    status = finish_cell(l, corridor_cell(c, i, j), &steps);
  }
  return status;
}

/* ---- preparation ---- */

static bool has_quotes(const side *s)
{
  for (size_t u = 0; u < s->n_units; u++)
    if (s->units[u].in_quote)
      return true;
  return false;
}

static zhen_status allocate_cells(lattice *l)
{
  size_t cells = l->corridor.cell[l->corridor.n + 1];

  l->first = mem_calloc(cells + 1, sizeof *l->first);
  l->forward = mem_calloc(cells, sizeof *l->forward);
  l->best = mem_calloc(cells, sizeof *l->best);
  l->via = mem_calloc(cells, sizeof *l->via);
  if (!l->first || !l->forward || !l->best || !l->via)
    return zhen_fail_memory();
  for (size_t k = 0; k < cells; k++)
    l->forward[k] = l->best[k] = -DBL_MAX;
  return ZHEN_OK;
}

zhen_status lattice_fill(lattice *l, const document *d, const align_params *p,
                         uint32_t max_bead)
{
  filler f = {.l = l,
              .d = d,
              .p = p,
              .max_bead = max_bead,
              .quotes = has_quotes(&d->zh) && has_quotes(&d->en)};
  zhen_status status = spans_open(&f.spans, d, p, &l->corridor, max_bead);

  if (status == ZHEN_OK)
    status = allocate_cells(l);
  for (uint32_t i = 0; i <= d->zh.n_units && status == ZHEN_OK; i++)
    status = fill_row(&f, i);
  spans_dispose(&f.spans);
  return status;
}

void lattice_clear(lattice *l)
{
  free(l->first);
  free(l->edges);
  free(l->forward);
  free(l->best);
  free(l->via);
  *l = (lattice){.corridor = l->corridor};
}

void lattice_dispose(lattice *l)
{
  corridor_dispose(&l->corridor);
  lattice_clear(l);
}
