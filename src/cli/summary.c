/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/summary.h"

/* The sentences of [begin, end) that are not empty lines. */
static size_t count_sentences(const zhen_side *side, size_t begin, size_t end)
{
  const zhen_sentence *at = side->sentences->at;
  size_t n = 0;

  for (size_t i = begin; i < end; i++)
    n += at[i].begin < at[i].end;
  return n;
}

static void say_moved(const article_job *p)
{
  size_t count;
  const zhen_bead *b = zhen_alignment_moved(p->alignment, &count);

  for (size_t k = 0; k < count; k++)
    say("moved passage: zh sentences %u-%u are translated by en sentences "
        "%u-%u",
        b[k].zh_begin + 1, b[k].zh_end, b[k].en_begin + 1, b[k].en_end);
}

static void say_doubtful(const article_job *p)
{
  size_t count;
  const zhen_bead *b = zhen_alignment_doubtful(p->alignment, &count);

  if (count > 0)
    say("%zu doubtful pair%s among the unaligned sentences%s", count,
        count == 1 ? "" : "s",
        p->v->level.verbose ? "" : "; use -v to list them");
  for (size_t k = 0; k < count && p->v->level.verbose; k++)
    say("doubtful pair: zh sentences %u-%u, en sentences %u-%u, probability "
        "%.2f",
        b[k].zh_begin + 1, b[k].zh_end, b[k].en_begin + 1, b[k].en_end,
        (double)b[k].score);
}

void summary_say(const article_job *p)
{
  const zhen_side *zh = &p->sides->zh, *en = &p->sides->en;
  size_t count, pairs = 0, zh_unaligned = 0, en_unaligned = 0;
  const zhen_bead *b = zhen_alignment_beads(p->alignment, &count);
  double sum = 0;

  for (size_t i = 0; i < count; i++) {
    size_t n_zh = count_sentences(zh, b[i].zh_begin, b[i].zh_end);
    size_t n_en = count_sentences(en, b[i].en_begin, b[i].en_end);

    if (n_zh > 0 && n_en > 0) {
      pairs++;
      sum += (double)b[i].score;
    } else {
      zh_unaligned += n_zh;
      en_unaligned += n_en;
    }
  }
  say("%zu zh, %zu en sentences; %zu pair%s; unaligned: %zu zh, %zu en; "
      "mean probability %.2f",
      count_sentences(zh, 0, zh->sentences->count),
      count_sentences(en, 0, en->sentences->count), pairs,
      pairs == 1 ? "" : "s", zh_unaligned, en_unaligned,
      pairs > 0 ? sum / (double)pairs : 0);
  say_moved(p);
  say_doubtful(p);
}
