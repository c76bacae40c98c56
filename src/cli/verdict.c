/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/verdict.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PASSAGES_SHOWN = 3 };

/* Rounded down, so that what is below a limit is printed below it. */
static double shown(const article_job *p)
{
  return floor(zhen_alignment_parallel(p->alignment) * 1e4) / 1e4;
}

/* "zh.txt, en.txt", or one name if both sides are in one file. */
static void names_of(const article_job *p, char *out, size_t size)
{
  const char *names[] = {zhen_text_name(p->sides->zh.source),
                         zhen_text_name(p->sides->en.source)};
  bool one = strcmp(names[0], names[1]) == 0;

  for (int k = 0; k < 2; k++)
    if (strcmp(names[k], "-") == 0)
      names[k] = "standard input";
  snprintf(out, size, "%s%s%s", names[0], one ? "" : ", ", one ? "" : names[1]);
}

/* ": zh 1-40 with en 1-52, zh 60-71 with en 71-80"; the first sentence is 1. */
static void passages_of(const zhen_alignment *a, char *out, size_t size)
{
  size_t count, n = 0;
  const zhen_bead *b = zhen_alignment_passages(a, &count);

  out[0] = '\0';
  for (size_t k = 0; k < count && k < PASSAGES_SHOWN; k++)
    n += (size_t)snprintf(out + n, size - n, "%s zh %u-%u with en %u-%u",
                          k ? "," : ":", b[k].zh_begin + 1, b[k].zh_end,
                          b[k].en_begin + 1, b[k].en_end);
  if (count > PASSAGES_SHOWN)
    snprintf(out + n, size - n, ", and %zu more", count - PASSAGES_SHOWN);
}

static void time_of(int64_t ms, char out[16])
{
  unsigned s = ms > 0 ? (unsigned)(ms / 1000 % 360000) : 0;

  snprintf(out, 16, "%02u:%02u:%02u", s / 3600, s / 60 % 60, s % 60);
}

/* Captions of which one side is longer: half a film, or one that is truncated.
 */
static void say_times(const article_job *p)
{
  const zhen_side *sides[] = {&p->sides->zh, &p->sides->en};
  int64_t length[2];
  char begin[2][16], end[2][16];

  for (int k = 0; k < 2; k++) {
    const zhen_sentences *s = sides[k]->sentences;

    if (!s->times || s->count == 0)
      return;
    time_of(s->times[0].begin, begin[k]);
    time_of(s->times[s->count - 1].end, end[k]);
    length[k] = s->times[s->count - 1].end - s->times[0].begin;
  }
  if (10 * length[0] < 9 * length[1] || 10 * length[1] < 9 * length[0])
    say("the zh captions are from %s to %s, the en captions from %s to %s; is "
        "one side a part of the film?",
        begin[0], end[0], begin[1], end[1]);
}

const char *verdict_words(zhen_relation relation)
{
  static const char *const words[] = {
      [ZHEN_RELATION_PARALLEL] = NULL,
      [ZHEN_RELATION_PART] =
          "these texts are translations of each other only in part",
      [ZHEN_RELATION_COMPARABLE] = "these texts look comparable, not parallel",
      [ZHEN_RELATION_UNRELATED] =
          "these texts do not look like translations of each other"};

  return words[relation];
}

void verdict_say(const article_job *p)
{
  zhen_relation relation = zhen_alignment_relation(p->alignment);
  char names[600], passages[80 * PASSAGES_SHOWN + 40] = "";

  if (relation == ZHEN_RELATION_PARALLEL)
    return;
  names_of(p, names, sizeof names);
  if (relation == ZHEN_RELATION_PART)
    passages_of(p->alignment, passages, sizeof passages);
  say("%s: %s%s (parallel %.2f)", names, verdict_words(relation), passages,
      shown(p));
  say_times(p);
}

int verdict_require(const article_job *p, double share)
{
  char names[600];

  if (zhen_alignment_parallel(p->alignment) >= share)
    return EXIT_DONE;
  names_of(p, names, sizeof names);
  say("%s: parallel %.4f is below --require-parallel %g; nothing is written",
      names, shown(p), share);
  return EXIT_NO;
}
