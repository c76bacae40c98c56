/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/learned.h"

#include <stdio.h>
#include <string.h>

static void put(zhen_output *out, const char *text)
{
  zhen_output_put(out, text, strlen(text));
}

/* Words contain neither tabs nor line ends, so nothing needs escaping. */
static void put_pair(zhen_output *out, const zhen_learned *pair)
{
  char numbers[64];

  put(out, pair->zh);
  put(out, "\t");
  put(out, pair->en);
  snprintf(numbers, sizeof numbers, "\t%u\t%.1f\n", pair->count,
           (double)pair->strength);
  put(out, numbers);
}

zhen_status learned_write(const char *path, const zhen_alignment *a,
                          zhen_output_set *set)
{
  size_t count;
  const zhen_learned *pairs = zhen_alignment_learned(a, &count);
  zhen_output *out;
  zhen_status status = zhen_output_open(&out, path);

  if (status != ZHEN_OK)
    return status;
  for (size_t i = 0; i < count; i++)
    put_pair(out, &pairs[i]);
  return zhen_output_join(out, set);
}
