/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Similarity of contents: the cosine of weighted features (tf-idf, weighted by
 * the reliability of a translation), computed with an inverted index from
 * features to English files. Features of more than a fifth of the files are
 * ignored.
 */
#include "match/index.h"
#include "base/fail.h"
#include "base/parallel.h"
#include "base/system.h"
#include "match/postings.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
  NEAREST = 8,
  FEW = 20,
  PROMISING = 256,     /* files of many that are compared in full */
  MOST_WORK = 1 << 16, /* files with rare features to find them */
  PIECE = 16           /* Chinese files that a thread takes at once */
};

#define ROUNDING 1e-9 /* more than the error of a sum, as a share of it */

/* A feature of a Chinese file that English files have. */
typedef struct use {
  const term *term;
  double product; /* what a file with it has of the cosine */
  size_t n;       /* files */
} use;

/* What most English files are dismissed by. */
typedef struct summary {
  double length;
  uint32_t name; /* equal in files with equal names */
} summary;

/* What all threads know. */
typedef struct matching {
  const file_features *zh, *en;
  size_t n_zh, n_en;
  const zhen_file_match_options *options;
  progress *progress;
  postings postings;
  const file_features **called; /* English files by name */
  summary *summaries;           /* of the English files */
  likeness *nearest;            /* of each Chinese file, NEAREST */
  uint8_t *n_nearest;
  atomic_size_t next; /* Chinese file */
} matching;

/* How often two bytes are in the name of the Chinese file. */
typedef struct name_pair {
  uint32_t times, seen; /* the latter: number of the name compared last */
} name_pair;

enum { BYTE_PAIRS = 1 << 16 };

/* Compares one Chinese file after the other. */
typedef struct comparer {
  const matching *m;
  uint32_t zh;
  use *uses; /* the rarest first */
  size_t n_uses, capacity;
  double norm;
  double *sums;  /* of products, by English file */
  uint32_t *hit; /* English files whose sum is not 0 */
  size_t n_hit;
  uint32_t *number; /* of common uses by term, and 1; 0: none */
  uint64_t *has;    /* of one English file: a bit for each use */
  size_t has_capacity;
  name_pair *pairs;
  uint32_t names; /* compared */
  uint32_t name;  /* that of a summary; UINT32_MAX: no English file has it */
  size_t name_length;
  likeness *nearest; /* the nearest first */
  size_t n_nearest;
} comparer;

/* The rarest first. */
static int by_files(const void *a, const void *b)
{
  const use *x = a, *y = b;

  if (x->n != y->n)
    return x->n < y->n ? -1 : 1;
  return (x->term > y->term) - (x->term < y->term);
}

/* The features of the file that English files have, and its norm. */
static zhen_status find_uses(comparer *c, const file_features *p)
{
  const matching *m = c->m;
  double norm = 0;
  zhen_status status =
      mem_grow(&c->uses, &c->capacity, p->count, sizeof *c->uses);

  c->n_uses = 0;
  if (status == ZHEN_OK)
    status =
        mem_grow(&c->has, &c->has_capacity, p->count / 64 + 1, sizeof *c->has);
  if (status != ZHEN_OK)
    return status;
  for (size_t i = 0; i < p->count; i++) {
    const term *t = postings_find(&m->postings, p->features[i].key);
    double w = t ? t->idf : m->postings.unseen;
    double weight = (double)p->features[i].weight;
    size_t n = t ? t[1].from - t->from : 0;

    norm += w * w * weight * weight;
    if (n > 0 && (n * 5 <= m->n_en || m->n_en <= FEW))
      c->uses[c->n_uses++] = (use){t, w * w * weight, n};
  }
  if (c->n_uses > 0)
    qsort(c->uses, c->n_uses, sizeof *c->uses, by_files);
  c->norm = sqrt(norm);
  return ZHEN_OK;
}

/* Add the product of one feature to all files with it. */
static void add_use(comparer *c, const use *u)
{
  const uint32_t *files = c->m->postings.files + u->term->from;

  for (size_t i = 0; i < u->n; i++) {
    uint32_t en = files[i];

    /* without a branch, which would be mispredicted */
    c->hit[c->n_hit] = en;
    c->n_hit += !(c->sums[en] > 0);
    c->sums[en] += u->product;
  }
}

static double per_norm(const comparer *c, uint32_t en)
{
  double norm = c->m->postings.norm[en];

  return norm > 0 ? c->sums[en] / norm : 0;
}

/* Whether an English file comes before another one. */
static bool is_nearer(const comparer *c, uint32_t a, uint32_t b)
{
  double x = per_norm(c, a), y = per_norm(c, b);

  return x != y ? x > y : a < b;
}

