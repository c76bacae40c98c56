/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/params.h"

#include <math.h>

const align_params align_defaults = {
    .hit = {[TOKEN_WORD] = .4044,
            [TOKEN_CHAR] = .3262,
            [TOKEN_EN] = .3353,
            [TOKEN_LATIN] = .8702,
            [TOKEN_NUMBER] = .5271,
            [TOKEN_NAME] = .7313,
            [TOKEN_MARK] = .3862,
            [TOKEN_TERM] = .8,
            [TOKEN_PART] = .1052,
            [TOKEN_PHRASE] = .05},
    .absent = .04141,
    .token_weight_zh = .5024,
    .token_weight_en = .5408,
    .length_ratio = 3.825,
    .length_sd = .347,
    .length_short = 15.27,
    .length_sd_chance = .9163,
    .length_weight = 1.662,
    .order_weight = .4411,
    .order_scale = .1962,
    .order_free = .2515,
    .order_turned = -2,
    .prior_extra_zh = -3.108,
    .prior_extra_en = -2.488,
    .prior_both = .6557,
    .prior_null_zh = -5.635,
    .prior_null_en = -4.453,
    .null_more = -2.195,
    .null_boilerplate = 2.5,
    .null_length = -.2873,
    .inner_end = -3.349,
    .quote_same = .09048,
    .quote_differs = -3.434,
    .para_both = 1.5,
    .para_one = -2,
    .para_inside = -5,
    .turn_apart = -6,
    .length_cut = 4.5,
    .vectors_weight = .5,
    .vectors_most = 8,
    .digest_max = 3,
    .digest_ratio = 5,
    .digest_null = -2,
    .digest_lead = -.6,
    .learn_bead = 4,
    .learn_count = 2,
    .learn_dice = .3,
    .learn_g2 = 10,
    .learn_g2_part = 4,
    .usual_chars = 148.7,
    .usual_beads = 39.65,
    .usual_merges = .1395,
    .usual_nulls = .005,
    .calibration = .9,
};

double align_null_prior(const align_params *p, double first, unsigned n,
                        unsigned n_boilerplate, double chars, double usual)
{
  if (chars <= 0)
    return 0;
  return first + p->null_more * (n - 1) + p->null_boilerplate * n_boilerplate +
         p->null_length * log(chars / (usual * n));
}
