/* SPDX-License-Identifier: Apache-2.0 */
#include "align/params.h"

const align_params align_defaults = {
    .hit = {[TOKEN_WORD] = .3,
            [TOKEN_LATIN] = .7,
            [TOKEN_NUMBER] = .6,
            [TOKEN_NAME] = .6,
            [TOKEN_MARK] = .5,
            [TOKEN_TERM] = .8,
            [TOKEN_LEARNED] = .4},
    .evidence = .6,
    .length_ratio = 3.6,
    .length_sd = .28,
    .length_sd_chance = 1.0,
    .length_weight = 1.0,
    .prior_extra_zh = -1.6,
    .prior_extra_en = -1.6,
    .prior_both = -.1,
    .prior_null = -8,
    .inner_end = -2.5,
    .quote_same = .5,
    .quote_differs = -3,
    .para_both = 1.5,
    .para_one = -2,
    .para_inside = -1,
    .turn_apart = -6,
    .turn_wrong_order = -2,
};
