/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/chapters.h"

#include <stdlib.h>

/* By chapter: its sentences that are in pairs. */
typedef struct chapters {
  const zhen_sentences *of;
  size_t at; /* chapters begun */
  size_t *paired;
} chapters;

static void take(chapters *c, uint32_t begin, uint32_t end, bool pair)
{
  for (uint32_t i = begin; i < end; i++) {
    while (c->at < c->of->n_parts && c->of->parts[c->at] <= i)
      c->at++;
    if (c->at > 0)
      c->paired[c->at - 1] += pair;
  }
}

static size_t end_of(const chapters *c, size_t k)
{
  return k + 1 < c->of->n_parts ? c->of->parts[k + 1] : c->of->count;
}

/* Half of its sentences are. */
static bool is_paired(const chapters *c, size_t k)
{
  return 2 * c->paired[k] >= end_of(c, k) - c->of->parts[k];
}

static size_t count_paired(const chapters *c)
{
  size_t n = 0;

  for (size_t k = 0; k < c->of->n_parts; k++)
    n += is_paired(c, k);
  return n;
}

static void say_rest(const chapters *c, const char *side)
{
  for (size_t k = 0; k < c->of->n_parts; k++)
    if (!is_paired(c, k))
      say("%s chapter %zu is not paired: sentences %u-%zu", side, k + 1,
          c->of->parts[k] + 1, end_of(c, k));
}

static void say_both(const article_job *p, chapters *zh, chapters *en)
{
  size_t count;
  const zhen_bead *b = zhen_alignment_beads(p->alignment, &count);

  for (size_t k = 0; k < count; k++) {
    bool pair = b[k].zh_begin < b[k].zh_end && b[k].en_begin < b[k].en_end;

    take(zh, b[k].zh_begin, b[k].zh_end, pair);
    take(en, b[k].en_begin, b[k].en_end, pair);
  }
  say("chapters: %zu zh, %zu en; paired: %zu zh, %zu en", zh->of->n_parts,
      en->of->n_parts, count_paired(zh), count_paired(en));
  if (!p->v->level.verbose)
    return;
  say_rest(zh, "zh");
  say_rest(en, "en");
}

int chapters_say(const article_job *p)
{
  chapters zh = {.of = p->sides->zh.sentences};
  chapters en = {.of = p->sides->en.sentences};
  size_t n = zh.of->n_parts;

  if (n == 0 || en.of->n_parts == 0 || n + en.of->n_parts == 2)
    return EXIT_DONE;
  zh.paired = calloc(n + en.of->n_parts, sizeof *zh.paired);
  if (!zh.paired) {
    say("out of memory");
    return EXIT_LIMIT;
  }
  en.paired = zh.paired + n;
  say_both(p, &zh, &en);
  free(zh.paired);
  return EXIT_DONE;
}