/* Move one of the first `n` files down the heap to its place. */
static void sift(comparer *c, size_t at, size_t n)
{
  for (;;) {
    size_t least = at;

    for (size_t k = 2 * at + 1; k <= 2 * at + 2 && k < n; k++)
      if (is_nearer(c, c->hit[least], c->hit[k]))
        least = k;
    if (least == at)
      return;
    uint32_t moved = c->hit[at];
    c->hit[at] = c->hit[least];
    c->hit[least] = moved;
    at = least;
  }
}

/* Keep the files with the largest sums so far, the largest first. */
static void keep_hits(comparer *c)
{
  size_t kept = c->n_hit < PROMISING ? c->n_hit : PROMISING;
  double least;

  for (size_t i = kept; i-- > 0;)
    sift(c, i, kept);
  least = kept > 0 ? per_norm(c, c->hit[0]) : 0;
  for (size_t i = kept; i < c->n_hit; i++) {
    uint32_t en = c->hit[i];

    if (per_norm(c, en) < least || !is_nearer(c, en, c->hit[0])) {
      c->sums[en] = 0;
      continue;
    }
    c->sums[c->hit[0]] = 0;
    c->hit[0] = en;
    sift(c, 0, kept);
    least = per_norm(c, c->hit[0]);
  }
  c->n_hit = kept;
  for (size_t n = kept; n > 1; n--) {
    uint32_t en = c->hit[0];

    c->hit[0] = c->hit[n - 1];
    c->hit[n - 1] = en;
    sift(c, 0, n - 1);
  }
}

/* Add the products of the uses from `first` on that a file has, in order. */
static void complete(comparer *c, uint32_t en, size_t first)
{
  const postings *p = &c->m->postings;
  size_t words = (c->n_uses + 63) / 64;

  memset(c->has, 0, words * sizeof *c->has);
  for (size_t i = p->first[en]; i < p->first[en + 1]; i++) {
    uint32_t number = c->number[p->held[i]];

    if (number)
      c->has[(number - 1) / 64] |= UINT64_C(1) << ((number - 1) % 64);
  }
  for (size_t i = first / 64; i < words; i++)
    for (uint64_t bits = c->has[i]; bits; bits &= bits - 1)
      c->sums[en] += c->uses[64 * i + (size_t)__builtin_ctzll(bits)].product;
}

/* ---- names ---- */

static const char *base_of(const file_features *p)
{
  const char *slash = system_last(p->name, '/', p->called);

  return slash ? slash + 1 : p->name;
}

static size_t base_length(const file_features *p)
{
  return (size_t)(p->name + p->called - base_of(p));
}

/* The two bytes of a name from `s` on. */
static size_t byte_pair(const char *s)
{
  return (size_t)(unsigned char)s[0] << 8 | (unsigned char)s[1];
}

/* Count the byte pairs of the name of a Chinese file, or forget them. */
static void count_pairs(comparer *c, bool forget)
{
  const file_features *zh = &c->m->zh[c->zh];
  const char *name = base_of(zh);

  for (size_t i = 0; i + 1 < base_length(zh); i++) {
    name_pair *p = &c->pairs[byte_pair(name + i)];

    p->times = forget ? 0 : p->times + 1;
    p->seen = 0;
  }
}

/* 1 if equal; else the share of common byte pairs (Dice). */
static double name_likeness(comparer *c, uint32_t en)
{
  const char *b = base_of(&c->m->en[en]);
  size_t n = c->name_length, k = base_length(&c->m->en[en]), same = 0;

  if (c->m->summaries[en].name == c->name)
    return 1;
  if (n < 2 || k < 2)
    return 0;
  c->names++;
  for (size_t i = 0; i + 1 < k; i++) {
    name_pair *p = &c->pairs[byte_pair(b + i)];

    if (p->times == 0)
      continue;
    same += 1 + (p->seen == c->names ? 0 : p->times);
    p->seen = c->names;
  }
  return .9 * (double)same / (double)(n + k - 2);
}

/* ---- similarity ---- */

/* How far the length ratio is from that of a translation; 0 if typical. */
static double length_doubt(double zh, double en)
{
  double apart = log(zh / en) / .5;

  return fmin(6, apart * apart / 2);
}

/* Of two different names; name_likeness() is at most .9. */
#define NAME_MOST 1.31
#define SAME_NAME 2.5

/*
 * Log odds that two files are translations. Chosen on 60 and 2,000 documents
 * built from the corpora, with a tenth of the rows of each side removed, and
 * one document in ten without its other side: by content alone, 99 % of 1,800
 * matches are found, and 2 in 1,000 of those found are wrong.
 */
