/* SPDX-License-Identifier: Apache-2.0 */
#include "align/learn/digest.h"

digest_side digest_find(const document *d, const align_params *p)
{
  double zh = 0, en = 0;

  for (size_t u = 0; u < d->zh.n_units; u++)
    zh += (double)d->zh.units[u].chars * p->length_ratio;
  for (size_t u = 0; u < d->en.n_units; u++)
    en += (double)d->en.units[u].chars;
  if ((double)d->zh.n_sentences <= p->digest_max &&
      d->en.n_sentences > d->zh.n_sentences && en > p->digest_ratio * zh)
    return DIGEST_ZH;
  if ((double)d->en.n_sentences <= p->digest_max &&
      d->zh.n_sentences > d->en.n_sentences && zh > p->digest_ratio * en)
    return DIGEST_EN;
  return DIGEST_NONE;
}

align_params digest_params(const align_params *p, bool zh_is_digest)
{
  align_params q = *p;
  double *digest_null = zh_is_digest ? &q.prior_null_zh : &q.prior_null_en;
  double *other_null = zh_is_digest ? &q.prior_null_en : &q.prior_null_zh;

  if (zh_is_digest)
    q.token_weight_en = 0;
  else
    q.token_weight_zh = 0;
  q.length_weight = 0;
  q.inner_end = IMPOSSIBLE; /* a digest is not spread over an article */
  *digest_null = p->digest_null;
  *other_null = 0;
  q.absent = p->hit[TOKEN_PART];
  q.lead = p->digest_lead;
  q.usual_chars = q.usual_beads = 1e9; /* it is not typical */
  q.quote_same = q.quote_differs = q.end_differs = 0;
  q.null_more = q.null_boilerplate = q.null_length = 0;
  q.null_gap = IMPOSSIBLE; /* its runs of sentences cost nothing */
  q.para_both = q.para_one = q.para_inside = q.turn_apart = 0;
  return q;
}
