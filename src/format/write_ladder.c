/* SPDX-License-Identifier: Apache-2.0 */
/* The formats of other aligners: hunalign's ladder, Vecalign's lists. */
#include "format/writer.h"

static bool is_null(const record *r)
{
  return r->zh.begin == r->zh.end || r->en.begin == r->en.end;
}

/* The side that comes first, and the other one. */
static void order(const writer_part *p, const record *r,
                  const record_side *sides[2])
{
  bool en = p->writer->options.write.first == ZHEN_LANG_EN;

  sides[en] = &r->zh;
  sides[!en] = &r->en;
}

/*
 * A rung is the start of a bead, so one more closes the last. Bitextor skips
 * rungs of exactly -0.3; hunalign ends with a meaningless 0.3.
 */
static zhen_status put_rung(writer_part *p, const record *r)
{
  const record_side *sides[2];

  order(p, r, sides);
  buf_printf(&p->line, "%u\t%u\t", sides[0]->begin, sides[1]->begin);
  if (is_null(r))
    buf_puts(&p->line, "-0.3");
  else
    line_put_score(&p->line, r->score, 4);
  buf_putc(&p->line, '\n');
  return ZHEN_OK;
}

static zhen_status put_last_rung(writer_part *p)
{
  record last = {.zh.begin = (uint32_t)p->doc->zh->count,
                 .en.begin = (uint32_t)p->doc->en->count};
  const record_side *sides[2];

  order(p, &last, sides);
  buf_printf(&p->line, "%u\t%u\t0.3\n", sides[0]->begin, sides[1]->begin);
  return ZHEN_OK;
}

const writer_format format_ladder = {.suffixes = {""},
                                     .every = true,
                                     .put = put_rung,
                                     .end_document = put_last_rung};

/* Vecalign's number is a cost: 0 is best, and a null has none. */
static zhen_status put_lists(writer_part *p, const record *r)
{
  const record_side *sides[2];
  buf *b = &p->line;

  order(p, r, sides);
  buf_putc(b, '[');
  row_put_ids(b, sides[0]->begin, sides[0]->end, ", ");
  buf_puts(b, "]:[");
  row_put_ids(b, sides[1]->begin, sides[1]->end, ", ");
  buf_puts(b, "]:");
  line_put_score(b, is_null(r) ? 0 : 1 - r->score, 6);
  buf_putc(b, '\n');
  return ZHEN_OK;
}

const writer_format format_vecalign = {
    .suffixes = {""}, .every = true, .put = put_lists};
