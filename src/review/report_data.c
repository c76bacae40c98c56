/* SPDX-License-Identifier: Apache-2.0 */
#include "review/report_data.h"

void report_put_key(report_builder *r, const char *key)
{
  buf_printf(&r->json, ",\n\"%s\":", key);
}

size_t report_units_to(const report_builder *r, bool zh, uint32_t sentence,
                       size_t byte)
{
  const zhen_sentences *s = zh ? r->zh->sentences : r->en->sentences;
  size_t begin = s->at[sentence].begin;

  return json_units_between(zh ? &r->zh_units : &r->en_units, begin,
                            begin + byte);
}
