/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/model.h"

#include <math.h>

static bool has_quotes(const side *s)
{
  for (size_t u = 0; u < s->n_units; u++)
    if (s->units[u].in_quote)
      return true;
  return false;
}

static double share_cut(const side *s)
{
  double n = 0;

  for (size_t u = 0; u < s->n_units; u++)
    n += s->units[u].ending == LINE_CUT;
  return n / fmax(1, (double)s->n_sentences);
}

/* The end marks of one side to those of the other. */
static double common_ends(const side *zh, const side *en)
{
  double n = 0, m = 0;

  for (size_t u = 0; u < zh->n_units; u++)
    n += zh->units[u].ending == LINE_WHOLE;
  for (size_t u = 0; u < en->n_units; u++)
    m += en->units[u].ending == LINE_WHOLE;
  return fmin(n, m) / fmax(1, fmax(n, m));
}

static double usual_length(const side *s)
{
  double chars = 1;

  for (size_t u = 0; u < s->n_units; u++)
    chars += (double)s->units[u].chars;
  return chars / (double)(s->n_sentences + 1);
}

zhen_status score_model_make(score_model *m, const document *d,
                             const align_params *p, uint32_t max_bead)
{
  zhen_status status;

  *m = (score_model){.p = p,
                     .max_bead = max_bead,
                     .usual_zh = usual_length(&d->zh),
                     .usual_en = usual_length(&d->en),
                     .quotes = has_quotes(&d->zh) && has_quotes(&d->en),
                     .ends = common_ends(&d->zh, &d->en),
                     .zh = m->zh,
                     .en = m->en};
  m->null_ends = m->ends * fmax(share_cut(&d->zh), share_cut(&d->en));
  status = token_scores_make(&m->zh, &d->zh, &d->edges, p);
  if (status == ZHEN_OK)
    status = token_scores_make(&m->en, &d->en, &d->back, p);
  return status;
}

void score_model_dispose(score_model *m)
{
  token_scores_dispose(&m->zh);
  token_scores_dispose(&m->en);
}
