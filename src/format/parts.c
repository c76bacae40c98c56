/* SPDX-License-Identifier: Apache-2.0 */
#include "format/parts.h"
#include "text/utf8.h"

#include <math.h>

enum { CUTS_MAX = 32 };

/*
 * A cut is certain if both halves may be translations and it is clearly better
 * than any other one: of 600 pairs made of two sentences joined by a comma
 * (tests/tune/parts.py), 62 % are cut, and 99.2 % of those at the comma.
 */
static const double LEAST = .3, MARGIN = 2;

/* ---- where a text may be cut ---- */

static bool is_closing(uint32_t r)
{
  return r == '"' || r == '\'' || r == ')' || r == 0x2019 || r == 0x201D ||
         r == 0x300D || r == 0x300F || r == 0xFF09;
}

/* Marks that end a clause; those of English need a space after them. */
static bool ends_clause(uint32_t r, bool *spaced)
{
  *spaced = r == ',' || r == ';' || r == ':' || r == '.' || r == '!' ||
            r == '?' || r == 0x2013;
  return *spaced || r == 0x2014 || r == 0x2026 || r == 0x3002 || r == 0xFF0C ||
         r == 0xFF1B || r == 0xFF1A || r == 0xFF01 || r == 0xFF1F;
}

static size_t cuts_of(zhen_str s, size_t cuts[CUTS_MAX])
{
  size_t n = 0, size;

  for (size_t at = 0; at < s.len && n < CUTS_MAX;) {
    bool spaced, again;

    if (!ends_clause(utf8_next(s, &at), &spaced))
      continue;
    while (at < s.len && is_closing(utf8_at(s, at, &size)))
      at += size;
    if (at == s.len || (spaced && s.ptr[at] != ' ') ||
        ends_clause(utf8_at(s, at, &size), &again))
      continue;
    cuts[n++] = at;
  }
  return n;
}

/* ---- the best cut ---- */

static double logit(double p)
{
  p = fmin(fmax(p, 1e-4), 1 - 1e-4);
  return log(p / (1 - p));
}

static zhen_str before(zhen_str s, size_t at)
{
  return str_trim((zhen_str){s.ptr, at});
}

static zhen_str after(zhen_str s, size_t at)
{
  return str_trim((zhen_str){s.ptr + at, s.len - at});
}

/* Both halves of a pair, cut at the given bytes. */
static void halve(zhen_pair halves[2], const zhen_str sides[2],
                  const size_t at[2])
{
  halves[0] = (zhen_pair){before(sides[0], at[0]), before(sides[1], at[1]), -1};
  halves[1] = (zhen_pair){after(sides[0], at[0]), after(sides[1], at[1]), -1};
}

/* The cut of the other side for one at `at` of `side`; 0: none is certain. */
static zhen_status find_cut(size_t *out, const zhen_scorer *scorer,
                            const zhen_str sides[2], int side, size_t at)
{
  zhen_pair halves[2 * CUTS_MAX];
  zhen_pair_score scores[2 * CUTS_MAX];
  size_t cuts[CUTS_MAX], best = 0, n = cuts_of(sides[!side], cuts);
  double first = -INFINITY, second = -INFINITY;
  zhen_status status;

  *out = 0;
  for (size_t i = 0; i < n; i++) {
    size_t both[2];

    both[side] = at;
    both[!side] = cuts[i];
    halve(&halves[2 * i], sides, both);
  }
  if (n == 0)
    return ZHEN_OK;
  status = zhen_score_pairs(scorer, halves, 2 * n, 1, scores);
  for (size_t i = 0; status == ZHEN_OK && i < n; i++) {
    double sum =
        logit(scores[2 * i].probability) + logit(scores[2 * i + 1].probability);

    if (sum > first) {
      second = first;
      first = sum;
      best = i;
    } else if (sum > second) {
      second = sum;
    }
  }
  if (status == ZHEN_OK && scores[2 * best].probability >= LEAST &&
      scores[2 * best + 1].probability >= LEAST && first - second >= MARGIN)
    *out = cuts[best];
  return status;
}

/* ---- parts ---- */

/* The bytes of a text that its first `n` sentences are. */
static size_t length_of(const zhen_sentences *s, const record_side *side,
                        uint32_t n, zhen_lang lang, buf *text)
{
  return row_text(text, s, side->begin, side->begin + n, lang, ROW_LINE).len;
}

static void add(parts *out, const zhen_str sides[2], const size_t from[2],
                const size_t to[2])
{
  part *p = &out->at[out->count++];

  p->zh = str_trim((zhen_str){sides[0].ptr + from[0], to[0] - from[0]});
  p->en = str_trim((zhen_str){sides[1].ptr + from[1], to[1] - from[1]});
}

static zhen_status rate(parts *out, const zhen_scorer *scorer)
{
  zhen_pair pairs[PARTS_MAX];
  zhen_pair_score scores[PARTS_MAX];
  zhen_status status;

  if (out->count == 0)
    return ZHEN_OK;
  for (size_t i = 0; i < out->count; i++)
    pairs[i] = (zhen_pair){out->at[i].zh, out->at[i].en, -1};
  status = zhen_score_pairs(scorer, pairs, out->count, 1, scores);
  for (size_t i = 0; status == ZHEN_OK && i < out->count; i++)
    out->at[i].probability = scores[i].probability;
  return status;
}

zhen_status parts_of(parts *out, const zhen_scorer *scorer,
                     const record_document *doc, const record *r,
                     zhen_lang lang)
{
  const zhen_str sides[2] = {r->zh.text, r->en.text};
  const size_t ends[2] = {r->zh.text.len, r->en.text.len};
  int side = lang == ZHEN_LANG_EN;
  const record_side *of = side ? &r->en : &r->zh;
  const zhen_sentences *sentences = side ? doc->en : doc->zh;
  uint32_t n = of->end - of->begin;
  size_t from[2] = {0, 0};
  buf text = {0};
  zhen_status status = ZHEN_OK;

  out->count = 0;
  for (uint32_t i = 1; status == ZHEN_OK && i < n && n <= PARTS_MAX; i++) {
    size_t to[2];

    to[side] = length_of(sentences, of, i, lang, &text);
    status = find_cut(&to[!side], scorer, sides, side, to[side]);
    if (status == ZHEN_OK && to[!side] > from[!side] && to[side] > from[side]) {
      add(out, sides, from, to);
      from[0] = to[0];
      from[1] = to[1];
    }
  }
  if (out->count > 0)
    add(out, sides, from, ends);
  if (status == ZHEN_OK)
    status = text.failed ? buf_status(&text) : rate(out, scorer);
  buf_dispose(&text);
  return status;
}
