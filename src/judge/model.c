/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/model.h"

#include <assert.h>
#include <math.h>

enum { HIDDEN = 16 };

/* A network of one hidden layer, and direct weights beside it. */
typedef struct network {
  float weights[HIDDEN][JUDGE_FEATURES];
  float hidden_bias[HIDDEN], out[HIDDEN];
  float direct[JUDGE_FEATURES], bias;
} network;

#include "judge/model.inc"

static double odds_of(const network *n, const judge_features *f)
{
  float odds = n->bias;

  for (int i = 0; i < JUDGE_FEATURES; i++)
    odds += n->direct[i] * f->at[i];
  for (int k = 0; k < HIDDEN; k++) {
    float sum = n->hidden_bias[k];

    for (int i = 0; i < JUDGE_FEATURES; i++)
      sum += n->weights[k][i] * f->at[i];
    if (sum > 0)
      odds += n->out[k] * sum;
  }
  return (double)odds;
}

double judge_related(const judge_features *f)
{
  return odds_of(&related, f);
}

double judge_odds(const judge_features *f)
{
  return -log(exp(-odds_of(&related, f)) + exp(-odds_of(&right, f)));
}
