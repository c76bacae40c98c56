/* SPDX-License-Identifier: Apache-2.0 */
/* Pharaoh: the word links of a pair as 0-0 1-2, as fast_align, eflomal and
   awesome-align write them. */
#include "format/writer.h"

static zhen_status put_pharaoh(writer_part *p, const record *r)
{
  record_put_links(&p->line, r, !r->given);
  buf_putc(&p->line, '\n');
  return ZHEN_OK;
}

const writer_format format_pharaoh = {.suffixes = {""}, .put = put_pharaoh};
