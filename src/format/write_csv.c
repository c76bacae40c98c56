/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CSV for spreadsheets: RFC 4180 with a byte order mark, without which Excel
 * takes the text for the code page of the system. There is no bead: "1-2"
 * would become a date.
 */
#include "format/writer.h"

static zhen_status begin_csv(writer_part *p)
{
  buf_puts(&p->line, "\xEF\xBB\xBFzh,en,score");
  buf_puts(&p->line, p->writer->options.places ? ",zh_ids,en_ids" : "");
  buf_puts(&p->line, p->doc && p->doc->id ? ",document\r\n" : "\r\n");
  return ZHEN_OK;
}

static zhen_status put_csv(writer_part *p, const record *r)
{
  buf *b = &p->line;

  line_put_csv(b, r->zh.text);
  buf_putc(b, ',');
  line_put_csv(b, r->en.text);
  buf_putc(b, ',');
  if (r->score >= 0)
    line_put_score(b, r->score, 4);
  if (r->placed) {
    buf_putc(b, ',');
    row_put_ids(b, r->zh.begin, r->zh.end, " ");
    buf_putc(b, ',');
    row_put_ids(b, r->en.begin, r->en.end, " ");
  }
  if (p->doc->id) {
    buf name = {0};

    line_put_name(&name, p->doc->id);
    buf_putc(b, ',');
    line_put_csv(b, (zhen_str){name.ptr, name.len});
    b->failed |= name.failed;
    buf_dispose(&name);
  }
  buf_puts(b, "\r\n");
  return ZHEN_OK;
}

const writer_format format_csv = {
    .suffixes = {""}, .begin = begin_csv, .put = put_csv};
