/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A token contributes in both directions: as one of the Chinese side that has a
 * translation, and as one of the English side. A matched pair of words gets
 * both; the characters of a longer word are credited to it if it matched the
 * same word.
 */
#include "align/explain/matches.h"
#include "base/fail.h"

#include <stdlib.h>

/* Matched words per unit; a page cannot show more. */
enum { TOKENS_MAX = 2048 };

typedef struct link {
  uint32_t zh_unit, zh_type, en_unit, en_type;
  double contribution;
} link;

typedef struct matcher {
  const term_scorer *x;
  const zhen_sentences *zh, *en;
  zhen_explanation *out;
  link *links; /* of the current step */
  size_t n_links, links_capacity;
  position_finder zh_finder, en_finder;
  size_t matches_capacity, unmatched_capacity;
} matcher;

/* The end of the tokens of a unit that are matched. */
static uint32_t tokens_end(const rows *tokens, uint32_t u)
{
  uint32_t begin = tokens->first[u], end = tokens->first[u + 1];

  return end - begin < TOKENS_MAX ? end : begin + TOKENS_MAX;
}

static bool is_edge(const document *d, uint32_t zh, uint32_t en)
{
  for (uint32_t k = d->edges.first[zh]; k < d->edges.first[zh + 1]; k++)
    if (d->edges.at[k] == en)
      return true;
  return false;
}

/* ---- which words match ---- */

static zhen_status add_link(matcher *m, link l)
{
  zhen_status status =
      mem_grow(&m->links, &m->links_capacity, m->n_links + 1, sizeof *m->links);

  if (status == ZHEN_OK)
    m->links[m->n_links++] = l;
  return status;
}

/* The first English word of a step that translates a Chinese one. */
static bool find_en(const matcher *m, step s, uint32_t type, link *out)
{
  const document *d = m->x->in->d;

  for (uint32_t u = s.j - s.en; u < s.j; u++)
    for (uint32_t k = d->en.tokens.first[u]; k < tokens_end(&d->en.tokens, u);
         k++)
      if (is_edge(d, type, d->en.tokens.at[k])) {
        out->en_unit = u;
        out->en_type = d->en.tokens.at[k];
        return true;
      }
  return false;
}

static bool find_zh(const matcher *m, step s, uint32_t type, link *out)
{
  const document *d = m->x->in->d;
  bool found = false;

  for (uint32_t u = s.i - s.zh; u < s.i; u++)
    for (uint32_t k = d->zh.tokens.first[u]; k < tokens_end(&d->zh.tokens, u);
         k++) {
      uint32_t t = d->zh.tokens.at[k];

      if (!is_edge(d, t, type) || (found && d->zh.types[t].kind == TOKEN_PART))
        continue;
      out->zh_unit = u;
      out->zh_type = t;
      if (d->zh.types[t].kind != TOKEN_PART)
        return true;
      found = true;
    }
  return found;
}

static zhen_status link_zh(matcher *m, step s, uint32_t unit_number)
{
  const side *zh = &m->x->in->d->zh;
  zhen_status status = ZHEN_OK;

  for (uint32_t k = zh->tokens.first[unit_number];
       k < tokens_end(&zh->tokens, unit_number) && status == ZHEN_OK; k++) {
    link l = {.zh_unit = unit_number, .zh_type = zh->tokens.at[k]};

    l.contribution = contribution_zh(m->x, l.zh_type, s).value;
    if (find_en(m, s, l.zh_type, &l))
      status = add_link(m, l);
  }
  return status;
}

/* The link of an English word; whole words before parts, the best first. */
static link *best_link(matcher *m, uint32_t en_unit, uint32_t en_type)
{
  const side *zh = &m->x->in->d->zh;
  link *best = NULL;

  for (size_t k = 0; k < m->n_links; k++) {
    link *l = &m->links[k];
    bool part = zh->types[l->zh_type].kind == TOKEN_PART;

    if (l->en_unit != en_unit || l->en_type != en_type)
      continue;
    if (!best || (!part && (zh->types[best->zh_type].kind == TOKEN_PART ||
                            l->contribution > best->contribution)))
      best = l;
  }
  return best;
}

static zhen_status link_en(matcher *m, step s, uint32_t unit_number)
{
  const side *en = &m->x->in->d->en;
  zhen_status status = ZHEN_OK;

  for (uint32_t k = en->tokens.first[unit_number];
       k < tokens_end(&en->tokens, unit_number) && status == ZHEN_OK; k++) {
    link l = {.en_unit = unit_number, .en_type = en->tokens.at[k]};
    link *there = best_link(m, unit_number, l.en_type);

    l.contribution = contribution_en(m->x, l.en_type, s).value;
    if (there)
      there->contribution += l.contribution;
    else if (find_zh(m, s, l.en_type, &l))
      status = add_link(m, l);
  }
  return status;
}

