/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Foreign names by sound: English names without a translation in the document
 * against runs of Chinese characters that may render names. It works on types:
 * every distinct run against every distinct name, once. Names with the same
 * beginning are compared together, in a tree of their sounds, as long as any of
 * them may still be close enough.
 */
#include "tokens/foreign.h"
#include "base/fail.h"
#include "lexicon/sound.h"
#include "text/utf8.h"
#include "tokens/pinyin.h"

#include <stdlib.h>
#include <string.h>

enum { CHARS_MIN = 2, CHARS_MAX = 6, CONSONANTS_MIN = 2, FORM_MIN = 4 };

/* Runs times names; more than this is not an article or a book. */
static const size_t WORK_MAX = (size_t)1 << 28;

/*
 * The maximum distance per consonant: names with only two must be nearly equal.
 * Judged on the names found in news and talks.
 */
static const double DISTANCE_MAX = .13, DISTANCE_MAX_SHORT = .07;

/*
 * Maximum distance of the two, as a share of the document; ratio of counts.
 * With .05 and .2, and with 1.5 and 4, F1 of the development sets is the same
 * (see align/score/params.h).
 */
static const double POSITION_MAX = .1, COUNT_RATIO = 2;

typedef struct name_candidate {
  sound sound;
  uint32_t en_type;
  double distance; /* of the best rendering */
  zhen_str han;
  uint32_t next; /* number + 1 of one with the same sound or rendering */
  uint32_t type; /* of the rendering; INTERNER_NONE if it is dropped */
  double zh_count, en_count;       /* units that contain it */
  double zh_position, en_position; /* sum of their numbers */
} name_candidate;

/* A sound of names with the same beginning; 0: no node. */
typedef struct sound_node {
  uint8_t sound;
  double distance;         /* the maximum of the names below this node */
  uint32_t child, sibling; /* the first one, the next one */
  uint32_t name; /* number + 1 of the first candidate that ends here */
} sound_node;

typedef struct name_search {
  document *d;
  name_candidate *at;
  size_t n, capacity;
  sound_node *nodes; /* the first is the root */
  size_t n_nodes, nodes_capacity;
  sound_costs costs;
  interner renderings; /* of the candidates */
  uint32_t *first;     /* of each rendering: number + 1 of a candidate */
} name_search;

/* ---- names without a translation ---- */

/* Does a word, not a single character, translate each English type? */
static bool *list_translated(const document *d)
{
  bool *known = mem_calloc(d->en.n_types + 1, sizeof *known);

  if (!known)
    return NULL;
  for (uint32_t z = 0; z < d->zh.n_types; z++) {
    const token_type *t = &d->zh.types[z];

    if (t->kind == TOKEN_PART || t->kind == TOKEN_CHAR)
      continue;
    for (uint32_t k = d->edges.first[z]; k < d->edges.first[z + 1]; k++)
      known[d->edges.at[k]] = true;
  }
  return known;
}

static zhen_status add_candidate(name_search *f, uint32_t en_type)
{
  name_candidate c = {.en_type = en_type, .type = INTERNER_NONE};
  double n;
  zhen_status status;

  c.sound = sound_of_name(f->d->en.types[en_type].form);
  n = (double)c.sound.n_consonants;
  if (n < CONSONANTS_MIN)
    return ZHEN_OK;
  c.distance = n * (n > CONSONANTS_MIN ? DISTANCE_MAX : DISTANCE_MAX_SHORT);
  status = mem_grow(&f->at, &f->capacity, f->n + 1, sizeof *f->at);
  if (status == ZHEN_OK)
    f->at[f->n++] = c;
  return status;
}

static zhen_status list_candidates(name_search *f)
{
  const document *d = f->d;
  bool *known = list_translated(d);
  zhen_status status = known ? ZHEN_OK : zhen_fail_memory();

  for (uint32_t e = 0; e < d->en.n_types && status == ZHEN_OK; e++)
    if (!known[e] && may_be_name(&d->en.types[e]) &&
        strlen(d->en.types[e].form) >= FORM_MIN)
      status = add_candidate(f, e);
  free(known);
  return status;
}

/* ---- the tree ---- */

