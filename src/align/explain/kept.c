/* SPDX-License-Identifier: Apache-2.0 */
#include "align/explain/kept.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>

enum { BAND_ROWS = 500 }; /* enough for the resolution of a map */

zhen_status band_keep(zhen_alignment *a, const document *d, const corridor *c)
{
  size_t stride = c->n / BAND_ROWS + 1;

  a->band = mem_calloc(c->n / stride + 2, sizeof *a->band);
  if (!a->band)
    return zhen_fail_memory();
  for (size_t i = 0; i < c->n + stride; i += stride) {
    uint32_t row = (uint32_t)(i < c->n ? i : c->n);

    a->band[a->n_band++] =
        (band_row){sentence_at(&d->zh, row), sentence_at(&d->en, c->low[row]),
                   sentence_at(&d->en, c->high[row])};
  }
  return ZHEN_OK;
}

static void explain_data_free(explain_data *x)
{
  if (!x)
    return;
  score_model_dispose(&x->m);
  terms_unindex(&x->scorer);
  order_close(x->order);
  repeats_close(&x->repeats);
  vectors_free(x->vectors);
  document_close(&x->d);
  free(x);
}

static zhen_status prepare(explain_data *x, const align_params *p)
{
  zhen_status status;

  x->p = *p;
  x->in = (align_input){.d = &x->d, .vectors = x->vectors};
  x->scorer = (term_scorer){.in = &x->in, .m = &x->m};
  status = score_model_make(&x->m, &x->d, &x->p, ZHEN_BEAD_MAX);
  if (status == ZHEN_OK)
    status = terms_index(&x->scorer);
  if (status == ZHEN_OK)
    status = order_open(&x->order, &x->d, &x->p);
  if (status == ZHEN_OK)
    status = repeats_open(&x->repeats, &x->d, &x->m);
  return status;
}

zhen_status explain_keep(zhen_alignment *a, document *d, vectors **v,
                         const align_params *p)
{
  explain_data *x = mem_calloc(1, sizeof *x);
  zhen_status status;

  if (!x)
    return zhen_fail_memory();
  x->d = *d;
  x->d.progress = NULL; /* it ends with the call */
  x->vectors = *v;
  *d = (document){0};
  *v = NULL;
  status = prepare(x, p);
  if (status != ZHEN_OK) {
    explain_data_free(x);
    return status;
  }
  a->explain_data = x;
  a->explain_data_free = explain_data_free;
  return ZHEN_OK;
}