/* ---- positions ---- */

/* The first position of a token in its unit. */
static void position_of(const position_finder *f, uint32_t unit_number,
                        uint32_t type, const unit *u, zhen_word_position *out,
                        double *value)
{
  const token_position *p = positions_first(f, unit_number, type);

  if (!p)
    return;
  *out = (zhen_word_position){u->sentence, p->begin, p->end};
  *value = p->value;
}

static zhen_status find_zh_position(matcher *m, uint32_t unit_number,
                                    uint32_t type, zhen_word_position *out,
                                    double *value)
{
  const unit *u = &m->x->in->d->zh.units[unit_number];
  zhen_status status = positions_zh(&m->zh_finder, m->zh, u->sentence);

  if (status == ZHEN_OK)
    position_of(&m->zh_finder, unit_number, type, u, out, value);
  return status;
}

static zhen_status find_en_position(matcher *m, uint32_t unit_number,
                                    uint32_t type, zhen_word_position *out,
                                    double *value)
{
  const unit *u = &m->x->in->d->en.units[unit_number];
  zhen_status status = positions_en(&m->en_finder, m->en, u->sentence);

  if (status == ZHEN_OK)
    position_of(&m->en_finder, unit_number, type, u, out, value);
  return status;
}

static bool is_learned(const document *d, uint32_t zh, uint32_t en)
{
  size_t low = 0, high = d->n_learned;

  while (low < high) {
    size_t mid = low + (high - low) / 2;
    const learned_pair *p = &d->learned[mid];

    if (p->zh < zh || (p->zh == zh && p->en < en))
      low = mid + 1;
    else
      high = mid;
  }
  return low < d->n_learned && d->learned[low].zh == zh &&
         d->learned[low].en == en;
}

static zhen_word_match_kind kind_of(const document *d, const link *l)
{
  static const zhen_word_match_kind kinds[TOKEN_KINDS] = {
      [TOKEN_WORD] = ZHEN_MATCH_WORD,     [TOKEN_CHAR] = ZHEN_MATCH_WORD,
      [TOKEN_EN] = ZHEN_MATCH_WORD,       [TOKEN_LATIN] = ZHEN_MATCH_LATIN,
      [TOKEN_NUMBER] = ZHEN_MATCH_NUMBER, [TOKEN_TENS] = ZHEN_MATCH_NUMBER,
      [TOKEN_HARD] = ZHEN_MATCH_NUMBER,   [TOKEN_NAME] = ZHEN_MATCH_NAME,
      [TOKEN_MARK] = ZHEN_MATCH_MARK,     [TOKEN_TERM] = ZHEN_MATCH_TERM,
      [TOKEN_PART] = ZHEN_MATCH_PART,     [TOKEN_PHRASE] = ZHEN_MATCH_WORD};

  if (is_learned(d, l->zh_type, l->en_type))
    return ZHEN_MATCH_LEARNED;
  return kinds[d->zh.types[l->zh_type].kind];
}

static bool is_within(const zhen_word_position *a, const zhen_word_position *b)
{
  return a->sentence == b->sentence && a->begin >= b->begin && a->end <= b->end;
}

/* Credit a part to the word around it that matched the same; false if none. */
static bool join_part(zhen_explanation *out, const zhen_word_match *part)
{
  for (size_t k = 0; k < out->n_matches; k++) {
    zhen_word_match *word = &out->matches[k];

    if (word->kind != ZHEN_MATCH_PART && is_within(&part->zh, &word->zh) &&
        is_within(&part->en, &word->en)) {
      word->contribution += part->contribution;
      return true;
    }
  }
  return false;
}

static zhen_status add_match(matcher *m, const link *l)
{
  zhen_explanation *out = m->out;
  zhen_word_match match = {.kind = kind_of(m->x->in->d, l),
                           .contribution = l->contribution};
  double ignored;
  zhen_status status =
      find_zh_position(m, l->zh_unit, l->zh_type, &match.zh, &match.value);

  if (status == ZHEN_OK)
    status = find_en_position(m, l->en_unit, l->en_type, &match.en, &ignored);
  if (status != ZHEN_OK ||
      (match.kind == ZHEN_MATCH_PART && join_part(out, &match)))
    return status;
  status = mem_grow(&out->matches, &m->matches_capacity, out->n_matches + 1,
                    sizeof *out->matches);
  if (status == ZHEN_OK)
    out->matches[out->n_matches++] = match;
  return status;
}

