/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For each Chinese unit, the English units that its rarest tokens hit; then the
 * heaviest increasing subsequence (Fenwick tree of maxima, O(k log k)), as
 * genome aligners chain their seeds (minimap2).
 */
#include "align/corridor/chain.h"
#include "align/corridor/hits.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>

/*
 * The rarer the tokens, the surer the anchors: what is too common for the whole
 * is rare in a section, and chaining again there leaves 23 cells a row instead
 * of 89 (a book of 42,687 x 30,000 sentences). In made-up text of few words
 * there is no anchor at all until RARE grows. Of the last four, half and twice
 * as much (SECTION_MIN: a quarter and four times) gave the same F1 on the
 * development sets and a book of 6,301 sentences.
 */
enum {
  RARE = 64,            /* units; a token that hits more gives no anchor */
  RARE_MAX = RARE * 64, /* RARE grows up to this while anchors are scarce */
  RARE_GROWTH = 4,
  UNITS_PER_ANCHOR = 256, /* anchors are scarce below this number */
  CANDIDATES = 3,         /* anchors kept per unit */
  SECTION_MIN = 400,      /* cells; smaller sections are not chained again */
  ROUNDS = 3
};

typedef struct anchor {
  uint32_t zh, en;
  double weight, total; /* its own; of the best chain that ends with it */
  uint32_t before;      /* + 1: the previous anchor of that chain */
  bool chained;         /* part of the heaviest chain */
} anchor;

typedef struct anchors {
  anchor *at;
  size_t count, capacity;
} anchors;

/* Votes of the tokens of a unit for units of the other side. */
typedef struct unit_votes {
  double *of; /* by English unit */
  uint32_t *touched;
  size_t n_touched;
} unit_votes;

static void vote(unit_votes *v, const document *d, const hits *h, uint32_t u)
{
  size_t m = d->en.n_units;

  for (uint32_t k = h->tokens.first[u]; k < h->tokens.first[u + 1]; k++) {
    uint32_t number = h->tokens.at[k];
    uint32_t begin = h->at.first[number], end = h->at.first[number + 1];
    double weight;

    if (d->zh.types[h->type[number]].kind == TOKEN_MARK || end - begin == m)
      continue;
    weight = log((double)m / (end - begin));
    for (uint32_t n = begin; n < end; n++) {
      uint32_t en = h->at.at[n];

      if (v->of[en] == 0)
        v->touched[v->n_touched++] = en;
      v->of[en] += weight;
    }
  }
}

/* The best units with more than `least` votes. */
static zhen_status take_best(unit_votes *v, anchors *out, uint32_t zh,
                             double least)
{
  for (int taken = 0; taken < CANDIDATES; taken++) {
    uint32_t best = 0;
    zhen_status status;

    for (size_t k = 0; k < v->n_touched; k++) {
      uint32_t en = v->touched[k];

      if (v->of[en] > v->of[best] || (v->of[en] == v->of[best] && en < best))
        best = en;
    }
    if (v->of[best] <= least)
      break;
    status =
        mem_grow(&out->at, &out->capacity, out->count + 1, sizeof *out->at);
    if (status != ZHEN_OK)
      return status;
    out->at[out->count++] =
        (anchor){.zh = zh, .en = best, .weight = v->of[best]};
    v->of[best] = 0;
  }
  for (size_t k = 0; k < v->n_touched; k++)
    v->of[v->touched[k]] = 0;
  v->n_touched = 0;
  return ZHEN_OK;
}

/* Working memory, reused for every section. */
typedef struct chain_finder {
  const document *d;
  unit_votes votes;
  hits_scratch scratch;
  anchors found;
  uint32_t *tree;
} chain_finder;

/* A section as a document in which only tokens count. */
static document cut(const document *d, section at)
{
  document v = *d;

  v.zh.n_units = at.end.zh - at.begin.zh;
  v.en.n_units = at.end.en - at.begin.en;
  if (v.zh.n_units)
    v.zh.tokens.first += at.begin.zh;
  if (v.en.n_units)
    v.en.tokens.first += at.begin.en;
  return v;
}

/* The far English unit first, so that a Chinese one is used once in a chain. */
static int far_first(const void *a, const void *b)
{
  const anchor *x = a, *y = b;

  return (x->en < y->en) - (x->en > y->en);
}

/* The weight of an anchor is at least that of one token that is rare enough. */
static zhen_status find_anchors(chain_finder *f, const document *d, size_t most)
{
  double least = fmax(0, log((double)d->en.n_units / (RARE + 1)));
  hits rare;
  zhen_status status = hits_find(&rare, NULL, d, most, &f->scratch);

  f->found.count = 0;
  for (uint32_t i = 0; i < d->zh.n_units && status == ZHEN_OK; i++) {
    size_t first = f->found.count;

    vote(&f->votes, d, &rare, i);
    status = take_best(&f->votes, &f->found, i, least);
    if (f->found.count > first + 1)
      qsort(f->found.at + first, f->found.count - first, sizeof *f->found.at,
            far_first);
    if (status == ZHEN_OK)
      status = progress_step(d->progress, 0);
  }
  hits_dispose(&rare);
  return status;
}

