/* SPDX-License-Identifier: Apache-2.0 */
#include "align/search/sentences.h"
#include "base/fail.h"

#include <stdlib.h>

/* The clauses [from, to) of a sentence as one unit. */
static unit join(const unit *clauses, uint32_t from, uint32_t to)
{
  unit u = clauses[to - 1];

  u.begin = clauses[from].begin;
  u.chars = 0;
  u.n_tokens = 0;
  for (uint32_t k = from; k < to; k++) {
    u.chars += clauses[k].chars;
    u.n_tokens += clauses[k].n_tokens;
  }
  return u;
}

zhen_status sentences_open(document *out, const document *d)
{
  const side *zh = &d->zh;
  size_t n = zh->n_sentences;
  side *s = &out->zh;

  *out = *d;
  s->n_units = n;
  s->units = mem_calloc(n, sizeof *s->units);
  s->unit_of = mem_calloc(n + 1, sizeof *s->unit_of);
  s->tokens.first = mem_calloc(n + 1, sizeof *s->tokens.first);
  s->tokens.n = n;
  if (!s->units || !s->unit_of || !s->tokens.first)
    return zhen_fail_memory();
  for (uint32_t i = 0; i < n; i++)
    s->units[i] = join(zh->units, zh->unit_of[i], zh->unit_of[i + 1]);
  for (uint32_t i = 0; i <= n; i++) {
    s->unit_of[i] = i;
    s->tokens.first[i] = n ? zh->tokens.first[zh->unit_of[i]] : 0;
  }
  return ZHEN_OK;
}

void sentences_close(document *d)
{
  free(d->zh.units);
  free(d->zh.unit_of);
  free(d->zh.tokens.first);
}