/* Words first, so that parts find them. */
static zhen_status add_matches(matcher *m)
{
  zhen_status status = ZHEN_OK;

  for (int parts = 0; parts < 2; parts++)
    for (size_t k = 0; k < m->n_links && status == ZHEN_OK; k++)
      if ((kind_of(m->x->in->d, &m->links[k]) == ZHEN_MATCH_PART) == parts)
        status = add_match(m, &m->links[k]);
  return status;
}

/* ---- unmatched words ---- */

static zhen_status add_unmatched(matcher *m, bool is_en, uint32_t unit_number,
                                 uint32_t type, double cost)
{
  zhen_explanation *out = m->out;
  zhen_word_unmatched u = {.is_en = is_en, .contribution = cost};
  double ignored;
  zhen_status status =
      is_en ? find_en_position(m, unit_number, type, &u.position, &ignored)
            : find_zh_position(m, unit_number, type, &u.position, &ignored);

  if (status == ZHEN_OK)
    status = mem_grow(&out->unmatched, &m->unmatched_capacity,
                      out->n_unmatched + 1, sizeof *out->unmatched);
  if (status == ZHEN_OK)
    out->unmatched[out->n_unmatched++] = u;
  return status;
}

static zhen_status unmatched_of(matcher *m, bool is_en, uint32_t unit_number,
                                step s)
{
  const rows *tokens =
      is_en ? &m->x->in->d->en.tokens : &m->x->in->d->zh.tokens;
  zhen_status status = ZHEN_OK;

  for (uint32_t k = tokens->first[unit_number];
       k < tokens_end(tokens, unit_number) && status == ZHEN_OK; k++) {
    uint32_t t = tokens->at[k];
    contribution c =
        is_en ? contribution_en(m->x, t, s) : contribution_zh(m->x, t, s);

    if (!c.hit && c.value < 0)
      status = add_unmatched(m, is_en, unit_number, t, c.value);
  }
  return status;
}

/* ---- all matches ---- */

static zhen_status match_step(matcher *m, step s)
{
  zhen_status status = ZHEN_OK;

  m->n_links = 0;
  for (uint32_t u = s.i - s.zh; u < s.i && status == ZHEN_OK; u++)
    status = link_zh(m, s, u);
  for (uint32_t u = s.j - s.en; u < s.j && status == ZHEN_OK; u++)
    status = link_en(m, s, u);
  if (status == ZHEN_OK)
    status = add_matches(m);
  for (uint32_t u = s.i - s.zh; u < s.i && status == ZHEN_OK; u++)
    status = unmatched_of(m, false, u, s);
  for (uint32_t u = s.j - s.en; u < s.j && status == ZHEN_OK; u++)
    status = unmatched_of(m, true, u, s);
  return status;
}

static int compare_positions(const zhen_word_position *x,
                             const zhen_word_position *y)
{
  if (x->sentence != y->sentence)
    return x->sentence < y->sentence ? -1 : 1;
  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;
  return (x->end > y->end) - (x->end < y->end);
}

static int by_contribution(const void *a, const void *b)
{
  const zhen_word_match *x = a, *y = b;
  int by;

  if (x->contribution < y->contribution || x->contribution > y->contribution)
    return x->contribution > y->contribution ? -1 : 1;
  by = compare_positions(&x->zh, &y->zh);
  if (by == 0)
    by = compare_positions(&x->en, &y->en);
  return by ? by : (x->kind > y->kind) - (x->kind < y->kind);
}

/* Chinese first, then in text order. */
static int by_position(const void *a, const void *b)
{
  const zhen_word_unmatched *x = a, *y = b;

  if (x->is_en != y->is_en)
    return x->is_en ? 1 : -1;
  if (x->position.sentence != y->position.sentence)
    return x->position.sentence < y->position.sentence ? -1 : 1;
  if (x->position.begin != y->position.begin)
    return x->position.begin < y->position.begin ? -1 : 1;
  return (x->position.end < y->position.end) -
         (x->position.end > y->position.end);
}

zhen_status matches_find(zhen_explanation *out, const term_scorer *x,
                         const zhen_sentences *zh, const zhen_sentences *en,
                         const local_path *w)
{
  matcher m = {.x = x,
               .zh = zh,
               .en = en,
               .out = out,
               .zh_finder = {.d = x->in->d},
               .en_finder = {.d = x->in->d}};
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k < w->count && status == ZHEN_OK; k++)
    if (w->steps[k].zh && w->steps[k].en)
      status = match_step(&m, w->steps[k]);
  if (out->n_matches)
    qsort(out->matches, out->n_matches, sizeof *out->matches, by_contribution);
  if (out->n_unmatched)
    qsort(out->unmatched, out->n_unmatched, sizeof *out->unmatched,
          by_position);
  positions_dispose(&m.zh_finder);
  positions_dispose(&m.en_finder);
  free(m.links);
  return status;
}