/* ---- chain ---- */

/* The best chain that ends at an English unit below `en`; + 1. */
static uint32_t best_before(const uint32_t *tree, const anchor *at, uint32_t en)
{
  uint32_t best = 0;

  for (uint32_t k = en; k > 0; k -= k & (~k + 1))
    if (tree[k] && (!best || at[tree[k] - 1].total > at[best - 1].total))
      best = tree[k];
  return best;
}

static void enter(uint32_t *tree, size_t n, const anchor *at, uint32_t number)
{
  for (size_t k = at[number].en + 1; k <= n; k += k & (~k + 1))
    if (!tree[k] || at[number].total > at[tree[k] - 1].total)
      tree[k] = number + 1;
}

/* Keep only the anchors of the heaviest chain, in order. */
static zhen_status keep_chain(anchors *a, uint32_t *tree, const document *d)
{
  size_t n_en = d->en.n_units, n = 0;
  uint32_t best = 0;
  zhen_status status = ZHEN_OK;

  memset(tree, 0, (n_en + 1) * sizeof *tree);
  for (uint32_t k = 0; k < a->count && status == ZHEN_OK; k++) {
    anchor *x = &a->at[k];

    status = progress_step(d->progress, 0);
    x->before = best_before(tree, a->at, x->en);
    x->total = x->weight + (x->before ? a->at[x->before - 1].total : 0);
    enter(tree, n_en, a->at, k);
    if (!best || x->total > a->at[best - 1].total)
      best = k + 1;
  }
  for (uint32_t k = best; k; k = a->at[k - 1].before)
    a->at[k - 1].chained = true;
  for (size_t k = 0; k < a->count; k++)
    if (a->at[k].chained)
      a->at[n++] = a->at[k];
  a->count = n;
  return status;
}

/* ---- sections ---- */

typedef struct node_list {
  node *at;
  size_t count, capacity;
} node_list;

static zhen_status add_node(node_list *p, node x)
{
  zhen_status status =
      mem_grow(&p->at, &p->capacity, p->count + 1, sizeof *p->at);

  if (status == ZHEN_OK)
    p->at[p->count++] = x;
  return status;
}

/*
 * A very long text of few words has no rare ones; there, several tokens of a
 * unit must hit the same unit.
 */
static zhen_status find_chain(chain_finder *f, const document *d)
{
  zhen_status status = ZHEN_OK;

  for (size_t most = RARE; most <= RARE_MAX; most *= RARE_GROWTH) {
    status = find_anchors(f, d, most);
    if (status == ZHEN_OK)
      status = keep_chain(&f->found, f->tree, d);
    if (status != ZHEN_OK)
      return status;
    if (f->found.count >= d->zh.n_units / UNITS_PER_ANCHOR)
      break;
  }
  return status;
}

/* Add the chain of a section: a node before and after each of its anchors. */
static zhen_status chain_section(chain_finder *f, node_list *out, section at)
{
  document v = cut(f->d, at);
  zhen_status status = find_chain(f, &v);

  for (size_t k = 0; k < f->found.count && status == ZHEN_OK; k++) {
    node x = {at.begin.zh + f->found.at[k].zh, at.begin.en + f->found.at[k].en};

    status = add_node(out, x);
    x.zh++;
    x.en++;
    if (status == ZHEN_OK)
      status = add_node(out, x);
  }
  return status;
}

/* Add chains for the sections between the nodes of a chain. */
static zhen_status fill_sections(chain_finder *f, node_list *p)
{
  const document *d = f->d;
  node_list out = {0};
  node from = {0};
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k <= p->count && status == ZHEN_OK; k++) {
    node to = k < p->count
                  ? p->at[k]
                  : (node){(uint32_t)d->zh.n_units, (uint32_t)d->en.n_units};

    if ((uint64_t)(to.zh - from.zh) * (to.en - from.en) > SECTION_MIN)
      status = chain_section(f, &out, (section){from, to});
    if (status == ZHEN_OK && k < p->count)
      status = add_node(&out, to);
    from = to;
  }
  free(p->at);
  *p = out;
  return status;
}

static zhen_status finder_open(chain_finder *f, const document *d)
{
  size_t m = d->en.n_units;

  *f = (chain_finder){
      .d = d,
      .votes = {.of = mem_calloc(m, sizeof *f->votes.of),
                .touched = mem_calloc(m, sizeof *f->votes.touched)},
      .tree = mem_calloc(m + 1, sizeof *f->tree)};
  return f->votes.of && f->votes.touched && f->tree ? ZHEN_OK
                                                    : zhen_fail_memory();
}

zhen_status chain_find(node **path, size_t *count, const document *d)
{
  chain_finder f;
  node_list p = {0};
  zhen_status status = finder_open(&f, d);

  for (int round = 0; round < ROUNDS && status == ZHEN_OK; round++)
    status = fill_sections(&f, &p);
  free(f.votes.of);
  free(f.votes.touched);
  free(f.tree);
  free(f.found.at);
  hits_scratch_dispose(&f.scratch);
  *path = p.at;
  *count = p.count;
  return status;
}