static double evidence_of(const matching *m, const likeness *l)
{
  double evidence = 30 * l->content - l->doubt - 4.9;

  if (!m->options->content_only)
    evidence += l->name == 1 ? SAME_NAME : 2 * l->name - .5;
  return evidence;
}

/*
 * Whether a file with at most this sum, and at least this doubt, may be one of
 * the nearest.
 */
static bool may_be_near(const comparer *c, uint32_t en, double sum,
                        double doubt)
{
  const matching *m = c->m;
  double lengths = c->norm * m->postings.norm[en], most, least;

  if (c->n_nearest < NEAREST)
    return true;
  least = c->nearest[NEAREST - 1].evidence;
  most = 30 * (lengths > 0 ? sum / lengths : 0) - doubt - 4.9;
  if (m->options->content_only || most >= least)
    return most >= least;
  return most + NAME_MOST >= least ||
         (most + SAME_NAME >= least && m->summaries[en].name == c->name);
}

/* The one with more evidence first; they are of one Chinese file. */
static bool is_more_likely(const likeness *a, const likeness *b)
{
  return a->evidence != b->evidence ? a->evidence > b->evidence : a->en < b->en;
}

/* Keep the NEAREST ones. */
static void offer(comparer *c, uint32_t en)
{
  const matching *m = c->m;
  likeness l = {.zh = c->zh, .en = en};
  double lengths = c->norm * m->postings.norm[en];
  size_t at = c->n_nearest;

  if (!may_be_near(c, en, c->sums[en], 0))
    return;
  l.doubt = length_doubt(m->zh[c->zh].length, m->summaries[en].length);
  if (!may_be_near(c, en, c->sums[en], l.doubt))
    return;
  l.content = lengths > 0 ? c->sums[en] / lengths : 0;
  if (!m->options->content_only)
    l.name = name_likeness(c, en);
  l.evidence = evidence_of(m, &l);
  if (at == NEAREST && !is_more_likely(&l, &c->nearest[--at]))
    return;
  c->n_nearest = at + 1;
  for (; at > 0 && is_more_likely(&l, &c->nearest[at - 1]); at--)
    c->nearest[at] = c->nearest[at - 1];
  c->nearest[at] = l;
}

/* Offer the files that have features from the use `first` on as well. */
static void offer_promising(comparer *c, size_t first)
{
  double rest = 0;

  for (size_t k = first; k < c->n_uses; k++) {
    c->number[c->uses[k].term - c->m->postings.terms] = (uint32_t)k + 1;
    rest += c->uses[k].product;
  }
  for (size_t i = 0; i < c->n_hit; i++) {
    uint32_t en = c->hit[i];

    if (!may_be_near(c, en, (c->sums[en] + rest) * (1 + ROUNDING), 0))
      continue;
    complete(c, en, first);
    offer(c, en);
  }
  for (size_t k = first; k < c->n_uses; k++)
    c->number[c->uses[k].term - c->m->postings.terms] = 0;
}

/*
 * All features where there are few files; else rare ones, and then the others
 * of the most promising files.
 */
static void offer_all(comparer *c)
{
  size_t k = 0, work = 0;

  for (; k < c->n_uses && work + c->uses[k].n <= MOST_WORK; k++) {
    work += c->uses[k].n;
    add_use(c, &c->uses[k]);
  }
  if (k < c->n_uses) {
    keep_hits(c);
    offer_promising(c, k);
  } else {
    for (size_t i = 0; i < c->n_hit; i++)
      offer(c, c->hit[i]);
  }
}

int likeness_by_score(const void *a, const void *b)
{
  const likeness *x = *(const likeness *const *)a;
  const likeness *y = *(const likeness *const *)b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  if (x->zh != y->zh)
    return x->zh < y->zh ? -1 : 1;
  return (x->en > y->en) - (x->en < y->en);
}

static zhen_status summarize(matching *m)
{
  uint32_t name = 0;

  m->called = features_by_name(m->en, m->n_en);
  m->summaries = mem_calloc(m->n_en, sizeof *m->summaries);
  if (!m->called || !m->summaries)
    return zhen_fail_memory();
  for (size_t i = 0; i < m->n_en; i++) {
    const file_features *en = m->called[i];

    if (i > 0 && features_order(m->called[i - 1], en) != 0)
      name++;
    m->summaries[en - m->en] = (summary){en->length, name};
  }
  return ZHEN_OK;
}

