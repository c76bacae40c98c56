/* SPDX-License-Identifier: Apache-2.0 */
#include "review/judged.h"

#include <string.h>

static const char *const kinds[] = {"dictionary", "same", "sound", "character",
                                    "number"};

enum { KINDS = sizeof kinds / sizeof *kinds };

size_t memory_kind(const char *name)
{
  size_t k = 0;

  while (k + 1 < KINDS && strcmp(kinds[k], name) != 0)
    k++;
  return k;
}

void memory_put_kinds(buf *json)
{
  for (size_t k = 0; k < KINDS; k++)
    buf_printf(json, "%c\"%s\"", k ? ',' : '[', kinds[k]);
  buf_putc(json, ']');
}

zhen_str memory_reasons(const report_memory *m, size_t row)
{
  const memory_row *at = &m->rows[row];

  return (zhen_str){m->reasons.ptr + at->reasons,
                    at->reasons_end - at->reasons};
}
