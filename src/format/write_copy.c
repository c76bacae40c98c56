/* SPDX-License-Identifier: Apache-2.0 */
/* A copy of a file, which gets bytes instead of records. */
#include "base/fail.h"
#include "format/writer.h"

static zhen_status refuse_record(writer_part *p, const record *r)
{
  (void)p;
  (void)r;
  return zhen_fail(ZHEN_EUSAGE, "a copy of a file takes no other pairs");
}

const writer_format format_copy = {.suffixes = {""}, .put = refuse_record};