/* The child of a node with a given sound, created if there is none. */
static zhen_status go_down(name_search *f, uint32_t *at, uint8_t which)
{
  uint32_t child = f->nodes[*at].child;
  zhen_status status;

  while (child && f->nodes[child].sound != which)
    child = f->nodes[child].sibling;
  if (!child) {
    status = mem_grow(&f->nodes, &f->nodes_capacity, f->n_nodes + 1,
                      sizeof(sound_node));
    if (status != ZHEN_OK)
      return status;
    child = (uint32_t)f->n_nodes++;
    f->nodes[child] =
        (sound_node){.sound = which, .sibling = f->nodes[*at].child};
    f->nodes[*at].child = child;
  }
  *at = child;
  return ZHEN_OK;
}

static zhen_status plant(name_search *f, uint32_t number)
{
  name_candidate *c = &f->at[number];
  uint32_t at = 0;

  for (size_t k = 0; k < c->sound.n; k++) {
    zhen_status status = go_down(f, &at, c->sound.at[k]);

    if (status != ZHEN_OK)
      return status;
    if (f->nodes[at].distance < c->distance)
      f->nodes[at].distance = c->distance;
  }
  c->next = f->nodes[at].name;
  f->nodes[at].name = number + 1;
  return ZHEN_OK;
}

static zhen_status plant_all(name_search *f)
{
  zhen_status status =
      mem_grow(&f->nodes, &f->nodes_capacity, 1, sizeof *f->nodes);

  if (status != ZHEN_OK)
    return status;
  f->nodes[f->n_nodes++] = (sound_node){0};
  for (uint32_t i = 0; i < f->n && status == ZHEN_OK; i++)
    status = plant(f, i);
  return status;
}

/* ---- their renderings ---- */

/* The characters of a run from one on, and the values for each prefix. */
typedef struct stretch {
  sound sound;
  const char *text;
  size_t n;
  size_t bytes[CHARS_MAX + 1], sounds[CHARS_MAX + 1];
  size_t consonants[CHARS_MAX + 1];
} stretch;

static void try_renderings(name_candidate *c, const stretch *s,
                           const sound_column *column)
{
  for (size_t n = CHARS_MIN; n <= s->n; n++) {
    double distance = column->at[s->sounds[n]];

    if (s->consonants[n] + 1 < c->sound.n_consonants ||
        s->consonants[n] > c->sound.n_consonants + 2)
      continue;
    if (distance < c->distance) {
      c->distance = distance;
      c->han = (zhen_str){s->text, s->bytes[n]};
    }
  }
}

/* The names below a node. */
static void try_node(name_search *f, uint32_t parent, const stretch *s,
                     const sound_column *column)
{
  for (uint32_t k = f->nodes[parent].child; k; k = f->nodes[k].sibling) {
    const sound_node *child = &f->nodes[k];
    sound first = {.at = {child->sound}, .n = 1};
    sound_column next;

    if (parent == 0 && !sound_begins_like(&first, &s->sound))
      continue;
    if (sound_column_next(&next, column, child->sound, &s->sound, &f->costs) >
        child->distance)
      continue;
    for (uint32_t i = child->name; i; i = f->at[i - 1].next)
      try_renderings(&f->at[i - 1], s, &next);
    try_node(f, k, s, &next);
  }
}

/* Every substring of characters that starts at a byte of a run. */
static void try_from(name_search *f, zhen_str run, size_t begin)
{
  stretch s = {.text = run.ptr + begin};
  sound_column column;

  for (size_t at = begin; at < run.len && s.n < CHARS_MAX; s.n++) {
    if (!sound_add_han(&s.sound, utf8_next(run, &at)))
      break;
    s.bytes[s.n + 1] = at - begin;
    s.sounds[s.n + 1] = s.sound.n;
    s.consonants[s.n + 1] = s.sound.n_consonants;
  }
  if (s.n < CHARS_MIN)
    return;
  column = sound_column_begin(&s.sound);
  try_node(f, 0, &s, &column);
}

/* ---- selecting ---- */

