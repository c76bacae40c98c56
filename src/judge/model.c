/* SPDX-License-Identifier: Apache-2.0 */
/* A network of one hidden layer, and direct weights beside it. */
#include "judge/model.h"

#include <assert.h>

#include "judge/model.inc"

double judge_odds(const judge_features *f)
{
  float odds = bias;

  for (int i = 0; i < JUDGE_FEATURES; i++)
    odds += direct[i] * f->at[i];
  for (int k = 0; k < HIDDEN; k++) {
    float sum = hidden_bias[k];

    for (int i = 0; i < JUDGE_FEATURES; i++)
      sum += hidden_weights[k][i] * f->at[i];
    if (sum > 0)
      odds += hidden_out[k] * sum;
  }
  return (double)odds;
}
