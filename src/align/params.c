/* SPDX-License-Identifier: Apache-2.0 */
#include "align/params.h"

const align_params align_defaults = {
    .hit = {[TOKEN_WORD] = .36,
            [TOKEN_LATIN] = .7,
            [TOKEN_NUMBER] = .6,
            [TOKEN_NAME] = .6,
            [TOKEN_MARK] = .25,
            [TOKEN_TERM] = .8,
            [TOKEN_PART] = .195},
    .absent = .02,
    .evidence_zh = .6,
    .evidence_en = .52,
    .length_ratio = 3.13,
    .length_sd = .305,
    .length_short = 12,
    .length_sd_chance = 1.0,
    .length_weight = 1.7,
    .prior_extra_zh = -2.76,
    .prior_extra_en = -2.4,
    .prior_both = .16,
    .prior_null_zh = -5.4,
    .prior_null_en = -5.7,
    .inner_end = -1.5,
    .quote_same = .5,
    .quote_differs = -3.9,
    .para_both = 1.5,
    .para_one = -2,
    .para_inside = -5,
    .turn_apart = -6,
    .usual_chars = 545,
    .usual_beads = 60,
    .usual_merges = .23,
    .usual_nulls = .005,
    .calibration = .8,
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
  q.usual_chars = q.usual_beads = 1e9; /* it is not like others */
  q.quote_same = q.quote_differs = 0;
  q.para_both = q.para_one = q.para_inside = 0;
  return q;
}
