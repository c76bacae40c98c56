/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Foreign names by sound: English names that nothing in the document
 * translates against runs of characters that render names. It works on types:
 * every different run against every different name, once.
 */
#include "tokens/foreign.h"
#include "base/fail.h"
#include "lexicon/sound.h"
#include "text/utf8.h"
#include "tokens/pinyin.h"

#include <stdlib.h>
#include <string.h>

enum { CHARS_MIN = 2, CHARS_MAX = 6, CONSONANTS_MIN = 2, FORM_MIN = 4 };

/* Runs times names; more than this is no article or book, and takes long. */
static const size_t WORK_MAX = (size_t)1 << 28;

/*
 * The greatest distance for each consonant: with only two of them to go by,
 * nearly the same. Judged on the names found in news and talks.
 */
static const double DISTANCE_MAX = .13, DISTANCE_MAX_SHORT = .07;

/* How far apart the two may stand, in parts of the document; how often each. */
static const double PLACE_MAX = .1, COUNT_RATIO = 2;

typedef struct name_candidate {
  sound sound;
  uint32_t en_type;
  double distance; /* of the best rendering */
  zhen_str han;
  uint32_t type; /* of the rendering; INTERNER_NONE if it is dropped */
  double zh_count, en_count; /* units that hold it */
  double zh_place, en_place; /* sum of their numbers */
} name_candidate;

typedef struct name_search {
  document *d;
  name_candidate *at;
  size_t n, capacity;
  rows by_first; /* first sound of a rendering -> candidates */
} name_search;

/* ---- names without a translation ---- */

/* Does a word, no character alone, translate each English type? */
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

static zhen_status group_candidates(name_search *f)
{
  zhen_status status = ZHEN_OK;

  for (unsigned c = 0; c <= 'z' && status == ZHEN_OK; c++) {
    sound first = {.at = {(uint8_t)c}, .n = 1};

    status = rows_begin(&f->by_first);
    for (uint32_t i = 0; i < f->n && status == ZHEN_OK; i++)
      if (sound_begins_like(&f->at[i].sound, &first))
        status = rows_append(&f->by_first, i);
  }
  return status;
}

/* ---- their renderings ---- */

static void try_rendering(name_candidate *c, const sound *han, zhen_str text)
{
  double distance;

  if (han->n_consonants + 1 < c->sound.n_consonants ||
      han->n_consonants > c->sound.n_consonants + 2)
    return;
  distance = sound_distance(&c->sound, han, c->distance);
  if (distance < c->distance) {
    c->distance = distance;
    c->han = text;
  }
}

/* Every stretch of characters that begins at a byte of a run. */
static void try_from(name_search *f, zhen_str run, size_t begin)
{
  const rows *by_first = &f->by_first;
  sound han = {.n = 0};

  for (size_t at = begin, n = 1; at < run.len && n <= CHARS_MAX; n++) {
    if (!sound_add_han(&han, utf8_next(run, &at)))
      return;
    for (uint32_t k = by_first->first[han.at[0]];
         n >= CHARS_MIN && k < by_first->first[han.at[0] + 1]; k++)
      try_rendering(&f->at[by_first->at[k]], &han,
                    (zhen_str){run.ptr + begin, at - begin});
  }
}

/* ---- which of them hold ---- */

static bool contains(zhen_str s, zhen_str part)
{
  return part.len > 0 && memmem(s.ptr, s.len, part.ptr, part.len) != NULL;
}

/* The 利特 of 弗利特伍德 is no name if the whole is one. */
static void drop_parts(name_search *f)
{
  for (size_t i = 0; i < f->n; i++)
    for (size_t k = 0; k < f->n && f->at[i].han.len; k++)
      if (f->at[k].han.len > f->at[i].han.len &&
          contains(f->at[k].han, f->at[i].han))
        f->at[i].han.len = 0;
}

/* The candidates that each run renders. */
static zhen_status list_renderings(const name_search *f, rows *found)
{
  zhen_status status = ZHEN_OK;

  for (size_t r = 0; r < f->d->runs.count && status == ZHEN_OK; r++) {
    status = rows_begin(found);
    for (uint32_t i = 0; i < f->n && status == ZHEN_OK; i++)
      if (contains(f->d->runs.keys[r], f->at[i].han))
        status = rows_append(found, i);
  }
  return status;
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
        c->zh_place += u;
      }
}

/* Candidates stand in the order of their types. */
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
        c->en_place += u;
      }
    }
}

/* A name and its rendering stand about as often and at about one place. */
static bool is_likely(const document *d, const name_candidate *c)
{
  double zh = c->zh_place / c->zh_count / (double)d->zh.n_units;
  double en = c->en_place / c->en_count / (double)d->en.n_units;
  double slack = PLACE_MAX + 5 / (double)d->en.n_units;

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

/* Put the names of its runs behind the tokens of each unit. */
static zhen_status add_names(const name_search *f, const rows *found)
{
  const document *d = f->d;
  rows tokens = {0};
  side *zh = &f->d->zh;
  zhen_status status = ZHEN_OK;

  zh->position = POSITION_NONE;
  for (uint32_t u = 0; u < zh->n_units && status == ZHEN_OK; u++) {
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

  drop_parts(f);
  status = list_renderings(f, &found);
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

static void try_all(name_search *f)
{
  const interner *runs = &f->d->runs;

  for (size_t r = 0; r < runs->count; r++)
    for (size_t at = 0; at < runs->keys[r].len; utf8_next(runs->keys[r], &at))
      try_from(f, runs->keys[r], at);
}

zhen_status find_foreign_names(document *d)
{
  name_search f = {.d = d};
  zhen_status status = d->runs.count ? list_candidates(&f) : ZHEN_OK;

  if (status == ZHEN_OK && f.n && f.n * d->runs.count < WORK_MAX) {
    status = group_candidates(&f);
    if (status == ZHEN_OK)
      try_all(&f);
    if (status == ZHEN_OK)
      status = keep_likely(&f);
  }
  rows_dispose(&f.by_first);
  free(f.at);
  return status;
}
