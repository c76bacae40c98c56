/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/model.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { HIDDEN = 16 };

/* A network of one hidden layer, and direct weights beside it. */
typedef struct network {
  float weights[JUDGE_FEATURES][HIDDEN];
  float hidden_bias[HIDDEN], out[HIDDEN];
  float direct[JUDGE_FEATURES], bias;
} network;

#include "judge/model.inc"

static double odds_of(const network *n, const judge_features *f)
{
  float odds = n->bias, sums[HIDDEN];

  memcpy(sums, n->hidden_bias, sizeof sums);
  for (int i = 0; i < JUDGE_FEATURES; i++) {
    if (f->at[i] == 0)
      continue;
    odds += n->direct[i] * f->at[i];
    for (int k = 0; k < HIDDEN; k++)
      sums[k] += n->weights[i][k] * f->at[i];
  }
  for (int k = 0; k < HIDDEN; k++)
    if (sums[k] > 0)
      odds += n->out[k] * sums[k];
  return (double)odds;
}

double judge_related(const judge_features *f)
{
  return odds_of(&related, f);
}

double judge_odds(const judge_features *f, double odds_related)
{
  return -log(exp(-odds_related) + exp(-odds_of(&right, f)));
}