/* The English file with the same name, which may have no common feature. */
static uint32_t find_namesake(comparer *c, const file_features *zh)
{
  const matching *m = c->m;
  size_t low = 0, high = m->n_en;
  uint32_t en;

  c->name = UINT32_MAX;
  if (m->options->content_only)
    return UINT32_MAX;
  while (low < high) {
    size_t middle = low + (high - low) / 2;

    if (features_order(m->called[middle], zh) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == m->n_en || features_order(m->called[low], zh) != 0)
    return UINT32_MAX;
  en = (uint32_t)(m->called[low] - m->en);
  c->name = m->summaries[en].name;
  return m->en[en].fault ? UINT32_MAX : en;
}

static zhen_status compare_one(comparer *c, uint32_t zh)
{
  const matching *m = c->m;
  const file_features *p = &m->zh[zh];
  uint32_t named = find_namesake(c, p);
  zhen_status status = find_uses(c, p);

  if (status != ZHEN_OK)
    return status;
  c->zh = zh;
  c->name_length = base_length(p);
  c->names = 0;
  count_pairs(c, false);
  c->nearest = m->nearest + (size_t)zh * NEAREST;
  c->n_nearest = c->n_hit = 0;
  offer_all(c);
  if (named != UINT32_MAX && c->sums[named] == 0)
    offer(c, named);
  count_pairs(c, true);
  for (size_t i = 0; i < c->n_hit; i++)
    c->sums[c->hit[i]] = 0;
  for (size_t i = 0; i < c->n_nearest; i++) {
    likeness *l = &c->nearest[i];

    l->evidence += clocks_evidence(&p->times, &m->en[l->en].times);
  }
  m->n_nearest[zh] = (uint8_t)c->n_nearest;
  return ZHEN_OK;
}

static zhen_status compare_some(comparer *c, atomic_size_t *next)
{
  const matching *m = c->m;
  size_t from;

  while ((from = atomic_fetch_add(next, PIECE)) < m->n_zh) {
    size_t end = m->n_zh - from < PIECE ? m->n_zh : from + PIECE;
    zhen_status status = progress_step(m->progress, end - from);

    for (size_t i = from; status == ZHEN_OK && i < end; i++)
      if (!m->zh[i].fault)
        status = compare_one(c, (uint32_t)i);
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

/* What one thread does, whichever files it gets. */
static zhen_status compare_in_thread(void *context, size_t number)
{
  matching *m = context;
  comparer c = {.m = m,
                .sums = mem_calloc(m->n_en, sizeof *c.sums),
                .hit = mem_calloc(m->n_en + 1, sizeof *c.hit),
                .number = mem_calloc(m->postings.n_terms, sizeof *c.number),
                .pairs = mem_calloc(BYTE_PAIRS, sizeof *c.pairs)};
  zhen_status status = c.sums && c.hit && c.number && c.pairs
                           ? compare_some(&c, &m->next)
                           : zhen_fail_memory();

  (void)number;
  free(c.uses);
  free(c.sums);
  free(c.hit);
  free(c.number);
  free(c.pairs);
  free(c.has);
  return status;
}

/* Without gaps, by Chinese file. */
static void close_up(const matching *m, likenesses *out)
{
  for (size_t i = 0; i < m->n_zh; i++)
    for (size_t k = 0; k < m->n_nearest[i]; k++)
      out->at[out->count++] = m->nearest[i * NEAREST + k];
}

static zhen_status compare_all(matching *m, unsigned threads, likenesses *out)
{
  zhen_status status = postings_open(&m->postings, m->en, m->n_en);

  m->n_nearest = mem_calloc(m->n_zh, sizeof *m->n_nearest);
  if (status == ZHEN_OK)
    status = m->n_nearest ? summarize(m) : zhen_fail_memory();
  if (status == ZHEN_OK)
    status =
        mem_grow(&out->at, &out->capacity, m->n_zh * NEAREST, sizeof *out->at);
  m->nearest = out->at;
  progress_begin(m->progress, "comparing", "files", m->n_zh);
  if (status == ZHEN_OK)
    status = parallel_for(threads, threads, compare_in_thread, m);
  if (status == ZHEN_OK)
    close_up(m, out);
  postings_close(&m->postings);
  free(m->called);
  free(m->summaries);
  free(m->n_nearest);
  return status;
}

zhen_status match_compare(const file_features *zh, size_t n_zh,
                          const file_features *en, size_t n_en,
                          const zhen_file_match_options *options,
                          progress *watched, likenesses *out)
{
  unsigned threads =
      options->threads ? options->threads : parallel_processors();
  size_t most = n_zh / PIECE + 1;
  matching m = {.zh = zh,
                .en = en,
                .n_zh = n_zh,
                .n_en = n_en,
                .options = options,
                .progress = watched};

  return compare_all(&m, threads < most ? threads : (unsigned)most, out);
}
