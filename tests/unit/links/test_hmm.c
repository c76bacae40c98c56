/* SPDX-License-Identifier: Apache-2.0 */
#include "links/hmm.h"
#include "unit.h"

#include <math.h>
#include <stdlib.h>

enum { STATES = 3, WORDS = 4 };

static void fill(hmm *h)
{
  unsigned seed = 7;

  for (size_t i = 0; i < (size_t)STATES * WORDS; i++)
    h->emit[i] = (float)((seed = seed * 1103515245U + 12345U) >> 20) / 4096;
  for (size_t w = 0; w < WORDS; w++)
    h->null[w] = .02F * (float)(w + 1);
  for (int d = 0; d < JUMPS; d++)
    h->jump[d] = 1.F / (float)(1 + abs(d - JUMP_FAR - 1));
}

static double jump(const hmm *h, int from, int to)
{
  double norm = 0;

  for (int k = 0; k < STATES; k++)
    norm += (double)h->jump[JUMP_FAR + k - from];
  return (double)h->jump[JUMP_FAR + to - from] / norm;
}

/* Sum over all paths from word `w` on: `state` is the last one that was linked
   to, `null` whether the word before `w` was unlinked. Adds to `sums`. */
static double walk(const hmm *h, int w, int state, double p, int *path,
                   double sums[WORDS][STATES])
{
  double all = 0;

  if (w == WORDS) {
    for (int i = 0; i < WORDS; i++)
      if (path[i] >= 0)
        sums[i][path[i]] += p;
    return p;
  }
  for (int k = 0; k < STATES; k++) {
    double go = jump(h, state, k);

    path[w] = k;
    all += walk(h, w + 1, k, p * go * .8 * (double)h->emit[w * STATES + k],
                path, sums);
    if (w > 0 && k != state)
      continue;
    path[w] = -1; /* the first word may be unlinked beside any state */
    all += walk(h, w + 1, k, p * (w > 0 ? 1 : go) * (double)h->null[w], path,
                sums);
  }
  return all;
}

static void sums_over_all_paths(void)
{
  double sums[WORDS][STATES] = {{0}}, all;
  int path[WORDS];
  hmm h = {0};

  CHECK_OK(hmm_reserve(&h, STATES, WORDS));
  fill(&h);
  all = walk(&h, 0, -1, 1, path, sums);
  hmm_run(&h);
  for (int w = 0; w < WORDS; w++) {
    double sum = (double)h.unlinked[w];

    for (int k = 0; k < STATES; k++) {
      double p = (double)h.posterior[w * STATES + k];

      CU_ASSERT(fabs(p - sums[w][k] / all) < 1e-4);
      sum += p;
    }
    CU_ASSERT(fabs(sum - 1) < 1e-4);
  }
  hmm_dispose(&h);
}

void suite_hmm(void)
{
  CU_pSuite s = unit_suite("hmm");

  UNIT_TEST(s, sums_over_all_paths);
}
