/* SPDX-License-Identifier: Apache-2.0 */
#include "links/fill.h"

#include <string.h>

/* How far linked neighbours may be from a function word. */
enum { NEAR_AFTER = 3, NEAR_BEFORE = 2, NEAR_ACROSS = 4 };

/* The longest function word. */
enum { WORD_BYTES = 10 };

/* Words with a space around each. */
typedef struct function_word {
  const char *zh, *en;
} function_word;

static const function_word function_words[] = {
    {" 的 之 ", " of 's in that which who for by "},
    {" 在 于 ", " in at on over during within under by to among when "},
    {" 中 里 内 间 ", " in within among during between over "},
    {" 上 ", " in on at "},
    {" 下 ", " under in "},
    {" 之间 ", " between among "},
    {" 对 对于 ", " to for on about with against towards toward of "},
    {" 关于 就 ", " on about over concerning regarding "},
    {" 以 ", " by with to as in for "},
    {" 为 ", " for to as by "},
    {" 由 ", " by from of "},
    {" 被 ", " by been being was were be "},
    {" 从 自 ", " from since of out "},
    {" 向 给 ", " to for on with "},
    {" 与 和 同 跟 及 以及 ", " with and to between "},
    {" 到 至 ", " to until in "},
    {" 按 按照 ", " by at under to "},
    {" 通过 ", " by through via "},
    {" 将 会 要 ", " will would shall to 'll "},
    {" 已 已经 曾 了 过 ", " has have had already 've 'd "},
    {" 并 且 而且 ", " and "},
    {" 而 ", " and but while "},
    {" 但 但是 ", " but however "},
    {" 时 当 ", " when while as "},
    {" 后 之后 以后 ", " after when "},
    {" 前 之前 以前 ", " before ago "},
    {" 也 还 ", " also too as "},
    {" 都 ", " all both "},
    {" 这 该 此 这些 ", " the this these it "},
    {" 那 那些 ", " the that those it "}};

enum { FUNCTION_WORDS = sizeof function_words / sizeof *function_words };

/* Expressions that are one word in meaning (Quirk et al. 1985: complex
   prepositions, subordinators, quantifiers). */
static const char *const expressions[] = {"according to",
                                          "ahead of",
                                          "all over",
                                          "along with",
                                          "a few",
                                          "a lot of",
                                          "a number of",
                                          "apart from",
                                          "as a result",
                                          "as a result of",
                                          "as far as",
                                          "as for",
                                          "as long as",
                                          "as many as",
                                          "as much as",
                                          "as of",
                                          "as soon as",
                                          "as to",
                                          "as well",
                                          "as well as",
                                          "as yet",
                                          "aside from",
                                          "at all",
                                          "at first",
                                          "at last",
                                          "at least",
                                          "at most",
                                          "at once",
                                          "at present",
                                          "because of",
                                          "by means of",
                                          "by no means",
                                          "depending on",
                                          "due to",
                                          "each other",
                                          "even if",
                                          "even though",
                                          "except for",
                                          "first of all",
                                          "for example",
                                          "for instance",
                                          "for the sake of",
                                          "from now on",
                                          "had better",
                                          "had to",
                                          "has to",
                                          "have to",
                                          "having to",
                                          "in accordance with",
                                          "in addition",
                                          "in addition to",
                                          "in case of",
                                          "in charge of",
                                          "in fact",
                                          "in favor of",
                                          "in favour of",
                                          "in front of",
                                          "in general",
                                          "in order",
                                          "in order that",
                                          "in order to",
                                          "in particular",
                                          "in spite of",
                                          "in terms of",
                                          "in the course of",
                                          "in the end",
                                          "in the event of",
                                          "in view of",
                                          "instead of",
                                          "less than",
                                          "many of",
                                          "more than",
                                          "no longer",
                                          "of course",
                                          "on account of",
                                          "on behalf of",
                                          "on the basis of",
                                          "on the contrary",
                                          "on the other hand",
                                          "on top of",
                                          "once again",
                                          "once more",
                                          "one another",
                                          "other than",
                                          "out of",
                                          "over and over",
                                          "owing to",
                                          "prior to",
                                          "rather than",
                                          "regardless of",
                                          "right away",
                                          "so as to",
                                          "so far",
                                          "so that",
                                          "subject to",
                                          "such as",
                                          "thanks to",
                                          "together with",
                                          "up to",
                                          "with regard to",
                                          "with respect to",
                                          "would like",
                                          "would rather"};

