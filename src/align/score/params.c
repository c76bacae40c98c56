/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/params.h"

#include <math.h>

const align_params align_defaults = {
    .hit = {[TOKEN_WORD] = .4288,
            [TOKEN_CHAR] = .3678,
            [TOKEN_EN] = .3034,
            [TOKEN_LATIN] = .9243,
            [TOKEN_NUMBER] = .7873,
            [TOKEN_TENS] = .7217,
            [TOKEN_HARD] = .9944,
            [TOKEN_NAME] = .7313,
            [TOKEN_MARK] = .4925,
            [TOKEN_TERM] = .8,
            [TOKEN_PART] = .09771,
            [TOKEN_PHRASE] = .1796,
            [TOKEN_PROPER] = .9068},
    .absent = .1315,
    .token_weight_zh = .5778,
    .token_weight_en = .5201,
    .length_ratio = 4.048,
    .length_sd = .3819,
    .length_short = 17.56,
    .length_sd_chance = 1.3,
    .length_weight = 1.531,
    .order_weight = .4884,
    .order_scale = .1881,
    .order_free = .2656,
    .order_turned = -1.084,
    .turned_sentence = -.91,
    .cross = -4.75,
    .cross_sentence = -6.863,
    .repeat_weight = .6,
    .prior_extra_zh = -3.162,
    .prior_extra_en = -2.861,
    .prior_both = 1.108,
    .prior_null_zh = -6.034,
    .prior_null_en = -4.3,
    .null_more = -2.903,
    .null_gap = -12,
    .null_boilerplate = 2.5,
    .boilerplate_inside = -5.492,
    .null_length = -.3007,
    .inner_end = -3.423,
    .quote_same = .0905,
    .quote_differs = -3.375,
    .end_differs = -1.3,
    .para_both = 1.5,
    .para_one = -2,
    .para_inside = -5,
    .time_weight = 1,
    .time_least = -6,
    .time_within = 6,
    .time_exact = .3,
    .time_scale = 1,
    .turn_apart = -6,
    .length_cut = 4.5,
    .vectors_weight = .5,
    .vectors_most = 8,
    .digest_max = 3,
    .digest_ratio = 3,
    .digest_null = 5.5,
    .digest_lead = -.5,
    .digest_weight = 7,
    .learn_bead = 4,
    .learn_count = 2,
    .learn_dice = .3,
    .learn_g2 = 10,
    .learn_chance = .5,
    .usual_chars = 82.22,
    .usual_beads = 32.95,
    .usual_merges = .1716,
    .usual_nulls = .005,
    .run_most = 1,
    .calibration = .9,
};

double align_null_prior(const align_params *p, double first, unsigned n,
                        unsigned n_boilerplate, double chars, double usual)
{
  if (n > NULL_MAX)
    return first + p->null_gap;
  if (chars <= 0)
    return 0;
  return first + p->null_more * (n - 1) + p->null_boilerplate * n_boilerplate +
         p->null_length * log(chars / (usual * n));
}
