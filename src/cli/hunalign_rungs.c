/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/hunalign_rungs.h"

#include <math.h>
#include <stdlib.h>

/* Beads before and after one that are its surroundings. */
enum { AROUND = 5 };

/* Judgments: above -0.3, which is for sentences alone; and odds of more than
   10,000 to 1 are not to be believed. */
static const double LEAST_QUALITY = -0.25, MOST_QUALITY = 4;

/* ---- the quality of beads ---- */

typedef struct graded {
  double quality;
  bool pair, straight, dropped;
} graded;

/* log10 of the odds: 0 is even, 1 is ten to one. */
static double quality_of(double probability)
{
  double quality = log10(probability / (1 - probability));

  return quality < LEAST_QUALITY  ? LEAST_QUALITY
         : quality > MOST_QUALITY ? MOST_QUALITY
                                  : quality;
}

static void judge(graded *j, const zhen_bead *b)
{
  uint32_t zh = b->zh_end - b->zh_begin, en = b->en_end - b->en_begin;

  j->pair = zh > 0 && en > 0;
  j->straight = zh == 1 && en == 1;
  j->quality = j->pair ? quality_of(b->score) : QUALITY_ALONE;
}

typedef struct means {
  double quality, straight; /* the share of 1-1 beads */
} means;

/* Of beads [begin, end), of which there is one at least. */
static means means_of(const graded *j, size_t begin, size_t end)
{
  double n = (double)(end - begin);
  means m = {0};

  for (size_t i = begin; i < end; i++) {
    m.quality += j[i].quality / n;
    m.straight += j[i].straight ? 1 / n : 0;
  }
  return m;
}

static void drop_doubtful(graded *j, size_t count, const rung_limits *limits)
{
  for (size_t i = 0; i < count; i++) {
    size_t begin = i < AROUND ? 0 : i - AROUND;
    size_t end = i + AROUND + 1 < count ? i + AROUND + 1 : count;
    means around = means_of(j, begin, end);

    j[i].dropped = j[i].quality < limits->quality ||
                   around.quality < limits->around ||
                   around.straight < limits->straight;
  }
}

/* Whether the beads around a place, which begin with bead `i`, are sound. */
static bool is_sound(const graded *j, size_t i, size_t width, double limit)
{
  return means_of(j, i, i + width).quality >= limit;
}

/* Drop all from both ends of the texts to the first sound place. */
static void drop_header(graded *j, size_t count, double limit)
{
  size_t width = count < 2 * AROUND ? count : 2 * AROUND;
  size_t begin = 0, end = count;

  while (begin + width <= count && !is_sound(j, begin, width, limit))
    begin++;
  while (end >= begin + width && !is_sound(j, end - width, width, limit))
    end--;
  for (size_t i = 0; i < count; i++)
    if (i < begin || i >= end || begin + width > count)
      j[i].dropped = true;
}

static graded *judge_all(const zhen_bead *beads, size_t count,
                         const rung_limits *limits)
{
  graded *j = calloc(count + 1, sizeof *j);

  if (!j)
    return NULL;
  for (size_t i = 0; i < count; i++)
    judge(&j[i], &beads[i]);
  drop_doubtful(j, count, limits);
  if (count > 0)
    drop_header(j, count, limits->header);
  return j;
}

/* ---- steps ---- */

typedef struct ladder {
  rungs *out;
  uint32_t at[2]; /* the first lines that are in no step */
} ladder;

static void put(ladder *l, uint32_t first, uint32_t second, double quality)
{
  rung *r = &l->out->at[l->out->count++];

  r->at[0] = l->at[0];
  r->at[1] = l->at[1];
  r->quality = quality;
  l->at[0] += first;
  l->at[1] += second;
}

/* Lines up to the limits, one by one. */
static void put_alone(ladder *l, const uint32_t limit[2])
{
  while (l->at[0] < limit[0])
    put(l, 1, 0, QUALITY_ALONE);
  while (l->at[1] < limit[1])
    put(l, 0, 1, QUALITY_ALONE);
}

/* Empty lines and marks before a bead: in pairs, as far as they go. A side that
   the bead does not have may wait with the rest of its own. */
static void put_empty(ladder *l, const uint32_t limit[2], const bool has[2])
{
  uint32_t rest[2];

  while (l->at[0] < limit[0] && l->at[1] < limit[1])
    put(l, 1, 1, QUALITY_EMPTY);
  for (int i = 0; i < 2; i++)
    rest[i] = has[i] ? limit[i] : l->at[i];
  put_alone(l, rest);
}

/* Sentences [begin, end) of each text. */
static void put_bead(ladder *l, const hunalign_text texts[2],
                     const uint32_t begin[2], const uint32_t end[2],
                     const graded *j)
{
  uint32_t first[2], limit[2];
  bool has[2];

  for (int i = 0; i < 2; i++) {
    has[i] = begin[i] < end[i];
    first[i] = texts[i].line_of[begin[i]];
    limit[i] = has[i] ? texts[i].line_of[end[i] - 1] + 1 : l->at[i];
  }
  put_empty(l, first, has);
  for (int i = 0; i < 2; i++)
    if (!has[i])
      limit[i] = l->at[i];
  if (j->pair && !j->dropped)
    put(l, limit[0] - l->at[0], limit[1] - l->at[1], j->quality);
  else
    put_alone(l, limit);
}

int rungs_of(rungs *out, const hunalign_text texts[2], int zh,
             const zhen_alignment *alignment, const rung_limits *limits)
{
  static const bool both[2] = {true, true};
  const uint32_t ends[2] = {(uint32_t)texts[0].n_lines,
                            (uint32_t)texts[1].n_lines};
  ladder l = {.out = out};
  size_t count;
  const zhen_bead *beads = zhen_alignment_beads(alignment, &count);
  graded *j = judge_all(beads, count, limits);

  out->at = calloc((size_t)ends[0] + ends[1] + 1, sizeof *out->at);
  if (!j || !out->at) {
    free(j);
    return say_failure(ZHEN_ENOMEM);
  }
  for (size_t i = 0; i < count; i++) {
    uint32_t begin[2], end[2];

    begin[zh] = beads[i].zh_begin;
    end[zh] = beads[i].zh_end;
    begin[!zh] = beads[i].en_begin;
    end[!zh] = beads[i].en_end;
    put_bead(&l, texts, begin, end, &j[i]);
  }
  put_empty(&l, ends, both);
  put(&l, 0, 0, QUALITY_EMPTY);
  free(j);
  return EXIT_DONE;
}

/* ---- filters of rungs ---- */

bool rungs_straight(const rungs *r, size_t i)
{
  const rung *a = &r->at[i], *b = a + 1;

  return b->at[0] - a->at[0] == 1 && b->at[1] - a->at[1] == 1;
}

bool rungs_between_straight(const rungs *r, size_t i)
{
  return (i == 0 || rungs_straight(r, i - 1)) &&
         (i + 2 >= r->count || rungs_straight(r, i + 1));
}

void rungs_be_cautious(rungs *r)
{
  size_t n = 0;
  bool before = true; /* the step before is 1-1 */

  for (size_t i = 0; i < r->count; i++) {
    bool last = i + 1 == r->count;
    bool straight = last || rungs_straight(r, i);

    if (i == 0 || last || (before && straight))
      r->at[n++] = r->at[i];
    before = straight;
  }
  r->count = n;
}

double rungs_quality(const rungs *r)
{
  double sum = 0;

  for (size_t i = 0; i + 1 < r->count; i++)
    sum += r->at[i].quality;
  return r->count > 1 ? sum / (double)(r->count - 1) : 0;
}