enum { EXPRESSIONS = sizeof expressions / sizeof *expressions };

static zhen_str word_zh(const link_text *t, size_t pair, size_t i)
{
  return t->zh.types[t->zh.words[t->pairs[pair].zh + i]].text;
}

static zhen_str word_en(const link_text *t, size_t pair, size_t k)
{
  return t->en.types[t->en.words[t->pairs[pair].en + k]].text;
}

static bool is_in(const char *list, zhen_str word)
{
  char name[WORD_BYTES + 3];

  if (word.len > WORD_BYTES)
    return false;
  name[0] = ' ';
  memcpy(name + 1, word.ptr, word.len);
  memcpy(name + 1 + word.len, " ", 2);
  return strstr(list, name) != NULL;
}

/* ---- function words ---- */

/* The least distance of a link from a cell in one direction on each side; 0:
   there is none so near. */
static size_t nearest(const link_grid *g, size_t zh, size_t en, int zh_step,
                      int en_step, size_t zh_far, size_t en_far)
{
  size_t best = 0;

  for (size_t a = 1; a <= zh_far; a++) {
    size_t i = zh_step > 0 ? zh + a : zh - a;

    for (size_t b = 1; b <= en_far && i < g->n_zh; b++) {
      size_t k = en_step > 0 ? en + b : en - b;

      if (k < g->n_en && g->at[i * g->n_en + k] > 0 &&
          (best == 0 || a + b < best))
        best = a + b;
    }
  }
  return best;
}

/* How far the neighbours of two function words are that are linked to each
   other; 0: none are. What 的 joins may change places. */
static size_t distance(const link_grid *g, size_t zh, size_t en, bool joins)
{
  size_t after = nearest(g, zh, en, 1, 1, NEAR_AFTER, NEAR_AFTER);
  size_t before = nearest(g, zh, en, -1, -1, NEAR_BEFORE, NEAR_BEFORE);
  size_t left = nearest(g, zh, en, -1, 1, NEAR_AFTER, NEAR_ACROSS);
  size_t right = nearest(g, zh, en, 1, -1, NEAR_AFTER, NEAR_AFTER);

  if (joins)
    return left && right ? left + right : after && before ? after + before : 0;
  return after && before ? (after < before ? after : before) : after + before;
}

typedef struct function_link {
  size_t zh, en, distance;
} function_link;

static function_link nearest_link(const link_grid *g, const link_text *t,
                                  size_t pair, const function_word *w,
                                  bool joins)
{
  function_link best = {0, 0, 0};

  for (size_t i = 0; i < g->n_zh; i++) {
    if (!link_grid_is_free(g, i * g->n_en, 1, g->n_en) ||
        !is_in(w->zh, word_zh(t, pair, i)))
      continue;
    for (size_t k = 0; k < g->n_en; k++) {
      size_t d;

      if (!is_in(w->en, word_en(t, pair, k)) ||
          !link_grid_is_free(g, k, g->n_en, g->n_zh))
        continue;
      d = distance(g, i, k, joins);
      if (d && (best.distance == 0 || d < best.distance))
        best = (function_link){i, k, d};
    }
  }
  return best;
}

void fill_function_words(link_grid *g, const link_text *t, size_t pair,
                         float probability)
{
  for (size_t w = 0; w < FUNCTION_WORDS; w++)
    for (;;) {
      function_link l = nearest_link(g, t, pair, &function_words[w], w == 0);

      if (l.distance == 0)
        break;
      g->at[l.zh * g->n_en + l.en] = probability;
    }
}