/* Candidates by their rendering; stable within one. */
static zhen_status list_renderings(name_search *f)
{
  zhen_status status = ZHEN_OK;

  f->first = mem_calloc(f->n + 1, sizeof *f->first);
  if (!f->first)
    return zhen_fail_memory();
  for (size_t i = f->n; i > 0 && status == ZHEN_OK; i--) {
    name_candidate *c = &f->at[i - 1];
    uint32_t number;

    if (c->han.len == 0)
      continue;
    status = interner_add(&f->renderings, &f->d->strings, c->han, &number);
    if (status != ZHEN_OK)
      return status;
    c->next = f->first[number];
    f->first[number] = (uint32_t)i;
  }
  return status;
}

/* The number of the rendering that starts at a byte and has n characters. */
static uint32_t rendering_at(const name_search *f, zhen_str s, size_t begin,
                             size_t n)
{
  size_t end = begin;

  while (n > 0 && end < s.len) {
    utf8_next(s, &end);
    n--;
  }
  return n > 0 ? INTERNER_NONE
               : interner_find(&f->renderings, str_part(s, begin, end));
}

/* The 利特 of 弗利特伍德 is not a name if the whole is one. */
static void drop_parts(name_search *f)
{
  for (size_t r = 0; r < f->renderings.count; r++) {
    zhen_str whole = f->renderings.keys[r];

    for (size_t at = 0; at < whole.len; utf8_next(whole, &at))
      for (size_t n = CHARS_MIN; n <= CHARS_MAX; n++) {
        uint32_t part = rendering_at(f, whole, at, n);

        if (part != INTERNER_NONE && part != r)
          f->first[part] = 0;
      }
  }
}

static zhen_status put_found(name_search *f, rows *found, uint32_t rendering)
{
  zhen_status status = ZHEN_OK;

  for (uint32_t i = f->first[rendering]; i && status == ZHEN_OK;
       i = f->at[i - 1].next)
    status = rows_append(found, i - 1);
  return status;
}

/* The candidates that each run renders. */
static zhen_status find_in_runs(name_search *f, rows *found)
{
  const interner *runs = &f->d->runs;

  for (size_t r = 0; r < runs->count; r++) {
    zhen_str run = runs->keys[r];
    zhen_status status = progress_step(f->d->progress, 0);

    if (status == ZHEN_OK)
      status = rows_begin(found);
    for (size_t at = 0; at < run.len; utf8_next(run, &at))
      for (size_t n = CHARS_MIN; n <= CHARS_MAX && status == ZHEN_OK; n++) {
        uint32_t rendering = rendering_at(f, run, at, n);

        if (rendering != INTERNER_NONE)
          status = put_found(f, found, rendering);
      }
    if (status != ZHEN_OK)
      return status;
    rows_settle(found);
  }
  return ZHEN_OK;
}

static void count_zh(name_search *f, const rows *found)
{
  const rows *runs = &f->d->unit_runs;

  for (uint32_t u = 0; u < runs->n; u++)
    for (uint32_t k = runs->first[u]; k < runs->first[u + 1]; k++)
      for (uint32_t i = found->first[runs->at[k]];
           i < found->first[runs->at[k] + 1]; i++) {
        name_candidate *c = &f->at[found->at[i]];

        c->zh_count++;
        c->zh_position += u;
      }
}

/* Candidates are in the order of their types. */
static name_candidate *find_candidate(name_search *f, uint32_t en_type)
{
  size_t low = 0, high = f->n;

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (f->at[mid].en_type < en_type)
      low = mid + 1;
    else
      high = mid;
  }
  return low < f->n && f->at[low].en_type == en_type ? &f->at[low] : NULL;
}

static void count_en(name_search *f)
{
  const rows *tokens = &f->d->en.tokens;

  for (uint32_t u = 0; u < tokens->n; u++)
    for (uint32_t k = tokens->first[u]; k < tokens->first[u + 1]; k++) {
      name_candidate *c = find_candidate(f, tokens->at[k]);

      if (c) {
        c->en_count++;
        c->en_position += u;
      }
    }
}

/* A name and its rendering occur about as often and at similar positions. */
static bool is_likely(const document *d, const name_candidate *c)
{
  double zh = c->zh_position / c->zh_count / (double)d->zh.n_units;
  double en = c->en_position / c->en_count / (double)d->en.n_units;
  double slack = POSITION_MAX + 5 / (double)d->en.n_units;

  return c->zh_count <= COUNT_RATIO * c->en_count + 1 &&
         c->en_count <= COUNT_RATIO * c->zh_count + 1 && zh - en < slack &&
         en - zh < slack;
}

