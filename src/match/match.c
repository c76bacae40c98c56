/* SPDX-License-Identifier: Apache-2.0 */
/* Match the files of two directories: the surest first, each file once. */
#include "base/fail.h"
#include "base/options.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "text/walk.h"
#include "match/choose.h"
#include "match/stem.h"

#include <stdlib.h>
#include <string.h>

typedef struct file_list {
  const char *root;
  file_features *at;
  size_t count, capacity;
} file_list;

struct zhen_file_matches {
  file_list sides[2];
  likenesses all;
  zhen_file_match *list;
  size_t count;
  zhen_file_unmatched *rest;
  size_t n_rest;
  zhen_file_left *left;
  size_t n_left, left_capacity;
  arena strings;
};

/* A directory that is listed. */
typedef struct listing {
  zhen_file_matches *matches;
  file_list *list;
  zhen_lang side;
} listing;

/* ---- files ---- */

/* A file that is not compared. */
static zhen_status add_other(zhen_file_matches *m, zhen_lang side,
                             const walk_file *file)
{
  zhen_file_left *out;
  char *name = arena_alloc(&m->strings, strlen(file->name) + 1, 1);
  zhen_status status =
      mem_grow(&m->left, &m->left_capacity, m->n_left + 1, sizeof *m->left);

  if (status != ZHEN_OK)
    return status;
  if (!name)
    return zhen_fail_memory();
  memcpy(name, file->name, strlen(file->name) + 1);
  out = &m->left[m->n_left++];
  *out = (zhen_file_left){side, name, file->why, file->kind == WALK_UNREAD};
  return ZHEN_OK;
}

static zhen_status add_file(void *context, const walk_file *file)
{
  const listing *to = context;
  file_list *l = to->list;
  zhen_status status;
  size_t called;

  if (file->kind != WALK_DOCUMENT)
    return add_other(to->matches, to->side, file);
  status = mem_grow(&l->at, &l->capacity, l->count + 1, sizeof *l->at);
  if (status != ZHEN_OK)
    return status;
  called = stem_length(file->name);
  l->at[l->count] = (file_features){.name = mem_strdup(file->name),
                                    .numbers = numbers_of(file->name, called),
                                    .called = called};
  return l->at[l->count++].name ? ZHEN_OK : zhen_fail_memory();
}

static int by_name(const void *a, const void *b)
{
  const file_features *x = a, *y = b;

  return strcmp(x->name, y->name);
}

static zhen_status list_files(zhen_file_matches *m, int side, const char *root,
                              const walk_options *options)
{
  file_list *l = &m->sides[side];
  listing to = {m, l, side == 0 ? ZHEN_LANG_ZH : ZHEN_LANG_EN};
  zhen_status status;

  l->root = root;
  status = walk_files(root, options, add_file, &to);
  if (status == ZHEN_OK && l->count == 0)
    return zhen_fail(ZHEN_EINPUT, "%s: no documents in the directory", root);
  if (status == ZHEN_OK)
    qsort(l->at, l->count, sizeof *l->at, by_name);
  return status;
}

typedef struct match_job {
  zhen_file_matches *m;
  const zhen_lexicon *lexicon;
  const zhen_file_match_options *options;
  progress *progress;
} match_job;

static zhen_status read_one(void *context, size_t number)
{
  const match_job *j = context;
  size_t n_zh = j->m->sides[0].count;
  file_list *l = &j->m->sides[number >= n_zh];

  zhen_status status = progress_step(j->progress, 1);

  if (status != ZHEN_OK)
    return status;
  return features_read(&l->at[number - (number >= n_zh ? n_zh : 0)], l->root,
                       number >= n_zh ? ZHEN_LANG_EN : ZHEN_LANG_ZH,
                       j->lexicon);
}

static zhen_status read_all(match_job *j)
{
  unsigned threads =
      j->options->threads ? j->options->threads : parallel_processors();
  size_t files = j->m->sides[0].count + j->m->sides[1].count;

  progress_begin(j->progress, "reading", "files", files);
  return parallel_for(files, threads, read_one, j);
}

/* ---- names only ---- */

static zhen_status match_names(zhen_file_matches *m)
{
  const file_list *zh = &m->sides[0], *en = &m->sides[1];
  const file_features **a = features_by_name(zh->at, zh->count),
                      **b = features_by_name(en->at, en->count);
  zhen_status status = a && b ? ZHEN_OK : zhen_fail_memory();

  for (size_t i = 0, k = 0;
       status == ZHEN_OK && i < zh->count && k < en->count;) {
    int order = features_order(a[i], b[k]);

    if (order == 0) {
      status = mem_grow(&m->all.at, &m->all.capacity, m->all.count + 1,
                        sizeof *m->all.at);
      if (status == ZHEN_OK)
        m->all.at[m->all.count++] = (likeness){.zh = (uint32_t)(a[i] - zh->at),
                                               .en = (uint32_t)(b[k] - en->at),
                                               .name = 1,
                                               .score = 1};
    }
    i += order <= 0;
    k += order >= 0;
  }
  free(a);
  free(b);
  return status;
}

/* The name of the file, if it is unique. */
static zhen_status name_match(zhen_file_matches *m, const file_features *p,
                              bool unique, const char **id)
{
  size_t len = unique ? p->called : strlen(p->name);
  char *copy = arena_alloc(&m->strings, len + 1, 1);

  if (!copy)
    return zhen_fail_memory();
  memcpy(copy, p->name, len);
  *id = copy;
  return ZHEN_OK;
}