/* ---- frames ---- */

/* Words of Chinese around a phrase that mean one of English. */
static const function_word frames[] = {
    {" 在 ", " 中 里 内 上 下 间 之间 期间 后 之后 以后 前 之前 以前 时 "},
    {" 从 自 ", " 起 以来 开始 "},
    {" 当 ", " 时 "}};

enum { FRAMES = sizeof frames / sizeof *frames, FRAME_WORDS = 10 };

static bool is_function_word(zhen_str word)
{
  for (size_t w = 0; w < FUNCTION_WORDS; w++)
    if (is_in(function_words[w].en, word))
      return true;
  return false;
}

/* The first function word that a word is linked to; n_en: none. */
static size_t linked_function(const link_grid *g, const link_text *t,
                              size_t pair, size_t zh)
{
  size_t k = 0;

  while (k < g->n_en && !(g->at[zh * g->n_en + k] > 0 &&
                          is_function_word(word_en(t, pair, k))))
    k++;
  return k;
}

static void link_frame(link_grid *g, const link_text *t, size_t pair,
                       const size_t ends[2], float probability)
{
  for (int side = 0; side < 2; side++) {
    size_t k = linked_function(g, t, pair, ends[side]);
    size_t other = ends[!side];

    if (k < g->n_en && link_grid_is_free(g, other * g->n_en, 1, g->n_en))
      g->at[other * g->n_en + k] = probability;
  }
}

void fill_frames(link_grid *g, const link_text *t, size_t pair,
                 float probability)
{
  for (size_t f = 0; f < FRAMES; f++)
    for (size_t i = 0; i < g->n_zh; i++) {
      if (!is_in(frames[f].zh, word_zh(t, pair, i)))
        continue;
      for (size_t j = i + 1; j < g->n_zh && j < i + FRAME_WORDS; j++) {
        const size_t ends[2] = {i, j};

        if (!is_in(frames[f].en, word_zh(t, pair, j)))
          continue;
        link_frame(g, t, pair, ends, probability);
        break;
      }
    }
}

/* ---- expressions ---- */

/* The number of words of an expression, if it is at a word; else 0. */
static size_t expression_at(const link_text *t, size_t pair, size_t k,
                            size_t n_en, const char *text)
{
  size_t n = 0;

  for (;; n++) {
    size_t len = strcspn(text, " ");
    zhen_str word;

    if (k + n == n_en)
      return 0;
    word = word_en(t, pair, k + n);
    if (word.len != len || memcmp(word.ptr, text, len) != 0)
      return 0;
    text += len;
    if (!*text)
      return n + 1;
    text++;
  }
}

static void link_expression(link_grid *g, size_t en, size_t n,
                            float probability)
{
  size_t linked = g->n_zh;

  for (size_t k = en; k < en + n; k++)
    for (size_t i = 0; i < g->n_zh; i++) {
      if (!(g->at[i * g->n_en + k] > 0))
        continue;
      if (linked != g->n_zh && linked != i)
        return;
      linked = i;
    }
  for (size_t k = en; k < en + n && linked < g->n_zh; k++)
    if (!(g->at[linked * g->n_en + k] > 0))
      g->at[linked * g->n_en + k] = probability;
}

void fill_expressions(link_grid *g, const link_text *t, size_t pair,
                      float probability)
{
  for (size_t k = 0; k < g->n_en; k++) {
    size_t longest = 0;

    for (size_t e = 0; e < EXPRESSIONS; e++) {
      size_t n = *word_en(t, pair, k).ptr != *expressions[e]
                     ? 0
                     : expression_at(t, pair, k, g->n_en, expressions[e]);

      longest = n > longest ? n : longest;
    }
    if (longest)
      link_expression(g, k, longest, probability);
  }
}
