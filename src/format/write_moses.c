/* SPDX-License-Identifier: Apache-2.0 */
/* Moses: PREFIX.zh .en .scores .ids .words; line n of each is pair n. */
#include "format/writer.h"

enum { MOSES_ZH, MOSES_EN, MOSES_SCORES, MOSES_IDS, MOSES_WORDS };

static void end_line(writer_part *p, int file)
{
  buf_putc(&p->line, '\n');
  part_flush(p, file);
}

/* The columns of OPUS: the two documents, the sentences of each. */
static void put_ids(buf *b, const record_document *doc, const record *r)
{
  line_put_name(b, document_file(doc, doc->zh_file));
  buf_putc(b, '\t');
  line_put_name(b, document_file(doc, doc->en_file));
  buf_putc(b, '\t');
  row_put_ids(b, r->zh.begin, r->zh.end, " ");
  buf_putc(b, '\t');
  row_put_ids(b, r->en.begin, r->en.end, " ");
}

static zhen_status put_moses(writer_part *p, const record *r)
{
  buf_put(&p->line, r->zh.text.ptr, r->zh.text.len);
  end_line(p, MOSES_ZH);
  buf_put(&p->line, r->en.text.ptr, r->en.text.len);
  end_line(p, MOSES_EN);
  if (p->files[MOSES_SCORES]) {
    line_put_score(&p->line, r->score, 4);
    end_line(p, MOSES_SCORES);
  }
  if (p->files[MOSES_IDS]) {
    put_ids(&p->line, p->doc, r);
    end_line(p, MOSES_IDS);
  }
  if (p->files[MOSES_WORDS]) {
    record_put_links(&p->line, r, !r->given);
    end_line(p, MOSES_WORDS);
  }
  return ZHEN_OK;
}

const writer_format format_moses = {
    .suffixes = {".zh", ".en", ".scores", ".ids", ".words"}, .put = put_moses};