/* Whether the name of a Chinese file is unique. */
static bool is_unique(const file_list *l, const file_features **order,
                      size_t at)
{
  return (at == 0 || features_order(order[at - 1], order[at]) != 0) &&
         (at + 1 == l->count || features_order(order[at], order[at + 1]) != 0);
}

static zhen_status report_matches(zhen_file_matches *m, const assignment *c)
{
  const file_list *zh = &m->sides[0];
  const file_features **order = features_by_name(zh->at, zh->count);
  bool *unique = mem_calloc(zh->count, sizeof *unique);
  zhen_status status = order && unique ? ZHEN_OK : zhen_fail_memory();

  for (size_t i = 0; status == ZHEN_OK && i < zh->count; i++)
    unique[order[i] - zh->at] = is_unique(zh, order, i);
  for (size_t i = 0; status == ZHEN_OK && i < zh->count; i++) {
    const likeness *l = c->zh[i];
    zhen_file_match *out = &m->list[m->count];

    if (!l)
      continue;
    *out =
        (zhen_file_match){NULL,     zh->at[i].name, m->sides[1].at[l->en].name,
                          l->score, l->content,     l->name};
    status = name_match(m, &zh->at[i], unique[i], &out->id);
    m->count++;
  }
  free(order);
  free(unique);
  return status;
}

static void report_rest(zhen_file_matches *m, const assignment *c)
{
  for (int side = 0; side < 2; side++)
    for (size_t i = 0; i < m->sides[side].count; i++) {
      const file_features *p = &m->sides[side].at[i];
      const likeness *near = side ? c->near_en[i] : c->near_zh[i];

      if (side ? c->en[i] != NULL : c->zh[i] != NULL)
        continue;
      m->rest[m->n_rest++] =
          (zhen_file_unmatched){side ? ZHEN_LANG_EN : ZHEN_LANG_ZH,
                                p->name,
                                near ? (side ? m->sides[0].at[near->zh].name
                                             : m->sides[1].at[near->en].name)
                                     : NULL,
                                near ? near->score : 0,
                                p->fault,
                                p->unread,
                                p->bilingual};
    }
}

static zhen_status assign(zhen_file_matches *m,
                          const zhen_file_match_options *options)
{
  size_t n_zh = m->sides[0].count, n_en = m->sides[1].count;
  const likeness **all = mem_calloc(2 * (n_zh + n_en), sizeof *all);
  assignment c = {all, all + n_zh, all + n_zh + n_en, all + 2 * n_zh + n_en};
  zhen_status status;

  m->list = mem_calloc(n_zh, sizeof *m->list);
  m->rest = mem_calloc(n_zh + n_en, sizeof *m->rest);
  if (!all || !m->list || !m->rest) {
    free(all);
    return zhen_fail_memory();
  }
  status = match_choose(&m->all,
                        &(compared){m->sides[0].at, m->sides[1].at, n_zh, n_en},
                        options, &c);
  if (status == ZHEN_OK)
    status = report_matches(m, &c);
  if (status == ZHEN_OK)
    report_rest(m, &c);
  free(all);
  return status;
}

static zhen_status match(match_job *j, const char *zh, const char *en)
{
  zhen_file_matches *m = j->m;
  const zhen_file_match_options *o = j->options;
  const walk_options walking = {o->follow, o->include, o->exclude};
  zhen_status status = list_files(m, 0, zh, &walking);

  if (status == ZHEN_OK)
    status = list_files(m, 1, en, &walking);
  if (status == ZHEN_OK && o->names_only) {
    status = match_names(m);
  } else if (status == ZHEN_OK) {
    status = read_all(j);
    if (status == ZHEN_OK)
      status = match_compare(m->sides[0].at, m->sides[0].count, m->sides[1].at,
                             m->sides[1].count, o, j->progress, &m->all);
  }
  return status == ZHEN_OK ? assign(m, o) : status;
}

zhen_status zhen_match_directories(zhen_file_matches **out, const char *zh,
                                   const char *en, const zhen_lexicon *lexicon,
                                   const zhen_file_match_options *options)
{
  zhen_file_match_options known;
  progress watched;
  match_job j = {mem_calloc(1, sizeof *j.m), lexicon, &known, &watched};
  zhen_status status = j.m ? OPTIONS_TAKE(&known, options) : zhen_fail_memory();

  if (status == ZHEN_OK)
    status = progress_open(&watched, known.progress);
  if (status == ZHEN_OK)
    status = match(&j, zh, en);
  if (status != ZHEN_OK) {
    zhen_file_matches_free(j.m);
    j.m = NULL;
  }
  *out = j.m;
  return status;
}

const zhen_file_match *zhen_file_matches_list(const zhen_file_matches *m,
                                              size_t *count)
{
  *count = m->count;
  return m->list;
}

const zhen_file_unmatched *
zhen_file_matches_unmatched(const zhen_file_matches *m, size_t *count)
{
  *count = m->n_rest;
  return m->rest;
}

const zhen_file_left *zhen_file_matches_left(const zhen_file_matches *m,
                                             size_t *count)
{
  *count = m->n_left;
  return m->left;
}

void zhen_file_matches_free(zhen_file_matches *m)
{
  if (!m)
    return;
  for (int side = 0; side < 2; side++) {
    for (size_t i = 0; i < m->sides[side].count; i++) {
      free(m->sides[side].at[i].name);
      free(m->sides[side].at[i].features);
      free(m->sides[side].at[i].times.at);
    }
    free(m->sides[side].at);
  }
  free(m->all.at);
  free(m->list);
  free(m->rest);
  free(m->left);
  arena_dispose(&m->strings);
  free(m);
}
