/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TSV: zh, en, score, bead, zh ids, en ids; sentences are numbered from 0. Tab,
 * LF, CR and backslash in a text are escaped with a backslash.
 */
#include "format/row.h"
#include "text/utf8.h"

#include <string.h>

static void put_row(buf *b, const row *r)
{
  const zhen_bead *bead = r->bead;

  line_put_tsv(b, r->zh);
  buf_putc(b, '\t');
  line_put_tsv(b, r->en);
  buf_putc(b, '\t');
  line_put_score(b, (double)bead->score, 4);
  buf_putc(b, '\t');
  row_put_bead(b, bead);
  buf_putc(b, '\t');
  row_put_ids(b, bead->zh_begin, bead->zh_end, ",");
  buf_putc(b, '\t');
  row_put_ids(b, bead->en_begin, bead->en_end, ",");
  buf_putc(b, '\n');
}

zhen_status write_tsv(const row_source *doc, zhen_output *out)
{
  row_reader r = {.doc = doc, .nulls = doc->options.nulls, .exact = true};
  buf line = {0};
  zhen_status status;

  if (doc->options.header)
    buf_puts(&line, "zh\ten\tscore\tbead\tzh_ids\ten_ids\n");
  line_flush(&line, out);
  while (rows_next(&r)) {
    put_row(&line, &r.now);
    line_flush(&line, out);
  }
  status = rows_end(&r);
  if (status == ZHEN_OK)
    status = buf_status(&line);
  buf_dispose(&line);
  return status;
}
