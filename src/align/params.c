/* SPDX-License-Identifier: Apache-2.0 */
#include "align/params.h"

const align_params align_defaults = {
    .hit = {[TOKEN_WORD] = .3,
            [TOKEN_LATIN] = .7,
            [TOKEN_NUMBER] = .6,
            [TOKEN_NAME] = .6,
            [TOKEN_MARK] = .3,
            [TOKEN_TERM] = .8,
            [TOKEN_LEARNED] = .4,
            [TOKEN_PART] = .15},
    .evidence_zh = .6,
    .evidence_en = .6,
    .length_ratio = 3.6,
    .length_sd = .28,
    .length_short = 12,
    .length_sd_chance = 1.0,
    .length_weight = 1.7,
    .prior_extra_zh = -2.4,
    .prior_extra_en = -2.1,
    .prior_both = 0.2,
    .prior_null_zh = -6.2,
    .prior_null_en = -6.2,
    .inner_end = -1.5,
    .quote_same = .5,
    .quote_differs = -3.9,
    .para_both = 1.5,
    .para_one = -2,
    .para_inside = -5,
    .turn_apart = -6,
    .turn_wrong_order = -2,
};

align_params align_digest(const align_params *p, bool zh_is_digest)
{
  align_params q = *p;
  double *digest_null = zh_is_digest ? &q.prior_null_zh : &q.prior_null_en;
  double *other_null = zh_is_digest ? &q.prior_null_en : &q.prior_null_zh;

  if (zh_is_digest)
    q.evidence_en = 0;
  else
    q.evidence_zh = 0;
  q.length_weight = 0;
  q.inner_end = IMPOSSIBLE; /* a digest is not spread over an article */
  *digest_null = 0;
  *other_null = 0;
  q.absent = p->hit[TOKEN_WORD];
  q.lead = -.6;
  q.quote_same = q.quote_differs = 0;
  q.para_both = q.para_one = q.para_inside = 0;
  return q;
}
