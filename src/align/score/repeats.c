/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/repeats.h"
#include "base/fail.h"

#include <stdlib.h>

zhen_status repeats_open(repeats *r, const document *d, const score_model *m)
{
  *r = (repeats){.d = d,
                 .m = m,
                 .sentences = mem_calloc(d->zh.n_types, sizeof *r->sentences),
                 .last = mem_calloc(d->zh.n_types, sizeof *r->last),
                 .said = mem_calloc(d->en.n_types, sizeof *r->said)};
  return r->sentences && r->last && r->said ? ZHEN_OK : zhen_fail_memory();
}

void repeats_close(repeats *r)
{
  free(r->sentences);
  free(r->last);
  free(r->said);
}

static void count_zh(repeats *r, uint32_t i, uint32_t to_i)
{
  const side *zh = &r->d->zh;

  for (uint32_t u = i; u < to_i; u++)
    for (uint32_t k = zh->tokens.first[u]; k < zh->tokens.first[u + 1]; k++) {
      uint32_t type = zh->tokens.at[k], sentence = zh->units[u].sentence;

      if (r->sentences[type] == 0 || r->last[type] != sentence)
        r->sentences[type]++;
      r->last[type] = sentence;
    }
}

static void count_en(repeats *r, uint32_t begin, uint32_t end)
{
  const side *en = &r->d->en;

  for (uint32_t k = begin; k < end; k++)
    r->said[en->tokens.at[k]] += en->times[k];
}

static void forget_en(repeats *r, uint32_t begin, uint32_t end)
{
  for (uint32_t k = begin; k < end; k++)
    r->said[r->d->en.tokens.at[k]] = 0;
}

/* The hits of a type in `n` sentences that have no occurrence of their own. */
static double without(const repeats *r, uint32_t type, uint32_t n)
{
  const rows *edges = &r->d->edges;
  uint32_t said = 0;

  for (uint32_t e = edges->first[type]; e < edges->first[type + 1]; e++)
    said += r->said[edges->at[e]];
  return said > 0 && said < n ? n - said : 0;
}

double repeats_term(repeats *r, uint32_t i, uint32_t to_i, uint32_t j,
                    uint32_t to_j)
{
  const align_params *p = r->m->p;
  const side *zh = &r->d->zh;
  uint32_t begin = r->d->en.tokens.first[j], end = r->d->en.tokens.first[to_j];
  unsigned bucket = span_bucket(end - begin);
  double sum = 0;

  if (zh->units[i].sentence == zh->units[to_i - 1].sentence)
    return 0;
  count_zh(r, i, to_i);
  count_en(r, begin, end);
  for (uint32_t k = zh->tokens.first[i]; k < zh->tokens.first[to_i]; k++) {
    uint32_t type = zh->tokens.at[k], n = r->sentences[type];

    r->sentences[type] = 0;
    if (n > 1)
      sum +=
          without(r, type, n) * (double)hit_gains_of(&r->m->zh, type)[bucket];
  }
  forget_en(r, begin, end);
  return -p->repeat_weight * p->token_weight_zh * sum;
}