/* ---- as tokens ---- */

static zhen_status add_type(document *d, name_candidate *c)
{
  const char *form = d->en.types[c->en_type].form;
  char key[STEM_MAX + 2] = "=", han[4 * CHARS_MAX + 1] = "";
  zhen_status status;

  strncat(key, form, STEM_MAX);
  memcpy(han, c->han.ptr, c->han.len);
  status = side_add_type(d, &d->zh, TOKEN_NAME, (zhen_str){key, strlen(key)},
                         &c->type);
  if (status != ZHEN_OK)
    return status;
  d->zh.types[c->type].name_of = c->en_type;
  status = token_keep_form(d, &d->zh.types[c->type], han);
  if (status == ZHEN_OK)
    status = rows_begin(&d->edges);
  return status == ZHEN_OK ? rows_append(&d->edges, c->en_type) : status;
}

static zhen_status add_types(name_search *f)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; i < f->n && status == ZHEN_OK; i++)
    if (f->at[i].zh_count > 0 && is_likely(f->d, &f->at[i]))
      status = add_type(f->d, &f->at[i]);
  return status;
}

/* Append the names of its runs to the tokens of each unit. */
static zhen_status add_names(const name_search *f, const rows *found)
{
  const document *d = f->d;
  rows tokens = {0};
  side *zh = &f->d->zh;
  zhen_status status = ZHEN_OK;

  zh->position = POSITION_NONE;
  for (uint32_t u = 0; u < zh->n_units && status == ZHEN_OK; u++) {
    status = progress_step(d->progress, 0);
    if (status == ZHEN_OK)
      status = rows_begin(&tokens);
    for (uint32_t k = zh->tokens.first[u];
         k < zh->tokens.first[u + 1] && status == ZHEN_OK; k++)
      status =
          rows_append_noted(&tokens, zh->tokens.at[k], zh->tokens.notes[k]);
    for (uint32_t k = d->unit_runs.first[u];
         k < d->unit_runs.first[u + 1] && status == ZHEN_OK; k++) {
      uint32_t run = d->unit_runs.at[k];

      for (uint32_t n = found->first[run];
           n < found->first[run + 1] && status == ZHEN_OK; n++)
        if (f->at[found->at[n]].type != INTERNER_NONE)
          status = side_put_token(zh, &tokens, u, f->at[found->at[n]].type);
    }
  }
  if (status != ZHEN_OK) {
    rows_dispose(&tokens);
    return status;
  }
  rows_dispose(&zh->tokens);
  zh->tokens = tokens;
  return ZHEN_OK;
}

static zhen_status keep_likely(name_search *f)
{
  rows found = {0};
  zhen_status status;

  status = list_renderings(f);
  if (status == ZHEN_OK) {
    drop_parts(f);
    status = find_in_runs(f, &found);
  }
  if (status == ZHEN_OK) {
    count_zh(f, &found);
    count_en(f);
    status = add_types(f);
  }
  if (status == ZHEN_OK)
    status = add_names(f, &found);
  rows_dispose(&found);
  return status;
}

static zhen_status try_all(name_search *f)
{
  const interner *runs = &f->d->runs;
  zhen_status status = ZHEN_OK;

  for (size_t r = 0; r < runs->count && status == ZHEN_OK; r++) {
    status = progress_step(f->d->progress, 0);
    for (size_t at = 0; at < runs->keys[r].len; utf8_next(runs->keys[r], &at))
      try_from(f, runs->keys[r], at);
  }
  return status;
}

zhen_status find_foreign_names(document *d)
{
  name_search f = {.d = d};
  zhen_status status = d->runs.count ? list_candidates(&f) : ZHEN_OK;

  if (status == ZHEN_OK && f.n && f.n * d->runs.count < WORK_MAX) {
    status = plant_all(&f);
    if (status == ZHEN_OK)
      status = try_all(&f);
    if (status == ZHEN_OK)
      status = keep_likely(&f);
  }
  interner_dispose(&f.renderings);
  free(f.first);
  free(f.nodes);
  free(f.at);
  return status;
}
