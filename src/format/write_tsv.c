/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TSV: zh, en, score, bead, zh ids, en ids, document, as far as they are known.
 * With ids, tab, line end and backslash of the text are \t, \n, \r and \\.
 */
#include "format/writer.h"

static zhen_status begin_tsv(writer_part *p)
{
  if (p->writer->options.write.header)
    buf_puts(&p->line, "zh\ten\tscore\tbead\tzh_ids\ten_ids\n");
  return ZHEN_OK;
}

static void put_text(buf *b, const record *r, zhen_str text)
{
  if (r->placed)
    line_put_tsv(b, text);
  else
    buf_put(b, text.ptr, text.len);
}

static zhen_status put_tsv(writer_part *p, const record *r)
{
  buf *b = &p->line;

  put_text(b, r, r->zh.text);
  buf_putc(b, '\t');
  put_text(b, r, r->en.text);
  if (r->score >= 0) {
    buf_putc(b, '\t');
    line_put_score(b, r->score, 4);
  }
  if (r->placed) {
    buf_putc(b, '\t');
    record_put_bead(b, r);
    buf_putc(b, '\t');
    row_put_ids(b, r->zh.begin, r->zh.end, ",");
    buf_putc(b, '\t');
    row_put_ids(b, r->en.begin, r->en.end, ",");
  }
  if (p->doc->id) {
    buf_putc(b, '\t');
    line_put_name(b, p->doc->id);
  }
  buf_putc(b, '\n');
  return ZHEN_OK;
}

const writer_format format_tsv = {
    .suffixes = {""}, .exact = true, .begin = begin_tsv, .put = put_tsv};
